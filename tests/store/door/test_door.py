"""Whatever is asked of a data file is asked of what lies there now, and what fails on the disk is named."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import year_of
from fieldapp.core.sheet import SheetKey
from fieldapp.core.spans.range_report import By
from fieldapp.store.store import Store
from tests.connections import give_connection
from tests.core.making import WEEK
from tests.store.test_store import enter

KEY, YEAR = SheetKey("karabakh", WEEK), year_of(WEEK.start)

READINGS: dict[str, Callable[[Store], object]] = {
    "after_prints": lambda store: store.after_prints(),
    "after_publications": lambda store: store.after_publications(),
    "answers": lambda store: store.answers(WEEK),
    "answers_sent": lambda store: store.answers_sent([KEY]),
    "beyond": lambda store: store.beyond(),
    "casualties": lambda store: store.casualties(),
    "casualties_until": lambda store: store.casualties_until(WEEK.end),
    "comes_from": lambda store: store.comes_from(1, "x"),
    "counted": lambda store: store.counted(),
    "counted_near": lambda store: store.counted_near(WEEK),
    "cumulative": lambda store: store.cumulative(YEAR.start, WEEK.end),
    "definition": lambda store: store.definition(),
    "deliveries": lambda store: store.deliveries(),
    "earlier": lambda store: store.earlier(WEEK),
    "entered": lambda store: store.entered(),
    "entered_by": lambda store: store.entered_by(WEEK),
    "first_day": lambda store: store.first_day(),
    "follow_ups": lambda store: store.follow_ups(WEEK),
    "has_offices_in": lambda store: store.has_offices_in(WEEK),
    "heard_of": lambda store: store.heard_of(),
    "history": lambda store: store.history(WEEK),
    "holdings": lambda store: store.holdings(),
    "holdings_near": lambda store: store.holdings_near(WEEK),
    "is_long": lambda store: store.is_long(YEAR),
    "known_periods": lambda store: store.known_periods(),
    "last_change": lambda store: store.last_change(WEEK),
    "last_written": lambda store: store.last_written(),
    "mark": lambda store: store.mark(),
    "mark_across": lambda store: store.mark_across(),
    "marked": lambda store: store.marked(),
    "mirrored_openings": lambda store: store.mirrored_openings(),
    "mirrored_publications": lambda store: store.mirrored_publications(),
    "offers": lambda store: store.offers(),
    "offices": lambda store: store.offices(),
    "opened": lambda store: store.opened(WEEK),
    "openings": lambda store: store.openings(),
    "organisations": lambda store: store.organisations(WEEK),
    "own_ledger_code": lambda store: store.own_ledger_code(2025),
    "past": lambda store: store.past(WEEK),
    "periods": lambda store: store.periods(),
    "printed": lambda store: store.printed(),
    "publications": lambda store: store.publications(),
    "published_at": lambda store: store.published_at(),
    "range_report": lambda store: store.range_report(YEAR, By.WEEK),
    "receipts": lambda store: store.receipts(),
    "records": lambda store: store.records(KEY),
    "report": lambda store: store.report(WEEK),
    "rows_across": lambda store: store.rows_across(),
    "sheet": lambda store: store.sheet(WEEK),
    "sheet_prints": lambda store: store.sheet_prints({}),
    "sheets_touching": lambda store: store.sheets_touching(YEAR),
    "sheets_near": lambda store: store.sheets_near(WEEK),
    "size": lambda store: store.size(),
    "standing": lambda store: store.standing(WEEK),
    "stood": lambda store: store.stood(WEEK),
    "surroundings": lambda store: store.surroundings(WEEK, date(2025, 3, 17)),
    "told": lambda store: store.told(KEY),
    "typed_own": lambda store: store.typed_own([WEEK]),
    "unheard": lambda store: store.unheard(),
    "weighed": lambda store: store.weighed(KEY),
    "written_outside": lambda store: store.written_outside(),
}


class Failing:
    """A connection to a disk of which nothing can be read any more."""

    in_transaction, total_changes = False, 0

    def execute(self, *_: object) -> object:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
        raise error

    cursor = execute


@pytest.fixture
def failing(store: Store) -> Iterator[Store]:
    enter(store, {})
    connection = store._db.conn
    give_connection(store, Failing())
    yield store
    give_connection(store, connection)


NO_READING = {
    *("admit_offered", "basis", "blank", "change_casualties", "checkpoint", "choose_organisations", "close"),
    *("cut", "edits_for", "flag", "held_otherwise", "home_before", "is_only_read", "join", "keep_printed"),
    *("key", "knowing_disputes", "leave_home", "maker", "note_delivered", "one_moment", "place", "plan"),
    *("problems", "publish", "put_answer", "put_casualties", "put_openings", "rebuild", "receive"),
    *("remove_casualties", "remove_opening", "remove_printed", "require_own_format", "require_publisher"),
    *("send", "sent_as", "set_status", "settle_mismatch", "settle_place", "sheet_asked", "surrounded"),
    *("take_answer", "take_back", "take_flag_off", "verify", "write"),
}
"""What writes, is made of other readings, or asks nothing of the disk."""


def test_all_that_can_be_asked_is_tried(store: Store) -> None:
    store.openings()  # of which only a whole one knows
    public = {name for name in dir(type(store)) if not name.startswith("_")}

    assert public - NO_READING == {*READINGS}


@pytest.mark.parametrize("name", READINGS)
def test_a_disk_that_fails_while_it_is_read_is_named(failing: Store, name: str) -> None:
    with pytest.raises(FieldAppError) as caught:
        READINGS[name](failing)

    assert caught.value.code == "disk-failed"
    assert caught.value.details["path"] == failing.path
    assert failing._depth == 0


@pytest.mark.parametrize("name", READINGS)
def test_all_is_asked_of_the_file_that_lies_there(
    store: Store, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the file can only be read here, that is looked at first, once for each thing that is asked."""
    asked = []
    READINGS[name](store)
    monkeypatch.setattr(Store, "_keep_up", lambda self: asked.append(self._depth))
    READINGS[name](store)

    assert asked
    assert {*asked} <= {0, 1}


def test_a_fault_of_the_program_is_no_damage_of_the_file(store: Store, tmp_path: Path) -> None:
    with closing(Store(store.path, "Rauf")) as closed:
        pass
    with pytest.raises(sqlite3.ProgrammingError):
        closed.sheet(WEEK)
