import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from fieldapp.store.schema import APPLICATION_ID, USER_VERSION, migrations
from fieldapp.store.store import Store

TABLES = {
    "about",
    "control_total",
    "history",
    "no_operations",
    "note",
    "organisation",
    "period",
    "seal",
    "sheet",
    "tally",
    "unread",
    "verification",
}


@pytest.fixture
def raw(data_file: Path) -> Iterator[sqlite3.Connection]:
    """The data file as SQLite sees it, with a sheet to hang rows on."""
    with closing(sqlite3.connect(data_file)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("INSERT INTO period VALUES (1, '2025-03-10', '2025-03-16')")
        connection.execute("INSERT INTO sheet (period, office) VALUES (1, 'hq')")
        yield connection


def test_every_table_of_ours_is_strict(raw: sqlite3.Connection) -> None:
    rows = raw.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()

    assert {name for name, strict in rows if strict} == TABLES
    assert {name for name, strict in rows if not strict} == {"_sqlite_migrations", "sqlite_schema"}


def test_the_file_says_whose_it_is_and_how_new(raw: sqlite3.Connection) -> None:
    assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert raw.execute("PRAGMA user_version").fetchone() == (USER_VERSION,)
    assert APPLICATION_ID.to_bytes(4, "big") == b"FLDA"


def test_the_user_version_is_the_number_of_the_newest_migration() -> None:
    with closing(Database(memory=True).conn) as connection:
        db = Database(connection, execute_plugins=False)
        assert len(migrations.pending(db)) == USER_VERSION


def test_migrations_are_applied_once(raw: sqlite3.Connection) -> None:
    raw.commit()
    db = Database(raw, execute_plugins=False)
    applied = list(db["_sqlite_migrations"].rows)
    migrations.apply(db)

    assert migrations.pending(db) == []
    assert list(db["_sqlite_migrations"].rows) == applied
    assert len(applied) == USER_VERSION


def test_a_file_of_an_older_app_is_brought_up_to_date(data_file: Path) -> None:
    with closing(sqlite3.connect(data_file)) as connection:
        connection.execute("PRAGMA user_version = 0")
        connection.commit()

    Store(data_file, "Leyla").close()

    with closing(sqlite3.connect(data_file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (USER_VERSION,)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO tally VALUES (1, 'agdam', 'uxo', 1.5, 'hq')",
        "INSERT INTO tally VALUES (1, 'agdam', 'uxo', NULL, 'hq')",
        "INSERT INTO tally VALUES (1, 'agdam', 'uxo', x'00', 'hq')",
        "INSERT INTO tally VALUES (1, 'agdam', 'uxo', 1, 'karabakh')",  # no sheet of that office
        "INSERT INTO tally VALUES (2, 'agdam', 'uxo', 1, 'hq')",  # no such period
        "INSERT INTO no_operations VALUES (2, 'agdam', 'hq')",
        "INSERT INTO control_total VALUES (1, 'hq', 'uxo', 1.5)",
        "INSERT INTO organisation VALUES (1, 'hq', '')",
        "INSERT INTO organisation VALUES (1, 'karabakh', 'anama')",  # no sheet of that office
        "INSERT INTO sheet (period, office) VALUES (1, 'hq')",
        "INSERT INTO sheet (period, office, status) VALUES (1, 'karabakh', 'perhaps')",
        "INSERT INTO sheet (period, office, revision) VALUES (1, 'karabakh', 0)",
        "INSERT INTO period VALUES (2, '2025-03-10', '2025-03-16')",  # a period is there once
        "INSERT INTO period VALUES (2, '2025-03-16', '2025-03-10')",
        "DELETE FROM period",
        "INSERT INTO seal VALUES (1, 'karabakh', 1, '', '', '', '')",
    ],
)
def test_the_file_itself_refuses_what_may_not_be(raw: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(statement)


def test_a_tally_is_there_once_whoever_entered_it(raw: sqlite3.Connection) -> None:
    raw.execute("INSERT INTO sheet (period, office) VALUES (1, 'karabakh')")
    raw.execute("INSERT INTO tally VALUES (1, 'agdam', 'uxo', 1, 'hq')")

    with pytest.raises(sqlite3.IntegrityError):
        raw.execute("INSERT INTO tally VALUES (1, 'agdam', 'uxo', 1, 'karabakh')")
