"""Which sheets an office has in a data file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period, read_period
from fieldapp.core.sheet import SheetKey
from fieldapp.store.digests import StoredRow, digest_of_list, list_scope, scope_of

_LIST = """
SELECT start, "end", id, has_content FROM sheet WHERE office = :office
UNION ALL SELECT NULL, digest, length, NULL FROM digest WHERE scope = :scope
"""

_SCOPES = "SELECT substr(scope, length(:first) + 1) FROM digest WHERE scope >= :first AND scope < :beyond"


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet of the list. `has_content`: whether anything is entered in it."""

    period: Period
    has_content: bool


def read_list(db: Database, office: str) -> list[Listed]:
    """The sheets of an office, by their days. Raises FieldAppError `list-damaged` where the list is not as it
    was written."""
    rows, told = _read(db, office)
    if digest_of_list(rows) != told:
        raise FieldAppError("list-damaged", office=office)
    return _listed(rows)


def known_keys(db: Database, office: str) -> list[Period]:
    """The days of the sheets in which anything is entered. Where the list is damaged, also of every sheet
    that any trace tells of."""
    rows, told = _read(db, office)
    if digest_of_list(rows) == told:
        return [one.period for one in _listed(rows) if one.has_content]
    first = scope_of(SheetKey(office, Period(date(2000, 1, 1), date(2000, 1, 1)))).rpartition(" ")[0] + " "
    traces = db.execute(_SCOPES, {"first": first, "beyond": first[:-1] + "!"}).fetchall()
    found = {one.period for one in _listed([row for row in rows if _is_period(*row[:2])])}
    return sorted(found | {read_period(days) for (days,) in traces if _is_period(*days.partition("..")[::2])})


def _read(db: Database, office: str) -> tuple[list[StoredRow], tuple[int, str]]:
    rows: list[StoredRow] = []
    told = digest_of_list(())
    for start, end, number, has_content in db.execute(
        _LIST, {"office": office, "scope": list_scope(office)}
    ).fetchall():
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


def _is_period(start: object, end: object) -> bool:
    try:
        return isinstance(start, str) and isinstance(end, str) and bool(read_period(f"{start}..{end}"))
    except FieldAppError:
        return False
