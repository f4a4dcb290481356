"""A sheet cut where months end: what was sent stays the sum, whatever is typed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.core.edits import apply
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unread
from fieldapp.core.period import DAY, Period, cut_at_month_end
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.records.recut import (
    Known,
    Misfit,
    MisfitAt,
    cells_to_type,
    entering,
    first_values,
    make_parts,
    misfits,
    month_parts,
    require_fit,
)
from fieldapp.core.report import Report, Standing, make_report
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


LONG = days("2025-01-30..2025-03-01")


@st.composite
def cut_weeks(draw: st.DrawFn, period: str = "2025-W44") -> tuple[Sheet, tuple[Known, ...]]:
    """A sheet whose period the ends of months cut, and what a person types of its parts."""
    keys = [district.key for district in PROGRAMME.expected("hq", days(period))]
    held = draw(st.dictionaries(st.sampled_from(keys), rows, max_size=4))
    whole = sheet_of(PROGRAMME, held, days(period))
    known = first_values(whole, PROGRAMME, "hq")
    for place, cell in cells_to_type(whole, PROGRAMME, "hq"):
        number = whole.value(cell.district, cell.indicator)
        assert isinstance(number, int)
        taken = [int(values[cell]) for values in known if cell in values]
        known[place][cell] = draw(st.integers(0, number - sum(taken)))
    return whole, known


@given(st.one_of(cut_weeks(), cut_weeks("2025-W18"), cut_weeks("2026-W01"), cut_weeks(str(LONG))))
def test_the_parts_add_up_to_the_whole_in_every_cell(made: tuple[Sheet, tuple[Known, ...]]) -> None:
    whole, known = made
    parts = make_parts(whole, known, PROGRAMME, "hq")

    assert misfits(whole, parts) == ()
    require_fit(whole, parts)
    assert tuple(part.period for part in parts) == month_parts(whole.period)
    for column in COLUMNS:
        assert sum(part.total(column) for part in parts) == whole.total(column)
        for district in whole.districts:
            in_parts = [part.value(district, column) for part in parts]
            assert sum(number or 0 for number in in_parts) == (whole.value(district, column) or 0)
            assert all(number is None or number >= 0 for number in in_parts)
    for district in whole.districts:
        states = {part.state(district) for part in parts if district in part.districts}
        assert states == {whole.state(district)}


@given(st.one_of(cut_weeks(), cut_weeks(str(LONG))), st.data())
def test_no_cell_of_a_part_can_be_changed_unseen(
    made: tuple[Sheet, tuple[Known, ...]], data: st.DataObject
) -> None:
    whole, known = made
    parts = list(make_parts(whole, known, PROGRAMME, "hq"))
    place = data.draw(st.integers(0, len(parts) - 1))
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


@given(st.one_of(cut_weeks(), cut_weeks(str(LONG))), st.data())
def test_what_is_not_yet_typed_is_missing_and_never_guessed(
    made: tuple[Sheet, tuple[Known, ...]], data: st.DataObject
) -> None:
    whole, known = made
    to_type = cells_to_type(whole, PROGRAMME, "hq")
    left_out = set(data.draw(st.lists(st.sampled_from(to_type)))) if to_type else set()
    typed = [
        {cell: content for cell, content in values.items() if (place, cell) not in left_out}
        for place, values in enumerate(known)
    ]

    parts = make_parts(whole, typed, PROGRAMME, "hq")

    cells = {cell for _, cell in left_out}
    assert {misfit.cell for misfit in misfits(whole, parts)} == cells
    assert {misfit.kind for misfit in misfits(whole, parts)} <= {Misfit.MISSING}
    assert not any(cell in parts[-1].values for cell in cells)


@given(st.one_of(cut_weeks(), cut_weeks(str(LONG))))
def test_a_part_is_entered_by_its_edits(made: tuple[Sheet, tuple[Known, ...]]) -> None:
    for part in make_parts(*made, PROGRAMME, "hq"):
        empty = Sheet(part.period, part.districts, part.indicators)

        assert apply(empty, entering(part)) == part


def cut(row: Row, first: Row = (), *, idle_after: tuple[str, ...] = ()) -> tuple[Sheet, tuple[Sheet, ...]]:
    """A week with one row of Aghdam, cut."""
    whole = sheet_of(PROGRAMME, {"agdam": row}, WEEK)
    values = dict(sheet_of(PROGRAMME, {"agdam": first}, WEEK).values)
    after = {Cell(district, STATE): NO_OPERATIONS for district in idle_after}
    return whole, make_parts(whole, (values, after), PROGRAMME, "hq")


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

    parts = make_parts(whole, (typed, {}), PROGRAMME, "hq")

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


def test_work_where_the_whole_says_that_there_was_none_is_refused() -> None:
    whole, (idle, _) = cut(NO_OPERATIONS, NO_OPERATIONS)
    worked = replace(idle, values=sheet_of(PROGRAMME, {"agdam": (1, 0, 0, 0)}, WEEK).values)

    assert told(whole, (idle, worked)) == [("state", "not-in-whole")]
    assert told(whole, (idle, replace(idle, values={}))) == [("state", "missing")]


def test_what_is_typed_in_the_place_of_what_is_left_stands_and_must_fit() -> None:
    whole = sheet_of(PROGRAMME, {"agdam": (5, 0, 7, 1)}, WEEK)
    first = sheet_of(PROGRAMME, {"agdam": (2, 0, 0, 0)}, WEEK).values
    rest = {"fits": (3, 0, 7, 1), "differs": (4, 0, 7, 1)}
    parts = {
        name: make_parts(whole, (first, sheet_of(PROGRAMME, {"agdam": row}, WEEK).values), PROGRAMME, "hq")
        for name, row in rest.items()
    }

    assert told(whole, parts["fits"]) == []
    assert told(whole, parts["differs"]) == [("ap_mines", "sum")]


def test_a_mark_where_the_whole_says_nothing_is_refused() -> None:
    assert told(*cut((), NO_OPERATIONS)) == [("state", "not-in-whole")]


def test_a_district_that_only_the_second_part_has_keeps_its_figures_there() -> None:
    week = days("2025-W18")  # Gazakh is in the lists since 1 May
    whole = sheet_of(PROGRAMME, {"qazax": (1, 2, 3, 4)}, week)

    assert cells_to_type(whole, PROGRAMME, "hq") == ()
    first, second = parts = make_parts(whole, ({}, {}), PROGRAMME, "hq")
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

    parts = make_parts(whole, known, PROGRAMME, "hq")

    assert [dict(part.notes) for part in parts] == [notes, notes]
    assert [part.control("uxo") for part in parts] == [None, None]
    assert misfits(whole, parts) == ()


def test_in_three_parts_the_last_has_what_the_others_leave() -> None:
    whole = sheet_of(PROGRAMME, {"agdam": (9, 0, 7, 10_000), "terter": NO_OPERATIONS}, LONG)
    known = first_values(whole, PROGRAMME, "hq")
    places = [(place, cell.indicator) for place, cell in cells_to_type(whole, PROGRAMME, "hq")]
    assert places == [(place, key) for place in (0, 1) for key in ("ap_mines", "uxo", "area_cleared_ha")]
    row = [Cell("agdam", key) for key in ("ap_mines", "uxo", "area_cleared_ha")]
    known[0].update(zip(row, (2, 7, 1), strict=True))
    known[1].update(zip(row, (3, 0, 9_999), strict=True))

    parts = make_parts(whole, known, PROGRAMME, "hq")

    assert [part.value("agdam", "ap_mines") for part in parts] == [2, 3, 4]
    assert [part.value("agdam", "at_mines") for part in parts] == [0, 0, 0]
    assert [part.value("agdam", "area_cleared_ha") for part in parts] == [1, 9_999, 0]
    assert {part.state("terter") for part in parts} == {NO_OPERATIONS}
    require_fit(whole, parts)

    known[1][Cell("agdam", STATE)] = NO_OPERATIONS
    parts = make_parts(whole, known, PROGRAMME, "hq")
    assert [part.value("agdam", "ap_mines") for part in parts] == [2, None, 7]
    assert parts[1].state("agdam") is NO_OPERATIONS
    require_fit(whole, parts)


@pytest.mark.parametrize(
    ("place", "period"), [(0, "2025-10-27..2025-10-30"), (1, "2025-10-31..2025-11-02"), (1, "2025-W45")]
)
def test_parts_with_a_gap_or_a_day_in_two_are_refused(place: int, period: str) -> None:
    whole, parts = cut((1, 1, 1, 1), (1, 1, 1, 1))
    wrong = [replace(part, period=days(period)) if place == at else part for at, part in enumerate(parts)]

    with pytest.raises(FieldAppError, match="parts-not-whole"):
        require_fit(whole, wrong)


@pytest.mark.parametrize("period", ["2025-W11", "2025-W48"])
def test_only_what_a_month_end_cuts_is_cut(period: str) -> None:
    with pytest.raises(FieldAppError) as error:
        month_parts(days(period))

    assert refusal(error) == ("no-month-end", {"period": days(period)})


WEEKS = [days(f"2025-W{number:02d}") for number in range(1, 20)]


@st.composite
def sheets_of_weeks(draw: st.DrawFn) -> tuple[list[Sheet], list[Sheet]]:
    """Some weeks one after another, and the same of which some are cut where a month ends."""
    wholes, cut_ones = [], []
    for week in draw(st.lists(st.sampled_from(WEEKS), unique=True, min_size=1)):
        whole = sheet_of(PROGRAMME, {"agdam": draw(st.tuples(numbers, numbers, numbers, numbers))}, week)
        wholes.append(whole)
        if not cut_at_month_end(week) or draw(st.booleans()):
            cut_ones.append(whole)
            continue
        known = first_values(whole, PROGRAMME, "hq")
        for place, cell in cells_to_type(whole, PROGRAMME, "hq"):
            known[place][cell] = draw(st.integers(0, int(whole.values[cell])))
        cut_ones += make_parts(whole, known, PROGRAMME, "hq")
    return wholes, cut_ones


@given(sheets_of_weeks(), st.dates(date(2024, 12, 25), date(2025, 5, 20)), st.integers(0, 120))
def test_a_report_over_cut_sheets_counts_each_day_once(
    made: tuple[list[Sheet], list[Sheet]], start: date, more: int
) -> None:
    wholes, sheets = made
    span = Period(start, start + more * DAY)
    report = report_of(sheets, span)

    counted = [part.start + number * DAY for part in report.parts for number in range(part.days)]
    missing = [gap.start + number * DAY for gap in report.uncovered for number in range(gap.days)]
    assert sorted(counted + missing) == [span.start + number * DAY for number in range(span.days)]
    inside = [sheet for sheet in sheets if span.contains(sheet.period)]
    for column in COLUMNS:
        assert report.total(column) == sum(sheet.total(column) for sheet in inside)
    cut_off = [whole for whole in wholes if whole.period.overlaps(span) and not span.contains(whole.period)]
    if not cut_off:
        uncut = report_of(wholes, span)
        assert [report.total(column) for column in COLUMNS] == [uncut.total(column) for column in COLUMNS]
        assert [line.state for line in report.lines] == [line.state for line in uncut.lines]


def report_of(sheets: list[Sheet], span: Period) -> Report:
    return make_report(PROGRAMME, "hq", span, [(sheet, Standing()) for sheet in sheets])
