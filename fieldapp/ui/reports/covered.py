"""What a report covers, in lines to be read and copied."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from fieldapp.ui.kit.chrome import set_look
from fieldapp.ui.kit.theme import SPACE

_MANY, _FEW, _OTHERS = 5, 2, 36
"""Lines that are in sight: at most, at least, and how many of the window's the rest of the report wants."""


class CoveredLines(QPlainTextEdit):
    """`window`: the one in which it stands, by whose height it is high."""

    def __init__(self, window: QWidget | None) -> None:
        super().__init__(readOnly=True)
        line = self.fontMetrics().lineSpacing()
        spare = _MANY if window is None else (window.height() // line - _OTHERS) // 2
        self.setTabChangesFocus(True)
        self.setFixedHeight(min(_MANY, max(_FEW, spare)) * line + 5 * SPACE)

    def tell(self, words: str, *, is_alarm: bool) -> None:
        """Say it; an alarm is why there is no report."""
        self.setPlainText(words)
        set_look(self, "alarm", is_alarm)
