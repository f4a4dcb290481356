"""The Changes sheet of a correction: every figure old → new, and what that does to week, month and year."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.changes import Change, Correction, Effect
from fieldapp.core.numbers import Unit, Value, entered
from fieldapp.core.period import Period, month_of, year_of
from fieldapp.core.report import Report
from fieldapp.core.sheet import STATE, RowState
from fieldapp.exchange.xlsx.contract import total_name
from fieldapp.exchange.xlsx.page import correction_of, demonstration_line, put_notice, put_title, set_page
from fieldapp.exchange.xlsx.style import (
    TRUTH,
    CellContent,
    fit,
    lines,
    merge,
    number_format,
    put,
    put_formula,
    set_height,
    shown_width,
)
from fieldapp.texts.texts import Texts

PLACE, COLUMN, OLD, NEW, DIFFERENCE, _EQUAL = range(1, 7)
_HEADINGS = {
    "place": "heading",
    "column": "heading",
    "old": "heading-right",
    "new": "heading-right",
    "difference": "heading-right",
    "equal": "heading-centred",
}
PLACE_WIDTH, COLUMN_WIDTH, FIGURE_WIDTH = 30.0, 15.0, 14.0
_HEADER = 7


def fill_changes(ws: Worksheet, report: Report, correction: Correction, texts: Texts) -> None:
    """Write what was corrected and why, the changes, then the effects; every difference is worked out again
    by a formula beside it."""
    changes = _in_table_order(report, correction.changes)
    width = _set_widths(ws, report, correction, texts)
    put_title(ws, report, texts, texts("workbook.changes-title"))
    put(ws, 2, PLACE, texts.period_label(report.period), "subtitle")
    if notice := demonstration_line(report, texts):
        put_notice(ws, 3, notice, _EQUAL, width)
    put(ws, 4, PLACE, correction_of(report, correction, texts), "quiet")
    _put_reason(ws, 5, correction.reason or texts("workbook.no-reason"), width - PLACE_WIDTH, texts)
    for column, (key, style) in enumerate(_HEADINGS.items(), start=1):
        put(ws, _HEADER, column, texts(f"workbook.{key}"), style)
    set_height(ws, _HEADER, 1, least=24)
    row = _HEADER
    for change in changes:
        row += 1
        _put_change(ws, row, change, report, texts)
    if not changes:
        row += 1
        put(ws, row, PLACE, texts("workbook.no-changes"), "quiet")
    if correction.effects:
        row = _put_effects(ws, row + 2, report, correction.effects, (_HEADER + 1, row), texts)
    if changes:
        put(ws, 2, DIFFERENCE, texts("workbook.all-equal"), "verdict")
        put_formula(ws, 2, _EQUAL, f"AND(F{_HEADER + 1}:F{row})", "verdict-truth", TRUTH)
    set_page(ws, report, texts, (row, _EQUAL), landscape=False, header=_HEADER)


def _put_reason(ws: Worksheet, row: int, reason: str, width: float, texts: Texts) -> None:
    put(ws, row, PLACE, texts("workbook.reason"), "label")
    for column in range(COLUMN, _EQUAL + 1):
        put(ws, row, column, reason if column == COLUMN else None, "prose")
    merge(ws, row, COLUMN, _EQUAL)
    set_height(ws, row, lines(reason, width))


def _put_change(ws: Worksheet, row: int, change: Change, report: Report, texts: Texts) -> None:
    put(ws, row, PLACE, texts.district(change.district, report.programme), "label")
    if change.indicator == STATE:
        now = next(line.state for line in report.lines if line.district == change.district)
        put(ws, row, COLUMN, texts("workbook.state"), "label")
        put(ws, row, OLD, _state(change.old, RowState.REPORTED, texts), "value-wrapped")
        put(ws, row, NEW, _state(change.new, now, texts), "value-wrapped")
        put(ws, row, DIFFERENCE, None, "value")
        put(ws, row, _EQUAL, None, "truth")
        set_height(ws, row, 2)
        return
    indicator = report.programme.indicator(change.indicator)
    put(ws, row, COLUMN, texts.names(indicator.short_names), "label")
    _put_figures(ws, row, change.old, change.new, indicator.unit)
    put_formula(ws, row, _EQUAL, f"ROUND(D{row}-C{row}-E{row},4)=0", "truth", TRUTH)
    set_height(ws, row, 1, least=19)


def _put_effects(
    ws: Worksheet,
    row: int,
    report: Report,
    effects: Sequence[Effect],
    changed: tuple[int, int],
    texts: Texts,
) -> int:
    """The sums of each span, old → new: the differences must be those of the changes above, and the period's
    new sums the published ones. Returns the last row."""
    spans = [(span, [*of]) for span, of in groupby(effects, key=lambda effect: effect.span)]
    for span, of in spans:
        for column in range(PLACE, _EQUAL + 1):
            put(ws, row, column, _effect_on(span, report, texts) if column == PLACE else None, "section")
        set_height(ws, row, 1, least=22)
        for effect in of:
            row += 1
            _put_effect(ws, row, effect, report, changed, texts)
        row += 2
    first = report.period.start
    if {month_of(first), year_of(first)} <= {span for span, _ in spans}:
        return row - 2
    sentence = texts("workbook.spans-missing")
    put(ws, row, PLACE, sentence, "aside")
    merge(ws, row, PLACE, _EQUAL)
    set_height(ws, row, 2)
    return row


def _put_effect(
    ws: Worksheet, row: int, effect: Effect, report: Report, changed: tuple[int, int], texts: Texts
) -> None:
    indicator = report.programme.indicator(effect.indicator)
    put(ws, row, PLACE, texts("workbook.total"), "label")
    put(ws, row, COLUMN, texts.names(indicator.short_names), "label")
    _put_figures(ws, row, effect.old, effect.new, indicator.unit)
    first, last = changed
    of_column = f"(B{first}:B{last}=B{row})*E{first}:E{last}"
    agreeing = [f"ROUND(D{row}-C{row}-E{row},4)=0", f"ROUND(E{row}-SUMPRODUCT({of_column}),4)=0"]
    if effect.span == report.period:
        agreeing.append(f"ROUND(D{row}-{total_name(effect.indicator)},4)=0")
    put_formula(ws, row, _EQUAL, f"AND({','.join(agreeing)})", "truth", TRUTH)
    set_height(ws, row, 1, least=19)


def _put_figures(
    ws: Worksheet, row: int, old: Value | RowState | None, new: Value | RowState | None, unit: Unit
) -> None:
    before, after = _number(old, unit), _number(new, unit)
    for column, number in (
        (OLD, before),
        (NEW, after),
        (DIFFERENCE, (after or Decimal()) - (before or Decimal())),
    ):
        content: CellContent = number
        cell = put(ws, row, column, content, "value")
        if number is not None:
            cell.number_format = number_format(number, unit)


def _number(content: Value | RowState | None, unit: Unit) -> Decimal | None:
    return None if content is None or isinstance(content, RowState) else entered(content, unit)


def _state(content: Value | RowState | None, otherwise: RowState, texts: Texts) -> str:
    state = content if isinstance(content, RowState) else otherwise
    return texts(f"workbook.state-{state.value.replace('_', '-')}")


def _effect_on(span: Period, report: Report, texts: Texts) -> str:
    kind = "period" if span == report.period else "month" if span == month_of(span.start) else "year"
    return texts(f"workbook.effect-{kind}", period=span)


def _in_table_order(report: Report, changes: Sequence[Change]) -> list[Change]:
    rows = [line.district for line in report.lines]
    columns = [STATE, *report.indicators]
    return sorted(changes, key=lambda change: (rows.index(change.district), columns.index(change.indicator)))


def _set_widths(ws: Worksheet, report: Report, correction: Correction, texts: Texts) -> float:
    places = [texts.district(change.district, report.programme) for change in correction.changes]
    columns = [texts.names(indicator.short_names) for indicator in report.programme.active]
    units = {indicator.key: indicator.unit for indicator in report.programme.active}
    items: list[Change | Effect] = [*correction.changes, *correction.effects]
    figures = [
        entered(value, units[item.indicator])
        for item in items
        for value in (item.old, item.new)
        if value is not None and not isinstance(value, RowState)
    ]
    widest = max([FIGURE_WIDTH, *(shown_width(figure) * 1.15 for figure in figures)])
    heads = [texts(f"workbook.{key}") for key in ("old", "new", "difference")]
    width = fit(ws, PLACE, [*places, texts("workbook.reason")], PLACE_WIDTH)
    width += fit(ws, COLUMN, [*columns, texts("workbook.state"), texts("workbook.column")], COLUMN_WIDTH)
    for column in (OLD, NEW, DIFFERENCE):
        width += fit(ws, column, heads, widest)
    return width + fit(ws, _EQUAL, [texts("workbook.equal")], 10)
