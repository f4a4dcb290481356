"""The writing side of a data file, whatever is written: one transaction, with its rows in the history."""

import contextlib
import sqlite3
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import ORGANISATIONS, STATUS, HistoryKind
from fieldapp.core.period import Period
from fieldapp.core.report import Standing, Status
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.store.digests import (
    ABOUT,
    HISTORY,
    LIST,
    StoredRow,
    digest_of_list,
    list_scope,
    put_digests,
    scope_of,
)
from fieldapp.store.door.door import identity_of
from fieldapp.store.engine.database import Database
from fieldapp.store.format.failures import is_never_in
from fieldapp.store.held import HeldRows, damage_of, look_at_held, read_held
from fieldapp.store.opening import BUSY_SECONDS
from fieldapp.store.reading import Reader
from fieldapp.store.rows import as_kept, dates_of
from fieldapp.store.tale import add_to_tale
from fieldapp.store.writer_lock import WriterLock

_CONTENT = ("tally", "no_operations", "control_total", "unread")
"""A sheet that has rows here holds something."""

_NEW = """INSERT INTO sheet (office, start, "end", id)
    VALUES (?, ?, ?, (SELECT COALESCE(max(id), 0) + 1 FROM sheet)) RETURNING id"""


@dataclass
class SheetRow:
    """What the table `sheet` says of a sheet beside its key; it is written when a change is finished."""

    status: Status = Status.DRAFT
    revision: int = 1
    sealed_at: str | None = None
    source: str = ""
    reason: str = ""
    has_chosen: int = 0
    has_content: int = 0


@dataclass
class SheetChange:
    """One sheet while it is being changed, inside a transaction: what it held before, what is to be said of
    it, and what the history will tell."""

    db: Database
    held: HeldRows
    number: int
    row: SheetRow
    stamp: Callable[[str], tuple[str, str]]
    told: list[StoredRow] = field(default_factory=list)

    @property
    def key(self) -> SheetKey:
        """Which sheet."""
        return self.held.key

    @property
    def newest_seal(self) -> StoredRow | None:
        """The row of the revision that was sent last."""
        return max(self.held.rows("seal"), default=None)

    def remember(
        self, kind: HistoryKind, cell: Cell, before: Any, after: Any, why: str = "", who: str = ""
    ) -> None:
        """Have the history tell of a cell."""
        place = self.number, cell.district, cell.indicator
        self.told.append((*self.stamp(who), *place, as_kept(before), as_kept(after), why, kind.value))

    def require_seen(self, seen: Standing | None) -> None:
        """Raises FieldAppError `stale-edit` where the sheet is not as far as whoever decided on the change
        has seen it."""
        if seen is not None and (seen.status, seen.revision) != (self.row.status, self.row.revision):
            raise FieldAppError("stale-edit")

    def set_status(self, status: Status) -> None:
        """Say how far the sheet is, and have the history tell it."""
        self.remember(HistoryKind.STATUS, STATUS, self.row.status.value, status.value)
        self.row.status = status

    def choose(self, before: Collection[str], after: Collection[str], why: str) -> None:
        """Say which organisations took part, by their keys."""
        self.remove("organisation")
        for key in after:
            self.put("organisation", organisation=key)
        self.row.has_chosen = 1
        words = " ".join(before), " ".join(after)
        self.remember(HistoryKind.ORGANISATIONS, ORGANISATIONS, *words, why)

    def put(self, table: str, **row: Any) -> None:
        """Put a row of this sheet in the place of the one with its key, if there is one."""
        names = ", ".join(["sheet", *row])
        marks = ", ".join("?" * (len(row) + 1))
        self.db.execute(
            f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", [self.number, *row.values()]
        )

    def remove(self, table: str, **row: Any) -> None:
        """Take the rows of this sheet away that hold these values."""
        condition = " AND ".join(["sheet = ?", *(f"{name} = ?" for name in row)])
        self.db.execute(f"DELETE FROM {table} WHERE {condition}", [self.number, *row.values()])


@dataclass
class _Written:
    """What a transaction puts into the file: digests by what they are of, and the cells that it tells of."""

    digests: dict[str, tuple[int, str]] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)


class Ledger(Reader):
    """An open data file, to write. `who` is the person that the history names; `_now` gives the time."""

    who: str
    _now: Callable[[], datetime]
    lock: WriterLock | None
    _written: "_Written"

    @contextlib.contextmanager
    def _changing(self, of: SheetKey | Period) -> Iterator[SheetChange]:
        """A transaction in which one sheet is changed, made where there was none.

        Raises FieldAppError `sheet-damaged` where it is not as it was written: a change would make it whole.
        """
        with self._transaction(), self._turning(self.key(of)) as change:
            yield change

    @contextlib.contextmanager
    def _turning(self, key: SheetKey) -> Iterator[SheetChange]:
        """The same inside a transaction that is open."""
        held = read_held(self._db, key)
        if held.row is None:
            ((number,),) = self._db.execute(_NEW, [key.office, *dates_of(key.period)]).fetchall()
            before = None
        else:
            number, before = held.row[0], _said_in(held.row)
        change = SheetChange(self._db, held, number, _said_in(held.row), self._stamp)
        yield change
        self._finish(change, before)

    def _finish(self, change: SheetChange, before: SheetRow | None) -> None:
        """Write what is said of the sheet and what the history tells, and what all of it stands under."""
        key, held = change.key, change.held
        told = {**held.told}
        if change.told:
            told[HISTORY] = add_to_tale(self._db, told.get(HISTORY, (0, "")), change.told)
        after = self._read_again(key)
        change.row.has_content = int(any(after.rows(table) for table in _CONTENT))
        is_listed_otherwise = before is None or before.has_content != change.row.has_content
        if change.row != (before or SheetRow()):
            names = [item.name for item in fields(SheetRow)]
            values = [getattr(change.row, name) for name in names]
            assignments = ", ".join(f"{name} = ?" for name in names)
            self._db.execute(f"UPDATE sheet SET {assignments} WHERE id = ?", [*values, change.number])
            after = self._with_row(after, change)
        if is_listed_otherwise:
            rows = self._db.execute(LIST, [key.office]).fetchall()
            told[list_scope(key.office)] = digest_of_list(rows)
        told[scope_of(key)] = (held.history_length + len(change.told), after.digest)
        put_digests(self._db, told)
        self._written.digests |= told
        self._written.cells += [Cell(row[3], row[4]) for row in change.told]

    def _read_again(self, key: SheetKey) -> HeldRows:
        after = look_at_held(self._db, key)
        if after is None:
            raise damage_of(key)
        return after

    def _with_row(self, held: HeldRows, change: SheetChange) -> HeldRows:
        """What was read before its row in `sheet` was written, with that row."""
        row = (change.number, change.key.office, *dates_of(change.key.period))
        said = (getattr(change.row, item.name) for item in fields(SheetRow))
        return HeldRows(held.key, {**held.tables, "sheet": [(*row, *map(_plain, said))]}, held.told)

    def _require_as_seen(self, refusal: FieldAppError, now: object, *as_seen: object) -> None:
        """Raise an error that says with `now` what is there, unless that is what whoever decided on a change
        has seen, or what the change itself would leave."""
        if now not in as_seen:
            refusal.details |= {"now": now, "seen": as_seen[0]}
            refusal.details |= {"programme": self.programme, "whose": self.office}
            raise refusal

    def _stamp(self, who: str) -> tuple[str, str]:
        return self._now().astimezone(UTC).isoformat(), who or self.who

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._telling():
            if not self._is_there():
                raise FieldAppError("file-gone", path=self.path)
            if self.lock is not None:
                self.lock.require()
            if self._db.conn.in_transaction:  # what failed has left it: nothing in it would ever be committed
                self._db.rollback()
            self._written, is_finished = _Written(), False
            try:
                with _begun(self._db):
                    yield
                    self._written.digests = self._written.digests or self._held_digests([ABOUT])
                    is_finished = True
            except BaseException as error:
                is_gone = self._sweep_log(error)
                if is_finished and isinstance(error, sqlite3.DatabaseError):
                    self._tell_what_is_in(is_known=is_gone or is_never_in(error))
                raise

    def _sweep_log(self, error: BaseException) -> bool:
        """Have nothing of what was given up stay in the log: behind a shorter entry it could not be told from
        entries that are broken, and after a crash it might be read in. Whether that was done; nobody is
        waited for."""
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            return False
        with contextlib.suppress(sqlite3.Error):
            self._db.execute("PRAGMA busy_timeout = 0").fetchall()
            try:
                ((is_busy, *_),) = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                return not is_busy
            finally:
                self._db.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}").fetchall()
        return False

    def _tell_what_is_in(self, *, is_known: bool) -> None:
        """After the disk failed at the very end of a transaction: read back whether it is in the file.

        Raises FieldAppError `written-late` where it is, `perhaps-written` where nobody can tell. `is_known`:
        what cannot be read there now is not in it later either.
        """
        cells = tuple(cell for cell in self._written.cells if cell not in (STATUS, ORGANISATIONS))
        wanted = self._written.digests
        try:
            is_in = self._held_digests(wanted) == wanted
        except sqlite3.Error:
            is_in, is_known = False, False
        if is_in:
            raise FieldAppError("written-late", path=self.path, entries=cells, programme=self.programme)
        if not is_known:
            raise FieldAppError("perhaps-written", path=self.path, entries=cells, programme=self.programme)

    def _held_digests(self, scopes: Collection[str]) -> dict[str, tuple[int, str]]:
        marks = ", ".join("?" * len(scopes))
        rows = self._db.execute(
            f"SELECT scope, length, digest FROM digest WHERE scope IN ({marks})", [*scopes]
        ).fetchall()
        return {scope: (length, digest) for scope, length, digest in rows}

    def _is_there(self) -> bool:
        """Whether the path still leads to the file that was opened: what is written to one that was deleted
        or replaced is lost."""
        try:
            return identity_of(self.path) == self._file
        except OSError:
            return False


@contextlib.contextmanager
def _begun(db: Database) -> Iterator[None]:
    """A transaction that may write from its beginning. One that reads first would be refused at once, without
    any waiting, where somebody else has written before it does."""
    try:
        db.conn.execute("BEGIN IMMEDIATE")
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


def _said_in(row: StoredRow | None) -> SheetRow:
    if row is None:
        return SheetRow()
    _, _, _, _, status, *rest = row
    return SheetRow(Status(status), *rest)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Status) else value
