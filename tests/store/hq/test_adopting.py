"""An office and the answers of headquarters: lines that meet, equal codes, a file that is rebuilt."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.choice import Take, decide
from fieldapp.core.hq.ledger_code import ledger_code
from fieldapp.core.hq.plan import Verdict
from fieldapp.core.period import read_period
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Lineage, Record
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.store.hq.overview import answer_to
from fieldapp.store.store import Store
from tests.core.hq.histories import OFFICE, arrival_of
from tests.data_files import empty_file

WEEK = read_period("2025-W11")
KEY, UXO, AP = SheetKey(OFFICE, WEEK), Cell("agdam", "uxo"), Cell("fuzuli", "ap_mines")
NOW = datetime(2025, 3, 20, 9, 0, tzinfo=UTC)


def opened(path: Path, office: str) -> Store:
    return Store(empty_file(path, office), "Leyla", lambda: NOW)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    """The file of headquarters."""
    store = opened(tmp_path / "hq.fieldapp", "hq")
    yield store
    store.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Store]:
    """The file of an office."""
    store = opened(tmp_path / "office.fieldapp", OFFICE)
    yield store
    store.close()


def send(store: Store, cell: Cell, value: int, why: str = "a slip") -> Record:
    store.write(KEY, make_edits(store.sheet(KEY), {cell: value}), why=why)
    store.send(store.report(KEY), from_draft=True)
    record = store.report(KEY).record
    assert record is not None
    return record


def receive(desk: Store, record: Record, programme: Programme) -> Verdict:
    plan = desk.plan([arrival_of(record, programme)])
    desk.receive(plan)
    return plan.files[0].verdict


def test_both_corrections_count_and_the_answer_that_is_adopted_joins_the_lines(
    desk: Store, office: Store, programme: Programme
) -> None:
    receive(desk, send(office, UXO, 12), programme)
    send(desk, UXO, 13, "told by telephone")
    assert receive(desk, send(office, AP, 4), programme) is Verdict.CONFLICT
    assert desk.sheet(KEY).values == {UXO: 13, AP: 4}

    office.take_answer(answer_to(desk, OFFICE, NOW, "Leyla"))
    (offer,) = office.offers()
    assert [(item.cell, item.before, item.after) for item in offer.cells] == [(UXO, 12, 13)]
    office.write(KEY, office.edits_for(offer), why=offer.record.reason)
    office.admit_offered(KEY, "")
    assert office.standing(KEY).status is Status.DRAFT
    office.send(office.report(KEY), from_draft=True)
    joined = office.report(KEY).record

    assert joined is not None
    assert receive(desk, joined, programme) is Verdict.NEWER
    assert desk.counted()[KEY].folded.heads == (joined.id,)
    assert office.offers() == ()


def test_a_dispute_that_was_settled_is_told_beside_what_this_office_says(
    desk: Store, office: Store, programme: Programme, tmp_path: Path
) -> None:
    second = opened(tmp_path / "second.fieldapp", OFFICE)
    records = [send(store, UXO, value) for store, value in ((office, 102), (second, 112))]
    second.close()
    plan = desk.plan([arrival_of(record, programme) for record in records])
    choice = [Take(records[1].id, UXO)]
    desk.receive(plan, decide(plan.after, [], choice, [], programme, desk.maker("the paper says so")))

    office.take_answer(answer_to(desk, OFFICE, NOW, "Leyla"))
    told = [(item.cell, item.before, item.after) for offer in office.offers() for item in offer.cells]
    assert told == [(UXO, 102, 112)]


def test_codes_are_equal_when_nothing_is_lost_and_unequal_when_one_is_withheld(
    desk: Store, office: Store, programme: Programme
) -> None:
    receive(desk, send(office, UXO, 12), programme)
    withheld = send(office, UXO, 14)
    theirs = ledger_code(desk.holdings().records.values(), OFFICE, 2025)
    assert office.own_ledger_code(2025) != theirs

    office.take_answer(answer_to(desk, OFFICE, NOW, "Leyla"))
    assert withheld.id not in office.heard_of()
    receive(desk, withheld, programme)
    office.take_answer(answer_to(desk, OFFICE, NOW, "Leyla"))

    assert withheld.id in office.heard_of()
    assert office.own_ledger_code(2025) == ledger_code(desk.holdings().records.values(), OFFICE, 2025)


def test_an_older_answer_after_a_newer_one_does_no_harm(
    desk: Store, office: Store, programme: Programme
) -> None:
    receive(desk, send(office, UXO, 12), programme)
    older = answer_to(desk, OFFICE, NOW, "Leyla")
    send(desk, UXO, 13, "told by telephone")
    newer = answer_to(desk, OFFICE, NOW, "Leyla")
    for answer in (newer, older, newer, older):
        office.take_answer(answer)

    assert len(office.offers()) == 1
    assert office.sheet(KEY).values == {UXO: 12}


def test_what_was_typed_since_the_last_sending_is_not_overwritten_by_adopting(
    desk: Store, office: Store, programme: Programme
) -> None:
    receive(desk, send(office, UXO, 12), programme)
    send(desk, UXO, 13, "told by telephone")
    office.write(KEY, make_edits(office.sheet(KEY), {UXO: 99}), why="counted again")
    office.take_answer(answer_to(desk, OFFICE, NOW, "Leyla"))
    (offer,) = office.offers()

    assert not office.edits_for(offer)


def test_a_file_that_is_rebuilt_from_its_workbooks_continues_its_line(
    desk: Store, office: Store, programme: Programme, tmp_path: Path
) -> None:
    records = [send(office, UXO, value) for value in (12, 14)]
    for record in records:
        receive(desk, record, programme)
    rebuilt = opened(tmp_path / "rebuilt.fieldapp", OFFICE)
    rebuilt.rebuild(records)
    assert rebuilt.sheet(KEY).values == {UXO: 14}
    assert [problem for problem in rebuilt.problems() if problem] == []

    assert receive(desk, send(rebuilt, UXO, 15), programme) is Verdict.NEWER
    assert desk.sheet(KEY).values == {UXO: 15}
    with pytest.raises(FieldAppError, match="not-empty"):
        rebuilt.rebuild(records)
    rebuilt.close()


def test_an_answer_for_another_office_is_refused(desk: Store, office: Store, programme: Programme) -> None:
    with pytest.raises(FieldAppError, match="foreign-answer"):
        office.take_answer(answer_to(desk, "east-zangezur", NOW, "Leyla"))


def test_what_the_programme_of_the_office_has_no_word_for_is_kept_and_the_rest_is_offered(
    desk: Store, office: Store, programme: Programme
) -> None:
    receive(desk, send(office, UXO, 12), programme)
    send(desk, UXO, 21)
    answer = answer_to(desk, OFFICE, NOW, "Leyla")
    newer = replace(
        answer.records[0],
        period=read_period("2025-W12"),
        rows=(("newtown", "not_reported", {"uxo": 5}),),
        lineage=Lineage("hq"),
    )

    office.take_answer(replace(answer, records=(*answer.records, newer)))

    (offer,) = office.offers()
    assert (offer.key, offer.wanted) == (KEY, {UXO: 21})
    assert office.beyond() == ((SheetKey(OFFICE, read_period("2025-W12")), ("newtown",)),)
