"""The second person keys totals; what differs is named, what is the same is verified."""

from dataclasses import replace

import pytest

from fieldapp.core.edits import apply, make_edits
from fieldapp.core.programme import ITEMS, Programme, Sum
from fieldapp.core.sheet import CONTROL, STATE, Cell, RowState, Sheet
from fieldapp.core.verify import (
    Keyed,
    Mismatch,
    controls_to_take,
    entered_at,
    fingerprint,
    is_complete,
    mismatches,
    places_to_key,
    suspect,
)
from tests.core.making import days

WEEK = days("2025-W11")


def a_sheet(programme: Programme) -> Sheet:
    empty = Sheet(WEEK, ("agdam", "susa", "lacin"), tuple(item.key for item in programme.active))
    row = {Cell("agdam", "ap_mines"): 155, Cell("agdam", "at_mines"): 49, Cell("agdam", "uxo"): 606}
    return apply(
        empty,
        make_edits(
            empty,
            {
                **row,
                Cell("agdam", "area_cleared_ha"): 16_511_000,
                Cell("susa", STATE): RowState.NO_OPERATIONS,
            },
        ),
    )


def right(sheet: Sheet) -> dict[Cell, int]:
    return {
        Cell("agdam", ITEMS): 810,
        Cell(CONTROL, "ap_mines"): 155,
        Cell(CONTROL, "at_mines"): 49,
        Cell(CONTROL, "uxo"): 606,
        Cell(CONTROL, "area_cleared_ha"): 16_511_000,
    }


def test_rows_with_numbers_and_every_column_are_asked_for(programme: Programme) -> None:
    sheet = a_sheet(programme)

    assert list(places_to_key(sheet)) == list(right(sheet))


def test_a_rows_items_are_what_the_programme_sums_and_not_every_count(programme: Programme) -> None:
    mines = replace(programme, sums=(Sum(ITEMS, ("ap_mines", "at_mines"), {}),))

    assert entered_at(a_sheet(programme), mines, Cell("agdam", ITEMS)) == 204


def test_what_agrees_everywhere_is_verified(programme: Programme) -> None:
    sheet = a_sheet(programme)
    keyed = Keyed(right(sheet))

    assert mismatches(sheet, programme, keyed) == ()
    assert is_complete(sheet, keyed)


def test_a_difference_is_named_where_it_is(programme: Programme) -> None:
    sheet = a_sheet(programme)
    keyed = Keyed({**right(sheet), Cell("agdam", ITEMS): 801})

    assert mismatches(sheet, programme, keyed) == (Mismatch(Cell("agdam", ITEMS), 810, 801),)


def test_what_is_not_keyed_yet_is_no_mismatch_and_not_complete(programme: Programme) -> None:
    sheet = a_sheet(programme)

    assert mismatches(sheet, programme, Keyed()) == ()
    assert not is_complete(sheet, Keyed())


def test_the_fingerprint_changes_with_any_value_but_not_with_a_control_total(programme: Programme) -> None:
    sheet = a_sheet(programme)

    def changed(cell: Cell, value: int | RowState | None) -> str:
        return fingerprint(apply(sheet, make_edits(sheet, {cell: value})))

    assert changed(Cell("agdam", "uxo"), 607) != fingerprint(sheet)
    assert changed(Cell("susa", STATE), None) != fingerprint(sheet)
    assert changed(Cell(CONTROL, "uxo"), 606) == fingerprint(sheet)


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({Cell("agdam", ITEMS): 5, Cell(CONTROL, "uxo"): 5}, Cell("agdam", "uxo")),
        ({Cell("lacin", ITEMS): 1, Cell("agdam", ITEMS): 5, Cell(CONTROL, "uxo"): 5}, Cell("agdam", "uxo")),
        ({Cell("lacin", ITEMS): 1, Cell(CONTROL, "uxo"): 5}, Cell("lacin", ITEMS)),
        ({Cell(CONTROL, "area_cleared_ha"): 10_000}, Cell("agdam", "area_cleared_ha")),
    ],
)
def test_a_wrong_figure_is_looked_for_where_row_and_column_are_off_by_the_same(
    programme: Programme, wrong: dict[Cell, int], place: Cell
) -> None:
    found = [Mismatch(cell, 100, 100 + by) for cell, by in wrong.items()]

    assert suspect(a_sheet(programme), found) == place


def test_only_control_totals_that_are_missing_are_taken_over(programme: Programme) -> None:
    sheet = a_sheet(programme)
    sheet = apply(sheet, make_edits(sheet, {Cell(CONTROL, "uxo"): 606}))

    taken = controls_to_take(sheet, Keyed(right(sheet)))

    assert taken.keys() == {Cell(CONTROL, key) for key in ("ap_mines", "at_mines", "area_cleared_ha")}
