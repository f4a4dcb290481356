"""Layouts with their spacing and margins in one breath, and names for the style sheet."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from fieldapp.ui.kit.theme import SPACE

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


def walked_by_rows(table: QTableView) -> None:
    """Have a table be lines without a grid, each chosen as a whole, that the keys leave by Tab."""
    looking(table, "lines")
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().lineSpacing() + 2 * SPACE)
    table.horizontalHeader().setHighlightSections(False)


def as_rows(table: QTableWidget, giving: Sequence[int] = (), *, wraps: bool = False) -> None:
    """Have a table be rows of words that are only read. `giving`: the columns that share what room there is;
    the others are as wide as what they say. `wraps`: what is longer than its cell goes on below."""
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    walked_by_rows(table)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    for place in giving:
        header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
    if wraps:
        table.setWordWrap(True)
        lines = table.verticalHeader()
        lines.setMinimumSectionSize(lines.defaultSectionSize())
        lines.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)


def room_in(area: QAbstractScrollArea) -> QSize:
    """The size of what is seen through. As that of its viewport; but whoever asks for a viewport first has
    PySide make every class of widgets, which a start can do without."""
    room = area.contentsRect().size()
    beside, below = area.verticalScrollBar(), area.horizontalScrollBar()
    return room - QSize(
        beside.width() if beside.isVisible() else 0, below.height() if below.isVisible() else 0
    )
