import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.core.sheet import Cell
from fieldapp.resources import programme_text
from fieldapp.store.store import Store, create_store
from tests.core.making import refusal

FILES = Path(__file__).parent / "files"
WEEK = read_period("2025-W11")
DISTRICTS = ("agdam", "terter", "lacin")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "office.fieldapp"
    create_store(path, programme_text("azerbaijan"), "hq")
    return path


def write(store: Store, district: str, number: int) -> None:
    store.write(WEEK, make_edits(store.sheet(WEEK), {Cell(district, "uxo"): number}))


def left_behind(file: Path, folder: Path) -> Path:
    """A copy of a file with its log, as a power cut leaves both."""
    folder.mkdir()
    shutil.copy(file, folder / file.name)
    shutil.copy(f"{file}-wal", folder / f"{file.name}-wal")
    return folder / file.name


def held(path: Path) -> dict[str, object]:
    with closing(Store(path, "reader")) as store:
        return {cell.district: value for cell, value in store.sheet(WEEK).values.items()}


def test_a_newer_copy_beside_an_old_log_is_refused_and_both_are_left_as_they_are(tmp_path: Path) -> None:
    for name in ("replaced-beside-old-log.fieldapp", "replaced-beside-old-log.fieldapp-wal"):
        shutil.copy(FILES / name, tmp_path / name)
    path = tmp_path / "replaced-beside-old-log.fieldapp"
    log = path.with_name(f"{path.name}-wal")
    before = path.read_bytes(), log.read_bytes()

    with pytest.raises(FieldAppError) as error:
        Store(path, "reader")

    assert refusal(error) == ("log-of-another-copy", {"path": path, "log": log.name})
    assert (path.read_bytes(), log.read_bytes()) == before
    log.unlink()
    with closing(Store(path, "reader")) as store:
        sheet = store.sheet(WEEK)
        found = [sheet.value(district, "at_mines") for district in ("agdere", "agdam", "xocali")]
        assert found == [200, 201, 202]


def test_what_a_power_cut_left_in_its_own_log_is_there(file: Path, tmp_path: Path) -> None:
    with closing(Store(file, "Aygün")) as store:
        write(store, "agdam", 1)
        store.checkpoint()
        write(store, "terter", 2)
        cut = left_behind(file, tmp_path / "cut")

    assert held(cut) == {"agdam": 1, "terter": 2}


def test_a_log_that_was_being_folded_in_is_still_the_files_own(file: Path, tmp_path: Path) -> None:
    """Any of its pages may be in the file already."""
    with closing(Store(file, "Aygün")) as store:
        for number, district in enumerate(DISTRICTS):
            write(store, district, number)
        cut = left_behind(file, tmp_path / "cut")
    whole = file.read_bytes()  # closing folded the log in
    size = 4096
    for page in range(0, len(whole) // size, 2):
        part = bytearray(cut.read_bytes())
        part[page * size : (page + 1) * size] = whole[page * size : (page + 1) * size]
        again = left_behind(cut, tmp_path / f"page {page}")
        again.write_bytes(part)

        assert held(again) == {"agdam": 0, "terter": 1, "lacin": 2}


def test_a_second_window_opens_beside_the_log_of_the_first(file: Path) -> None:
    with closing(Store(file, "Aygün")) as first:
        write(first, "agdam", 1)
        with closing(Store(file, "Rauf")) as second:
            write(second, "terter", 2)
        assert Path(f"{file}-wal").stat().st_size

    assert held(file) == {"agdam": 1, "terter": 2}


def test_a_file_that_is_not_whole_alone_is_opened_with_its_log(file: Path, tmp_path: Path) -> None:
    with closing(Store(file, "Aygün")) as store:
        write(store, "agdam", 1)
        cut = left_behind(file, tmp_path / "cut")
    with closing(sqlite3.connect(f"file:{cut}?mode=ro", uri=True)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'history'").fetchone()
    part = bytearray(cut.read_bytes())
    part[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    cut.write_bytes(part)

    assert held(cut) == {"agdam": 1}
