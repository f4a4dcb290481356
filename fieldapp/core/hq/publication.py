"""What was published: frozen with all that it stands on, so that what changes later can be told."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from fieldapp.core.changes import Change, Effect, changes_between, effects_of
from fieldapp.core.hq.counting import CountedSheet, SheetPlace, cells_in_dispute
from fieldapp.core.numbers import Value
from fieldapp.core.period import Period, month_of, read_period, year_of
from fieldapp.core.programme import Programme
from fieldapp.core.records.seal import Sealed, SealedRow, exact_text, read_exact, read_row, row_text
from fieldapp.core.report import Report
from fieldapp.core.sheet import Sheet, SheetKey
from fieldapp.core.verify import fingerprint


@dataclass(frozen=True)
class Cumulative:
    """What a text says of the time since a day. `reported`: how many districts answer for it without a gap,
    of those `expected`; `uncovered`: how many days of it nothing is entered for."""

    programme: Programme
    since: date
    totals: Mapping[str, Value]
    reported: int
    expected: int
    uncovered: int

    def total(self, indicator: str) -> Value:
        """A column's sum; stored units, exact."""
        return self.totals[indicator]


@dataclass(frozen=True)
class Basis:
    """What a text stands on. `records`: the ids of those that count for its period, `sheets`: the sheets in
    its sums, each with the digest of its rows; `rows`: the sums themselves, by district; `since` and
    `since_totals`: what is said of a longer time."""

    records: frozenset[str]
    sheets: Mapping[SheetKey, str]
    rows: tuple[SealedRow, ...]
    since: date | None = None
    since_totals: Mapping[str, Value] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, str]:
        """Everything in words, by what it is of: as it is kept."""
        told = {f"record {one}": "" for one in self.records}
        told |= {f"sheet {key.office} {key.period}": digest for key, digest in self.sheets.items()}
        told |= {f"row {row[0]}": row_text(row) for row in self.rows}
        return told | {
            f"since {self.since} {key}": exact_text(value) for key, value in self.since_totals.items()
        }

    @property
    def digest(self) -> str:
        """SHA-256 in hex over all of it, in whatever order it came."""
        lines = [f"{name}\n{value}" for name, value in self.facts.items()]
        return hashlib.sha256("\n\n".join(sorted(lines)).encode()).hexdigest()


@dataclass(frozen=True)
class Publication:
    """A text that was published. `why`: why it was, although errors stood or cells were in dispute."""

    id: str
    period: Period
    language: str
    form: str
    text: str
    basis: Basis
    at: datetime
    who: str
    why: str = ""

    @property
    def place(self) -> tuple[Period, str, str]:
        """Where a later text takes its place."""
        return self.period, self.language, self.form


class SpanKind(StrEnum):
    """Which sum an effect is of: the publication's own days, its month or year, or the time since a day."""

    PERIOD = "period"
    MONTH = "month"
    YEAR = "year"
    SINCE = "since"


@dataclass(frozen=True)
class AfterPublication:
    """What a publication says, and what would be said today. `is_replaced`: a later text stands in its place;
    `is_same_set`: it stands on the same records and figures; `changes`: the cells that are something else
    since; `effects`: the sums that are."""

    publication: Publication
    is_replaced: bool
    is_same_set: bool
    changes: tuple[Change, ...]
    effects: tuple[Effect, ...]

    @property
    def is_due(self) -> bool:
        """Whether what stands published is not what the figures say."""
        return not self.is_replaced and bool(self.changes or self.effects)

    def kind_of(self, effect: Effect) -> SpanKind:
        """Which sum an effect is of."""
        period, span = self.publication.period, effect.span
        if span == period:
            return SpanKind.PERIOD
        if span == month_of(period.start):
            return SpanKind.MONTH
        return SpanKind.YEAR if span == year_of(period.start) else SpanKind.SINCE


def basis_of(
    report: Report,
    sheets: Iterable[Sheet],
    counted: Mapping[SheetKey, CountedSheet],
    since: Cumulative | None = None,
) -> Basis:
    """What a text on a report stands on. `sheets`: those in its sums; `counted`: what counts of the records
    of each; `since`: what it says of a longer time."""
    heads = {
        one
        for key in report.sheets
        if key in counted and counted[key].place is SheetPlace.COUNTS
        for one in counted[key].folded.heads
    }
    return Basis(
        records=frozenset(heads),
        sheets={sheet.key: fingerprint(sheet) for sheet in sheets},
        rows=report.sealed_rows,
        since=since.since if since else None,
        since_totals=dict(since.totals) if since else {},
    )


def read_basis(facts: Mapping[str, str]) -> Basis:
    """What `Basis.facts` told. Raises ValueError, ArithmeticError or FieldAppError for anything else."""
    records, sheets, rows = set(), {}, []
    since: date | None = None
    totals: dict[str, Value] = {}
    for name, value in facts.items():
        kind, *words = name.split(" ")
        match kind, words:
            case "record", [one]:
                records.add(one)
            case "sheet", [office, days]:
                sheets[SheetKey(office, read_period(days))] = value
            case "row", [_]:
                rows.append(read_row(value))
            case "since", [day, key]:
                since, totals[key] = date.fromisoformat(day), read_exact(value)
            case _:
                raise ValueError(name)
    return Basis(frozenset(records), sheets, tuple(rows), since, totals)


def disputed_cells(counted: Iterable[CountedSheet], period: Period) -> int:
    """How many cells are in dispute in the sheets that share a day with a period."""
    return cells_in_dispute(sheet for sheet in counted if sheet.key.period.overlaps(period))


def changed_since(
    publication: Publication,
    today: Basis,
    totals: Mapping[Period, Mapping[str, Value]],
    indicators: Sequence[str],
    *,
    is_replaced: bool = False,
) -> AfterPublication:
    """What is something else since a publication. `today`: what it would stand on now; `totals`: the sums now
    of its own days and of the longer spans that hold them, by column."""
    frozen = publication.basis
    changes = changes_between(Sealed("", "", publication.period, 0, frozen.rows), today.rows)
    effects = list(effects_of(changes, totals, indicators))
    if frozen.since is not None:
        span = Period(frozen.since, publication.period.end)
        now = totals.get(span, today.since_totals)
        effects = [effect for effect in effects if effect.span != span]
        effects += [
            Effect(span, key, frozen.since_totals[key], now[key])
            for key in indicators
            if key in frozen.since_totals and key in now and frozen.since_totals[key] != now[key]
        ]
    is_same = frozen.digest == today.digest
    return AfterPublication(publication, is_replaced, is_same, changes, tuple(effects))


def publications_replaced(publications: Iterable[Publication]) -> frozenset[str]:
    """The ids of those in whose place a later one of the same days, language and form stands."""
    known = sorted(publications, key=lambda one: (one.at, one.id))
    newest = {one.place: one.id for one in known}
    return frozenset(one.id for one in known if newest[one.place] != one.id)
