"""What others have printed, and counts of casualties, in the data file."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.published.kept import AfterPrint, CasualtyCount, PrintedFigures, after_print, require_sums
from fieldapp.core.published.reading import VICTIMS
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

    def keep_printed(self, printed: PrintedFigures) -> None:
        """Keep what a source printed of some days, in the place of what it did before.

        Raises FieldAppError `source-missing`, `source-taken`, `records-damaged`.
        """
        at = self._now().astimezone(UTC).isoformat()
        if not printed.source.strip():
            raise FieldAppError("source-missing")
        days = dates_of(printed.period)
        with self._transaction():
            require_whole(self._db)
            if self._db.execute("SELECT 1 FROM publication WHERE id = ?", [printed.source]).fetchall():
                raise FieldAppError("source-taken", source=printed.source)
            self._db.execute(
                'DELETE FROM published WHERE start = ? AND "end" = ? AND source = ?', [*days, printed.source]
            )
            for figure, value in printed.figures.items():
                row = [*days, printed.source, figure, as_kept(value), at, self.who]
                self._db.execute("INSERT INTO published VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            settle_across(self._db)

    def remove_printed(self, printed: PrintedFigures) -> bool:
        """Forget what a source printed of some days; whether that was kept. Raises FieldAppError
        `records-damaged`."""
        days = dates_of(printed.period)
        return self._forget(
            """DELETE FROM published WHERE start = ? AND "end" = ? AND source = ?
                AND source NOT IN (SELECT id FROM publication) RETURNING 1""",
            [*days, printed.source],
        )

    def remove_casualties(self, count: CasualtyCount) -> bool:
        """Forget the count of the same days; whether there was one. Raises FieldAppError as `casualties`."""
        days = [count.as_of.isoformat(), count.since.isoformat()]
        return self._forget("DELETE FROM casualty WHERE as_of = ? AND since = ? RETURNING 1", days)

    def _forget(self, statement: str, values: Sequence[str]) -> bool:
        with self._transaction():
            require_whole(self._db)
            gone = self._db.execute(statement, [*values]).fetchall()
            settle_across(self._db)
            return bool(gone)

    def after_prints(self) -> tuple[AfterPrint, ...]:
        """What was kept, each with what the figures say otherwise now. Raises as `Reporting.report` does."""
        now: dict[Period, Mapping[str, object]] = {}
        found = []
        for one in self.printed():
            if one.period not in now:
                now[one.period] = figures_of(self, one.period)
            found.append(after_print(one, now[one.period]))  # type: ignore[arg-type]
        return tuple(found)

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

    def casualties_until(self, day: date) -> CasualtyCount | None:
        """The newest count as of a day or before it."""
        return max(
            (one for one in self.casualties() if one.as_of <= day),
            key=lambda one: (one.as_of, -one.since.toordinal()),
            default=None,
        )

    def put_casualties(self, count: CasualtyCount) -> CasualtyCount:
        """Keep a count in the place of that of the same days. Raises FieldAppError as `require_sums` does."""
        checked, at = require_sums(count), self._now().astimezone(UTC).isoformat()
        days = [checked.as_of.isoformat(), checked.since.isoformat()]
        with self._transaction():
            require_whole(self._db)
            self._db.execute("DELETE FROM casualty WHERE as_of = ? AND since = ?", days)
            for figure, value in checked.figures.items():
                row = [*days, figure, value, checked.source, at, self.who]
                self._db.execute("INSERT INTO casualty VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            settle_across(self._db)
        return checked
