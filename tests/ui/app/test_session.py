"""From start to end: the right first page, one file at a time, and nothing left open."""

import itertools
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.core.sheet import Cell
from fieldapp.ui.app.welcome import Welcome
from fieldapp.ui.kit.settings import Settings
from fieldapp.ui.window.main_window import MainWindow
from tests.other_program import look_at
from tests.ui.driving import NOW, WEEK, data_file, document_of, running


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path) as session:
        yield session


def leftovers(folder):
    return [path.name for path in folder.iterdir() if path.name.endswith(("-wal", "-shm", ".part"))]


def test_without_a_file_the_welcome_page_is_shown(session):
    session.start(None)

    assert isinstance(session.window, Welcome)
    assert session.window.isVisible()


def test_a_file_is_opened_on_its_last_period(session, tmp_path):
    session.start(data_file(tmp_path))

    assert session.window._document.period == WEEK


def test_an_empty_file_is_opened_on_the_week_that_has_ended(session, tmp_path):
    session.start(data_file(tmp_path, rows=0))

    assert session.window._document.period == read_period("2025-W11")


def test_the_history_goes_by_the_clock_that_was_handed_in(session, tmp_path):
    session.start(data_file(tmp_path))
    document = session.window._document
    document.enter(Cell("agdam", "uxo"), "7")

    assert document.history(Cell("agdam", "uxo"))[-1].at == NOW


def test_closing_leaves_one_whole_file_and_remembers_where_one_was(qapp, tmp_path):
    file = data_file(tmp_path)
    with running(qapp, tmp_path) as session:
        session.start(file)
        session.window._document.open_period(read_period("2025-W10"))
        session.window.grid.go_to(Cell("lacin", "uxo"))
        session.close()
        assert leftovers(tmp_path) == []

    with running(qapp, tmp_path) as session:
        session.start(file)
        assert session.window._document.period == read_period("2025-W10")
        assert session.window.grid.current_cell() == Cell("lacin", "uxo")


def test_after_a_crash_the_app_comes_back_where_it_was(qapp, tmp_path):
    file = data_file(tmp_path)
    with running(qapp, tmp_path) as session:
        session._settings.open_file = file

    with running(qapp, tmp_path) as session:
        session._settings.open_file = file
        session.start(None)
        assert session.window.file == file


def test_who_types_without_a_pause_is_found_there_after_a_crash(session, tmp_path, qtbot):
    file = data_file(tmp_path)
    session.start(file)
    waiting = session.window._place._waiting
    waiting.setInterval(60)
    cells = itertools.cycle([Cell("lacin", "uxo"), Cell("lacin", "ap_mines")])

    def goes_on():
        session.window.grid.go_to(next(cells))
        return Settings(tmp_path / "settings.ini").position(file) is not None

    qtbot.waitUntil(goes_on)

    assert Settings(tmp_path / "settings.ini").position(file).cell.district == "lacin"


def test_an_orderly_end_keeps_what_is_not_written(session, tmp_path, monkeypatch):
    """What the disk has refused goes only with whoever was told so."""
    file, other = data_file(tmp_path), data_file(tmp_path, office="karabakh")
    session.start(file)
    window, cell = session.window, Cell("terter", "ap_mines")

    def refuse(*_args, **_named):
        raise FieldAppError("disk-full", path=file)

    monkeypatch.setattr(window._document.store, "write", refuse)
    window._document.enter(cell, "77")
    session.open(other)
    assert session.window is window
    assert window.status.text.startswith("Not everything typed is on the disk")
    with monkeypatch.context() as empty:
        empty.setattr(window._document.store, "write", lambda *_args, **_named: None)
        window._document.enter(cell, "77")
    window._document.enter(cell, "78")
    assert not window.close()
    assert window.close()


CUT = """
import os, sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from tests.ui.driving import data_file, opened, press, running

def key() -> None:
    for one in ("7", Qt.Key.Key_Return):
        press(one)
    typed.append(window.grid.current_cell())
    if len(typed) == 20:
        print(*(f"{cell.district} {cell.indicator}" for cell in typed), sep="\\n", flush=True)
        os._exit(9)  # nothing is closed, nothing is said

typed, folder = [], Path(sys.argv[1])
with running(QApplication([]), folder) as session:
    session.start(data_file(folder))
    window = session.window
    window.activateWindow()
    timer = QTimer()
    timer.timeout.connect(key)
    timer.start(100)
    QApplication.exec()
"""


@pytest.mark.slow
def test_after_a_power_cut_in_the_midst_of_typing_the_app_is_on_the_same_cell(qapp, tmp_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    cut = subprocess.run(
        [sys.executable, "-c", CUT, tmp_path],
        cwd=Path(__file__).resolve().parents[3],
        env=environment,
        capture_output=True,
        text=True,
    )
    typed = [Cell(*line.split()) for line in cut.stdout.splitlines()]
    assert cut.returncode == 9, cut.stderr

    with running(qapp, tmp_path) as session:
        session.start(None)
        window = session.window
        assert isinstance(window, MainWindow)
        assert window.file == tmp_path / "hq.fieldapp"
        cell = window.grid.current_cell()
        assert cell is not None
        assert cell in typed[-7:]  # ten numbers a second, for the test alone
        assert all(window._document.sheet.values[cell] == 7 for cell in typed[:-1])


def test_after_an_orderly_end_the_welcome_page_has_the_file(qapp, tmp_path):
    file = data_file(tmp_path)
    with running(qapp, tmp_path) as session:
        session.start(file)

    with running(qapp, tmp_path) as session:
        session.start(None)
        QTest.keyClick(session.window._go_on, Qt.Key.Key_Return)
        assert session.window.file == file


def test_another_file_takes_the_place_of_the_first(session, tmp_path):
    first, second = data_file(tmp_path), data_file(tmp_path, office="karabakh")
    session.start(first)
    window = session.window

    session.open(second)

    assert session.window.file == second
    assert not window.isVisible()
    with pytest.raises(sqlite3.ProgrammingError):
        window._document.store.periods()
    assert [action.text() for action in session.window.menus.recent.actions()] == ["&1 hq.fieldapp"]


def test_a_recent_file_that_has_vanished_is_said_and_offered_no_more(session, tmp_path, qtbot):
    first, second = data_file(tmp_path), data_file(tmp_path, office="karabakh")
    session.start(first)
    session.open(second)
    first.unlink()

    session.window.menus.recent.actions()[0].trigger()

    assert session.window.file == second
    assert "hq.fieldapp is not there" in session.window.status.text
    qtbot.waitUntil(lambda: not session.window.menus.recent.actions())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps links for administrators")
def test_a_file_that_is_opened_by_another_path_keeps_its_log(session, tmp_path):
    """Open twice in one process it would have no locks, and another program would take the log away."""
    file = data_file(tmp_path)
    session.start(file)
    document_of(session.window).enter(Cell("agdam", "uxo"), "7")
    link = tmp_path / "link.fieldapp"
    link.symlink_to(file)
    session.open(link)
    document_of(session.window).enter(Cell("agdam", "uxo"), "8")
    look_at(file)

    assert session.window.file == link
    assert document_of(session.window).sheet.value("agdam", "uxo") == 8
    assert [name for name in leftovers(tmp_path) if name.endswith("-wal")]


def test_the_same_file_again_changes_nothing(session, tmp_path):
    file = data_file(tmp_path)
    session.start(file)
    window = session.window

    session.open(file)

    assert session.window is window


@pytest.mark.parametrize("content", [b"", b"not a data file"])
def test_what_is_no_data_file_is_said_where_one_is(session, tmp_path, content):
    session.start(data_file(tmp_path))
    wrong = tmp_path / "wrong.fieldapp"
    wrong.write_bytes(content)

    session.open(wrong)

    assert session.window.file == tmp_path / "hq.fieldapp"
    assert session.window.status.text.endswith("is not a Fieldapp data file.")


def test_a_first_file_that_cannot_be_opened_is_said_on_the_welcome_page(session, tmp_path):
    session.start(tmp_path / "gone.fieldapp")

    assert isinstance(session.window, Welcome)
    assert session.window.notice.text.endswith("gone.fieldapp is not there.")
    with pytest.raises(FieldAppError, match="not-found"):
        session.show(tmp_path / "gone.fieldapp")


def test_a_data_file_is_made_in_three_choices(session, tmp_path):
    session.start(None)
    welcome = session.window
    welcome._office.setCurrentIndex(1)
    welcome.language_wanted.emit("az")
    welcome._name.setText("Sevda Əliyeva")

    QTest.keyClick(welcome._name, Qt.Key.Key_Return)

    assert isinstance(session.window, MainWindow)
    document = session.window._document
    assert (document.office, session.texts.language) == ("east-zangezur", "az")
    document.enter(Cell("lacin", "uxo"), "3")
    assert [row.who for row in document.store.history(document.period)] == ["Sevda Əliyeva"]


def test_a_new_file_never_takes_the_place_of_another(session, tmp_path):
    (tmp_path / "azerbaijan-karabakh.fieldapp").write_bytes(b"precious")
    session.start(None)
    assert session.window.target.name == "azerbaijan-karabakh-2.fieldapp"

    session.kit.desktop.chosen = tmp_path / "azerbaijan-karabakh.fieldapp"
    session.window._kit = session.kit
    session.window._change.click()
    session.window._make.click()

    assert isinstance(session.window, Welcome)
    assert "is there already" in session.window.notice.text
    assert (tmp_path / "azerbaijan-karabakh.fieldapp").read_bytes() == b"precious"


def test_the_welcome_page_changes_its_language_at_once(session):
    session.start(None)

    session.window._language.activated.emit(2)

    assert session.window._make.text() == "Создать файл и начать"


def test_the_demonstration_is_made_beside_and_opened(qapp, qtbot, tmp_path):
    asked = []

    def make(folder):
        asked.append(folder)
        return data_file(tmp_path, is_demonstration=True)

    with running(qapp, tmp_path, make_demo=make) as session:
        session.start(None)
        session.window._demo.click()
        qtbot.waitUntil(lambda: isinstance(session.window, MainWindow))
        assert asked == [tmp_path / "fieldapp-demonstration"]
        assert session.window.demonstration.isVisible()


def test_without_a_maker_no_demonstration_is_offered(session):
    session.start(None)

    assert not session.window._demo.isVisible()


def test_a_new_data_file_is_made_from_the_welcome_page(session, tmp_path):
    session.start(data_file(tmp_path))

    session.window.actions_by_key["new"].trigger()

    assert isinstance(session.window, Welcome)
    assert leftovers(tmp_path) == []
