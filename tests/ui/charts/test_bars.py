"""The painted past of a cell: bars to scale, the open period in the accent, every figure told."""

import pytest
from PySide6.QtGui import QColor

from fieldapp.ui.charts.bars import SLOTS, CellChart
from fieldapp.ui.charts.past import Bar, Past
from fieldapp.ui.kit.theme import LIGHT, THEMES

HEIGHTS = (10, 20, None, 0, 15, 30)


def past(heights=HEIGHTS, median=15.0):
    bars = tuple(
        Bar(f"week {number}", str(height), height, "" if height else "0")
        for number, height in enumerate(heights)
    )
    return Past("The last 5 periods", bars, median, "Median", "15")


@pytest.fixture
def chart(qtbot, kit):
    chart = CellChart(kit)
    qtbot.addWidget(chart)
    chart.resize(290, chart.sizeHint().height())
    chart.show_past(past())
    chart.show()
    return chart


def painted(chart, place, colour):
    """How many pixels of a bar's middle column have a colour."""
    image, rect = chart.grab().toImage(), chart._slots()[place][1]
    return sum(
        image.pixelColor(rect.center().x(), y) == QColor(colour) for y in range(rect.top(), rect.bottom() + 1)
    )


def test_bars_are_to_scale_and_the_open_period_has_the_accent(chart):
    high = chart._slots()[0][1].height()

    assert painted(chart, 5, LIGHT.accent) >= high - 2  # the median's dashes may cross it
    assert painted(chart, 1, LIGHT.heavy_rule) == pytest.approx(high * 2 / 3, abs=3)
    assert painted(chart, 0, LIGHT.heavy_rule) == pytest.approx(high / 3, abs=3)
    assert painted(chart, 2, LIGHT.heavy_rule) == 0


def test_the_last_bar_stands_at_the_right_end_however_few_there_are(chart):
    end = chart._slots()[-1][1].right()
    chart.show_past(past((1, 2)))

    assert chart._slots()[-1][1].right() == end
    assert chart._slots()[0][1].left() > chart.width() // 2


def test_each_bar_tells_its_figure(chart):
    assert [chart.tip_at(rect.center().x()) for _, rect in chart._slots()][:2] == ["week 0: 10", "week 1: 20"]
    assert chart.tip_at(0) == ""
    assert chart.accessibleName() == "The last 5 periods"
    assert chart.accessibleDescription().endswith("week 5: 30; Median: 15")


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("heights", [(), (None,), (0, 0), (5,) * SLOTS, (-3, 10**12)])
def test_whatever_the_figures_it_can_be_painted(chart, kit, theme, heights):
    kit.wear(theme)
    chart.show_past(past(heights, median=None))
    for width in (60, 290, 900):
        chart.resize(width, chart.height())
        assert not chart.grab().isNull()
