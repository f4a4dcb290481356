"""The smallest repair of control totals that do not agree: which one slip explains all of them.

One wrong cell has exactly one possible right figure, what is seen less the difference, so every cell is tried
and nothing is searched. Candidates are ranked by how often such a slip happens and by how much likelier the
repaired figures are than those that are seen.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Protocol

from fieldapp.core.checks.finding import Replacement, Suggestion
from fieldapp.core.checks.shifts import shifted_columns
from fieldapp.core.checks.slips import slip_between
from fieldapp.core.checks.totals import ControlTotal, ControlTotals, control_totals, named_in
from fieldapp.core.numbers import Unit, Value, retypable
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, Cell, RowState, Sheet

MOST_SHOWN = 3
LEAST = -20.0
"""The score below which nothing is suggested."""

LEAST_SHARE = 0.31
"""How likely the best must be among all that fit, where anything is known of the figures: below it, right
cells are accused too often (tests/benchmarks/repairs.py)."""

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
class _Candidate:
    """A repair. `is_crossing`: the only cell that a row and a column point at."""

    kind: str
    after: Mapping[Cell, Value]
    score: float
    explains: frozenset[Cell] = frozenset()
    is_crossing: bool = False


@dataclass(frozen=True)
class _Bench:
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

    def unit(self, cell: Cell) -> Unit:
        return self.programme.units[cell.indicator]


def repairs(
    sheet: Sheet,
    programme: Programme,
    law: Likelihood | None = None,
    latest: Sequence[Rows] = (),
    *,
    totals: ControlTotals | None = None,
    least_share: float = LEAST_SHARE,
) -> dict[Cell, tuple[Suggestion, ...]]:
    """What may be suggested for each control total that differs, by its cell; best first. Where no single
    repair explains all of them, each has those that explain it and break no other. `latest`: the weeks
    before, the newest last; `totals`: those of the sheet, where they are at hand."""
    totals = totals or control_totals(sheet, programme)
    differing = frozenset(total.cell for total in totals.differing())
    if not differing:
        return {}
    bench = _Bench(sheet, programme, totals, law, latest)
    kept = _distinct(_fitting(bench, _wide(bench)))
    is_wide = sum(cell.district == CONTROL for cell in differing) > 1
    if not is_wide:
        kept = _distinct((*_fitting(bench, _narrow(bench)), *kept))
    needed = 0.0 if law is None else least_share
    shown = _best([one for one in kept if one.explains == differing], needed)
    if shown:
        return dict.fromkeys(differing, tuple(_suggestion(bench, one) for one in shown))
    if is_wide:
        kept = _distinct((*_fitting(bench, _narrow(bench)), *kept))
    parts = {cell: _best([one for one in kept if cell in one.explains], needed) for cell in differing}
    return {cell: tuple(_suggestion(bench, one) for one in found) for cell, found in parts.items() if found}


def _best(found: Iterable[_Candidate], least_share: float) -> list[_Candidate]:
    ranked = sorted(found, key=lambda one: (not one.is_crossing, -len(one.explains), -one.score))
    if not ranked or ranked[0].is_crossing:
        return ranked[:MOST_SHOWN]
    best = ranked[0].score
    share = 1 / sum(math.exp(min(one.score - best, 0)) for one in ranked)
    if best < LEAST or share < least_share:
        return []
    return [one for one in ranked if one.score >= LEAST][:MOST_SHOWN]


def _narrow(bench: _Bench) -> Iterator[_Candidate]:
    """What is wrong in one column."""
    yield from _one_cell(bench)
    yield from _shifts(bench, [(key,) for key in bench.sheet.indicators if bench.over.get(key)])


def _wide(bench: _Bench) -> Iterator[_Candidate]:
    """What is wrong in several."""
    yield from _pairs(bench)
    yield from _swapped_columns(bench)
    yield from _rows(bench)
    known = tuple(key for key in bench.sheet.indicators if key in bench.over)
    yield from _shifts(bench, [known] if len(known) > 1 else [])
    yield from _neighbours(bench)


def _fitting(bench: _Bench, candidates: Iterable[_Candidate]) -> Iterator[_Candidate]:
    """Those that make a total agree and break none. Where a text in it is no number, that is to blame."""
    for one in candidates:
        if not all(isinstance(value, int) and value >= 0 for value in one.after.values()):
            continue
        explains = bench.totals.explained_by(
            {cell: value - (bench.seen(cell) or 0) for cell, value in one.after.items()}
        )
        if explains and bench.sheet.unread.keys() & bench.totals.parts(explains) <= one.after.keys():
            yield replace(one, explains=explains)


def _distinct(found: Iterable[_Candidate]) -> list[_Candidate]:
    """Of repairs that come to the same, the best."""
    best: dict[frozenset[tuple[Cell, Value]], _Candidate] = {}
    for one in found:
        key = frozenset(one.after.items())
        if key not in best or (one.is_crossing, one.score) > (best[key].is_crossing, best[key].score):
            best[key] = one
    return list(best.values())


def _suggestion(bench: _Bench, one: _Candidate) -> Suggestion:
    changes = []
    order = {key: place for place, key in enumerate(bench.sheet.districts)}
    columns = {key: place for place, key in enumerate(bench.sheet.indicators)}
    for cell in sorted(one.after, key=lambda cell: (order[cell.district], columns[cell.indicator])):
        seen, unit = bench.seen(cell), bench.unit(cell)
        before = None if seen is None else retypable(seen, unit)
        changes.append(Replacement(cell, before, retypable(one.after[cell], unit)))
    return Suggestion(one.kind, tuple(changes), *named_in(bench.sheet, one.explains))


def _one_cell(bench: _Bench) -> Iterator[_Candidate]:
    """Every cell of every total that differs, if a slip of the hand leads from its right figure to it."""
    for total in bench.totals.differing():
        for cell in total.of:
            if len(bench.sheet.missing(cell.district)) == len(bench.sheet.indicators):
                continue
            seen, right = bench.seen(cell), (bench.seen(cell) or 0) - total.over
            if right == seen or right < 0 or not isinstance(right, int):
                continue
            yield from _slip(bench, total, cell, right)


def _slip(bench: _Bench, total: ControlTotal, cell: Cell, right: int) -> Iterator[_Candidate]:
    is_unread = cell in bench.sheet.unread
    slip = ("left-out", 0.0) if is_unread else slip_between(right, bench.seen(cell), bench.unit(cell))
    is_crossing = any(other != total and other.over == total.over for other in bench.totals.of(cell))
    if slip is not None:
        after = {cell: right}
        yield _Candidate(slip[0], after, slip[1] + bench.gain(after), is_crossing=is_crossing)
    elif is_crossing:
        yield _Candidate("other-number", {cell: right}, LEAST, is_crossing=True)


def _pairs(bench: _Bench) -> Iterator[_Candidate]:
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
                yield _Candidate(kind, after, prior + bench.gain(after))


def _swapped_columns(bench: _Bench) -> Iterator[_Candidate]:
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
            yield _Candidate("columns-swapped", after, 3.0)


def _rows(bench: _Bench) -> Iterator[_Candidate]:
    """A row that was left out, or that holds the figures of an earlier week."""
    keys = bench.sheet.indicators
    if not all(key in bench.over for key in keys):
        return
    is_told = bench.law is not None or sum(map(bool, bench.over.values())) > 1
    # of rows that are as likely, one that nobody has said anything of comes before one that somebody marked
    for district in sorted(bench.sheet.districts, key=bench.sheet.has_no_operations):
        seen = [bench.sheet.value(district, key) for key in keys]
        cells = [Cell(district, key) for key in keys]
        right: dict[Cell, Value] = {
            cell: (value or 0) - bench.over[cell.indicator] for cell, value in zip(cells, seen, strict=True)
        }
        if not any(right.values()):
            continue
        if not any(seen):
            if not is_told or (None in seen and seen.count(None) < len(seen)):
                continue
            silent = bench.law.log_silent(district) if bench.law else 0.0
            found = sum(bench.log_p(cell, value) for cell, value in right.items())
            score = -2.5 - silent + found + (0.0 if None in seen else 1.6)
            after = right if None in seen else _changed(bench, right)
            yield _Candidate("row-left-out", after, score)
        elif any(_row(week, district, keys) == seen for week in bench.latest[-WEEKS_BACK:]):
            after = _changed(bench, right)
            yield _Candidate("row-of-earlier-week", after, bench.gain(after))


def _changed(bench: _Bench, after: Mapping[Cell, Value]) -> dict[Cell, Value]:
    return {cell: value for cell, value in after.items() if value != bench.seen(cell)}


def _row(week: Rows, district: str, keys: Sequence[str]) -> list[Value | None]:
    figures = week.get(district, {})
    return [figures.get(key) for key in keys]


def _shifts(bench: _Bench, lines: Iterable[tuple[str, ...]]) -> Iterator[_Candidate]:
    """Columns that stand a row too low or too high from some row on, each of `lines` together."""
    sheet = bench.sheet
    rows = [district for district in sheet.districts if sheet.state(district) is RowState.REPORTED]
    for keys in lines:
        cells = {key: [Cell(district, key) for district in rows] for key in keys}
        columns = {key: [sheet.number(cell) or 0 for cell in cells[key]] for key in keys}
        for moved in shifted_columns(columns, {key: bench.over[key] for key in keys}):
            after = {
                cell: value
                for key, values in moved.items()
                for cell, value, seen in zip(cells[key], values, columns[key], strict=True)
                if value != seen
            }
            yield _Candidate("rows-shifted", after, -2.5 + bench.gain(after))


def _neighbours(bench: _Bench) -> Iterator[_Candidate]:
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
            yield _Candidate("neighbours-swapped", after, bench.gain(after))
