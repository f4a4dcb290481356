"""Changes as values: typing, clearing, marking, pasting and undoing all become the same `Edits`."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar, assert_never

from fieldapp.core.characters import shortened, storable
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit, Unread, parse, retypable, unread_of
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState, Sheet

_Held = TypeVar("_Held")

LONGEST_NOTE = 32_767
"""What an Excel cell holds, so that it comes back from there whole; a rare character counts as two there."""

_UNHELD = r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
"""Control characters, and halves of characters: a file or a workbook cannot hold them."""

Wanted = Mapping[Cell, Content | None]
"""What some cells should hold; None empties a cell."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell, before → after. None is an empty cell."""

    cell: Cell
    before: Content | None
    after: Content | None

    def inverse(self) -> "Edit":
        """The edit that takes this one back."""
        return Edit(self.cell, self.after, self.before)


@dataclass(frozen=True, slots=True)
class NoteEdit:
    """The note of one cell, before → after. An empty text is no note."""

    cell: Cell
    before: str
    after: str

    def inverse(self) -> "NoteEdit":
        """The edit that takes this one back."""
        return NoteEdit(self.cell, self.after, self.before)


@dataclass(frozen=True, slots=True)
class UnreadEdit:
    """The typed text of one cell that is no number, before → after. None is no such text."""

    cell: Cell
    before: Unread | None
    after: Unread | None

    def inverse(self) -> "UnreadEdit":
        """The edit that takes this one back."""
        return UnreadEdit(self.cell, self.after, self.before)


AnyEdit = Edit | NoteEdit | UnreadEdit


@dataclass(frozen=True, slots=True)
class Edits:
    """Several cells at once, each kind of edit at most once in a cell. Falsy when nothing would change."""

    items: tuple[AnyEdit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items)

    def inverse(self) -> "Edits":
        """The edits that take these back."""
        return Edits(tuple(edit.inverse() for edit in reversed(self.items)))


def make_edits(sheet: Sheet, wanted: Wanted) -> Edits:
    """The edits that give the wanted cells, with what follows from them: a number takes the mark off its
    row, the mark empties its row, and a typed text that is no number gives way. Cells that already hold what
    is wanted are left out.

    Raises FieldAppError `mark-and-numbers` where both are wanted of one row.
    """
    full = dict(wanted)
    for cell, content in wanted.items():
        if content is None:
            continue
        if cell.indicator == STATE:
            row = [Cell(cell.district, indicator) for indicator in sheet.indicators]
            if any(wanted.get(other) is not None for other in row):
                raise FieldAppError("mark-and-numbers", district=cell.district)
            full.update(dict.fromkeys(row))
        elif not cell.is_control:
            full[Cell(cell.district, STATE)] = None
    cells = sorted(full)
    return Edits(
        (
            *(UnreadEdit(cell, sheet.unread[cell], None) for cell in cells if cell in sheet.unread),
            *(
                Edit(cell, sheet.values.get(cell), full[cell])
                for cell in cells
                if sheet.values.get(cell) != full[cell]
            ),
        )
    )


def type_in(sheet: Sheet, cell: Cell, text: str, unit: Unit) -> Edits:
    """What typing a text into a cell changes: its number, or nothing if it is empty; a text that cannot be
    read is kept beside the number that is there."""
    try:
        return make_edits(sheet, {cell: parse(text, unit) if text.strip() else None})
    except FieldAppError as error:
        before, after = sheet.unread.get(cell), unread_of(storable(text), error)
        return Edits((UnreadEdit(cell, before, after),) if before != after else ())


def apply(sheet: Sheet, edits: Edits) -> Sheet:
    """The sheet after the edits. Raises FieldAppError `stale-edit` if a cell holds something else than the
    edit's before."""
    values, notes, unread = dict(sheet.values), dict(sheet.notes), dict(sheet.unread)
    for edit in edits.items:
        match edit:
            case Edit():
                _change(values, edit.cell, edit.before, edit.after)
            case NoteEdit():
                _change(notes, edit.cell, edit.before or None, edit.after or None)
            case UnreadEdit():
                _change(unread, edit.cell, edit.before, edit.after)
            case _:
                assert_never(edit)
    return replace(sheet, values=values, notes=notes, unread=unread)


def annotate(sheet: Sheet, cell: Cell, text: str) -> Edits:
    """Give a cell a note, or with an empty text take it away. It is one line of what any file can hold."""
    before = sheet.notes.get(cell, "")
    after = shortened(" ".join(re.sub(_UNHELD, " ", text).split()), LONGEST_NOTE).strip()
    return Edits((NoteEdit(cell, before, after),) if before != after else ())


def _change(held: dict[Cell, _Held], cell: Cell, before: _Held | None, after: _Held | None) -> None:
    if held.get(cell) != before:
        raise FieldAppError("stale-edit", cell=cell)
    if after is None:
        held.pop(cell, None)
    else:
        held[cell] = after


def clear(sheet: Sheet, cells: Iterable[Cell]) -> Edits:
    """Empty the cells; in a row marked *no operations* the mark goes."""
    wanted: dict[Cell, Content | None] = {}
    for cell in cells:
        wanted[cell] = None
        if not cell.is_control:
            wanted[Cell(cell.district, STATE)] = None
    return make_edits(sheet, wanted)


def mark_no_operations(sheet: Sheet, districts: Iterable[str]) -> Edits:
    """Mark the rows; where all of them are marked already, take the marks off. Control totals have none."""
    cells = [Cell(district, STATE) for district in districts if district != CONTROL]
    marked = all(cell in sheet.values for cell in cells)
    return make_edits(sheet, dict.fromkeys(cells, None if marked else RowState.NO_OPERATIONS))


def unwritten_texts(edits: Edits, programme: Programme) -> dict[Cell, Unread]:
    """What a person typed to make edits that the disk refused, by cell: all of it `not-written`, whether it
    could be read or not; nothing for what was emptied or marked."""
    texts: dict[Cell, str] = {}
    for edit in edits.items:
        if isinstance(edit, UnreadEdit) and edit.after is not None:
            texts[edit.cell] = edit.after.text
        elif isinstance(edit, Edit) and isinstance(edit.after, int | Decimal):
            texts[edit.cell] = retypable(edit.after, programme.indicator(edit.cell.indicator).unit)
    return {cell: Unread(text, "not-written") for cell, text in texts.items()}


def fill_down(sheet: Sheet, source: str, districts: Iterable[str], indicators: Collection[str]) -> Edits:
    """Give rows what the source row holds in some columns; its mark only where that is all columns."""
    targets = [district for district in districts if district != source]
    if sheet.state(source) is RowState.NO_OPERATIONS:
        marked = targets if set(indicators) >= set(sheet.indicators) else []
        return make_edits(sheet, {Cell(district, STATE): RowState.NO_OPERATIONS for district in marked})
    return make_edits(
        sheet,
        {
            Cell(district, indicator): sheet.values.get(Cell(source, indicator))
            for district in targets
            for indicator in indicators
        },
    )
