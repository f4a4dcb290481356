"""The rows of a report over a range, with their totals: to read and to copy, never to type into."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem
from typing_extensions import override

from fieldapp.core.spans.range_report import RangeReport
from fieldapp.texts.ranges import table_of
from fieldapp.ui.kit.aliases import LEFT, RIGHT
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.theme import SPACE

_ROWS_IN_SIGHT = 15


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
        self.horizontalHeader().setStretchLastSection(True)

    def show_report(self, report: RangeReport | None) -> None:
        """Show what a report says; nothing where there is none."""
        table = table_of(report, self._kit.texts) if report is not None else [[""]]
        heads, *rows = table
        rows = [*rows[-1:], *rows[:-1]]
        self.setColumnCount(len(heads))
        self.setRowCount(len(rows))
        header = self.horizontalHeader()
        for place, head in enumerate(heads):
            item = QTableWidgetItem(head)
            item.setTextAlignment(RIGHT if place else LEFT)
            self.setHorizontalHeaderItem(place, item)
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        for line, words in enumerate(rows):
            for place, word in enumerate(words):
                item = QTableWidgetItem(word)
                item.setTextAlignment(RIGHT if place else LEFT)
                if line == 0:
                    font = self.font()
                    font.setBold(True)
                    item.setFont(font)
                self.setItem(line, place, item)

    @override
    def sizeHint(self) -> QSize:
        """As wide as what it says, and as high as some rows."""
        header, places = self.horizontalHeader(), range(self.columnCount())
        across = sum(max(self.sizeHintForColumn(one), header.sectionSizeHint(one)) for one in places)
        height = header.sizeHint().height() + 2 * self.frameWidth()
        return QSize(across + 8 * SPACE, height + _ROWS_IN_SIGHT * self.verticalHeader().defaultSectionSize())

    @override
    def minimumSizeHint(self) -> QSize:
        """Its heading and two rows."""
        height = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        return QSize(1, height + 2 * self.verticalHeader().defaultSectionSize())
