"""What the scores of a sheet look at: its figures, and how likely each is."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from fieldapp.core.checks.memory import Figures, Memory
from fieldapp.core.checks.prediction import AreaLaw, CountLaw, Law, Prediction
from fieldapp.core.numbers import Unit, Value
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell, RowState, Sheet

SWING = 0.6
"""The variance of the logarithm of a week's level: how far the country goes up and down, the past aside."""

FEWEST_ROWS = 3
"""Below so many rows a column says nothing as a whole."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One known mistake. `kind`: what happened; `cells`: the wrong ones; `likelier`: what they would say.
    `limit`: the name of the limit that its score must reach. `earlier`: which week says the same."""

    code: str
    kind: str
    limit: str
    score: float
    cells: tuple[Cell, ...]
    likelier: Mapping[Cell, Value] = field(default_factory=dict)
    earlier: Period | None = None


@dataclass(frozen=True)
class Scene:
    """A sheet with what it may be expected to say. `figures`: of the reported rows of known districts,
    where their numbers are such as may be; `counts`, `areas`: the columns; `pairs`: the counts that
    have a sum of their own."""

    sheet: Sheet
    memory: Memory
    prediction: Prediction
    figures: Mapping[str, Figures]
    counts: tuple[str, ...]
    areas: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    _laws: dict[Cell, Law] = field(default_factory=dict, repr=False, compare=False)
    _columns: dict[str, "_Told"] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Counts, then areas."""
        return (*self.counts, *self.areas)

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """The districts with figures, in the order of the sheet."""
        return tuple(self.figures)

    @cached_property
    def lines(self) -> dict[str, Figures]:
        """The rows with figures, in the columns that are looked at and no other."""
        return {place: {key: row[key] for key in self.columns} for place, row in self.figures.items()}

    @cached_property
    def working(self) -> frozenset[str]:
        """The districts that say more than noughts."""
        return frozenset(district for district, row in self.figures.items() if any(row.values()))

    def value(self, cell: Cell) -> Value:
        """The number in a cell of a row with figures."""
        return self.figures[cell.district][cell.indicator]

    def law(self, cell: Cell) -> Law:
        """The law of a cell at the level of this week, as far as the other rows tell it."""
        found = self._laws.get(cell)
        if found is None:
            found = self._laws[cell] = _at_level(self, cell)
        return found

    def told(self, key: str) -> "_Told":
        """What the rows of a column say together."""
        if key not in self._columns:
            self._columns[key] = _column_told(self, key)
        return self._columns[key]

    def log_p(self, cell: Cell, value: Value) -> float:
        """How likely a figure is in a cell, whatever the others of the week say."""
        return self.prediction.log_p(cell, value)

    def gain(self, changes: Mapping[Cell, Value]) -> float:
        """How much likelier the figures are with these changes."""
        log_p = self.prediction.log_p
        return sum(log_p(cell, value) - log_p(cell, self.value(cell)) for cell, value in changes.items())


def scene_of(sheet: Sheet, programme: Programme, memory: Memory, prediction: Prediction) -> Scene:
    """What the scores look at."""
    columns = [item for item in programme.active if item.key in sheet.indicators]
    counts = tuple(item.key for item in columns if item.unit is Unit.COUNT)
    areas = tuple(item.key for item in columns if item.unit is Unit.HECTARE)
    pairs = [(one.of[0], one.of[1]) for one in programme.sums if len(one.of) == 2]
    found = {district: _figures(sheet, district) for district in filter(memory.knows, sheet.districts)}
    figures = {district: row for district, row in found.items() if row is not None}
    known = tuple(pair for pair in pairs if set(pair) <= set(counts))
    return Scene(sheet, memory, prediction, figures, counts, areas, known)


def _figures(sheet: Sheet, district: str) -> Figures | None:
    """A row, if it is reported and no number in it is one that cannot be."""
    if sheet.state(district) is not RowState.REPORTED:
        return None
    row = {key: sheet.value(district, key) for key in sheet.indicators}
    sound = {key: value for key, value in row.items() if isinstance(value, int) and value >= 0}
    is_read = not any(Cell(district, key) in sheet.unread for key in row) if sheet.unread else True
    return sound if is_read and len(sound) == len(row) else None


@dataclass(frozen=True, slots=True)
class _Told:
    """What the rows of a column say together: how many say anything, what was expected, what came, and how
    far it may stray."""

    rows: int
    expected: float
    came: float
    spread: float

    def without(self, other: "_Told") -> "_Told":
        return _Told(
            self.rows - other.rows,
            self.expected - other.expected,
            self.came - other.came,
            self.spread - other.spread,
        )


def _told_by(law: Law, value: Value) -> _Told:
    """Of an area as logarithms; no area tells nothing."""
    if isinstance(law, CountLaw):
        return _Told(1, law.mean, float(value), law.mean + law.mean**2 / law.shape)
    return _Told(1, law.centre, math.log(value), 0.0) if value > 0 else _NOTHING


_NOTHING = _Told(0, 0.0, 0.0, 0.0)


def _column_told(scene: Scene, key: str) -> _Told:
    cells = [Cell(row, key) for row in scene.rows]
    told = [_told_by(scene.prediction.laws[cell], scene.value(cell)) for cell in cells]
    return _Told(
        sum(one.rows for one in told),
        sum(one.expected for one in told),
        sum(one.came for one in told),
        sum(one.spread for one in told),
    )


def _at_level(scene: Scene, cell: Cell) -> Law:
    """The law of a cell at the level of this week, as far as the other rows tell it."""
    law, others = scene.prediction.laws[cell], scene.told(cell.indicator)
    if cell.district in scene.figures:
        others = others.without(_told_by(law, scene.value(cell)))
    if not others.rows:
        return law
    if isinstance(law, CountLaw):
        trust = SWING / (SWING + others.spread / others.expected**2)
        level = (others.came + 2) / (others.expected + 2)
        return CountLaw(law.mean * level**trust, law.shape)
    trust = SWING / (SWING + law.scale**2 / others.rows)
    above = (others.came - others.expected) / others.rows
    return AreaLaw(law.centre + trust * above, law.scale, law.freedom, law.zero)
