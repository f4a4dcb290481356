"""A log that was left behind by another file never hides what a file holds."""

import contextlib
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import Cell
from fieldapp.store.backup import take_snapshot
from fieldapp.store.store import Store
from tests.core.making import WEEK
from tests.data_files import empty_file

BUGS = Path(__file__).parent / "bugs"
NAME = "replaced-beside-old-log.fieldapp"


def put(store: Store, cell: Cell, value: int) -> None:
    store.write(WEEK, make_edits(store.sheet(WEEK), {cell: value}))


def copied(source: Path, target: Path) -> Path:
    """A file as it would be found after a power cut: with its log beside it."""
    for end in ("", "-wal"):
        shutil.copyfile(f"{source}{end}", f"{target}{end}")
    return target


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return empty_file(tmp_path / "week.fieldapp")


def test_the_public_case_is_refused_and_both_files_are_left_as_they_are(tmp_path: Path) -> None:
    path = copied(BUGS / NAME, tmp_path / "week.fieldapp")
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    with pytest.raises(FieldAppError, match="foreign-log"):
        Store(path, "Leyla")

    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_without_the_log_the_file_holds_its_five_figures(tmp_path: Path) -> None:
    path = tmp_path / "week.fieldapp"
    shutil.copyfile(BUGS / NAME, path)

    store = Store(path, "Leyla")
    (period,) = store.periods()
    figures = [value for cell, value in store.sheet(period).values.items() if cell.indicator == "at_mines"]
    store.close()

    assert sorted(figures) == [200, 201, 202, 203, 204]


def test_a_files_own_log_is_taken_in_after_a_power_cut(file: Path, tmp_path: Path) -> None:
    store = Store(file, "Leyla")
    for number in range(12):
        put(store, Cell("agdam", "uxo"), number + 1)
    cut_off = copied(file, tmp_path / "cut.fieldapp")
    store.close()

    again = Store(cut_off, "Leyla")
    assert again.sheet(WEEK).value("agdam", "uxo") == 12
    again.close()


def test_a_file_that_was_half_way_through_taking_its_log_in_is_opened(file: Path, tmp_path: Path) -> None:
    """Some of the log's pages are in the file already; alone it may be no file at all."""
    store = Store(file, "Leyla")
    for number in range(40):
        put(store, Cell("agdam", "uxo"), number + 1)
    store.close()
    store = Store(file, "Leyla")
    for number in range(40):
        put(store, Cell("lacin", "uxo"), number + 1)
    before = copied(file, tmp_path / "before.fieldapp")
    store.checkpoint()
    whole, half = file.read_bytes(), bytearray(before.read_bytes())
    store.close()
    for page in range(0, len(whole), 8192):
        half[page : page + 4096] = whole[page : page + 4096]
    before.write_bytes(bytes(half))

    again = Store(before, "Leyla")
    assert again.sheet(WEEK).value("lacin", "uxo") == 40
    again.close()


def test_an_older_copy_with_other_entries_beside_a_log_is_refused(file: Path, tmp_path: Path) -> None:
    """Two files that went different ways from one beginning: neither swallows the other."""
    other = tmp_path / "other.fieldapp"
    shutil.copyfile(file, other)
    store = Store(other, "Sevda")
    put(store, Cell("lacin", "uxo"), 7)
    store.close()
    store = Store(file, "Leyla")
    put(store, Cell("agdam", "uxo"), 5)
    log = Path(f"{file}-wal").read_bytes()
    store.close()
    Path(f"{other}-wal").write_bytes(log)

    with pytest.raises(FieldAppError, match="foreign-log"):
        Store(other, "Sevda")


def test_a_second_window_opens_a_file_that_is_being_written(file: Path) -> None:
    first = Store(file, "Leyla")
    put(first, Cell("agdam", "uxo"), 5)

    second = Store(file, "Sevda")
    assert second.sheet(WEEK).value("agdam", "uxo") == 5
    second.close()
    first.close()
    with contextlib.closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM history").fetchone() == (1,)


def _random(earlier: bytes, now: bytes) -> bytes:
    return random.Random(7).randbytes(len(now))


def _without_last_entries(earlier: bytes, now: bytes) -> bytes:
    """Whole in itself: it tells of fewer pages in the log than there are."""
    return earlier


def _one_bit(earlier: bytes, now: bytes) -> bytes:
    return now[:16] + bytes([now[16] ^ 1]) + now[17:]


MEMORIES: dict[str, Callable[[bytes, bytes], bytes]] = {
    "random": _random,
    "older": _without_last_entries,
    "a bit of how far the log goes": _one_bit,
    "zeros": lambda earlier, now: bytes(len(now)),
    "cut off": lambda earlier, now: now[:100],
    "empty": lambda earlier, now: b"",
    "too long": lambda earlier, now: now + now,
}


@pytest.mark.parametrize("damage", MEMORIES)
@pytest.mark.parametrize("is_writable", [True, False])
def test_a_damaged_index_of_the_log_beside_a_good_file_and_log_costs_nothing_and_is_not_worth_a_word(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str, is_writable: bool
) -> None:
    """SQLite makes the `-shm` anew from the log, whatever it holds."""
    left = tmp_path / "left" / "week.fieldapp"
    left.parent.mkdir()
    with contextlib.closing(Store(file, "Leyla")) as store:
        put(store, Cell("agdam", "uxo"), 1)
        earlier = Path(f"{file}-shm").read_bytes()
        for number in range(2, 8):
            put(store, Cell("agdam", "uxo"), number)
        copied(file, left)
        memory = MEMORIES[damage](earlier, Path(f"{file}-shm").read_bytes())
    Path(f"{left}-shm").write_bytes(memory)
    if not is_writable:
        monkeypatch.setattr("os.access", lambda path, mode: Path(path).parent != left.parent)

    with contextlib.closing(Store(left, "Leyla")) as store:
        assert not store.lacks_entries
        assert store.sheet(WEEK).value("agdam", "uxo") == 7
        assert not list(filter(None, store.problems()))
    assert len(take_snapshot(left)) > 0
