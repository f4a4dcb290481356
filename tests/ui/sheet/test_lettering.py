"""The fonts of the grid, and widths in them: kept, and those of the font at hand."""

from PySide6.QtGui import QFont, QFontMetrics

from fieldapp.ui.kit.theme import figures_font, small_font
from fieldapp.ui.sheet.drawing import CellDrawing
from fieldapp.ui.sheet.lettering import Lettering, heavy

PLAIN, HEAVY = 0, 1


def test_a_heavy_font_is_heavy_where_the_widget_has_the_font_that_any_has(qapp):
    lettering = Lettering(figures_font, heavy)

    assert lettering.font(QFont(), PLAIN).featureTags()
    assert lettering.font(QFont(), HEAVY).weight() == QFont.Weight.DemiBold


def test_a_width_is_that_in_the_font_of_the_moment(qapp):
    lettering, base = Lettering(QFont, small_font), QFont()
    widths = [lettering.width(base, which, "1,234.5") for which in (0, 1)]
    larger = QFont(base)
    larger.setPointSizeF(3 * base.pointSizeF())

    assert widths == [QFontMetrics(font).horizontalAdvance("1,234.5") for font in (base, small_font(base))]
    assert lettering.width(larger, 0, "1,234.5") == QFontMetrics(larger).horizontalAdvance("1,234.5")
    assert lettering.width(base, 0, "1,234.5") == widths[0]


def test_the_figures_of_the_total_are_heavy(grid):
    drawing = CellDrawing(grid.footer, grid.footer.sheet_model, grid._kit)

    assert drawing._lettering.font(grid.footer.font(), HEAVY).weight() == QFont.Weight.DemiBold
    assert drawing._lettering.font(grid.footer.font(), PLAIN).weight() == QFont.Weight.Normal
