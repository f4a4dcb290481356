"""What others have printed, and counts of casualties, in the data file."""

from collections.abc import Collection, Mapping
from datetime import UTC, date

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.published.kept import AfterPrint, CasualtyCount, PrintedFigures, after_print, require_sums
from fieldapp.core.published.reading import VICTIMS
from fieldapp.store.door.door import whole
from fieldapp.store.hq.comparing import figures_of
from fieldapp.store.hq.holdings import settle_across
from fieldapp.store.hq.reporting import Reporting
from fieldapp.store.records import damage_told, require_whole
from fieldapp.store.rows import as_kept, dates_of, number_of

_PRINTED = """SELECT start, "end", source, figure, value FROM published
    WHERE source NOT IN (SELECT id FROM publication) ORDER BY start, "end", source, figure"""
_CASUALTIES = "SELECT as_of, since, figure, value, source FROM casualty ORDER BY as_of, since, figure"


class Printing(Reporting):
    """An open data file, to keep what was printed elsewhere."""

    @whole
    def printed(self) -> tuple[PrintedFigures, ...]:
        """All that was kept, in order. Raises FieldAppError `records-damaged`."""
        require_whole(self._db)
        known: dict[tuple[Period, str], dict[str, object]] = {}
        with damage_told():
            for start, end, source, figure, value in self._db.execute(_PRINTED).fetchall():
                period = Period(date.fromisoformat(start), date.fromisoformat(end))
                known.setdefault((period, source), {})[figure] = number_of(value)
            return tuple(
                PrintedFigures(period, source, figures)  # type: ignore[arg-type]
                for (period, source), figures in known.items()
            )

    def keep_printed(self, printed: PrintedFigures, *, is_new: bool = False) -> PrintedFigures | None:
        """Keep what a source printed of some days, in the place of what it did before, or where `is_new` of
        nothing. What other figures were kept of it, if any.

        Raises FieldAppError `source-missing`, `source-taken`, `stale-print`, `records-damaged`.
        """
        at = self._now().astimezone(UTC).isoformat()
        if not printed.source.strip():
            raise FieldAppError("source-missing")
        days = dates_of(printed.period)
        with self._transaction():
            require_whole(self._db)
            if self._db.execute("SELECT 1 FROM publication WHERE id = ?", [printed.source]).fetchall():
                raise FieldAppError("source-taken", source=printed.source)
            if is_new:
                self._require_printed(printed, None, printed)
            before = self._printed_by(printed)
            self._db.execute(
                'DELETE FROM published WHERE start = ? AND "end" = ? AND source = ?', [*days, printed.source]
            )
            for figure, value in printed.figures.items():
                row = [*days, printed.source, figure, as_kept(value), at, self.who]
                self._db.execute("INSERT INTO published VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            settle_across(self._db)
            return None if before == printed else before

    def remove_printed(self, printed: PrintedFigures) -> bool:
        """Forget what a source printed of some days; whether that was kept. Raises FieldAppError
        `stale-print` where something else is kept of it, `records-damaged`."""
        values = [*dates_of(printed.period), printed.source]
        with self._transaction():
            self._require_printed(printed, printed, None)
            gone = self._db.execute(
                """DELETE FROM published WHERE start = ? AND "end" = ? AND source = ?
                    AND source NOT IN (SELECT id FROM publication) RETURNING 1""",
                values,
            ).fetchall()
            settle_across(self._db)
            return bool(gone)

    def _require_printed(self, printed: PrintedFigures, *as_seen: PrintedFigures | None) -> None:
        refusal = FieldAppError("stale-print", source=printed.source, period=printed.period)
        self._require_as_seen(refusal, self._printed_by(printed), *as_seen)

    def _printed_by(self, printed: PrintedFigures) -> PrintedFigures | None:
        """What is kept of the same source and days."""
        place = printed.period, printed.source
        return next((one for one in self.printed() if (one.period, one.source) == place), None)

    def remove_casualties(self, count: CasualtyCount) -> bool:
        """Forget the count of the same days; whether there was one. Raises FieldAppError as `casualties`."""
        with self._transaction():
            require_whole(self._db)
            is_gone = self._remove_count(count)
            settle_across(self._db)
            return is_gone

    def change_casualties(self, before: Collection[CasualtyCount], after: Collection[CasualtyCount]) -> None:
        """Keep counts in the place of others, of the days of both; all or nothing.

        Raises FieldAppError `stale-casualties` where other ones than `before` are kept of these days, and as
        `put_casualties`.
        """
        old = {_days_of(one): one for one in before}
        new = {_days_of(one): require_sums(one) for one in after}
        with self._transaction():
            known = {_days_of(one): one for one in self.casualties()}
            for days, one in (old | new).items():
                refusal = FieldAppError("stale-casualties", as_of=one.as_of, since=one.since)
                self._require_as_seen(refusal, known.get(days), old.get(days), new.get(days))
            for one in old.values():
                self._remove_count(one)
            for one in new.values():
                self._put_count(one)
            settle_across(self._db)

    @whole
    def after_prints(self) -> tuple[AfterPrint, ...]:
        """What was kept, each with what the figures say otherwise now. Raises as `Reporting.report` does."""
        now: dict[Period, Mapping[str, object]] = {}
        found = []
        for one in self.printed():
            if one.period not in now:
                now[one.period] = figures_of(self, one.period)
            found.append(after_print(one, now[one.period]))  # type: ignore[arg-type]
        return tuple(found)

    @whole
    def casualties(self) -> tuple[CasualtyCount, ...]:
        """All counts, in the order of their days. Raises FieldAppError `records-damaged`."""
        require_whole(self._db)
        known: dict[tuple[date, date, str], dict[str, int]] = {}
        with damage_told():
            for as_of, since, figure, value, source in self._db.execute(_CASUALTIES).fetchall():
                key = (date.fromisoformat(as_of), date.fromisoformat(since), source)
                known.setdefault(key, {})[figure] = int(value)
            return tuple(
                CasualtyCount(*key, {name: figures[name] for name in VICTIMS if name in figures})
                for key, figures in known.items()
            )

    @whole
    def casualties_until(self, day: date) -> CasualtyCount | None:
        """The newest count as of a day or before it."""
        return max(
            (one for one in self.casualties() if one.as_of <= day),
            key=lambda one: (one.as_of, -one.since.toordinal()),
            default=None,
        )

    def put_casualties(self, count: CasualtyCount) -> CasualtyCount:
        """Keep a count in the place of that of the same days. Raises FieldAppError as `require_sums` does."""
        checked = require_sums(count)
        with self._transaction():
            require_whole(self._db)
            self._put_count(checked)
            settle_across(self._db)
        return checked

    def _put_count(self, count: CasualtyCount) -> None:
        self._remove_count(count)
        at = self._now().astimezone(UTC).isoformat()
        for figure, value in count.figures.items():
            row = [*_days_of(count), figure, value, count.source, at, self.who]
            self._db.execute("INSERT INTO casualty VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def _remove_count(self, count: CasualtyCount) -> bool:
        statement = "DELETE FROM casualty WHERE as_of = ? AND since = ? RETURNING 1"
        return bool(self._db.execute(statement, _days_of(count)).fetchall())


def _days_of(count: CasualtyCount) -> tuple[str, str]:
    return count.as_of.isoformat(), count.since.isoformat()
