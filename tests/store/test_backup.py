"""A backup is the whole file at one moment or it is not there; what was there before stays."""

import contextlib
import errno
import os
import sqlite3
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from fieldapp.core.backups import BackupReason
from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.core.sheet import Cell
from fieldapp.resources import programme_text
from fieldapp.store import part_file
from fieldapp.store.backup import (
    back_up,
    back_up_before,
    backup_folder,
    carry,
    is_whole,
    list_backups,
    take_snapshot,
)
from fieldapp.store.integrity import stoppable
from fieldapp.store.opening import compare_copy
from fieldapp.store.restore import foresee
from fieldapp.store.store import Store, create_store
from tests.other_program import look_at

WEEK = read_period("2025-W11")
MADE = datetime(2025, 3, 17, 12, 0)
CELL = Cell("agdam", "uxo")
FILES = Path(__file__).parent / "files"
DAILY, ASKED = BackupReason.DAILY, BackupReason.ASKED


def put(store: Store, value: int, cell: Cell = CELL) -> None:
    store.write(WEEK, make_edits(store.sheet(WEEK), {cell: value}))


def held(path: Path) -> int | None:
    """What a copy of a file has in the cell; the file itself is not opened."""
    copy = path.with_name("copy of it.fieldapp")
    copy.write_bytes(path.read_bytes())
    store = Store(copy, "")
    try:
        value = store.sheet(WEEK).value(*CELL_PARTS)
        assert value is None or isinstance(value, int)
        return value
    finally:
        store.close()
        copy.unlink()


CELL_PARTS = (CELL.district, CELL.indicator)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_made_while_somebody_writes_is_what_the_file_is(store: Store, data_file: Path) -> None:
    put(store, 7)
    assert data_file.with_name(f"{data_file.name}-wal").stat().st_size > 0

    made = back_up(data_file, backup_folder(data_file), MADE, DAILY)
    put(store, 8)

    assert made.name == "həftə 2025-03-17 120000 daily.fieldapp"
    assert made.parent.name == "həftə backups"
    assert is_whole(made)
    assert held(made) == 7
    assert names(made.parent) == [made.name]


def test_a_backup_of_a_closed_file_leaves_nothing_beside_it(data_file: Path, tmp_path: Path) -> None:
    before = data_file.read_bytes()
    back_up(data_file, backup_folder(data_file), MADE, DAILY)

    assert names(tmp_path) == ["həftə backups", "həftə.fieldapp"]
    assert data_file.read_bytes() == before


def pages(data: bytes) -> bytes:
    """All but the two counters of SQLite that count how often a file was changed."""
    return data[:24] + bytes(4) + data[28:40] + bytes(4) + data[44:92] + bytes(8) + data[100:]


@pytest.mark.parametrize("version", [1, 2])
def test_a_file_of_an_older_version_is_put_aside_as_it_is(version: int, tmp_path: Path) -> None:
    path = tmp_path / "old.fieldapp"
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript((FILES / f"version_{version}.sql").read_text(encoding="utf-8"))
    before = path.read_bytes()

    made = back_up_before(path, BackupReason.MIGRATION, lambda: MADE)

    assert path.read_bytes() == before
    assert pages(made.read_bytes()) == pages(before)
    assert made.name == "old 2025-03-17 120000 before migration.fieldapp"
    Store(path, "").close()


def test_two_backups_in_one_second_are_both_there(data_file: Path) -> None:
    folder = backup_folder(data_file)
    made = [back_up(data_file, folder, MADE, BackupReason.RESTORE) for _ in range(3)]

    assert [backup.path for backup in list_backups(data_file, folder)] == made[::-1]


def test_the_ring_throws_away_what_it_does_not_keep_and_nothing_else(data_file: Path, tmp_path: Path) -> None:
    folder = backup_folder(data_file, tmp_path / "chosen")
    folder.parent.mkdir()
    folder.mkdir()
    foreign = folder / "həftə 2001-01-01 090000 daily.fieldapp"
    create_store(foreign, programme_text("azerbaijan"), "karabakh")
    kept = foreign.read_bytes(), (folder / "notes.txt").write_text("mine", encoding="utf-8")
    for number in range(10):
        back_up(data_file, folder, MADE + timedelta(days=number), DAILY)

    left = [backup.made.date().isoformat() for backup in list_backups(data_file, folder)]
    assert left[:7] == [f"2025-03-{day}" for day in range(26, 19, -1)]
    assert len(left) == 8
    assert (foreign.read_bytes(), len("mine")) == kept


def test_a_damaged_file_makes_no_backup_and_costs_none(data_file: Path) -> None:
    folder = backup_folder(data_file)
    made = back_up(data_file, folder, MADE, DAILY)
    data = bytearray(data_file.read_bytes())
    data[5000:9000] = bytes(4000)
    data_file.write_bytes(data)

    with pytest.raises(FieldAppError) as error:
        back_up(data_file, folder, MADE + timedelta(days=1), DAILY)

    assert error.value.code == "file-damaged"
    assert names(folder) == [made.name]
    assert not is_whole(data_file)


def newer(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")


def become_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.unlink(), "not-found"),
        (lambda path: path.write_bytes(b""), "not-a-data-file"),
        (lambda path: path.write_bytes(b"PK" * 500), "not-a-data-file"),
        (lambda path: path.write_bytes(path.read_bytes()[:-100]), "file-damaged"),
        (become_folder, "is-a-folder"),
        (newer, "from-newer-app"),
    ],
)
def test_what_is_no_whole_data_file_is_refused_with_its_reason(
    data_file: Path, spoil: Callable[[Path], object], code: str
) -> None:
    spoil(data_file)

    with pytest.raises(FieldAppError) as error:
        back_up(data_file, backup_folder(data_file), MADE, DAILY)

    assert error.value.code == code
    assert not is_whole(data_file)
    assert not backup_folder(data_file).exists()


def test_looking_whether_a_backup_is_whole_changes_nothing(data_file: Path) -> None:
    made = back_up(data_file, backup_folder(data_file), MADE, DAILY)
    before = made.read_bytes(), made.stat().st_mtime_ns

    assert is_whole(made)
    assert (made.read_bytes(), made.stat().st_mtime_ns) == before
    assert names(made.parent) == [made.name]


def test_a_file_that_cannot_be_written_can_be_put_aside(
    data_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    stick = tmp_path / "stick"
    stick.mkdir()

    assert is_whole(carry(data_file, stick, MADE))


# a stick


def test_what_is_on_a_stick_was_read_there_again(
    store: Store, data_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, 7)
    stick = tmp_path / "stick"
    stick.mkdir()
    other = stick / "həftə 2001-01-01 090000 asked.fieldapp"
    other.write_text("of somebody", encoding="utf-8")
    read: list[int] = []
    reading = os.read

    def counted(file: int, size: int) -> bytes:
        read.append(size)
        return reading(file, size)

    monkeypatch.setattr(os, "read", counted)
    shares: list[float] = []

    made = carry(data_file, stick, MADE, shares.append)

    assert held(made) == 7
    assert sum(read) > made.stat().st_size
    assert shares == sorted(shares)
    assert names(stick) == [other.name, made.name]


def test_a_stick_that_gives_back_something_else_is_found(
    data_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    reading = os.read
    monkeypatch.setattr(os, "read", lambda file, size: reading(file, size)[:-1] + b"\xff")

    with pytest.raises(FieldAppError) as error:
        carry(data_file, stick, MADE)

    assert error.value.code == "backup-differs"
    assert names(stick) == []


def test_a_stick_that_is_taken_out_is_told(
    data_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, drawer = tmp_path / "stick", tmp_path / "drawer"
    stick.mkdir()

    def taken_out(file: int) -> None:
        stick.rename(drawer)
        raise OSError(errno.EIO, "gone")

    monkeypatch.setattr(os, "fsync", taken_out)
    with pytest.raises(FieldAppError) as error:
        carry(data_file, stick, MADE)

    assert (error.value.code, error.value.details) == ("stick-gone", {"path": stick})


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.write_bytes(b"")])
def test_where_there_is_no_stick_nothing_is_made(
    data_file: Path, tmp_path: Path, make: Callable[[Path], object]
) -> None:
    make(tmp_path / "stick")

    with pytest.raises(FieldAppError) as error:
        carry(data_file, tmp_path / "stick", MADE)

    assert error.value.code in ("not-found", "not-a-folder")


# a disk that fails

FAILING = [
    (errno.ENOSPC, "disk-full"),
    (errno.EDQUOT, "disk-full"),
    (errno.EIO, "disk-failed"),
    (errno.EACCES, "no-permission"),
    (errno.EROFS, "no-permission"),
]


@pytest.mark.parametrize("call", ["open", "write", "fsync"])
@pytest.mark.parametrize(("number", "code"), FAILING)
def test_a_full_or_failing_disk_gives_its_reason_and_leaves_nothing(
    data_file: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, code: str
) -> None:
    folder = backup_folder(data_file)
    made = back_up(data_file, folder, MADE, DAILY)

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        broken.setattr(os, call, fail)
        with pytest.raises(FieldAppError) as error:
            back_up(data_file, folder, MADE + timedelta(hours=1), DAILY)
    assert error.value.code == code
    assert names(folder) == [made.name]

    again = back_up(data_file, folder, MADE + timedelta(hours=1), DAILY)
    assert names(folder) == [again.name]


@pytest.mark.skipif(os.name != "posix", reason="the rights of a folder are others on Windows")
def test_a_folder_that_cannot_be_written_gives_its_reason(
    data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(FieldAppError) as error:
        back_up(data_file, backup_folder(data_file), MADE, DAILY)

    assert error.value.code == "no-permission"


def test_a_file_in_the_place_of_the_folder_is_told_and_stays(data_file: Path) -> None:
    folder = backup_folder(data_file)
    folder.write_text("mine", encoding="utf-8")
    with pytest.raises(FieldAppError) as error:
        back_up(data_file, folder, MADE, DAILY)

    assert error.value.code == "not-a-folder"
    assert folder.read_text(encoding="utf-8") == "mine"


def test_who_stops_a_backup_finds_nothing_of_it(data_file: Path) -> None:
    def stop(share: float) -> None:
        if share > 0.4:
            raise FieldAppError("stopped")

    with pytest.raises(FieldAppError) as error:
        back_up(data_file, backup_folder(data_file), MADE, DAILY, stop)

    assert error.value.code == "stopped"
    assert not backup_folder(data_file).exists() or names(backup_folder(data_file)) == []


# killed


class Killed(BaseException):
    """The end of the program at some call to the disk: nothing is tidied up after it."""


class Power:
    """Goes out at a call to the disk; after that no call is done any more."""

    CALLS = ("open", "write", "fsync", "read", "lseek")

    def __init__(self, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
        self.left, self.is_out = after, False
        for name in self.CALLS:
            monkeypatch.setattr(os, name, self._counted(getattr(os, name)))
        for name in ("unlink", "replace", "mkdir"):
            monkeypatch.setattr(Path, name, self._counted(getattr(Path, name)))

    def _counted(self, call: Callable) -> Callable:
        def counted(*args: object, **named: object) -> object:
            self.left -= 1
            if self.left < 0:
                self.is_out = True
                raise Killed
            return call(*args, **named)

        return counted


def test_killed_at_any_moment_a_backup_leaves_only_whole_ones(
    data_file: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every call to the disk in turn."""
    monkeypatch.setattr(part_file, "READ_AT_ONCE", 8192)
    folder = backup_folder(data_file)
    put(store, 1)
    back_up(data_file, folder, MADE, DAILY)
    for number in count():
        moment = MADE + timedelta(seconds=number + 1)
        with pytest.MonkeyPatch.context() as patch, contextlib.suppress(Killed):
            power = Power(patch, number)
            back_up(data_file, folder, moment, DAILY)
        here = list_backups(data_file, folder)
        assert here
        assert all(is_whole(backup.path) for backup in here), number
        if not power.is_out:
            break
    assert number > 20

    put(store, 20)
    last = back_up(data_file, folder, MADE + timedelta(hours=1), DAILY)
    assert names(folder) == [last.name]  # no litter after the next run
    assert held(last) == 20


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file where it is")
def test_what_another_program_is_writing_is_not_taken_away(data_file: Path, tmp_path: Path) -> None:
    folder = backup_folder(data_file)
    folder.mkdir()
    with part_file.write_part(folder / "həftə 2025-03-17 110000 daily.fieldapp", b"x" * 10, print) as part:
        back_up(data_file, folder, MADE, DAILY)
        assert part.exists()


def test_a_log_of_another_file_is_never_taken_into_a_backup(tmp_path: Path) -> None:
    bugs = Path(__file__).parent / "bugs"
    for name in ("replaced-beside-old-log.fieldapp", "replaced-beside-old-log.fieldapp-wal"):
        (tmp_path / name).write_bytes((bugs / name).read_bytes())

    with pytest.raises(FieldAppError) as error:
        take_snapshot(tmp_path / "replaced-beside-old-log.fieldapp")

    assert error.value.code == "foreign-log"


def test_who_waits_can_stop_it_also_while_the_copy_is_looked_at(data_file: Path) -> None:
    told = []

    def stop_at_the_look(share: float) -> None:
        told.append(share)
        if share > 0.5:  # all pages are read by then
            raise FieldAppError("stopped")

    with pytest.raises(FieldAppError, match="stopped"):
        take_snapshot(data_file, stop_at_the_look)
    whole = list[float]()
    take_snapshot(data_file, whole.append)

    assert len(told) < len(whole)


def test_a_statement_that_takes_long_is_left_too(data_file: Path) -> None:
    def stop(_: float) -> None:
        raise FieldAppError("stopped")

    with (
        contextlib.closing(sqlite3.connect(data_file)) as db,
        pytest.raises(FieldAppError, match="stopped"),
        stoppable(db, stop),
    ):
        db.execute(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        ).fetchall()


LOOKS: list[Callable[[Path, Path], object]] = [
    lambda file, other: back_up(file, backup_folder(file), MADE, DAILY, is_open=True),
    lambda file, other: carry(file, other.parent, MADE, is_open=True),
    lambda file, other: foresee(file, other, is_open=True),
    lambda file, other: compare_copy(file),
    lambda file, other: Store(file, "Rauf", is_open=True).close(),
]


@pytest.mark.parametrize("look", LOOKS)
def test_looking_at_an_open_file_does_not_let_another_program_take_its_log_away(
    data_file: Path, tmp_path: Path, look: Callable[[Path, Path], object]
) -> None:
    """Closing a handle of the file would give up SQLite's locks; what is entered next would be lost."""
    with contextlib.closing(Store(data_file, "Leyla")) as store:
        put(store, 1)
        stick = tmp_path / "stick"
        stick.mkdir()
        look(data_file, back_up(data_file, stick, MADE, ASKED, is_open=True))
        look_at(data_file)
        put(store, 2)
        look_at(data_file)

        assert held_with_log(data_file, tmp_path) == 2


def test_a_file_that_was_brought_over_keeps_its_log_too(tmp_path: Path) -> None:
    path = tmp_path / "older.fieldapp"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript((FILES / "version_2.sql").read_text(encoding="utf-8"))
        connection.execute("PRAGMA journal_mode = WAL")
    with contextlib.closing(Store(path, "Leyla")) as store:
        put(store, 1)
        look_at(path)
        put(store, 2)

        assert held_with_log(path, tmp_path) == 2


def held_with_log(file: Path, folder: Path) -> int | None:
    """What is on the disk by now, as if the program that has it open were killed."""
    copies = folder / "killed"
    copies.mkdir()
    for name in (file.name, f"{file.name}-wal"):
        if file.with_name(name).exists():
            (copies / name).write_bytes(file.with_name(name).read_bytes())
    with contextlib.closing(Store(copies / file.name, "")) as store:
        value = store.sheet(WEEK).value(*CELL_PARTS)
        assert value is None or isinstance(value, int)
        return value


@pytest.mark.parametrize("put_aside", [back_up, carry])
def test_how_much_of_a_backup_is_done_only_rises_through_all_its_parts(
    data_file: Path, tmp_path: Path, put_aside: Callable[..., Path]
) -> None:
    told = list[float]()
    asked = (MADE, BackupReason.ASKED) if put_aside is back_up else (MADE,)
    put_aside(data_file, tmp_path, *asked, told.append)

    assert told == sorted(told)
    assert all(any(first <= share < first + 0.25 for share in told) for first in (0.25, 0.5, 0.75))
