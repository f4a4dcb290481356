"""What no record can say, however well its id fits: days, numbers and times that no sheet could hold."""

from datetime import datetime

from fieldapp.core.period import Period, read_period, require_sheet_length
from fieldapp.core.records.seal import SealedRow, read_row
from fieldapp.core.sheet import CONTROL

_MOST_REVISIONS = 1_000_000
_YEARS = range(1951, 2199)
"""Of the years that a period may lie in, those whose every moment can be told in any time zone."""


def read_days(text: str, kind: str) -> Period:
    """The period of a record; that of a sheet is no longer than one may be. Raises FieldAppError."""
    period = read_period(text)
    return require_sheet_length(period) if kind == "sheet" else period


def read_revision(text: str) -> int:
    """The number of a revision. Raises ValueError."""
    revision = int(text)
    if not 0 <= revision < _MOST_REVISIONS:
        raise ValueError(text)
    return revision


def read_moment(text: str) -> datetime:
    """A time with its zone. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or moment.year not in _YEARS:
        raise ValueError(text)
    return moment


def read_district_row(line: str) -> SealedRow:
    """A row, and not that of the control totals. Raises ValueError or ArithmeticError."""
    row = read_row(line)
    if row[0] == CONTROL:
        raise ValueError(line)
    return row
