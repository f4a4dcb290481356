"""The window on a data file: it shows the sheet's state, goes where it is told, and says what happened."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest

from fieldapp.core.edits import make_edits
from fieldapp.core.period import Period, read_period
from fieldapp.core.report import Status
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.store.store import Store
from fieldapp.ui.kit.chrome import set_look
from fieldapp.ui.period.dialog import PeriodDialog
from tests.ui.driving import WEEK, data_file, opened, running

AP = "ap_mines"


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path))
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def document(window):
    """The open sheet; whoever corrects what was sent gives a reason without being asked."""
    window._document.ask_reason = lambda *_: "misread paper"
    return window._document


def test_the_header_says_which_week_a_part_belongs_to(window, document):
    line = window.header.standing_line
    assert line.part_text == ""

    document.open_period(read_period("2024-10-28..2024-10-31"))
    assert line.part_text == "Part of 28 Oct–3 Nov 2024, in which a month ends"
    assert line._part.isVisible()
    document.open_period(read_period("2024-W44"))

    assert line.part_text == ""


def trigger(window, key):
    window.actions_by_key[key].trigger()


def test_the_header_says_who_when_and_how_far(window):
    header = window.header

    assert header._office.text() == "Headquarters"
    assert header._programme.text() == "Azerbaijan"
    assert header.period_text == "10–16 Mar 2025 (2025-W11)"
    assert header.status_text == "Draft · revision 1"
    assert header.answered_text == "13 of 13 districts"
    assert header.saved_text == "Everything is on disk"


def test_what_is_entered_is_seen_to_be_on_the_disk(window, document):
    document.enter(Cell("terter", AP), "7")

    assert window.header.saved_text == "On disk at 09:30:00"


def test_a_refused_entry_is_seen_until_the_next_one_is_taken(window, document, tmp_path):
    with closing(Store(tmp_path / "hq.fieldapp", "Sevda", document.now)) as other:
        other.write(WEEK, make_edits(other.sheet(WEEK), {Cell("terter", AP): 99}))

    document.enter(Cell("terter", AP), "7")

    assert window.header.saved_text == "1 entry not on disk"
    assert window.alarm.isVisible()
    assert window.alarm.message.kind == "error"
    assert window.alarm.text.startswith("Tartar, AP mines was changed elsewhere")
    assert document.sheet.value("terter", AP) == 99
    document.enter(Cell("terter", AP), "7")
    assert not window.alarm.isVisible()
    assert window.header.saved_text.startswith("On disk at")


def test_the_main_button_leads_from_draft_to_sent(window, document, session, tmp_path, qtbot):
    header = window.header
    assert (header.step_button.text(), header.reason_text) == ("Mark ready", "")

    header.step_button.click()
    assert header.status_text == "Ready · revision 1"
    assert header.step_button.text() == "Export and mark sent…"

    session.kit.desktop.chosen = tmp_path / "report.xlsx"
    header.step_button.click()
    qtbot.waitUntil(lambda: header.status_text == "Sent · revision 1")
    assert header.step_button.text() == "Export again…"

    document.enter(Cell("terter", AP), "7")
    assert header.status_text == "Draft · revision 2"
    assert header.step_button.text() == "Mark ready"


def test_a_ready_sheet_can_be_taken_back(window, document):
    assert not window.actions_by_key["take-back"].isEnabled()
    trigger(window, "advance")
    assert window.actions_by_key["take-back"].isEnabled()

    trigger(window, "take-back")

    assert document.standing.status is Status.DRAFT


def test_errors_hold_the_main_button_and_pressing_it_shows_which(window, document, qtbot):
    document.clear([Cell("agdam", "uxo")])
    header = window.header
    assert header.reason_text == "1 error to fix first"
    assert header.step_button.property("held")

    header.step_button.click()

    assert document.standing.status is Status.DRAFT
    assert window.status.message.kind == "error"
    assert window.side.findings.list_view.currentIndex().row() == 0
    QTest.keyClick(window.side.findings.list_view, Qt.Key.Key_Return)
    assert window.grid.current_cell() == Cell("agdam", "uxo")


def test_an_empty_sheet_is_not_marked_ready(window, document):
    document.open_period(read_period("2025-W20"))
    assert window.header.reason_text == "Nothing is entered yet"

    trigger(window, "advance")
    assert document.standing.status is Status.DRAFT
    assert window.status.text == "Nothing is entered yet"

    trigger(window, "export")
    assert window.status.text.startswith("Nothing is entered for 12–18 May 2025")


def test_the_worker_writes_the_workbook(window, session, tmp_path, qtbot):
    session.kit.desktop.chosen = tmp_path / "report.xlsx"

    trigger(window, "export")
    qtbot.waitUntil(lambda: window.status.message.kind == "done")

    assert openpyxl.load_workbook(tmp_path / "report.xlsx").sheetnames
    assert window.status.text.startswith("report.xlsx is written. It is a draft")
    assert session.kit.desktop.suggested[0].name == "azerbaijan-hq-2025-03-10_2025-03-16-draft.xlsx"
    for link in window.status.links:
        link.click()
    assert session.kit.desktop.shown == [tmp_path / "report.xlsx", tmp_path]


def test_a_workbook_that_cannot_be_written_is_said_and_nothing_is_sent(window, session, tmp_path, qtbot):
    trigger(window, "advance")
    session.kit.desktop.chosen = tmp_path / "no such folder" / "report.xlsx"

    trigger(window, "advance")
    qtbot.waitUntil(lambda: window.status.message.kind == "error")

    assert window.header.status_text == "Ready · revision 1"


def test_a_target_open_elsewhere_gets_a_new_name_and_a_sentence(window, session, tmp_path, qtbot):
    target = tmp_path / "report.xlsx"
    target.write_bytes(b"")
    (tmp_path / ".~lock.report.xlsx#").write_text("someone")
    session.kit.desktop.chosen = target

    trigger(window, "export")
    qtbot.waitUntil(lambda: window.status.message.kind == "done")

    assert window.status.text.startswith("report.xlsx is open in another program")
    assert "report (2).xlsx is written" in window.status.text


def test_a_sheet_changed_while_its_workbook_is_written_is_not_sent(
    window, document, session, tmp_path, qtbot
):
    trigger(window, "advance")
    session.kit.desktop.chosen = tmp_path / "report.xlsx"

    trigger(window, "advance")
    document.enter(Cell("terter", AP), "7")
    qtbot.waitUntil(lambda: window.status.message.kind == "error")

    assert window.status.text.startswith("The sheet of 10–16 Mar 2025 was changed while its workbook")
    assert (document.standing.status, document.standing.revision) == (Status.DRAFT, 1)
    assert sorted(path.suffix for path in tmp_path.glob("*report*")) == []


def test_a_workbook_that_cannot_be_written_leaves_the_sheet_ready(window, document, session, tmp_path, qtbot):
    trigger(window, "advance")
    session.kit.desktop.chosen = tmp_path / "no such folder" / "report.xlsx"

    trigger(window, "advance")
    qtbot.waitUntil(lambda: not window.jobs.is_busy)
    qtbot.waitUntil(lambda: window.status.message.kind == "error")

    assert document.standing.status is Status.READY


def test_a_sheet_changed_before_its_workbook_failed_stays_a_draft(window, document, session, tmp_path, qtbot):
    trigger(window, "advance")
    session.kit.desktop.chosen = tmp_path / "no such folder" / "report.xlsx"

    trigger(window, "advance")
    document.enter(Cell("terter", AP), "-7")
    qtbot.waitUntil(lambda: window.status.message.kind == "error")

    assert (document.standing.status, document.standing.revision) == (Status.DRAFT, 1)


def test_a_failed_export_of_a_sent_sheet_leaves_it_sent(window, document, session, tmp_path, qtbot):
    trigger(window, "advance")
    session.kit.desktop.chosen = tmp_path / "report.xlsx"
    trigger(window, "advance")
    qtbot.waitUntil(lambda: not window.jobs.is_busy)
    sent = document.standing

    session.kit.desktop.chosen = tmp_path / "no such folder" / "report.xlsx"
    trigger(window, "advance")
    qtbot.waitUntil(lambda: window.status.message.kind == "error")

    assert document.standing == sent


def test_errors_that_came_after_ready_keep_a_sheet_from_being_sent(window, document, session, tmp_path):
    trigger(window, "advance")
    assert document.standing.status is Status.READY
    other = Period(document.period.start + timedelta(days=2), document.period.start + timedelta(days=3))
    document.store.write(other, make_edits(document.store.sheet(other), {Cell("terter", AP): 1}))
    session.kit.desktop.chosen = tmp_path / "report.xlsx"

    trigger(window, "advance")

    assert document.standing.status is Status.READY
    assert window.status.message.kind == "error"
    assert not (tmp_path / "report.xlsx").exists()


def test_what_another_process_has_written_is_shown_before_it_is_marked_ready(window, document):
    sheet = document.store.sheet(document.period)
    document.store.write(document.period, make_edits(sheet, {Cell("terter", AP): -7}))

    trigger(window, "advance")

    assert document.standing.status is Status.DRAFT
    assert document.sheet.value("terter", AP) == -7
    assert window.status.message.kind == "error"


def test_closing_waits_for_the_workbook(window, document, session, tmp_path):
    trigger(window, "advance")
    session.kit.desktop.chosen = tmp_path / "report.xlsx"
    trigger(window, "advance")

    window.close()

    assert openpyxl.load_workbook(tmp_path / "report.xlsx").sheetnames
    with sqlite3.connect(tmp_path / "hq.fieldapp") as file:
        assert file.execute("SELECT status FROM sheet").fetchall() == [("sent",)]
    file.close()
    assert not list(tmp_path.glob("*-wal"))


def test_cancelling_the_file_dialog_changes_nothing(window, document, session):
    trigger(window, "advance")
    session.kit.desktop.chosen = None

    trigger(window, "advance")

    assert document.standing.status is Status.READY
    assert not window.jobs.is_busy


def test_periods_go_back_and_forward(window, document):
    trigger(window, "forward")
    assert document.period == read_period("2025-W12")
    assert window.header.answered_text == "0 of 13 districts"

    trigger(window, "back")
    trigger(window, "back")
    assert document.period == read_period("2025-W10")

    trigger(window, "this-week")
    assert document.period == read_period("2025-W12")


def test_a_week_in_which_a_month_ends_is_turned_to_in_parts(window, document):
    for _ in range(2):
        trigger(window, "forward")
    assert document.period == read_period("2025-W13")
    assert "A month ends" not in window.status.text

    trigger(window, "forward")
    assert document.period == read_period("2025-03-31..2025-03-31")
    assert "A month ends in 31 Mar–6 Apr 2025, so its parts are separate sheets." in window.status.text
    trigger(window, "forward")
    assert document.period == read_period("2025-04-01..2025-04-06")
    assert "A month ends" not in window.status.text

    trigger(window, "back")
    trigger(window, "back")
    trigger(window, "forward")
    (link,) = [link for link in window.status.links if "All the days" in link.text()]
    link.click()
    assert document.period == read_period("2025-W14")
    assert "A month ends" not in window.status.text


def test_the_calendar_opens_a_period(window, document, qtbot):
    trigger(window, "choose-period")
    dialog = window.findChild(PeriodDialog)
    dialog.show_dates(date(2025, 3, 29), date(2025, 4, 2))
    dialog.accept()

    assert document.period == Period(date(2025, 3, 29), date(2025, 4, 2))
    assert window.header.period_text == "29 Mar–2 Apr 2025 (2025-W13/2025-W14)"


def test_a_click_on_a_finding_goes_to_its_cell(window, document):
    document.enter(Cell(CONTROL, "uxo"), "131")
    view = window.side.findings.list_view

    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0, 0)).center()
    )

    assert window.grid.current_cell() == Cell(CONTROL, "uxo")


def test_f8_walks_through_the_findings(window, document):
    document.enter(Cell(CONTROL, "uxo"), "131")
    document.clear([Cell("agdam", "uxo")])

    trigger(window, "next-finding")
    first = window.grid.current_cell()
    trigger(window, "next-finding")

    assert {first, window.grid.current_cell()} == {Cell("agdam", "uxo"), Cell(CONTROL, "uxo")}


def test_undo_and_redo_follow_the_stack(window, document):
    undo, redo = window.actions_by_key["undo"], window.actions_by_key["redo"]
    assert (undo.isEnabled(), redo.isEnabled()) == (False, False)

    document.enter(Cell("terter", AP), "7")
    assert undo.isEnabled()
    undo.trigger()
    assert (document.sheet.value("terter", AP), undo.isEnabled(), redo.isEnabled()) == (1, False, True)
    redo.trigger()
    assert document.sheet.value("terter", AP) == 7


@pytest.mark.parametrize(("key", "first"), [("copy-wire", "anti-personnel"), ("copy-post", "anti-tank")])
def test_the_sentence_goes_to_the_clipboard_in_either_order(window, session, key, first):
    trigger(window, key)

    (sentence,) = session.kit.desktop.copied
    places = {name: sentence.index(name) for name in ("anti-personnel", "anti-tank")}
    assert min(places, key=lambda name: places[name]) == first
    assert "still a draft" in window.status.text


def test_the_list_order_is_chosen_and_remembered(window, session):
    actions = {action.data(): action for action in window._orders.actions()}
    assert actions["north-south"].isChecked()

    actions["apa"].trigger()

    assert (window.commands.order, session._settings.order) == ("apa", "apa")


def test_everything_in_the_menus_has_a_key(window, tmp_path):
    window.show_recent([tmp_path / "R&D.fieldapp"])
    inside = [window.menuBar()]
    for menu in inside:
        inside += [action.menu() for action in menu.actions() if action.menu()]
    actions = [action for menu in inside for action in menu.actions() if not action.isSeparator()]
    without = [action.text() for action in actions if action.shortcut().isEmpty() and not action.menu()]

    assert without == ["&1 R&&D.fieldapp"]  # a letter of the menu it is in
    assert all("&" in action.text() for action in actions if action.menu())
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_a_language_changes_live_and_keeps_undo_focus_and_place(window, document, session, qtbot):
    document.enter(Cell("terter", AP), "7")
    window.grid.go_to(Cell("lacin", "uxo"))
    focus = window.focusWidget()

    trigger(window, "language-az")

    assert window.header.period_text == "10–16 mar 2025 (2025-W11)"
    assert window.menuBar().actions()[0].text() == "&Fayl"
    assert window.actions_by_key["undo"].text() == "&Geri al"
    assert window.actions_by_key["language-az"].isChecked()
    assert window.grid.current_cell() == Cell("lacin", "uxo")
    assert window.focusWidget() is focus
    trigger(window, "undo")
    assert document.sheet.value("terter", AP) == 1


def test_a_message_is_told_anew_in_the_new_language(window):
    trigger(window, "advance")
    english = window.status.text

    trigger(window, "language-ru")

    assert window.status.text != english
    assert window.status.text.startswith("Сводка отмечена готовой")


def test_undo_and_redo_go_over_weeks_and_say_where(window, document):
    document.enter(Cell("terter", AP), "7")
    document.open_period(read_period("2025-W20"))

    trigger(window, "undo")
    assert document.period == WEEK
    assert document.sheet.value("terter", AP) == 1
    assert window.status.text == "Undone in 10–16 Mar 2025."

    document.open_period(read_period("2025-W20"))
    trigger(window, "redo")
    assert document.sheet.value("terter", AP) == 7
    assert window.status.text == "Redone in 10–16 Mar 2025."
    trigger(window, "undo")
    assert window.status.text == ""


def test_an_undo_of_another_week_that_the_disk_refuses_is_not_said_to_be_done(window, document, tmp_path):
    document.enter(Cell("terter", AP), "7")
    document.open_period(read_period("2025-W20"))
    with sqlite3.connect(tmp_path / "hq.fieldapp") as other:
        other.execute("UPDATE tally SET value = 99 WHERE district = 'terter' AND indicator = 'ap_mines'")
    other.close()

    trigger(window, "undo")

    assert window.alarm.isVisible()
    assert window.status.text == ""


def test_a_message_goes_when_it_no_longer_holds(window, document):
    trigger(window, "advance")
    assert window.status.text.startswith("The sheet is marked ready")
    document.enter(Cell("terter", AP), "7")
    assert window.status.text == ""

    trigger(window, "copy-wire")
    trigger(window, "back")
    assert window.status.text == ""


def test_themes_and_sizes_change_live(window, session):
    trigger(window, "theme-dark")
    dark = window.palette().window().color().name()
    trigger(window, "theme-light")

    assert window.palette().window().color().name() != dark
    size = window.header._office.font().pointSizeF()
    trigger(window, "zoom-in")
    assert window.header._office.font().pointSizeF() > size
    trigger(window, "zoom-reset")
    assert window.header._office.font().pointSizeF() == size
    assert (session._settings.theme, session._settings.zoom) == ("light", 100)


def test_a_demonstration_always_says_so(session, tmp_path):
    window = opened(session, data_file(tmp_path, is_demonstration=True))
    assert window.demonstration.isVisible()
    assert window.demonstration.text.endswith("The totals are as published in R084.")

    window._document.enter(Cell("terter", AP), "7")
    assert window.demonstration.isVisible()
    assert "R084" not in window.demonstration.text


def test_an_ordinary_file_says_nothing_of_a_demonstration(window):
    assert not window.demonstration.isVisible()


def test_f6_goes_between_grid_and_findings(window, document, qtbot):
    document.enter(Cell(CONTROL, "uxo"), "131")

    trigger(window, "findings")
    assert window.focusWidget() is window.side.findings.list_view
    trigger(window, "findings")
    assert window.focusWidget() is not window.side.findings.list_view


def test_a_dropped_data_file_is_opened(window, session, tmp_path):
    other = data_file(tmp_path, office="karabakh", rows=0)
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(other))])
    copy, left, no = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    session._application.sendEvent(window, QDragEnterEvent(QPoint(5, 5), copy, carried, left, no))
    session._application.sendEvent(window, QDropEvent(QPointF(5, 5), copy, carried, left, no))

    assert session.window.file == other


def test_a_file_dragged_onto_a_field_is_meant_for_the_window(window, session, tmp_path):
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(tmp_path / "report.xlsx"))])
    carried.setText(str(tmp_path / "report.xlsx"))
    copy, left, no = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.grid.body.edit_in_place()
    entering = QDragEnterEvent(QPoint(5, 5), copy, carried, left, no)
    entering.ignore()

    session._application.sendEvent(window.side.cell.note.viewport(), entering)

    assert entering.isAccepted()  # by the window, which looks at workbooks
    assert not window.side.cell.note.canInsertFromMimeData(carried)
    assert not window.grid.body.field().acceptDrops()


def test_a_look_is_polished_only_when_it_changes(window):
    set_look(window.status, "kind", "error")
    set_look(window.status, "kind", "error")

    assert window.status.property("kind") == "error"
