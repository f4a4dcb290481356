"""What is read of many sheets is made on the worker, shows how far it is, and is left by Stop or Esc."""

from datetime import date
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period, read_period
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.pictures.painter import LaidOut
from fieldapp.pictures.report import pdf_of_report
from fieldapp.store.hq import reporting
from fieldapp.ui.kit.aliases import Key
from fieldapp.ui.pictures.keeping import put_file
from fieldapp.ui.work.progress import Progress
from tests.ui.driving import WEEK, data_file, opened, running

MARCH = Period(date(2025, 3, 1), date(2025, 3, 31))


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot, monkeypatch):
    """Headquarters' window, for which one sheet is many already."""
    monkeypatch.setattr(reporting, "MANY_SHEETS", -1)
    window = opened(session, data_file(tmp_path))
    qtbot.waitExposed(window)
    store = window._document.store
    key = SheetKey("karabakh", read_period("2025-W10"))
    store.write(key, make_edits(store.sheet(key), {Cell("agdam", "uxo"): 7}))
    return window


def total_of(dialog):
    return dialog.report.total("uxo")


def test_a_report_of_many_sheets_is_what_it_would_be_of_few(window):
    window.commands.open_period(MARCH)
    dialog = window.commands.reports.dialog

    assert not window.jobs.is_busy
    assert dialog.report == window._document.store.range_report(MARCH, dialog.report.by)
    assert total_of(dialog) >= 7


def test_all_that_a_report_of_many_sheets_is_shown_with_is_read_on_the_worker(window, monkeypatch):
    kind = type(window._document.store)
    threads, read = [], kind.casualties_until

    def noted(store, day):
        threads.append(current_thread())
        return read(store, day)

    monkeypatch.setattr(kind, "casualties_until", noted)
    window.commands.open_period(MARCH)

    assert threads
    assert main_thread() not in threads


def test_a_report_of_many_sheets_is_drawn_as_a_file_beside_the_window(window, session, tmp_path, monkeypatch):
    threads, draw = [], pdf_of_report

    def noted(*asked):
        threads.append(current_thread())
        return draw(*asked)

    monkeypatch.setattr("fieldapp.ui.reports.reporting.pdf_of_report", noted)
    window.commands.open_period(MARCH)
    session.kit.desktop.chosen = tmp_path / "report.pdf"
    window.commands.reports.dialog.pdf.click()
    window.jobs.wait()

    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    assert threads
    assert main_thread() not in threads


def stop_at_the_first_look(waiting, by_key):
    def stop():
        if waiting.dialog is None or not waiting.dialog.isVisible():
            QTimer.singleShot(1, stop)
        elif by_key:
            QTest.keyClick(waiting.dialog, Key.Key_Escape)
        else:
            waiting.dialog.work.stop()

    QTimer.singleShot(1, stop)


@pytest.mark.parametrize("by_key", [True, False])
def test_stop_leaves_a_report_that_is_not_made_and_says_so(window, by_key, monkeypatch):
    reports = window.commands.reports
    monkeypatch.setattr(
        type(window._document.store), "range_report", lambda store, span, by, tell=None: _endless(tell)
    )
    stop_at_the_first_look(reports.waiting, by_key)

    window.commands.open_period(MARCH)

    assert reports.dialog.report is None
    assert reports.dialog.said == window._kit.texts.error(FieldAppError("stopped"))


def _endless(tell):
    while True:
        tell(0.5)


def test_the_board_of_many_sheets_is_made_beside_the_window(window):
    window.actions_by_key["board"].trigger()
    dialog = window.errands.overview.dialog

    assert dialog is not None
    assert "karabakh" in dialog.board.squares


def test_what_fails_on_the_worker_is_told_as_it_would_be_here(window, monkeypatch):
    def broken(store, span, by, tell=None):
        raise FieldAppError("list-damaged", office="karabakh")

    monkeypatch.setattr(type(window._document.store), "range_report", broken)

    window.commands.open_period(MARCH)

    assert "karabakh" in window.commands.reports.dialog.said


def test_the_text_for_the_press_is_made_beside_the_window(window):
    window.commands.open_period(WEEK)
    window.actions_by_key["press"].trigger()

    assert window.errands.press.dialog is not None


def stopping_at(monkeypatch, what):
    """Somebody presses *Stop* as soon as these words are shown."""
    put = Progress._put

    def stopped_then(progress, now):
        if now.what == what:
            progress.stop()
        put(progress, now)

    monkeypatch.setattr(Progress, "_put", stopped_then)


def test_who_stops_a_report_while_its_workbook_is_written_has_none_and_is_told(
    window, session, tmp_path, monkeypatch
):
    window.commands.open_period(MARCH)
    session.kit.desktop.chosen = tmp_path / "out" / "report.xlsx"
    (tmp_path / "out").mkdir()
    stopping_at(monkeypatch, "wait.rows")
    window.commands.reports.dialog.export.click()

    assert [*(tmp_path / "out").iterdir()] == []
    assert window.status.text == session.kit.texts.error(FieldAppError("stopped"))


def test_the_workbook_of_many_sheets_is_made_with_its_checks_while_somebody_waits(
    window, session, tmp_path, monkeypatch
):
    said, put = [], Progress._put

    def noted(progress, now):
        said.append(now.what)
        put(progress, now)

    monkeypatch.setattr(Progress, "_put", noted)
    window.commands.open_period(MARCH)
    session.kit.desktop.chosen = tmp_path / "report.xlsx"
    window.commands.reports.dialog.export.click()

    assert (tmp_path / "report.xlsx").read_bytes().startswith(b"PK")
    assert "report.xlsx" in window.status.text
    assert [*dict.fromkeys(said)] == [
        *("wait.sheets", "wait.adding", "wait.records", "wait.checking", "wait.filling", "wait.rows")
    ]


@pytest.mark.parametrize("name", ["a.svg", "a.png"])
def test_a_picture_of_many_sheets_is_drawn_beside_the_window_and_stopped_is_not_there(
    window, session, tmp_path, monkeypatch, name
):
    window.commands.open_period(MARCH)
    dialog = window.commands.reports.dialog
    dialog.as_pictures.setChecked(True)
    window.jobs.wait()
    session.kit.desktop.chosen = tmp_path / name
    threads, draw = [], LaidOut._draw

    def noted(*asked):
        threads.append(current_thread())
        return draw(*asked)

    monkeypatch.setattr(LaidOut, "_draw", noted)
    dialog.pictures.save.click()
    assert (tmp_path / name).stat().st_size > 1000
    (tmp_path / name).unlink()
    dialog.copy.click()
    assert len(session.kit.desktop.images) == 1

    stopping_at(monkeypatch, "wait.parts")
    dialog.pictures.save.click()
    dialog.copy.click()

    assert not (tmp_path / name).exists()
    assert len(session.kit.desktop.images) == 1
    assert dialog._told.text() == session.kit.texts.error(FieldAppError("stopped"))
    assert main_thread() not in threads


def test_who_stops_a_report_does_not_wait_until_the_worker_hears_of_it(window, monkeypatch):
    reports, may_end = window.commands.reports, Event()

    def deaf(store, span, by, tell=None):
        assert may_end.wait(5)
        tell(1.0)

    monkeypatch.setattr(type(window._document.store), "range_report", deaf)
    stop_at_the_first_look(reports.waiting, by_key=True)
    window.commands.open_period(MARCH)

    assert reports.dialog.said == window._kit.texts.error(FieldAppError("stopped"))
    assert window.jobs.is_busy
    may_end.set()
    window.jobs.wait()


def test_a_file_that_is_being_put_in_its_place_is_not_stopped_but_told(
    window, session, tmp_path, monkeypatch
):
    window.commands.open_period(MARCH)
    session.kit.desktop.chosen = tmp_path / "report.pdf"
    placing, pressed, waiting = Event(), Event(), window.commands.reports.waiting

    def put_late(target, content):
        placing.set()
        assert pressed.wait(5)
        return put_file(target, content)

    def stop_while_it_is_placed():
        if not placing.is_set():
            QTimer.singleShot(1, stop_while_it_is_placed)
            return
        waiting.dialog.work.stop()
        assert waiting.dialog.isVisible()
        pressed.set()

    monkeypatch.setattr("fieldapp.ui.reports.reporting.put_file", put_late)
    QTimer.singleShot(1, stop_while_it_is_placed)
    window.commands.reports.dialog.pdf.click()
    window.jobs.wait()

    assert pressed.is_set()
    assert (tmp_path / "report.pdf").exists()
    assert "report.pdf" in window.commands.reports.dialog._told.text()
