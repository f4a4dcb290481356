"""A sheet of headquarters' own beside an office's: its row never counts beside the office's of these days."""

from collections.abc import Mapping
from dataclasses import dataclass

from fieldapp.core.hq.arrival import Arrival, ArrivalKind
from fieldapp.core.hq.counting import CountedSheet, SheetPlace
from fieldapp.core.hq.fold import contents_in
from fieldapp.core.period import Period
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.records.record import Record
from fieldapp.core.records.recut import MisfitAt
from fieldapp.core.report import district_line
from fieldapp.core.sheet import STATE, Cell, Content, RowState, Sheet, SheetKey
from fieldapp.core.spans.giving_way import GivenRow, rows_given_way, said_by_cell

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
    said = {key: said_by_cell(sheet.values, sheet.disputed) for key, sheet in counted.items()}
    for row in rows_given_way({**said, **typed}):
        for key in (row.sheet, row.to):
            found[key] = (*found.get(key, ()), row)
    return found


def misfits_by_part(counted: Mapping[SheetKey, CountedSheet]) -> dict[SheetKey, tuple[MisfitAt, ...]]:
    """Where the parts of sheets that were cut do not make them up, by each part."""
    return {part: sheet.misfits for sheet in counted.values() if sheet.misfits for part in sheet.beside}


def put_out(
    before: Mapping[SheetKey, CountedSheet], counted: Mapping[SheetKey, CountedSheet]
) -> dict[SheetKey, tuple[SheetKey, ...]]:
    """The sheets that counted before and do not now, by each sheet for which that is so."""
    found: dict[SheetKey, tuple[SheetKey, ...]] = {}
    for key, sheet in counted.items():
        has_counted = key in before and before[key].place is SheetPlace.COUNTS
        if has_counted and sheet.place in (SheetPlace.OVERLAPPED, SheetPlace.RETIRED):
            for one in sheet.beside:
                found[one] = (*found.get(one, ()), key)
    return found


@dataclass(frozen=True, slots=True)
class CellBeside:
    """A cell in which a file says something else than what counts. `sealed`: what was written there, where
    the file was edited since."""

    cell: Cell
    ours: Content | None
    theirs: Content | None
    sealed: Content | None = None


@dataclass(frozen=True)
class Beside:
    """What files are judged beside: what counts without and with them, what headquarters have typed, and
    where that gives way; `misfits`: by each part of a sheet that was cut; `out`: the sheets that count no
    more, by each for which that is so."""

    before: Mapping[SheetKey, CountedSheet]
    counted: Mapping[SheetKey, CountedSheet]
    typed: SheetsSay
    given: GivenRows
    misfits: Mapping[SheetKey, tuple[MisfitAt, ...]]
    out: Mapping[SheetKey, tuple[SheetKey, ...]]

    def ours(self, key: SheetKey | None) -> dict[Cell, Content]:
        """What counts now of a sheet; of a row that is in a sheet beside it too, what counts of these two."""
        if key is None:
            return {}
        ours = self._values(self.before, key)
        for row in self.given.get(key, ()):
            if row.is_of_same_days and key == row.sheet:
                office = _row(self._values(self.counted, row.to), row.district)
                ours = {cell: said for cell, said in ours.items() if cell.district != row.district} | office
            elif row.is_of_same_days and not self._is_told(key, row.district):
                ours |= _row(self._values(self.before, row.sheet), row.district)
        return ours

    def added_up(self, office: str, period: Period, programme: Programme) -> dict[Cell, Content]:
        """What the sheets of an office within a period add up to, with whatever came; of headquarters those
        of all offices. One of exactly this period stands for all of its office, as in every report."""
        known = {key: sheet.values for key, sheet in self.counted.items() if sheet.place is SheetPlace.COUNTS}
        asked = {key: v for key, v in {**known, **self.typed}.items() if office in (HQ, key.office)}
        inside = {key: v for key, v in asked.items() if period.contains(key.period)}
        whole = {key.office for key in inside if key.period == period}
        columns = tuple(item.key for item in programme.active)
        sheets = [
            Sheet(
                key.period,
                tuple({cell.district for cell in (*values, *disputed)}),
                columns,
                values,
                office=key.office,
                disputed=disputed,
            )
            for key, values in inside.items()
            if key.period == period or key.office not in whole
            for disputed in [frozenset(self.counted[key].disputed if key in self.counted else ())]
        ]
        found: dict[Cell, Content] = {}
        for district in {district for sheet in sheets for district in sheet.districts}:
            line = district_line(programme, district, sheets)
            if line.state is RowState.NO_OPERATIONS:
                found[Cell(district, STATE)] = line.state
            found |= {Cell(district, key): v for key, v in line.values.items() if v is not None}
        return found

    def _is_told(self, key: SheetKey, district: str) -> bool:
        known = self.before.get(key)
        cells = (*known.values, *known.disputed) if known else ()
        return any(one.district == district for one in cells)

    def _values(self, sheets: Mapping[SheetKey, CountedSheet], key: SheetKey) -> dict[Cell, Content]:
        if key in self.typed:
            return dict(self.typed[key])
        return dict(sheets[key].values) if key in sheets else {}


def cells_beside(
    ours: Mapping[Cell, Content], file: Arrival, record: Record | None
) -> tuple[CellBeside, ...]:
    """Where a file says something else than counts, or than was written in it."""
    theirs = file.contents
    sealed = contents_in(record) if record else None
    cells = {*ours, *theirs, *(sealed or ())}
    if sealed is not None and file.kind is ArrivalKind.EDITED:
        cells = {cell for cell in cells if sealed.get(cell) != theirs.get(cell)}
        ours = {cell: ours[cell] for cell in cells if cell in ours}
    if file.kind is ArrivalKind.UNSEALED:
        cells = {cell for cell in cells if cell in theirs or _is_put_out(cell, theirs)}
    return tuple(
        CellBeside(cell, ours.get(cell), theirs.get(cell), sealed.get(cell) if sealed else None)
        for cell in sorted(cells)
        if ours.get(cell) != theirs.get(cell) or (sealed and sealed.get(cell) != theirs.get(cell))
    )


def _is_put_out(cell: Cell, theirs: Mapping[Cell, Content]) -> bool:
    """Whether a cell goes blank once a file without figures under seal is taken: a blank one claims nothing,
    but numbers put the mark of their row out, and a mark the numbers."""
    if cell.indicator != STATE:
        return Cell(cell.district, STATE) in theirs
    return any(one.district == cell.district for one in theirs)


def _row(values: Mapping[Cell, Content], district: str) -> dict[Cell, Content]:
    return {cell: content for cell, content in values.items() if cell.district == district}
