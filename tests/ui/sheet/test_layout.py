"""How columns share a width, and rows a height."""

import pytest
from PySide6.QtWidgets import QApplication

from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.texts.texts import read_texts
from fieldapp.ui.sheet.layout import shared


@pytest.mark.parametrize(
    ("fits", "room", "widths"),
    [
        ([50, 50], 200, [100, 100]),
        ([50, 150], 200, [50, 150]),
        ([50, 150, 50], 300, [75, 150, 75]),
        ([90, 120, 50], 300, [90, 120, 90]),
        ([50, 50, 50], 200, [66, 66, 68]),
        ([100, 100], 150, [100, 100]),
    ],
)
def test_each_has_what_it_needs_and_all_is_used(fits, room, widths):
    assert shared(fits, room) == widths


@pytest.mark.parametrize(("height", "row"), [(400, "usual"), (500, "least"), (620, "usual"), (1400, "most")])
def test_rows_are_lower_where_that_shows_them_all_and_higher_where_there_is_room(grid, height, row):
    body = grid.body
    grid.resize(1000, height)

    heights = {"least": range(body.least_row, body.usual_row), "most": [body.usual_row * 3 // 2]}
    heights["usual"] = range(body.usual_row, body.usual_row + 3)
    assert body.row_height() in heights[row]
    assert all(table.rowHeight(0) == body.row_height() for table in (body, grid.footer))


def needed(grid):
    """What the names and each column need by now, measured anew."""
    tables = (grid.body, grid.footer)
    sections = range(grid.body.column_heads.count())
    heads = max(table.row_heads.fit() for table in tables)
    return heads, [max(column_fit(table, section) for table in tables) for section in sections]


def column_fit(table, section):
    rows = range(table.sheet_model.rowCount())
    return max(table.column_heads.fit(section), *(table.cell_fit(row, section) for row in rows))


def larger_text(grid):
    font = grid.font()
    font.setPointSizeF(font.pointSizeF() * 1.75)
    grid.setFont(font)


CHANGES = {
    "a longer number": lambda document, kit, grid, week: document.enter(
        Cell("agdam", "area_cleared_ha"), "1234567.8912"
    ),
    "a long text": lambda document, kit, grid, week: document.enter(Cell("susa", "uxo"), "a" * 40),
    "a control total": lambda document, kit, grid, week: document.enter(Cell(CONTROL, "uxo"), "99999999"),
    "another language": lambda document, kit, grid, week: kit.speak(read_texts("ru")),
    "another period": lambda document, kit, grid, week: document.open_period(week),
    "larger text": lambda document, kit, grid, week: larger_text(grid),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_column_has_the_width_of_what_it_shows_now(grid, document, kit, other_week, change):
    before = needed(grid)
    CHANGES[change](document, kit, grid, other_week)
    QApplication.processEvents()

    heads, fits = needed(grid)
    assert (heads, fits) != before
    grid.resize(heads + sum(fits) + 10, 900)
    widths = [grid.body.columnWidth(section) for section in range(len(fits))]
    assert grid.body.row_heads.width() >= heads
    assert all(width >= fit for width, fit in zip(widths, fits, strict=True))
    grid.resize(200, 900)
    assert [grid.body.columnWidth(section) for section in range(len(fits))] == fits
    assert grid.body.row_heads.width() == heads


def test_another_size_of_the_window_measures_nothing_anew(grid, monkeypatch):
    def measure(*_):
        raise AssertionError("measured")

    monkeypatch.setattr(type(grid.body), "cell_fit", measure)
    monkeypatch.setattr(type(grid.body.row_heads), "row_fit", measure)
    grid.resize(900, 500)
    grid.resize(1300, 700)


GROWN = [(700, 360), (1040, 360), (700, 900), (1040, 900), (1600, 1200)]


@pytest.mark.parametrize("second", GROWN)
@pytest.mark.parametrize("first", GROWN)
def test_every_row_that_has_room_is_in_sight_however_the_grid_was_before(grid, first, second):
    """Qt lays a grid that grows out from below: what is put right meanwhile is not put back."""
    for size in (first, second):
        grid.resize(*size)
        QApplication.processEvents()
    body, footer, line = grid.body, grid.footer, grid.ask_line

    assert (footer.y(), line.y()) == (body.height(), body.height() + footer.height())
    assert body.height() == body.whole_height() or line.geometry().bottom() == grid.rect().bottom()
    assert body.height() == body.whole_height() or body.verticalScrollBar().isVisible()
