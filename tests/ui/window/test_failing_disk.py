"""What an action cannot do because of the disk or the clipboard is said in a line, and is no bug."""

import contextlib
import sqlite3
from datetime import timedelta

import pytest
from PySide6.QtGui import QClipboard

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unread
from fieldapp.core.sheet import Cell
from fieldapp.store.store import Store
from fieldapp.ui.window.header import disk_words
from tests.ui.driving import NOW, WEEK, data_file, disk_of, document_of, opened, running

AGDAM, LACIN = Cell("agdam", "uxo"), Cell("lacin", "uxo")

ACTIONS = ("choose-period", "back", "forward", "undo", "advance", "export", "copy-wire", "copy-post")


@pytest.mark.parametrize("key", ACTIONS)
def test_an_action_on_a_disk_that_cannot_be_read_says_so(qapp, tmp_path, qtbot, key):
    """Asking for a period was an error of the app's own."""
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        disk = disk_of(window)
        disk.fail(0, times=9)
        with qtbot.captureExceptions() as bugs:
            window.actions_by_key[key].trigger()
            qapp.processEvents()
        disk.heal()

        assert bugs == []


def test_pasting_from_a_clipboard_that_has_nothing_is_no_bug(qapp, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(QClipboard, "mimeData", lambda *_: None)
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        with qtbot.captureExceptions() as bugs:
            window.actions_by_key["paste"].trigger()

        assert bugs == []


def texts_in(model):
    """What the cells of a table show."""
    places = [(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    return [model.index(*place).data() for place in places]


def gone(window, folder):
    (folder / "week.fieldapp").rename(folder / "elsewhere")


def back(window, folder):
    (folder / "elsewhere").rename(folder / "week.fieldapp")


def full(window, folder):
    disk_of(window).fail(0, times=99, code=sqlite3.SQLITE_FULL)


def failing(window, folder):
    disk_of(window).fail(0, times=99)


def healed(window, folder):
    disk_of(window).heal()


TROUBLES = {
    "disk full": (full, healed, "make room and try again"),
    "drive gone": (failing, healed, "failed"),
    "file deleted under it": (gone, back, "put it back"),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_a_number_that_the_disk_refuses_stays_and_the_next_one_is_written(qapp, tmp_path, name):
    """It stands on the screen as not written, the sentence says what to do, and the next save works."""
    begin, end, advice = TROUBLES[name]
    with running(qapp, tmp_path, period=WEEK) as session:
        file = data_file(tmp_path)
        file = file.rename(tmp_path / "week.fieldapp")
        window = opened(session, file)
        document = document_of(window)
        begin(window, tmp_path)

        document.enter(AGDAM, "990")

        assert document.unread(AGDAM) == Unread("990", "not-written")
        assert "990" in texts_in(window.grid.body.model())
        assert disk_words(document.disk, session.texts) == "1 entry not on disk"
        assert advice in window.alarm.text
        end(window, tmp_path)
        document.enter(AGDAM, "990")
        document.enter(LACIN, "7")
        assert document.disk.is_whole
    with contextlib.closing(Store(file, "another")) as store:
        sheet = store.sheet(WEEK)
        assert (sheet.value("agdam", "uxo"), sheet.value("lacin", "uxo")) == (990, 7)


def test_a_clock_that_jumps_costs_no_number(qapp, tmp_path):
    """Back by a year, on by ten: the history keeps its order, and everything is on the disk."""
    clock = iter([NOW, NOW - timedelta(days=365), NOW + timedelta(days=3650), NOW - timedelta(days=9000)])
    moment = [NOW]
    with running(qapp, tmp_path, period=WEEK, now=lambda: moment[0]) as session:
        window = opened(session, data_file(tmp_path))
        document = document_of(window)
        for number, moment[0] in enumerate(clock, start=1):
            document.enter(AGDAM, str(number))

        assert document.disk.is_whole
        assert [row.after for row in document.history(AGDAM)][-4:] == [1, 2, 3, 4]
        assert document.undo()
        assert document.store.sheet(WEEK).value("agdam", "uxo") == 3


def test_after_a_sleep_in_which_the_drive_came_and_went_the_next_number_is_written(qapp, tmp_path):
    """What runs by itself when the machine wakes is refused by the disk without a word, and tried again."""
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        document = document_of(window)
        document.enter(AGDAM, "5")
        failing(window, tmp_path)
        document._fold_log()
        with pytest.raises(FieldAppError, match="disk-failed"):
            document.confirm()
        healed(window, tmp_path)

        document.enter(LACIN, "7")

        assert document.disk.is_whole
        assert document.store.sheet(WEEK).value("lacin", "uxo") == 7


def test_what_a_disk_took_though_it_failed_at_the_very_end_is_shown_and_named(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        document = document_of(window)
        disk_of(window).fail(0, late=True, at="COMMIT", code=sqlite3.SQLITE_IOERR_FSYNC)

        document.enter(AGDAM, "7")

        assert document.disk.is_whole
        assert document.sheet.value("agdam", "uxo") == 7
        assert "This is in the file all the same: Aghdam · UXO." in window.alarm.text
        window.actions_by_key["language-ru"].trigger()
        assert "Агдам · " in window.alarm.text
        document.enter(LACIN, "7")
        assert window.alarm.text == ""


@pytest.mark.parametrize("late", [False, True])
def test_what_nobody_can_tell_is_not_said_to_be_lost_and_is_known_when_the_disk_is_back(qapp, tmp_path, late):
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        document = document_of(window)
        disk = disk_of(window)
        disk.fail(0, times=99, late=late, at="COMMIT", code=sqlite3.SQLITE_IOERR_FSYNC)
        disk.silence()

        document.enter(AGDAM, "7")

        assert "nobody can tell now whether this is in the file: Aghdam · UXO." in window.alarm.text
        assert document.unread(AGDAM) == Unread("7", "not-written")
        assert window.header.saved_text == "1 entry perhaps not on disk"
        disk.heal()
        document.enter(LACIN, "7")
        document.follow()
        document.reload()
        assert document.disk.waiting == (0 if late else 1)
        assert document.sheet.value("agdam", "uxo") == (7 if late else 10)
        document.enter(AGDAM, "7")
        assert document.disk.is_whole


def test_beside_what_nobody_can_tell_the_header_counts_what_is_not_on_the_disk(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        document, disk = document_of(window), disk_of(window)
        disk.fail(0, times=99, at="COMMIT", code=sqlite3.SQLITE_IOERR_FSYNC)
        disk.silence()
        document.enter(AGDAM, "7")
        disk.heal()
        full(window, tmp_path)

        document.enter(LACIN, "8")

        assert window.header.saved_text == "1 entry not on disk"
        disk.heal()
        document.enter(LACIN, "8")
        assert window.header.saved_text == "1 entry perhaps not on disk"
        document.enter(AGDAM, "7")
        assert document.disk.is_whole
