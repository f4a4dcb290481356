"""One language of the text for the press: its words, whether it is published, and what is done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from fieldapp.texts.sentences import capitalised
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, looking, row
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.press.field import PressField


class PressColumn(QWidget):
    """`copy_wanted`, `publish_wanted`: the button of this language was pressed."""

    copy_wanted = Signal()
    publish_wanted = Signal()

    def __init__(self, language: str, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language, self._kit = language, kit
        self._icon_name = ""

        self._head = QLabel()
        self.field = PressField(kit)
        self._icon, self._state = QLabel(), looking(QLabel(), "quiet")
        self.copy, self.publish = QPushButton(autoDefault=False), QPushButton(autoDefault=False)

        self._head.setBuddy(self.field)
        self._state.setWordWrap(True)
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._icon.setFixedWidth(ICON)
        self._lay_out()

        self.copy.clicked.connect(self.copy_wanted)
        self.publish.clicked.connect(self.publish_wanted)
        kit.texts_changed.connect(self._say)
        kit.theme_changed.connect(self._show_icon)
        self._say()

    @property
    def state(self) -> str:
        """Whether it is published, in words."""
        return self._state.text()

    def show_state(self, icon: str, words: str) -> None:
        """Say whether it is published."""
        self._icon_name = icon
        self._state.setText(words)
        self.field.setAccessibleDescription(words)
        self._show_icon()

    def _show_icon(self) -> None:
        self._icon.setVisible(bool(self._icon_name))
        if not self._icon_name:
            return
        theme = self._kit.theme
        colour = theme.warning if self._icon_name == "warning" else theme.accent
        self._icon.setPixmap(self._kit.icons.pixmap(self._icon_name, colour, ICON, self.devicePixelRatioF()))

    def _say(self) -> None:
        texts = self._kit.texts
        name = texts(f"press.language-{self.language}")
        self._head.setText(capitalised(name, texts))
        self.field.setAccessibleName(texts("press.text-in", language=name))
        for button, key in ((self.copy, "copy"), (self.publish, "publish")):
            button.setText(texts(f"press.{key}"))
            button.setAccessibleName(f"{texts(f'press.{key}')}: {name}")

    def _lay_out(self) -> None:
        state = row(spacing=SPACE)
        state.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._state, 1)
        buttons = row(spacing=2 * SPACE)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.publish)
        buttons.addStretch()
        whole = column(self, spacing=SPACE)
        whole.addWidget(self._head)
        whole.addWidget(self.field, 1)
        whole.addLayout(state)
        whole.addLayout(buttons)
