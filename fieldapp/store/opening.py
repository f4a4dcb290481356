"""Making and opening data files: what is checked before a file is trusted, and SQLite's failures as codes."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.core.backups import BackupReason
from fieldapp.core.errors import FieldAppError
from fieldapp.core.integrity import Problem
from fieldapp.litter import part_beside, remove_data_file, sync_folder
from fieldapp.store.backup import PAGES, back_up_before, has_log, is_writable_file
from fieldapp.store.digests import write_all_digests
from fieldapp.store.drives import DriveKind, drive_of
from fieldapp.store.engine.database import Database
from fieldapp.store.format.failures import code_of
from fieldapp.store.format.newer import can_be_vouched_for, version_in
from fieldapp.store.format.older import look_at_older
from fieldapp.store.format.schema import (
    APPLICATION_ID,
    MIGRATIONS,
    USER_VERSION,
    is_header_of_ours,
    migrations,
)
from fieldapp.store.format.shape import applied_migrations, is_of_the_app
from fieldapp.store.home import home_at, kept_home
from fieldapp.store.integrity import Tell, found_in, say_nothing, stoppable
from fieldapp.store.part_file import give_name
from fieldapp.store.side_log import refuse_foreign_log
from fieldapp.version import VERSION

if TYPE_CHECKING:
    from fieldapp.store.engine.only_read import OnlyRead

BUSY_SECONDS = 3.0

GUARDS = ("PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON", "PRAGMA mmap_size = 0")

_UNQUOTED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~/")
"""The bytes of a path that stand for themselves in a URI."""


def make_database(path: Path, about: dict[str, str]) -> None:
    """Write a new data file, whole or not at all. Raises FieldAppError `file-exists`, `no-permission`, …"""
    with translated(path):
        if path.is_dir():
            raise FieldAppError("is-a-folder", path=path)
        if path.exists():
            raise FieldAppError("file-exists", path=path)
    part = part_beside(path)
    try:
        with translated(path):
            db = Database(sqlite3.connect(part), execute_plugins=False)
            try:
                _set_journal(db, path)
                with db.atomic():
                    _fill(db, about | kept_home(home_at(path, part)))
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # closing would not say if it failed
            finally:
                db.close()
            require_folded(part)
            give_name(part, path)
            with leaving_nothing(path):
                sync_folder(path.parent)
    finally:
        remove_data_file(part)


def require_folded(path: Path) -> None:
    """See that a file that was closed holds all that its log held: where the disk fails, SQLite leaves that
    beside it without a word. Raises FieldAppError `disk-failed`."""
    if has_log(path):
        raise FieldAppError("disk-failed", path=path)


@contextlib.contextmanager
def leaving_nothing(path: Path) -> Iterator[None]:
    """Remove a file that has just been made where what follows fails: its name stays free.

    Raises FieldAppError `left-there` where the disk does not let it go: then it is no longer true that
    nothing was written.
    """
    try:
        yield
    except BaseException as error:
        remove_data_file(path)
        if isinstance(error, FieldAppError | OSError) and _is_there(path):
            raise FieldAppError("left-there", path=path) from error
        raise


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return True


def _fill(db: Database, about: dict[str, str]) -> None:
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {USER_VERSION}")
    migrations.apply(db)
    rows = ({"key": key, "value": value} for key, value in about.items())
    db.table("about").insert_all(rows, replace=True)
    write_all_digests(db)


def open_database(
    path: Path, may_migrate: Callable[[], bool] = lambda: True, *, is_open: bool = False
) -> Database:
    """Open a data file that has been looked at: header, application, version, schema. What its rows say is
    compared when it is read. `may_migrate` is asked where it is of an older version, to be brought over. Of
    one of a newer version a copy in memory is opened, if that can be vouched for. `is_open`: this program has
    it open already, so that nothing but SQLite may touch it, or its locks would be given up.

    Raises FieldAppError `not-found`, `is-a-folder`, `not-a-data-file`, `not-as-made`, `from-newer-app`,
    `needs-version`, `file-damaged`, `foreign-log`, `no-permission`, `file-busy`; or for one of an older
    version `file-read-only` where it cannot be written, `older-in-use` where it may not be brought over.
    """
    version = USER_VERSION if is_open else _look_from_outside(path)
    with translated(path):
        if version > USER_VERSION:
            return _open_newer(path)
        is_writable = is_writable_file(path)
        db = Database(_connect(path, is_writable), execute_plugins=False)
        try:
            for guard in GUARDS:
                db.execute(guard)
            if db.execute("PRAGMA user_version").fetchone()[0] > USER_VERSION:  # as its log tells
                return _open_newer(path, db)
            is_older = len(_look_inside(db, path)) < len(MIGRATIONS)
            if is_older and not is_writable:
                raise FieldAppError("file-read-only", path=path)
            if is_older and not may_migrate():
                raise FieldAppError("older-in-use", path=path)
            applied = _look_inside(db, path) if is_older else []  # another may have done it meanwhile
            is_older = is_older and len(applied) < len(MIGRATIONS)
            if is_older:
                look_at_older(db, path, applied)
                back_up_before(path, BackupReason.MIGRATION)
            if is_writable:
                _set_journal(db, path)
            if is_older:
                _bring_up_to_date(db)
        except BaseException:
            db.close()
            raise
    return db


def _open_newer(path: Path, opened: Database | None = None) -> Database:
    """`opened` is closed first: the reading connection is the last one then, and does not fold the log in."""
    with contextlib.closing(_connect(path, is_writable=False)) as source:
        _refuse_cut_short(path, source)
        source.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        if opened is not None:
            opened.close()
        db = Database(_copy(source, say_nothing), execute_plugins=False)
    if not can_be_vouched_for(db):
        version = version_in(db)
        db.close()
        if version in ("", VERSION):
            raise FieldAppError("from-newer-app", path=path)
        raise FieldAppError("needs-version", path=path, version=version, own=VERSION)
    return db


def _copy(source: sqlite3.Connection, tell: Tell) -> sqlite3.Connection:
    """What a file and its log tell at one moment, in memory."""
    memory = sqlite3.connect(":memory:")
    try:
        size = source.execute("PRAGMA page_size").fetchone()[0]
        memory.execute(f"PRAGMA page_size = {size}")
        source.backup(memory, pages=PAGES, progress=lambda *_: tell(0.0))
        for guard in GUARDS:
            memory.execute(guard)
    except BaseException:
        memory.close()
        raise
    return memory


def only_read_at(path: Path) -> "OnlyRead | None":
    """What tells whether a file has changed that can only be read here; None for one that can be written, of
    which SQLite tells."""
    if is_writable_file(path):
        return None
    from fieldapp.store.engine.only_read import OnlyRead  # seldom needed, and every start would wait for it

    with translated(path):
        return OnlyRead(path)


def compare_copy(path: Path, tell: Tell = say_nothing) -> list[Problem]:
    """Everything in an open data file beside what it stands under. A copy in memory of one moment is looked
    at: the file is only read, and whoever writes it goes on.

    Raises FieldAppError `stopped` where `tell` does, `file-busy`, `disk-failed`, …
    """
    with translated(path):
        with contextlib.closing(_connect(path, is_writable_file(path), mode="ro")) as source:
            _refuse_cut_short(path, source)
            copy = _copy(source, tell)
        with contextlib.closing(copy) as memory, stoppable(memory, tell) as telling:
            return list(found_in(memory, telling))


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's and the disk's errors into FieldAppErrors that name the file."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.InterfaceError):
            raise
        raise FieldAppError(code_of(error), path=path) from error
    except UnicodeDecodeError as error:
        raise FieldAppError("file-damaged", path=path) from error
    except PermissionError as error:
        raise FieldAppError("no-permission", path=path) from error
    except OSError as error:
        raise FieldAppError("disk-failed", path=path) from error


def uri_of(path: str) -> str:
    """SQLite's URI of an absolute path with forward slashes. The two slashes of a Windows share need two
    more, or SQLite takes the server's name for an authority and refuses it."""
    if path.startswith("//"):
        return f"file://{_quoted(path)}"
    return f"file:{_quoted(path if path.startswith('/') else '/' + path)}"


def _quoted(path: str) -> str:
    """As `urllib.parse.quote` has it, which would bring the addresses of networks along."""
    return "".join(chr(byte) if byte in _UNQUOTED else f"%{byte:02X}" for byte in os.fsencode(path))


def _look_from_outside(path: Path) -> int:
    """The version that a data file's first bytes tell; its log must be its own."""
    version = _look_at_header(path)
    with translated(path):
        refuse_foreign_log(path)
    return version


def _look_at_header(path: Path) -> int:
    """The version that a data file's first bytes tell."""
    with translated(path):
        if path.is_dir():
            raise FieldAppError("is-a-folder", path=path)
        if not path.exists():
            raise FieldAppError("not-found", path=path)
        if not path.is_file():
            raise FieldAppError("not-a-data-file", path=path)
        with path.open("rb") as file:
            header = file.read(72)
    if not is_header_of_ours(header):
        raise FieldAppError("not-a-data-file", path=path)
    return int.from_bytes(header[60:64], "big")


def _connect(path: Path, is_writable: bool, mode: str = "rw") -> sqlite3.Connection:
    """A connection of that mode, or a reading one where file or folder cannot be written."""
    uri = uri_of(path.resolve().as_posix())
    if is_writable:
        return sqlite3.connect(f"{uri}?mode={mode}", uri=True, timeout=BUSY_SECONDS)
    return sqlite3.connect(f"{uri}?mode=ro{'' if has_log(path) else '&immutable=1'}", uri=True)


def _look_inside(db: Database, path: Path) -> list[str]:
    """The migrations that a file has been through."""
    _refuse_cut_short(path, db)
    applied = applied_migrations(db)
    if not is_of_the_app(db, applied):
        raise FieldAppError("not-as-made", path=path)
    return applied


def _refuse_cut_short(path: Path, db: Database | sqlite3.Connection) -> None:
    """SQLite fills a last page that is cut short with zeros, without a word; a log has it whole."""
    if not has_log(path) and path.stat().st_size % db.execute("PRAGMA page_size").fetchone()[0] != 0:
        raise FieldAppError("file-damaged", path=path)


def _set_journal(db: Database, path: Path) -> None:
    """Only after the look inside: it writes to the file, and what is refused stays as it is."""
    is_safe = drive_of(path).kind is DriveKind.FIXED
    journal, synchronous = ("WAL", "FULL") if is_safe else ("DELETE", "EXTRA")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute(f"PRAGMA journal_mode = {journal}")
    db.execute(f"PRAGMA synchronous = {synchronous}")


def _bring_up_to_date(db: Database) -> None:
    with db.atomic():
        migrations.apply(db)
        db.execute("UPDATE about SET value = ? WHERE key = 'app_version'", [VERSION])
        write_all_digests(db)
        db.execute(f"PRAGMA user_version = {USER_VERSION}")
