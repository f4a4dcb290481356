"""The report of a period: what the sheets that lie inside it add up to, and what it stands on."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from fieldapp.core.adding_up import add_up, counting_by_district, counting_rows, require_apart
from fieldapp.core.changes import Correction
from fieldapp.core.numbers import Value
from fieldapp.core.period import DAY, Period
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Lineage, Record
from fieldapp.core.records.seal import Seal, SealedRow, canonical_bytes, seal_of
from fieldapp.core.sheet import Cell, RowState, Sheet, SheetKey


class Status(StrEnum):
    """How far a sheet is. Any change takes it back to DRAFT."""

    DRAFT = "draft"
    READY = "ready"
    SENT = "sent"


@dataclass(frozen=True)
class Standing:
    """The state of a sheet beside its values. `revision` counts from 1 and rises with the first change
    after a sending, and `reason` says why; `source` is the published record its totals come from
    (`R084`), or empty; `verified_by` keyed the totals a second time from the paper, and nothing has
    changed since."""

    status: Status = Status.DRAFT
    revision: int = 1
    sealed_at: datetime | None = None
    source: str = ""
    reason: str = ""
    verified_by: str = ""

    def after_change(self, why: str) -> "Standing":
        """As a sheet stands after a change: a draft, of the next revision where this one was sent. Nobody is
        said to have verified it before that is compared anew."""
        draft = replace(self, status=Status.DRAFT, source="", verified_by="")
        if self.status is not Status.SENT:
            return draft
        return replace(draft, revision=self.revision + 1, reason=why)


@dataclass(frozen=True)
class Line:
    """A district's row: values in stored units by indicator, None where there is no number."""

    district: str
    state: RowState
    values: Mapping[str, Value | None]

    @property
    def has_figures(self) -> bool:
        """Whether it has any number."""
        return any(value is not None for value in self.values.values())


@dataclass(frozen=True)
class Report:
    """A period of one office, or of all that headquarters have sheets of. `sheets`: what it sums, `parts`:
    their days; `straddling`: those that only overlap it and are left out. `is_demonstration`: the district
    split is made up. `organisations`: the keys of those that are said to have taken part; the seal is over
    figures only and does not cover them. `lineage`: what a record of it comes from; `record`: the one that
    was kept when its revision was sent. `disputed`: how many cells count nowhere because two records differ;
    `is_range`: it was asked for as a range, and is no sheet whatever it adds up; `opening`: the days before,
    of which the range has opening balances, which are not in these figures; `told`: how many districts have
    a part in the totals, be it of some days or columns only; `whole`: how many of them answer for every day
    that the totals are of and that they were there."""

    programme: Programme
    office: str
    period: Period
    lines: tuple[Line, ...]
    parts: tuple[Period, ...]
    straddling: tuple[Period, ...]
    standing: Standing
    is_demonstration: bool
    notes: Mapping[Cell, str] = field(default_factory=dict)
    correction: Correction | None = None
    organisations: tuple[str, ...] = ()
    sheets: tuple[SheetKey, ...] = ()
    lineage: Lineage = field(default_factory=Lineage)
    record: Record | None = None
    disputed: int = 0
    is_range: bool = False
    opening: Period | None = None
    told: int = 0
    whole: int = 0

    @property
    def is_summary(self) -> bool:
        """Whether it adds up other sheets than the one of exactly its office and period: it can never be
        sent."""
        return (
            self.is_range
            or self.parts not in ((), (self.period,))
            or any(key.office not in ("", self.office) for key in self.sheets)
        )

    @property
    def indicators(self) -> tuple[str, ...]:
        """The keys of the columns."""
        return tuple(indicator.key for indicator in self.programme.active)

    @property
    def expected(self) -> int:
        """How many districts should answer."""
        return len(self.lines)

    @property
    def reported(self) -> int:
        """How many districts the totals stand on: reported, or without operations, in every part."""
        return sum(line.state is not RowState.NOT_REPORTED for line in self.lines)

    @cached_property
    def seal(self) -> Seal:
        """The seal of what this report says, whether or not it was sent."""
        return seal_of(self.sealed_bytes, self.period)

    @cached_property
    def sealed_bytes(self) -> bytes:
        """The canonical bytes that the seal is over."""
        revision = self.standing.revision
        return canonical_bytes(self.programme.key, self.office, self.period, revision, self.sealed_rows)

    @property
    def sealed_rows(self) -> tuple[SealedRow, ...]:
        """The rows as the seal takes them."""
        return tuple((line.district, line.state.value, line.values) for line in self.lines)

    @property
    def uncovered(self) -> tuple[Period, ...]:
        """The days of the period that no part covers: what is missing from the totals."""
        gaps, day = [], self.period.start
        for part in self.parts:
            if day < part.start:
                gaps.append(Period(day, part.start - DAY))
            day = max(day, part.end + DAY)
        if day <= self.period.end:
            gaps.append(Period(day, self.period.end))
        return tuple(gaps)

    def total(self, indicator: str, region: str | None = None) -> Value:
        """A column's sum, of the whole report or of one region; stored units, exact."""
        return sum((line.values[indicator] or 0 for line in self.lines_of(region)), start=0)

    def sum(self, key: str, region: str | None = None) -> Value:
        """A named sum across columns, such as `mines`."""
        named = next(item for item in self.programme.sums if item.key == key)
        return sum(
            (self.total(indicator, region) for indicator in named.of if indicator in self.indicators), start=0
        )

    def lines_of(self, region: str | None) -> tuple[Line, ...]:
        """The rows of a region, or all."""
        return tuple(
            line
            for line in self.lines
            if region is None or self.programme.district(line.district).region == region
        )

    def regions(self) -> tuple[str, ...]:
        """The keys of the regions that have lines, in the programme's order."""
        present = {self.programme.district(line.district).region for line in self.lines}
        return tuple(region.key for region in self.programme.regions if region.key in present)

    def with_figures(self, order: str) -> tuple[str, ...]:
        """The districts whose numbers are in the totals, reported in full or not, in a list order."""
        held = {line.district for line in self.lines if line.has_figures}
        return tuple(key for key in self.programme.order(order) if key in held)

    def in_order(self, order: str, *states: RowState) -> tuple[str, ...]:
        """District keys in a published list order, only rows in one of the states if any are named."""
        chosen = {line.district for line in self.lines if not states or line.state in states}
        return tuple(key for key in self.programme.order(order) if key in chosen)


def make_report(
    programme: Programme,
    office: str,
    period: Period,
    sheets: Iterable[tuple[Sheet, Standing]],
    *,
    is_demonstration: bool = False,
    organisations: tuple[str, ...] | None = None,
) -> Report:
    """The report of a period from the sheets that overlap it, as `counted_report`."""
    asked = programme, office, period, sheets
    return counted_report(*asked, is_demonstration=is_demonstration, organisations=organisations)[0]


def counted_report(
    programme: Programme,
    office: str,
    period: Period,
    sheets: Iterable[tuple[Sheet, Standing]],
    *,
    is_demonstration: bool = False,
    organisations: tuple[str, ...] | None = None,
) -> tuple[Report, list[Sheet], dict[str, list[Sheet]]]:
    """The report of a period from the sheets that overlap it, those that it adds up, and of each district
    those in which it counts. `organisations`: those that were chosen, None where nobody has chosen.

    An office's sheet of exactly this period is what counts of it. Otherwise all its sheets inside are added
    up, which must not overlap one another, or something would be counted twice: FieldAppError
    `parts-overlap`. A district that has gone to another office since stays in for the sheets that hold it.
    """
    near = sorted(
        (pair for pair in sheets if pair[0].period.overlaps(period)), key=lambda pair: pair[0].period
    )
    inside = [pair for pair in near if period.contains(pair[0].period)]
    exact = {sheet.office for sheet, _ in inside if sheet.period == period}
    inside = [pair for pair in inside if pair[0].period == period or pair[0].office not in exact]
    parts = [sheet for sheet, _ in inside]
    require_apart(parts)
    expected = {district.key for district in programme.expected(office, period)}
    expected.update(*(part.districts for part in parts if part.period != period))
    districts = [district.key for district in programme.districts if district.key in expected]
    counting = counting_by_district(parts)
    counted = {part.key for part in parts}
    lines = tuple(_line(programme, key, counting.get(key, ())) for key in districts)
    report = Report(
        programme=programme,
        office=office,
        period=period,
        lines=lines,
        parts=tuple(sorted({part.period for part in parts})),
        straddling=tuple(sheet.period for sheet, _ in near if sheet.key not in counted),
        standing=_standing_of(inside, period),
        is_demonstration=is_demonstration,
        notes=dict(parts[0].notes) if len(parts) == 1 else {},
        organisations=programme.usual_organisations(office) if organisations is None else organisations,
        sheets=tuple(part.key for part in parts),
        told=sum(_is_told(line, counting.get(line.district, ())) for line in lines),
        whole=_count_whole(programme, lines, counting, parts),
    )
    return report, parts, counting


def _standing_of(inside: Sequence[tuple[Sheet, Standing]], period: Period) -> Standing:
    """That of the one sheet; of several, a revision that rises with each of theirs."""
    if len(inside) == 1 and inside[0][0].period == period:
        return inside[0][1]
    return Standing(revision=1 + sum(standing.revision - 1 for _, standing in inside))


def district_line(programme: Programme, district: str, parts: Sequence[Sheet]) -> Line:
    """What a district's rows in several sheets, which share no day within an office, add up to."""
    return _line(programme, district, counting_rows(district, parts))


def _is_told(line: Line, counting: Sequence[Sheet]) -> bool:
    """Whether any of the sheets in which a district counts holds a number of it or its mark."""
    answers = line.state is not RowState.NOT_REPORTED or line.has_figures
    return answers or any(sheet.has_no_operations(line.district) for sheet in counting)


def _count_whole(
    programme: Programme, lines: Iterable[Line], counting: Mapping[str, Sequence[Sheet]], parts: list[Sheet]
) -> int:
    """How many districts have answered in every sheet in which they count, and count on every day that any
    sheet is of."""
    whole = [line.district for line in lines if line.state is not RowState.NOT_REPORTED]
    if len({part.period for part in parts}) < 2:
        return len(whole)
    told, known = _joined(part.period for part in parts), dict[tuple[int, ...], list[Period]]()
    count = 0
    for district in whole:
        same = tuple(map(id, counting[district]))  # those of an office are in the same sheets
        if same not in known:
            known[same] = _joined(sheet.period for sheet in counting[district])
        there = programme.district(district)
        wanted = [there.days_in(days) for days in told if there.is_valid_in(days)]
        count += all(any(own.contains(days) for own in known[same]) for days in wanted)
    return count


def _joined(periods: Iterable[Period]) -> list[Period]:
    """Their days, in stretches without a break; they come in order."""
    stretches: list[Period] = []
    first = last = None
    for period in periods:
        if last is not None and period.start <= last + DAY:
            last = max(last, period.end)
            continue
        if first is not None and last is not None:
            stretches.append(Period(first, last))
        first, last = period.start, period.end
    return [*stretches, Period(first, last)] if first is not None and last is not None else stretches


def _line(programme: Programme, district: str, sheets: Sequence[Sheet]) -> Line:
    keys = tuple(programme.units)
    if not sheets:
        return Line(district, RowState.NOT_REPORTED, dict.fromkeys(keys))
    rows = [sheet.rows(keys)[district] for sheet in sheets]
    values = add_up([row.numbers for row in rows])
    return Line(district, _state({row.state for row in rows}), dict(zip(keys, values, strict=True)))


def _state(states: Set[RowState]) -> RowState:
    if RowState.NOT_REPORTED in states:
        return RowState.NOT_REPORTED
    return RowState.REPORTED if RowState.REPORTED in states else RowState.NO_OPERATIONS
