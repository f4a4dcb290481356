"""A paste is seen before it happens: what changes, what goes, what stays out, what is to be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.core.edits import apply
from fieldapp.core.numbers import Unit, Unread, parse, retypable
from fieldapp.core.paste import PastePlan, Question, RefusedText, Separator, Taken, copied_text, plan_paste
from fieldapp.core.programme import Programme, all_spellings
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.sheet import CONTROL, STATE, Cell, RowState, Sheet
from fieldapp.core.table.block import NO_OPERATIONS, Target
from fieldapp.core.table.headings import Headings
from fieldapp.core.table.placed import LeftOut
from fieldapp.resources import programme_text
from tests.core.making import COLUMNS, sheet_of

PROGRAMME = read_programme(programme_text("azerbaijan"), "azerbaijan.toml")
DISTRICTS = sheet_of(PROGRAMME).districts
NAMES = Headings.of(["Control total"])
MARKED = RowState.NO_OPERATIONS
DASHES = [NO_OPERATIONS] * 4


def plan(sheet: Sheet, block, first="agdam", column="ap_mines", **how) -> PastePlan:
    rows = (CONTROL,) if first == CONTROL else DISTRICTS[DISTRICTS.index(first) :]
    return plan_paste(sheet, PROGRAMME, block, Target(rows, COLUMNS[COLUMNS.index(column) :]), NAMES, **how)


def test_a_block_for_empty_cells_is_clean(programme: Programme) -> None:
    sheet = sheet_of(programme)
    planned = plan(sheet, [["155", "49", "606", "1 651,1"], ["0", "", "0", "0"]])

    assert planned.is_clean
    assert planned.n == 7
    assert apply(sheet, planned.edits) == sheet_of(
        programme, {"agdam": (155, 49, 606, 16_511_000), "xocali": (0, None, 0, 0)}
    )


@pytest.mark.parametrize(
    "text",
    ["1651,1", "1 651,1", "1,651.1", "1.651,1", "1\u00a0651,1", "1\u202f651.1 ha", " 1651.1 га", "1651,10"],
)
def test_numbers_are_read_as_people_write_them(programme: Programme, text: str) -> None:
    planned = plan(sheet_of(programme), [[text]], column="area_cleared_ha")

    assert [taken.after for taken in planned.taken] == [16_511_000]


def test_what_goes_is_shown_and_what_stays_the_same_is_not(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": (4, 2, 19, None), "xocali": MARKED})
    planned = plan(sheet, [["4", "3", "", "5"], ["7", "", "", ""]])

    assert planned.taken == (
        Taken(Cell("agdam", "at_mines"), 2, 3),
        Taken(Cell("agdam", "uxo"), 19, None),
        Taken(Cell("agdam", "area_cleared_ha"), None, 50_000),
        Taken(Cell("xocali", STATE), MARKED, None),
        Taken(Cell("xocali", "ap_mines"), None, 7),
    )
    assert [taken.cell.indicator for taken in planned.overwritten] == ["at_mines", "uxo", STATE]
    assert not planned.is_clean
    assert planned.n == 4


def test_the_same_again_is_clean_and_changes_nothing(programme: Programme) -> None:
    planned = plan(sheet_of(programme, {"agdam": (4, 2, 19, 50_000)}), [["4", "2", "19", "5"]])

    assert planned.is_clean
    assert not planned.edits


def test_what_cannot_be_read_stays_out_and_its_cell_as_it_is(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": (1, 2, 3, 4)})
    planned = plan(sheet, [["7", "n/a", "-", "9" * 30]])

    assert apply(sheet, planned.edits) == sheet_of(programme, {"agdam": (7, 2, 3, 4)})
    assert [(refused.cell.indicator, refused.unread.code) for refused in planned.refused] == [
        ("at_mines", "not-a-number"),
        ("uxo", "stray-dash"),
        ("area_cleared_ha", "too-large"),
    ]


def test_one_question_for_all_texts_with_the_same_mark(programme: Programme) -> None:
    block = [["1,198", "2", "2,000", "12.298"], ["5", "5", "5", "-3,5"]]
    sheet = sheet_of(programme)
    asked = plan(sheet, block)

    assert asked.questions == (
        Question(Separator.COMMA, "1,198", 2, "1198", "1.1980"),
        Question(Separator.POINT, "12.298", 1, "12298", "12.2980"),
    )
    assert {refused.unread.code for refused in asked.refused} == {"ambiguous-number"}

    answered = plan(sheet, block, answers={Separator.COMMA: False, Separator.POINT: True})
    assert answered.questions == asked.questions
    assert not answered.refused
    assert answered.edits.items[0].after == 1198
    assert {edit.cell: edit.after for edit in answered.edits.items}[
        Cell("agdam", "area_cleared_ha")
    ] == 122_980


def test_half_an_answer_leaves_the_other_mark_out(programme: Programme) -> None:
    planned = plan(sheet_of(programme), [["1,198", "2.500"]], answers={Separator.POINT: False})

    assert planned.refused == (
        RefusedText(Cell("agdam", "ap_mines"), Unread("1,198", "ambiguous-number", ("1198", "1.1980"))),
    )


def test_dashes_in_every_column_are_no_operations(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": (1, 2, 3, 4)})
    planned = plan(sheet, [DASHES, DASHES])

    assert apply(sheet, planned.edits) == sheet_of(programme, {"agdam": MARKED, "xocali": MARKED})
    assert [taken.cell.indicator for taken in planned.overwritten] == [*COLUMNS]
    assert planned.n == 8


@pytest.mark.parametrize("row", [DASHES[:2], [*DASHES[:3], "5"], [*DASHES[:3], ""]])
def test_a_dash_among_others_is_refused(programme: Programme, row: list[str]) -> None:
    planned = plan(sheet_of(programme), [row])

    assert {refused.unread.code for refused in planned.refused} == {"stray-dash"}


@pytest.mark.parametrize("dash", ["-", "\u2212", "\u2013", "\u2014", " \u2014 ", "\u200e-"])
def test_a_row_of_any_dash_is_no_operations(programme: Programme, dash: str) -> None:
    planned = plan(sheet_of(programme), [[dash] * 4])

    assert apply(sheet_of(programme), planned.edits) == sheet_of(programme, {"agdam": MARKED})


def test_the_hyphen_that_spreadsheets_write_for_zero_is_not_taken_for_no_operations(
    programme: Programme,
) -> None:
    planned = plan(sheet_of(programme), [[" -   "] * 4])

    assert not planned.edits
    assert len(planned.refused) == 4


def test_control_totals_have_no_mark(programme: Programme) -> None:
    assert len(plan(sheet_of(programme), [DASHES], CONTROL).refused) == 4


def test_an_unread_text_that_goes_is_shown(programme: Programme) -> None:
    cell = Cell("agdam", "uxo")
    typed = {cell: Unread("1,198", "ambiguous-number"), Cell("susa", "uxo"): Unread("x", "not-a-number")}

    for text, after in (("4", 4), ("", None)):
        planned = plan(sheet_of(programme), [[text]], column="uxo", typed=typed)
        assert planned.taken == (Taken(cell, None, after, "1,198"),)
        assert planned.overwritten
        assert planned.cells == {cell}
    refused = plan(sheet_of(programme), [["y"]], column="uxo", typed=typed)
    assert not refused.taken
    assert not refused.cells


def test_an_empty_part_of_a_row_leaves_its_mark_and_an_empty_row_takes_it(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": MARKED})

    assert plan(sheet, [["", " "]]).is_clean
    assert plan(sheet, [["", "", " ", ""]]).overwritten == (Taken(Cell("agdam", STATE), MARKED, None),)


def test_what_has_no_place_is_told(programme: Programme) -> None:
    planned = plan(sheet_of(programme), [["Agdam", "1", "2", "3", "4"], ["Kerimli", "1", "2", "3", "4"]])

    assert planned.left_out == (LeftOut("unknown-row", "Kerimli", 4),)
    assert not planned.is_clean


# promises for every sheet


counts = st.integers(0, 10**7)
areas = st.integers(0, 10**9) | st.integers(0, 10**6).map(lambda thousandths: thousandths * 10)
rows = st.just(MARKED) | st.tuples(*[st.none() | counts] * 3, st.none() | areas)
sheets = st.builds(
    lambda held, control: sheet_of(PROGRAMME, held, control=control),
    st.dictionaries(st.sampled_from(DISTRICTS), rows),
    st.tuples(*[st.none() | counts] * 3, st.none() | areas),
)


def copied(sheet: Sheet, districts, columns, point: str) -> list[list[str]]:
    unit = {indicator.key: indicator.unit for indicator in PROGRAMME.active}
    return [
        [copied_text(sheet, Cell(district, key), unit[key]).replace(".", point) for key in columns]
        for district in districts
    ]


@given(sheets, st.sampled_from(".,"))
def test_what_is_copied_is_pasted_as_the_same_anywhere(sheet: Sheet, point: str) -> None:
    empty = sheet_of(PROGRAMME)
    body = plan(empty, copied(sheet, DISTRICTS, COLUMNS, point), DISTRICTS[0])
    control = plan(empty, copied(sheet, [CONTROL], COLUMNS, point), CONTROL)

    assert body.is_clean
    assert control.is_clean
    assert apply(apply(empty, body.edits), control.edits) == sheet


@given(sheets, sheets, st.sampled_from(".,"))
def test_a_whole_copy_replaces_whatever_was_there(sheet: Sheet, other: Sheet, point: str) -> None:
    planned = plan(other, copied(sheet, DISTRICTS, COLUMNS, point), DISTRICTS[0])

    assert not planned.refused
    pasted = apply(other, planned.edits)
    assert {cell: held for cell, held in pasted.values.items() if cell.district != CONTROL} == {
        cell: held for cell, held in sheet.values.items() if cell.district != CONTROL
    }


@given(sheets, st.sampled_from(DISTRICTS), st.slices(4), st.sampled_from(".,"))
def test_a_part_pasted_where_it_was_copied_changes_nothing(sheet, first, part, point) -> None:
    columns = COLUMNS[min(range(4)[part], default=0) :][: max(1, len(range(4)[part]))]
    districts = DISTRICTS[DISTRICTS.index(first) :]
    planned = plan(sheet, copied(sheet, districts, columns, point), first, columns[0])

    assert planned.is_clean
    assert not planned.edits


texts = st.sampled_from(["", "0", "7", "12,5", "1 432,8", "1,198", "x", "-1", NO_OPERATIONS, "12.298 ha"])


def is_like_a_title(row: list[str]) -> bool:
    """A row of an unknown name that holds words and no figure: above the others it is their title."""
    return row[0] == "Kerimli" and any(row[1:]) and not any(sign.isdigit() for sign in "".join(row[1:]))


named_rows = st.lists(
    st.tuples(
        st.sampled_from([*DISTRICTS, "qazax", "Kerimli", "Total", "Control total"]).flatmap(
            lambda key: st.sampled_from(
                all_spellings(PROGRAMME.district(key)) if key in (*DISTRICTS, "qazax") else (key,)
            )
        ),
        *[texts] * 4,
    ).map(list),
    min_size=1,
    max_size=8,
).filter(
    lambda rows: (
        any(row[0] not in ("Kerimli", "Total") for row in rows) and not any(map(is_like_a_title, rows))
    )
)


@given(sheets, named_rows, st.randoms(use_true_random=False), st.booleans())
def test_named_rows_in_any_order_are_the_same_plan(sheet: Sheet, block, random, has_header) -> None:
    header = [["Rayon", "PHS", "AP mines", "ПТМ", "Area"]] if has_header else []
    shuffled = random.sample(block, len(block))

    assert plan(sheet, header + block) == plan(sheet, header + shuffled, "susa", "uxo")


def test_a_row_that_is_named_twice_is_told_whichever_comes_first(programme: Programme) -> None:
    block = [["terter", "", "", "", "x"], ["terter", "", "", "", ""]]
    planned = plan(sheet_of(programme), block)

    assert [left.code for left in planned.left_out] == ["row-twice"]
    assert planned == plan(sheet_of(programme), block[::-1])


@given(sheets, st.lists(st.lists(texts, min_size=5, max_size=5), min_size=1, max_size=15))
def test_a_plan_can_always_be_applied_and_tells_all_that_changes(sheet: Sheet, block) -> None:
    planned = plan(sheet, block)
    after = apply(sheet, planned.edits)

    changed = {
        cell for cell in {*sheet.values, *after.values} if sheet.values.get(cell) != after.values.get(cell)
    }
    assert {taken.cell for taken in planned.taken} == changed
    assert not changed & {refused.cell for refused in planned.refused}


@given(
    st.integers(-(10**9), 10**12 - 1) | st.decimals(-5000, 5000, places=7),
    st.sampled_from(Unit),
    st.sampled_from(".,"),
)
def test_a_copied_number_is_never_read_in_two_ways(value, unit: Unit, point: str) -> None:
    assert parse(retypable(value, unit).replace(".", point), unit) == value
