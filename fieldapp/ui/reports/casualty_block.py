"""The newest counts of casualties by the last day of a report, beside its figures."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from fieldapp.core.published.kept import CasualtyCount
from fieldapp.texts.reconciling import casualty_line
from fieldapp.ui.kit.kit import Kit


class CasualtyBlock(QLabel):
    """Nothing is shown until something is counted."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_count(self, count: CasualtyCount | None) -> None:
        """Show the counts of a day; None: there are none."""
        self.setText(casualty_line(count, self._kit.texts) if count is not None else "")
        self.setVisible(count is not None)
