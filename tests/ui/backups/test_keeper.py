"""Backups in the window: one a day with nobody asked, one when it is wanted, and the way back."""

import errno
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog

from fieldapp.core.backups import BackupReason
from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import Cell
from fieldapp.store.backup import back_up, backup_folder, is_whole, list_backups
from fieldapp.ui.app.welcome import Welcome
from fieldapp.ui.backups import keeper as keeping
from fieldapp.ui.kit.aliases import Key
from fieldapp.ui.kit.desktop import Desktop
from fieldapp.ui.window.main_window import MainWindow
from tests.other_program import look_at
from tests.ui.driving import NOW, WEEK, bury, data_file, disk_of, document_of, opened, running

CELL = Cell("agdam", "uxo")
TODAY = NOW.replace(tzinfo=None)


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path):
    return opened(session, data_file(tmp_path))


@pytest.fixture
def keeper(window):
    return window.errands.backups


def made_on(file: Path, *days: int) -> list[Path]:
    """Backups of so many days ago."""
    folder = backup_folder(file)
    return [back_up(file, folder, TODAY - timedelta(days=day), BackupReason.DAILY) for day in days]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


# every day


def test_one_is_made_a_day_and_nothing_is_said(window, keeper):
    for _ in range(2):
        keeper.make_daily()
        keeper.jobs.wait()

    assert names(keeper.folder) == ["hq 2025-03-17 093000 daily.fieldapp"]
    assert window.status.text == ""
    assert is_whole(next(keeper.folder.iterdir()))


def test_the_first_is_made_after_the_window_is_there(qapp, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(keeping, "AFTER_FIRST_PAINT_MS", 0)
    with running(qapp, tmp_path, period=WEEK, keeps_backups=True) as session:
        window = opened(session, data_file(tmp_path))
        keeper = window.errands.backups
        assert not keeper.jobs.is_busy
        qtbot.waitUntil(lambda: bool(names(keeper.folder)))


def test_a_picture_makes_none(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK, keeps_backups=True, picture=tmp_path / "a.png") as session:
        window = opened(session, data_file(tmp_path))

        assert not [timer for timer in window.errands.backups.findChildren(QTimer) if timer.isActive()]


@pytest.mark.parametrize("file", [{"rows": 0}, {"is_demonstration": True}])
def test_where_nothing_can_be_lost_none_is_made(session, tmp_path, file):
    keeper = opened(session, data_file(tmp_path, **file)).errands.backups
    keeper.make_daily()
    keeper.jobs.wait()

    assert not keeper.folder.exists()


def full(*_: object) -> int:
    raise OSError(errno.ENOSPC, "full")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([1], ""),
        ([3], "The newest backup is of 14 Mar 2025, 09:30: There is no room left"),
        ([], "There is no backup of this file: There is no room left"),
    ],
)
def test_one_that_cannot_be_made_is_told_only_where_the_newest_is_too_old(
    window, keeper, monkeypatch, days, said
):
    made_on(window.file, *days)
    with monkeypatch.context() as broken:
        broken.setattr(os, "write", full)
        keeper.make_daily()
        keeper.jobs.wait()

    assert window.status.text[: len(said)] == said
    assert bool(window.status.text) is bool(said)
    assert window.status.message.kind == ("warning" if said else "plain")


def test_closing_does_not_wait_for_a_backup_to_be_finished(session, window, keeper):
    keeper.make_daily()
    session.close()

    assert [name for name in names(keeper.folder) if name.startswith(".")] == []


# when it is wanted


def test_one_is_made_now_and_its_place_is_shown(window, keeper):
    window.actions_by_key["back-up"].trigger()
    dialog = keeper.dialog
    assert dialog.age == "There is no backup yet."

    dialog.now.click()
    assert not dialog.now.isEnabled()
    keeper.jobs.wait()

    assert dialog.said == "Backed up: hq 2025-03-17 093000 asked.fieldapp"
    assert dialog.age == "Newest backup: 17 Mar 2025, 09:30 (by hand)"
    assert dialog.now.isEnabled()


def test_a_stick_can_be_removed_once_it_was_read_again(session, window, keeper, tmp_path, monkeypatch):
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr("fieldapp.ui.backups.keeper.volume_of", lambda path: int(path == stick))
    session.kit.desktop.chosen = stick
    window.actions_by_key["back-up"].trigger()
    keeper.dialog.stick.click()
    keeper.jobs.wait()

    assert names(stick) == ["hq 2025-03-17 093000 asked.fieldapp"]
    assert str(stick) in keeper.dialog.said
    assert keeper.dialog.said.endswith("it is the same. The stick can be removed.")
    assert session.kit.settings.stick_folder == stick


def test_a_folder_on_the_drive_of_the_data_file_is_never_called_a_stick(session, window, keeper, tmp_path):
    session.kit.desktop.chosen = folder = tmp_path / "elsewhere"
    folder.mkdir()
    window.actions_by_key["back-up"].trigger()
    keeper.dialog.stick.click()
    keeper.jobs.wait()

    assert names(folder) == ["hq 2025-03-17 093000 asked.fieldapp"]
    assert keeper.dialog.said == (
        f"hq 2025-03-17 093000 asked.fieldapp is in {folder}, on the drive that holds the data file too: "
        "what that drive loses, both lose. Copy it to a stick."
    )


def test_a_stick_that_is_removed_at_once_was_one(session, window, keeper, tmp_path, monkeypatch):
    def gone(path):
        raise FileNotFoundError(path)

    session.kit.desktop.chosen = tmp_path
    monkeypatch.setattr("fieldapp.ui.backups.keeper.volume_of", gone)
    window.actions_by_key["back-up"].trigger()
    keeper.dialog.stick.click()
    keeper.jobs.wait()

    assert keeper.dialog.said.endswith("The stick can be removed.")


def test_a_stick_that_is_full_is_told_and_left_as_it_was(session, window, keeper, tmp_path, monkeypatch):
    stick = tmp_path / "stick"
    stick.mkdir()
    session.kit.desktop.chosen = stick
    window.actions_by_key["back-up"].trigger()
    with monkeypatch.context() as broken:
        broken.setattr(os, "write", full)
        keeper.dialog.stick.click()
        keeper.jobs.wait()

    assert keeper.dialog.said.startswith("The backup was not made. There is no room left")
    assert names(stick) == []


def test_esc_stops_what_is_being_done_before_it_closes(window, keeper):
    window.actions_by_key["back-up"].trigger()
    dialog = keeper.dialog
    dialog.now.click()
    QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible()
    keeper.jobs.wait()

    assert dialog.said in ("Stopped. Nothing was changed.", "Backed up: hq 2025-03-17 093000 asked.fieldapp")
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


def test_backups_are_kept_where_the_person_says_and_beside_the_file_again(session, window, keeper, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    session.kit.desktop.chosen = elsewhere
    window.actions_by_key["back-up"].trigger()
    keeper.dialog.other_folder_wanted.emit()
    assert keeper.folder == elsewhere / "hq backups"
    keeper.dialog.now.click()
    keeper.jobs.wait()
    assert names(elsewhere / "hq backups") == ["hq 2025-03-17 093000 asked.fieldapp"]

    keeper.dialog.beside_wanted.emit()
    assert keeper.folder == tmp_path / "hq backups"
    keeper.dialog.folder_wanted.emit()
    assert session.kit.desktop.shown == [tmp_path]


def test_what_looks_at_the_open_file_lets_nobody_take_its_log_away(session, tmp_path):
    """Another program that looks at the file and closes it would, and the next entries would be lost."""
    file = data_file(tmp_path)
    made_on(file, 3)
    window = opened(session, file)
    keeper = window.errands.backups
    document_of(window).enter(CELL, "76")
    keeper.make_daily()
    window.comparison.compare()
    window.actions_by_key["restore"].trigger()
    for jobs in (keeper.jobs, window.comparison.jobs):
        jobs.wait()
    keeper.dialog.reject()
    look_at(file)
    document_of(window).enter(CELL, "77")

    assert file.with_name("hq.fieldapp-wal").exists()
    assert len(names(keeper.folder)) == 2


# and back


def go_back(window: MainWindow, to: int = 0) -> None:
    keeper = window.errands.backups
    window.actions_by_key["restore"].trigger()
    dialog = keeper.dialog
    dialog.table.setCurrentCell(to, 0)
    keeper.jobs.wait()
    dialog.go_back.click()
    keeper.jobs.wait()


def test_the_dialog_tells_what_the_backup_holds_and_what_would_be_lost(window, keeper):
    made_on(window.file, 3)
    document_of(window).enter(CELL, "77")
    window.actions_by_key["restore"].trigger()
    dialog = keeper.dialog
    assert dialog.held == "Reading the backup…"
    assert not dialog.go_back.isEnabled()
    keeper.jobs.wait()

    assert dialog.held == "The backup holds 1 sheet. Newest entry: 17 Mar 2025, 09:30, coordinator."
    assert dialog.lost == "1 change would be lost."
    row = [dialog.sheets.item(0, place).text() for place in range(5)]
    assert row == ["10–16 Mar 2025", "draft", "draft", "1 change", "coordinator"]
    assert dialog.go_back.isEnabled()
    assert dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).isDefault()


def test_the_file_is_as_it_was_and_the_window_shows_it(session, window, keeper, tmp_path):
    made_on(window.file, 3)
    before = document_of(window).sheet.value(*cell_of(CELL))
    document_of(window).enter(CELL, "77")
    go_back(window)

    shown = session.window
    assert isinstance(shown, MainWindow)
    assert shown is not window
    assert shown.file == tmp_path / "hq.fieldapp"
    assert document_of(shown).sheet.value(*cell_of(CELL)) == before
    assert shown.status.text.startswith("The file is again as it was on 14 Mar 2025, 09:30.")
    newest = list_backups(shown.file, backup_folder(shown.file))[0]
    assert newest.reason is BackupReason.RESTORE
    document_of(shown).enter(CELL, "78")
    assert document_of(shown).disk.is_whole

    go_back(shown)
    assert document_of(session.window).sheet.value(*cell_of(CELL)) == 77


def cell_of(cell: Cell) -> tuple[str, str]:
    return cell.district, cell.indicator


def test_a_workbook_on_its_way_is_there_before_the_file_is_let_go_of(session, window, tmp_path):
    made_on(window.file, 3)
    session.kit.desktop.chosen = tmp_path / "report.xlsx"
    window.actions_by_key["restore"].trigger()
    keeper = window.errands.backups
    keeper.jobs.wait()
    window.commands.export()
    assert window.jobs.is_busy
    keeper.dialog.go_back.click()
    keeper.jobs.wait()

    assert (tmp_path / "report.xlsx").exists()
    assert session.window.status.text.startswith("The file is again as it was on 14 Mar 2025, 09:30.")


def test_what_cannot_be_done_leaves_the_file_open_as_it_was(session, window, monkeypatch):
    made_on(window.file, 3)
    document_of(window).enter(CELL, "77")

    def refuse(*_: object) -> None:
        raise FieldAppError("disk-full", path=window.file)

    monkeypatch.setattr(keeping, "restore", refuse)
    go_back(window)

    assert session.window.status.text.startswith("There is no room left")
    assert document_of(session.window).sheet.value(*cell_of(CELL)) == 77
    document_of(session.window).enter(CELL, "78")
    assert document_of(session.window).disk.is_whole


def test_a_file_that_is_gone_in_the_end_leads_to_the_welcome_page(session, window, monkeypatch):
    made_on(window.file, 3)
    monkeypatch.setattr(keeping, "restore", lambda path, *_: path.unlink())
    go_back(window)

    assert isinstance(session.window, Welcome)


def test_what_is_not_on_the_disk_is_not_lost_by_going_back(window, keeper):
    disk_of(window).fail(0, times=9)
    document_of(window).enter(CELL, "77")
    window.actions_by_key["restore"].trigger()

    assert keeper.dialog is None
    assert window.status.text == "1 typed figures are not on the disk yet. Type them again first."
    disk_of(window).heal()
    document_of(window).enter(CELL, "77")


def test_another_file_can_be_gone_back_to_and_one_of_another_office_cannot(session, window, keeper, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    other = data_file(stick, office="karabakh")
    session.kit.desktop.chosen = other
    window.actions_by_key["restore"].trigger()
    keeper.dialog.other.click()
    keeper.jobs.wait()

    assert keeper.dialog.table.chosen == other
    assert keeper.dialog.lost == "This backup is of another office."
    assert not keeper.dialog.go_back.isEnabled()


def test_a_backup_that_is_damaged_is_told_and_cannot_be_chosen(window, keeper):
    (made,) = made_on(window.file, 3)
    made.write_bytes(made.read_bytes()[:9000])
    window.actions_by_key["restore"].trigger()
    keeper.jobs.wait()

    assert "is damaged" in keeper.dialog.lost
    assert not keeper.dialog.go_back.isEnabled()


def test_what_was_read_of_a_backup_that_is_not_chosen_any_more_is_not_shown(window, keeper):
    first, second = made_on(window.file, 3, 2)
    window.actions_by_key["restore"].trigger()
    keeper.jobs.wait()
    assert keeper.dialog.table.chosen == second
    keeper.dialog.show_prospect(first, FieldAppError("file-damaged", path=first))

    assert keeper.dialog.lost == "Nothing would be lost: the backup has every change."


def test_the_clock_of_the_names_is_the_one_on_the_wall(keeper):
    assert keeper._now() == datetime(2025, 3, 17, 9, 30)


@pytest.mark.parametrize("is_answered", [True, False])
def test_the_desktops_own_dialogs_give_a_folder_and_a_file_or_nothing(window, tmp_path, is_answered):
    desktop, texts = Desktop(QApplication.clipboard()), window._kit.texts
    made = made_on(window.file, 3)[0]

    def answer(chosen: Path) -> None:
        (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog)]
        dialog.selectFile(str(chosen))
        dialog.done(int(is_answered))
        dialog.deleteLater()

    QTimer.singleShot(0, window, lambda: answer(tmp_path))
    folder = desktop.ask_for_folder(window, "Where", tmp_path.parent)
    bury()
    QTimer.singleShot(0, window, lambda: answer(made))
    file = desktop.ask_which_backup(window, texts, made.parent)

    assert (folder, file) == ((tmp_path, made) if is_answered else (None, None))
