"""Who may write a data file: one program at a time; any other is told who has it, where and since when.

The lock is the system's, on the first byte of a file beside the data file. It ends with the program that has
it, however that ends, so what a crash left behind is free and taken without a word. Who holds it stands after
that byte: what is locked cannot be read on Windows. Where no lock can be had (a folder that is read-only, a
drive that knows none) everybody may write, and whoever comes too late is told by `stale-edit`; so is one to
whom a drive has given a lock that it gave to another as well.
"""

import contextlib
import errno
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import FIRST_YEAR, LAST_YEAR
from fieldapp.version import VERSION

LOCK_SUFFIX = "-lock"
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_BEFORE_TEXT = b"\n"
_LONGEST_TEXT = 4096
_TRIES = 5
_BETWEEN_TRIES = 0.01
"""Seconds: a holder that has just come, and not said yet who it is, has done so after the last try."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The program that may write: at whose keys, on which machine, since when, and its process there."""

    who: str
    host: str
    since: datetime
    pid: int


class WriterLock:
    """The right to write one data file, asked for by `take`, or by the first `require`; `now` gives the time
    in the zone that others are told it in. As a context it is given back at the end."""

    def __init__(self, path: Path, who: str, now: Callable[[], datetime]) -> None:
        self._path, self._who, self._now = path, who, now
        self._since = now()
        self._descriptor: int | None = None
        self._lock = Path()
        self._is_asked = False
        self._is_elsewhere = False
        self._holder: Holder | None = None

    def __enter__(self) -> "WriterLock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    @property
    def refusal(self) -> FieldAppError | None:
        """Why nothing may be written: as it was when the lock was asked for last, another program has it."""
        if not self._is_elsewhere:
            return None
        if self._holder is None:
            return FieldAppError("file-in-use-unknown", path=self._path)
        since = self._holder.since.astimezone(self._now().tzinfo)
        told = {"date": since.date(), "time": f"{since:%H:%M}"}
        return FieldAppError(
            "file-in-use", who=self._holder.who, host=self._holder.host, **told, path=self._path
        )

    def take(self) -> bool:
        """Ask for the lock; whether this program may write. Never waits for another to let go."""
        self._is_asked = True
        if self._descriptor is not None:
            return True
        for left in reversed(range(_TRIES)):
            is_settled = self._ask()
            if is_settled or not left:
                break
            time.sleep(_BETWEEN_TRIES)
        return not self._is_elsewhere

    def require(self) -> None:
        """Raises FieldAppError `file-in-use`, or `file-in-use-unknown` where it cannot be read who has it."""
        if not self._is_asked:
            self.take()
        if (refusal := self.refusal) is not None:
            raise refusal

    def rename(self, who: str) -> None:
        """Another person is at the keys now."""
        self._who = who
        if self._descriptor is not None:
            self._say_who(self._descriptor)

    def release(self) -> None:
        """Let others write."""
        descriptor, self._descriptor = self._descriptor, None
        self._is_asked = self._is_elsewhere = False
        if descriptor is not None:
            _let_go(descriptor, self._lock)

    def _ask(self) -> bool:
        """Ask once; False where that is to be done again, for an answer that holds."""
        self._is_elsewhere, self._holder = False, None
        descriptor = self._opened()
        if descriptor is None:
            return True
        try:
            is_ours = _locked(descriptor)
        except OSError:  # a drive that knows no locks
            _let_go(descriptor, self._lock)
            return True
        if not is_ours:
            self._is_elsewhere, self._holder = True, _holder_in(descriptor)
            os.close(descriptor)
            return self._holder is not None
        if not _leads_to(self._lock, descriptor):  # its holder took it away in this moment
            os.close(descriptor)
            self._is_elsewhere = True
            return False
        self._descriptor, self._since = descriptor, self._now()
        self._say_who(descriptor)
        return True

    def _opened(self) -> int | None:
        """The lock's file, beside the data file itself wherever a link to that lies; None where there is
        nothing to be written, or nowhere to put it."""
        try:
            path = self._path.resolve()
            self._lock = path.with_name(f"{path.name}{LOCK_SUFFIX}")
            if not path.is_file() or not os.access(path, os.W_OK):
                return None
            return os.open(self._lock, _FLAGS, 0o666)
        except (OSError, ValueError):
            return None

    def _say_who(self, descriptor: int) -> None:
        since = self._since.astimezone(UTC).isoformat()
        said = {"who": self._who, "host": _host(), "since": since, "pid": os.getpid()}
        text = _BEFORE_TEXT + json.dumps(said).encode()
        with contextlib.suppress(OSError):  # a full disk: the lock holds all the same
            os.ftruncate(descriptor, 0)
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, text)


class NoWriting(WriterLock):
    """For a file that this program can never write, and for whose sake it keeps nobody else from it: `why`
    is told to whoever asks."""

    def __init__(self, path: Path, why: FieldAppError) -> None:
        super().__init__(path, "", lambda: datetime.now(UTC))
        self._why = why

    @property
    @override
    def refusal(self) -> FieldAppError:
        return self._why

    @override
    def take(self) -> bool:
        return False


def no_writing(path: Path, version: str, lock: WriterLock | None) -> NoWriting:
    """For a file that a newer version of the app wrote; others may have `lock`."""
    if lock is not None:
        lock.release()
    if version == VERSION:
        return NoWriting(path, FieldAppError("newer-read-only-unknown", own=VERSION))
    return NoWriting(path, FieldAppError("newer-read-only", version=version, own=VERSION))


def _locked(descriptor: int) -> bool:
    """The system's own lock, as filelock takes it; all of filelock, which takes its time, only on Windows."""
    if sys.platform == "win32":
        from filelock import lock_descriptor

        return lock_descriptor(descriptor, blocking=False)
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK):
            return False
        raise
    return True


def _holder_in(descriptor: int) -> Holder | None:
    """Who says that they hold the lock; None where nobody does, or nothing that can be understood."""
    try:
        os.lseek(descriptor, len(_BEFORE_TEXT), os.SEEK_SET)
        said = json.loads(os.read(descriptor, _LONGEST_TEXT))
        holder = Holder(
            str(said["who"]), str(said["host"]), datetime.fromisoformat(said["since"]), int(said["pid"])
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    is_dated = holder.since.tzinfo is not None and FIRST_YEAR <= holder.since.year <= LAST_YEAR
    return holder if holder.who and holder.host and is_dated else None


def _let_go(descriptor: int, lock: Path) -> None:
    """Away with the file, and then with the lock on it; on Windows, which keeps what somebody has open, the
    other way round: there it stays for whoever has come in between."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            os.close(descriptor)
            lock.unlink()
            return
        if _leads_to(lock, descriptor):
            lock.unlink()
    with contextlib.suppress(OSError):
        os.close(descriptor)


def _leads_to(lock: Path, descriptor: int) -> bool:
    """Whether the path still leads to the file that is open: a lock on one that was taken away binds nobody.
    On Windows it cannot be taken away."""
    if sys.platform == "win32":
        return True
    try:
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except OSError:
        return False


def _host() -> str:
    """What the machine calls itself, without a look at the network."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename
