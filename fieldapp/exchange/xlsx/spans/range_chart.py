"""The chart of a report over a range: bars of places, or the course of weeks and months."""

from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.numbers import Unit
from fieldapp.core.spans.range_report import By, RangeReport
from fieldapp.exchange.xlsx.area_chart import bar_chart, corner_inside, put_bars
from fieldapp.texts.texts import Texts

_MOST_LABELS = 20
"""More bars than this have no figure at each of them."""


def put_range_chart(
    ws: Worksheet, report: RangeReport, texts: Texts, rows: tuple[int, int], row: int, columns: int
) -> int:
    """A bar for every row's area, from `row` on and as wide as the table; returns the sheet's last row.
    Without any area there is no chart."""
    active = report.programme.active
    place = next((n for n, item in enumerate(active) if item.unit is Unit.HECTARE), None)
    if place is None or not report.total(active[place].key):
        return row - 2
    unit = texts("formats.ha")
    chart = bar_chart(texts("range.trend", column=texts.names(active[place].names), unit=unit), unit)
    chart.y_axis.scaling.min = 0  # bars that begin elsewhere tell another thing
    first, last = rows
    figures = Reference(ws, min_col=place + 2, min_row=first, max_row=last)
    names = Reference(ws, min_col=1, min_row=first, max_row=last)
    put_bars(chart, figures, names)
    count = last - first + 1
    if report.by in (By.WEEK, By.MONTH):
        _stand_upright(chart, count)
        end = row + 18
    else:
        end = row + round(1.25 * count) + 5
    if count > _MOST_LABELS:
        chart.dataLabels = None
    chart.anchor = TwoCellAnchor(  # type: ignore[assignment] # the stubs know only addresses
        editAs="oneCell", _from=AnchorMarker(col=0, row=row - 1), to=corner_inside(ws, columns, end)
    )
    ws.add_chart(chart)
    return end


def _stand_upright(chart: BarChart, count: int) -> None:
    """Time goes from left to right."""
    chart.type = "col"
    chart.x_axis.scaling.orientation = "minMax"
    chart.y_axis.crosses = "min"
    if count > _MOST_LABELS:
        chart.x_axis.tickLblSkip = 4
