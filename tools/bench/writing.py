"""A week's workbook, as it is written the first time in a program and then again and again."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from fieldapp.clock import local_now
from fieldapp.core.period import Period, week_of
from fieldapp.passage import judge, pack, write_aside
from fieldapp.store.store import Store
from fieldapp.texts.texts import read_texts
from tools.bench.pairs import FEWEST, Figure
from tools.bench.sitting import UNCOUNTED, demonstration, in_milliseconds, spent


def exporting(folder: Path, pairs: int) -> Figure:
    """Written beside its place again and again."""
    with closing(Store(demonstration(folder), "Leyla")) as store:
        write = _writer(store, folder)
        taken = [spent(write) for _ in range(UNCOUNTED + pairs)]
    return in_milliseconds("export a week, repeated", 60, 20, taken)


def exporting_first(folder: Path, pairs: int) -> Figure:
    """Written by programs that have judged the sheet, as a window has that shows it, and nothing more."""
    file = demonstration(folder)
    words = (sys.executable, "-m", "tools.bench.writing", str(file))
    taken = []
    for _ in range(UNCOUNTED + FEWEST):
        done = subprocess.run(words, capture_output=True, check=True, text=True)
        taken.append(json.loads(done.stdout.splitlines()[-1]))
    shutil.rmtree(file.parent, ignore_errors=True)
    return in_milliseconds("export a week, first", 150, 80, taken)


def first(file: Path) -> float:
    """The processor's seconds of the first workbook that this program writes."""
    with closing(Store(file, "Leyla")) as store:
        write = _writer(store, file.parent)
        judge(store, [_key(store)], local_now().date())
        before = time.process_time()
        write()
        return time.process_time() - before


def _writer(store: Store, folder: Path) -> Callable[[], None]:
    texts, key = read_texts("en"), _key(store)

    def write() -> None:
        write_aside(pack(store, key, folder / "week.xlsx", texts, None, local_now())).drop()

    return write


def _key(store: Store) -> Period:
    return store.last_written() or week_of(local_now().date())


if __name__ == "__main__":
    print(json.dumps(first(Path(sys.argv[1]))))
