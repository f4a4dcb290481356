"""What was kept beside the figures, or forgotten: casualties, opening balances, what others printed."""

from collections.abc import Sequence

from typing_extensions import override

from fieldapp.core.published.kept import CasualtyCount, PrintedFigures
from fieldapp.core.report import Standing
from fieldapp.core.spans.balance import Opening
from fieldapp.store.store import Store
from fieldapp.ui.document.step_command import StepCommand
from fieldapp.ui.kit.notice import Message


class CasualtiesCommand(StepCommand):
    """A count that was kept, in the place of those before, or with none after it was forgotten."""

    def __init__(self, store: Store, before: tuple[CasualtyCount, ...], after: CasualtyCount | None) -> None:
        super().__init__()
        self._before, self._after = before, () if after is None else (after,)
        self.make_again(store)

    @override
    def take_back(self, store: Store) -> None:
        store.change_casualties(self._after, self._before)

    @override
    def make_again(self, store: Store) -> None:
        store.change_casualties(self._before, self._after)

    @override
    def told_back(self, standing: Standing) -> Message:
        return Message("done", lambda texts: texts("reconcile.casualties-back"))

    @override
    def told_again(self) -> Message:
        key = "casualties-kept" if self._after else "casualties-removed"
        return Message("done", lambda texts: texts(f"reconcile.{key}"))


class OpeningsCommand(StepCommand):
    """Opening balances in the place of others."""

    def __init__(self, store: Store, before: Sequence[Opening], after: Sequence[Opening]) -> None:
        super().__init__()
        self._before = tuple(one for one in before if one not in after)
        self._after = tuple(one for one in after if one not in before)
        self.make_again(store)

    @override
    def take_back(self, store: Store) -> None:
        store.put_openings(self._before, [one.period for one in self._after], seen=self._after)

    @override
    def make_again(self, store: Store) -> None:
        store.put_openings(self._after, [one.period for one in self._before], seen=self._before)

    @override
    def told_back(self, standing: Standing) -> Message:
        return Message("done", lambda texts: texts("balance.back"))

    @override
    def told_again(self) -> Message:
        return Message("done", lambda texts: texts("balance.again"))


class ForgetPrintCommand(StepCommand):
    """What a source printed of some days was forgotten."""

    def __init__(self, store: Store, printed: PrintedFigures) -> None:
        super().__init__()
        self._printed = printed
        store.remove_printed(printed)

    @override
    def take_back(self, store: Store) -> None:
        store.keep_printed(self._printed, is_new=True)

    @override
    def make_again(self, store: Store) -> None:
        store.remove_printed(self._printed)

    @override
    def told_back(self, standing: Standing) -> Message:
        said = {"source": self._printed.source, "period": self._printed.period}
        return Message("done", lambda texts: texts("press.print-back", **said))

    @override
    def told_again(self) -> Message:
        said = {"source": self._printed.source, "period": self._printed.period}
        return Message("done", lambda texts: texts("press.print-removed", **said))
