"""The one passage of a sheet out of the house: packed at the click, written whole aside, marked sent, moved.

A workbook that says *sent* is only ever where it was to go if its sheet is marked. Window and command line
go this way; a program that ends in between is found out at the next start by what the data file remembers.
"""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from fieldapp.core.checks.answers import answers_that_hold
from fieldapp.core.checks.finding import Finding, count_errors
from fieldapp.core.checks.review import judge_sheet
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.records.record import Record, WorkbookForm
from fieldapp.core.report import Report, Status
from fieldapp.core.sending import (
    Delivery,
    as_sent,
    obstacle_to_adding_up,
    obstacle_to_sending,
    obstacle_to_writing,
    record_of,
    refusal,
)
from fieldapp.core.sheet import Sheet, SheetKey
from fieldapp.exchange.placing import UnplacedFile, digest_of
from fieldapp.store.sendings import Marked
from fieldapp.store.store import Store
from fieldapp.texts.texts import Texts, read_texts


@dataclass(frozen=True)
class Parcel:
    """All that goes into one workbook, as it is at one moment. `today`: when it was packed; `issued`: the day
    that the workbook gives, for a sent revision that of its sending; `record`: what the workbook carries."""

    report: Report
    sheet: Sheet
    findings: tuple[Finding, ...]
    target: Path
    texts: Texts
    order: str | None
    today: date
    issued: date
    record: Record


def judge(
    store: Store,
    parts: Sequence[SheetKey | Period],
    today: date,
    tell: Callable[[float], None] = lambda share: None,
) -> tuple[Finding, ...]:
    """What is wrong or odd in some sheets, and what of it was answered. `tell` hears how much is done, 0 to
    1, and may raise to have nothing."""
    asked = [store.key(part) for part in parts]
    keys = sorted({*asked})
    sent = store.answers_sent(keys)
    found: dict[SheetKey, tuple[Finding, ...]] = {}
    for number, (key, (sheet, around)) in enumerate(zip(keys, store.surrounded(keys, today), strict=True)):
        tell(number / len(keys))
        answers = (*sent.get(key, ()), *store.answers(key))
        found[key] = judge_sheet(sheet, store.programme, around, answers)
    return tuple(finding for key in asked for finding in found[key])


def require_content(report: Report, sheet: Sheet) -> None:
    """Raises FieldAppError `nothing-entered` or `nothing-readable`."""
    obstacle = obstacle_to_adding_up(report) if report.is_summary else obstacle_to_writing(sheet)
    if obstacle is not None:
        raise refusal(obstacle, report.period)


def pack(
    store: Store, of: SheetKey | Period, target: Path, texts: Texts, order: str | None, now: datetime
) -> Parcel:
    """What a workbook of a period says now: a draft, a summary, or again the revision that was sent, which
    says what it said then, whatever was entered beside it since.

    Raises FieldAppError `nothing-entered`, `nothing-readable`, `parts-overlap`, `newer-read-only`.
    """
    store.require_own_format()
    report, sheet = store.report(of), store.sheet(of)
    require_content(report, sheet)
    issued, said = _issued(report, now), store.sent_as(report)
    if said is None:
        findings = judge(store, report.sheets, issued)
    else:
        standing = replace(report.standing, verified_by=said.verified_by)
        report, findings = replace(report, straddling=said.straddling, standing=standing), said.findings
    record = _record_of(store, report, sheet, findings, texts, order)
    return Parcel(report, sheet, findings, target, texts, order, now.date(), issued, record)


def pack_to_send(
    store: Store, of: SheetKey | Period, target: Path, texts: Texts, order: str | None, now: datetime
) -> Parcel:
    """What the workbook of a sheet says once the sheet is marked sent, at this moment.

    Raises FieldAppError `not-a-sheet`, `sent-in-parts`, `nothing-entered`, `nothing-readable`,
    `errors-stand`, `newer-read-only`.
    """
    store.require_own_format()
    key = store.key(of)
    report, sheet = store.report(key), store.sheet(key)
    findings = judge(store, [key], now.date())
    obstacle = obstacle_to_sending(report, sheet, findings)
    if obstacle is not None:
        raise refusal(obstacle, key.period, count_errors(findings), report.parts)
    sent = as_sent(report, now)
    record = _record_of(store, sent, sheet, findings, texts, order)
    return Parcel(sent, sheet, findings, target, texts, order, now.date(), now.date(), record)


def write_aside(parcel: Parcel) -> UnplacedFile:
    """The finished workbook beside the place where it is to go. Raises FieldAppError as `lay_aside` does."""
    from fieldapp.exchange.workbook import lay_workbook_aside

    return lay_workbook_aside(
        parcel.report,
        parcel.findings,
        parcel.target,
        parcel.texts,
        order=parcel.order,
        issued=parcel.issued,
        record=parcel.record,
    )


def deliver(store: Store, parcel: Parcel, file: UnplacedFile) -> Path:
    """Move a workbook to where it is to go; nothing is marked. The path that it has."""
    try:
        written = file.move()
    finally:
        file.drop()
    if parcel.report.standing.status is Status.SENT:
        _note_delivered(store, _key_of(parcel), parcel.report.standing.revision)
    return written


def send(store: Store, parcel: Parcel, file: UnplacedFile, *, from_draft: bool = False) -> Path:
    """Mark the sheet of a parcel sent, and move its workbook to where it is to go; both or neither.

    Raises FieldAppError `changed-meanwhile` where anything was changed since it was packed, `still-sent`
    where the workbook could not be moved and the mark not be taken back, and as `UnplacedFile.move` does.
    """
    report, delivery = parcel.report, _delivery_of(parcel, file)
    try:
        try:
            marked = _mark(store, parcel, delivery, from_draft)
        except FieldAppError:
            if not _is_marked(store, delivery):
                raise
            marked = None
        written = _move_or_take_back(store, marked, file)
    finally:
        file.drop()
    _note_delivered(store, _key_of(parcel), report.standing.revision)
    return written


def _mark(store: Store, parcel: Parcel, delivery: Delivery, from_draft: bool) -> Marked:
    period = parcel.report.period
    try:
        if judge(store, [_key_of(parcel)], parcel.today) == parcel.findings:
            return store.send(
                parcel.report,
                parcel.sheet,
                delivery,
                from_draft=from_draft,
                record=parcel.record,
                findings=parcel.findings,
            )
    except FieldAppError as error:
        if error.code == "stale-edit":
            raise FieldAppError("changed-meanwhile", period=period) from error
        raise
    raise FieldAppError("changed-meanwhile", period=period)


def _is_marked(store: Store, delivery: Delivery) -> bool:
    """Whether a disk that failed late has taken the mark."""
    with contextlib.suppress(FieldAppError):
        return delivery in store.deliveries()
    return False


def _move_or_take_back(store: Store, marked: Marked | None, file: UnplacedFile) -> Path:
    """`marked`: None where it is not known what was before the mark."""
    try:
        return file.move()
    except FieldAppError as failed:
        if marked is None:
            raise FieldAppError("still-sent", name=file.target.name, cause=failed) from failed
        try:
            store.take_back(marked)
        except FieldAppError as error:
            if error.code != "written-late":  # the mark is gone all the same
                raise FieldAppError("still-sent", name=file.target.name, cause=failed) from error
        raise
    except BaseException:  # a bug, or the end: whatever it is, no sheet is to be sent without its workbook
        with contextlib.suppress(FieldAppError):
            if marked is not None:
                store.take_back(marked)
        raise


def missing_workbooks(store: Store) -> list[Delivery]:
    """The workbooks of sent sheets that were to be written when the app ended, and are not there."""
    missing = []
    for delivery in store.deliveries():
        if _is_there(delivery):
            _note_delivered(store, delivery.sheet, delivery.revision)
        else:
            missing.append(delivery)
    return missing


def pack_again(store: Store, delivery: Delivery, target: Path, now: datetime) -> Parcel:
    """The same workbook once more, and what was left of it when the app ended is taken away.

    Raises FieldAppError `stale-edit` where the sheet is not any more as it was sent.
    """
    if delivery not in store.deliveries():
        raise FieldAppError("stale-edit")
    with contextlib.suppress(OSError):
        delivery.target.with_name(delivery.part).unlink(missing_ok=True)
    return pack(store, delivery.sheet, target, read_texts(delivery.language), delivery.order, now)


def _key_of(parcel: Parcel) -> SheetKey:
    return SheetKey(parcel.report.office, parcel.report.period)


def _note_delivered(store: Store, of: SheetKey | Period, revision: int) -> None:
    """Where this fails, the next start sees for itself that the workbook is there."""
    with contextlib.suppress(FieldAppError):
        store.note_delivered(of, revision)


def _record_of(
    store: Store, report: Report, sheet: Sheet, findings: Sequence[Finding], texts: Texts, order: str | None
) -> Record:
    form, answers = WorkbookForm(texts.language, order), answers_that_hold(findings, sheet)
    return record_of(report, sheet, form, by=store.who, answers=answers)


def _delivery_of(parcel: Parcel, file: UnplacedFile) -> Delivery:
    standing = parcel.report.standing
    where = parcel.target.absolute(), file.part.name, file.digest
    said = parcel.texts.language, parcel.order, parcel.report.office
    return Delivery(parcel.report.period, standing.revision, *where, *said)


def _is_there(delivery: Delivery) -> bool:
    try:
        return digest_of(delivery.target) == delivery.digest
    except OSError:
        return False


def _issued(report: Report, now: datetime) -> date:
    sealed_at = report.standing.sealed_at if report.standing.status is Status.SENT else None
    return (sealed_at or now).astimezone(now.tzinfo).date()
