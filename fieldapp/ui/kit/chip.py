"""How far the sheet is, in a rounded frame."""

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from fieldapp.core.report import Status
from fieldapp.ui.kit.chrome import set_look
from fieldapp.ui.kit.icons import ICON, put_drawing
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import row
from fieldapp.ui.kit.theme import SPACE


class Chip(QFrame):
    """The state of the sheet in a rounded frame: icon, words."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self._kit = kit
        self._icon = QLabel()
        self._label = QLabel()

        self._icon.setFixedSize(ICON, ICON)
        line = row(self, spacing=SPACE, margins=(2 * SPACE, SPACE // 2, 3 * SPACE, SPACE // 2))
        line.addWidget(self._icon)
        line.addWidget(self._label)

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def show_state(self, status: Status, words: str) -> None:
        """Show a status."""
        theme = self._kit.theme
        colours = {Status.DRAFT: theme.text, Status.READY: theme.accent, Status.SENT: theme.on_accent}
        self._show(status.value, colours[status], words, status)

    def show_damage(self, words: str) -> None:
        """Show that there is no status to be told."""
        self._show("error", self._kit.theme.error, words, Status.DRAFT)

    def _show(self, icon: str, colour: str, words: str, look: Status) -> None:
        put_drawing(self._icon, self._kit.icons.pixmap(icon, colour, ICON, self.devicePixelRatioF()))
        self._label.setText(words)
        self.setAccessibleName(words)
        for widget in (self, self._label):
            set_look(widget, "status", look.value)
