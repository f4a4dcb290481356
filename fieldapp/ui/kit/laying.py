"""Layouts with their spacing and margins in one breath, and names for the style sheet."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QHeaderView, QTableWidget, QVBoxLayout, QWidget

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


def as_rows(table: QTableWidget, giving: Sequence[int] = ()) -> None:
    """Have a table be rows of words, of which one is chosen as a whole. `giving`: the columns that share what
    room there is; the others are as wide as what they say."""
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().lineSpacing() + 2 * SPACE)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    for place in giving:
        header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
