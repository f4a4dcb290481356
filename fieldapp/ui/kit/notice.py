"""One line that says something: what an action did, what went wrong, what holds for the whole file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.texts.texts import Texts
from fieldapp.ui.kit.chrome import set_look
from fieldapp.ui.kit.icons import ICON, put_drawing
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import looking, row
from fieldapp.ui.kit.theme import SPACE

Say = Callable[[Texts], str]
"""A sentence to be, in whatever language is spoken when it is shown."""


@dataclass(frozen=True, slots=True)
class Link:
    """A word to press beside the sentence: `text` is a key of the texts."""

    text: str
    follow: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Message:
    """`kind`: plain, info, done, warning or error; it chooses the icon and the colours."""

    kind: str
    say: Say
    links: tuple[Link, ...] = ()


NOTHING = Message("plain", lambda texts: "")


def error_message(error: FieldAppError) -> Message:
    """An expected failure as a message, with what came in between where that kept something from being
    written."""

    def say(texts: Texts) -> str:
        if "now" not in error.details:
            return texts.error(error)
        from fieldapp.texts.meanwhile import refusal_sentence  # every start would wait for it

        return refusal_sentence(error, texts)

    return Message("error", say)


class Notice(QFrame):
    """Shows a message, worded anew when the language changes."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._kit = kit
        self._message = NOTHING
        self._can_close = True
        self._links: list[QPushButton] = []
        self._is_furnished = False

        kit.texts_changed.connect(self._show_words)
        kit.theme_changed.connect(self._show_words)
        if not self._WAITS:
            self._furnish()
            self._show_words()

    _WAITS: ClassVar = False
    """Whether it is furnished when it first has something to say."""

    def _furnish(self) -> None:
        self._is_furnished = True
        self._icon = QLabel()
        self._label = QLabel()
        self._close = looking(QToolButton(), "bare")

        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._icon.setFixedSize(ICON, ICON)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._line = row(self, spacing=2 * SPACE, margins=(4 * SPACE, SPACE, 2 * SPACE, SPACE))
        self._line.addWidget(self._icon)
        self._line.addWidget(self._label, 1)
        self._line.addWidget(self._close)

        self._close.clicked.connect(self.clear)

    @property
    def message(self) -> Message:
        """What is shown."""
        return self._message

    @property
    def text(self) -> str:
        """What is shown, in words."""
        return self._label.text() if self._is_furnished else ""

    @property
    def links(self) -> list[QPushButton]:
        """The words to press."""
        return list(self._links)

    def tell(self, message: Message) -> None:
        """Show a message. One that says the same is on show already."""
        before, self._message = self._message, message
        is_alike = (message.kind, message.links) == (before.kind, before.links)
        if is_alike and message.say(self._kit.texts) == self.text:
            return
        self._give_keys_back()
        for button in self._links:
            self._line.removeWidget(button)
            button.hide()
            button.deleteLater()
        if not self._is_furnished:
            self._furnish()
        self._links = [self._made(link) for link in message.links]
        self._show_words()

    def clear(self) -> None:
        """Show nothing."""
        self.tell(NOTHING)

    def keep_open(self) -> None:
        """For what always holds: it cannot be closed."""
        self._can_close = False
        self._show_words()

    def _give_keys_back(self) -> None:
        """A link or button that goes with its message hands the keys on to where the window wants them."""
        place: QWidget | None = self.window().focusProxy()
        focus: QWidget | None = self.window().focusWidget()
        if place is not None and focus is not None and self.isAncestorOf(focus):
            place.setFocus()

    def _made(self, link: Link) -> QPushButton:
        button = looking(QPushButton(), "link")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys where they are
        button.clicked.connect(link.follow)
        self._line.insertWidget(self._line.indexOf(self._close), button)
        return button

    def _show_words(self) -> None:
        if not self._is_furnished:
            return
        sentence = self._message.say(self._kit.texts)
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        for button, link in zip(self._links, self._message.links, strict=True):
            button.setText(self._kit.texts(link.text))
        closing = self._kit.texts("window.close-notice")
        self._close.setToolTip(closing)
        self._close.setAccessibleName(closing)
        for widget in (self, self._label):
            set_look(widget, "kind", self._message.kind if sentence else "")  # nothing to say has no edges
        self._show_icons(bool(sentence))

    def _show_icons(self, says_something: bool) -> None:
        kind = self._message.kind
        colours = {"error": self._kit.theme.error, "warning": self._kit.theme.warning}
        self._icon.setVisible(says_something and kind != "plain")
        if kind != "plain":
            ratio = self.devicePixelRatioF()
            colour = colours.get(kind, self._kit.theme.accent)
            put_drawing(self._icon, self._kit.icons.pixmap(kind, colour, ICON, ratio))
        self._close.setVisible(says_something and self._can_close)
        cross = self._kit.icons.icon("close", self._kit.theme.quiet_text)
        if cross.cacheKey() != self._close.icon().cacheKey():
            self._close.setIcon(cross)


class Strip(Notice):
    """A notice that takes no room while it has nothing to say, and is empty until it first has."""

    _WAITS = True

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, parent)
        self.hide()

    def tell(self, message: Message) -> None:
        """Show a message, or hide for an empty one."""
        super().tell(message)
        self.setVisible(bool(self.text))
