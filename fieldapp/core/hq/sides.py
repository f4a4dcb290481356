"""Both sides of a cell at headquarters: what an office says and what headquarters say, or what is in
dispute."""

from collections.abc import Collection
from dataclasses import dataclass

from fieldapp.core.checks.finding import Finding, Severity
from fieldapp.core.hq.answer import CorrectedCell, corrections_in
from fieldapp.core.hq.counting import CountedSheet
from fieldapp.core.hq.fold import Claim
from fieldapp.core.records.record import Record
from fieldapp.core.sheet import STATE, Cell, Sheet

DISPUTES = ("in-dispute", "row-in-dispute")
"""The codes of findings that only headquarters have: of a cell, and of the mark of a row."""


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


def dispute_findings(sheet: Sheet, weighed: CountedSheet | None) -> tuple[Finding, ...]:
    """The cells of a sheet in which something is in dispute and nothing was entered here since; each a
    warning: one may be settled while others stay open."""
    found = []
    for cell in weighed.disputed if weighed else ():
        is_entered = cell in sheet.values or Cell(cell.district, STATE) in sheet.values
        if cell.district not in sheet.districts or is_entered:
            continue
        details = {"district": cell.district}
        is_row = cell.indicator == STATE
        details |= {} if is_row else {"indicator": cell.indicator}
        code = DISPUTES[is_row]
        found.append(Finding(code, Severity.WARNING, (cell,), details, sheet.period, sheet.office))
    return tuple(found)
