"""Both sides of a cell at headquarters: what an office says and what headquarters say, or what is in
dispute."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from fieldapp.core.checks.answers import WarningAnswer
from fieldapp.core.checks.finding import Finding, Severity
from fieldapp.core.checks.review import DISPUTES, Item
from fieldapp.core.hq.answer import CorrectedCell, corrections_in
from fieldapp.core.hq.counting import CountedSheet
from fieldapp.core.hq.fold import Claim
from fieldapp.core.records.record import Record
from fieldapp.core.sheet import STATE, Cell, Sheet, SheetKey


@dataclass(frozen=True)
class Sides:
    """Of one cell: `claims` where records disagree, `correction` and `record` where headquarters have said
    something else than the office."""

    claims: tuple[tuple[Claim, Record], ...] = ()
    correction: CorrectedCell | None = None
    record: Record | None = None


def sides_of(cell: Cell, weighed: CountedSheet | None, own_files: Collection[str]) -> Sides:
    """What is said of a cell. `own_files`: the UUIDs of headquarters' data file."""
    if weighed is None:
        return Sides()
    known = weighed.folded.records
    if cell in weighed.disputed:
        claims = weighed.disputed[cell]
        return Sides(tuple((claim, known[claim.id]) for claim in claims if claim.id in known))
    own = [record for record in known.values() if record.lineage.file in own_files]
    for record in sorted(own, key=lambda one: (len(one.ancestors), one.id), reverse=True):
        for item in corrections_in(record, known):
            if item.cell == cell and weighed.folded.values.get(cell) == item.after:
                return Sides((), item, record)
    return Sides()


def findings_with_disputes(
    findings: Sequence[Finding], sheet: Sheet, in_dispute: Collection[Cell]
) -> tuple[Finding, ...]:
    """The findings of a sheet with one for each cell in dispute into which nothing was entered since, those
    first. Of a row that lacks nothing but such cells it is not said that it is half filled: nobody is to type
    a 0 there."""
    disputed = {
        cell
        for cell in in_dispute
        if cell.district in sheet.districts
        and cell not in sheet.values
        and Cell(cell.district, STATE) not in sheet.values
    }
    found = []
    for cell in sorted(disputed):
        is_row = cell.indicator == STATE
        details = {"district": cell.district} | ({} if is_row else {"indicator": cell.indicator})
        found.append(Finding(DISPUTES[is_row], Severity.ERROR, (cell,), details, sheet.period, sheet.office))
    return (*found, *(finding for finding in findings if not _is_by_dispute(finding, sheet, disputed)))


@dataclass(frozen=True, slots=True)
class SaidByRecords:
    """Of one sheet, what its records say beside its figures: the cells in dispute, and why warnings are
    right."""

    disputed: tuple[Cell, ...] = ()
    answers: tuple[WarningAnswer, ...] = ()


def said_by_records(counted: Mapping[SheetKey, CountedSheet]) -> dict[SheetKey, SaidByRecords]:
    """The same of all sheets."""
    return {
        key: SaidByRecords((*sorted(one.disputed),), one.folded.answers()) for key, one in counted.items()
    }


def items_with_disputes(
    items: Sequence[Item], sheet: Sheet, in_dispute: Collection[Cell]
) -> tuple[Item, ...]:
    """The same for what is listed of a sheet."""
    findings = findings_with_disputes(
        [one.finding for one in items if one.finding is not None], sheet, in_dispute
    )
    return (*(Item(sheet.key, one) for one in findings), *(one for one in items if one.finding is None))


def _is_by_dispute(finding: Finding, sheet: Sheet, disputed: Collection[Cell]) -> bool:
    if finding.code != "row-half-filled":
        return False
    district = finding.cells[0].district
    return all(Cell(district, key) in disputed for key in sheet.missing(district))
