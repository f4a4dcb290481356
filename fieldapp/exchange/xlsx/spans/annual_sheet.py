"""The district table as it is published once a year (R248): hectares by district, the others together."""

from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.numbers import Unit
from fieldapp.core.spans.annual import OTHER_DISTRICTS, annual_rows
from fieldapp.core.spans.range_report import RangeReport
from fieldapp.exchange.xlsx.page import set_paper
from fieldapp.exchange.xlsx.spans.range_sheet import put_figure, put_head, put_live_sums
from fieldapp.exchange.xlsx.style import fit, put, set_height
from fieldapp.texts.ranges import span_label
from fieldapp.texts.texts import Texts

_HEADER = 5


def fill_annual(ws: Worksheet, report: RangeReport, texts: Texts) -> None:
    """Write the table, with its total and the live sum of it."""
    areas = [item for item in report.programme.active if item.unit is Unit.HECTARE]
    last = len(areas) + 1
    rows = annual_rows(report)
    names = [_name(key, report, texts) for key in rows]
    width = fit(ws, 1, [*names, texts("range.rows-sum")], 34, 48)
    heads = [f"{texts.names(item.names)}, {texts('formats.ha')}" for item in areas]
    width += sum(fit(ws, place, [head], 24) for place, head in enumerate(heads, start=2))
    put_head(ws, report, texts, texts("range.table-title"), last, width)
    put(ws, _HEADER, 1, texts("range.head-district"), "heading")
    for place, head in enumerate(heads, start=2):
        put(ws, _HEADER, place, head, "heading-right")
    set_height(ws, _HEADER, 1, least=24)
    row = _HEADER
    for name, values in zip(names, rows.values(), strict=True):
        row += 1
        put(ws, row, 1, name, "district")
        for place, item in enumerate(areas, start=2):
            put_figure(ws, row, place, values[item.key], item.unit, "value")
        set_height(ws, row, 1, least=19)
    row += 1
    put(ws, row, 1, texts("workbook.total"), "total")
    totals = [report.total(item.key) for item in areas]
    for place, (item, total) in enumerate(zip(areas, totals, strict=True), start=2):
        put_figure(ws, row, place, total, item.unit, "total-value")
    set_height(ws, row, 1, least=19)
    end = put_live_sums(ws, row, _HEADER + 1, totals, [item.unit for item in areas], texts)
    office = texts.names(report.programme.office(report.report.office).names)
    footer = (f"{office} · {span_label(report.span, texts)}", texts("workbook.mark-summary"))
    set_paper(ws, texts, (end, last), footer, landscape=False, header=_HEADER)


def _name(key: str, report: RangeReport, texts: Texts) -> str:
    if key == OTHER_DISTRICTS:
        return texts("range.row-other")
    return texts.district(key, report.programme)
