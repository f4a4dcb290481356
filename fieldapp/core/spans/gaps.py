"""Days of a range for which nothing is entered, district by district: one office's silence is not hidden by
what another one says of the same day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fieldapp.core.period import DAY, Period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Sheet, SheetKey


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a break on which the same districts lack a sheet. `is_whole`: all that are expected."""

    period: Period
    districts: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Straddling:
    """A sheet that is not in the figures, because it reaches over the edge of the range, or of an opening;
    `days`: those within the range, `untold`: how many of these no opening balance tells."""

    sheet: SheetKey
    days: Period
    untold: int


def find_straddling(
    sheets: Iterable[SheetKey], span: Period, openings: Sequence[Period]
) -> tuple[Straddling, ...]:
    """Sheets that share a day with a range and are not in its figures, in the order of their days."""
    found = []
    for key in sorted(sheets, key=lambda key: (key.period, key.office)):
        days = Period(max(key.period.start, span.start), min(key.period.end, span.end))
        untold = sum(not any(one.contains(Period(day, day)) for one in openings) for day in _days(days))
        found.append(Straddling(key, days, untold))
    return tuple(found)


def find_gaps(
    programme: Programme,
    office: str,
    span: Period,
    sheets: Mapping[str, Sequence[Sheet]],
    openings: Sequence[Period],
) -> tuple[Gap, ...]:
    """The gaps of a range, in order. `sheets`: those that count, by district; `openings`: days of which all
    is known."""
    told = {day for period in openings for day in _days(period)}
    covered = _covered(sheets)
    gaps: list[Gap] = []
    for stretch in stretches(programme, span):
        first = Period(stretch.start, stretch.start)
        expected = [district.key for district in programme.expected(office, first)]
        for day, lacking in _lacking(stretch, {key: covered.get(key, frozenset()) for key in expected}):
            if not lacking or day in told:
                continue
            is_whole = len(lacking) == len(expected)
            last = gaps[-1] if gaps else None
            goes_on = last and last.period.end + DAY == day
            if last and goes_on and (last.districts == lacking or (last.is_whole and is_whole)):
                gaps[-1] = Gap(Period(last.period.start, day), lacking, is_whole)
            else:
                gaps.append(Gap(Period(day, day), lacking, is_whole))
    return tuple(gaps)


def stretches(programme: Programme, span: Period) -> list[Period]:
    """The parts of a range in each of which the same districts are expected of the same offices."""
    charges = [one for other in programme.offices for one in (*other.charges, *other.single_districts)]
    bounded = [(one.valid_from, one.valid_to) for one in programme.districts]
    bounded += [(one.valid_from, one.valid_to) for one in charges]
    firsts = {first for first, _ in bounded if first is not None}
    firsts |= {last + DAY for _, last in bounded if last is not None and last < date.max}
    starts = sorted({span.start, *(day for day in firsts if span.start < day <= span.end)})
    ends = [*(day - DAY for day in starts[1:]), span.end]
    return [Period(first, last) for first, last in zip(starts, ends, strict=True)]


def _covered(sheets: Mapping[str, Sequence[Sheet]]) -> dict[str, frozenset[date]]:
    """The days of each district's sheets; of districts that are in the same sheets the same set."""
    known: dict[tuple[int, ...], frozenset[date]] = {}
    found = {}
    for district, some in sheets.items():
        same = tuple(map(id, some))
        if same not in known:
            known[same] = frozenset(day for one in some for day in _days(one.period))
        found[district] = known[same]
    return found


def _lacking(
    stretch: Period, covered: Mapping[str, frozenset[date]]
) -> Iterator[tuple[date, tuple[str, ...]]]:
    """Each day with the districts that lack it; on most days they are those of the day before."""
    kinds = [*{id(days): days for days in covered.values()}.values()]
    known: dict[tuple[bool, ...], tuple[str, ...]] = {}
    for day in _days(stretch):
        is_there = tuple(day in days for days in kinds)
        if is_there not in known:
            known[is_there] = tuple(key for key, days in covered.items() if day not in days)
        yield day, known[is_there]


def _days(period: Period) -> Iterable[date]:
    return (period.start + number * DAY for number in range(period.days))
