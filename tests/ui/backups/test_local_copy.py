"""A file on a stick or a network drive: said once, and a copy on this computer with which one goes on."""

import contextlib
import errno
import os
import sqlite3
from pathlib import Path

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.home import Place
from fieldapp.core.period import read_period
from fieldapp.core.sheet import Cell
from fieldapp.store.drives import FIXED, Drive, DriveKind
from fieldapp.store.store import Store
from fieldapp.ui.window.main_window import MainWindow
from tests.ui.driving import WEEK, bury, cut_off, data_file, disk_of, document_of, opened, running

CELL = Cell("agdam", "uxo")
STICK = Drive(DriveKind.REMOVABLE, "E:", "e: 42")
SHARE = Drive(DriveKind.NETWORK, r"\\hq\data", r"\\hq\data")


@pytest.fixture
def drives(tmp_path, monkeypatch):
    """The drives by folder; what is nowhere else is on this computer."""
    known = {tmp_path / "stick": STICK, tmp_path / "share": SHARE}
    for folder in known:
        folder.mkdir()

    def drive_of(path: Path) -> Drive:
        return next((drive for folder, drive in known.items() if path.is_relative_to(folder)), FIXED)

    for module in ("fieldapp.ui.backups.local_copy", "fieldapp.store.opening"):
        monkeypatch.setattr(f"{module}.drive_of", drive_of)
    return known


@pytest.fixture
def session(qapp, tmp_path, drives):
    with running(qapp, tmp_path / "documents", period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path):
    return opened(session, data_file(tmp_path / "stick"))


@pytest.fixture
def local(window):
    return window.errands.local


def make_copy(session, local):
    local.choose()
    dialog = local.dialog
    dialog.make.click()
    local.jobs.wait()
    bury()
    assert isinstance(session.window, MainWindow)
    return session.window


@pytest.mark.parametrize(
    ("folder", "said"), [("stick", "on a removable drive (E:)"), ("share", r"on a network drive (\\hq\data)")]
)
def test_it_is_said_once_for_each_drive_and_can_be_closed(session, tmp_path, folder, said):
    window = opened(session, data_file(tmp_path / folder))
    strip = window.errands.local.strip
    assert said in strip.text
    assert [link.text() for link in strip.links] == ["Make a local copy…"]
    strip.clear()
    assert not strip.isVisible()

    for office in ("karabakh", "hq"):
        again = opened(session, data_file(tmp_path / folder, office=office))
        assert again.errands.local.strip.text == ""
        assert again.actions_by_key["local-copy"].isVisible()


def test_it_is_not_said_again_after_the_next_start(qapp, tmp_path, drives):
    file = data_file(tmp_path / "stick")
    said = []
    for _ in range(2):
        with running(qapp, tmp_path, period=WEEK) as session:
            said.append(opened(session, file).errands.local.strip.text != "")

    assert said == [True, False]


def test_of_a_file_on_this_computer_nothing_is_said_or_offered(session, tmp_path):
    window = opened(session, data_file(tmp_path))

    assert window.errands.local.strip.text == ""
    assert not window.actions_by_key["local-copy"].isVisible()


def test_an_entry_on_a_stick_leaves_no_log(window):
    document_of(window).enter(CELL, "7")

    assert document_of(window).disk.is_whole
    assert not window.file.with_name(f"{window.file.name}-wal").exists()


@pytest.mark.parametrize("language", ["en", "az", "ru"])
def test_the_line_and_the_dialog_fit(qapp, tmp_path, drives, language):
    with running(qapp, tmp_path, period=WEEK, language=language) as session:
        window = opened(session, data_file(tmp_path / "stick"))
        window.errands.local.choose()
        dialog = window.errands.local.dialog
        assert dialog is not None
        assert cut_off(window) == []
        assert cut_off(dialog) == []
        dialog.reject()


def test_the_copy_is_opened_on_the_same_sheet_and_it_is_said_which_is_which(session, window, local, tmp_path):
    other = read_period("2025-W10")
    document_of(window).enter(CELL, "7")
    document_of(window).open_period(other)
    before = window.file
    (tmp_path / "documents" / "hq.fieldapp").write_bytes(b"another")

    after = make_copy(session, local)

    assert after.file == tmp_path / "documents" / "hq (2).fieldapp"
    assert document_of(after).period == other
    assert after.errands.local.strip.text == (
        f"From now on, enter here: {after.file}. The file {before} stays as it was; enter nothing there any"
        " more."
    )
    assert before not in session._settings.recent_files
    document_of(after).open_period(WEEK)
    assert document_of(after).sheet.value("agdam", "uxo") == 7


def test_only_the_file_that_stayed_on_the_drive_is_asked_about(session, window, local):
    before = window.file
    after = make_copy(session, local)
    document_of(after).enter(CELL, "8")

    assert document_of(after).store.place() is Place.HOME
    with contextlib.closing(Store(before, "Leyla")) as store:
        assert store.place() is Place.COPY
        assert store.home_before == os.path.normcase(after.file.resolve())


def test_a_place_that_is_no_disk_of_this_computer_is_refused(session, window, local, tmp_path):
    session.kit.desktop.chosen = tmp_path / "share"
    local.choose()
    dialog = local.dialog
    dialog.change.click()
    assert dialog.target == tmp_path / "share" / "hq.fieldapp"
    dialog.make.click()

    assert "is not on a drive of this computer either" in dialog.said
    assert not dialog.target.exists()
    dialog.reject()


def test_a_full_disk_leaves_everything_as_it_was(session, window, local, tmp_path, monkeypatch):
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    local.choose()
    dialog = local.dialog
    with monkeypatch.context() as broken:
        broken.setattr(os, "write", full)
        dialog.make.click()
        local.jobs.wait()

    assert dialog.said.startswith("The copy was not made. There is no room left")
    assert dialog.make.isEnabled()
    assert session.window is window
    assert not dialog.target.exists()
    document_of(window).enter(CELL, "7")
    assert document_of(window).disk.is_whole
    dialog.reject()


def test_while_something_typed_is_not_on_the_disk_no_copy_is_made(window, local):
    disk_of(window).fail(0, times=99, code=sqlite3.SQLITE_FULL)
    document_of(window).enter(CELL, "7")
    local.choose()

    assert local.dialog is None
    assert "not on the disk yet" in window.status.text
    disk_of(window).heal()


def test_where_the_drive_cannot_be_told_that_it_was_left_the_copy_is_good(
    session, window, local, monkeypatch
):
    def fail(*_: object) -> None:
        raise FieldAppError("disk-failed", path="E:")

    monkeypatch.setattr(document_of(window).store, "leave_home", fail)

    after = make_copy(session, local)

    assert document_of(after).store.place() is Place.HOME


def test_the_copy_of_a_copy_that_nobody_has_answered_for_is_asked_about(session, tmp_path):
    file = data_file(tmp_path)
    with contextlib.closing(Store(file, "Leyla")) as store:
        store.settle_place()
    copy = tmp_path / "stick" / "hq.fieldapp"
    copy.write_bytes(file.read_bytes())
    window = opened(session, copy)
    assert document_of(window).store.place().asks

    after = make_copy(session, window.errands.local)

    assert document_of(after).store.place().asks
