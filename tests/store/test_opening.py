import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from fieldapp.core.errors import FieldAppError
from fieldapp.demo import make_demo
from fieldapp.resources import programme_text
from fieldapp.store import opening
from fieldapp.store.digests import write_all_digests
from fieldapp.store.drives import Drive, DriveKind
from fieldapp.store.format.schema import APPLICATION_ID, MAGIC, USER_VERSION
from fieldapp.store.opening import open_database, translated, uri_of
from fieldapp.store.store import Store, create_store
from fieldapp.store.writer_lock import WriterLock
from fieldapp.version import VERSION
from tests.core.making import refusal
from tests.store.format.newer_files import make_newer

PAGE = 4096


def now() -> datetime:
    return datetime(2025, 3, 17, 12, 0, tzinfo=UTC)


FILES = Path(__file__).parent / "files"


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE invoices (id)")
        connection.commit()


def cut_to(size: int) -> Callable[[Path], None]:
    def cut(path: Path) -> None:
        create_store(path, programme_text("azerbaijan"), "hq")
        os.truncate(path, size if size > 0 else path.stat().st_size + size)

    return cut


def overwritten_at(start: int) -> Callable[[Path], None]:
    def overwrite(path: Path) -> None:
        create_store(path, programme_text("azerbaijan"), "hq")
        with path.open("r+b") as file:
            file.seek(start)
            file.write(b"\xff" * PAGE)

    return overwrite


def with_pragma(pragma: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        create_store(path, programme_text("azerbaijan"), "hq")
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"PRAGMA {pragma}")
            connection.commit()

    return change


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: None, "not-found"),
        (lambda path: path.mkdir(), "is-a-folder"),
        (lambda path: path.write_bytes(b""), "not-a-data-file"),
        (lambda path: path.write_text("district,uxo\nagdam,5\n"), "not-a-data-file"),
        (lambda path: path.write_bytes(b"SQLite format 3\x00"), "not-a-data-file"),
        (lambda path: path.write_bytes(os.urandom(10_000)), "not-a-data-file"),
        (other_database, "not-a-data-file"),
        (with_pragma("application_id = 1"), "not-a-data-file"),
        (with_pragma(f"user_version = {USER_VERSION + 1}"), "from-newer-app"),
        (cut_to(80), "file-damaged"),
        (cut_to(PAGE), "file-damaged"),
        (cut_to(3 * PAGE), "file-damaged"),
        (cut_to(3 * PAGE + 5), "file-damaged"),
        (cut_to(-PAGE), "file-damaged"),
        (cut_to(-1), "file-damaged"),  # SQLite itself fills such a page with zeros
        (overwritten_at(100), "file-damaged"),
    ],
)
def test_what_is_no_whole_data_file_is_told_by_its_code_and_left_alone(
    tmp_path: Path, make: Callable[[Path], object], code: str
) -> None:
    path = tmp_path / "week.fieldapp"
    make(path)
    before = {file: file.read_bytes() if file.is_file() else None for file in tmp_path.iterdir()}

    with pytest.raises(FieldAppError) as error:
        Store(path, "Leyla")

    assert refusal(error) == (code, {"path": path})
    assert {file: file.read_bytes() if file.is_file() else None for file in tmp_path.iterdir()} == before


@pytest.mark.parametrize("missing", ["key = 'programme'", "key = 'office'", "true"])
def test_a_file_that_does_not_say_what_it_is_for_is_damaged(data_file: Path, missing: str) -> None:
    with closing(sqlite3.connect(data_file)) as connection:
        connection.execute(f"DELETE FROM about WHERE {missing}")
        connection.commit()

    with pytest.raises(FieldAppError) as error:
        Store(data_file, "Leyla")

    assert refusal(error) == ("file-damaged", {"path": data_file})


def test_a_path_through_a_file_leads_nowhere(data_file: Path) -> None:
    with pytest.raises(FieldAppError) as error:
        open_database(data_file / "week.fieldapp")

    assert refusal(error)[0] == "not-found"


def test_a_name_that_no_disk_takes_is_no_crash(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 400)

    for attempt in (open_database, lambda path: create_store(path, programme_text("azerbaijan"), "hq")):
        with pytest.raises(FieldAppError) as error:
            attempt(path)
        told = ("not-found", "no-permission") if sys.platform == "win32" else ("disk-failed",)
        assert error.value.code in told


def test_a_new_file_is_one_file_and_opens(tmp_path: Path) -> None:
    sign = "!" if sys.platform == "win32" else "?"  # which no file name has there
    path = tmp_path / f"yeni həftə #1{sign}.fieldapp"
    create_store(path, programme_text("azerbaijan"), "karabakh", is_demonstration=True)

    store = Store(path, "Leyla")
    assert (store.office, store.is_demonstration, store.programme.key) == ("karabakh", True, "azerbaijan")
    assert store.periods() == ()
    store.close()
    assert list(tmp_path.iterdir()) == [path]


def test_the_header_names_the_app(data_file: Path) -> None:
    header = data_file.read_bytes()[:100]

    assert header[:16] == MAGIC
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "week.fieldapp"
    path.write_text("mine")

    with pytest.raises(FieldAppError) as error:
        create_store(path, programme_text("azerbaijan"), "hq")

    assert refusal(error) == ("file-exists", {"path": path})
    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_never_taken_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(FieldAppError) as error:
        create_store(tmp_path, programme_text("azerbaijan"), "hq")

    assert refusal(error) == ("is-a-folder", {"path": tmp_path})


@pytest.mark.parametrize("parent", ["missing", "a-file"])
def test_a_folder_that_is_not_there_is_told(tmp_path: Path, parent: str) -> None:
    (tmp_path / "a-file").write_text("")
    path = tmp_path / parent / "week.fieldapp"

    with pytest.raises(FieldAppError) as error:
        create_store(path, programme_text("azerbaijan"), "hq")

    assert refusal(error) == ("no-permission", {"path": path})


@pytest.mark.parametrize(
    ("text", "office", "code"),
    [
        ("not toml", "hq", "programme-syntax"),
        ("", "hq", "programme-wrong"),
        (programme_text("azerbaijan"), "atlantis", "unknown-office"),
    ],
)
def test_nothing_is_written_for_a_wrong_programme_or_office(
    tmp_path: Path, text: str, office: str, code: str
) -> None:
    with pytest.raises(FieldAppError) as error:
        create_store(tmp_path / "week.fieldapp", text, office)

    assert refusal(error)[0] == code
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_could_not_be_written_to_its_end_is_not_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("fieldapp.store.opening.migrations.apply", full)

    with pytest.raises(FieldAppError) as error:
        create_store(tmp_path / "week.fieldapp", programme_text("azerbaijan"), "hq")

    assert refusal(error)[0] == "disk-full"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "journal", "synchronous"),
    [(DriveKind.FIXED, "wal", 2), (DriveKind.NETWORK, "delete", 3), (DriveKind.REMOVABLE, "delete", 3)],
)
def test_every_commit_reaches_the_disk_and_only_a_disk_of_this_machine_has_a_write_ahead_log(
    data_file: Path, monkeypatch: pytest.MonkeyPatch, kind: DriveKind, journal: str, synchronous: int
) -> None:
    monkeypatch.setattr(opening, "drive_of", lambda path: Drive(kind))
    with closing(open_database(data_file).conn) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == (journal,)
        assert connection.execute("PRAGMA synchronous").fetchone() == (synchronous,)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_opening_a_file_that_another_program_holds_is_told_as_busy(data_file: Path, no_waiting: None) -> None:
    with closing(sqlite3.connect(data_file)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(FieldAppError) as error:
            open_database(data_file)

    assert refusal(error) == ("file-busy", {"path": data_file})


def test_a_file_in_a_folder_that_cannot_be_written_is_opened_for_reading(
    data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) != data_file.parent)
    with closing(open_database(data_file).conn) as connection:
        assert connection.execute("SELECT value FROM about WHERE key = 'office'").fetchone() == ("hq",)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM about")


@pytest.mark.parametrize("attempt", [open_database, lambda path: create_store(path, "", "hq")])
def test_a_path_one_may_not_look_at_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attempt: Callable[[Path], object]
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("fieldapp.store.store.read_programme", lambda text, source: FakeProgramme())
    monkeypatch.setattr(Path, "stat", forbidden)
    path = tmp_path / "week.fieldapp"

    with pytest.raises(FieldAppError) as error:
        attempt(path)

    assert refusal(error) == ("no-permission", {"path": path})


class FakeProgramme:
    def office(self, key: str) -> None:
        pass


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (sqlite3.SQLITE_BUSY, "file-busy"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "file-busy"),
        (sqlite3.SQLITE_LOCKED, "file-busy"),
        (sqlite3.SQLITE_READONLY, "file-read-only"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "file-read-only"),
        (sqlite3.SQLITE_FULL, "disk-full"),
        (sqlite3.SQLITE_IOERR, "disk-failed"),
        (sqlite3.SQLITE_IOERR_FSYNC, "disk-failed"),
        (sqlite3.SQLITE_PERM, "no-permission"),
        (sqlite3.SQLITE_CANTOPEN, "no-permission"),
        (sqlite3.SQLITE_NOTADB, "not-a-data-file"),
        (sqlite3.SQLITE_CORRUPT, "file-damaged"),
    ],
)
def test_what_a_disk_can_do_to_us_is_a_code(tmp_path: Path, number: int, code: str) -> None:
    failure = sqlite3.OperationalError("something")
    failure.sqlite_errorcode = number

    with pytest.raises(FieldAppError) as error, translated(tmp_path):
        raise failure

    assert refusal(error) == (code, {"path": tmp_path})


@pytest.mark.parametrize("kind", [sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError])
def test_our_own_mistakes_stay_bugs(tmp_path: Path, kind: type[sqlite3.DatabaseError]) -> None:
    with pytest.raises(kind), translated(tmp_path):
        raise kind("a bad parameter")


def test_a_missing_column_or_a_broken_text_means_that_the_file_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(FieldAppError) as error, translated(tmp_path):
        raise sqlite3.OperationalError("Could not decode to UTF-8 column")

    assert refusal(error) == ("file-damaged", {"path": tmp_path})


@pytest.mark.parametrize(
    ("failure", "code"),
    [(PermissionError(13, "denied"), "no-permission"), (OSError(5, "input/output error"), "disk-failed")],
)
def test_the_errors_of_the_system_are_codes_too(tmp_path: Path, failure: OSError, code: str) -> None:
    with pytest.raises(FieldAppError) as error, translated(tmp_path):
        raise failure

    assert refusal(error) == (code, {"path": tmp_path})


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/home/leyla/həftə 1?.fieldapp", "file:/home/leyla/h%C9%99ft%C9%99%201%3F.fieldapp"),
        ("C:/Users/leyla/week.fieldapp", "file:/C%3A/Users/leyla/week.fieldapp"),
        ("//server/share/week.fieldapp", "file:////server/share/week.fieldapp"),
    ],
)
def test_a_path_becomes_a_uri_that_sqlite_takes_for_the_same_file(path: str, uri: str) -> None:
    assert uri_of(path) == uri


@given(name=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_path_is_written_into_a_uri_as_the_library_writes_it(name: str) -> None:
    assert uri_of(f"/{name}") == ("file://" if name.startswith("/") else "file:") + quote(f"/{name}")


def without_links(*_: object) -> None:
    raise OSError(38, "a file system without links")


def test_a_disk_without_links_gets_a_whole_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", without_links)
    path = tmp_path / "week.fieldapp"

    create_store(path, programme_text("azerbaijan"), "hq")

    Store(path, "Leyla").close()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("has_links", [True, False])
def test_a_file_that_came_in_between_is_never_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    path = tmp_path / "week.fieldapp"
    link = os.link

    def late(source: Path, target: Path) -> None:
        path.write_text("mine")
        (link if has_links else without_links)(source, target)

    monkeypatch.setattr(os, "link", late)

    with pytest.raises(FieldAppError) as error:
        create_store(path, programme_text("azerbaijan"), "hq")

    assert refusal(error) == ("file-exists", {"path": path})
    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_an_older_file_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "older.fieldapp"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((FILES / "version_2.sql").read_text(encoding="utf-8"))
    monkeypatch.setattr("os.access", lambda path, mode: False)

    with pytest.raises(FieldAppError) as error:
        open_database(path)

    assert refusal(error) == ("file-read-only", {"path": path})


def older_file(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((FILES / "version_2.sql").read_text(encoding="utf-8"))
    return path


def test_an_older_file_that_another_program_has_is_not_brought_over_by_who_only_looks(
    tmp_path: Path,
) -> None:
    path = older_file(tmp_path / "older.fieldapp")
    before = path.read_bytes()
    with WriterLock(path, "Sevda", now) as theirs, WriterLock(path, "Leyla", now) as ours:
        assert theirs.take()
        for lock in (ours, WriterLock(path, "Elnur", now)):  # one that asked before, and one that did not
            lock.take()
            with pytest.raises(FieldAppError) as error:
                Store(path, "Leyla", lock=lock)

            assert refusal(error) == ("older-in-use", {"path": path})
        assert path.read_bytes() == before
        assert [file.name for file in tmp_path.iterdir() if file.is_dir()] == []
        theirs.release()
        with closing(Store(path, "Leyla", lock=ours)) as store:
            assert store.periods()


def test_who_brings_a_file_over_has_it_to_write_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = older_file(tmp_path / "older.fieldapp")
    seen = []

    def look(*_: object) -> None:
        with WriterLock(path, "Sevda", now) as other:
            seen.append(other.take())

    monkeypatch.setattr(opening, "look_at_older", look)
    with WriterLock(path, "Leyla", now) as lock:  # of a command that only reads: it has not asked
        Store(path, "Leyla", lock=lock).close()

    assert seen == [False]


def test_a_file_that_was_brought_over_says_by_which_version(tmp_path: Path) -> None:
    path = older_file(tmp_path / "older.fieldapp")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE about SET value = '0.0.1' WHERE key = 'app_version'")
    Store(path, "Leyla").close()

    with closing(sqlite3.connect(path)) as connection:
        told = connection.execute("SELECT value FROM about WHERE key = 'app_version'").fetchall()
    assert told == [(VERSION,)]


def test_what_is_neither_file_nor_folder_is_no_data_file(
    data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "is_file", lambda path: False)  # as a pipe answers, or a device

    with pytest.raises(FieldAppError) as error:
        open_database(data_file)

    assert refusal(error) == ("not-a-data-file", {"path": data_file})


def test_a_text_of_sqlite_that_is_none_means_damage(tmp_path: Path) -> None:
    with pytest.raises(FieldAppError, match="file-damaged"), translated(tmp_path):
        b"\xff".decode()


def test_a_file_that_tells_nothing_of_its_office_is_damaged_though_its_digests_fit(data_file: Path) -> None:
    with closing(sqlite3.connect(data_file)) as connection:
        connection.execute("DELETE FROM about WHERE key = 'office'")
        write_all_digests(Database(connection, execute_plugins=False))
        connection.commit()

    with pytest.raises(FieldAppError, match="file-damaged"):
        Store(data_file, "Leyla")


def test_a_new_file_is_made_with_a_log_and_nothing_else_beside_it(data_file: Path) -> None:
    """A journal whose deletion a power cut undid would be taken for one that is to be undone."""
    assert data_file.read_bytes()[18:20] == b"\x02\x02"
    assert [file.name for file in data_file.parent.iterdir()] == [data_file.name]


class CannotFold(sqlite3.Connection):
    """A disk that takes a log, and not what is in it when it is to be folded in."""

    def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
        if "wal_checkpoint" in sql:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_WRITE
            raise error
        return super().execute(sql, *args)


def test_a_file_whose_log_cannot_be_folded_in_never_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closing folds it, and says nothing where that fails."""
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=CannotFold))
    with pytest.raises(FieldAppError, match="disk-failed"):
        create_store(tmp_path / "week.fieldapp", programme_text("azerbaijan"), "hq")

    assert list(tmp_path.iterdir()) == []


def test_nor_does_a_demonstration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was renamed without what its log held, and was damaged."""

    def fail(store: Store) -> None:
        raise FieldAppError("disk-failed", path=store.path)

    monkeypatch.setattr(Store, "checkpoint", fail)
    with pytest.raises(FieldAppError, match="disk-failed"):
        make_demo(tmp_path, "Leyla", datetime(2025, 3, 17, tzinfo=UTC))

    assert list(tmp_path.iterdir()) == []


# What is made is there whole, or not at all


def test_a_file_whose_log_is_still_beside_it_is_not_whole(tmp_path):
    path = tmp_path / "week.fieldapp"
    create_store(path, programme_text("azerbaijan"), "hq")
    opening.require_folded(path)
    path.with_name(f"{path.name}-wal").write_bytes(b"\0" * 4096)

    with pytest.raises(FieldAppError) as error:
        opening.require_folded(path)
    assert refusal(error) == ("disk-failed", {"path": path})


def test_a_file_is_removed_where_what_follows_its_making_fails(tmp_path):
    path = tmp_path / "week.fieldapp"
    create_store(path, programme_text("azerbaijan"), "hq")

    with pytest.raises(FieldAppError, match="disk-full"), opening.leaving_nothing(path):
        raise FieldAppError("disk-full", path=path)
    assert not path.exists()


@pytest.mark.parametrize("looks", ["there", "nobody can look"])
def test_a_file_that_the_disk_does_not_let_go_is_told_to_be_there(tmp_path, monkeypatch, looks):
    path = tmp_path / "week.fieldapp"
    create_store(path, programme_text("azerbaijan"), "hq")
    monkeypatch.setattr(opening, "remove_data_file", lambda path: None)

    def fail(path):
        raise OSError("no answer")

    if looks != "there":
        monkeypatch.setattr(Path, "exists", fail)
    with pytest.raises(FieldAppError) as error, opening.leaving_nothing(path):
        raise FieldAppError("disk-full", path=path)
    assert refusal(error) == ("left-there", {"path": path})


def test_a_comparison_that_is_stopped_leaves_no_copy_behind(tmp_path):
    path = tmp_path / "week.fieldapp"
    create_store(path, programme_text("azerbaijan"), "hq")

    def stop(share):
        raise FieldAppError("stopped")

    with pytest.raises(FieldAppError, match="stopped"):
        opening.compare_copy(path, stop)


def test_of_a_newer_file_that_is_open_to_write_nothing_goes_out(tmp_path):
    path = tmp_path / "week.fieldapp"
    create_store(path, programme_text("azerbaijan"), "hq")
    make_newer(path)

    with (
        WriterLock(path, "Leyla", now) as lock,
        closing(Store(path, "Leyla", now, lock)) as store,
        pytest.raises(FieldAppError, match="newer-read-only"),
    ):
        store.require_own_format()
