"""What the undo stack holds: edits that are on the disk, of which period."""

from PySide6.QtGui import QUndoCommand

from fieldapp.core.edits import Edits
from fieldapp.core.period import Period


class EditsCommand(QUndoCommand):
    """A change that was made. It does nothing itself: the document writes first, and the stack steps only
    when the disk has taken it, so that a refused undo can be tried again."""

    def __init__(self, period: Period, edits: Edits) -> None:
        super().__init__()
        self.period = period
        self.edits = edits
