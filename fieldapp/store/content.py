"""What a sheet holds, as rows: one cell after the other is compared with what is there, and written."""

from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from fieldapp.core.edits import AnyEdit, Edit, NoteEdit, UnreadEdit
from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState
from fieldapp.store.rows import as_kept, number_of


def write_cell(db: Database, number: int, office: str, edit: Edit) -> None:
    """Put a number or mark of the period with this number where it belongs, or take it away. Raises
    FieldAppError `stale-edit` where something else is there than the edit's before."""
    table, keys = _where(number, office, edit.cell)
    is_mark = table == "no_operations"
    condition = " AND ".join(f"{name} = :{name}" for name in keys)
    held: Content | None = None
    for (value,) in db.execute(f"SELECT {1 if is_mark else 'value'} FROM {table} WHERE {condition}", keys):
        held = RowState.NO_OPERATIONS if is_mark else number_of(value)
    if held != edit.before:
        raise FieldAppError("stale-edit")
    if held is not None:
        db.execute(f"DELETE FROM {table} WHERE {condition}", keys)
    if edit.after is not None:
        row: dict[str, Any] = {**keys, "office": office}
        if not is_mark:
            row["value"] = as_kept(edit.after)
        names = ", ".join(row)
        marks = ", ".join(f":{name}" for name in row)
        db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", row)


def write_text(db: Database, number: int, office: str, edit: NoteEdit | UnreadEdit) -> None:
    """The same for a note, or for a typed text that is no number."""
    table = "note" if isinstance(edit, NoteEdit) else "unread"
    keys = {
        "period": number,
        "office": office,
        "district": edit.cell.district,
        "indicator": edit.cell.indicator,
    }
    where = "WHERE period = :period AND district = :district AND indicator = :indicator"
    if table == "unread":
        where += " AND office = :office"
    held = db.execute(f"SELECT text FROM {table} {where}", keys).fetchall()
    before, after = texts_of(edit)
    if (held[0][0] if held else "") != before:
        raise FieldAppError("stale-edit")
    if held:
        db.execute(f"DELETE FROM {table} {where}", keys)
    if after:
        db.execute(
            f"INSERT INTO {table} (period, office, district, indicator, text)"
            " VALUES (:period, :office, :district, :indicator, :text)",
            {**keys, "text": after},
        )


def write_organisations(db: Database, number: int, office: str, keys: Iterable[str]) -> None:
    """Put who took part in the place of whoever was said to; nobody is a choice too."""
    db.execute("DELETE FROM organisation WHERE period = ? AND office = ?", [number, office])
    for key in keys:
        db.execute("INSERT INTO organisation VALUES (?, ?, ?)", [number, office, key])
    db.execute("UPDATE sheet SET has_chosen = 1 WHERE period = ? AND office = ?", [number, office])


def texts_of(edit: NoteEdit | UnreadEdit) -> tuple[str, str]:
    """Before and after as they are kept; empty for none."""
    if isinstance(edit, NoteEdit):
        return edit.before, edit.after
    return edit.before.text if edit.before else "", edit.after.text if edit.after else ""


def is_first(edit: AnyEdit) -> bool:
    """Whether a number comes into a cell that had none: only then can a mark stand beside it."""
    return isinstance(edit, Edit) and edit.before is None


def refuse_marks_beside_numbers(db: Database, number: int) -> None:
    """Edits of a sheet in which the row was still unmarked, or still empty, are stale too."""
    sql = "SELECT 1 FROM no_operations JOIN tally USING (period, district) WHERE period = ?"
    if db.execute(sql, [number]).fetchall():
        raise FieldAppError("stale-edit")


def _where(number: int, office: str, cell: Cell) -> tuple[str, dict[str, Any]]:
    if cell.district == CONTROL:
        return "control_total", {"period": number, "office": office, "indicator": cell.indicator}
    if cell.indicator == STATE:
        return "no_operations", {"period": number, "district": cell.district}
    return "tally", {"period": number, "district": cell.district, "indicator": cell.indicator}
