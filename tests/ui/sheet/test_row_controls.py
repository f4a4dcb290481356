"""One more column to type: the control totals of rows, as the paper has them."""

import html

import pytest
from PySide6.QtCore import Qt

from fieldapp.core.sheet import CONTROL, CONTROL_AREA, CONTROL_ITEMS, STATE, Cell
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.kit.keys import Move
from fieldapp.ui.kit.marks import Mark
from fieldapp.ui.sheet.model import ItemRole, SheetRole
from fieldapp.ui.sheet.moves import Reach

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
AP, AREA = "ap_mines", "area_cleared_ha"
ITEMS_OF_TERTER = Cell("terter", CONTROL_ITEMS)


@pytest.fixture
def column(grid):
    grid.columns.want([CONTROL_ITEMS])
    return grid


def fill(document, district, *figures):
    for key, figure in zip(document.sheet.indicators, figures, strict=True):
        document.enter(Cell(district, key), figure)


def at(grid, cell, role=ItemRole.DisplayRole):
    return grid.body.sheet_model.index_of(cell).data(role)


def keys_of(grid):
    return [column.key for column in grid.body.sheet_model.columns]


def test_the_column_is_off_until_it_is_wanted(grid):
    before = keys_of(grid)
    grid.columns.want([CONTROL_AREA, CONTROL_ITEMS])

    assert CONTROL_ITEMS not in before
    assert keys_of(grid) == [*before, CONTROL_ITEMS, CONTROL_AREA]
    assert grid.footer.sheet_model.columns == grid.body.sheet_model.columns

    grid.columns.want([])
    assert keys_of(grid) == before


def test_a_total_is_typed_checked_at_once_undone_and_redone(press, column, document):
    fill(document, "terter", "3", "1", "4", "2.5")
    column.go_to(ITEMS_OF_TERTER)
    press("9", Key.Key_Return)

    assert document.sheet.values[ITEMS_OF_TERTER] == 9
    assert at(column, ITEMS_OF_TERTER, SheetRole.MARK) is Mark.ERROR
    assert "adds up to 8" in at(column, ITEMS_OF_TERTER, ItemRole.AccessibleDescriptionRole)
    assert document.history(ITEMS_OF_TERTER)[-1].after == 9

    document.undo()
    assert ITEMS_OF_TERTER not in document.sheet.values
    document.redo()
    document.enter(Cell("terter", AP), "4")
    assert at(column, ITEMS_OF_TERTER, SheetRole.MARK) is Mark.AGREES
    assert at(column, ITEMS_OF_TERTER, ItemRole.AccessibleDescriptionRole) == "The row adds up to it."
    assert document.store.sheet(document.key).values[ITEMS_OF_TERTER] == 9


def test_what_is_no_number_is_kept_in_the_column(press, column, document):
    column.go_to(ITEMS_OF_TERTER)
    press("12x", Key.Key_Return)

    assert document.unread(ITEMS_OF_TERTER).text == "12x"
    assert at(column, ITEMS_OF_TERTER) == "12x"
    column.columns.want([])
    assert CONTROL_ITEMS in keys_of(column)


def test_a_column_that_holds_something_stays_and_comes_back(grid, document):
    document.enter(ITEMS_OF_TERTER, "9")
    assert CONTROL_ITEMS in keys_of(grid)

    document.undo()  # none goes while somebody types
    assert CONTROL_ITEMS in keys_of(grid)
    grid.columns.want([])
    assert CONTROL_ITEMS not in keys_of(grid)


def test_other_weeks_have_the_column_where_they_hold_something(grid, document, other_week):
    here = document.period
    document.enter(ITEMS_OF_TERTER, "9")
    document.open_period(other_week)
    assert CONTROL_ITEMS not in keys_of(grid)
    document.open_period(here)
    assert CONTROL_ITEMS in keys_of(grid)


def test_the_current_cell_outlives_a_column_that_comes(grid):
    for cell in (Cell("agdam", AREA), Cell(CONTROL, AREA)):
        grid.columns.want([])
        grid.go_to(cell)
        grid.columns.want([CONTROL_ITEMS])
        assert grid.current_cell() == cell
        assert [index.data(SheetRole.CELL) for index in grid._chosen()] == [cell]


def test_a_marked_row_shows_its_control_total(column, document):
    document.mark_no_operations(["terter"])
    document.enter(ITEMS_OF_TERTER, "2")

    assert at(column, ITEMS_OF_TERTER) == "2"
    assert Cell("terter", STATE) in document.sheet.values
    assert at(column, ITEMS_OF_TERTER, SheetRole.MARK) is Mark.ERROR


def test_nothing_is_typed_where_control_totals_cross(column, press, document):
    column.go_to(Cell("zengilan", CONTROL_ITEMS))
    press(Key.Key_Down)
    assert column.current_cell() == Cell("zengilan", CONTROL_ITEMS)
    press(Key.Key_Return)
    assert column.current_cell() == Cell("zengilan", CONTROL_ITEMS)
    press(Key.Key_End, modifier=CTRL)
    assert column.current_cell() == Cell(CONTROL, AREA)
    press(Key.Key_Tab)
    assert column.current_cell() == Cell(CONTROL, AREA)
    crossing = Cell(CONTROL, CONTROL_ITEMS)
    assert not column.footer.sheet_model.index_of(crossing).isValid()
    assert not column.point_at(crossing) or column.current_cell() != crossing


@pytest.mark.parametrize("move", list(Move))
def test_no_move_leads_to_the_crossing_or_out_of_the_sheet(move):
    field = Reach(("a", "b", CONTROL), ("x", "y", CONTROL_ITEMS, CONTROL_AREA), page=2)
    for row in field.rows:
        for column in field.columns:
            if row != CONTROL or column in ("x", "y"):
                assert field.holds(field.step(Cell(row, column), move)), (move, row, column)


def test_tab_and_enter_go_through_every_cell_once():
    field = Reach(("a", "b", CONTROL), ("x", CONTROL_ITEMS, CONTROL_AREA))
    for move in (Move.NEXT, Move.BELOW):
        cell, seen = Cell("a", "x"), []
        while cell not in seen:
            seen.append(cell)
            cell = field.step(cell, move)
        assert sorted(seen) == sorted(
            Cell(row, column)
            for row in field.rows
            for column in field.columns
            if field.holds(Cell(row, column))
        )


def test_the_column_is_copied_and_pasted_with_the_row(column, document, press, qapp):
    fill(document, "terter", "3", "1", "4", "2.5")
    document.enter(ITEMS_OF_TERTER, "8")
    document.mark_no_operations(["agdere"])
    document.enter(Cell("agdere", CONTROL_ITEMS), "0")
    column.go_to(Cell("terter", AP))
    for key in (Key.Key_End, Key.Key_Down):
        press(key, modifier=Qt.KeyboardModifier.ShiftModifier)
    column.copy()

    assert qapp.clipboard().text().splitlines() == ["3\t1\t4\t2.5\t8", "–\t–\t–\t–\t0"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_head_says_what_it_is(column, kit, language):
    kit.speak(read_texts(language))
    model, number = column.body.sheet_model, keys_of(column).index(CONTROL_ITEMS)
    head, spoken, tip = (
        model.headerData(number, Qt.Orientation.Horizontal, role)
        for role in (ItemRole.DisplayRole, ItemRole.AccessibleTextRole, ItemRole.ToolTipRole)
    )
    assert head == kit.texts("grid.control-items")
    assert spoken == kit.texts("suggestions.row-control-items")
    assert html.escape(kit.texts("grid.tip-control-items")) in tip


def test_filling_down_leaves_control_totals_to_the_paper(column, document, texts, qtbot):
    document.enter(ITEMS_OF_TERTER, "9")
    column.go_to(Cell("agdere", CONTROL_ITEMS))
    with qtbot.waitSignal(column.told) as told:
        column.fill_down()

    assert told.args[0].say(texts) == texts("grid.fill-control")
    assert Cell("agdere", CONTROL_ITEMS) not in document.sheet.values


def test_a_note_keeps_its_column_in_sight(column, document):
    document.annotate(ITEMS_OF_TERTER, "the paper was wet")
    column.columns.want([])

    assert at(column, ITEMS_OF_TERTER, SheetRole.NOTE) == "the paper was wet"


def test_a_key_that_is_held_walks_past_the_column_and_stops_at_its_end(column, press):
    column.go_to(Cell("terter", CONTROL_ITEMS))
    press(*[Key.Key_Return] * 40)

    assert column.current_cell() == Cell("zengilan", CONTROL_ITEMS)


def test_rows_are_entered_to_their_control_total_and_on(column, press, document):
    column.enter_by_rows(True)
    column.go_to(Cell("terter", AP))
    for figure in ("3", "1", "4", "2.5", "8", "9"):
        press(figure, Key.Key_Return)

    assert document.sheet.values[ITEMS_OF_TERTER] == 8
    assert document.sheet.value("agdere", AP) == 9
