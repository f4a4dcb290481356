"""Going back to a backup: what that means, and doing it so that the one file or the other is there, whole."""

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from glob import escape
from pathlib import Path

from fieldapp.core.backups import (
    SUFFIX,
    Backup,
    BackupReason,
    HeldSheet,
    Prospect,
    changes_since,
)
from fieldapp.core.definition.office import Office
from fieldapp.core.errors import FieldAppError
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.report import Status
from fieldapp.core.sheet import SheetKey
from fieldapp.litter import sync_folder
from fieldapp.store.backup import (
    back_up,
    copy_pages,
    free_place,
    has_log,
    in_memory,
    is_whole,
    is_writable_file,
    look_whole,
    named_failures,
    office_of,
    take_snapshot,
)
from fieldapp.store.digests import is_under_digests
from fieldapp.store.engine.database import Database
from fieldapp.store.held import look_at_held
from fieldapp.store.home import at_home
from fieldapp.store.integrity import Tell, say_nothing
from fieldapp.store.part_file import clear_parts, write_part
from fieldapp.store.side_log import refuse_foreign_log
from fieldapp.store.store import Store

_BUSY_SECONDS = 3.0
_TRIES = 3
_SIDE_FILES = ("-wal", "-shm", "-journal")
_UNREADABLE = ("file-damaged", "not-as-made", "not-a-data-file", "foreign-log", "not-found")


def read_backup(path: Path, tell: Tell = say_nothing) -> bytes:
    """All of a backup. Nothing is asked of it and nothing is changed, also where somebody has opened it and
    left a log.

    Raises FieldAppError `not-found`, `is-a-folder`, `not-a-data-file`, `from-newer-app`, `file-damaged`,
    `stopped` where `tell` does.
    """
    with named_failures(path):
        if path.is_dir():
            raise FieldAppError("is-a-folder", path=path)
        if path.exists() and not path.is_file():
            raise FieldAppError("not-a-data-file", path=path)
        data = _with_its_log(path) if any(_beside(path)) else path.read_bytes()
    look_whole(data, path, tell)
    return data


def foresee(path: Path, backup: Path, tell: Tell = say_nothing, *, is_open: bool = False) -> Prospect:
    """What a backup holds, and what would be lost with it. Copies of both are looked at. `is_open`: as of
    `take_snapshot`.

    Raises FieldAppError as `read_backup`; a file that cannot be read is not known, and that is said.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, contextlib.ExitStack() as opened:
        held = opened.enter_context(_looked_at(read_backup(backup, tell), Path(folder) / f"held{SUFFIX}"))
        try:
            snapshot = take_snapshot(path, lambda share: tell(0.0), is_open=is_open)
            present = opened.enter_context(_looked_at(snapshot, Path(folder) / f"now{SUFFIX}"))
        except FieldAppError:
            present = None
        keys = {*_keys_in(held), *(_keys_in(present) if present else ())}
        sheets, newest = [], None
        for number, key in enumerate(sorted(keys, key=lambda key: _order(key, held.office))):
            tell(number / len(keys))
            before = held.history(key)
            if before and (newest is None or before[-1].at > newest.at):
                newest = before[-1]
            lost = changes_since(present.history(key), before) if present else ()
            was, now = _status_in(held, key), _status_in(present, key) if present else None
            if was or now or lost:
                sheets.append(HeldSheet(key.period, was, now, lost, _other_office(held, key)))
        is_other = present is not None and present.office != held.office
        beyond = _beyond(present, held) if present else {}
        return Prospect(backup, held.office, newest, tuple(sheets), present is not None, is_other, beyond)


def restore(path: Path, backup: Path, folder: Path, now: datetime, tell: Tell = say_nothing) -> Path | None:
    """Put a backup in the place of a data file that nobody has open; where what was there is kept now, None
    if nothing was. A file that cannot be read is kept as it is, with its log.

    Raises FieldAppError as `read_backup` and `back_up`, `file-busy` where somebody has it open,
    `file-read-only`, `backup-of-other-office`; then what was there is there.
    """
    if backup.exists() and path.exists() and backup.samefile(path):
        raise FieldAppError("backup-is-file", path=path)
    data = read_backup(backup)
    with named_failures(path):
        if not path.parent.is_dir():
            raise FieldAppError("not-found", path=path.parent)
        data = at_home(data, path)
        if path.exists() and not is_writable_file(path):
            raise FieldAppError("file-read-only", path=path)
        clear_parts(path.parent, f".{escape(path.name)}.")
    kept = _put_present_aside(path, data, folder, now, lambda share: tell(share / 2))
    _put_back(path, data, lambda share: tell(0.5 + share / 2))
    return kept


def _put_present_aside(path: Path, data: bytes, folder: Path, now: datetime, tell: Tell) -> Path | None:
    if not path.exists() and not any(_beside(path)):
        return None
    try:
        present = _read_present(path)
    except FieldAppError as error:
        if error.code not in _UNREADABLE or (path.exists() and path.suffix != SUFFIX):
            raise
        kept = _keep_as_it_is(path, folder, now)
        for side in _beside(path):
            side.unlink()
        return kept
    if office_of(present) != office_of(data):
        office, other = _office_in(present), _office_in(data)
        raise FieldAppError("backup-of-other-office", path=path, office=office, other=other)
    _fold_log(path)
    return back_up(path, folder, now, BackupReason.RESTORE, tell)


def _office_in(data: bytes) -> Office | str:
    """Whose a whole data file is; its key where no programme says what it is called."""
    with contextlib.closing(in_memory(data)) as db:
        ((programme,),) = db.execute("SELECT value FROM about WHERE key = 'programme'").fetchall()
    try:
        return read_programme(programme, "programme").office(office_of(data))
    except FieldAppError:
        return office_of(data)


def _read_present(path: Path) -> bytes:
    """The file as `read_backup` reads it: one that is damaged is not touched before it is kept. What changes
    while it is read is no damage: somebody is at it."""
    for _ in range(_TRIES):
        before = _stamps(path)
        try:
            return read_backup(path)
        except FieldAppError:
            if _stamps(path) == before:
                raise
    raise FieldAppError("file-busy", path=path)


def _stamps(path: Path) -> list[tuple[str, int, int]]:
    files = [file for file in (path, *_beside(path)) if file.exists()]
    return [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]


def _put_back(path: Path, data: bytes, tell: Tell) -> None:
    """All of it or nothing."""
    with named_failures(path), write_part(path, data, tell) as part:
        if not is_whole(part):
            raise FieldAppError("backup-differs", path=path)
        if any(side.stat().st_size for side in _beside(path)):
            raise FieldAppError("file-busy", path=path)
        for side in _beside(path):
            side.unlink()
        try:
            part.replace(path)
        except PermissionError as error:  # Windows lets nobody replace what is open
            raise FieldAppError("file-busy", path=path) from error
        sync_folder(path.parent)


def _fold_log(path: Path) -> None:
    """Leave a file without a log, as only its one user can: nothing is there to be replayed onto another."""
    with named_failures(path), contextlib.closing(sqlite3.connect(path, timeout=_BUSY_SECONDS)) as db:
        if db.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete" or has_log(path):
            raise FieldAppError("file-busy", path=path)


def _keep_as_it_is(path: Path, folder: Path, now: datetime) -> Path:
    with named_failures(folder):
        folder.mkdir(exist_ok=True)
        target = free_place(folder, path.stem, now, BackupReason.DAMAGED)
        for file in filter(Path.is_file, (*_beside(path), path)):
            place = target.with_name(f"{target.name}{file.name.removeprefix(path.name)}")
            with write_part(place, file.read_bytes(), say_nothing) as part:
                part.replace(place)
        sync_folder(folder)
    return target


@contextlib.contextmanager
def _looked_at(data: bytes, copy: Path) -> Iterator[Store]:
    """A copy, open; it may be brought up to date."""
    copy.write_bytes(data)
    store = Store(copy, "")
    try:
        yield store
    finally:
        store.close()


def _with_its_log(path: Path) -> bytes:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / f"copy{SUFFIX}"
        for file in (path, *(side for side in _beside(path) if not side.name.endswith("-shm"))):
            shutil.copyfile(file, copy.with_name(f"{copy.name}{file.name.removeprefix(path.name)}"))
        try:
            refuse_foreign_log(copy)
        except FieldAppError as error:
            raise FieldAppError(error.code, path=path, log=f"{path.name}-wal") from error
        return copy_pages(copy)


def _beside(path: Path) -> list[Path]:
    """What SQLite has left beside a file."""
    sides = (path.with_name(f"{path.name}{side}") for side in _SIDE_FILES)
    return [side for side in sides if side.is_file()]


def _keys_in(store: Store) -> Iterator[SheetKey]:
    for office in store.offices():
        yield from (SheetKey(office, period) for period in store.known_periods(office))


def _order(key: SheetKey, own: str) -> tuple[int, int, bool, str]:
    """The newest period first, and of its sheets that of the file's own office."""
    period = key.period
    return -period.start.toordinal(), -period.end.toordinal(), key.office != own, key.office


def _status_in(store: Store, key: SheetKey) -> Status | None:
    """None for a sheet that holds nothing."""
    return store.standing(key).status if key.period in store.periods(key.office) else None


def _beyond(present: Store, held: Store) -> dict[str, int]:
    """How many rows that go across sheets the backup does not have, by their table."""
    there = held.rows_across()
    alone = {table: len(rows - there[table]) for table, rows in present.rows_across().items()}
    return {table: count for table, count in alone.items() if count}


def _other_office(store: Store, key: SheetKey) -> Office | str | None:
    if key.office == store.office:
        return None
    return next((one for one in store.programme.offices if one.key == key.office), key.office)


def find_whole(
    backups: Iterable[Backup], keys: Collection[SheetKey], tell: Tell = say_nothing
) -> Backup | None:
    """The first of these that is whole and has all these sheets. Nothing is asked of the files: copies in
    memory are looked at. One that cannot be read is passed over.

    Raises FieldAppError `stopped`.
    """
    for backup in backups:
        tell(0.0)  # what it raised below is passed over
        with (
            contextlib.suppress(FieldAppError, sqlite3.DatabaseError),
            contextlib.closing(in_memory(read_backup(backup.path, tell))) as db,
        ):
            looked = Database(db, execute_plugins=False)
            if is_under_digests(db) and all(_has_whole(looked, key) for key in keys):
                return backup
    tell(1.0)
    return None


def _has_whole(db: Database, key: SheetKey) -> bool:
    held = look_at_held(db, key)
    return held is not None and held.row is not None and held.is_whole()
