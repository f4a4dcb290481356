"""The field of a text for the press: its words are typed over, its figures do not give way."""

from PySide6.QtCore import QEvent, QMimeData, QSize, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.wording import Wording
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.theme import SPACE

_BREAK = "\u2029"
"""What Qt has for the end of a paragraph."""
_LINES = 6
_NOWHERE = -1
_Standard = QKeySequence.StandardKey


class PressField(QPlainTextEdit):
    """`edited`: other words stand in it. `held_back(FieldAppError)`: what was done would have changed a
    figure, and was taken back at once."""

    edited = Signal()
    held_back = Signal(object)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._wording = self._first = Wording(())
        self._past: list[Wording] = []
        self._future: list[Wording] = []
        self._typed_at = _NOWHERE
        self._is_settling = False
        self._marking = QTimer(self, interval=0, singleShot=True)
        self.setUndoRedoEnabled(False)  # Qt would bring back what was held back
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._settle)
        self._marking.timeout.connect(self._mark)
        kit.theme_changed.connect(self._mark)

    @property
    def wording(self) -> Wording:
        """The text as it stands, with its figures."""
        return self._wording

    @property
    def is_edited(self) -> bool:
        """Whether its words are other ones than it was made with."""
        return self._wording.text != self._first.text

    def show_wording(self, wording: Wording) -> None:
        """Show a text as it was made; its figures are marked when the window has its next turn: there may be
        three texts with two thousand of them."""
        self._wording = self._first = wording
        self._past.clear()
        self._future.clear()
        self._is_settling = True
        self.setExtraSelections([])
        self.setPlainText(wording.text)
        self._is_settling = False
        self._marking.start()

    @override
    def sizeHint(self) -> QSize:
        return QSize(60 * SPACE, _LINES * self.fontMetrics().lineSpacing() + 6 * SPACE)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(30 * SPACE, 3 * self.fontMetrics().lineSpacing() + 6 * SPACE)

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """A file that is dragged here is meant for the window."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    @override
    def event(self, event: QEvent) -> bool:
        """Steps back and forward are the field's own."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_step(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(_Standard.Undo):
            self._step(self._past, self._future)
        elif event.matches(_Standard.Redo):
            self._step(self._future, self._past)
        else:
            super().keyPressEvent(event)

    def _settle(self) -> None:
        """Keep other words; take back what would change a figure."""
        text = self.document().toRawText().replace(_BREAK, "\n")
        if self._is_settling or text == self._wording.text:
            return
        try:
            wording = self._wording.edited(text)
            if wording.text != text:  # a space within a figure
                raise FieldAppError("figure-altered", figure=_first_other(wording, text))
        except FieldAppError as error:
            self._put(self._wording, text)
            self.held_back.emit(error)
        else:
            at = self.textCursor().position()
            if not (self._past and self._goes_on(text, at)):
                self._past.append(self._wording)
            self._future.clear()
            self._typed_at, self._wording = at, wording
            self._mark()
            self.edited.emit()

    def _goes_on(self, text: str, at: int) -> bool:
        """Whether one letter more of a word was typed, or the space behind it: that is no step of its own."""
        is_one_more = len(text) == len(self._wording.text) + 1 and at == self._typed_at + 1
        return is_one_more and (text[at - 1].isspace() or not text[at - 2].isspace())

    def _step(self, back: list[Wording], forward: list[Wording]) -> None:
        if back:
            forward.append(self._wording)
            text, self._wording, self._typed_at = self._wording.text, back.pop(), _NOWHERE
            self._put(self._wording, text)
            self.edited.emit()

    def _put(self, wording: Wording, text: str) -> None:
        """Have a text stand where another one does, and the cursor behind what differs."""
        kept = wording.text
        first = _shared(kept, text)
        last = _shared(kept[first:][::-1], text[first:][::-1])
        cursor = QTextCursor(self.document())
        self._is_settling = True
        cursor.setPosition(first)
        cursor.setPosition(len(text) - last, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(kept[first : len(kept) - last])
        self._is_settling = False
        self.setTextCursor(cursor)
        self._mark()

    def _mark(self) -> None:
        look = QTextCharFormat()
        look.setBackground(QColor(self._kit.theme.current_tint))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        look.setUnderlineColor(QColor(self._kit.theme.accent))
        marks = []
        for start, end in self._wording.spans:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document())
            mark.cursor.setPosition(start)
            mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.format = look
            marks.append(mark)
        self.setExtraSelections(marks)


def _is_step(event: QKeyEvent) -> bool:
    return event.matches(_Standard.Undo) or event.matches(_Standard.Redo)


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _first_other(wording: Wording, text: str) -> str:
    """The first figure that does not stand in a text to the letter."""
    return next((figure for figure in wording.figures if figure not in text), wording.figures[0])
