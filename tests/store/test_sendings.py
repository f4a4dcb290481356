"""What was sent stays what it was: its seal, its reason, and the way back to it."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from fieldapp.core.edits import annotate, clear, make_edits, type_in
from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import STATUS
from fieldapp.core.numbers import Unit
from fieldapp.core.report import Standing, Status
from fieldapp.core.sending import Delivery, as_sent
from fieldapp.core.sheet import CONTROL, STATE, Cell
from fieldapp.store.store import Store
from tests.core.making import NO_OPERATIONS, WEEK, days
from tests.store.conftest import NOON, OpenStore

UXO = Cell("agdam", "uxo")
LATER = NOON + timedelta(days=2)


def put(store: Store, wanted, why: str = "", source: str = "") -> None:
    store.write(WEEK, make_edits(store.sheet(WEEK), wanted), why=why, source=source)


def sent(store: Store, number: int, why: str = "") -> Standing:
    """A revision with this figure; how it stands."""
    put(store, {UXO: number}, why)
    store.set_status(WEEK, Status.READY)
    store.send(as_sent(store.report(WEEK), NOON), store.sheet(WEEK))
    return store.standing(WEEK)


def delivery(tmp_path: Path, revision: int = 1) -> Delivery:
    return Delivery(WEEK, revision, tmp_path / "wéek.xlsx", ".week.part", "ab" * 32, "az", "post", "hq")


def statuses(store: Store) -> list:
    return [row.after for row in store.history(WEEK, STATUS)]


# back to what was sent


def test_undoing_the_only_correction_brings_back_the_revision_that_was_sent(store: Store) -> None:
    sent(store, 5)
    before = sent(store, 6, "misread paper")
    seal = store.report(WEEK).seal

    put(store, {UXO: 7}, "typing error")
    assert (store.standing(WEEK).status, store.standing(WEEK).revision) == (Status.DRAFT, 3)
    put(store, {UXO: 6})

    assert store.standing(WEEK) == before
    assert (before.status, before.revision, before.reason) == (Status.SENT, 2, "misread paper")
    assert store.report(WEEK).seal == seal
    assert statuses(store)[-2:] == ["draft", "sent"]


def test_redoing_makes_the_next_revision_again_with_a_reason_of_its_own(store: Store) -> None:
    sent(store, 5)
    put(store, {UXO: 6}, "one")
    put(store, {UXO: 5})
    put(store, {UXO: 6}, "two")

    standing = store.standing(WEEK)
    assert (standing.status, standing.revision, standing.reason) == (Status.DRAFT, 2, "two")


def test_there_and_back_as_often_as_one_likes_leads_to_the_same_revision(store: Store) -> None:
    sent(store, 5)
    before = sent(store, 6, "misread paper")

    for why in ("one", "two", "three"):
        put(store, {UXO: 7}, why)
        put(store, {UXO: 6})
        assert store.standing(WEEK) == before


def test_a_ready_correction_that_is_undone_is_sent_as_it_was(store: Store) -> None:
    before = sent(store, 5)
    put(store, {UXO: 6}, "late")
    store.set_status(WEEK, Status.READY)

    put(store, {UXO: 5})

    assert store.standing(WEEK) == before
    assert statuses(store) == ["ready", "sent", "draft", "ready", "draft", "sent"]


@pytest.mark.parametrize("what", ["note", "control total", "unread text", "another figure", "mark"])
def test_whatever_else_differs_keeps_it_a_draft(store: Store, what: str) -> None:
    before = sent(store, 5)
    put(store, {UXO: 6}, "late")
    sheet = store.sheet(WEEK)
    other = {
        "note": annotate(sheet, UXO, "seen"),
        "control total": make_edits(sheet, {Cell(CONTROL, "uxo"): 5}),
        "unread text": type_in(sheet, UXO, "1O", Unit.COUNT),
        "another figure": make_edits(sheet, {Cell("susa", "uxo"): 0}),
        "mark": make_edits(sheet, {Cell("susa", STATE): NO_OPERATIONS}),
    }[what]
    store.write(WEEK, other)
    without = store.sheet(WEEK)

    store.write(WEEK, make_edits(without, {UXO: 5}) if what != "unread text" else other.inverse())
    assert store.standing(WEEK).status is Status.DRAFT

    if what == "unread text":
        put(store, {UXO: 5})
    else:
        store.write(WEEK, other.inverse())
    assert store.standing(WEEK) == before


def test_figures_that_are_equal_but_written_otherwise_are_equal(store: Store) -> None:
    put(store, {UXO: Decimal("2.5")})
    store.send(store.report(WEEK))
    put(store, {UXO: 3}, "late")
    put(store, {UXO: Decimal("2.50")})

    assert store.standing(WEEK).status is Status.SENT


def test_the_published_source_comes_back_with_its_figures(store: Store) -> None:
    put(store, {UXO: 606}, source="R084")
    store.send(store.report(WEEK))
    put(store, {UXO: 607}, "by hand")
    assert store.standing(WEEK).source == ""
    put(store, {UXO: 606})

    assert (store.standing(WEEK).status, store.standing(WEEK).source) == (Status.SENT, "R084")


def test_a_file_sent_before_there_were_records_finds_its_reason_too(store: Store, data_file: Path) -> None:
    sent(store, 5)
    before = sent(store, 6, "misread paper")
    with closing(sqlite3.connect(data_file)) as other, other:
        other.execute("DELETE FROM about WHERE key LIKE 'sent %'")
    report = store.report(WEEK)
    assert report.correction is not None
    assert report.correction.effects

    for _ in range(2):
        put(store, {UXO: 7}, "typing error")
        put(store, {UXO: 6})
        assert store.standing(WEEK) == before


def test_a_sheet_that_an_older_app_took_back_is_not_sent_by_an_undo(store: Store) -> None:
    sent(store, 5)
    store.set_status(WEEK, Status.READY)
    put(store, {UXO: 6}, "late")
    put(store, {UXO: 5})

    assert (store.standing(WEEK).status, store.standing(WEEK).revision) == (Status.DRAFT, 2)


def test_emptying_a_corrected_sheet_does_not_send_it(store: Store) -> None:
    sent(store, 5)
    store.write(WEEK, clear(store.sheet(WEEK), [UXO]), why="all wrong")

    assert store.standing(WEEK).status is Status.DRAFT


def test_a_sent_correction_tells_the_same_sums_whatever_is_entered_elsewhere_since(store: Store) -> None:
    sent(store, 5)
    sent(store, 6, "misread paper")
    before = store.report(WEEK)
    near = days("2025-W10")
    store.write(near, make_edits(store.sheet(near), {UXO: 100}))

    assert store.report(WEEK) == before
    put(store, {UXO: 7}, "late")
    correction = store.report(WEEK).correction
    assert correction is not None
    assert [effect.new for effect in correction.effects] == [7, 107, 107]
    put(store, {UXO: 6})
    assert store.report(WEEK) == before


# marked, and taken back


def test_taking_back_leaves_nothing_of_the_sending_but_its_history(store: Store, data_file: Path) -> None:
    put(store, {UXO: 5})
    store.set_status(WEEK, Status.READY)
    before = store.standing(WEEK)

    store.take_back(store.send(as_sent(store.report(WEEK), LATER)))

    assert store.standing(WEEK) == before
    assert statuses(store) == ["ready", "sent", "ready"]
    with closing(sqlite3.connect(data_file)) as other:
        assert other.execute("SELECT count(*) FROM seal").fetchone() == (0,)
        assert other.execute("SELECT count(*) FROM about WHERE key LIKE 'sent %'").fetchone() == (0,)
    put(store, {UXO: 6})
    assert (store.standing(WEEK).revision, store.standing(WEEK).reason) == (1, "")


def test_taking_back_a_correction_leaves_what_was_sent_before(store: Store, tmp_path: Path) -> None:
    first = sent(store, 5)
    put(store, {UXO: 6}, "late")
    store.set_status(WEEK, Status.READY)

    store.take_back(store.send(as_sent(store.report(WEEK), LATER), None, delivery(tmp_path, 2)))

    assert store.standing(WEEK).sealed_at == NOON
    put(store, {UXO: 7})
    assert (store.standing(WEEK).revision, store.standing(WEEK).reason) == (2, "late")
    put(store, {UXO: 5})
    assert store.standing(WEEK) == first


def test_a_seal_that_was_there_before_stays(store: Store, data_file: Path) -> None:
    sent(store, 5)
    store.set_status(WEEK, Status.READY)

    store.take_back(store.send(as_sent(store.report(WEEK), LATER)))

    with closing(sqlite3.connect(data_file)) as other:
        assert other.execute("SELECT revision, sealed_at FROM seal").fetchall() == [(1, NOON.isoformat())]


def test_a_sheet_changed_after_it_was_marked_is_not_taken_back(store: Store) -> None:
    put(store, {UXO: 5})
    store.set_status(WEEK, Status.READY)
    marked = store.send(as_sent(store.report(WEEK), NOON))
    put(store, {UXO: 6}, "late")

    with pytest.raises(FieldAppError, match="stale-edit"):
        store.take_back(marked)
    assert store.standing(WEEK).revision == 2


def test_a_draft_goes_through_ready_and_back_to_a_draft(store: Store) -> None:
    put(store, {UXO: 5})

    store.take_back(store.send(as_sent(store.report(WEEK), NOON), from_draft=True))

    assert statuses(store) == ["ready", "sent", "draft"]
    assert store.standing(WEEK) == Standing()


@pytest.mark.parametrize("what", ["figure", "note", "control total", "status", "other week", "sent already"])
def test_nothing_is_marked_that_was_changed_since_the_report_was_made(
    store: Store, open_store: OpenStore, what: str
) -> None:
    sent(store, 5)
    put(store, {UXO: 6}, "late")
    store.set_status(WEEK, Status.READY)
    report, sheet = as_sent(store.report(WEEK), LATER), store.sheet(WEEK)
    other = open_store()
    if what == "status":
        other.set_status(WEEK, Status.DRAFT)
    elif what == "sent already":
        other.send(other.report(WEEK))
    elif what == "other week":  # it is in the sums of the month that the correction tells
        near = days("2025-W10")
        other.write(near, make_edits(other.sheet(near), {Cell("agdam", "uxo"): 1}))
    elif what == "note":
        other.write(WEEK, annotate(sheet, UXO, "seen"))
        other.set_status(WEEK, Status.READY)
    else:
        put(other, {UXO if what == "figure" else Cell(CONTROL, "uxo"): 7})
        other.set_status(WEEK, Status.READY)
    before = store.standing(WEEK), statuses(store)

    with pytest.raises(FieldAppError, match="stale-edit"):
        store.send(report, sheet)

    assert (store.standing(WEEK), statuses(store)) == before


# what has still to leave


def test_a_delivery_is_remembered_until_it_is_there(open_store: OpenStore, tmp_path: Path) -> None:
    store = open_store()
    put(store, {UXO: 5})
    store.send(store.report(WEEK), None, delivery(tmp_path))
    store.close()

    store = open_store()
    assert store.deliveries() == [delivery(tmp_path)]
    store.note_delivered(WEEK, 2)
    assert store.deliveries() == [delivery(tmp_path)]
    store.note_delivered(WEEK, 1)
    assert store.deliveries() == []


def test_a_corrected_sheet_has_no_delivery_until_it_is_again_what_was_sent(
    store: Store, tmp_path: Path
) -> None:
    put(store, {UXO: 5})
    store.send(store.report(WEEK), None, delivery(tmp_path))
    put(store, {UXO: 6}, "late")
    assert store.deliveries() == []

    put(store, {UXO: 5})

    assert store.deliveries() == [delivery(tmp_path)]


def test_a_record_that_is_damaged_is_told(store: Store, data_file: Path) -> None:
    put(store, {UXO: 5})
    store.send(store.report(WEEK))
    with closing(sqlite3.connect(data_file)) as other, other:
        other.execute("UPDATE sending SET told = ?", [json.dumps([1])])

    assert store.deliveries() == []
    with pytest.raises(FieldAppError, match="sheet-damaged"):
        store.sheet(WEEK)


def test_a_sheet_that_was_never_sent_costs_no_look_for_a_seal(store: Store) -> None:
    said: list[str] = []
    put(store, {UXO: 5})
    store._db.conn.set_trace_callback(said.append)
    put(store, {UXO: 6})

    assert [line for line in said if "FROM seal\n" in line or line.startswith("SELECT kind")] == []
    assert len(said) <= 8
