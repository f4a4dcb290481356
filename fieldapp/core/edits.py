"""Changes as values: typing, clearing, marking, pasting and undoing all become the same `Edits`."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar, assert_never

from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState, Sheet

_Held = TypeVar("_Held")

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
class Edits:
    """Several cells at once, value and note of each at most once. Falsy when nothing would change."""

    items: tuple[Edit | NoteEdit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items)

    def inverse(self) -> "Edits":
        """The edits that take these back."""
        return Edits(tuple(edit.inverse() for edit in reversed(self.items)))


@dataclass(frozen=True, slots=True)
class Unread:
    """A typed text that is no number, kept beside the sheet until it is typed again. `code` says why;
    `readings`: the ways to read it, where there are several."""

    text: str
    code: str
    readings: tuple[str, ...] = ()


def unread(text: str, error: FieldAppError) -> Unread:
    """A text with the reason `numbers.parse` refused it."""
    return Unread(text, error.code, error.details.get("readings", ()))


def make_edits(sheet: Sheet, wanted: Wanted) -> Edits:
    """The edits that give the wanted cells, with what follows from them: a number takes the mark off its
    row, the mark empties its row. Cells that already hold what is wanted are left out.

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
        else:
            full[Cell(cell.district, STATE)] = None
    return Edits(
        tuple(
            Edit(cell, sheet.values.get(cell), content)
            for cell, content in sorted(full.items(), key=lambda item: item[0])
            if sheet.values.get(cell) != content
        )
    )


def apply(sheet: Sheet, edits: Edits) -> Sheet:
    """The sheet after the edits. Raises FieldAppError `stale-edit` if a cell holds something else than the
    edit's before."""
    values, notes = dict(sheet.values), dict(sheet.notes)
    for edit in edits.items:
        match edit:
            case Edit():
                _change(values, edit.cell, edit.before, edit.after)
            case NoteEdit():
                _change(notes, edit.cell, edit.before or None, edit.after or None)
            case _:
                assert_never(edit)
    return Sheet(sheet.period, sheet.districts, sheet.indicators, values, notes)


def annotate(sheet: Sheet, cell: Cell, text: str) -> Edits:
    """Give a cell a note, or with an empty text take it away."""
    before, after = sheet.notes.get(cell, ""), " ".join(text.split())
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
        wanted[Cell(cell.district, STATE)] = None
    return make_edits(sheet, wanted)


def mark_no_operations(sheet: Sheet, districts: Iterable[str]) -> Edits:
    """Mark the rows; where all of them are marked already, take the marks off. Control totals have none."""
    cells = [Cell(district, STATE) for district in districts if district != CONTROL]
    marked = all(cell in sheet.values for cell in cells)
    return make_edits(sheet, dict.fromkeys(cells, None if marked else RowState.NO_OPERATIONS))


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
