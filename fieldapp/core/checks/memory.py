"""What the reported weeks of an office leave behind: a few sums for each cell, and its latest weeks.

Weeks further back than LATEST weigh so little that they are not read: a file of ten years costs what one of
half a year does.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fieldapp.core.numbers import Unit, Value
from fieldapp.core.period import Period
from fieldapp.core.sheet import ROW_CONTROLS, Cell, RowState, Sheet

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


def memory_of(
    sheets: Iterable[Sheet],
    units: Mapping[str, Unit],
    rows_of: Callable[[Sheet], Mapping[str, Figures]] | None = None,
) -> Memory:
    """What sheets leave behind, oldest first. `units`: of the columns that are looked at; `rows_of`:
    `reported_rows`, or what kept them."""
    told: list[Week] = []
    reported: dict[str, list[_Row]] = {}
    habits: dict[str, tuple[int, int, bool]] = {}
    for sheet in tuple(sheets)[-LATEST:]:
        weeks = sheet.period.days / WEEK_DAYS
        fading, rows = FADING**weeks, (rows_of or reported_rows)(sheet)
        for district, row in rows.items():
            reported.setdefault(district, []).append((weeks, fading, row))
        told.append(Week(sheet.period, {place: row for place, row in rows.items() if any(row.values())}))
        for district in sheet.districts:
            worked, falls, has_worked = habits.get(district, (0, 0, False))
            works = district in told[-1].rows
            habits[district] = worked + works, falls + (has_worked and not works), works
    sums: dict[Cell, Sums] = {}
    for district, own in reported.items():
        for key in dict.fromkeys(key for *_, row in own for key in row if key in units):
            sums[Cell(district, key)] = _summed(own, key, is_area=units[key] is Unit.HECTARE)
    return Memory(sums, {district: Habit(*habit) for district, habit in habits.items()}, tuple(told))


def reported_rows(sheet: Sheet) -> dict[str, Figures]:
    """The rows in which every column holds a number."""
    rows: dict[str, dict[str, Value]] = {}
    marked = set()
    for (district, key), content in sheet.values.items():
        if isinstance(content, RowState):
            marked.add(district)
        elif key not in ROW_CONTROLS:
            rows.setdefault(district, {})[key] = content
    columns = set(sheet.indicators)
    whole = ((district, rows.get(district, {})) for district in sheet.districts if district not in marked)
    return {district: row for district, row in whole if columns <= row.keys()}


_Row = tuple[float, float, Figures]
"""A reported row: its length in weeks, how much of their weight earlier ones keep after it, its figures."""


def _summed(rows: Sequence[_Row], key: str, *, is_area: bool) -> Sums:
    """What the rows of a district leave behind of one column, oldest first."""
    weights = exposure = values = squares = zeros = 0.0
    for weeks, keep, row in rows:
        value = row.get(key, -1)
        if value < 0:
            continue
        weights, exposure, values = weights * keep, exposure * keep, values * keep
        squares, zeros = squares * keep, zeros * keep
        if not is_area:
            said = float(value)
            squares += said * said / weeks
        elif value:
            said = math.log(value / weeks if isinstance(value, int) else float(value) / weeks)
            squares += said * said
        else:
            zeros += 1
            continue
        weights, exposure, values = weights + 1, exposure + weeks, values + said
        zeros += not value
    return Sums(weights, exposure, values, squares, zeros)
