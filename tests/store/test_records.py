"""The records that a file keeps of what it has sent."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import month_of, read_period
from fieldapp.core.records.record import RecordKind
from fieldapp.core.sending import record_of
from fieldapp.core.sheet import Cell
from fieldapp.store.records import heads_of, put_record, records_of
from fieldapp.store.store import Store

WEEK = read_period("2025-W11")
UXO = Cell("agdam", "uxo")


def put(store: Store, value: int) -> None:
    store.write(WEEK, make_edits(store.sheet(WEEK), {UXO: value}), why="a slip")


def send(store: Store, value: int) -> str:
    put(store, value)
    store.send(store.report(WEEK))
    record = store.report(WEEK).record
    assert record is not None
    return record.id


def test_each_revision_that_is_sent_has_a_record_that_comes_from_the_one_before(store: Store) -> None:
    ids = [send(store, value) for value in (5, 6, 7)]

    known = records_of(store._db, store.key(WEEK))
    assert list(known) == ids
    assert [record.revision for record in known.values()] == [1, 2, 3]
    assert {record.lineage.file for record in known.values()} == {store.file}
    assert [record.lineage.parents for record in known.values()] == [(), (ids[0],), (ids[1],)]
    assert known[ids[2]].lineage.before == (ids[0],)
    assert heads_of(known) == (ids[2],)
    assert known[ids[0]].figures != known[ids[1]].figures


def test_a_draft_comes_from_what_was_sent_and_is_not_kept(store: Store) -> None:
    sent = send(store, 5)
    put(store, 6)

    report = store.report(WEEK)
    assert report.record is None
    assert report.lineage.parents == (sent,)
    assert not record_of(report).is_sent
    assert list(records_of(store._db, store.key(WEEK))) == [sent]


def test_what_is_again_as_it_was_sent_has_the_record_of_that_sending(store: Store) -> None:
    sent = send(store, 5)
    put(store, 6)
    put(store, 5)

    record = store.report(WEEK).record
    assert record is not None
    assert record.id == sent


def test_a_sending_that_is_taken_back_leaves_no_record(store: Store) -> None:
    put(store, 5)
    marked = store.send(store.report(WEEK))
    store.take_back(marked)

    assert records_of(store._db, store.key(WEEK)) == {}
    assert [problem for problem in store.problems() if problem] == []


def test_a_month_names_the_records_that_it_adds_up(store: Store) -> None:
    sent = send(store, 5)
    draft = read_period("2025-W12")
    store.write(draft, make_edits(store.sheet(draft), {UXO: 1}))

    month = record_of(store.report(month_of(WEEK.start)))

    assert month.kind is RecordKind.SUMMARY
    assert set(month.lineage.parts) == {sent, f"hq {draft}"}


def test_another_record_is_not_written_under_the_same_id(store: Store, data_file: Path) -> None:
    send(store, 5)
    record = store.report(WEEK).record
    assert record is not None
    other = replace(record, by="somebody")
    object.__setattr__(other, "id", record.id)

    with pytest.raises(FieldAppError, match="record-differs"):
        put_record(store._db, other, "W11-7KQ4", "")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE record SET text = replace(text, 'uxo=5', 'uxo=6')",
        "UPDATE record SET check_code = ''",
        "DELETE FROM record",
        "INSERT INTO link VALUES ('a', 'b', 1)",
        "UPDATE digest SET length = 7 WHERE scope = 'across'",
    ],
)
def test_damaged_records_are_told_and_never_added_to(store: Store, data_file: Path, damage: str) -> None:
    send(store, 5)
    put(store, 6)
    with closing(sqlite3.connect(data_file)) as other:
        assert other.execute(damage).rowcount
        other.commit()

    with pytest.raises(FieldAppError, match="records-damaged"):
        store.send(store.report(WEEK))


def test_the_records_of_a_sheet_are_told_in_their_order(store: Store) -> None:
    ids = [send(store, value) for value in (5, 6)]

    assert [record.id for record in store.records(WEEK)] == ids
    assert store.records(read_period("2025-W12")) == ()


def test_damaged_records_are_not_told(store: Store, data_file: Path) -> None:
    send(store, 5)
    with closing(sqlite3.connect(data_file)) as other:
        other.execute("UPDATE record SET text = replace(text, 'uxo=5', 'uxo=6')")
        other.commit()

    with pytest.raises(FieldAppError, match="records-damaged"):
        store.records(WEEK)


def test_a_sheet_that_was_emptied_is_still_known(store: Store) -> None:
    put(store, 5)
    store.write(WEEK, make_edits(store.sheet(WEEK), {UXO: None}))

    assert (store.periods(), store.known_periods()) == ((), (WEEK,))
