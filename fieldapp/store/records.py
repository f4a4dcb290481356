"""The records that a data file keeps: what was sent from here, and later what was received."""

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.fold import fold_records
from fieldapp.core.period import read_period
from fieldapp.core.records.lineage import lineage_of
from fieldapp.core.records.record import Record, Recut, read_record
from fieldapp.core.report import Report, Status
from fieldapp.core.sending import part_of, require_same_record
from fieldapp.core.sheet import Cell, RowState, SheetKey
from fieldapp.store.digests import ACROSS, ACROSS_TABLES, digest_of_tables, put_digests
from fieldapp.store.engine.database import Database
from fieldapp.store.format.failures import OF_THE_DISK
from fieldapp.store.held import is_damage
from fieldapp.store.rows import dates_of
from fieldapp.store.seen.seen import Seen

_ADMITTED = """FROM record NOT INDEXED
    LEFT JOIN (SELECT id AS ruled, is_admitted, max(counter) FROM ruling GROUP BY id) ON ruled = record.id
    WHERE kind = 'sheet' AND COALESCE(is_admitted, status = 'sent')"""
_OF_SHEET = f'SELECT text {_ADMITTED} AND office = ? AND start = ? AND "end" = ? ORDER BY seq'
_OF_SHEETS = f'SELECT office, start, "end", text {_ADMITTED} AND start >= ? AND "end" <= ? ORDER BY seq'
_PUT = """INSERT OR REPLACE INTO record (id, office, start, "end", number, kind, status, file, figures,
    check_code, sealed_at, text, seq)
    VALUES (?, ?, ?, ?, ?, ?, 'sent', ?, ?, ?, ?, ?, (SELECT COALESCE(max(seq), 0) + 1 FROM record))"""


def records_of(db: Database, key: SheetKey) -> dict[str, Record]:
    """The records of a sheet that take part in what counts, by id, in the order in which they came here.

    Raises FieldAppError `records-damaged` where one is not what its id says.
    """
    with damage_told():
        rows = db.execute(_OF_SHEET, [key.office, *dates_of(key.period)]).fetchall()
        return {record.id: record for record in (read_record(text) for (text,) in rows)}


def heads_of(known: Mapping[str, Record]) -> tuple[str, ...]:
    """The records of a sheet from which no other one comes."""
    before = {one for record in known.values() for one in record.ancestors}
    return tuple(id_ for id_ in known if id_ not in before)


def with_lineage(db: Database, seen: Seen, report: Report, file: str, files: Collection[str]) -> Report:
    """A report that says what a record of it comes from; a sent one carries the record that is kept of its
    revision, and comes from what that came from."""
    if report.is_summary:
        asked = ("newest", report.sheets)
        newest = seen.made_across(db, asked, lambda: _newest_of(db, report.sheets))
        parts = tuple(part_of(key.office, key.period, newest.get(key, "")) for key in report.sheets)
        return replace(report, lineage=replace(report.lineage, file=file, parts=parts))
    key = SheetKey(report.office, report.period)
    known = records_of(db, key)
    revision, is_sent = report.standing.revision, report.standing.status is Status.SENT
    kept = [one for one in known.values() if one.revision == revision and _is_said(one, known, files, report)]
    if is_sent and kept:
        return replace(report, record=kept[-1], lineage=kept[-1].lineage)
    lineage = lineage_of(known, heads_of(known), file, _recut_of(db, key))
    return replace(report, lineage=replace(lineage, left_open=_left_open(known, report)))


def _is_said(record: Record, known: Mapping[str, Record], files: Collection[str], report: Report) -> bool:
    """Whether a record is what a sent report says: this file made it, under any of its UUIDs, or took it over
    from elsewhere and says the same."""
    is_whole = heads_of(known) == (record.id,) and record.figures == report.seal.digest
    return record.lineage.file in files or is_whole


def _left_open(known: Mapping[str, Record], report: Report) -> tuple[Cell, ...]:
    """The cells that are in dispute and of which a report says nothing."""
    disputed = fold_records(known).disputed if len(heads_of(known)) > 1 else {}
    said = {line.district: line for line in report.lines}
    return tuple(
        cell
        for cell in disputed
        if (line := said.get(cell.district)) is None
        or (line.state is not RowState.NO_OPERATIONS and line.values.get(cell.indicator) is None)
    )


def put_record(db: Database, record: Record, check_code: str, sealed_at: str) -> None:
    """Keep a record. Raises FieldAppError `record-differs`, `records-damaged`."""
    require_whole(db)
    kept = db.execute("SELECT text FROM record WHERE id = ?", [record.id]).fetchall()
    require_same_record(kept[0][0] if kept else None, record)
    about = (record.id, record.office, *dates_of(record.period), record.revision, record.kind.value)
    said = (record.lineage.file, record.figures, check_code, sealed_at, record.text)
    db.execute(_PUT, [*about, *said])
    for table in ((record.lineage.parents, 1), (record.lineage.before, 0)):
        _put_links(db, record.id, *table)
    _settle(db)


def remove_record(db: Database, id_: str) -> None:
    """Forget a record that did not leave the house."""
    require_whole(db)
    db.execute("DELETE FROM record WHERE id = ?", [id_])
    db.execute("DELETE FROM link WHERE child = ?", [id_])
    _settle(db)


def require_whole(db: Database) -> None:
    """Raises FieldAppError `records-damaged` where what goes across sheets is not as it was written."""
    with damage_told():
        told = db.execute("SELECT length, digest FROM digest WHERE scope = ?", [ACROSS]).fetchall()
        if told != [digest_of_tables(db, ACROSS_TABLES)]:
            raise FieldAppError("records-damaged")


def put_recut(db: Database, whole: str, parts: Iterable[int]) -> tuple[int, ...]:
    """Remember that some sheets, by their numbers, are the parts of one that was sent, by its record; those
    of them of which that was not known."""
    require_whole(db)
    known = {part for (part,) in db.execute("SELECT part FROM recut WHERE whole = ?", [whole]).fetchall()}
    new = tuple(part for part in parts if part not in known)
    for part in new:
        db.execute("INSERT INTO recut VALUES (?, ?)", [whole, part])
    _settle(db)
    return new


def forget_recut(db: Database, whole: str, parts: Iterable[int]) -> None:
    """Some sheets are no parts of that one any more."""
    require_whole(db)
    for part in parts:
        db.execute("DELETE FROM recut WHERE whole = ? AND part = ?", [whole, part])
    _settle(db)


def _recut_of(db: Database, key: SheetKey) -> Recut | None:
    """Of which sheet this one is a part, and which the others are; of the newest, if it was cut again."""
    at = 'sheet.office = ? AND sheet.start = ? AND sheet."end" = ?'
    with damage_told():
        rows = db.execute(
            f"""SELECT whole, start, "end" FROM recut JOIN sheet ON sheet.id = recut.part WHERE whole =
            (SELECT whole FROM recut JOIN sheet ON sheet.id = recut.part LEFT JOIN record ON record.id = whole
             WHERE {at} ORDER BY seq DESC LIMIT 1)""",
            [key.office, *dates_of(key.period)],
        ).fetchall()
        periods = [read_period(f"{start}..{end}") for _, start, end in rows]
    return Recut(rows[0][0], tuple(sorted(periods))) if rows else None


@contextlib.contextmanager
def damage_told() -> Iterator[None]:
    """What cannot be read, or is no record, means that the records are damaged. Raises FieldAppError
    `records-damaged`."""
    try:
        yield
    except (FieldAppError, TypeError, ValueError) as error:
        if isinstance(error, FieldAppError) and error.code in OF_THE_DISK:
            raise
        raise FieldAppError("records-damaged") from error
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        raise FieldAppError("records-damaged") from error


def _newest_of(db: Database, keys: Collection[SheetKey]) -> dict[SheetKey, str]:
    """The record of each sheet that came last and from which no other one comes, found in one walk over all
    of them. Raises FieldAppError `records-damaged`."""
    wanted = {(key.office, *dates_of(key.period)): key for key in keys}
    days = [min((start for _, start, _ in wanted), default=""), max((end for *_, end in wanted), default="")]
    known: dict[SheetKey, dict[str, Record]] = {}
    with damage_told():
        for *place, text in db.execute(_OF_SHEETS, days):
            key = wanted.get(tuple(place))
            if key is not None:
                record = read_record(text)
                known.setdefault(key, {})[record.id] = record
    return {key: heads_of(records)[-1] for key, records in known.items()}


def _put_links(db: Database, child: str, ancestors: Iterable[str], is_parent: int) -> None:
    for one in ancestors:
        db.execute("INSERT OR REPLACE INTO link VALUES (?, ?, ?)", [child, one, is_parent])


def _settle(db: Database) -> None:
    put_digests(db, {ACROSS: digest_of_tables(db, ACROSS_TABLES)})
