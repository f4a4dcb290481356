"""What is odd about a file that came, beside its verdict; with the sheet and the cell where it says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from fieldapp.core.checks.finding import Severity
from fieldapp.core.checks.rules import Surroundings, check
from fieldapp.core.hq.arrival import Arrival, ArrivalKind
from fieldapp.core.hq.plan import Planned, Verdict
from fieldapp.core.programme import Programme
from fieldapp.core.receive import Said
from fieldapp.core.sheet import Cell, Sheet


@dataclass(frozen=True, slots=True)
class ArrivalFinding:
    """Something about a file. `cell`: in which cell of the office's sheet; `sheet` and `address`: where in
    the workbook; `says`, `should_say`: what was found there."""

    code: str
    severity: Severity
    cell: Cell | None = None
    sheet: str = ""
    address: str = ""
    says: Said = None
    should_say: Said = None


def findings_of(file: Planned, programme: Programme, now: datetime) -> tuple[ArrivalFinding, ...]:
    """Everything about one file, what is wrong first. `now`: with its zone."""
    found = [*_altered(file.arrival), *_unreadable(file.arrival), *_parts(file)]
    found += [*_checked(file, programme, now), *_odd(file, programme, now)]
    return tuple(sorted(found, key=lambda finding: finding.severity is not Severity.ERROR))


def _altered(file: Arrival) -> Iterator[ArrivalFinding]:
    for item in file.alterations:
        where = (item.sheet, item.cell)
        yield ArrivalFinding("altered", Severity.ERROR, None, *where, item.says, item.should_say)


def _unreadable(file: Arrival) -> Iterator[ArrivalFinding]:
    if file.error is not None:
        sheet, _, cell = str(file.error.details.get("where", "")).rpartition("!")
        yield ArrivalFinding(file.error.code, Severity.ERROR, None, sheet, cell)


def _parts(file: Planned) -> Iterator[ArrivalFinding]:
    if file.verdict is Verdict.RECUT and file.place is not None:
        for misfit in file.place.misfits:
            yield ArrivalFinding("parts-differ", Severity.WARNING, misfit.cell)


def _checked(file: Planned, programme: Programme, now: datetime) -> Iterator[ArrivalFinding]:
    """What nobody has checked yet: figures that did not come from a sheet of this app."""
    reading = file.arrival.reading
    if reading is None or file.arrival.kind is not ArrivalKind.UNSEALED:
        return
    districts = tuple(d.key for d in programme.expected(reading.office, reading.period))
    columns = tuple(item.key for item in programme.active)
    sheet = Sheet(reading.period, districts, columns, file.arrival.contents, office=reading.office)
    for finding in check(sheet, programme, Surroundings(now.date())):
        for cell in finding.cells or (None,):
            yield ArrivalFinding(finding.code, finding.severity, cell)


def _odd(file: Planned, programme: Programme, now: datetime) -> Iterator[ArrivalFinding]:
    record = file.arrival.record
    if record is None or file.arrival.kind is ArrivalKind.FOREIGN:
        return
    is_early = record.sealed_at is not None and record.sealed_at > now
    if is_early or record.period.end >= now.date():
        yield ArrivalFinding("clock", Severity.WARNING)
    if record.unknown:
        yield ArrivalFinding("newer-lines", Severity.WARNING)
    if record.definition != programme.digest[: len(record.definition)]:
        yield ArrivalFinding("other-version", Severity.WARNING)
