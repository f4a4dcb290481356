"""Periods: free start and end dates, named by ISO 8601 weeks where they lie in one."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from fieldapp.core.errors import FieldAppError

LONGEST_SHEET = 31
FIRST_YEAR, LAST_YEAR = 1950, 2199
DAY = timedelta(days=1)
WEEKEND = 2

_Item = TypeVar("_Item")

_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """From `start` to `end`, both included.

    Raises FieldAppError `period-backwards` or `period-out-of-range`.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise FieldAppError("period-backwards", start=self.start, end=self.end)
        if self.start.year < FIRST_YEAR or self.end.year > LAST_YEAR:
            raise FieldAppError("period-out-of-range", first=str(FIRST_YEAR), last=str(LAST_YEAR))

    def __str__(self) -> str:
        return f"{self.start.isoformat()}..{self.end.isoformat()}"

    @property
    def days(self) -> int:
        """How many days, first and last included."""
        return (self.end - self.start).days + 1

    @property
    def dates(self) -> tuple[date, ...]:
        """Each day, in order."""
        return tuple(self.start + number * DAY for number in range(self.days))

    @property
    def iso_weeks(self) -> tuple[str, ...]:
        """The ISO 8601 weeks of the first and last day, once if they are the same: ("2025-W11",)."""
        first, last = _iso_week(self.start), _iso_week(self.end)
        return (first,) if first == last else (first, last)

    def contains(self, other: "Period") -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Period") -> bool:
        """Whether they share a day."""
        return self.start <= other.end and other.start <= self.end


class Nearby(Generic[_Item]):
    """Some things by their days, so that what shares a day with some is found without a look at all the rest;
    most of them are of a few days, as sheets are."""

    def __init__(self, items: Iterable[_Item], period_of: Callable[[_Item], Period]) -> None:
        placed = [(period_of(item), place, item) for place, item in enumerate(items)]
        self._placed = sorted(placed, key=lambda one: one[:2])
        self._starts = [period.start for period, _, _ in self._placed]
        self._longest = max((period.days for period, _, _ in self._placed), default=1)

    def of(self, span: Period) -> list[_Item]:
        """Those that share a day with a span, in the order in which they were given."""
        first = bisect_left(self._starts, span.start - self._longest * DAY)
        last = bisect_right(self._starts, span.end)
        found = [(place, item) for period, place, item in self._placed[first:last] if period.overlaps(span)]
        return [item for _, item in sorted(found, key=lambda one: one[0])]


def week_of(day: date) -> Period:
    """The Monday-Sunday week of a day."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + 6 * DAY)


def month_of(day: date) -> Period:
    """The calendar month of a day."""
    first = day.replace(day=1)
    return Period(first, (first + 31 * DAY).replace(day=1) - DAY)


def year_of(day: date) -> Period:
    """The calendar year of a day."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def read_period(text: str) -> Period:
    """`2025-W11` or `2025-03-10..2025-03-16`, the forms of ISO 8601.

    Raises FieldAppError `period-unreadable`, `period-backwards` or `period-out-of-range`.
    """
    try:
        if week := _WEEK.fullmatch(text.strip()):
            return week_of(date.fromisocalendar(int(week[1]), int(week[2]), 1))
        if span := _RANGE.fullmatch(text.strip()):
            return Period(date.fromisoformat(span[1]), date.fromisoformat(span[2]))
    except (ValueError, OverflowError):
        pass
    raise FieldAppError("period-unreadable", text=text)


def require_sheet_length(period: Period) -> Period:
    """The same period, if a sheet may have it: 1 to 31 days. Raises FieldAppError `period-too-long`."""
    if period.days > LONGEST_SHEET:
        raise FieldAppError("period-too-long", period=period, days=period.days, most=LONGEST_SHEET)
    return period


def cut_at_month_end(period: Period) -> tuple[Period, ...]:
    """The parts into which the ends of months cut a period; nothing where none lies within it."""
    parts, day = [], period.start
    while day <= period.end:
        parts.append(Period(day, min(month_of(day).end, period.end)))
        day = parts[-1].end + DAY
    return tuple(parts) if len(parts) > 1 else ()


def week_cut_into(period: Period, *, split: bool) -> Period:
    """The week of which a period is one part where weeks are split; otherwise the period itself."""
    week = week_of(period.start)
    return week if split and period in cut_at_month_end(week) else period


def week_to_enter(day: date, stored: Collection[Period] = (), *, split: bool) -> Period:
    """The period in which a day is entered: its week, or where weeks are split the part of it that holds the
    day; a whole week that is stored stays one."""
    week = week_of(day)
    parts = cut_at_month_end(week) if split and week not in stored else ()
    return next((part for part in parts if part.start <= day <= part.end), week)


def following(period: Period, stored: Collection[Period] = (), *, split: bool = False) -> Period:
    """The period that comes after: one that is stored, the rest of its week if that is more
    than a weekend or begins a month, or the next week; where weeks are split, up to the end of a month."""
    after = _neighbour(period, stored, forward=True)
    parts = cut_at_month_end(after) if split and after not in stored else ()
    return parts[0] if parts else after


def preceding(period: Period, stored: Collection[Period] = (), *, split: bool = False) -> Period:
    """The period that comes before, by the same rule as `following`."""
    before = _neighbour(period, stored, forward=False)
    parts = cut_at_month_end(before) if split and before not in stored else ()
    return parts[-1] if parts else before


def _neighbour(period: Period, stored: Collection[Period], *, forward: bool) -> Period:
    day = period.end + DAY if forward else period.start - DAY
    week = week_of(day)
    rest = Period(day, week.end) if forward else Period(week.start, day)
    known = sorted(other for other in stored if rest.start <= _edge(other, forward) <= rest.end)
    if known:
        return known[0] if forward else known[-1]
    cut_at_month_end = day.day == 1 if forward else (day + DAY).day == 1
    if rest.days > WEEKEND or cut_at_month_end:
        return rest
    return week_of(day + 7 * DAY) if forward else week_of(day - 7 * DAY)


def _edge(period: Period, forward: bool) -> date:
    return period.start if forward else period.end


def _iso_week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"
