"""The second person: totals keyed again from the paper, without sight of what was entered."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from fieldapp.core.numbers import Value
from fieldapp.core.programme import ITEMS, Programme
from fieldapp.core.sheet import CONTROL, Cell, RowState, Sheet


class Right(StrEnum):
    """Whom the paper bore out."""

    ENTERED = "entered"
    KEYED = "keyed"


@dataclass(frozen=True)
class Keyed:
    """What the second person keyed, by `Cell(CONTROL, indicator)` for a column's total and
    `Cell(district, ITEMS)` for a row's items; stored units."""

    values: Mapping[Cell, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A place where the two differ. `entered` is the sum of what is in the sheet."""

    cell: Cell
    entered: Value
    keyed: Value


def places_to_key(sheet: Sheet) -> tuple[Cell, ...]:
    """What the second person is asked for, in the order of the screen: the items of every row with numbers,
    then every column's total."""
    rows = [key for key in sheet.districts if len(sheet.missing(key)) < len(sheet.indicators)]
    return (*(Cell(key, ITEMS) for key in rows), *(Cell(CONTROL, key) for key in sheet.indicators))


def entered_at(sheet: Sheet, programme: Programme, cell: Cell) -> Value:
    """The sum that the sheet gives for a place."""
    if cell.district == CONTROL:
        return sheet.total(cell.indicator)
    return sum((sheet.value(cell.district, item.key) or 0 for item in programme.items), start=0)


def mismatches(sheet: Sheet, programme: Programme, keyed: Keyed) -> tuple[Mismatch, ...]:
    """Where what was keyed differs from what was entered; places that are not keyed yet are left out."""
    return tuple(
        Mismatch(cell, entered, keyed.values[cell])
        for cell in places_to_key(sheet)
        if cell in keyed.values and (entered := entered_at(sheet, programme, cell)) != keyed.values[cell]
    )


def is_complete(sheet: Sheet, keyed: Keyed) -> bool:
    """Whether every place has been keyed."""
    return all(cell in keyed.values for cell in places_to_key(sheet))


def suspect(sheet: Sheet, wrong: Sequence[Mismatch]) -> Cell:
    """Where to look in a sheet that the paper contradicts: where a row and a column are off by the same, or
    else at the first row, or in the first column."""
    rows = [one for one in wrong if one.cell.district != CONTROL]
    columns = [one for one in wrong if one.cell.district == CONTROL]
    for row in rows:
        for column in columns:
            if row.keyed - row.entered == column.keyed - column.entered:
                return Cell(row.cell.district, column.cell.indicator)
    return rows[0].cell if rows else Cell(sheet.districts[0], columns[0].cell.indicator)


def controls_to_take(sheet: Sheet, keyed: Keyed) -> dict[Cell, Value]:
    """The keyed totals of the columns that have no control total yet."""
    return {
        cell: value
        for cell, value in keyed.values.items()
        if cell.district == CONTROL and cell not in sheet.values
    }


def fingerprint(sheet: Sheet) -> str:
    """Changes with any value of the sheet but the control totals: what a verification stands for."""
    facts = sorted(
        f"{cell.district} {cell.indicator} {content.value if isinstance(content, RowState) else content}"
        for cell, content in sheet.values.items()
        if not cell.is_control
    )
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()
