"""Whole programs from nothing: the window until its grid is painted, and a command that scripts loop over.

Counted is the processor's time of the program and what it starts, which other work beside it changes least;
where the disk's time is what matters, that of the clock.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from fieldapp.clock import local_now
from fieldapp.demo import make_demo
from fieldapp.passage import deliver, pack, write_aside
from fieldapp.store.store import Store
from fieldapp.texts.texts import read_texts
from tools.bench.pairs import Figure, take_turns

QT = ("-c", "import PySide6.QtWidgets")
PARTS = ("-c", "import sqlite3, json, click")
WEEK = "2025-W11"

CACHES = Path("/proc/sys/vm/drop_caches")
COLD_TURNS = 3
"""Each of them slows whatever else the machine does."""

OFFICE = "soffice"

PAINTED_WINDOW = """
import gc, os
from fieldapp.__main__ import main  # as the app begins: Qt comes in by its own door, and nothing is waste
gc.disable()
from fieldapp.ui.app.plain_imports import import_plainly
import_plainly()
from PySide6.QtCore import QTimer
from fieldapp.ui.sheet.drawing import CellDrawing

def painted(self, *words, draw=CellDrawing.draw):
    CellDrawing.draw = draw
    QTimer.singleShot(0, end)
    draw(self, *words)
CellDrawing.draw = painted
"""
"""Runs `end` once the first cells are painted."""

_WINDOW = f"{PAINTED_WINDOW}\nend = lambda: os._exit(0)\nmain()"


def start(folder: Path, pairs: int) -> Figure:
    """From nothing to the first painted grid of the demonstration, against Qt's widgets alone."""
    with home_in(folder) as home:
        file = demonstration_in(folder)
        ours, theirs = take_turns(
            lambda: seconds_of(("-c", _WINDOW, str(file)), home), lambda: seconds_of(QT, home), pairs
        )
    return Figure("start until the grid is painted, warm", "import PySide6.QtWidgets", 2.2, 1.5, ours, theirs)


def start_cold(folder: Path, pairs: int) -> Figure:
    """The same when nothing of it is in memory, by the clock."""
    figure = partial(
        Figure, "start until the grid is painted, cold", "import PySide6.QtWidgets, warm", 5, 3.3
    )
    if not os.access(CACHES, os.W_OK):
        return figure((), (), skipped="the system lets nobody drop its caches here")
    with home_in(folder) as home:
        file = demonstration_in(folder)
        words = ("-c", _WINDOW, str(file))
        clock = partial(_seconds_by_clock, home)
        clock(words), clock(QT)
        theirs = [clock(QT) for _ in range(COLD_TURNS)]
        ours = []
        for _ in range(COLD_TURNS):
            os.sync()
            CACHES.write_text("3", encoding="ascii")
            ours.append(clock(words))
    return figure(ours, theirs)


def start_beside_office(folder: Path, pairs: int) -> Figure:
    """The same against LibreOffice Calc, which draws the same sheet."""
    figure = partial(
        Figure, "start until the grid is painted, warm", "LibreOffice Calc drawing the sheet", 0.4, 0.27
    )
    office = shutil.which(OFFICE)
    if office is None:
        return figure((), (), skipped="LibreOffice is not installed")
    with home_in(folder) as home:
        file = demonstration_in(folder)
        book = _workbook(file, folder)
        own = f"-env:UserInstallation={Path(home).resolve().as_uri()}/office"
        drawing = (office, "--headless", own, "--convert-to", "png", "--outdir", home, str(book))
        ours, theirs = take_turns(
            lambda: seconds_of(("-c", _WINDOW, str(file)), home), lambda: _spent_by(drawing, home), pairs
        )
    return figure(ours, theirs)


def summary(folder: Path, pairs: int) -> Figure:
    """`fieldapp summary` as a script calls it, against Python with what no such command can do without."""
    with home_in(folder) as home:
        file = demonstration_in(folder)
        words = ("-m", "fieldapp", "summary", str(file), "--period", WEEK)
        ours, theirs = take_turns(lambda: seconds_of(words, home), lambda: seconds_of(PARTS, home), pairs)
    return Figure("fieldapp summary", "import sqlite3, json, click", 2.5, 1.6, ours, theirs)


def seconds_of(words: Sequence[str], home: str) -> float:
    """The processor's seconds of one program of Python, user and system. It may compile what it reads, once.

    Raises CalledProcessError where the program fails; `fieldapp` ends with 1 where findings stand.
    """
    return _spent_by((sys.executable, *words), home)


def told_by(words: Sequence[str], home: str) -> str:
    """What a program prints. Raises CalledProcessError as `seconds_of` does."""
    where = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"), home)
    environment = {**os.environ, **where, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(words, env=environment, capture_output=True)
    if done.returncode not in (0, 1) or b"Traceback" in done.stderr:
        raise subprocess.CalledProcessError(done.returncode, words[:1], done.stdout, done.stderr)
    return done.stdout.decode(errors="replace")


def _spent_by(words: Sequence[str], home: str) -> float:
    before = _children()
    told_by(words, home)
    return _children() - before


def _seconds_by_clock(home: str, words: Sequence[str]) -> float:
    before = time.monotonic()
    told_by((sys.executable, *words), home)
    return time.monotonic() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def home_in(folder: Path) -> tempfile.TemporaryDirectory[str]:
    """A home in which nothing is remembered."""
    folder.mkdir(parents=True, exist_ok=True)
    return tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True)


def demonstration_in(folder: Path) -> Path:
    """The data file of the demonstration, made anew."""
    place = folder / "start"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return make_demo(place, "Leyla", local_now())


def _workbook(file: Path, folder: Path) -> Path:
    """The week in which the demonstration goes on, as Excel shows it."""
    with closing(Store(file, "Leyla")) as store:
        key = store.last_written()
        assert key is not None
        parcel = pack(store, key, folder / "week.xlsx", read_texts("en"), None, local_now())
        return deliver(store, parcel, write_aside(parcel))
