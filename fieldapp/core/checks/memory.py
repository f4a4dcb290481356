"""What the reported weeks of an office leave behind: a few sums for each cell, and its latest weeks.

Weeks further back than LATEST weigh so little that they are not read: a file of ten years costs what one of
half a year does.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from fieldapp.core.numbers import Unit, Value
from fieldapp.core.period import Period
from fieldapp.core.sheet import ROW_CONTROLS, Cell, RowState, Sheet

FADING = 0.95
"""How much of its weight a week keeps when another one comes."""

WEEK_DAYS = 7
MOST_ZEROS = 9
"""The most zeros at the end of an area in square metres that are told apart."""

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


def zeros_of(value: Value) -> int:
    """How many zeros stand at the end of an area in square metres."""
    digits = str(int(value))
    return min(MOST_ZEROS, len(digits) - len(digits.rstrip("0")))


Figures = Mapping[str, Value]
"""The figures of a row by column."""


@dataclass(frozen=True, slots=True)
class Week:
    """The rows of an earlier sheet that say more than noughts."""

    period: Period
    rows: Mapping[str, Figures]
    _zeros: dict[str, Counter[int]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def zeros(self, key: str) -> Counter[int]:
        """How many areas of a column end in how many zeros; counted once for all the sheets after it."""
        if key not in self._zeros:
            known = [row[key] for row in self.rows.values() if row.get(key)]
            self._zeros[key] = Counter(map(zeros_of, known))
        return self._zeros[key]


_Term = tuple[float, float, float, float, float]
"""What a figure adds to the sums of its cell, in their order."""


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


@dataclass(frozen=True, slots=True)
class Trace:
    """What one sheet leaves behind, made once for all the sheets after it. `keep`: how much of their weight
    earlier ones keep after it; `terms`: what each cell of its reported rows adds to its sums."""

    week: Week
    districts: tuple[str, ...]
    keep: float
    terms: Mapping[str, Mapping[str, _Term | None]]


def trace_of(sheet: Sheet, units: Mapping[str, Unit]) -> Trace:
    """What a sheet leaves behind. `units`: of the columns that are looked at."""
    weeks = sheet.period.days / WEEK_DAYS
    rows = _reported_rows(sheet)
    terms = {
        district: {
            key: _term(value, weeks, is_area=units[key] is Unit.HECTARE)
            for key, value in row.items()
            if key in units
        }
        for district, row in rows.items()
    }
    working = {district: row for district, row in rows.items() if any(row.values())}
    return Trace(Week(sheet.period, working), sheet.districts, FADING**weeks, terms)


def memory_of(sheets: Iterable[Sheet], units: Mapping[str, Unit]) -> Memory:
    """What sheets leave behind, oldest first. `units`: of the columns that are looked at."""
    return memory_of_traces([trace_of(sheet, units) for sheet in tuple(sheets)[-LATEST:]])


def memory_of_traces(traces: Sequence[Trace]) -> Memory:
    """The same of what each has left behind, oldest first."""
    reported: dict[str, list[tuple[float, Mapping[str, _Term | None]]]] = {}
    worked: dict[str, list[bool]] = {}
    latest = traces[-LATEST:]
    for trace in latest:
        for district, terms in trace.terms.items():
            reported.setdefault(district, []).append((trace.keep, terms))
        working = trace.week.rows
        for district in trace.districts:
            worked.setdefault(district, []).append(district in working)
    sums: dict[Cell, Sums] = {}
    for district, own in reported.items():
        for key in dict.fromkeys(chain.from_iterable(terms for _, terms in own)):
            sums[Cell(district, key)] = _summed(own, key)
    habits = {district: _habit(weeks) for district, weeks in worked.items()}
    return Memory(sums, habits, tuple(trace.week for trace in latest))


def _habit(weeks: Sequence[bool]) -> Habit:
    """Of whether a district worked in each week, oldest first."""
    falls = sum(before and not after for before, after in pairwise(weeks))
    return Habit(sum(weeks), falls, weeks[-1])


def _reported_rows(sheet: Sheet) -> dict[str, Figures]:
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


def _term(value: Value, weeks: float, *, is_area: bool) -> _Term | None:
    """None of a number below zero, which tells nothing."""
    if value < 0:
        return None
    if not is_area:
        said = float(value)
        return 1.0, weeks, said, said * said / weeks, float(not value)
    if not value:
        return 0.0, 0.0, 0.0, 0.0, 1.0
    said = math.log(value / weeks if isinstance(value, int) else float(value) / weeks)
    return 1.0, weeks, said, said * said, 0.0


def _summed(rows: Sequence[tuple[float, Mapping[str, _Term | None]]], key: str) -> Sums:
    """What the rows of a district leave behind of one column, oldest first."""
    weights = exposure = values = squares = zeros = 0.0
    for keep, terms in rows:
        term = terms.get(key)
        if term is not None:
            weight, weeks, said, square, zero = term
            weights, exposure, values = weights * keep + weight, exposure * keep + weeks, values * keep + said
            squares, zeros = squares * keep + square, zeros * keep + zero
    return Sums(weights, exposure, values, squares, zeros)
