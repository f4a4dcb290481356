"""Whole lines in the wrong place: columns exchanged, rows moved, the figures of an earlier week."""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations
from operator import add, sub

from fieldapp.core.checks.memory import Week
from fieldapp.core.checks.prediction import CountLaw
from fieldapp.core.checks.scene import FEWEST_ROWS, Scene, Suspicion
from fieldapp.core.numbers import Value
from fieldapp.core.sheet import Cell

LEVEL = 0.9
"""How far the columns of a week go up and down together, as the deviation of a logarithm."""


def swapped_columns(scene: Scene) -> Iterator[Suspicion]:
    """Two columns of counts, each set against its own law at the level of this week: without that the ups and
    downs of the whole country would drown everything. The row that says most is left out: one wrong number is
    no wrong column."""
    if len(scene.rows) < FEWEST_ROWS:
        return
    fit = {(key, law): _fit(scene, key, law) for key in scene.counts for law in scene.counts}
    for one, other in combinations(scene.counts, 2):
        exchanged = map(add, fit[one, other], fit[other, one])
        gains = list(map(sub, exchanged, map(add, fit[one, one], fit[other, other])))
        score = sum(gains) - max(gains)
        changes: dict[Cell, Value] = {}
        for district in scene.rows:
            here, there = Cell(district, one), Cell(district, other)
            if scene.value(here) != scene.value(there):
                changes |= {here: scene.value(there), there: scene.value(here)}
        if changes:
            limit = "columns-swapped" if (one, other) not in scene.pairs else "columns-swapped-pair"
            yield Suspicion("columns-swapped", "columns-swapped", limit, score, tuple(changes), changes)


def _fit(scene: Scene, key: str, of: str) -> list[float]:
    """How likely each figure of one column is by the laws of another, at the level that the column has by
    them; how likely that level is is shared among the rows."""
    laws = [scene.prediction.laws[Cell(district, of)] for district in scene.rows]
    values = [scene.value(Cell(district, key)) for district in scene.rows]
    level = (float(sum(values)) + 2) / (sum(law.mean for law in laws) + 2)
    of_level = -0.5 * (math.log(level) / LEVEL) ** 2 / len(laws)
    return [
        of_level + CountLaw(law.mean * level, law.shape).log_p(value)
        for law, value in zip(laws, values, strict=True)
        if isinstance(law, CountLaw)
    ]


def shifts(scene: Scene) -> Iterator[Suspicion]:
    """Figures that stand one row too low or too high from some row on, in all columns or in one."""
    rows = scene.rows
    if len(rows) < FEWEST_ROWS:
        return
    for keys in (scene.columns, *((key,) for key in scene.columns)):
        limit = "rows-shifted" if keys == scene.columns else "rows-shifted-column"
        found = [*_downs(scene, keys), *_ups(scene, keys)]
        if found:
            gain, changes, lost = max(found, key=lambda one: one[0])
            cells = tuple(
                cell
                for district in rows
                for cell in (Cell(district, k) for k in keys)
                if cell in changes or cell in lost
            )
            yield Suspicion("rows-shifted", "rows-shifted", limit, gain - math.log(len(rows)), cells, changes)


Shift = tuple[float, dict[Cell, Value], frozenset[Cell]]


def _downs(scene: Scene, keys: Sequence[str]) -> Iterator[Shift]:
    """Row a was typed twice: x_a = x_{a+1}; from there on each row says what the one above it should. Those
    of the last row are lost."""
    rows = scene.rows
    changes: dict[Cell, Value] = {}
    lost = frozenset(Cell(rows[-1], key) for key in keys)
    gain = -sum(scene.log_p(cell, scene.value(cell)) for cell in lost)
    for place in range(len(rows) - 2, -1, -1):
        here, below = ([Cell(rows[at], key) for key in keys] for at in (place, place + 1))
        told = {cell: scene.value(under) for cell, under in zip(here, below, strict=True)}
        gain += scene.gain(told)
        changes |= {cell: value for cell, value in told.items() if value != scene.value(cell)}
        is_twice = all(value == scene.value(cell) for cell, value in told.items())
        if is_twice and changes and place < len(rows) - 2 and any(told.values()):
            yield gain, dict(changes), lost


def _ups(scene: Scene, keys: Sequence[str]) -> Iterator[Shift]:
    """Row a was left out: from there on each row says what the one below it should, and the last says 0."""
    rows, gain = scene.rows, 0.0
    if any(scene.value(Cell(rows[-1], key)) for key in keys):
        return
    changes: dict[Cell, Value] = {}
    for place in range(len(rows) - 2, -1, -1):
        here, below = ([Cell(rows[at], key) for key in keys] for at in (place, place + 1))
        told = {under: scene.value(cell) for cell, under in zip(here, below, strict=True)}
        gain += scene.gain(told)
        changes |= {cell: value for cell, value in told.items() if value != scene.value(cell)}
        if place < len(rows) - 2 and changes:
            left_out = frozenset(here)
            yield gain - sum(scene.log_p(cell, scene.value(cell)) for cell in here), dict(changes), left_out


def repetitions(scene: Scene) -> Iterator[Suspicion]:
    """A row, a column or a sheet that says what an earlier week said, in all rows with work in both. In a
    column noughts tell nothing: in a week of little they come together."""
    best: dict[str, Suspicion] = {}
    for back, other in enumerate(reversed(scene.memory.weeks), start=1):
        for name, cells in _repeated(scene, other):
            telling = [cell for cell in cells if scene.value(cell) or name not in scene.columns]
            score = -sum(scene.log_p(cell, scene.value(cell)) for cell in telling) - 1 - math.log(back)
            if name not in best or score > best[name].score:
                code = "same-as-earlier"
                best[name] = Suspicion(code, code, code, score, cells, {}, other.period)
    yield from best.values()


def _repeated(scene: Scene, other: Week) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """The lines that two weeks share, by name; of a sheet that is the same as a whole only the whole."""
    pairs = [
        (row, scene.lines[row], other.rows[row])
        for row in scene.rows
        if row in scene.working and row in other.rows
    ]
    columns, rows = scene.columns, [row for row, *_ in pairs]
    equal = [row for row, one, two in pairs if one.items() <= two.items()]
    if len(rows) > 1 and len(equal) == len(rows):
        yield "", tuple(Cell(district, key) for district in rows for key in columns)
        return
    for key in columns if len(rows) >= FEWEST_ROWS else ():
        if all(one[key] == two.get(key) for _, one, two in pairs):
            yield key, tuple(Cell(district, key) for district in rows)
    for district in equal:
        yield f"{district} ", tuple(Cell(district, key) for key in columns)
