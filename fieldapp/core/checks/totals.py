"""The totals that were typed from the paper, of columns and of rows, set against what they add up."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit, Value
from fieldapp.core.programme import ITEMS, Indicator, Programme
from fieldapp.core.sheet import CONTROL, CONTROL_AREA, CONTROL_ITEMS, Cell, RowState, Sheet


@dataclass(frozen=True)
class ControlTotal:
    """A total that was typed, in `cell`. `of`: the cells that it adds up, `seen`: their figures; `over`: what
    they exceed it by, 0 where their sum rounds to it; `step`: to what it was rounded, 1 where it was not."""

    cell: Cell
    of: tuple[Cell, ...]
    typed: Value
    unit: Unit
    seen: tuple[Value | None, ...]
    over: Value = field(init=False)
    step: int = field(init=False)
    _exact: Value = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_exact", sum((one for one in self.seen if one), start=0) - self.typed)
        object.__setattr__(self, "over", excess(self.seen, self.typed, self.unit))
        object.__setattr__(self, "step", rounding_step(self.seen, self.typed, self.unit))

    def over_after(self, steps: Mapping[Cell, Value]) -> Value:
        """By how much they exceed it after some of them are changed by so much."""
        if self.unit is Unit.COUNT or (self.step == 1 and self.over + sum(steps.values()) == 0):
            return self.over + sum(steps.values(), start=0)
        moved = [
            (value or 0) + steps[cell] if cell in steps else value
            for cell, value in zip(self.of, self.seen, strict=True)
        ]
        return excess(moved, self.typed, self.unit)

    def right_for(self, seen: Value) -> Value:
        """The one figure in the place of one that is seen with which they agree, if they do not; as fine as
        the total, where that was rounded."""
        right = seen - self._exact if self.over else seen
        if not self.over or self.step == 1 or not isinstance(right, int):
            return right
        return -((self.step - 2 * right) // (2 * self.step)) * self.step

    def right_within(self, seen: int) -> tuple[int, int]:
        """Of a rounded total, from what to below what a figure lies with which they agree."""
        exact = int(seen - self._exact)
        return exact - self.step // 2, exact + self.step // 2


@dataclass(frozen=True)
class ControlTotals:
    """All that were typed in a sheet."""

    all: tuple[ControlTotal, ...]
    _at: dict[Cell, ControlTotal] = field(init=False, repr=False, compare=False)
    _by_cell: dict[Cell, tuple[ControlTotal, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_cell: dict[Cell, tuple[ControlTotal, ...]] = {}
        for total in self.all:
            for cell in total.of:
                by_cell[cell] = (*by_cell.get(cell, ()), total)
        object.__setattr__(self, "_by_cell", by_cell)
        object.__setattr__(self, "_at", {total.cell: total for total in self.all})

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
        return self._at.get(Cell(CONTROL, key))

    def explained_by(self, steps: Mapping[Cell, Value]) -> frozenset[Cell] | None:
        """Which of the differing ones agree after cells are changed by so much; None where one breaks."""
        moved: dict[Cell, dict[Cell, Value]] = {}
        for cell, step in steps.items():
            for total in self._by_cell.get(cell, ()) if step else ():
                moved.setdefault(total.cell, {})[cell] = step
        explained = []
        for place, own in moved.items():
            total = self._at[place]
            after = total.over_after(own)
            if after and not total.over:
                return None
            if total.over and not after:
                explained.append(place)
        return frozenset(explained)


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
    return [ControlTotal(cell, cells, typed, unit, tuple(sheet.number(one) for one in cells))]


def excess(values: Iterable[Value | None], typed: Value, unit: Unit) -> Value:
    """By how much figures exceed their control total; nothing where their sum rounds to it."""
    numbers = [value for value in values if value]
    over = sum(numbers, start=0) - typed
    if not over or unit is Unit.COUNT:
        return over
    step = rounding_step(numbers, typed, unit)
    return 0 if step > 1 and -step <= 2 * over < step else over


def rounding_step(values: Iterable[Value | None], typed: Value, unit: Unit) -> int:
    """To what a control total of an area was rounded: where it has fewer decimals than the figures have, to
    its last one; a nought at the end of a few may be chance. 1 where it was not."""
    if unit is Unit.COUNT:
        return 1
    numbers = [value for value in values if value]
    step = step_of(typed, unit)
    coarse = sum(not number % step for number in numbers)
    if coarse >= len(numbers) or coarse > len(numbers) // 4:
        return 1
    return step


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
