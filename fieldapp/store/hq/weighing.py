"""What the data file of headquarters holds of records and rulings, and what counts of them, to be read."""

import contextlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from fieldapp.core.checks.answers import WarningAnswer
from fieldapp.core.errors import NOT_ADDED, FieldAppError, left_out
from fieldapp.core.hq.counting import CountedSheet, count
from fieldapp.core.hq.mirrored import FileMark, MirrorPublication
from fieldapp.core.hq.state import Holdings
from fieldapp.core.period import Period
from fieldapp.core.programme import HQ
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell, Content, Sheet, SheetKey
from fieldapp.store.digests import ACROSS_TABLES, StoredRow
from fieldapp.store.door.door import whole
from fieldapp.store.hq.holdings import (
    KEPT,
    Receipt,
    holdings_of,
    receipts_of,
)
from fieldapp.store.hq.mirroring import comes_from, file_mark, publications_in, sheet_prints
from fieldapp.store.records import damage_told, require_whole
from fieldapp.store.rows import dates_of
from fieldapp.store.sendings import Sendings

_FOLLOWING = ("link", "recut")
"""Tables that say again what records and histories say."""

_ANSWERED = """SELECT 1 FROM record WHERE office = ? AND start = ? AND "end" = ?
    AND instr(text, char(10) || 'answer ') > 0 LIMIT 1"""
"""Whether a record of a sheet holds an answer to a warning."""


class Weighing(Sendings):
    """A data file, to ask what its records say; `integrity` and the sheets tell what is damaged."""

    @whole
    def holdings(self) -> Holdings:
        """All records and rulings. Raises FieldAppError `records-damaged`."""
        return holdings_of(self._db)

    @whole
    def holdings_near(self, period: Period) -> Holdings:
        """The records of sheets that share a day with a period, however far that leads, with their rulings.
        Raises FieldAppError `records-damaged`."""
        return holdings_of(self._db, [SheetKey(self.office, period)])

    @whole
    def counted(self) -> dict[SheetKey, CountedSheet]:
        """What counts of them, by sheet."""
        return count(self.holdings(), self.programme)

    def held_otherwise(self) -> tuple[SheetKey, ...]:
        """The sheets at headquarters that hold something else than counts of their records, worked out anew;
        what is typed and not yet sent is none of it. What is damaged is told elsewhere."""
        if self.office != HQ:
            return ()
        counted: Mapping[SheetKey, CountedSheet] = {}
        with left_out(NOT_ADDED):
            counted = self.counted()
        return tuple(key for key, sheet in counted.items() if self._is_held_otherwise(key, sheet))

    def _is_held_otherwise(self, key: SheetKey, counted: CountedSheet) -> bool:
        with left_out(NOT_ADDED):
            sheet, standing = self.stood(key)
            return standing.status is Status.SENT and tallies_of(sheet) != dict(counted.values)
        return False

    @whole
    def weighed(self, key: SheetKey) -> CountedSheet | None:
        """What counts of one sheet, with what is in dispute; nothing where no record of it is here."""
        return count(holdings_of(self._db, [key]), self.programme).get(key)

    @whole
    def answers_sent(self, of: Sequence[SheetKey | Period]) -> dict[SheetKey, tuple[WarningAnswer, ...]]:
        """At headquarters, why warnings of offices' sheets are right, as the records of these say; that those
        are damaged is told elsewhere. Only the records of sheets with answers are read."""
        if self.office != HQ:
            return {}
        wanted = {self.key(one) for one in of}
        with_answers = [key for key in wanted if key.office != HQ and self._has_answers(key)]
        if not with_answers:
            return {}
        with left_out(NOT_ADDED):
            counted = count(holdings_of(self._db, with_answers), self.programme)
            return {key: counted[key].folded.answers() for key in with_answers if key in counted}
        return {}

    def _has_answers(self, key: SheetKey) -> bool:
        return bool(self._rows(_ANSWERED, [key.office, *dates_of(key.period)]))

    @whole
    def receipts(self) -> dict[str, Receipt]:
        """When each record came that was not made here."""
        return receipts_of(self._db)

    @whole
    def published_at(self) -> dict[Period, datetime]:
        """When each period was published first. Raises FieldAppError `records-damaged`."""
        require_whole(self._db)
        with damage_told():
            rows = self._rows('SELECT start, "end", min(at) FROM publication GROUP BY start, "end"')
            return {
                Period(date.fromisoformat(start), date.fromisoformat(end)): datetime.fromisoformat(at)
                for start, end, at in rows
            }

    @whole
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

    @whole
    def mark(self) -> FileMark:
        """How far the file is. Raises FieldAppError `not-headquarters`."""
        self._require_headquarters()
        return file_mark(self._db)

    @whole
    def comes_from(self, history: int, link: str) -> bool:
        """Whether the file went through a moment at which its history had so many rows, the newest with this
        link."""
        return comes_from(self._db, history, link)

    @whole
    def sheet_prints(self, counted: Mapping[SheetKey, CountedSheet]) -> dict[SheetKey, str]:
        """Of each sheet, of whatever office, what changes when anything of it does."""
        return sheet_prints(self._db, counted, self.programme.digest)

    @whole
    def mirrored_publications(self) -> tuple[MirrorPublication, ...]:
        """What was published, oldest first."""
        return publications_in(self._db)

    def definition(self) -> str:
        """The text that defines the programme."""
        ((text,),) = self._rows("SELECT value FROM about WHERE key = 'programme'")
        return str(text)

    @whole
    def typed_own(self, near: Collection[Period]) -> dict[SheetKey, dict[Cell, Content]]:
        """What is entered, and not sent, in headquarters' own sheets that share a day with one of these. Of
        one that is damaged, `integrity` tells."""
        found = {}
        for period in self.periods(HQ):
            if any(period.overlaps(one) for one in near):
                with left_out(NOT_ADDED):
                    sheet, standing = self.stood(SheetKey(HQ, period))
                    if standing.status is not Status.SENT:
                        found[sheet.key] = tallies_of(sheet)
        return found

    def _require_headquarters(self) -> None:
        if self.office != HQ:
            raise FieldAppError("not-headquarters", path=self.path)


def tallies_of(sheet: Sheet) -> dict[Cell, Content]:
    """What is entered in the rows, without control totals."""
    return {cell: content for cell, content in sheet.values.items() if not cell.is_control}
