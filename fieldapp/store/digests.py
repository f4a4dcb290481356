"""What every row of a data file stands under: nothing is shown that was changed behind the app's back.

The rows of one sheet have one digest; so have the list of an office's sheets, what the file says about
itself, and what goes across sheets. The history is a chain: each row has a link made from the row before it.
All of them are written in the transaction that writes the rows. Whoever rewrites them all cannot be found
out; what happens by accident is.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from fieldapp.core.sheet import SheetKey
from fieldapp.store.engine.database import Database

StoredRow = tuple[Any, ...]

SHEET_TABLES: Mapping[str, tuple[str, ...]] = {
    "sheet": (
        *("id", "office", "start", "end", "status", "revision", "sealed_at", "source", "reason"),
        *("has_chosen", "has_content"),
    ),
    "tally": ("district", "indicator", "value"),
    "no_operations": ("district",),
    "control_total": ("district", "indicator", "value"),
    "note": ("district", "indicator", "text"),
    "unread": ("district", "indicator", "text"),
    "organisation": ("organisation",),
    "verification": ("who", "at", "fingerprint"),
    "seal": ("revision", "digest", "check_code", "sealed_at", "content"),
    "sending": ("told",),
    "answer": ("rule", "cells", "fingerprint", "why", "who", "at"),
    "follow_up": ("district", "indicator", "why", "who", "at"),
}
"""The columns of each table that belongs to a sheet, but for `sheet`, its number."""

ABOUT_TABLES = ("about", "_sqlite_migrations")
ACROSS_TABLES = ("record", "link", "ruling", "recut", "publication", "published", "casualty", "opening")
HISTORY_COLUMNS = (
    *("id", "at", "who", "sheet", "district", "indicator", "before", "after", "why", "kind"),
    "link",
)

ABOUT, ACROSS, HISTORY = "about", "across", "history"
FIRST_LINK = ""

LIST = 'SELECT start, "end", id, has_content FROM sheet WHERE office = ?'
"""The rows that the digest of an office's list is over."""

_PUT = "INSERT OR REPLACE INTO digest VALUES {}"


def scope_of(key: SheetKey) -> str:
    """What the digest of a sheet is found by. Its `length` counts the sheet's rows in the history."""
    return f"sheet {key.office} {key.period}"


def list_scope(office: str) -> str:
    """What the digest of an office's list of sheets is found by. Its `length` counts them."""
    return f"sheets {office}"


def line_of(table: str, row: StoredRow) -> str:
    """One row as a digest takes it. Figures, by far the most, are written as `_written` would, at once."""
    if len(row) == 3 and type(row[2]) is int and type(row[0]) is type(row[1]) is str:
        return f'["{table}",{_quoted(row[0])},{_quoted(row[1])},{row[2]}]'
    return _written([table, *row])


def _blob(value: object) -> str:
    """No column of ours holds bytes; one that does is damaged, and must not be like any text."""
    return f"\0{value!r}"


# made once: `json.dumps` makes one for each of the many rows of a sheet
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_blob).encode

_quoted = lru_cache(maxsize=1024)(encode_basestring)


def rows_digest(lines: Iterable[str]) -> str:
    """SHA-256 in hex over some lines, in whatever order they came."""
    return hashlib.sha256("\n".join(sorted(lines)).encode("utf-8", "surrogatepass")).hexdigest()


def link_of(before: str, row: StoredRow) -> str:
    """The link of a row of the history (without its own last column) to the row before it."""
    return hashlib.sha256(f"{before}\n{line_of(HISTORY, row)}".encode("utf-8", "surrogatepass")).hexdigest()


def is_under_digests(connection: sqlite3.Connection) -> bool:
    """Whether a file is of format 3 or later."""
    return bool(connection.execute("PRAGMA table_info(digest)").fetchall())


def put_digests(db: Database, told: Mapping[str, tuple[int, str]]) -> None:
    """Write (length, digest) of each scope, in one statement."""
    marks = ", ".join(["(?, ?, ?)"] * len(told))
    db.execute(_PUT.format(marks), [value for scope, held in told.items() for value in (scope, *held)])


def digest_of_tables(db: Database, tables: Iterable[str]) -> tuple[int, str]:
    """How many rows some small tables have, and the digest over all of them. A record's text has its own
    digest in its `id`, and is not read."""
    lines = []
    for table in tables:
        columns = [name for _, name, *_ in db.execute(f"PRAGMA table_info({table})").fetchall()]
        if table == "record":
            columns.remove("text")
        names = ", ".join(f'"{name}"' for name in columns)
        lines += [line_of(table, row) for row in db.execute(f"SELECT {names} FROM {table}")]
    return len(lines), rows_digest(lines)


def digest_of_list(rows: Iterable[StoredRow]) -> tuple[int, str]:
    """How many sheets an office has, and the digest over their days, numbers and whether they hold any."""
    lines = [line_of("sheets", row) for row in rows]
    return len(lines), rows_digest(lines)


def write_all_digests(db: Database) -> None:
    """Work out every digest anew, for a file that was just made or brought over."""
    db.execute("DELETE FROM digest")
    told = {ABOUT: digest_of_tables(db, ABOUT_TABLES), ACROSS: digest_of_tables(db, ACROSS_TABLES)}
    newest = db.execute("SELECT id, link FROM history ORDER BY id DESC LIMIT 1").fetchall()
    told[HISTORY] = newest[0] if newest else (0, FIRST_LINK)
    keys = db.execute('SELECT id, office, start, "end" FROM sheet').fetchall()
    for office in {row[1] for row in keys}:
        rows = db.execute(LIST, [office]).fetchall()
        told[list_scope(office)] = digest_of_list(rows)
    lines: dict[int, list[str]] = {row[0]: [] for row in keys}
    for table, columns in SHEET_TABLES.items():
        names = ", ".join(f'"{name}"' for name in columns)
        number = "id" if table == "sheet" else "sheet"
        for sheet, *row in db.execute(f"SELECT {number}, {names} FROM {table}"):
            lines[sheet].append(line_of(table, row))
    lengths = dict(db.execute("SELECT sheet, count(*) FROM history GROUP BY sheet").fetchall())
    for sheet, office, start, end in keys:
        told[f"sheet {office} {start}..{end}"] = (lengths.get(sheet, 0), rows_digest(lines[sheet]))
    db.conn.executemany(_PUT.format("(?, ?, ?)"), [(scope, *held) for scope, held in told.items()])
