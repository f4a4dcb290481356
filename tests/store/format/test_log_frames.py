"""What was entered last and lies in a broken log is said to be missing; a log that is whole is silent."""

import contextlib
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.core.sheet import Cell
from fieldapp.store.format.log_frames import lacks_entries
from fieldapp.store.store import Store
from tests.long import one_in

WEEK = read_period("2025-W11")
FRAME = 24 + 4096


def entered(store: Store, *values: int) -> None:
    for value in values:
        store.write(WEEK, make_edits(store.sheet(WEEK), {Cell("agdam", "uxo"): value}))


@pytest.fixture
def left(data_file: Path, tmp_path: Path) -> Path:
    """A file as a program leaves it that was killed after its fifth entry; two generations of its log."""
    with closing(Store(data_file, "Leyla")) as store:
        entered(store, 1, 2, 3)
        store._db.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
        entered(store, 4, 5)
        copy = tmp_path / "left.fieldapp"
        shutil.copyfile(data_file, copy)
        shutil.copyfile(f"{data_file}-wal", f"{copy}-wal")
    return copy


def log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def test_a_whole_log_is_silent(left: Path) -> None:
    assert log_of(left).stat().st_size > FRAME
    assert not lacks_entries(left)
    with closing(Store(left, "Leyla")) as store:
        assert not store.lacks_entries
        assert store.sheet(WEEK).value("agdam", "uxo") == 5


def test_a_file_without_a_log_or_with_an_empty_one_is_silent(data_file: Path) -> None:
    assert not lacks_entries(data_file)
    log_of(data_file).write_bytes(b"")
    assert not lacks_entries(data_file)


@pytest.mark.parametrize("seed", one_in(3, range(30)))
def test_a_bit_flipped_in_what_was_entered_last_is_told(left: Path, seed: int) -> None:
    data = bytearray(log_of(left).read_bytes())
    ends = [at for at in range(32, len(data), FRAME) if data[at + 8 : at + 16] == data[16:24]]
    place = random.Random(seed).randrange(ends[-1] + FRAME)
    data[place] ^= 1 << seed % 8
    log_of(left).write_bytes(bytes(data))

    assert lacks_entries(left)
    with closing(Store(left, "Leyla")) as store:
        assert store.lacks_entries or store.sheet(WEEK).value("agdam", "uxo") == 5


@pytest.mark.parametrize("data", [b"\0" * 4000, b"not a log", bytes(range(256)) * 40])
def test_a_log_of_something_else_is_told(left: Path, data: bytes) -> None:
    log_of(left).write_bytes(data)

    assert lacks_entries(left)


def test_a_log_that_was_cut_off_in_an_entry_is_told(left: Path) -> None:
    data = log_of(left).read_bytes()
    own = [at for at in range(32, len(data), FRAME) if data[at + 8 : at + 16] == data[16:24]]
    log_of(left).write_bytes(data[: own[-1] + 700])

    assert lacks_entries(left)


def give_up(store: Store) -> None:
    """A long entry that is refused at its end, when its beginning was in the log already."""
    store._db.execute("PRAGMA cache_size = 10")
    with contextlib.suppress(FieldAppError), store._changing(WEEK) as change:
        for number in range(200):
            change.put("note", district=f"{number}", indicator="uxo", text="x" * 1000)
        raise FieldAppError("stale-edit")


def killed(data_file: Path, folder: Path) -> Path:
    """What is left of a file whose program ends now."""
    copy = folder / "left.fieldapp"
    shutil.copyfile(data_file, copy)
    shutil.copyfile(f"{data_file}-wal", f"{copy}-wal")
    return copy


def test_an_entry_that_was_given_up_is_no_broken_log(data_file: Path, tmp_path: Path) -> None:
    """Another program reads, so that its beginning has to stay in the log."""
    with closing(Store(data_file, "Leyla")) as store, closing(sqlite3.connect(data_file)) as reader:
        entered(store, 1, 2)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM history").fetchall()
        size = log_of(data_file).stat().st_size
        give_up(store)
        copy = killed(data_file, tmp_path)

    assert log_of(copy).stat().st_size > size, "nothing of it came into the log"
    assert not lacks_entries(copy)


def test_behind_an_entry_that_was_given_up_a_shorter_one_is_no_broken_log(
    data_file: Path, tmp_path: Path
) -> None:
    """What was left of the longer one stood behind the end, and could not be told from broken entries."""
    with closing(Store(data_file, "Leyla")) as store:
        entered(store, 1, 2)
        give_up(store)
        entered(store, 3)
        copy = killed(data_file, tmp_path)

    assert not lacks_entries(copy)
    with closing(Store(copy, "Leyla")) as store:
        assert store.sheet(WEEK).value("agdam", "uxo") == 3
