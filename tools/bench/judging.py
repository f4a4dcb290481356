"""All checks of a sheet: with reading what lies around it, and after a keystroke, when that is known.

Counted is the processor's time of the process, against a millisecond.
"""

import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from fieldapp.clock import local_now
from fieldapp.core.checks.case import Surroundings
from fieldapp.core.checks.rules import check
from fieldapp.core.period import week_of
from fieldapp.core.programme_toml import read_programme
from fieldapp.demo import make_demo
from fieldapp.passage import judge
from fieldapp.resources import BUILT_IN, programme_text
from fieldapp.store.store import Store
from tests.benchmarks.mistakes import KINDS
from tests.benchmarks.repairs import with_control_totals
from tests.benchmarks.weeks import office_weeks
from tools.bench.pairs import Figure

UNCOUNTED = 3
TEN_YEARS = 520
HARD = ("one column shifted", "same row as an earlier week", "all rows shifted", "silent (noughts)")
"""Mistakes after which most repairs are tried."""


def checking(folder: Path, pairs: int) -> Figure:
    """All checks of a sheet with what lies around it, of a file that was just opened, read and checked."""
    place = folder / "judging"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    path, taken = make_demo(place, "Leyla", local_now()), []
    for _ in range(UNCOUNTED + pairs):
        with closing(Store(path, "Leyla")) as store:
            key = store.last_written() or week_of(local_now().date())
            taken.append(_spent(lambda: judge(store, [key], local_now().date())))  # noqa: B023 # called at once
    return Figure(
        "all checks of a sheet, read and checked", "a millisecond", 16, 5, taken[UNCOUNTED:], [0.001]
    )


def rechecking(_: Path, pairs: int) -> Figure:
    """All checks after a keystroke: 14 rows, ten years before, control totals that differ after a mistake."""
    programme = read_programme(programme_text(BUILT_IN), BUILT_IN)
    week = office_weeks(programme, 0, 1, TEN_YEARS)[-1]
    right = with_control_totals(week.sheet, programme, of_rows=False)
    hard = [kind for kind in KINDS if kind.name in HARD]
    spoilt = [kind.spoil(replace(week, sheet=right), Random(kind.name)) for kind in hard]
    periods = tuple(sheet.period for sheet in week.before)
    around = Surroundings(date.max, periods, memory=week.memory)
    sheets = [right, *(one.sheet for one in spoilt if one is not None)]
    for sheet in sheets:
        check(sheet, programme, around)
    taken = [
        _spent(lambda: check(sheet, programme, around))  # noqa: B023 # called at once
        for _ in range(pairs)
        for sheet in sheets
    ]
    return Figure(
        "all checks after a keystroke, ten years before",
        "a millisecond",
        5,
        3,
        taken,
        [0.001],
        is_of_each=True,
    )


def _spent(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start
