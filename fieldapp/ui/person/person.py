"""Who is at the keys: the history goes by that name, and so does the second person's rule."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.dialogs import is_accepted
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import looking

AskName = Callable[[str], bool]
"""Asks for the name if none is known yet; what it is handed, why, is a key of the texts. False: whoever asked
should let it be."""

MOST_OFFERED = 5


class Person(QObject):
    """Until a name is given, the account's stands for it. `changed`: another one is at the keys."""

    changed = Signal()

    def __init__(self, document: Document, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._kit, self._window = document, kit, window
        self._account = "" if kit.settings.name else document.store.who
        self._first = ""

    @property
    def name(self) -> str:
        """The name that the history gets."""
        return self._document.store.who

    @property
    def entered_nameless(self) -> frozenset[str]:
        """Under which names the same person has entered figures in this window: the account's and their own,
        once they have told it."""
        return frozenset({self._account, self._first}) if self._first else frozenset()

    def choose(self) -> None:
        """Let the name be written, or another one be taken."""
        self._have_name("window.name-from-now-on")

    def ask(self, why: str) -> bool:
        """Whether there is a name; it is asked for once, when there is none."""
        return bool(self._kit.settings.name) or self._have_name(why)

    def _have_name(self, why: str) -> bool:
        self._document.settle()  # what is being typed is still of the one before
        settings = self._kit.settings
        others = [name for name in settings.recent_names if name != self.name][:MOST_OFFERED]
        from fieldapp.ui.person.dialog import NameDialog

        dialog = NameDialog(self.name, others, why, self._kit, self._window)
        if not is_accepted(dialog):
            return False
        if not settings.name and self._account:
            self._first = dialog.name
        settings.name = dialog.name
        self._document.be_another(dialog.name)
        self.changed.emit()
        return True


class NameButton(QToolButton):
    """Says quietly who is at the keys; a click changes it."""

    def __init__(self, person: Person, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person, self._kit = person, kit

        looking(looking(self, "bare"), "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the menu has it, with a key

        self.clicked.connect(person.choose)
        person.changed.connect(self._say)
        kit.texts_changed.connect(self._say)
        self._say()

    def _say(self) -> None:
        texts, name = self._kit.texts, self._person.name
        self.setText((name or texts("window.no-name")).replace("&", "&&"))
        self.setToolTip(texts("window.name-tip"))
        self.setAccessibleName(f"{texts('window.your-name')}: {name}")
