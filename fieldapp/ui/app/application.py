"""Builds everything the window needs, hands it over, and runs: welcome page, main window, pictures."""

import contextlib
import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QLocale, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

from fieldapp.clock import local_now
from fieldapp.compiled import kept
from fieldapp.core.characters import storable
from fieldapp.core.period import Period
from fieldapp.paths import places
from fieldapp.resources import resources_folder
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.app.appearance import Appearance
from fieldapp.ui.app.crash import CrashReporter
from fieldapp.ui.app.picture import quiet_platform, take
from fieldapp.ui.app.session import Session
from fieldapp.ui.kit.desktop import Desktop
from fieldapp.ui.kit.icons import Icons
from fieldapp.ui.kit.language import Language
from fieldapp.ui.kit.settings import Settings
from fieldapp.ui.window.comparison import AFTER_PAINT_MS
from fieldapp.ui.window.main_window import FIRST_SIZE, MainWindow

WINDOW_SIZE = (FIRST_SIZE.width(), FIRST_SIZE.height())

APP_ID = "Fieldapp.Fieldapp"
"""The same as on the links that the installer makes; a pin would start something else otherwise."""


@dataclass(frozen=True)
class Options:
    """How to start. What is None is as it was remembered. `picture`: write a PNG of the window and end.

    `make_demo` writes the demonstration into a folder and returns its data file; without it, the welcome
    page does not offer one. `board`: show who has sent what, in headquarters' file. `keeps_backups`: one is
    made of the data file every day. `compares`: all of it is looked at after each opening.
    """

    language: str | None = None
    theme: str | None = None
    period: Period | None = None
    picture: Path | None = None
    board: bool = False
    size: tuple[int, int] | None = None
    make_demo: Callable[[Path], Path] | None = None
    keeps_backups: bool = False
    compares: bool = False
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    now: Callable[[], datetime] = local_now


def run(file: Path | None, options: Options) -> int:
    """Open the window on a data file, or the welcome page without one; the exit status when it is closed.

    With `options.picture` the window is shown just long enough to be pictured, and nothing is remembered;
    a file that cannot be opened then raises its FieldAppError.
    """
    name_for_the_taskbar()
    with _passing_settings(options) as passing:
        where = places(sys.platform, options.environment, system_documents(sys.platform))
        settings = Settings(passing or where.settings)
        application = QApplication([*sys.argv[:1]])
        application.setQuitOnLastWindowClosed(False)
        session = build(application, settings, options, where.documents)
        if options.picture is not None:
            return _take_picture(session, file, options)
        reporter = CrashReporter(
            where.log,
            lambda: session.texts,
            session.kit.desktop.copy,
            options.now,
            figures=session.figures,
        )
        before, sys.excepthook = sys.excepthook, reporter.report
        try:
            session.start(file, options.size)
            show_report(session, options.period)
            show_board(session, wanted=options.board)
            QTimer.singleShot(AFTER_PAINT_MS, application, gc.enable)  # whoever called may have put it off
            QTimer.singleShot(AFTER_PAINT_MS, application, kept.save)
            return application.exec()
        finally:
            sys.excepthook = before


@contextlib.contextmanager
def _passing_settings(options: Options) -> Iterator[Path | None]:
    """Where a window that is only pictured keeps its settings; None where they are kept."""
    if options.picture is None:
        yield None
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "settings.ini"


def build(application: QApplication, settings: Settings, options: Options, documents: Path) -> Session:
    """Everything below `run`, ready to start."""
    application.setApplicationName("fieldapp")
    language = Language(
        application, options.language or settings.language or system_language(QLocale.system())
    )
    appearance = Appearance(application, options.theme or settings.theme, settings.zoom)
    icons = Icons(resources_folder() / "icons")
    desktop = Desktop(application.clipboard())
    return Session(
        application,
        settings,
        language,
        appearance,
        icons,
        desktop,
        documents,
        options.now,
        make_demo=options.make_demo,
        period=options.period,
        user=user_name(options.environment),
        keeps_backups=options.keeps_backups and options.picture is None,
        compares=options.compares and options.picture is None,
    )


def show_report(session: Session, period: Period | None) -> None:
    """Show the report of the days that were asked for, where they are no sheet; a sheet is open by now."""
    if period is not None and isinstance(session.window, MainWindow):
        session.window.commands.open_period(period)


def show_board(session: Session, *, wanted: bool) -> None:
    """Show who has sent what, where that was asked for and the file is headquarters'."""
    if wanted and isinstance(session.window, MainWindow) and session.window.errands.possible()["board"]:
        session.window.errands.overview.choose()


def name_for_the_taskbar() -> None:
    """Tell Windows under which name to gather the app's windows and pins, before the first window."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)


def system_language(locale: QLocale) -> str:
    """The first of our languages that the system asks for, or English."""
    asked = [name[:2] for name in locale.uiLanguages()]
    return next((code for code in asked if code in LANGUAGES), LANGUAGES[0])


def system_documents(platform: str) -> Path | None:
    """Where Windows keeps the documents: people and OneDrive move them. Other systems say it in variables."""
    if platform != "win32":
        return None
    told = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(told) if told else None


def user_name(environment: Mapping[str, str]) -> str:
    """Who is logged in; the history names them until they tell their name."""
    return storable(environment.get("USERNAME") or environment.get("USER") or "")


def _take_picture(session: Session, file: Path | None, options: Options) -> int:
    from fieldapp.ui.board.dialog import BoardDialog

    assert options.picture is not None, "asked for by naming it"
    with quiet_platform():
        window = session.show(file)
        window.resize(*(options.size or WINDOW_SIZE))
        try:
            show_board(session, wanted=options.board)
            board = window.findChild(BoardDialog)
            take(board or window, options.picture)
            if board is not None:
                board.reject()
        finally:
            session.close()
    return 0
