"""A field that reads a whole date, and says beside itself in words which day that is."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.texts.dates import date_in_words, read_date
from fieldapp.ui.kit.aliases import Key
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import looking
from fieldapp.ui.kit.theme import SPACE

LONGEST_DATE = 40
_WIDEST = "00.00.0000"


class DateField(QLineEdit):
    """`changed`: another text is there; `day` is what it says. `words`: the label that says it. Whoever comes
    into the field, by Tab or by a click, types over all of it. `keeps_enter`: Enter ends the date, and
    presses no button of the dialog."""

    changed = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None, *, keeps_enter: bool = False) -> None:
        super().__init__(parent)
        self._kit, self._keeps_enter = kit, keeps_enter
        self._was_entered = False
        self.is_being_typed = False
        self.words = looking(QLabel(), "quiet")

        self.setMaxLength(LONGEST_DATE)
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(_WIDEST) + 8 * SPACE)
        self.words.setTextFormat(Qt.TextFormat.PlainText)

        self.textEdited.connect(self._begin_typing)
        self.editingFinished.connect(self._finish_typing)

    def day(self) -> date:
        """What is written. Raises FieldAppError as `read_date` does."""
        return read_date(self.text())

    def show_day(self, day: date) -> None:
        """Put a date into the field."""
        self.is_being_typed = False
        self.setText(f"{day:%d.%m}.{day.year:04}")
        self._say()

    def begin_with(self, text: str) -> None:
        """Go on here with a date whose beginning was typed elsewhere."""
        self.setFocus()
        self.setText(text)
        self._begin_typing()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._was_entered = event.reason() == Qt.FocusReason.MouseFocusReason
        self.selectAll()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._was_entered and not self.hasSelectedText():
            self.selectAll()
        self._was_entered = False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if self._keeps_enter and event.key() in (Key.Key_Return, Key.Key_Enter):
            event.accept()

    def _begin_typing(self) -> None:
        self.is_being_typed = True
        self._say()
        self.changed.emit()

    def _finish_typing(self) -> None:
        """Write a date that can be read as it is written here."""
        if not self.is_being_typed:
            return
        self.is_being_typed = False
        try:
            self.show_day(self.day())
        except FieldAppError:
            self._say()
        self.changed.emit()

    def _say(self) -> None:
        try:
            words = date_in_words(self.day(), self._kit.texts)
        except FieldAppError:
            words = ""
        self.words.setText(words)
        self.setAccessibleDescription(words)
