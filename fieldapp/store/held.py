"""All the rows of one sheet, in one look, with what they stand under."""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import Sheet, SheetKey
from fieldapp.store.digests import (
    HISTORY,
    SHEET_TABLES,
    StoredRow,
    line_of,
    list_scope,
    rows_digest,
    scope_of,
)
from fieldapp.store.engine.database import Database
from fieldapp.store.rows import dates_of

_WIDTHS = {table: len(columns) for table, columns in SHEET_TABLES.items()}
_WIDTH = max(_WIDTHS.values())
_AT = 'office = :office AND start = :start AND "end" = :end'


def _arm(table: str, columns: Sequence[str]) -> str:
    names = [f'{table}."{name}"' for name in columns] + ["NULL"] * (_WIDTH - len(columns))
    source = f"sheet WHERE {_AT}" if table == "sheet" else f"{table} JOIN own ON {table}.sheet = own.id"
    return f"SELECT '{table}', {', '.join(names)} FROM {source}"


_ROWS = "\nUNION ALL ".join(
    [
        f"WITH own AS (SELECT id FROM sheet WHERE {_AT})\n"
        f"SELECT 'digest', scope, length, digest{', NULL' * (_WIDTH - 3)}\n"
        f"FROM digest WHERE scope IN (:scope, :list, '{HISTORY}')",
        *(_arm(table, columns) for table, columns in SHEET_TABLES.items()),
    ]
)

_SELECT = f"SELECT * FROM ({_ROWS})"

MOST_SHEETS_SEEN = 100

DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


@dataclass(frozen=True)
class HeldRows:
    """The rows of a sheet by table, as the disk has them, and (length, digest) of the scopes that a change of
    it concerns. A sheet that was never written has none."""

    key: SheetKey
    tables: dict[str, list[StoredRow]]
    told: dict[str, tuple[int, str]]

    def rows(self, table: str) -> list[StoredRow]:
        """The rows of one table, with the columns of `SHEET_TABLES`."""
        return self.tables.get(table, [])

    @property
    def row(self) -> StoredRow | None:
        """The row of the table `sheet`; None where nothing was ever written."""
        rows = self.rows("sheet")
        return rows[0] if rows else None

    @cached_property
    def digest(self) -> str:
        """Over all rows that are there."""
        return rows_digest(line_of(table, row) for table, rows in self.tables.items() for row in rows)

    @property
    def history_length(self) -> int:
        """How many rows of the history are of this sheet."""
        return self.told.get(scope_of(self.key), (0, ""))[0]

    def is_whole(self) -> bool:
        """Whether the rows are those that were written, and each seal is over what it says."""
        told = self.told.get(scope_of(self.key))
        if told is None:
            return not self.tables
        return told[1] == self.digest and all(
            hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest() == digest
            for _, digest, _, _, content in self.rows("seal")
        )


def read_held(db: Database, key: SheetKey) -> HeldRows:
    """The rows of a sheet. Raises FieldAppError `sheet-damaged` where they are not as they were written."""
    held = look_at_held(db, key)
    if held is None or not held.is_whole():
        raise damage_of(key)
    return held


def look_at_held(db: Database, key: SheetKey) -> HeldRows | None:
    """The rows of a sheet, compared with nothing; None where SQLite cannot read them."""
    start, end = dates_of(key.period)
    places = {"office": key.office, "start": start, "end": end}
    scopes = {"scope": scope_of(key), "list": list_scope(key.office)}
    tables: dict[str, list[StoredRow]] = {}
    told: dict[str, tuple[int, str]] = {}
    try:
        for row in db.execute(_SELECT, {**places, **scopes}):
            table, values = row[0], row[1:]
            if table == "digest":
                told[values[0]] = (values[1], values[2])
            else:
                tables.setdefault(table, []).append(values[: _WIDTHS[table]])
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return None
        raise
    return HeldRows(key, tables, told)


class SeenSheets:
    """Sheets as they were read before: good while nobody else has written the file, and while what they stand
    under is the same."""

    def __init__(self) -> None:
        self._version = -1
        self._sheets: dict[SheetKey, tuple[tuple[int, str], Sheet]] = {}

    def all_of(
        self, db: Database, keys: Sequence[SheetKey], read: Callable[[SheetKey], Sheet | None]
    ) -> list[Sheet]:
        """The sheets of these keys, without those that `read` cannot show, who is asked for what is new."""
        told = self._told(db, keys)
        known = {key: self._sheets.get(key) for key in keys}
        found = []
        for key, scope in ((key, scope_of(key)) for key in keys):
            seen = known[key]
            if seen is not None and seen[0] == told.get(scope):
                found.append(seen[1])
                continue
            sheet = read(key)
            known[key] = (told[scope], sheet) if sheet and scope in told else None
            found += [sheet] if sheet else []
        self._sheets |= {key: seen for key, seen in known.items() if seen is not None}
        if len(self._sheets) > MOST_SHEETS_SEEN:
            self._sheets = {key: seen for key, seen in known.items() if seen is not None}
        return found

    def _told(self, db: Database, keys: Sequence[SheetKey]) -> dict[str, tuple[int, str]]:
        """What the sheets stand under now; nothing where that cannot be read."""
        marks = ", ".join("?" * len(keys))
        sql = f"SELECT scope, length, digest FROM digest WHERE scope IN ({marks})"
        try:
            ((version,),) = db.execute("PRAGMA data_version").fetchall()
            rows = db.execute(sql, [scope_of(key) for key in keys]).fetchall()
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            version, rows = -1, []
        if version != self._version:
            self._sheets, self._version = {}, version
        return {scope: (length, digest) for scope, length, digest in rows}


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether SQLite says that what is on the disk is broken; a text that is none has no code."""
    code: Any = getattr(error, "sqlite_errorcode", None)
    return code is None or code & 0xFF in DAMAGE


def damage_of(key: SheetKey) -> FieldAppError:
    """The error that tells of a damaged sheet."""
    return FieldAppError("sheet-damaged", office=key.office, period=key.period)
