"""What a report covers, in lines to be read and copied."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from fieldapp.ui.kit.chrome import set_look
from fieldapp.ui.kit.theme import SPACE

_MANY, _FEW, _ENOUGH = 5, 2, 45
"""Lines that are in sight, where the window has enough of them and where it has fewer."""


class CoveredLines(QPlainTextEdit):
    """`window`: the one in which it stands, by whose height it is high."""

    def __init__(self, window: QWidget | None) -> None:
        super().__init__(readOnly=True)
        line = self.fontMetrics().lineSpacing()
        is_high = window is None or window.height() // line >= _ENOUGH
        self.setTabChangesFocus(True)
        self.setFixedHeight((_MANY if is_high else _FEW) * line + 4 * SPACE)

    def tell(self, words: str, *, is_alarm: bool) -> None:
        """Say it; an alarm is why there is no report."""
        self.setPlainText(words)
        set_look(self, "alarm", is_alarm)
