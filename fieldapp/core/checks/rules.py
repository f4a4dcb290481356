"""The checks of a sheet: what is wrong (error) or odd (warning), as codes, cells and numbers.

They come from what goes wrong in the published reports (section 7 of docs/domain.md). An error keeps a sheet
from being marked ready; nothing here keeps a number from being saved.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from fieldapp.core.checks.finding import Finding, Severity
from fieldapp.core.numbers import Amount, Unit, Unread, Value
from fieldapp.core.period import DAY, Period, week_cut_into
from fieldapp.core.programme import Indicator, Programme
from fieldapp.core.sheet import CONTROL, Cell, RowState, Sheet

FAR_FROM_USUAL = 10_000
"""Square metres typed as hectares are 10,000 times too large."""

ENOUGH_WEEKS = 3
UNREAD = ("ambiguous-number", "not-written", "read-by-now")


@dataclass(frozen=True)
class Surroundings:
    """What a sheet is checked against: today, the other periods of the file, the earlier values of its cells
    (stored units)."""

    today: date
    periods: tuple[Period, ...] = ()
    earlier: Mapping[Cell, Sequence[Value]] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """What a rule looks at."""

    sheet: Sheet
    programme: Programme
    around: Surroundings

    def columns(self, unit: Unit) -> list[Indicator]:
        """The columns of one unit."""
        return [i for i in self.programme.active if i.unit is unit and i.key in self.sheet.indicators]

    def numbers(self) -> Iterator[tuple[Cell, Indicator, Value]]:
        """Every number of the sheet, the control totals last."""
        for district in (*self.sheet.districts, CONTROL):
            for key in self.sheet.indicators:
                value = self.sheet.value(district, key)
                if value is not None:
                    yield Cell(district, key), self.programme.indicator(key), value

    def unread(self) -> Iterator[tuple[Cell, Unread]]:
        """Every text that is no number, in the order of the sheet, whatever was typed first."""
        if self.sheet.unread:
            rows, columns = (*self.sheet.districts, CONTROL), self.sheet.indicators
            cells = [Cell(district, key) for district in rows for key in columns]
            for cell in dict.fromkeys([*cells, *sorted(self.sheet.unread, key=str)]):
                if cell in self.sheet.unread:
                    yield cell, self.sheet.unread[cell]

    def reported(self) -> Iterator[tuple[str, Value, Value]]:
        """(district, sum of the counts, sum of the areas) of every reported row."""
        for district in self.sheet.districts:
            if self.sheet.state(district) is RowState.REPORTED:
                yield (
                    district,
                    sum(self.sheet.value(district, i.key) or 0 for i in self.columns(Unit.COUNT)),
                    sum(self.sheet.value(district, i.key) or 0 for i in self.columns(Unit.HECTARE)),
                )

    def row(self, district: str, unit: Unit | None = None) -> tuple[Cell, ...]:
        """The cells of a row, of one unit or all."""
        keys = self.sheet.indicators if unit is None else [i.key for i in self.columns(unit)]
        return tuple(Cell(district, key) for key in keys)


Hit = tuple[tuple[Cell, ...], Mapping[str, Any]]
Search = Callable[[Case], Iterator[Hit]]


@dataclass(frozen=True)
class Rule:
    """A code, how bad it is, and how it is found."""

    code: str
    severity: Severity
    search: Search


def check(sheet: Sheet, programme: Programme, around: Surroundings) -> tuple[Finding, ...]:
    """All findings, errors first, then in the order of RULES."""
    case = Case(sheet, programme, around)
    found = [
        Finding(rule.code, rule.severity, cells, details, sheet.period, sheet.office)
        for rule in RULES
        for cells, details in rule.search(case)
    ]
    return tuple(sorted(found, key=lambda finding: finding.severity is not Severity.ERROR))


def _place(cell: Cell) -> dict[str, Any]:
    return {"district": cell.district, "indicator": cell.indicator}


def _unread(code: str) -> Search:
    def search(case: Case) -> Iterator[Hit]:
        for cell, unread in case.unread():
            if code == (unread.code if unread.code in UNREAD else "not-a-number"):
                yield (cell,), {**_place(cell), "text": unread.text, "readings": unread.readings}

    return search


def _negative(case: Case) -> Iterator[Hit]:
    for cell, indicator, value in case.numbers():
        if value < 0:
            yield (cell,), {**_place(cell), "value": Amount(value, indicator.unit)}


def _not_whole(unit: Unit) -> Search:
    def search(case: Case) -> Iterator[Hit]:
        for cell, indicator, value in case.numbers():
            if indicator.unit is unit and isinstance(value, Decimal):
                yield (cell,), {**_place(cell), "value": Amount(value, unit)}

    return search


def _half_filled(case: Case) -> Iterator[Hit]:
    for district in case.sheet.districts:
        if case.sheet.is_half_filled(district):
            missing = case.sheet.missing(district)
            yield tuple(Cell(district, key) for key in missing), {"district": district, "indicators": missing}


def _control_differs(case: Case) -> Iterator[Hit]:
    for key in case.sheet.indicators:
        control, total = case.sheet.control(key), case.sheet.total(key)
        if control is not None and control != total:
            unit = case.programme.indicator(key).unit
            yield (
                (Cell(CONTROL, key),),
                {
                    "indicator": key,
                    "control": Amount(control, unit),
                    "total": Amount(total, unit),
                    "difference": Amount(total - control, unit),
                },
            )


def _overlap(case: Case) -> Iterator[Hit]:
    for other in case.around.periods:
        if other != case.sheet.period and other.overlaps(case.sheet.period):
            yield (), {"period": case.sheet.period, "other": other}


def _not_reported(case: Case) -> Iterator[Hit]:
    """One finding for all of them: a sheet begins empty, and 14 lines would hide what matters."""
    sheet = case.sheet
    silent = [
        district
        for district in sheet.districts
        if sheet.state(district) is RowState.NOT_REPORTED and not sheet.is_half_filled(district)
    ]
    if silent:
        cells = tuple(cell for district in silent for cell in case.row(district))
        yield cells, {"districts": tuple(silent), "n": len(silent), "expected": len(sheet.districts)}


def _gap(case: Case) -> Iterator[Hit]:
    start = case.sheet.period.start
    earlier = [other for other in case.around.periods if other.start < start]
    last = max((other.end for other in earlier), default=None)
    if last is not None and last + DAY < start:
        yield (), {"gap": Period(last + DAY, start - DAY), "days": (start - last).days - 1}


def _length(case: Case) -> Iterator[Hit]:
    period = case.sheet.period
    if week_cut_into(period, split=case.programme.split_at_month_end).days != 7:
        yield (), {"period": period, "days": period.days}


def _future(case: Case) -> Iterator[Hit]:
    if case.sheet.period.end > case.around.today:
        yield (), {"end": case.sheet.period.end, "today": case.around.today}


def _all_zero(case: Case) -> Iterator[Hit]:
    for district in case.sheet.districts:
        values = [case.sheet.value(district, key) for key in case.sheet.indicators]
        if all(value == 0 for value in values):
            yield case.row(district), {"district": district}


def _items_without_area(case: Case) -> Iterator[Hit]:
    for district, items, area in case.reported():
        if items > 0 and area == 0:
            yield case.row(district, Unit.HECTARE), {"district": district, "items": Amount(items, Unit.COUNT)}


def _area_without_items(case: Case) -> Iterator[Hit]:
    for district, items, area in case.reported():
        if items == 0 and area > 0:
            yield case.row(district, Unit.COUNT), {"district": district, "area": Amount(area, Unit.HECTARE)}


def _unusual(case: Case) -> Iterator[Hit]:
    """Over 10,000 times what is usual (the median of at least three earlier weeks of the district, else what
    the programme says), or over what the programme calls possible."""
    for cell, indicator, value in case.numbers():
        if cell.district == CONTROL or indicator.unit is not Unit.HECTARE:
            continue
        earlier = [number for number in case.around.earlier.get(cell, ()) if number > 0]
        usual = median(map(Decimal, earlier)) if len(earlier) >= ENOUGH_WEEKS else indicator.usual
        too_far = usual is not None and value > FAR_FROM_USUAL * usual
        if usual is not None and (too_far or (indicator.ceiling is not None and value > indicator.ceiling)):
            shown = {"value": Amount(value, indicator.unit), "usual": Amount(round(usual), indicator.unit)}
            yield (cell,), {**_place(cell), **shown}


RULES: tuple[Rule, ...] = (
    Rule("not-a-number", Severity.ERROR, _unread("not-a-number")),
    Rule("ambiguous-number", Severity.ERROR, _unread("ambiguous-number")),
    Rule("not-written", Severity.ERROR, _unread("not-written")),
    Rule("read-by-now", Severity.ERROR, _unread("read-by-now")),
    Rule("negative", Severity.ERROR, _negative),
    Rule("fraction-of-a-mine", Severity.ERROR, _not_whole(Unit.COUNT)),
    Rule("area-too-fine", Severity.ERROR, _not_whole(Unit.HECTARE)),
    Rule("row-half-filled", Severity.ERROR, _half_filled),
    Rule("control-total-differs", Severity.ERROR, _control_differs),
    Rule("period-overlap", Severity.ERROR, _overlap),
    Rule("area-unusual", Severity.WARNING, _unusual),
    Rule("items-without-area", Severity.WARNING, _items_without_area),
    Rule("area-without-items", Severity.WARNING, _area_without_items),
    Rule("all-zero", Severity.WARNING, _all_zero),
    Rule("not-reported", Severity.WARNING, _not_reported),
    Rule("period-gap", Severity.WARNING, _gap),
    Rule("period-length", Severity.WARNING, _length),
    Rule("period-future", Severity.WARNING, _future),
)
