"""Ctrl and the arrows, filling down, and the order of entry: as a spreadsheet, and as the paper goes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.core.sheet import CONTROL, Cell, RowState
from fieldapp.ui.kit.keys import Move
from fieldapp.ui.sheet.moves import Reach
from tests.ui.driving import WEEK, data_file, opened, running

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
AP, AT, UXO, AREA = "ap_mines", "at_mines", "uxo", "area_cleared_ha"

#       a  b  c  d  e  f
LINE = "x  x  .  .  x  ."


@pytest.mark.parametrize(
    ("start", "stops"),
    [("a", "bef"), ("b", "ef"), ("c", "ef"), ("d", "ef"), ("e", "f"), ("f", "f")],
)
@pytest.mark.parametrize("is_column", [True, False])
def test_ctrl_and_an_arrow_go_to_the_edge_of_what_is_filled_or_blank(start, stops, is_column):
    names = tuple("abcdef")
    rows, columns = (names, ("x",)) if is_column else (("x",), names)

    def cell(name):
        return Cell(name, "x") if is_column else Cell("x", name)

    filled = frozenset(cell(name) for name, mark in zip(names, LINE.split(), strict=True) if mark == "x")
    field = Reach(rows, columns, filled=filled)
    here = cell(start)
    for stop in stops:
        here = field.step(here, Move.EDGE_DOWN if is_column else Move.EDGE_RIGHT)
        assert here == cell(stop)


@pytest.mark.parametrize(("start", "stops"), [("f", "ebaa"), ("d", "ba"), ("b", "aa")])
def test_it_goes_back_in_the_same_way(start, stops):
    names = tuple("abcdef")
    filled = frozenset(Cell(name, "x") for name, mark in zip(names, LINE.split(), strict=True) if mark == "x")
    field = Reach(names, ("x",), filled=filled)
    here = Cell(start, "x")
    for stop in stops:
        here = field.step(here, Move.EDGE_UP)
        assert here == Cell(stop, "x")


def test_in_the_grid_marks_and_unread_texts_count_as_filled(press, grid, document):
    document.enter(Cell("terter", AP), "4")
    document.mark_no_operations(["agdere"])
    document.enter(Cell("agdam", AP), "1,198")
    document.enter(Cell("lacin", AP), "7")

    stops = []
    for _ in range(4):
        press(Key.Key_Down, modifier=CTRL)
        stops.append(grid.current_cell().district)

    assert stops == ["agdam", "lacin", CONTROL, CONTROL]


def test_with_shift_the_selection_goes_along(press, grid, document):
    for district in ("terter", "agdere", "agdam"):
        document.enter(Cell(district, AP), "4")

    press(Key.Key_Down, modifier=CTRL | SHIFT)
    assert len(grid.body.chosen()) == 3
    press(Key.Key_Right, modifier=CTRL | SHIFT)
    assert len(grid.body.chosen()) == 12
    press(Key.Key_Down, modifier=CTRL | SHIFT)
    assert grid.current_cell() == Cell("zengilan", AREA)


def test_enter_goes_down_the_columns_unless_told_otherwise(press, grid):
    press("4", Key.Key_Return)

    assert grid.current_cell() == Cell("agdere", AP)


def test_by_rows_enter_goes_right_and_on_to_the_next_row(press, grid, document):
    grid.enter_by_rows(True)

    for text in ("4", "2", "19", "61,2", "9"):
        press(text, Key.Key_Return)

    assert [document.sheet.value("terter", key) for key in (AP, AT, UXO, AREA)] == [4, 2, 19, 612_000]
    assert grid.current_cell() == Cell("agdere", AT)
    press(Key.Key_Return, Key.Key_Return, modifier=SHIFT)
    assert grid.current_cell() == Cell("terter", AREA)
    press(Key.Key_Tab)
    assert grid.current_cell() == Cell("agdere", AP)
    press(Key.Key_Down)
    assert grid.current_cell() == Cell("agdam", AP)


def test_by_rows_the_last_district_leads_to_the_control_totals(press, grid, qapp):
    grid.enter_by_rows(True)
    grid.go_to(Cell("zengilan", AREA))

    press("4", Key.Key_Return)

    assert grid.current_cell() == Cell(CONTROL, AP)
    assert qapp.focusWidget() is grid.footer


def test_the_hint_says_where_enter_goes(grid):
    by_columns = grid.ask_line.text
    grid.enter_by_rows(True)

    assert grid.ask_line.text != by_columns
    assert "right" in grid.ask_line.text


def test_the_order_of_entry_is_remembered(qapp, tmp_path):
    file = data_file(tmp_path)
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, file)
        assert window.actions_by_key["entry-by-columns"].isChecked()
        window.actions_by_key["entry-by-rows"].trigger()
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, file)
        assert window.actions_by_key["entry-by-rows"].isChecked()
        window.grid.move_by(Move.BELOW)
        assert window.grid.current_cell() == Cell("terter", AT)


@pytest.fixture
def fill(grid):
    return grid.fill_down


def test_the_first_selected_row_is_filled_down_in_one_step(press, fill, grid, document):
    document.enter(Cell("terter", AP), "4")
    document.enter(Cell("terter", AT), "2")
    document.enter(Cell("agdere", UXO), "9")
    document.enter(Cell("agdam", AP), "1,198")
    changes = document.undo_stack.count()

    press(Key.Key_Right, Key.Key_Down, Key.Key_Down, modifier=SHIFT)
    fill()

    for district in ("terter", "agdere", "agdam"):
        assert [document.sheet.value(district, key) for key in (AP, AT)] == [4, 2]
    assert document.sheet.value("agdere", UXO) == 9
    assert document.unread(Cell("agdam", AP)) is None
    assert document.undo_stack.count() == changes + 1
    assert len(grid.body.chosen()) == 6
    document.undo()
    assert document.sheet.value("agdam", AP) is None


def test_a_single_row_is_filled_from_the_one_above_over_a_heading(fill, grid, document):
    document.enter(Cell("fuzuli", UXO), "121")
    grid.go_to(Cell("kelbecer", UXO))

    fill()

    assert document.sheet.value("kelbecer", UXO) == 121


def test_a_marked_row_is_filled_down_whole(press, fill, document):
    document.mark_no_operations(["terter"])
    press(Key.Key_Down, modifier=SHIFT)
    fill()
    assert document.sheet.state("agdere") is RowState.NOT_REPORTED

    press(Key.Key_End, modifier=SHIFT)
    fill()
    assert document.sheet.state("agdere") is RowState.NO_OPERATIONS


@pytest.mark.parametrize("cell", [Cell("terter", AP), Cell(CONTROL, AP)])
def test_where_nothing_is_above_nothing_is_filled(fill, grid, document, cell):
    document.enter(Cell("zengilan", AP), "6")
    grid.go_to(cell)

    fill()

    assert document.undo_stack.count() == 1


def test_what_cannot_be_read_is_not_filled_down(fill, grid, document):
    document.enter(Cell("terter", AP), "1,198")
    document.enter(Cell("agdere", AP), "9")
    grid.go_to(Cell("agdere", AP))

    fill()

    assert document.sheet.value("agdere", AP) == 9


def test_ctrl_d_fills_what_is_being_typed_down(qapp, tmp_path, qtbot):
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path, rows=0))
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.grid.body.hasFocus)
        QTest.keyClicks(qapp.focusWidget(), "7")
        QTest.keyClick(qapp.focusWidget(), Key.Key_Return)
        QTest.keyClick(qapp.focusWidget(), Key.Key_D, CTRL)

        assert window._document.sheet.value("agdere", AP) == 7
