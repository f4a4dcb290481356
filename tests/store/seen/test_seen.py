"""Sheets that were read are not read again, and are never other than what is on the disk."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from fieldapp.core.period import year_of
from fieldapp.core.sheet import Cell
from fieldapp.core.spans.range_report import By
from fieldapp.store.seen import seen
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


def test_a_report_that_is_asked_for_again_reads_only_the_sheet_that_was_changed(written: Store) -> None:
    span = year_of(WEEK.start)
    assert written.range_report(span, By.WEEK).total("uxo") == 3
    with sheets_read(written) as asked:
        assert written.range_report(span, By.DISTRICT).total("uxo") == 3
        assert asked == []
        enter(written, {UXO: 70}, EARLIER[1])
        asked.clear()
        assert written.range_report(span, By.DISTRICT).total("uxo") == 72

    assert len(asked) == 1


def test_a_sheet_that_is_new_in_the_list_is_in_the_report(written: Store, open_store: OpenStore) -> None:
    span = year_of(WEEK.start)
    assert written.range_report(span, By.WEEK).total("uxo") == 3
    enter(written, {UXO: 10}, WEEK)
    assert written.range_report(span, By.WEEK).total("uxo") == 13
    enter(open_store(who="Orxan"), {UXO: None}, WEEK)

    assert written.range_report(span, By.WEEK).total("uxo") == 3


def test_what_was_not_asked_for_longest_is_let_go_first(
    written: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_two_sheets = 2 * (1 + len(written.sheet(WEEK).districts) + 1)
    monkeypatch.setattr(seen, "MOST_VALUES_SEEN", of_two_sheets)
    assert told(written) == [0, 1, 2]
    with sheets_read(written) as asked:
        assert [sheet.values[UXO] for sheet in written.past(EARLIER[2])] == [0, 1]
        assert len(asked) == 1
        assert told(written) == [0, 1, 2]

    assert len(asked) == 2
