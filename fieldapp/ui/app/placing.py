"""Where a window opens: as it was left, and always whole on the screen."""

from PySide6.QtCore import QByteArray, QMargins, QRect
from PySide6.QtWidgets import QWidget

from fieldapp.ui.window.main_window import FIRST_SIZE

AROUND = QMargins(8, 32, 8, 8)
"""What the desktop draws around a window; not known before the window is on the screen."""


def place_window(window: QWidget, layout: QByteArray | None, room: QRect) -> None:
    """Put a window where it was left, inside `room` also if that was another screen; for the first time, in
    its middle and as large as it allows."""
    if layout is not None and window.restoreGeometry(layout):
        if not window.isMaximized() and not window.isFullScreen():
            window.setGeometry(brought_inside(window.geometry(), room.marginsRemoved(AROUND)))
        return
    wanted = window.sizeHint().boundedTo(FIRST_SIZE.boundedTo(room.size()).shrunkBy(AROUND))
    place = QRect(room.topLeft(), wanted)
    place.moveCenter(room.center())
    window.setGeometry(brought_inside(place, room.marginsRemoved(AROUND)))


def brought_inside(place: QRect, room: QRect) -> QRect:
    """The nearest place that is whole in the room, smaller where it must be."""
    inside = QRect(place.topLeft(), place.size().boundedTo(room.size()))
    inside.moveLeft(min(max(inside.left(), room.left()), room.right() + 1 - inside.width()))
    inside.moveTop(min(max(inside.top(), room.top()), room.bottom() + 1 - inside.height()))
    return inside
