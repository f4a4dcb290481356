"""What the undo stack holds of a cut, and what is said of it."""

from PySide6.QtGui import QUndoCommand

from fieldapp.core.period import Period
from fieldapp.core.report import Standing, Status
from fieldapp.store.recut.cuts import Cut
from fieldapp.store.store import Store
from fieldapp.texts.texts import Texts
from fieldapp.ui.kit.notice import Message


class CutCommand(QUndoCommand):
    """A cut that was made; as with `EditsCommand`, the stack steps when the disk has taken a step. `why`: as
    the history says it, of the cut and of its taking back."""

    def __init__(self, cut: Cut, why: tuple[str, str]) -> None:
        super().__init__()
        self.made = cut
        self._why = why

    @property
    def whole(self) -> Period:
        """The days that were cut."""
        return self.made.of.period

    @property
    def first(self) -> Period:
        """The first part."""
        return self.made.into[0].period

    def take_back(self, store: Store) -> None:
        """Make the sheet whole on the disk. Raises FieldAppError as `Store.join` does."""
        store.join(self.made, self._why[1])

    def make_again(self, store: Store) -> None:
        """Cut it again. Raises FieldAppError as `Store.cut` does."""
        self.made = store.cut(self.made.of, self.made.into, self._why[0])


def cut_message(command: CutCommand) -> Message:
    """That a sheet was cut, and into what."""
    whole, parts = command.whole, [part.period for part in command.made.into]

    def say(texts: Texts) -> str:
        return texts("cut.done", whole=whole, parts=texts.listed([*map(texts.period, parts)]))

    return Message("done", say)


def joined_message(command: CutCommand, standing: Standing) -> Message:
    """That it is one sheet again, and how that stands."""
    whole, revision = command.whole, standing.revision
    key = "cut.joined-sent" if standing.status is Status.SENT else "cut.joined"
    return Message("done", lambda texts: texts(key, whole=whole, revision=revision))
