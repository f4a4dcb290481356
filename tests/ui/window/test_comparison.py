"""All of the file is compared while nobody waits: nothing is said while it fits, and what does not is shown
with the way to a backup."""

import contextlib
import sqlite3
from datetime import datetime

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from fieldapp.core.backups import BackupReason
from fieldapp.core.edits import make_edits
from fieldapp.core.sheet import Cell
from fieldapp.store.backup import back_up, backup_folder, list_backups
from fieldapp.store.store import Store
from fieldapp.ui.backups import keeper as keeping
from fieldapp.ui.window import comparison as comparing
from fieldapp.ui.window.help_dialogs import AboutDialog
from tests.store.ten_years import write_weeks
from tests.ui.driving import NOW, WEEK, cut_off, data_file, document_of, opened, running
from tests.ui.window.test_second_window import Elsewhere, come_back_to

CELL = Cell("terter", "ap_mines")
BEFORE = type(WEEK)(WEEK.start.replace(day=3), WEEK.start.replace(day=9))
FOURTEENTH = datetime(2025, 3, 14, 8, 0)
WHOLE = "hq.fieldapp: compared as a whole on 17 Mar 2025, 09:30; all of it is as it was written."


@pytest.fixture
def file(tmp_path):
    file = data_file(tmp_path)
    with contextlib.closing(Store(file, "Sevda", lambda: NOW)) as store:
        store.write(BEFORE, make_edits(store.sheet(BEFORE), {CELL: 5}))
        store.write(WEEK, make_edits(store.sheet(WEEK), {CELL: 8642}))
    return file


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


def damage(file, statement, *values):
    with contextlib.closing(sqlite3.connect(file)) as db, db:
        assert db.execute(statement, values).rowcount


def damage_sheet(file, period=BEFORE):
    sheet = "(SELECT id FROM sheet WHERE start = ?)"
    damage(file, f"UPDATE tally SET value = value + 1 WHERE sheet = {sheet}", period.start.isoformat())


def compared(window):
    """The strip, after everything was compared and the backups were looked through."""
    window.comparison.compare()
    window.comparison.jobs.wait()
    window.errands.backups.jobs.wait()
    return window.comparison.strip


def about(window):
    window.actions_by_key["about"].trigger()
    dialog = next(one for one in window.findChildren(AboutDialog) if one.isVisible())
    words = [label.text() for label in dialog.findChildren(QLabel)]
    dialog.reject()
    return words


def test_nothing_is_said_while_all_fits_except_where_somebody_asks(session, file):
    window = opened(session, file)
    assert "hq.fieldapp has not been compared as a whole since it was opened." in about(window)

    strip = compared(window)

    assert not strip.isVisible()
    assert window.status.text == ""
    assert WHOLE in about(window)


def test_a_sheet_that_nobody_has_opened_is_named_with_the_way_to_it_and_to_its_backup(session, file):
    back_up(file, backup_folder(file), FOURTEENTH, BackupReason.ASKED)
    damage_sheet(file)
    window = opened(session, file)
    strip = compared(window)

    assert document_of(window).damage is None
    assert strip.isVisible()
    assert strip.message.kind == "error"
    assert strip.text == (
        "The sheet of Headquarters for 3–9 Mar 2025 is not as it was written; its figures are not shown. "
        "The newest backup that has it whole is of 14 Mar 2025, 08:00."
    )
    assert [link.text() for link in strip.links] == ["Show the sheet", "Go back to a backup"]
    strip.links[0].click()
    assert document_of(window).period == BEFORE
    assert document_of(window).damage is not None
    assert window.damaged.strip.isVisible()
    assert not strip.isVisible()
    window.actions_by_key["forward"].trigger()
    assert strip.isVisible()
    window.errands.backups.jobs.wait()


def test_the_backup_that_is_offered_is_the_one_that_is_chosen(session, file):
    folder = backup_folder(file)
    back_up(file, folder, FOURTEENTH, BackupReason.ASKED)
    whole = list_backups(file, folder)[0].path
    newer = back_up(file, folder, FOURTEENTH.replace(day=15), BackupReason.ASKED)
    newer.write_bytes(newer.read_bytes()[:-1])
    damage_sheet(file)
    window = opened(session, file)
    compared(window).links[1].click()
    dialog = window.errands.backups.dialog

    assert dialog.table.chosen == whole
    assert dialog.table.rowCount() == 2
    window.errands.backups.jobs.wait()
    assert dialog.held.startswith("The backup holds 2 sheets.")
    assert [dialog.sheets.item(0, place).text() for place in (1, 2)] == ["draft", ""]  # not *absent*


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE history SET who = 'Orxan' WHERE id = 2", "The history is not as it was written, at row 2."),
        (
            "UPDATE digest SET digest = '' WHERE scope = 'sheets hq'",
            "The list of the sheets of Headquarters is not as it was written: one may be missing.",
        ),
    ],
)
def test_what_is_of_no_one_sheet_is_told_too(session, file, statement, said):
    damage(file, statement)
    window = opened(session, file)
    strip = compared(window)

    assert strip.isVisible()
    assert said in strip.text
    assert strip.text.endswith(("No backup that is known is whole.", "No backup that is known has it whole."))
    assert any("does not fit" in words or "do not fit" in words for words in about(window))


def test_of_a_history_that_is_not_as_it_was_written_the_panel_does_not_say_that_it_is_empty(session, file):
    damage(file, "UPDATE history SET who = 'Orxan' WHERE id = 2")
    window = opened(session, file)
    window.grid.go_to(Cell("terter", "uxo"))
    words = [label.text() for label in window.side.findChildren(QLabel) if label.isVisible()]

    assert "Nothing has been entered here yet." not in words
    assert "What was entered here cannot be told." in words


def test_of_several_the_first_is_named_and_the_others_are_counted(session, file):
    damage_sheet(file)
    damage(file, "UPDATE history SET who = 'Orxan' WHERE id = 2")
    window = opened(session, file)
    strip = compared(window)

    assert strip.text.startswith("The sheet of Headquarters for 3–9 Mar 2025 is not as it was written;")
    assert "1 more thing does not fit." in strip.text


def test_the_sheet_in_sight_is_shown_as_damaged_when_it_has_become_so(session, file):
    window = opened(session, file)
    damage_sheet(file, WEEK)
    strip = compared(window)

    assert document_of(window).damage is not None
    assert window.damaged.strip.isVisible()
    assert not strip.isVisible()


def test_what_cannot_be_read_any_more_is_told(session, file):
    window = opened(session, file)
    size = file.stat().st_size
    with file.open("r+b") as held:
        held.truncate(size - 100)
    strip = compared(window)

    assert strip.isVisible()
    with file.open("r+b") as held:
        held.truncate(size)


def test_it_is_done_once_the_window_is_there_and_the_backup_of_the_day_after_it(
    qapp, tmp_path, file, monkeypatch, qtbot
):
    monkeypatch.setattr(comparing, "AFTER_PAINT_MS", 0)
    monkeypatch.setattr(keeping, "AFTER_FIRST_PAINT_MS", 0)
    with running(qapp, tmp_path, period=WEEK, keeps_backups=True, compares=True) as session:
        window = opened(session, file)
        assert not window.comparison.jobs.is_busy
        with qtbot.waitSignal(window.comparison.ended):
            assert list_backups(file, backup_folder(file)) == []
        qtbot.waitUntil(lambda: bool(list_backups(file, backup_folder(file))))
        assert window.comparison.said(session.texts) == WHOLE


def test_a_picture_is_taken_without_it(qapp, tmp_path, file):
    with running(qapp, tmp_path, period=WEEK, compares=True, picture=tmp_path / "a.png") as session:
        window = opened(session, file)

        assert not [timer for timer in window.comparison.findChildren(QTimer) if timer.isActive()]


def test_it_is_done_anew_when_another_program_has_let_go_of_the_file(
    qapp, tmp_path, file, monkeypatch, qtbot
):
    monkeypatch.setattr(comparing, "AFTER_PAINT_MS", 0)
    with running(qapp, tmp_path, period=WEEK, compares=True) as session:
        with contextlib.closing(Elsewhere(file)):
            window = opened(session, file)
            qtbot.waitSignal(window.comparison.ended).wait()
            damage_sheet(file)
        with qtbot.waitSignal(window.comparison.ended):
            come_back_to(window)
        assert window.comparison.strip.isVisible()
        window.errands.backups.jobs.wait()


def test_closing_does_not_wait_for_it(session, tmp_path):
    window = opened(session, write_weeks(tmp_path / "large.fieldapp", weeks=12))
    window.comparison.compare()
    window.comparison.stop()

    assert not window.comparison.jobs.is_busy
    assert "has not been compared as a whole" in window.comparison.said(session.texts)


def test_what_is_written_meanwhile_is_written_at_once_and_is_no_damage(session, file):
    window = opened(session, file)
    window.comparison.compare()
    for value in range(20):
        document_of(window).enter(CELL, str(value))
    window.comparison.jobs.wait()

    assert document_of(window).disk.is_whole
    assert not window.comparison.strip.isVisible()
    assert window.comparison.said(session.texts) == WHOLE


def test_it_is_said_in_every_language(session, file, qtbot):
    back_up(file, backup_folder(file), FOURTEENTH, BackupReason.ASKED)
    damage_sheet(file)
    damage(file, "UPDATE history SET who = 'Orxan' WHERE id = 2")
    window = opened(session, file)
    said = {compared(window).text}
    for language in ("az", "ru"):
        window.actions_by_key[f"language-{language}"].trigger()
        said.add(window.comparison.strip.text)
        qtbot.waitUntil(lambda: cut_off(window) == [])

    assert len(said) == 3
