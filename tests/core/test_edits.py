from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.core.edits import (
    LONGEST_NOTE,
    Edit,
    Edits,
    Wanted,
    annotate,
    apply,
    clear,
    fill_down,
    make_edits,
    mark_no_operations,
    unwritten_texts,
)
from fieldapp.core.edits import type_in as typed
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit, Unread
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, STATE, Cell, RowState, Sheet
from tests.core.making import COLUMNS, NO_OPERATIONS, WEEK, refusal, sheet_of

DISTRICTS = ("agdam", "susa", "terter")

values = st.integers(-5, 10**9) | st.decimals(0, 99, places=3, allow_nan=False)
number_cells = st.builds(Cell, st.sampled_from((*DISTRICTS, CONTROL)), st.sampled_from(COLUMNS))

Step = Callable[[Sheet], Edits]


def type_in(wanted: Wanted) -> Step:
    return lambda sheet: make_edits(sheet, wanted)


def clear_of(cells: list[Cell]) -> Step:
    return lambda sheet: clear(sheet, cells)


def mark_of(districts: list[str]) -> Step:
    return lambda sheet: mark_no_operations(sheet, districts)


def fill_of(columns: list[str]) -> Step:
    return lambda sheet: fill_down(sheet, DISTRICTS[0], DISTRICTS[1:], columns)


steps = st.one_of(
    st.dictionaries(number_cells, values | st.none(), max_size=6).map(type_in),
    st.lists(number_cells, max_size=6).map(clear_of),
    st.lists(st.sampled_from((*DISTRICTS, CONTROL)), max_size=3).map(mark_of),
    st.lists(st.sampled_from(COLUMNS), max_size=4).map(fill_of),
)


def sheet_after(steps_taken: list[Step]) -> Sheet:
    sheet = Sheet(WEEK, DISTRICTS, COLUMNS)
    for step in steps_taken:
        sheet = apply(sheet, step(sheet))
    return sheet


@given(st.lists(steps, max_size=6), steps)
def test_undo_brings_back_what_was_there(before: list[Step], step: Step) -> None:
    sheet = sheet_after(before)
    edits = step(sheet)

    assert apply(apply(sheet, edits), edits.inverse()) == sheet


@given(st.lists(steps, max_size=6), steps)
def test_redo_brings_back_what_was_done(before: list[Step], step: Step) -> None:
    sheet = sheet_after(before)
    edits = step(sheet)

    assert edits.inverse().inverse() == edits
    assert apply(apply(apply(sheet, edits), edits.inverse()), edits) == apply(sheet, edits)


@given(st.lists(steps, max_size=10))
def test_a_row_never_holds_numbers_and_a_mark(taken: list[Step]) -> None:
    sheet = sheet_after(taken)

    for district in DISTRICTS:
        is_marked = Cell(district, STATE) in sheet.values
        assert not (is_marked and len(sheet.missing(district)) < len(COLUMNS))
    assert Cell(CONTROL, STATE) not in sheet.values


@given(st.lists(steps, max_size=6), steps)
def test_edits_hold_every_cell_once_and_only_what_changes(before: list[Step], step: Step) -> None:
    edits = step(sheet_after(before))

    assert len({edit.cell for edit in edits.items}) == len(edits.items)
    assert [edit for edit in edits.items if edit.before == edit.after] == []


@given(st.lists(steps, max_size=6), steps)
def test_doing_the_same_again_changes_nothing_more(before: list[Step], step: Step) -> None:
    sheet = sheet_after(before)
    edits = step(sheet)
    again = make_edits(
        apply(sheet, edits), {edit.cell: edit.after for edit in edits.items if isinstance(edit, Edit)}
    )

    assert not again


@given(st.lists(steps, max_size=6), steps)
def test_applying_leaves_the_old_sheet_as_it_was(before: list[Step], step: Step) -> None:
    sheet = sheet_after(before)
    held = dict(sheet.values)
    apply(sheet, step(sheet))

    assert sheet.values == held


def test_no_edits_are_falsy(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": (1, 2, 3, 4)})

    assert not make_edits(sheet, {Cell("agdam", "uxo"): 3})
    assert not Edits()
    assert make_edits(sheet, {Cell("agdam", "uxo"): 4})


def test_zero_and_an_empty_cell_are_not_the_same(programme: Programme) -> None:
    sheet = sheet_of(programme)

    assert make_edits(sheet, {Cell("agdam", "uxo"): 0}).items == (Edit(Cell("agdam", "uxo"), None, 0),)


def test_a_number_takes_the_mark_off_its_row(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": NO_OPERATIONS, "susa": NO_OPERATIONS})
    after = apply(sheet, make_edits(sheet, {Cell("agdam", "uxo"): 0}))

    assert after.values == {Cell("agdam", "uxo"): 0, Cell("susa", STATE): NO_OPERATIONS}


def test_a_mark_empties_its_row_and_no_other(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": (1, 2, 3, 4), "susa": (5, 6, 7, 8)}, control=(1, None, None, None))
    after = apply(sheet, mark_no_operations(sheet, ["agdam"]))

    assert after.values == {
        Cell("agdam", STATE): NO_OPERATIONS,
        **{cell: value for cell, value in sheet.values.items() if cell.district != "agdam"},
    }


def test_numbers_and_a_mark_wanted_of_one_row_are_refused(programme: Programme) -> None:
    with pytest.raises(FieldAppError) as error:
        make_edits(sheet_of(programme), {Cell("susa", "uxo"): 1, Cell("susa", STATE): NO_OPERATIONS})

    assert refusal(error) == ("mark-and-numbers", {"district": "susa"})


def test_marking_marked_rows_again_takes_the_marks_off(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": NO_OPERATIONS, "susa": NO_OPERATIONS})

    assert apply(sheet, mark_no_operations(sheet, ["agdam", "susa"])).values == {}


def test_marking_marks_all_unless_all_are_marked(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": NO_OPERATIONS, "susa": (1, 2, 3, 4)})
    after = apply(sheet, mark_no_operations(sheet, ["agdam", "susa"]))

    assert [after.state(district) for district in ("agdam", "susa")] == [RowState.NO_OPERATIONS] * 2


def test_control_totals_cannot_be_marked(programme: Programme) -> None:
    sheet = sheet_of(programme, control=(1, 2, 3, 4))

    assert not mark_no_operations(sheet, [CONTROL])


def test_clearing_a_cell_of_a_marked_row_takes_the_mark_off(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": NO_OPERATIONS})

    assert apply(sheet, clear(sheet, [Cell("agdam", "uxo")])).values == {}


def test_clearing_leaves_the_other_cells_of_the_row(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": (1, 2, 3, 4)})
    after = apply(sheet, clear(sheet, [Cell("agdam", "uxo"), Cell("agdam", "ap_mines")]))

    assert after.values == {Cell("agdam", "at_mines"): 2, Cell("agdam", "area_cleared_ha"): 4}


def test_an_edit_of_what_is_no_longer_there_is_refused_with_its_cell(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": (1, 2, 3, 4)})
    cell = Cell("agdam", "uxo")

    with pytest.raises(FieldAppError) as error:
        apply(sheet, Edits((Edit(cell, 99, 5),)))

    assert refusal(error) == ("stale-edit", {"cell": cell})


def test_filling_down_gives_the_rows_what_the_first_one_holds(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": (1, 2, None, 4), "susa": (9, 9, 9, 9), "lacin": NO_OPERATIONS})
    after = apply(sheet, fill_down(sheet, "agdam", ["agdam", "susa", "lacin"], COLUMNS[:3]))

    assert after == sheet_of(
        programme, {"agdam": (1, 2, None, 4), "susa": (1, 2, None, 9), "lacin": (1, 2, None, None)}
    )


def test_a_mark_is_filled_down_over_whole_rows_only(programme: Programme) -> None:
    sheet = sheet_of(programme, {"agdam": NO_OPERATIONS, "susa": (9, 9, 9, 9)})

    assert not fill_down(sheet, "agdam", ["susa"], COLUMNS[:2])
    after = apply(sheet, fill_down(sheet, "agdam", ["susa"], COLUMNS))
    assert after == sheet_of(programme, {"agdam": NO_OPERATIONS, "susa": NO_OPERATIONS})


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("two lanes\n\tnorth ", "two lanes north"),
        ("bell\x07 esc\x1b", "bell esc"),
        ("half \ud83d of a face", "half of a face"),
        ("\U0001f600", "\U0001f600"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("\x00", ""),
        ("x" * 99_999, "x" * LONGEST_NOTE),
    ],
)
def test_a_note_is_one_line_of_what_every_file_can_hold(
    programme: Programme, written: str, kept: str
) -> None:
    sheet, cell = sheet_of(programme), Cell("agdam", "uxo")

    assert apply(sheet, annotate(sheet, cell, written)).notes.get(cell, "") == kept


def test_half_a_character_that_was_typed_can_be_written(programme: Programme) -> None:
    sheet, cell = sheet_of(programme), Cell("agdam", "uxo")

    held = apply(sheet, typed(sheet, cell, "1\ud83d", Unit.COUNT)).unread[cell].text

    assert held.encode("utf-8").decode() == "1\ufffd"


def test_a_note_and_an_unread_text_are_taken_back_like_numbers(programme: Programme) -> None:
    sheet, cell = sheet_of(programme), Cell("agdam", "uxo")
    for edits in (annotate(sheet, cell, "two lanes"), typed(sheet, cell, "n/a", Unit.COUNT)):
        after = apply(sheet, edits)

        assert after != sheet
        assert apply(after, edits.inverse()) == sheet


def test_what_was_typed_to_make_edits_can_be_typed_again(programme: Programme) -> None:
    sheet = sheet_of(programme, {"susa": (1, 2, 3, 4), "terter": (1, 2, 3, 4)})
    area, uxo, emptied = Cell("agdam", "area_cleared_ha"), Cell("agdam", "uxo"), Cell("susa", "uxo")
    numbers = make_edits(sheet, {area: 12_345, uxo: 7, emptied: None, Cell("terter", STATE): NO_OPERATIONS})
    unread = typed(sheet, uxo, "n/a", Unit.COUNT)

    def waiting(**texts):
        places = {"area": area, "uxo": uxo}
        return {places[name]: Unread(text, "not-written") for name, text in texts.items()}

    assert unwritten_texts(numbers, programme) == waiting(area="1.2345", uxo="7")
    assert unwritten_texts(unread, programme) == waiting(uxo="n/a")
    assert unwritten_texts(unread.inverse(), programme) == {}


@pytest.mark.parametrize(("text", "kept"), [("x" * 40_000, 32_767), ("\U0001f642" * 40_000, 16_383)])
def test_a_note_is_no_longer_than_a_cell_of_a_spreadsheet_which_counts_rare_characters_twice(text, kept):
    sheet = Sheet(WEEK, ("agdam",), ("uxo",), {})

    (edit,) = annotate(sheet, Cell("agdam", "uxo"), text).items

    assert len(str(edit.after)) == kept
