"""What was found, as tables: one to read on the screen, one for the page in `docs/`."""

import os
import platform
import sqlite3
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from fieldapp.version import VERSION
from tools.faults.bench import Breach, Score

ROOT = Path(__file__).resolve().parents[2]
COUNTED = (Breach.LOST, Breach.HALF, Breach.LITTER, Breach.WRONG, Breach.TRACEBACK)
WIDTHS = (10, 7, 6, 6, 7, 21, 11)

MOST = 8
"""How many ways in which a promise was broken are named in a row of the page."""

PAGE = """# Faults

What is done to the app on purpose, what it promises then, and how it went. This page is written by the
command below and by nobody's hand; with `--only` it writes the rows of these kinds anew and leaves the others
as they are. With the same seed the rounds are the same again, but for the moments at which a program is
killed.

```
{command} --write docs/faults.md
```

{machine}. How long a kind took is of the clock, with other work beside it.

| fault | promise | test | rounds | result | tried with |
|---|---|---|---|---|---|
{rows}
"""

TESTS = {
    "kill": "kill.py",
    "power cut": "power.py",
    "nth call": "failing.py",
    "full disk": "failing.py",
    "damage": "damage.py",
    "schema": "crafted.py",
    "workbooks": "edits.py",
    "writers": "writers.py",
}


@cache
def machine() -> str:
    """On what this is tried."""
    cores = os.cpu_count()
    python, system = platform.python_version(), platform.platform(terse=True)
    sqlite = sqlite3.sqlite_version
    return f"Fieldapp {VERSION}, Python {python}, SQLite {sqlite}, {system}, {cores} cores"


@cache
def commit() -> str:
    """Of which commit the tree is."""
    asked = ("git", "describe", "--always", "--dirty")
    try:
        told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return "no clone"
    return told.stdout.strip() or "no clone"


def table(scores: Sequence[Score], *, head: bool = True) -> str:
    """Kind, rounds, and how often each promise was broken."""
    rows: list[tuple[str, ...]] = [("kind", "rounds", *COUNTED, "result")] if head else []
    for score in scores:
        counts = [str(score.breaches[breach]) for breach in COUNTED]
        rows.append((score.kind, str(score.rounds), *counts, f"{score.result} ({score.seconds:.0f} s)"))
    return "\n".join(_line(row) for row in rows)


def _line(row: Sequence[str]) -> str:
    padded = [word.ljust(width) for word, width in zip(row, WIDTHS, strict=False)]
    return " ".join((*padded, row[-1]))


def page(scores: Sequence[Score], command: str, before: str = "") -> str:
    """The page, as it is written. `before`: the page as it was, of which the rows of other kinds stay."""
    rows = {kind: line for line in before.splitlines() if (kind := line[2:].partition(" | ")[0]) in TESTS}
    rows |= {score.kind: _row(score) for score in scores}
    ordered = [rows[kind] for kind in TESTS if kind in rows]
    return PAGE.format(command=command, machine=machine(), rows="\n".join(ordered))


def _row(score: Score) -> str:
    parts = ", ".join(f"{name} {count}" for name, count in score.seen.items())
    broken = "; ".join(f"{count} × {why}" for why, count in score.reasons.most_common(MOST))
    broken += f"; and {len(score.reasons) - MOST} more" if len(score.reasons) > MOST else ""
    result = f"{score.result}: {broken}" if broken else score.result
    test = f"`tools/faults/{TESTS[score.kind]}`"
    cells = (
        score.kind,
        score.promise,
        test,
        f"{score.rounds} ({parts})" if parts else str(score.rounds),
        result,
        f"{commit()}, {datetime.now(UTC).date()}, {score.seconds:.0f} s",
    )
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
