"""The Districts sheet: the table of a period as values, regions with subtotals, and the chart of the area."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.numbers import Unit, Value, entered
from fieldapp.core.programme import Indicator
from fieldapp.core.report import Line, Report
from fieldapp.core.sheet import CONTROL, ROW_CONTROLS, STATE, Cell, RowState
from fieldapp.exchange.xlsx.area_chart import put_area_chart
from fieldapp.exchange.xlsx.data_sheet import DataPlaces
from fieldapp.exchange.xlsx.page import demonstration_line, put_notice, put_title, set_page
from fieldapp.exchange.xlsx.style import fit, lines, merge, number_format, put, set_height, shown_width
from fieldapp.texts.texts import Texts

EN_DASH = "–"
NARROW_ENOUGH = 6
"""With more columns than this the page lies on its side."""


@dataclass(frozen=True, slots=True)
class DistrictsPlaces:
    """Where the figures stand: the row of each region's subtotals and of its districts, and the total row."""

    title: str
    columns: dict[str, str]
    subtotals: dict[str, int]
    rows: dict[str, tuple[int, int]]
    total: int

    def cell(self, indicator: str, row: int) -> str:
        """The absolute address of a figure."""
        return f"{quote_sheetname(self.title)}!${self.columns[indicator]}${row}"

    def range(self, indicator: str, region: str) -> str:
        """The absolute range of a region's figures in one column."""
        first, last = self.rows[region]
        letter = self.columns[indicator]
        return f"{quote_sheetname(self.title)}!${letter}${first}:${letter}${last}"


def fill_districts(ws: Worksheet, report: Report, texts: Texts, data: DataPlaces) -> DistrictsPlaces:
    """Write the table and the chart. *Not reported* is blank, *no operations* an en dash, zero is 0."""
    active = report.programme.active
    last = len(active) + 2
    width = _set_widths(ws, report, texts)
    put_title(ws, report, texts, texts("workbook.districts-title"))
    put(ws, 2, 1, texts.period_label(report.period), "subtitle")
    if notice := demonstration_line(report, texts):
        put_notice(ws, 3, notice, last, width)
    row = 5
    put(ws, row, 1, texts("workbook.place"), "heading")
    for place, indicator in enumerate(active, start=2):
        put(ws, row, place, texts.names(indicator.short_names), "heading-right")
    put(ws, row, last, texts("workbook.state"), "heading-indented")
    set_height(ws, row, 1, least=24)
    places = DistrictsPlaces(
        title=ws.title,
        columns={indicator.key: get_column_letter(place) for place, indicator in enumerate(active, start=2)},
        subtotals={},
        rows={},
        total=row + len(report.regions()) + len(report.lines) + 1,
    )
    for region in report.regions():
        row += 1
        places.subtotals[region] = row
        put(ws, row, 1, texts.names(report.programme.region(region).names), "region")
        _put_totals(ws, row, report, active, "region-value", region)
        put(ws, row, last, None, "region")
        lines = report.lines_of(region)
        places.rows[region] = (row + 1, row + len(lines))
        for line in lines:
            row += 1
            _put_line(ws, row, report, line, texts)
    put(ws, places.total, 1, texts("workbook.total"), "total")
    _put_totals(ws, places.total, report, active, "total-value", None)
    put(ws, places.total, last, _answered(report, texts), "total-state")
    for filled in range(6, places.total + 1):
        set_height(ws, filled, 1, least=19)
    noted = _put_notes(ws, places.total, report, texts)
    end = put_area_chart(ws, report, texts, data, noted + 2)
    set_page(ws, report, texts, (end, last), landscape=len(active) > NARROW_ENOUGH, header=5)
    return places


def _put_totals(
    ws: Worksheet, row: int, report: Report, active: Sequence[Indicator], style: str, region: str | None
) -> None:
    for place, indicator in enumerate(active, start=2):
        _put_figure(ws, row, place, report.total(indicator.key, region), indicator.unit, style)


def _put_line(ws: Worksheet, row: int, report: Report, line: Line, texts: Texts) -> None:
    put(ws, row, 1, texts.district(line.district, report.programme), "district")
    active = report.programme.active
    for place, indicator in enumerate(active, start=2):
        value = line.values[indicator.key]
        if value is not None:
            _put_figure(ws, row, place, value, indicator.unit, "value")
        else:
            put(ws, row, place, EN_DASH if line.state is RowState.NO_OPERATIONS else None, "value")
    put(ws, row, len(active) + 2, texts(f"workbook.state-{line.state.value.replace('_', '-')}"), "state")


def _put_notes(ws: Worksheet, row: int, report: Report, texts: Texts) -> int:
    """The notes on cells, in the order of the table, below `row`; returns the last row that was written."""
    if not report.notes:
        return row
    last = len(report.indicators) + 2
    widths = [ws.column_dimensions[get_column_letter(column)].width for column in range(3, last + 1)]
    row += 2
    for column in range(1, last + 1):
        heads = {1: texts("workbook.place"), 2: texts("workbook.column"), 3: texts("workbook.note")}
        put(ws, row, column, heads.get(column), "heading")
    set_height(ws, row, 1, least=24)
    for cell in _in_table_order(report):
        row += 1
        put(ws, row, 1, texts.district(cell.district, report.programme), "district")
        put(ws, row, 2, _column(cell.indicator, report, texts), "label")
        for column in range(3, last + 1):
            put(ws, row, column, report.notes[cell] if column == 3 else None, "prose")
        merge(ws, row, 3, last)
        set_height(ws, row, lines(report.notes[cell], sum(widths)), least=19)
    return row


def _in_table_order(report: Report) -> list[Cell]:
    rows = [*(line.district for line in report.lines), CONTROL]
    columns = [*report.indicators, *ROW_CONTROLS, STATE]
    places = [Cell(row, column) for row in rows for column in columns]
    return [cell for cell in places if cell in report.notes]


def _column(indicator: str, report: Report, texts: Texts) -> str:
    if indicator == STATE:
        return texts("workbook.state")
    return texts.column(indicator, report.programme)


def _put_figure(ws: Worksheet, row: int, column: int, value: Value, unit: Unit, style: str) -> None:
    number = entered(value, unit)
    put(ws, row, column, number, style, number_format(number, unit))


def _answered(report: Report, texts: Texts) -> str:
    return texts("workbook.answered", reported=report.reported, expected=report.expected, n=report.expected)


def _set_widths(ws: Worksheet, report: Report, texts: Texts) -> float:
    programme = report.programme
    names = [texts.district(line.district, programme) for line in report.lines]
    names += [texts.names(programme.region(region).names) for region in report.regions()]
    width = fit(ws, 1, [*names, texts("workbook.total")], 26)
    for place, indicator in enumerate(programme.active, start=2):
        values = [report.total(indicator.key), *(line.values[indicator.key] for line in report.lines)]
        numbers = [entered(value, indicator.unit) for value in values if value is not None]
        widest = max(map(shown_width, numbers)) * 1.15
        width += fit(ws, place, [texts.names(indicator.short_names)], max(13, widest))
    states = [texts(f"workbook.state-{state.value.replace('_', '-')}") for state in RowState]
    return width + fit(ws, len(programme.active) + 2, [*states, _answered(report, texts)], 20)
