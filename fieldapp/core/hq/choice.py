"""What headquarters decide about files and records: what is taken beyond what is taken by itself, and what is
set aside."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.arrival import Arrival, ArrivalKind
from fieldapp.core.hq.beside import GivenRows, given_by_sheet, misfits_by_part
from fieldapp.core.hq.correction import Maker, correct
from fieldapp.core.hq.counting import CountedSheet, SheetPlace, count
from fieldapp.core.hq.fold import contents_in, fold_records
from fieldapp.core.hq.plan import Plan, Planned, counts, is_said_already
from fieldapp.core.hq.state import Holdings, is_known_to, sheet_of
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record, RecordKind
from fieldapp.core.sheet import Cell, Content, SheetKey

SHORTEST_NAME = 8
_TAKE = re.compile(r"(?P<name>[0-9a-f]{8,64})(:(?P<district>[^/:]+)/(?P<indicator>[^/:]+))?")


@dataclass(frozen=True, slots=True)
class Take:
    """That something is to count: a record by its id, a file by its SHA-256, or one cell of it. The first
    eight symbols of either are enough where they are clear. `is_record`: the record itself is meant, never a
    file that carries it and was edited."""

    name: str
    cell: Cell | None = None
    is_record: bool = False


@dataclass(frozen=True)
class Decisions:
    """What is decided beside a plan: records that headquarters make, and which records are admitted or set
    aside, with the reason. `taken`: the SHA-256 of the files of which something was taken."""

    made: tuple[Record, ...] = ()
    rulings: Mapping[str, bool] = field(default_factory=dict)
    why: str = ""
    taken: frozenset[str] = frozenset()

    def applied(self, held: Holdings) -> Holdings:
        """What is held once this is decided."""
        after = held.with_records(self.made)
        for one, is_admitted in sorted(self.rulings.items()):
            after = after.ruled(one, is_admitted=is_admitted)
        return after


def read_take(text: str) -> Take:
    """`ID` or `ID:DISTRICT/INDICATOR`. Raises FieldAppError `take-unreadable`."""
    found = _TAKE.fullmatch(text.strip().casefold())
    if found is None:
        raise FieldAppError("take-unreadable", text=text)
    cell = Cell(found["district"], found["indicator"]) if found["district"] else None
    return Take(found["name"], cell)


def whole_name(text: str, known: Collection[str]) -> str:
    """The one id or SHA-256 that begins so; too few symbols name nothing, however few there are to mean.

    Raises FieldAppError `take-unknown`.
    """
    found = [one for one in known if one.startswith(text)] if len(text) >= SHORTEST_NAME else []
    if len(found) != 1:
        raise FieldAppError("take-unknown", text=text)
    return found[0]


def decide(
    held: Holdings,
    files: Iterable[Arrival],
    takes: Sequence[Take],
    set_aside: Iterable[str],
    programme: Programme,
    maker: Maker,
) -> Decisions:
    """What follows from some choices, in a state that has the records of the files already. All cells that
    are chosen in one sheet become one record.

    Raises FieldAppError `take-unknown` for a name that nothing has, or several have; `cannot-take` for a file
    of which nothing can be taken; `nothing-to-choose` for a cell of which the record says nothing.
    """
    chooser = _Chooser(held, {file.sha256: file for file in files}, programme)
    for take in takes:
        chooser.take(take)
    rulings = {**chooser.rulings, **{chooser.name(one): False for one in set_aside}}
    admitted = chooser.holdings(rulings).admitted(programme)
    corrections = [
        correct(key, fold_records(admitted.get(key, {})), wanted, programme, chooser.maker(key, maker))
        for key, wanted in sorted(chooser.wanted.items())
    ]
    made = (*chooser.claimed.values(), *corrections)
    return Decisions(made, rulings, maker.why, frozenset(chooser.taken))


def settle(plan: Plan, decisions: Decisions, programme: Programme) -> Plan:
    """The plan as it stands once everything is decided: which files count, and what is still in dispute."""
    after = decisions.applied(plan.after)
    counted = count(after, programme)
    settled = Plan((), plan.before, after, counted, plan.typed)
    misfits = misfits_by_part(counted)
    files = [_settled(file, decisions, settled) for file in plan.files]
    told = [
        replace(one, misfits=misfits.get(one.place.key, one.place.misfits)) if one.place else one
        for one in files
    ]
    return replace(settled, files=tuple(told))


def _settled(file: Planned, decisions: Decisions, plan: Plan) -> Planned:
    counted = plan.counted
    place = counted.get(file.place.key) if file.place else None
    record = file.arrival.record
    if place is None and record is not None:
        place = counted.get(sheet_of(record))
    given = plan.given.get(place.key, ()) if place is not None and record is not None else ()
    is_taken = file.arrival.sha256 in decisions.taken
    is_counted = is_taken or (
        record is not None
        and file.is_itself
        and (counts(record, place, given) or _is_behind(file, decisions, place))
    )
    is_counted = is_counted or is_said_already(file.arrival, place)
    return replace(file, place=place, counted=is_counted, given=given)


def _is_behind(file: Planned, decisions: Decisions, place: CountedSheet | None) -> bool:
    """Whether what headquarters have just decided comes from a file that counts without that."""
    record = file.arrival.record
    if not file.counted or record is None or place is None or place.place is not SheetPlace.COUNTS:
        return False
    heads = [made for made in decisions.made if made.id in place.folded.heads]
    return any(record.id in made.ancestors for made in heads)


@dataclass
class _Chooser:
    held: Holdings
    files: Mapping[str, Arrival]
    programme: Programme
    rulings: dict[str, bool] = field(default_factory=dict)
    claimed: dict[str, Record] = field(default_factory=dict)
    wanted: dict[SheetKey, dict[Cell, Content | None]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    entered: set[SheetKey] = field(default_factory=set)

    def maker(self, key: SheetKey, maker: Maker) -> Maker:
        """Who makes the record of a sheet, with the reason that nobody has to give."""
        return replace(maker, why=maker.why or maker.entered) if key in self.entered else maker

    def name(self, text: str) -> str:
        """The whole id or SHA-256 that begins so."""
        return whole_name(text, {*self.held.records, *self.held.others, *filter(None, self.files)})

    def take(self, take: Take) -> None:
        """Have a file, a record, or a cell of it count."""
        carrying = None if take.is_record else self._edited_by_claim(take.name)
        named = carrying or self.name(take.name)
        if named in self.held.records:
            self._take_record(self.held.records[named], take.cell)
        elif named in self.files:
            self._take_file(self.files[named], take.cell)
        else:
            raise FieldAppError("file-needed", text=take.name)

    def holdings(self, rulings: Mapping[str, bool]) -> Holdings:
        """What is held once these rulings hold and the records of edited files are in."""
        return Decisions(tuple(self.claimed.values()), rulings).applied(self.held)

    def _edited_by_claim(self, text: str) -> str | None:
        """The file that was edited outside and carries the record of this id."""
        found = [
            file.sha256
            for file in self.files.values()
            if file.kind is ArrivalKind.EDITED and file.record and file.record.id.startswith(text)
        ]
        return found[0] if len(found) == 1 else None

    def _take_record(self, record: Record, cell: Cell | None) -> None:
        key = sheet_of(record)
        admitted = self.held.admitted(self.programme).get(key, {})
        if record.kind is not RecordKind.SHEET or not is_known_to(record, self.programme):
            raise FieldAppError("cannot-take", text=record.id[:SHORTEST_NAME], kind=record.kind.value)
        if record.id not in admitted:
            self.rulings[record.id] = True
            if cell is None:
                return
        contents = contents_in(record)
        if self._take_given(key, contents, cell):
            return
        place = self._counted.get(key)
        disputed = place.disputed if place else {}
        if cell is not None:
            if cell not in contents and not (place and cell in {*place.folded.claims, *disputed}):
                raise FieldAppError("nothing-to-choose", text=record.id[:SHORTEST_NAME])
        elif not disputed:
            raise FieldAppError("nothing-to-choose", text=record.id[:SHORTEST_NAME])
        chosen = {one: contents.get(one) for one in ([cell] if cell is not None else disputed)}
        self._want(key, chosen)
        for one, content in chosen.items():
            self._want_of_rival(place, one, content)

    def _take_given(self, key: SheetKey, contents: Mapping[Cell, Content], cell: Cell | None) -> bool:
        """Whether what headquarters' own sheet says gave way, and is to be what the office's sheet says."""
        rows = [row for row in self._given.get(key, ()) if row.sheet == key and row.is_of_same_days]
        for row in rows:
            cells = [one for one in row.cells if cell in (None, one)]
            if cells:
                self._want(row.to, {one: contents.get(one) for one in cells})
        return any(cell in (None, one) for row in rows for one in row.cells)

    def _want_of_rival(self, place: CountedSheet | None, cell: Cell, content: Content | None) -> None:
        """Another office that tells the same row otherwise has to say the same; of other days, nothing."""
        rival = place.rivals.get(cell.district) if place and cell in place.disputed else None
        if place is None or rival is None:
            return
        if rival.period == place.key.period:
            self._want(rival, {cell: content})
        else:
            row = [one for one in place.disputed if one.district == cell.district]
            self._want(rival, dict.fromkeys(row))

    @cached_property
    def _given(self) -> GivenRows:
        return given_by_sheet(self._counted, {})

    @cached_property
    def _counted(self) -> Mapping[SheetKey, CountedSheet]:
        return count(self.held, self.programme)

    def _take_file(self, file: Arrival, cell: Cell | None) -> None:
        if file.reading is None or file.kind not in (ArrivalKind.EDITED, ArrivalKind.UNSEALED):
            raise FieldAppError("cannot-take", text=file.path.name, kind=file.kind.value)
        contents = file.contents
        if file.kind is ArrivalKind.EDITED and file.record is not None:
            if file.record.id not in self.held.records:
                self.claimed[file.record.id] = file.record
            sealed, key = contents_in(file.record), sheet_of(file.record)
            cells = {one for one in {*sealed, *contents} if sealed.get(one) != contents.get(one)}
        else:
            key = SheetKey(file.reading.office, file.reading.period)
            cells = {*contents}
            self.entered.add(key)
        if cell is not None and cell not in cells:
            raise FieldAppError("nothing-to-choose", text=file.path.name)
        self.taken.add(file.sha256)
        chosen = {cell} if cell is not None else cells
        self._want(key, {one: contents.get(one) for one in chosen})

    def _want(self, key: SheetKey, contents: Mapping[Cell, Content | None]) -> None:
        """Marks come last: a row that is taken whole may have been marked or numbered before."""
        self.wanted[key] = {**self.wanted.get(key, {}), **dict(sorted(contents.items(), key=_by_weight))}


def _by_weight(item: tuple[Cell, Content | None]) -> tuple[bool, Cell]:
    return item[1] is not None, item[0]
