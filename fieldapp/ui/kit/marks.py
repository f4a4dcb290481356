"""What a cell is marked with: marks, the frame of what has the keys, a tip as Qt shows it."""

from enum import Enum, auto

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter


class Mark(Enum):
    """What a cell is marked with."""

    NONE = auto()
    ERROR = auto()
    WARNING = auto()
    WAITING = auto()
    AGREES = auto()
    ANSWERED = auto()


def wrapped(text: str) -> str:
    """For a tool tip: Qt breaks the lines of rich text only, and typed text must not act as such."""
    if not text:
        return ""
    import html  # with the names of all characters, which a start can do without

    return f"<qt>{html.escape(text).replace(chr(10), '<br>')}</qt>"


FRAME = 2


def draw_frame(painter: QPainter, rect: QRect, width: int, colour: QColor) -> None:
    """A frame inside a rectangle, of whole pixels on any screen."""
    left, top, right, bottom = rect.left(), rect.top(), rect.right() + 1, rect.bottom() + 1
    painter.fillRect(QRect(left, top, rect.width(), width), colour)
    painter.fillRect(QRect(left, bottom - width, rect.width(), width), colour)
    painter.fillRect(QRect(left, top, width, rect.height()), colour)
    painter.fillRect(QRect(right - width, top, width, rect.height()), colour)
