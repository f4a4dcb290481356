"""Opening a data file: from the path to the values of the sheet in which somebody will go on."""

import shutil
import time
from pathlib import Path

from fieldapp.core.sheet import Sheet
from fieldapp.store.store import Store
from tools.bench.pairs import Figure, take_turns
from tools.bench.scene import DISTRICTS, INDICATORS, WEEKS, make_file, programme_of, weeks

LIMIT, TARGET = 2.0, 1.2


def opening(folder: Path, pairs: int) -> Figure:
    """Ten years against a file of the same country in which nothing was ever entered."""
    large, empty = (made(folder, count) for count in (WEEKS, 0))
    ours, theirs = take_turns(lambda: opened(large), lambda: opened(empty), pairs)
    what = f"open a file of {WEEKS * DISTRICTS * INDICATORS:,} values"
    return Figure(what, "open an empty file", LIMIT, TARGET, ours, theirs)


def made(folder: Path, count: int) -> Path:
    """The data file of so many weeks, made anew: what is measured is as today's app writes it."""
    path = folder / f"{count} weeks" / "large.fieldapp"
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir(parents=True)
    make_file(path, count, programme_of())
    return path


def opened(path: Path) -> float:
    """The processor's seconds from the path to the values in hand, without process start; closing is not
    counted."""
    start = time.process_time()
    store = Store(path, "Leyla")
    try:
        sheet = values_in(store)
        seconds = time.process_time() - start
    finally:
        store.close()
    assert len(sheet.values) in (0, DISTRICTS * INDICATORS)
    return seconds


def values_in(store: Store) -> Sheet:
    """The sheet that a window shows first."""
    (first,) = weeks(1)
    return store.sheet(store.last_written() or first)
