"""What a data file of headquarters holds, on the disk: records, rulings, and files that are no record."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from fieldapp.core.characters import storable
from fieldapp.core.hq.state import Holdings, Ruling
from fieldapp.core.records.record import Record, read_record
from fieldapp.core.records.seal import check_code
from fieldapp.core.sending import require_same_record
from fieldapp.core.sheet import SheetKey
from fieldapp.store.digests import ACROSS, ACROSS_TABLES, digest_of_tables, put_digests
from fieldapp.store.engine.database import Database
from fieldapp.store.records import damage_told, require_whole
from fieldapp.store.rows import as_kept, dates_of

if TYPE_CHECKING:  # a report counts what is in dispute without them
    from fieldapp.core.hq.arrival import Arrival
    from fieldapp.core.receive import Said

KEPT = "kept"
"""The status of a file that is kept and is no record."""

_PUT = """INSERT INTO record (id, office, start, "end", number, kind, status, file, figures, check_code,
    sealed_at, text, received_at, received_from, received_by, seq)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT COALESCE(max(seq), 0) + 1 FROM record))"""


@dataclass(frozen=True, slots=True)
class Receipt:
    """When something came, from which file, and who received it. A record that was made here has none."""

    at: datetime
    source: str
    by: str


def holdings_of(db: Database, near: Collection[SheetKey] | None = None) -> Holdings:
    """All that is held; `near`: only of sheets that share a day with one of these, however far that leads,
    whatever office they are of. Raises FieldAppError `records-damaged`."""
    require_whole(db)
    with damage_told():
        where, values = ("", []) if near is None else _around(db, near)
        rows = db.execute(f"SELECT id, status, text FROM record{where}", values).fetchall()
        rulings = {
            id_: Ruling(counter, bool(is_admitted))
            for id_, counter, is_admitted in db.execute(
                "SELECT id, counter, is_admitted FROM ruling ORDER BY counter"
            ).fetchall()
        }
        records = [read_record(text) for _, status, text in rows if status != KEPT]
        known = {record.id: record for record in records}
        others = frozenset(id_ for id_, status, _ in rows if status == KEPT)
        return Holdings(known, {one: rulings[one] for one in rulings if one in known}, others)


def receipts_of(db: Database) -> dict[str, Receipt]:
    """When each record came that was not made here, by its id or the SHA-256 of its file."""
    with damage_told():
        rows = db.execute(
            "SELECT id, received_at, received_from, received_by FROM record WHERE received_at IS NOT NULL"
        ).fetchall()
        return {one: Receipt(datetime.fromisoformat(at), source, by) for one, at, source, by in rows}


def put_received(
    db: Database, records: Iterable[Record], receipts: Mapping[str, Receipt], status: str = ""
) -> None:
    """Keep records that are not kept yet, in their order. `status`: another one than their own. Raises
    FieldAppError `record-differs`."""
    for record in records:
        kept = db.execute("SELECT text FROM record WHERE id = ?", [record.id]).fetchall()
        require_same_record(kept[0][0] if kept else None, record)
        if kept:
            continue
        own = status or ("sent" if record.is_sent else "draft")
        sheet = (record.office, *dates_of(record.period), record.revision)
        about = (record.id, *sheet, record.kind.value, own)
        sealed_at = record.sealed_at.isoformat() if record.sealed_at else ""
        code = check_code(record.figures, record.period)
        said = (record.lineage.file, record.figures, code, sealed_at, record.text)
        db.execute(_PUT, [*about, *said, *_told(receipts.get(record.id))])
        for ones, is_parent in ((record.lineage.parents, 1), (record.lineage.before, 0)):
            for one in ones:
                db.execute("INSERT OR REPLACE INTO link VALUES (?, ?, ?)", [record.id, one, is_parent])


def put_others(db: Database, files: "Iterable[Arrival]", receipts: Mapping[str, Receipt]) -> None:
    """Keep what files say that are no record, each once, under the SHA-256 of its bytes."""
    for file in files:
        if db.execute("SELECT 1 FROM record WHERE id = ?", [file.sha256]).fetchall():
            continue
        reading, text = file.reading, _said_in(file)
        days = dates_of(reading.period) if reading else ("", "")
        about = (file.sha256, reading.office if reading else "", *days, reading.revision if reading else 0)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        said = (file.kind.value, KEPT, "", digest, reading.check_code if reading else "", "", text)
        db.execute(_PUT, [*about, *said, *_told(receipts.get(file.sha256))])


def put_ruling(db: Database, id_: str, ruling: Ruling, who: str, at: datetime, why: str) -> None:
    """Keep a ruling beside those before it."""
    values = (id_, int(ruling.is_admitted), ruling.counter, who, at.isoformat(), why)
    db.execute("INSERT INTO ruling VALUES (?, ?, ?, ?, ?, ?)", values)


def settle_across(db: Database) -> None:
    """Write what all that goes across sheets stands under."""
    put_digests(db, {ACROSS: digest_of_tables(db, ACROSS_TABLES)})


def _around(db: Database, near: Collection[SheetKey]) -> tuple[str, list[str]]:
    """The condition that picks the records whose days hang together with those of some sheets. The rows are
    under a digest; what an index says of them is not."""
    kept = db.execute('SELECT DISTINCT start, "end" FROM record NOT INDEXED')
    spans = sorted({(start, end) for start, end in kept if start} | {_days(key) for key in near})
    wanted = {_days(key) for key in near}
    chosen: list[tuple[str, str]] = []
    cluster: list[tuple[str, str]] = []
    latest = ""
    for span in [*spans, ("9999", "9999")]:
        if cluster and span[0] > latest:
            chosen += cluster if wanted & {*cluster} else []
            cluster, latest = [], ""
        cluster.append(span)
        latest = max(latest, span[1])
    marks = ", ".join(["(?, ?)"] * len(chosen))
    return f' WHERE (start, "end") IN (VALUES {marks})', [text for span in chosen for text in span]


def _said_in(file: "Arrival") -> str:
    """What a file says, as JSON, so that it can be shown and taken when the file itself is gone."""
    cells = [
        [cell.district, cell.indicator, as_kept(content)] for cell, content in sorted(file.contents.items())
    ]
    about = {
        "name": storable(file.path.name),
        "claims": file.record.id if file.record else None,
        "record": file.record.text if file.record else None,
        "cells": cells,
        "altered": [
            [item.sheet, item.cell, _word(item.says), _word(item.should_say)] for item in file.alterations
        ],
        "error": file.error.code if file.error else None,
    }
    return json.dumps(about, ensure_ascii=False)


def _days(key: SheetKey) -> tuple[str, str]:
    start, end = dates_of(key.period)
    return start, end


def _word(said: "Said") -> str | None:
    return None if said is None else str(said)


def _told(receipt: Receipt | None) -> tuple[str | None, str | None, str | None]:
    return (receipt.at.isoformat(), receipt.source, receipt.by) if receipt else (None, None, None)
