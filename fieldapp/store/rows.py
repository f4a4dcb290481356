"""Values as SQLite keeps them, and back."""

from decimal import Decimal

from fieldapp.core.history import HistoryKind
from fieldapp.core.numbers import Value
from fieldapp.core.period import Period
from fieldapp.core.sheet import Content, RowState

FARTHEST = 18


def dates_of(period: Period) -> list[str]:
    """The two ISO 8601 dates by which a period is found."""
    return [period.start.isoformat(), period.end.isoformat()]


def as_kept(content: Content | str | None) -> int | str | None:
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


def remembered(value: int | str | None, kind: HistoryKind) -> Content | str | None:
    """A value of the history: a number or a mark, or the words of anything else."""
    if not isinstance(value, str) or kind not in (HistoryKind.VALUE, HistoryKind.KEYED):
        return value
    return RowState(value) if value in set(RowState) else number_of(value)
