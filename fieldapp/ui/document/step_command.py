"""What the undo stack holds of something that went across sheets."""

from PySide6.QtGui import QUndoCommand

from fieldapp.core.report import Standing
from fieldapp.core.sheet import SheetKey
from fieldapp.store.store import Store
from fieldapp.ui.kit.notice import Message


class StepCommand(QUndoCommand):
    """As with `EditsCommand`, the stack steps when the disk has taken a step. `back_to` and `forth_to`: what
    is shown when it was taken back or made again; None: what is shown already."""

    back_to: SheetKey | None = None
    forth_to: SheetKey | None = None

    def take_back(self, store: Store) -> None:
        """Undo it on the disk. Raises FieldAppError where nothing was changed."""
        raise NotImplementedError

    def make_again(self, store: Store) -> None:
        """Do it again on the disk. Raises FieldAppError where nothing was changed."""
        raise NotImplementedError

    def told_back(self, standing: Standing) -> Message:
        """That it was taken back, where the sheet that is shown stands so by now."""
        raise NotImplementedError

    def told_again(self) -> Message:
        """That it was made."""
        raise NotImplementedError
