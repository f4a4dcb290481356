"""Where headquarters' own rows give way to what an office says of the same days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fieldapp.core.period import Nearby
from fieldapp.core.programme import HQ
from fieldapp.core.sheet import Cell, Content, Sheet, SheetKey

SaidByCell = Mapping[Cell, Content | None]
"""What a sheet says; None of a cell that is in dispute."""


@dataclass(frozen=True, order=True, slots=True)
class GivenRow:
    """A row of headquarters' own sheet that does not count, since an office says something of a day of it.
    `cells`: where the office says something else; of a row of other days everything is that."""

    sheet: SheetKey
    district: str
    to: SheetKey
    cells: tuple[Cell, ...]

    @property
    def is_of_same_days(self) -> bool:
        """Whether both are of exactly the same days."""
        return self.sheet.period == self.to.period


def said_by_cell(values: Mapping[Cell, Content], disputed: Iterable[Cell]) -> SaidByCell:
    """What a sheet says, in which some cells are in dispute."""
    return {**dict.fromkeys(disputed), **values}


def said_by_sheets(sheets: Iterable[Sheet]) -> dict[SheetKey, SaidByCell]:
    """The same of several sheets."""
    return {sheet.key: said_by_cell(sheet.values, sheet.disputed) for sheet in sheets}


def rows_given_way(said: Mapping[SheetKey, SaidByCell]) -> tuple[GivenRow, ...]:
    """The rows in which headquarters' own sheets give way, as `counting_rows` has it, in order. `said`: what
    the sheets say; control totals are nothing that is said."""
    others = Nearby((key for key in said if key.office not in ("", HQ)), lambda key: key.period)
    beside = {key: others.of(key.period) for key in said if key.office == HQ}
    found = []
    for sheet in filter(beside.get, beside):
        rows = _by_district(said[sheet])
        for to in beside[sheet]:
            theirs = _by_district(said[to])
            for district in rows.keys() & theirs.keys():
                one, other = rows[district], theirs[district]
                is_other = sheet.period != to.period
                cells = [cell for cell in {*one, *other} if is_other or one.get(cell) != other.get(cell)]
                found.append(GivenRow(sheet, district, to, tuple(sorted(cells))))
    return tuple(sorted(found))


def _by_district(values: SaidByCell) -> dict[str, dict[Cell, Content | None]]:
    rows: dict[str, dict[Cell, Content | None]] = {}
    for cell, content in values.items():
        if not cell.is_control:
            rows.setdefault(cell.district, {})[cell] = content
    return rows
