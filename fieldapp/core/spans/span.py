"""Ranges of any length: month, quarter, year and *since* are presets of one thing, a start and an end."""

import re
from datetime import date

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import DAY, Period, month_of, year_of

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
