"""Ranges of any length: month, quarter, year and *since* are presets of one thing, a start and an end."""

import re
from collections.abc import Collection
from datetime import date
from enum import StrEnum

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import DAY, LONGEST_SHEET, Period, month_of, week_of, year_of

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_QUARTER = re.compile(r"(\d{4})-[Qq]([1-4])", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


def quarter_of(day: date) -> Period:
    """The calendar quarter of a day."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return Period(first, month_of(first + 70 * DAY).end)


def read_month(text: str) -> Period:
    """`2025-03`. Raises FieldAppError `month-unreadable` or `period-out-of-range`."""
    found = _MONTH.fullmatch(text.strip())
    if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) < 1:
        raise FieldAppError("month-unreadable", text=text)
    return month_of(date(int(found[1]), int(found[2]), 1))


def read_quarter(text: str) -> Period:
    """`2025-Q1`. Raises FieldAppError `quarter-unreadable` or `period-out-of-range`."""
    found = _QUARTER.fullmatch(text.strip())
    if found is None or int(found[1]) < 1:
        raise FieldAppError("quarter-unreadable", text=text)
    return quarter_of(date(int(found[1]), 3 * int(found[2]), 1))


def read_year(text: str) -> Period:
    """`2025`. Raises FieldAppError `year-unreadable` or `period-out-of-range`."""
    if _YEAR.fullmatch(text.strip()) is None or int(text) < 1:
        raise FieldAppError("year-unreadable", text=text)
    return year_of(date(int(text), 1, 1))


class Preset(StrEnum):
    """How a range is chosen. SINCE: from any day to today; DAYS: from any day to any."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SINCE = "since"
    DAYS = "days"


_AROUND = {
    Preset.WEEK: week_of,
    Preset.MONTH: month_of,
    Preset.QUARTER: quarter_of,
    Preset.YEAR: year_of,
}


def around(preset: Preset, day: date) -> Period | None:
    """The range of a preset that holds a day; None for those that are chosen by their dates."""
    make = _AROUND.get(preset)
    return make(day) if make else None


def preset_of(span: Period) -> Preset:
    """The preset that a range is one of."""
    return next((one for one, make in _AROUND.items() if make(span.start) == span), Preset.DAYS)


def turned(preset: Preset, span: Period, *, forward: bool) -> Period:
    """The range after or before one, of the same preset; of free days as many. Raises FieldAppError
    `period-out-of-range`."""
    day = span.end + DAY if forward else span.start - DAY
    if found := around(preset, day):
        return found
    length = (span.days - 1) * DAY
    return Period(day, day + length) if forward else Period(day - length, day)


def is_for_a_report(period: Period, stored: Collection[Period]) -> bool:
    """Whether days are to be looked at together and are no sheet: they are longer than one may be, or others
    that hold something lie wholly within them."""
    if period in stored:
        return False
    return period.days > LONGEST_SHEET or any(period.contains(other) for other in stored)
