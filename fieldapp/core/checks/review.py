"""All sheets of a file looked at one by one: what is found in each, which cells are flagged, and what of it
is wanted."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from fieldapp.core.checks.answers import FollowUp, WarningAnswer, with_answers
from fieldapp.core.checks.case import USUAL_WEEKS, Surroundings
from fieldapp.core.checks.finding import Finding, Severity
from fieldapp.core.checks.memory import LATEST, memory_of
from fieldapp.core.checks.rules import check
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell, Sheet, SheetKey, numbers_by_cell

ERROR, WARNING, FLAGGED, ANSWERED = "error", "warning", "flagged", "answered"
ITEM_KINDS = (ERROR, WARNING, FLAGGED, ANSWERED)
FOLLOW_UP = "follow-up"
"""Stands where the others name their rule."""


@dataclass(frozen=True, slots=True)
class ToldSheet:
    """A sheet with what people said of it. `sheet` is None where it cannot be shown."""

    key: SheetKey
    sheet: Sheet | None
    answers: tuple[WarningAnswer, ...] = ()
    flags: tuple[FollowUp, ...] = ()
    has_content: bool = True


@dataclass(frozen=True, slots=True)
class Judged:
    """A sheet and what it is judged by: the latest `past` ones, oldest first, and `periods` of its office."""

    told: ToldSheet
    past: tuple[ToldSheet, ...]
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A finding, or a flag, of a sheet."""

    key: SheetKey
    finding: Finding | None = None
    flag: FollowUp | None = None

    @property
    def kind(self) -> str:
        """One of ITEM_KINDS: whether it is wrong, odd, to be looked at again, or answered."""
        if self.finding is None:
            return FLAGGED
        if self.finding.severity is Severity.ERROR:
            return ERROR
        return ANSWERED if self.finding.is_answered else WARNING

    @property
    def rule(self) -> str:
        """The code of its rule."""
        return FOLLOW_UP if self.finding is None else self.finding.code

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Where; none: the period itself."""
        if self.finding is not None:
            return self.finding.cells
        return () if self.flag is None else (self.flag.cell,)


@dataclass(frozen=True, slots=True)
class WantedItems:
    """What is to be shown; what is empty does not matter. `kind` empty: all that is not answered."""

    kind: str = ""
    rule: str = ""
    district: str = ""
    office: str = ""
    span: Period | None = None

    def admits(self, item: Item) -> bool:
        """Whether an item is wanted."""
        return (
            (item.kind == self.kind if self.kind else item.kind != ANSWERED)
            and self.rule in ("", item.rule)
            and self.office in ("", item.key.office)
            and (not self.district or any(cell.district == self.district for cell in item.cells))
            and (self.span is None or self.span.overlaps(item.key.period))
        )


def surroundings_of(
    past: Sequence[Sheet], periods: tuple[Period, ...], programme: Programme, today: date
) -> Surroundings:
    """What a sheet is checked against. `past`: the latest ones before it, oldest first."""
    return Surroundings(
        today, periods, numbers_by_cell(past[-USUAL_WEEKS:]), memory_of(past, programme.units)
    )


def judge_sheet(
    sheet: Sheet, programme: Programme, around: Surroundings, answers: Iterable[WarningAnswer]
) -> tuple[Finding, ...]:
    """What is wrong or odd in a sheet, and what of it was answered."""
    return with_answers(check(sheet, programme, around), sheet, answers)


def sheets_to_judge(told: Sequence[ToldSheet]) -> Iterator[Judged]:
    """The sheets of each office with what they are judged by, the newest first. Those without content are
    nobody's past."""
    by_office: dict[str, list[ToldSheet]] = {}
    for one in told:
        by_office.setdefault(one.key.office, []).append(one)
    for some in by_office.values():
        own = sorted(some, key=lambda one: one.key.period)
        full = [one for one in own if one.has_content]
        periods, starts = tuple(one.key.period for one in full), [one.key.period.start for one in full]
        for one in reversed(own):
            before = range(bisect_left(starts, one.key.period.start) - 1, -1, -1)
            earlier = (full[at] for at in before)
            ended = (other for other in earlier if other.key.period.end < one.key.period.start)
            yield Judged(one, tuple(islice(ended, LATEST))[::-1], periods)


def items_of(one: Judged, programme: Programme, today: date) -> tuple[Item, ...]:
    """What is found in a sheet, errors first, and then its flags."""
    told = one.told
    flags = tuple(Item(told.key, flag=flag) for flag in told.flags)
    if told.sheet is None or not told.has_content:
        return flags
    past = [other.sheet for other in one.past if other.sheet is not None]
    around = surroundings_of(past, one.periods, programme, today)
    found = judge_sheet(told.sheet, programme, around, told.answers)
    return (*(Item(told.key, finding) for finding in found), *flags)
