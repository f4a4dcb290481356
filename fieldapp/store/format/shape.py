"""Whether the schema of a file is exactly one that the app makes: a trigger, a view or a changed CHECK would
swallow or change numbers without a word."""

import hashlib
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing

from fieldapp.store.engine.database import Database
from fieldapp.store.format.schema import MIGRATIONS, SET, migrations

NEWEST = "c01e331a8464c0c458c7126b20cdff59258f157f80570afd4ce9300fb1f826b3"
"""The digest of the newest schema, so that it need not be made at each start."""


def is_of_the_app(db: Database, applied: Sequence[str]) -> bool:
    """Whether the schema is what the migrations that were applied to the file make."""
    if not applied or tuple(applied) != MIGRATIONS[: len(applied)]:
        return False
    if len(applied) == len(MIGRATIONS) and digest_of_schema(db) == NEWEST:
        return True
    return shape_of(db) == shape_after(applied)


def applied_migrations(db: Database) -> list[str]:
    """The names of the migrations that a file has been through, in their order."""
    try:
        rows = db.execute("SELECT name, migration_set FROM _sqlite_migrations ORDER BY id").fetchall()
    except sqlite3.OperationalError:
        return []
    return [name for name, of in rows if of == SET]


def shape_of(db: Database) -> list[tuple[str, ...]]:
    """Everything in the schema, as it was made; how names are quoted and lines are broken does not count."""
    rows = db.execute("SELECT type, name, tbl_name, COALESCE(sql, '') FROM sqlite_schema").fetchall()
    return sorted((kind, name, table, _plain(sql)) for kind, name, table, sql in rows)


def shape_after(applied: Sequence[str]) -> list[tuple[str, ...]]:
    """The schema of a file that has been through some migrations."""
    with closing(sqlite3.connect(":memory:")) as connection:
        db = Database(connection, execute_plugins=False)
        migrations.apply(db, stop_before=MIGRATIONS[len(applied) : len(applied) + 1])
        return shape_of(db)


def digest_of_schema(db: Database) -> str:
    """SHA-256 in hex of the shape."""
    return hashlib.sha256(repr(shape_of(db)).encode()).hexdigest()


def _plain(sql: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r'[\s"`\[\]]+', " ", sql)).strip()
