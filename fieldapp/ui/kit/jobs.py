"""Work off the GUI thread: frozen values go in, a result comes out.

The work knows nothing of Qt. `Jobs` lives as long as the window, and owns the signal that
brings results home.
"""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThreadPool, Signal, Slot

from fieldapp.core.errors import FieldAppError

TURN = 0.0005
"""Seconds after which the worker gives way when the window wants to go on. With Python's own 0.005, one paint
that asks ten times waits for 50 ms."""

PAINTING = 0.05
"""Seconds that long work waits at its beginning."""


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[FieldAppError], None]
    ended: Callable[[], None]


class Jobs(QObject):
    """Runs one job after the other. `busy_changed`: work began, or the last of it ended."""

    busy_changed = Signal()
    _ended = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(TURN)
        self._pool = QThreadPool(self, maxThreadCount=1)
        self._open = 0
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether a job has not come home yet."""
        return self._open > 0

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[FieldAppError], None],
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        """Do `work` on the worker thread; then, on this one, `done(result)` or `failed(error)`, and whatever
        came of it, `ended()`.

        Any other exception is a bug and is raised here, where the excepthook meets it.
        """
        job = _Job(work, done, failed, ended)
        self._open += 1
        self.busy_changed.emit()
        self._pool.start(lambda: self._work(job))

    def wait(self) -> None:
        """Return when everything has come home; for closing."""
        while self.is_busy:
            self._pool.waitForDone()
            QCoreApplication.sendPostedEvents(self)

    def _work(self, job: _Job) -> None:
        result: Any = None
        error: BaseException | None = None
        try:
            result = job.work()
        except BaseException as raised:
            error = raised
        self._ended.emit(job, result, error)

    @Slot(object, object, object)
    def _deliver(self, job: _Job, result: Any, error: BaseException | None) -> None:
        self._open -= 1
        self.busy_changed.emit()
        try:
            if error is None:
                job.done(result)
            elif isinstance(error, FieldAppError):
                job.failed(error)
            else:
                raise error
        finally:
            job.ended()


@contextmanager
def uncollected() -> Iterator[None]:
    """For work on a thousand sheets, which are a million objects: to look through them for rings, of which
    there are none, would hold the window up every few seconds, and longer each time. Whoever lets go of them
    says `gc.unfreeze`. The window has painted that something is being done before it begins: to paint all
    of a table asks for Python a thousand times, and here Python is busy."""
    gc.disable()
    time.sleep(PAINTING)
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
