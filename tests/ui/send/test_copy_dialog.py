"""A copied data file is asked about once in the window, before the question where the workbook goes."""

from contextlib import closing

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from fieldapp.core.home import Place
from fieldapp.core.report import Status
from fieldapp.store.store import Store
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.document.standing import mark_ready
from fieldapp.ui.send.copy_dialog import CopyDialog
from tests.ui.driving import NOW, WEEK, cut_off, data_file, opened, running

Button = QDialogButtonBox.StandardButton


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def original(tmp_path):
    path = data_file(tmp_path)
    with closing(Store(path, "coordinator", lambda: NOW)) as store:
        store.settle_place()
    return path


@pytest.fixture
def window(session, original, tmp_path, qtbot):
    """On a copy of a file that is still there."""
    path = tmp_path / "copy.fieldapp"
    path.write_bytes(original.read_bytes())
    window = opened(session, path)
    qtbot.waitExposed(window)
    mark_ready(window._document)
    session.kit.desktop.chosen = tmp_path / "report.xlsx"
    return window


@pytest.fixture
def advance(window, qtbot):
    """Press the next step and do something to the question if it comes; whether it came."""

    def advance(do):
        met, timer = [], QTimer(window, interval=1)

        def reply():
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, CopyDialog) and not met:
                met.append(dialog)
                try:
                    do(dialog)
                finally:
                    if dialog.isVisible():
                        dialog.reject()

        timer.timeout.connect(reply)
        timer.start()
        window.actions_by_key["advance"].trigger()
        timer.stop()
        qtbot.waitUntil(lambda: not window.jobs.is_busy)
        return bool(met)

    return advance


def answer(choice):
    def do(dialog):
        getattr(dialog, choice).click()
        dialog.buttons.button(Button.Ok).click()

    return do


@pytest.mark.parametrize("choice", ["own", "same"])
def test_a_copy_is_asked_about_once_and_then_sent(window, advance, tmp_path, choice):
    store = window._document.store
    before = store.file

    assert advance(answer(choice))

    assert (store.file != before) is (choice == "own")
    assert store.place() is Place.HOME
    assert window._document.standing.status is Status.SENT
    assert store.report(WEEK).record.lineage.file == store.file
    assert (tmp_path / "report.xlsx").exists()


def test_without_an_answer_nothing_is_sent_and_it_is_asked_again(window, advance, tmp_path):
    assert advance(lambda dialog: dialog.reject())

    assert window._document.standing.status is Status.READY
    assert window.status.text == window._kit.texts("copy.refused")
    assert not (tmp_path / "report.xlsx").exists()
    assert advance(lambda dialog: dialog.reject())


def test_neither_answer_is_given_before_one_is_chosen(window, advance):
    seen = []

    def look(dialog):
        ok = dialog.buttons.button(Button.Ok)
        seen.append((dialog.own.isChecked(), dialog.same.isChecked(), ok.isEnabled()))
        dialog.same.click()
        seen.append(ok.isEnabled())

    advance(look)

    assert seen == [(False, False, False), True]


def test_the_original_is_not_asked_about(session, window, original, advance, qtbot):
    window._document.store.settle_place(as_own=True)

    assert not advance(lambda dialog: None)
    with closing(Store(original, "coordinator", lambda: NOW)) as store:
        assert store.place() is Place.HOME


def test_an_answer_that_the_disk_does_not_take_sends_nothing(window, advance, monkeypatch):
    monkeypatch.setattr(Store, "_is_there", lambda self: False)

    assert advance(answer("own"))

    assert window._document.standing.status is Status.READY
    assert window.status.text == window._kit.texts("errors.file-gone", path=window.file)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", [Place.COPY, Place.UNSEEN])
def test_every_word_is_seen_in_every_language(session, window, language, place, qtbot):
    session.speak(language)
    path = "/home/somebody/documents of the office/" + "a long folder/" * 8 + "week.fieldapp"
    dialog = CopyDialog(place, path, session.kit, window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)

    assert cut_off(dialog) == []
    assert dialog.width() < 900
