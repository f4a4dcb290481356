"""What hides the sheet while a second person keys its totals."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from fieldapp.texts.texts import Texts


class Curtain(QStackedWidget):
    """Shows `behind`, until it is drawn."""

    def __init__(self, behind: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._behind = behind
        self._words = QLabel()

        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self.addWidget(behind)
        self.addWidget(self._words)

    def draw(self) -> None:
        """Hide it."""
        self.setCurrentWidget(self._words)

    def lift(self) -> None:
        """Show it again."""
        self.setCurrentWidget(self._behind)

    def set_texts(self, texts: Texts) -> None:
        """Say it in another language."""
        self._words.setText(texts("verify.behind"))
