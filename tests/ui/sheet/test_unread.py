"""A typed text that is no number: what it stands over goes on counting, and that is said where it counts."""

import pytest
from PySide6.QtCore import Qt

from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.kit.marks import Mark
from fieldapp.ui.sheet.model import ItemRole, SheetRole

AP = "ap_mines"
FIRST = Cell("terter", AP)
Key = Qt.Key


@pytest.fixture
def unread(press, grid):
    """12, and over it a slip of the finger; the frame is on it."""
    press("12", Key.Key_Return, "7", Key.Key_Return, Key.Key_Up, Key.Key_Up, "1w", Key.Key_Return, Key.Key_Up)
    assert grid.current_cell() == FIRST


def at(model, row, role):
    return model.index(row, 0).data(role)


def test_the_cell_shows_both_and_says_which_one_counts(unread, grid):
    index = grid.body.sheet_model.index_of(FIRST)

    assert index.data() == "1w"
    assert index.data(SheetRole.BENEATH) == "counted: 12"
    assert index.data(ItemRole.AccessibleTextRole) == "1w, counted: 12"
    assert "12 still counts here." in index.data(ItemRole.ToolTipRole)
    assert grid.ask_line.text.endswith("12 still counts here.")


def test_the_total_says_that_it_counts_the_number(unread, grid):
    total, district = grid.footer.sheet_model, "Tartar"
    says = f"Counts 12 in {district}, where “1w” is not read as a number."

    assert at(total, 0, ItemRole.DisplayRole) == "19"
    assert at(total, 0, SheetRole.MARK) is Mark.WARNING
    assert at(total, 0, ItemRole.AccessibleDescriptionRole) == says
    assert at(grid.body.sheet_model, 0, ItemRole.AccessibleDescriptionRole) == says  # its region
    items = grid.body.sheet_model.index(1, 4)  # the sum of its row
    assert items.data(ItemRole.AccessibleDescriptionRole) == says


def test_over_a_blank_cell_nothing_counts(press, grid):
    press("1w", Key.Key_Return, Key.Key_Up)

    assert grid.body.sheet_model.index_of(FIRST).data(SheetRole.BENEATH) == ""
    assert "Nothing counts here until it is fixed." in grid.body.sheet_model.index_of(FIRST).data(
        ItemRole.ToolTipRole
    )
    assert at(grid.footer.sheet_model, 0, SheetRole.MARK) is Mark.WARNING


@pytest.mark.parametrize(
    ("held", "counted"), [((), ""), (("12", Key.Key_Return, Key.Key_Up), " 12 still counts here.")]
)
def test_what_the_cell_held_is_named_only_where_it_held_something(press, grid, held, counted):
    press(*held, "1w", Key.Key_Return)

    sentence = "Tartar, AP mines: “1w” cannot be read as a number. It is not counted: type the number again."
    assert grid.ask_line.text == sentence + counted


def test_an_unread_control_total_agrees_with_nothing(press, grid, document):
    document.enter(FIRST, "12")
    grid.go_to(Cell(CONTROL, AP))
    press("12", Key.Key_Up)
    assert at(grid.footer.sheet_model, 2, SheetRole.MARK) is Mark.AGREES

    grid.go_to(Cell(CONTROL, AP))
    press("12q", Key.Key_Up)

    assert at(grid.footer.sheet_model, 2, SheetRole.MARK) is Mark.WARNING
    assert "Counts 12 in Control total" in at(grid.footer.sheet_model, 2, ItemRole.ToolTipRole)


def test_typed_again_nothing_is_said_any_more(unread, press, grid):
    press("13", Key.Key_Return)

    assert grid.body.sheet_model.index_of(FIRST).data(SheetRole.BENEATH) == ""
    assert at(grid.footer.sheet_model, 0, SheetRole.MARK) is Mark.NONE
    assert at(grid.footer.sheet_model, 0, ItemRole.ToolTipRole) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_have_room(unread, press, grid, document, language):
    grid.resize(500, 500)
    document.enter(FIRST, "123456789")
    document.enter(FIRST, "1,198")
    grid._kit.speak(read_texts(language))
    index = grid.body.sheet_model.index_of(FIRST)
    words = index.data(SheetRole.BENEATH) + index.data()

    assert grid.body.columnWidth(0) > grid.body.fontMetrics().horizontalAdvance(words)


def test_a_long_text_takes_no_more_room_than_a_long_number(grid, document):
    document.enter(FIRST, "x" * 200)

    assert grid.body.columnWidth(0) < 400


FILLS = {
    "nothing above": (["terter"], "Nothing was filled down: no row is above this one."),
    "blank above": (["agdere"], "Nothing was filled down: Tartar is blank there."),
}


@pytest.mark.parametrize("case", FILLS)
def test_filling_down_from_nothing_says_so(grid, document, qtbot, case):
    (district,), says = FILLS[case]
    document.enter(Cell("agdere", AP), "4")
    grid.go_to(Cell(district, AP))

    with qtbot.waitSignal(grid.told) as told:
        grid.fill_down()

    assert told.args[0].say(grid._kit.texts) == says
    assert document.sheet.value("agdere", AP) == 4


def test_filling_down_from_an_unread_text_says_why_nothing_is_filled(unread, press, grid, document, qtbot):
    press(Key.Key_Down)

    with qtbot.waitSignal(grid.told) as told:
        grid.fill_down()

    says = told.args[0].say(grid._kit.texts)
    assert says == "Nothing was filled down: “1w” in Tartar, AP mines is not read as a number."
    assert document.sheet.value("agdere", AP) == 7


def test_filling_down_says_what_it_cannot_do_with_marks_and_control_totals(press, grid, document):
    told = []
    grid.told.connect(lambda message: told.append(message.say(grid._kit.texts)))
    press("n")
    grid.go_to(Cell("agdere", AP))
    grid.fill_down()
    grid.go_to(Cell(CONTROL, AP))
    grid.fill_down()

    assert told == [
        "Nothing was filled down: “no operations” is filled down with whole rows only.",
        "Nothing was filled down: control totals are typed from the paper.",
    ]
