"""The cells of a workbook that are no longer as the app wrote them, one a row."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem
from typing_extensions import override

from fieldapp.core.receive import SEALED_RECORD, WRITTEN_CELLS, Alteration, Said
from fieldapp.texts.texts import Texts
from fieldapp.ui.kit.aliases import LEFT
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.marks import wrapped
from fieldapp.ui.kit.theme import SPACE

_SHEET, _CELL, _SAYS, _SHOULD = range(4)
_HEADINGS = ("sheet", "cell", "says", "should-say")
_PARTS = {WRITTEN_CELLS: "written-cells", SEALED_RECORD: "record"}
WIDEST = 280
"""Pixels of one column; the rest of a long sentence is in its tool tip."""
MOST_SEEN = 8


class AlterationsTable(QTableWidget):
    """Sheet, cell, what it says, what it should say."""

    def __init__(self, alterations: Sequence[Alteration], kit: Kit) -> None:
        super().__init__(len(alterations), len(_HEADINGS))
        self._alterations, self._kit = alterations, kit

        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVisible(bool(alterations))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 2 * SPACE)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMaximumSectionSize(WIDEST)
        for column in (_SHEET, _CELL):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for column in (_SAYS, _SHOULD):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

        kit.texts_changed.connect(self._say)
        self._say()

    def _say(self) -> None:
        texts = self._kit.texts
        for column, key in enumerate(_HEADINGS):
            item = QTableWidgetItem(texts(f"look.{key}"))
            item.setTextAlignment(LEFT)
            self.setHorizontalHeaderItem(column, item)
        for line, alteration in enumerate(self._alterations):
            for column, word in enumerate(_words(alteration, texts)):
                item = QTableWidgetItem(word)
                item.setTextAlignment(LEFT)
                item.setToolTip(wrapped(word))
                self.setItem(line, column, item)

    @override
    def sizeHint(self) -> QSize:
        """As wide as what it says, up to a limit, and as high as a few rows."""
        columns = sum(min(self.sizeHintForColumn(column), WIDEST) + 4 * SPACE for column in range(4))
        row = self.verticalHeader().defaultSectionSize()
        rows = min(self.rowCount(), MOST_SEEN) * row
        return QSize(columns + 4 * SPACE, self.horizontalHeader().sizeHint().height() + rows + SPACE)

    @override
    def minimumSizeHint(self) -> QSize:
        """Its heading and two rows."""
        row = self.verticalHeader().defaultSectionSize()
        return QSize(1, self.horizontalHeader().sizeHint().height() + min(self.rowCount(), 2) * row + SPACE)


def _words(alteration: Alteration, texts: Texts) -> tuple[str, str, str, str]:
    """A row in words."""
    if alteration.cell:
        said = shown(alteration.says, texts), shown(alteration.should_say, texts)
        return alteration.sheet or texts("look.a-name"), alteration.cell, *said
    if alteration.sheet in _PARTS:
        part = _PARTS[alteration.sheet]
        return texts(f"look.{part}"), "", texts("look.damaged"), texts(f"look.{part}-should")
    return alteration.sheet, texts("look.whole-sheet"), texts("look.missing"), alteration.sheet


def shown(said: Said, texts: Texts) -> str:
    """What a cell says, on one line."""
    match said:
        case None:
            return texts("look.empty")
        case bool():
            return str(said).upper()
        case Decimal():
            return texts.number(said)
        case date():
            return texts.date(said)
        case str():
            return " ".join(said.split())
