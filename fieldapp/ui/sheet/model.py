"""The open sheet as Qt's views ask for it: some of the grid's rows, every value asked of the document."""

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from fieldapp.core.numbers import Unit
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, STATE, Cell, Sheet
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.aliases import Index
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.sheet.lines import Column, GridRow, RowKind, cell_of, columns_of
from fieldapp.ui.sheet.words import SheetWords

ItemRole = Qt.ItemDataRole
ItemFlag = Qt.ItemFlag
NOWHERE = QModelIndex()


class SheetRole(IntEnum):
    """What the grid's own delegate and heads ask for, beside Qt's roles."""

    ROW = ItemRole.UserRole + 1
    CELL = ItemRole.UserRole + 2
    MARK = ItemRole.UserRole + 3
    ASIDE = ItemRole.UserRole + 4
    COPIED = ItemRole.UserRole + 5
    NOTE = ItemRole.UserRole + 6
    BENEATH = ItemRole.UserRole + 7
    FLAG = ItemRole.UserRole + 8


class SheetModel(QAbstractTableModel):
    """`rows_of`: which rows of the grid it holds. `entered(Cell)`: something was typed into a cell."""

    entered = Signal(object)

    def __init__(
        self,
        document: Document,
        rows_of: Callable[[Programme, Sheet], tuple[GridRow, ...]],
        kit: Kit,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._rows_of = rows_of
        self.words = words = SheetWords(document, lambda: kit.texts)
        self.columns = columns_of(document.programme)
        self.rows = rows_of(document.programme, document.sheet)
        self._cells: dict[int, Callable[[GridRow, Column], object]] = {
            ItemRole.DisplayRole: words.shown,
            ItemRole.EditRole: words.typed,
            ItemRole.ToolTipRole: words.tip,
            ItemRole.AccessibleTextRole: words.spoken,
            ItemRole.AccessibleDescriptionRole: words.sentences,
            SheetRole.ROW: lambda row, column: row,
            SheetRole.CELL: cell_of,
            SheetRole.MARK: words.mark,
            SheetRole.COPIED: words.copied,
            SheetRole.NOTE: words.note,
            SheetRole.BENEATH: words.beneath,
            SheetRole.FLAG: words.flag,
        }
        self._row_heads: dict[int, Callable[[GridRow], object]] = {
            ItemRole.DisplayRole: words.row_name,
            ItemRole.ToolTipRole: words.row_tip,
            ItemRole.AccessibleTextRole: words.row_spoken,
            SheetRole.ROW: lambda row: row,
            SheetRole.ASIDE: words.row_aside,
        }
        self._column_heads: dict[int, Callable[[Column], object]] = {
            ItemRole.DisplayRole: words.column_name,
            ItemRole.ToolTipRole: words.column_tip,
            ItemRole.AccessibleTextRole: words.column_spoken,
        }
        document.cells_changed.connect(self._cells_changed)
        document.keying.changed.connect(self._cells_changed)
        document.period_changed.connect(self._period_changed)
        kit.texts_changed.connect(self._all_changed)

    def index_of(self, cell: Cell) -> QModelIndex:
        """Where a cell is, or an invalid index."""
        for row, line in enumerate(self.rows):
            for column, item in enumerate(self.columns):
                if cell_of(line, item) == cell:
                    return self.index(row, column)
        return QModelIndex()

    def may_change(self) -> bool:
        """Whether something can be typed, which is told where it cannot."""
        return self._document.may_change()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return ItemFlag.NoItemFlags
        if self._cell_at(index) is None:
            return ItemFlag.ItemNeverHasChildren
        is_held = self._document.in_use is not None or self._document.damage is not None
        typed = ItemFlag.NoItemFlags if is_held else ItemFlag.ItemIsEditable
        return ItemFlag.ItemIsEnabled | ItemFlag.ItemIsSelectable | typed | ItemFlag.ItemNeverHasChildren

    @override
    def data(self, index: Index, role: int = ItemRole.DisplayRole) -> Any:
        ask = self._cells.get(role)
        return ask(self.rows[index.row()], self.columns[index.column()]) if ask and index.isValid() else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ItemRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            of_column = self._column_heads.get(role)
            return of_column(self.columns[section]) if of_column else None
        of_row = self._row_heads.get(role)
        return of_row(self.rows[section]) if of_row else None

    @override
    def setData(self, index: Index, value: Any, role: int = ItemRole.EditRole) -> bool:
        cell = self._cell_at(index) if index.isValid() and role == ItemRole.EditRole else None
        if cell is None:
            return False
        self._document.keying.begin()
        self._document.enter(cell, str(value))
        self.entered.emit(cell)
        return True

    def _cell_at(self, index: Index) -> Cell | None:
        return cell_of(self.rows[index.row()], self.columns[index.column()])

    def _cells_changed(self, cells: Iterable[Cell]) -> None:
        """Repaint in each column from the first to the last row that shows something else."""
        districts = {cell.district for cell in cells}
        keys = {cell.indicator for cell in cells}
        rows = [number for number, row in enumerate(self.rows) if _shows(row, districts)]
        for number, column in enumerate(self.columns):
            if STATE not in keys and not keys & {*column.of}:
                continue
            is_aligned = (
                column.unit is Unit.HECTARE
            )  # its decimals follow its finest number, wherever that is
            touched = range(len(self.rows)) if is_aligned else rows
            if touched:
                self.dataChanged.emit(self.index(touched[0], number), self.index(touched[-1], number))
        if rows:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, rows[0], rows[-1])

    def _period_changed(self) -> None:
        rows = self._rows_of(self._document.programme, self._document.sheet)
        if [(row.kind, row.key) for row in rows] == [(row.kind, row.key) for row in self.rows]:
            self.rows = rows
            self._all_changed()
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def _all_changed(self) -> None:
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.rows) - 1)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)


def _shows(row: GridRow, districts: set[str]) -> bool:
    """Whether what is typed in these rows can be seen in this one."""
    is_compared = row.kind is RowKind.DIFFERENCE and CONTROL in districts
    return is_compared or row.key in districts or not districts.isdisjoint(row.districts)
