"""The writing side of a data file, whatever is written: one transaction, with its row in the history."""

import contextlib
from collections.abc import Callable, Iterator
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


class Ledger(Reader):
    """An open data file, to write. `_who` is the person that the history names; `_now` gives the time."""

    _who: str
    _now: Callable[[], datetime]
    _file: tuple[int, int]

    def _open_sheet(self, period: Period) -> int:
        """The period's number, with a sheet of this office."""
        dates = dates_of(period)
        self._db.execute('INSERT OR IGNORE INTO period (start, "end") VALUES (?, ?)', dates)
        number: int = self._rows('SELECT id FROM period WHERE start = ? AND "end" = ?', dates)[0][0]
        self._db.execute("INSERT OR IGNORE INTO sheet (period, office) VALUES (?, ?)", [number, self.office])
        return number

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
                who or self._who,
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
