"""A data file that can only be read here. SQLite reads one without a log as if nobody could change it, and
goes on with what it has open whatever is put in its place; so it is looked here whether it is the same."""

import time
from dataclasses import dataclass
from pathlib import Path

from fieldapp.core.errors import FieldAppError

_SETTLED = 2.0
"""Seconds: two changes that lie further apart have different times on any drive."""


def now() -> float:
    """The time in seconds, as the times of files are told."""
    return time.time()


@dataclass(frozen=True, slots=True)
class _Mark:
    """Which file it is, with its size and times in nanoseconds, and which log lies beside it, if one does."""

    file: tuple[int, ...]
    log: tuple[int, int] | None

    @property
    def is_young(self) -> bool:
        """Whether it may have been changed again without a trace in its times. A log tells of that itself."""
        changed = max(self.file[-2:]) / 1e9
        return self.log is None and abs(now() - changed) < _SETTLED


class OnlyRead:
    """What a file looked like when it was opened."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mark = _mark_of(path)
        self._was_young = self._mark is not None and self._mark.is_young

    def was_changed(self) -> bool:
        """Whether it has been written, or another one put in its place. Raises FieldAppError `file-gone`."""
        mark = _mark_of(self._path)
        if mark is None:
            raise FieldAppError("file-gone", path=self._path)
        return mark != self._mark

    def may_be_changed(self) -> bool:
        """The same, also where its times cannot tell. Raises FieldAppError `file-gone`."""
        return self.was_changed() or self._was_young


def _mark_of(path: Path) -> _Mark | None:
    """None where there is no file; raises PermissionError and others."""
    try:
        there = path.resolve()
        file = there.stat()
    except FileNotFoundError:
        return None
    try:
        log = there.with_name(f"{there.name}-wal").stat()
    except FileNotFoundError:
        beside = None
    else:
        beside = (log.st_dev, log.st_ino) if log.st_size else None
    return _Mark((file.st_dev, file.st_ino, file.st_size, file.st_mtime_ns, file.st_ctime_ns), beside)
