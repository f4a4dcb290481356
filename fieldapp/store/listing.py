"""Which sheets an office has in a data file."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period, read_period
from fieldapp.core.sheet import SheetKey
from fieldapp.store.digests import StoredRow, digest_of_list, list_scope, scope_of
from fieldapp.store.engine.database import Database
from fieldapp.store.held import is_damage

_LIST = """
SELECT start, "end", id, has_content FROM sheet WHERE office = :office
UNION ALL SELECT NULL, digest, length, NULL FROM digest WHERE scope = :scope
"""

_SCOPES = "SELECT substr(scope, length(:first) + 1) FROM digest WHERE scope >= :first AND scope < :beyond"

_NEWEST = """SELECT CAST(start AS TEXT), CAST("end" AS TEXT)
    FROM history CROSS JOIN sheet ON sheet.id = history.sheet
    WHERE history.id = (SELECT max(id) FROM history) AND sheet.office = ?"""
_NEWEST_OF_SHEETS = """SELECT CAST(start AS TEXT), CAST("end" AS TEXT) FROM (
        SELECT start, "end", (SELECT max(id) FROM history WHERE history.sheet = sheet.id) AS newest
        FROM sheet WHERE office = ?
    ) WHERE newest IS NOT NULL ORDER BY newest DESC LIMIT 1"""
"""Where the newest change is another office's: one look into the index for each sheet, however many rows of
others came since."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet of the list. `has_content`: whether anything is entered in it."""

    period: Period
    has_content: bool


class Lists:
    """The lists of a file. One that has the same rows as when it was read before is not worked out again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[list[StoredRow], tuple[int, str], list[Listed]]] = {}

    def of(self, db: Database, office: str) -> list[Listed]:
        """The sheets of an office, by their days. Raises FieldAppError `list-damaged` where the list is not
        as it was written."""
        rows, told = _read(db, office)
        known = self._known.get(office)
        if known is None or known[:2] != (rows, told):
            if digest_of_list(rows) != told:
                raise FieldAppError("list-damaged", office=office)
            known = self._known[office] = rows, told, _listed(rows)
        return known[2]


def known_keys(db: Database, office: str) -> list[Period]:
    """The days of the sheets in which anything is entered. Where the list is damaged, also of every sheet
    that any trace tells of."""
    rows, told = _read(db, office)
    if digest_of_list(rows) == told:
        return [one.period for one in _listed(rows) if one.has_content]
    first = scope_of(SheetKey(office, Period(date(2000, 1, 1), date(2000, 1, 1)))).rpartition(" ")[0] + " "
    traces = db.execute(_SCOPES, {"first": first, "beyond": first[:-1] + "!"}).fetchall()
    days = [*(row[:2] for row in rows), *(days.partition("..")[::2] for (days,) in traces)]
    return sorted({period for one in days if (period := days_in(*one)) is not None})


def newest_period(db: Database, office: str) -> Period | None:
    """The days of the sheet that was changed last; None where nothing was, or damage keeps it from being
    told."""
    try:
        rows = db.execute(_NEWEST, [office]).fetchall() or db.execute(_NEWEST_OF_SHEETS, [office]).fetchall()
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return None
    return days_in(*rows[0]) if rows else None


def _read(db: Database, office: str) -> tuple[list[StoredRow], tuple[int, str]]:
    rows: list[StoredRow] = []
    told = digest_of_list(())
    try:
        found = db.execute(_LIST, {"office": office, "scope": list_scope(office)}).fetchall()
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return [], (0, "")
    for start, end, number, has_content in found:
        if start is None:
            told = (number, end)
        else:
            rows.append((start, end, number, has_content))
    return rows, told


def _listed(rows: Sequence[StoredRow]) -> list[Listed]:
    found = [
        Listed(Period(date.fromisoformat(start), date.fromisoformat(end)), bool(has_content))
        for start, end, _, has_content in rows
    ]
    return sorted(found, key=lambda one: one.period)


def days_in(start: object, end: object) -> Period | None:
    """The period of two columns; None where damage has made none of them."""
    try:
        return read_period(f"{start}..{end}") if isinstance(start, str) and isinstance(end, str) else None
    except FieldAppError:
        return None
