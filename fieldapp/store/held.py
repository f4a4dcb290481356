"""All the rows of one sheet, in one look, with what they stand under."""

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import SheetKey
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
        for table, rows in groupby(db.execute(_SELECT, {**places, **scopes}), itemgetter(0)):
            if table == "digest":
                told |= {scope: (length, digest) for _, scope, length, digest, *_ in rows}
            else:
                width = 1 + _WIDTHS[table]
                tables.setdefault(table, []).extend([row[1:width] for row in rows])
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return None
        raise
    return HeldRows(key, tables, told)


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether SQLite says that what is on the disk is broken; a text that is none has no code."""
    if isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError):  # a fault of our own
        return False
    code: Any = getattr(error, "sqlite_errorcode", None)
    return code is None or code & 0xFF in DAMAGE


def damage_of(key: SheetKey) -> FieldAppError:
    """The error that tells of a damaged sheet."""
    return FieldAppError("sheet-damaged", office=key.office, period=key.period)
