"""How many mistakes the checks find, kind by kind, and how often they speak of a right week."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from fieldapp.core.programme_toml import read_programme
from fieldapp.resources import BUILT_IN, programme_text
from tests.benchmarks.mistakes import KINDS, Kind
from tests.benchmarks.scores import Score, calibrate, score_of
from tools.house import between

CALIBRATED_ON, MEASURED_ON = 0, 1
SEEDS, INJECTIONS = (13, 14, 15), 400
CALIBRATION_SEEDS = tuple(range(101, 113))
PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
MARK = "bench-checks"
NEAR_GOAL, MEAN_GOAL, MOST_FALSE = 5, 57, 1.0

MADE_UP = """The weeks are made up: the national totals are published ones, but no figures by district are
published; how they are split among 14 districts, and which of them rests when, is chance (shares from R248).
Measured on every second published week since July 2023; the limits were calibrated on the others."""


def lines_of(score: Score) -> list[str]:
    """The table, as it stands in docs/rules.md."""
    rows = [
        f"| {kind.name} | {kind.goal or '-'} | {score.recall(kind):.0f} | {_held(score, kind)} |"
        for kind in KINDS
    ]
    false, mean = score.false_in_five_weeks(), score.mean()
    codes = ", ".join(f"{code} {5 * number / score.weeks:.2f}" for code, number in score.false.most_common())
    least = min(score.tried.values())
    return [
        MADE_UP,
        "",
        "| mistake | goal, % | found at its cells, % | within 5 points |",
        "|---|---|---|---|",
        *rows,
        f"| mean over {len(KINDS)} kinds | {MEAN_GOAL} | {mean:.1f} | {_word(mean >= MEAN_GOAL)} |",
        "",
        f"{least} mistakes of each kind or more. False findings in five right weeks: {false:.2f} of at most "
        f"{MOST_FALSE} ({_word(false <= MOST_FALSE)}): {codes or 'none'}; {score.weeks} weeks.",
    ]


def main(words: Sequence[str]) -> int:
    """Print the table; 1 where a goal is not met."""
    parser = argparse.ArgumentParser(prog="dev.py bench-checks", description=__doc__)
    parser.add_argument("--injections", type=int, default=INJECTIONS, help="of each kind, for each seed")
    parser.add_argument("--write", action="store_true", help="write the table into docs/rules.md")
    parser.add_argument("--calibrate", action="store_true", help="print what each limit costs")
    options = parser.parse_args(words)
    programme = read_programme(programme_text(BUILT_IN), BUILT_IN)
    if options.calibrate:
        print("\n".join(calibrate(programme, CALIBRATED_ON, CALIBRATION_SEEDS)))
        return 0
    score = score_of(programme, MEASURED_ON, SEEDS, options.injections)
    lines = lines_of(score)
    print("\n".join(lines))
    if options.write:
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(between(text, MARK, "\n".join(lines)), encoding="utf-8")
    met = all(kind.goal is None or score.recall(kind) >= kind.goal - NEAR_GOAL for kind in KINDS)
    return 0 if met and score.mean() >= MEAN_GOAL and score.false_in_five_weeks() <= MOST_FALSE else 1


def _held(score: Score, kind: Kind) -> str:
    return "" if kind.goal is None else _word(score.recall(kind) >= kind.goal - NEAR_GOAL)


def _word(met: bool) -> str:
    return "yes" if met else "NO"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
