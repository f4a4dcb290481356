"""An office and the answers of headquarters: what they have received, and what they say otherwise."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from fieldapp.core.edits import Edits, make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.answer import Answer, CorrectedCell, corrections_in
from fieldapp.core.hq.counting import count
from fieldapp.core.hq.fold import fold_records
from fieldapp.core.hq.ledger_code import ledger_code
from fieldapp.core.hq.state import Ruling, is_known_to, sheet_of, unknown_keys
from fieldapp.core.period import Period
from fieldapp.core.records.record import Record, read_record
from fieldapp.core.sheet import Cell, Content, SheetKey
from fieldapp.store.door.door import whole
from fieldapp.store.hq.holdings import Receipt, holdings_of, put_received, put_ruling, settle_across
from fieldapp.store.hq.receiving import Receiving
from fieldapp.store.records import damage_told, heads_of, records_of, require_whole

OFFERED = "offered"
"""The status of a record of headquarters, or of another data file, that an office has not adopted."""

ASIDE = "aside"
"""That of one which headquarters have set aside; known, so that the ledger codes are equal, and no more."""

_RECORDS = "SELECT id, status, received_at, text FROM record NOT INDEXED WHERE office = ? AND kind = 'sheet'"


@dataclass(frozen=True)
class OfferedRecord:
    """What headquarters say of a sheet that the office does not say yet. `record`: theirs; `cells`: what it
    changes of what the office has; `wanted`: what adopting it would enter."""

    key: SheetKey
    record: Record
    cells: tuple[CorrectedCell, ...]
    wanted: dict[Cell, Content | None]


class Adopting(Receiving):
    """The data file of an office, to take answers into."""

    def take_answer(self, answer: Answer) -> int:
        """Remember which revisions headquarters have, and keep the records that they have and this file does
        not; nothing of them counts until it is adopted. How many records were not known.

        Raises FieldAppError `foreign-answer`, `record-differs`, `records-damaged`.
        """
        if answer.programme != self.programme.key or answer.office != self.office:
            raise FieldAppError("foreign-answer", office=answer.office)
        with self._transaction():
            require_whole(self._db)
            known = {one for (one,) in self._db.execute("SELECT id FROM record").fetchall()}
            fresh = [record for record in answer.records if record.id not in known]
            receipts = {
                record.id: Receipt(answer.received.get(record.id, answer.at), answer.file, answer.by)
                for record in answer.records
            }
            aside = [record for record in fresh if record.id in answer.set_aside]
            put_received(self._db, aside, receipts, ASIDE)
            put_received(self._db, fresh, receipts, OFFERED)
            for one in known & receipts.keys():
                told = receipts[one]
                self._db.execute(
                    """UPDATE record SET received_at = ?, received_from = ?, received_by = ?
                       WHERE id = ? AND received_at IS NULL""",
                    [told.at.astimezone(UTC).isoformat(), told.source, told.by, one],
                )
            settle_across(self._db)
            return len(fresh)

    def rebuild(self, records: Collection[Record]) -> tuple[SheetKey, ...]:
        """Take back what this office once sent, from its own workbooks, into an empty file: sheets
        and where they come from, so that the next revision continues their line. Which sheets it has then.

        Raises FieldAppError `not-empty`.
        """
        with self._transaction():
            if self._db.execute("SELECT 1 FROM record UNION SELECT 1 FROM history LIMIT 1").fetchall():
                raise FieldAppError("not-empty", path=self.path)
            require_whole(self._db)
            put_received(self._db, sorted(records, key=lambda one: (len(one.ancestors), one.id)), {})
            settle_across(self._db)
            counted = count(holdings_of(self._db), self.programme)
            for key, sheet in counted.items():
                self._write_down(key, sheet)
            return tuple(counted)

    @whole
    def offers(self) -> tuple[OfferedRecord, ...]:
        """What headquarters say otherwise and this office has not adopted, by sheet; a record from which
        another one comes is told by that one."""
        found: list[OfferedRecord] = []
        for key, offered in self._offered().items():
            records = {one: record for one, record in offered.items() if is_known_to(record, self.programme)}
            own = records_of(self._db, key)
            together = fold_records({**own, **records})
            ours = fold_records(own).values
            for one in together.heads:
                if one not in records:
                    continue
                sheet = self.sheet(key)
                wanted = {
                    cell: together.values.get(cell)
                    for cell in sorted({*ours, *together.values})
                    if ours.get(cell) != together.values.get(cell) and cell not in together.disputed
                }
                kept = {
                    cell: content for cell, content in wanted.items() if sheet.values.get(cell) != content
                }
                changed = corrections_in(records[one], {**own, **records})
                cells = tuple(replace(told, before=ours.get(told.cell)) for told in changed)
                found.append(OfferedRecord(key, records[one], cells, kept))
        return tuple(sorted(found, key=lambda offer: (offer.key, offer.record.id)))

    @whole
    def beyond(self) -> tuple[tuple[SheetKey, tuple[str, ...]], ...]:
        """The sheets of which headquarters say something that the programme of this file does not have, with
        the keys of that; it is kept, and offered once the programme has them."""
        found: dict[SheetKey, list[str]] = {}
        for key, records in self._offered().items():
            for record in records.values():
                found.setdefault(key, []).extend(unknown_keys(record, self.programme))
        return tuple((key, tuple(dict.fromkeys(keys))) for key, keys in sorted(found.items()) if keys)

    @whole
    def edits_for(self, offer: OfferedRecord) -> Edits:
        """What adopting an offer changes in the sheet as it stands; cells that were typed since the last
        sending stay as they were typed."""
        sheet = self.sheet(offer.key)
        ours = fold_records(records_of(self._db, offer.key)).values
        untouched = {
            cell: content
            for cell, content in offer.wanted.items()
            if sheet.values.get(cell) == ours.get(cell)
        }
        return make_edits(sheet, untouched)

    def admit_offered(self, key: SheetKey, why: str) -> None:
        """Have the records that headquarters have of a sheet be what its next revision comes from."""
        with self._transaction():
            require_whole(self._db)
            at = self._now().astimezone(UTC)
            for one, record in self._offered().get(key, {}).items():
                if not is_known_to(record, self.programme):
                    continue
                put_ruling(self._db, one, Ruling(1, is_admitted=True), self.who, at, why)
            settle_across(self._db)

    @whole
    def own_ledger_code(self, year: int) -> str:
        """The code over all that this office has sent in a year, and all that it knows headquarters have."""
        return ledger_code(self._known(), self.office, year)

    @whole
    def heard_of(self) -> dict[str, datetime]:
        """When headquarters received each record of this office, by id, as far as an answer has told."""
        with damage_told():
            rows = self._kept_here()
            return {one: datetime.fromisoformat(at) for one, _, at, _ in rows if at}

    @whole
    def unheard(self, period: Period | None = None) -> tuple[Record, ...]:
        """What was sent from here, of one period or of all, from which nothing else comes and which
        headquarters do not have, as far as answers have told; nothing before the first answer."""
        with damage_told():
            rows = self._kept_here()
            heard = {one for one, _, at, _ in rows if at}
            if not heard:
                return ()
            known = {one: read_record(text) for one, status, _, text in rows if status in ("sent", OFFERED)}
        heads = heads_of(known)
        found = [known[one] for one in heads if one not in heard and period in (None, known[one].period)]
        return tuple(sorted(found, key=lambda record: (record.period, record.id)))

    def _kept_here(self) -> list[tuple[str, str, str | None, str]]:
        """(id, status, when headquarters received it, text) of each record of this office."""
        require_whole(self._db)
        return self._db.execute(_RECORDS, [self.office]).fetchall()

    def _known(self) -> list[Record]:
        with damage_told():
            return [read_record(text) for *_, text in self._kept_here()]

    def _offered(self) -> dict[SheetKey, dict[str, Record]]:
        found: dict[SheetKey, dict[str, Record]] = {}
        with damage_told():
            rows = self._kept_here()
            ruled = {one for (one,) in self._db.execute("SELECT id FROM ruling").fetchall()}
            for one, status, _, text in rows:
                if status == OFFERED and one not in ruled:
                    record = read_record(text)
                    found.setdefault(sheet_of(record), {})[one] = record
        return found
