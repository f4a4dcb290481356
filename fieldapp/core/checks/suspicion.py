"""Known mistakes that would make the figures of a sheet much likelier if they were undone, with their scores.

A score is the natural logarithm of how much likelier (docs/rules.md). No figure is suspected for being far
from usual, only where a known mistake explains it.
"""

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

from fieldapp.core.checks.lines import repetitions, shifts, swapped_columns
from fieldapp.core.checks.scene import Scene, Suspicion
from fieldapp.core.definition.checking import Checking
from fieldapp.core.numbers import Value
from fieldapp.core.sheet import Cell

FACTORS = {10: "tenfold", 100: "hundredfold", 10_000: "square-metres"}
OF_LINES = ("same-as-earlier", "rows-shifted", "columns-swapped")
"""Codes of suspicions that speak of whole lines."""


def suspicions(scene: Scene) -> Iterator[Suspicion]:
    """All of them, also such as are not worth a word."""
    for search in SEARCHES:
        yield from search(scene)


def worth_a_word(found: Iterable[Suspicion], checking: Checking) -> tuple[Suspicion, ...]:
    """Those that reach their limit: whole lines first, then the strongest; of several that speak of one cell
    only the first."""
    kept: list[Suspicion] = []
    taken: set[Cell] = set()
    spoken = [one for one in found if one.code not in checking.off]
    reached = [one for one in spoken if one.score >= checking.limit(one.limit)]
    for one in sorted(reached, key=lambda one: (one.code not in OF_LINES, -one.score)):
        if taken.isdisjoint(one.cells):
            kept.append(one)
            taken.update(one.cells)
    return tuple(kept)


def _numbers(scene: Scene) -> Iterator[Suspicion]:
    for district in filter(scene.memory.knows, scene.sheet.districts):
        for key in scene.columns:
            value = scene.sheet.value(district, key)
            if value is not None and value > 0 and Cell(district, key) not in scene.sheet.unread:
                yield from _number(scene, Cell(district, key), value)


def _number(scene: Scene, cell: Cell, value: Value) -> Iterator[Suspicion]:
    """A nought or two too many; of an area also square metres taken for hectares."""
    is_area = cell.indicator in scene.areas
    factors = [factor for factor in FACTORS if not value % factor and (is_area or factor < 10_000)]
    if not factors:
        return
    law = scene.law(cell)
    seen, best = law.log_p(value), None
    for factor in factors:
        score = law.log_p(value // factor) - seen
        if is_area:
            zeros = len(str(factor)) - 1
            score += scene.prediction.log_rounder(cell.indicator, value, zeros) - math.log(factor)
        if best is None or score > best.score:
            limit = f"number-unlikely-{'area' if is_area else 'count'}"
            likelier = {cell: value // factor}
            best = Suspicion("number-unlikely", FACTORS[factor], limit, score, (cell,), likelier)
    if best is not None:
        yield best


def _pairs(scene: Scene) -> Iterator[Suspicion]:
    """Two counts of a row that have a sum of their own, at the level of the week."""
    for one, other in scene.pairs:
        for district in scene.rows:
            here, there = Cell(district, one), Cell(district, other)
            changes = {here: scene.value(there), there: scene.value(here)}
            if scene.value(here) != scene.value(there):
                laws = [(scene.law(cell), cell) for cell in changes]
                gains = [law.log_p(changes[cell]) - law.log_p(scene.value(cell)) for law, cell in laws]
                code = "ap-at-swapped"
                yield Suspicion(code, code, code, sum(gains), (here, there), changes)


def _neighbours(scene: Scene) -> Iterator[Suspicion]:
    for upper, lower in pairwise(scene.rows):
        changes: dict[Cell, Value] = {}
        for key in scene.columns:
            here, there = Cell(upper, key), Cell(lower, key)
            if scene.value(here) != scene.value(there):
                changes |= {here: scene.value(there), there: scene.value(here)}
        if changes:
            code = "neighbours-swapped"
            yield Suspicion(code, code, code, scene.gain(changes), tuple(changes), changes)


def _empty(scene: Scene) -> Iterator[Suspicion]:
    """Noughts where something was to be expected."""
    for district in scene.rows:
        counts = tuple(Cell(district, key) for key in scene.counts)
        areas = tuple(Cell(district, key) for key in scene.areas)
        has_items, has_area = any(map(scene.value, counts)), any(map(scene.value, areas))
        if has_items and has_area:
            continue
        if has_items:
            missing, code = areas, "items-without-area"
        elif has_area:
            missing, code = counts, "area-without-items"
        else:
            missing, code = (*counts, *areas), "district-silent"
        if not missing:
            continue  # a programme may count without an area
        likely = sum(scene.law(cell).log_p(0) for cell in missing)
        if code == "district-silent":
            likely = _log_silence(scene, district, likely)
        yield Suspicion(code, code, code, -likely, missing)


def _log_silence(scene: Scene, district: str, likely: float) -> float:
    """How likely noughts are: as a rest that the district takes now and then, more so in a week in which many
    rest; or as what a week of work comes to where it is always little."""
    others = [
        other
        for other, habit in scene.prediction.habits.items()
        if habit.works and other != district and other in scene.sheet.districts
    ]
    expected = sum(math.exp(scene.prediction.log_silent(other)) for other in others)
    resting = sum(other not in scene.working for other in others)
    rest = math.exp(scene.prediction.log_silent(district)) * (resting + 1) / (expected + 1)
    return math.log(min(1.0, rest + math.exp(likely)))


SEARCHES = (_numbers, _pairs, swapped_columns, shifts, _neighbours, repetitions, _empty)
