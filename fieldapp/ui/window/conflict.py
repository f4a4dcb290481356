"""Why a change was not taken: where another window or program was there first, who, when, and what."""

from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import HistoryKind, HistoryRow
from fieldapp.core.sheet import STATE, Cell
from fieldapp.texts.texts import Texts
from fieldapp.ui.cell.words import CellWords
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import Message, error_message

KINDS = (HistoryKind.VALUE, HistoryKind.UNREAD, HistoryKind.NOTE)


def refusal_message(document: Document, error: FieldAppError, kit: Kit) -> Message:
    """What to say of a change that was refused. Of one that came too late, what stood in its way, from the
    history of its cell; a program that writes none is told by what the cell holds now."""
    cell = error.details.get("cell")
    if error.code != "stale-edit" or not isinstance(cell, Cell):
        return error_message(error)
    try:
        last = _last_change(document, cell)
    except FieldAppError:
        return error_message(error)
    words = CellWords(document, kit)
    held = words.held(cell)[0]

    def say(texts: Texts) -> str:
        place = texts("window.place", row=words.row_name(cell), column=_column(document, cell, texts))
        if last is None:
            return texts("window.changed-by-program", place=place, held=held)
        entry = words.entry(last, cell)
        return texts("window.changed-elsewhere", place=place, when=entry.when, what=entry.what)

    return Message("error", say)


def _column(document: Document, cell: Cell, texts: Texts) -> str:
    if cell.indicator == STATE:
        return texts("grid.no-operations")
    return texts.column(cell.indicator, document.programme)


def _last_change(document: Document, cell: Cell) -> HistoryRow | None:
    """The newest change of the cell, if it explains what the cell holds now."""
    changes = [row for row in document.history(cell) if row.kind in KINDS]
    sheet = document.sheet
    holds = {
        HistoryKind.VALUE: sheet.values.get(cell),
        HistoryKind.UNREAD: sheet.unread.get(cell, ""),
        HistoryKind.NOTE: sheet.notes.get(cell, ""),
    }
    last = changes[-1] if changes else None
    return last if last is not None and (last.after or None) == (holds[last.kind] or None) else None
