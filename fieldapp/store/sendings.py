"""What a data file remembers of the sheets that were sent: their seals, and what has still to leave."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fieldapp.core.changes import Effect
from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import STATUS, HistoryKind
from fieldapp.core.period import Period, read_period
from fieldapp.core.report import Report, Standing, Status, make_report
from fieldapp.core.seal import canonical_bytes
from fieldapp.core.sending import Delivery, as_sent
from fieldapp.core.sheet import Sheet
from fieldapp.store.ledger import Ledger, Opened
from fieldapp.store.rows import as_kept, number_of, remembered


@dataclass(frozen=True)
class Marked:
    """A sheet that was marked sent, and what that put another thing in the place of."""

    period: Period
    standing: Standing
    status: Status
    sealed_at: datetime | None
    seal: tuple[Any, ...] | None
    record: str | None


class Sendings(Ledger):
    """The `seal` table has a row for each revision that was sent. Beside it, `about` has one record for each
    sheet (`sent OFFICE PERIOD`, JSON): what the newest sending was of, and where its workbook is to go."""

    def report(self, period: Period) -> Report:
        """The report of a period: a frozen snapshot. What a correction did to the sums of its month and year
        stays as it was told when it was sent, whatever was entered elsewhere since.

        Raises FieldAppError `parts-overlap`.
        """
        report = super().report(period)
        if report.standing.status is not Status.SENT or report.correction is None:
            return report
        record = _read(self._record(period))
        if record.get("revision") != report.standing.revision or "effects" not in record:
            return report
        effects = tuple(
            Effect(read_period(span), indicator, number_of(old), number_of(new))
            for span, indicator, old, new in record["effects"]
        )
        return replace(report, correction=replace(report.correction, effects=effects))

    def set_status(self, period: Period, status: Status) -> None:
        """Mark a sheet ready, or a draft again."""
        with self._transaction():
            self._write_status(self._open_sheet(period), period, status)

    def send(
        self,
        report: Report,
        sheet: Sheet | None = None,
        delivery: Delivery | None = None,
        *,
        from_draft: bool = False,
    ) -> Marked:
        """Mark the sheet of a report's period sent, and keep the seal with the bytes it is over; what
        `take_back` takes. `delivery`: where its workbook is to go; `from_draft`: a draft goes through ready.

        Sealed at the time that the report gives if it says that it is sent, else now. A report that says so
        is of a sheet that is ready.

        Raises FieldAppError `stale-edit` where the disk holds something else than the report and the sheet
        say.
        """
        period, is_fixed = report.period, report.standing.status is Status.SENT
        at = (report.standing.sealed_at if is_fixed else None) or self._now()
        with self._transaction():
            number = self._open_sheet(period)
            before = self.standing(period)
            expected = {Status.READY, Status.DRAFT} if from_draft else {Status.READY}
            if is_fixed and before.status not in expected:
                raise FieldAppError("stale-edit")
            if as_sent(self.report(period), at) != as_sent(report, at):
                raise FieldAppError("stale-edit")
            if sheet is not None and self.sheet(period) != sheet:
                raise FieldAppError("stale-edit")
            if from_draft and before.status is Status.DRAFT:
                self._write_status(number, period, Status.READY)
            revision = before.revision
            marked = Marked(
                period,
                as_sent(report, at).standing,
                before.status,
                before.sealed_at,
                self._seal(number, revision),
                self._record(period),
            )
            seal, content = report.seal, report.sealed_bytes.decode()
            self._put_seal(number, (revision, seal.digest, seal.check_code, _kept(at), content))
            self._write_status(number, period, Status.SENT)
            self._set_sealed_at(number, at)
            self._put_record(period, _record_of(report, self._newest_sending(number), delivery))
        return marked

    def take_back(self, marked: Marked) -> None:
        """The workbook did not leave the house: the sheet is as it was before it was marked sent, and with
        it goes the seal, so that a change makes no revision of what nobody has seen.

        Raises FieldAppError `stale-edit` where the sheet is not any more as it was marked.
        """
        with self._transaction():
            number, period = self._open_sheet(marked.period), marked.period
            if self.standing(period) != marked.standing:
                raise FieldAppError("stale-edit")
            self._write_status(number, period, marked.status)
            self._set_sealed_at(number, marked.sealed_at)
            self._db.execute(
                "DELETE FROM seal WHERE period = ? AND office = ? AND revision = ?",
                [number, self.office, marked.standing.revision],
            )
            if marked.seal is not None:
                self._put_seal(number, marked.seal)
            self._put_record(period, marked.record)

    def deliveries(self) -> list[Delivery]:
        """The workbooks of sent sheets that are not known to be where they were to go, by period. A sheet
        that was changed since has none: its next revision will be sent."""
        prefix = self._record_key("")
        rows = self._rows("SELECT key, value FROM about WHERE substr(key, 1, ?) = ?", [len(prefix), prefix])
        return sorted(
            (found for key, text in rows for found in self._delivery(key.removeprefix(prefix), text)),
            key=lambda delivery: delivery.period,
        )

    def note_delivered(self, period: Period, revision: int) -> None:
        """Remember that the workbook of a sent revision is where somebody wanted it."""
        with self._transaction():
            record = _read(self._record(period))
            if record.get("revision") == revision and record.get("delivery"):
                self._put_record(period, json.dumps({**record, "delivery": None}))

    def _return_to_seal(self, opened: Opened, period: Period) -> None:
        """A sheet that holds again, in all that was ever typed into it, what was sent last is sent, as that
        revision: an identical next one would be no correction. The history tells of it."""
        number, revision = opened.number, opened.newest_seal
        record = _read(opened.record) or self._guessed_record(number, revision)
        if not self._is_as_sealed(opened, period, record):
            return
        self._remember(number, HistoryKind.STATUS, STATUS, Status.DRAFT.value, Status.SENT.value, "")
        self._db.execute(
            "UPDATE sheet SET status = ?, revision = ?, reason = ?, source = ?, sealed_at = ?"
            " WHERE period = ? AND office = ?",
            [
                Status.SENT.value,
                revision,
                record["reason"],
                record["source"],
                opened.sealed_at,
                number,
                self.office,
            ],
        )
        if not opened.record:
            self._put_record(period, json.dumps(record))

    def _is_as_sealed(self, opened: Opened, period: Period, record: dict[str, Any]) -> bool:
        revision = opened.newest_seal
        if record["revision"] != revision or not self._is_unchanged_since(opened.number, record["sending"]):
            return False
        held = make_report(self.programme, self.office, period, [(self.sheet(period), Standing())])
        now = canonical_bytes(self.programme.key, self.office, period, revision, held.sealed_rows)
        return now.decode() == opened.sealed_content

    def _is_unchanged_since(self, number: int, sending: int) -> bool:
        """Whether each cell, note and unread text is what it was at a row of the history; what became of the
        sheet first after it was a change, and nothing else."""
        first: dict[tuple[str, str, str], Any] = {}
        last: dict[tuple[str, str, str], Any] = {}
        ways: list[str] = []
        for kind, district, indicator, before, after in self._rows(
            "SELECT kind, district, indicator, before, after FROM history"
            " WHERE period = ? AND office = ? AND id > ? ORDER BY id",
            [number, self.office, sending],
        ):
            what = HistoryKind(kind)
            if what is HistoryKind.STATUS:
                ways.append(after)
            elif what is not HistoryKind.KEYED:
                place = (kind, district, indicator)
                first.setdefault(place, remembered(before, what))
                last[place] = remembered(after, what)
        return first == last and ways[:1] == [Status.DRAFT.value]

    def _guessed_record(self, number: int, revision: int) -> dict[str, Any]:
        """The record of a sheet that was sent before there were records: the reason stands at the first
        change after the sending before."""
        sending = self._newest_sending(number)
        keys = [number, self.office, STATUS.indicator, Status.SENT.value]
        reasons = self._rows(
            """SELECT why FROM history WHERE period = ? AND office = ? AND indicator <> ? AND id < ?
               AND id > (SELECT max(id) FROM history WHERE period = ? AND office = ?
                         AND indicator = ? AND after = ? AND id < ?) ORDER BY id LIMIT 1""",
            [*keys[:3], sending, *keys, sending],
        )
        reason = reasons[0][0] if reasons and revision > 1 else ""
        return {"revision": revision, "reason": reason, "source": "", "sending": sending, "delivery": None}

    def _newest_sending(self, number: int) -> int:
        """The row of the history that says that the sheet was sent last."""
        ((newest,),) = self._rows(
            "SELECT max(id) FROM history WHERE period = ? AND office = ? AND kind = ? AND after = ?",
            [number, self.office, HistoryKind.STATUS.value, Status.SENT.value],
        )
        return newest or 0

    def _seal(self, number: int, revision: int) -> tuple[Any, ...] | None:
        rows = self._rows(
            """SELECT revision, digest, check_code, sealed_at, content FROM seal
               WHERE period = ? AND office = ? AND revision = ?""",
            [number, self.office, revision],
        )
        return tuple(rows[0]) if rows else None

    def _put_seal(self, number: int, seal: tuple[Any, ...]) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO seal VALUES (?, ?, ?, ?, ?, ?, ?)", [number, self.office, *seal]
        )

    def _set_sealed_at(self, number: int, at: datetime | None) -> None:
        self._db.execute(
            "UPDATE sheet SET sealed_at = ? WHERE period = ? AND office = ?",
            [at and _kept(at), number, self.office],
        )

    def _record(self, period: Period) -> str | None:
        rows = self._rows("SELECT value FROM about WHERE key = ?", [self._record_key(period)])
        return rows[0][0] if rows else None

    def _put_record(self, period: Period, text: str | None) -> None:
        key = self._record_key(period)
        self._db.execute("DELETE FROM about WHERE key = ?", [key])
        if text is not None:
            self._db.execute("INSERT INTO about (key, value) VALUES (?, ?)", [key, text])

    def _delivery(self, days: str, text: str) -> Iterator[Delivery]:
        try:
            period, record = read_period(days), _read(text)
            told = record["delivery"]
            standing = self.standing(period)
            is_so = standing.status is Status.SENT and standing.revision == record["revision"]
            if told and is_so:
                target, part = Path(told["target"]), told["part"]
                said = told["digest"], told["language"], told["order"]
                yield Delivery(period, standing.revision, target, part, *said)
        except (KeyError, TypeError) as error:
            raise FieldAppError("file-damaged", path=self.path) from error


def _kept(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _read(text: str | None) -> dict[str, Any]:
    try:
        return dict(json.loads(text)) if text else {}
    except (ValueError, TypeError):
        return {}


def _record_of(report: Report, sending: int, delivery: Delivery | None) -> str:
    standing, correction = report.standing, report.correction
    told = delivery and {
        "target": str(delivery.target),
        "part": delivery.part,
        "digest": delivery.digest,
        "language": delivery.language,
        "order": delivery.order,
    }
    about = {"revision": standing.revision, "reason": standing.reason, "source": standing.source}
    effects = [
        [str(effect.span), effect.indicator, as_kept(effect.old), as_kept(effect.new)]
        for effect in (correction.effects if correction else ())
    ]
    return json.dumps({**about, "sending": sending, "delivery": told, "effects": effects})
