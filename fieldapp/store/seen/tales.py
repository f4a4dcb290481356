"""The history of the sheet that is open, of which only what is new is read."""

from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.core.sheet import SheetKey
from fieldapp.store.digests import StoredRow
from fieldapp.store.engine.database import Database
from fieldapp.store.tale import rows_since


@dataclass(frozen=True)
class _Known:
    """The rows of a sheet by its number, and the file's version for whoever writes it beside us."""

    key: SheetKey
    version: int
    number: int
    rows: list[StoredRow]


class Tales:
    """Remembers the rows of the sheet that was asked for last: good while nobody else has written the file,
    since of our own there are only new ones."""

    def __init__(self) -> None:
        self._known: _Known | None = None

    def forget(self) -> None:
        """The file is read by another connection from now on."""
        self._known = None

    def of(
        self, db: Database, key: SheetKey, read: Callable[[], tuple[int, list[StoredRow]]]
    ) -> list[StoredRow]:
        """The rows of a sheet, oldest first, without their links. `read`: all of them, with the sheet's
        number. Raises FieldAppError as that does."""
        if db.conn.in_transaction:  # what is given up would be told as if it were in the file
            return read()[1]
        ((version,),) = db.execute("PRAGMA data_version").fetchall()
        known, new = self._known, None
        if known is not None and (known.key, known.version) == (key, version):
            new = rows_since(db, key, known.number, known.rows)
        number, rows = (known.number, [*known.rows, *new]) if known and new is not None else read()
        self._known = _Known(key, version, number, rows)
        return rows
