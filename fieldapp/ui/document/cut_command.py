"""What the undo stack holds of a cut, and what is said of it."""

from typing_extensions import override

from fieldapp.core.report import Standing, Status
from fieldapp.store.recut.cuts import Cut
from fieldapp.store.store import Store
from fieldapp.texts.texts import Texts
from fieldapp.ui.document.step_command import StepCommand
from fieldapp.ui.kit.notice import Message


class CutCommand(StepCommand):
    """A cut that was made. `why`: as the history says it, of the cut and of its taking back."""

    def __init__(self, cut: Cut, why: tuple[str, str]) -> None:
        super().__init__()
        self.made = cut
        self.back_to, self.forth_to = cut.whole.after.key, cut.parts[0].after.key
        self._why = why

    @override
    def take_back(self, store: Store) -> None:
        store.join(self.made, self._why[1])

    @override
    def make_again(self, store: Store) -> None:
        self.made = store.cut(self.made.of, self.made.into, self._why[0])

    @override
    def told_again(self) -> Message:
        whole, parts = self.made.of.period, [part.period for part in self.made.into]

        def say(texts: Texts) -> str:
            return texts("cut.done", whole=whole, parts=texts.listed([*map(texts.period, parts)]))

        return Message("done", say)

    @override
    def told_back(self, standing: Standing) -> Message:
        whole, revision = self.made.of.period, standing.revision
        key = "cut.joined-sent" if standing.status is Status.SENT else "cut.joined"
        return Message("done", lambda texts: texts(key, whole=whole, revision=revision))
