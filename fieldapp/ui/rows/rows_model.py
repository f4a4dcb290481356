"""Rows of words for a table; every word is asked for when it is shown: there may be thousands."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QIcon
from typing_extensions import override

from fieldapp.ui.kit.aliases import LEFT, Index
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.marks import wrapped

_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_Row = TypeVar("_Row")


class RowsModel(QAbstractTableModel, Generic[_Row]):
    """`columns`: their names, the first of which has an icon; `heads`: the section of the texts in which a
    head is called `head-` and the name."""

    def __init__(self, columns: Sequence[str], heads: str, kit: Kit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns, self._heads, self._kit = columns, heads, kit
        self.rows: tuple[_Row, ...] = ()
        kit.texts_changed.connect(self._repaint)
        kit.theme_changed.connect(self._repaint)

    def show_rows(self, rows: Sequence[_Row]) -> None:
        """Hold these from now on."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def append(self, rows: Sequence[_Row]) -> None:
        """Hold some more; what is current stays so."""
        if rows:
            first = len(self.rows)
            self.beginInsertRows(_NOWHERE, first, first + len(rows) - 1)
            self.rows += tuple(rows)
            self.endInsertRows()

    def word(self, row: _Row, name: str) -> str:
        """What is said in a column."""
        raise NotImplementedError

    def icon(self, row: _Row) -> QIcon:
        """What stands before the first word."""
        raise NotImplementedError

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return LEFT
        head = f"{self._heads}.head-{self._columns[section]}"
        return self._kit.texts(head) if role == _Role.DisplayRole else None

    @override
    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, name = self.rows[index.row()], self._columns[index.column()]
        if role == _Role.DisplayRole:
            return self.word(row, name)
        if role == _Role.ToolTipRole:
            return wrapped(self.word(row, name))
        if role == _Role.DecorationRole and index.column() == 0:
            return self.icon(row)
        return None

    def _repaint(self) -> None:
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
