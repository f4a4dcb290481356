"""What the undo stack holds: edits that are on the disk, of which sheet."""

from PySide6.QtGui import QUndoCommand

from fieldapp.core.edits import Edits
from fieldapp.core.sheet import CONTROL, ROW_CONTROLS, STATE, Cell, Sheet, SheetKey


class EditsCommand(QUndoCommand):
    """A change that was made. It does nothing itself: the document writes first, and the stack steps only
    when the disk has taken it, so that a refused undo can be tried again."""

    def __init__(self, key: SheetKey, edits: Edits) -> None:
        super().__init__()
        self.key = key
        self.edits = edits


def first_cell(sheet: Sheet, edits: Edits) -> Cell:
    """The changed cell that comes first in a sheet; a row that is marked stands for its first cell."""
    rows, columns = (*sheet.districts, CONTROL), (STATE, *sheet.indicators, *ROW_CONTROLS)

    def place(cell: Cell) -> tuple[int, int]:
        return rows.index(cell.district), columns.index(cell.indicator)

    known = [
        edit.cell for edit in edits.items if edit.cell.district in rows and edit.cell.indicator in columns
    ]
    return min(known, key=place, default=edits.items[0].cell)
