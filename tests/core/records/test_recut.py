"""A sheet cut in two where a month ends: what was sent stays the sum, whatever is typed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.core.edits import apply
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unread
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.records.recut import (
    FirstPart,
    Misfit,
    MisfitAt,
    cells_to_type,
    entering,
    first_values,
    make_parts,
    misfits,
    two_parts,
)
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState, Sheet
from fieldapp.resources import programme_text
from tests.core.making import COLUMNS, NO_OPERATIONS, Row, days, refusal, sheet_of

PROGRAMME = read_programme(programme_text("azerbaijan"), "azerbaijan.toml")
WEEK = days("2025-W44")
FIRST, SECOND = days("2025-10-27..2025-10-31"), days("2025-11-01..2025-11-02")
IDS = "0" * 64

numbers = st.integers(0, 5000)
rows = st.one_of(
    st.just(NO_OPERATIONS),
    st.tuples(numbers, numbers, numbers, numbers),
    st.lists(st.one_of(st.none(), numbers), max_size=4),
)


@st.composite
def cut_weeks(draw: st.DrawFn, period: str = "2025-W44") -> tuple[Sheet, FirstPart]:
    """A sheet whose period a month's end cuts, and what a person types of its first part."""
    keys = [district.key for district in PROGRAMME.expected("hq", days(period))]
    held = draw(st.dictionaries(st.sampled_from(keys), rows, max_size=4))
    whole = sheet_of(PROGRAMME, held, days(period))
    values: dict[Cell, Content] = dict(first_values(whole, PROGRAMME, "hq"))
    to_type = cells_to_type(whole, PROGRAMME, "hq")
    for cell in to_type:
        number = whole.value(cell.district, cell.indicator)
        assert isinstance(number, int)
        values[cell] = draw(st.integers(0, number))
    return whole, FirstPart(values)


@given(st.one_of(cut_weeks(), cut_weeks("2025-W18"), cut_weeks("2026-W01")))
def test_the_parts_add_up_to_the_whole_in_every_cell(made: tuple[Sheet, FirstPart]) -> None:
    whole, first = made
    parts = make_parts(whole, first, PROGRAMME, "hq")

    assert misfits(whole, parts) == ()
    assert tuple(part.period for part in parts) == two_parts(whole.period)
    for column in COLUMNS:
        assert sum(part.total(column) for part in parts) == whole.total(column)
        for district in whole.districts:
            in_parts = [part.value(district, column) for part in parts]
            assert sum(number or 0 for number in in_parts) == (whole.value(district, column) or 0)
            assert all(number is None or number >= 0 for number in in_parts)
    for district in whole.districts:
        states = {part.state(district) for part in parts if district in part.districts}
        assert states == {whole.state(district)}


@given(cut_weeks(), st.data())
def test_no_cell_of_a_part_can_be_changed_unseen(made: tuple[Sheet, FirstPart], data: st.DataObject) -> None:
    whole, first = made
    parts = list(make_parts(whole, first, PROGRAMME, "hq"))
    place = data.draw(st.integers(0, 1))
    part = parts[place]
    cell = Cell(data.draw(st.sampled_from(part.districts)), data.draw(st.sampled_from(COLUMNS)))
    values = dict(part.values)
    if Cell(cell.district, STATE) in values:
        values.pop(Cell(cell.district, STATE))
        told = {Cell(cell.district, STATE)}
    elif cell in values and data.draw(st.booleans()):
        values.pop(cell)
        told = {cell}
    else:
        values[cell] = data.draw(numbers.filter(lambda number: number != values.get(cell)))
        told = {cell}
    parts[place] = replace(part, values=values)

    assert {misfit.cell for misfit in misfits(whole, parts)} == told


@given(cut_weeks(), st.data())
def test_what_is_not_yet_typed_is_missing_and_never_guessed(
    made: tuple[Sheet, FirstPart], data: st.DataObject
) -> None:
    whole, first = made
    to_type = cells_to_type(whole, PROGRAMME, "hq")
    left_out = set(data.draw(st.lists(st.sampled_from(to_type)))) if to_type else set()
    typed = {cell: content for cell, content in first.values.items() if cell not in left_out}

    parts = make_parts(whole, FirstPart(typed), PROGRAMME, "hq")

    assert {misfit.cell for misfit in misfits(whole, parts)} == left_out
    assert {misfit.kind for misfit in misfits(whole, parts)} <= {Misfit.MISSING}
    assert not any(cell in parts[1].values for cell in left_out)


@given(cut_weeks())
def test_a_part_is_entered_by_its_edits(made: tuple[Sheet, FirstPart]) -> None:
    for part in make_parts(*made, PROGRAMME, "hq"):
        empty = Sheet(part.period, part.districts, part.indicators)

        assert apply(empty, entering(part)) == part


def cut(row: Row, first: Row = (), *, idle_after: tuple[str, ...] = ()) -> tuple[Sheet, tuple[Sheet, Sheet]]:
    """A week with one row of Aghdam, cut."""
    whole = sheet_of(PROGRAMME, {"agdam": row}, WEEK)
    values = dict(sheet_of(PROGRAMME, {"agdam": first}, WEEK).values)
    return whole, make_parts(whole, FirstPart(values, idle_after), PROGRAMME, "hq")


def told(whole: Sheet, parts: tuple[Sheet, ...]) -> list[tuple[str, str]]:
    return [(misfit.cell.indicator, misfit.kind.value) for misfit in misfits(whole, parts)]


def test_more_than_the_whole_leaves_less_than_nothing() -> None:
    whole, parts = cut((5, 0, 7, 10_000), (6, 0, 7, 10_000))

    assert parts[1].value("agdam", "ap_mines") == -1
    assert told(whole, parts) == [("ap_mines", "negative")]


def test_a_negative_figure_is_refused_in_either_part() -> None:
    assert told(*cut((5, 0, 7, 10_000), (-1, 0, 7, 10_000))) == [("ap_mines", "negative")]
    assert told(*cut((-5, 0, 7, 1), (0, 0, 7, 1))) == [("ap_mines", "negative")]


def test_a_figure_that_the_whole_does_not_have_is_refused() -> None:
    assert told(*cut((5, None, 7, 1), (1, 2, 3, 1))) == [("at_mines", "not-in-whole")]


def test_an_area_that_is_no_whole_square_metre_is_cut_exactly() -> None:
    whole, parts = cut((1, 1, 1, Decimal("954.7")), (1, 1, 1, Decimal("0.1")))

    assert parts[1].value("agdam", "area_cleared_ha") == Decimal("954.6")
    assert told(whole, parts) == []


def test_no_work_in_the_first_part_leaves_everything_to_the_second() -> None:
    whole, parts = cut((5, 0, 7, 10_000), NO_OPERATIONS)

    assert [part.state("agdam") for part in parts] == [RowState.NO_OPERATIONS, RowState.REPORTED]
    assert parts[1].total("ap_mines") == 5
    assert told(whole, parts) == []


def test_a_mark_in_the_first_part_goes_before_numbers_that_are_still_there() -> None:
    whole = sheet_of(PROGRAMME, {"agdam": (5, 0, 7, 10_000)}, WEEK)
    typed: dict[Cell, Content] = {Cell("agdam", STATE): NO_OPERATIONS, Cell("agdam", "at_mines"): 0}

    parts = make_parts(whole, FirstPart(typed), PROGRAMME, "hq")

    assert parts[0].values == {Cell("agdam", STATE): NO_OPERATIONS}
    assert told(whole, parts) == []


def test_no_work_in_the_second_part_is_said_only_where_nothing_is_left() -> None:
    whole, parts = cut((5, 0, 7, 1), (5, 0, 7, 1), idle_after=("agdam",))
    assert [part.state("agdam") for part in parts] == [RowState.REPORTED, RowState.NO_OPERATIONS]
    assert told(whole, parts) == []

    whole, parts = cut((5, 0, 7, 1), (5, 0, 6, 1), idle_after=("agdam",))
    assert told(whole, parts) == [("uxo", "sum")]


def test_work_that_was_reported_was_done_in_one_of_the_parts() -> None:
    assert told(*cut((0, 0, 0, 0), NO_OPERATIONS, idle_after=("agdam",))) == [("state", "mark")]


def test_a_mark_where_the_whole_says_nothing_is_refused() -> None:
    assert told(*cut((), NO_OPERATIONS)) == [("state", "not-in-whole")]


def test_a_district_that_only_the_second_part_has_keeps_its_figures_there() -> None:
    week = days("2025-W18")  # Gazakh is in the lists since 1 May
    whole = sheet_of(PROGRAMME, {"qazax": (1, 2, 3, 4)}, week)

    assert cells_to_type(whole, PROGRAMME, "hq") == ()
    first, second = parts = make_parts(whole, FirstPart(), PROGRAMME, "hq")
    assert "qazax" not in first.districts
    assert second.total("uxo") == 3
    assert misfits(whole, parts) == ()
    assert told(whole, (first, first)) == [("state", "no-part")]


def test_a_row_that_is_in_no_list_of_the_whole_is_refused() -> None:
    whole, (first, second) = cut((1, 1, 1, 1), (1, 1, 1, 1))
    strange = replace(first, values={**first.values, Cell("atlantis", "uxo"): 1, Cell(CONTROL, "uxo"): 1})

    assert misfits(whole, (strange, second)) == (MisfitAt(Cell("atlantis", "uxo"), Misfit.NOT_IN_WHOLE),)


def test_what_was_typed_and_is_no_number_is_settled_first() -> None:
    whole, parts = cut((1, 1, 1, 1), (1, 1, 1, 1))
    unread = replace(whole, unread={Cell("agdam", "uxo"): Unread("six", "not-a-number")})

    assert told(unread, parts) == [("uxo", "unread")]


def test_notes_go_to_both_parts_and_control_totals_to_none() -> None:
    whole = sheet_of(PROGRAMME, {"agdam": (0, 0, 0, 0)}, WEEK, control=(0, 0, 0, 0))
    notes = {Cell("agdam", "uxo"): "counted twice", Cell(CONTROL, "uxo"): "from the radio"}
    whole = replace(whole, notes=notes)
    known = first_values(whole, PROGRAMME, "hq")

    parts = make_parts(whole, FirstPart(known), PROGRAMME, "hq")

    assert [dict(part.notes) for part in parts] == [notes, notes]
    assert [part.control("uxo") for part in parts] == [None, None]
    assert misfits(whole, parts) == ()


@pytest.mark.parametrize("period", ["2025-W11", "2025-W48", "2025-01-31..2025-03-02"])
def test_only_what_one_month_end_cuts_is_cut_in_two(period: str) -> None:
    with pytest.raises(FieldAppError) as error:
        two_parts(days(period))

    assert refusal(error) == ("no-month-end", {"period": days(period)})
