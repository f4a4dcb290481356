"""How the journeys of what was seen reach the open sheet, in this version and in the one it was seen in."""

import inspect
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from tests.ui.driving import running


def open_document(window: Any) -> Any:
    """The document of a main window."""
    return window._document


def traced(document: Any, act: Callable[[], object]) -> list[str]:
    """The SQL statements that something costs."""
    statements: list[str] = []
    connection = document.store._db.conn
    connection.set_trace_callback(statements.append)
    act()
    connection.set_trace_callback(None)
    return statements


NAMELESS: dict[str, str] = {"name": ""} if "name" in inspect.signature(running).parameters else {}
"""How `running` is told that nobody has given a name yet, which once was so in every test."""


def desktop_of(session: Any) -> Any:
    """The desktop that answers for the person."""
    return getattr(session, "kit", session).desktop


def seen(widget: QWidget) -> str:
    """All that labels in sight say."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def way_to(window: QWidget, words: str) -> QAction:
    """The one thing in the menus that says these words."""
    found = [action for action in window.findChildren(QAction) if words in action.text().replace("&", "")]
    assert found, f"there is no way to “{words}”"
    return found[0]


def meet(window: Any, act: Callable[[], object], *replies: Callable[[Any], object]) -> int:
    """Do something, and with the dialogs that come of it, one after the other, what is told; how many came.
    Afterwards none is left, and the window is active again, as a window manager has it."""
    met: list[QWidget] = []
    timer = QTimer(interval=1)

    def look() -> None:
        dialog = QApplication.activeWindow()
        if not isinstance(dialog, QDialog) or dialog in met:
            return
        met.append(dialog)
        try:
            if len(met) <= len(replies):
                replies[len(met) - 1](dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    timer.timeout.connect(look)
    timer.start()
    act()
    for _ in range(20 * (1 + len(replies))):
        QTest.qWait(1)
    timer.stop()
    window.activateWindow()
    QApplication.processEvents()
    assert QApplication.focusWidget() is not None, "nothing has the keys"
    return len(met)


def type_into_focus(*keys: Any, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys; each goes to whatever has the focus by then."""
    for key in keys:
        for one in key if isinstance(key, str) else [key]:
            there = QApplication.focusWidget()
            assert there is not None, "nothing has the keys"
            send: Any = QTest.keyClicks if isinstance(one, str) else QTest.keyClick
            send(there, one, modifier)


def hold(key: Qt.Key, text: str, modifier: Qt.KeyboardModifier, times: int = 30) -> None:
    """Keep a key down: one press, and what the keyboard then repeats, to whatever has the focus."""
    for number in range(times):
        there = QApplication.focusWidget()
        assert there is not None, "nothing has the keys"
        QTest.simulateEvent(there, True, key.value, modifier, text, number > 0, -1)
