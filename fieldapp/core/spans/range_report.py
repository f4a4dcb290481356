"""The report of any range: what it adds up to, by whatever is asked, and what the totals cover."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from fieldapp.core.adding_up import add_up, may_give_way
from fieldapp.core.numbers import Value
from fieldapp.core.period import DAY, Period, month_of, week_of
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.report import Report, Standing, counted_report, district_line
from fieldapp.core.sheet import Sheet, SheetKey
from fieldapp.core.spans.balance import Opening
from fieldapp.core.spans.gaps import Gap, Straddling, find_gaps, find_straddling, stretches
from fieldapp.core.spans.giving_way import GivenRow, rows_given_way, said_by_sheets

OPENING_ROW = "opening"
"""The row of what an opening balance says of no single row."""
NO_ORGANISATION = "none"
"""The row of offices of which the programme does not say whose they are."""


class By(StrEnum):
    """What the rows of a report are."""

    DISTRICT = "district"
    REGION = "region"
    OFFICE = "office"
    ORGANISATION = "organisation"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class RangeRow:
    """A row: what it stands for, and its figures in stored units, None where there is none. A week is called
    `2025-W11`, a month `2025-03`, and days that lie in no single one by themselves."""

    key: str
    values: Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Covered:
    """How many of those that should have a part in the totals do."""

    known: int
    expected: int


@dataclass(frozen=True)
class RangeReport:
    """A report of a range. `report`: of the days that are in no opening balance; `openings`: the balances
    that are in the totals, `cut_openings`: those of which only some days are in the range, and which are not;
    `within_opening`: sheets whose days an opening balance tells already; `given`: the rows in which
    headquarters' own sheets give way. The rows add up to the totals."""

    span: Period
    by: By
    report: Report
    rows: tuple[RangeRow, ...]
    openings: tuple[Opening, ...]
    cut_openings: tuple[Opening, ...]
    within_opening: tuple[SheetKey, ...]
    offices: Covered
    organisations: Covered
    gaps: tuple[Gap, ...]
    straddling: tuple[Straddling, ...]
    given: tuple[GivenRow, ...] = ()

    @property
    def programme(self) -> Programme:
        """The national definition."""
        return self.report.programme

    @property
    def districts(self) -> Covered:
        """Districts that have answered in every sheet, of all that should."""
        return Covered(self.report.reported, self.report.expected)

    @property
    def uncovered_days(self) -> int:
        """On how many days something is not entered for at least one district."""
        return sum(gap.period.days for gap in self.gaps)

    def opening(self, indicator: str) -> Value | None:
        """What the opening balances say of a column; None where none says anything."""
        known = [value for one in self.openings if (value := one.total(indicator)) is not None]
        return sum(known, start=0) if known else None

    def total(self, indicator: str) -> Value:
        """A column's sum, the opening balances included."""
        return self.report.total(indicator) + (self.opening(indicator) or 0)

    def sum(self, key: str) -> Value:
        """A named sum across columns, such as `mines`."""
        named = next(item for item in self.programme.sums if item.key == key)
        return sum((self.total(one) for one in named.of if one in self.report.indicators), start=0)


def make_range_report(
    programme: Programme,
    office: str,
    span: Period,
    by: By,
    sheets: Iterable[tuple[Sheet, Standing]],
    openings: Sequence[Opening] = (),
    *,
    is_demonstration: bool = False,
) -> RangeReport:
    """The report of a range of an office, or of all in the file of headquarters, from the sheets that overlap
    it. Days that an opening balance tells are not added up a second time from sheets.

    Raises FieldAppError `parts-overlap`.
    """
    near = [pair for pair in sheets if pair[0].period.overlaps(span)]
    openings = sorted(openings, key=lambda one: one.period)
    held = tuple(one for one in openings if span.contains(one.period))
    told = {sheet.key for sheet, _ in near if any(one.period.contains(sheet.period) for one in held)}
    left = [pair for pair in near if not any(one.period.overlaps(pair[0].period) for one in held)]
    days = _days_of_sheets(span, held, left)
    report, counting, by_district = counted_report(
        programme, office, days, left, is_demonstration=is_demonstration, organisations=()
    )
    counted = frozenset(report.sheets)
    held_days = [one.period for one in held]
    asked = _Asked(programme, office, span, days, by, counting, by_district, held)
    return RangeReport(
        span=span,
        by=by,
        report=replace(report, is_range=True, opening=_days_told(held)),
        rows=asked.rows(report),
        openings=held,
        cut_openings=tuple(one for one in openings if one.period.overlaps(span) and one not in held),
        within_opening=tuple(sorted(told)),
        offices=asked.offices(),
        organisations=asked.organisations(),
        gaps=find_gaps(programme, office, span, _told(by_district), held_days),
        straddling=find_straddling(
            (sheet.key for sheet, _ in near if sheet.key not in counted | told), span, held_days
        ),
        given=rows_given_way(said_by_sheets(counting)) if may_give_way(counting) else (),
    )


def month_key(period: Period) -> str:
    """What the row of a month is called; days of several months by themselves."""
    months = {f"{day.year:04d}-{day.month:02d}" for day in (period.start, period.end)}
    return months.pop() if len(months) == 1 else str(period)


def week_key(period: Period) -> str:
    """What the row of a week is called; days of several weeks by themselves."""
    return period.iso_weeks[0] if len(period.iso_weeks) == 1 else str(period)


def _days_told(openings: Sequence[Opening]) -> Period | None:
    return Period(openings[0].period.start, openings[-1].period.end) if openings else None


def _days_of_sheets(
    span: Period, openings: Sequence[Opening], left: Sequence[tuple[Sheet, Standing]]
) -> Period:
    """The days after the last opening balance, unless something is entered before it."""
    end = max((one.period.end for one in openings), default=None)
    if end is None or end == span.end or any(sheet.period.start < end for sheet, _ in left):
        return span
    return Period(end + DAY, span.end)


def _told(counting: Mapping[str, Sequence[Sheet]]) -> dict[str, list[Sheet]]:
    """The same without sheets of which nothing is left but what is in dispute."""
    return {key: [one for one in some if one.values or not one.disputed] for key, some in counting.items()}


@dataclass(frozen=True)
class _Asked:
    """What the rows of a report are made from."""

    programme: Programme
    office: str
    span: Period
    days: Period
    by: By
    sheets: Sequence[Sheet]
    counting: Mapping[str, Sequence[Sheet]]
    openings: Sequence[Opening]

    def rows(self, report: Report) -> tuple[RangeRow, ...]:
        """The rows in order, those without a figure too."""
        is_of_places = self.by in (By.DISTRICT, By.REGION)
        figures = self._figures_of_places(report) if is_of_places else self._figures_of_sheets(report)
        for opening in self.openings:
            self._add_opening(figures, opening, report.indicators)
        keys = [*self._keys(report), *figures]
        return tuple(
            RangeRow(key, {one: figures.get(key, {}).get(one) for one in report.indicators})
            for key in self._in_order(dict.fromkeys(keys))
        )

    def offices(self) -> Covered:
        """The offices whose figures are in the totals, of those that answer for a district in the range."""
        expected = self._expected_offices()
        return Covered(len(expected & self._answering()), len(expected))

    def organisations(self) -> Covered:
        """The same of the organisations to which they belong."""
        expected, answering = (
            {self._organisation(office) for office in offices} - {NO_ORGANISATION}
            for offices in (self._expected_offices(), self._expected_offices() & self._answering())
        )
        return Covered(len(answering), len(expected))

    def _expected_offices(self) -> set[str]:
        offices = [one.key for one in self.programme.offices if one.key != HQ]
        if self.office != HQ:
            offices = [self.office]
        first_days = [Period(one.start, one.start) for one in stretches(self.programme, self.span)]
        return {key for key in offices if any(self.programme.expected(key, day) for day in first_days)}

    def _answering(self) -> set[str]:
        """Those of whose sheets anything is in the totals: a number, or that there were no operations."""
        return {sheet.office for sheet in self.sheets if any(not cell.is_control for cell in sheet.values)}

    def _organisation(self, office: str) -> str:
        return self.programme.office(office).organisation or NO_ORGANISATION

    def _figures_of_places(self, report: Report) -> dict[str, dict[str, Value]]:
        """What the districts add up to, as the lines of the report have it where they have them."""
        figures: dict[str, dict[str, Value]] = {}
        lines = {line.district: line for line in report.lines}
        for district, sheets in self.counting.items():
            line = lines.get(district) or district_line(self.programme, district, sheets)
            for indicator, value in line.values.items():
                _add(figures, self._place(district), indicator, value)
        return figures

    def _figures_of_sheets(self, report: Report) -> dict[str, dict[str, Value]]:
        figures: dict[str, dict[str, Value]] = {}
        districts: dict[int, list[str]] = {}
        for district, sheets in self.counting.items():
            for sheet in sheets:
                districts.setdefault(id(sheet), []).append(district)
        for sheet in self.sheets:
            rows, key = sheet.rows(report.indicators), self._key(sheet)
            values = add_up([rows[district].numbers for district in districts.get(id(sheet), ())])
            for indicator, value in zip(report.indicators, values, strict=False):
                _add(figures, key, indicator, value)
        return figures

    def _place(self, district: str) -> str:
        return district if self.by is By.DISTRICT else self.programme.district(district).region

    def _key(self, sheet: Sheet) -> str:
        match self.by:
            case By.OFFICE:
                return sheet.office
            case By.ORGANISATION:
                return self._organisation(sheet.office)
            case By.WEEK:
                return week_key(sheet.period)
            case _:
                return month_key(sheet.period)

    def _keys(self, report: Report) -> list[str]:
        """The rows that are there though nothing may be entered for them."""
        match self.by:
            case By.DISTRICT:
                return [line.district for line in report.lines]
            case By.REGION:
                return [*report.regions()]
            case By.OFFICE:
                return [*self._expected_offices()]
            case By.ORGANISATION:
                return [self._organisation(office) for office in self._expected_offices()]
            case By.WEEK | By.MONTH:
                return [*self._calendar()]

    def _calendar(self) -> dict[str, date]:
        """The weeks or months up to the last day that something is entered for, with their first days."""
        last = max((sheet.period.end for sheet in self.sheets), default=None)
        starts, day = {self._key(sheet): sheet.period.start for sheet in self.sheets}, self.days.start
        while last is not None and day <= last:
            whole = week_of(day) if self.by is By.WEEK else month_of(day)
            starts[week_key(whole) if self.by is By.WEEK else month_key(whole)] = whole.start
            day = whole.end + DAY
        return starts

    def _in_order(self, keys: Iterable[str]) -> list[str]:
        programme = self.programme
        lists = {
            By.DISTRICT: [district.key for district in programme.districts],
            By.REGION: [region.key for region in programme.regions],
            By.OFFICE: [office.key for office in programme.offices],
            By.ORGANISATION: [one.key for one in programme.organisations],
        }
        if (order := lists.get(self.by)) is None:
            starts = {**self._calendar(), OPENING_ROW: date.min}
            return sorted(keys, key=lambda key: (starts[key], key))
        places = {key: place for place, key in enumerate(order)}
        return sorted(keys, key=lambda key: (key == OPENING_ROW, places.get(key, len(places)), key))

    def _add_opening(
        self, figures: dict[str, dict[str, Value]], opening: Opening, indicators: Sequence[str]
    ) -> None:
        """Its districts' parts go into their rows, the rest into a row of its own."""
        has_places = self.by in (By.DISTRICT, By.REGION)
        for indicator in indicators:
            if has_places:
                for district, row in opening.districts.items():
                    _add(figures, self._place(district), indicator, row.get(indicator))
            rest = opening.remainder(indicator) if has_places else opening.total(indicator)
            _add(figures, OPENING_ROW, indicator, rest or None if has_places else rest)


def _add(figures: dict[str, dict[str, Value]], key: str, indicator: str, value: Value | None) -> None:
    if value is not None:
        row = figures.setdefault(key, {})
        row[indicator] = row.get(indicator, 0) + value
