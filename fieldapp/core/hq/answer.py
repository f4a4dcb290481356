"""What headquarters answer an office: everything they have of it, and what they say otherwise and why. It
always says all of it, so an answer that is lost or read out of order does no harm."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fieldapp.core.hq.counting import CountedSheet
from fieldapp.core.hq.fold import Claim, contents_in, fold_records
from fieldapp.core.hq.ledger_code import ledger_code, years_of
from fieldapp.core.hq.state import Holdings, sheet_of
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.records.limits import read_moment
from fieldapp.core.records.record import Lineage, Record, RecordKind
from fieldapp.core.sheet import Cell, Content, SheetKey

_RECEIVED, _ASIDE = "received", "aside"


@dataclass(frozen=True, slots=True)
class CorrectedCell:
    """A cell in which a record of headquarters says something else than the records that it comes from."""

    sheet: SheetKey
    cell: Cell
    before: Content | None
    after: Content | None
    record: str


@dataclass(frozen=True)
class Answer:
    """`records`: of the office's sheets, all that headquarters have, sorted by sheet and depth; `received`:
    when each came that was not made there; `set_aside`: those that do not count."""

    programme: str
    version: str
    definition: str
    office: str
    at: datetime
    by: str
    file: str
    records: tuple[Record, ...]
    received: Mapping[str, datetime] = field(default_factory=dict)
    set_aside: frozenset[str] = frozenset()

    @property
    def codes(self) -> dict[int, str]:
        """The ledger code of each year."""
        years = years_of(self.records, self.office)
        return {year: ledger_code(self.records, self.office, year) for year in years}

    @property
    def of_office(self) -> frozenset[str]:
        """The records that the office itself has sent; those that headquarters made never came."""
        return frozenset(
            record.id
            for record in self.records
            if record.id in self.received and record.lineage.file != self.file
        )

    def corrections(self) -> tuple[CorrectedCell, ...]:
        """What headquarters say otherwise, by sheet and cell."""
        known = {record.id: record for record in self.records}
        own = [record for record in self.records if record.lineage.file == self.file]
        found = [item for record in own for item in corrections_in(record, known)]
        return tuple(sorted(found, key=lambda item: (item.sheet, item.cell, item.record)))

    def disputed(self) -> dict[SheetKey, Mapping[Cell, tuple[Claim, ...]]]:
        """What is still in dispute, by sheet."""
        by_sheet: dict[SheetKey, dict[str, Record]] = {}
        for record in self.records:
            if record.id not in self.set_aside:
                by_sheet.setdefault(sheet_of(record), {})[record.id] = record
        folded = {key: fold_records(records) for key, records in sorted(by_sheet.items())}
        return {key: one.disputed for key, one in folded.items() if one.disputed}


def corrections_in(record: Record, known: Mapping[str, Record]) -> tuple[CorrectedCell, ...]:
    """Where a record says something else than all that it comes from; cells that it leaves open are none."""
    before = {one: known[one] for one in record.ancestors if one in known}
    were, are, key = fold_records(before).values, contents_in(record), sheet_of(record)
    cells = sorted({*were, *are} - {*record.lineage.left_open})
    return tuple(
        CorrectedCell(key, cell, were.get(cell), are.get(cell), record.id)
        for cell in cells
        if were.get(cell) != are.get(cell)
    )


def make_answer(
    held: Holdings,
    counted: Mapping[SheetKey, CountedSheet],
    received: Mapping[str, datetime],
    office: str,
    programme: Programme,
    *,
    file: str,
    at: datetime,
    by: str,
) -> Answer:
    """All that is held of an office's sheets. `received`: when each record came; `file`: the UUID of
    headquarters' data file."""
    records = [
        record
        for record in held.records.values()
        if record.office == office and record.kind is RecordKind.SHEET and record.is_sent
    ]
    records.sort(key=lambda record: (sheet_of(record), len(record.ancestors), record.id))
    ids = {record.id for record in records}
    aside = {one for one, ruling in held.rulings.items() if one in ids and not ruling.is_admitted}
    placed = {one for key, sheet in counted.items() if key.office == office for one in sheet.folded.records}
    return Answer(
        programme.key,
        programme.version,
        programme.digest,
        office,
        at,
        by,
        file,
        tuple(records),
        {one: received[one] for one in sorted(ids & received.keys())},
        frozenset(aside | (ids - placed)),
    )


def record_of_answer(answer: Answer) -> Record:
    """The record that the answer's workbook carries: it names all that it tells of."""
    told = [f"{_RECEIVED} {one} {at.isoformat()}" for one, at in sorted(answer.received.items())]
    told += [f"{_ASIDE} {one}" for one in sorted(answer.set_aside)]
    ids = tuple(record.id for record in answer.records)
    return Record(
        kind=RecordKind.ANSWER,
        programme=answer.programme,
        version=answer.version,
        definition=answer.definition,
        office=answer.office,
        period=_span(answer.records, answer.at),
        revision=1,
        is_sent=True,
        lineage=Lineage(answer.file, parts=ids),
        sealed_at=answer.at,
        by=answer.by,
        unknown=tuple(told),
    )


def answer_in(record: Record, records: Iterable[Record]) -> Answer:
    """The answer that a workbook's record tells, with the records that it names. Raises ValueError, KeyError
    where they are not those."""
    known = {one.id: one for one in records}
    received, aside = {}, set()
    for line in record.unknown:
        word, _, rest = line.partition(" ")
        if word == _RECEIVED:
            one, _, at = rest.partition(" ")
            received[one] = read_moment(at)
        elif word == _ASIDE:
            aside.add(rest)
    if record.sealed_at is None or {*record.lineage.parts} != known.keys():
        raise ValueError(record.id)
    ordered = sorted(known.values(), key=lambda one: (sheet_of(one), len(one.ancestors), one.id))
    return Answer(
        record.programme,
        record.version,
        record.definition,
        record.office,
        record.sealed_at,
        record.by,
        record.lineage.file,
        tuple(ordered),
        received,
        frozenset(aside),
    )


def _span(records: Collection[Record], at: datetime) -> Period:
    days = [day for record in records for day in (record.period.start, record.period.end)] or [at.date()]
    return Period(min(days), max(days))
