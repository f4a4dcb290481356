"""A workbook dropped on the window: what it is, whether it is intact, and what it says otherwise."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from fieldapp.core.period import month_of, read_period
from fieldapp.core.receive import Reading
from fieldapp.core.report import Standing, Status
from fieldapp.core.sending import record_of
from fieldapp.core.sheet import Cell
from fieldapp.ui.receive.look_dialog import Look, LookDialog
from tests.exchange.making import forged, of_older_form, write
from tests.ui.driving import WEEK, data_file, opened, running

NOW = datetime(2025, 3, 17, 8, 0, tzinfo=UTC)


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
    return window._document


@pytest.fixture
def workbook(window, session, tmp_path):
    session.kit.desktop.chosen = tmp_path / "report.xlsx"
    window.commands.export()
    window.jobs.wait()
    return tmp_path / "report.xlsx"


def look_at(window, file):
    window.errands.looker.look_at(file)
    window.jobs.wait()
    return window.errands.looker.dialog


def rows(dialog):
    table = dialog.table
    return [[table.item(row, column).text() for column in range(3)] for row in range(table.rowCount())]


def test_an_office_looks_at_a_workbook_that_is_dropped(session, workbook, tmp_path):
    window = opened(session, data_file(tmp_path, office="karabakh"))
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(workbook))])
    copy, left, no = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    session._application.sendEvent(window, QDragEnterEvent(QPoint(5, 5), copy, carried, left, no))
    session._application.sendEvent(window, QDropEvent(QPointF(5, 5), copy, carried, left, no))
    window.jobs.wait()

    dialog = window.errands.looker.dialog
    assert dialog.fact("office") == "Headquarters"


def test_a_workbook_is_told_by_its_facts_and_what_it_says_otherwise(window, workbook):
    dialog = look_at(window, workbook)

    assert dialog.fact("office") == "Headquarters"
    assert dialog.fact("period") == "10–16 Mar 2025 (2025-W11)"
    assert dialog.fact("revision") == "1"
    assert dialog.fact("check-code").startswith("W11-")
    assert dialog.fact("state").startswith("Intact")
    assert dialog.said == "It says the same as this file."
    assert not dialog.table.isVisible()


def test_the_action_asks_which(window, workbook):
    window.actions_by_key["look"].trigger()
    window.jobs.wait()

    assert window.errands.looker.dialog.windowTitle() == "A workbook"


def test_differences_are_listed_cell_by_cell(window, document, workbook):
    document.enter(Cell("terter", "ap_mines"), "77")
    document.enter(Cell("terter", "area_cleared_ha"), "")
    document.mark_no_operations(["agdam"])

    dialog = look_at(window, workbook)

    assert dialog.said == "It differs from this file in 7 cells."
    assert ["Tartar: AP mines", "77", "1"] in rows(dialog)
    assert ["Tartar: Area, ha", "empty", "5.0"] in rows(dialog)
    assert ["Aghdam", "no operations", "empty"] in rows(dialog)


def test_the_figures_of_a_column_have_the_decimals_of_the_finest(window, document, workbook):
    document.enter(Cell("terter", "area_cleared_ha"), "12.0959")
    document.enter(Cell("agdam", "area_cleared_ha"), "7")

    dialog = look_at(window, workbook)

    assert ["Tartar: Area, ha", "12.0959", "5.0000"] in rows(dialog)
    assert ["Aghdam: Area, ha", "7.0000", "5.0000"] in rows(dialog)


def test_from_the_workbook_one_goes_to_its_period(window, document, workbook):
    document.open_period(read_period("2025-W10"))

    look_at(window, workbook).accept()

    assert document.period == WEEK


def test_a_period_that_this_file_does_not_have_is_said(window, session, workbook, tmp_path):
    window = opened(session, data_file(tmp_path, office="karabakh", rows=0))

    dialog = look_at(window, workbook)

    assert dialog.said == "Nothing is entered for this period in this file."


def test_of_another_offices_workbook_only_the_shared_districts_are_compared(session, workbook, tmp_path):
    window = opened(session, data_file(tmp_path, office="karabakh"))

    dialog = look_at(window, workbook)

    assert dialog.fact("office") == "Headquarters"
    assert (
        dialog.said == "It is of another office; only the districts of this file are compared. "
        "It says the same as this file."
    )


def test_a_workbook_that_was_altered_says_so(window, workbook):
    book = openpyxl.load_workbook(workbook)
    data = book["Data"]
    heads = [cell.value for cell in data[1]]
    column = heads.index("value") + 1
    row = next(row for row in range(3, data.max_row + 1) if data.cell(row, column).value == 10)
    data.cell(row, column).value = 11
    book.save(workbook)

    dialog = look_at(window, workbook)

    assert dialog.fact("state").startswith("Altered")
    assert dialog.said == "It differs from this file in 1 cell."


@pytest.mark.parametrize("content", [b"", b"not a workbook", None])
def test_what_cannot_be_read_is_one_sentence(window, tmp_path, content):
    file = tmp_path / "odd.xlsx"
    if content is not None:
        file.write_bytes(content)

    assert look_at(window, file) is None
    assert window.status.message.kind == "error"
    assert "odd.xlsx" in window.status.text


def test_another_language_words_it_anew(window, session, workbook):
    dialog = look_at(window, workbook)

    session.speak("az")

    assert dialog.said == "Bu fayldakı ilə eynidir."


def test_a_second_look_takes_the_place_of_the_first(window, workbook):
    first = look_at(window, workbook)

    second = look_at(window, workbook)

    assert second is not first
    assert not first.isVisible()


def listed(dialog):
    table = dialog.alterations
    return [[table.item(row, column).text() for column in range(4)] for row in range(table.rowCount())]


def change(workbook, sheet, address, content):
    book = openpyxl.load_workbook(workbook)
    book[sheet][address] = content
    book.save(workbook)


def test_each_altered_cell_is_listed_with_what_it_says_and_what_it_should_say(window, workbook):
    change(workbook, "Districts", "E7", 400)
    change(workbook, "Report", "A1", "Another report")

    dialog = look_at(window, workbook)

    assert dialog.fact("state") == "Altered: 2 cells do not say what they should"
    assert listed(dialog) == [
        ["Report", "A1", "Another report", "DRAFT · Mine clearance report"],
        ["Districts", "E7", "400", "5"],
    ]
    assert dialog.alterations.isVisible()


def test_of_an_intact_workbook_no_cell_is_listed(window, workbook):
    dialog = look_at(window, workbook)

    assert listed(dialog) == []
    assert not dialog.alterations.isVisible()


def test_a_sheet_that_is_gone_is_said(window, workbook):
    book = openpyxl.load_workbook(workbook)
    del book["Checks"]
    book.save(workbook)

    dialog = look_at(window, workbook)

    assert listed(dialog) == [["Checks", "The whole sheet", "Not there", "Checks"]]


def test_a_workbook_that_does_not_tell_its_cells_is_said_to_be_of_an_older_form(window, workbook):
    of_older_form(workbook).save(workbook)

    dialog = look_at(window, workbook)

    assert dialog.fact("state").startswith("Intact (older form): the figures, the table of districts")


def test_where_this_file_has_nothing_for_the_period_the_workbooks_own_totals_are_shown(
    window, session, workbook, tmp_path
):
    window = opened(session, data_file(tmp_path, office="karabakh", rows=0))

    dialog = look_at(window, workbook)

    assert [dialog.fact(key) for key in ("ap_mines", "at_mines", "uxo", "area_cleared_ha")] == [
        "91",
        "13",
        "130",
        "65.0",
    ]


def test_of_an_altered_workbook_only_the_tallies_are_said_to_be_the_same(window, workbook):
    change(workbook, "Districts", "E7", 400)

    assert look_at(window, workbook).said == "Its tallies on the sheet Data are the same as in this file."


def test_the_button_says_where_it_leads_in_every_language(window, session, workbook):
    dialog = look_at(window, workbook)
    session.speak("ru")
    session._application.processEvents()

    said = {button.text().replace("&", "") for button in dialog.buttons.buttons()}

    assert "Перейти к этому периоду" in said


def test_damaged_written_cells_are_said_and_the_workbook_is_not_called_intact(window, session, workbook):
    book: Any = openpyxl.load_workbook(workbook)
    del book.custom_doc_props["cells_02"]
    book.save(workbook)

    dialog = look_at(window, workbook)

    assert dialog.fact("state") == "Altered: 1 cell does not say what it should"
    assert listed(dialog) == [
        ["Its cells as they were written", "", "Damaged", "What the app wrote in every cell"],
    ]


def test_a_draft_is_called_a_draft_and_what_was_sent_a_sheet_that_was_sent(
    window, document, session, workbook
):
    assert look_at(window, workbook).fact("kind") == "A draft: the sheet was not sent"

    sent = replace(document.report(), standing=Standing(Status.SENT, 1, NOW))
    write(sent, workbook)

    assert look_at(window, workbook).fact("kind") == "A sheet that was sent"


def test_a_summary_is_never_taken_for_a_sheet(window, document, workbook):
    write(document.store.report(month_of(WEEK.start)), workbook)

    assert look_at(window, workbook).fact("kind") == "A summary of several sheets, never taken for a sheet"


def test_a_workbook_without_a_record_does_not_say_what_it_is(window, workbook):
    of_older_form(workbook).save(workbook)

    assert look_at(window, workbook).fact("kind") == "Not said: it carries no record that can be read"


def test_lines_of_a_newer_version_are_told(window, document, workbook):
    report = document.report()
    newer = replace(record_of(report), unknown=("casualties 2 1",))
    write(replace(report, record=newer), workbook)

    dialog = look_at(window, workbook)

    assert dialog.fact("state").startswith("Intact")
    assert dialog.said.startswith("A newer version wrote it: 1 line of its record is not known here")


def test_a_damaged_record_is_said(window, workbook):
    book: Any = openpyxl.load_workbook(workbook)
    book["Seal"]["A6"] = "revision 7"
    forged(book).save(workbook)

    assert listed(look_at(window, workbook)) == [
        ["Its record", "", "Damaged", "What the workbook stands for"],
    ]


def test_figures_that_were_altered_where_no_cell_can_be_named_are_not_called_no_cells(window, session):
    """It said *altered: 0 cells do not say what they should*."""
    document = window._document
    report = document.report()
    what = (report.programme.key, report.office, report.period, 2, report.seal.check_code)
    totals = {key: report.total(key) for key in report.indicators}
    look = Look("azerbaijan-hq.xlsx", Reading(*what, report.lines, totals), (), False, 13)

    dialog = LookDialog(look, document.programme, session.kit, window)

    assert not look.reading.is_intact()
    assert dialog.fact("state") == "Altered: the figures do not agree with the check code or with the totals"
    dialog.deleteLater()
