"""The grid under the fingers: keys go to whatever has the focus, as on a real keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from fieldapp.core.numbers import Unit, decimal_text
from fieldapp.core.sheet import CONTROL, Cell, RowState
from fieldapp.ui.sheet.model import ItemRole

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

# Made up so that they add up to the published R084: 155 AP, 49 AT, 606 UXO, 1651.1 ha.
WEEK = {
    "terter": ("4", "2", "19", "61,2"),
    "agdere": ("9", "3", "41", "108,4"),
    "agdam": ("38", "11", "143", "402,75"),
    "xocali": ("6", "1", "28", "73,1"),
    "xankendi": ("0", "0", "0", "12"),
    "xocavend": ("21", "9", "86", "231,35"),
    "susa": ("3", "0", "17", "44,6"),
    "fuzuli": ("33", "12", "121", "346,9"),
    "kelbecer": ("5", "2", "24", "58,8"),
    "lacin": ("7", "1", "33", "80,2"),
    "qubadli": ("6", "3", "29", "71,5"),
    "cebrayil": ("17", "4", "48", "122,3"),
    "zengilan": ("6", "1", "17", "38"),
}
CONTROLS = ("155", "49", "606", "1651,1")
COLUMNS = ("ap_mines", "at_mines", "uxo", "area_cleared_ha")


def totals(document):
    sheet, programme = document.sheet, document.programme
    return [decimal_text(sheet.total(key), programme.indicator(key).unit) for key in COLUMNS]


def open_field(qapp):
    field = qapp.focusWidget()
    return field if isinstance(field, QLineEdit) else None


def test_a_week_is_typed_by_columns_with_one_key_more_than_its_digits(press, grid, document):
    for number in range(4):
        for row in (*WEEK.values(), CONTROLS):
            press(row[number], Key.Key_Return)

    assert totals(document) == ["155", "49", "606", "1651.1"]
    assert document.sheet.answered() == 13
    assert not [finding for finding in document.findings if finding.code == "control-total-differs"]
    assert grid.current_cell() == Cell(CONTROL, "area_cleared_ha")


def test_a_week_is_typed_by_rows_with_one_key_more_than_its_digits(press, grid, document):
    for row in (*WEEK.values(), CONTROLS):
        for text in row:
            press(text, Key.Key_Tab)

    assert totals(document) == ["155", "49", "606", "1651.1"]
    assert {document.sheet.value(CONTROL, key) for key in COLUMNS} == {155, 49, 606, 16511000}


@pytest.mark.parametrize(
    ("keys", "modifier", "lands_on"),
    [
        ([Key.Key_Down], None, Cell("agdere", "ap_mines")),
        ([Key.Key_Right, Key.Key_Right, Key.Key_Left], None, Cell("terter", "at_mines")),
        ([Key.Key_Up], None, Cell("terter", "ap_mines")),
        ([Key.Key_Left], None, Cell("terter", "ap_mines")),
        ([Key.Key_End], None, Cell("terter", "area_cleared_ha")),
        ([Key.Key_End, Key.Key_Home], None, Cell("terter", "ap_mines")),
        ([Key.Key_End], CTRL, Cell(CONTROL, "area_cleared_ha")),
        ([Key.Key_End, Key.Key_Home], CTRL, Cell("terter", "ap_mines")),
        ([Key.Key_Down], CTRL, Cell(CONTROL, "ap_mines")),
        ([Key.Key_Down, Key.Key_Up], CTRL, Cell("terter", "ap_mines")),
        ([Key.Key_Right], CTRL, Cell("terter", "area_cleared_ha")),
        ([Key.Key_PageDown] * 2, None, Cell(CONTROL, "ap_mines")),
        ([Key.Key_PageDown, Key.Key_PageUp], None, Cell("terter", "ap_mines")),
        ([Key.Key_Tab] * 4, None, Cell("agdere", "ap_mines")),
        ([Key.Key_Backtab], None, Cell("terter", "ap_mines")),
        ([Key.Key_Return] * 14, None, Cell("terter", "at_mines")),
        ([Key.Key_Enter], None, Cell("agdere", "ap_mines")),
    ],
    ids=lambda value: "-".join(key.name for key in value) if isinstance(value, list) else None,
)
def test_keys_lead_where_a_spreadsheet_leads(press, grid, keys, modifier, lands_on):
    press(*keys, modifier=modifier or Qt.KeyboardModifier.NoModifier)

    assert grid.current_cell() == lands_on


def test_headings_are_stepped_over(press, grid):
    grid.go_to(Cell("fuzuli", "uxo"))

    press(Key.Key_Down)
    assert grid.current_cell() == Cell("kelbecer", "uxo")
    press(Key.Key_Up)
    assert grid.current_cell() == Cell("fuzuli", "uxo")


def test_the_path_goes_on_from_the_last_district_to_the_control_totals_and_back(press, grid, qapp):
    grid.go_to(Cell("zengilan", "uxo"))

    press(Key.Key_Down)
    assert grid.current_cell() == Cell(CONTROL, "uxo")
    assert qapp.focusWidget() is grid.footer
    assert not grid.body.selectionModel().hasSelection()

    press(Key.Key_Up)
    assert grid.current_cell() == Cell("zengilan", "uxo")
    assert qapp.focusWidget() is grid.body


def test_shift_with_enter_and_tab_goes_back(press, grid):
    grid.go_to(Cell("agdere", "at_mines"))

    press(Key.Key_Return, modifier=SHIFT)
    assert grid.current_cell() == Cell("terter", "at_mines")
    assert len(grid.body.chosen()) == 1
    press(Key.Key_Tab, modifier=SHIFT)
    assert grid.current_cell() == Cell("terter", "ap_mines")


def test_arrows_leave_a_field_only_at_its_edge(press, grid, document, qapp):
    grid.go_to(Cell("terter", "at_mines"))

    press("12", Key.Key_Left)
    assert open_field(qapp).cursorPosition() == 1
    press(Key.Key_Left, Key.Key_Left)
    assert open_field(qapp) is None
    assert document.sheet.value("terter", "at_mines") == 12
    assert grid.current_cell() == Cell("terter", "ap_mines")

    press("3", Key.Key_Right)
    assert document.sheet.value("terter", "ap_mines") == 3
    assert grid.current_cell() == Cell("terter", "at_mines")

    press("4", Key.Key_Down)
    assert document.sheet.value("terter", "at_mines") == 4
    assert grid.current_cell() == Cell("agdere", "at_mines")

    press("5", Key.Key_Up)
    assert document.sheet.value("agdere", "at_mines") == 5
    assert grid.current_cell() == Cell("terter", "at_mines")


def test_f2_edits_what_is_there_without_grouping(press, grid, document, qapp):
    document.enter(Cell("terter", "area_cleared_ha"), "1 651,1")
    grid.go_to(Cell("terter", "area_cleared_ha"))

    press(Key.Key_F2)
    assert open_field(qapp).text() == "1651.1"
    press("5", Key.Key_Return)

    assert document.sheet.value("terter", "area_cleared_ha") == 16511500


def test_typing_replaces_what_is_there(press, grid, document):
    document.enter(Cell("terter", "ap_mines"), "155")

    press("7", Key.Key_Return)

    assert document.sheet.value("terter", "ap_mines") == 7


def test_escape_leaves_the_cell_as_it_was(press, grid, document, qapp):
    document.enter(Cell("terter", "ap_mines"), "155")

    press("9", Key.Key_Escape)

    assert open_field(qapp) is None
    assert document.sheet.value("terter", "ap_mines") == 155
    assert grid.current_cell() == Cell("terter", "ap_mines")


def test_looking_with_f2_changes_nothing(press, document):
    document.enter(Cell("terter", "ap_mines"), "155")
    changes = document.undo_stack.count()

    press(Key.Key_F2, Key.Key_Return)

    assert document.undo_stack.count() == changes


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_delete_empties_the_selection_at_once(press, document, key):
    for district in ("terter", "agdere", "agdam"):
        document.enter(Cell(district, "ap_mines"), "5")
    changes = document.undo_stack.count()

    press(Key.Key_Down, modifier=SHIFT)
    press(key)

    assert [document.sheet.value(name, "ap_mines") for name in ("terter", "agdere", "agdam")] == [
        None,
        None,
        5,
    ]
    assert document.undo_stack.count() == changes + 1


def test_a_selection_grows_and_shrinks_from_where_it_began(press, grid):
    grid.go_to(Cell("fuzuli", "at_mines"))

    press(Key.Key_Down, Key.Key_Down, Key.Key_Right, modifier=SHIFT)
    assert len(grid.body.chosen()) == 6  # three districts: the heading between them is not chosen
    press(Key.Key_Up, modifier=SHIFT)
    assert len(grid.body.chosen()) == 4
    press(Key.Key_Down)
    assert len(grid.body.chosen()) == 1


def test_a_selection_does_not_reach_into_the_control_totals(press, grid):
    press(Key.Key_End, modifier=CTRL | SHIFT)

    assert grid.current_cell() == Cell("zengilan", "area_cleared_ha")
    assert len(grid.body.chosen()) == 13 * 4


def test_n_marks_the_row_and_takes_the_mark_off(press, document):
    press("n")
    assert document.sheet.state("terter") is RowState.NO_OPERATIONS
    press("n")
    assert document.sheet.state("terter") is RowState.NOT_REPORTED


def test_n_marks_all_selected_rows_in_one_step(press, document):
    press(Key.Key_Down, Key.Key_Down, modifier=SHIFT)
    press("N")

    assert [document.sheet.state(name) for name in ("terter", "agdere", "agdam", "xocali")] == [
        *[RowState.NO_OPERATIONS] * 3,
        RowState.NOT_REPORTED,
    ]
    assert document.undo_stack.count() == 1


def test_typing_into_a_marked_row_takes_the_mark_off(press, document):
    press("n", "4", Key.Key_Return)

    assert document.sheet.state("terter") is RowState.NOT_REPORTED
    assert document.sheet.value("terter", "ap_mines") == 4


def test_n_says_nothing_in_the_control_totals(press, grid, document):
    grid.go_to(Cell(CONTROL, "ap_mines"))

    press("n")

    assert not document.undo_stack.count()


def test_a_slip_of_the_finger_is_seen(press, document):
    press("l2", Key.Key_Return)

    assert document.sheet.value("terter", "ap_mines") is None
    assert document.unread(Cell("terter", "ap_mines")).text == "l2"


def test_undo_and_redo_bring_back_and_leave_the_keys_where_they_are(press, grid, document, qapp):
    press("155", Key.Key_Return, "49", Key.Key_Return)
    place = grid.current_cell()

    document.undo()
    assert document.sheet.value("agdere", "ap_mines") is None
    assert grid.body.sheet_model.index_of(Cell("agdere", "ap_mines")).data() == ""
    document.redo()

    assert grid.body.sheet_model.index_of(Cell("agdere", "ap_mines")).data() == "49"
    assert grid.current_cell() == place
    assert qapp.focusWidget() is grid.body


def test_what_is_being_typed_is_kept_when_another_week_is_opened(press, grid, document, other_week):
    first = document.period
    press("155")

    document.open_period(other_week)
    document.open_period(first)

    assert document.sheet.value("terter", "ap_mines") == 155


def test_a_change_from_elsewhere_does_not_touch_what_is_being_typed(press, document, qapp):
    press("15")

    document.enter(Cell("terter", "ap_mines"), "9")
    press("5", Key.Key_Return)

    assert document.sheet.value("terter", "ap_mines") == 155


def test_a_computed_cell_refuses_without_a_word(grid, document):
    model = grid.body.sheet_model

    assert not model.setData(model.index(0, 0), "5", ItemRole.EditRole)
    assert not model.setData(model.index(1, 4), "5", ItemRole.EditRole)
    assert not document.undo_stack.count()
    assert Unit.COUNT is model.columns[4].unit
