"""The checks view over ten years, once the window has had a quiet minute: what the app computes from the key
until every open finding of every sheet is listed and painted."""

import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from fieldapp.ui.window.main_window import MainWindow
from tools.bench.pairs import Figure
from tools.bench.scene import WEEKS, make_file, programme_of
from tools.bench.window import PAINTED, wait_until, window_on

LIMIT, TARGET = 200, 100
UNCOUNTED = 1

ROWS, COLUMNS = 14, 4
"""As many as the largest office has."""


def reviewing(folder: Path, pairs: int) -> Figure:
    """The view opened again and again; nothing has changed since it was made ready."""
    file = folder / f"{WEEKS} weeks of {ROWS} districts.fieldapp"
    if not file.exists():
        make_file(file, WEEKS, programme_of(ROWS, COLUMNS))
    return reviewed(file, pairs)


def reviewed(file: Path, pairs: int) -> Figure:
    """The same of one file."""
    with window_on(file) as window:
        window.errands.looking_through.look()
        wait_until(lambda: window.errands.looking_through.is_done)
        taken = [_shown(window) for _ in range(UNCOUNTED + pairs)]
    return Figure("checks view over ten years", "a millisecond", LIMIT, TARGET, taken[UNCOUNTED:], [0.001])


def _shown(window: MainWindow) -> float:
    start = time.process_time()
    window.actions_by_key["checks"].trigger()
    for _ in range(PAINTED):
        QApplication.processEvents()
    spent = time.process_time() - start
    dialog = window.errands.reviewing.dialog
    assert dialog is not None
    assert dialog.is_whole, "everything was known"
    dialog.reject()
    QApplication.processEvents()
    return spent
