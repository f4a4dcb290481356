"""A sheet of headquarters' own beside an office's: its row never counts beside the office's of these days."""

from collections.abc import Mapping
from dataclasses import dataclass

from fieldapp.core.hq.counting import CountedSheet
from fieldapp.core.report import GivenRow, rows_given_way
from fieldapp.core.sheet import Cell, Content, SheetKey

SheetsSay = Mapping[SheetKey, Mapping[Cell, Content]]
"""What sheets say."""

GivenRows = Mapping[SheetKey, tuple[GivenRow, ...]]
"""The rows in which headquarters' own sheets give way, by either sheet."""

NOTHING_SAID: SheetsSay = {}
NOTHING_GIVEN: GivenRows = {}


def given_by_sheet(
    counted: Mapping[SheetKey, CountedSheet], typed: SheetsSay
) -> dict[SheetKey, tuple[GivenRow, ...]]:
    """The rows in which headquarters' own sheets give way, by either sheet. `typed`: what is entered in these
    and not sent."""
    found: dict[SheetKey, tuple[GivenRow, ...]] = {}
    for row in rows_given_way({**{key: sheet.values for key, sheet in counted.items()}, **typed}):
        for key in (row.sheet, row.to):
            found[key] = (*found.get(key, ()), row)
    return found


@dataclass(frozen=True)
class Beside:
    """What files are judged beside: what counts without and with them, what headquarters have typed, and
    where that gives way."""

    before: Mapping[SheetKey, CountedSheet]
    counted: Mapping[SheetKey, CountedSheet]
    typed: SheetsSay
    given: GivenRows

    def ours(self, key: SheetKey | None) -> dict[Cell, Content]:
        """What counts now of a sheet; of a row that is in a sheet beside it too, what counts of these two."""
        if key is None:
            return {}
        ours = self._values(self.before, key)
        for row in self.given.get(key, ()):
            if row.is_of_same_days and key == row.sheet:
                office = _row(self._values(self.counted, row.to), row.district)
                ours = {cell: said for cell, said in ours.items() if cell.district != row.district} | office
            elif row.is_of_same_days and not _row(ours, row.district):
                ours |= _row(self._values(self.before, row.sheet), row.district)
        return ours

    def _values(self, sheets: Mapping[SheetKey, CountedSheet], key: SheetKey) -> dict[Cell, Content]:
        if key in self.typed:
            return dict(self.typed[key])
        return dict(sheets[key].values) if key in sheets else {}


def _row(values: Mapping[Cell, Content], district: str) -> dict[Cell, Content]:
    return {cell: content for cell, content in values.items() if cell.district == district}
