"""Headquarters look at an office's sheet, change it, and go back; an office sees its own alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.core.period import read_period
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.exchange.hq.arrivals import read_arrivals
from tests.data_files import empty_file
from tests.ui.driving import WEEK, document_of, opened, running
from tests.ui.receive.sending import ROW, send_week

KEY = SheetKey("karabakh", WEEK)
UXO = Cell("agdam", "uxo")


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    """Headquarters' file with a week of the Karabakh office."""
    file = send_week(tmp_path / "k.fieldapp", tmp_path / "k.xlsx", {"agdam": ROW})
    window = opened(session, empty_file(tmp_path / "hq.fieldapp"))
    store = document_of(window).store
    store.receive(store.plan(read_arrivals([file], store.programme)))
    qtbot.waitExposed(window)
    return window


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_the_office_is_chosen_by_keys_and_its_sheet_is_shown(window, qapp):
    window.actions_by_key["choose-office"].trigger()
    menu = window.errands.offices.menu
    assert menu.isVisible()
    while menu.activeAction().data() != "karabakh":
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)

    document = document_of(window)
    assert document.key == KEY
    assert document.sheet.value("agdam", "uxo") == 10
    assert window.header._office.text() == "Karabakh office"
    assert window.header.status_text == "Sent · revision 1"
    assert "qubadli" not in document.sheet.districts


def test_what_is_typed_there_is_of_that_office_and_undo_goes_back_to_it(window):
    document = document_of(window)
    document.ask_reason = lambda key: "told by telephone"
    document.open_sheet(KEY)
    document.enter(UXO, "12")
    window.errands.offices.show_office("hq")
    assert document.store.sheet(KEY).value("agdam", "uxo") == 12
    assert document.sheet.answered() == 0

    window.commands.undo()

    assert document.key == KEY
    assert document.sheet.value("agdam", "uxo") == 10
    assert document.standing.status is Status.SENT


def test_a_correction_is_sent_as_a_record_of_headquarters_beside_the_offices(window, session, tmp_path):
    document = document_of(window)
    document.ask_reason = lambda key: "told by telephone"
    document.open_sheet(KEY)
    document.enter(UXO, "12")
    session.kit.desktop.chosen = tmp_path / "out.xlsx"
    for _ in range(2):
        window.commands.advance()
        window.jobs.wait()

    made = [
        one for one in document.store.holdings().records.values() if one.lineage.file == document.store.file
    ]
    assert [(one.office, one.reason) for one in made] == [("karabakh", "told by telephone")]
    assert document.store.counted()[KEY].values[UXO] == 12


def test_the_weeks_that_are_walked_through_are_those_of_the_office(window):
    document = document_of(window)
    document.open_sheet(KEY)

    window.commands.back()

    assert document.office == "karabakh"
    assert document.period != WEEK


def test_an_office_has_nothing_to_choose(session, tmp_path):
    window = opened(session, empty_file(tmp_path / "office.fieldapp", "karabakh"))

    assert not window.actions_by_key["choose-office"].isVisible()


@pytest.fixture
def disputed(window, tmp_path):
    """The same week from another laptop of the office, with another figure."""
    file = send_week(tmp_path / "k2.fieldapp", tmp_path / "k2.xlsx", {"agdam": {**ROW, "uxo": 12}})
    store = document_of(window).store
    store.receive(store.plan(read_arrivals([file], store.programme)))
    return window


def test_a_disputed_cell_is_marked_and_the_panel_shows_who_says_what(disputed, qapp):
    window, document = disputed, document_of(disputed)
    document.open_sheet(KEY)
    window.desk.show_cell(True)
    window.grid.go_to(UXO)
    qapp.processEvents()

    (finding,) = [one for one in document.findings if one.code == "in-dispute"]
    assert finding.cells == (UXO,)
    assert document.findings[0] == finding
    assert [one for one in document.findings if one.code == "row-half-filled"] == []
    assert window.side.cell._held.text() == "in dispute"
    assert any("in dispute" in text for text in window.side.cell.found_texts)
    assert {line.split(":")[0] for line in window.side.cell.sides_text.splitlines()} == {"10", "12"}
    assert "Karabakh office, Günel, revision 1" in window.side.cell.sides_text


def test_a_figure_typed_into_a_disputed_cell_settles_it_once_it_is_sent(disputed, session, tmp_path):
    document = document_of(disputed)
    document.ask_reason = lambda key: "told by telephone"
    document.open_sheet(KEY)
    document.enter(UXO, "12")
    assert [one for one in document.findings if one.code == "in-dispute"] == []
    session.kit.desktop.chosen = tmp_path / "out.xlsx"
    for _ in range(2):
        disputed.commands.advance()
        disputed.jobs.wait()

    assert document.store.counted()[KEY].disputed == {}
    assert document.store.counted()[KEY].values[UXO] == 12


def test_the_offices_figure_headquarters_figure_and_the_reason_stand_together(
    window, session, tmp_path, qapp
):
    document = document_of(window)
    document.ask_reason = lambda key: "told by telephone"
    document.open_sheet(KEY)
    document.enter(UXO, "12")
    session.kit.desktop.chosen = tmp_path / "out.xlsx"
    for _ in range(2):
        window.commands.advance()
        window.jobs.wait()
    document.reload()
    window.desk.show_cell(True)
    window.grid.go_to(UXO)
    qapp.processEvents()

    assert window.side.cell.sides_text.splitlines() == [
        "Office: 10",
        "Headquarters: 12 (coordinator): told by telephone",
    ]


def test_headquarters_own_empty_sheet_tells_that_offices_have_theirs(window):
    document, line = document_of(window), window.grid.ask_line
    document.open_sheet(SheetKey("hq", read_period("2025-W20")))
    assert line.text.startswith("Type the first number.")

    document.open_sheet(SheetKey("hq", WEEK))
    assert line.text.startswith("The offices have sheets of their own for these days")
    document.open_sheet(SheetKey("hq", read_period("2025-03-12..2025-03-20")))
    assert line.text.startswith("The offices have sheets of their own for these days")
    document.enter(UXO, "3")
    assert line.text == ""
