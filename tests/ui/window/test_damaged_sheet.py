"""A damaged sheet is shown as damaged: no figure, no key, what is known, and the backup that has it whole."""

import contextlib
import sqlite3
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from fieldapp.core.backups import BackupReason
from fieldapp.core.edits import make_edits
from fieldapp.core.sheet import Cell
from fieldapp.store.backup import back_up, backup_folder
from fieldapp.store.store import Store
from fieldapp.ui.document.outcome import Refused
from tests.ui.driving import NOW, WEEK, cut_off, data_file, document_of, opened, press, running

CELL = Cell("terter", "ap_mines")
BEFORE = type(WEEK)(WEEK.start.replace(day=3), WEEK.start.replace(day=9))
HELD_BACK = "Nothing was changed. The sheet is damaged, as the line above says."


@pytest.fixture
def file(tmp_path):
    file = data_file(tmp_path)
    with contextlib.closing(Store(file, "Sevda", lambda: NOW)) as store:
        store.write(BEFORE, make_edits(store.sheet(BEFORE), {CELL: 5}))
        store.write(WEEK, make_edits(store.sheet(WEEK), {CELL: 8642}))
    return file


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path) as session:
        yield session


def damage(file):
    with contextlib.closing(sqlite3.connect(file)) as db, db:
        sheet = "(SELECT id FROM sheet WHERE start = ?)"
        changed = db.execute(
            f"UPDATE tally SET value = value + 1 WHERE sheet = {sheet}", [WEEK.start.isoformat()]
        )
        assert changed.rowcount


def figures(window):
    model = window.grid.body.sheet_model
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return {str(model.index(row, column).data() or "") for row in rows for column in columns}


def searched(window, qtbot):
    qtbot.waitUntil(lambda: not window.errands.backups.jobs.is_busy)
    return window.damaged.strip


def test_a_file_whose_newest_sheet_is_damaged_opens_and_shows_no_figure_of_it(session, file, qtbot):
    damage(file)
    window = opened(session, file)
    strip = searched(window, qtbot)

    assert document_of(window).period == WEEK
    assert document_of(window).damage.code == "sheet-damaged"
    assert not any(character.isdigit() for text in figures(window) for character in text)
    assert strip.isVisible()
    assert strip.text.startswith("The sheet of Headquarters for 10–16 Mar 2025 is damaged: ")
    assert "It was last changed on 17 Mar 2025, 09:30 by Sevda." in strip.text
    assert strip.text.endswith("No backup that is known has it whole.")


def test_nothing_calls_it_on_disk_ready_or_checked(session, file, qtbot):
    damage(file)
    window = opened(session, file)
    header = window.header

    assert (header.status_text, header.saved_text) == ("Damaged", "")
    assert header.answered_text == "No figure is shown"
    assert header.reason_text == "The sheet is damaged"
    assert window.side.findings.nothing_texts[0] == "Nothing can be checked"
    assert window.grid.ask_line.text == "The sheet is damaged"
    shown = " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())
    for untrue in ("not reported", "Nothing has been entered", "Type the first", "0 of 13"):
        assert untrue not in shown
    assert cut_off(window) == []


def test_the_header_says_once_that_the_sheet_is_damaged_and_shows_no_sign_beside_nothing(session, file):
    damage(file)
    header = opened(session, file).header
    said = [label for label in header.findChildren(QLabel) if label.isVisible()]

    assert [label.text() for label in said].count("Damaged") <= 1
    assert header._saved_icon.isHidden()


def test_of_a_past_that_cannot_be_shown_nobody_says_that_it_holds_no_number(session, file):
    with contextlib.closing(sqlite3.connect(file)) as db, db:
        db.execute("UPDATE tally SET value = value + 1 WHERE sheet = (SELECT max(id) FROM sheet)")
    window = opened(session, file)
    window.grid.go_to(CELL)
    words = [label.text() for label in window.side.findChildren(QLabel) if label.isVisible()]

    assert document_of(window).damage is None
    assert "No earlier period holds a number here." not in words
    assert "An earlier sheet cannot be shown; the others hold no number here." in words


def test_it_takes_no_key(session, file, qtbot):
    damage(file)
    window = opened(session, file)
    window.activateWindow()
    window.grid.go_to(CELL)
    qtbot.waitUntil(lambda: window.grid.body.hasFocus())

    for key in ("7", "n", Qt.Key.Key_F2, Qt.Key.Key_Delete):
        window.status.clear()
        press(key)
        assert window.grid.body.field() is None, key
        assert window.status.text == HELD_BACK, key
    document = document_of(window)
    assert isinstance(document.push(make_edits(document.sheet, {CELL: 1})), Refused)
    assert document.disk.waiting == 0


def test_all_other_sheets_stay_usable_and_it_is_said_again_on_the_way_back(session, file, qtbot):
    damage(file)
    window = opened(session, file)
    document = document_of(window)

    window.actions_by_key["back"].trigger()
    assert document.period == BEFORE
    assert document.damage is None
    assert not window.damaged.strip.isVisible()
    document.enter(CELL, "6")
    assert document.store.sheet(BEFORE).values[CELL] == 6
    window.actions_by_key["forward"].trigger()
    assert document.damage is not None
    assert window.damaged.strip.isVisible()
    assert window.header.status_text == "Damaged"


@pytest.mark.parametrize("key", ["advance", "export", "save-form", "copy-wire"])
def test_nothing_is_made_of_it(session, file, qtbot, key):
    damage(file)
    window = opened(session, file)

    window.actions_by_key[key].trigger()

    assert "damaged" in window.status.text


def test_the_newest_backup_that_has_it_whole_is_offered(session, file, qtbot):
    back_up(file, backup_folder(file), datetime(2025, 3, 14, 8, 0), BackupReason.ASKED)
    damage(file)
    window = opened(session, file)
    strip = searched(window, qtbot)

    assert strip.text.endswith("The newest backup that has it whole is of 14 Mar 2025, 08:00.")
    strip.links[0].click()
    assert window.errands.backups.dialog is not None
    window.errands.backups.dialog.reject()
    searched(window, qtbot)


def test_a_sheet_that_is_damaged_while_it_is_shown_is_seen_before_something_is_made_of_it(session, file):
    window = opened(session, file)
    damage(file)

    window.actions_by_key["export"].trigger()

    assert document_of(window).damage is not None
    assert "8642" not in figures(window)


def test_it_is_said_in_every_language(session, file, qtbot):
    damage(file)
    window = opened(session, file)
    said = {searched(window, qtbot).text}
    for language in ("az", "ru"):
        window.actions_by_key[f"language-{language}"].trigger()
        said.add(window.damaged.strip.text)
        qtbot.waitUntil(lambda: cut_off(window) == [])
    assert len(said) == 3
