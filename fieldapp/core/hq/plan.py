"""What receiving some files would do: a verdict on each, with its reasons, before anything is taken."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from fieldapp.core.hq.arrival import Arrival, ArrivalKind
from fieldapp.core.hq.beside import (
    NOTHING_SAID,
    Beside,
    CellBeside,
    GivenRows,
    SheetsSay,
    cells_beside,
    given_by_sheet,
    misfits_by_part,
    put_out,
)
from fieldapp.core.hq.counting import CountedSheet, SheetPlace, count
from fieldapp.core.hq.fold import contents_in, fold_records, heads_among
from fieldapp.core.hq.state import Holdings, sheet_of
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.records.record import Record, RecordKind
from fieldapp.core.records.recut import MisfitAt
from fieldapp.core.sheet import SheetKey
from fieldapp.core.spans.giving_way import GivenRow


class Verdict(StrEnum):
    """What a file is beside what is known; each is a function of the state, none of the order."""

    SAME = "same"
    NEW = "new"
    NEWER = "newer"
    OLDER = "older"
    AGREES = "agrees"
    MERGED = "merged"
    FORK = "fork"
    CONFLICT = "conflict"
    EDITED = "edited"
    UNSEALED = "unsealed"
    DRAFT = "draft"
    SUMMARY = "summary"
    WAITING = "waiting"
    RECUT = "recut"
    OVERLAP = "overlap"
    TWICE = "twice"
    VERSION = "version"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"


ON_ITS_OWN: Mapping[ArrivalKind, Verdict] = {
    ArrivalKind.UNREADABLE: Verdict.UNREADABLE,
    ArrivalKind.FOREIGN: Verdict.FOREIGN,
    ArrivalKind.SUMMARY: Verdict.SUMMARY,
    ArrivalKind.VERSION: Verdict.VERSION,
    ArrivalKind.UNSEALED: Verdict.UNSEALED,
    ArrivalKind.EDITED: Verdict.EDITED,
    ArrivalKind.DRAFT: Verdict.DRAFT,
}
"""The verdicts for which nothing else has to be known."""

NOT_COUNTED = frozenset({*ON_ITS_OWN.values(), Verdict.WAITING, Verdict.OVERLAP})
"""Files with such a verdict add nothing to any total; but for a draft that was admitted."""


@dataclass(frozen=True)
class Planned:
    """A file and what becomes of it. `counted`: whether its figures count, all or those that are in no
    dispute; `cells`: where it differs from what counts now; `place`: its sheet after receiving; `given`: the
    rows in which headquarters' own sheet gives way, whichever of both this is; `misfits`: where it and the
    other parts of a sheet that was cut do not make that up; `overlapped`: sheets that counted and that wait
    on account of it."""

    arrival: Arrival
    verdict: Verdict
    counted: bool
    cells: tuple[CellBeside, ...] = ()
    place: CountedSheet | None = None
    given: tuple[GivenRow, ...] = ()
    misfits: tuple[MisfitAt, ...] = ()
    overlapped: tuple[SheetKey, ...] = ()

    @property
    def is_itself(self) -> bool:
        """Whether its cells are as its record says."""
        return _is_kept(self.arrival)


@dataclass(frozen=True)
class Plan:
    """What becomes of some files. `before` and `after`: what headquarters hold without and with them;
    `typed`: what they have entered in sheets of their own and not sent."""

    files: tuple[Planned, ...]
    before: Holdings
    after: Holdings
    counted: Mapping[SheetKey, CountedSheet]
    typed: SheetsSay = field(default_factory=dict)

    @cached_property
    def given(self) -> GivenRows:
        """Where headquarters' own sheets give way to an office's, by either sheet."""
        return given_by_sheet(self.counted, self.typed)

    @property
    def added(self) -> tuple[Record, ...]:
        """The records that are not known yet, those first from which others come."""
        fresh = [record for one, record in self.after.records.items() if one not in self.before.records]
        return tuple(sorted(fresh, key=_depth))

    @property
    def touched(self) -> frozenset[SheetKey]:
        """The sheets of which records were added."""
        return frozenset(map(sheet_of, self.added))

    def counts(self) -> dict[Verdict, int]:
        """How many files have each verdict, without those that none has."""
        found = {verdict: sum(file.verdict is verdict for file in self.files) for verdict in Verdict}
        return {verdict: n for verdict, n in found.items() if n}

    def disputed(self) -> dict[SheetKey, CountedSheet]:
        """The sheets of these files in which something is in dispute."""
        keys = {file.place.key for file in self.files if file.place}
        return {key: self.counted[key] for key in sorted(keys) if self.counted[key].disputed}


def make_plan(
    holdings: Holdings,
    arrivals: Iterable[Arrival],
    programme: Programme,
    own_files: Collection[str],
    typed: SheetsSay = NOTHING_SAID,
) -> Plan:
    """The plan of receiving some files, the same for every order of them. `own_files`: the UUIDs of
    headquarters' data file; `typed`: what is entered in it in headquarters' own sheets and not sent."""
    files = sorted(arrivals, key=_order)
    kept = [file.record for file in files if file.record and _is_kept(file)]
    others = frozenset(file.sha256 for file in files if file.sha256 and not _is_kept(file))
    after = holdings.with_records(kept).joined(Holdings(others=others))
    before, counted = count(holdings, programme), count(after, programme)
    given, misfits = given_by_sheet(counted, typed), misfits_by_part(counted)
    beside = Beside(before, counted, typed, given, misfits, put_out(before, counted))
    planned, known = [], _Known(holdings)
    for file in files:
        planned.append(_planned(file, known, beside, programme, own_files))
        if file.record and _is_kept(file):
            known.add(file.record)
    at = {id(file.arrival): file for file in planned}
    return Plan(tuple(at[id(file)] for file in sorted(files, key=_by_path)), holdings, after, counted, typed)


class _Known:
    """What is held while one file after the other is judged; by sheet, or a thousand files would take
    minutes."""

    def __init__(self, holdings: Holdings) -> None:
        self._rulings = holdings.rulings
        self._sheets: dict[SheetKey, dict[str, Record]] = {}
        self._ancestors: set[str] = set()
        for record in holdings.records.values():
            self.add(record)

    def add(self, record: Record) -> None:
        """Know one more."""
        self._sheets.setdefault(sheet_of(record), {})[record.id] = record
        self._ancestors |= record.ancestors

    def has(self, record: Record) -> bool:
        """Whether it is known."""
        return record.id in self._sheets.get(sheet_of(record), {})

    def leads_on(self, record: Record) -> bool:
        """Whether one that is known comes from it."""
        return record.id in self._ancestors

    def admitted(self, key: SheetKey, programme: Programme) -> dict[str, Record]:
        """Those of a sheet that take part in what counts."""
        return Holdings(self._sheets.get(key, {}), self._rulings).admitted(programme).get(key, {})


def _is_kept(file: Arrival) -> bool:
    """Whether the record that a file carries becomes known by it: only where its cells say the same. That of
    a form says nothing, and that of impossible numbers would count once the programme has all it names."""
    kinds = (ArrivalKind.SHEET, ArrivalKind.DRAFT, ArrivalKind.SUMMARY, ArrivalKind.VERSION)
    is_form = file.record is not None and file.record.kind is RecordKind.TEMPLATE
    is_sound = file.kind is not ArrivalKind.VERSION or not file.is_impossible
    return file.record is not None and file.kind in kinds and not is_form and is_sound


def _planned(
    file: Arrival, known: _Known, beside: Beside, programme: Programme, own_files: Collection[str]
) -> Planned:
    own = ON_ITS_OWN.get(file.kind)
    record = file.record
    key = sheet_of(record) if record else _key_of(file)
    place = beside.counted.get(key) if key else None
    if own is not None or record is None:
        is_admitted = record is not None and file.kind is ArrivalKind.DRAFT and counts(record, place)
        is_admitted = is_admitted or is_said_already(file, place)
        verdict = own or Verdict.UNSEALED
        is_figure = verdict in (Verdict.EDITED, Verdict.UNSEALED, Verdict.DRAFT)
        cells = cells_beside(beside.ours(key), file, record) if is_figure else ()
        if verdict is Verdict.SUMMARY and file.reading is not None:
            reading = file.reading
            ours = beside.added_up(reading.office, reading.period, programme)
            cells = cells_beside(ours, file, None)
        return Planned(file, verdict, is_admitted, cells, place)
    given = beside.given.get(sheet_of(record), ())
    out = [beside.counted[one] for one in beside.out.get(sheet_of(record), ())]
    verdict = _verdict(record, known, place, given, programme, own_files, out)
    cells = cells_beside(beside.ours(key), file, None) if verdict is not Verdict.SAME else ()
    misfits = beside.misfits.get(sheet_of(record), place.misfits if place else ())
    overlapped = tuple(one.key for one in out if one.place is SheetPlace.OVERLAPPED)
    is_counted = counts(record, place, given)
    return Planned(file, verdict, is_counted, cells, place, given, misfits, overlapped)


def _verdict(
    record: Record,
    known: _Known,
    place: CountedSheet | None,
    given: Collection[GivenRow],
    programme: Programme,
    own_files: Collection[str],
    out: Collection[CountedSheet],
) -> Verdict:
    if known.has(record):
        return Verdict.SAME
    admitted = known.admitted(sheet_of(record), programme)
    if known.leads_on(record):
        return Verdict.OLDER
    if place is not None and place.place in (SheetPlace.WAITING, SheetPlace.OVERLAPPED):
        return Verdict.WAITING if place.place is SheetPlace.WAITING else Verdict.OVERLAP
    is_of_hq = record.office == HQ and bool(given)
    if place is not None and (place.elsewhere or place.rivals or is_of_hq):
        return Verdict.TWICE
    if record.lineage.recut is not None:
        return Verdict.RECUT
    heads = heads_among(admitted)
    if not heads or {*heads} <= record.ancestors:
        if out and any(one.place is SheetPlace.OVERLAPPED for one in out):
            return Verdict.OVERLAP
        if out or (place is not None and place.place is SheetPlace.RETIRED):
            return Verdict.RECUT
        if any(row.cells for row in given):
            return Verdict.TWICE
        return Verdict.NEWER if heads else Verdict.NEW
    return _beside_another_line(record, admitted, own_files)


def _beside_another_line(
    record: Record, admitted: Mapping[str, Record], own_files: Collection[str]
) -> Verdict:
    """What a record is that does not come from all that is known."""
    together = fold_records({**admitted, record.id: record})
    rivals = [admitted[one] for one in heads_among(admitted) if one not in record.ancestors]
    if any(rival.lineage.file in own_files for rival in rivals):
        return Verdict.CONFLICT
    if together.disputed:
        return Verdict.FORK
    is_same = contents_in(record) == together.values == fold_records(admitted).values
    return Verdict.AGREES if is_same else Verdict.MERGED


def counts(record: Record, place: CountedSheet | None, given: Collection[GivenRow] = ()) -> bool:
    """Whether the sheet counts and no other record of it comes from this one. `given`: rows in which
    headquarters' own sheet gives way; one that does in all its rows counts nowhere."""
    if place is None or place.place is not SheetPlace.COUNTS or record.id not in place.folded.heads:
        return False
    away = {row.district for row in given if row.sheet == place.key}
    return not away or bool({cell.district for cell in (*place.values, *place.disputed)} - away)


def is_said_already(file: Arrival, place: CountedSheet | None) -> bool:
    """Whether all that a file without figures under seal says counts by now: it was taken, or came by another
    way too. One in which something could not be read still has to be looked at. Of one that was edited:
    whether its record is here, and all cells that say something else than that count."""
    if file.kind is ArrivalKind.EDITED:
        return _is_taken_whole(file, place)
    is_read = file.form is None or not (file.form.flaws or file.form.unread)
    if file.kind is not ArrivalKind.UNSEALED or place is None or not file.contents or not is_read:
        return False
    return all(place.values.get(cell) == content for cell, content in file.contents.items())


def _is_taken_whole(file: Arrival, place: CountedSheet | None) -> bool:
    record, theirs = file.record, file.contents
    if record is None or place is None or record.id not in place.folded.records:
        return False
    sealed = contents_in(record)
    cells = {one for one in {*sealed, *theirs} if sealed.get(one) != theirs.get(one)} - {*place.disputed}
    return bool(cells) and all(place.values.get(one) == theirs.get(one) for one in cells)


def _key_of(file: Arrival) -> SheetKey | None:
    return SheetKey(file.reading.office, file.reading.period) if file.reading else None


def _order(file: Arrival) -> tuple[int, str, str]:
    """Those first from which others come; then by what they are, never by when they came."""
    return (len(file.record.ancestors) if file.record else -1, file.name, str(file.path))


def _by_path(file: Arrival) -> tuple[str, str]:
    return str(file.path), file.sha256


def _depth(record: Record) -> tuple[int, str]:
    return len(record.ancestors), record.id
