"""How what counts of a sheet's records is put into its rows."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

from fieldapp.core.edits import AnyEdit, Edit, NoteEdit, UnreadEdit
from fieldapp.core.hq.fold import Folded
from fieldapp.core.records.seal import canonical_bytes, check_code
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell, Content, Sheet
from fieldapp.store.content import Cells
from fieldapp.store.ledger import SheetChange


def source_told(folded: Folded | None) -> str:
    """Why the history says that a figure changed: the check code of the revision, and its reason."""
    if folded is None or not folded.heads:
        return ""
    newest = folded.newest
    code = check_code(newest.figures, newest.period)
    return f"{code}: {newest.reason}" if newest.reason else code


def write_cells(
    change: SheetChange, sheet: Sheet, wanted: Mapping[Cell, Content], notes: Mapping[Cell, str], told: str
) -> None:
    """Put in the wanted cells and notes, each with its row in the history, and take away all others."""
    cells = Cells(change.held)
    for edit in _edits(sheet, wanted, notes):
        cells.enter(change, edit, told)
    cells.refuse_marks_beside_numbers()


def _edits(sheet: Sheet, wanted: Mapping[Cell, Content], notes: Mapping[Cell, str]) -> Iterator[AnyEdit]:
    """What makes a sheet hold the wanted cells and notes, and nothing else."""
    for cell, unread in sorted(sheet.unread.items()):
        yield UnreadEdit(cell, unread, None)
    for cell in sorted({*sheet.values, *wanted}):
        before, after = sheet.values.get(cell), wanted.get(cell)
        if before != after:
            yield Edit(cell, before, after)
    for cell in sorted({*sheet.notes, *notes}):
        note_before, note_after = sheet.notes.get(cell, ""), notes.get(cell, "")
        if note_before != note_after:
            yield NoteEdit(cell, note_before, note_after)


def write_standing(change: SheetChange, folded: Folded | None, now: Callable[[], datetime]) -> None:
    """Which revision a sheet is, with the seals of that line, so that a correction can be told from what was
    sent before."""
    change.remove("organisation")
    change.remove("seal")
    change.remove("sending")
    row = change.row
    if folded is None or not folded.heads:
        row.sealed_at, row.reason, row.source, row.has_chosen = None, "", "", 0
        if row.status is not Status.DRAFT:
            change.set_status(Status.DRAFT)
        return
    newest = folded.newest
    line = [newest, *(folded.records[one] for one in newest.ancestors if one in folded.records)]
    for record in sorted(line, key=lambda one: (one.revision, len(one.ancestors))):
        content = canonical_bytes(
            record.programme, record.office, record.period, record.revision, record.rows
        ).decode()
        sealed_at = (record.sealed_at or now()).astimezone(UTC).isoformat()
        change.put(
            "seal",
            revision=record.revision,
            digest=record.figures,
            check_code=check_code(record.figures, record.period),
            sealed_at=sealed_at,
            content=content,
        )
    for organisation in folded.organisations():
        change.put("organisation", organisation=organisation)
    row.revision, row.reason, row.source, row.has_chosen = newest.revision, newest.reason, "", 1
    row.sealed_at = newest.sealed_at.isoformat() if newest.sealed_at else None
    if row.status is not Status.SENT:
        change.set_status(Status.SENT)
