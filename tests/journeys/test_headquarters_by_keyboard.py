"""A week at headquarters with the keyboard alone: three files received, a dispute settled, a text published.

The record of every key is left in `build/pictures`.
"""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.core.sheet import SheetKey
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.press.dialog import PressDialog
from fieldapp.ui.receive.plan_dialog import PlanDialog
from tests.data_files import empty_file
from tests.journeys.test_a_week_by_keyboard import Watcher
from tests.ui.driving import WEEK, document_of, opened, running
from tests.ui.pictures import kept
from tests.ui.receive.sending import ROW, send_week

Key, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
NO = Qt.KeyboardModifier.NoModifier
NOW = datetime(2025, 3, 17, 9, 30, tzinfo=UTC)
KARABAKH = SheetKey("karabakh", WEEK)
KEYS = 9
"""What docs/figures.md tells; the two file dialogs are the system's, and not in it."""


class Keyboard:
    """Presses keys as a person does, and writes each down with where it went."""

    def __init__(self, jobs):
        self._jobs = jobs
        self.record: list[str] = []

    def press(self, key, modifier=NO):
        there = QApplication.focusWidget()
        assert there is not None, "nothing has the keys"
        name = Qt.KeyboardModifier(modifier).name or ""
        if key < Key.Key_Escape and not chr(key).isascii():  # of a keyboard that writes other letters
            letter = chr(key)
            QTest.sendKeyEvent(QTest.KeyAction.Click, there, key, letter, modifier)
        else:
            letter = key.name
            QTest.keyClick(there, key, modifier)
        self.record.append(f"{name} {letter} on {type(there).__name__}")
        self._jobs.wait()
        QApplication.processEvents()


@pytest.fixture(params=LANGUAGES)
def session(request, qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK, now=lambda: NOW, language=request.param) as session:
        yield session


@pytest.fixture
def inbox(tmp_path):
    """Three files: of an office, of its second laptop with another figure, and of a second office."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    send_week(tmp_path / "one.fieldapp", folder / "1.xlsx", {"agdam": ROW})
    send_week(tmp_path / "two.fieldapp", folder / "2.xlsx", {"agdam": {**ROW, "uxo": 14}})
    send_week(tmp_path / "z.fieldapp", folder / "3.xlsx", {"lacin": ROW}, office="east-zangezur")
    return folder


def alt_of(text):
    """The key that an underlined letter stands for, as a keyboard with its layout gives it."""
    combined = QKeySequence.mnemonic(text)[0]
    return combined.key(), combined.keyboardModifiers()


def come_back(window, qtbot):
    """The window is active again, as a window manager has it, and the keys are where they were."""
    window.activateWindow()
    qtbot.waitUntil(lambda: window.grid.body.hasFocus())


def test_three_files_are_received_a_dispute_is_settled_and_the_text_is_published_without_a_mouse(
    session, tmp_path, inbox, qapp, qtbot
):
    window = opened(session, empty_file(tmp_path / "hq.fieldapp"))
    window.activateWindow()
    qtbot.waitUntil(lambda: window.grid.body.hasFocus())
    session.kit.desktop.chosen = inbox
    watcher, keys = Watcher(), Keyboard(window.jobs)
    qapp.installEventFilter(watcher)

    keys.press(Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: isinstance(qapp.activeWindow(), PlanDialog))
    plan, texts = window.errands.receiver.dialog, session.kit.texts
    keys.press(*alt_of(texts("plan.folder")))
    qtbot.waitUntil(lambda: plan.table.hasFocus())
    kinds = [texts(f"receive.verdict-{name}") for name in ("fork", "new", "new")]
    assert [line[0] for line in plan.lines()] == kinds
    keys.press(Key.Key_Tab)
    keys.press(Key.Key_Tab)
    claimed = [int(str(point.content)) for point in plan.points.points if point.claim]
    assert sorted(claimed) == [10, 14]
    keys.press(Key.Key_Space)
    qtbot.waitUntil(lambda: plan.points.item(0, 5).text() == texts("plan.taken"))
    keys.press(Key.Key_Return)
    qtbot.waitUntil(lambda: window.errands.receiver.dialog is None)
    come_back(window, qtbot)
    keys.press(Key.Key_T, CTRL_SHIFT)
    qtbot.waitUntil(lambda: isinstance(qapp.activeWindow(), PressDialog))
    keys.press(Key.Key_Return, CTRL)
    keys.press(Key.Key_Escape)
    qtbot.waitUntil(lambda: window.errands.press.dialog is None)
    come_back(window, qtbot)

    qapp.removeEventFilter(watcher)
    kept(f"headquarters-by-keyboard-{texts.language}.txt").write_text(
        "\n".join([*keys.record, ""]), encoding="utf-8"
    )
    store = document_of(window).store
    assert [one for one in watcher.seen if not one.startswith("Show")] == []
    assert (store.sheet(KARABAKH).value("agdam", "uxo"), store.report(WEEK).disputed) == (claimed[0], 0)
    assert store.report(WEEK).total("uxo") == claimed[0] + 10
    assert {one.language for one in store.publications()} == {"az", "en", "ru"}
    assert all(f" {claimed[0] + 10} " in one.text for one in store.publications())
    assert len(keys.record) == KEYS
