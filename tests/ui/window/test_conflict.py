"""Two windows on one file: whoever comes second is told what the first did, and loses nothing."""

import sqlite3
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from fieldapp.core.edits import annotate, make_edits
from fieldapp.core.sheet import Cell
from fieldapp.store.store import Store
from fieldapp.ui.sheet.model import SheetRole
from tests.ui.driving import NOW, WEEK, data_file, opened, press, running

CELL = Cell("terter", "ap_mines")


@pytest.fixture
def window(qapp, tmp_path, qtbot):
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        window.activateWindow()
        window.grid.go_to(CELL)
        qtbot.waitUntil(lambda: window.grid.body.hasFocus())
        yield window


def change_elsewhere(file, wanted, who="Sevda"):
    store = Store(file, who, lambda: NOW + timedelta(minutes=12))
    store.write(WEEK, make_edits(store.sheet(WEEK), wanted))
    store.close()


def test_who_when_and_what_stood_in_the_way_is_said_and_the_typed_text_stays(window):
    change_elsewhere(window.file, {CELL: 99})

    press("7")
    press(Qt.Key.Key_Return)

    assert window.alarm.text == (
        "Tartar, AP mines was changed elsewhere (17 Mar 2025, 09:42 · Sevda): 1 → 99. What was typed here was"
        " not written over it."
    )
    index = window.grid.body.sheet_model.index_of(CELL)
    assert index.data() == "7"
    assert index.data(SheetRole.BENEATH) == "counted: 99"
    assert "is not on the disk. Type it again." in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "room" not in index.data(Qt.ItemDataRole.ToolTipRole)


def test_it_is_said_anew_in_another_language(window):
    change_elsewhere(window.file, {CELL: 99})
    press("7")
    press(Qt.Key.Key_Return)

    window.actions_by_key["language-ru"].trigger()

    assert "изменено в другом месте" in window.alarm.text
    assert "Sevda" in window.alarm.text


def test_what_a_program_that_is_not_ours_has_written_is_no_figure(window):
    with sqlite3.connect(window.file) as other:
        other.execute("UPDATE tally SET value = 99 WHERE district = 'terter' AND indicator = 'ap_mines'")
    other.close()

    press("7")
    press(Qt.Key.Key_Return)

    assert "is damaged" in window.alarm.text
    assert window._document.sheet.value("terter", "ap_mines") != 99


def test_an_undo_that_comes_too_late_says_so_too(window):
    press("7")
    press(Qt.Key.Key_Return)
    change_elsewhere(window.file, {CELL: 5})

    window.actions_by_key["undo"].trigger()

    assert "was changed elsewhere (17 Mar 2025, 09:42 · Sevda): 7 → 5" in window.alarm.text
    assert window._document.sheet.value("terter", "ap_mines") == 5


def test_a_note_that_comes_too_late_says_which_one_is_there(window):
    store = Store(window.file, "Sevda", lambda: NOW + timedelta(minutes=12))
    store.write(WEEK, annotate(store.sheet(WEEK), CELL, "seen by Sevda"))
    store.close()

    window._document.annotate(CELL, "seen by me")

    assert "Note: seen by Sevda" in window.alarm.text
