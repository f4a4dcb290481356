"""A file on its way: written beside its place, synced, read again and compared, before it gets its name."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from fieldapp.core.errors import FieldAppError

PART = ".back"
"""In the names of these files, so that nobody else's are taken for them."""

READ_AT_ONCE = 256 * 1024


@contextlib.contextmanager
def write_part(target: Path, data: bytes, tell: Callable[[float], None]) -> Iterator[Path]:
    """Write what is to become `target`; in the block it can be moved there. Whatever happens, nothing is left
    beside it.

    Raises OSError, and FieldAppError `backup-differs` where the disk gives back something else.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}{PART}")
    flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        with contextlib.ExitStack() as at_work:
            file = os.open(part, flags, 0o666)
            at_work.callback(os.close, file)
            _claim(file)
            for start in range(0, len(data), READ_AT_ONCE):
                tell(start / len(data) / 2)
                _write(file, data[start : start + READ_AT_ONCE])
            os.fsync(file)
            _forget(file)
            _compare(file, data, target, tell)
            if os.name != "posix":  # what is open cannot be moved there
                at_work.close()
            yield part
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def give_name(part: Path, path: Path) -> None:
    """Give a finished file its name, never in the place of another that came in between. Raises FieldAppError
    `file-exists`, OSError."""
    try:
        os.link(part, path)
    except FileExistsError as error:
        raise FieldAppError("file-exists", path=path) from error
    except OSError:  # a file system without links, such as that of a USB stick
        if path.exists():
            raise FieldAppError("file-exists", path=path) from None
        part.rename(path)


def clear_parts(folder: Path, beginning: str) -> None:
    """Take away what an app that was killed has left; what another one is writing now stays. `beginning`: of
    their names, as a pattern."""
    for part in folder.glob(f"{beginning}*{PART}"):
        with contextlib.suppress(OSError):
            if not _is_claimed(part):
                part.unlink()


def _write(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]


def _compare(file: int, data: bytes, target: Path, tell: Callable[[float], None]) -> None:
    """Read it again and compare it. Raises FieldAppError `backup-differs`."""
    os.lseek(file, 0, os.SEEK_SET)
    for start in range(0, len(data), READ_AT_ONCE):
        tell(0.5 + start / len(data) / 2)
        wanted = data[start : start + READ_AT_ONCE]
        if _read(file, len(wanted)) != wanted:
            raise FieldAppError("backup-differs", path=target)
    if os.read(file, 1):
        raise FieldAppError("backup-differs", path=target)


def _read(file: int, size: int) -> bytes:
    found = bytearray()
    while len(found) < size and (more := os.read(file, size - len(found))):
        found += more
    return bytes(found)


def _forget(file: int) -> None:
    """Have what is read now come from the drive, not from memory, where the system can be told so."""
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)


def _claim(file: int) -> None:
    """Say that somebody is at it, for as long as it is open. Windows lets nobody delete what is open."""
    if os.name == "posix":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_claimed(part: Path) -> bool:
    if os.name == "posix":
        import fcntl

        file = os.open(part, os.O_RDONLY)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        finally:
            os.close(file)
    return False
