"""Data files as a later version of the app might write them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from fieldapp.core.period import Period
from fieldapp.store.digests import (
    ABOUT,
    ABOUT_TABLES,
    SHEET_TABLES,
    digest_of_tables,
    line_of,
    put_digests,
    rows_digest,
)

NEWER = "9.1.0"
FLAG = "CREATE TABLE flag (sheet INTEGER NOT NULL REFERENCES sheet (id), colour TEXT NOT NULL) STRICT"


def make_newer(path: Path, *unknown: Period, version: str = NEWER, schema: str = FLAG) -> Path:
    """Bring a data file to a format that is not known yet, with a table of its own. `unknown`: periods whose
    sheets have a row in that table."""
    with closing(sqlite3.connect(path)) as connection, connection:
        db = Database(connection, execute_plugins=False)
        connection.execute(schema)
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('fieldapp', 'm005', '')"
        )
        connection.execute("UPDATE about SET value = ? WHERE key = 'app_version'", [version])
        put_digests(db, {ABOUT: digest_of_tables(db, ABOUT_TABLES)})
        for period in unknown:
            _flag(db, period)
        connection.execute("PRAGMA user_version = 4")
    return path


def _flag(db: Database, period: Period) -> None:
    """A row of a sheet that is under its digest as every other."""
    ((number, office),) = db.execute(
        "SELECT id, office FROM sheet WHERE start = ?", [period.start.isoformat()]
    ).fetchall()
    db.execute("INSERT INTO flag VALUES (?, 'red')", [number])
    lines = [line_of("flag", ("red",))]
    for table, columns in SHEET_TABLES.items():
        names = ", ".join(f'"{name}"' for name in columns)
        own = "id" if table == "sheet" else "sheet"
        rows = db.execute(f"SELECT {names} FROM {table} WHERE {own} = ?", [number]).fetchall()
        lines += [line_of(table, row) for row in rows]
    digest = rows_digest(lines)
    changed = db.execute(
        "UPDATE digest SET digest = ? WHERE scope = ?", [digest, f"sheet {office} {period}"]
    ).rowcount
    assert changed == 1
