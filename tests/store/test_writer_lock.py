"""One program writes a data file; any other is told who, where, since when; a crash locks nobody out."""

import ast
import contextlib
import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from filelock import lock_descriptor, unlock_descriptor

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell
from fieldapp.store import writer_lock
from fieldapp.store.store import Store
from fieldapp.store.writer_lock import WriterLock
from tests.core.making import WEEK

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "fieldapp"
NOON = datetime(2025, 3, 17, 12, 0, tzinfo=timezone(timedelta(hours=4)))
CELL = Cell("terter", "ap_mines")
links = pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")
HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from fieldapp.store.writer_lock import WriterLock

lock = WriterLock(Path(sys.argv[1]), sys.argv[2], lambda: datetime.now(UTC))
print(lock.take(), flush=True)
sys.stdin.read()
"""


def lock_on(file: Path, who: str = "Leyla", now: datetime = NOON) -> WriterLock:
    return WriterLock(file, who, lambda: now)


def lock_file(file: Path) -> Path:
    return file.with_name(f"{file.name}-lock")


def said(file: Path) -> bytes:
    """What stands behind the first byte, read as any program can: on Windows that byte is shut."""
    with lock_file(file).open("rb", buffering=0) as text:
        text.seek(1)
        return text.read()


def say(file: Path, what: bytes) -> None:
    with lock_file(file).open("r+b", buffering=0) as text:
        text.seek(1)
        text.write(what)
        text.truncate()


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer_lock, "_BETWEEN_TRIES", 0.0)


@pytest.fixture
def held(data_file: Path) -> Iterator[WriterLock]:
    with lock_on(data_file) as lock:
        assert lock.take()
        yield lock


def test_who_comes_second_is_told_who_where_and_since_when(held: WriterLock, data_file: Path) -> None:
    with lock_on(data_file, "Sevda", NOON.astimezone(UTC)) as other:
        assert not other.take()

        with pytest.raises(FieldAppError) as refused:
            other.require()

    assert refused.value.code == "file-in-use"
    assert refused.value.details == {
        "who": "Leyla",
        "host": writer_lock._host(),
        "date": NOON.date(),
        "time": "08:00",
        "path": data_file,
    }


def test_what_is_said_of_the_holder_can_be_read_by_any_program(held: WriterLock, data_file: Path) -> None:
    assert json.loads(said(data_file)) == {
        "who": "Leyla",
        "host": writer_lock._host(),
        "since": "2025-03-17T08:00:00+00:00",
        "pid": os.getpid(),
    }


def test_whoever_lets_go_leaves_nothing_behind_and_the_next_may_write(data_file: Path) -> None:
    before = {*data_file.parent.iterdir()}
    with lock_on(data_file) as first, lock_on(data_file, "Sevda") as second:
        assert first.take()
        assert first.take()
        assert not second.take()

        first.release()

        assert second.refusal is not None
        assert second.take()
        assert second.refusal is None
        assert not first.take()
    assert {*data_file.parent.iterdir()} == before


def test_who_was_refused_takes_nothing_away_when_it_gives_up(held: WriterLock, data_file: Path) -> None:
    with lock_on(data_file, "Sevda") as other:
        other.take()

    assert lock_file(data_file).exists()
    assert not lock_on(data_file, "Orxan").take()


@links
def test_a_link_leads_to_the_same_lock(held: WriterLock, data_file: Path) -> None:
    link = data_file.with_name("link.fieldapp")
    link.symlink_to(data_file)

    assert not lock_on(link, "Sevda").take()


def test_a_lock_whose_file_was_taken_away_meanwhile_is_asked_for_anew(
    data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between opening and locking the holder may end: a lock on its file, which is gone, binds nobody."""
    first, second, third = (lock_on(data_file, who) for who in ("Leyla", "Sevda", "Orxan"))
    first.take()
    locked = writer_lock._locked

    def letting_go(descriptor: int) -> bool:
        first.release()
        return locked(descriptor)

    with second, third:
        with monkeypatch.context() as patch:
            patch.setattr(writer_lock, "_locked", letting_go)
            assert second.take()

        assert lock_file(data_file).exists()
        assert not third.take()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        4000 * b"[",
        b'{"who": "", "host": "PC", "since": "2025-03-17T08:00:00+00:00", "pid": 1}',
        b'{"who": "Leyla", "host": "PC", "since": "2025-03-17T08:00:00", "pid": 1}',
        b'{"who": "Leyla", "host": "PC", "since": "0001-01-01T00:00:00+14:00", "pid": 1}',
        b'{"who": "Leyla", "host": "PC", "since": 5, "pid": 1}',
        b"\xff\xfe",
    ],
)
def test_a_holder_that_does_not_say_who_it_is_still_holds(
    held: WriterLock, data_file: Path, text: bytes
) -> None:
    say(data_file, text)

    with pytest.raises(FieldAppError, match="file-in-use-unknown"):
        lock_on(data_file, "Sevda").require()


def test_a_holder_that_says_who_it_is_a_moment_later_is_named(
    held: WriterLock, data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = said(data_file)
    say(data_file, b"")
    monkeypatch.setattr(time, "sleep", lambda seconds: say(data_file, whole))

    with pytest.raises(FieldAppError, match="Leyla"):
        lock_on(data_file, "Sevda").require()


@pytest.mark.parametrize("name", ["not there", "."])
def test_nothing_is_put_beside_what_is_no_file(tmp_path: Path, name: str) -> None:
    with lock_on(tmp_path / name) as lock:
        assert lock.take()

    assert [*tmp_path.iterdir()] == []


def test_where_no_lock_can_be_had_everybody_may_write(
    data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(descriptor: int) -> bool:
        raise OSError(errno.ENOLCK, "no locks here")

    monkeypatch.setattr(writer_lock, "_locked", no_locks)

    with lock_on(data_file) as one, lock_on(data_file, "Sevda") as other:
        assert one.take()
        assert other.take()
        other.require()
        assert not lock_file(data_file).exists()


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_cannot_be_written_is_not_locked(
    data_file: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    if what == "file":
        monkeypatch.setattr(os, "access", lambda path, mode: False)
    else:
        lock_file(data_file).mkdir()  # as good as a folder in which nothing can be made

    with lock_on(data_file) as one, lock_on(data_file, "Sevda") as other:
        assert one.take()
        assert other.take()


@links
def test_the_lock_follows_no_link_to_another_file(data_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("mine", encoding="utf-8")
    lock_file(data_file).symlink_to(other)

    with lock_on(data_file) as lock:
        assert lock.take()

    assert other.read_text(encoding="utf-8") == "mine"


def test_a_full_disk_hides_who_has_the_file_but_not_that_it_is_taken(
    data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    with lock_on(data_file) as lock:
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", full)
            assert lock.take()
        with pytest.raises(FieldAppError, match="file-in-use-unknown"):
            lock_on(data_file, "Sevda").require()


def test_a_store_beside_the_one_that_writes_reads_and_changes_nothing(
    held: WriterLock, data_file: Path
) -> None:
    with (
        contextlib.closing(Store(data_file, "Leyla", lock=held)) as mine,
        lock_on(data_file, "Sevda") as lock,
        contextlib.closing(Store(data_file, "Sevda", lock=lock)) as other,
    ):
        edits = make_edits(other.sheet(WEEK), {CELL: 7})
        with pytest.raises(FieldAppError, match="file-in-use"):
            other.write(WEEK, edits)
        with pytest.raises(FieldAppError, match="file-in-use"):
            other.set_status(WEEK, Status.READY)
        mine.write(WEEK, edits)

        assert other.sheet(WEEK).values == {CELL: 7}
        assert [row.who for row in other.history(WEEK, CELL)] == ["Leyla"]


def test_a_reader_asks_for_the_lock_with_its_first_write_only(data_file: Path) -> None:
    with lock_on(data_file) as lock, contextlib.closing(Store(data_file, "Leyla", lock=lock)) as store:
        sheet = store.sheet(WEEK)
        assert not lock_file(data_file).exists()

        store.write(WEEK, make_edits(sheet, {CELL: 7}))

        assert not lock_on(data_file, "Sevda").take()


def test_whoever_opens_a_store_hands_it_a_lock() -> None:
    """But for the demonstrations, which are made aside and get their names when whole, and for a copy of a
    backup that is looked at."""
    calls = [
        (module.name, {word.arg for word in node.keywords} | {*map(ast.unparse, node.args)})
        for module in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(module.read_bytes()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Store"
    ]

    assert len(calls) > 2
    aside = {"demo.py", "demo_headquarters.py", "restore.py"}
    assert {name for name, given in calls if "lock" not in given} == aside


def test_the_lock_of_a_program_that_was_killed_is_taken_without_a_word(data_file: Path) -> None:
    for who in ("Sevda", "Orxan"):
        with subprocess.Popen(
            [sys.executable, "-c", HOLD, data_file, who],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "True\n"
            with pytest.raises(FieldAppError, match=who):
                lock_on(data_file).require()

            other.kill()
            other.communicate()

        assert lock_file(data_file).exists()
    with lock_on(data_file) as lock:
        assert lock.take()
    assert not lock_file(data_file).exists()


def test_the_lock_is_the_one_that_filelock_takes(tmp_path):
    """Other versions of the app take it through filelock."""
    path = tmp_path / "a.lock"
    ours, theirs = (os.open(path, os.O_RDWR | os.O_CREAT) for _ in range(2))
    try:
        assert lock_descriptor(theirs, blocking=False)
        assert not writer_lock._locked(ours)
        unlock_descriptor(theirs)
        assert writer_lock._locked(ours)
        assert not lock_descriptor(theirs, blocking=False)
    finally:
        os.close(ours)
        os.close(theirs)
