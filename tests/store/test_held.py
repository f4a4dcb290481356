"""Sheets that were read are not read again, and are never other than what is on the disk."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from fieldapp.core.sheet import Cell
from fieldapp.store.digests import line_of
from fieldapp.store.store import Store
from tests.core.making import WEEK, days
from tests.store.conftest import OpenStore
from tests.store.test_store import enter

UXO = Cell("agdam", "uxo")
EARLIER = days("2025-W08"), days("2025-W09"), days("2025-W10")


@contextmanager
def sheets_read(store: Store) -> Iterator[list[str]]:
    """The readings of a whole sheet meanwhile."""
    asked: list[str] = []

    def note(sql: str) -> None:
        if "WITH own AS" in sql:
            asked.append(sql)

    store._db.conn.set_trace_callback(note)
    yield asked
    store._db.conn.set_trace_callback(None)


def told(store: Store) -> list[object]:
    return [sheet.values.get(UXO) for sheet in store.past(WEEK)]


@pytest.fixture
def written(open_store: OpenStore) -> Store:
    store = open_store()
    for number, period in enumerate(EARLIER):
        enter(store, {UXO: number}, period)
    return store


def test_the_weeks_before_are_read_once(written: Store) -> None:
    assert told(written) == [0, 1, 2]
    with sheets_read(written) as asked:
        assert told(written) == [0, 1, 2]

    assert asked == []


def test_only_the_sheet_that_was_changed_is_read_again(written: Store) -> None:
    assert told(written) == [0, 1, 2]
    enter(written, {UXO: 70}, EARLIER[1])
    with sheets_read(written) as asked:
        assert told(written) == [0, 70, 2]

    assert len(asked) == 1


def test_what_somebody_else_writes_is_seen(written: Store, open_store: OpenStore) -> None:
    other = open_store(who="Orxan")
    assert told(written) == [0, 1, 2]
    enter(other, {UXO: 80}, EARLIER[2])

    assert told(written) == [0, 1, 80]


def test_what_is_changed_behind_the_app_s_back_is_not_told(written: Store, data_file: Path) -> None:
    assert told(written) == [0, 1, 2]
    with closing(sqlite3.connect(data_file)) as behind, behind:
        behind.execute("UPDATE tally SET value = 900 WHERE value = 1")

    assert told(written) == [0, 2]


def test_where_it_cannot_be_told_what_sheets_stand_under_none_is_shown(
    written: Store, data_file: Path
) -> None:
    assert told(written) == [0, 1, 2]
    with closing(sqlite3.connect(data_file)) as behind, behind:
        behind.execute("DELETE FROM digest WHERE scope LIKE 'sheet %'")

    assert told(written) == []


@pytest.mark.parametrize(
    "row",
    [
        ("agdam", "uxo", 5),
        ("agdam", "uxo", -(10**25)),
        ('a"b\\c\n', "x\u2028\x07ə", 0),
        ("agdam", "uxo", True),
        ("agdam", "uxo", "1.5"),
        ("agdam", "uxo", None),
        ("agdam", "uxo", 1.5),
        (None, "uxo", 5),
        (7, "uxo", 5),
        ("\ud800", "uxo", 5),
        ("agdam",),
    ],
)
def test_a_row_goes_into_a_digest_as_json(row: tuple[object, ...]) -> None:
    """Files that were written before are held against it."""
    assert line_of("tally", row) == json.dumps(["tally", *row], ensure_ascii=False, separators=(",", ":"))
