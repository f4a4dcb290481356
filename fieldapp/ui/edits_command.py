"""The one kind of undoable change."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand
from typing_extensions import override

from fieldapp.core.edits import Edits
from fieldapp.core.period import Period

Write = Callable[[Period, Edits], bool]
"""Takes edits to the disk and to the screen; False where the disk refuses them."""


class EditsCommand(QUndoCommand):
    """Edits of a period, undone by their inverse. If the disk refuses it, Qt drops it as obsolete."""

    def __init__(self, write: Write, period: Period, edits: Edits) -> None:
        super().__init__()
        self.period = period
        self._write = write
        self._edits = edits

    @override
    def redo(self) -> None:
        self.setObsolete(not self._write(self.period, self._edits))

    @override
    def undo(self) -> None:
        self.setObsolete(not self._write(self.period, self._edits.inverse()))
