"""Every kind of mistake that is put into a right week, and the cells that are then wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from fieldapp.core.period import DAY, Period
from fieldapp.core.sheet import STATE, Cell, Content, RowState, Sheet
from fieldapp.exchange.published_json import AREA, COUNTS
from tests.benchmarks.weeks import OfficeWeek

COLUMNS = (*COUNTS, AREA)
HECTARE = 10_000
BACK = 8
"""How many weeks back figures are taken from at most."""


@dataclass(frozen=True)
class Spoilt:
    """A sheet with one mistake. `cells`: the wrong ones; none where the period is."""

    sheet: Sheet
    cells: frozenset[Cell]


Spoil = Callable[[OfficeWeek, Random], Spoilt | None]
"""None where a week has no place for the mistake."""


@dataclass(frozen=True)
class Kind:
    """A kind of mistake. `goal`: of how many in a hundred it is to be found; None where nobody can."""

    name: str
    goal: int | None
    spoil: Spoil


def _rows(sheet: Sheet) -> list[str]:
    return [district for district in sheet.districts if sheet.state(district) is RowState.REPORTED]


def _filled(sheet: Sheet, keys: tuple[str, ...] = COLUMNS, least: int = 1) -> list[Cell]:
    cells = [Cell(district, key) for district in _rows(sheet) for key in keys]
    return [cell for cell in cells if _number(sheet, cell) >= least]


def _number(sheet: Sheet, cell: Cell) -> int:
    return int(sheet.value(cell.district, cell.indicator) or 0)


def _typed_in(sheet: Sheet) -> int:
    """The decimals of a hectare that areas are typed with, by what the last one is worth."""
    areas = [_number(sheet, Cell(district, AREA)) for district in sheet.districts]
    return next(unit for unit in (HECTARE // 10, HECTARE // 100, 1) if not any(area % unit for area in areas))


def _changed(sheet: Sheet, changes: Mapping[Cell, Content | None]) -> Spoilt | None:
    """The sheet with other figures; nothing where they are the same."""
    wrong = frozenset(cell for cell, value in changes.items() if sheet.values.get(cell) != value)
    values = {cell: value for cell, value in sheet.values.items() if cell not in changes}
    values |= {cell: value for cell, value in changes.items() if value is not None}
    marks = {cell.district for cell in wrong if cell.indicator == STATE}
    named = frozenset(Cell(district, key) for district in marks for key in COLUMNS)
    wrong = frozenset(cell for cell in wrong if cell.indicator != STATE) | named
    return Spoilt(replace(sheet, values=values), wrong) if wrong else None


def _one(keys: tuple[str, ...], change: Callable[[int, Random], int | None], least: int = 1) -> Spoil:
    def spoil(week: OfficeWeek, random: Random) -> Spoilt | None:
        cells = _filled(week.sheet, keys, least)
        if not cells:
            return None
        cell = random.choice(cells)
        unit = _typed_in(week.sheet) if cell.indicator == AREA else 1
        after = change(_number(week.sheet, cell) // unit, random)
        return None if after is None else _changed(week.sheet, {cell: after * unit})

    return spoil


def _digits(change: Callable[[str, Random], str | None]) -> Callable[[int, Random], int | None]:
    def changed(value: int, random: Random) -> int | None:
        text = change(str(value), random)
        return int(text) if text is not None and text else None

    return changed


def _transposed(text: str, random: Random) -> str | None:
    places = [at for at in range(len(text) - 1) if text[at] != text[at + 1]]
    if not places:
        return None
    at = random.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _lost(text: str, random: Random) -> str | None:
    at = random.randrange(len(text))
    return text[:at] + text[at + 1 :] if len(text) > 1 else None


def _doubled(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    return text[:at] + text[at] + text[at:]


def _wrong(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    return text[:at] + random.choice([digit for digit in "0123456789" if digit != text[at]]) + text[at + 1 :]


def _earlier(choose: Callable[[Sheet, Random], set[Cell] | None]) -> Spoil:
    """The figures of a row, a column or all come from an earlier week."""

    def spoil(week: OfficeWeek, random: Random) -> Spoilt | None:
        source = week.before[-random.randint(1, min(BACK, len(week.before)))]
        both = [district for district in _rows(week.sheet) if source.state(district) is RowState.REPORTED]
        cells = choose(replace(week.sheet, districts=tuple(both)), random) if both else None
        if not cells or not any(_number(source, cell) for cell in cells):
            return None
        return _changed(week.sheet, {cell: source.value(cell.district, cell.indicator) for cell in cells})

    return spoil


def _same_sheet(week: OfficeWeek, random: Random) -> Spoilt | None:
    """All of an earlier week, with its marks."""
    source = week.before[-random.randint(1, min(BACK, len(week.before)))]
    changes: dict[Cell, Content | None] = dict.fromkeys(week.sheet.values)
    return _changed(week.sheet, {**changes, **source.values})


def _row_cells(sheet: Sheet, random: Random) -> set[Cell]:
    district = random.choice(sheet.districts)
    return {Cell(district, key) for key in COLUMNS}


def _column_cells(sheet: Sheet, random: Random) -> set[Cell]:
    key = random.choice(COLUMNS)
    return {Cell(district, key) for district in sheet.districts}


def _shifted(*, one_column: bool) -> Spoil:
    """From some row on, figures stand one row lower, the first typed twice; or higher, the last left 0."""

    def spoil(week: OfficeWeek, random: Random) -> Spoilt | None:
        rows = _rows(week.sheet)
        keys = (random.choice(COLUMNS),) if one_column else COLUMNS
        if len(rows) < 4:
            return None
        first, down = random.randrange(len(rows) - 2), random.random() < 0.5
        changes: dict[Cell, Content | None] = {}
        for key in keys:
            told = [week.sheet.value(district, key) for district in rows]
            moved = [*told[: first + 1], *told[first:-1]] if down else [*told[:first], *told[first + 1 :], 0]
            changes |= {Cell(district, key): value for district, value in zip(rows, moved, strict=True)}
        return _changed(week.sheet, changes)

    return spoil


def _exchanged_columns(one: str, other: str) -> Spoil:
    def spoil(week: OfficeWeek, random: Random) -> Spoilt | None:
        changes: dict[Cell, Content | None] = {}
        for district in _rows(week.sheet):
            changes[Cell(district, one)] = week.sheet.value(district, other)
            changes[Cell(district, other)] = week.sheet.value(district, one)
        return _changed(week.sheet, changes)

    return spoil


def _neighbours(week: OfficeWeek, random: Random) -> Spoilt | None:
    rows = _rows(week.sheet)
    if len(rows) < 2:
        return None
    at = random.randrange(len(rows) - 1)
    changes: dict[Cell, Content | None] = {}
    for key in COLUMNS:
        changes[Cell(rows[at], key)] = week.sheet.value(rows[at + 1], key)
        changes[Cell(rows[at + 1], key)] = week.sheet.value(rows[at], key)
    return _changed(week.sheet, changes)


def _ap_at(week: OfficeWeek, random: Random) -> Spoilt | None:
    district = random.choice(_rows(week.sheet))
    one, other = Cell(district, "ap_mines"), Cell(district, "at_mines")
    return _changed(week.sheet, {one: _number(week.sheet, other), other: _number(week.sheet, one)})


def _working(sheet: Sheet, items: bool, area: bool) -> list[str]:
    """The rows with items, with an area, or with both."""
    rows = _rows(sheet)
    with_items = {d for d in rows if any(sheet.value(d, key) for key in COUNTS)}
    with_area = {d for d in rows if sheet.value(d, AREA)}
    return [d for d in rows if (d in with_items or not items) and (d in with_area or not area)]


def _zeros(keys: tuple[str, ...], *, items: bool, area: bool) -> Spoil:
    def spoil(week: OfficeWeek, random: Random) -> Spoilt | None:
        rows = _working(week.sheet, items, area)
        if not rows:
            return None
        district = random.choice(rows)
        spoilt = _changed(week.sheet, {Cell(district, key): 0 for key in keys})
        return replace(spoilt, cells=frozenset(Cell(district, key) for key in keys)) if spoilt else None

    return spoil


def _without_row(mark: RowState | None) -> Spoil:
    def spoil(week: OfficeWeek, random: Random) -> Spoilt | None:
        district = random.choice(_working(week.sheet, False, True) or _rows(week.sheet))
        changes: dict[Cell, Content | None] = {Cell(district, key): None for key in COLUMNS}
        spoilt = _changed(week.sheet, {**changes, Cell(district, STATE): mark})
        return spoilt and replace(spoilt, cells=frozenset(Cell(district, key) for key in COLUMNS))

    return spoil


def _other_days(start: int, end: int) -> Spoil:
    def spoil(week: OfficeWeek, random: Random) -> Spoilt | None:
        period = week.sheet.period
        moved = Period(period.start + start * DAY, period.end + end * DAY)
        return Spoilt(replace(week.sheet, period=moved), frozenset())

    return spoil


KINDS = (
    Kind("same sheet as an earlier week", 95, _same_sheet),
    Kind("same row as an earlier week", 95, _earlier(_row_cells)),
    Kind("same column as an earlier week", 85, _earlier(_column_cells)),
    Kind("all rows shifted", 95, _shifted(one_column=False)),
    Kind("one column shifted", 45, _shifted(one_column=True)),
    Kind("columns swapped, AT and UXO", 80, _exchanged_columns("at_mines", "uxo")),
    Kind("columns swapped, AP and AT", 40, _exchanged_columns("ap_mines", "at_mines")),
    Kind("neighbours exchanged", 40, _neighbours),
    Kind("AP and AT exchanged in one row", 10, _ap_at),
    Kind("count × 10", 50, _one(COUNTS, lambda value, _: value * 10)),
    Kind("area × 10", 35, _one((AREA,), lambda value, _: value * 10)),
    Kind("× 100", 90, _one(COLUMNS, lambda value, _: value * 100)),
    Kind("square metres as hectares", 100, _one((AREA,), lambda value, _: value * HECTARE)),
    Kind("sign", 100, _one(COLUMNS, lambda value, _: -value)),
    Kind("blank row", 100, _without_row(None)),
    Kind("period: a week left out", 100, _other_days(7, 7)),
    Kind("period: begins a day early", 100, _other_days(-1, -1)),
    Kind("period: ends another day", 100, _other_days(0, 3)),
    Kind("items left out", 35, _zeros(COUNTS, items=True, area=True)),
    Kind("items without area", 95, _zeros((AREA,), items=True, area=True)),
    Kind("silent (noughts)", 75, _zeros(COLUMNS, items=False, area=True)),
    Kind("a tenth", None, _one(COLUMNS, lambda value, _: value // 10, 10)),
    Kind("digits transposed", None, _one(COLUMNS, _digits(_transposed), 10)),
    Kind("digit lost", None, _one(COLUMNS, _digits(_lost), 10)),
    Kind("digit doubled", None, _one(COLUMNS, _digits(_doubled))),
    Kind("digit wrong", None, _one(COLUMNS, _digits(_wrong))),
    Kind("no operations", None, _without_row(RowState.NO_OPERATIONS)),
)
