"""`python3 dev.py bench`: how long things take, each against a yardstick of the same minute."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tools.bench.costs import comparing, reading, writing
from tools.bench.entering import stating, syncing
from tools.bench.judging import checking, rechecking
from tools.bench.memory import memory_exported, memory_ready, memory_settled
from tools.bench.opening import opening
from tools.bench.page import as_json, content, table
from tools.bench.pairs import FEWEST, Figure
from tools.bench.receiving import answering, receiving, receiving_in_window
from tools.bench.reviewing import reviewing
from tools.bench.scene import SCENES
from tools.bench.sitting import dressing, entering, speaking, switching, typing, walking
from tools.bench.starting import start, start_beside_office, start_cold, summary
from tools.bench.writing import exporting, exporting_first
from tools.bench.years import adding_up, adding_up_changed, adding_up_first, exporting_year
from tools.house import DOCS, between

PAGE = DOCS / "figures.md"

OPERATIONS: tuple[Callable[[Path, int], Figure], ...] = (
    *(start, start_cold, start_beside_office, summary, memory_ready, memory_settled, memory_exported),
    *(opening, switching, walking, speaking, dressing, typing, entering, stating, syncing),
    *(checking, rechecking, exporting, exporting_first, exporting_year),
    *(adding_up_first, adding_up, adding_up_changed),
    *(reading, comparing, writing, reviewing, receiving, receiving_in_window, answering),
)
"""Each makes what it needs in a folder and takes so many turns with its yardstick."""

SHORT: tuple[Callable[[Path, int], Figure], ...] = (memory_ready, opening, stating, syncing, receiving)
"""What a build stands or falls with: what is counted, and ratios that keep their limit by more than one
machine differs from another, all within a minute. The start and `fieldapp summary` keep theirs by a
twentieth, and belong here as soon as that is more."""


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The options, which `dev.py bench` passes through."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--pairs", type=int, default=2 * FEWEST + 1, help=f"turns, {FEWEST} at least")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/figures.md")
    parser.add_argument("--short", action="store_true", help="few turns of what needs no large file")
    return parser.parse_args(words)


def main(words: Sequence[str]) -> int:
    """Measure, print, keep as JSON; 1 where a limit is broken."""
    options = parse(words)
    beside = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    operations, pairs = (SHORT, FEWEST) if options.short else (OPERATIONS, options.pairs)
    figures = [operation(SCENES, pairs) for operation in operations]
    print(table(figures))
    kept = SCENES / "figures.json"
    kept.write_text(as_json(figures), encoding="utf-8")
    if options.write:
        today = datetime.now(UTC).date()
        written = between(PAGE.read_text(encoding="utf-8"), "bench", content(figures, today, beside))
        PAGE.write_text(written, encoding="utf-8", newline="\n")
    return 0 if all(figure.is_within_limit for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
