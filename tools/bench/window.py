"""The real window, off the screen, with a timer of 5 ms beside what it does: the longest time in which it
answered nothing."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from fieldapp.ui.app.application import Options, build
from fieldapp.ui.kit.settings import Settings
from fieldapp.ui.window.main_window import FIRST_SIZE, MainWindow

TICK_MS = 5
PATIENCE = 600
"""Seconds after which something will never come."""

PAINTED = 20
"""Rounds of events after which a window has its first picture."""


class Pulse(QObject):
    """A timer that looks at the clock each time it comes: `gaps` are the seconds between, `work` what the
    process computed in them, and `own` what its own thread did of that: on a machine that does other things
    besides, only these are the app's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.gaps: list[float] = []
        self.work: list[float] = []
        self.own: list[float] = []
        self._last = self._worked = self._owned = 0.0
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def longest(self) -> float:
        """Seconds of the longest gap; 0 before the second tick."""
        return max(self.gaps, default=0.0)

    @property
    def computed(self) -> float:
        """Seconds of the most that was computed in one gap."""
        return max(self.work, default=0.0)

    @property
    def by_window(self) -> float:
        """Seconds of the most that the window's own thread computed in one gap."""
        return max(self.own, default=0.0)

    def start(self) -> None:
        """Begin to count, with nothing counted before."""
        self.gaps, self.work, self.own = [], [], []
        self._last, self._worked, self._owned = time.perf_counter(), time.process_time(), time.thread_time()
        self._timer.start()

    def stop(self) -> None:
        """Count no more; what had not come yet is counted."""
        self._tick()
        self._timer.stop()

    def _tick(self) -> None:
        now, worked, owned = time.perf_counter(), time.process_time(), time.thread_time()
        self.gaps.append(now - self._last)
        self.work.append(worked - self._worked)
        self.own.append(owned - self._owned)
        self._last, self._worked, self._owned = now, worked, owned


@contextmanager
def window_on(file: Path) -> Iterator[MainWindow]:
    """The main window of a data file, painted."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication([])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as passing:
        settings = Settings(Path(passing) / "settings.ini")
        settings.name = "Leyla"
        session = build(application, settings, Options("en", "light", environment={}), Path(passing))
        try:
            session.start(file)
            window = session.window
            assert isinstance(window, MainWindow)
            wait_until(lambda: not window.jobs.is_busy)
            window.resize(FIRST_SIZE)  # larger than the screen of no screen, as on a laptop
            for _ in range(PAINTED):
                application.processEvents()
            yield window
        finally:
            session.close()


def wait_until(is_so: Callable[[], bool], each_time: Callable[[], None] = lambda: None) -> None:
    """Let the window go on until something is so."""
    loop, end = QEventLoop(), time.monotonic() + PATIENCE
    look = QTimer(interval=TICK_MS)
    look.timeout.connect(loop.quit)
    look.start()
    while not is_so():
        assert time.monotonic() < end, "it never came"
        loop.exec()
        each_time()
    look.stop()
