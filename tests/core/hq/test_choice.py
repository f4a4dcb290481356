"""What is chosen in a dispute counts, whoever the rivals are."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fieldapp.core.hq.choice import Take, decide
from fieldapp.core.hq.correction import Maker, record_rows
from fieldapp.core.hq.counting import CountedSheet, count
from fieldapp.core.hq.state import Holdings, sheet_of
from fieldapp.core.period import Period, read_period
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record
from fieldapp.core.sheet import STATE, Cell, Content, RowState, SheetKey
from tests.core.hq.histories import HQ_FILE, Life

WEEK, EIGHT_DAYS = read_period("2025-03-10..2025-03-16"), read_period("2025-03-10..2025-03-17")
UXO, MINES, MARK = Cell("agdam", "uxo"), Cell("agdam", "ap_mines"), Cell("agdam", STATE)
MAKER = Maker(HQ_FILE, "Leyla", datetime(2025, 3, 18, tzinfo=UTC), entered="entered for the office")


def sent(programme: Programme, office: str, values: Mapping[Cell, Content], period: Period = WEEK) -> Record:
    """The sheet of an office, Aghdam among its rows whether or not it answers for it."""
    one = Life(random.Random(1), programme, office).send(period)
    key = SheetKey(office, period)
    return replace(one, office=office, rows=record_rows(values, key, programme))


def chosen(held: Holdings, programme: Programme, *takes: Take) -> dict[SheetKey, CountedSheet]:
    decisions = decide(held, [], takes, [], programme, MAKER)
    return count(decisions.applied(held), programme)


def told(counted: Mapping[SheetKey, CountedSheet]) -> dict[Cell, list[Content]]:
    """Every figure that counts, as often as it does."""
    found: dict[Cell, list[Content]] = {}
    for sheet in counted.values():
        for cell, content in sheet.values.items():
            found.setdefault(cell, []).append(content)
    return found


@pytest.fixture
def both(programme: Programme) -> tuple[Record, Record]:
    """Two offices tell one district of the same days: one cell alike, one otherwise."""
    return (
        sent(programme, "karabakh", {UXO: 12, MINES: 3}),
        sent(programme, "east-zangezur", {UXO: 14, MINES: 3}),
    )


@pytest.mark.parametrize("place", [0, 1])
def test_what_two_offices_tell_otherwise_counts_once_as_it_is_chosen(
    programme: Programme, both: tuple[Record, Record], place: int
) -> None:
    held = Holdings().with_records(both)
    assert told(count(held, programme)) == {MINES: [3]}

    after = chosen(held, programme, Take(both[place].id, UXO, is_record=True))

    assert told(after) == {MINES: [3], UXO: [(12, 14)[place]]}
    assert [sheet.disputed for sheet in after.values()] == [{}, {}]


def test_that_an_office_tells_nothing_can_be_chosen_too(programme: Programme) -> None:
    silent = sent(programme, "karabakh", {MINES: 3})
    held = Holdings().with_records([silent, sent(programme, "east-zangezur", {UXO: 14, MINES: 3})])

    assert told(chosen(held, programme, Take(silent.id, UXO, is_record=True))) == {MINES: [3]}


def test_a_mark_and_numbers_of_two_offices_are_settled_by_choosing_the_mark(programme: Programme) -> None:
    marked = sent(programme, "karabakh", {MARK: RowState.NO_OPERATIONS})
    held = Holdings().with_records([marked, sent(programme, "east-zangezur", {UXO: 14, MINES: 3})])

    after = chosen(held, programme, Take(marked.id, MARK, is_record=True))

    assert told(after) == {MARK: [RowState.NO_OPERATIONS]}
    assert [sheet.disputed for sheet in after.values()] == [{}, {}]


def test_of_two_offices_that_tell_other_days_the_row_of_one_counts(programme: Programme) -> None:
    longer = sent(programme, "east-zangezur", {UXO: 14, MINES: 3}, EIGHT_DAYS)
    shorter = sent(programme, "karabakh", {UXO: 12, MINES: 3})
    held = Holdings().with_records([longer, shorter])
    assert told(count(held, programme)) == {}

    after = chosen(held, programme, Take(longer.id, UXO, is_record=True))

    assert told(after) == {UXO: [14], MINES: [3]}
    assert after[sheet_of(longer)].values == {UXO: 14, MINES: 3}
