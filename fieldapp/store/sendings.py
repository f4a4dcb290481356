"""What a data file remembers of the sheets that were sent: their seals, and what has still to leave."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fieldapp.core.checks.finding import Finding
from fieldapp.core.errors import NOT_SHOWN, FieldAppError
from fieldapp.core.history import STATUS, HistoryKind
from fieldapp.core.period import Period
from fieldapp.core.records.record import Record
from fieldapp.core.records.seal import canonical_bytes
from fieldapp.core.report import Report, Standing, Status, make_report
from fieldapp.core.sending import Delivery, as_sent, record_of
from fieldapp.core.sheet import Sheet, SheetKey
from fieldapp.store.digests import HISTORY, SHEET_TABLES, StoredRow
from fieldapp.store.door.door import whole
from fieldapp.store.held import HeldRows
from fieldapp.store.ledger import Ledger, SheetChange
from fieldapp.store.listing import days_in
from fieldapp.store.records import put_record, remove_record, with_lineage
from fieldapp.store.rows import remembered
from fieldapp.store.sent.told import SentAs, effects_in, read_told, sent_as_in, told_of
from fieldapp.store.tale import read_tale


@dataclass(frozen=True)
class Marked:
    """A sheet that was marked sent, and what that put another thing in the place of."""

    sheet: SheetKey
    standing: Standing
    status: Status
    sealed_at: datetime | None
    seal: StoredRow | None
    sending: str | None
    record: str


class Sendings(Ledger):
    """The `seal` table has a row for each revision that was sent. Beside it, `sending` has one (JSON) for
    each sheet: what the newest sending was of, and where its workbook is to go."""

    @whole
    def report(self, of: SheetKey | Period) -> Report:
        """The report of a period: a frozen snapshot. What a correction did to the sums of its month and year
        stays as it was told when it was sent, whatever was entered elsewhere since.

        Raises FieldAppError `parts-overlap`, `list-damaged`, `records-damaged`.
        """
        report = with_lineage(self._db, self._seen, super().report(of), self.file, self.files)
        if report.standing.status is not Status.SENT or report.correction is None:
            return report
        told = _sending_in(self._held(of))
        if told.get("revision") != report.standing.revision or "effects" not in told:
            return report
        return replace(report, correction=replace(report.correction, effects=effects_in(told)))

    def sent_as(self, report: Report) -> SentAs | None:
        """What the workbook of a sent revision said beside the figures of its sheet, to be said again; None
        for a report of anything else, and where that was not kept."""
        if report.is_summary or report.standing.status is not Status.SENT:
            return None
        told = _sending_in(self._held(SheetKey(report.office, report.period)))
        return sent_as_in(told) if told.get("revision") == report.standing.revision else None

    def set_status(
        self,
        of: SheetKey | Period,
        status: Status,
        *,
        sheet: Sheet | None = None,
        seen: Standing | None = None,
    ) -> None:
        """Mark a sheet ready, or a draft again. `sheet`, `seen`: what it held, and how far it was, when that
        was decided on. Raises FieldAppError `stale-edit` where the disk holds something else."""
        with self._changing(of) as change:
            change.require_seen(seen)
            if sheet is not None and self._sheet(change.held) != sheet:
                raise FieldAppError("stale-edit")
            change.set_status(status)

    def send(
        self,
        report: Report,
        sheet: Sheet | None = None,
        delivery: Delivery | None = None,
        *,
        from_draft: bool = False,
        record: Record | None = None,
        findings: Sequence[Finding] | None = None,
    ) -> Marked:
        """Mark the sheet of a report's period sent, and keep the seal with the bytes it is over, and the
        record; what `take_back` takes. `delivery`: where its workbook is to go; `from_draft`: a draft goes
        through ready; `record`: the one that the workbook carries; `findings`: those that it says.

        Sealed at the time that the report gives if it says that it is sent, else now. A report that says so
        is of a sheet that is ready.

        Raises FieldAppError `stale-edit` where the disk holds something else than the report and the sheet
        say.
        """
        key, is_fixed = SheetKey(report.office, report.period), report.standing.status is Status.SENT
        at = (report.standing.sealed_at if is_fixed else None) or self._now()
        with self._transaction():
            if as_sent(self.report(key), at) != as_sent(report, at):
                raise FieldAppError("stale-edit")
            with self._turning(key) as change:
                sent = record or record_of(as_sent(report, at), self._sheet(change.held), by=self.who)
                marked = self._mark(change, report, sheet, at, sent.id, from_draft=from_draft)
                newest = change.held.told.get(HISTORY, (0, ""))[0] + len(change.told)
                change.put("sending", told=told_of(report, newest, delivery, findings))
                put_record(self._db, sent, report.seal.check_code, _kept(at))
            self._weigh(key)
            return marked

    def _weigh(self, key: SheetKey) -> None:
        """What follows for other sheets from a record that came or went, inside the transaction."""

    def _mark(
        self,
        change: SheetChange,
        report: Report,
        sheet: Sheet | None,
        at: datetime,
        record: str,
        *,
        from_draft: bool,
    ) -> Marked:
        held = change.held
        held_sheet = self._sheet(held)
        expected = {Status.READY, Status.DRAFT} if from_draft else {Status.READY}
        if report.standing.status is Status.SENT and change.row.status not in expected:
            raise FieldAppError("stale-edit")
        if sheet is not None and held_sheet != sheet:
            raise FieldAppError("stale-edit")
        before = self._standing(held, held_sheet)
        if from_draft and before.status is Status.DRAFT:
            change.set_status(Status.READY)
        marked = Marked(
            change.key,
            as_sent(report, at).standing,
            before.status,
            before.sealed_at,
            _seal_in(held, before.revision),
            _sending_text(held),
            record,
        )
        seal, content = report.seal, report.sealed_bytes.decode()
        row = (before.revision, seal.digest, seal.check_code, _kept(at), content)
        change.put("seal", **dict(zip(SHEET_TABLES["seal"], row, strict=True)))
        change.set_status(Status.SENT)
        change.row.sealed_at = _kept(at)
        return marked

    def take_back(self, marked: Marked) -> None:
        """The workbook did not leave the house: the sheet is as it was before it was marked sent, and with
        it goes the seal, so that a change makes no revision of what nobody has seen.

        Raises FieldAppError `stale-edit` where the sheet is not any more as it was marked.
        """
        with self._transaction():
            with self._turning(marked.sheet) as change:
                if self._standing(change.held, self._sheet(change.held)) != marked.standing:
                    raise FieldAppError("stale-edit")
                change.set_status(marked.status)
                change.row.sealed_at = _kept(marked.sealed_at) if marked.sealed_at else None
                change.remove("seal", revision=marked.standing.revision)
                if marked.seal is not None:
                    change.put("seal", **dict(zip(SHEET_TABLES["seal"], marked.seal, strict=True)))
                change.remove("sending")
                if marked.sending is not None:
                    change.put("sending", told=marked.sending)
                remove_record(self._db, marked.record)
            self._weigh(marked.sheet)

    def deliveries(self) -> list[Delivery]:
        """The workbooks of sent sheets that are not known to be where they were to go, by period. A sheet
        that was changed since has none: its next revision will be sent. One that is damaged is told of when
        it is opened."""
        rows = self._rows(
            """SELECT CAST(office AS BLOB), CAST(start AS BLOB), CAST("end" AS BLOB), CAST(told AS BLOB)
               FROM sending JOIN sheet ON sheet.id = sending.sheet WHERE status = ?""",
            [Status.SENT.value],
        )
        texts = ([(held or b"").decode(errors="replace") for held in row] for row in rows)
        return sorted(
            (found for row in texts for found in self._delivery(*row)),
            key=lambda delivery: (delivery.period, delivery.office),
        )

    def note_delivered(self, of: SheetKey | Period, revision: int) -> None:
        """Remember that the workbook of a sent revision is where somebody wanted it."""
        with self._changing(of) as change:
            told = _sending_in(change.held)
            if told.get("revision") == revision and told.get("delivery"):
                change.put("sending", told=json.dumps({**told, "delivery": None}))

    def _return_to_seal(self, change: SheetChange) -> None:
        """A sheet that holds again, in all that was ever typed into it, what was sent last is sent, as that
        revision: an identical next one would be no correction. The history tells of it."""
        newest = change.newest_seal
        assert newest is not None, "asked of a sheet that was sent"
        revision, _, _, sealed_at, _ = newest
        tale = read_tale(self._db, change.held)
        told = _sending_in(change.held) or _guessed_sending(tale, revision)
        if not self._is_as_sealed(change, newest, told, tale):
            return
        change.set_status(Status.SENT)
        change.row.revision, change.row.sealed_at = revision, sealed_at
        change.row.reason, change.row.source = told["reason"], told["source"]
        if not change.held.rows("sending"):
            change.put("sending", told=json.dumps(told))

    def _is_as_sealed(
        self, change: SheetChange, newest: StoredRow, told: Mapping[str, Any], tale: list[StoredRow]
    ) -> bool:
        revision, _, _, _, content = newest
        since = [row[4:] for row in tale if row[0] > told["sending"]]
        added = [row[3:] for row in change.told]
        if told["revision"] != revision or not _is_unchanged([*since, *added]):
            return False
        key = change.key
        sheet = self._sheet(self._read_again(key))
        now = make_report(self.programme, key.office, key.period, [(sheet, Standing())])
        rows = now.sealed_rows
        sealed = canonical_bytes(self.programme.key, key.office, key.period, revision, rows)
        return bool(sealed.decode() == content)

    def _delivery(self, office: str, start: str, end: str, text: str) -> Iterator[Delivery]:
        try:
            period, about = days_in(start, end), read_told(text)
            standing = self._known_standing(SheetKey(office, period)) if period else None
            if period is None or standing is None:
                return
            told = about["delivery"]
            if told and standing.revision == about["revision"]:
                target, part = Path(told["target"]), told["part"]
                said = told["digest"], told["language"], told["order"]
                yield Delivery(period, standing.revision, target, part, *said, office)
        except (KeyError, TypeError) as error:
            raise FieldAppError("file-damaged", path=self.path) from error

    def _known_standing(self, key: SheetKey) -> Standing | None:
        """That of a sent sheet; None for one that is not, or is damaged."""
        try:
            standing = self.standing(key)
        except FieldAppError as error:
            if error.code not in NOT_SHOWN:
                raise
            return None
        return standing if standing.status is Status.SENT else None


def _is_unchanged(rows: list[StoredRow]) -> bool:
    """Whether each cell, note and unread text is what it was before these rows of the history (from
    `district` on); what became of the sheet first among them was a change, and nothing else."""
    first: dict[tuple[str, str, str], Any] = {}
    last: dict[tuple[str, str, str], Any] = {}
    ways: list[str] = []
    for district, indicator, before, after, _, kind in rows:
        what = HistoryKind(kind)
        if what is HistoryKind.STATUS:
            ways.append(after)
        elif what is not HistoryKind.KEYED:
            place = (kind, district, indicator)
            first.setdefault(place, remembered(before, what))
            last[place] = remembered(after, what)
    return first == last and ways[:1] == [Status.DRAFT.value]


def _guessed_sending(tale: list[StoredRow], revision: int) -> dict[str, Any]:
    """What would be told of a sheet that was sent before that was kept: the reason stands at the first change
    after the sending before."""
    sent = [row[0] for row in tale if row[9] == HistoryKind.STATUS.value and row[7] == Status.SENT.value]
    newest = sent[-1] if sent else 0
    before = sent[-2] if len(sent) > 1 else None
    changes = [row for row in tale if before is not None and before < row[0] < newest]
    reasons = [row[8] for row in changes if row[5] != STATUS.indicator]
    reason = reasons[0] if reasons and revision > 1 else ""
    return {"revision": revision, "reason": reason, "source": "", "sending": newest, "delivery": None}


def _seal_in(held: HeldRows, revision: int) -> StoredRow | None:
    return next((row for row in held.rows("seal") if row[0] == revision), None)


def _sending_text(held: HeldRows) -> str | None:
    rows = held.rows("sending")
    return rows[0][0] if rows else None


def _sending_in(held: HeldRows) -> dict[str, Any]:
    return read_told(_sending_text(held))


def _kept(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
