"""The totals that were typed from the paper, of columns and of rows, set against what they add up."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit, Value
from fieldapp.core.programme import ITEMS, Indicator, Programme
from fieldapp.core.sheet import CONTROL, CONTROL_AREA, CONTROL_ITEMS, Cell, RowState, Sheet


@dataclass(frozen=True)
class ControlTotal:
    """A total that was typed, in `cell`. `of`: the cells that it adds up; `over`: what they exceed it by,
    0 where their sum rounds to it."""

    cell: Cell
    of: tuple[Cell, ...]
    typed: Value
    unit: Unit
    over: Value


@dataclass(frozen=True)
class ControlTotals:
    """All that were typed in a sheet."""

    all: tuple[ControlTotal, ...]
    _over: dict[Cell, Value] = field(init=False, repr=False, compare=False)
    _by_cell: dict[Cell, tuple[ControlTotal, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_cell: dict[Cell, tuple[ControlTotal, ...]] = {}
        for total in self.all:
            for cell in total.of:
                by_cell[cell] = (*by_cell.get(cell, ()), total)
        object.__setattr__(self, "_by_cell", by_cell)
        object.__setattr__(self, "_over", {total.cell: total.over for total in self.all})

    def of(self, cell: Cell) -> tuple[ControlTotal, ...]:
        """Those that a cell counts in."""
        return self._by_cell.get(cell, ())

    def parts(self, totals: Collection[Cell]) -> set[Cell]:
        """What some of them add up."""
        return {cell for total in self.all if total.cell in totals for cell in total.of}

    def differing(self) -> tuple[ControlTotal, ...]:
        """Those that do not agree."""
        return tuple(total for total in self.all if total.over)

    def column(self, key: str) -> ControlTotal | None:
        """That of a column."""
        return next((total for total in self.all if total.cell == Cell(CONTROL, key)), None)

    def explained_by(self, steps: Mapping[Cell, Value]) -> frozenset[Cell] | None:
        """Which of the differing ones agree after cells are changed by so much; None where one breaks."""
        moved: dict[Cell, Value] = {}
        for cell, step in steps.items():
            for total in self._by_cell.get(cell, ()) if step else ():
                moved[total.cell] = moved.get(total.cell, 0) + step
        over = self._over
        if any(step and not over[cell] for cell, step in moved.items()):
            return None
        return frozenset(cell for cell, step in moved.items() if over[cell] and over[cell] + step == 0)


def named_in(sheet: Sheet, totals: Collection[Cell]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns and the districts whose control totals these are, in the order of the sheet."""
    columns = tuple(key for key in sheet.indicators if Cell(CONTROL, key) in totals)
    of_rows = {cell.district for cell in totals} - {CONTROL}
    return columns, tuple(district for district in sheet.districts if district in of_rows)


def require_column(programme: Programme, cell: Cell) -> None:
    """Raises FieldAppError `unknown-indicator` for a column that a row does not have."""
    if cell.is_crossing:
        raise FieldAppError("unknown-indicator", text=cell.indicator, known=", ".join(programme.units))
    programme.indicator(cell.indicator)


def row_controls_on_paper(programme: Programme) -> tuple[str, ...]:
    """The columns of the control totals of rows that the papers of a programme have."""
    names = {CONTROL_ITEMS: "items", CONTROL_AREA: "area"}
    return tuple(
        key
        for key, name in names.items()
        if name in programme.checking.row_totals and columns_of_row_total(programme, key)
    )


def columns_of_row_total(programme: Programme, key: str) -> tuple[Indicator, ...]:
    """The columns that a row's control total adds up."""
    if key == CONTROL_ITEMS:
        return programme.items
    return tuple(item for item in programme.active if item.unit is Unit.HECTARE)


def control_totals(sheet: Sheet, programme: Programme) -> ControlTotals:
    """Every control total of a sheet, columns first."""
    found = []
    for key in sheet.indicators:
        cells = [Cell(district, key) for district in sheet.districts]
        found += _total(sheet, Cell(CONTROL, key), cells, programme.indicator(key).unit)
    for key, unit in ((CONTROL_ITEMS, Unit.COUNT), (CONTROL_AREA, Unit.HECTARE)):
        keys = [item.key for item in columns_of_row_total(programme, key) if item.key in sheet.indicators]
        for district in sheet.districts:
            found += _total(sheet, Cell(district, key), [Cell(district, one) for one in keys], unit)
    return ControlTotals(tuple(found))


def _total(sheet: Sheet, cell: Cell, of: Iterable[Cell], unit: Unit) -> list[ControlTotal]:
    typed = sheet.number(cell)
    if typed is None:
        return []
    cells = tuple(of)
    values = [sheet.number(one) for one in cells]
    return [ControlTotal(cell, cells, typed, unit, excess(values, typed, unit))]


def excess(values: Iterable[Value | None], typed: Value, unit: Unit) -> Value:
    """By how much figures exceed their control total. Where it has fewer decimals than they have, it was
    rounded, and is compared as finely as it is typed; a nought at the end of a few may be chance."""
    numbers = [value for value in values if value]
    over = sum(numbers, start=0) - typed
    if not over or unit is Unit.COUNT:
        return over
    step = step_of(typed, unit)
    coarse = sum(not number % step for number in numbers)
    is_rounded = coarse < len(numbers) and coarse <= len(numbers) // 4
    return 0 if is_rounded and -step <= 2 * over < step else over


def step_of(typed: Value, unit: Unit) -> int:
    """What the last decimal of an area is worth; every area has one at least."""
    step = unit.scale // 10
    while step > 1 and typed % step:
        step //= 10
    return step


def recorded_controls(sheet: Sheet, programme: Programme) -> dict[Cell, Value]:
    """The control totals as a record names them: that of a row by the sum or the column that it is of."""
    area = next((item.key for item in columns_of_row_total(programme, CONTROL_AREA)), CONTROL_AREA)
    names = {CONTROL_ITEMS: ITEMS, CONTROL_AREA: area}
    return {
        Cell(cell.district, names.get(cell.indicator, cell.indicator)): content
        for cell, content in sheet.values.items()
        if cell.is_control and not isinstance(content, RowState)
    }


def control_recorded(cell: Cell) -> Cell:
    """Where a control total of a record stands in a sheet."""
    if cell.district == CONTROL:
        return cell
    return Cell(cell.district, CONTROL_ITEMS if cell.indicator == ITEMS else CONTROL_AREA)
