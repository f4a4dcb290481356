"""The days that a press text speaks of."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import DAY, Period, month_of
from fieldapp.core.published.words import PressWords

LONGEST_REPORT = 366
LONGEST_ACROSS = 62
"""Days across a new year that is not printed on both sides: two months at most."""


class Year(StrEnum):
    """How the year of a period is known."""

    PRINTED = "printed"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Days:
    """Days as printed, perhaps without a year. A whole month has no days until its year is known."""

    start: int
    end: int
    first: tuple[int | None, int, int]
    last: tuple[int | None, int, int]
    is_month: bool = False

    def in_year(self, year: int) -> Period | None:
        """The days with their last one in a year, None where they are none of that year."""
        try:
            last = date(year, self.last[1], 28 if self.is_month else self.last[2])
            if self.is_month:
                return month_of(last)
            first = date(self.first[0] or year - (self.first[1:] > self.last[1:]), *self.first[1:])
            return Period(first, last)
        except (ValueError, FieldAppError):
            return None

    @property
    def printed_year(self) -> int | None:
        """The year of the last day, if it is printed."""
        if self.last[0] is None and self.first[0] is not None:
            return self.first[0] + (self.first[1:] > self.last[1:])
        return self.last[0]

    @property
    def printed(self) -> tuple[str, str]:
        """`--04-07` and `--04-13`."""
        return tuple(f"--{one[1]:02d}-{one[2]:02d}" for one in (self.first, self.last))  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Dated:
    """All days of a text. `since`: a day, or a month or year, as far as it is printed, and its place."""

    ranges: tuple[Days, ...]
    since: tuple[tuple[int, int, str, str], ...]
    single: tuple[tuple[int, int, date], ...]
    masked: str


def dates_in(plain: str, words: PressWords) -> Dated:
    """The days of a text; `masked` is the text without them."""
    found = _Found(words)
    masked = plain
    for patterns, take in (
        (words.ranges, found.take_range),
        (words.since, found.take_since),
        (words.whole_months, found.take_month),
        (words.single, found.take_single),
    ):
        for pattern in patterns:
            masked = pattern.sub(take, masked)
    ranges = sorted(found.ranges, key=lambda one: one.start)
    return Dated(tuple(ranges), tuple(sorted(found.since)), tuple(found.single), masked)


class _Found:
    """Takes what the patterns find out of the text, one pattern after the other."""

    def __init__(self, words: PressWords) -> None:
        self.words = words
        self.ranges: list[Days] = []
        self.since: list[tuple[int, int, str, str]] = []
        self.single: list[tuple[int, int, date]] = []

    def take_range(self, match: re.Match[str]) -> str:
        days = _days_of(match, self.words)
        if days is None:
            return match[0]
        if _is_backwards(days, match):
            return _blank(match)
        if _is_long(days):
            self.since.append((*match.span(), _told(days.first), _told(days.last)))
        else:
            self.ranges.append(days)
        return _blank(match)

    def take_since(self, match: re.Match[str]) -> str:
        month, day = _month(_group(match, "m1"), self.words), _group(match, "d1") or _group(match, "d3")
        parts = [match["y1"]]
        if month:
            parts += [f"{month:02d}", *([f"{int(day):02d}"] if day else [])]
        self.since.append((*match.span(), "-".join(parts), ""))
        return _blank(match)

    def take_month(self, match: re.Match[str]) -> str:
        month, year = _month(match["m1"], self.words), _number(match["y1"])
        if not month:
            return match[0]
        self.ranges.append(Days(*match.span(), (year, month, 1), (year, month, 31), is_month=True))
        return _blank(match)

    def take_single(self, match: re.Match[str]) -> str:
        self.single += _single(match, self.words)
        return _blank(match)


def settled(days: Days, published: date | None, known: Iterable[Period] = ()) -> tuple[Period | None, Year]:
    """The days with their year: printed, or that of sheets of the same days, or the last before the text."""
    if days.printed_year is not None:
        return days.in_year(days.printed_year), Year.PRINTED
    stored = [one for one in known if one == days.in_year(one.end.year)]
    if published is not None:
        stored = [one for one in stored if one.end <= published] or stored
    if stored:
        return max(stored), Year.INFERRED
    if published is not None:
        for year in (published.year, published.year - 1):
            period = days.in_year(year)
            if period is not None and period.end <= published + 3 * DAY:
                return period, Year.INFERRED
    return None, Year.UNKNOWN


def _days_of(match: re.Match[str], words: PressWords) -> Days | None:
    months = [_month(_group(match, f"m{n}"), words) or _number(_group(match, f"n{n}")) for n in (1, 2)]
    first_month, last_month = months[0] or months[1], months[1] or months[0]
    years = [_number(_group(match, f"y{n}")) for n in (1, 2)]
    if first_month is None or last_month is None:
        return None
    first, last = (years[0], first_month, int(match["d1"])), (years[1], last_month, int(match["d2"]))
    days = Days(*match.span(), first, last)
    if days.printed_year is not None:
        whole = replace(days, last=(days.printed_year, *last[1:]))
        return whole if whole.in_year(days.printed_year) is not None else None
    return days if days.in_year(2024) is not None and days.first[1:] != days.last[1:] else None


def _is_backwards(days: Days, match: re.Match[str]) -> bool:
    """Whether the first day only comes before the last if a year is made up that nobody means: days across
    a new year of which one year is printed at most are few."""
    is_certain = bool(_group(match, "y1") and _group(match, "y2"))
    period = None if is_certain else days.in_year(days.printed_year or 2024)
    return period is not None and period.start.year != period.end.year and period.days > LONGEST_ACROSS


def _is_long(days: Days) -> bool:
    period = days.in_year(days.printed_year) if days.printed_year else None
    return period is not None and period.days > LONGEST_REPORT


def _single(match: re.Match[str], words: PressWords) -> Iterator[tuple[int, int, date]]:
    month = _month(_group(match, "m1"), words) or _number(_group(match, "n1"))
    if month and match["y1"]:
        try:
            yield (*match.span(), date(int(match["y1"]), month, int(match["d1"])))
        except ValueError:
            return


def _month(written: str | None, words: PressWords) -> int | None:
    if not written:
        return None
    return next((n for n, one in enumerate(words.months, 1) if one.fullmatch(written)), None)


def _number(written: str | None) -> int | None:
    return int(written) if written else None


def _group(match: re.Match[str], name: str) -> str | None:
    found: str | None = match.groupdict().get(name)
    return found


def _told(day: tuple[int | None, int, int]) -> str:
    return "-".join([str(day[0]), f"{day[1]:02d}", f"{day[2]:02d}"])


def _blank(match: re.Match[str]) -> str:
    """The sign that stands for days is one that nothing else is read from, and no separator."""
    return "\x00" * len(match[0])
