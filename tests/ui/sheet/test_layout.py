"""How columns share a width, and rows a height."""

import pytest

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
