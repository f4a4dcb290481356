"""The one door to the disk: a data file's sheets, read as values and changed by `Edits` alone."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import assert_never

from sqlite_utils import Database

from fieldapp.core.edits import Edit, Edits, NoteEdit, UnreadEdit
from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import ORGANISATIONS, STATUS, HistoryKind
from fieldapp.core.period import Period, require_sheet_length
from fieldapp.core.programme import Programme
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.report import Standing, Status
from fieldapp.core.sheet import CONTROL, STATE, Sheet
from fieldapp.core.verify import Mismatch, Right, fingerprint
from fieldapp.store.content import (
    is_first,
    refuse_marks_beside_numbers,
    texts_of,
    write_cell,
    write_organisations,
    write_text,
)
from fieldapp.store.ledger import Opened, identity_of
from fieldapp.store.opening import make_database, open_database, translated
from fieldapp.store.sendings import Sendings
from fieldapp.store.writer_lock import WriterLock
from fieldapp.version import VERSION


def _now() -> datetime:
    return datetime.now(UTC)


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


class Store(Sendings):
    """An open data file. Values are stored units; every write is one transaction with its history.

    `who` is the person that the history names, another one if it is changed; `now` gives the time (UTC).
    `lock`: the right to write the file, which every write asks for; whoever made it gives it back.
    """

    def __init__(
        self, path: Path, who: str, now: Callable[[], datetime] = _now, lock: WriterLock | None = None
    ) -> None:
        self.path = path
        self.who = who
        self._now = now
        self.lock = lock
        self._db: Database = open_database(path)
        self._file = identity_of(path)
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
        draft again, and after a sending its next revision; one that then holds what was sent is sent again,
        as that revision. `source`: the published record that the figures are taken from; any other change
        takes that claim away. `seen`: how far the sheet was when the change was decided on.

        Raises FieldAppError `stale-edit` where the disk holds something else than an edit's before or `seen`,
        `period-too-long`, `outside-office`, `unknown-indicator`, `file-busy`, `file-read-only`, …
        """
        require_sheet_length(period)
        if not edits:
            return
        expected = {district.key for district in self.programme.expected(self.office, period)}
        with self._transaction():
            opened = self._opened(period)
            if seen is not None and (seen.status, seen.revision) != (opened.status, opened.revision):
                raise FieldAppError("stale-edit")
            number = opened.number
            self._make_draft(opened, source, why)
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
            if opened.newest_seal:
                self._return_to_seal(opened, period)

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
            opened = self._opened(period)
            if seen is not None and (seen.status, seen.revision) != (opened.status, opened.revision):
                raise FieldAppError("stale-edit")
            self._make_draft(opened, opened.source, why)
            write_organisations(self._db, opened.number, self.office, after)
            words = " ".join(before), " ".join(after)
            self._remember(opened.number, HistoryKind.ORGANISATIONS, ORGANISATIONS, *words, why)
            if opened.newest_seal:
                self._return_to_seal(opened, period)

    def settle_mismatch(self, period: Period, mismatch: Mismatch, right: Right, who: str) -> None:
        """Remember that the second person keyed something else, and who was right."""
        with self._transaction():
            number = self._open_sheet(period)
            self._remember(
                number, HistoryKind.KEYED, mismatch.cell, mismatch.entered, mismatch.keyed, right.value, who
            )

    def verify(self, sheet: Sheet, who: str) -> None:
        """Remember that a second person keyed the totals of this sheet and found them right.

        Raises FieldAppError `stale-edit` where the disk holds other figures.
        """
        seen = fingerprint(sheet)
        with self._transaction():
            number = self._open_sheet(sheet.period)
            if fingerprint(self.sheet(sheet.period)) != seen:
                raise FieldAppError("stale-edit")
            self._db.execute(
                "INSERT OR REPLACE INTO verification VALUES (?, ?, ?, ?, ?)",
                [number, self.office, who, self._now().astimezone(UTC).isoformat(), seen],
            )

    def _make_draft(self, opened: Opened, source: str, why: str) -> None:
        """A changed sheet is a draft, and of the next revision if its own is sealed."""
        begins_revision = opened.newest_seal == opened.revision
        if not begins_revision and opened.status is Status.DRAFT and opened.source == source:
            return
        revision, reason = opened.revision, opened.reason
        if begins_revision:
            revision, reason = revision + 1, why
        self._db.execute(
            """UPDATE sheet SET source = ?, status = 'draft', revision = ?, reason = ?
               WHERE period = ? AND office = ?""",
            [source, revision, reason, opened.number, self.office],
        )
        if opened.status is not Status.DRAFT:
            change = opened.status.value, Status.DRAFT.value
            self._remember(opened.number, HistoryKind.STATUS, STATUS, *change, "")
