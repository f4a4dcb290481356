"""Reports over any range, and the opening balances of days before anything was entered."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import UTC, date

from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.mirrored import MirrorOpening, as_mirrored
from fieldapp.core.numbers import Value
from fieldapp.core.period import Period
from fieldapp.core.programme import HQ
from fieldapp.core.report import Report
from fieldapp.core.sheet import SheetKey
from fieldapp.core.spans.balance import Opening, in_order
from fieldapp.core.spans.range_report import By, RangeReport, make_range_report
from fieldapp.core.spans.span import is_for_a_report
from fieldapp.store.door.door import whole
from fieldapp.store.hq.adopting import Adopting
from fieldapp.store.hq.disputes import disputed_in, disputes_around
from fieldapp.store.hq.holdings import settle_across
from fieldapp.store.listing import days_in
from fieldapp.store.records import damage_told, require_whole, with_lineage
from fieldapp.store.rows import as_kept, dates_of, number_of

SHEETS_READ, ADDED_UP, _TRACED = 0.3, 0.4, 0.65
"""How much of a report's work is done when its sheets are read, when they are added up, and when it is known
which records they come from; as headquarters with a thousand offices need."""
MANY_SHEETS, MANY_IN_FILE = 500, 5000
"""Sheets. More than the first are read in half a second on no office's machine; of more than the second even
the lists and records, which each report compares, are not."""
_NATIONAL, _DISTRICT = "national", "district"
_ROWS = 'SELECT start, "end", district, indicator, value, source FROM opening ORDER BY start, "end"'


class Reporting(Adopting):
    """An open data file, to report from."""

    @whole
    @override
    def report(self, of: SheetKey | Period) -> Report:
        """The report of a period. In the file of headquarters it knows how many cells are in dispute, which
        are blank in it.

        Raises FieldAppError `parts-overlap`, `list-damaged`, `records-damaged`.
        """
        report = super().report(of)
        return replace(report, disputed=self._disputed(of))

    def entered(self) -> frozenset[Period]:
        """The periods of all sheets that a report may add up."""
        offices = self.offices() if self.office == HQ else (self.office,)
        return frozenset(period for office in offices for period in self.periods(office))

    def first_day(self) -> date | None:
        """The first day of which anything is entered or told by an opening balance, as far as can be told: it
        is offered where a range begins, and is no figure."""
        ((day,),) = self._rows(
            """SELECT min(day) FROM (SELECT min(start) AS day FROM sheet WHERE has_content
               UNION ALL SELECT min(start) FROM opening)"""
        )
        period = days_in(day, day)
        return period.start if period else None

    def has_offices_in(self, span: Period) -> bool:
        """Whether anybody else than the file's own office has a sheet for a day of a range, as far as can be
        told: it leads to them, and is no figure."""
        ((found,),) = self._rows(
            """SELECT EXISTS (SELECT 1 FROM sheet
               WHERE has_content AND start <= ? AND "end" >= ? AND office <> ?)""",
            (*dates_of(span)[::-1], self.office),
        )
        return bool(found)

    def is_long(self, span: Period) -> bool:
        """Whether so many sheets touch a range, or lie in the whole file, that whoever waits for what is made
        of them wants to see it come on."""
        near, whole = self._how_many(span)
        return near > MANY_SHEETS or whole > MANY_IN_FILE

    def sheets_touching(self, span: Period) -> int:
        """How many sheets share a day with a range."""
        return self._how_many(span)[0]

    def _how_many(self, span: Period) -> tuple[int, int]:
        ((near, whole),) = self._rows(
            'SELECT count(*) FILTER (WHERE start <= ? AND "end" >= ?), count(*) FROM sheet',
            dates_of(span)[::-1],
        )
        return int(near), int(whole)

    def sheet_asked(self, asked: Period | None) -> Period | None:
        """The sheet that is asked for by its days; None where they are for a report."""
        return None if asked is None or is_for_a_report(asked, self.entered()) else asked

    @whole
    def openings(self) -> tuple[Opening, ...]:
        """The opening balances, in order. Raises FieldAppError `records-damaged`."""
        return self._seen.made_across(self._db, "openings", self._read_openings)

    def _read_openings(self) -> tuple[Opening, ...]:
        require_whole(self._db)
        known: dict[Period, Opening] = {}
        with damage_told():
            for start, end, district, indicator, value, source in self._db.execute(_ROWS).fetchall():
                period = Period(date.fromisoformat(start), date.fromisoformat(end))
                opening = known.setdefault(period, Opening(period, source, {}, {}))
                number = {indicator: number_of(value)}
                if district:
                    rows = {**opening.districts, district: {**opening.districts.get(district, {}), **number}}
                    known[period] = replace(opening, districts=rows)
                else:
                    known[period] = replace(opening, national={**opening.national, **number})
        return tuple(known.values())

    @whole
    def mirrored_openings(self) -> tuple[MirrorOpening, ...]:
        """The same as rows that add up. Raises FieldAppError `records-damaged`."""
        return tuple(
            MirrorOpening(one.period, district, key, *as_mirrored(value), one.source)
            for one in self.openings()
            for district, key, value in _parts_of(one, [item.key for item in self.programme.indicators])
        )

    def put_openings(
        self,
        openings: Collection[Opening],
        gone: Collection[Period] = (),
        *,
        seen: Collection[Opening] | None = None,
    ) -> None:
        """Keep balances, each in the place of that of the same days, and none of the days in `gone`. `seen`:
        what was kept of these days when that was decided on.

        Raises FieldAppError `stale-opening` where something else is, `openings-overlap`, `opening-parts`,
        `unknown-district`, `unknown-indicator`.
        """
        wanted = {one.period: one for one in openings}
        if not wanted and not gone:
            return
        with self._transaction():
            known = {one.period: one for one in self.openings()}
            before = known if seen is None else {one.period: one for one in seen}
            for period in [*gone, *wanted]:
                refusal = FieldAppError("stale-opening", period=period)
                self._require_as_seen(refusal, known.get(period), before.get(period), wanted.get(period))
            others = {period: one for period, one in known.items() if period not in gone}
            in_order((others | wanted).values())
            for period in gone:
                self._remove_opening(period)
            for opening in openings:
                self._remove_opening(opening.period)
                self._put_row(opening, "", opening.national.items())
                for district, row in opening.districts.items():
                    self._put_row(opening, self.programme.district(district).key, row.items())
            settle_across(self._db)

    def remove_opening(self, period: Period) -> bool:
        """Take the balance of some days away; whether there was one."""
        with self._transaction():
            is_known = any(one.period == period for one in self.openings())
            self._remove_opening(period)
            settle_across(self._db)
            return is_known

    @whole
    def range_report(
        self, span: Period, by: By, tell: Callable[[float], None] = lambda share: None
    ) -> RangeReport:
        """The report of a range: in the file of headquarters of all offices, else of the file's own. `tell`
        hears how much is done, 0 to 1, and may raise to have no report.

        Raises FieldAppError `parts-overlap`, `list-damaged`, `sheet-damaged`, `records-damaged`.
        """
        offices = self.offices() if self.office == HQ else (self.office,)
        near = []
        for number, office in enumerate(offices):
            tell(SHEETS_READ * number / len(offices))
            near += self.sheets_near(SheetKey(office, span))
        near = self.knowing_disputes(near, offices, span)
        tell(SHEETS_READ)
        made = make_range_report(
            self.programme,
            self.office,
            span,
            by,
            near,
            self.openings(),
            is_demonstration=self.is_demonstration,
        )
        tell(ADDED_UP)
        report = with_lineage(self._db, self._seen, made.report, self.file, self.files)
        tell(_TRACED)
        chosen = self.organisations(*(report.sheets or (SheetKey(self.office, span),)))
        return replace(made, report=replace(report, organisations=chosen, disputed=self._disputed(span)))

    def _disputed(self, of: SheetKey | Period) -> int:
        if self.office != HQ:
            return 0
        disputes = disputes_around(self._db, self._seen, self.programme, self.key(of).period)
        return disputed_in(disputes, self.key(of), is_of_all=isinstance(of, Period))

    def _remove_opening(self, period: Period) -> None:
        self._db.execute('DELETE FROM opening WHERE start = ? AND "end" = ?', dates_of(period))

    def _put_row(self, opening: Opening, district: str, row: Collection[tuple[str, Value]]) -> None:
        scope, at = _DISTRICT if district else _NATIONAL, self._now().astimezone(UTC).isoformat()
        for key, value in row:
            indicator = self.programme.indicator(key).key
            about = (*dates_of(opening.period), scope, district, indicator)
            values = (*about, as_kept(value), opening.source, at)
            self._db.execute("INSERT INTO opening VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)


def _parts_of(opening: Opening, indicators: Collection[str]) -> Iterator[tuple[str, str, Value]]:
    for district, row in opening.districts.items():
        for key, value in row.items():
            yield district, key, value
    for key in indicators:
        rest = opening.remainder(key)
        if rest:
            yield "", key, rest
