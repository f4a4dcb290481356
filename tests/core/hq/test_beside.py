"""A sheet of headquarters' own never counts beside an office's sheet of the same district and days, and is
told as such: `twice`."""

import pytest

from fieldapp.core.hq.beside import given_by_sheet
from fieldapp.core.hq.board import make_board
from fieldapp.core.hq.choice import Decisions, Take, decide, settle
from fieldapp.core.hq.counting import count
from fieldapp.core.hq.plan import Plan, Verdict, make_plan
from fieldapp.core.hq.state import Holdings
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record
from fieldapp.core.sheet import Cell, SheetKey
from tests.core.hq.histories import arrival_of
from tests.core.hq.test_choice import EIGHT_DAYS, MAKER, MINES, UXO, WEEK, sent

LACIN = Cell("lacin", "uxo")
NOW = MAKER.at
OWN, KEY = SheetKey("hq", WEEK), SheetKey("karabakh", WEEK)


def planned(programme: Programme, held: Holdings, *records: Record) -> Plan:
    return make_plan(held, [arrival_of(one, programme) for one in records], programme, ())


@pytest.fixture
def own(programme: Programme) -> Record:
    """The sheet of headquarters: one cell as the office has it, one otherwise."""
    return sent(programme, "hq", {UXO: 12, MINES: 3})


@pytest.fixture
def office(programme: Programme) -> Record:
    return sent(programme, "karabakh", {UXO: 14, MINES: 3})


def test_a_sheet_of_headquarters_that_comes_after_the_offices_is_twice_and_does_not_count(
    programme: Programme, own: Record, office: Record
) -> None:
    (file,) = planned(programme, Holdings().with_records([office]), own).files

    assert (file.verdict, file.counted) == (Verdict.TWICE, False)
    assert [(one.cell, one.ours, one.theirs) for one in file.cells] == [(UXO, 14, 12)]


def test_it_is_twice_too_where_the_figures_are_the_same(programme: Programme, own: Record) -> None:
    office = sent(programme, "karabakh", {UXO: 12, MINES: 3})
    (file,) = planned(programme, Holdings().with_records([office]), own).files

    assert (file.verdict, file.counted, file.cells) == (Verdict.TWICE, False, ())


def test_the_offices_sheet_that_comes_after_it_counts_and_says_where_it_says_something_else(
    programme: Programme, own: Record, office: Record
) -> None:
    (file,) = planned(programme, Holdings().with_records([own]), office).files

    assert (file.verdict, file.counted) == (Verdict.TWICE, True)
    assert [(one.cell, one.ours, one.theirs) for one in file.cells] == [(UXO, 12, 14)]
    same = sent(programme, "karabakh", {UXO: 12, MINES: 3})
    (file,) = planned(programme, Holdings().with_records([own]), same).files
    assert (file.verdict, file.counted, file.cells) == (Verdict.NEW, True, ())


@pytest.mark.parametrize("is_turned", [False, True])
def test_both_at_once_are_told_in_either_order(
    programme: Programme, own: Record, office: Record, is_turned: bool
) -> None:
    pair = (office, own) if is_turned else (own, office)
    files = {file.arrival.name: file for file in planned(programme, Holdings(), *pair).files}

    assert {file.verdict for file in files.values()} == {Verdict.TWICE}
    assert [files[one.id].counted for one in (own, office)] == [False, True]


def test_what_was_typed_and_not_sent_is_told_as_well(programme: Programme, office: Record) -> None:
    typed = {OWN: {UXO: 12, MINES: 3}}
    (file,) = make_plan(Holdings(), [arrival_of(office, programme)], programme, (), typed).files

    assert (file.verdict, file.counted) == (Verdict.TWICE, True)
    assert [(one.cell, one.ours, one.theirs) for one in file.cells] == [(UXO, 12, 14)]


def test_districts_that_only_headquarters_tell_count_on(programme: Programme, office: Record) -> None:
    own = sent(programme, "hq", {UXO: 12, LACIN: 5})
    (file,) = planned(programme, Holdings().with_records([office]), own).files

    assert (file.verdict, file.counted) == (Verdict.TWICE, True)


def test_a_sheet_of_other_days_that_share_one_is_twice(programme: Programme, office: Record) -> None:
    own = sent(programme, "hq", {UXO: 12}, EIGHT_DAYS)
    (file,) = planned(programme, Holdings().with_records([office]), own).files

    assert (file.verdict, file.counted) == (Verdict.TWICE, False)


def test_a_revision_of_the_offices_other_line_is_still_named_by_its_own_verdict(
    programme: Programme, own: Record, office: Record
) -> None:
    """That headquarters have a sheet too hides no dispute between two lines of the office."""
    other = sent(programme, "karabakh", {UXO: 15, MINES: 3})
    held = Holdings().with_records([own, office])
    (file,) = planned(programme, held, other).files

    assert file.verdict is Verdict.FORK


def test_the_way_back_is_to_set_the_offices_aside_or_to_choose_what_headquarters_say(
    programme: Programme, own: Record, office: Record
) -> None:
    plan = planned(programme, Holdings().with_records([office]), own)
    aside = Decisions(rulings={office.id: False})
    (file,) = settle(plan, aside, programme).files
    assert file.counted

    for take in (Take(own.id, UXO), Take(own.id)):
        decisions = decide(plan.after, [], [take], [], programme, MAKER)
        after = count(decisions.applied(plan.after), programme)
        assert after[KEY].values == {UXO: 12, MINES: 3}
        assert given_by_sheet(after, {})[KEY][0].cells == ()


def test_a_row_of_which_every_cell_is_in_dispute_goes_before_headquarters_own_too(
    programme: Programme,
) -> None:
    lines = [sent(programme, "karabakh", {UXO: figure}) for figure in (14, 15)]
    own = sent(programme, "hq", {UXO: 12})
    (file,) = planned(programme, Holdings().with_records(lines), own).files
    assert (file.verdict, file.counted) == (Verdict.TWICE, False)

    held = Holdings().with_records([*lines, own])
    decisions = decide(held, [], [Take(own.id, UXO)], [], programme, MAKER)
    after = count(decisions.applied(held), programme)
    assert (after[KEY].values, after[KEY].disputed) == ({UXO: 12}, {})


def test_the_board_names_the_districts(programme: Programme, own: Record, office: Record) -> None:
    held = Holdings().with_records([own, office])
    counted = count(held, programme)
    given = given_by_sheet(counted, {})
    board = make_board(held, counted, {}, {}, programme, WEEK, NOW, given)

    assert board.squares["karabakh"][WEEK].twice == ("agdam",)
    assert board.squares["east-zangezur"][WEEK].twice == ()
