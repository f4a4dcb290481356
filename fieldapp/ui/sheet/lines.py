"""The rows and columns of the grid, and the figure that stands where they meet."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from fieldapp.core.checks.totals import columns_of_row_total, excess
from fieldapp.core.numbers import Unit, Value, finest_decimals
from fieldapp.core.programme import ITEMS, Programme
from fieldapp.core.sheet import CONTROL, CONTROL_ITEMS, ROW_CONTROLS, Cell, Sheet


class RowKind(Enum):
    """What a row is for. Only districts and control totals are typed."""

    REGION = auto()
    DISTRICT = auto()
    TOTAL = auto()
    CONTROL = auto()
    DIFFERENCE = auto()


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the grid. `key`: of its region or district, or its own; `districts`: what it adds up."""

    kind: RowKind
    key: str
    districts: tuple[str, ...]

    @property
    def is_typed(self) -> bool:
        """Whether people type into it."""
        return self.kind is RowKind.DISTRICT or self.kind is RowKind.CONTROL


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the grid. `of`: the indicators it adds up, itself alone where it is typed."""

    key: str
    unit: Unit
    of: tuple[str, ...]

    @property
    def is_typed(self) -> bool:
        """Whether people type into it."""
        return self.of == (self.key,)

    @property
    def is_row_control(self) -> bool:
        """Whether control totals of rows are typed there."""
        return self.key in ROW_CONTROLS


def body_rows(programme: Programme, sheet: Sheet) -> tuple[GridRow, ...]:
    """Each region that has districts in the period, followed by them."""
    rows = []
    for region in programme.regions:
        within = tuple(key for key in sheet.districts if programme.district(key).region == region.key)
        if within:
            rows.append(GridRow(RowKind.REGION, region.key, within))
            rows += [GridRow(RowKind.DISTRICT, key, (key,)) for key in within]
    return tuple(rows)


def footer_rows(programme: Programme, sheet: Sheet) -> tuple[GridRow, ...]:
    """What never scrolls away: the total, the control totals, and how far they are apart."""
    return (
        GridRow(RowKind.TOTAL, "total", sheet.districts),
        GridRow(RowKind.CONTROL, CONTROL, ()),
        GridRow(RowKind.DIFFERENCE, "difference", sheet.districts),
    )


def columns_of(programme: Programme, controls: Collection[str] = ()) -> tuple[Column, ...]:
    """The indicators that are switched on, the row's items where they are a sum of several, and beside these
    the control totals of rows that are asked for."""
    typed = [Column(item.key, item.unit, (item.key,)) for item in programme.active]
    items = tuple(item.key for item in programme.items)
    if len(items) > 1:
        typed.append(Column(ITEMS, Unit.COUNT, items))
    for key in ROW_CONTROLS:
        if key in controls and columns_of_row_total(programme, key):
            unit = Unit.COUNT if key == CONTROL_ITEMS else Unit.HECTARE
            typed.append(Column(key, unit, (key,)))
    return tuple(typed)


def row_controls_in(sheet: Sheet) -> frozenset[str]:
    """The columns of the control totals of rows in which something is typed or noted."""
    held = (*sheet.values, *sheet.unread, *sheet.notes)
    return frozenset(cell.indicator for cell in held if cell.is_row_control)


def cell_of(row: GridRow, column: Column) -> Cell | None:
    """The cell of the sheet that is typed there, or None."""
    if not (row.is_typed and column.is_typed):
        return None
    cell = Cell(row.key, column.key)
    return None if cell.is_crossing else cell


def figure_in(sheet: Sheet, row: GridRow, column: Column) -> Value | None:
    """The number of a row in a column, or None where there is nothing to say."""
    match row.kind:
        case RowKind.CONTROL:
            return _control(sheet, column)
        case RowKind.DIFFERENCE:
            control, values = _control(sheet, column), _values(sheet, row.districts, column)
            return None if control is None else excess(values, control, column.unit)
        case RowKind.REGION | RowKind.TOTAL:
            added = _added(sheet, row.districts, column)
            if column.is_row_control:
                return added
            return 0 if added is None and _is_without_operations(sheet, row.districts) else added
        case RowKind.DISTRICT:
            return _added(sheet, row.districts, column)


def decimals(sheet: Sheet, column: Column) -> int:
    """As many as the finest number of the column has, so that its decimal marks stand under each other."""
    if column.unit is Unit.COUNT:
        return 0
    values = (sheet.value(district, column.key) for district in (*sheet.districts, CONTROL))
    return finest_decimals(values, column.unit)


def _control(sheet: Sheet, column: Column) -> Value | None:
    """A control total; of a sum of columns only where all of them have one."""
    controls = [sheet.control(key) for key in column.of]
    known = [control for control in controls if control is not None]
    return sum(known, start=0) if len(known) == len(controls) else None


def _added(sheet: Sheet, districts: Sequence[str], column: Column) -> Value | None:
    numbers = [value for value in _values(sheet, districts, column) if value is not None]
    return sum(numbers, start=0) if numbers else None


def _values(sheet: Sheet, districts: Sequence[str], column: Column) -> list[Value | None]:
    return [sheet.value(district, key) for district in districts for key in column.of]


def _is_without_operations(sheet: Sheet, districts: Sequence[str]) -> bool:
    return any(map(sheet.has_no_operations, districts))
