"""The one door to the disk: a data file's sheets, read as values and changed by `Edits` alone."""

import contextlib
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from fieldapp.core.checks.totals import require_column
from fieldapp.core.edits import Edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import HistoryKind
from fieldapp.core.home import Left, Place, place_by_itself, place_of
from fieldapp.core.integrity import Compared, Problem
from fieldapp.core.period import Period, require_sheet_length
from fieldapp.core.programme import Programme
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.report import Standing, Status
from fieldapp.core.sheet import CONTROL, STATE, Sheet, SheetKey
from fieldapp.core.verify import Mismatch, Right, fingerprint
from fieldapp.store.content import Cells
from fieldapp.store.door.door import fixed_in, identity_of
from fieldapp.store.engine.database import Database
from fieldapp.store.format.log_frames import lacks_entries
from fieldapp.store.format.schema import USER_VERSION, new_file_id
from fieldapp.store.home import EARLIER_FILES_ROW, FILE_ROW, home_at, kept_home, left_at, put_about
from fieldapp.store.integrity import problems
from fieldapp.store.ledger import SheetChange
from fieldapp.store.listing import Lists
from fieldapp.store.opening import make_database, only_read_at, open_database, translated
from fieldapp.store.seen.seen import Seen
from fieldapp.store.seen.tales import Tales
from fieldapp.store.writer_lock import WriterLock, no_writing
from fieldapp.version import VERSION

if TYPE_CHECKING:
    from fieldapp.store.checks.answering import Answering
    from fieldapp.store.hq.printing import Printing
    from fieldapp.store.hq.publishing import Publishing
    from fieldapp.store.recut.cuts import Cuts

    class _Rooms(Cuts, Printing, Publishing, Answering):
        """All that a data file can do."""
else:
    from fieldapp.store.hq.rooms import Rooms as _Rooms


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
        FILE_ROW: new_file_id(),
    }
    make_database(path, about)


class Store(_Rooms):
    """An open data file. Values are stored units; every write is one transaction with its history.

    `who` is the person that the history names, another one if it is changed; `now` gives the time (UTC).
    `file` is the UUID that the data file was made with, or has gone on with as one of its own; `files` are
    all that it ever had. `lacks_entries`: the log beside it was broken, and what was entered last may be
    missing.
    `lock`: the right to write the file, which every write asks for; whoever made it gives it back.
    `is_newer`: a newer version of the app wrote the file; it is looked at as it was when it was opened.
    `is_open`: this program has the file open already, and has looked at it.
    """

    def __init__(
        self,
        path: Path,
        who: str,
        now: Callable[[], datetime] = _now,
        lock: WriterLock | None = None,
        *,
        is_open: bool = False,
    ) -> None:
        self.path = path
        self.who = who
        self._now = now
        self.lock = lock
        self.lacks_entries = not is_open and lacks_entries(path)
        only_read, self._is_open = only_read_at(path), is_open
        self._db: Database = open_database(path, lambda: lock is None or lock.take(), is_open=is_open)
        self._file = identity_of(path)
        self._seen, self._lists, self._tales = Seen(), Lists(), Tales()
        try:
            about = self._said_in(self._db)
            self._know_file(about)
            self._here = home_at(path)
            self.office: str = about["office"]
            self.is_demonstration = bool(about["demonstration"])
            self.programme: Programme = read_programme(about["programme"], str(path))
            self.programme.office(self.office)
            self.is_newer = self._rows("PRAGMA user_version")[0][0] > USER_VERSION
            self._only_read, self._fixed = None if self.is_newer else only_read, fixed_in(about)
            if self.is_newer:
                self.lock = no_writing(path, about["app_version"], lock)
        except (KeyError, ValueError, TypeError) as error:
            self._db.close()
            raise FieldAppError("file-damaged", path=path) from error
        except BaseException:
            self._db.close()
            raise

    def require_own_format(self) -> None:
        """Before something is made of the file that goes out or claims to be about all of it. Raises
        FieldAppError `newer-read-only` where it holds what is not known here."""
        if self.is_newer and self.lock is not None:
            self.lock.require()

    def close(self) -> None:
        """Close the file; SQLite folds its log into it."""
        self._db.close()

    def problems(self) -> Iterator[Problem | None]:
        """Compare everything in the file: each problem as it is found, and None after each small step without
        one, so that whoever looks can rest between. Raises FieldAppError as any reading does."""
        with self._telling():
            pass  # of what lies there now
        with translated(self.path):
            yield from problems(self._db)
            yield from (Problem(Compared.COUNTED, key) for key in self.held_otherwise())

    def size(self) -> tuple[int, int]:
        """How many sheets the file has, and how many rows its history."""
        ((sheets,),) = self._rows("SELECT count(*) FROM sheet")
        ((rows,),) = self._rows("SELECT count(*) FROM history NOT INDEXED")
        return sheets, rows

    def place(self) -> Place:
        """Whether the file is where it was, was moved, or is a copy; read anew. Where it is not at home,
        `settle_place` remembers the answer."""
        with translated(self.path):
            self._know_file(dict(self._rows("SELECT key, value FROM about")))
            home, here = self._home, self._here
            is_seen = home is not None and place_by_itself(home, here) is None
            return place_of(home, here, left_at(home, self.file) if home and is_seen else Left.NOTHING)

    @property
    def home_before(self) -> str:
        """The path at which the file was last at home."""
        return self._home.path if self._home else ""

    def settle_place(self, *, as_own: bool = False) -> None:
        """Remember that the file lives here; `as_own`: it is a copy that goes on under a UUID of its own."""
        about = kept_home(self._here)
        if as_own:
            about |= {FILE_ROW: new_file_id(), EARLIER_FILES_ROW: " ".join(sorted(self.files))}
        with self._transaction():
            put_about(self._db, about)
        kept = {FILE_ROW: self.file, EARLIER_FILES_ROW: " ".join(sorted(self.files))}
        self._know_file(kept | about)

    @contextlib.contextmanager
    @override
    def _transaction(self) -> Iterator[None]:
        """The first one after the file was moved remembers where it lives now; a copy is asked about."""
        is_plain = place_by_itself(self._home, self._here) in (Place.HOME, Place.MOVED)
        is_due = is_plain and self._home != self._here
        with super()._transaction():
            yield
            if is_due:
                put_about(self._db, kept_home(self._here))
        if is_due:
            self._home = self._here

    def leave_home(self, path: Path) -> None:
        """Remember that the file lives at another path from now on: this one is a copy, and whoever sends
        from it is asked which it is."""
        home = home_at(path)
        with super()._transaction():
            put_about(self._db, kept_home(home))
        self._home = home

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file, so that a copy of it is whole. Cheap when idle."""
        with translated(self.path):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def write(
        self,
        of: SheetKey | Period,
        edits: Edits,
        *,
        why: str = "",
        source: str = "",
        seen: Standing | None = None,
    ) -> None:
        """Put edits on the disk, all or none, each with its history row. A sheet that was ready or sent is a
        draft again, and after a sending its next revision; one that then holds what was sent is sent again,
        as that revision. `source`: the published record that the figures are taken from; any other change
        takes that claim away. `seen`: how far the sheet was when the change was decided on.

        Raises FieldAppError `stale-edit` where the disk holds something else than an edit's before or `seen`,
        `note-too-long`, `period-too-long`, `outside-office`, `unknown-indicator`, `file-busy`, …
        """
        key = self.key(of)
        require_sheet_length(key.period)
        if not edits:
            return
        with self._changing(key) as change:
            change.require_seen(seen)
            self._write_in(change, edits, why, source)

    @override
    def _write_in(self, change: SheetChange, edits: Edits, why: str, source: str = "") -> None:
        key, was_sent = change.key, change.newest_seal is not None
        expected = {district.key for district in self.programme.expected(key.office, key.period)}
        _make_draft(change, source, why)
        cells = Cells(change.held)
        for edit in edits.items:
            if edit.cell.district not in expected | {CONTROL}:
                raise FieldAppError("outside-office", text=edit.cell.district, period=key.period)
            if edit.cell.district == CONTROL or edit.cell.indicator != STATE:
                require_column(self.programme, edit.cell)
            cells.enter(change, edit, why)
        cells.refuse_marks_beside_numbers()
        if was_sent:
            self._return_to_seal(change)

    def choose_organisations(
        self,
        of: SheetKey | Period,
        keys: Collection[str],
        *,
        why: str = "",
        seen: Standing | None = None,
        before: Collection[str] | None = None,
    ) -> None:
        """Say which organisations of the programme took part, with a row in the history. The published
        sentence changes with them, so the sheet is a draft again and the next revision begins as with
        `write`; the figures, and the record they are taken from, stay. The same ones again change nothing.
        `before`: those that took part when that was decided on.

        Raises FieldAppError `unknown-organisation`, `period-too-long`, `stale-edit`, `stale-organisations`,
        `file-busy`, …
        """
        key = self.key(of)
        require_sheet_length(key.period)
        after = self.programme.organisations_in_order({self.programme.organisation(k).key for k in keys})
        with self._transaction():
            now = self.organisations(key)
            if after == now:
                return
            if before is not None:
                refusal = FieldAppError("stale-organisations", period=key.period)
                self._require_as_seen(refusal, now, self.programme.organisations_in_order({*before}))
            with self._turning(key) as change:
                change.require_seen(seen)
                _make_draft(change, change.row.source, why)
                change.choose(now, after, why)
                if change.newest_seal is not None:
                    self._return_to_seal(change)

    def settle_mismatch(self, of: SheetKey | Period, mismatch: Mismatch, right: Right, who: str) -> None:
        """Remember that the second person keyed something else, and who was right."""
        with self._changing(of) as change:
            change.remember(
                HistoryKind.KEYED, mismatch.cell, mismatch.entered, mismatch.keyed, right.value, who
            )

    def verify(self, sheet: Sheet, who: str) -> None:
        """Remember that a second person keyed the totals of this sheet and found them right.

        Raises FieldAppError `stale-edit` where the disk holds other figures.
        """
        seen, of = fingerprint(sheet), sheet.key if sheet.office else sheet.period
        with self._changing(of) as change:
            if fingerprint(self._sheet(change.held)) != seen:
                raise FieldAppError("stale-edit")
            change.put("verification", who=who, at=change.stamp("")[0], fingerprint=seen)


def _make_draft(change: SheetChange, source: str, why: str) -> None:
    """A changed sheet is a draft, and of the next revision if its own is sealed."""
    row, newest = change.row, change.newest_seal
    begins_revision = newest is not None and newest[0] == row.revision
    if begins_revision:
        row.revision, row.reason = row.revision + 1, why
    row.source = source
    if row.status is not Status.DRAFT:
        change.set_status(Status.DRAFT)
