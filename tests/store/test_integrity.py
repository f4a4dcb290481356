"""A figure that its history does not tell is never taken for a figure; a file that is gone takes no entry."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState
from fieldapp.store.store import Store

WEEK = read_period("2025-W11")


@pytest.fixture
def filled(data_file: Path) -> Path:
    store = Store(data_file, "Leyla")
    wanted: dict[Cell, Content | None] = {
        Cell("agdam", "area_cleared_ha"): 16_511_000,
        Cell("susa", STATE): RowState.NO_OPERATIONS,
        Cell(CONTROL, "ap_mines"): 155,
    }
    store.write(WEEK, make_edits(store.sheet(WEEK), wanted))
    store.write(WEEK, make_edits(store.sheet(WEEK), {Cell("lacin", "uxo"): 5}))
    store.write(WEEK, make_edits(store.sheet(WEEK), {Cell("lacin", "uxo"): None}))
    store.close()
    return data_file


def test_a_file_whose_history_tells_its_figures_opens(filled: Path) -> None:
    Store(filled, "Leyla").close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE tally SET value = value + 1",
        "UPDATE tally SET value = 'abc'",
        "UPDATE tally SET value = 'NaN'",
        "DELETE FROM tally",
        "DELETE FROM no_operations",
        "UPDATE control_total SET value = 551",
        "INSERT INTO tally VALUES (1, 'lacin', 'uxo', 5, 'hq')",
        "UPDATE tally SET indicator = 'uxo'",
        "DROP TABLE unread",
        "ALTER TABLE tally RENAME COLUMN value TO figure",
        "UPDATE period SET start = '2025'",
        "UPDATE about SET value = CAST(x'ff' AS TEXT) WHERE key = 'programme'",
    ],
)
def test_a_figure_changed_behind_the_apps_back_is_told_at_opening(filled: Path, damage: str) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute(damage)
        connection.commit()

    with pytest.raises(FieldAppError) as error:
        look_through(filled)

    assert error.value.code == "file-damaged"


def look_through(path: Path) -> None:
    with closing(Store(path, "Leyla")) as store:
        store.sheet(WEEK)
        store.periods()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file where it is")
@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_file_that_was_moved_away_takes_no_entry(filled: Path, tmp_path: Path, is_replaced: bool) -> None:
    copy = filled.read_bytes()
    store = Store(filled, "Leyla")
    try:
        filled.rename(tmp_path / "elsewhere.fieldapp")
        if is_replaced:
            filled.write_bytes(copy)
        with pytest.raises(FieldAppError) as error:
            store.write(WEEK, make_edits(store.sheet(WEEK), {Cell("lacin", "uxo"): 7}))
    finally:
        store.close()

    assert error.value.code == "file-gone"
