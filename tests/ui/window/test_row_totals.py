"""The switches of the columns for control totals of rows: remembered, and after the programme's word."""

from datetime import date

import pytest

from fieldapp.core.period import Period
from fieldapp.core.report import Status
from fieldapp.core.sheet import CONTROL_AREA, CONTROL_ITEMS, Cell
from fieldapp.resources import programme_text
from fieldapp.store.store import create_store
from tests.ui.driving import WEEK, data_file, opened, running

ITEMS = Cell("terter", CONTROL_ITEMS)


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


def shown(window):
    is_checked = {key: window.actions_by_key[key].isChecked() for key in ("row-items", "row-area")}
    return window.grid.columns.row_controls, is_checked


def test_a_switch_is_remembered(qapp, tmp_path):
    file = data_file(tmp_path)
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, file)
        assert shown(window) == (frozenset(), {"row-items": False, "row-area": False})
        window.actions_by_key["row-items"].trigger()
        assert shown(window) == ({CONTROL_ITEMS}, {"row-items": True, "row-area": False})
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, file)
        assert shown(window) == ({CONTROL_ITEMS}, {"row-items": True, "row-area": False})
        window.actions_by_key["row-items"].trigger()
        assert shown(window)[0] == frozenset()


def test_the_programme_says_what_is_there_until_somebody_chooses(session, tmp_path):
    file = tmp_path / "rows.fieldapp"
    create_store(file, f'{programme_text("azerbaijan")}\n[checks]\nrow_totals = ["area", "items"]\n', "hq")
    window = opened(session, file)
    assert shown(window)[0] == {CONTROL_ITEMS, CONTROL_AREA}

    window.actions_by_key["row-area"].trigger()
    assert shown(window)[0] == {CONTROL_ITEMS}


def test_a_column_that_holds_numbers_says_why_it_stays(session, tmp_path, texts):
    window = opened(session, data_file(tmp_path))
    window.actions_by_key["row-items"].trigger()
    window._document.enter(ITEMS, "9")
    window.actions_by_key["row-items"].trigger()

    assert shown(window) == ({CONTROL_ITEMS}, {"row-items": True, "row-area": False})
    assert window.status.text == texts("grid.control-kept")
    assert window._document.sheet.values[ITEMS] == 9


def test_a_finding_of_a_row_leads_to_its_control_total(session, tmp_path):
    window = opened(session, data_file(tmp_path, rows=0))
    document = window._document
    for key, figure in (("ap_mines", "93"), ("at_mines", "12"), ("uxo", "120"), ("area_cleared_ha", "1")):
        document.enter(Cell("agdam", key), figure)
    document.enter(Cell("agdam", CONTROL_ITEMS), "171")
    document.enter(Cell("control", "ap_mines"), "39")
    window.grid.go_to(Cell("terter", "uxo"))

    found = next(one for one in document.findings if one.cells == (Cell("agdam", CONTROL_ITEMS),))
    window.desk._go_to(found)
    assert window.grid.current_cell() == Cell("agdam", CONTROL_ITEMS)
    (crossing,) = found.suggestions
    assert crossing.cells[0].cell == Cell("agdam", "ap_mines")
    window.desk._put_in(crossing, "x")
    assert document.sheet.value("agdam", "ap_mines") == 39
    assert not [one for one in document.findings if one.code == "control-total-differs"]


def test_undo_leads_to_the_control_total(session, tmp_path):
    window = opened(session, data_file(tmp_path, rows=0))
    window.actions_by_key["row-items"].trigger()
    window._document.enter(ITEMS, "9")
    window.commands.undo()

    assert window.grid.current_cell() == ITEMS


def test_a_sheet_with_control_totals_of_rows_alone_has_some(session, tmp_path):
    window = opened(session, data_file(tmp_path))
    window._document.enter(ITEMS, "12")
    window.commands.advance()

    assert window._document.standing.status is Status.READY
    assert "without any control total" not in window.status.text


def test_the_side_gives_way_to_columns_that_need_its_width(session, tmp_path):
    window = opened(session, data_file(tmp_path))
    window.resize(1000, 700)
    assert not window.desk.is_folded

    for key in ("row-items", "row-area"):
        window.actions_by_key[key].trigger()
    assert window.desk.is_folded
    for key in ("row-items", "row-area"):
        window.actions_by_key[key].trigger()
    assert not window.desk.is_folded


def test_a_finding_of_another_sheet_leads_to_its_column_there(session, tmp_path):
    window = opened(session, data_file(tmp_path))
    document, here = window._document, window._document.period
    document.enter(ITEMS, "99")
    document.open_period(Period(date(2025, 3, 3), date(2025, 3, 9)))
    assert CONTROL_ITEMS not in window.grid.columns.row_controls

    document.open_period(here)
    window.errands.cell_wanted.emit(ITEMS)
    assert window.grid.current_cell() == ITEMS
