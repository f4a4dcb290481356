"""Receiving, on the disk: records and rulings in one transaction, and what counts of them written down in the
sheets. Whatever reads a sheet there reads what counts."""

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from typing_extensions import override

from fieldapp.core.characters import storable
from fieldapp.core.checks.answers import WarningAnswer
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.arrival import Arrival
from fieldapp.core.hq.choice import Decisions
from fieldapp.core.hq.correction import Maker, correct
from fieldapp.core.hq.counting import CountedSheet, SheetPlace, count
from fieldapp.core.hq.fold import fold_records
from fieldapp.core.hq.mirrored import FileMark, MirrorPublication
from fieldapp.core.hq.plan import Plan, make_plan
from fieldapp.core.hq.state import Holdings
from fieldapp.core.period import Period
from fieldapp.core.programme import HQ
from fieldapp.core.records.record import Record
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell, Content, Sheet, SheetKey
from fieldapp.core.verify import fingerprint
from fieldapp.store.digests import ACROSS_TABLES, StoredRow
from fieldapp.store.hq.holdings import (
    KEPT,
    Receipt,
    holdings_of,
    put_others,
    put_received,
    put_ruling,
    receipts_of,
    settle_across,
)
from fieldapp.store.hq.mirroring import comes_from, file_mark, publications_in, sheet_prints
from fieldapp.store.hq.writing_down import source_told, write_cells, write_standing
from fieldapp.store.records import damage_told, require_whole
from fieldapp.store.rows import dates_of
from fieldapp.store.sendings import Sendings


@dataclass(frozen=True)
class Received:
    """What a receiving did: the records that came, those that were made here, and the sheets that say
    something else since."""

    added: tuple[Record, ...]
    made: tuple[Record, ...]
    changed: tuple[SheetKey, ...]
    state: str


_FOLLOWING = ("link", "recut")
"""Tables that say again what records and histories say."""

_ANSWERED = """SELECT 1 FROM record WHERE office = ? AND start = ? AND "end" = ?
    AND instr(text, char(10) || 'answer ') > 0 LIMIT 1"""
"""Whether a record of a sheet holds an answer to a warning."""

NOTHING_DECIDED = Decisions()


class Receiving(Sendings):
    """The data file of headquarters, to receive into. What the sheets of offices hold there is what counts of
    the records; anybody can work it out again."""

    def holdings(self) -> Holdings:
        """All records and rulings. Raises FieldAppError `records-damaged`."""
        return holdings_of(self._db)

    def holdings_near(self, period: Period) -> Holdings:
        """The records of sheets that share a day with a period, however far that leads, with their rulings.
        Raises FieldAppError `records-damaged`."""
        return holdings_of(self._db, [SheetKey(self.office, period)])

    def counted(self) -> dict[SheetKey, CountedSheet]:
        """What counts of them, by sheet."""
        return count(self.holdings(), self.programme)

    def held_otherwise(self) -> tuple[SheetKey, ...]:
        """The sheets at headquarters that hold something else than counts of their records, worked out anew;
        what is typed and not yet sent is none of it. What is damaged is told elsewhere."""
        if self.office != HQ:
            return ()
        try:
            counted = self.counted()
        except FieldAppError:
            return ()
        return tuple(key for key, sheet in counted.items() if self._is_held_otherwise(key, sheet))

    def _is_held_otherwise(self, key: SheetKey, counted: CountedSheet) -> bool:
        try:
            sheet, standing = self.stood(key)
        except FieldAppError:
            return False
        return standing.status is Status.SENT and _tallies(sheet) != dict(counted.values)

    def weighed(self, key: SheetKey) -> CountedSheet | None:
        """What counts of one sheet, with what is in dispute; nothing where no record of it is here."""
        return count(holdings_of(self._db, [key]), self.programme).get(key)

    def answers_sent(self, of: Sequence[SheetKey | Period]) -> dict[SheetKey, tuple[WarningAnswer, ...]]:
        """At headquarters, why warnings of offices' sheets are right, as the records of these say; that those
        are damaged is told elsewhere. Only the records of sheets with answers are read."""
        if self.office != HQ:
            return {}
        wanted = {self.key(one) for one in of}
        with_answers = [key for key in wanted if key.office != HQ and self._has_answers(key)]
        if not with_answers:
            return {}
        with contextlib.suppress(FieldAppError):
            counted = count(holdings_of(self._db, with_answers), self.programme)
            return {key: counted[key].folded.answers() for key in with_answers if key in counted}
        return {}

    def _has_answers(self, key: SheetKey) -> bool:
        return bool(self._rows(_ANSWERED, [key.office, *dates_of(key.period)]))

    def receipts(self) -> dict[str, Receipt]:
        """When each record came that was not made here."""
        return receipts_of(self._db)

    def published_at(self) -> dict[Period, datetime]:
        """When each period was published first. Raises FieldAppError `records-damaged`."""
        require_whole(self._db)
        with damage_told():
            rows = self._rows('SELECT start, "end", min(at) FROM publication GROUP BY start, "end"')
            return {
                Period(date.fromisoformat(start), date.fromisoformat(end)): datetime.fromisoformat(at)
                for start, end, at in rows
            }

    def rows_across(self) -> dict[str, frozenset[StoredRow]]:
        """All that goes across sheets, by its table, `file` for what is kept and is no record; what follows
        from that, or is told by the history of a sheet too, is left out."""
        tables = [table for table in ACROSS_TABLES if table not in _FOLLOWING]
        found = {table: frozenset(self._rows(f"SELECT * FROM {table}")) for table in tables}
        files = frozenset(self._rows("SELECT * FROM record WHERE status = ?", [KEPT]))
        return {**found, "record": found["record"] - files, "file": files}

    @contextlib.contextmanager
    def one_moment(self) -> Iterator[None]:
        """All that is read in here is of one moment, whatever another program writes meanwhile."""
        with self._telling():
            self._db.execute("BEGIN")
            try:
                yield
            finally:
                self._db.rollback()

    def mark(self) -> FileMark:
        """How far the file is. Raises FieldAppError `not-headquarters`."""
        self._require_headquarters()
        return file_mark(self._db)

    def comes_from(self, history: int, link: str) -> bool:
        """Whether the file went through a moment at which its history had so many rows, the newest with this
        link."""
        return comes_from(self._db, history, link)

    def sheet_prints(self, counted: Mapping[SheetKey, CountedSheet]) -> dict[SheetKey, str]:
        """Of each sheet, of whatever office, what changes when anything of it does."""
        return sheet_prints(self._db, counted, self.programme.digest)

    def mirrored_publications(self) -> tuple[MirrorPublication, ...]:
        """What was published, oldest first."""
        return publications_in(self._db)

    def definition(self) -> str:
        """The text that defines the programme."""
        ((text,),) = self._rows("SELECT value FROM about WHERE key = 'programme'")
        return str(text)

    def plan(self, arrivals: Iterable[Arrival]) -> Plan:
        """What receiving some files would do. Raises FieldAppError `not-headquarters`, `records-damaged`."""
        self._require_headquarters()
        came = list(arrivals)
        near = {said.period for file in came if (said := file.record or file.reading) is not None}
        return make_plan(self.holdings(), came, self.programme, self.files, self.typed_own(near))

    def typed_own(self, near: Collection[Period]) -> dict[SheetKey, dict[Cell, Content]]:
        """What is entered, and not sent, in headquarters' own sheets that share a day with one of these. Of
        one that is damaged, `integrity` tells."""
        found = {}
        for period in self.periods(HQ):
            if any(period.overlaps(one) for one in near):
                with contextlib.suppress(FieldAppError):
                    sheet, standing = self.stood(SheetKey(HQ, period))
                    if standing.status is not Status.SENT:
                        found[sheet.key] = _tallies(sheet)
        return found

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
    ) -> Received:
        """Take the files of a plan, and what was decided beside it, all in one transaction. What is typed in
        a sheet and not yet sent becomes a record first, so that it is weighed like any other. `tell` hears
        how much is done, 0 to 1, and may raise to have nothing of it done. `came`: when, by their names,
        files came that did not come just now.

        Raises FieldAppError `stale-edit` where something else is held by now than when the plan was made,
        `not-headquarters`, `record-differs`, `records-damaged`, `sheet-damaged`.
        """
        self._require_headquarters()
        with self._transaction():
            held = holdings_of(self._db)
            if plan is not None and plan.before.digest != held.digest:
                raise FieldAppError("stale-edit")
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

    def _require_headquarters(self) -> None:
        if self.office != HQ:
            raise FieldAppError("not-headquarters", path=self.path)

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
            typed = _tallies(sheet)
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


def _changed(
    before: Mapping[SheetKey, CountedSheet], after: Mapping[SheetKey, CountedSheet]
) -> set[SheetKey]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def _tallies(sheet: Sheet) -> dict[Cell, Content]:
    """What is entered in the rows, without control totals."""
    return {cell: content for cell, content in sheet.values.items() if not cell.is_control}
