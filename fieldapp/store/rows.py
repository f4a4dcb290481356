"""Values as SQLite keeps them, and back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from fieldapp.core.numbers import Value
from fieldapp.core.period import Period
from fieldapp.core.sheet import Cell, Content, RowState

FARTHEST = 18


class Kind(StrEnum):
    """What a history row tells of: a cell's value or note, a text that is no number, the sheet's status, or
    what a second person keyed (before: what was entered; why: whom the paper bore out)."""

    VALUE = "value"
    NOTE = "note"
    UNREAD = "unread"
    STATUS = "status"
    KEYED = "keyed"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change of one cell: when (UTC), who, before → after, and why if a reason was given."""

    at: datetime
    who: str
    period: Period
    cell: Cell
    before: Content | str | None
    after: Content | str | None
    why: str
    kind: Kind


def dates_of(period: Period) -> list[str]:
    """The two ISO 8601 dates by which a period is found."""
    return [period.start.isoformat(), period.end.isoformat()]


def period_of(dates: Sequence[str]) -> Period:
    """The period of a row's first two columns."""
    return Period(date.fromisoformat(dates[0]), date.fromisoformat(dates[1]))


def stored(content: Content | str | None) -> int | str | None:
    """Whole numbers as integers, what is not whole as exact decimal text, marks as their word."""
    if isinstance(content, Decimal):
        return format(content, "f")
    return str(content) if isinstance(content, RowState) else content


def number_of(value: int | str) -> Value:
    """A tally's or control total's value. Raises ValueError or ArithmeticError where it holds no number."""
    number = value if isinstance(value, int) else Decimal(value)
    if isinstance(number, Decimal) and not (number.is_finite() and number.adjusted() < FARTHEST):
        raise ValueError(value)
    return number


def remembered(value: int | str | None, kind: Kind) -> Content | str | None:
    """A value of the history: a number or a mark, or the words of a status or note."""
    if not isinstance(value, str) or kind in (Kind.NOTE, Kind.UNREAD, Kind.STATUS):
        return value
    return RowState(value) if value in set(RowState) else number_of(value)
