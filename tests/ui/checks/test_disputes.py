"""At headquarters, what is in dispute stands among what is open, and Enter goes where it is settled."""

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.core.checks.review import IN_DISPUTE
from fieldapp.core.sheet import Cell, SheetKey
from tests.data_files import empty_file
from tests.ui.driving import WEEK, document_of, opened, running
from tests.ui.receive.sending import ROW, send_week

KEY = SheetKey("karabakh", WEEK)
AGDAM = Cell("agdam", "uxo")


@pytest.fixture
def window(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, empty_file(tmp_path / "hq.fieldapp", "hq"))
        sent = [
            send_week(tmp_path / f"{n}.fieldapp", tmp_path / f"{n}.xlsx", {"agdam": {**ROW, "uxo": n}})
            for n in (10, 12)
        ]
        window.errands.receive(sent)
        window.jobs.wait()
        window.errands.receiver.dialog.receive.click()
        window.jobs.wait()
        yield window


@pytest.fixture
def shown(window, qtbot):
    def shown():
        window.actions_by_key["checks"].trigger()
        dialog = window.errands.reviewing.dialog
        qtbot.waitUntil(lambda: dialog.is_whole)
        return dialog

    return shown


def disputed(dialog):
    return [(item.key, item.cells) for item in dialog.items if item.kind == IN_DISPUTE]


def test_a_dispute_has_a_kind_of_its_own_and_enter_goes_where_it_is_settled(window, shown):
    dialog = shown()
    assert disputed(dialog) == [(KEY, (AGDAM,))]
    assert "In dispute: 1." in dialog.count.text()
    assert not any(item.rule == "row-half-filled" for item in dialog.items)
    choice = dialog.filters.choices["kind"]
    choice.setCurrentIndex(choice.findData(IN_DISPUTE))
    assert dialog.model.word(dialog.current, "kind") == "In dispute"
    assert "in dispute, and counts nowhere" in dialog.said.text()
    assert "Receive" in dialog.go.text()

    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    window.jobs.wait()
    receiving = window.errands.receiver.dialog
    assert document_of(window).key == KEY
    assert receiving.focusWidget() is receiving.points
    assert receiving.points.points[receiving.points.currentRow()].cell == AGDAM
    QTest.keyClick(receiving.points, Qt.Key.Key_Space)
    window.jobs.wait()
    receiving.receive.click()
    window.jobs.wait()

    dialog = shown()
    assert disputed(dialog) == []
    assert "In dispute" not in dialog.count.text()
    dialog.reject()


def test_what_is_in_dispute_is_exported_with_its_kind(window, shown, tmp_path):
    dialog = shown()
    window._kit.desktop.chosen = tmp_path / "checks.xlsx"
    dialog.export.click()
    window.errands.looks.wait()
    rows = load_workbook(tmp_path / "checks.xlsx").worksheets[0].iter_rows(min_row=5, values_only=True)
    assert ["In dispute", "Is it in dispute what the cell says?"] in [[row[0], row[8]] for row in rows]
    dialog.reject()


def test_once_known_disputes_are_there_when_the_view_opens_and_a_typed_answer_ends_them(window, shown, qtbot):
    window.errands.prepare()
    qtbot.waitUntil(lambda: window.errands.looking_through.is_done)
    window.actions_by_key["checks"].trigger()
    dialog = window.errands.reviewing.dialog
    assert dialog.is_whole
    assert disputed(dialog) == [(KEY, (AGDAM,))]
    dialog.reject()

    document = document_of(window)
    document.open_sheet(KEY)
    document.ask_reason = lambda key: "by telephone"
    document.enter(AGDAM, "11")
    dialog = shown()
    assert disputed(dialog) == []
    dialog.reject()
