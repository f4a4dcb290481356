"""Putting a finished file where it belongs: beside the target first, then moved; never half, never torn."""

import contextlib
import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import IO

from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.files import require_plain_file
from fieldapp.litter import clear_litter, part_beside, sync_folder

SQLITE_MAGIC = b"SQLite format 3\x00"
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


@dataclass(frozen=True, slots=True)
class UnplacedFile:
    """A finished file beside the place where it is to go: moved there, or dropped. `digest`: SHA-256, hex."""

    part: Path
    target: Path
    digest: str

    def move(self) -> Path:
        """Give it its name, or `name (2)` where the target is open elsewhere; the path that it has then.

        Raises FieldAppError as `lay_aside` does.
        """
        with _translated(self.target):
            _refuse(self.target)
            return self._move()

    def drop(self) -> None:
        """Leave nothing behind; a file that was moved stays."""
        with contextlib.suppress(OSError):
            self.part.unlink(missing_ok=True)

    def _move(self) -> Path:
        path = self.target
        if not is_open_elsewhere(path):
            with contextlib.suppress(PermissionError):
                return self._become(path)
            if not path.exists():
                raise FieldAppError("no-permission", path=path)
        return self._become(_free_name(path))

    def _become(self, path: Path) -> Path:
        """A disk that says no may have done it all the same, as a network does that loses the answer."""
        try:
            self.part.replace(path)
        except OSError:
            if self.part.exists() or not path.exists() or digest_of(path) != self.digest:
                raise
        sync_folder(path.parent)
        return path


def place(path: Path, write: Callable[[IO[bytes]], None]) -> Path:
    """Have a file written and moved to `path`, or to `name (2)` where the target is open elsewhere.

    Returns the path that was written. On any failure nothing is left behind and an old file stays as it was.
    Raises FieldAppError as `lay_aside` and `UnplacedFile.move` do.
    """
    file = lay_aside(path, write)
    try:
        return file.move()
    finally:
        file.drop()


def place_bytes(path: Path, content: bytes) -> Path:
    """The same for what is all in memory."""

    def write(file: IO[bytes]) -> None:
        file.write(content)

    return place(path, write)


def place_text(path: Path, text: str) -> Path:
    """The same for a text, which is written in UTF-8."""
    return place_bytes(path, text.encode("utf-8"))


def lay_aside(path: Path, write: Callable[[IO[bytes]], None]) -> UnplacedFile:
    """Have a file written whole beside `path`, to be moved there later. On any failure nothing is left.

    Raises FieldAppError `is-a-folder`, `no-plain-file`, `is-a-data-file`, `not-found` (the folder),
    `no-permission`, `disk-full`, `disk-failed`.
    """
    part = part_beside(path)
    try:
        with _translated(path):
            _refuse(path)
            clear_litter(path)
            with part.open("wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            return UnplacedFile(part, path, digest_of(part))
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse(path: Path) -> None:
    """Where no file may be put."""
    with contextlib.suppress(FileNotFoundError):
        require_plain_file(path)
    if _is_data_file(path):
        raise FieldAppError("is-a-data-file", path=path)
    if not path.parent.is_dir():
        raise FieldAppError("not-found", path=path.parent)


def _is_data_file(path: Path) -> bool:
    """Whether a SQLite file stands there: no report may ever take its place."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC


def is_open_elsewhere(path: Path) -> bool:
    """Whether Excel's or LibreOffice's owner file lies beside an existing file."""
    owners = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    return path.exists() and any(owner.exists() for owner in owners)


def unused_name(path: Path) -> Path:
    """The same path, or `name (2)` and so on where something has that name."""
    return _free_name(path) if os.path.lexists(path) else path


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))
    return next(name for name in names if not name.exists())


@contextlib.contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Turn the disk's errors into FieldAppErrors that name the file."""
    try:
        yield
    except PermissionError as error:
        raise FieldAppError("no-permission", path=path) from error
    except OSError as error:
        if error.errno == errno.EROFS:
            raise FieldAppError("no-permission", path=path) from error
        code = "disk-full" if error.errno in _FULL else "disk-failed"
        raise FieldAppError(code, path=path) from error
