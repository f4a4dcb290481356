"""The window's part of the self-test: it is really opened on a data file, pictured, and closed."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtCore import QEventLoop, qVersion
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp.ui.app.application import WINDOW_SIZE, Options, build
from fieldapp.ui.app.picture import quiet_platform, take
from fieldapp.ui.kit.settings import Settings

PATIENCE = 15
"""Seconds for a window to reach the screen; an old machine under an antivirus program takes some."""

SAMPLE = 7
FEWEST_COLOURS = 20


class NoWindowError(Exception):
    """The window was made and cannot be seen."""


def try_window(file: Path, picture: Path, now: Callable[[], datetime]) -> dict[str, str]:
    """Show the main window on a data file and write a PNG of it; what Qt stands on.

    Nothing is remembered. An error in any of the window's own methods is raised here, as is NoWindowError.
    """
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as passing,
        quiet_platform(),
        heard() as errors,
    ):
        application = QApplication([*sys.argv[:1]])
        application.setQuitOnLastWindowClosed(False)
        settings, options = Settings(Path(passing) / "settings.ini"), Options("en", "light", now=now)
        session = build(application, settings, options, Path(passing))
        window = session.show(file)
        try:
            window.resize(*WINDOW_SIZE)
            _wait_until_seen(window, application)
            take(window, picture)
            told = _about(application, window)
        finally:
            session.close()
        if errors:
            raise errors[0]
        if len(_colours(picture)) < FEWEST_COLOURS:
            raise NoWindowError(f"{picture} is blank")
        return told


@contextmanager
def heard() -> Iterator[list[BaseException]]:
    """The errors that Qt would swallow: those in methods that it calls itself."""
    errors: list[BaseException] = []

    def keep(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        errors.append(error)

    before, sys.excepthook = sys.excepthook, keep
    try:
        yield errors
    finally:
        sys.excepthook = before


def _wait_until_seen(window: QWidget, application: QApplication) -> None:
    late = time.monotonic() + PATIENCE
    while not window.windowHandle().isExposed():
        if time.monotonic() > late:
            raise NoWindowError(f"not on the screen after {PATIENCE} s")
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _about(application: QApplication, window: QWidget) -> dict[str, str]:
    screen = window.screen()
    size = screen.size()
    return {
        "qt": qVersion(),
        "pyside": PySide6.__version__,
        "platform": application.platformName(),
        "font": application.font().family(),
        "screen": f"{size.width()} x {size.height()}, {screen.devicePixelRatio():g}",
    }


def _colours(picture: Path) -> set[int]:
    image = QImage(str(picture))
    return {
        image.pixel(x, y) for x in range(0, image.width(), SAMPLE) for y in range(0, image.height(), SAMPLE)
    }
