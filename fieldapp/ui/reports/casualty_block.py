"""The newest counts of casualties by the last day of a report, beside its figures."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from fieldapp.core.published.kept import CasualtyCount
from fieldapp.texts.reconciling import casualty_line
from fieldapp.ui.kit.kit import Kit

CountAsOf = Callable[[date], CasualtyCount | None]


class CasualtyBlock(QLabel):
    """`counted`: what is kept as of a day; None there, and nothing is shown."""

    def __init__(self, counted: CountAsOf, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counted, self._kit = counted, kit
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_day(self, day: date) -> None:
        """Show the counts as of a day. Raises FieldAppError where they cannot be read."""
        count = self._counted(day)
        self.setText(casualty_line(count, self._kit.texts) if count is not None else "")
        self.setVisible(count is not None)
