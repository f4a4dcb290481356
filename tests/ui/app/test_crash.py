"""A bug costs nobody their work, and nobody meets a traceback."""

import sys

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from fieldapp.core.sheet import Cell
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.app.crash import CrashReporter
from tests.ui.driving import NOW, WEEK, data_file, document_of, opened, running

AGDAM = Cell("agdam", "uxo")


@pytest.fixture
def copied():
    return []


@pytest.fixture
def reporter(qapp, tmp_path, copied):
    reporter = CrashReporter(
        tmp_path / "state" / "fieldapp.log", lambda: read_texts("en"), copied.append, lambda: NOW
    )
    yield reporter
    if reporter.dialog is not None:
        reporter.dialog.reject()


def crash(reporter, words="on purpose"):
    try:
        raise ZeroDivisionError(words)
    except ZeroDivisionError as error:
        reporter.report(type(error), error, error.__traceback__)


def test_the_details_are_in_the_log_and_on_the_clipboard_when_asked_for(reporter, tmp_path, copied):
    crash(reporter)
    log = (tmp_path / "state" / "fieldapp.log").read_text(encoding="utf-8")
    assert log.startswith("2025-03-17T09:30:00+00:00 fieldapp ")
    assert "ZeroDivisionError: on purpose" in log
    assert copied == []

    reporter.dialog.copy_button.click()

    assert "ZeroDivisionError: on purpose" in copied[0]
    assert reporter.dialog.isVisible()


def test_people_read_a_sentence(reporter):
    crash(reporter)

    said = " ".join(label.text() for label in reporter.dialog.findChildren(QLabel))
    assert "is on the disk" in said
    assert "Traceback" not in said
    assert "ZeroDivisionError" not in said


def test_one_dialog_is_enough_and_every_crash_is_logged(reporter, tmp_path):
    crash(reporter, "first")
    dialog = reporter.dialog
    crash(reporter, "second")

    assert reporter.dialog is dialog
    log = (tmp_path / "state" / "fieldapp.log").read_text(encoding="utf-8")
    assert ("first" in log, "second" in log) == (True, True)
    dialog.reject()
    assert reporter.dialog is None


def test_a_log_that_cannot_be_written_does_not_hide_the_sentence(qapp, tmp_path, copied):
    (tmp_path / "file").write_text("")
    reporter = CrashReporter(
        tmp_path / "file" / "x.log", lambda: read_texts("en"), copied.append, lambda: NOW
    )

    crash(reporter)

    assert reporter.dialog.isVisible()
    reporter.dialog.reject()


def test_ctrl_c_in_the_terminal_ends_the_app(reporter):
    with pytest.raises(SystemExit):
        reporter.report(KeyboardInterrupt, KeyboardInterrupt(), None)


def test_the_report_has_no_tally_unless_somebody_wants_it(qapp, tmp_path, copied):
    reporter = CrashReporter(
        tmp_path / "x.log",
        lambda: read_texts("en"),
        copied.append,
        lambda: NOW,
        figures=lambda: "agdam uxo: 990",
    )
    crash(reporter, "invalid literal: '1651.1'")

    reporter.dialog.copy_button.click()
    reporter.dialog.with_figures.click()
    reporter.dialog.copy_button.click()
    reporter.dialog.with_figures.click()

    bare, full = copied
    assert ("1651" in bare, "990" in bare) == (False, False)
    assert ("1651.1" in full, "agdam uxo: 990" in full) == (True, True)
    assert reporter.dialog.report.toPlainText() == bare
    assert "1651" not in (tmp_path / "x.log").read_text(encoding="utf-8")
    reporter.dialog.reject()


def test_figures_that_cannot_be_told_do_not_hide_the_report(qapp, tmp_path, copied):
    reporter = CrashReporter(
        tmp_path / "x.log", lambda: read_texts("en"), copied.append, lambda: NOW, figures=lambda: str(1 // 0)
    )
    crash(reporter)

    reporter.dialog.with_figures.click()

    assert "on purpose" in reporter.dialog.report.toPlainText()
    reporter.dialog.reject()


def test_one_that_comes_with_every_repainting_is_logged_once(reporter, tmp_path):
    for _ in range(3):
        crash(reporter)

    log = (tmp_path / "state" / "fieldapp.log").read_text(encoding="utf-8")
    assert log.count("on purpose") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_slot_that_raises_the_window_goes_on(qapp, tmp_path, monkeypatch, qtbot, language):
    """Through the real window: the next number is on the disk."""
    with running(qapp, tmp_path, period=WEEK, language=language) as session:
        window = opened(session, data_file(tmp_path))
        document = document_of(window)
        reporter = CrashReporter(
            tmp_path / "x.log", lambda: session.texts, print, lambda: NOW, figures=session.figures
        )
        monkeypatch.setattr(sys, "excepthook", reporter.report)
        document.enter(AGDAM, "990")

        def fail():
            raise ZeroDivisionError("on purpose")

        QTimer.singleShot(0, window, fail)
        qtbot.waitUntil(lambda: reporter.dialog is not None)

        said = " ".join(label.text() for label in reporter.dialog.findChildren(QLabel))
        assert session.texts("window.crash") in said
        assert reporter.dialog.isVisible()
        reporter.dialog.with_figures.click()
        assert "agdam uxo: 990" in reporter.dialog.report.toPlainText()
        reporter.dialog.reject()
        document.enter(AGDAM, "991")
        assert document.store.sheet(WEEK).value("agdam", "uxo") == 991


def test_without_an_open_sheet_there_are_no_figures(qapp, tmp_path):
    with running(qapp, tmp_path) as session:
        session.start(None)

        assert session.figures() == ""
