"""The life of the app between start and end: which window is open, on which file, in which language."""

import contextlib
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.programme_toml import read_programme
from fieldapp.litter import clear_litter
from fieldapp.resources import BUILT_IN, programme_text
from fieldapp.store.opening import leaving_nothing
from fieldapp.store.store import Store, create_store
from fieldapp.store.writer_lock import WriterLock
from fieldapp.texts.texts import LANGUAGES, Texts
from fieldapp.ui.app.appearance import Appearance
from fieldapp.ui.app.first_period import first_period
from fieldapp.ui.app.placing import place_window
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.desktop import Desktop
from fieldapp.ui.kit.icons import Icons
from fieldapp.ui.kit.jobs import Jobs
from fieldapp.ui.kit.key_words import Slot
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.language import Language, locale_of
from fieldapp.ui.kit.notice import NOTHING, Message, error_message
from fieldapp.ui.kit.settings import SYSTEM, Position, Settings
from fieldapp.ui.kit.theme import THEMES
from fieldapp.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from fieldapp.ui.app.welcome import Welcome

DEMO_FOLDER = "fieldapp-demonstration"


class Session(QObject):
    """Opens and closes windows. `period` is opened first instead of the remembered one; `keeps_backups`: a
    backup of the file is made every day; `compares`: all of it is compared when it was opened."""

    def __init__(
        self,
        application: QApplication,
        settings: Settings,
        language: Language,
        appearance: Appearance,
        icons: Icons,
        desktop: Desktop,
        documents: Path,
        now: Callable[[], datetime],
        *,
        make_demo: Callable[[Path], Path] | None = None,
        period: Period | None = None,
        user: str = "",
        keeps_backups: bool = False,
        compares: bool = False,
    ) -> None:
        super().__init__(application)
        self.window: MainWindow | Welcome | None = None
        self._application, self._settings = application, settings
        self._language, self._appearance = language, appearance
        self.kit = Kit(language.texts, appearance.theme, icons, desktop, settings, self)
        self._documents, self._now = documents, now
        self._make_demo, self._period, self._user = make_demo, period, user
        self._keeps_backups, self._compares = keeps_backups, compares
        self._jobs = Jobs(self)
        self._document: Document | None = None
        appearance.changed.connect(self.kit.wear)

    @property
    def texts(self) -> Texts:
        """The texts of the moment."""
        return self.kit.texts

    def start(self, file: Path | None, size: tuple[int, int] | None = None) -> None:
        """Show the first window: the file given, or the one that was open when the app did not end in order,
        or the welcome page."""
        wanted = file or self._settings.open_file
        self._settings.open_file = None  # a file that ends the app is not opened again by itself
        if wanted is None:
            self.show_welcome()
        else:
            self.open(wanted)
        if size is not None and self.window is not None:
            self.window.resize(*size)

    def show(self, file: Path | None) -> QWidget:
        """Show a file or the welcome page at once. Raises FieldAppError where the file cannot be opened."""
        if file is None:
            self.show_welcome()
        else:
            self._show_document(self._opened(file))
        assert self.window is not None
        return self.window

    def open(self, file: Path) -> None:
        """Open a data file in place of what is shown; a failure is told where the person is."""
        window = self.window
        if isinstance(window, MainWindow) and window.file == file.absolute():
            return
        if not self._may_leave():
            return
        if isinstance(window, MainWindow) and window.shows(file):
            window.let_go()
            self._reopen(window, NOTHING, file)
            return
        if self.window is not None and not isinstance(self.window, MainWindow):
            self._settings.name = self.window.name
        try:
            document = self._opened(file)
        except FieldAppError as error:
            self._settings.forget_file(file)
            if self.window is None:
                self.show_welcome()
            elif isinstance(self.window, MainWindow):
                refresh = partial(self._show_recent, self.window)
                QTimer.singleShot(0, self.window, refresh)  # not while its menu is served
            self._tell(error_message(error))
            return
        self._show_document(document)

    def figures(self) -> str:
        """What the open sheet holds, for a report of what went wrong; nothing while none is open."""
        return "" if self._document is None else self._document.figures()

    def show_welcome(self) -> None:
        """Show the welcome page in place of what is shown."""
        if not self._may_leave():
            return
        from fieldapp.ui.app.welcome import Welcome  # not seen by who opens a file

        programme = read_programme(programme_text(BUILT_IN), BUILT_IN)
        welcome = Welcome(
            self.kit,
            programme,
            self._documents,
            has_demo=self._make_demo is not None,
            back_to=self.window.file if isinstance(self.window, MainWindow) else None,
        )
        welcome.make_wanted.connect(self._make)
        welcome.open_wanted.connect(self.open)
        welcome.demo_wanted.connect(self._open_demo)
        welcome.language_wanted.connect(self.speak)
        welcome.quit_wanted.connect(self.close)
        welcome.closed.connect(lambda: self._leave(welcome))
        self._swap(welcome)

    def speak(self, language: str) -> None:
        """Change the language of everything."""
        self._language.choose(language)
        self._settings.language = language
        if self.window is not None:
            self.window.setLocale(locale_of(language))
        self.kit.speak(self._language.texts)

    def close(self) -> None:
        """Close what is open."""
        if self.window is not None:
            self.window.close()

    def _opened(self, file: Path) -> Document:
        """To write, or to look at where another program has it."""
        path, who = file.absolute(), self._settings.name or self._user
        with contextlib.ExitStack() as opened:
            lock = opened.enter_context(WriterLock(path, who, self._now))
            lock.take()
            store = Store(path, who, self._now, lock)
            opened.callback(store.close)
            remembered = self._settings.position(path)
            asked = store.sheet_asked(self._period) if self._period else None
            period = asked or (remembered.period if remembered else first_period(store, self._now().date()))
            self._period = None
            document = Document(store, period, self._now)
            opened.pop_all()
        return document

    def _show_document(self, document: Document) -> None:
        path = document.store.path
        window = MainWindow(document, self.kit, self._app_slots())
        document.setParent(window)
        window.open_wanted.connect(self.open)
        window.closed.connect(lambda: self._close_document(window, document))
        window.errands.backups.reopen_wanted.connect(partial(self._reopen, window))
        window.errands.local.begin_in(self._documents)
        window.errands.local.moved.connect(partial(self._move_to, path))
        window.comparison.begin(compares=self._compares, keeps_backups=self._keeps_backups)
        self._swap(window)
        document.take_over()  # what is closed now may have had this very file
        self._document = document
        self._settings.remember_file(path)
        self._settings.open_file = path
        self._show_recent(window)
        window.check_action(f"language-{self.texts.language}")
        window.check_action(f"theme-{self._appearance.choice}")
        remembered = self._settings.position(path)
        if remembered is not None and remembered.cell is not None and remembered.period == document.period:
            window.grid.go_to(remembered.cell)
        if document.store.lacks_entries:
            window.tell(error_message(FieldAppError("log-broken", path=path)))

    def _show_recent(self, window: MainWindow) -> None:
        window.show_recent([other for other in self._settings.recent_files if other != window.file])

    def _may_leave(self) -> bool:
        return not isinstance(self.window, MainWindow) or self.window.may_leave()

    def _swap(self, window: "MainWindow | Welcome") -> None:
        """The new window is there before the old one goes, so that the app never has none."""
        before, self.window = self.window, window
        if isinstance(before, MainWindow):
            window.setGeometry(before.geometry())
        else:
            place_window(window, self._settings.layout("window"), self.kit.desktop.room(window))
        self._appearance.complete()
        window.show()
        if before is not None:
            before.close()

    def _close_document(self, window: MainWindow, document: Document) -> None:
        store, in_use = document.store, document.in_use
        document.close()
        if self._document is document:
            self._document = None
        with contextlib.suppress(FieldAppError):  # another program reads the file: its log stays beside it
            if in_use is None:
                store.checkpoint()
        store.close()
        if store.lock is not None:
            store.lock.release()
        self._leave(window)

    def _reopen(self, window: MainWindow, message: Message, file: Path | None = None) -> None:
        """Show anew what is at the place of a file that was let go of, or at `file`; say what came of it."""
        window.closed.disconnect()
        window.closed.connect(lambda: self._leave(window))
        if self._document is not None and self._document.store.lock is not None:
            self._document.store.lock.release()
        try:
            self._show_document(self._opened(file or window.file))
        except FieldAppError as error:
            self.show_welcome()
            message = error_message(error)
        self._tell(message)

    def _move_to(self, before: Path, copy: Path, message: Message) -> None:
        """Go on with a copy of the file that is open, on the same sheet; nobody is led back to that file."""
        if self._document is not None:
            self._settings.remember_position(copy, Position(self._document.period))
        self.open(copy)
        if isinstance(self.window, MainWindow) and self.window.file == copy.absolute():
            self._settings.forget_file(before)
            self._show_recent(self.window)
            self.window.errands.local.strip.tell(message)

    def _leave(self, window: "MainWindow | Welcome") -> None:
        """A window has been closed; if it was the one that is shown, that is the end."""
        self._settings.open_file = None
        window.deleteLater()
        if window is self.window:
            self.window = None
            self._application.quit()

    def _choose_file(self) -> None:
        if self.window is not None:
            chosen = self.kit.desktop.ask_for_data_file(self.window, self.texts, self._documents)
            if chosen is not None:
                self.open(chosen)

    def _make(self, path: Path, office: str, name: str) -> None:
        self._settings.name = name
        self._settings.language = self.texts.language
        try:
            clear_litter(path)
            create_store(path, programme_text(BUILT_IN), office)
            with leaving_nothing(path):
                document = self._opened(path)
        except FieldAppError as error:
            self._tell(error_message(error))
            return
        self._show_document(document)

    def _open_demo(self) -> None:
        make = self._make_demo
        if make is None or self._jobs.is_busy:
            return
        folder = self._documents / DEMO_FOLDER
        self._tell(Message("info", lambda texts: texts("window.making-demo", folder=folder)))
        self._jobs.run(lambda: make(folder), self.open, lambda error: self._tell(error_message(error)))

    def _tell(self, message: Message) -> None:
        if self.window is not None:
            self.window.tell(message)

    def _zoom(self, steps: int) -> None:
        self._appearance.step_zoom(steps)
        self._settings.zoom = self._appearance.zoom

    def _wear(self, choice: str) -> None:
        self._appearance.choose(choice)
        self._settings.theme = choice

    def _app_slots(self) -> dict[str, Slot]:
        slots: dict[str, Slot] = {
            "new": self.show_welcome,
            "open": self._choose_file,
            "quit": self.close,
            "zoom-in": lambda: self._zoom(1),
            "zoom-out": lambda: self._zoom(-1),
            "zoom-reset": lambda: self._zoom(0),
        }
        slots |= {f"language-{key}": partial(self.speak, key) for key in LANGUAGES}
        slots |= {f"theme-{key}": partial(self._wear, key) for key in (SYSTEM, *THEMES)}
        return slots
