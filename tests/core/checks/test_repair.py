"""Control totals that do not agree name what would make them agree, the likeliest first."""

import math
from dataclasses import replace

import pytest

from fieldapp.core.checks.repair import repairs
from fieldapp.core.checks.slips import slip_between
from fieldapp.core.edits import apply, make_edits
from fieldapp.core.numbers import Unit, Unread, Value, parse
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, CONTROL_AREA, CONTROL_ITEMS, STATE, Cell, Sheet
from tests.core.making import COLUMNS, NO_OPERATIONS, Row, sheet_of

RIGHT = {
    "agdam": (39, 12, 120, 1_279_000),
    "fuzuli": (7, 3, 64, 455_000),
    "lacin": (5, 1, 210, 820_000),
    "susa": (11, 2, 33, 96_000),
    "terter": (20, 6, 51, 610_000),
}
SUMS = tuple(sum(row[place] for row in RIGHT.values()) for place in range(4))


def seen(programme: Programme, rows: dict[str, Row] | None = None, *, with_rows: bool = False) -> Sheet:
    """What was typed where the paper says RIGHT, with its totals of columns, and of rows if asked."""
    rest = {one.key: NO_OPERATIONS for one in programme.expected("hq", sheet_of(programme).period)}
    sheet = sheet_of(programme, {**rest, **RIGHT, **(rows or {})}, control=SUMS)
    if not with_rows:
        return sheet
    of_rows = {
        Cell(district, key): value
        for district, row in RIGHT.items()
        for key, value in ((CONTROL_ITEMS, sum(row[:3])), (CONTROL_AREA, row[3]))
    }
    return apply(sheet, make_edits(sheet, of_rows))


def best(programme: Programme, sheet: Sheet, column: str = "ap_mines") -> tuple[str, dict[str, str]]:
    (first, *_) = repairs(sheet, programme)[Cell(CONTROL, column)]
    return first.kind, {f"{one.cell.district} {one.cell.indicator}": one.after for one in first.cells}


@pytest.mark.parametrize(
    ("right", "typed", "kind"),
    [
        ("39", "93", "digits-transposed"),
        ("37", "38", "digit-wrong"),
        ("277", "27", "digit-lost"),
        ("27", "277", "digit-doubled"),
        ("27", "257", "digit-extra"),
        ("12", "120", "tenfold"),
        ("12", "1200", "hundredfold"),
        ("120", "12", "tenth"),
        ("12", "-12", "sign"),
        ("12", "0", "left-out"),
        ("127.9 ha", "1279 ha", "tenfold"),
        ("127.9 ha", "129.7 ha", "digits-transposed"),
        ("12.5 ha", "15.2 ha", "digits-transposed"),
        ("12.5 ha", "125000 ha", "square-metres"),
    ],
)
def test_each_slip_of_the_hand_is_known_by_its_name(right: str, typed: str, kind: str) -> None:
    unit = Unit.HECTARE if "ha" in right else Unit.COUNT
    found = slip_between(parse(right, unit), parse(typed, unit), unit)
    assert found is not None
    assert found[0] == kind


def test_figures_that_no_slip_joins_are_not_joined() -> None:
    assert slip_between(3948, 17, Unit.COUNT) is None
    assert slip_between(0, 0, Unit.COUNT) is None


def test_exchanged_digits_are_named_with_what_they_would_be(programme: Programme) -> None:
    sheet = seen(programme, {"agdam": (93, 12, 120, 1_279_000)})
    assert best(programme, sheet) == ("digits-transposed", {"agdam ap_mines": "39"})
    assert set(repairs(sheet, programme)) == {Cell(CONTROL, "ap_mines")}


def test_one_repair_stands_with_every_total_that_it_explains(programme: Programme) -> None:
    sheet = seen(programme, {"agdam": (12, 39, 120, 1_279_000)})
    found = repairs(sheet, programme)
    assert best(programme, sheet)[0] == "ap-at-swapped"
    assert found[Cell(CONTROL, "ap_mines")] == found[Cell(CONTROL, "at_mines")]
    assert found[Cell(CONTROL, "ap_mines")][0].explains == ("ap_mines", "at_mines")


def test_a_row_that_was_left_out_is_given_back(programme: Programme) -> None:
    whole = {f"susa {key}": text for key, text in zip(COLUMNS, ("11", "2", "33", "9.6"), strict=True)}
    assert best(programme, seen(programme, {"susa": (0, 0, 0, 0)})) == ("row-left-out", whole)
    blank = seen(programme, {"susa": ()})
    blank = apply(blank, make_edits(blank, {Cell("susa", STATE): None}))
    silent = [one for one in programme.expected("hq", blank.period) if one.key not in RIGHT]
    marked = {Cell(one.key, STATE): NO_OPERATIONS for one in silent}
    assert all(cell in blank.values for cell in marked)
    assert ("row-left-out", whole) in [
        (one.kind, {f"{c.cell.district} {c.cell.indicator}": c.after for c in one.cells})
        for one in repairs(blank, programme)[Cell(CONTROL, "uxo")]
    ]


def test_the_figures_of_an_earlier_week_are_named(programme: Programme) -> None:
    old = (14, 9, 77, 205_000)
    sheet, before = seen(programme, {"susa": old}), {"susa": dict(zip(COLUMNS, old, strict=True))}
    (first, *_) = repairs(sheet, programme, latest=[before])[Cell(CONTROL, "uxo")]
    assert first.kind == "row-of-earlier-week"
    assert [one.after for one in first.cells] == ["11", "2", "33", "9.6"]


def test_two_columns_that_were_exchanged_are_exchanged_back(programme: Programme) -> None:
    rows: dict[str, Row] = {key: (row[1], row[0], row[2], row[3]) for key, row in RIGHT.items()}
    kind, after = best(programme, seen(programme, rows))
    assert (kind, after["agdam ap_mines"], after["terter at_mines"]) == ("columns-swapped", "39", "6")


@pytest.mark.parametrize("down", [True, False])
def test_a_column_that_slipped_a_row_is_put_back(programme: Programme, down: bool) -> None:
    sheet = seen(programme)
    rows = [district for district in sheet.districts if district in RIGHT]
    told = [RIGHT[district][2] for district in rows]
    moved = [told[0], *told[:-1]] if down else [*told[1:], 0]
    wanted = {Cell(district, "uxo"): value for district, value in zip(rows, moved, strict=True)}
    sheet = apply(sheet, make_edits(sheet, wanted))
    found = repairs(sheet, programme)[Cell(CONTROL, "uxo")]
    right = {Cell(district, "uxo"): str(value) for district, value in zip(rows, told, strict=True)}
    shifted = [one for one in found if one.kind == "rows-shifted"]
    assert {one.cell: one.after for one in shifted[0].cells}.items() <= right.items()


def test_where_a_row_and_a_column_cross_the_cell_is_named_whatever_was_typed(programme: Programme) -> None:
    sheet = seen(programme, {"lacin": (5, 1, 3948, 820_000)}, with_rows=True)
    found = repairs(sheet, programme)
    assert best(programme, sheet, "uxo") == ("other-number", {"lacin uxo": "210"})
    assert found[Cell("lacin", CONTROL_ITEMS)] == found[Cell(CONTROL, "uxo")]


def test_exchanged_neighbours_are_seen_by_the_totals_of_rows_alone(programme: Programme) -> None:
    order = [one for one in seen(programme).districts if one in RIGHT]
    one, other = order[1], order[2]
    rows: dict[str, Row] = {one: RIGHT[other], other: RIGHT[one]}
    assert repairs(seen(programme, rows), programme) == {}
    found = repairs(seen(programme, rows, with_rows=True), programme)
    assert {first.kind for first, *_ in found.values()} == {"neighbours-swapped"}
    assert set(found) == {Cell(key, column) for key in rows for column in (CONTROL_ITEMS, CONTROL_AREA)}


def test_two_slips_in_two_columns_are_explained_each_for_itself(programme: Programme) -> None:
    sheet = seen(programme, {"agdam": (93, 12, 120, 1_279_000), "lacin": (5, 1, 2100, 820_000)})
    assert best(programme, sheet) == ("digits-transposed", {"agdam ap_mines": "39"})
    assert best(programme, sheet, "uxo") == ("tenfold", {"lacin uxo": "210"})


def test_nothing_is_suggested_where_nothing_fits(programme: Programme) -> None:
    assert repairs(seen(programme), programme) == {}
    sheet = seen(programme)
    control = Cell(CONTROL, "ap_mines")
    far = apply(sheet, make_edits(sheet, {control: 987_654}))
    assert repairs(far, programme) == {}


class Steady:
    """Agdam says 39, and Terter any number."""

    def log_p(self, cell: Cell, value: Value) -> float:
        return -abs(float(value) - 39) if cell.district == "agdam" else -math.log(1000)

    def log_silent(self, district: str) -> float:
        return -1.0


def test_of_equal_slips_the_one_that_gives_likelier_figures_is_first(programme: Programme) -> None:
    rows: dict[str, Row] = {"agdam": (93, 12, 120, 1_279_000), "terter": (82, 6, 51, 610_000)}
    sheet = seen(programme, rows)
    control = Cell(CONTROL, "ap_mines")
    sheet = apply(sheet, make_edits(sheet, {control: sheet.total("ap_mines") - 54}))
    found = repairs(sheet, programme, Steady())[control]
    assert [(one.kind, one.cells[0].cell.district) for one in found] == [
        ("digits-transposed", "agdam"),
        ("digits-transposed", "terter"),
    ]


@pytest.mark.parametrize("before", [None, 14])
def test_where_a_text_is_no_number_no_other_cell_of_its_column_is_blamed(
    programme: Programme, before: int | None
) -> None:
    """*3o* was typed for 39: 5 might be 44 without a digit, but what is not read is what is missing."""
    sheet = seen(programme, {"agdam": (before, 12, 120, 1_279_000)})
    sheet = replace(sheet, unread={Cell("agdam", "ap_mines"): Unread("3o", "not-a-number")})

    assert [
        (one.kind, one.cells[0].after) for one in repairs(sheet, programme)[Cell(CONTROL, "ap_mines")]
    ] == [("left-out", "39")]


def test_where_two_texts_are_no_numbers_nothing_is_suggested(programme: Programme) -> None:
    sheet = seen(programme, {"agdam": (None, 12, 120, 1_279_000), "lacin": (None, 1, 210, 820_000)})
    texts = {Cell(key, "ap_mines"): Unread("o", "not-a-number") for key in ("agdam", "lacin")}

    assert repairs(replace(sheet, unread=texts), programme) == {}
