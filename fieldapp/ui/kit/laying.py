"""Layouts with their spacing and margins in one breath, and names for the style sheet."""

from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

Margins = tuple[int, int, int, int]
"""Left, top, right, bottom."""

NONE: Margins = (0, 0, 0, 0)

_Widget = TypeVar("_Widget", bound=QWidget)


def row(parent: QWidget | None = None, *, spacing: int = 0, margins: Margins = NONE) -> QHBoxLayout:
    """Side by side."""
    layout = QHBoxLayout()
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    if parent is not None:
        parent.setLayout(layout)
    return layout


def column(parent: QWidget | None = None, *, spacing: int = 0, margins: Margins = NONE) -> QVBoxLayout:
    """Below each other."""
    layout = QVBoxLayout()
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    if parent is not None:
        parent.setLayout(layout)
    return layout


def grid(
    parent: QWidget | None = None, *, across: int = 0, down: int = 0, margins: Margins = NONE
) -> QGridLayout:
    """In rows and columns; `across` and `down` are the spaces between them."""
    layout = QGridLayout()
    layout.setHorizontalSpacing(across)
    layout.setVerticalSpacing(down)
    layout.setContentsMargins(*margins)
    if parent is not None:
        parent.setLayout(layout)
    return layout


def even(margin: int) -> Margins:
    """The same on all sides."""
    return (margin, margin, margin, margin)


def named(widget: _Widget, name: str) -> _Widget:
    """The widget, with the name its style goes by."""
    widget.setObjectName(name)
    return widget


def looking(widget: _Widget, look: str) -> _Widget:
    """The widget, with a look of the style sheet (`quiet`, `link`, `bare`) switched on."""
    widget.setProperty(look, True)
    return widget


def room_in(area: QAbstractScrollArea) -> QSize:
    """The size of what is seen through. As that of its viewport; but whoever asks for a viewport first has
    PySide make every class of widgets, which a start can do without."""
    room = area.contentsRect().size()
    beside, below = area.verticalScrollBar(), area.horizontalScrollBar()
    return room - QSize(
        beside.width() if beside.isVisible() else 0, below.height() if below.isVisible() else 0
    )
