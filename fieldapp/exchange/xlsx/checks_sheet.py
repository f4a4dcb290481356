"""The Checks sheet: every finding in words, and live formulas that work out each total a second time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.checks.finding import Finding, Severity
from fieldapp.core.checks.totals import excess, step_of
from fieldapp.core.numbers import Unit, Value, entered
from fieldapp.core.programme import ITEMS
from fieldapp.core.report import Report
from fieldapp.core.sheet import CONTROL, CONTROL_AREA, CONTROL_ITEMS, Cell, RowState
from fieldapp.exchange.xlsx.contract import DISTRICTS_EXPECTED, DISTRICTS_REPORTED, sum_name, total_name
from fieldapp.exchange.xlsx.data_sheet import DataPlaces
from fieldapp.exchange.xlsx.districts_sheet import DistrictsPlaces
from fieldapp.exchange.xlsx.page import demonstration_line, put_notice, put_title, set_page
from fieldapp.exchange.xlsx.style import (
    TRUTH,
    fit,
    lines,
    number_format,
    put,
    put_alarm,
    put_formula,
    set_height,
    shown_width,
)
from fieldapp.texts.texts import Texts

KIND, WHAT, WHERE, WRITTEN, RECOMPUTED, _EQUAL = range(1, 7)
WHAT_WIDTH, WHERE_WIDTH, EQUAL_WIDTH = 64.0, 30.0, 10.0
_HEADER = 5
_HEADINGS: Mapping[str, str] = {
    "kind": "heading",
    "what": "heading",
    "where": "heading",
    "written": "heading-right",
    "recomputed": "heading-right",
    "equal": "heading-centred",
}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the other sheets' figures stand."""

    report_title: str
    districts: DistrictsPlaces
    data: DataPlaces


@dataclass(frozen=True, slots=True)
class Check:
    """A total worked out again: in words, the value as written, a formula, and the cells that must agree."""

    what: str
    where: str
    written: Decimal
    unit: Unit
    formula: str
    against: tuple[str, ...]

    def agreement(self, written: str, recomputed: str) -> str:
        """The formula that is TRUE when all agree, to a tenth of a square metre's rounding: four decimals."""
        pairs = [f"ROUND({recomputed}-{other},4)=0" for other in (written, *self.against)]
        return f"AND({','.join(pairs)})"


def fill_checks(
    ws: Worksheet,
    report: Report,
    findings: Sequence[Finding],
    texts: Texts,
    places: Addresses,
    controls: Mapping[Cell, Value],
) -> None:
    """Write the findings, then the checks, under one header that stays in sight. `controls`: the control
    totals as the record names them."""
    checks = [*_checks(report, texts, places), *_row_checks(report, texts, places, controls)]
    width = _set_widths(ws, checks, texts)
    put_title(ws, report, texts, texts("workbook.checks-title"))
    put(ws, 2, 1, f"{texts.period_label(report.period)} · {_summary(findings, texts)}", "subtitle")
    if notice := demonstration_line(report, texts):
        put_notice(ws, 3, notice, _EQUAL, width)
    for column, (key, style) in enumerate(_HEADINGS.items(), start=1):
        put(ws, _HEADER, column, texts(f"workbook.{key}"), style)
    set_height(ws, _HEADER, 1, least=24)
    row = _HEADER
    for finding in sorted(findings, key=lambda one: one.severity is not Severity.ERROR):
        row += 1
        _put_finding(ws, row, finding, report, texts)
    first = row + 1
    for check in checks:
        row += 1
        _put_check(ws, row, check, texts)
    put(ws, 2, RECOMPUTED, texts("workbook.all-equal"), "verdict")
    put_formula(ws, 2, _EQUAL, f"AND(F{first}:F{row})", "verdict-truth", TRUTH)
    put_alarm(ws, f"F{first}:F{row}", f"NOT(F{first})")
    put_alarm(ws, "F2", "NOT($F$2)")
    set_page(ws, report, texts, (row, _EQUAL), landscape=True, header=_HEADER)


def _put_finding(ws: Worksheet, row: int, finding: Finding, report: Report, texts: Texts) -> None:
    severity = finding.severity.value
    sentence, where = texts.finding(finding, report.programme), _where(finding, report, texts)
    if finding.is_answered:
        put(ws, row, KIND, texts("workbook.warning-answered"), "prose")
        sentence += "\n" + texts("checks.said-answer", why=finding.answer)
    else:
        put(ws, row, KIND, texts(f"workbook.{severity}"), severity)
    put(ws, row, WHAT, sentence, "prose")
    put(ws, row, WHERE, where, "prose")
    for column in (WRITTEN, RECOMPUTED, _EQUAL):
        put(ws, row, column, None, "value")
    said = sum(lines(part, WHAT_WIDTH) for part in sentence.splitlines())
    set_height(ws, row, max(said, lines(where, WHERE_WIDTH)))


def _put_check(ws: Worksheet, row: int, check: Check, texts: Texts) -> None:
    put(ws, row, KIND, texts("workbook.check"), "label")
    put(ws, row, WHAT, check.what, "prose")
    put(ws, row, WHERE, check.where, "prose")
    shape = number_format(check.written, check.unit)
    put(ws, row, WRITTEN, check.written, "value", shape)
    put_formula(ws, row, RECOMPUTED, check.formula, "value", shape)
    put_formula(ws, row, _EQUAL, check.agreement(f"D{row}", f"E{row}"), "truth", TRUTH)
    set_height(ws, row, max(lines(check.what, WHAT_WIDTH), lines(check.where, WHERE_WIDTH)))


def _checks(report: Report, texts: Texts, places: Addresses) -> Iterator[Check]:
    yield from _column_checks(report, texts, places)
    yield from _region_checks(report, texts, places)
    yield from _sum_checks(report, texts, places)
    yield from _answer_checks(report, texts, places)


def _column_checks(report: Report, texts: Texts, places: Addresses) -> Iterator[Check]:
    """Each total from the districts' rows, and again from the tallies."""
    districts, data = places.districts, places.data
    for indicator in report.programme.active:
        key, label = indicator.key, texts.names(indicator.names)
        written = entered(report.total(key), indicator.unit)
        against = (total_name(key), districts.cell(key, districts.total))
        ranges = ",".join(districts.range(key, region) for region in districts.rows) or "0"
        by_row = texts("workbook.check-districts", column=label)
        yield Check(by_row, districts.title, written, indicator.unit, f"SUM({ranges})", against)
        tallies = f'SUMIFS({data.column("value")},{data.column("indicator")},"{key}")'
        by_tally = texts("workbook.check-data", column=label)
        yield Check(by_tally, data.title, written, indicator.unit, tallies, against)


def _region_checks(report: Report, texts: Texts, places: Addresses) -> Iterator[Check]:
    districts = places.districts
    for region, row in districts.subtotals.items():
        name = texts.names(report.programme.region(region).names)
        for indicator in report.programme.active:
            what = texts("workbook.check-region", column=texts.names(indicator.names), region=name)
            written = entered(report.total(indicator.key, region), indicator.unit)
            formula = f"SUM({districts.range(indicator.key, region)})"
            against = (districts.cell(indicator.key, row),)
            yield Check(what, districts.title, written, indicator.unit, formula, against)


def _sum_checks(report: Report, texts: Texts, places: Addresses) -> Iterator[Check]:
    for named in report.programme.sums:
        parts = [key for key in named.of if key in report.indicators]
        unit = report.programme.indicator(parts[0]).unit if parts else Unit.COUNT
        formula = "+".join(total_name(key) for key in parts) or "0"
        written = entered(report.sum(named.key), unit)
        what = texts("workbook.check-sum", sum=texts.names(named.names))
        yield Check(what, places.report_title, written, unit, formula, (sum_name(named.key),))


def _answer_checks(report: Report, texts: Texts, places: Addresses) -> Iterator[Check]:
    """How many districts answered, counted in the tallies of one column."""
    data, key = places.data, report.indicators[0]
    states, codes = data.column("state", key), data.column("district_code", key)
    answered = "+".join(
        f'COUNTIFS({states},"{state.value}")' for state in (RowState.REPORTED, RowState.NO_OPERATIONS)
    )
    rows: Mapping[str, tuple[Value, str]] = {
        DISTRICTS_REPORTED: (report.reported, answered),
        DISTRICTS_EXPECTED: (report.expected, f"COUNTA({codes})"),
    }
    for name, (value, formula) in rows.items():
        what = texts(f"workbook.{name.removeprefix('districts_')}")
        yield Check(what, data.title, Decimal(value), Unit.COUNT, formula, (name,))


def _row_checks(
    report: Report, texts: Texts, places: Addresses, controls: Mapping[Cell, Value]
) -> Iterator[Check]:
    """Each control total of a row against the tallies of its district."""
    data, programme = places.data, report.programme
    for cell, typed in controls.items():
        if cell.district == CONTROL:
            continue
        is_items = cell.indicator == ITEMS
        parts = [item.key for item in programme.items] if is_items else [cell.indicator]
        row = f'{data.column("district_code")},"{cell.district}"'
        sums = [f'SUMIFS({data.column("value")},{row},{data.column("indicator")},"{key}")' for key in parts]
        unit = Unit.COUNT if is_items else Unit.HECTARE
        formula = "+".join(sums) or "0"
        line = next((one for one in report.lines if one.district == cell.district), None)
        values = [line.values[key] for key in parts if key in line.values] if line else []
        if not excess(values, typed, unit) and sum(value or 0 for value in values) != typed:
            formula = f"ROUND({formula},{_decimals(typed, unit)})"
        column = texts.column(CONTROL_ITEMS if is_items else CONTROL_AREA, programme)
        what = texts(
            "suggestions.check-row", district=texts.district(cell.district, programme), column=column
        )
        yield Check(what, data.title, entered(typed, unit), unit, formula, ())


def _decimals(typed: Value, unit: Unit) -> int:
    """As many as a control total of an area was typed with."""
    return len(str(unit.scale // step_of(typed, unit))) - 1


def _where(finding: Finding, report: Report, texts: Texts) -> str:
    """The rows and columns a finding is about; the period where there is none or it is a part."""
    part = "" if finding.period == report.period else texts.period(finding.period)
    return ", ".join(filter(None, (part, _cells_of(finding, report, texts))))


def _cells_of(finding: Finding, report: Report, texts: Texts) -> str:
    if not finding.cells:
        return texts("workbook.whole-period")
    programme = report.programme
    keys = dict.fromkeys(cell.district for cell in finding.cells)
    columns = dict.fromkeys(c.indicator for c in finding.cells if c.indicator in report.indicators)
    districts = [texts.district(key, programme) for key in keys]
    if len(columns) == len(report.indicators):
        return texts.listed(districts)
    names = [texts.names(programme.indicator(key).short_names) for key in columns]
    return ": ".join(filter(None, (texts.listed(districts), texts.listed(names))))


def _summary(findings: Sequence[Finding], texts: Texts) -> str:
    if not findings:
        return texts("workbook.no-findings")
    answered = sum(finding.is_answered for finding in findings)
    said = texts("workbook.findings", n=len(findings))
    return f"{said}, {texts('workbook.findings-answered', n=answered)}" if answered else said


def _set_widths(ws: Worksheet, checks: Sequence[Check], texts: Texts) -> float:
    kinds = [texts(f"workbook.{key}") for key in ("kind", "error", "warning", "check")]
    figures = max((shown_width(check.written) * 1.1 for check in checks), default=0)
    heads = [texts("workbook.written"), texts("workbook.recomputed")]
    width = fit(ws, KIND, kinds, 14)
    width += fit(ws, WHAT, (), WHAT_WIDTH) + fit(ws, WHERE, (), WHERE_WIDTH)
    width += fit(ws, WRITTEN, heads, max(14, figures)) + fit(ws, RECOMPUTED, heads, max(14, figures))
    return width + fit(ws, _EQUAL, [texts("workbook.equal")], EQUAL_WIDTH)
