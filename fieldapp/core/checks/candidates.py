"""What may have happened where control totals do not agree: every slip that leads to what is seen.

One wrong cell has exactly one possible right figure, what is seen less the difference, so every cell is tried
and nothing is searched. Where the total was rounded, those within its rounding are tried that one slip of the
hand may turn into what is seen.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Protocol

from fieldapp.core.checks.shifts import shifted_columns
from fieldapp.core.checks.slips import rights_within, slip_between
from fieldapp.core.checks.totals import ControlTotal, ControlTotals, step_of
from fieldapp.core.numbers import Unit, Value
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, Cell, RowState, Sheet

LEAST = -20.0
"""The score below which nothing is suggested."""

MOST_TRIED = 60
"""Where more figures fit the rounding of one total, a difference is too small to tell anything."""

WEEKS_BACK = 8
"""Weeks in which the figures of a row are looked for."""

Rows = Mapping[str, Mapping[str, Value]]
"""The reported figures of a week, by district and column."""


class Likelihood(Protocol):
    """What is known of the figures of a sheet."""

    def log_p(self, cell: Cell, value: Value) -> float:
        """How likely a figure is in a cell; raises KeyError for a cell of which nothing is known."""
        ...

    def log_silent(self, district: str) -> float:
        """How likely it is that nothing is reported of a district."""
        ...


@dataclass(frozen=True)
class Candidate:
    """A repair. `is_crossing`: the only cell that a row and a column point at."""

    kind: str
    after: Mapping[Cell, Value]
    score: float
    explains: frozenset[Cell] = frozenset()
    is_crossing: bool = False


@dataclass(frozen=True)
class Workbench:
    """A sheet with its differing totals, and what is known of it."""

    sheet: Sheet
    programme: Programme
    totals: ControlTotals
    law: Likelihood | None
    latest: Sequence[Rows]
    over: Mapping[str, Value] = field(init=False)
    _seen_p: dict[Cell, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """`over`: by how much each column with a control total exceeds it."""
        columns = {one.cell.indicator: one.over for one in self.totals.all if one.cell.district == CONTROL}
        object.__setattr__(self, "over", columns)

    def seen(self, cell: Cell) -> Value | None:
        return self.sheet.number(cell)

    def is_blank(self, district: str) -> bool:
        return len(self.sheet.missing(district)) == len(self.sheet.indicators)

    def log_p(self, cell: Cell, value: Value | None) -> float:
        """Flat where nothing is known; a figure below zero is none."""
        if value is not None and value < 0:
            return LEAST
        try:
            return self.law.log_p(cell, value or 0) if self.law else 0.0
        except KeyError:
            return 0.0

    def gain(self, after: Mapping[Cell, Value]) -> float:
        """How much likelier figures are than those that are seen."""
        known, gained = self._seen_p, 0.0
        for cell, value in after.items():
            if cell not in known:
                known[cell] = self.log_p(cell, self.seen(cell))
            gained += self.log_p(cell, value) - known[cell]
        return gained

    def right_for(self, key: str, seen: Value) -> Value:
        """The one figure in the place of what is seen with which a column agrees; itself, where it does."""
        total = self.totals.column(key)
        return total.right_for(seen) if total else seen

    def unit(self, cell: Cell) -> Unit:
        return self.programme.units[cell.indicator]


def narrow(bench: Workbench) -> Iterator[Candidate]:
    """What is wrong in one column."""
    vague = set()
    for total in bench.totals.differing():
        tried = {cell: _rights(bench, total, cell) for cell in total.of if not bench.is_blank(cell.district)}
        if sum(map(len, tried.values())) > MOST_TRIED:
            tried = {cell: _crossing_rights(bench, total, cell) for cell in tried}
            vague.add(total.cell.indicator)
        yield from _one_cell(bench, total, tried)
    differing = [key for key in bench.sheet.indicators if bench.over.get(key) and key not in vague]
    yield from _shifts(bench, [(key,) for key in differing])


def wide(bench: Workbench) -> Iterator[Candidate]:
    """What is wrong in several."""
    yield from _pairs(bench)
    yield from _swapped_columns(bench)
    yield from _rows(bench)
    known = tuple(key for key in bench.sheet.indicators if key in bench.over)
    yield from _shifts(bench, [known] if len(known) > 1 else [])
    yield from _neighbours(bench)


def _one_cell(
    bench: Workbench, total: ControlTotal, tried: Mapping[Cell, Collection[int]]
) -> Iterator[Candidate]:
    """Every cell of a total that differs, if a slip of the hand leads from its right figure to it."""
    for cell, rights in tried.items():
        for right in rights:
            if right != bench.seen(cell) and right >= 0:
                yield from _slip(bench, total, cell, right)


def _rights(bench: Workbench, total: ControlTotal, cell: Cell) -> set[int]:
    """What a cell may have to say for a total to agree. Of one that was rounded it is what a slip leads from,
    within the rounding, and no finer than the other figures."""
    seen = bench.seen(cell)
    if total.step == 1 or cell in bench.sheet.unread or not seen or not isinstance(seen, int):
        right = total.right_for(seen or 0)
        return {right} if isinstance(right, int) else set()
    others = [value for one, value in zip(total.of, total.seen, strict=True) if value and one != cell]
    last = min((step_of(value, total.unit) for value in others), default=1)
    slips = rights_within(seen, *total.right_within(seen))
    return {one for one in slips if not one % last} | _crossing_rights(bench, total, cell)


def _crossing_rights(bench: Workbench, total: ControlTotal, cell: Cell) -> set[int]:
    """What the other totals of a cell that differ say that it has to be."""
    others = [other for other in bench.totals.of(cell) if other.over and other != total]
    rights = {other.right_for(bench.seen(cell) or 0) for other in others}
    return {right for right in rights if isinstance(right, int)}


def _slip(bench: Workbench, total: ControlTotal, cell: Cell, right: int) -> Iterator[Candidate]:
    is_unread = cell in bench.sheet.unread
    slip = ("left-out", 0.0) if is_unread else slip_between(right, bench.seen(cell), bench.unit(cell))
    steps = {cell: right - (bench.seen(cell) or 0)}
    others = [other for other in bench.totals.of(cell) if other.over and other != total]
    is_crossing = any(not other.over_after(steps) for other in others)
    if slip is not None:
        after = {cell: right}
        yield Candidate(slip[0], after, slip[1] + bench.gain(after), is_crossing=is_crossing)
    elif is_crossing:
        yield Candidate("other-number", {cell: right}, LEAST, is_crossing=True)


def _pairs(bench: Workbench) -> Iterator[Candidate]:
    """Two counts of a row, typed the one for the other."""
    counts = [key for key in bench.sheet.indicators if bench.programme.indicator(key).unit is Unit.COUNT]
    mines = next((set(one.of) for one in bench.programme.sums if one.key == "mines"), set())
    for place, a in enumerate(counts):
        for b in counts[place + 1 :]:
            differs = bench.over.get(a) or -(bench.over.get(b) or 0)
            for district in bench.sheet.districts if differs else ():
                one, other = Cell(district, a), Cell(district, b)
                x, y = bench.seen(one), bench.seen(other)
                if x is None or y is None or x - y != differs:
                    continue
                kind, prior = ("ap-at-swapped", -0.7) if {a, b} == mines else ("pair-swapped", -2.7)
                after = {one: y, other: x}
                yield Candidate(kind, after, prior + bench.gain(after))


def _swapped_columns(bench: Workbench) -> Iterator[Candidate]:
    sheet, totals = bench.sheet, bench.totals
    differing = [key for key in sheet.indicators if bench.over.get(key)]
    for place, a in enumerate(differing):
        for b in differing[place + 1 :]:
            of_a, of_b = totals.column(a), totals.column(b)
            if of_a is None or of_b is None or of_a.unit is not of_b.unit:
                continue
            if sheet.total(a) != of_b.typed or sheet.total(b) != of_a.typed:
                continue
            after: dict[Cell, Value] = {}
            for district in sheet.districts:
                x, y = sheet.value(district, a), sheet.value(district, b)
                if x is not None and y is not None and x != y:
                    after |= {Cell(district, a): y, Cell(district, b): x}
            yield Candidate("columns-swapped", after, 3.0)


def _rows(bench: Workbench) -> Iterator[Candidate]:
    """A row that was left out, or that holds the figures of an earlier week."""
    keys = bench.sheet.indicators
    if not all(key in bench.over for key in keys):
        return
    is_told = bench.law is not None or sum(map(bool, bench.over.values())) > 1
    # of rows that are as likely, one that nobody has said anything of comes before one that somebody marked
    for district in sorted(bench.sheet.districts, key=bench.sheet.has_no_operations):
        seen = [bench.sheet.value(district, key) for key in keys]
        cells = [Cell(district, key) for key in keys]
        right = {cell: bench.right_for(cell.indicator, bench.seen(cell) or 0) for cell in cells}
        if not any(right.values()):
            continue
        if not any(seen):
            if not is_told or (None in seen and seen.count(None) < len(seen)):
                continue
            silent = bench.law.log_silent(district) if bench.law else 0.0
            found = sum(bench.log_p(cell, value) for cell, value in right.items())
            score = -2.5 - silent + found + (0.0 if None in seen else 1.6)
            after = right if None in seen else _changed(bench, right)
            yield Candidate("row-left-out", after, score)
        elif any(_row(week, district, keys) == seen for week in bench.latest[-WEEKS_BACK:]):
            after = _changed(bench, right)
            yield Candidate("row-of-earlier-week", after, bench.gain(after))


def _changed(bench: Workbench, after: Mapping[Cell, Value]) -> dict[Cell, Value]:
    return {cell: value for cell, value in after.items() if value != bench.seen(cell)}


def _row(week: Rows, district: str, keys: Sequence[str]) -> list[Value | None]:
    figures = week.get(district, {})
    return [figures.get(key) for key in keys]


def _shifts(bench: Workbench, lines: Iterable[tuple[str, ...]]) -> Iterator[Candidate]:
    """Columns that stand a row too low or too high from some row on, each of `lines` together."""
    sheet = bench.sheet
    rows = [district for district in sheet.districts if sheet.state(district) is RowState.REPORTED]
    for keys in lines:
        cells = {key: [Cell(district, key) for district in rows] for key in keys}
        columns = {key: [sheet.number(cell) or 0 for cell in cells[key]] for key in keys}
        for moved in shifted_columns(columns, {key: partial(bench.right_for, key) for key in keys}):
            after = {
                cell: value
                for key, values in moved.items()
                for cell, value, seen in zip(cells[key], values, columns[key], strict=True)
                if value != seen
            }
            yield Candidate("rows-shifted", after, -2.5 + bench.gain(after))


def _neighbours(bench: Workbench) -> Iterator[Candidate]:
    """Two rows that were typed the one for the other; only totals of rows can see it."""
    sheet = bench.sheet
    wrong = {total.cell.district for total in bench.totals.differing()} - {CONTROL}
    rows = [district for district in sheet.districts if sheet.state(district) is RowState.REPORTED]
    for one, other in pairwise(rows):
        if one in wrong and other in wrong:
            after: dict[Cell, Value] = {}
            for key in sheet.indicators:
                x, y = sheet.value(one, key) or 0, sheet.value(other, key) or 0
                after |= {Cell(one, key): y, Cell(other, key): x}
            after = _changed(bench, after)
            yield Candidate("neighbours-swapped", after, bench.gain(after))
