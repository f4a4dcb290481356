"""Whole programs from nothing: the window until its grid is painted, and a command that scripts loop over.

Counted is the processor's time of the program and what it starts, which other work beside it changes least.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from fieldapp.clock import local_now
from fieldapp.demo import make_demo
from tools.bench.pairs import Figure, take_turns

QT = ("-c", "import PySide6.QtWidgets")
PARTS = ("-c", "import sqlite3, json, click")
WEEK = "2025-W11"

_WINDOW = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from fieldapp.__main__ import main

class End(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and type(watched.parent()).__name__ == "SheetGrid":
            QTimer.singleShot(0, lambda: os._exit(0))
        return False

execute, end = QApplication.exec, End()
def watched(*words):
    QApplication.instance().installEventFilter(end)
    return execute()
QApplication.exec = watched
main()
"""


def start(folder: Path, pairs: int) -> Figure:
    """From nothing to the first painted grid of the demonstration, against Qt's widgets alone."""
    with _home(folder) as home:
        file = _demonstration(folder)
        ours, theirs = take_turns(
            lambda: seconds_of(("-c", _WINDOW, str(file)), home), lambda: seconds_of(QT, home), pairs
        )
    return Figure("start until the grid is painted, warm", "import PySide6.QtWidgets", 2.2, 1.5, ours, theirs)


def summary(folder: Path, pairs: int) -> Figure:
    """`fieldapp summary` as a script calls it, against Python with what no such command can do without."""
    with _home(folder) as home:
        file = _demonstration(folder)
        words = ("-m", "fieldapp", "summary", str(file), "--period", WEEK)
        ours, theirs = take_turns(lambda: seconds_of(words, home), lambda: seconds_of(PARTS, home), pairs)
    return Figure("fieldapp summary", "import sqlite3, json, click", 2.5, 1.6, ours, theirs)


def seconds_of(words: Sequence[str], home: str) -> float:
    """The processor's seconds of one program of Python, user and system. It may compile what it reads, once.

    Raises CalledProcessError where the program fails; `fieldapp` ends with 1 where findings stand.
    """
    where = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"), home)
    environment = {**os.environ, **where, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
    before = _children()
    done = subprocess.run((sys.executable, *words), env=environment, capture_output=True)
    spent = _children() - before
    if done.returncode not in (0, 1) or b"Traceback" in done.stderr:
        raise subprocess.CalledProcessError(done.returncode, words[:1], done.stdout, done.stderr)
    return spent


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _home(folder: Path) -> tempfile.TemporaryDirectory[str]:
    """A home in which nothing is remembered."""
    folder.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True)


def _demonstration(folder: Path) -> Path:
    place = folder / "start"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return make_demo(place, "Leyla", local_now())
