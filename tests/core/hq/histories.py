"""Random lives of one office's weeks: what may leave the house, and what headquarters may say of it."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from fieldapp.core.hq.arrival import Arrival, ArrivalKind
from fieldapp.core.hq.correction import record_rows
from fieldapp.core.period import Period, read_period
from fieldapp.core.programme import Programme
from fieldapp.core.receive import Reading
from fieldapp.core.records.lineage import lineage_of
from fieldapp.core.records.record import Record, RecordKind, Recut
from fieldapp.core.report import Line
from fieldapp.core.sheet import STATE, Cell, Content, RowState, SheetKey

OFFICE = "karabakh"
WEEK = read_period("2025-10-27..2025-11-02")
PARTS = (read_period("2025-10-27..2025-10-31"), read_period("2025-11-01..2025-11-02"))
HQ_FILE = "hq-file"


@dataclass
class Life:
    """One data file of an office, as it was lived: its records by sheet, and what each sheet holds now."""

    random: random.Random
    programme: Programme
    file: str
    records: dict[SheetKey, dict[str, Record]] = field(default_factory=dict)
    values: dict[SheetKey, dict[Cell, Content]] = field(default_factory=dict)

    def copied(self, file: str) -> "Life":
        """The data file, copied: from here on it lives a life of its own."""
        records = {key: {**known} for key, known in self.records.items()}
        values = {key: {**held} for key, held in self.values.items()}
        return Life(self.random, self.programme, file, records, values)

    def type(self, period: Period = WEEK, cells: int = 2) -> None:
        """Some cells are typed, emptied, or a row is marked."""
        key, rows = SheetKey(OFFICE, period), ("agdam", "fuzuli")
        held = self.values.setdefault(key, {})
        for _ in range(cells):
            district = self.random.choice(rows)
            what = self.random.random()
            if what < 0.1:
                for cell in [cell for cell in held if cell.district == district]:
                    del held[cell]
                held[Cell(district, STATE)] = RowState.NO_OPERATIONS
            elif what < 0.2:
                held.pop(Cell(district, "uxo"), None)
            else:
                held.pop(Cell(district, STATE), None)
                held[Cell(district, self.random.choice(("uxo", "ap_mines")))] = self.random.randrange(4)

    def send(
        self, period: Period = WEEK, recut: Recut | None = None, parents: tuple[str, ...] = ()
    ) -> Record:
        """The sheet is sent as it stands."""
        key = SheetKey(OFFICE, period)
        known = self.records.setdefault(key, {})
        before = {one for record in known.values() for one in record.ancestors}
        heads = [*(one for one in known if one not in before), *parents]
        revision = max((record.revision for record in known.values()), default=0) + 1
        record = Record(
            kind=RecordKind.SHEET,
            programme=self.programme.key,
            version=self.programme.version,
            definition=self.programme.digest,
            office=OFFICE,
            period=period,
            revision=revision,
            is_sent=True,
            lineage=lineage_of(known, heads, self.file, recut),
            by=self.random.choice(("Günel", "Rauf")),
            rows=record_rows(self.values.get(key, {}), key, self.programme),
        )
        known[record.id] = record
        return record

    def cut(self) -> list[Record]:
        """The week is cut in two, its figures shared out, and both parts are sent."""
        key = SheetKey(OFFICE, WEEK)
        heads = [*self.records.get(key, {})]
        if not heads:
            return []
        recut = Recut(heads[-1], PARTS)
        first: dict[Cell, Content] = {}
        second: dict[Cell, Content] = {}
        for cell, content in self.values[key].items():
            if isinstance(content, RowState):
                first[cell] = second[cell] = content
            else:
                taken = self.random.randint(0, int(content))
                first[cell], second[cell] = taken, content - taken
        self.values |= dict(zip((SheetKey(OFFICE, part) for part in PARTS), (first, second), strict=True))
        return [self.send(part, recut) for part in PARTS]


def arrival_of(record: Record, programme: Programme, name: str = "") -> Arrival:
    """The workbook of a record, unaltered."""
    kind = ArrivalKind.SHEET if record.is_sent else ArrivalKind.DRAFT
    if record.kind is RecordKind.SUMMARY:
        kind = ArrivalKind.SUMMARY
    lines = tuple(
        Line(district, RowState(state), {item.key: values.get(item.key) for item in programme.active})
        for district, state, values in record.rows
    )
    reading = Reading(
        programme.key, record.office, record.period, record.revision, "", lines, {}, record=record
    )
    path = Path(f"{name or record.id[:8]}.xlsx")
    return Arrival(path, f"{record.id[::-1]}", kind, record, reading)


def edited(arrival: Arrival, wanted: Mapping[Cell, int]) -> Arrival:
    """The same workbook with some numbers changed outside."""
    assert arrival.reading is not None
    lines = tuple(
        replace(
            line,
            values={key: wanted.get(Cell(line.district, key), value) for key, value in line.values.items()},
        )
        for line in arrival.reading.lines
    )
    return replace(
        arrival,
        kind=ArrivalKind.EDITED,
        reading=replace(arrival.reading, lines=lines),
        sha256=f"{abs(hash(tuple(sorted(wanted.items())))):064x}"[:64],
    )


def lived(seed: int, programme: Programme) -> list[Arrival]:
    """What comes to headquarters in one random life: revisions, a reinstallation, a copied file, a correction
    made at headquarters, a partial resend, duplicates, files that are lost, a summary, a cut, edits."""
    chance = random.Random(seed)
    lives = [Life(chance, programme, "file-1")]
    lives[0].type(cells=4)
    sent: list[Record] = [lives[0].send()]
    arrivals: list[Arrival] = []
    for step in range(chance.randint(2, 7)):
        life = chance.choice(lives)
        match chance.randrange(9):
            case 0 | 1 | 2:
                life.type()
                sent.append(life.send())
            case 3:  # reinstalled: a new data file, typed anew from paper
                lives.append(Life(chance, programme, f"file-{step + 2}"))
                lives[-1].type(cells=chance.randint(1, 4))
                sent.append(lives[-1].send())
            case 4:  # copied: two lives go on
                lives.append(life.copied(f"file-{step + 2}"))
            case 5:  # headquarters correct what they have, and the office may adopt it
                desk = life.copied(HQ_FILE)
                desk.type(cells=1)
                sent.append(desk.send())
                if chance.random() < 0.5:
                    lives.append(desk.copied(life.file))
            case 6:
                sent += life.cut()
            case 7:
                arrivals.append(
                    arrival_of(
                        replace(sent[-1], kind=RecordKind.SUMMARY, revision=1), programme, f"month-{step}"
                    )
                )
            case _:
                cell = Cell("agdam", "uxo")
                arrivals.append(edited(arrival_of(sent[-1], programme), {cell: 100 + step}))
    kept = [record for record in sent if chance.random() > 0.25] or sent[:1]
    again = [record for record in kept if chance.random() < 0.2]
    return arrivals + [arrival_of(record, programme) for record in (*kept, *again)]
