"""All sheets of a file looked at one by one: what is found in each, which cells are flagged, and what of it
is wanted."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, islice

from fieldapp.core.checks.answers import FollowUp, WarningAnswer, with_answers
from fieldapp.core.checks.case import USUAL_WEEKS, Surroundings
from fieldapp.core.checks.finding import Finding, Severity
from fieldapp.core.checks.memory import LATEST, Trace, memory_of_traces, trace_of
from fieldapp.core.checks.rules import check
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell, Sheet, SheetKey, numbers_by_cell

IN_DISPUTE, ERROR, WARNING, FLAGGED, ANSWERED = "disputed", "error", "warning", "flagged", "answered"
ITEM_KINDS = (IN_DISPUTE, ERROR, WARNING, FLAGGED, ANSWERED)
FOLLOW_UP = "follow-up"
"""Stands where the others name their rule."""

DISPUTES = ("in-dispute", "row-in-dispute")
"""The codes of findings that only headquarters have: of a cell, and of the mark of a row."""


@dataclass(frozen=True, slots=True)
class ToldSheet:
    """A sheet with what people said of it, and its mark when it was read. `sheet` is None where it cannot be
    shown."""

    key: SheetKey
    sheet: Sheet | None
    answers: tuple[WarningAnswer, ...] = ()
    flags: tuple[FollowUp, ...] = ()
    mark: str | None = None
    _trace: Trace | None = field(default=None, init=False, repr=False, compare=False)

    def trace(self, programme: Programme) -> Trace | None:
        """What the sheet leaves behind, worked out once; None where it cannot be shown."""
        if self._trace is None and self.sheet is not None:
            object.__setattr__(self, "_trace", trace_of(self.sheet, programme.units))
        return self._trace


@dataclass(frozen=True, slots=True)
class MarkedSheet:
    """A sheet by its key and by a `mark` that changes with all that is in it and is said of it; None where
    nobody can tell."""

    key: SheetKey
    mark: str | None
    has_content: bool = True


@dataclass(frozen=True, slots=True)
class Judging:
    """A sheet and all that it is judged by but for the programme: the latest sheets before it, oldest first,
    the periods of its office that share days with it and the last that ends before those, and today where its
    last day is to come. While these are the same, so is what is found."""

    sheet: MarkedSheet
    past: tuple[MarkedSheet, ...]
    periods: tuple[Period, ...]
    today: date | None


@dataclass(frozen=True, slots=True)
class Item:
    """A finding, or a flag, of a sheet."""

    key: SheetKey
    finding: Finding | None = None
    flag: FollowUp | None = None

    @property
    def kind(self) -> str:
        """One of ITEM_KINDS: whether it is in dispute, wrong, odd, to be looked at again, or answered."""
        if self.finding is None:
            return FLAGGED
        if self.finding.code in DISPUTES:
            return IN_DISPUTE
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
    past: Sequence[Sheet],
    periods: tuple[Period, ...],
    programme: Programme,
    today: date,
    traces: Sequence[Trace] | None = None,
) -> Surroundings:
    """What a sheet is checked against. `past`: the latest ones before it, oldest first; `traces`: what they
    leave behind, where that is at hand."""
    if traces is None:
        traces = [trace_of(one, programme.units) for one in past[-LATEST:]]
    return Surroundings(today, periods, numbers_by_cell(past[-USUAL_WEEKS:]), memory_of_traces(traces))


def judge_sheet(
    sheet: Sheet, programme: Programme, around: Surroundings, answers: Iterable[WarningAnswer]
) -> tuple[Finding, ...]:
    """What is wrong or odd in a sheet, and what of it was answered."""
    return with_answers(check(sheet, programme, around), sheet, answers)


def judgings_of(marked: Sequence[MarkedSheet], today: date) -> Iterator[Judging]:
    """The sheets of each office with what they are judged by, the newest first. Those without content are
    nobody's past."""
    by_office: dict[str, list[MarkedSheet]] = {}
    for one in marked:
        by_office.setdefault(one.key.office, []).append(one)
    for some in by_office.values():
        own = sorted(some, key=lambda one: one.key.period)
        full = [one for one in own if one.has_content]
        periods = [one.key.period for one in full]
        starts = [period.start for period in periods]
        longest = [*accumulate(periods, _longer)]
        for one in reversed(own):
            period = one.key.period
            place = bisect_left(starts, period.start)
            ended = (full[at] for at in reversed(range(place)) if periods[at].end < period.start)
            past = tuple(islice(ended, LATEST))[::-1]
            first = place
            while first and longest[first - 1].end >= period.start:
                first -= 1
            beside = periods[first : bisect_right(starts, period.end)]
            near = (*longest[max(first - 1, 0) : first], *beside)
            yield Judging(one, past, near, today if period.end > today else None)


def _longer(one: Period, other: Period) -> Period:
    return one if one.end >= other.end else other


def items_of(
    told: ToldSheet, past: Sequence[ToldSheet], judging: Judging, programme: Programme, today: date
) -> tuple[Item, ...]:
    """What is found in a sheet, errors first, and then its flags."""
    flags = tuple(Item(told.key, flag=flag) for flag in told.flags)
    if told.sheet is None or not judging.sheet.has_content:
        return flags
    shown = [other.sheet for other in past if other.sheet is not None]
    traces = [trace for other in past if (trace := other.trace(programme)) is not None]
    around = surroundings_of(shown, judging.periods, programme, today, traces)
    found = judge_sheet(told.sheet, programme, around, told.answers)
    return (*(Item(told.key, finding) for finding in found), *flags)
