"""Three programs want to write into one data file, each again and again until it may: nothing is lost."""

import contextlib
import importlib
import importlib.util
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import Cell
from tools.faults.bench import Bench, Breach, Score
from tools.faults.child import Say, start_child
from tools.faults.scene import NAME, NOW, WEEK, make_empty, opened

PROMISE = "Each is told who has the file and tries again; every entry is there"
PROGRAMS, ENTRIES, TOGETHER = 3, 10_000, 60
LOCK = "fieldapp.store.writer_lock"
WAIT, PATIENCE = 0.004, 60.0


def writers(bench: Bench) -> Score:
    """Many entries, by three programs at a time, each entry with the file opened and closed again."""
    score = Score("writers", PROMISE)
    folder = bench.folder()
    path, written, done = make_empty(folder / NAME), Counter[int](), 0
    each = TOGETHER // PROGRAMS
    for _ in bench.rounds(score, -(-ENTRIES // TOGETHER)):
        children = [
            start_child(_program(path, program, written[program], each)) for program in range(PROGRAMS)
        ]
        for program, child in enumerate(children):
            ended = child.wait()
            written[program] += ended.said
            done += ended.said
            score.seen["told to wait"] += ended.seen
            if ended.has_traceback:
                bench.keep(score, Breach.TRACEBACK, ended.gist, folder)
            elif ended.said < each:
                bench.keep(score, Breach.STUCK, ended.gist, folder)
    score.rounds = done
    part = score.parts[""]
    part.wanted, part.done = part.wanted * TOGETHER, done
    _count(bench, score, path, written)
    return score


def _program(path: Path, program: int, before: int, count: int) -> Callable[[Say], int]:
    def work(say: Say) -> int:
        dice, told = random.Random(f"{program} {before}"), 0
        for number in range(1, count + 1):
            told += _enter(path, program, before + number, dice)
            say(number)
        say(-told)
        return 0

    return work


def _enter(path: Path, program: int, number: int, dice: random.Random) -> int:
    """Enter one number; how often somebody else had the file."""
    end, told = time.monotonic() + PATIENCE, 0
    while True:
        try:
            with _alone(path, f"program {program}") as lock, closing(opened(path, **lock)) as store:
                sheet = store.sheet(WEEK)
                cell = Cell(sheet.districts[program], sheet.indicators[number % len(sheet.indicators)])
                store.write(WEEK, make_edits(sheet, {cell: number}))
            return told
        except FieldAppError:
            if time.monotonic() > end:
                raise
            told += 1
            time.sleep(dice.uniform(0, WAIT))


@contextlib.contextmanager
def _alone(path: Path, who: str) -> Iterator[dict[str, Any]]:
    """The right to write, where this tree has such a thing; what a store is opened with."""
    if importlib.util.find_spec(LOCK) is None:
        yield {"who": who}
        return
    with importlib.import_module(LOCK).WriterLock(path, who, lambda: NOW) as lock:
        lock.require()
        yield {"who": who, "lock": lock}


def _count(bench: Bench, score: Score, path: Path, written: Counter[int]) -> None:
    with closing(opened(path)) as store:
        sheet = store.sheet(WEEK)
        rows = {(row.cell.district, row.after) for row in store.history(WEEK)}
    for program, count in written.items():
        for number in range(1, count + 1):
            if (sheet.districts[program], number) not in rows:
                bench.keep(score, Breach.LOST, "an acknowledged entry", path)
