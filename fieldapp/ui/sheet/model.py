"""The open sheet as Qt's views ask for it: some of the grid's rows, every value asked of the document."""

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from typing_extensions import override

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

_READ = ItemFlag.ItemIsEnabled | ItemFlag.ItemIsSelectable | ItemFlag.ItemNeverHasChildren
_TYPED = _READ | ItemFlag.ItemIsEditable


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
    """`rows_of`: which rows of the grid it holds. `entered(Cell)`: something was typed into a cell.
    `head_changed(int)`: the head of a row says something else; Qt's own signal would have the table laid out
    anew."""

    entered = Signal(object)
    head_changed = Signal(int)

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
        self._aligned = {column: words.finest(column) for column in self.columns}
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
        return _READ if is_held else _TYPED

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
        """Repaint in each column the rows that show something else."""
        districts = {cell.district for cell in cells}
        keys = {cell.indicator for cell in cells}
        rows = [number for number, row in enumerate(self.rows) if _shows(row, districts)]
        realigned = self._realigned()
        for number, column in enumerate(self.columns):
            if STATE not in keys and not keys & {*column.of}:
                continue
            for first, last in runs(range(len(self.rows)) if column in realigned else rows):
                self.dataChanged.emit(self.index(first, number), self.index(last, number))
        self._say_heads(rows)

    def _realigned(self) -> list[Column]:
        """The columns that have other decimals than those in which the views were last told to draw them."""
        before = self._aligned
        self._aligned = {column: self.words.finest(column) for column in self.columns}
        return [column for column, finest in self._aligned.items() if before.get(column, finest) != finest]

    def _say_heads(self, rows: Iterable[int]) -> None:
        for number in rows:
            if self.rows[number].kind is RowKind.TOTAL:  # which says how many have answered
                self.head_changed.emit(number)

    def _period_changed(self) -> None:
        rows = self._rows_of(self._document.programme, self._document.sheet)
        if [(row.kind, row.key) for row in rows] == [(row.kind, row.key) for row in self.rows]:
            self.rows = rows
            self._values_changed()
            self._say_heads(range(len(rows)))
            return
        self._realigned()
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def _all_changed(self) -> None:
        self._values_changed()
        if self.rows:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.rows) - 1)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def _values_changed(self) -> None:
        self._realigned()
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The first and last of each run of numbers that follow each other; they come in order."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _shows(row: GridRow, districts: set[str]) -> bool:
    """Whether what is typed in these rows can be seen in this one."""
    is_compared = row.kind is RowKind.DIFFERENCE and CONTROL in districts
    return is_compared or row.key in districts or not districts.isdisjoint(row.districts)
