"""What there is to know of the current cell: value, findings, note, past, history, definition."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget
from typing_extensions import override

from fieldapp.core.checks.finding import Finding
from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import STATE, Cell
from fieldapp.ui.cell.flag_field import FlagField
from fieldapp.ui.cell.history_list import HistoryList
from fieldapp.ui.cell.words import CellWords, Entry
from fieldapp.ui.charts.bars import CellChart
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.replies import flag
from fieldapp.ui.findings.note_field import NoteField
from fieldapp.ui.kit.elided import ElidedLabel
from fieldapp.ui.kit.icons import ICON, put_drawing
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, grid, looking, named
from fieldapp.ui.kit.theme import EDGE, SPACE, figures_font, small_font, title_font

MOST_ENTRIES = 30
"""More of the history would make the panel slow; how many are left out is said."""


class CellPanel(QFrame):
    """Follows the grid's current cell, and never takes the focus by itself. `left`: a note was ended by
    Enter or Esc, and the keys should go back to the grid."""

    left = Signal()

    def __init__(self, document: Document, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._document, self._kit = document, kit
        self._words = CellWords(document, kit)
        self._cell: Cell | None = None

        self._place, self._held, self._aside = QLabel(), ElidedLabel(), QLabel()
        self._found, self._sides = _FoundLines(kit), QLabel()
        self._note_title, self.note = QLabel(), NoteField()
        self.flag = FlagField(kit)
        self._past_title, self.chart, self._no_past = QLabel(), CellChart(kit), QLabel()
        self._history_title, self.history, self._more = QLabel(), HistoryList(kit), QLabel()
        self._definition_title = QLabel()
        self._definitions = [QLabel() for _ in document.programme.languages]
        self._scroll = named(QScrollArea(), "cell")
        self._waiting = QTimer(self, interval=0, singleShot=True)

        self._lay_out()
        self.setFocusProxy(self.note)

        self._waiting.timeout.connect(self._show)
        self.note.entered.connect(self._annotate)
        self.note.left.connect(self.left)
        self.note.held_back.connect(document.may_change)
        self.flag.entered.connect(self._flag)
        self.flag.left.connect(self.left)
        self.flag.line.held_back.connect(document.may_change)
        document.writer_changed.connect(self._waiting.start)
        document.leaving.connect(self.note.settle)
        document.leaving.connect(self.flag.line.settle)
        document.cells_changed.connect(self._waiting.start)
        document.period_changed.connect(self._waiting.start)
        document.standing_changed.connect(self._waiting.start)
        document.keying.changed.connect(self._waiting.start)
        kit.texts_changed.connect(self._say)
        kit.theme_changed.connect(self._dress)
        self._say()
        self._dress()

    def show_cell(self, cell: Cell | None) -> None:
        """Tell of another cell, once the keys that are still to come have been served."""
        if cell != self._cell:
            self.note.settle()
            self.flag.forget()
            self._cell = cell
            self._waiting.start()

    @property
    def found_texts(self) -> tuple[str, ...]:
        """What is said of the cell now, a sentence for each finding."""
        return self._found.texts

    @property
    def sides_text(self) -> str:
        """What the office and headquarters say of the cell, where that is not the same."""
        return self._sides.text()

    def write_note(self) -> None:
        """Put the cursor into the note of the current cell."""
        self._show()
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._scroll.ensureWidgetVisible(self.note)

    def write_flag(self) -> None:
        """Put the cursor into the line that says why the current cell is flagged."""
        self._show()
        if self.flag.isVisibleTo(self):
            self.flag.write()
            self._scroll.ensureWidgetVisible(self.flag)

    def leave(self) -> None:
        """Have what is being written kept, and give the keys back if they are here."""
        self.note.settle()
        self.flag.forget()
        if any(part.hasFocus() for part in (self.note, self.history, self.flag.line, self.flag.button)):
            self.left.emit()

    def _say(self) -> None:
        """A note that is being written stays."""
        texts = self._kit.texts
        self.setAccessibleName(texts("cell.name"))
        self._scroll.setAccessibleName(texts("cell.name"))
        self._note_title.setText(texts("cell.note"))
        self.note.setAccessibleName(texts("cell.note"))
        self.note.ask(texts("cell.note-hint"))
        self.flag.say()
        self._no_past.setText(texts("cell.no-past"))
        self._history_title.setText(texts("cell.history"))
        self.history.setAccessibleName(texts("cell.history"))
        self.history.setAccessibleDescription(texts("cell.history-what"))
        self._definition_title.setText(texts("cell.definition"))
        self._show()

    def _dress(self) -> None:
        for label in (*self._titles(), *self._definitions[1:], self._aside):
            label.setFont(small_font(self.font()))
        self._held.setFont(figures_font(title_font(self.font())))
        self.note.fit()
        self.flag.dress()
        self._show()

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 4 * EDGE)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._dress()  # the style sheet takes the fonts of what it meets for the first time

    def _titles(self) -> tuple[QLabel, ...]:
        return (self._note_title, self._past_title, self._history_title, self._definition_title)

    def _lay_out(self) -> None:
        sections: tuple[tuple[QWidget, ...], ...] = (
            (self._place, self._held, self._aside, self._found, self._sides),
            (self._note_title, self.note),
            (self.flag,),
            (self._past_title, self.chart, self._no_past),
            (self._history_title, self.history, self._more),
            (self._definition_title, *self._definitions),
        )
        content = named(QWidget(), "cellContent")
        page = self._page = column(content, spacing=2 * SPACE, margins=(0, 2 * SPACE, 0, 3 * SPACE))
        for section in sections:
            lines = column(spacing=SPACE // 2)
            for widget in section:
                edge = 0 if widget is self.history else EDGE
                line = column(margins=(edge, 0, edge, 0))
                line.addWidget(widget)
                lines.addLayout(line)
                if isinstance(widget, QLabel):
                    widget.setTextFormat(Qt.TextFormat.PlainText)
                    widget.setWordWrap(widget is not self._held)
            page.addLayout(lines)
        page.addStretch(1)
        quiet = (*self._titles(), *self._definitions[1:], self._aside, self._no_past, self._more)
        for label in quiet:
            looking(label, "quiet")
        self._note_title.setBuddy(self.note)
        self._scroll.setWidget(content)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column(self).addWidget(self._scroll)

    def _annotate(self, text: str) -> None:
        if self._cell is not None:
            self._document.annotate(self._cell, text)

    def _flag(self, why: str) -> None:
        if self._cell is not None:
            flag(self._document, self._document.key, self._cell, why)

    def _show(self) -> None:
        self._waiting.stop()
        cell = self._cell if self._document.damage is None else None
        self._scroll.setVisible(cell is not None)
        if cell is None or not self.isVisible():
            return
        self._page.setEnabled(False)  # else each part that comes or goes has all of them laid out anew
        self._show_value(cell)
        self._show_past(cell)
        self._show_history(cell)
        definitions = self._words.definitions(cell)
        for place, label in enumerate(self._definitions):
            label.setText(definitions[place] if place < len(definitions) else "")
            label.setVisible(place < len(definitions))
        self._page.setEnabled(True)
        self._page.activate()

    def _show_value(self, cell: Cell) -> None:
        words = self._words
        held, is_figure = words.held(cell)
        self._place.setText(f"{words.row_name(cell)} · {words.column_name(cell)}")
        self._held.setText(held)
        self._held.setToolTip(held)
        self._held.setEnabled(is_figure)
        self._aside.setText(words.aside(cell))
        self._aside.setVisible(bool(self._aside.text()))
        self._found.show_found(words.findings(cell))
        self._sides.setText(words.sides(cell))
        self._sides.setVisible(bool(self._sides.text()))
        shut = words.texts(self._document.shut) if self._document.shut else ""
        self.note.shut(shut)
        self.note.show_note(self._document.sheet.notes.get(cell, ""))
        self.flag.setVisible(cell.indicator != STATE)
        self.flag.show_flag(self._document.flag_at(cell), shut)

    def _show_past(self, cell: Cell) -> None:
        past = self._words.past(cell)
        self._past_title.setText(past.title)
        self._past_title.setVisible(bool(past.bars))
        self.chart.setVisible(bool(past.bars))
        self.chart.show_past(past)
        none = "cell.past-unknown" if self._document.lacks_past else "cell.no-past"
        self._no_past.setText(self._words.texts(none))
        self._no_past.setVisible(not past.bars)

    def _show_history(self, cell: Cell) -> None:
        entries, none = list[Entry](), "cell.no-history"
        try:
            entries = self._words.history(cell)
        except FieldAppError:  # why is told of elsewhere
            none = "cell.history-unknown"
        texts, left_out = self._words.texts, len(entries) - MOST_ENTRIES
        self.history.show_entries(entries[:MOST_ENTRIES])
        self.history.setVisible(bool(entries))
        if left_out > 0:
            self._more.setText(texts("cell.more-history", n=left_out))
        else:
            self._more.setText("" if entries else texts(none))
        self._more.setVisible(bool(self._more.text()))


class _FoundLines(QWidget):
    """The findings of a cell, each an icon and a sentence; no higher than they are."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._lines: list[tuple[QLabel, QLabel]] = []
        self._grid: QGridLayout = grid(self, across=2 * SPACE, down=SPACE)
        self._grid.setColumnStretch(1, 1)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(label.text() for _, label in self._lines if not label.isHidden())

    def show_found(self, found: list[tuple[Finding, str]]) -> None:
        """Show these, and nothing where there are none."""
        self.setVisible(bool(found))
        while len(self._lines) < len(found):
            self._add_line()
        for place, (icon, label) in enumerate(self._lines):
            is_used = place < len(found)
            if is_used:
                finding, sentence = found[place]
                is_open = not finding.is_answered
                colour = getattr(self._kit.theme, finding.severity.value if is_open else "quiet_text")
                drawn = self._kit.icons.icon(finding.severity.value if is_open else "answered", colour)
                put_drawing(icon, drawn.pixmap(QSize(ICON, ICON), self.devicePixelRatioF()))
                label.setText(sentence)
            icon.setVisible(is_used)
            label.setVisible(is_used)

    def _add_line(self) -> None:
        icon, label = QLabel(), QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        place = len(self._lines)
        self._grid.addWidget(icon, place, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(label, place, 1)
        self._lines.append((icon, label))
