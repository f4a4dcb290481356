"""What a person does at the sheet, in the real window: what the app computes for it until it is painted.

Counted is the processor's time of the process, against a millisecond: the disk's own time is not in it.
"""

import shutil
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp.clock import local_now
from fieldapp.demo import make_demo
from fieldapp.ui.window.main_window import MainWindow
from tools.bench.pairs import Figure
from tools.bench.window import PAINTED, window_on

UNCOUNTED = 3
"""Turns before those that count: what is imported and made at the first use is made in them."""


def switching(folder: Path, pairs: int) -> Figure:
    """A step to the week before, and back."""
    steps = cycle(("back", "forward"))
    return _figure("switch week", 16.7, 4, folder, pairs, lambda window: _act(window, next(steps)))


def walking(folder: Path, pairs: int) -> Figure:
    """A step to the week before, and on to the one before that: each is seen for the first time."""
    return _figure(
        "switch to a week not seen before", 16.7, 4, folder, pairs, lambda window: _act(window, "back")
    )


def speaking(folder: Path, pairs: int) -> Figure:
    """Another language for everything."""
    languages = cycle(("az", "ru", "en"))
    return _figure(
        "switch language", 150, 60, folder, pairs, lambda window: _act(window, f"language-{next(languages)}")
    )


def dressing(folder: Path, pairs: int) -> Figure:
    """Another theme for everything."""
    themes = cycle(("dark", "light"))
    return _figure(
        "switch theme", 150, 60, folder, pairs, lambda window: _act(window, f"theme-{next(themes)}")
    )


def typing(folder: Path, pairs: int) -> Figure:
    """A digit typed into a cell, until it is seen."""
    return _figure(
        "key in a cell → painted",
        16.7,
        1,
        folder,
        pairs,
        lambda window: _key(Qt.Key.Key_5),
        after=_drop,
        is_of_each=True,
    )


def entering(folder: Path, pairs: int) -> Figure:
    """Enter, until the number is checked, written and painted."""
    digits = cycle("123456789")
    return _figure(
        "Enter → checked, written, painted",
        16.7,
        5,
        folder,
        pairs,
        lambda window: _key(Qt.Key.Key_Return),
        before=lambda window: QTest.keyClicks(_focused(), next(digits)),
        is_of_each=True,
    )


def type_in(what: str | Qt.Key) -> None:
    """Letters, or a key, where the keys are, until they are seen."""
    if isinstance(what, Qt.Key):
        _key(what)
    else:
        for letter in what:  # the first one opens the field that has the keys then
            QTest.keyClicks(_focused(), letter)
    _paint()


def _drop(window: MainWindow) -> None:
    _key(Qt.Key.Key_Escape)


def _key(key: Qt.Key) -> None:
    QTest.keyClick(_focused(), key)


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "the grid has the keys"
    return widget


def _act(window: MainWindow, key: str) -> None:
    window.actions_by_key[key].trigger()


def _nothing(window: MainWindow) -> None:
    """Before or after a turn that needs nothing."""


def _figure(
    what: str,
    limit: float,
    target: float,
    folder: Path,
    pairs: int,
    turn: Callable[[MainWindow], None],
    *,
    before: Callable[[MainWindow], None] = _nothing,
    after: Callable[[MainWindow], None] = _nothing,
    is_of_each: bool = False,
) -> Figure:
    taken = []
    with window_on(demonstration(folder)) as window:
        window.grid.setFocus()
        for _ in range(UNCOUNTED + pairs):
            before(window)
            _paint()
            taken.append(spent(lambda: _turned(turn, window)))
            after(window)
            _paint()
    return in_milliseconds(what, limit, target, taken, is_of_each=is_of_each)


def _turned(turn: Callable[[MainWindow], None], window: MainWindow) -> None:
    turn(window)
    _paint()


def _paint() -> None:
    for _ in range(PAINTED):
        QApplication.processEvents()


def spent(act: Callable[[], object]) -> float:
    """The processor's seconds that something takes."""
    start = time.process_time()
    act()
    return time.process_time() - start


def in_milliseconds(
    what: str, limit: float, target: float, taken: list[float], *, is_of_each: bool = False
) -> Figure:
    """What was measured in turns, the first of which are not counted."""
    return Figure(what, "a millisecond", limit, target, taken[UNCOUNTED:], [0.001], is_of_each)


def demonstration(folder: Path) -> Path:
    """The data file of a demonstration, made anew."""
    place = folder / "sitting"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return make_demo(place, "Leyla", local_now())
