"""The frame around what has the keys."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

FRAME = 2


def draw_frame(painter: QPainter, rect: QRect, width: int, colour: QColor) -> None:
    """A frame inside a rectangle, of whole pixels on any screen."""
    left, top, right, bottom = rect.left(), rect.top(), rect.right() + 1, rect.bottom() + 1
    painter.fillRect(QRect(left, top, rect.width(), width), colour)
    painter.fillRect(QRect(left, bottom - width, rect.width(), width), colour)
    painter.fillRect(QRect(left, top, width, rect.height()), colour)
    painter.fillRect(QRect(right - width, top, width, rect.height()), colour)
