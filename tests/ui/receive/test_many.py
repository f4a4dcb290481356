"""Many workbooks in one go: the window answers meanwhile, and what is stopped half-way is not taken."""

import threading
import time
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.store.hq.receiving import Receiving
from fieldapp.store.store import Store
from fieldapp.ui.kit.jobs import Jobs
from fieldapp.ui.receive import receiver, step_aside
from fieldapp.ui.work.progress import Progress
from tests.data_files import empty_file
from tests.ui.driving import WEEK, document_of, opened, running
from tools.bench.workbooks import make_workbooks

CTRL = Qt.KeyboardModifier.ControlModifier
MANY = 9


@pytest.fixture(scope="module")
def came(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    make_workbooks(folder, MANY)
    return folder


@pytest.fixture
def window(qapp, tmp_path, qtbot):
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, empty_file(tmp_path / "hq.fieldapp"))
        qtbot.waitExposed(window)
        yield window


class Halved(Progress):
    """Somebody presses *Stop* when half of it is done."""

    def tell(self, share: float) -> None:
        if share >= 0.5:
            self.stop()
        super().tell(share)


def held(window):
    store = document_of(window).store
    return store.holdings(), {key: store.sheet(key).values for key in store.counted()}


def read(window, came):
    window.errands.receive([came])
    window.jobs.wait()
    return window.errands.receiver.dialog


def take(window):
    window.errands.receiver.dialog.receive.click()
    window.jobs.wait()


def press(window, key):
    QTest.keyClick(window, key, CTRL)
    window.jobs.wait()


def test_of_reading_that_is_stopped_half_way_nothing_is_shown_and_nothing_is_taken(window, came, monkeypatch):
    before = held(window)
    monkeypatch.setattr(receiver, "Progress", Halved)

    dialog = read(window, came)

    assert dialog.isVisible()
    assert (dialog.lines(), dialog.receive.isEnabled()) == ([], False)
    assert held(window) == before


def test_of_receiving_that_is_stopped_half_way_nothing_is_taken_and_all_can_be_taken_then(
    window, came, monkeypatch
):
    before = held(window)
    dialog = read(window, came)
    with monkeypatch.context() as halved:
        halved.setattr(receiver, "Progress", Halved)
        take(window)

    assert held(window) == before
    assert dialog.isVisible()
    assert dialog.receive.isEnabled()
    assert not document_of(window).undo_stack.canUndo()

    take(window)
    assert len(held(window)[0].records) == MANY


def test_undoing_that_is_stopped_half_way_undoes_nothing(window, came, monkeypatch):
    read(window, came)
    take(window)
    before = held(window)
    with monkeypatch.context() as halved:
        halved.setattr(step_aside, "Progress", Halved)
        press(window, Qt.Key.Key_Z)

    assert held(window) == before
    assert window.status.text == "Stopped. Nothing was changed."
    assert window.errands.step_aside.dialog is None
    press(window, Qt.Key.Key_Z)
    assert held(window)[1] == {}


def test_all_of_it_is_read_taken_undone_and_taken_again_beside_the_window(window, came, monkeypatch):
    there, received = [], Receiving.receive

    def told(*args, **options):
        there.append(threading.get_ident())
        return received(*args, **options)

    monkeypatch.setattr(Receiving, "receive", told)
    read(window, came)
    take(window)
    taken = held(window)[1]
    press(window, Qt.Key.Key_Z)
    undone = held(window)[1]
    press(window, Qt.Key.Key_Y)

    assert (len(taken), undone, held(window)[1]) == (MANY, {}, taken)
    assert len(there) == 3
    assert threading.get_ident() not in there


def test_nothing_is_entered_while_receiving_is_undone_and_it_is_said_how_far_it_is(window, came):
    read(window, came)
    take(window)
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)

    dialog = window.errands.step_aside.dialog
    assert dialog.isVisible()
    assert dialog.isModal()
    assert dialog.windowTitle() == "Undoing what was received"
    window.jobs.wait()
    assert window.errands.step_aside.dialog is None
    assert window.status.text.startswith("Receiving is undone")


def test_the_worker_gives_way_to_the_window_within_a_frame(qapp):
    """A paint asks for its turn many times over. What counts is how long the worker went on meanwhile, not
    what else the machine did."""
    jobs, ends, costs = Jobs(), threading.Event(), []
    jobs.run(lambda: _compute(ends), lambda _: None, lambda _: None)
    try:
        for _ in range(5):
            before = time.process_time()
            for _ in range(20):
                time.sleep(0)
            costs.append(time.process_time() - before)
    finally:
        ends.set()
        jobs.wait()

    assert min(costs) < 0.05


def _compute(ends: threading.Event) -> None:
    while not ends.is_set():
        sum(range(100))


def test_a_window_that_is_closed_while_it_undoes_leaves_all_of_it_or_nothing(window, came, qtbot):
    """The system ends the session: nobody can press *Stop* first."""
    read(window, came)
    take(window)
    taken = held(window)[1]
    with qtbot.captureExceptions() as bugs:
        QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
        window.close()

    assert bugs == []
    with closing(Store(window.file, "another")) as store:
        left = {key: store.sheet(key).values for key in store.counted()}
        assert left in ({}, taken)
        assert not any(store.problems())
