"""The whole grid at once, and the end of it."""

import pytest
from PySide6.QtCore import Qt

from fieldapp.core.period import following
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.ui.kit.keys import Move
from fieldapp.ui.paste.pasting import Pasting

AP, AREA = "ap_mines", "area_cleared_ha"
Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
TYPED = 14 * 4


@pytest.fixture
def entered(document):
    document.enter(Cell("terter", AP), "1")
    document.enter(Cell("zengilan", AREA), "2,5")
    document.enter(Cell(CONTROL, AP), "1")
    return document


def chosen(grid):
    return len(grid.body.chosen()) + len(grid.footer.chosen())


@pytest.mark.parametrize("district", ["terter", "zengilan", CONTROL])
def test_ctrl_a_takes_the_districts_and_the_control_totals_from_anywhere(press, grid, district):
    grid.go_to(Cell(district, AP))

    press(Key.Key_A, modifier=CTRL)

    assert chosen(grid) == TYPED
    assert grid.current_cell() == Cell(district, AP)


@pytest.mark.parametrize("district", ["terter", CONTROL])
def test_delete_after_ctrl_a_empties_everything_in_one_step(press, grid, entered, district):
    grid.go_to(Cell(district, AP))
    changes = entered.undo_stack.count()

    press(Key.Key_A, modifier=CTRL)
    press(Key.Key_Delete)

    assert entered.sheet.values == {}
    assert entered.undo_stack.count() == changes + 1


@pytest.mark.parametrize("district", ["terter", CONTROL])
def test_everything_copied_comes_back_where_it_was(press, grid, entered, qapp, district):
    before = dict(entered.sheet.values)
    grid.go_to(Cell(district, AP))
    press(Key.Key_A, modifier=CTRL)
    grid.copy()
    assert len(qapp.clipboard().text().splitlines()) == 14
    press(Key.Key_Delete)

    targets = []
    grid.paste_wanted.connect(targets.append)
    grid.paste()

    assert targets[0].rows[-1] == CONTROL
    assert len(targets[0].rows) == 14
    assert len(targets[0].columns) == 4
    entered.undo()
    assert entered.sheet.values == before


@pytest.mark.parametrize("go_on", [Key.Key_Down, Key.Key_Return, Key.Key_Tab])
def test_the_next_move_leaves_one_cell_chosen(press, grid, go_on):
    press(Key.Key_A, modifier=CTRL)

    press(go_on)

    assert chosen(grid) == 1


def test_shift_and_an_arrow_choose_in_one_table_again(press, grid):
    press(Key.Key_A, modifier=CTRL)

    press(Key.Key_Down, modifier=SHIFT)

    assert chosen(grid) == len(grid.body.chosen()) == 2


def test_in_an_open_field_ctrl_a_means_its_text(press, grid, qapp):
    press("12")
    press(Key.Key_A, modifier=CTRL)

    assert qapp.focusWidget().selectedText() == "12"
    assert chosen(grid) == 1


@pytest.mark.parametrize("by_rows", [False, True])
@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Tab])
def test_at_the_end_it_is_said_that_a_number_would_take_the_place_of_the_last(press, grid, key, by_rows):
    grid.enter_by_rows(by_rows)
    grid.go_to(Cell(CONTROL, AREA))

    press("1658,5", key)

    assert grid.current_cell() == Cell(CONTROL, AREA)
    grid._document.enter(Cell("terter", AREA), "1658,5")
    assert grid.ask_line.text == ("This is the last cell. A number typed now takes the place of 1,658.5.")
    press(Key.Key_Up)
    assert grid.ask_line.text == ""


def test_an_arrow_at_the_edge_says_nothing(press, grid, document):
    document.enter(Cell("terter", AREA), "5")
    grid.go_to(Cell(CONTROL, AREA))
    press("5", Key.Key_Down)

    assert grid.ask_line.text == ""
    grid.move_by(Move.LAST)
    assert grid.ask_line.text == ""


def test_the_whole_grid_is_pasted_over_another_sheet(press, grid, entered, kit):
    pasting = Pasting(entered, kit, grid)
    grid.paste_wanted.connect(pasting.paste)
    before = dict(entered.sheet.values)
    press(Key.Key_A, modifier=CTRL)
    press(Key.Key_C, modifier=CTRL)

    entered.open_period(following(entered.period, ()))
    press(Key.Key_A, modifier=CTRL)
    press(Key.Key_V, modifier=CTRL)

    assert entered.sheet.values == before
