"""A bug costs nobody their work, and nobody meets a traceback."""

import pytest
from PySide6.QtWidgets import QLabel

from fieldapp.texts.texts import read_texts
from fieldapp.ui.app.crash import CrashReporter
from tests.ui.driving import NOW


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


def test_the_path_of_the_log_has_a_line_of_its_own(reporter, tmp_path):
    """In the middle of a sentence it was broken behind its first stroke."""
    crash(reporter)

    (sentence,) = [label.text() for label in reporter.dialog.findChildren(QLabel)]

    assert sentence.splitlines()[-1] == str(tmp_path / "state" / "fieldapp.log")
