"""The rows of a report over a range, with their totals: to read and to copy, never to type into."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem
from typing_extensions import override

from fieldapp.core.spans.range_report import RangeReport
from fieldapp.texts.ranges import table_of
from fieldapp.ui.kit.aliases import LEFT, RIGHT
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.theme import SPACE

_ROWS_IN_SIGHT = 15
_MOST_SPARE = 16 * SPACE


class RangeTable(QTableWidget):
    """The totals stand in the first row, in sight however many follow."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 2 * SPACE)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_report(self, report: RangeReport | None) -> None:
        """Show what a report says; nothing where there is none."""
        table = table_of(report, self._kit.texts) if report is not None else [[""]]
        heads, *rows = table
        rows = [*rows[-1:], *rows[:-1]]
        self.setColumnCount(len(heads))
        self.setRowCount(len(rows))
        for place, head in enumerate(heads):
            item = QTableWidgetItem(head.replace(" (", "\n("))
            item.setTextAlignment(RIGHT if place else LEFT)
            self.setHorizontalHeaderItem(place, item)
        for line, words in enumerate(rows):
            for place, word in enumerate(words):
                item = QTableWidgetItem(word)
                item.setTextAlignment(RIGHT if place else LEFT)
                if line == 0:
                    font = self.font()
                    font.setBold(True)
                    item.setFont(font)
                self.setItem(line, place, item)
        self._share_room()

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
        """How wide each column wants to be."""
        header = self.horizontalHeader()
        return [
            max(self.sizeHintForColumn(place), header.sectionSizeHint(place)) + 2 * SPACE
            for place in range(self.columnCount())
        ]

    def _share_room(self) -> None:
        """Every column gets as much of the spare room, up to what an eye still follows across."""
        widths = self._widths()
        spare = max(0, self.viewport().width() - sum(widths)) // max(1, len(widths))
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width + min(spare, _MOST_SPARE))
