"""An open data file: what it says of itself, and that what is asked of it is asked of what lies there now."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from fieldapp.core.errors import FieldAppError
from fieldapp.core.home import Home
from fieldapp.core.programme import Programme
from fieldapp.store.digests import ABOUT, ABOUT_TABLES, digest_of_tables
from fieldapp.store.engine.database import Database
from fieldapp.store.format.schema import USER_VERSION
from fieldapp.store.home import EARLIER_FILES_ROW, FILE_ROW, home_in
from fieldapp.store.listing import Lists
from fieldapp.store.opening import only_read_at, open_database, translated
from fieldapp.store.seen.seen import Seen
from fieldapp.store.seen.tales import Tales

if TYPE_CHECKING:
    from fieldapp.store.engine.only_read import OnlyRead

Read = TypeVar("Read", bound=Callable[..., Any])

_TRIES = 3
"""Somebody else may be writing a file that SQLite does not lock while it is read."""

_FIXED = ("programme", "office", "demonstration")
"""What no file says otherwise later."""


def whole(read: Read) -> Read:
    """All of it is read of one and the same file, and what fails names that."""

    @wraps(read)
    def at_once(self: "Door", *args: Any, **named: Any) -> Any:
        for left in reversed(range(_TRIES)):
            try:
                with self._telling():
                    return read(self, *args, **named)
            except (FieldAppError, ValueError, ArithmeticError):
                if not left or not self._was_written():
                    raise
        raise AssertionError("the last try returns or raises")

    return cast(Read, at_once)


def sound(read: Read) -> Read:
    """The same; what is in the rows and is no number, date or word of ours means that the file is damaged."""
    at_once = whole(read)

    @wraps(read)
    def checked(self: "Door", *args: Any) -> Any:
        try:
            return at_once(self, *args)
        except (ValueError, ArithmeticError) as error:
            raise FieldAppError("file-damaged", path=self.path) from error
        except FieldAppError as error:
            if error.code == "sheet-damaged" and self.is_newer:
                raise FieldAppError("sheet-unverified", **error.details) from error
            raise

    return cast(Read, checked)


class Door:
    """What lies behind it is read by whoever comes in; the file is opened when the store is made."""

    path: Path
    file: str
    files: frozenset[str]
    office: str
    programme: Programme
    is_newer: bool
    _db: Database
    _seen: Seen
    _lists: Lists
    _tales: Tales
    _home: Home | None
    _file: tuple[int, int]
    _is_open: bool
    _fixed: tuple[str, ...]
    _only_read: "OnlyRead | None" = None
    _depth = 0
    _times_anew = 0

    @property
    def is_only_read(self) -> bool:
        """Whether the file cannot be written here, while others may write it."""
        return self._only_read is not None

    def _said_in(self, db: Database) -> dict[str, str]:
        """What a file says of itself. Raises FieldAppError `file-damaged` where that is not as it was
        written, KeyError where something is missing."""
        with translated(self.path):
            about = dict(db.execute("SELECT key, value FROM about").fetchall())
            told = db.execute("SELECT length, digest FROM digest WHERE scope = ?", [ABOUT]).fetchall()
        if told != [digest_of_tables(db, ABOUT_TABLES)]:
            raise FieldAppError("file-damaged", path=self.path)
        return about

    def _know_file(self, about: dict[str, str]) -> None:
        self.file = about[FILE_ROW]
        self.files = frozenset({self.file, *about.get(EARLIER_FILES_ROW, "").split()})
        self._home = home_in(about)

    def _keep_up(self) -> None:
        """A file that can only be read here is opened anew where it is another one by now. Raises
        FieldAppError `file-gone` where that is of something else."""
        if self._only_read is None or not self._only_read.may_be_changed():
            return
        only_read, known = only_read_at(self.path), self.files
        db = open_database(self.path, lambda: False, is_open=self._is_open)
        try:
            about = self._said_in(db)
            is_newer = db.execute("PRAGMA user_version").fetchone()[0] > USER_VERSION
            ids = {about[FILE_ROW], *about.get(EARLIER_FILES_ROW, "").split()}
            if is_newer or fixed_in(about) != self._fixed or known.isdisjoint(ids):
                raise FieldAppError("file-gone", path=self.path)
        except BaseException:
            db.close()
            raise
        self._know_file(about)
        self._file = identity_of(self.path)
        self._seen.forget()
        self._tales.forget()
        self._times_anew += 1
        before, self._db.conn, self._only_read = self._db.conn, db.conn, only_read
        before.close()

    def _was_written(self) -> bool:
        """Whether what was read meanwhile may be neither what lay there nor what lies there now."""
        return not self._depth and self._only_read is not None and self._only_read.was_changed()

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        """What fails inside names the file, and the office itself instead of its key, if it is known."""
        self._depth += 1
        try:
            with translated(self.path):
                if self._depth == 1:
                    self._keep_up()
                yield
        except FieldAppError as error:
            for office in self.programme.offices:
                if office.key == error.details.get("office"):
                    error.details["office"] = office
            raise
        finally:
            self._depth -= 1

    def _rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        with translated(self.path):
            if not self._depth:
                self._keep_up()
            return self._db.execute(sql, values).fetchall()


def identity_of(path: Path) -> tuple[int, int]:
    """Which file it is, whatever it is called."""
    status = path.stat()
    return status.st_dev, status.st_ino


def fixed_in(about: dict[str, str]) -> tuple[str, ...]:
    """The values that stay those of a file. Raises KeyError."""
    return tuple(about[key] for key in _FIXED)
