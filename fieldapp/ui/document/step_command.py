"""What the undo stack holds of something that went across sheets."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from fieldapp.core.report import Standing
from fieldapp.core.sheet import SheetKey
from fieldapp.store.store import Store
from fieldapp.ui.kit.notice import Message


class StepCommand(QUndoCommand):
    """As with `EditsCommand`, the stack steps when the disk has taken a step. `back_to` and `forth_to`: what
    is shown when it was taken back or made again; None: what is shown already. `takes_a_while`: too long for
    the window to wait for; then `tell` hears how much is done, and may raise."""

    takes_a_while = False
    back_to: SheetKey | None = None
    forth_to: SheetKey | None = None

    def __init__(self) -> None:
        super().__init__()
        self.tell: Callable[[float], None] = _tell_nobody

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


def _tell_nobody(share: float) -> None:
    """There is nobody who waits."""
