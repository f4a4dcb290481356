"""Work leaves the GUI thread and its result comes home to it."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication

from fieldapp.core.errors import FieldAppError
from fieldapp.ui.kit.jobs import Jobs


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    jobs.wait()


def test_the_work_runs_elsewhere_and_the_result_comes_home(jobs, qtbot):
    home, seen = threading.get_ident(), []

    jobs.run(threading.get_ident, lambda there: seen.append((there, threading.get_ident())), seen.append)
    assert jobs.is_busy
    qtbot.waitUntil(lambda: not jobs.is_busy)

    ((there, back),) = seen
    assert (there != home, back == home) == (True, True)


def test_an_expected_failure_is_handed_over(jobs, qtbot):
    failures = []

    def work():
        raise FieldAppError("disk-full", path="x")

    jobs.run(work, failures.append, lambda error: failures.append(error.code))
    qtbot.waitUntil(lambda: not jobs.is_busy)

    assert failures == ["disk-full"]


def test_a_bug_is_raised_at_home(jobs, qtbot):
    with qtbot.captureExceptions() as caught:
        jobs.run(lambda: 1 / 0, lambda _: None, lambda _: None)
        qtbot.waitUntil(lambda: not jobs.is_busy)

    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]


def test_closing_waits_for_the_last_result(jobs):
    gate, seen = threading.Event(), []
    jobs.run(gate.wait, seen.append, seen.append)
    jobs.run(lambda: "second", seen.append, seen.append)
    gate.set()

    jobs.wait()

    assert seen == [True, "second"]
    assert not jobs.is_busy


def test_it_says_when_it_is_busy(jobs, qtbot):
    told = []
    jobs.busy_changed.connect(lambda: told.append(jobs.is_busy))

    jobs.run(lambda: None, lambda _: None, lambda _: None)
    jobs.wait()
    QCoreApplication.processEvents()

    assert told == [True, False]
