"""What headquarters have published, frozen with what it stands on, and what is something else since."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from fieldapp.core.errors import NOT_ADDED, FieldAppError, left_out
from fieldapp.core.hq.counting import CountedSheet, count
from fieldapp.core.hq.publication import (
    AfterPublication,
    Basis,
    Cumulative,
    Publication,
    basis_of,
    changed_since,
    publications_replaced,
    read_basis,
)
from fieldapp.core.numbers import Value
from fieldapp.core.period import Nearby, Period, month_of, year_of
from fieldapp.core.programme import HQ
from fieldapp.core.report import Report, Standing, make_report
from fieldapp.core.sheet import Sheet, SheetKey
from fieldapp.core.spans.range_report import By, RangeReport, make_range_report
from fieldapp.store.door.door import whole
from fieldapp.store.hq.disputes import knowing_disputed
from fieldapp.store.hq.holdings import settle_across
from fieldapp.store.hq.reporting import Reporting
from fieldapp.store.records import damage_told, require_whole
from fieldapp.store.rows import dates_of

_TEXT = "text"
"""The kind of a publication; there is room for others."""
_WHY = "why"

_PUBLICATIONS = """SELECT id, start, "end", language, form, text, set_digest, at, who FROM publication
    WHERE kind = 'text' ORDER BY at, id"""
_FACTS = "SELECT source, figure, value FROM published WHERE source IN (SELECT id FROM publication)"

Totals = Mapping[str, Value]


class Publishing(Reporting):
    """The data file of headquarters, to publish from. What is published is never changed: another text takes
    its place."""

    @whole
    def cumulative(self, since: date, until: date) -> Cumulative:
        """What is known of the time since a day: what the report of these days tells, with opening balances.
        Raises FieldAppError `period-backwards`, `parts-overlap`, …"""
        report = self.range_report(Period(since, until), By.OFFICE)
        return Cumulative(
            programme=self.programme,
            since=since,
            totals=_totals_of(report),
            reported=report.report.whole,
            expected=report.districts.expected,
            uncovered=sum(gap.period.days for gap in report.gaps if gap.is_whole),
        )

    @whole
    def basis(
        self,
        report: Report,
        since: Cumulative | None = None,
        counted: Mapping[SheetKey, CountedSheet] | None = None,
    ) -> Basis:
        """What a text on a report stands on. `counted`: what counts of all records, where it is known."""
        sheets = [self.sheet(key) for key in report.sheets]
        known = self.counted_near(report.period) if counted is None else counted
        return basis_of(report, sheets, known, since)

    @whole
    def counted_near(self, period: Period) -> dict[SheetKey, CountedSheet]:
        """What counts of the records of sheets that share a day with a period, however far that leads."""
        return count(self.holdings_near(period), self.programme)

    @whole
    def publications(self) -> tuple[Publication, ...]:
        """All that was published, in order. Raises FieldAppError `records-damaged`."""
        require_whole(self._db)
        with damage_told():
            facts: dict[str, dict[str, str]] = {}
            for source, figure, value in self._db.execute(_FACTS).fetchall():
                facts.setdefault(source, {})[figure] = str(value)
            return tuple(
                _publication(row, facts.get(row[0], {})) for row in self._db.execute(_PUBLICATIONS).fetchall()
            )

    def publish(
        self, period: Period, language: str, form: str, text: str, basis: Basis, why: str = ""
    ) -> tuple[Publication, bool]:
        """Freeze a text with what it stands on, in one transaction. The newest one of its days, language and
        form, if it is the same text on the same figures, stays as it is. What was published, and whether it
        was just now.

        Raises FieldAppError `publication-elsewhere`, `publication-stale` where something else counts by now
        than the text was made from, `records-damaged`.
        """
        self.require_publisher()
        with self._transaction():
            require_whole(self._db)
            since = self.cumulative(basis.since, period.end) if basis.since else None
            if self.basis(self.report(period), since).digest != basis.digest:
                raise FieldAppError("publication-stale")
            known = self.publications()
            same = [one for one in known if one.place == (period, language, form)]
            if same and (same[-1].text, same[-1].basis.digest) == (text, basis.digest):
                return same[-1], False
            # so that their order is certain, whatever the clock says
            at = max([self._now().astimezone(UTC), *(one.at + timedelta(microseconds=1) for one in known)])
            id_ = _id_of(period, language, form, text, basis, at)
            made = Publication(id_, period, language, form, text, basis, at, self.who, why)
            self._put_publication(made)
            settle_across(self._db)
            return made, True

    @whole
    def after_publications(self, since: date | None = None) -> tuple[AfterPublication, ...]:
        """All that was published, each with what is something else by now. `since`: the longer time in which
        a change is told too, where the text itself speaks of none.

        Raises FieldAppError `publication-elsewhere`, `records-damaged`, `sheet-damaged`, `parts-overlap`.
        """
        self.require_publisher()
        known, look = self.publications(), _Today(self)
        replaced = publications_replaced(known)
        columns = [indicator.key for indicator in self.programme.active]
        found = []
        for one in known:
            day, longer = one.basis.since or since, None
            if one.basis.since is not None:
                longer = look.totals(Period(one.basis.since, one.period.end))
            today = replace(look.basis(one.period), since=one.basis.since, since_totals=longer or {})
            totals = look.around(one.period, day)
            is_replaced = one.id in replaced
            found.append(changed_since(one, today, totals, columns, is_replaced=is_replaced))
        return tuple(found)

    def require_publisher(self) -> None:
        """Raises FieldAppError `publication-elsewhere` in the file of an office."""
        if self.office != HQ:
            raise FieldAppError("publication-elsewhere", path=self.path)

    def _put_publication(self, made: Publication) -> None:
        days, at = dates_of(made.period), made.at.isoformat()
        said = (made.language, made.form, made.text, made.basis.digest, at, made.who)
        marks = ", ".join("?" * 10)
        self._db.execute(f"INSERT INTO publication VALUES ({marks})", [made.id, *days, _TEXT, *said])
        facts = {**made.basis.facts, **({_WHY: made.why} if made.why else {})}
        for name, value in sorted(facts.items()):
            row = [*days, made.id, name, value, at, made.who]
            self._db.execute("INSERT INTO published VALUES (?, ?, ?, ?, ?, ?, ?)", row)


class _Today:
    """What the figures say now; each sheet is read once. A span whose parts overlap, or are damaged, cannot
    be added up and is left out."""

    def __init__(self, store: Publishing) -> None:
        self._store, self._counted, self._openings = store, store.counted(), store.openings()
        keys = [SheetKey(office, one) for office in store.offices() for one in store.periods(office)]
        self._keys = Nearby(keys, lambda key: key.period)
        self._sheets: dict[SheetKey, tuple[Sheet, Standing]] = {}
        self._bases: dict[Period, Basis] = {}
        self._totals: dict[Period, Totals | None] = {}

    def basis(self, period: Period) -> Basis:
        """What a text of some days would stand on."""
        if period not in self._bases:
            store = self._store
            report = make_report(store.programme, store.office, period, self._near(period))
            sheets = [self._stood(key)[0] for key in report.sheets]
            self._bases[period] = basis_of(report, sheets, self._counted)
            self._totals[period] = _totals_of(report)
        return self._bases[period]

    def totals(self, span: Period) -> Totals | None:
        """The sums of a span, as a report of it says them, opening balances included."""
        if span not in self._totals:
            self._totals[span] = None
            with left_out(NOT_ADDED):
                self._totals[span] = _totals_of(self._report(span))
        return self._totals[span]

    def _report(self, span: Period) -> RangeReport:
        store = self._store
        return make_range_report(
            store.programme, store.office, span, By.OFFICE, self._near(span), self._openings
        )

    def _near(self, span: Period) -> list[tuple[Sheet, Standing]]:
        near = [self._stood(key) for key in self._keys.of(span)]
        if any(one.office == HQ and one.values for one, _ in near):
            disputes = {key: sheet.disputed for key, sheet in self._counted.items() if sheet.disputed}
            return knowing_disputed(near, disputes, self._store.offices(), span, self._stood)
        return near

    def _stood(self, key: SheetKey) -> tuple[Sheet, Standing]:
        if key not in self._sheets:
            self._sheets[key] = self._store.stood(key)
        return self._sheets[key]

    def around(self, period: Period, since: date | None) -> dict[Period, Totals]:
        """Those of the period, its month and year where it lies inside, and the time since a day."""
        spans = [period, month_of(period.start), year_of(period.start)]
        if since is not None and since <= period.start:
            spans.append(Period(since, period.end))
        wanted = [span for span in dict.fromkeys(spans) if span.contains(period)]
        return {span: totals for span in wanted if (totals := self.totals(span)) is not None}


def _totals_of(report: Report | RangeReport) -> Totals:
    return {indicator.key: report.total(indicator.key) for indicator in report.programme.active}


def _publication(row: Iterable[str], facts: Mapping[str, str]) -> Publication:
    """Raises ValueError or FieldAppError where it does not stand on what it stood on."""
    id_, start, end, language, form, text, set_digest, at, who = row
    try:
        basis = read_basis({name: value for name, value in facts.items() if name != _WHY})
    except ArithmeticError as error:
        raise ValueError(id_) from error
    if basis.digest != set_digest:
        raise ValueError(id_)
    period = Period(date.fromisoformat(start), date.fromisoformat(end))
    why = facts.get(_WHY, "")
    return Publication(id_, period, language, form, text, basis, datetime.fromisoformat(at), who, why)


def _id_of(period: Period, language: str, form: str, text: str, basis: Basis, at: datetime) -> str:
    """The name of a publication: SHA-256 in hex over what it is."""
    lines = ["fieldapp publication 1", str(period), _TEXT, language, form, basis.digest, at.isoformat(), text]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
