"""A sheet that is cut in two: three sheets in one transaction, or none."""

import pytest

from fieldapp.core.edits import Edits, make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period, read_period
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell
from fieldapp.store.store import Store

WEEK = read_period("2025-W44")
FIRST, SECOND = read_period("2025-10-27..2025-10-31"), read_period("2025-11-01..2025-11-02")
UXO = Cell("agdam", "uxo")


@pytest.fixture
def whole(store: Store) -> Store:
    store.write(WEEK, make_edits(store.sheet(WEEK), {UXO: 9}))
    return store


def parts(store: Store) -> list[tuple[Period, Edits]]:
    held = ((FIRST, 4), (SECOND, 5))
    return [(period, make_edits(store.sheet(period), {UXO: value})) for period, value in held]


def test_the_parts_hold_what_the_whole_held(whole: Store) -> None:
    whole.cut_in_two(whole.sheet(WEEK), parts(whole), "the month ends")

    assert whole.periods() == (FIRST, SECOND)
    assert [whole.sheet(period).value("agdam", "uxo") for period in (FIRST, SECOND)] == [4, 5]
    assert whole.sheet(WEEK).values == {}
    assert [row.why for row in whole.history(WEEK)][-1] == "the month ends"
    assert not any(whole.problems())
    assert whole.size() == (3, 4)


def test_the_parts_of_a_sent_sheet_name_its_record_and_each_other(whole: Store) -> None:
    whole.send(whole.report(WEEK))
    sent = whole.report(WEEK).record
    assert sent is not None
    whole.cut_in_two(whole.sheet(WEEK), parts(whole), "the month ends")

    for period in (FIRST, SECOND):
        recut = whole.report(period).lineage.recut
        assert recut is not None
        assert (recut.of, recut.parts) == (sent.id, (FIRST, SECOND))
    assert whole.standing(WEEK).status is Status.DRAFT
    whole.send(whole.report(FIRST))
    record = whole.report(FIRST).record
    assert record is not None
    assert f"recut {sent.id} {FIRST} {SECOND}" in record.text


def test_what_was_changed_meanwhile_is_not_cut(whole: Store) -> None:
    seen = whole.sheet(WEEK)
    edits = parts(whole)
    whole.write(WEEK, make_edits(seen, {UXO: 10}))

    with pytest.raises(FieldAppError, match="stale-edit"):
        whole.cut_in_two(seen, edits, "")
    assert whole.periods() == (WEEK,)


def test_a_part_that_holds_something_leaves_all_as_it_was(whole: Store) -> None:
    edits = parts(whole)
    whole.write(SECOND, make_edits(whole.sheet(SECOND), {UXO: 1}))
    before = whole.size()

    with pytest.raises(FieldAppError, match="stale-edit"):
        whole.cut_in_two(whole.sheet(WEEK), edits, "")
    assert whole.periods() == (WEEK, SECOND)
    assert whole.size() == before
    assert not any(whole.problems())
