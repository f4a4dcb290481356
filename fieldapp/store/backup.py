"""Putting a data file aside, whole: beside it, on a stick, before something is done to it.

SQLite's backup API takes a snapshot into memory. What is written is written beside its place, synced, read
again and compared, looked at, and then given its name; so no other file is ever opened by SQLite, and what
ends in between leaves what was there before.
"""

import contextlib
import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from glob import escape
from pathlib import Path

from fieldapp.core.backups import (
    Backup,
    BackupReason,
    backup_name,
    folder_name,
    read_backup_name,
    staying,
)
from fieldapp.core.errors import FieldAppError
from fieldapp.litter import sync_folder
from fieldapp.store.digests import is_under_digests
from fieldapp.store.engine.database import Database
from fieldapp.store.format.failures import code_of
from fieldapp.store.format.schema import USER_VERSION, is_header_of_ours
from fieldapp.store.format.shape import applied_migrations, is_of_the_app
from fieldapp.store.integrity import Tell, found_in, say_nothing, stoppable
from fieldapp.store.part_file import clear_parts, write_part
from fieldapp.store.side_log import refuse_foreign_log

PAGES = 256
"""Read in one go; then the writer may write, and whoever waits may stop it."""

COPIED_AT_ONCE = 4 * 1024 * 1024
"""Bytes that Python copies without giving the window a turn."""

_BUSY_SECONDS = 3.0
_SMALLEST_PAGE, _LARGEST_PAGE = 512, 65_536  # the largest is written as 1
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def is_whole(path: Path) -> bool:
    """Whether a file is a data file of this app's or an older version, without any damage that can be seen.
    It is neither opened nor changed: its bytes are looked at."""
    try:
        look_whole(path.read_bytes(), path)
    except (OSError, FieldAppError):
        return False
    return True


def look_whole(data: bytes, path: Path, tell: Tell = say_nothing) -> None:
    """Look at all of a data file's bytes; `path` is named in what is raised.

    Raises FieldAppError `not-a-data-file`, `from-newer-app`, `file-damaged`, `not-as-made`, `stopped`.
    """
    _look_at_bytes(data, path)
    try:
        with contextlib.closing(in_memory(data)) as db:
            _look_into(db, path, tell)
    except sqlite3.DatabaseError as error:
        raise FieldAppError("file-damaged", path=path) from error


def _look_at_bytes(data: bytes, path: Path) -> None:
    _look_at_header(data[:100], path)
    size = int.from_bytes(data[16:18], "big")
    if len(data) % (_LARGEST_PAGE if size == 1 else max(size, _SMALLEST_PAGE)):
        raise FieldAppError("file-damaged", path=path)


def _look_into(db: sqlite3.Connection, path: Path, tell: Tell) -> None:
    """Look at all that a copy in memory tells. Raises FieldAppError as `look_whole`."""
    try:
        with stoppable(db, tell) as telling:
            looked = Database(db, execute_plugins=False)
            is_ours = is_of_the_app(looked, applied_migrations(looked))
            about = {key for (key,) in db.execute("SELECT key FROM about")} if is_ours else set()
            is_sound = next(found_in(db, telling), None) is None if is_under_digests(db) else _is_sound(db)
    except sqlite3.DatabaseError as error:
        raise FieldAppError("file-damaged", path=path) from error
    if is_sound and not is_ours:
        raise FieldAppError("not-as-made", path=path)
    if not is_sound or not about >= {"programme", "office"}:
        raise FieldAppError("file-damaged", path=path)


def _is_sound(db: sqlite3.Connection) -> bool:
    """As far as SQLite can tell of a file without digests."""
    told = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
    return told == "ok" and not db.execute("PRAGMA foreign_key_check").fetchone()


def _look_at_header(head: bytes, path: Path) -> None:
    """Before SQLite is let near a file: it would tidy up beside anybody's."""
    if len(head) < 100 or not is_header_of_ours(head):
        raise FieldAppError("not-a-data-file", path=path)
    if int.from_bytes(head[60:64], "big") > USER_VERSION:
        raise FieldAppError("from-newer-app", path=path)


def backup_folder(path: Path, chosen: Path | None = None) -> Path:
    """Where the backups of a data file lie: beside it, or in a folder of their own in the chosen one."""
    return (chosen or path.parent) / folder_name(path.stem)


def list_backups(path: Path, folder: Path) -> list[Backup]:
    """The backups of a data file in a folder, newest first; none where the folder cannot be read."""
    try:
        names = [entry.name for entry in os.scandir(folder)]
    except OSError:
        return []
    found = (read_backup_name(folder / name, path.stem) for name in names)
    return sorted(filter(None, found), key=lambda backup: (backup.made, backup.path), reverse=True)


def back_up(
    path: Path,
    folder: Path,
    made: datetime,
    reason: BackupReason,
    tell: Tell = say_nothing,
    *,
    is_open: bool = False,
) -> Path:
    """Put a data file aside in the folder of its backups, which is made where it is not there, and throw away
    what the ring does not keep. A file of an older version is put aside as it is.

    Raises FieldAppError as `take_snapshot`, `disk-full`, `no-permission`, `disk-failed`, `stick-gone`,
    `stopped`.
    """
    data = take_snapshot(path, lambda share: tell(share / 2), is_open=is_open)
    with named_failures(folder):
        folder.mkdir(exist_ok=True)
    target = _put_backup(data, path.stem, folder, made, reason, lambda share: tell(0.5 + share / 2))
    _prune(path, folder, target, data)
    return target


def back_up_before(path: Path, reason: BackupReason, now: Callable[[], datetime] = datetime.now) -> Path:
    """Put an open data file aside beside it, before something is done to it. Raises FieldAppError as
    `back_up`."""
    return back_up(path, backup_folder(path), now(), reason, is_open=True)


def carry(
    path: Path, folder: Path, made: datetime, tell: Tell = say_nothing, *, is_open: bool = False
) -> Path:
    """Put a data file aside on a stick or another drive: when this returns, it has been read there again and
    is the same. Nothing else there is touched.

    Raises FieldAppError as `back_up`, and `not-a-folder`, `not-found`.
    """
    if folder.exists() and not folder.is_dir():
        raise FieldAppError("not-a-folder", path=folder)
    if not folder.exists():
        raise FieldAppError("not-found", path=folder)
    data = take_snapshot(path, lambda share: tell(share / 2), is_open=is_open)
    asked = BackupReason.ASKED
    return _put_backup(data, path.stem, folder, made, asked, lambda share: tell(0.5 + share / 2))


def take_snapshot(path: Path, tell: Tell = say_nothing, *, is_open: bool = False) -> bytes:
    """All of a data file at one moment, its log included, while others may go on writing: copied, which is
    half of the work, and looked at where SQLite has put the copy. `is_open`: by a store of this process,
    which has looked at it. Then only SQLite may touch it: on POSIX systems a process that closes any handle
    of a file gives up all its locks on it, and the next program that looks at the file would take its log
    away under the store.

    Raises FieldAppError `not-found`, `is-a-folder`, `not-a-data-file`, `from-newer-app`, `file-damaged`,
    `foreign-log`, `file-busy`, `no-permission`, `disk-failed`, `stopped`.
    """
    with named_failures(path):
        if path.is_dir():
            raise FieldAppError("is-a-folder", path=path)
        if not path.exists():
            raise FieldAppError("not-found", path=path)
        if not path.is_file():
            raise FieldAppError("not-a-data-file", path=path)
        if not is_open:
            with path.open("rb") as file:
                _look_at_header(file.read(100), path)
            refuse_foreign_log(path)
        if not has_log(path) and not is_writable_file(path):
            data = path.read_bytes()
            look_whole(data, path, lambda share: tell(0.5 + share / 2))
            return data
        with _copied(path, lambda share: tell(share / 2)) as memory:
            data = memory.serialize()
            _look_at_bytes(data, path)
            _look_into(memory, path, lambda share: tell(0.5 + share / 2))
    return data


def _put_backup(
    data: bytes, stem: str, folder: Path, made: datetime, reason: BackupReason, tell: Tell
) -> Path:
    try:
        with named_failures(folder):
            clear_parts(folder, f".{escape(stem)} ")
            target = free_place(folder, stem, made, reason)
            with write_part(target, data, tell) as part:
                part.replace(target)
            sync_folder(folder)
            return target
    except FieldAppError as error:
        if error.code in ("disk-failed", "no-permission", "not-found") and not folder.is_dir():
            raise FieldAppError("stick-gone", path=folder) from error
        raise


def free_place(folder: Path, stem: str, made: datetime, reason: BackupReason) -> Path:
    """Two in one second are called as if they were made one after the other."""
    while (place := folder / backup_name(stem, made, reason)).exists():
        made += timedelta(seconds=1)
    return place


def _prune(path: Path, folder: Path, target: Path, data: bytes) -> None:
    """Throw away what the ring does not keep, of this very file: another of the same name may have put its
    backups here. What cannot be deleted now goes another time."""
    here = list_backups(path, folder)
    stay = staying(here)
    gone = [backup for backup in here if backup not in stay and backup.path != target]
    origin = _origin(data) if gone else []
    for backup in gone:
        with contextlib.suppress(OSError, sqlite3.DatabaseError):
            if _origin(backup.path.read_bytes()) == origin:
                backup.path.unlink()


def office_of(data: bytes) -> str:
    """Whose a whole data file is."""
    return dict(_origin(data))["office"]


def _origin(data: bytes) -> list[tuple[str, str]]:
    """What a data file is born with, and keeps."""
    with contextlib.closing(in_memory(data)) as db:
        return db.execute(
            "SELECT key, value FROM about WHERE key IN ('office', 'created_at') ORDER BY key"
        ).fetchall()


def copy_pages(path: Path, tell: Tell = say_nothing) -> bytes:
    """What SQLite makes of a file and its log."""
    with _copied(path, tell) as memory:
        return memory.serialize()


@contextlib.contextmanager
def _copied(path: Path, tell: Tell) -> Iterator[sqlite3.Connection]:
    """The same in memory."""
    source = sqlite3.connect(path, timeout=_BUSY_SECONDS)
    memory = sqlite3.connect(":memory:")
    with contextlib.closing(source), contextlib.closing(memory):
        size = source.execute("PRAGMA page_size").fetchone()[0]
        memory.execute(f"PRAGMA page_size = {size}")
        if path.stat().st_size % size:  # SQLite fills a last page that is cut short with zeros
            raise FieldAppError("file-damaged", path=path)
        source.backup(
            memory, pages=PAGES, progress=lambda _, left, all_: tell(1 - left / all_ if all_ else 1.0)
        )
        yield memory


def in_memory(data: bytes) -> sqlite3.Connection:
    """A copy in memory to look at. The mark of a file with a log does not go with it: memory has none."""
    db = sqlite3.connect(":memory:")
    held = bytearray()
    for start in range(0, len(data), COPIED_AT_ONCE):  # in one go it would hold the window up
        held += data[start : start + COPIED_AT_ONCE]
    held[18:20] = b"\1\1"
    try:
        db.deserialize(held)
    except BaseException:
        db.close()
        raise
    return db


def has_log(path: Path) -> bool:
    """Whether a log with something in it lies beside a data file."""
    there = path.resolve()
    log = there.with_name(f"{there.name}-wal")
    return log.exists() and log.stat().st_size > 0


def is_writable_file(path: Path) -> bool:
    """Whether the file may be written, and others beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


@contextlib.contextmanager
def named_failures(path: Path) -> Iterator[None]:
    """Turn SQLite's and the disk's errors into FieldAppErrors that name the file or folder."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise FieldAppError(code_of(error), path=path) from error
    except PermissionError as error:
        raise FieldAppError("no-permission", path=path) from error
    except FileNotFoundError as error:
        raise FieldAppError("not-found", path=path) from error
    except (FileExistsError, NotADirectoryError) as error:
        raise FieldAppError("not-a-folder", path=path) from error
    except OSError as error:
        if error.errno == errno.EROFS:
            raise FieldAppError("no-permission", path=path) from error
        raise FieldAppError("disk-full" if error.errno in _FULL else "disk-failed", path=path) from error
