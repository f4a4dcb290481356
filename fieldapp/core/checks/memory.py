"""What the reported weeks of an office leave behind: a few sums for each cell, and its latest weeks.

Weeks further back than LATEST weigh so little that they are not read: a file of ten years costs what one of
half a year does.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fieldapp.core.numbers import Unit, Value
from fieldapp.core.period import Period
from fieldapp.core.sheet import STATE, Cell, RowState, Sheet

FADING = 0.95
"""How much of its weight a week keeps when another one comes."""

WEEK_DAYS = 7
FEWEST_WEEKS = 3
LATEST = 26
"""How many sheets are looked back at."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Of the reported weeks of one cell, the newest weighing most: weights, weights times length in weeks,
    values, squares by length. Of an area: weeks with any, as logarithms; `zeros`: of the others."""

    weights: float = 0.0
    exposure: float = 0.0
    values: float = 0.0
    squares: float = 0.0
    zeros: float = 0.0


@dataclass(frozen=True, slots=True)
class Habit:
    """How often a district worked: `worked` weeks, how often one without work came after (`falls`), and
    whether the last week was one with work."""

    worked: int = 0
    falls: int = 0
    works: bool = False


Figures = Mapping[str, Value]
"""The figures of a row by column."""


@dataclass(frozen=True, slots=True)
class Week:
    """The rows of an earlier sheet that say more than noughts."""

    period: Period
    rows: Mapping[str, Figures]


@dataclass(frozen=True)
class Memory:
    """What a sheet is set against: sums by cell, habits by district, the latest weeks, oldest first."""

    sums: Mapping[Cell, Sums] = field(default_factory=dict)
    habits: Mapping[str, Habit] = field(default_factory=dict)
    weeks: tuple[Week, ...] = ()

    def is_empty(self) -> bool:
        """Whether no district has reported yet."""
        return not self.sums

    def knows(self, district: str) -> bool:
        """Whether a district has worked long enough to say anything of it that is not said of all."""
        return self.habits.get(district, Habit()).worked >= FEWEST_WEEKS


def memory_of(sheets: Iterable[Sheet], units: Mapping[str, Unit]) -> Memory:
    """What sheets leave behind, oldest first. `units`: of the columns that are looked at."""
    told: list[Week] = []
    running: dict[tuple[str, str], list[float]] = {}
    habits: dict[str, Habit] = {}
    for sheet in tuple(sheets)[-LATEST:]:
        weeks = sheet.period.days / WEEK_DAYS
        rows = _reported_rows(sheet)
        for district, row in rows.items():
            for key, value in row.items():
                if key in units and value >= 0:
                    sums = running.setdefault((district, key), [0.0] * 5)
                    _add(sums, float(value), weeks, units[key])
        told.append(Week(sheet.period, {place: row for place, row in rows.items() if any(row.values())}))
        for district in sheet.districts:
            habit, works = habits.get(district, Habit()), district in told[-1].rows
            habits[district] = Habit(habit.worked + works, habit.falls + (habit.works and not works), works)
    return Memory({Cell(*place): Sums(*sums) for place, sums in running.items()}, habits, tuple(told))


def _reported_rows(sheet: Sheet) -> dict[str, Figures]:
    """The rows in which every column holds a number."""
    rows: dict[str, dict[str, Value]] = {}
    marked = {cell.district for cell in sheet.values if cell.indicator == STATE}
    for cell, content in sheet.values.items():
        if not isinstance(content, RowState) and cell.district not in marked and not cell.is_control:
            rows.setdefault(cell.district, {})[cell.indicator] = content
    known = set(sheet.districts)
    return {
        district: row
        for district, row in rows.items()
        if district in known and all(key in row for key in sheet.indicators)
    }


def _add(sums: list[float], value: float, weeks: float, unit: Unit) -> None:
    """One more week of a cell."""
    keep = FADING**weeks
    for place in range(5):
        sums[place] *= keep
    if unit is Unit.HECTARE and not value:
        sums[4] += 1
        return
    said, square = value, value * value / weeks
    if unit is Unit.HECTARE:
        said = math.log(value / weeks)
        square = said * said
    sums[0] += 1
    sums[1] += weeks
    sums[2] += said
    sums[3] += square
    sums[4] += not value
