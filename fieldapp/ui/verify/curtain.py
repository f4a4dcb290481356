"""What hides the sheet while a second person keys its totals."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from fieldapp.ui.kit.kit import Kit


class Curtain(QStackedWidget):
    """Shows what it was hung before, until it is drawn."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._words = QLabel()

        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self.addWidget(self._words)

        kit.texts_changed.connect(self._say)
        self._say()

    def hang_before(self, behind: QWidget) -> None:
        """What it hides; made as its child, that is not dressed a second time."""
        self._behind = behind
        self.insertWidget(0, behind)
        self.lift()

    def draw(self) -> None:
        """Hide it."""
        self.setCurrentWidget(self._words)

    def lift(self) -> None:
        """Show it again."""
        self.setCurrentWidget(self._behind)

    def _say(self) -> None:
        self._words.setText(self._kit.texts("verify.behind"))
