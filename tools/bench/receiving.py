"""Receiving many workbooks: what it costs beside their bare XML, how long a thousand take in the window, and
whether the window answers meanwhile.

`python -m tools.bench.receiving [HOW_MANY]` prints the last two, part by part.
"""

import shutil
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.parsers import expat
from zipfile import ZipFile

from fieldapp.exchange.hq.arrivals import read_arrivals
from fieldapp.store.store import Store
from fieldapp.ui.receive.plan_dialog import PlanDialog
from fieldapp.ui.window.main_window import MainWindow
from tools.bench.pairs import Figure, take_turns
from tools.bench.scene import SCENES
from tools.bench.window import Pulse, wait_until, window_on
from tools.bench.workbooks import make_headquarters, make_workbooks

FEW, MANY = 40, 1000
LIMIT, TARGET = 10.0, 6.0
SECONDS_LIMIT, SECONDS_TARGET = 30.0, 10.0
GAP_LIMIT, GAP_TARGET = 50.0, 16.7
"""Milliseconds: what is asked for, and a frame."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the work in the window. `gap`: the longest time without an answer, by the clock; `computed`:
    the longest of what the app itself computed between two answers, whatever else the machine did."""

    name: str
    seconds: float
    gap: float
    computed: float


def receiving(folder: Path, pairs: int) -> Figure:
    """Some workbooks read, compared cell by cell, checked, planned and stored, against unpacking them and
    walking over their XML."""
    files = make_workbooks(folder / f"{FEW} workbooks", FEW)
    ours, theirs = take_turns(lambda: _received(files, folder / "receiving"), lambda: _walked(files), pairs)
    return Figure(f"receive {FEW} workbooks", "unpack them, walk over their XML", LIMIT, TARGET, ours, theirs)


def receiving_in_window(folder: Path, pairs: int) -> Figure:
    """A thousand, once: from the folder to what counts."""
    seconds = sum(part.seconds for part in in_window(folder, MANY)[:2])
    return Figure(
        f"receive {MANY:,} workbooks in the window",
        "a second",
        SECONDS_LIMIT,
        SECONDS_TARGET,
        [seconds],
        [1.0],
    )


def answering(folder: Path, pairs: int) -> Figure:
    """The longest that the app computed without an answer of the window while a thousand workbooks were read,
    received, taken back and received again."""
    longest = max(part.computed for part in in_window(folder, MANY))
    name = f"the window answers while {MANY:,} workbooks are received and undone"
    return Figure(name, "a millisecond", GAP_LIMIT, GAP_TARGET, [longest], [0.001])


@cache
def in_window(folder: Path, count: int) -> tuple[Part, ...]:
    """Reading, receiving, taking back and receiving again, in the window itself; done once."""
    place = folder / f"{count} workbooks"
    make_workbooks(place, count)
    data = _fresh(folder / "window")
    with window_on(data) as window:
        window.errands.receive()
        return (
            _part("read and planned", window, lambda: window.errands.receive([place])),
            _part("received", window, lambda: _dialog_of(window).receive.click()),
            _part("taken back", window, window.commands.undo),
            _part("received again", window, window.commands.redo),
        )


def _part(name: str, window: MainWindow, begin: Callable[[], object]) -> Part:
    pulse, start = Pulse(window), time.perf_counter()
    pulse.start()
    begin()
    wait_until(lambda: not window.jobs.is_busy)
    pulse.stop()
    return Part(name, time.perf_counter() - start, pulse.longest, pulse.computed)


def _dialog_of(window: MainWindow) -> PlanDialog:
    dialog = window.errands.receiver.dialog
    assert dialog is not None, "files were read"
    return dialog


def _received(files: Sequence[Path], folder: Path) -> float:
    with closing(Store(_fresh(folder), "Leyla")) as store:
        start = time.process_time()
        received = store.receive(store.plan(read_arrivals(files, store.programme)))
        seconds = time.process_time() - start
    assert len(received.added) == len(files)
    return seconds


def _walked(files: Sequence[Path]) -> float:
    start = time.process_time()
    for file in files:
        with ZipFile(file) as archive:
            for part in archive.namelist():
                if part.endswith((".xml", ".rels")):
                    parser = expat.ParserCreate()
                    parser.StartElementHandler = lambda name, attributes: None
                    parser.Parse(archive.read(part), True)
    return time.process_time() - start


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return make_headquarters(folder / "hq.fieldapp")


def main(words: Sequence[str]) -> None:
    """Print the parts."""
    for part in in_window(SCENES, int(words[0]) if words else MANY):
        gap, computed = part.gap * 1000, part.computed * 1000
        print(
            f"{part.name}: {part.seconds:.1f} s, longest gap {gap:.0f} ms, computed in one {computed:.0f} ms"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
