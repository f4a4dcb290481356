"""The field of a note, a flag or an answer: one line that grows with what is written."""

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from fieldapp.ui.kit.chrome import set_look
from fieldapp.ui.kit.theme import SPACE

MOST_NOTE_LINES = 6
_FRAME = 2 * (SPACE + 2)
MARGIN = 2
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PAGE = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class NoteField(QPlainTextEdit):
    """`entered(str)`: what was written is to be kept: Enter was pressed or the focus went elsewhere. `left`:
    Enter or Esc was pressed; Esc takes back what was written. `held_back`: something was typed into it while
    it can only be read."""

    entered = Signal(str)
    left = Signal()
    held_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = self._hint = self._what = self._why_shut = ""
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(MARGIN)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        self.fit()

    @property
    def is_written(self) -> bool:
        """Whether something is written that is not kept yet."""
        return self.document().isModified()

    def show_note(self, text: str) -> None:
        """Show the note of the cell; what is being written stays until it is settled."""
        self._note = text
        if not self.is_written and self.toPlainText() != text:
            self.setPlainText(text)

    def ask(self, hint: str, what: str = "") -> None:
        """Say what is to be written here, in its place, and more to whoever asks."""
        self._hint, self._what = hint, what
        self._say()

    def shut(self, why: str) -> None:
        """Only have it read from now on, and say why; empty: have it written again."""
        self._why_shut = why
        self.setReadOnly(bool(why))
        set_look(self, "shut", bool(why))
        self._say()

    def settle(self) -> None:
        """Have what is written kept now."""
        if self.is_written:
            self.document().setModified(False)
            self.entered.emit(self.toPlainText())

    def fit(self) -> None:
        """As high as its lines, up to a few."""
        lines = max(1, round(self.document().size().height()))
        has_room = lines <= MOST_NOTE_LINES
        bars = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bars.ScrollBarAlwaysOff if has_room else bars.ScrollBarAsNeeded)
        self.setFixedHeight(
            min(lines, MOST_NOTE_LINES) * self.fontMetrics().lineSpacing() + 2 * MARGIN + _FRAME
        )

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """A file that is dragged here is meant for the window."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in ENTER:
                event.accept()
                return True
            if not self.is_written and _is_a_step_back(event):
                return False  # the window's own: nothing is written here that could be taken back
        return super().event(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """What was filled while it was out of sight has its lines by now."""
        super().resizeEvent(event)
        self.fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.settle()
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._note)
            self.left.emit()
        elif event.key() in PAGE:
            event.ignore()
        elif self.isReadOnly() and event.text().isprintable() and event.text():
            self.held_back.emit()
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        self.setPlaceholderText(self._why_shut or self._hint)
        self.setAccessibleDescription(self._why_shut or self._what or self._hint)
        self.setToolTip(self._why_shut or self._what)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.settle()


def _is_a_step_back(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
