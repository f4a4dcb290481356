"""The one door to the disk: a data file's sheets, read as values and changed by `Edits` alone."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, assert_never

from sqlite_utils import Database

from fieldapp.core.edits import Edit, Edits, NoteEdit, UnreadEdit
from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import STATUS, HistoryKind
from fieldapp.core.period import Period, require_sheet_length
from fieldapp.core.programme import Programme
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.report import Report, Status
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState, Sheet
from fieldapp.core.verify import Mismatch, Right, fingerprint
from fieldapp.store.opening import make_database, open_database, translated
from fieldapp.store.reading import Reader
from fieldapp.store.rows import as_kept, dates_of, number_of
from fieldapp.version import VERSION


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

    `who` is the person that the history names, another one if it is changed; `now` gives the time (UTC).
    """

    def __init__(self, path: Path, who: str, now: Callable[[], datetime] = _now) -> None:
        self.path = path
        self.who = who
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

    def write(self, period: Period, edits: Edits, *, why: str = "", source: str = "") -> None:
        """Put edits on the disk, all or none, each with its history row. A sheet that was ready or sent is a
        draft again, and after a sending its next revision. `source`: the published record that the figures
        are taken from; any other change takes that claim away.

        Raises FieldAppError `stale-edit` where the disk holds something else than an edit's before,
        `period-too-long`, `outside-office`, `unknown-indicator`, `file-busy`, `file-read-only`, …
        """
        require_sheet_length(period)
        if not edits:
            return
        expected = {district.key for district in self.programme.expected(self.office, period)}
        with self._transaction():
            number = self._open_sheet(period, source, why)
            for edit in edits.items:
                if edit.cell.district not in expected | {CONTROL}:
                    raise FieldAppError("outside-office", text=edit.cell.district, period=period)
                if edit.cell.district == CONTROL or edit.cell.indicator != STATE:
                    self.programme.indicator(edit.cell.indicator)
                match edit:
                    case Edit():
                        self._write_cell(number, edit)
                        self._remember(number, HistoryKind.VALUE, edit.cell, edit.before, edit.after, why)
                    case NoteEdit() | UnreadEdit():
                        self._write_text(number, edit)
                        kind = HistoryKind.NOTE if isinstance(edit, NoteEdit) else HistoryKind.UNREAD
                        self._remember(number, kind, edit.cell, edit.before, edit.after, why)
                    case _:
                        assert_never(edit)
            self._refuse_marks_beside_numbers(number)

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
            if self.report(report.period).sealed_bytes != report.sealed_bytes:
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

    def _open_sheet(self, period: Period, source: str = "", why: str = "", *, touch: bool = True) -> int:
        """The period's number, with a sheet of this office; touched, it is a draft again."""
        dates = dates_of(period)
        self._db.execute('INSERT OR IGNORE INTO period (start, "end") VALUES (?, ?)', dates)
        number: int = self._rows('SELECT id FROM period WHERE start = ? AND "end" = ?', dates)[0][0]
        self._db.execute("INSERT OR IGNORE INTO sheet (period, office) VALUES (?, ?)", [number, self.office])
        if touch:
            before = self.standing(period)
            begins_revision = self._rows(
                "SELECT 1 FROM seal WHERE period = ? AND office = ? AND revision = ?",
                [number, self.office, before.revision],
            )
            revision, reason = before.revision, before.reason
            if begins_revision:
                revision, reason = revision + 1, why
            self._db.execute(
                """UPDATE sheet SET source = ?, status = 'draft', revision = ?, reason = ?
                   WHERE period = ? AND office = ?""",
                [source, revision, reason, number, self.office],
            )
            if before.status is not Status.DRAFT:
                self._remember(
                    number, HistoryKind.STATUS, STATUS, before.status.value, Status.DRAFT.value, ""
                )
        return number

    def _write_status(self, number: int, period: Period, status: Status) -> None:
        self._remember(
            number, HistoryKind.STATUS, STATUS, self.standing(period).status.value, status.value, ""
        )
        self._db.execute(
            "UPDATE sheet SET status = ? WHERE period = ? AND office = ?", [status.value, number, self.office]
        )

    def _write_cell(self, number: int, edit: Edit) -> None:
        table, keys = self._where(number, edit.cell)
        is_mark = table == "no_operations"
        condition = " AND ".join(f"{name} = :{name}" for name in keys)
        held: Content | None = None
        for (value,) in self._rows(
            f"SELECT {1 if is_mark else 'value'} FROM {table} WHERE {condition}", keys
        ):
            held = RowState.NO_OPERATIONS if is_mark else number_of(value)
        if held != edit.before:
            raise FieldAppError("stale-edit")
        self._db.execute(f"DELETE FROM {table} WHERE {condition}", keys)
        if edit.after is not None:
            row: dict[str, Any] = {**keys, "office": self.office}
            if not is_mark:
                row["value"] = as_kept(edit.after)
            names = ", ".join(row)
            marks = ", ".join(f":{name}" for name in row)
            self._db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", row)

    def _write_text(self, number: int, edit: NoteEdit | UnreadEdit) -> None:
        table = "note" if isinstance(edit, NoteEdit) else "unread"
        row = {
            "period": number,
            "office": self.office,
            "district": edit.cell.district,
            "indicator": edit.cell.indicator,
        }
        where = "WHERE period = :period AND district = :district AND indicator = :indicator"
        if table == "unread":
            where += " AND office = :office"
        held = self._rows(f"SELECT text FROM {table} {where}", row)
        if (held[0][0] if held else "") != edit.before:
            raise FieldAppError("stale-edit")
        self._db.execute(f"DELETE FROM {table} {where}", row)
        if edit.after:
            self._db.execute(
                f"INSERT INTO {table} (period, office, district, indicator, text)"
                " VALUES (:period, :office, :district, :indicator, :text)",
                {**row, "text": edit.after},
            )

    def _refuse_marks_beside_numbers(self, number: int) -> None:
        """Edits of a sheet in which the row was still unmarked, or still empty, are stale too."""
        sql = "SELECT 1 FROM no_operations JOIN tally USING (period, district) WHERE period = ?"
        if self._rows(sql, [number]):
            raise FieldAppError("stale-edit")

    def _where(self, number: int, cell: Cell) -> tuple[str, dict[str, Any]]:
        if cell.district == CONTROL:
            return "control_total", {"period": number, "office": self.office, "indicator": cell.indicator}
        if cell.indicator == STATE:
            return "no_operations", {"period": number, "district": cell.district}
        return "tally", {"period": number, "district": cell.district, "indicator": cell.indicator}

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
            with self._db.atomic():
                yield

    def _is_there(self) -> bool:
        """Whether the path still leads to the file that was opened: what is written to one that was deleted
        or replaced is lost."""
        try:
            return _identity(self.path) == self._file
        except OSError:
            return False
