"""A field for one number that is keyed from paper: Enter and the arrows lead on to the next one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from fieldapp.ui.kit.keys import Move, arrow_of, turn_of
from fieldapp.ui.kit.theme import figures_font

_STEPS = {Move.BELOW: 1, Move.DOWN: 1, Move.ABOVE: -1, Move.UP: -1}


class KeyField(QLineEdit):
    """`stepped(int)`: a key leads this many fields on. `focused`: it has the keys now."""

    stepped = Signal(int)
    focused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(figures_font(self.font()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = turn_of(event) or arrow_of(event)
        if move in _STEPS:
            self.stepped.emit(_STEPS[move])
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()
        self.focused.emit()
