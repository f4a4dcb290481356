"""What headquarters have of this office, and what they say otherwise: seen, and adopted sheet by sheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from typing_extensions import override

from fieldapp.core.programme import Programme
from fieldapp.store.hq.adopting import OfferedRecord
from fieldapp.texts.receiving import cell_name, content_word
from fieldapp.ui.kit.aliases import LEFT, RIGHT
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even, grid
from fieldapp.ui.kit.marks import wrapped
from fieldapp.ui.kit.notice import Message, Say, Strip
from fieldapp.ui.kit.theme import SPACE, title_font
from fieldapp.ui.rows.read_only import as_rows

_LETTERS = 125
"""Of a line of corrections."""
_HEADS = ("period", "cell", "before", "after", "who", "why")
_FIGURES = (2, 3)
MOST_TOLD = 6
"""Of the lines above the table; how many more there are is said."""
_Button = QDialogButtonBox.StandardButton


@dataclass(frozen=True)
class AnswerLine:
    """A sentence with its icon: `done`, or `warning` for what somebody has to do something about."""

    kind: str
    say: Say


@dataclass(frozen=True)
class Told:
    """What an answer says. `title`: whose, of when; `offers`: what can be adopted."""

    title: Say
    lines: tuple[AnswerLine, ...]
    offers: tuple[OfferedRecord, ...]


class AnswerDialog(QDialog):
    """`adopt_wanted(OfferedRecord)`: have the office say the same. `look`: what an answer says by now."""

    adopt_wanted = Signal(object)

    def __init__(
        self, look: Callable[[], Told], programme: Programme, kit: Kit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._programme, self._kit = look, programme, kit
        self._told = look()
        self._rows: Sequence[OfferedRecord] = ()
        self._title = QLabel()
        self._lines = [(QLabel(), QLabel()) for _ in range(MOST_TOLD + 1)]
        self.table = QTableWidget(0, len(_HEADS))
        self.adopt = QPushButton()
        self.said = Strip(kit)
        self.buttons = QDialogButtonBox(_Button.Close)

        self._title.setFont(title_font(self.font()))
        self._title.setWordWrap(True)
        self.buttons.addButton(self.adopt, QDialogButtonBox.ButtonRole.ActionRole)
        as_rows(self.table, [_HEADS.index(key) for key in ("who", "why")], wraps=True)
        self._lay_out()
        self.adopt.clicked.connect(self._adopt)
        self.buttons.rejected.connect(self.reject)
        self.table.currentCellChanged.connect(self._show_adopt)
        kit.texts_changed.connect(self.show_told)
        kit.theme_changed.connect(self.show_told)
        self.show_told()
        (self.table if self.table.rowCount() else self.buttons.button(_Button.Close)).setFocus()
        self.resize(self.sizeHint())

    @property
    def lines(self) -> list[str]:
        """What is said above the table."""
        return [label.text() for _, label in self._lines if label.text()]

    def show_told(self) -> None:
        """Show what the answer says by now."""
        self._told = told = self._look()
        texts, theme = self._kit.texts, self._kit.theme
        self.setWindowTitle(texts("adopt.window"))
        self._title.setText(told.title(texts))
        shown = list(told.lines[:MOST_TOLD])
        more = len(told.lines) - MOST_TOLD
        if more > 0:
            shown.append(AnswerLine("warning", lambda texts: texts("adopt.more", n=more)))
        for place, (icon, label) in enumerate(self._lines):
            is_used = place < len(shown)
            icon.setVisible(is_used)
            label.setVisible(is_used)
            label.setText(shown[place].say(texts) if is_used else "")
            if is_used:
                kind = shown[place].kind
                ink = theme.warning if kind == "warning" else theme.accent
                icon.setPixmap(self._kit.icons.pixmap(kind, ink, ICON, self.devicePixelRatioF()))
        self.adopt.setText(texts("adopt.adopt"))
        self._fill()
        self._show_adopt()

    def tell(self, message: Message) -> None:
        """Say what became of adopting."""
        self.said.tell(message)

    @override
    def sizeHint(self) -> QSize:
        """As wide as the corrections, within the window."""
        parent = self.parentWidget()
        letter = self.fontMetrics().averageCharWidth()
        wanted = super().sizeHint().expandedTo(QSize(_LETTERS * letter, 420))
        return wanted.boundedTo(parent.size()) if parent is not None else wanted

    def _lay_out(self) -> None:
        lines = grid(across=2 * SPACE, down=SPACE)
        for place, (icon, label) in enumerate(self._lines):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            lines.addWidget(icon, place, 0, Qt.AlignmentFlag.AlignTop)
            lines.addWidget(label, place, 1)
        lines.setColumnStretch(1, 1)
        whole = column(self, spacing=3 * SPACE, margins=even(4 * SPACE))
        whole.addWidget(self._title)
        whole.addLayout(lines)
        whole.addWidget(self.table, 1)
        whole.addStretch()
        whole.addWidget(self.said)
        whole.addWidget(self.buttons)

    def _fill(self) -> None:
        texts, table, programme = self._kit.texts, self.table, self._programme
        table.setAccessibleName(texts("adopt.corrections"))
        table.setVisible(bool(self._told.offers))
        rows = [(offer, item) for offer in self._told.offers for item in offer.cells or (None,)]
        self._rows = [offer for offer, _ in rows]
        table.setRowCount(len(rows))
        for place, key in enumerate(_HEADS):
            head = QTableWidgetItem(texts(f"adopt.head-{key}"))
            head.setTextAlignment(RIGHT if place in _FIGURES else LEFT)
            table.setHorizontalHeaderItem(place, head)
        for line, (offer, item) in enumerate(rows):
            cell = cell_name(item.cell, programme, texts) if item else texts("adopt.no-figure")
            before = content_word(item.cell, item.before, programme, texts) if item else ""
            after = content_word(item.cell, item.after, programme, texts) if item else ""
            about = texts.period(offer.key.period), cell, before, after
            for place, word in enumerate((*about, offer.record.by, offer.record.reason)):
                shown = QTableWidgetItem(word)
                shown.setTextAlignment(RIGHT if place in _FIGURES else LEFT)
                shown.setToolTip(wrapped(word))
                table.setItem(line, place, shown)
        if rows and table.currentRow() < 0:
            table.setCurrentCell(0, 0)

    def _show_adopt(self) -> None:
        self.adopt.setVisible(bool(self._rows))
        self.adopt.setEnabled(0 <= self.table.currentRow() < len(self._rows))
        self.adopt.setDefault(self.adopt.isEnabled())

    def _adopt(self) -> None:
        place = self.table.currentRow()
        if 0 <= place < len(self._rows):
            self.adopt_wanted.emit(self._rows[place])
