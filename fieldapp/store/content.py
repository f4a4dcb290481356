"""What a sheet holds, as rows: each cell is compared with what is there, and written."""

from typing import Any, assert_never

from fieldapp.core.characters import shortened
from fieldapp.core.edits import LONGEST_NOTE, AnyEdit, Edit, NoteEdit, UnreadEdit
from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import HistoryKind
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState
from fieldapp.store.held import HeldRows
from fieldapp.store.ledger import SheetChange
from fieldapp.store.rows import as_kept, number_of


class Cells:
    """The cells of a sheet while it is being changed, as the disk has them by now."""

    def __init__(self, held: HeldRows) -> None:
        self._held: dict[str, dict[tuple[str, str], Any]] = {
            "tally": {(row[0], row[1]): number_of(row[2]) for row in held.rows("tally")},
            "control_total": {(row[0], row[1]): number_of(row[2]) for row in held.rows("control_total")},
            "no_operations": {(row[0], STATE): RowState.NO_OPERATIONS for row in held.rows("no_operations")},
            "note": {(row[0], row[1]): row[2] for row in held.rows("note")},
            "unread": {(row[0], row[1]): row[2] for row in held.rows("unread")},
        }

    def write(self, change: SheetChange, edit: AnyEdit) -> None:
        """Put what an edit says where it belongs, or take it away. Raises FieldAppError `stale-edit` where
        something else is there than the edit's before, `note-too-long`."""
        table, place = _where(edit)
        before, after = contents_of(edit)
        held = self._held[table]
        if held.get(place) != before:
            raise FieldAppError("stale-edit", cell=edit.cell)
        if isinstance(edit, NoteEdit) and shortened(edit.after, LONGEST_NOTE) != edit.after:
            raise FieldAppError("note-too-long", cell=edit.cell, most=LONGEST_NOTE)
        keys = {"district": place[0]}
        if table != "no_operations":
            keys["indicator"] = place[1]
        if after is None:
            change.remove(table, **keys)
            held.pop(place, None)
            return
        match table:
            case "no_operations":
                change.put(table, **keys)
            case "tally" | "control_total":
                change.put(table, **keys, value=as_kept(after))
            case _:
                change.put(table, **keys, text=after)
        held[place] = after

    def enter(self, change: SheetChange, edit: AnyEdit, why: str) -> None:
        """The same, with its row in the history."""
        self.write(change, edit)
        match edit:
            case Edit():
                change.remember(HistoryKind.VALUE, edit.cell, edit.before, edit.after, why)
            case NoteEdit() | UnreadEdit():
                kind = HistoryKind.NOTE if isinstance(edit, NoteEdit) else HistoryKind.UNREAD
                change.remember(kind, edit.cell, *texts_of(edit), why)
            case _:
                assert_never(edit)

    def refuse_marks_beside_numbers(self) -> None:
        """Edits of a sheet in which the row was still unmarked, or still empty, are stale too."""
        numbered = {district for district, _ in self._held["tally"]}
        if any(district in numbered for district, _ in self._held["no_operations"]):
            raise FieldAppError("stale-edit")


def contents_of(edit: AnyEdit) -> tuple[Content | str | None, Content | str | None]:
    """Before and after as they are kept; None for nothing."""
    match edit:
        case Edit():
            return edit.before, edit.after
        case NoteEdit():
            return edit.before or None, edit.after or None
        case UnreadEdit():
            return edit.before.text if edit.before else None, edit.after.text if edit.after else None


def texts_of(edit: NoteEdit | UnreadEdit) -> tuple[str, str]:
    """Before and after as the history tells them; empty for none."""
    before, after = contents_of(edit)
    return str(before or ""), str(after or "")


def _where(edit: AnyEdit) -> tuple[str, tuple[str, str]]:
    cell: Cell = edit.cell
    match edit:
        case NoteEdit():
            return "note", (cell.district, cell.indicator)
        case UnreadEdit():
            return "unread", (cell.district, cell.indicator)
        case Edit():
            if cell.is_control:
                return "control_total", ("" if cell.district == CONTROL else cell.district, cell.indicator)
            table = "no_operations" if cell.indicator == STATE else "tally"
            return table, (cell.district, cell.indicator)
