"""A file of a newer version can be looked at as far as this one can vouch for it, and is never written."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import month_of, read_period
from fieldapp.core.sheet import Cell
from fieldapp.store.backup import take_snapshot
from fieldapp.store.store import Store
from fieldapp.store.writer_lock import WriterLock
from fieldapp.version import VERSION
from tests.core.making import refusal
from tests.store.format.newer_files import FLAG, NEWER, make_newer

WEEK, NEXT = read_period("2025-W11"), read_period("2025-W12")
CELL = Cell("agdam", "uxo")


@pytest.fixture
def filled(data_file: Path) -> Path:
    with closing(Store(data_file, "Leyla")) as store:
        for period, value in ((WEEK, 5), (NEXT, 8)):
            store.write(period, make_edits(store.sheet(period), {CELL: value}))
    return data_file


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_fits_is_shown_and_nothing_is_touched(filled: Path) -> None:
    make_newer(filled)
    before = held(filled.parent)
    with closing(Store(filled, "Leyla")) as store:
        assert store.is_newer
        assert store.sheet(WEEK).value("agdam", "uxo") == 5
        assert store.report(month_of(WEEK.start)).total("uxo") == 13
        assert [row.after for row in store.history(WEEK)] == [5]
        assert held(filled.parent) == before
    assert held(filled.parent) == before


def test_a_sheet_with_rows_that_are_not_known_here_is_not_shown(filled: Path) -> None:
    make_newer(filled, NEXT)
    with closing(Store(filled, "Leyla")) as store:
        assert store.sheet(WEEK).value("agdam", "uxo") == 5
        assert store.periods() == (WEEK, NEXT)
        for read in (store.sheet, store.standing, store.history, store.report):
            with pytest.raises(FieldAppError) as error:
                read(NEXT)
            assert refusal(error) == ("sheet-unverified", {"office": "hq", "period": NEXT})
        with pytest.raises(FieldAppError, match="sheet-unverified"):
            store.report(month_of(WEEK.start))


CHANGES: list[Callable[[Store], object]] = [
    lambda store: store.write(WEEK, make_edits(store.sheet(WEEK), {CELL: 6})),
    lambda store: store.send(store.report(WEEK)),
    lambda store: store.verify(store.sheet(WEEK), "Elnur"),
    lambda store: store.choose_organisations(WEEK, ["anama"]),
    lambda store: store.settle_place(),
]


@pytest.mark.parametrize("change", CHANGES)
def test_it_takes_no_change_and_says_which_version_does(
    filled: Path, change: Callable[[Store], object]
) -> None:
    make_newer(filled)
    before = held(filled.parent)
    with closing(Store(filled, "Leyla")) as store, pytest.raises(FieldAppError) as error:
        change(store)

    assert refusal(error) == ("newer-read-only", {"version": NEWER, "own": VERSION})
    assert held(filled.parent) == before


def test_nobody_is_kept_from_writing_it(filled: Path) -> None:
    make_newer(filled)
    with WriterLock(filled, "Leyla", lambda: datetime.now(UTC)) as lock:
        assert lock.take()
        with (
            closing(Store(filled, "Leyla", lock=lock)),
            WriterLock(filled, "Sevda", lambda: datetime.now(UTC)) as other,
        ):
            assert other.take()


def test_what_its_log_tells_is_shown_too(filled: Path) -> None:
    """The app that has it open has not folded its log in."""
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        make_newer(filled)
        assert filled.with_name(f"{filled.name}-wal").stat().st_size
        with closing(Store(filled, "Leyla")) as store:
            assert store.is_newer
            assert store.sheet(WEEK).value("agdam", "uxo") == 5


@pytest.mark.parametrize("is_folded", [False, True])
def test_a_log_that_was_left_beside_it_stays_as_it_is(filled: Path, tmp_path: Path, is_folded: bool) -> None:
    """`is_folded`: the file tells by itself that it is newer, and the log goes on from there."""
    left = tmp_path / "left"
    left.mkdir()
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        make_newer(filled)
        if is_folded:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.execute("UPDATE flag SET colour = 'blue'")
            connection.execute("CREATE TABLE further (colour TEXT) STRICT")
            connection.commit()
        for name in (filled.name, f"{filled.name}-wal"):
            (left / name).write_bytes(filled.with_name(name).read_bytes())
    before = held(left)
    with closing(Store(left / filled.name, "Leyla")) as store:
        assert store.is_newer
        assert store.sheet(WEEK).value("agdam", "uxo") == 5

    after = held(left)
    assert {name: after.get(name) for name in before} == before


REFUSED = [
    "CREATE TRIGGER odd AFTER INSERT ON tally BEGIN DELETE FROM tally; END",
    "CREATE VIEW odd AS SELECT * FROM tally",
    "ALTER TABLE tally ADD COLUMN weight INTEGER",
    "ALTER TABLE note RENAME TO remark",
    "DROP TABLE unread",
    "UPDATE about SET value = 'karabakh' WHERE key = 'office'",
    "UPDATE digest SET digest = 'other' WHERE scope LIKE 'sheet %'",
    "DELETE FROM _sqlite_migrations WHERE name = 'm004_format_3'",
]


@pytest.mark.parametrize("change", REFUSED)
def test_where_nothing_can_be_vouched_for_it_stays_shut_and_the_version_is_named(
    filled: Path, change: str
) -> None:
    make_newer(filled)
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute(change)
    before = held(filled.parent)

    with pytest.raises(FieldAppError) as error:
        Store(filled, "Leyla")

    assert refusal(error) == ("needs-version", {"path": filled, "version": NEWER, "own": VERSION})
    assert held(filled.parent) == before


def test_one_that_does_not_say_its_version_is_told_as_newer(filled: Path) -> None:
    make_newer(filled, version=VERSION)
    with closing(Store(filled, "Leyla")) as store, pytest.raises(FieldAppError) as error:
        store.settle_place()
    assert error.value.code == "newer-read-only-unknown"

    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute("DROP TABLE unread")
    with pytest.raises(FieldAppError) as shut:
        Store(filled, "Leyla")
    assert refusal(shut) == ("from-newer-app", {"path": filled})


def test_a_programme_that_is_not_understood_keeps_it_shut(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute("UPDATE about SET value = value || '\n[colour]\n' WHERE key = 'programme'")
    make_newer(filled)

    with pytest.raises(FieldAppError) as error:
        Store(filled, "Leyla")

    assert error.value.code == "needs-version"


def test_a_flipped_bit_in_an_index_keeps_it_shut(filled: Path) -> None:
    make_newer(filled)
    with closing(sqlite3.connect(filled)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name LIKE 'sqlite_autoindex_sheet%'"
        ).fetchone()
    with filled.open("r+b") as file:
        file.seek(root * 4096 - 12)
        (byte,) = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 2]))

    with pytest.raises(FieldAppError, match="needs-version"):
        Store(filled, "Leyla")


def test_it_is_no_backup(filled: Path) -> None:
    make_newer(filled, schema=FLAG)

    with pytest.raises(FieldAppError, match="from-newer-app"):
        take_snapshot(filled)
