"""What has happened to a sheet, as rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fieldapp.core.sheet import Cell, Content, SheetKey


class HistoryKind(StrEnum):
    """What a history row tells of: a cell's value or note, a text that is no number, the sheet's status,
    what a second person keyed (before: what was entered; why: whom the paper bore out), or which
    organisations the sheet says took part (their keys, with spaces between), what was said to a warning (why:
    of which rule), or what is to be looked at again in a cell."""

    VALUE = "value"
    NOTE = "note"
    UNREAD = "unread"
    STATUS = "status"
    KEYED = "keyed"
    ORGANISATIONS = "organisations"
    ANSWER = "answer"
    FOLLOW_UP = "follow-up"


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change of one cell: when (UTC), who, before → after, and why if a reason was given."""

    at: datetime
    who: str
    sheet: SheetKey
    cell: Cell
    before: Content | str | None
    after: Content | str | None
    why: str
    kind: HistoryKind


STATUS = Cell("", "status")
"""Where the history keeps the changes of a sheet's status."""

ORGANISATIONS = Cell("", "organisations")
"""Where it keeps which organisations were chosen."""

ANSWER = Cell("", "answer")
"""Where it keeps what was said to a warning that is of no cell."""
