"""What can be read of a data file: its sheets, their standing and history, and what they add up to."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property, partial

from fieldapp.core.changes import Correction, changes_between, effects_of
from fieldapp.core.checks.case import USUAL_WEEKS, Surroundings
from fieldapp.core.checks.memory import LATEST
from fieldapp.core.checks.review import surroundings_of
from fieldapp.core.errors import NOT_ADDED, NOT_SHOWN, FieldAppError, left_out
from fieldapp.core.history import HistoryKind, HistoryRow
from fieldapp.core.numbers import Value
from fieldapp.core.period import Period, month_of, year_of
from fieldapp.core.programme import HQ
from fieldapp.core.records.record import Record
from fieldapp.core.records.seal import read_canonical
from fieldapp.core.report import Report, Standing, make_report
from fieldapp.core.sheet import Cell, Sheet, SheetKey, numbers_by_cell
from fieldapp.store.digests import StoredRow
from fieldapp.store.door.door import Door, sound, whole
from fieldapp.store.held import HeldRows, damage_of, look_at_held, read_held
from fieldapp.store.listing import Listed, known_keys, newest_period
from fieldapp.store.records import records_of
from fieldapp.store.rows import remembered
from fieldapp.store.seen.entries import Entered, Entries
from fieldapp.store.tale import read_tale


class Reader(Door):
    """An open data file, to read. Values are in stored units. A sheet is named by its key; a period alone is
    of the office whose file this is.

    Whatever tells of a sheet raises FieldAppError `sheet-damaged` where its rows are not as they were
    written, or of a newer file `sheet-unverified` where they may hold what is not known here.
    """

    is_demonstration: bool

    def key(self, of: SheetKey | Period) -> SheetKey:
        """Which sheet is meant."""
        return of if isinstance(of, SheetKey) else SheetKey(self.office, of)

    @sound
    def periods(self, office: str = "") -> tuple[Period, ...]:
        """The periods in which anything is entered, in order. One of which it cannot be told for damage is
        among them: its sheet will say so."""
        office = office or self.office
        try:
            listed = self._lists.of(self._db, office)
        except FieldAppError:
            return tuple(known_keys(self._db, office))
        return tuple(one.period for one in listed if one.has_content)

    def known_periods(self, office: str = "") -> tuple[Period, ...]:
        """The periods of all sheets, also of those that were emptied. Raises FieldAppError `list-damaged`."""
        return tuple(one.period for one in self._list(office or self.office))

    @sound
    def records(self, of: SheetKey | Period) -> tuple[Record, ...]:
        """The records that are kept of a sheet, in the order in which they came here.

        Raises FieldAppError `records-damaged`.
        """
        return tuple(records_of(self._db, self.key(of)).values())

    def offices(self) -> tuple[str, ...]:
        """The keys of those who have sheets in this file, by any trace of them, in order; the file's own is
        among them."""
        found = self._rows(
            """SELECT CAST(ifnull(office, '') AS TEXT) FROM sheet
               UNION SELECT substr(CAST(scope AS TEXT), 8) FROM digest WHERE scope LIKE 'sheets %'"""
        )
        return tuple(sorted({self.office, *(office for (office,) in found)}))

    def last_written(self) -> Period | None:
        """The period of the newest change to a sheet of this office, where a person will want to go on; None
        also where it cannot be told for damage."""
        with self._telling():
            return newest_period(self._db, self.office)

    @sound
    def sheet(self, of: SheetKey | Period) -> Sheet:
        """What is entered; empty if nothing is."""
        return self._sheet(self._held(of))

    def blank(self, of: SheetKey | Period) -> Sheet:
        """A sheet with its rows and columns, and nothing in it."""
        return self._sheet(HeldRows(self.key(of), {}, {}))

    def standing(self, of: SheetKey | Period) -> Standing:
        """How far a sheet is."""
        return self._looked_at(of)[2]

    def stood(self, of: SheetKey | Period) -> tuple[Sheet, Standing]:
        """What is entered, and how far the sheet is, in one look."""
        return self._looked_at(of)[1:]

    def sheets_near(self, of: SheetKey | Period) -> list[tuple[Sheet, Standing]]:
        """The sheets of an office that share a day with a period, for its report.

        Raises FieldAppError `list-damaged` where it is not known which sheets there are.
        """
        key = self.key(of)
        near = [one for one in self._list(key.office) if one.has_content and one.period.overlaps(key.period)]
        seen = self._seen_at([SheetKey(key.office, one.period) for one in near])
        return [(one.sheet, one.standing) for one in seen]

    def knowing_disputes(
        self, near: list[tuple[Sheet, Standing]], offices: Collection[str], days: Period
    ) -> list[tuple[Sheet, Standing]]:
        """The same sheets of some offices and days, with what is in dispute where that matters to what they
        add up to: in the file of an office nothing is."""
        return near

    @whole
    def past(self, of: SheetKey | Period, weeks: int = USUAL_WEEKS) -> list[Sheet]:
        """The last sheets before this period in which anything is entered, oldest first; without those that
        are damaged."""
        key = self.key(of)
        before = [other for other in self.periods(key.office) if other.end < key.period.start][-weeks:]
        keys = [SheetKey(key.office, other) for other in before]
        return [one.sheet for one in self._seen.sheets(self._db, keys, self._shown)]

    def earlier(self, of: SheetKey | Period, weeks: int = USUAL_WEEKS) -> dict[Cell, list[Value]]:
        """The values of each cell in the last periods before this one, oldest first."""
        return numbers_by_cell(self.past(of, weeks))

    @whole
    def report(self, of: SheetKey | Period) -> Report:
        """The report of a period: a frozen snapshot. A period alone is in the file of headquarters of all
        offices that have sheets there.

        Raises FieldAppError `parts-overlap`, `list-damaged`.
        """
        key = self.key(of)
        is_of_all = isinstance(of, Period) and self.office == HQ
        offices = self.offices() if is_of_all else (key.office,)
        near = [pair for office in offices for pair in self.sheets_near(SheetKey(office, key.period))]
        near = self.knowing_disputes(near, offices, key.period)
        report = make_report(
            self.programme, key.office, key.period, near, is_demonstration=self.is_demonstration
        )
        chosen = self.organisations(*(report.sheets or (key,)))
        return replace(report, correction=self._correction(report), organisations=chosen)

    @sound
    def organisations(self, *of: SheetKey | Period) -> tuple[str, ...]:
        """The keys of those that took part in any of these sheets, as was chosen for each; where nobody has
        chosen, `Programme.usual_organisations` of its office."""
        chosen = [one.organisations for one in self._seen_at([self.key(one) for one in of])]
        return self.programme.organisations_in_order(frozenset().union(*chosen))

    @whole
    def surroundings(self, of: SheetKey | Period, today: date) -> Surroundings:
        """What a sheet is checked against."""
        periods = self.periods(self.key(of).office)
        return surroundings_of(self.past(of, LATEST), periods, self.programme, today)

    @sound
    def history(self, of: SheetKey | Period, *cells: Cell) -> list[HistoryRow]:
        """What happened to a sheet, or to some of its cells, oldest first. Cells are asked for at each step
        in the grid, and cost what is new since; of the whole each row is read and compared."""
        key = self.key(of)
        whole = partial(self._read_tale, key)
        told = self._tales.of(self._db, key, whole) if cells else whole()[1]
        wanted = {(cell.district, cell.indicator) for cell in cells}
        return [
            HistoryRow(
                datetime.fromisoformat(at),
                who,
                key,
                Cell(district, indicator),
                remembered(before, HistoryKind(kind)),
                remembered(after, HistoryKind(kind)),
                why,
                HistoryKind(kind),
            )
            for _, at, who, _, district, indicator, before, after, why, kind in told
            if not wanted or (district, indicator) in wanted
        ]

    def _read_tale(self, key: SheetKey) -> tuple[int, list[StoredRow]]:
        held = self._held(key)
        return held.row[0] if held.row else 0, read_tale(self._db, held)

    @sound
    def last_change(self, of: SheetKey | Period) -> tuple[datetime, str] | None:
        """When a sheet was changed last, and by whom, also of one that is damaged; None where nothing is
        told. Raises FieldAppError `sheet-damaged` where the history is not as it was written either."""
        held = look_at_held(self._db, self.key(of))
        if held is None:
            raise damage_of(self.key(of))
        told = read_tale(self._db, held)
        return (datetime.fromisoformat(told[-1][1]), str(told[-1][2])) if told else None

    def entered_by(self, of: SheetKey | Period) -> frozenset[str]:
        """Who has entered the figures and marks that stand in a sheet, control totals left out."""
        last: dict[Cell, HistoryRow] = {}
        for row in self.history(of):
            if row.kind is HistoryKind.VALUE and not row.cell.is_control:
                last[row.cell] = row
        return frozenset(row.who for row in last.values() if row.after is not None and row.who)

    def _held(self, of: SheetKey | Period) -> HeldRows:
        return read_held(self._db, self.key(of))

    @sound
    def _list(self, office: str) -> list[Listed]:
        return self._lists.of(self._db, office)

    @sound
    def _looked_at(self, of: SheetKey | Period) -> tuple[HeldRows, Sheet, Standing]:
        held = self._held(of)
        sheet = self._sheet(held)
        return held, sheet, self._standing(held, sheet)

    @sound
    def _entered(self, key: SheetKey) -> Entered:
        return self._entries.entered(self._held(key))

    @sound
    def _seen_at(self, keys: Sequence[SheetKey]) -> list[Entered]:
        return self._seen.sheets(self._db, keys, self._entered)

    def _shown(self, key: SheetKey) -> Entered | None:
        try:
            return self._entered(key)
        except FieldAppError as error:
            if error.code not in NOT_SHOWN:
                raise
            return None

    def _sheet(self, held: HeldRows) -> Sheet:
        return self._entries.sheet(held)

    def _standing(self, held: HeldRows, sheet: Sheet) -> Standing:
        return self._entries.standing(held, sheet)

    @cached_property
    def _entries(self) -> Entries:
        return Entries(self.programme)

    @sound
    def _correction(self, report: Report) -> Correction | None:
        """How the sheet differs from the revision that was sent before it, if one was."""
        if report.parts != (report.period,) or report.is_summary:
            return None
        seals = self._held(SheetKey(report.office, report.period)).rows("seal")
        before = [row for row in seals if row[0] < report.standing.revision]
        if not before:
            return None
        revision, _, check_code, _, content = max(before)
        changes = changes_between(read_canonical(content.encode()), report.sealed_rows)
        effects = effects_of(changes, self._spans(report), report.indicators)
        return Correction(revision, check_code, report.standing.reason, changes, effects)

    def _spans(self, report: Report) -> dict[Period, dict[str, Value]]:
        """The sums of the report's period and of the month and year that hold it; a span whose parts overlap,
        or are damaged, cannot be added up and is left out."""
        spans = {}
        for span in (report.period, month_of(report.period.start), year_of(report.period.start)):
            if span.contains(report.period):
                with left_out(NOT_ADDED):
                    near = self.sheets_near(SheetKey(report.office, span))
                    whole = make_report(self.programme, report.office, span, near)
                    spans[span] = {key: whole.total(key) for key in report.indicators}
        return spans
