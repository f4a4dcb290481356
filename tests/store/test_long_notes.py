"""A note is at most as long as a cell of a workbook, whoever hands it over: here is the one door."""

import pytest

from fieldapp.core.characters import shortened
from fieldapp.core.edits import LONGEST_NOTE, Edits, NoteEdit
from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import Cell
from tests.core.making import WEEK
from tests.store.conftest import OpenStore

CELL = Cell("agdam", "uxo")


@pytest.mark.parametrize("letter", ["x", "ə", "😀"])
def test_a_note_that_no_workbook_can_hold_is_refused_and_the_longest_is_kept(
    open_store: OpenStore, letter: str
) -> None:
    store, most = open_store(), shortened(letter * LONGEST_NOTE, LONGEST_NOTE)
    store.write(WEEK, Edits((NoteEdit(CELL, "", most),)))

    with pytest.raises(FieldAppError) as error:
        store.write(WEEK, Edits((NoteEdit(CELL, most, most + 2 * letter),)))

    assert error.value.code == "note-too-long"
    assert error.value.details["most"] == LONGEST_NOTE
    assert store.sheet(WEEK).notes[CELL] == most


def test_a_note_that_was_too_long_can_still_be_taken_away_or_shortened(open_store: OpenStore) -> None:
    """A file of before the limit has one."""
    store, long = open_store(), "x" * 100_000
    store.write(WEEK, Edits((NoteEdit(CELL, "", "x"),)))
    with store._changing(WEEK) as change:
        change.put("note", district=CELL.district, indicator=CELL.indicator, text=long)

    store.write(WEEK, Edits((NoteEdit(CELL, long, "short"),)))

    assert store.sheet(WEEK).notes[CELL] == "short"
