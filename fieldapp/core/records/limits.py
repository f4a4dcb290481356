"""What no record can say, however well its id fits: days, numbers and times that no sheet could hold."""

import re
from collections.abc import Collection
from datetime import datetime

from fieldapp.core.characters import as_typed, storable
from fieldapp.core.period import Period, read_period, require_sheet_length
from fieldapp.core.records.seal import SealedRow, read_row
from fieldapp.core.sheet import CONTROL

_ID = re.compile(r"[0-9a-f]{64}")
_MOST_REVISIONS = 1_000_000
_MOST_ANCESTORS = 1_000
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


def read_id(text: str) -> str:
    """The id of a record. Raises ValueError."""
    if not _ID.fullmatch(text):
        raise ValueError(text)
    return text


def read_ids(texts: Collection[str]) -> tuple[str, ...]:
    """The ids of the records that one comes from, no more than a sheet can have in all its years. Raises
    ValueError."""
    if len(texts) > _MOST_ANCESTORS:
        raise ValueError(len(texts))
    return tuple(map(read_id, texts))


def read_typed(line: str) -> str:
    """What somebody typed, out of its line. Raises ValueError for what nobody can type."""
    text = as_typed(line)
    if storable(text) != text:
        raise ValueError(line)
    return text
