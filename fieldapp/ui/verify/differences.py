"""Where the second person keyed something else: both numbers, and what the source paper says."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton, QTableWidget, QTableWidgetItem, QWidget

from fieldapp.core.programme import Programme
from fieldapp.core.verify import Mismatch, Right
from fieldapp.ui.kit.aliases import LEFT, RIGHT
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, row
from fieldapp.ui.kit.theme import SPACE, title_font
from fieldapp.ui.verify.round import Round
from fieldapp.ui.verify.words import keyed_figure, place_name

_HEADS = ("place", "entered", "second", "paper")
NUMBERS = (1, 2)
KEYS = ("Alt+1", "Alt+2", "Alt+3")


class DifferencesPage(QWidget):
    """Asks who is right in each of `found`, and keeps the answers in `begun`. `recorded`: all are decided and
    should be kept. `again_wanted(Cell)`: neither is right, the place is to be keyed again."""

    recorded = Signal()
    again_wanted = Signal(object)

    def __init__(
        self,
        found: tuple[Mismatch, ...],
        begun: Round,
        programme: Programme,
        kit: Kit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._found, self._round, self._programme, self._kit = found, begun, programme, kit

        self._heading = QLabel()
        self._look = QLabel()
        self.table = QTableWidget(len(found), len(_HEADS))
        self.entered, self.keyed, self.again = (QPushButton(autoDefault=False) for _ in KEYS)
        self._undecided = QLabel()
        self.record = QPushButton(autoDefault=False)

        self._heading.setFont(title_font(self.font()))
        self._look.setWordWrap(True)
        self._prepare_table()
        self._lay_out()

        self.entered.clicked.connect(lambda: self._decide(Right.ENTERED))
        self.keyed.clicked.connect(lambda: self._decide(Right.KEYED))
        for key, button in zip(KEYS, (self.entered, self.keyed, self.again), strict=True):
            QShortcut(QKeySequence(key), self, autoRepeat=False).activated.connect(button.click)
        self.again.clicked.connect(lambda: self.again_wanted.emit(self._current().cell))
        self.record.clicked.connect(self.recorded)
        kit.texts_changed.connect(self._say)
        self._say()
        self.table.setCurrentCell(self._open_rows()[0] if self._open_rows() else 0, 0)

    def _say(self) -> None:
        texts = self._kit.texts
        self._heading.setText(texts("verify.differences", n=len(self._found)))
        self._look.setText(texts("verify.look"))
        self.table.setAccessibleName(texts("verify.differences", n=len(self._found)))
        self.table.setAccessibleDescription(texts("verify.look"))
        for kind, head in enumerate(_HEADS):
            item = QTableWidgetItem(texts(f"verify.{head}"))
            item.setTextAlignment(RIGHT if kind in NUMBERS else LEFT)
            self.table.setHorizontalHeaderItem(kind, item)
        for button, key, shortcut in zip(
            (self.entered, self.keyed, self.again),
            ("paper-entered", "paper-keyed", "again"),
            KEYS,
            strict=True,
        ):
            words = texts(f"verify.{key}")
            button.setText(f"{words}   {shortcut}")
            button.setAccessibleName(words)
        self._show()

    def begin(self) -> None:
        """Put the keys into the table."""
        self.table.setFocus()

    def _prepare_table(self) -> None:
        table = self.table
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 3 * SPACE)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)

    def _lay_out(self) -> None:
        answers = row(spacing=2 * SPACE)
        for button in (self.entered, self.keyed, self.again):
            answers.addWidget(button)
        answers.addStretch()
        foot = row(spacing=4 * SPACE)
        foot.addWidget(self._undecided, 1)
        foot.addWidget(self.record)
        page = column(self, spacing=3 * SPACE)
        page.addWidget(self._heading)
        page.addWidget(self._look)
        page.addWidget(self.table, 1)
        page.addLayout(answers)
        page.addLayout(foot)

    def _current(self) -> Mismatch:
        return self._found[max(self.table.currentRow(), 0)]

    def _open_rows(self) -> list[int]:
        return [place for place, one in enumerate(self._found) if one not in self._round.decided]

    def _decide(self, right: Right) -> None:
        """Keep an answer and go to the next difference that has none; after the last one, to the button."""
        self._round.decided[self._current()] = right
        self._show()
        if self._open_rows():
            self.table.setCurrentCell(self._open_rows()[0], 0)
            self.table.setFocus()
        else:
            self.record.setFocus()

    def _show(self) -> None:
        texts, decided = self._kit.texts, self._round.decided
        for place, one in enumerate(self._found):
            figures = [
                keyed_figure(one.cell, value, self._programme, texts) for value in (one.entered, one.keyed)
            ]
            paper = texts(f"verify.right-{decided[one]}") if one in decided else ""
            words = (place_name(one.cell, self._programme, texts), *figures, paper)
            for kind, word in enumerate(words):
                item = QTableWidgetItem(word)
                item.setTextAlignment(RIGHT if kind in NUMBERS else LEFT)
                self.table.setItem(place, kind, item)
        undecided = len(self._open_rows())
        corrects = Right.KEYED in (decided.get(one) for one in self._found)
        self.record.setText(texts("verify.record-and-correct" if corrects else "verify.record"))
        self.record.setEnabled(not undecided)
        self._undecided.setText(texts("verify.undecided", n=undecided) if undecided else "")
