from decimal import Decimal

import pytest

from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, Cell, RowState, Sheet, held_in, numbers_by_cell
from tests.core.making import COLUMNS, NO_OPERATIONS, WEEK, Row, sheet_of

EMPTY = (None, None, None, None)


@pytest.mark.parametrize(
    ("row", "state", "is_half_filled"),
    [
        (EMPTY, RowState.NOT_REPORTED, False),
        ((0, 0, 0, 0), RowState.REPORTED, False),
        ((1, 2, 3, 45_000), RowState.REPORTED, False),
        ((1, 2, 3, None), RowState.NOT_REPORTED, True),
        ((None, None, None, 0), RowState.NOT_REPORTED, True),
        (NO_OPERATIONS, RowState.NO_OPERATIONS, False),
    ],
)
def test_a_row_is_reported_when_every_column_holds_a_number(
    programme: Programme, row: Row, state: RowState, is_half_filled: bool
) -> None:
    sheet = sheet_of(programme, {"agdam": row})

    assert (sheet.state("agdam"), sheet.is_half_filled("agdam")) == (state, is_half_filled)


def test_zero_is_a_number_and_an_empty_cell_is_none(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": (0, None, None, None)})

    assert sheet.value("agdam", "ap_mines") == 0
    assert sheet.value("agdam", "uxo") is None
    assert sheet.missing("agdam") == ("at_mines", "uxo", "area_cleared_ha")


def test_a_mark_is_no_number(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": NO_OPERATIONS})

    assert [sheet.value("agdam", column) for column in (*COLUMNS, "state")] == [None] * 5


def test_totals_are_exact_sums_of_what_is_there(programme: Programme) -> None:
    rows: dict[str, Row] = {"agdam": (1, 0, 5, 123_456), "susa": (2, None, None, 1), "terter": NO_OPERATIONS}
    sheet = sheet_of(programme, rows, control=(999, 999, 999, 999))

    assert [sheet.total(column) for column in COLUMNS] == [3, 0, 5, 123_457]
    assert sheet.total("ap_mines", ["susa", "terter"]) == 2


def test_what_is_not_whole_is_added_exactly_too(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": (0, 0, 0, Decimal("0.1")), "susa": (0, 0, 0, Decimal("0.2"))})

    assert sheet.total("area_cleared_ha") == Decimal("0.3")


def test_the_control_total_is_no_district(programme: Programme) -> None:
    sheet = sheet_of(programme, control=(155, None, None, 16_511_000))

    assert [sheet.control(column) for column in COLUMNS] == [155, None, None, 16_511_000]
    assert [sheet.total(column) for column in COLUMNS] == [0, 0, 0, 0]
    assert sheet.answered() == 0


def test_the_totals_stand_on_the_districts_that_answered(programme: Programme) -> None:
    rows: dict[str, Row] = {"agdam": (0, 0, 0, 0), "susa": NO_OPERATIONS, "terter": (1, None, None, None)}
    sheet = sheet_of(programme, rows)

    assert (sheet.answered(), len(sheet.districts)) == (2, 13)


def test_an_empty_sheet_has_no_values() -> None:
    sheet = Sheet(WEEK, ("agdam",), COLUMNS)

    assert sheet.values == {}
    assert sheet.value("agdam", "uxo") is None


def test_cells_sort_by_district_and_column() -> None:
    cells = [Cell("susa", "uxo"), Cell("agdam", "uxo"), Cell("agdam", "ap_mines")]

    assert sorted(cells) == [Cell("agdam", "ap_mines"), Cell("agdam", "uxo"), Cell("susa", "uxo")]


def test_numbers_of_several_sheets_come_in_their_order_without_marks(programme: Programme) -> None:
    sheets = [
        sheet_of(programme, {"agdam": row}) for row in ((1, None, 3, 0), NO_OPERATIONS, (5, None, None, None))
    ]

    numbers = numbers_by_cell(sheets)

    assert numbers[Cell("agdam", "ap_mines")] == [1, 5]
    assert set(numbers) == {Cell("agdam", key) for key in ("ap_mines", "uxo", "area_cleared_ha")}


def test_a_cell_of_the_past_tells_its_number_or_the_mark_of_its_row(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": (7, 0, None, None), "susa": NO_OPERATIONS})

    assert held_in(sheet, Cell("agdam", "ap_mines")) == 7
    assert held_in(sheet, Cell("agdam", "at_mines")) == 0
    assert held_in(sheet, Cell("agdam", "uxo")) is None
    assert held_in(sheet, Cell("susa", "uxo")) is RowState.NO_OPERATIONS


def test_a_control_total_of_the_past_tells_what_its_column_added_up_to(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": (7, None, None, None), "lacin": (2, None, None, None)})

    assert held_in(sheet, Cell(CONTROL, "ap_mines")) == 9
    assert held_in(sheet, Cell(CONTROL, "uxo")) is None
