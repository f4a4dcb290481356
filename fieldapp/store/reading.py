"""What can be read of a data file: its sheets, their standing and history, and what they add up to."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlite_utils import Database

from fieldapp.core.changes import Correction, changes_between, effects_of
from fieldapp.core.checks.rules import Surroundings
from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import HistoryKind, HistoryRow
from fieldapp.core.numbers import Unread, Value, explain
from fieldapp.core.period import Period, month_of, year_of
from fieldapp.core.programme import Programme
from fieldapp.core.report import Report, Standing, Status, make_report
from fieldapp.core.seal import read_canonical
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState, Sheet, numbers_by_cell
from fieldapp.core.verify import fingerprint
from fieldapp.store.opening import translated
from fieldapp.store.rows import dates_of, number_of, period_of, remembered

_PERIODS_WITH_CONTENT = """
SELECT start, "end" FROM period
WHERE EXISTS (SELECT 1 FROM tally WHERE tally.period = period.id)
   OR EXISTS (SELECT 1 FROM no_operations WHERE no_operations.period = period.id)
   OR EXISTS (SELECT 1 FROM control_total WHERE control_total.period = period.id)
   OR EXISTS (SELECT 1 FROM unread WHERE unread.period = period.id)
ORDER BY start, "end"
"""

_CONTENT = f"""
WITH open AS (SELECT id FROM period WHERE start = :start AND "end" = :end)
SELECT 'number', district, indicator, value FROM tally JOIN open ON period = id
UNION ALL SELECT 'mark', district, '{STATE}', NULL FROM no_operations JOIN open ON period = id
UNION ALL SELECT 'number', '{CONTROL}', indicator, value FROM control_total JOIN open ON period = id
  WHERE office = :office
UNION ALL SELECT 'note', district, indicator, text FROM note JOIN open ON period = id
UNION ALL SELECT 'unread', district, indicator, text FROM unread JOIN open ON period = id
  WHERE office = :office
"""
"""All that a sheet holds, in one look: table, district, indicator, what is there."""

_CHOSEN = """
SELECT start, "end", organisation FROM sheet JOIN period ON period.id = sheet.period
LEFT JOIN organisation USING (period, office) WHERE office = ? AND has_chosen
"""

Read = TypeVar("Read", bound=Callable[..., Any])


def _sound(read: Read) -> Read:
    """What is in the rows and is no number, date or word of ours means that the file is damaged."""

    @wraps(read)
    def checked(self: "Reader", *args: Any) -> Any:
        try:
            return read(self, *args)
        except (ValueError, ArithmeticError) as error:
            raise FieldAppError("file-damaged", path=self.path) from error

    return cast(Read, checked)


class Reader:
    """An open data file, to read. Values are in stored units."""

    path: Path
    office: str
    programme: Programme
    is_demonstration: bool
    _db: Database

    @_sound
    def periods(self) -> tuple[Period, ...]:
        """The periods in which anything is entered, in order."""
        return tuple(period_of(row) for row in self._rows(_PERIODS_WITH_CONTENT))

    @_sound
    def last_written(self) -> Period | None:
        """The period of the newest change, where a person will want to go on."""
        rows = self._rows(
            """SELECT start, "end" FROM history JOIN period ON period.id = history.period
               ORDER BY history.id DESC LIMIT 1"""
        )
        return period_of(rows[0]) if rows else None

    @_sound
    def sheet(self, period: Period) -> Sheet:
        """What is entered for a period; empty if nothing is."""
        key = {"start": str(period.start), "end": str(period.end), "office": self.office}
        values: dict[Cell, Content] = {}
        notes: dict[Cell, str] = {}
        unread: dict[Cell, Unread] = {}
        for table, district, indicator, held in self._rows(_CONTENT, key):
            cell = Cell(district, indicator)
            match table:
                case "note":
                    notes[cell] = held
                case "unread":
                    unread[cell] = explain(held, self.programme.indicator(indicator).unit)
                case "mark":
                    values[cell] = RowState.NO_OPERATIONS
                case _:
                    values[cell] = number_of(held)
        districts = tuple(district.key for district in self.programme.expected(self.office, period))
        indicators = tuple(item.key for item in self.programme.active)
        return Sheet(period, districts, indicators, values, notes, unread)

    @_sound
    def standing(self, period: Period, held: Sheet | None = None) -> Standing:
        """How far the sheet of a period is. `held`: what it holds, where that is known already."""
        sql = """SELECT status, revision, sealed_at, source, reason, who, fingerprint
                 FROM sheet JOIN period ON period.id = sheet.period
                 LEFT JOIN verification USING (period, office)
                 WHERE start = ? AND "end" = ? AND sheet.office = ?"""
        for status, revision, sealed_at, source, reason, who, verified in self._rows(
            sql, [*dates_of(period), self.office]
        ):
            at = datetime.fromisoformat(sealed_at) if sealed_at else None
            is_verified = verified is not None and verified == fingerprint(held or self.sheet(period))
            return Standing(Status(status), revision, at, source, reason, who if is_verified else "")
        return Standing()

    def sheets_near(self, period: Period) -> list[tuple[Sheet, Standing]]:
        """The sheets that share a day with a period, for its report."""
        near = [other for other in self.periods() if other.overlaps(period)]
        return [(self.sheet(other), self.standing(other)) for other in near]

    def past(self, period: Period, weeks: int = 12) -> list[Sheet]:
        """The last sheets before this period in which anything is entered, oldest first."""
        before = [other for other in self.periods() if other.end < period.start][-weeks:]
        return [self.sheet(other) for other in before]

    def earlier(self, period: Period, weeks: int = 12) -> dict[Cell, list[Value]]:
        """The values of each cell in the last periods before this one, oldest first."""
        return numbers_by_cell(self.past(period, weeks))

    def report(self, period: Period) -> Report:
        """The report of a period: a frozen snapshot. Raises FieldAppError `parts-overlap`."""
        near = self.sheets_near(period)
        report = make_report(
            self.programme, self.office, period, near, is_demonstration=self.is_demonstration
        )
        chosen = self.organisations(*(report.parts or (period,)))
        return replace(report, correction=self._correction(report), organisations=chosen)

    def organisations(self, *periods: Period) -> tuple[str, ...]:
        """The keys of those that took part in any of these sheets, as was chosen for each; where nobody has
        chosen, `Programme.usual_organisations` of this office."""
        chosen: dict[Period, set[str]] = {}
        for start, end, key in self._rows(_CHOSEN, [self.office]):
            chosen.setdefault(period_of([start, end]), set()).add(key)
        usual = self.programme.usual_organisations(self.office)
        keys = {key for period in periods for key in chosen.get(period, usual)}
        return self.programme.organisations_in_order(keys)

    def surroundings(self, period: Period, today: date) -> Surroundings:
        """What the sheet of a period is checked against."""
        return Surroundings(today, self.periods(), self.earlier(period))

    @_sound
    def history(self, period: Period, *cells: Cell) -> list[HistoryRow]:
        """What happened to a sheet, or to some of its cells, oldest first."""
        sql = """SELECT at, who, district, indicator, before, after, why, kind FROM history
                 JOIN period ON period.id = history.period WHERE start = ? AND "end" = ?"""
        keys = dates_of(period)
        if cells:
            sql += f" AND ({' OR '.join(['district = ? AND indicator = ?'] * len(cells))})"
            keys += [key for cell in cells for key in (cell.district, cell.indicator)]
        return [
            HistoryRow(
                datetime.fromisoformat(at),
                who,
                period,
                Cell(district, indicator),
                remembered(before, HistoryKind(kind)),
                remembered(after, HistoryKind(kind)),
                why,
                HistoryKind(kind),
            )
            for at, who, district, indicator, before, after, why, kind in self._rows(
                sql + " ORDER BY history.id", keys
            )
        ]

    def entered_by(self, period: Period) -> frozenset[str]:
        """Who has entered the figures and marks that stand in a sheet, control totals left out."""
        sql = """SELECT DISTINCT who FROM history WHERE after IS NOT NULL AND id IN (
                   SELECT max(history.id) FROM history JOIN period ON period.id = history.period
                   WHERE start = ? AND "end" = ? AND kind = ? AND district <> ?
                   GROUP BY district, indicator)"""
        keys = [*dates_of(period), HistoryKind.VALUE.value, CONTROL]
        return frozenset(who for (who,) in self._rows(sql, keys) if who)

    def _correction(self, report: Report) -> Correction | None:
        """How the sheet differs from the revision that was sent before it, if one was."""
        sql = """SELECT revision, check_code, content FROM seal JOIN period ON period.id = seal.period
                 WHERE start = ? AND "end" = ? AND office = ? AND revision < ?
                 ORDER BY revision DESC LIMIT 1"""
        if report.parts != (report.period,):
            return None
        keys = [*dates_of(report.period), self.office, report.standing.revision]
        for revision, check_code, content in self._rows(sql, keys):
            changes = changes_between(read_canonical(content.encode()), report.sealed_rows)
            effects = effects_of(changes, self._spans(report), report.indicators)
            return Correction(revision, check_code, report.standing.reason, changes, effects)
        return None

    def _spans(self, report: Report) -> dict[Period, dict[str, Value]]:
        """The sums of the report's period and of the month and year that hold it; a span whose parts overlap
        cannot be added up and is left out."""
        spans = {}
        for span in (report.period, month_of(report.period.start), year_of(report.period.start)):
            if span.contains(report.period):
                with contextlib.suppress(FieldAppError):
                    whole = make_report(self.programme, self.office, span, self.sheets_near(span))
                    spans[span] = {key: whole.total(key) for key in report.indicators}
        return spans

    def _rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        with translated(self.path):
            return self._db.execute(sql, values).fetchall()
