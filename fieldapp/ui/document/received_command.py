"""What the undo stack holds of a receiving: which records were added by it, and how each stood before."""

from collections.abc import Mapping

from typing_extensions import override

from fieldapp.core.hq.choice import Decisions
from fieldapp.core.hq.plan import Plan
from fieldapp.core.records.record import RecordKind
from fieldapp.core.report import Standing
from fieldapp.store.hq.receiving import Received
from fieldapp.store.store import Store
from fieldapp.ui.document.step_command import StepCommand
from fieldapp.ui.kit.notice import Message


class ReceivedCommand(StepCommand):
    """Taken back, all that it added is set aside by rulings, and what it ruled is ruled as before; nothing is
    dropped. `why`: the reasons of the rulings, of taking it back and of making it again."""

    takes_a_while = True

    def __init__(self, plan: Plan, decisions: Decisions, done: Received, why: tuple[str, str]) -> None:
        super().__init__()
        self._messages: tuple[Message, Message] = _SILENT
        self._after, self._before = _rulings(plan, decisions, done)
        self._why = why

    @property
    def changes_anything(self) -> bool:
        """Whether anything of it can be taken back."""
        return self._after != self._before

    def say(self, again: Message, back: Message) -> None:
        """What is told of it when it was made, and when it was taken back."""
        self._messages = again, back

    @override
    def take_back(self, store: Store) -> None:
        decisions = Decisions(rulings=self._before, why=self._why[0])
        store.receive(decisions=decisions, tell=self.tell, seen=self._after)

    @override
    def make_again(self, store: Store) -> None:
        decisions = Decisions(rulings=self._after, why=self._why[1])
        store.receive(decisions=decisions, tell=self.tell, seen=self._before)

    @override
    def told_again(self) -> Message:
        return self._messages[0]

    @override
    def told_back(self, standing: Standing) -> Message:
        return self._messages[1]


_SILENT = (Message("plain", lambda texts: ""), Message("plain", lambda texts: ""))


def _rulings(
    plan: Plan, decisions: Decisions, done: Received
) -> tuple[Mapping[str, bool], Mapping[str, bool]]:
    """How each record that this touched is ruled since, and how it was before. A record that counts by no
    ruling is one that is set aside where it is not there."""
    after, before = dict(decisions.rulings), dict[str, bool]()
    for record in (*done.added, *decisions.made):
        if record.kind is RecordKind.SHEET and record.is_sent:
            after.setdefault(record.id, True)
            before[record.id] = False
    for one in decisions.rulings:
        before.setdefault(one, plan.before.is_taken(one))
    return after, before
