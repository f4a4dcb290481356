"""What stands where rows will: that there are none yet, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from fieldapp.ui.kit.icons import ICON, put_drawing
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even, looking, row
from fieldapp.ui.kit.theme import SPACE, title_font

_WIDEST = 120 * SPACE
"""A line that is longer is hard to read."""


class EmptyPlace(QWidget):
    """An icon, a title and a sentence in the middle; `title` and `more` are keys of texts."""

    def __init__(self, icon: str, title: str, more: str, kit: Kit) -> None:
        super().__init__()
        self._kit, self._icon_name, self._keys = kit, icon, (title, more)

        self._icon, self._title, self._more = QLabel(), QLabel(), looking(QLabel(), "quiet")

        for label in (self._icon, self._title, self._more):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for label in (self._title, self._more):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        said = QWidget()
        said.setMaximumWidth(_WIDEST)
        lines = column(said, spacing=2 * SPACE, margins=even(4 * SPACE))
        lines.addStretch(2)
        for label in (self._icon, self._title, self._more):
            lines.addWidget(label)
        lines.addStretch(3)
        whole = row(self)
        whole.addStretch(1)
        whole.addWidget(said, 8)
        whole.addStretch(1)

        kit.texts_changed.connect(self._say)
        kit.theme_changed.connect(self._dress)
        self._say()
        self._dress()

    @property
    def text(self) -> str:
        """What is said, the title first."""
        return f"{self._title.text()} {self._more.text()}"

    def _say(self) -> None:
        for label, key in zip((self._title, self._more), self._keys, strict=True):
            label.setText(self._kit.texts(key))

    def _dress(self) -> None:
        self._title.setFont(title_font(self.font()))
        drawn = self._kit.icons.pixmap(
            self._icon_name, self._kit.theme.accent, 2 * ICON, self.devicePixelRatioF()
        )
        put_drawing(self._icon, drawn)
