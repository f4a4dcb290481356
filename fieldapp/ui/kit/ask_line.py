"""The line under the grid: what is wrong with a cell, and which of two numbers was meant."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
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
        self._mark = mark
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
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_height()

    def _choose(self, number: int) -> None:
        if number < len(self._readings):
            self.chosen.emit(self._readings[number])

    def _dress(self) -> None:
        icon, ink, ground = _LOOKS[self._mark]
        colour = getattr(self._kit.theme, ink)
        self._icon.setVisible(bool(icon))
        if icon:
            put_drawing(self._icon, self._kit.icons.pixmap(icon, colour, ICON, self.devicePixelRatioF()))
        look = (
            f"#askLine {{ background: {getattr(self._kit.theme, ground)}; border: none; }}"
            f"#askLine QPushButton {{ min-height: 0; padding: 2px {2 * SPACE}px; }}"
            f"#askLine QLabel {{ color: {colour}; background: transparent; }}"
        )
        if look != self.styleSheet():  # it is told with every key, and dressing takes milliseconds
            self.setStyleSheet(look)
        self._keep_height()

    def _keep_height(self) -> None:
        """High enough for its buttons, whether they are there or not."""
        self.setFixedHeight(self._buttons[0].sizeHint().height() + 2 * SPACE)
