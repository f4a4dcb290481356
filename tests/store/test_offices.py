"""Sheets of several offices in one file: each by itself, and together in headquarters' reports."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import month_of, read_period
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.store.store import Store

WEEK, NEXT = read_period("2025-W11"), read_period("2025-W12")
AGDAM, LACIN = Cell("agdam", "uxo"), Cell("lacin", "uxo")
KARABAKH, ZANGEZUR = SheetKey("karabakh", WEEK), SheetKey("east-zangezur", WEEK)


def put(store: Store, key: SheetKey, cell: Cell, value: int) -> None:
    store.write(key, make_edits(store.sheet(key), {cell: value}))


def test_each_office_has_a_sheet_notes_and_history_of_its_own(store: Store) -> None:
    put(store, KARABAKH, AGDAM, 5)
    put(store, store.key(WEEK), AGDAM, 7)
    store.set_status(KARABAKH, Status.READY)

    assert store.sheet(KARABAKH).value("agdam", "uxo") == 5
    assert store.sheet(WEEK).value("agdam", "uxo") == 7
    assert (store.standing(KARABAKH).status, store.standing(WEEK).status) == (Status.READY, Status.DRAFT)
    assert {row.sheet for row in store.history(KARABAKH)} == {KARABAKH}
    assert store.offices() == ("hq", "karabakh")
    assert store.periods() == store.periods("karabakh") == (WEEK,)
    assert store.sheet(KARABAKH).districts != store.sheet(WEEK).districts


def test_an_office_takes_no_district_of_another(store: Store) -> None:
    with pytest.raises(FieldAppError, match="outside-office"):
        put(store, KARABAKH, LACIN, 5)


def test_headquarters_report_is_over_all_offices(store: Store) -> None:
    put(store, KARABAKH, AGDAM, 5)
    put(store, ZANGEZUR, LACIN, 8)
    put(store, SheetKey("karabakh", NEXT), AGDAM, 1)

    report = store.report(WEEK)
    assert report.total("uxo") == 13
    assert report.sheets == (ZANGEZUR, KARABAKH)
    assert report.is_summary
    assert store.report(month_of(WEEK.start)).total("uxo") == 14
    assert store.report(KARABAKH).total("uxo") == 5
    assert not store.report(KARABAKH).is_summary


def test_what_headquarters_entered_gives_way_to_what_an_office_says(store: Store) -> None:
    """Of a district that the office has answered; the others stand."""
    columns = store.sheet(KARABAKH).indicators
    put(store, store.key(WEEK), AGDAM, 100)
    put(store, store.key(WEEK), LACIN, 3)
    row = {Cell("agdam", column): 2 for column in columns}
    store.write(KARABAKH, make_edits(store.sheet(KARABAKH), row))

    assert store.report(WEEK).total("uxo") == 5
    assert store.report(store.key(WEEK)).total("uxo") == 103


def test_who_opens_the_file_goes_on_where_their_own_office_was_last(store: Store) -> None:
    assert store.last_written() is None
    put(store, KARABAKH, AGDAM, 5)
    assert store.last_written() is None

    put(store, store.key(WEEK), AGDAM, 7)
    put(store, store.key(NEXT), AGDAM, 7)
    put(store, store.key(WEEK), AGDAM, 8)
    assert store.last_written() == WEEK
    put(store, SheetKey("karabakh", NEXT), AGDAM, 6)
    assert store.last_written() == WEEK


def test_a_sheet_of_another_office_is_sent_by_itself(store: Store, tmp_path: Path) -> None:
    put(store, KARABAKH, AGDAM, 5)
    store.send(store.report(KARABAKH))

    assert store.standing(KARABAKH).status is Status.SENT
    assert store.standing(WEEK).status is Status.DRAFT
    record = store.report(KARABAKH).record
    assert record is not None
    assert (record.office, record.rows[0][0]) == ("karabakh", "agdam")


def test_an_office_is_named_once_where_one_reading_asks_another(store: Store) -> None:
    put(store, store.key(WEEK), AGDAM, 7)
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("UPDATE tally SET value = 8")
        other.commit()

    with pytest.raises(FieldAppError, match="sheet-damaged") as error:
        store.report(WEEK)

    assert error.value.details == {"office": store.programme.office("hq"), "period": WEEK}
