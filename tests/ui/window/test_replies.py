"""Beside the grid a finding is replied to: a suggestion is put in, a warning is answered, both undoable."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.core.edits import make_edits
from fieldapp.core.report import Status
from fieldapp.core.sheet import CONTROL, Cell
from tests.ui.driving import WEEK, data_file, opened, running

AGDAM = Cell("agdam", "uxo")


@pytest.fixture
def window(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield opened(session, data_file(tmp_path))


def finding_of(window, code):
    panel = window.side.findings
    finding = next(one for one in window._document.findings if one.code == code)
    panel.point_at(finding)
    return panel.reply


def test_a_suggestion_is_shown_put_in_and_undone_with_its_reason_in_the_history(window):
    document = window._document
    total = document.sheet.total("uxo")
    seen = document.sheet.value("agdam", "uxo")
    document.push(make_edits(document.sheet, {Cell(CONTROL, "uxo"): total, AGDAM: seen * 10}))

    line = finding_of(window, "control-total-differs").lines[0]
    assert line.isVisibleTo(window)
    assert "may be" in line.label.text()
    assert line.label.text() in line.put_button.accessibleName()
    QTest.mouseClick(line.show_button, Qt.MouseButton.LeftButton)
    assert window.grid.current_cell() == AGDAM

    line = finding_of(window, "control-total-differs").lines[0]
    QTest.keyClick(line.put_button, Qt.Key.Key_Space)
    assert document.sheet.value("agdam", "uxo") == seen
    assert document.store.history(WEEK, AGDAM)[-1].why.startswith("as suggested: ")

    assert document.undo()
    assert document.sheet.value("agdam", "uxo") == seen * 10


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 600)])
def test_each_suggestion_has_the_room_it_needs_and_enter_puts_it_in(window, width, height):
    window.resize(width, height)
    document = window._document
    total = document.sheet.total("uxo")
    seen = document.sheet.value("agdam", "uxo")
    document.push(make_edits(document.sheet, {Cell(CONTROL, "uxo"): total, AGDAM: seen * 10}))

    reply = finding_of(window, "control-total-differs")
    QTest.qWait(0)
    shown = [line for line in reply.lines if line.isVisibleTo(window)]
    for line in shown:
        assert line.label.height() >= line.label.heightForWidth(line.label.width())
        assert line.put_button.geometry().bottom() <= line.height()
        assert line.put_button.height() >= line.put_button.sizeHint().height()

    QTest.keyClick(shown[0].put_button, Qt.Key.Key_Return)
    assert document.sheet.value("agdam", "uxo") == seen


@pytest.mark.parametrize("words", ["It was said twice. " * 9, "Once."])
def test_a_reply_takes_the_room_of_what_it_says_now_and_not_of_what_it_said_before(window, words):
    document = window._document
    total = document.sheet.total("uxo")
    seen = document.sheet.value("agdam", "uxo")
    document.push(make_edits(document.sheet, {Cell(CONTROL, "uxo"): total, AGDAM: seen * 10}))
    reply = finding_of(window, "control-total-differs")
    QTest.qWait(0)

    reply.lines[0].label.setText(words)
    reply.fit()
    QTest.qWait(0)

    label = reply.lines[0].label
    assert label.height() == label.heightForWidth(label.width())
    assert reply.height() == reply.widget().height() == reply.widget().heightForWidth(reply.width())


def test_the_current_finding_and_the_line_of_its_answer_are_in_sight_below_many_others(window):
    document = window._document
    sheet = document.sheet
    controls = {Cell(CONTROL, key): sheet.total(key) + 1 for key in sheet.indicators}
    document.push(make_edits(sheet, controls))
    document.clear([Cell("agdam", key) for key in sheet.indicators])

    reply = finding_of(window, "not-reported")
    QTest.qWait(0)

    assert reply.height() > reply.why.height()
    assert reply.why.visibleRegion().boundingRect() == reply.why.rect()
    view = window.side.findings.list_view
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_a_warning_is_answered_on_itself_by_key_and_undone(window):
    document = window._document
    document.clear([Cell("agdam", key) for key in document.sheet.indicators])
    reply = finding_of(window, "not-reported")
    assert not any(line.isVisibleTo(window) for line in reply.lines)
    counts = window.side.findings.count_texts

    QTest.keyClicks(reply.why, "the roads are closed")
    QTest.keyClick(reply.why, Qt.Key.Key_Return)

    finding = next(one for one in document.findings if one.code == "not-reported")
    assert (finding.is_answered, finding.answer) == (True, "the roads are closed")
    assert window.side.findings.count_texts != counts

    assert document.undo()
    assert not any(one.is_answered for one in document.findings)
    assert document.store.answers(WEEK) == ()


def test_what_is_written_to_a_warning_is_kept_when_it_is_left_and_ctrl_z_is_the_windows(window):
    document = window._document
    document.clear([Cell("agdam", key) for key in document.sheet.indicators])
    reply = finding_of(window, "not-reported")
    reply.why.setFocus()
    QTest.keyClicks(reply.why, "roads")
    QTest.keyClick(reply.why, Qt.Key.Key_Escape)
    assert (reply.why.toPlainText(), document.store.answers(WEEK)) == ("", ())
    assert window.grid.hasFocus()

    reply.why.setFocus()
    QTest.keyClicks(reply.why, "the roads are closed")
    window.grid.setFocus()
    assert [one.answer for one in document.findings if one.is_answered] == ["the roads are closed"]

    reply.why.setFocus()
    QTest.keyClick(reply.why, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not any(one.is_answered for one in document.findings)
    assert reply.why.toPlainText() == ""


def test_what_is_written_to_a_warning_stays_with_its_week_when_another_one_is_shown(window):
    document = window._document
    document.clear([Cell("agdam", key) for key in document.sheet.indicators])
    reply = finding_of(window, "not-reported")
    reply.why.setFocus()
    QTest.keyClicks(reply.why, "the roads are closed")

    window.actions_by_key["back"].trigger()

    assert document.period != WEEK
    assert window.grid.hasFocus()
    assert [one.why for one in document.store.answers(WEEK)] == ["the roads are closed"]
    assert document.store.answers(document.period) == ()


def test_nothing_can_be_said_to_an_error_that_nothing_would_explain(window):
    document = window._document
    document.enter(AGDAM, "1O")
    assert not finding_of(window, "not-a-number").isVisibleTo(window)


def test_a_sheet_without_control_totals_may_be_ready_and_one_line_says_so(window):
    document = window._document
    assert not any(cell.is_control for cell in document.sheet.values)

    window.commands.advance()

    assert document.standing.status is Status.READY
    assert "without any control total" in window.status.text
    assert "control" not in " ".join(finding.code for finding in document.findings)
