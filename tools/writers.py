"""Programs that all want to write one data file: each is told who has it, tries again, and nothing is lost.

As a program it is one of them: `python -m tools.writers FILE NAME ENTRIES AT_ONCE`.
"""

import contextlib
import json
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fieldapp.core.edits import make_edits
from fieldapp.core.period import read_period
from fieldapp.core.programme import HQ
from fieldapp.core.sheet import Cell
from fieldapp.resources import BUILT_IN, programme_text
from fieldapp.store.store import Store, create_store
from fieldapp.store.writer_lock import WriterLock

ROOT = Path(__file__).resolve().parent.parent
WEEK = read_period("2025-W11")
CELL = Cell("terter", "ap_mines")
LONGEST_REST = 0.01
"""Seconds before the next try: as long as a person would wait, a thousand times shorter."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of it: how many entries were acknowledged, how many of those are not in the history or not
    in the sum, and how often somebody was told that another has the file, by whom that was."""

    acknowledged: int
    lost: int
    told: Counter[str]


def run_writers(file: Path, programs: int, entries: int, at_once: int = 3) -> Tally:
    """Have so many programs add 1 to the same cell of a new file, each so often, and count what is there."""
    create_store(file, programme_text(BUILT_IN), HQ)
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tools.writers", file, f"writer {number}", str(entries), str(at_once)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(1, programs + 1)
    ]
    answers = [json.loads(program.communicate()[0]) for program in started]
    acknowledged = sum(answer["acknowledged"] for answer in answers)
    told: Counter[str] = sum((Counter(answer["told"]) for answer in answers), Counter())
    with contextlib.closing(Store(file, "reader")) as store:
        steps = [(row.before, row.after) for row in store.history(WEEK, CELL)]
        total = int(store.sheet(WEEK).values.get(CELL) or 0)
    whole = [(number or None, number + 1) for number in range(acknowledged)]
    kept = sum(step in steps for step in whole) if steps != whole else acknowledged
    return Tally(acknowledged, acknowledged - min(kept, total), told)


def write(file: Path, name: str, entries: int, at_once: int) -> tuple[int, Counter[str]]:
    """Be one of them: how many entries were acknowledged, and who had the file when it was asked for."""
    acknowledged, told, chance = 0, Counter[str](), random.Random(name)
    while acknowledged < entries:
        with WriterLock(file, name, lambda: datetime.now(UTC)) as lock:
            if lock.take():
                with contextlib.closing(Store(file, name, lock=lock)) as store:
                    for _ in range(min(at_once, entries - acknowledged)):
                        _add_one(store)
                        acknowledged += 1
            elif lock.refusal is not None:
                told[lock.refusal.text("who")] += 1
        time.sleep(chance.uniform(0, LONGEST_REST))
    return acknowledged, told


def _add_one(store: Store) -> None:
    sheet = store.sheet(WEEK)
    store.write(WEEK, make_edits(sheet, {CELL: int(sheet.values.get(CELL) or 0) + 1}))


if __name__ == "__main__":
    done, heard = write(Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:5]))
    print(json.dumps({"acknowledged": done, "told": heard}))
