"""The one door to the disk: a data file's sheets, read as values and changed by `Edits` alone."""

import contextlib
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, assert_never, cast

from sqlite_utils import Database

from fieldapp.core.edits import Edit, Edits, NoteEdit, UnreadEdit
from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import ORGANISATIONS, STATUS, HistoryKind
from fieldapp.core.period import Period, require_sheet_length
from fieldapp.core.programme import Programme
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.report import Report, Standing, Status
from fieldapp.core.sheet import CONTROL, STATE, Cell, Sheet
from fieldapp.core.verify import Mismatch, Right, fingerprint
from fieldapp.store.content import (
    is_first,
    refuse_marks_beside_numbers,
    texts_of,
    write_cell,
    write_organisations,
    write_text,
)
from fieldapp.store.opening import make_database, open_database, translated
from fieldapp.store.reading import Reader
from fieldapp.store.rows import as_kept, dates_of
from fieldapp.version import VERSION

_SHEET = """SELECT sheet.period, status, sheet.revision, reason, source, seal.revision IS NOT NULL
FROM sheet JOIN period ON period.id = sheet.period
LEFT JOIN seal ON (seal.period, seal.office, seal.revision) = (sheet.period, sheet.office, sheet.revision)
WHERE start = ? AND "end" = ? AND sheet.office = ?"""

_NEW_SHEET = 'INSERT INTO sheet (period, office) SELECT id, ? FROM period WHERE start = ? AND "end" = ?'


def _now() -> datetime:
    return datetime.now(UTC)


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def create_store(
    path: Path,
    programme_text: str,
    office: str,
    *,
    source: str = "programme",
    is_demonstration: bool = False,
) -> None:
    """Write an empty data file for an office. The programme's text goes into it, so it opens anywhere;
    `source` names that text in an error.

    Raises FieldAppError for a wrong programme, `unknown-office`, `file-exists`, `no-permission`, …
    """
    read_programme(programme_text, source).office(office)
    about = {
        "programme": programme_text,
        "office": office,
        "demonstration": "1" if is_demonstration else "",
        "app_version": VERSION,
        "created_at": _now().isoformat(),
    }
    make_database(path, about)


class Store(Reader):
    """An open data file. Values are stored units; every write is one transaction with its history.

    `who` is the person that the history names; `now` gives the time (UTC).
    """

    def __init__(self, path: Path, who: str, now: Callable[[], datetime] = _now) -> None:
        self.path = path
        self._who = who
        self._now = now
        self._db: Database = open_database(path)
        self._file = _identity(path)
        try:
            with translated(path):
                about = {row["key"]: row["value"] for row in self._db["about"].rows}
            self.office: str = about["office"]
            self.is_demonstration = bool(about["demonstration"])
            self.programme: Programme = read_programme(about["programme"], str(path))
            self.programme.office(self.office)
        except KeyError as error:
            self._db.close()
            raise FieldAppError("file-damaged", path=path) from error
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Close the file; SQLite folds its log into it."""
        self._db.close()

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file, so that a copy of it is whole. Cheap when idle."""
        with translated(self.path):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def write(
        self, period: Period, edits: Edits, *, why: str = "", source: str = "", seen: Standing | None = None
    ) -> None:
        """Put edits on the disk, all or none, each with its history row. A sheet that was ready or sent is a
        draft again, and after a sending its next revision. `source`: the published record that the figures
        are taken from; any other change takes that claim away. `seen`: how far the sheet was when the change
        was decided on.

        Raises FieldAppError `stale-edit` where the disk holds something else than an edit's before or `seen`,
        `period-too-long`, `outside-office`, `unknown-indicator`, `file-busy`, `file-read-only`, …
        """
        require_sheet_length(period)
        if not edits:
            return
        expected = {district.key for district in self.programme.expected(self.office, period)}
        with self._transaction():
            number = self._open_sheet(period, source, why, seen=seen)
            for edit in edits.items:
                if edit.cell.district not in expected | {CONTROL}:
                    raise FieldAppError("outside-office", text=edit.cell.district, period=period)
                if edit.cell.district == CONTROL or edit.cell.indicator != STATE:
                    self.programme.indicator(edit.cell.indicator)
                match edit:
                    case Edit():
                        write_cell(self._db, number, self.office, edit)
                        self._remember(number, HistoryKind.VALUE, edit.cell, edit.before, edit.after, why)
                    case NoteEdit() | UnreadEdit():
                        write_text(self._db, number, self.office, edit)
                        kind = HistoryKind.NOTE if isinstance(edit, NoteEdit) else HistoryKind.UNREAD
                        self._remember(number, kind, edit.cell, *texts_of(edit), why)
                    case _:
                        assert_never(edit)
            if any(edit.cell.indicator == STATE or is_first(edit) for edit in edits.items):
                refuse_marks_beside_numbers(self._db, number)

    def choose_organisations(
        self, period: Period, keys: Collection[str], *, why: str = "", seen: Standing | None = None
    ) -> None:
        """Say which organisations of the programme took part, with a row in the history. The published
        sentence changes with them, so the sheet is a draft again and the next revision begins as with
        `write`; the figures, and the record they are taken from, stay. The same ones again change nothing.

        Raises FieldAppError `unknown-organisation`, `period-too-long`, `stale-edit`, `file-busy`, …
        """
        require_sheet_length(period)
        after = self.programme.organisations_in_order({self.programme.organisation(k).key for k in keys})
        with self._transaction():
            before = self.organisations(period)
            if after == before:
                return
            number = self._open_sheet(period, self.standing(period).source, why, seen=seen)
            write_organisations(self._db, number, self.office, after)
            words = " ".join(before), " ".join(after)
            self._remember(number, HistoryKind.ORGANISATIONS, ORGANISATIONS, *words, why)

    def set_status(self, period: Period, status: Status) -> None:
        """Mark a sheet ready, or a draft again."""
        with self._transaction():
            self._write_status(self._open_sheet(period, touch=False), period, status)

    def send(self, report: Report) -> None:
        """Mark the sheet of a report's period sent, and keep the seal with the bytes it is over.

        Sealed at the time that the report gives if it says that it is sent, else now.

        Raises FieldAppError `stale-edit` where the disk holds something else than the report says.
        """
        seal, content, standing = report.seal, report.sealed_bytes.decode(), report.standing
        sealed_at = standing.sealed_at if standing.status is Status.SENT else None
        at = (sealed_at or self._now()).astimezone(UTC).isoformat()
        with self._transaction():
            number = self._open_sheet(report.period, touch=False)
            held = self.report(report.period)
            if (held.sealed_bytes, held.organisations) != (report.sealed_bytes, report.organisations):
                raise FieldAppError("stale-edit")
            self._db.execute(
                "INSERT OR REPLACE INTO seal VALUES (?, ?, ?, ?, ?, ?, ?)",
                [number, self.office, standing.revision, seal.digest, seal.check_code, at, content],
            )
            self._write_status(number, report.period, Status.SENT)
            self._db.execute(
                "UPDATE sheet SET sealed_at = ? WHERE period = ? AND office = ?", [at, number, self.office]
            )

    def settle_mismatch(self, period: Period, mismatch: Mismatch, right: Right, who: str) -> None:
        """Remember that the second person keyed something else, and who was right."""
        with self._transaction():
            number = self._open_sheet(period, touch=False)
            self._remember(
                number, HistoryKind.KEYED, mismatch.cell, mismatch.entered, mismatch.keyed, right.value, who
            )

    def verify(self, sheet: Sheet, who: str) -> None:
        """Remember that a second person keyed the totals of this sheet and found them right.

        Raises FieldAppError `stale-edit` where the disk holds other figures.
        """
        seen = fingerprint(sheet)
        with self._transaction():
            number = self._open_sheet(sheet.period, touch=False)
            if fingerprint(self.sheet(sheet.period)) != seen:
                raise FieldAppError("stale-edit")
            self._db.execute(
                "INSERT OR REPLACE INTO verification VALUES (?, ?, ?, ?, ?)",
                [number, self.office, who, self._now().astimezone(UTC).isoformat(), seen],
            )

    def _open_sheet(
        self,
        period: Period,
        source: str = "",
        why: str = "",
        *,
        touch: bool = True,
        seen: Standing | None = None,
    ) -> int:
        """The period's number, with a sheet of this office; touched, it is a draft again."""
        dates = dates_of(period)
        found = self._rows(_SHEET, [*dates, self.office])
        if not found:
            self._db.execute('INSERT OR IGNORE INTO period (start, "end") VALUES (?, ?)', dates)
            self._db.execute(_NEW_SHEET, [self.office, *dates])
            found = self._rows(_SHEET, [*dates, self.office])
        ((number, status, revision, reason, claim, is_sealed),) = found
        if seen is not None and (seen.status, seen.revision) != (status, revision):
            raise FieldAppError("stale-edit")
        if touch and (is_sealed or status != Status.DRAFT or claim != source):
            if is_sealed:
                revision, reason = revision + 1, why
            self._db.execute(
                """UPDATE sheet SET source = ?, status = 'draft', revision = ?, reason = ?
                   WHERE period = ? AND office = ?""",
                [source, revision, reason, number, self.office],
            )
            if status != Status.DRAFT:
                self._remember(number, HistoryKind.STATUS, STATUS, status, Status.DRAFT.value, "")
        return cast(int, number)

    def _write_status(self, number: int, period: Period, status: Status) -> None:
        self._remember(
            number, HistoryKind.STATUS, STATUS, self.standing(period).status.value, status.value, ""
        )
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
            return _identity(self.path) == self._file
        except OSError:
            return False
