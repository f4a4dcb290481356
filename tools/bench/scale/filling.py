"""The data file of headquarters after many years, written at once: row for row what receiving makes.

`python -m tools.bench.scale.filling FILE [WEEKS]` makes one; of 1,040 weeks it holds 3.1 million values.
"""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from fieldapp.core.history import STATUS, HistoryKind
from fieldapp.core.period import Period, week_of
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.records.record import Lineage, Record, RecordKind
from fieldapp.core.records.seal import canonical_bytes, check_code
from fieldapp.core.report import Status
from fieldapp.core.sheet import RowState
from fieldapp.store.digests import (
    ACROSS,
    ACROSS_TABLES,
    FIRST_LINK,
    HISTORY,
    digest_of_list,
    digest_of_tables,
    line_of,
    link_of,
    list_scope,
    put_digests,
    rows_digest,
)
from fieldapp.store.engine.database import Database
from fieldapp.store.store import Store, create_store
from tools.bench.scale.country import (
    DISTRICTS_EACH,
    INDICATORS,
    ORGANISATIONS,
    REGIONS,
    districts_of,
    office_of,
    vast_programme,
)

WEEKS = 1040
"""Twenty years."""
FIRST = date(2006, 1, 2)
WHO, SEED = "Leyla", 12
_AT_ONCE = 400
"""Sheets, whose rows are written together."""
_TENTH = 1000
"""Square metres of 0.1 ha."""

_TABLES = {"sheet": 11, "tally": 4, "history": 11, "record": 16, "seal": 6, "organisation": 2, "digest": 3}

Rows = dict[str, list[tuple[Any, ...]]]


def weeks_of(count: int) -> Iterator[Period]:
    """So many weeks, one after the other."""
    return (week_of(FIRST + timedelta(weeks=number)) for number in range(count))


def records_of_week(programme: Programme, week: Period, number: int, luck: Random) -> Iterator[Record]:
    """What came for a week: of each region one office's sheet, by turns, with a number in every cell."""
    sealed = datetime.combine(week.end, time(15), UTC)
    for region in range(REGIONS):
        organisation = (number + region) % ORGANISATIONS
        yield Record(
            kind=RecordKind.SHEET,
            programme=programme.key,
            version=programme.version,
            definition=programme.digest,
            office=office_of(organisation, region),
            period=week,
            revision=1,
            is_sent=True,
            lineage=Lineage(f"{region:08d}-0000-4000-8000-{organisation:012d}"),
            sealed_at=sealed,
            by="Günel",
            rows=tuple(
                (key, RowState.REPORTED.value, _values(programme, luck)) for key in districts_of(region)
            ),
            organisations=(f"organisation-{organisation}",),
        )


def _values(programme: Programme, luck: Random) -> dict[str, int]:
    """Many small counts and zeros, and land in tenths of a hectare."""
    *counts, area = [indicator.key for indicator in programme.active]
    found = {key: int(luck.expovariate(1 / 6)) for key in counts}
    return {**found, area: int(luck.expovariate(1 / 60)) * _TENTH}


@dataclass
class _Filling:
    """What was counted up so far: sheets, rows of the history and its newest link, and the lists."""

    sheet: int = 0
    row: int = 0
    link: str = FIRST_LINK
    listed: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    rows: Rows = field(default_factory=lambda: {table: [] for table in _TABLES})

    def take(self, record: Record, at: datetime) -> None:
        """The rows of one sheet as they are when its record was received."""
        self.sheet += 1
        start, end = record.period.start.isoformat(), record.period.end.isoformat()
        key, moment = (record.office, start, end), at.isoformat()
        figures, sealed_at = record.figures, (record.sealed_at or at).isoformat()
        code = check_code(figures, record.period)
        content = canonical_bytes(record.programme, record.office, record.period, 1, record.rows).decode()
        sheet = (*key, self.sheet, Status.SENT.value, 1, sealed_at, "", "", 1, 1)
        tallies = [
            (district, indicator, value)
            for district, _, values in record.rows
            for indicator, value in sorted(values.items())
        ]
        seal = (1, figures, code, sealed_at, content)
        lines = [line_of("sheet", (sheet[3], *sheet[:3], *sheet[4:])), line_of("seal", seal)]
        lines += [line_of("tally", tally) for tally in tallies]
        lines += [line_of("organisation", (one,)) for one in record.organisations]
        told = [(*cell, None, value, code, HistoryKind.VALUE.value) for *cell, value in tallies]
        places = (STATUS.district, STATUS.indicator, Status.DRAFT.value, Status.SENT.value)
        told.append((*places, "", HistoryKind.STATUS.value))
        for one in told:
            self._tell((moment, WHO, self.sheet, *one))
        self.rows["sheet"].append(sheet)
        self.rows["tally"] += [(self.sheet, *tally) for tally in tallies]
        self.rows["seal"].append((self.sheet, *seal))
        self.rows["organisation"] += [(self.sheet, one) for one in record.organisations]
        about = (record.id, *key, 1, record.kind.value, "sent", record.lineage.file, figures, code)
        receipt = (moment, f"{record.office} {start}.xlsx", WHO, self.sheet)
        self.rows["record"].append((*about, sealed_at, record.text, *receipt))
        self.rows["digest"].append((f"sheet {key[0]} {start}..{end}", len(told), rows_digest(lines)))
        self.listed.setdefault(record.office, []).append((start, end, self.sheet, 1))

    def _tell(self, row: tuple[Any, ...]) -> None:
        self.row += 1
        numbered = (self.row, *row)
        self.link = link_of(self.link, numbered)
        self.rows["history"].append((*numbered, self.link))

    def write(self, connection: sqlite3.Connection) -> None:
        """Put what has come together on the disk."""
        for table, rows in self.rows.items():
            marks = ", ".join("?" * _TABLES[table])
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
            rows.clear()


def make_vast(path: Path, weeks: int = WEEKS, seed: int = SEED) -> Path:
    """The file, made once and used again where it is there; the same for the same seed."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".made")
    part.unlink(missing_ok=True)
    create_store(part, vast_programme(), HQ)
    with closing(Store(part, WHO)) as store:
        programme = store.programme
    filling, luck = _Filling(), Random(seed)
    with closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        db = Database(connection, execute_plugins=False)
        for number, week in enumerate(weeks_of(weeks)):
            at = datetime.combine(week.end + timedelta(days=1), time(6), UTC)
            for record in records_of_week(programme, week, number, luck):
                filling.take(record, at)
                if filling.sheet % _AT_ONCE == 0:
                    filling.write(connection)
        filling.write(connection)
        told = {list_scope(office): digest_of_list(rows) for office, rows in filling.listed.items()}
        told |= {HISTORY: (filling.row, filling.link), ACROSS: digest_of_tables(db, ACROSS_TABLES)}
        for scope, held in told.items():
            put_digests(db, {scope: held})
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    part.rename(path)
    return path


def size_of(weeks: int) -> int:
    """How many values a file of so many weeks has."""
    return weeks * REGIONS * DISTRICTS_EACH * INDICATORS


if __name__ == "__main__":
    make_vast(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else WEEKS)
