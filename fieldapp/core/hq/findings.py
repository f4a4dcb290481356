"""What is odd about a file that came, beside its verdict; with the sheet and the cell where it says so."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from string import ascii_uppercase

from fieldapp.core.checks.case import Surroundings
from fieldapp.core.checks.finding import Finding, Severity
from fieldapp.core.checks.rules import check
from fieldapp.core.checks.totals import control_recorded
from fieldapp.core.hq.arrival import Arrival, ArrivalKind
from fieldapp.core.hq.filled_form import FilledForm
from fieldapp.core.hq.plan import Planned, Verdict
from fieldapp.core.programme import Programme
from fieldapp.core.receive import Said
from fieldapp.core.sheet import STATE, Cell, Sheet, SheetKey


@dataclass(frozen=True, slots=True)
class ArrivalFinding:
    """Something about a file. `cell`: in which cell of the office's sheet; `sheet` and `address`: where in
    the workbook; `says`, `should_say`: what was found there. `about`: what a rule has found, once for each
    of its cells."""

    code: str
    severity: Severity
    cell: Cell | None = None
    sheet: str = ""
    address: str = ""
    says: Said = None
    should_say: Said = None
    about: Finding | None = None


_CHECKED = (ArrivalKind.UNSEALED, ArrivalKind.EDITED, ArrivalKind.DRAFT, ArrivalKind.SHEET)

FindSurroundings = Callable[[SheetKey], Surroundings]
"""What figures of a sheet are checked against that did not come from this app."""


def findings_of(
    file: Planned, programme: Programme, now: datetime, surroundings: FindSurroundings | None = None
) -> tuple[ArrivalFinding, ...]:
    """Everything about one file, what is wrong first. `now`: with its zone; `surroundings`: only what day it
    is unless told."""
    found = [*_altered(file.arrival), *_unreadable(file.arrival), *_flaws(file.arrival), *_parts(file)]
    found += [*_checked(file, programme, now, surroundings), *_odd(file, programme, now)]
    return tuple(sorted(found, key=lambda finding: finding.severity is not Severity.ERROR))


def _altered(file: Arrival) -> Iterator[ArrivalFinding]:
    places = file.places
    rows = {
        (sheet, _row_number(address)): cell for cell, (sheet, address) in places.items() if _is_tally(cell)
    }
    for item in file.alterations:
        cell = rows.get((item.sheet, _row_number(item.cell)))
        where = (item.sheet, item.cell)
        yield ArrivalFinding("altered", Severity.ERROR, cell, *where, item.says, item.should_say)


def _is_tally(cell: Cell) -> bool:
    return cell.indicator != STATE and not cell.is_control


def _row_number(address: str) -> str:
    return address.lstrip(ascii_uppercase)


def _unreadable(file: Arrival) -> Iterator[ArrivalFinding]:
    if file.error is not None:
        sheet, _, cell = str(file.error.details.get("where", "")).rpartition("!")
        yield ArrivalFinding(file.error.code, Severity.ERROR, None, sheet, cell)


def _flaws(file: Arrival) -> Iterator[ArrivalFinding]:
    for flaw in file.form.flaws if file.form else ():
        where = (flaw.cell, flaw.sheet, flaw.address)
        yield ArrivalFinding(flaw.code, Severity.ERROR, *where, flaw.says, flaw.should_say)


def _parts(file: Planned) -> Iterator[ArrivalFinding]:
    if file.verdict is Verdict.RECUT:
        for misfit in file.misfits:
            where = file.arrival.places.get(misfit.cell, ("", ""))
            yield ArrivalFinding("parts-differ", Severity.WARNING, misfit.cell, *where)


def _checked(
    file: Planned, programme: Programme, now: datetime, surroundings: FindSurroundings | None
) -> Iterator[ArrivalFinding]:
    """What the rules say of its figures: all of them where nobody has checked these yet; of a sheet of this
    app, in whichever state it came, what must hold."""
    reading, kind = file.arrival.reading, file.arrival.kind
    if reading is None or kind not in _CHECKED:
        return
    form, record = file.arrival.form or FilledForm(), file.arrival.record
    rows = {district.key for district in programme.expected(reading.office, reading.period)}
    rows |= {line.district for line in reading.lines}
    districts = tuple(district.key for district in programme.districts if district.key in rows)
    columns = tuple(item.key for item in programme.active)
    totals = record.controls if record else {}
    controls = {control_recorded(cell): total for cell, total in totals.items()}
    values = {**file.arrival.contents, **controls, **form.controls}
    sheet = Sheet(reading.period, districts, columns, values, {}, form.unread, reading.office)
    is_new = kind is ArrivalKind.UNSEALED
    around = surroundings(sheet.key) if surroundings and is_new else Surroundings(now.date())
    for finding in check(sheet, programme, around):
        if not is_new and finding.severity is not Severity.ERROR:
            continue
        for cell in finding.cells or (None,):
            where = file.arrival.places.get(cell, ("", "")) if cell else ("", "")
            yield ArrivalFinding(finding.code, finding.severity, cell, *where, about=finding)


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
