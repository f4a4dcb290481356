"""The log that SQLite leaves beside a file when it was not closed: is it of this file?

A sync client, or somebody who restores a copy, can put another file in the place of one whose log stays
behind. SQLite replays that log without a word, and what the new file holds is gone.
"""

import contextlib
import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from fieldapp.core.errors import FieldAppError
from fieldapp.store.digests import (
    ABOUT,
    ABOUT_TABLES,
    FIRST_LINK,
    HISTORY,
    HISTORY_COLUMNS,
    digest_of_tables,
    is_under_digests,
    link_of,
)
from fieldapp.store.engine.database import Database

_EVER = "at, who, district, indicator, before, after, why"
TRIES = 3
"""Another window may be writing while file and log are looked at."""


@dataclass(frozen=True)
class _End:
    """How many rows a history has, and what marks its newest: its link, or of an older file a digest."""

    rows: int
    mark: str
    is_chained: bool


def refuse_foreign_log(path: Path) -> None:
    """Leave file and log as they are where the log does not go on from what the file tells by itself.

    Raises FieldAppError `foreign-log`.
    """
    there = path.resolve()
    log = there.with_name(f"{there.name}-wal")
    for _ in range(TRIES):
        before = _stamps(path, log)
        if not before[1] or _goes_on(path, log):
            return
        if before == _stamps(path, log):
            raise FieldAppError("foreign-log", path=path, log=log.name)


def _stamps(*files: Path) -> list[tuple[int, int] | None]:
    """Size and time of each file that is there and holds something."""
    found = []
    for file in files:
        status = file.stat() if file.exists() else None
        found.append((status.st_size, status.st_mtime_ns) if status and status.st_size else None)
    return found


def _goes_on(path: Path, log: Path) -> bool:
    """Whether the history of the file alone is the beginning of what file and log tell together. A file that
    tells nothing whole by itself was left in the midst of taking its log in, and needs it."""
    import shutil  # seldom needed, and every start of a command would wait for them
    import tempfile

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "copy.fieldapp"
        shutil.copyfile(path, copy)
        with contextlib.closing(sqlite3.connect(f"{copy.as_uri()}?immutable=1", uri=True)) as alone:
            try:
                beginning = _end_of(alone)
            except sqlite3.DatabaseError:
                beginning = None
        with contextlib.suppress(FileNotFoundError):  # folded in by another window meanwhile
            shutil.copyfile(log, copy.with_name(f"{copy.name}-wal"))
        with contextlib.closing(sqlite3.connect(copy)) as together:
            try:
                return _tells_on(together, beginning)
            except sqlite3.DatabaseError:
                return beginning is None  # damaged, which is told where the file itself is looked at


def _end_of(connection: sqlite3.Connection) -> _End | None:
    """The end of what the history tells; None where it is not the one that is told of."""
    if not is_under_digests(connection):
        ((rows,),) = connection.execute("SELECT count(*) FROM history").fetchall()
        return _End(rows, _digest(connection, rows), is_chained=False)
    newest = connection.execute("SELECT id, link FROM history ORDER BY id DESC LIMIT 1").fetchone()
    told = connection.execute("SELECT length, digest FROM digest WHERE scope = ?", [HISTORY]).fetchone()
    is_so = (newest or (0, FIRST_LINK)) == told
    return _End(told[0], told[1], is_chained=True) if is_so else None


def _tells_on(connection: sqlite3.Connection, beginning: _End | None) -> bool:
    """Whether the history goes on from there, or from its first row, without a gap to its newest. A log may
    hold that an older file was brought over."""
    is_chained = is_under_digests(connection)
    if beginning is not None and not beginning.is_chained:
        if _digest(connection, beginning.rows) != beginning.mark:
            return False
        beginning = None
    if not is_chained:
        return beginning is None
    number, link = (beginning.rows, beginning.mark) if beginning else (0, FIRST_LINK)
    if number:
        held = connection.execute("SELECT link FROM history WHERE id = ?", [number]).fetchone()
        if held != (link,):
            return False
    names = ", ".join(HISTORY_COLUMNS)
    rows = connection.execute(f"SELECT {names} FROM history WHERE id > ? ORDER BY id", [number])
    for *row, own in rows:
        number += 1
        if row[0] != number or link_of(link, tuple(row)) != own:
            return False
        link = own
    told = connection.execute("SELECT length, digest FROM digest WHERE scope = ?", [ABOUT]).fetchall()
    is_one_file = told == [digest_of_tables(Database(connection, execute_plugins=False), ABOUT_TABLES)]
    return is_one_file and _end_of(connection) == _End(number, link, is_chained=True)


def _digest(connection: sqlite3.Connection, rows: int) -> str:
    """Over what every version tells of the first rows of the history."""
    digest = hashlib.sha256()
    for row in connection.execute(f"SELECT {_EVER} FROM history ORDER BY id LIMIT ?", [rows]):
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
