"""What the reported weeks of an office leave behind: a few running sums for each cell, and its latest sheets.

One more week costs one step however long the file is (docs/rules.md).
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from fieldapp.core.numbers import Unit
from fieldapp.core.sheet import Cell, RowState, Sheet

FADING = 0.95
"""How much of its weight a week keeps when another one comes."""

WEEK_DAYS = 7
LATEST = 26
"""How many sheets are kept as they are, to find the same figures again."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Of the reported weeks of one cell, the newest weighing most: weights, weights times length in weeks,
    values, squares by length. Of an area: weeks with any, as logarithms; `zeros`: of the others."""

    weights: float = 0.0
    exposure: float = 0.0
    values: float = 0.0
    squares: float = 0.0
    zeros: float = 0.0

    def with_count(self, value: float, weeks: float) -> "Sums":
        """One more week of a count."""
        keep = FADING**weeks
        return Sums(
            self.weights * keep + 1,
            self.exposure * keep + weeks,
            self.values * keep + value,
            self.squares * keep + value * value / weeks,
            self.zeros * keep + (value == 0),
        )

    def with_area(self, value: float, weeks: float) -> "Sums":
        """One more week of an area."""
        keep = FADING**weeks
        faded = Sums(*(keep * one for one in (self.weights, self.exposure, self.values, self.squares)))
        if value <= 0:
            return replace(faded, zeros=self.zeros * keep + 1)
        log = math.log(value / weeks)
        return Sums(
            faded.weights + 1,
            faded.exposure + weeks,
            faded.values + log,
            faded.squares + log * log,
            self.zeros * keep,
        )


@dataclass(frozen=True, slots=True)
class Habit:
    """How often a district worked: `worked` weeks, how often one without work came after (`falls`), and
    whether the last week was one with work."""

    worked: int = 0
    falls: int = 0
    works: bool = False


@dataclass(frozen=True)
class Past:
    """What a sheet is set against: sums by cell, habits by district, the latest sheets, oldest first."""

    sums: Mapping[Cell, Sums] = field(default_factory=dict)
    habits: Mapping[str, Habit] = field(default_factory=dict)
    latest: tuple[Sheet, ...] = ()

    def is_empty(self) -> bool:
        """Whether no district has reported yet."""
        return not self.sums


def with_sheet(past: Past, sheet: Sheet, units: Mapping[str, Unit]) -> Past:
    """The past with one sheet more, a later one. `units`: of the columns that are looked at."""
    return past_of((sheet,), units, past)


def past_of(sheets: Iterable[Sheet], units: Mapping[str, Unit], before: Past | None = None) -> Past:
    """The past that sheets leave behind, oldest first, after what was before."""
    known = before or Past()
    sums, habits, latest = dict(known.sums), dict(known.habits), list(known.latest)
    for sheet in sheets:
        weeks = sheet.period.days / WEEK_DAYS
        for district in sheet.districts:
            if sheet.state(district) is RowState.REPORTED:
                _add_row(sums, sheet, district, units, weeks)
            _add_habit(habits, sheet, district)
        latest.append(sheet)
    return Past(sums, habits, tuple(latest[-LATEST:]))


def has_work(sheet: Sheet, district: str) -> bool:
    """Whether a row is reported and says more than noughts."""
    return sheet.state(district) is RowState.REPORTED and any(
        sheet.value(district, key) for key in sheet.indicators
    )


def _add_row(
    sums: dict[Cell, Sums], sheet: Sheet, district: str, units: Mapping[str, Unit], weeks: float
) -> None:
    for key in sheet.indicators:
        value = sheet.value(district, key)
        if value is not None and key in units and value >= 0:
            cell = Cell(district, key)
            old = sums.get(cell) or Sums()
            add = old.with_area if units[key] is Unit.HECTARE else old.with_count
            sums[cell] = add(float(value), weeks)


def _add_habit(habits: dict[str, Habit], sheet: Sheet, district: str) -> None:
    habit, works = habits.get(district) or Habit(), has_work(sheet, district)
    habits[district] = Habit(habit.worked + works, habit.falls + (habit.works and not works), works)
