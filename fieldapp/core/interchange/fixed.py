"""The figures by ISO week and calendar month, for systems in which periods are fixed.

A week is told whole whenever a sheet of it is asked for: what is told anew replaces what was told before, so
a part of a week would take the rest of it away. A month is told where all of it is known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fieldapp.core.adding_up import counting_rows, require_apart, sheets_by_district
from fieldapp.core.interchange.extract import Extract, Holding
from fieldapp.core.numbers import Value
from fieldapp.core.period import DAY, Nearby, Period, cut_at_month_end, month_of, week_of
from fieldapp.core.report import Line, Status, district_line
from fieldapp.core.sheet import STATE, Cell, RowState, Sheet

SUNDAY = 6


class Frequency(StrEnum):
    """How long a fixed period is, in the words of DHIS2."""

    WEEKLY = "Weekly"
    MONTHLY = "Monthly"


@dataclass(frozen=True)
class FixedRow:
    """A district in a week or month. `values`: the numbers that can be told; `gone`: the columns, STATE for
    the mark, of which something may have been told before and nothing is now. `is_complete`: all of it is
    reported or without operations; `was_complete`: it is not, but of what was sent it was. `offices`: whose
    sheets it adds up; `finished`: the day of the last of their sendings."""

    frequency: Frequency
    period: Period
    district: str
    offices: tuple[str, ...]
    state: RowState
    values: Mapping[str, Value]
    notes: Mapping[str, str]
    gone: tuple[str, ...]
    is_complete: bool
    was_complete: bool
    finished: date

    @property
    def is_idle(self) -> bool:
        """Whether it says that there were no operations."""
        return self.state is RowState.NO_OPERATIONS


class WhyUntold(StrEnum):
    """For what something is left out."""

    CROSSES_WEEK = "crosses-week"
    MONTH_NOT_WHOLE = "month-not-whole"
    NOT_TOLD = "not-told"


@dataclass(frozen=True)
class Untold:
    """A sheet, the month of some districts (of all, where none is named), or one number."""

    why: WhyUntold
    period: Period
    office: str = ""
    districts: tuple[str, ...] = ()
    indicator: str = ""


@dataclass(frozen=True)
class FixedFigures:
    """All rows, weeks before months, and what is left out of them."""

    rows: tuple[FixedRow, ...]
    left_out: tuple[Untold, ...]


def fixed_figures(extract: Extract) -> FixedFigures:
    """What is told of the weeks that the asked sheets lie in, and of the months within the asked period.

    Raises FieldAppError `parts-overlap`.
    """
    asked = extract.asked
    crossing = [one for one in asked if one.crosses_week and one.has_figures]
    left = [Untold(WhyUntold.CROSSES_WEEK, one.sheet.period, one.sheet.office) for one in crossing]
    weeks = sorted({week_of(one.sheet.period.start) for one in asked if not one.crosses_week})
    near = Nearby(extract.holdings, lambda one: one.sheet.period)
    spans = [_Span(extract, near.of(week), Frequency.WEEKLY, week) for week in weeks]
    months = sorted(
        {month_of(day) for one in asked for day in (one.sheet.period.start, one.sheet.period.end)}
    )
    spans += [
        _Span(extract, near.of(one), Frequency.MONTHLY, one) for one in months if extract.period.contains(one)
    ]
    rows = []
    for span in spans:
        rows += [span.row(district) for district in span.districts]
        left += span.left_out()
    return FixedFigures(tuple(rows), tuple(left))


class _Span:
    """A week or month, with the sheets that lie within it. `near`: those that share a day with it."""

    def __init__(
        self, extract: Extract, near: Sequence[Holding], frequency: Frequency, period: Period
    ) -> None:
        self._extract, self._frequency, self._period = extract, frequency, period
        self._within = [one for one in near if period.contains(one.sheet.period)]
        self._torn = {
            district
            for one in near
            if one.has_figures and not period.contains(one.sheet.period)
            for district in one.sheet.districts
        }
        full = [one for one in self._within if one.has_figures]
        require_apart([one.sheet for one in full])
        self._standings = {one.sheet.key: one.standing for one in full}
        self._parts = sheets_by_district(one.sheet for one in full)
        self._ever_held: dict[str, list[Holding]] = {}
        for one in self._within:
            for key in {cell.district for cell in one.ever_held}:
                self._ever_held.setdefault(key, []).append(one)

    @property
    def districts(self) -> tuple[str, ...]:
        """Those of which anything is, or was, entered, in the programme's order."""
        return tuple(one.key for one in self._extract.programme.districts if one.key in self._ever_held)

    def row(self, district: str) -> FixedRow:
        programme = self._extract.programme
        line, parts = self._line(district), self._rows(district)
        is_told = self._is_told(district)
        numbers = {key: value for key, value in line.values.items() if value is not None and is_told}
        state = line.state if is_told else RowState.NOT_REPORTED
        told = {STATE} if state is RowState.NO_OPERATIONS else {*numbers}
        held = self._held(district) if is_told or self._was_whole(district) else set()
        columns = [*(item.key for item in programme.active), STATE]
        is_complete = state is not RowState.NOT_REPORTED and self._is_covered(district)
        return FixedRow(
            self._frequency,
            self._period,
            district,
            tuple(sorted({part.office for part in parts})),
            state,
            {key: value for key, value in numbers.items() if _can_be_told(value)},
            {key: note for key in columns if (note := _notes(parts, Cell(district, key)))},
            tuple(key for key in columns if key in held - told),
            is_complete,
            bool(held)
            and not is_complete
            and any(_was_answered(one, district) for one in self._holdings(district)),
            self._finished(parts),
        )

    def _held(self, district: str) -> set[str]:
        """The columns of which something may have been told before."""
        cells = (cell for one in self._holdings(district) for cell in one.ever_held)
        return {cell.indicator for cell in cells if cell.district == district}

    def left_out(self) -> Iterator[Untold]:
        """What of this span is not told."""
        if self._frequency is Frequency.MONTHLY:
            known = [key for key in self.districts if self._rows(key)]
            torn = [key for key in known if not self._is_whole(key)]
            if torn:
                yield Untold(
                    WhyUntold.MONTH_NOT_WHOLE, self._period, districts=tuple(torn) if torn != known else ()
                )
        for district in filter(self._is_told, self.districts):
            for key, value in self._line(district).values.items():
                if value is not None and not _can_be_told(value):
                    yield Untold(WhyUntold.NOT_TOLD, self._period, districts=(district,), indicator=key)

    def _rows(self, district: str) -> Sequence[Sheet]:
        return counting_rows(district, self._parts.get(district, ()))

    def _line(self, district: str) -> Line:
        return district_line(self._extract.programme, district, self._parts.get(district, ()))

    def _holdings(self, district: str) -> Sequence[Holding]:
        """The sheets that hold anything of a district, or once did."""
        return self._ever_held.get(district, ())

    def _is_told(self, district: str) -> bool:
        return self._frequency is Frequency.WEEKLY or self._is_whole(district)

    def _is_whole(self, district: str) -> bool:
        """Whether its sheets fill a month, and none crosses an end of it."""
        if district in self._torn:
            return False
        return self._fill([sheet.period for sheet in self._rows(district)], district)

    def _was_whole(self, district: str) -> bool:
        """Whether the month may have been whole before one of its sheets was emptied."""
        return self._fill([one.sheet.period for one in self._holdings(district)], district)

    def _fill(self, periods: Sequence[Period], district: str) -> bool:
        """Whether every day of a month but a single Sunday, as agencies report from Monday to Saturday too,
        lies in one of the periods."""
        place = self._extract.programme.district(district)
        if not place.is_valid_in(self._period):
            return False
        days = _days(place.days_in(self._period))
        missing = [day for day in days if not any(one.start <= day <= one.end for one in periods)]
        return bool(periods) and all(day.weekday() == SUNDAY for day in missing)

    def _is_covered(self, district: str) -> bool:
        """Whether nothing of the span is known to be still to come: a sheet in each of its months, and none
        that reaches into it from outside."""
        if self._frequency is Frequency.MONTHLY:
            return True
        place = self._extract.programme.district(district)
        if district in self._torn or not place.is_valid_in(self._period):
            return False
        days = place.days_in(self._period)
        periods = [sheet.period for sheet in self._rows(district)]
        return all(any(one.overlaps(part) for one in periods) for part in cut_at_month_end(days))

    def _finished(self, parts: Iterable[Sheet]) -> date:
        zone = self._extract.taken_at.tzinfo
        standings = [self._standings[part.key] for part in parts]
        times = [one.sealed_at if one.status is Status.SENT else None for one in standings]
        known = [at.astimezone(zone) for at in times if at is not None]
        is_known = bool(times) and len(known) == len(times)
        return (max(known) if is_known else self._extract.taken_at).date()


def _days(period: Period) -> list[date]:
    return [period.start + number * DAY for number in range(period.days)]


def _can_be_told(value: Value) -> bool:
    """Whole in stored units and not negative: a hectare with four decimals at most, a count with none."""
    return isinstance(value, int) and value >= 0


def _was_answered(holding: Holding, district: str) -> bool:
    """Whether a row was reported, or without operations, when it was sent, and is not any more."""
    is_answered = district in holding.sheet.districts and (
        holding.sheet.state(district) is not RowState.NOT_REPORTED
    )
    return not is_answered and any(
        key == district and state != RowState.NOT_REPORTED
        for record in holding.sent
        for key, state, _ in record.rows
    )


def _notes(parts: Sequence[Sheet], cell: Cell) -> str:
    return "\n".join(dict.fromkeys(part.notes[cell] for part in parts if part.notes.get(cell)))
