"""Control totals of rows are typed beside those of columns, and change nothing else."""

from fieldapp.core.checks.totals import control_recorded, control_totals, recorded_controls
from fieldapp.core.edits import apply, clear, make_edits
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
