"""What somebody wants to look at again is flagged in the grid; what somebody has answered looks answered."""

import pytest
from PySide6.QtGui import QColor, QImage

from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.document.replies import answer, flag
from fieldapp.ui.kit.marks import Mark
from fieldapp.ui.sheet.model import ItemRole, SheetRole

UXO, AREA = Cell("agdam", "uxo"), Cell("agdam", "area_cleared_ha")


def at(grid, cell, role):
    table = grid.footer if cell.district == CONTROL else grid.body
    return table.sheet_model.index_of(cell).data(role)


def colours(grid, cell):
    index = grid.body.sheet_model.index_of(cell)
    picture = grid.body.viewport().grab(grid.body.visualRect(index)).toImage()
    image = picture.convertToFormat(QImage.Format.Format_RGB32)
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_flagged_cell_says_so_in_words(grid, document, kit, language):
    kit.speak(read_texts(language))
    flag(document, document.key, UXO, "ask the team")

    said = kit.texts("suggestions.told-follow-up", text="ask the team")
    assert at(grid, UXO, SheetRole.FLAG) == "ask the team"
    assert at(grid, UXO, ItemRole.AccessibleDescriptionRole).splitlines()[-1] == said
    assert said in at(grid, UXO, ItemRole.ToolTipRole)
    document.undo()
    assert at(grid, UXO, SheetRole.FLAG) == ""


def test_a_flag_is_painted_at_once_and_goes_at_once(grid, document, kit):
    grid.go_to(Cell("terter", "ap_mines"))
    accent = QColor(kit.theme.accent).name()
    assert accent not in colours(grid, UXO)

    flag(document, document.key, UXO, "ask the team")
    assert accent in colours(grid, UXO)
    flag(document, document.key, UXO, "")
    assert accent not in colours(grid, UXO)


def test_a_control_total_is_flagged_like_any_other_cell(grid, document):
    flag(document, document.key, Cell(CONTROL, "uxo"), "the page is torn")

    assert at(grid, Cell(CONTROL, "uxo"), SheetRole.FLAG) == "the page is torn"


def test_an_answered_warning_looks_answered_until_its_cell_changes(grid, document, kit):
    for key, figure in zip(document.sheet.indicators, ("3", "1", "4", "200000"), strict=True):
        document.enter(Cell("agdam", key), figure)
    document.keying.end()
    (found,) = document.findings_at(AREA)
    assert at(grid, AREA, SheetRole.MARK) is Mark.WARNING

    answer(document, found, "the whole plain")
    assert at(grid, AREA, SheetRole.MARK) is Mark.ANSWERED
    said = kit.texts("suggestions.answered", why="the whole plain")
    assert said in at(grid, AREA, ItemRole.AccessibleDescriptionRole)
    grid.go_to(AREA)
    assert said in grid.ask_line.text
    assert QColor(kit.theme.warning_ground).name() not in colours(grid, AREA)

    document.enter(AREA, "300000")
    document.keying.end()
    assert at(grid, AREA, SheetRole.MARK) is Mark.WARNING
