"""Which sheets count, and which of their rows, once everybody's records lie side by side: no day of a
district is ever counted twice, and none is dropped without a name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from fieldapp.core.hq.fold import Claim, Folded, fold_records
from fieldapp.core.hq.state import Holdings
from fieldapp.core.period import DAY, Period
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.records.recut import MisfitAt, misfits
from fieldapp.core.sheet import CONTROL, Cell, Content, Sheet, SheetKey


class SheetPlace(StrEnum):
    """What becomes of a sheet beside others of its office. WAITING: a part of a sheet that was cut, of which
    not all parts are there; RETIRED: its parts count; OVERLAPPED: one that it shares a day with counts."""

    COUNTS = "counts"
    WAITING = "waiting"
    RETIRED = "retired"
    OVERLAPPED = "overlapped"


@dataclass(frozen=True)
class CountedSheet:
    """What of one sheet counts. `values`: what is added up, empty unless the sheet has the place COUNTS;
    `disputed`: cells that count nowhere, with what is claimed; `elsewhere`: districts whose figures, the
    same, count with another office; `rivals`: districts of which another office says something else, and
    which sheet that is; `beside`: the sheets for which it has its place; `misfits`: where parts
    do not make up the sheet that was cut."""

    key: SheetKey
    folded: Folded
    place: SheetPlace = SheetPlace.COUNTS
    values: Mapping[Cell, Content] = field(default_factory=dict)
    disputed: Mapping[Cell, tuple[Claim, ...]] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    rivals: Mapping[str, SheetKey] = field(default_factory=dict)
    beside: tuple[SheetKey, ...] = ()
    misfits: tuple[MisfitAt, ...] = ()


Counted = Mapping[SheetKey, CountedSheet]


def count(holdings: Holdings, programme: Programme) -> dict[SheetKey, CountedSheet]:
    """What counts of all that headquarters hold, by sheet, in order."""
    sheets = {
        key: _counted(key, fold_records(records))
        for key, records in sorted(holdings.admitted(programme).items(), key=lambda pair: pair[0])
    }
    by_office: dict[str, list[CountedSheet]] = {}
    for sheet in sheets.values():
        by_office.setdefault(sheet.key.office, []).append(sheet)
    for own in by_office.values():
        sheets |= _placed(own, programme)
    return _once(sheets, programme)


def cells_in_dispute(sheets: Iterable[CountedSheet]) -> int:
    """How many cells are in dispute in some sheets; one that two offices tell differently is one."""
    return len({(sheet.key.period, cell) for sheet in sheets for cell in sheet.disputed})


def _counted(key: SheetKey, folded: Folded) -> CountedSheet:
    return CountedSheet(key, folded, SheetPlace.COUNTS, folded.values, folded.disputed)


def _placed(sheets: Sequence[CountedSheet], programme: Programme) -> dict[SheetKey, CountedSheet]:
    """The sheets of one office, no two of which count for one day."""
    placed = {sheet.key: sheet for sheet in sheets}
    for cluster in _clusters(sheets):
        if len(cluster) > 1:
            _settle_cuts(cluster, placed, programme)
            _settle_overlaps(cluster, placed, programme)
    return placed


def _clusters(sheets: Sequence[CountedSheet]) -> Iterable[list[CountedSheet]]:
    """Sheets that hang together by days that they share."""
    cluster: list[CountedSheet] = []
    end = date.min
    for sheet in sorted(sheets, key=lambda sheet: sheet.key.period):
        if cluster and sheet.key.period.start > end:
            yield cluster
            cluster, end = [], date.min
        cluster.append(sheet)
        end = max(end, sheet.key.period.end)
    if cluster:
        yield cluster


def _settle_cuts(
    cluster: Sequence[CountedSheet], placed: dict[SheetKey, CountedSheet], programme: Programme
) -> None:
    """A sheet that was cut counts until all its parts are there; then they do."""
    by_period = {sheet.key.period: sheet for sheet in cluster}
    for periods, cut in sorted(_cuts_in(cluster).items()):
        span = Period(periods[0].start, periods[-1].end)
        whole = by_period.get(span)
        there = [by_period[part] for part in periods if part in by_period]
        if whole is None or not there or placed[whole.key].place is not SheetPlace.COUNTS:
            continue
        if len(there) == len(periods) and {*whole.folded.heads} <= _known_to_cutters(whole, cut, there):
            _retire(whole, there, placed, programme)
        else:
            _wait(there, whole, SheetPlace.WAITING, placed)


def _cuts_in(cluster: Sequence[CountedSheet]) -> dict[tuple[Period, ...], set[str]]:
    """The parts that sheets say they are cut into, with the records that were cut."""
    cuts: dict[tuple[Period, ...], set[str]] = {}
    for sheet in cluster:
        for record in sheet.folded.records.values():
            recut = record.lineage.recut
            if recut is not None and len(recut.parts) > 1 and sheet.key.period in recut.parts:
                cuts.setdefault(recut.parts, set()).add(recut.of)
    return cuts


def _known_to_cutters(whole: CountedSheet, cut: set[str], parts: Sequence[CountedSheet]) -> set[str]:
    """The records of the whole that whoever cut it knew; in any other one it was changed beside them."""
    known = {*cut}
    for part in parts:
        known |= {one for record in part.folded.records.values() for one in record.ancestors}
    for one in cut & whole.folded.records.keys():
        known |= whole.folded.records[one].ancestors
    return known


def _settle_overlaps(
    cluster: Sequence[CountedSheet], placed: dict[SheetKey, CountedSheet], programme: Programme
) -> None:
    """Of what is left the longer counts, then the earlier; but parts that make it up exactly go before it."""
    left = [sheet for sheet in cluster if placed[sheet.key].place is SheetPlace.COUNTS]
    left.sort(key=lambda sheet: (-sheet.key.period.days, sheet.key))
    counting: list[CountedSheet] = []
    for sheet in left:
        over = next((one for one in counting if one.key.period.overlaps(sheet.key.period)), None)
        if over is not None:
            _wait([sheet], over, SheetPlace.OVERLAPPED, placed)
            continue
        parts = _tiles(sheet.key.period, left)
        if parts and not misfits(as_sheet(sheet, programme), [as_sheet(one, programme) for one in parts]):
            _retire(sheet, parts, placed, programme)
        else:
            counting.append(sheet)


def _tiles(whole: Period, sheets: Iterable[CountedSheet]) -> list[CountedSheet]:
    """The shorter sheets that cover a period without a gap and without sharing a day; nothing if none do."""
    inside = sorted(
        (sheet for sheet in sheets if whole.contains(sheet.key.period) and sheet.key.period != whole),
        key=lambda sheet: sheet.key,
    )
    meets = all(one.key.period.end + DAY == next_.key.period.start for one, next_ in pairwise(inside))
    covers = inside and (inside[0].key.period.start, inside[-1].key.period.end) == (whole.start, whole.end)
    return inside if covers and meets else []


def _retire(
    whole: CountedSheet,
    parts: Sequence[CountedSheet],
    placed: dict[SheetKey, CountedSheet],
    programme: Programme,
) -> None:
    found = misfits(as_sheet(whole, programme), [as_sheet(part, programme) for part in parts])
    keys = tuple(part.key for part in parts)
    placed[whole.key] = replace(
        placed[whole.key], place=SheetPlace.RETIRED, values={}, disputed={}, beside=keys, misfits=found
    )


def _wait(
    sheets: Iterable[CountedSheet],
    for_: CountedSheet,
    place: SheetPlace,
    placed: dict[SheetKey, CountedSheet],
) -> None:
    for sheet in sheets:
        placed[sheet.key] = replace(
            placed[sheet.key], place=place, values={}, disputed={}, beside=(for_.key,)
        )


def as_sheet(sheet: CountedSheet, programme: Programme) -> Sheet:
    """What the records of a sheet say together, whatever its place, with the rows that its office answers for
    and those that anything is said of."""
    rows = {cell.district for cell in sheet.folded.claims} - {CONTROL}
    rows |= {district.key for district in programme.expected(sheet.key.office, sheet.key.period)}
    districts = tuple(district.key for district in programme.districts if district.key in rows)
    indicators = tuple(item.key for item in programme.active)
    return Sheet(sheet.key.period, districts, indicators, sheet.folded.values, office=sheet.key.office)


def _once(sheets: dict[SheetKey, CountedSheet], programme: Programme) -> dict[SheetKey, CountedSheet]:
    """The same, with no day of a district counted for two offices of one organisation: what is equal counts
    with one of them, what differs is in dispute."""
    holders: dict[str, list[SheetKey]] = {}
    for key, sheet in sheets.items():
        for district in {cell.district for cell in (*sheet.values, *sheet.disputed)} - {CONTROL}:
            holders.setdefault(district, []).append(key)
    for district, keys in sorted(holders.items()):
        for one, other in _meeting(keys):
            if _are_rivals(one.office, other.office, programme):
                _settle_row(district, one, other, sheets, programme)
    return sheets


def _meeting(keys: Sequence[SheetKey]) -> list[tuple[SheetKey, SheetKey]]:
    """The pairs of sheets that share a day, in the order of the sheets; each is compared with those alone
    that begin before it ends."""
    places = sorted(range(len(keys)), key=lambda place: keys[place].period.start)
    found: list[tuple[int, int]] = []
    for at, place in enumerate(places):
        for after in range(at + 1, len(places)):
            other = places[after]
            if keys[other].period.start > keys[place].period.end:
                break
            found.append((min(place, other), max(place, other)))
    return [(keys[one], keys[other]) for one, other in sorted(found)]


def _are_rivals(one: str, other: str, programme: Programme) -> bool:
    """Headquarters' own sheets give way to any office's in each report, not here."""
    is_of_hq = HQ in (one, other)
    organisations = {programme.office(office).organisation for office in (one, other)}
    return one != other and not is_of_hq and len(organisations) == 1


def _settle_row(
    district: str,
    one: SheetKey,
    other: SheetKey,
    sheets: dict[SheetKey, CountedSheet],
    programme: Programme,
) -> None:
    first, second = sorted((one, other), key=lambda key: (not _answers(key, district, programme), key))
    kept, given = (_row(sheets[key].values, district) for key in (first, second))
    if not kept or not given:
        return
    same_days = first.period == second.period
    equal = {cell for cell in kept if same_days and kept[cell] == given.get(cell)}
    if equal == kept.keys() == given.keys():
        sheets[second] = _without_row(sheets[second], district, first.office)
        return
    in_dispute = (kept.keys() | given.keys()) - equal
    claims = {cell: _claims_of(sheets[first], cell) + _claims_of(sheets[second], cell) for cell in in_dispute}
    sheets[first] = _with_dispute(sheets[first], claims, set(), {district: second})
    sheets[second] = _with_dispute(sheets[second], claims, equal, {district: first})


def _answers(key: SheetKey, district: str, programme: Programme) -> bool:
    return any(one.key == district for one in programme.expected(key.office, key.period))


def _row(values: Mapping[Cell, Content], district: str) -> dict[Cell, Content]:
    return {cell: content for cell, content in values.items() if cell.district == district}


def _without_row(sheet: CountedSheet, district: str, office: str) -> CountedSheet:
    values = {cell: content for cell, content in sheet.values.items() if cell.district != district}
    return replace(sheet, values=values, elsewhere={**sheet.elsewhere, district: office})


def _claims_of(sheet: CountedSheet, cell: Cell) -> tuple[Claim, ...]:
    held = sheet.folded.claims.get(cell, ())
    return held or tuple(Claim(one, None) for one in sheet.folded.heads)


def _with_dispute(
    sheet: CountedSheet,
    claims: Mapping[Cell, tuple[Claim, ...]],
    counted_elsewhere: set[Cell],
    rivals: Mapping[str, SheetKey],
) -> CountedSheet:
    out = claims.keys() | counted_elsewhere
    values = {cell: content for cell, content in sheet.values.items() if cell not in out}
    disputed = dict(sorted({**sheet.disputed, **claims}.items()))
    return replace(sheet, values=values, disputed=disputed, rivals={**sheet.rivals, **rivals})
