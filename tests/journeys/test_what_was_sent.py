"""What use of an older version has seen to go wrong with sending, by keys, files and the command line alone.

Runs, and fails, on that version too (2b5ec87, with tests/ui/reaching.py put beside its tests)."""

import contextlib
import signal
import sqlite3
import subprocess
import sys
from datetime import timedelta

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp import cli
from fieldapp.console import Surface
from fieldapp.core.edits import type_in
from fieldapp.core.numbers import Unit
from fieldapp.core.period import read_period
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell
from fieldapp.exchange.names import workbook_name
from fieldapp.store.store import Store
from fieldapp.texts.texts import read_texts
from tests.ui.driving import NOW, WEEK, data_file, opened, running
from tests.ui.reaching import open_document

TERTER = Cell("terter", "ap_mines")
LATER = NOW + timedelta(days=16)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clock():
    """The last of these is the time."""
    return [NOW]


@pytest.fixture
def session(qapp, tmp_path, clock):
    with running(qapp, tmp_path, period=WEEK, now=lambda: clock[-1]) as session:
        yield session


@pytest.fixture
def desktop(session):
    return getattr(session, "kit", session).desktop


@pytest.fixture
def window(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path))
    window.activateWindow()
    window.grid.go_to(TERTER)
    qtbot.waitUntil(window.grid.body.hasFocus)
    return window


@pytest.fixture
def asked(window):
    """For which periods a reason was asked; the answer is always the same."""
    periods: list = []

    def answer(period):
        periods.append(period)
        return "misread paper"

    open_document(window).ask_reason = answer
    return periods


@pytest.fixture
def document(window, asked):
    return open_document(window)


@pytest.fixture
def advance(window, desktop):
    """Press the key of the next step; the file dialog is answered with this path."""

    def advance(target=None):
        desktop.chosen = target
        window.actions_by_key["advance"].trigger()

    return advance


@pytest.fixture
def settled(window, qtbot):
    return lambda: qtbot.waitUntil(lambda: not window.jobs.is_busy)


@pytest.fixture
def sent(document, advance, settled, tmp_path):
    """The week of the file, sent as `one.xlsx`."""
    advance()
    advance(tmp_path / "one.xlsx")
    settled()
    assert document.standing.status is Status.SENT
    return tmp_path / "one.xlsx"


def test_pressed_twice_with_the_first_failing_no_workbook_says_sent_of_a_sheet_that_is_not(
    window, document, advance, settled, tmp_path
):
    advance()
    advance(tmp_path / "no such folder" / "one.xlsx")
    advance(tmp_path / "two.xlsx")
    settled()

    is_sent = document.standing.status is Status.SENT
    said = "marked sent" in window.status.text
    assert ((tmp_path / "two.xlsx").exists(), said) == (is_sent, is_sent)


def test_a_sending_that_failed_and_then_a_change_is_still_the_first_revision(
    window, document, asked, advance, settled, tmp_path
):
    advance()
    advance(tmp_path / "no such folder" / "one.xlsx")
    settled()

    QTest.keyClicks(window.grid.body, "7")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)

    assert (document.sheet.value("terter", "ap_mines"), document.standing.revision, asked) == (7, 1, [])


def test_a_mark_that_could_not_be_undone_is_told(window, document, advance, settled, tmp_path, monkeypatch):
    monkeypatch.setattr("fieldapp.store.opening.BUSY_SECONDS", 0.0)
    advance()
    advance(tmp_path / "no such folder" / "one.xlsx")
    with contextlib.closing(sqlite3.connect(tmp_path / "hq.fieldapp")) as other:
        other.execute("BEGIN IMMEDIATE")
        settled()
        other.rollback()

    is_sent = document.store.standing(WEEK).status is Status.SENT
    assert not is_sent or "could not be undone" in window.status.text


def test_undoing_the_only_correction_brings_back_what_was_sent(window, document, sent):
    before = document.standing
    QTest.keyClicks(window.grid.body, "7")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert document.standing.revision == 2

    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Z, CTRL)

    assert (document.standing, window.header.status_text) == (before, "Sent · revision 1")


def test_a_draft_says_so_in_its_first_line(window, desktop, tmp_path):
    desktop.chosen = tmp_path / "draft.xlsx"
    window.actions_by_key["export"].trigger()
    window.jobs.wait()

    report = openpyxl.load_workbook(tmp_path / "draft.xlsx")["Report"]
    assert "DRAFT" in " ".join(str(cell.value) for cell in report[1] if cell.value)


def test_a_draft_says_so_at_the_foot_of_every_page(window, desktop, tmp_path):
    desktop.chosen = tmp_path / "draft.xlsx"
    window.actions_by_key["export"].trigger()
    window.jobs.wait()

    sheets = [ws for ws in openpyxl.load_workbook(tmp_path / "draft.xlsx") if ws.sheet_state == "visible"]
    feet = [" ".join(str(part.text) for part in (ws.oddFooter.left, ws.oddFooter.right)) for ws in sheets]
    assert ["DRAFT" in foot for foot in feet] == [True] * len(sheets)


def test_only_what_is_sent_is_suggested_under_a_revision(
    window, desktop, document, advance, settled, tmp_path
):
    window.actions_by_key["export"].trigger()
    advance()
    window.actions_by_key["export"].trigger()
    advance(tmp_path / "one.xlsx")
    settled()
    window.actions_by_key["export"].trigger()

    named = [path.stem.removeprefix("azerbaijan-hq-2025-03-10_2025-03-16") for path in desktop.suggested]
    assert named == ["-draft", "-draft", "-r1", "-r1"]


def cells_of(path):
    return [[cell.value for cell in row] for sheet in openpyxl.load_workbook(path) for row in sheet]


def test_what_was_sent_is_exported_again_as_it_was_sent(window, sent, desktop, clock, tmp_path):
    clock.append(LATER)
    desktop.chosen = tmp_path / "again.xlsx"
    window.actions_by_key["export"].trigger()
    window.jobs.wait()

    assert cells_of(tmp_path / "again.xlsx") == cells_of(sent)


KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from tests.ui.driving import WEEK, data_file, opened, running
from tests.ui.reaching import open_document

folder = Path(sys.argv[1])
app = QApplication([])
file = data_file(folder)
with running(app, folder, period=WEEK) as session:
    window = opened(session, file)
    window.actions_by_key["advance"].trigger()
    getattr(session, "kit", session).desktop.chosen = folder / "report.xlsx"
    Path.replace = lambda self, target: os.kill(os.getpid(), signal.SIGKILL)
    os.replace = lambda part, target: os.kill(os.getpid(), signal.SIGKILL)
    window.actions_by_key["advance"].trigger()
    window.jobs.wait()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_after_a_kill_at_the_move_what_is_called_sent_has_its_workbook_or_is_said_to_lack_it(
    session, tmp_path
):
    words = [sys.executable, "-c", KILLED, tmp_path]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert ended.returncode == -signal.SIGKILL, ended.stderr

    window = opened(session, tmp_path / "hq.fieldapp")

    told = "report.xlsx" in window.status.text
    assert (window.header.status_text, told) == ("Sent · revision 1", True)


# The command line


@pytest.fixture
def run(capsys):
    surface = Surface(lambda file, options: 0, lambda: NOW, "Test", read_texts("en"), lambda *_: {})

    def call(*args):
        status = cli.run_command([str(arg) for arg in args], surface)
        printed = capsys.readouterr()
        return status, printed.out + printed.err

    return call


def test_the_command_line_sends(run, tmp_path):
    file, out = data_file(tmp_path), tmp_path / "report.xlsx"

    status, told = run("send", file, "--period", "2025-W11", "--out", out)

    assert (status, out.exists(), "sent as revision 1" in told) == (0, True, True)


def test_a_summary_says_that_it_is_one_and_bears_no_revision(run, tmp_path):
    file, out, march = data_file(tmp_path), tmp_path / "march.xlsx", "2025-03-01..2025-03-31"

    status, told = run("export", file, "--period", march, "--out", out)
    assert out.exists(), (status, told)

    first = " ".join(str(cell.value) for cell in openpyxl.load_workbook(out)["Report"][1] if cell.value)
    with contextlib.closing(Store(file, "Test", lambda: NOW)) as store:
        name = workbook_name(store.report(read_period(march)))
    assert ("Summary" in first, name) == (True, "azerbaijan-hq-2025-03-01_2025-03-31.xlsx")


def test_the_command_line_sends_the_same_revision_again(run, tmp_path):
    file = data_file(tmp_path)

    done = [
        run("send", file, "--period", "2025-W11", "--out", tmp_path / name)[0]
        for name in ("1.xlsx", "2.xlsx")
    ]

    assert done == [0, 0]
    assert cells_of(tmp_path / "1.xlsx") == cells_of(tmp_path / "2.xlsx")


@pytest.mark.parametrize("why", ["an error", "no sheet"])
def test_the_command_line_sends_nothing_that_may_not_be_sent(run, tmp_path, why):
    file, out = data_file(tmp_path), tmp_path / "report.xlsx"
    if why == "an error":
        with contextlib.closing(Store(file, "Test", lambda: NOW)) as store:
            store.write(WEEK, type_in(store.sheet(WEEK), Cell("agdam", "uxo"), "1O", Unit.COUNT))

    status, _ = run("send", file, "--period", "2025-03" if why == "no sheet" else "2025-W11", "--out", out)

    with contextlib.closing(Store(file, "Test", lambda: NOW)) as store:
        marked = store.standing(WEEK).status
    assert (status, out.exists(), marked) == (3, False, Status.DRAFT)


def test_the_command_line_writes_no_workbook_of_blanks(run, tmp_path):
    file, out, uxo = data_file(tmp_path, rows=0), tmp_path / "report.xlsx", Cell("agdam", "uxo")
    with contextlib.closing(Store(file, "Test", lambda: NOW)) as store:
        store.write(WEEK, type_in(store.sheet(WEEK), uxo, "1O", Unit.COUNT))

    status, _ = run("export", file, "--period", "2025-W11", "--out", out)

    assert (status, out.exists()) == (3, False)


@pytest.mark.parametrize("name", ["Cəbrayıl rayonu", "Jabrayil district", "Джебраильский район"])
def test_a_district_is_known_with_what_it_is_beside_its_name(run, tmp_path, name):
    file, rows = data_file(tmp_path, rows=0), tmp_path / "rows.csv"
    rows.write_text(f"district,state,ap_mines,at_mines,uxo,area_cleared_ha\n{name},,1,2,3,4.5\n", "utf-8")

    status, told = run("enter", file, rows, "--period", "2025-W11")

    assert status in (0, 1), told
