"""What hides the sheet while a second person keys its totals."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from fieldapp.ui.kit.kit import Kit


class Curtain(QStackedWidget):
    """Shows `behind`, until it is drawn."""

    def __init__(self, behind: QWidget, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._behind, self._kit = behind, kit
        self._words = QLabel()

        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self.addWidget(behind)
        self.addWidget(self._words)

        kit.texts_changed.connect(self._say)
        self._say()

    def draw(self) -> None:
        """Hide it."""
        self.setCurrentWidget(self._words)

    def lift(self) -> None:
        """Show it again."""
        self.setCurrentWidget(self._behind)

    def _say(self) -> None:
        self._words.setText(self._kit.texts("verify.behind"))
