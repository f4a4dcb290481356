"""What was seen to go wrong with sending, with real presses in a real window."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.period import read_period
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell
from tests.ui.driving import WEEK, data_file, opened, running

TERTER = Cell("terter", "ap_mines")


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path))
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def asked(window):
    """For which periods a reason was asked; the answer is always the same."""
    periods: list = []

    def answer(period):
        periods.append(period)
        return "misread paper"

    window._document.ask_reason = answer
    return periods


@pytest.fixture
def document(window, asked):
    return window._document


@pytest.fixture
def advance(window, session):
    """Press the key of the next step; the file dialog is answered with this path."""

    def advance(target=None):
        session.kit.desktop.chosen = target
        window.actions_by_key["advance"].trigger()

    return advance


@pytest.fixture
def settled(window, qtbot):
    return lambda: qtbot.waitUntil(lambda: not window.jobs.is_busy)


def test_pressed_twice_with_the_first_failing_no_workbook_says_sent_of_a_sheet_that_is_not(
    window, document, advance, settled, tmp_path
):
    advance()
    advance(tmp_path / "no such folder" / "one.xlsx")
    advance(tmp_path / "two.xlsx")
    settled()

    assert (tmp_path / "two.xlsx").exists() == (document.standing.status is Status.SENT)
    assert ("marked sent" in window.status.text) == (document.standing.status is Status.SENT)


def test_a_sending_that_failed_leaves_nothing_to_give_a_reason_for(
    document, asked, advance, settled, tmp_path
):
    advance()
    advance(tmp_path / "no such folder" / "one.xlsx")
    settled()

    document.enter(TERTER, "7")

    assert (document.standing.revision, asked) == (1, [])


def test_a_sheet_that_stays_sent_without_a_workbook_is_told(
    window, document, advance, settled, tmp_path, monkeypatch
):
    monkeypatch.setattr("fieldapp.store.opening.BUSY_SECONDS", 0.0)
    advance()
    advance(tmp_path / "no such folder" / "one.xlsx")
    with closing(sqlite3.connect(tmp_path / "hq.fieldapp")) as other:
        other.execute("BEGIN IMMEDIATE")
        settled()
        other.rollback()

    is_sent = document.store.standing(WEEK).status is Status.SENT
    assert not is_sent or "the mark “sent” could not be undone" in window.status.text


def test_undoing_the_only_correction_brings_back_what_was_sent(window, document, advance, settled, tmp_path):
    advance()
    advance(tmp_path / "one.xlsx")
    settled()
    sent = document.standing

    document.enter(TERTER, "7")
    document.undo()
    assert (document.standing, window.header.status_text) == (sent, "Sent · revision 1")

    document.redo()
    assert (document.standing.revision, document.standing.reason) == (2, "misread paper")


def test_an_error_that_came_after_ready_is_said_beside_the_button(window, document, advance):
    advance()
    inside = read_period("2025-03-12..2025-03-13")
    document.store.write(inside, make_edits(document.store.sheet(inside), {TERTER: 1}))
    document.reload()

    assert window.header.status_text == "Ready · revision 1"
    assert "to fix first" in window.header.reason_text


def test_control_totals_alone_are_nothing_to_send(window, document):
    document.open_period(read_period("2025-W20"))
    document.enter(Cell("control", "uxo"), "0")

    assert window.header.reason_text == "Nothing is entered yet"


def test_no_sentence_is_made_of_blanks(window, document, session):
    document.open_period(read_period("2025-W20"))

    window.actions_by_key["copy-wire"].trigger()

    assert session.kit.desktop.copied == []
    assert window.status.text.startswith("Nothing is entered for 12–18 May 2025")


KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tests.ui.driving import WEEK, data_file, opened, running

folder = Path(sys.argv[1])
app = QApplication([])
file = data_file(folder)
with running(app, folder, period=WEEK) as session:
    window = opened(session, file)
    window.actions_by_key["advance"].trigger()
    session.kit.desktop.chosen = folder / "report.xlsx"
    Path.replace = lambda self, target: os.kill(os.getpid(), signal.SIGKILL)
    window.actions_by_key["advance"].trigger()
    window.jobs.wait()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_after_a_kill_the_next_start_says_that_the_workbook_is_missing(session, tmp_path, qtbot):
    words = [sys.executable, "-c", KILLED, tmp_path]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert ended.returncode == -signal.SIGKILL, ended.stderr

    window = opened(session, tmp_path / "hq.fieldapp")

    assert window.header.status_text == "Sent · revision 1"
    assert "report.xlsx" in window.status.text
    window.status.links[0].click()
    qtbot.waitUntil((tmp_path / "report.xlsx").exists)
