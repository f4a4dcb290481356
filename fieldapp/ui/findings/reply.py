"""Under the findings: what may have happened, to be put in, and a line that says why a warning is right."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QWidget
from typing_extensions import override

from fieldapp.core.checks.finding import Finding, Severity, Suggestion
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell
from fieldapp.texts.suggestions import suggestion_sentence
from fieldapp.ui.findings.note_field import NoteField
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, named, row
from fieldapp.ui.kit.theme import EDGE, SPACE

LINES_SHOWN = 3
MOST_OF_WINDOW = 3
"""A third of the window's height at most: the finding itself and the cell stay in sight."""


class SuggestionLine(QWidget):
    """A suggestion in words, with its two buttons. `cell_wanted(Cell)`, `put_in(Suggestion, str)`: with what
    it says."""

    cell_wanted = Signal(object)
    put_in = Signal(object, str)

    def __init__(self, programme: Programme, kit: Kit) -> None:
        super().__init__()
        self._programme, self._kit = programme, kit
        self._suggestion: Suggestion | None = None

        self.label = QLabel()
        self.show_button, self.put_button = QPushButton(), QPushButton()

        self.label.setWordWrap(True)
        for button in (self.show_button, self.put_button):
            button.setAutoDefault(True)  # outside a dialog Enter would do nothing on it
        whole = column(self, spacing=SPACE)
        whole.addWidget(self.label)
        line = row(spacing=SPACE)
        line.addWidget(self.show_button)
        line.addWidget(self.put_button)
        line.addStretch()
        whole.addLayout(line)

        self.show_button.clicked.connect(self._want_cell)
        self.put_button.clicked.connect(self._put_in)

    def show_suggestion(self, suggestion: Suggestion | None) -> None:
        """Show this, or nothing."""
        self._suggestion = suggestion
        self.setVisible(suggestion is not None)
        texts, said = self._kit.texts, ""
        if suggestion is not None:
            said = suggestion_sentence(suggestion, self._programme, texts)
        self.label.setText(said)
        for button, key in ((self.show_button, "show-cell"), (self.put_button, "put-in")):
            button.setText(texts(f"suggestions.{key}"))
            button.setAccessibleName(f"{button.text()}: {said}" if said else button.text())

    def shut(self, why: str) -> None:
        """Have nothing put in from now on, and say why; empty: have it put in again."""
        self.put_button.setEnabled(not why)
        self.put_button.setToolTip(why)
        self.put_button.setAccessibleDescription(why)

    def _want_cell(self) -> None:
        if self._suggestion is not None:
            self.cell_wanted.emit(self._suggestion.cells[0].cell)

    def _put_in(self) -> None:
        if self._suggestion is not None:
            self.put_in.emit(self._suggestion, self.label.text())


class Reply(QScrollArea):
    """What can be said to the current finding. `answered(Finding, str)`: what was written to a warning is to
    be kept; nothing written takes an answer away. `left`: as of a note. Out of sight where there is nothing
    to say; as high as what it says, or scrolled. `held_back`: as of a note."""

    cell_wanted = Signal(Cell)
    put_in = Signal(object, str)
    answered = Signal(object, str)
    left = Signal()
    held_back = Signal()

    def __init__(self, programme: Programme, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._finding: Finding | None = None
        self._shut = ""

        self.lines = [SuggestionLine(programme, kit) for _ in range(LINES_SHOWN)]
        self.why = named(NoteField(), "answer")

        self._said = named(QWidget(), "findings")
        self.setWidget(self._said)
        named(self, "findings").setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = column(self._said, spacing=2 * SPACE, margins=(EDGE, 2 * SPACE, EDGE, 2 * SPACE))
        for line in self.lines:
            whole.addWidget(line)
            line.cell_wanted.connect(self.cell_wanted)
            line.put_in.connect(self.put_in)
        whole.addWidget(self.why)

        self.why.entered.connect(self._answer)
        self.why.left.connect(self.left)
        self.why.held_back.connect(self.held_back)
        self.why.document().documentLayout().documentSizeChanged.connect(self.fit)
        kit.texts_changed.connect(self._show_words)
        self._show_words()

    def show_finding(self, finding: Finding | None) -> None:
        """Offer what can be said to this finding; what is being written to the same one stays."""
        before = self._finding
        if finding == before:
            return
        is_same = before and finding and (before.code, before.cells) == (finding.code, finding.cells)
        if not is_same:
            self.why.settle()
        self._finding = finding
        self.why.show_note(finding.answer if finding else "")
        self._show_words()

    def shut(self, why: str) -> None:
        """Only have it read from now on: the key of the text that says why; empty: have it written again."""
        self._shut = why
        self._show_words()

    def fit(self) -> None:
        """Take the height that every line needs in this width, in a window of this height."""
        for inner in (*self.lines, self._said):
            inner.updateGeometry()  # else the layout above remembers the height of what was said before
        wraps = self._said.hasHeightForWidth()
        needed = self._said.heightForWidth(self.width()) if wraps else self._said.sizeHint().height()
        self.setFixedHeight(max(1, min(needed, self.window().height() // MOST_OF_WINDOW)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def _show_words(self) -> None:
        finding, texts = self._finding, self._kit.texts
        suggested = finding.suggestions if finding else ()
        can_answer = finding is not None and finding.severity is Severity.WARNING
        is_going = not can_answer and (not suggested or self.why.hasFocus())
        if is_going and self.isVisible() and self.isAncestorOf(self.window().focusWidget()):
            self.left.emit()  # else Qt gives the keys to whatever comes next, such as a note
        for place, line in enumerate(self.lines):
            line.show_suggestion(suggested[place] if place < len(suggested) else None)
        self.why.setVisible(can_answer)
        shut = texts(self._shut) if self._shut else ""
        self.why.ask(texts("suggestions.why-right"))
        self.why.shut(shut)
        for line in self.lines:
            line.shut(shut)
        self.why.setAccessibleName(texts("suggestions.why-right"))
        self.setVisible(can_answer or bool(suggested))
        self.fit()

    def _answer(self, why: str) -> None:
        if self._finding is not None:
            self.answered.emit(self._finding, why)
