"""What a sheet may do next on its way out of the house, or why not; window and command line ask here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from fieldapp.core.checks.answers import WarningAnswer
from fieldapp.core.checks.finding import Finding, count_errors
from fieldapp.core.checks.totals import recorded_controls
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period, cut_at_month_end
from fieldapp.core.records.record import Record, RecordKind, WorkbookForm
from fieldapp.core.report import Report, Status
from fieldapp.core.sheet import RowState, Sheet, SheetKey


class Step(StrEnum):
    """The one thing that comes next. SEND_AGAIN writes the revision that was sent once more."""

    MARK_READY = "mark-ready"
    SEND = "send"
    SEND_AGAIN = "send-again"


class Obstacle(StrEnum):
    """Why a step cannot be taken; its value is the code of the error that says so."""

    ON_ITS_WAY = "on-its-way"
    NOT_A_SHEET = "not-a-sheet"
    NOTHING_ENTERED = "nothing-entered"
    NOTHING_READABLE = "nothing-readable"
    ERRORS_STAND = "errors-stand"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next for a sheet, and what holds it back, if anything does; `errors`: how many stand."""

    step: Step
    obstacle: Obstacle | None = None
    errors: int = 0

    def require(self, period: Period) -> None:
        """Raises FieldAppError with the obstacle's code."""
        if self.obstacle is not None:
            raise refusal(self.obstacle, period, self.errors)


_STEPS = {Status.DRAFT: Step.MARK_READY, Status.READY: Step.SEND, Status.SENT: Step.SEND_AGAIN}


def next_step(
    sheet: Sheet, status: Status, findings: Sequence[Finding], *, is_on_its_way: bool = False
) -> NextStep:
    """What comes next. Errors hold back whatever is not sent yet, also a sheet that became wrong after it was
    marked ready; what was sent may always be written again. `is_on_its_way`: a workbook is being written."""
    step, errors = _STEPS[status], count_errors(findings)
    if is_on_its_way:
        return NextStep(step, Obstacle.ON_ITS_WAY, errors)
    if step is Step.SEND_AGAIN:
        return NextStep(step)
    is_blank = not sheet.values and not sheet.unread
    if errors and not is_blank:
        return NextStep(step, Obstacle.ERRORS_STAND, errors)
    return NextStep(step, obstacle_to_writing(sheet))


def obstacle_to_writing(sheet: Sheet) -> Obstacle | None:
    """Why a sheet gives no workbook: control totals alone, or texts that are no numbers, would make one of
    blanks. Errors do not hold back a draft."""
    if any(cell.district in sheet.districts for cell in sheet.values):
        return None
    return Obstacle.NOTHING_READABLE if sheet.unread else Obstacle.NOTHING_ENTERED


def obstacle_to_adding_up(report: Report) -> Obstacle | None:
    """Why a report of several sheets gives no workbook: what they hold adds up to nothing but blanks."""
    has_content = any(
        line.state is not RowState.NOT_REPORTED or any(value is not None for value in line.values.values())
        for line in report.lines
    )
    return None if has_content else Obstacle.NOTHING_ENTERED


def obstacle_to_sending(report: Report, sheet: Sheet, findings: Sequence[Finding]) -> Obstacle | None:
    """Why the sheet of a report's period cannot be sent, from a draft on: only a sheet of its own is sent,
    never a month or a range that adds several up."""
    if report.is_summary:
        return Obstacle.NOT_A_SHEET
    return next_step(sheet, report.standing.status, findings).obstacle


def refusal(
    obstacle: Obstacle, period: Period, errors: int = 0, parts: tuple[Period, ...] = ()
) -> FieldAppError:
    """An obstacle as the error that tells of it. `parts`: the sheets that are there for the period."""
    match obstacle:
        case Obstacle.ON_ITS_WAY:
            return FieldAppError("on-its-way")
        case Obstacle.NOT_A_SHEET if parts and parts == cut_at_month_end(period):
            return FieldAppError("sent-in-parts", period=period, parts=parts)
        case Obstacle.NOT_A_SHEET:
            return FieldAppError("not-a-sheet", period=period)
        case Obstacle.NOTHING_ENTERED:
            return FieldAppError("nothing-entered", period=period)
        case Obstacle.NOTHING_READABLE:
            return FieldAppError("nothing-readable", period=period)
        case Obstacle.ERRORS_STAND:
            return FieldAppError("errors-stand", n=errors)


def as_sent(report: Report, at: datetime) -> Report:
    """A report as it is once its sheet is marked sent, at that time."""
    return replace(report, standing=replace(report.standing, status=Status.SENT, sealed_at=at))


def record_of(
    report: Report,
    sheet: Sheet | None = None,
    form: WorkbookForm | None = None,
    *,
    by: str = "",
    answers: Sequence[WarningAnswer] = (),
) -> Record:
    """The record of a report as a workbook carries it: the one that was kept when its revision was sent, or
    what it says now. `sheet`: where its control totals stand; `by`: who makes it; `answers`: to its
    warnings."""
    if report.record is not None:
        return report.record
    standing, lineage, programme = report.standing, report.lineage, report.programme
    is_sent = standing.status is Status.SENT and not report.is_summary
    if report.is_summary and not lineage.parts:
        lineage = replace(lineage, parts=tuple(part_of(report.office, part) for part in report.parts))
    controls = recorded_controls(sheet, programme) if sheet else {}
    return Record(
        kind=RecordKind.SUMMARY if report.is_summary else RecordKind.SHEET,
        programme=programme.key,
        version=programme.version,
        definition=programme.digest,
        office=report.office,
        period=report.period,
        revision=standing.revision,
        is_sent=is_sent,
        lineage=lineage,
        sealed_at=standing.sealed_at if is_sent else None,
        by=by,
        verified_by=standing.verified_by,
        reason=report.correction.reason if report.correction else "",
        rows=report.sealed_rows,
        controls=controls,
        organisations=report.organisations,
        form=form,
        notes=report.notes,
        answers=() if report.is_summary else (*answers,),
    )


def part_of(office: str, period: Period, record: str = "") -> str:
    """What a summary says of a sheet that it adds up: the id of its record, or whose it is where it was not
    sent."""
    return record or f"{office} {period}"


def require_same_record(kept: str | None, record: Record) -> None:
    """Raises FieldAppError `record-differs` where another text is kept under the id of a record."""
    if kept is not None and kept != record.text:
        raise FieldAppError("record-differs", id=record.id)


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where the workbook of a sent revision is to go, as the data file remembers it until it is there.

    `part`: the name that the finished file has until it is moved; `digest`: its SHA-256 in hex. What is to be
    written again is said in `language` and lists places in `order`, as it was.
    """

    period: Period
    revision: int
    target: Path
    part: str
    digest: str
    language: str
    order: str | None
    office: str = ""

    @property
    def sheet(self) -> SheetKey:
        """Which sheet was sent."""
        return SheetKey(self.office, self.period)
