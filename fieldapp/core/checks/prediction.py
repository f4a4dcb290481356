"""How likely a figure is, after what the same cell said in earlier weeks: empirical Bayes, gamma-Poisson.

Every cell has a law of its own, drawn towards that of its column where little is known of it (docs/rules.md).
All logarithms are natural. Nothing here says that a figure is wrong.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from fieldapp.core.checks.memory import MOST_ZEROS, WEEK_DAYS, Habit, Memory, Sums, zeros_of
from fieldapp.core.numbers import Unit, Value
from fieldapp.core.period import Period
from fieldapp.core.programme import Indicator
from fieldapp.core.sheet import Cell

STEP = 1000
"""Square metres: areas are compared in steps of a tenth of a hectare."""

STRANGE = 1e-4
"""The share of figures that no law knows of."""

SPREAD = 20
"""Over how wide a range of logarithms a strange area may lie."""

ZEROS_OF_A_HECTARE = 4
BY_CHANCE = tuple(0.9 * 0.1**zeros for zeros in range(MOST_ZEROS + 1))
"""How many whole numbers end in so many zeros, where nobody rounds."""

ROUNDNESS = (0.02, 0.02, 0.06, *BY_CHANCE[: MOST_ZEROS - 2])
"""How round areas are before any is known, by the zeros at their end: most have one decimal in hectares."""

KNOWN_AREAS = 5
"""How many areas what is thought before weighs as much as."""

LEAST_MEAN = 0.05
LEAST_EXCESS, MOST_EXCESS = 0.05, 1 / 0.12
LEAST_SCALE = 0.15
UNKNOWN_AREA = 1_000_000
"""Square metres in a week where neither the past nor the programme says anything."""


@dataclass(frozen=True, slots=True)
class CountLaw:
    """A negative binomial law of counts, with its mean and shape."""

    mean: float
    shape: float
    _fixed: float = field(init=False)
    _slope: float = field(init=False)

    def __post_init__(self) -> None:
        both = self.shape + self.mean
        fixed = self.shape * math.log(self.shape / both) - math.lgamma(self.shape)
        object.__setattr__(self, "_fixed", fixed)
        object.__setattr__(self, "_slope", math.log(self.mean / both))

    def log_p(self, value: Value) -> float:
        """Of this count."""
        return self._log(value, self._fixed, self._slope)

    def log_p_at(self, level: float, value: Value) -> float:
        """Of this count where the mean is so much higher."""
        mean = self.mean * level
        both = self.shape + mean
        fixed = self.shape * math.log(self.shape / both) - math.lgamma(self.shape)
        return self._log(value, fixed, math.log(mean / both))

    def _log(self, value: Value, fixed: float, slope: float) -> float:
        x = max(float(value), 0.0)
        usual = fixed + math.lgamma(self.shape + x) - math.lgamma(x + 1) + x * slope
        return math.log((1 - STRANGE) * math.exp(usual) + STRANGE / (12 * (1 + x)))


@dataclass(frozen=True, slots=True)
class AreaLaw:
    """Student's law of the logarithm of an area, and the chance that there is none."""

    centre: float
    scale: float
    freedom: float
    zero: float

    @property
    def mean(self) -> float:
        """The area in the middle of the law, in square metres."""
        return math.exp(self.centre)

    def log_p(self, value: Value) -> float:
        """Of this area, to a step."""
        x = float(value)
        if x <= 0:
            return math.log(self.zero)
        z = (math.log(x) - self.centre) / self.scale
        shape = (self.freedom + 1) / 2
        density = math.exp(
            math.lgamma(shape)
            - math.lgamma(self.freedom / 2)
            - 0.5 * math.log(self.freedom * math.pi)
            - shape * math.log1p(z * z / self.freedom)
        )
        usual = (1 - STRANGE) * density / self.scale + STRANGE / SPREAD
        return math.log(min(1.0, usual * STEP / x) * (1 - self.zero))


Law = CountLaw | AreaLaw


@dataclass(frozen=True)
class Prediction:
    """What a sheet may be expected to say: a law for each cell, and how likely each district is silent.
    `roundness`: of each column of areas, how many of them end in so many zeros."""

    laws: Mapping[Cell, Law]
    habits: Mapping[str, Habit]
    roundness: Mapping[str, Sequence[float]] = field(default_factory=dict)
    _known: dict[tuple[Cell, Value], float] = field(default_factory=dict, repr=False, compare=False)

    def log_p(self, cell: Cell, value: Value) -> float:
        """How likely this figure is in a cell of a reported row. Raises KeyError for a cell without a law."""
        found = self._known.get((cell, value))
        if found is None:
            found = self._known[cell, value] = self.laws[cell].log_p(value)
        return found

    def mean(self, cell: Cell) -> float:
        """What the cell usually says, in stored units."""
        return self.laws[cell].mean

    def log_rounder(self, key: str, value: Value, zeros: int) -> float:
        """How much likelier an area is as one with so many zeros less at its end, as far as digits tell: a
        lost decimal mark leaves a whole number where others have decimals. At most what chance would have.
        Four zeros are another unit: nobody rounds square metres as hectares are rounded."""
        seen = zeros_of(value)
        if seen < zeros:
            return -math.inf
        shares = self.roundness.get(key, ROUNDNESS)
        finer = BY_CHANCE if zeros == ZEROS_OF_A_HECTARE else shares
        return min(zeros * math.log(10), math.log(finer[seen - zeros] / shares[seen]))

    def log_silent(self, district: str) -> float:
        """How likely it is that nothing is reported of a district, or noughts only."""
        habit = self.habits.get(district, Habit())
        chance = (habit.falls + 0.5) / (habit.worked + 5)
        return math.log(chance if habit.works else max(0.3, chance))

    @cached_property
    def districts(self) -> frozenset[str]:
        """Those of which there is a law."""
        return frozenset(cell.district for cell in self.laws)


def predict(
    memory: Memory, period: Period, districts: Sequence[str], columns: Sequence[Indicator]
) -> Prediction:
    """The laws of the cells of a sheet for a period, which may be shorter or longer than a week."""
    weeks = period.days / WEEK_DAYS
    laws: dict[Cell, Law] = {}
    roundness: dict[str, Sequence[float]] = {}
    for column in columns:
        cells = [Cell(district, column.key) for district in districts]
        own = {cell: memory.sums.get(cell, Sums()) for cell in cells}
        if column.unit is Unit.HECTARE:
            laws |= _area_laws(own, weeks, column.usual or UNKNOWN_AREA)
            roundness[column.key] = _roundness(memory, column.key)
        else:
            laws |= _count_laws(own, weeks)
    return Prediction(laws, memory.habits, roundness)


def _roundness(memory: Memory, key: str) -> Sequence[float]:
    """As people of this office type areas, whatever the district."""
    ended: Counter[int] = Counter()
    for week in memory.weeks:
        ended.update(week.zeros(key))
    whole = ended.total() + KNOWN_AREAS
    return [(ended[zeros] + KNOWN_AREAS * share) / whole for zeros, share in enumerate(ROUNDNESS)]


def _count_laws(own: Mapping[Cell, Sums], weeks: float) -> dict[Cell, Law]:
    exposure = sum(sums.exposure for sums in own.values())
    shared = max(LEAST_MEAN, sum(sums.values for sums in own.values()) / exposure if exposure else 0.0)
    means = {cell: (sums.values + 2 * shared) / (sums.exposure + 2) for cell, sums in own.items()}
    excesses = {cell: _excess(sums, means[cell]) for cell, sums in own.items()}
    known = [(max(excesses[cell], 0.0), sums.weights) for cell, sums in own.items() if sums.weights > 2]
    pooled = sum(excess for excess, _ in known) / sum(weight for _, weight in known) if known else 1.0
    pooled = min(max(pooled, LEAST_EXCESS), MOST_EXCESS)
    laws: dict[Cell, Law] = {}
    for cell, sums in own.items():
        wide = max(LEAST_EXCESS, (excesses[cell] + 8 * pooled) / (sums.weights + 8))
        wider = wide + (wide + 1 / means[cell]) / (sums.weights + 2)
        laws[cell] = CountLaw(means[cell] * weeks, 1 / wider)
    return laws


def _excess(sums: Sums, mean: float) -> float:
    """How much more the weeks of a cell differ than chance alone would have it, times their weight."""
    spread = sums.squares - 2 * mean * sums.values + mean * mean * sums.exposure
    return (spread - mean * sums.weights) / (mean * mean)


def _area_laws(own: Mapping[Cell, Sums], weeks: float, usual: int) -> dict[Cell, Law]:
    weight = sum(sums.weights for sums in own.values())
    shared = sum(sums.values for sums in own.values()) / weight if weight else math.log(usual)
    centres = {cell: (sums.values + shared) / (sums.weights + 1) for cell, sums in own.items()}
    spreads = {
        cell: max(0.0, sums.squares - 2 * centres[cell] * sums.values + centres[cell] ** 2 * sums.weights)
        for cell, sums in own.items()
    }
    freedom = sum(max(sums.weights - 1, 0.0) for sums in own.values())
    pooled = sum(spreads.values()) / freedom if freedom > 1 else 1.0
    laws: dict[Cell, Law] = {}
    for cell, sums in own.items():
        variance = (spreads[cell] + 8 * pooled) / (sums.weights + 8)
        scale = max(LEAST_SCALE, math.sqrt(variance * (1 + 1 / (sums.weights + 1))))
        zero = (sums.zeros + 0.1) / (sums.weights + sums.zeros + 10)
        laws[cell] = AreaLaw(centres[cell] + math.log(weeks), scale, sums.weights + 8, zero)
    return laws
