"""Whether a file of a newer format can be looked at: where everything that this version knows of is as it
knows it, and what the file says of itself fits what it stands under.

All rows of a sheet stand under its digest, also those in tables that are not known here. So one that fits
holds nothing but what this version can show; any other is not shown.
"""

import contextlib
import sqlite3

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.sheet import SheetKey
from fieldapp.store.digests import ABOUT, ABOUT_TABLES, digest_of_tables
from fieldapp.store.engine.database import Database
from fieldapp.store.format.schema import MIGRATIONS
from fieldapp.store.format.shape import applied_migrations, shape_after, shape_of
from fieldapp.store.held import look_at_held

_KEYS = 'SELECT office, start, "end" FROM sheet ORDER BY start DESC, office'


def can_be_vouched_for(db: Database) -> bool:
    """Whether such a file may be looked at, sheet by sheet; not where none of its sheets fits."""
    try:
        return _is_known(db) and _is_whole(db) and _is_understood(db) and _has_a_sheet_that_fits(db)
    except (FieldAppError, sqlite3.DatabaseError, LookupError, ValueError, TypeError, AttributeError):
        return False


def version_in(db: Database) -> str:
    """The version of the app that wrote the file, as far as it says; not compared with anything."""
    with contextlib.suppress(sqlite3.DatabaseError):
        for (version,) in db.execute("SELECT value FROM about WHERE key = 'app_version'").fetchall():
            return str(version)
    return ""


def _is_known(db: Database) -> bool:
    """Further tables and indexes may be there; a trigger or a view could change what is read."""
    applied, known, found = applied_migrations(db), set(shape_after(MIGRATIONS)), set(shape_of(db))
    further = found - known
    are_plain = all(kind == "index" or _is_plain_table(kind, sql) for kind, _, _, sql in further)
    is_further = len(applied) > len(MIGRATIONS) and tuple(applied[: len(MIGRATIONS)]) == MIGRATIONS
    return is_further and known <= found and are_plain


def _is_plain_table(kind: str, sql: str) -> bool:
    return kind == "table" and sql.upper().startswith("CREATE TABLE ")


def _is_whole(db: Database) -> bool:
    is_sound = db.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
    told = db.execute("SELECT length, digest FROM digest WHERE scope = ?", [ABOUT]).fetchall()
    return is_sound and told == [digest_of_tables(db, ABOUT_TABLES)]


def _is_understood(db: Database) -> bool:
    about = dict(db.execute("SELECT key, value FROM about").fetchall())
    read_programme(about["programme"], "").office(about["office"])
    return True


def _has_a_sheet_that_fits(db: Database) -> bool:
    rows = db.execute(_KEYS).fetchall()
    return not rows or any(_fits(db, office, f"{start}..{end}") for office, start, end in rows)


def _fits(db: Database, office: str, days: str) -> bool:
    try:
        held = look_at_held(db, SheetKey(office, read_period(days)))
    except FieldAppError:
        return False
    return held is not None and held.is_whole()
