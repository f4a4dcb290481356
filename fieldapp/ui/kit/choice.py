"""A box to choose from, with an arrow in the text colour: a style sheet can only take one from a file."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.theme import SPACE


class Choice(QComboBox):
    """A combo box in the look of the other fields."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        kit.theme_changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        place = QRect(self.width() - ICON - 2 * SPACE, (self.height() - ICON) // 2, ICON, ICON)
        self._kit.icons.icon("down", self._kit.theme.text).paint(QPainter(self), place)
