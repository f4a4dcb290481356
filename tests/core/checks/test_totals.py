"""Control totals of rows are typed beside those of columns, and change nothing else."""

from decimal import Decimal

import pytest

from fieldapp.core.checks.totals import control_recorded, control_totals, recorded_controls
from fieldapp.core.edits import apply, clear, make_edits
from fieldapp.core.numbers import Unit, parse
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, CONTROL_AREA, CONTROL_ITEMS, STATE, Cell
from fieldapp.core.verify import fingerprint
from tests.core.making import NO_OPERATIONS, sheet_of

ITEMS_OF_ROW, AREA_OF_ROW = Cell("agdam", CONTROL_ITEMS), Cell("agdam", CONTROL_AREA)


def test_a_row_is_set_against_its_items_and_its_area(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": (1, 2, 3, 45_000)}, control=(1,))
    sheet = apply(sheet, make_edits(sheet, {ITEMS_OF_ROW: 7, AREA_OF_ROW: 45_000}))
    found = {total.cell: total.over for total in control_totals(sheet, programme).all}
    assert found == {Cell(CONTROL, "ap_mines"): 0, ITEMS_OF_ROW: -1, AREA_OF_ROW: 0}


def test_a_control_total_of_a_row_is_no_figure_of_it(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": (1, 2, 3, 45_000), "susa": NO_OPERATIONS})
    after = apply(sheet, make_edits(sheet, {ITEMS_OF_ROW: 7, Cell("susa", CONTROL_ITEMS): 0}))
    assert fingerprint(after) == fingerprint(sheet)
    assert after.total("uxo") == 3
    assert Cell("susa", STATE) in after.values
    assert Cell("susa", STATE) in apply(after, clear(after, [Cell("susa", CONTROL_ITEMS)])).values


def test_a_record_names_it_by_the_sum_and_the_column(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": (1, 2, 3, 45_000)}, control=(1,))
    sheet = apply(sheet, make_edits(sheet, {ITEMS_OF_ROW: 6, AREA_OF_ROW: 45_000}))
    kept = recorded_controls(sheet, programme)
    assert set(kept) == {
        Cell(CONTROL, "ap_mines"),
        Cell("agdam", "items"),
        Cell("agdam", "area_cleared_ha"),
    }
    assert {control_recorded(cell) for cell in kept} == {
        Cell(CONTROL, "ap_mines"),
        ITEMS_OF_ROW,
        AREA_OF_ROW,
    }


@pytest.mark.parametrize(
    ("areas", "control", "over"),
    [
        (("12.34", "5.67"), "18.0", "0"),  # 18.01
        (("12.34", "5.61"), "18.0", "0"),  # 17.95 is rounded up
        (("12.34", "5.71"), "18.0", "0.05"),  # 18.05 would be 18.1
        (("12.34", "5.7"), "18.0", "0.04"),  # one of two is as coarse as the total
        (("12.34", "5.67", "0"), "18.0", "0"),  # nothing has no decimals
        (("12.34", "5.67", "1.11", "2.22", "3"), "24.3", "0"),  # 24.34, with a 3 that may be 3.00
        (("12.34", "5.67", "1.1", "2.2", "3"), "24.3", "0.01"),
        (("12.3455", "5.6755"), "18.02", "0"),  # 18.021
        (("12.3455", "5.6755"), "18.01", "0.011"),
        (("12.3", "5.6"), "18", "-0.1"),  # an area has one decimal at least
        ((), "0.01", "-0.01"),
    ],
)
def test_a_rounded_control_total_is_compared_as_finely_as_it_is_typed(
    programme: Programme, areas: tuple[str, ...], control: str, over: str
) -> None:
    sheet = sheet_of(programme)
    key = "area_cleared_ha"
    wanted = {Cell(d, key): parse(a, Unit.HECTARE) for d, a in zip(sheet.districts, areas, strict=False)}
    sheet = apply(sheet, make_edits(sheet, {**wanted, Cell(CONTROL, key): parse(control, Unit.HECTARE)}))

    (total,) = control_totals(sheet, programme).all
    assert total.over == Decimal(over) * Unit.HECTARE.scale


def test_a_rounded_area_of_a_row_agrees_and_counts_are_never_rounded(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": (1, 2, 3, 123_400)})
    sheet = apply(sheet, make_edits(sheet, {AREA_OF_ROW: 123_000, ITEMS_OF_ROW: 10}))
    found = {total.cell: total.over for total in control_totals(sheet, programme).all}

    assert found == {AREA_OF_ROW: 0, ITEMS_OF_ROW: -4}
