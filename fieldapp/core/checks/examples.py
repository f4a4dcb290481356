"""For each rule a small sheet that breaks it, and one just beside that does not, to be tried.

An example knows no country: its rows are the first ones of whichever programme it is tried with.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from fieldapp.core.checks.case import Surroundings
from fieldapp.core.checks.finding import Finding
from fieldapp.core.checks.memory import LATEST, memory_of
from fieldapp.core.checks.rules import check
from fieldapp.core.numbers import Unit, Unread, Value
from fieldapp.core.period import DAY, Period
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState, Sheet

_WEEK = Period(date(2025, 3, 10), date(2025, 3, 16))
REST = RowState.NO_OPERATIONS
EMPTY: "ExampleRow" = ()
PACES = (100, 80, 120, 90, 110)
"""In a hundred: how the weeks before differ."""

ExampleRow = tuple[Value | None, ...] | RowState
"""The counts, then the areas (square metres), of a row; shorter where the rest is missing; or its mark."""


@dataclass(frozen=True)
class Example:
    """A sheet of one week. `rows`: the first ones; the others are without operations. `unread`: by row and
    column. `usual`: what the rows said in half a year of weeks before, give or take a fifth."""

    rows: tuple[ExampleRow, ...] = ()
    control: tuple[Value | None, ...] = ()
    period: Period = _WEEK
    today: date = date(2025, 3, 17)
    periods: tuple[Period, ...] = ()
    unread: Mapping[tuple[int, int], Unread] = field(default_factory=dict)
    usual: tuple[ExampleRow, ...] = ()


def try_example(example: Example, programme: Programme) -> tuple[Finding, ...]:
    """What the rules say of it."""
    memory = memory_of(_weeks_before(example, programme), programme.units)
    sheet = _sheet(example, programme, example.rows, example.period)
    keys = _keys(programme)
    texts = {Cell(sheet.districts[row], keys[column]): text for (row, column), text in example.unread.items()}
    return check(
        replace(sheet, unread=texts), programme, Surroundings(example.today, example.periods, memory=memory)
    )


def _weeks_before(example: Example, programme: Programme) -> list[Sheet]:
    sheets = []
    for back in range(LATEST if example.usual else 0, 0, -1):
        period = Period(example.period.start - 7 * back * DAY, example.period.end - 7 * back * DAY)
        pace = PACES[back % len(PACES)]
        rows = tuple(row if isinstance(row, RowState) else _at_pace(row, pace, back) for row in example.usual)
        sheets.append(_sheet(Example(), programme, rows, period))
    return sheets


def _at_pace(row: tuple[Value | None, ...], pace: int, back: int) -> ExampleRow:
    """No week is quite like another."""
    *counts, area = (int(value or 0) for value in row)
    return (*(round(count * pace / 100) for count in counts), area * pace // 100_000 * 1000 + 1000 * back)


def _sheet(example: Example, programme: Programme, rows: tuple[ExampleRow, ...], period: Period) -> Sheet:
    districts = tuple(district.key for district in programme.expected(HQ, period))
    values: dict[Cell, Content] = {}
    for place, district in enumerate(districts):
        row = rows[place] if place < len(rows) else REST
        if isinstance(row, RowState):
            values[Cell(district, STATE)] = row
        else:
            values |= _numbers(district, row, programme)
    values |= _numbers(CONTROL, example.control, programme)
    return Sheet(period, districts, tuple(programme.units), values)


def _numbers(district: str, row: tuple[Value | None, ...], programme: Programme) -> dict[Cell, Content]:
    cells = [Cell(district, key) for key in _keys(programme)]
    return {cell: value for cell, value in zip(cells, row, strict=False) if value is not None}


def _keys(programme: Programme) -> list[str]:
    """The columns of counts, then those of areas."""
    return [key for unit in Unit for key, own in programme.units.items() if own is unit]


_USUAL = (
    (20, 4, 150, 3_000_000),
    (2, 1, 10, 200_000),
    (40, 12, 20, 900_000),
    (1, 0, 300, 5_000_000),
    (9, 30, 60, 100_000),
)
_RIGHT = (
    (18, 5, 140, 2_800_000),
    (2, 1, 9, 210_000),
    (45, 11, 22, 870_000),
    (1, 0, 280, 5_100_000),
    (10, 28, 66, 110_000),
)
ORDINARY = Example(_RIGHT, usual=_USUAL)
"""A week like those before, of which no rule says anything."""
_WORKED = (1, 2, 3, 45_000)


def _with(*rows: ExampleRow) -> Example:
    """The ordinary week with other first rows."""
    return Example((*rows, *_RIGHT[len(rows) :]), usual=_USUAL)


def _typed(text: str, code: str, *readings: str) -> Example:
    return Example((_WORKED,), unread={(0, 2): Unread(text, code, readings)})


def _days(start: date, end: date, today: date = date(2025, 4, 1)) -> Example:
    return Example((_WORKED,), period=Period(start, end), today=today)


def _after(*periods: Period) -> Example:
    return Example((_WORKED,), periods=periods)


_BEFORE = Period(date(2025, 3, 3), date(2025, 3, 9))
_LAST_WEEK = _at_pace(_USUAL[0], PACES[1], 1)

EXAMPLES: Mapping[str, tuple[Example, Example]] = {
    "not-a-number": (_typed("n/a", "not-a-number"), Example((_WORKED,))),
    "ambiguous-number": (_typed("1,198", "ambiguous-number", "1198", "1.1980"), Example(((1, 2, 1198, 1),))),
    "not-written": (_typed("777", "not-written"), Example(((1, 2, 777, 45_000),))),
    "read-by-now": (_typed("12 ", "read-by-now", "12"), Example(((1, 2, 12, 45_000),))),
    "negative": (Example(((1, 2, -3, 45_000),)), Example(((1, 2, 0, 45_000),))),
    "fraction-of-a-mine": (Example(((1, 2, Decimal("1.5"), 45_000),)), Example(((1, 2, 3, 1),))),
    "area-too-fine": (Example(((1, 2, 3, Decimal("0.5")),)), Example(((1, 2, 3, 955),))),
    "row-half-filled": (Example(((1, 2),)), Example(((1, 2, 0, 10_000),))),
    "control-total-differs": (
        Example((_WORKED,), control=(1, 2, 4, 45_000)),
        Example((_WORKED,), control=_WORKED),
    ),
    "period-overlap": (_after(_BEFORE, Period(date(2025, 3, 16), date(2025, 3, 18))), _after(_BEFORE, _WEEK)),
    "area-unusual": (Example(((1, 2, 3, 98_400_000_000),)), Example(((1, 2, 3, 9_840_000),))),
    "items-without-area": (Example(((1, 2, 3, 0),)), Example(((1, 2, 3, 1_000),))),
    "area-without-items": (_with((0, 0, 0, 2_800_000)), _with(_RIGHT[0], (0, 0, 9, 210_000))),
    "district-silent": (_with((0, 0, 0, 0)), _with(REST)),
    "same-as-earlier": (_with(_LAST_WEEK), ORDINARY),
    "rows-shifted": (_with(_RIGHT[0], *_RIGHT[:-1]), ORDINARY),
    "columns-swapped": (Example(tuple((a, c, b, area) for a, b, c, area in _RIGHT), usual=_USUAL), ORDINARY),
    "neighbours-swapped": (_with(_RIGHT[1], _RIGHT[0]), ORDINARY),
    "ap-at-swapped": (_with(*_RIGHT[:2], (11, 45, 22, 870_000)), _with(*_RIGHT[:2], (24, 23, 22, 870_000))),
    "number-unlikely": (
        _with(*_RIGHT[:2], (450, 11, 22, 870_000)),
        _with(*_RIGHT[:2], (88, 11, 22, 870_000)),
    ),
    "not-reported": (Example((EMPTY, _WORKED)), Example((REST, _WORKED))),
    "period-gap": (_after(Period(date(2025, 2, 17), date(2025, 2, 23))), _after(_BEFORE)),
    "period-length": (
        _days(date(2025, 3, 10), date(2025, 3, 14)),
        _days(date(2025, 3, 11), date(2025, 3, 17)),
    ),
    "period-future": (
        _days(_WEEK.start, _WEEK.end, date(2025, 3, 15)),
        _days(_WEEK.start, _WEEK.end, date(2025, 3, 16)),
    ),
}
"""By code: one that breaks the rule, and one that does not."""
