"""Who waits sees what is being done, how far it is, and that *Stop* was heard; nothing moves meanwhile."""

import pytest
from PySide6.QtWidgets import QProgressBar, QWidget

from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.work.bar import WorkBar
from fieldapp.ui.work.progress import Progress, Stage
from fieldapp.ui.work.wait import WaitDialog
from tests.ui.driving import running
from tests.ui.window.test_windows_fit import lay_out


@pytest.fixture
def kit(qapp, tmp_path):
    with running(qapp, tmp_path) as session:
        yield session.kit


def look(bar: WorkBar) -> str:
    bar._look()
    return bar._label.text()


def test_the_words_follow_what_the_work_says(kit, qtbot):
    bar, progress = WorkBar(kit), Progress()
    qtbot.addWidget(bar)
    bar.begin("wait.beginning", progress)
    before = bar._label.text()
    progress.counting("wait.pages")(3, 12)

    assert before == kit.texts("wait.beginning")
    assert look(bar) == "Drawing pages: 3 of 12"
    assert bar.findChild(QProgressBar).value() == 25


def test_stop_is_heard_once_and_says_so_until_the_work_has_ended(kit, qtbot):
    bar, progress, heard = WorkBar(kit), Progress(), []
    qtbot.addWidget(bar)
    bar.stopped.connect(lambda: heard.append(1))
    bar.begin("wait.beginning", progress)
    bar._stop.click()
    bar.stop()

    assert (heard, bar.is_working, bar._stop.isEnabled()) == ([1], True, False)
    assert look(bar) == kit.texts("wait.stopping")
    bar.end()
    bar.begin("wait.beginning", progress := Progress())
    assert bar._stop.isEnabled()
    progress.settle()
    assert look(bar) == kit.texts("wait.placing")
    assert not bar._stop.isEnabled()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_moves_while_the_words_change(kit, qtbot, language):
    kit.speak(read_texts(language))
    progress, parent = Progress(), QWidget()
    qtbot.addWidget(parent)
    dialog = WaitDialog("wait.file", "wait.beginning", progress, kit, parent)
    dialog.resize(dialog.sizeHint())
    lay_out(dialog)
    label, bar, places = dialog.work._label, dialog.work.findChild(QProgressBar), set()
    words = [key for key in kit.texts.table if key.startswith("wait.")]
    for what in (*words, *(f"backups.{key}" for key in ("copying", "looking", "putting", "comparing"))):
        progress.through([Stage(what, of=1_000_000)])(0.999)
        dialog.work._look()
        lay_out(dialog)
        places.add((*dialog.size().toTuple(), *bar.pos().toTuple(), *bar.size().toTuple()))
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width(), label.text()

    assert len(places) == 1
