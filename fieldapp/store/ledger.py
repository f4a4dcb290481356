"""The writing side of a data file, whatever is written: one transaction, with its row in the history."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import STATUS, HistoryKind
from fieldapp.core.period import Period
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell
from fieldapp.store.opening import translated
from fieldapp.store.reading import Reader
from fieldapp.store.rows import as_kept, dates_of
from fieldapp.store.writer_lock import WriterLock

_SHEET = """SELECT sheet.period, status, sheet.revision, reason, source,
    COALESCE(newest.revision, 0), newest.sealed_at, newest.content, about.value
FROM sheet JOIN period ON period.id = sheet.period
LEFT JOIN seal AS newest ON newest.period = sheet.period AND newest.office = sheet.office
    AND newest.revision = (SELECT max(revision) FROM seal AS other
                           WHERE other.period = sheet.period AND other.office = sheet.office)
LEFT JOIN about ON about.key = ?
WHERE start = ? AND "end" = ? AND sheet.office = ?"""

_NEW_SHEET = 'INSERT INTO sheet (period, office) SELECT id, ? FROM period WHERE start = ? AND "end" = ?'


@dataclass(frozen=True, slots=True)
class Opened:
    """A sheet that is about to be changed, as it stands on the disk. `newest_seal`: the revision that was
    sent last, 0 for none, with when and what it was; `record`: what is remembered of that sending."""

    number: int
    status: Status
    revision: int
    reason: str
    source: str
    newest_seal: int
    sealed_at: str | None
    sealed_content: str | None
    record: str | None


class Ledger(Reader):
    """An open data file, to write. `who` is the person that the history names; `_now` gives the time."""

    who: str
    _now: Callable[[], datetime]
    _file: tuple[int, int]
    lock: WriterLock | None

    def _open_sheet(self, period: Period) -> int:
        """The period's number, with a sheet of this office."""
        return self._opened(period).number

    def _opened(self, period: Period) -> "Opened":
        """The sheet of this office for a period, made where there was none; all that a change has to know of
        it, in one look."""
        keys = [self._record_key(period), *dates_of(period), self.office]
        found = self._rows(_SHEET, keys)
        if not found:
            self._db.execute('INSERT OR IGNORE INTO period (start, "end") VALUES (?, ?)', dates_of(period))
            self._db.execute(_NEW_SHEET, [self.office, *dates_of(period)])
            found = self._rows(_SHEET, keys)
        number, status, *rest = found[0]
        return Opened(number, Status(status), *rest)

    def _record_key(self, period: Period | str) -> str:
        """The row of `about` that tells of the newest sending of a sheet."""
        return f"sent {self.office} {period}"

    def _write_status(self, number: int, period: Period, status: Status) -> None:
        before = self.standing(period).status.value
        self._remember(number, HistoryKind.STATUS, STATUS, before, status.value, "")
        self._db.execute(
            "UPDATE sheet SET status = ? WHERE period = ? AND office = ?", [status.value, number, self.office]
        )

    def _remember(
        self, number: int, kind: HistoryKind, cell: Cell, before: Any, after: Any, why: str, who: str = ""
    ) -> None:
        self._db.execute(
            """INSERT INTO history (at, who, period, office, district, indicator, before, after, why, kind)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            [
                self._now().astimezone(UTC).isoformat(),
                who or self.who,
                number,
                self.office,
                cell.district,
                cell.indicator,
                as_kept(before),
                as_kept(after),
                why,
                kind.value,
            ],
        )

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        with translated(self.path):
            if not self._is_there():
                raise FieldAppError("file-gone", path=self.path)
            if self.lock is not None:
                self.lock.require()
            if self._db.conn.in_transaction:  # what failed has left it: nothing in it would ever be committed
                self._db.rollback()
            with self._db.atomic():
                yield

    def _is_there(self) -> bool:
        """Whether the path still leads to the file that was opened: what is written to one that was deleted
        or replaced is lost."""
        try:
            return identity_of(self.path) == self._file
        except OSError:
            return False


def identity_of(path: Path) -> tuple[int, int]:
    """Which file it is, whatever it is called."""
    status = path.stat()
    return status.st_dev, status.st_ino
