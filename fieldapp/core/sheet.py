"""A sheet: what one office has entered for one period, as values by cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from fieldapp.core.numbers import Unread, Value
from fieldapp.core.period import Period

CONTROL = "control"
"""The row of the control totals: `Cell(CONTROL, indicator)`. No district may have this key."""

STATE = "state"
"""The column of the row marks: `Cell(district, STATE)`. No indicator may have this key."""

CONTROL_ITEMS, CONTROL_AREA = "control-items", "control-area"
"""Columns of the control totals of rows: `Cell(district, CONTROL_ITEMS)`. No indicator has such a key."""

ROW_CONTROLS = (CONTROL_ITEMS, CONTROL_AREA)

NO_OPERATIONS = "\u2013"
"""How *no operations* is written, in the grid and on the clipboard: an en dash in every column of the row.
Any other dash is read as one; but a hyphen among spaces is how spreadsheets write a zero."""


class RowState(StrEnum):
    """What a district's row says. REPORTED: every column holds a number, and 0 is a number."""

    NOT_REPORTED = "not_reported"
    NO_OPERATIONS = "no_operations"
    REPORTED = "reported"


@dataclass(frozen=True, order=True, slots=True)
class SheetKey:
    """Which sheet: whose, and for which days."""

    office: str
    period: Period


class Cell(NamedTuple):
    """Where a value stands: (district, indicator), a control total, or the mark of a row. A tuple, because a
    keystroke looks ten thousand of them up."""

    district: str
    indicator: str

    @property
    def is_row_control(self) -> bool:
        """Whether it is for the control total of a row."""
        return self.indicator in ROW_CONTROLS

    @property
    def is_crossing(self) -> bool:
        """Whether control totals of columns and of rows meet there: nothing stands in it."""
        return self.district == CONTROL and self.indicator in ROW_CONTROLS

    @property
    def is_control(self) -> bool:
        """Whether it is for a control total, of a column or of a row."""
        return self.district == CONTROL or self.indicator in ROW_CONTROLS


Content = Value | RowState
"""What a cell holds: a number, or RowState.NO_OPERATIONS in a STATE cell."""


class RowFigures(NamedTuple):
    """A row of a sheet: how it stands, and its number in each of some columns, None where there is none."""

    state: RowState
    numbers: Sequence[Value | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The values of an office for a period: districts in the programme's order, `values` only for cells that
    hold one, `notes` only for cells that have one, `unread` for cells in which something was typed that is no
    number: it is kept as typed, with the reason, beside the number that the cell held before, until something
    else is typed; `disputed` for cells that are blank only because headquarters have several figures for
    them, where whoever read the sheet asked for that.

    A row holds numbers or the mark *no operations*, never both (`fieldapp.core.edits` sees to it).
    """

    period: Period
    districts: tuple[str, ...]
    indicators: tuple[str, ...]
    values: Mapping[Cell, Content] = field(default_factory=dict)
    notes: Mapping[Cell, str] = field(default_factory=dict)
    unread: Mapping[Cell, Unread] = field(default_factory=dict)
    office: str = ""
    disputed: frozenset[Cell] = frozenset()
    _rows: dict[tuple[str, ...], Mapping[str, RowFigures]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def key(self) -> SheetKey:
        """Which sheet it is."""
        return SheetKey(self.office, self.period)

    def value(self, district: str, indicator: str) -> Value | None:
        """The number in a cell, or None where there is none."""
        place: Any = district, indicator  # equal to its Cell, and made in a third of the time
        content = self.values.get(place)
        return None if isinstance(content, RowState) else content

    def number(self, cell: Cell) -> Value | None:
        """The same of a cell that is at hand."""
        content = self.values.get(cell)
        return None if isinstance(content, RowState) else content

    def control(self, indicator: str) -> Value | None:
        """The control total of a column, or None."""
        return self.value(CONTROL, indicator)

    def missing(self, district: str) -> tuple[str, ...]:
        """The indicators without a number in a row."""
        row = self.rows(self.indicators).get(district)
        if row is None:
            return tuple(name for name in self.indicators if self.value(district, name) is None)
        if None not in row.numbers:
            return ()
        told = zip(self.indicators, row.numbers, strict=True)
        return tuple(name for name, value in told if value is None)

    def is_half_filled(self, district: str) -> bool:
        """Whether a row has some of its numbers, but not all."""
        return 0 < len(self.missing(district)) < len(self.indicators)

    def has_no_operations(self, district: str) -> bool:
        """Whether a row is marked *no operations*."""
        return Cell(district, STATE) in self.values

    def state(self, district: str) -> RowState:
        """A half-filled row is not yet reported; its numbers still count in the totals."""
        if row := self.rows(self.indicators).get(district):
            return row.state
        if self.has_no_operations(district):
            return RowState.NO_OPERATIONS
        return RowState.NOT_REPORTED if self.missing(district) else RowState.REPORTED

    def rows(self, columns: tuple[str, ...]) -> Mapping[str, RowFigures]:
        """All its rows by district; made once, however many reports add them up."""
        if columns not in self._rows:
            answers = _numbers_of(self, self.indicators)
            numbers = answers if columns == self.indicators else _numbers_of(self, columns)
            self._rows[columns] = {
                district: RowFigures(_state_of(self, district, row), numbers[district])
                for district, row in answers.items()
            }
        return self._rows[columns]

    def says_something(self, district: str) -> bool:
        """Whether a row has a mark or any number, also one that is in dispute."""
        is_told = self.has_no_operations(district) or len(self.missing(district)) < len(self.indicators)
        return is_told or any(one.district == district and not one.is_control for one in self.disputed)

    def total(self, indicator: str, districts: Iterable[str] | None = None) -> Value:
        """The sum of a column over its districts (all of them unless told); exact."""
        chosen = self.districts if districts is None else districts
        return sum((self.value(district, indicator) or 0 for district in chosen), start=0)

    def answered(self) -> int:
        """How many districts the totals stand on: reported, or without operations."""
        return sum(self.state(district) is not RowState.NOT_REPORTED for district in self.districts)


def _numbers_of(sheet: Sheet, columns: tuple[str, ...]) -> dict[str, list[Value | None]]:
    places = {key: place for place, key in enumerate(columns)}
    rows: dict[str, list[Value | None]] = {district: [None] * len(columns) for district in sheet.districts}
    for (district, key), content in sheet.values.items():
        if key in places and district in rows and not isinstance(content, RowState):
            rows[district][places[key]] = content
    return rows


def _state_of(sheet: Sheet, district: str, row: Sequence[Value | None]) -> RowState:
    if Cell(district, STATE) in sheet.values:
        return RowState.NO_OPERATIONS
    return RowState.NOT_REPORTED if None in row else RowState.REPORTED


def numbers_by_cell(sheets: Iterable[Sheet]) -> dict[Cell, list[Value]]:
    """The numbers of each cell in several sheets, in their order; without marks and empty cells."""
    found: dict[Cell, list[Value]] = {}
    for sheet in sheets:
        for cell, content in sheet.values.items():
            if not isinstance(content, RowState):
                found.setdefault(cell, []).append(content)
    return found


def held_in(sheet: Sheet, cell: Cell, summed: Iterable[str] = ()) -> Content | None:
    """What a cell tells of a sheet that is over: its number, the mark of its row, or None; a control total
    what its column added up to, or what its row did in the columns `summed`."""
    if cell.is_row_control:
        values = [sheet.value(cell.district, key) for key in summed]
        known = [value for value in values if value is not None]
        return sum(known, start=0) if known else sheet.values.get(Cell(cell.district, STATE))
    if cell.district != CONTROL:
        return sheet.values.get(cell, sheet.values.get(Cell(cell.district, STATE)))
    is_known = any(sheet.value(district, cell.indicator) is not None for district in sheet.districts)
    return sheet.total(cell.indicator) if is_known else None
