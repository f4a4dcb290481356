"""The grid as a whole: in step, live in every language and theme, and asking instead of guessing."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.core.sheet import CONTROL, STATE, Cell, RowState
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.kit.theme import DARK, LIGHT, THEMES
from fieldapp.ui.sheet.grid import SheetGrid
from fieldapp.ui.sheet.table import LEAST_ROW
from tests.long import each_once

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def columns_on_screen(table):
    heads, viewport = table.column_heads, table.viewport()
    left = viewport.mapToGlobal(QPoint(0, 0)).x()
    return [
        (left + heads.sectionViewportPosition(number), heads.sectionSize(number))
        for number in range(heads.count())
    ]


def middles(heads):
    """A place in each section that is in sight, beside its text."""
    for number in range(heads.count()):
        middle = heads.sectionViewportPosition(number) + 8
        yield (middle, 8) if heads.orientation() is Qt.Orientation.Horizontal else (8, middle)


def whole_week_fits(grid):
    return not grid.body.verticalScrollBar().maximum() and not grid.footer.horizontalScrollBar().maximum()


def test_a_week_fits_a_small_screen_beside_a_panel(grid):
    grid.resize(1366 - 320, 768 - 150)

    assert whole_week_fits(grid)
    assert grid.body.row_height() >= LEAST_ROW


@pytest.mark.parametrize("size", [(1046, 618), (1600, 900), (640, 400), (420, 300)])
@pytest.mark.parametrize("points", [9, 14])
def test_the_footer_is_in_step_with_the_body(grid, qtbot, size, points):
    font = grid.font()
    font.setPointSize(points)
    grid.setFont(font)
    grid.resize(*size)

    qtbot.waitUntil(lambda: columns_on_screen(grid.body) == columns_on_screen(grid.footer))
    sideways = grid.footer.horizontalScrollBar()
    sideways.setValue(sideways.maximum())
    assert grid.body.horizontalScrollBar().value() == sideways.value()
    assert columns_on_screen(grid.body) == columns_on_screen(grid.footer)


def test_no_figure_is_cut_off(grid, document):
    grid.resize(500, 500)
    document.enter(Cell("terter", "area_cleared_ha"), "123456789.0955")

    column = grid.body.sheet_model.index_of(Cell("terter", "area_cleared_ha")).column()
    width = grid.body.fontMetrics().horizontalAdvance("123,456,789.0955")
    assert grid.body.columnWidth(column) > width
    assert grid.footer.columnWidth(column) == grid.body.columnWidth(column)


def test_the_totals_stay_in_sight_however_small_the_window(grid, document):
    document.enter(Cell("zengilan", "uxo"), "17")
    grid.resize(1040, 300)

    grid.go_to(Cell("zengilan", "uxo"))

    assert grid.footer.viewport().height() >= 3 * grid.footer.row_height()
    assert grid.body.verticalScrollBar().value() > 0
    assert grid.body.visualRect(grid.body.currentIndex()).bottom() <= grid.body.viewport().height()


def test_the_first_heading_comes_back_into_sight(grid, press):
    grid.resize(1040, 300)
    grid.go_to(Cell("zengilan", "uxo"))

    press(Key.Key_Home, modifier=Qt.KeyboardModifier.ControlModifier)

    assert grid.body.verticalScrollBar().value() == 0


def test_language_and_theme_change_while_the_frame_stays(grid, document, qapp):
    document.enter(Cell("agdam", "area_cleared_ha"), "1402.75")
    grid.go_to(Cell("agdam", "area_cleared_ha"))
    index = grid.body.currentIndex()

    for language, shown in (("ru", "1\u00a0402,75"), ("az", "1\u00a0402,75"), ("en", "1,402.75")):
        grid._kit.speak(read_texts(language))
        assert index.data() == shown
    grid._kit.wear(DARK)

    assert grid.current_cell() == Cell("agdam", "area_cleared_ha")
    assert grid.body.currentIndex() == index
    assert qapp.focusWidget() is grid.body


@pytest.mark.parametrize("dress", each_once(LANGUAGES, THEMES), ids="-".join)
def test_every_theme_draws_every_language(grid, document, dress):
    language, theme = dress[0], THEMES[dress[1]]
    document.enter(Cell("agdam", "uxo"), "1,198")
    document.enter(Cell("susa", "uxo"), "-1")
    document.mark_no_operations(["lacin"])
    grid._kit.speak(read_texts(language))
    grid._kit.wear(theme)

    picture = grid.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    colours = {
        picture.pixelColor(x, y).name() for x in range(0, 1040, 2) for y in range(0, picture.height(), 2)
    }

    assert {theme.ground, theme.heading_ground, theme.error_ground, theme.current_tint} <= colours


def test_an_ambiguous_number_is_asked_about_while_typing_goes_on(press, grid, document, qapp):
    press("1,198", Key.Key_Return)

    assert grid.ask_line.text == "Tartar, AP mines: “1,198” can be read in two ways. Which is meant?"
    assert [button.text().split()[0] for button in grid.ask_line.buttons] == ["1198", "1.1980"]
    assert grid.current_cell() == Cell("agdere", "ap_mines")

    press("1", modifier=ALT)

    assert document.sheet.value("terter", "ap_mines") == 1198
    assert document.unread(Cell("terter", "ap_mines")) is None
    assert not grid.ask_line.buttons
    assert grid.current_cell() == Cell("agdere", "ap_mines")
    assert qapp.focusWidget() is grid.body


def test_the_second_reading_is_the_fraction(press, grid, document):
    grid.go_to(Cell("terter", "area_cleared_ha"))

    press("12.298", Key.Key_Return)
    press("2", modifier=ALT)

    assert document.sheet.value("terter", "area_cleared_ha") == 122980


def test_the_readings_are_written_in_the_language_of_the_grid(press, grid):
    grid._kit.speak(read_texts("az"))

    press("1,198", Key.Key_Return)

    assert [button.text().split()[0] for button in grid.ask_line.buttons] == ["1198", "1,1980"]


def test_a_button_answers_and_the_keys_stay_in_the_grid(press, grid, document, qapp):
    press("1,198", Key.Key_Return)

    QTest.mouseClick(grid.ask_line.buttons[1], Qt.MouseButton.LeftButton)

    assert str(document.sheet.value("terter", "ap_mines")) == "1.198"
    assert qapp.focusWidget() is grid.body


def test_escape_leaves_the_question_and_the_typed_text_stays(press, grid, document):
    press("1,198", Key.Key_Return, Key.Key_Escape)
    assert grid.ask_line.text == ""
    assert document.unread(Cell("terter", "ap_mines")) is not None

    press(Key.Key_Up)
    assert "1,198" in grid.ask_line.text
    assert len(grid.ask_line.buttons) == 2


def test_typing_again_answers_the_question(press, grid, document):
    press("1,198", Key.Key_Return, Key.Key_Up, "1198", Key.Key_Return)

    assert document.sheet.value("terter", "ap_mines") == 1198
    assert grid.ask_line.text == ""


def test_what_cannot_be_read_is_said_in_one_line(press, grid):
    press("8b6", Key.Key_Return)

    assert grid.ask_line.text.startswith("Tartar, AP mines: “8b6” cannot be read as a number.")
    assert not grid.ask_line.buttons


def test_nothing_moves_when_the_line_begins_to_speak(press, grid):
    before = grid.ask_line.geometry()

    press("1,198", Key.Key_Return)

    assert grid.ask_line.geometry() == before


def test_an_empty_sheet_says_what_to_do(grid, press):
    assert grid.ask_line.text.startswith("Type the first number.")
    press("4", Key.Key_Return)
    assert grid.ask_line.text == ""


def test_the_current_cell_is_announced(grid, qtbot):
    with qtbot.waitSignal(grid.current_changed) as changed:
        grid.go_to(Cell("agdam", "uxo"))

    assert changed.args == [Cell("agdam", "uxo")]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (Cell(CONTROL, "uxo"), Cell(CONTROL, "uxo")),
        (Cell("agdam", STATE), Cell("agdam", "ap_mines")),
        (Cell("qazax", "uxo"), Cell("terter", "ap_mines")),
    ],
)
def test_going_to_a_finding_shows_its_place_if_there_is_one(grid, asked, shown):
    grid.go_to(asked)

    assert grid.current_cell() == shown


def figures(grid):
    """Every figure in sight, read aloud too."""
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    return [
        [model.index(row, column).data(role) for role in roles for column in range(model.columnCount())]
        for model in (grid.body.sheet_model, grid.footer.sheet_model)
        for row in range(model.rowCount())
    ]


@pytest.mark.parametrize("is_back", [False, True], ids=["one district more", "one fewer"])
def test_the_totals_of_a_week_with_other_districts_count_those(grid, document, kit, other_week, is_back):
    """Qt lays one table out while the rows of the other are those of the week before."""
    first, second = (other_week, document.period) if is_back else (document.period, other_week)
    for week, number in ((first, 7), (second, 100)):
        document.open_period(week)
        for district in document.sheet.districts:
            document.enter(Cell(district, "at_mines"), str(number))
        document.enter(Cell(CONTROL, "at_mines"), str(number * (len(document.sheet.districts) - 1)))
    document.open_period(first)
    document.open_period(second)
    model = grid.footer.sheet_model

    assert figures(grid) == figures(SheetGrid(document, kit))
    assert model.index(0, 1).data() == f"{100 * len(document.sheet.districts):,}"


def test_a_week_with_other_rows_keeps_the_cell(grid, document, other_week, qapp):
    first = document.period
    grid.go_to(Cell("lacin", "uxo"))

    document.open_period(other_week)
    assert grid.current_cell() == Cell("lacin", "uxo")

    grid.go_to(Cell("qazax", "uxo"))
    document.open_period(first)
    assert grid.current_cell() == Cell("terter", "ap_mines")
    assert qapp.focusWidget() is grid.body


@pytest.mark.parametrize("cell", [Cell("terter", "uxo"), Cell(CONTROL, "uxo")])
def test_what_was_selected_in_one_week_is_not_in_the_next(grid, document, press, cell):
    before = read_period("2025-W10")
    document.open_period(before)
    grid.go_to(cell)
    document.enter(Cell("susa", "uxo"), "5")
    document.open_period(read_period("2025-W09"))
    grid.select_all()

    document.open_period(before)
    press(Key.Key_Delete)

    assert grid.current_cell() == cell
    assert document.sheet.value("susa", "uxo") == 5


def test_a_click_takes_the_frame_from_one_table_to_the_other(grid):
    index = grid.footer.sheet_model.index_of(Cell(CONTROL, "uxo"))
    place = grid.footer.visualRect(index).center()

    QTest.mouseClick(grid.footer.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    assert grid.current_cell() == Cell(CONTROL, "uxo")
    assert not grid.body.currentIndex().isValid()


@pytest.mark.parametrize("cell", [Cell("terter", "uxo"), Cell(CONTROL, "uxo")])
def test_one_row_head_and_one_column_head_are_tinted(grid, cell):
    grid.go_to(Cell("zengilan", "at_mines"))
    grid.go_to(cell)

    heads = [*(table.row_heads for table in (grid.body, grid.footer)), grid.body.column_heads]
    tinted = sum(
        head.viewport().grab().toImage().pixelColor(*place).name() == LIGHT.current_tint
        for head in heads
        for place in middles(head)
    )
    assert tinted == 2


def test_a_click_on_a_heading_or_a_total_leaves_the_frame_where_it_is(grid):
    for table, row in ((grid.body, 9), (grid.footer, 0)):
        place = table.visualRect(table.sheet_model.index(row, 1)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    assert grid.current_cell() == Cell("terter", "ap_mines")


def test_a_number_that_was_refused_can_be_typed_again(press, grid, document, store, monkeypatch, qtbot):
    document.enter(Cell("terter", "ap_mines"), "4")

    def refuse(*_args, **_named):
        raise FieldAppError("disk-full", path=store.path)

    monkeypatch.setattr(store, "write", refuse)
    with qtbot.waitSignal(document.refused):
        press("9", Key.Key_Return)

    assert grid.body.sheet_model.index_of(Cell("terter", "ap_mines")).data() == "9"
    assert document.sheet.value("terter", "ap_mines") == 4
    assert grid.current_cell() == Cell("agdere", "ap_mines")

    monkeypatch.undo()
    grid.go_to(Cell("terter", "ap_mines"))
    press("9", Key.Key_Return)
    assert store.sheet(document.period).value("terter", "ap_mines") == 9
    assert document.disk.is_whole


@pytest.mark.parametrize("office", ["gazakh-tovuz"])
def test_an_office_without_districts_says_so(qtbot, document, kit):
    grid = SheetGrid(document, kit)
    qtbot.addWidget(grid)

    assert grid.ask_line.text.startswith("No district of this office")
    assert grid.current_cell() == Cell(CONTROL, "ap_mines")


@pytest.mark.parametrize("office", ["east-zangezur"])
def test_an_office_has_its_own_districts(press, grid, document):
    grid.go_to(Cell("kelbecer", "ap_mines"))
    press("5", Key.Key_Return)

    assert document.sheet.districts == ("kelbecer", "lacin", "qubadli", "cebrayil", "zengilan")
    assert grid.current_cell() == Cell("lacin", "ap_mines")


def test_a_larger_font_makes_higher_rows(grid, qtbot):
    font = grid.font()
    font.setPointSize(24)
    grid.setFont(font)

    qtbot.waitUntil(lambda: grid.body.rowHeight(0) >= grid.body.fontMetrics().height() > LEAST_ROW)
    assert grid.footer.rowHeight(0) == grid.body.rowHeight(0)


def test_a_question_is_answered_while_the_next_number_is_being_typed(press, grid, document, qapp):
    press("1,198", Key.Key_Return, "4")
    press("1", modifier=ALT)
    press("2", Key.Key_Return)

    assert document.sheet.value("terter", "ap_mines") == 1198
    assert document.sheet.value("agdere", "ap_mines") == 42


def test_what_is_being_typed_is_entered_before_a_command(press, grid, document):
    press("4")
    grid.mark_no_operations()

    assert document.sheet.state("terter") is RowState.NO_OPERATIONS
    document.undo()
    assert document.sheet.value("terter", "ap_mines") == 4
