"""What a cell is marked with, and a tip as Qt shows it."""

import html
from enum import Enum, auto


class Mark(Enum):
    """What a cell is marked with."""

    NONE = auto()
    ERROR = auto()
    WARNING = auto()
    WAITING = auto()
    AGREES = auto()


def wrapped(text: str) -> str:
    """For a tool tip: Qt breaks the lines of rich text only, and typed text must not act as such."""
    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>" if text else ""
