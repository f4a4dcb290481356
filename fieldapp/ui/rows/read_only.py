"""Tables of rows that are read and walked by, each as a whole."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTableWidget,
    QWidget,
)
from typing_extensions import override

from fieldapp.ui.kit.laying import looking
from fieldapp.ui.kit.theme import SPACE

_PADDING = 4 * SPACE
"""What the style sheet leaves free at both sides of an item: Qt paints with it, but measures without it."""


class _Wrapping(QStyledItemDelegate):
    """As high as its words are where they go on below."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /) -> QSize:
        narrower = QStyleOptionViewItem(option)
        if narrower.rect.width() > _PADDING:
            narrower.rect.setWidth(narrower.rect.width() - _PADDING)
        return super().sizeHint(narrower, index)


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
        table.setItemDelegate(_Wrapping(table))
        lines = table.verticalHeader()
        lines.setMinimumSectionSize(lines.defaultSectionSize())
        lines.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)


def size_for(table: QTableWidget, hint: QSize, least: int, parent: QWidget | None) -> QSize:
    """The size of a dialog that is as wide as what its table says, whose last column gives way: `hint` or
    more, `least` pixels across or more, within the window that it stands over."""
    header, last = table.horizontalHeader(), table.columnCount() - 1
    across = sum(max(header.sectionSizeHint(at), table.sizeHintForColumn(at)) for at in range(last))
    wide = across + header.sectionSizeHint(last) + 20 * SPACE
    wanted = hint.expandedTo(QSize(max(wide, least), 0))
    return wanted.boundedTo(parent.window().size()) if parent is not None else wanted
