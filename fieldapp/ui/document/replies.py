"""What a person replies to a finding: that it is right, and why, or that a suggestion is to be put in."""

from typing_extensions import override

from fieldapp.core.checks.answers import WarningAnswer, answer_warning_with
from fieldapp.core.checks.finding import Finding, Suggestion
from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import parse
from fieldapp.core.report import Standing
from fieldapp.core.sheet import Cell, Content, SheetKey
from fieldapp.store.store import Store
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.step_command import StepCommand
from fieldapp.ui.kit.notice import Message


class AnswerCommand(StepCommand):
    """An answer that was given, in the place of the one that was seen, if there was one."""

    def __init__(
        self, store: Store, key: SheetKey, answer: WarningAnswer, seen: WarningAnswer | None
    ) -> None:
        super().__init__()
        none = WarningAnswer(answer.rule, answer.cells, "", "")
        self._key, self._answer, self._before = key, answer, seen or none
        self.back_to = self.forth_to = key
        self.make_again(store)

    @override
    def take_back(self, store: Store) -> None:
        store.put_answer(self._key, self._before, seen=self._answer)

    @override
    def make_again(self, store: Store) -> None:
        store.put_answer(self._key, self._answer, seen=self._before)

    @override
    def told_back(self, standing: Standing) -> Message:
        return Message("done", lambda texts: texts("suggestions.answer-undone"))

    @override
    def told_again(self) -> Message:
        return Message("done", lambda texts: texts("suggestions.answer-kept"))


class FlagCommand(StepCommand):
    """A cell that was flagged for follow-up, or its flag taken off. `seen`: the words of the flag before."""

    def __init__(self, store: Store, key: SheetKey, cell: Cell, why: str, seen: str) -> None:
        super().__init__()
        self._key, self._cell, self._why, self._before = key, cell, why, seen
        self.make_again(store)

    @override
    def take_back(self, store: Store) -> None:
        self._put(store, self._before, self._why)

    @override
    def make_again(self, store: Store) -> None:
        self._put(store, self._why, self._before)

    def _put(self, store: Store, why: str, seen: str) -> None:
        if why:
            store.flag(self._key, self._cell, why, seen=seen)
        else:
            store.take_flag_off(self._key, self._cell, seen=seen)

    @override
    def told_back(self, standing: Standing) -> Message:
        return Message("done", lambda texts: texts("checks.flag-undone"))

    @override
    def told_again(self) -> Message:
        key = "checks.flag-kept" if self._why else "checks.flag-taken-off"
        return Message("done", lambda texts: texts(key))


def flag(document: Document, key: SheetKey, cell: Cell, why: str, seen: str | None = None) -> bool:
    """Flag a cell of any sheet for follow-up, undoable; an empty text takes the flag off. `seen`: what
    its flag said where it was shown; None: as the open sheet has it. Whether the file says so by now."""
    if not document.has_file():
        return False
    document.settle()
    said, shown = " ".join(why.split()), document.flag_at(cell) if seen is None else seen
    try:
        if said != _flag_on(document.store, key, cell):
            document.step(lambda: FlagCommand(document.store, key, cell, said, shown))
    except FieldAppError as error:
        document.refused.emit(error)
        return False
    return True


def answer(document: Document, finding: Finding, why: str) -> None:
    """Keep why a warning is right, undoable; an empty text takes the answer away."""
    if not document.may_change():
        return
    document.settle()
    try:
        given = answer_warning_with(finding, document.sheet, why)
        if given.why != finding.answer:
            seen = document.answer_to(finding)
            document.step(lambda: AnswerCommand(document.store, document.key, given, seen))
    except FieldAppError as error:
        document.refused.emit(error)


def put_in(document: Document, suggestion: Suggestion, why: str) -> None:
    """Enter what was suggested, as one undoable step whose reason the history tells."""
    wanted: dict[Cell, Content | None] = {}
    for change in suggestion.cells:
        unit = document.programme.indicator(change.cell.indicator).unit
        wanted[change.cell] = parse(change.after, unit, decimal_mark=".")
    document.push(make_edits(document.sheet, wanted), wanted, why)


def _flag_on(store: Store, key: SheetKey, cell: Cell) -> str:
    return next((one.why for one in store.follow_ups(key) if one.cell == cell), "")
