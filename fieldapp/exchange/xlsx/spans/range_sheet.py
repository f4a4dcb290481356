"""The sheet of a report over a range: a row for each district, office, week …, totals with their live sums,
what they cover, and a chart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.numbers import Unit, Value, entered
from fieldapp.core.published.kept import CasualtyCount
from fieldapp.core.spans.range_report import RangeReport
from fieldapp.exchange.xlsx.page import demonstration_line, put_notice, set_paper
from fieldapp.exchange.xlsx.spans.range_chart import put_range_chart
from fieldapp.exchange.xlsx.style import (
    TRUTH,
    fit,
    lines,
    merge,
    number_format,
    put,
    put_alarm,
    put_formula,
    set_height,
    shown_width,
)
from fieldapp.texts.ranges import covered_lines, figure_heads, row_name, row_sum, span_label
from fieldapp.texts.texts import Texts

_HEADER = 5
_ON_ONE_PAGE = 24
"""Rows with which the chart goes on the same page."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of figures: of an indicator, or a sum of some."""

    head: str
    unit: Unit
    of: tuple[str, ...]


def fill_range(
    ws: Worksheet, report: RangeReport, texts: Texts, casualties: CasualtyCount | None = None
) -> None:
    """Write the sheet. A blank cell is *nothing entered*."""
    columns = _columns(report, texts)
    last = len(columns) + 1
    names = [row_name(report, row.key, texts) for row in report.rows]
    width = _set_widths(ws, report, names, columns, texts)
    put_head(ws, report, texts, texts(f"range.by-{report.by.value}"), last, width)
    put(ws, _HEADER, 1, texts(f"range.head-{report.by.value}"), "heading")
    for place, column in enumerate(columns, start=2):
        put(ws, _HEADER, place, column.head, "heading-right")
    set_height(ws, _HEADER, max(_head_lines(ws, columns)), least=24)
    row = _HEADER
    for name, item in zip(names, report.rows, strict=True):
        row += 1
        put(ws, row, 1, name, "district")
        for place, column in enumerate(columns, start=2):
            put_figure(ws, row, place, row_sum(item.values, column.of), column.unit, "value")
        set_height(ws, row, 1, least=19)
    row += 1
    totals = [sum((report.total(key) for key in column.of), start=0) for column in columns]
    put(ws, row, 1, texts("workbook.total"), "total")
    for place, (column, total) in enumerate(zip(columns, totals, strict=True), start=2):
        put_figure(ws, row, place, total, column.unit, "total-value")
    set_height(ws, row, 1, least=19)
    end = put_live_sums(ws, row, _HEADER + 1, totals, [column.unit for column in columns], texts)
    end = _put_covered(ws, end + 1, report, texts, last, width)
    if casualties is not None:
        end = _put_casualties(ws, end + 1, casualties, texts, last)
    if len(names) > _ON_ONE_PAGE:
        ws.row_breaks.append(Break(id=end))
    end = put_range_chart(ws, report, texts, (_HEADER + 1, row - 1), end + 2, last)
    office = texts.names(report.programme.office(report.report.office).names)
    footer = (f"{office} · {span_label(report.span, texts)}", texts("workbook.mark-summary"))
    set_paper(ws, texts, (end, last), footer, landscape=last > 7, header=_HEADER)


def _put_casualties(ws: Worksheet, row: int, count: CasualtyCount, texts: Texts, columns: int) -> int:
    """The counts, a line each, and which days they are of."""
    row += 1
    for column in range(1, columns + 1):
        put(ws, row, column, texts("reconcile.casualties-name") if column == 1 else None, "section")
    for name, value in count.figures.items():
        row += 1
        put(ws, row, 1, texts(f"reconcile.{name}"), "label")
        put_figure(ws, row, 2, value, Unit.COUNT, "value")
        set_height(ws, row, 1, least=19)
    row += 1
    about = texts("reconcile.casualty-about", as_of=count.as_of, since=count.since, source=count.source)
    for column in range(1, columns + 1):
        put(ws, row, column, about if column == 1 else None, "prose")
    ws.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
    set_height(ws, row, 2)
    return row


def put_head(
    ws: Worksheet, report: RangeReport, texts: Texts, title: str, columns: int, width: float
) -> None:
    """Title, range and what has to be said of a demonstration."""
    put(ws, 1, 1, f"{texts('workbook.mark-summary')} · {title}", "title")
    ws.row_dimensions[1].height = 28
    office = texts.names(report.programme.office(report.report.office).names)
    put(ws, 2, 1, texts("range.title", office=office, span=span_label(report.span, texts)), "subtitle")
    if notice := demonstration_line(report.report, texts):
        put_notice(ws, 3, notice, columns, width)


def put_figure(ws: Worksheet, row: int, column: int, value: Value | None, unit: Unit, style: str) -> None:
    """An exact figure, or a blank."""
    if value is None:
        put(ws, row, column, None, style)
    else:
        number = entered(value, unit)
        put(ws, row, column, number, style, number_format(number, unit))


def put_live_sums(
    ws: Worksheet, total: int, first: int, totals: Sequence[Value], units: Sequence[Unit], texts: Texts
) -> int:
    """Below a total row, its columns added up again by whatever shows them, and whether that is equal."""
    put(ws, total + 1, 1, texts("range.rows-sum"), "label")
    put(ws, total + 2, 1, texts("range.equal"), "label")
    for place, (value, unit) in enumerate(zip(totals, units, strict=True), start=2):
        letter, shape = get_column_letter(place), number_format(entered(value, unit), unit)
        cells = f"{letter}{first}:{letter}{total - 1}" if total > first else f"{letter}{total + 3}"
        put_formula(ws, total + 1, place, f"SUM({cells})", "value", shape)
        equal = f"ROUND({letter}{total}-{letter}{total + 1},4)=0"
        put_formula(ws, total + 2, place, equal, "truth-right", TRUTH)
    for row in (total + 1, total + 2):
        set_height(ws, row, 1, least=19)
    last = get_column_letter(len(totals) + 1)
    put_alarm(ws, f"B{total + 2}:{last}{total + 2}", f"NOT(B{total + 2})")
    return total + 2


def _columns(report: RangeReport, texts: Texts) -> list[_Column]:
    programme = report.programme
    active = [item.key for item in programme.active]
    units = [item.unit for item in programme.active] + [Unit.COUNT for _ in programme.sums]
    of: list[tuple[str, ...]] = [(key,) for key in active]
    of += [tuple(key for key in named.of if key in active) for named in programme.sums]
    heads = [head.replace(" (", "\n(") for head in figure_heads(programme, texts)]
    return [_Column(head, unit, keys) for head, unit, keys in zip(heads, units, of, strict=True)]


def _head_lines(ws: Worksheet, columns: Sequence[_Column]) -> Iterator[int]:
    for place, column in enumerate(columns, start=2):
        width = ws.column_dimensions[get_column_letter(place)].width * 0.8
        yield sum(lines(part, width) for part in column.head.splitlines())


def _set_widths(
    ws: Worksheet, report: RangeReport, names: Sequence[str], columns: Sequence[_Column], texts: Texts
) -> float:
    labels = [texts(key) for key in ("workbook.total", "range.rows-sum", "range.equal")]
    width = fit(ws, 1, [*names, *labels], 26, 48)
    for place, column in enumerate(columns, start=2):
        total = entered(sum((report.total(key) for key in column.of), start=0), column.unit)
        shown = [entered(value, column.unit) for value in _values(report, column)]
        widest = max(map(shown_width, [total, *shown])) * 1.15
        width += fit(ws, place, column.head.splitlines(), max(13, widest))
    return width


def _values(report: RangeReport, column: _Column) -> list[Value]:
    found: list[Value | None] = [row_sum(row.values, column.of) for row in report.rows]
    return [value for value in found if value is not None]


def _put_covered(
    ws: Worksheet, row: int, report: RangeReport, texts: Texts, columns: int, width: float
) -> int:
    """What the totals cover, a line each over the whole width."""
    row += 1
    for column in range(1, columns + 1):
        put(ws, row, column, texts("workbook.standing") if column == 1 else None, "section")
    for line in covered_lines(report, texts):
        row += 1
        for column in range(1, columns + 1):
            put(ws, row, column, line if column == 1 else None, "prose")
        merge(ws, row, 1, columns)
        set_height(ws, row, lines(line, width * 1.05))
    return row
