"""The history of a data file as a chain: each row carries a link made from its own words and the link before.

Rows are numbered from 1 without a gap, so the number of the newest is how many there are.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from fieldapp.core.sheet import SheetKey
from fieldapp.store.digests import FIRST_LINK, HISTORY, HISTORY_COLUMNS, StoredRow, link_of, scope_of
from fieldapp.store.engine.database import Database
from fieldapp.store.held import HeldRows, damage_of, is_damage

_NAMES = ", ".join(f"history.{name}" for name in HISTORY_COLUMNS)
_OF_SHEET = f"""
SELECT {_NAMES}, prior.link FROM history LEFT JOIN history AS prior ON prior.id = history.id - 1
WHERE history.sheet = ? ORDER BY history.id
"""
_SINCE = f"""
SELECT length{", NULL" * len(HISTORY_COLUMNS)} FROM digest WHERE scope = ?
UNION ALL
SELECT {_NAMES}, prior.link FROM history LEFT JOIN history AS prior ON prior.id = history.id - 1
WHERE history.sheet = ? AND history.id > ?
"""
_WIDTH = len(HISTORY_COLUMNS)
_MOST_AT_ONCE = 500

ROWS_IN_A_STEP = 2000
"""Of the history, where all of it is walked."""


def read_tale(db: Database, held: HeldRows) -> list[StoredRow]:
    """The rows of a sheet, oldest first, without their links.

    Raises FieldAppError `sheet-damaged` where one is not as it was written, or one is missing.
    """
    if held.row is None:
        return []
    try:
        found = db.execute(_OF_SHEET, [held.row[0]]).fetchall()
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            raise damage_of(held.key) from error
        raise
    rows = _as_written(found)
    if rows is None or len(rows) != held.history_length:
        raise damage_of(held.key)
    return rows


def rows_since(
    db: Database, key: SheetKey, number: int, known: Sequence[StoredRow]
) -> list[StoredRow] | None:
    """The rows of a sheet after those that are known, in their order; None where both together are not all of
    it, or one is not as it was written."""
    newest = known[-1][0] if known else 0
    try:
        found = db.execute(_SINCE, [scope_of(key), number, newest]).fetchall()
    except sqlite3.DatabaseError as error:
        if is_damage(error):
            return None
        raise
    lengths = [row[0] for row in found if row[1] is None]
    rows = _as_written(sorted(row for row in found if row[1] is not None))
    return rows if rows is not None and [len(known) + len(rows)] == (lengths or [0]) else None


def _as_written(found: Iterable[StoredRow]) -> list[StoredRow] | None:
    """Rows without their links and those before them; None where a link does not fit."""
    rows = []
    for *row, link, prior in found:
        before = FIRST_LINK if row[0] == 1 else prior
        if before is None or link_of(before, tuple(row)) != link:
            return None
        rows.append(tuple(row))
    return rows


def add_to_tale(db: Database, told: tuple[int, str], rows: Sequence[StoredRow]) -> tuple[int, str]:
    """Write rows (without number and link) after the newest; length and head of the chain with them."""
    length, link = told
    linked: list[StoredRow] = []
    for row in rows:
        length += 1
        link = link_of(link, (length, *row))
        linked.append((length, *row, link))
    for start in range(0, len(linked), _MOST_AT_ONCE):
        some = linked[start : start + _MOST_AT_ONCE]
        marks = ", ".join([f"({', '.join('?' * _WIDTH)})"] * len(some))
        db.execute(f"INSERT INTO history VALUES {marks}", [value for row in some for value in row])
    return length, link


def broken_links(db: Database, every: int = ROWS_IN_A_STEP) -> Iterator[int | None]:
    """Walk the whole chain: the number of each row that is not as it was written (0: the head is not), or
    None now and then where nothing is wrong, so that whoever walks can rest."""
    link, length = FIRST_LINK, 0
    for *row, own in db.execute(f"SELECT {_NAMES} FROM history ORDER BY id"):
        length += 1
        if row[0] != length or link_of(link, row) != own:
            yield row[0]
            length = row[0]
        link = own
        if length % every == 0:
            yield None
    told = db.execute("SELECT length, digest FROM digest WHERE scope = ?", [HISTORY]).fetchall()
    if told != [(length, link)] and (told or length):
        yield 0
