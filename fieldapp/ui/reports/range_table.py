"""The rows of a report over a range, with their totals: to read and to copy, never to type into."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from fieldapp.ui.kit.aliases import LEFT, RIGHT, Index
from fieldapp.ui.kit.laying import looking
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.reports.reading import WordRows

_ROWS_IN_SIGHT = 15
_MOST_SPARE = 16 * SPACE
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole


class RangeModel(QAbstractTableModel):
    """The words of a report, the totals in the first row. `view`: in whose font these are bold."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.heads: Sequence[str] = ()
        self.rows: WordRows = ()

    def show_table(self, table: WordRows) -> None:
        """Say these from now on: the heads, the rows, and last the totals."""
        self.beginResetModel()
        self.heads, self.rows = table[0], [*table[1:][-1:], *table[1:-1]]
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.heads)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return RIGHT if section else LEFT
        return self.heads[section].replace(" (", "\n(") if role == _Role.DisplayRole else None

    @override
    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == _Role.DisplayRole:
            return self.rows[index.row()][index.column()]
        if role == _Role.TextAlignmentRole:
            return RIGHT if index.column() else LEFT
        if role == _Role.FontRole and index.row() == 0:
            font = self._view.font()
            font.setBold(True)
            return font
        return None


class RangeTable(QTableView):
    """The totals stand in the first row, in sight however many follow."""

    def __init__(self) -> None:
        super().__init__()
        self._words = RangeModel(self)
        self._wanted: list[int] = []
        self.setModel(self._words)
        looking(self, "lines")
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 2 * SPACE)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_table(self, table: WordRows) -> None:
        """Show the words of a report: the heads, the rows, and last the totals."""
        self._words.show_table(table)
        self._wanted = []
        self._share_room()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._wanted = []

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    @override
    def sizeHint(self) -> QSize:
        """As wide as what it says, and as high as some rows."""
        header, across = self.horizontalHeader(), sum(self._widths())
        height = header.sizeHint().height() + 2 * self.frameWidth()
        return QSize(across + 8 * SPACE, height + _ROWS_IN_SIGHT * self.verticalHeader().defaultSectionSize())

    @override
    def minimumSizeHint(self) -> QSize:
        """Its heading and two rows."""
        height = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        return QSize(1, height + 2 * self.verticalHeader().defaultSectionSize())

    def _widths(self) -> list[int]:
        """How wide each column wants to be; worked out once, for Qt would lay out every cell for it, with
        every change of size."""
        if not self._wanted:
            self._wanted = [self._width(place) for place in range(len(self._words.heads))]
        return self._wanted

    def _width(self, place: int) -> int:
        """As the heading, the totals, and the longest of the other words want it."""
        long, rows = self.fontMetrics().horizontalAdvance, self._words.rows
        longest = max(range(1, len(rows)), key=lambda line: long(rows[line][place]), default=0)
        shown = (self._words.index(line, place) for line in {0, longest} if rows)
        wanted = (self.sizeHintForIndex(index).width() for index in shown)
        return max(self.horizontalHeader().sectionSizeHint(place), *wanted, 0) + 2 * SPACE

    def _share_room(self) -> None:
        """Every column gets as much of the spare room, up to what an eye still follows across."""
        widths = self._widths()
        spare = max(0, self.viewport().width() - sum(widths)) // max(1, len(widths))
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width + min(spare, _MOST_SPARE))
