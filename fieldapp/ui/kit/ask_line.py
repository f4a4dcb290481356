"""The line under the grid: what is wrong with a cell, and which of two numbers was meant."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from fieldapp.ui.kit.elided import ElidedLabel
from fieldapp.ui.kit.icons import ICON, put_drawing
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.marks import Mark, wrapped
from fieldapp.ui.kit.theme import SPACE

MOST_READINGS = 2

_LOOKS = {
    Mark.NONE: ("", "quiet_text", "raised"),
    Mark.WAITING: ("", "quiet_text", "raised"),
    Mark.ERROR: ("error", "error", "error_ground"),
    Mark.WARNING: ("warning", "warning", "warning_ground"),
}
"""Icon, ink and ground by what there is to say."""


class AskLine(QFrame):
    """Always there, so that nothing moves when it speaks. `chosen(str)`: the reading that was meant."""

    chosen = Signal(str)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("askLine")
        self._kit = kit
        self._mark = Mark.NONE
        self._said: tuple[str, Mark, tuple[tuple[str, str], ...]] | None = None
        self._readings: tuple[str, ...] = ()

        self._icon = QLabel()
        self._label = ElidedLabel()
        self._buttons = [QPushButton() for _ in range(MOST_READINGS)]
        self._keys = [
            QShortcut(QKeySequence(f"Alt+{n}"), self, autoRepeat=False) for n in range(1, MOST_READINGS + 1)
        ]

        self._icon.setFixedSize(ICON, ICON)
        line = QHBoxLayout(self)
        line.setSpacing(2 * SPACE)
        line.setContentsMargins(3 * SPACE, SPACE, 2 * SPACE, SPACE)
        line.addWidget(self._icon)
        line.addWidget(self._label, 1)
        for button in self._buttons:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            line.addWidget(button)

        for number, (button, key) in enumerate(zip(self._buttons, self._keys, strict=True)):
            button.clicked.connect(lambda checked=False, number=number: self._choose(number))
            key.activated.connect(lambda number=number: self._choose(number))
        kit.theme_changed.connect(self._dress)
        self.say("")

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    @property
    def buttons(self) -> list[QPushButton]:
        """The buttons that can be pressed now."""
        return self._buttons[: len(self._readings)]

    def say(self, sentence: str, mark: Mark = Mark.NONE, readings: Sequence[tuple[str, str]] = ()) -> None:
        """`readings`: (as it is entered, as it is shown) for each button."""
        said = sentence, mark, tuple(readings)
        if said == self._said:
            return
        self._said, self._mark = said, mark
        self._readings = tuple(reading for reading, _ in readings)
        self._label.setText(sentence)
        self._label.setToolTip(wrapped(sentence))
        self.setAccessibleName(sentence)
        for number, (button, key) in enumerate(zip(self._buttons, self._keys, strict=True)):
            is_offered = number < len(readings)
            button.setVisible(is_offered)
            key.setEnabled(is_offered)
            if is_offered:
                native = key.key().toString(QKeySequence.SequenceFormat.NativeText)
                button.setText(f"{readings[number][1]}   {native}")
        self._dress()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._kit.colour(_LOOKS[self._mark][2]))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._keep_height()  # the style sheet came after the buttons

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_height()

    def _choose(self, number: int) -> None:
        if number < len(self._readings):
            self.chosen.emit(self._readings[number])

    def _dress(self) -> None:
        icon, ink, _ = _LOOKS[self._mark]
        self._icon.setVisible(bool(icon))
        if icon:
            colour = getattr(self._kit.theme, ink)
            put_drawing(self._icon, self._kit.icons.pixmap(icon, colour, ICON, self.devicePixelRatioF()))
        self._label.write_in(self._kit.colour(ink))  # a style sheet would dress it anew with every other mark
        self.update()
        self._keep_height()

    def _keep_height(self) -> None:
        """High enough for its buttons, whether they are there or not."""
        self.setFixedHeight(self._buttons[0].sizeHint().height() + 2 * SPACE)
