"""The chart of the area by district: a native one, which Excel and LibreOffice draw themselves."""

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Paragraph, RegularTextRun
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.numbers import Unit
from fieldapp.core.report import Report
from fieldapp.exchange.xlsx.data_sheet import DataPlaces
from fieldapp.exchange.xlsx.style import COLOURS, ONE_DECIMAL, WHOLE
from fieldapp.texts.texts import Texts

EMU_PER_PIXEL = 9525


def put_area_chart(ws: Worksheet, report: Report, texts: Texts, data: DataPlaces, row: int) -> int:
    """A bar for every district's area, from `row` on and as wide as the table; returns the sheet's last row.

    The bars are drawn from the Data sheet, where one indicator's rows stand together. Without any area there
    is no chart.
    """
    area = next((i for i in report.programme.active if i.unit is Unit.HECTARE), None)
    if area is None or all(not line.values[area.key] for line in report.lines):
        return row - 2
    chart = bar_chart(f"{texts.names(area.names)}, {texts('formats.ha')}", texts("formats.ha"))
    figures = Reference(range_string=data.column("value", area.key))
    names = Reference(range_string=data.column("district_name", area.key))
    put_bars(chart, figures, names)
    end = row + round(1.25 * len(report.lines)) + 5
    chart.anchor = TwoCellAnchor(  # type: ignore[assignment] # the stubs know only addresses
        editAs="oneCell",
        _from=AnchorMarker(col=0, row=row - 1),
        to=corner_inside(ws, len(report.indicators) + 2, end),
    )
    ws.add_chart(chart)
    return end


def put_bars(chart: BarChart, figures: Reference, names: Reference) -> None:
    """Bars of one colour, called by the cells beside them."""
    series = Series(figures)
    series.cat = AxDataSource(strRef=StrRef(f=str(names)))
    series.graphicalProperties = GraphicalProperties(
        solidFill=COLOURS["accent"], ln=LineProperties(noFill=True)
    )
    chart.append(series)


def corner_inside(ws: Worksheet, column: int, row: int) -> AnchorMarker:
    """The lower right corner of a cell, a little inside, so that the frame is printed too."""
    width = ws.column_dimensions[get_column_letter(column)].width
    return AnchorMarker(col=column - 1, colOff=int((width * 7 - 3) * EMU_PER_PIXEL), row=row - 1)


def bar_chart(title: str, unit: str) -> BarChart:
    """Lying bars with a figure at each, the first on top."""
    chart = BarChart()
    chart.type, chart.gapWidth, chart.legend = "bar", 45, None
    chart.title, chart.y_axis.title = _title(title, 12), _title(unit, 9)
    chart.x_axis.scaling.orientation = "maxMin"  # the first district on top
    chart.y_axis.crosses = "max"  # and the scale below
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = WHOLE
    chart.y_axis.majorGridlines = ChartLines(
        spPr=GraphicalProperties(ln=LineProperties(solidFill=COLOURS["rule"]))
    )
    chart.dataLabels = DataLabelList(
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
        showBubbleSize=False,
        numFmt=ONE_DECIMAL,
    )
    return chart


def _title(text: str, points: int) -> Title:
    look = CharacterProperties(sz=points * 100, b=True, solidFill=COLOURS["text"])
    run = RegularTextRun(rPr=look, t=text)
    return Title(tx=Text(rich=RichText(p=[Paragraph(r=[run])])), overlay=False)
