import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from fieldapp.core.errors import FieldAppError
from fieldapp.store.digests import ABOUT_TABLES, ACROSS_TABLES, HISTORY_COLUMNS, SHEET_TABLES
from fieldapp.store.format.schema import APPLICATION_ID, MIGRATIONS, USER_VERSION, migrations
from fieldapp.store.format.shape import NEWEST, applied_migrations, digest_of_schema, is_of_the_app
from fieldapp.store.store import Store

SHEET = 'INSERT INTO sheet (office, start, "end", id) VALUES ({})'
TABLES = {*SHEET_TABLES, *ACROSS_TABLES, "about", "history", "digest"}


@pytest.fixture
def raw(data_file: Path) -> Iterator[sqlite3.Connection]:
    """The data file as SQLite sees it, with a sheet to hang rows on."""
    with closing(sqlite3.connect(data_file)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(SHEET.format("'hq', '2025-03-10', '2025-03-16', 1"))
        yield connection


def test_every_table_of_ours_is_strict(raw: sqlite3.Connection) -> None:
    rows = raw.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()

    assert {name for name, strict in rows if strict} == TABLES
    assert {name for name, strict in rows if not strict} == {"_sqlite_migrations", "sqlite_schema"}


def test_the_file_says_whose_it_is_and_how_new(raw: sqlite3.Connection) -> None:
    assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert raw.execute("PRAGMA user_version").fetchone() == (USER_VERSION,)
    assert APPLICATION_ID.to_bytes(4, "big") == b"FLDA"


def test_the_migrations_are_named_in_their_order() -> None:
    with closing(Database(memory=True).conn) as connection:
        db = Database(connection, execute_plugins=False)
        assert tuple(migration.name for migration in migrations.pending(db)) == MIGRATIONS


def test_migrations_are_applied_once(raw: sqlite3.Connection) -> None:
    raw.commit()
    db = Database(raw, execute_plugins=False)
    applied = list(db["_sqlite_migrations"].rows)
    migrations.apply(db)

    assert migrations.pending(db) == []
    assert list(db["_sqlite_migrations"].rows) == applied
    assert applied_migrations(db) == list(MIGRATIONS)


@pytest.mark.parametrize("done", range(1, len(MIGRATIONS) + 1))
def test_the_schema_of_every_version_is_known(done: int) -> None:
    with closing(Database(memory=True).conn) as connection:
        db = Database(connection, execute_plugins=False)
        migrations.apply(db, stop_before=MIGRATIONS[done : done + 1])
        assert is_of_the_app(db, applied_migrations(db))
        is_newest = digest_of_schema(db) == NEWEST
    assert is_newest == (done == len(MIGRATIONS))


def test_every_column_of_every_table_stands_under_a_digest(raw: sqlite3.Connection) -> None:
    """A table or column that comes later without one fails here."""
    under = {"history": set(HISTORY_COLUMNS), "digest": {"scope", "length", "digest"}}
    under |= {table: {*columns, "sheet"} for table, columns in SHEET_TABLES.items() if table != "sheet"}
    under["sheet"] = set(SHEET_TABLES["sheet"])
    rows = raw.execute("SELECT name FROM pragma_table_list WHERE schema = 'main'").fetchall()
    columns = {
        name: {column[1] for column in raw.execute(f"PRAGMA table_info({name})")}
        for (name,) in rows
        if name != "sqlite_schema"
    }

    whole = {*ABOUT_TABLES, *ACROSS_TABLES}  # all their columns are taken, whatever they are
    assert columns.keys() == under.keys() | whole
    assert {name: columns[name] for name in under} == under


CRAFTED = [
    "CREATE TRIGGER swallow AFTER INSERT ON tally BEGIN DELETE FROM tally WHERE value > 100; END",
    "CREATE TRIGGER keep BEFORE DELETE ON tally BEGIN SELECT RAISE(IGNORE); END",
    "CREATE VIEW figures AS SELECT * FROM tally",
    "CREATE TABLE invoice (id)",
    "CREATE VIRTUAL TABLE words USING fts5(text)",
    "CREATE INDEX tally_of_value ON tally (value)",
    "CREATE UNIQUE INDEX once ON tally (value)",
    "CREATE INDEX some ON tally (value) WHERE value > 5",
    "CREATE INDEX folded ON note (text COLLATE NOCASE)",
    "DROP INDEX history_of_sheet",
    "DROP TABLE published",
    "ALTER TABLE tally ADD COLUMN other TEXT",
    "ALTER TABLE note RENAME COLUMN text TO words",
    "ALTER TABLE note ADD COLUMN twice TEXT AS (text || text)",
    "ALTER TABLE unread RENAME TO read",
    "CREATE TABLE sqlite_helper AS SELECT 1",
    "ANALYZE",
    "DELETE FROM _sqlite_migrations",
    "UPDATE _sqlite_migrations SET name = 'm005_other' WHERE id = 4",
    "DROP TABLE digest",
]


@pytest.mark.parametrize("statement", CRAFTED)
def test_a_file_whose_schema_was_changed_is_no_file_of_the_app(data_file: Path, statement: str) -> None:
    with closing(sqlite3.connect(data_file)) as connection:
        connection.execute("PRAGMA writable_schema = ON" if "sqlite_" in statement else "SELECT 1")
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute(statement.replace("sqlite_helper", "helper"))
        connection.commit()

    with pytest.raises(FieldAppError, match="not-as-made"):
        Store(data_file, "Leyla")


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("('integer', 'text')", "('integer', 'text', 'real')"),
        ("CHECK (revision >= 1)", "CHECK (revision <> 7)"),
        ("STRICT, WITHOUT ROWID", "WITHOUT ROWID"),
        ("REFERENCES sheet (id)", ""),
        ("DEFAULT 'draft'", "DEFAULT 'sent'"),
    ],
)
def test_a_changed_table_is_no_table_of_the_app(data_file: Path, words: str, others: str) -> None:
    with closing(sqlite3.connect(data_file)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        changed = connection.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE instr(sql, ?)", [words, others, words]
        )
        assert changed.rowcount
        connection.commit()

    with pytest.raises(FieldAppError, match="not-as-made"):
        Store(data_file, "Leyla")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO tally VALUES (1, 'agdam', 'uxo', 1.5)",
        "INSERT INTO tally VALUES (1, 'agdam', 'uxo', NULL)",
        "INSERT INTO tally VALUES (1, 'agdam', 'uxo', x'00')",
        "INSERT INTO tally VALUES (2, 'agdam', 'uxo', 1)",  # no such sheet
        "INSERT INTO no_operations VALUES (2, 'agdam')",
        "INSERT INTO control_total VALUES (1, '', 'uxo', 1.5)",
        "INSERT INTO organisation VALUES (1, '')",
        "INSERT INTO organisation VALUES (2, 'anama')",
        "INSERT INTO note VALUES (1, 'agdam', 'uxo', '')",
        SHEET.format("'hq', '2025-03-10', '2025-03-16', 2"),  # a sheet is there once
        SHEET.format("'karabakh', '2025-03-10', '2025-03-16', 1"),  # and has a number of its own
        SHEET.format("'hq', '2025-03-16', '2025-03-10', 2"),
        "UPDATE sheet SET status = 'perhaps'",
        "UPDATE sheet SET revision = 0",
        "INSERT INTO seal VALUES (2, 1, '', '', '', '')",
        "INSERT INTO history VALUES (1, '', '', 2, '', '', NULL, NULL, '', '', '')",
    ],
)
def test_the_file_itself_refuses_what_may_not_be(raw: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(statement)


def test_two_offices_hold_one_district_in_one_week(raw: sqlite3.Connection) -> None:
    raw.execute(SHEET.format("'karabakh', '2025-03-10', '2025-03-16', 2"))
    raw.execute("INSERT INTO tally VALUES (1, 'agdam', 'uxo', 1)")
    raw.execute("INSERT INTO tally VALUES (2, 'agdam', 'uxo', 2)")

    assert raw.execute("SELECT sum(value) FROM tally").fetchone() == (3,)
