"""Receiving, on the disk: records and rulings in one transaction, and what counts of them written down in the
sheets. Whatever reads a sheet there reads what counts."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from typing_extensions import override

from fieldapp.core.characters import storable
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.arrival import Arrival
from fieldapp.core.hq.choice import Decisions
from fieldapp.core.hq.correction import Maker, correct
from fieldapp.core.hq.counting import CountedSheet, SheetPlace, count
from fieldapp.core.hq.fold import fold_records
from fieldapp.core.hq.plan import Plan, make_plan
from fieldapp.core.hq.state import Holdings
from fieldapp.core.programme import HQ
from fieldapp.core.records.record import Record
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell, Content, SheetKey
from fieldapp.core.verify import fingerprint
from fieldapp.store.hq.holdings import (
    Receipt,
    holdings_of,
    put_others,
    put_received,
    put_ruling,
    settle_across,
)
from fieldapp.store.hq.weighing import Weighing, tallies_of
from fieldapp.store.hq.writing_down import source_told, write_cells, write_standing
from fieldapp.store.records import require_whole


@dataclass(frozen=True)
class Received:
    """What a receiving did: the records that came, those that were made here, and the sheets that say
    something else since."""

    added: tuple[Record, ...]
    made: tuple[Record, ...]
    changed: tuple[SheetKey, ...]
    state: str


NOTHING_DECIDED = Decisions()

_SHORT = 8
"""How much of an id names a record to a reader."""


class Receiving(Weighing):
    """The data file of headquarters, to receive into. What the sheets of offices hold there is what counts of
    the records; anybody can work it out again."""

    def plan(self, arrivals: Iterable[Arrival]) -> Plan:
        """What receiving some files would do. Raises FieldAppError `not-headquarters`, `records-damaged`."""
        self._require_headquarters()
        came = list(arrivals)
        near = {said.period for file in came if (said := file.record or file.reading) is not None}
        return make_plan(self.holdings(), came, self.programme, self.files, self.typed_own(near))

    def maker(self, why: str) -> Maker:
        """Who makes a record here and now."""
        return Maker(self.file, self.who, self._now().astimezone(UTC), why)

    def receive(
        self,
        plan: Plan | None = None,
        decisions: Decisions = NOTHING_DECIDED,
        tell: Callable[[float], None] = lambda share: None,
        *,
        came: Mapping[str, datetime] | None = None,
        seen: Mapping[str, bool] | None = None,
    ) -> Received:
        """Take the files of a plan, and what was decided beside it, all in one transaction. What is typed in
        a sheet and not yet sent becomes a record first, so that it is weighed like any other. `tell` hears
        how much is done, 0 to 1, and may raise to have nothing of it done. `came`: when, by their names,
        files came that did not come just now. `seen`: of records whether they were admitted when that was
        decided on.

        Raises FieldAppError `stale-edit` where something else is held by now than when the plan was made,
        `stale-admitted` or `stale-set-aside` where one of those records is by now what it was not,
        `not-headquarters`, `record-differs`, `records-damaged`, `sheet-damaged`.
        """
        self._require_headquarters()
        with self._transaction():
            held = holdings_of(self._db)
            if plan is not None and plan.before.digest != held.digest:
                raise FieldAppError("stale-edit")
            _require_ruled(held, seen or {}, decisions.rulings)
            added = plan.added if plan else ()
            before = count(held, self.programme)
            wanted = decisions.applied(held.with_records(added))
            changed = _changed(before, count(wanted, self.programme))
            pending = self._pending(changed, before, decisions.why)
            wanted = wanted.with_records(pending)
            made = (*pending, *decisions.made)
            self._keep(plan, (*added, *made), {record.id for record in made}, held, decisions, came or {})
            after = count(wanted, self.programme)
            changed = _changed(before, after)
            for number, key in enumerate(sorted(changed)):
                tell(number / len(changed))
                self._write_down(key, after.get(key))
            tell(1.0)
            others = wanted.others | (plan.after.others if plan else frozenset())
            state = Holdings(wanted.records, wanted.rulings, others).digest
            return Received(tuple(added), made, tuple(sorted(changed)), state)

    @override
    def _weigh(self, key: SheetKey) -> None:
        """Headquarters have made a record of an office's sheet: what counts of the sheets beside it may be
        another thing."""
        if self.office == HQ and key.office != HQ:
            counted = count(holdings_of(self._db, [key]), self.programme)
            for other, sheet in counted.items():
                if other != key:
                    self._write_down(other, sheet)

    def _keep(
        self,
        plan: Plan | None,
        records: Iterable[Record],
        own: Collection[str],
        held: Holdings,
        decisions: Decisions,
        came: Mapping[str, datetime],
    ) -> None:
        """Put records, other files and rulings on the disk."""
        require_whole(self._db)
        at = self._now().astimezone(UTC)
        files = [file.arrival for file in plan.files] if plan else []
        receipts = {
            file.name: Receipt(came.get(file.name, at), storable(file.path.name), self.who) for file in files
        }
        receipts |= {
            file.record.id: receipts[file.name] for file in files if file.record and file.record.id not in own
        }
        put_received(self._db, records, receipts)
        if plan is not None:
            fresh = plan.after.others - held.others
            put_others(self._db, [file for file in files if file.sha256 in fresh], receipts)
        for one, is_admitted in sorted(decisions.rulings.items()):
            ruling = held.next_ruling(one, is_admitted=is_admitted)
            put_ruling(self._db, one, ruling, self.who, at, decisions.why)
        settle_across(self._db)

    def _pending(
        self, changed: Collection[SheetKey], before: Mapping[SheetKey, CountedSheet], why: str
    ) -> tuple[Record, ...]:
        """The records of what was typed here into sheets that are about to change, and is in none yet."""
        made = []
        for key in sorted(changed):
            sheet, standing = self.stood(key)
            known = before[key] if key in before else CountedSheet(key, fold_records({}))
            typed = tallies_of(sheet)
            wanted = {
                cell: typed.get(cell)
                for cell in {*typed, *known.values}
                if typed.get(cell) != known.values.get(cell)
            }
            if standing.status is not Status.SENT and wanted:
                maker = self.maker(standing.reason or why)
                made.append(correct(key, known.folded, wanted, self.programme, maker, sheet.notes))
        return tuple(made)

    def _write_down(self, key: SheetKey, counted: CountedSheet | None) -> None:
        """Have a sheet hold what counts, and say which revision that is; nothing where nothing counts."""
        with self._turning(key) as change:
            sheet = self._sheet(change.held)
            folded = counted.folded if counted else None
            told = source_told(folded)
            wanted: dict[Cell, Content] = dict(counted.values) if counted else {}
            notes: Mapping[Cell, str] = {}
            if counted and folded and counted.place is SheetPlace.COUNTS:
                wanted |= folded.controls()
                notes = folded.notes()
            write_cells(change, sheet, wanted, notes, told)
            write_standing(change, folded, self._now)
            change.remove("verification")
            verified = folded.newest.verified_by if folded and len(folded.heads) == 1 else ""
            if verified and folded and counted and counted.place is SheetPlace.COUNTS:
                print_ = fingerprint(self._sheet(self._read_again(key)))
                change.put("verification", who=verified, at=change.stamp("")[0], fingerprint=print_)


def _require_ruled(held: Holdings, seen: Mapping[str, bool], wanted: Mapping[str, bool]) -> None:
    """That all are ruled as they were seen, or as is wanted: a disk that failed late has it already."""
    known = {one: held.is_taken(one) for one in seen if one in held.records}
    if all(is_taken == wanted.get(one) for one, is_taken in known.items()):
        return
    for one, is_taken in known.items():
        if is_taken != seen[one]:
            record = held.records[one]
            sheet = {"office": record.office, "period": record.period, "id": one[:_SHORT]}
            if is_taken:
                raise FieldAppError("stale-admitted", **sheet)
            raise FieldAppError("stale-set-aside", **sheet)


def _changed(
    before: Mapping[SheetKey, CountedSheet], after: Mapping[SheetKey, CountedSheet]
) -> set[SheetKey]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
