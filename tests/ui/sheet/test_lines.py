"""Which rows and columns there are, and what they add up."""

from dataclasses import replace

import pytest

from fieldapp.core.programme import ITEMS, Sum
from fieldapp.core.sheet import CONTROL, STATE, Cell, RowState, Sheet
from fieldapp.ui.kit.keys import Move
from fieldapp.ui.sheet.lines import (
    GridRow,
    RowKind,
    body_rows,
    cell_of,
    columns_of,
    decimals,
    figure_in,
    footer_rows,
)
from fieldapp.ui.sheet.moves import _STEPS, Reach


def shape(rows):
    return [f"[{row.key}]" if row.kind is RowKind.REGION else row.key for row in rows]


def with_values(sheet: Sheet, values) -> Sheet:
    return Sheet(sheet.period, sheet.districts, sheet.indicators, values)


def figures(sheet, rows, columns, key):
    number = [column.key for column in columns].index(key)
    return [figure_in(sheet, row, columns[number]) for row in rows]


@pytest.fixture
def columns(document):
    return columns_of(document.programme)


def test_districts_stand_under_their_region(document):
    assert shape(body_rows(document.programme, document.sheet)) == [
        *("[karabakh]", "terter", "agdere", "agdam", "xocali", "xankendi", "xocavend", "susa", "fuzuli"),
        *("[east-zangezur]", "kelbecer", "lacin", "qubadli", "cebrayil", "zengilan"),
    ]


def test_a_region_comes_with_its_first_district(document, other_week):
    document.open_period(other_week)

    assert shape(body_rows(document.programme, document.sheet))[-2:] == ["[gazakh-tovuz]", "qazax"]


def test_only_districts_and_control_totals_are_typed(document, columns):
    rows = (*body_rows(document.programme, document.sheet), *footer_rows(document.programme, document.sheet))
    cells = [cell for row in rows for column in columns if (cell := cell_of(row, column))]

    assert len(cells) == len(set(cells)) == 14 * 4
    assert {cell.district for cell in cells} == {*document.sheet.districts, CONTROL}


def test_subtotals_add_up_what_is_there_and_are_blank_where_nothing_is(document, columns):
    sheet = with_values(document.sheet, {Cell("terter", "uxo"): 19, Cell("agdam", "uxo"): 143})
    regions = [row for row in body_rows(document.programme, sheet) if row.kind is RowKind.REGION]

    assert figures(sheet, regions, columns, "uxo") == [162, None]
    assert figures(sheet, regions, columns, "ap_mines") == [None, None]


def test_a_total_of_nothing_but_rows_without_operations_is_zero(document, columns):
    sheet = with_values(document.sheet, {Cell("terter", STATE): RowState.NO_OPERATIONS})
    total, *_ = footer_rows(document.programme, sheet)

    assert figures(sheet, [total], columns, "uxo") == [0]


def test_the_difference_is_blank_without_a_control_total_and_zero_when_they_agree(document, columns):
    values = {Cell("terter", "uxo"): 19, Cell(CONTROL, "uxo"): 19, Cell(CONTROL, "ap_mines"): 2}
    sheet = with_values(document.sheet, values)
    difference = footer_rows(document.programme, sheet)[2]

    assert figures(sheet, [difference], columns, "uxo") == [0]
    assert figures(sheet, [difference], columns, "ap_mines") == [-2]
    assert figures(sheet, [difference], columns, "at_mines") == [None]


def test_the_items_on_the_screen_are_those_of_the_report(document):
    programme = document.programme
    mines = replace(programme, sums=(Sum(ITEMS, ("ap_mines", "at_mines"), {}),))
    row = GridRow(RowKind.DISTRICT, "terter", ("terter",))
    counts = {"ap_mines": 4, "at_mines": 2, "uxo": 19}
    sheet = with_values(document.sheet, {Cell("terter", key): value for key, value in counts.items()})

    for of_programme, items in ((programme, 25), (mines, 6), (replace(programme, sums=()), 25)):
        assert figure_in(sheet, row, columns_of(of_programme)[-1]) == items


def test_items_are_the_counts_and_never_the_area(document, columns):
    row = {"ap_mines": 4, "at_mines": 2, "uxo": 19, "area_cleared_ha": 612000}
    sheet = with_values(document.sheet, {Cell("terter", key): value for key, value in row.items()})

    assert figures(sheet, body_rows(document.programme, sheet)[:2], columns, "items") == [25, 25]


def test_a_column_has_the_decimals_of_its_finest_number(document, columns):
    values = {Cell("terter", "area_cleared_ha"): 120000, Cell(CONTROL, "area_cleared_ha"): 955}
    area = next(column for column in columns if column.key == "area_cleared_ha")

    assert decimals(with_values(document.sheet, {}), area) == 0
    assert decimals(with_values(document.sheet, values), area) == 4


def test_every_move_leads_somewhere():
    field = Reach(("a", "b", "c"), ("x", "y"))

    assert set(_STEPS) == set(Move)
    assert all(
        field.holds(field.step(Cell(row, column), move))
        for move in Move
        for row in field.rows
        for column in field.columns
    )


@pytest.mark.parametrize(("there", "back"), [(Move.NEXT, Move.PREVIOUS), (Move.BELOW, Move.ABOVE)])
def test_going_on_visits_every_cell_once_and_the_way_back_is_the_same(there, back):
    field = Reach(("a", "b", "c"), ("x", "y"))
    way = [Cell("a", "x")]
    for _ in range(5):
        way.append(field.step(way[-1], there))

    assert len(set(way)) == 6
    assert field.step(way[-1], there) == way[-1]
    assert [field.step(cell, back) for cell in way[1:]] == way[:-1]


def test_a_rounded_control_total_shows_no_difference(document, columns):
    sheet = with_values(
        document.sheet,
        {Cell("agdam", "area_cleared_ha"): 123_400, Cell(CONTROL, "area_cleared_ha"): 123_000},
    )
    *_, difference = footer_rows(document.programme, sheet)

    assert figures(sheet, [difference], columns, "area_cleared_ha") == [0]
