"""What is drawn anew: enough, so that the picture is that of the moment, and no more than differs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.texts.texts import read_texts
from fieldapp.ui.kit.keys import Move
from fieldapp.ui.kit.theme import DARK
from fieldapp.ui.sheet.drawing import CellDrawing

Key = Qt.Key
PAINTED = 20


def settle():
    for _ in range(PAINTED):
        QApplication.processEvents()


def picture(grid):
    """What has come onto the screen."""
    return grid.screen().grabWindow(grid.winId()).toImage()


@pytest.fixture
def drawn(monkeypatch):
    """The cells that are drawn: whether in the body, row, column."""
    cells, draw = [], CellDrawing._draw_figure

    def watched(self, painter, place, look):
        view, index = place.view, place.view.indexAt(place.rect.center())
        cells.append((view is view.parent().body, index.row(), index.column()))
        draw(self, painter, place, look)

    monkeypatch.setattr(CellDrawing, "_draw_figure", watched)
    return cells


def fill(document):
    for number, district in enumerate(document.sheet.districts):
        for key in document.sheet.indicators:
            document.enter(Cell(district, key), str(10 + number))


CHANGES = {
    "an entry": lambda document, grid, kit, week: document.enter(Cell("lacin", "uxo"), "7"),
    "a blank": lambda document, grid, kit, week: document.clear([Cell("lacin", "uxo")]),
    "a finer number": lambda document, grid, kit, week: document.enter(
        Cell("susa", "area_cleared_ha"), "0.0525"
    ),
    "a longer number": lambda document, grid, kit, week: document.enter(Cell("susa", "uxo"), "999999999"),
    "a text": lambda document, grid, kit, week: document.enter(Cell("susa", "uxo"), "seven or so"),
    "no operations": lambda document, grid, kit, week: document.mark_no_operations(["terter"]),
    "a note": lambda document, grid, kit, week: document.annotate(Cell("susa", "uxo"), "seen"),
    "a control total": lambda document, grid, kit, week: document.enter(Cell(CONTROL, "uxo"), "1"),
    "undo": lambda document, grid, kit, week: document.undo(),
    "a step": lambda document, grid, kit, week: grid.move_by(Move.BELOW),
    "a block": lambda document, grid, kit, week: grid.move_by(Move.RIGHT, True),
    "all": lambda document, grid, kit, week: grid.select_all(),
    "the control totals": lambda document, grid, kit, week: grid.go_to(Cell(CONTROL, "uxo")),
    "keys elsewhere": lambda document, grid, kit, week: grid.clearFocus() or grid.body.clearFocus(),
    "another week": lambda document, grid, kit, week: document.open_period(week),
    "another language": lambda document, grid, kit, week: kit.speak(read_texts("az")),
    "another theme": lambda document, grid, kit, week: kit.wear(DARK),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_seen_is_what_would_be_drawn_now(grid, document, kit, other_week, change):
    fill(document)
    grid.go_to(Cell("lacin", "uxo"))
    settle()
    before = picture(grid)

    CHANGES[change](document, grid, kit, other_week)
    settle()

    seen = picture(grid)
    assert seen != before
    for table in (grid.body, grid.footer):
        for part in (table, table.viewport(), table.row_heads.viewport(), table.column_heads.viewport()):
            part.update()
    settle()
    assert seen == picture(grid)


def test_an_entry_draws_its_row_its_sums_and_the_two_cells_that_have_the_keys(grid, document, press, drawn):
    fill(document)
    grid.go_to(Cell("lacin", "uxo"))
    press("7")
    settle()
    drawn.clear()

    press(Key.Key_Return)
    settle()

    model = grid.body.sheet_model
    lacin, column = (model.index_of(Cell("lacin", "uxo")).row(), 2)
    rows = {row for is_body, row, _ in drawn if is_body}
    assert {(True, lacin, column), (True, lacin + 1, column), (True, 9, column)} <= {*drawn}
    assert rows == {9, lacin, lacin + 1}
    assert len(drawn) == len({*drawn}), "each once"


def test_a_digit_draws_one_cell(grid, document, press, drawn):
    fill(document)
    grid.go_to(Cell("lacin", "uxo"))
    settle()
    drawn.clear()

    press("7")
    settle()

    place = grid.body.sheet_model.index_of(Cell("lacin", "uxo"))
    assert {*drawn} == {(True, place.row(), place.column())}


def test_another_week_draws_each_cell_once(grid, document, other_week, drawn):
    fill(document)
    settle()
    drawn.clear()

    document.open_period(other_week)
    settle()

    tables = (grid.body.sheet_model, grid.footer.sheet_model)
    cells = sum(model.rowCount() * model.columnCount() for model in tables)
    assert len(drawn) == len({*drawn}) == cells
