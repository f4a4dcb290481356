"""How many mistakes the checks find, kind by kind, how often they speak of a right week, and how often what
they suggest for control totals is right."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from fieldapp.core.programme import Programme
from fieldapp.core.programme_toml import read_programme
from fieldapp.resources import BUILT_IN, programme_text
from tests.benchmarks.calibration import CALIBRATED_ON, CALIBRATION_SEEDS, MEASURED_ON, calibration_lines
from tests.benchmarks.mistakes import KINDS, Kind
from tests.benchmarks.repairs import EXCHANGED, ONE_CELL, RepairScore, score_repairs
from tests.benchmarks.scores import Score, score_of
from tools.house import between

SEEDS, INJECTIONS = (2601, 2602, 2603), 400
PAGE = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
MARK = "bench-checks"
NEAR_GOAL, MEAN_GOAL, MOST_FALSE = 5, 57, 1.0
FIRST_GOAL, IN_THREE_GOAL, MOST_INNOCENT_FIRST = 80, 90, 8
CROSSING_GOAL, NEIGHBOURS_GOAL = 97, 95

MADE_UP = """The weeks are made up: the national totals are published ones, but no figures by district are
published; how they are split among 14 districts, and which of them rests when, is chance (shares from R248).
Every limit was chosen on half of the published weeks since July 2023; this is measured on the others."""


def lines_of(score: Score) -> list[str]:
    """The table of mistakes without control totals, as it stands in docs/rules.md."""
    rows = [
        f"| {kind.name} | {kind.goal or '-'} | {score.recall(kind):.0f} | {_held(score, kind)} |"
        for kind in KINDS
    ]
    false, mean = score.false_in_five_weeks(), score.mean()
    codes = ", ".join(f"{code} {5 * number / score.weeks:.2f}" for code, number in score.false.most_common())
    least = min(score.tried.values())
    return [
        "| mistake | goal, % | found at its cells, % | within 5 points |",
        "|---|---|---|---|",
        *rows,
        f"| mean over {len(KINDS)} kinds | {MEAN_GOAL} | {mean:.1f} | {_word(mean >= MEAN_GOAL)} |",
        "",
        f"{least} mistakes of each kind or more. False findings in five right weeks: {false:.2f} of at most "
        f"{MOST_FALSE} ({_word(false <= MOST_FALSE)}): {codes or 'none'}; {score.weeks} weeks.",
    ]


def repair_lines(columns: RepairScore, rows: RepairScore) -> list[str]:
    """The table of what is suggested with control totals: of columns, and of rows too."""
    kinds = [
        f"| {name} | {_share(columns.seen, columns, name)} | {_share(columns.first, columns, name)} "
        f"| {_share(columns.in_three, columns, name)} | {_share(columns.innocent, columns, name)} "
        f"| {_share(rows.first, rows, name)} |"
        for name in (*ONE_CELL, *EXCHANGED)
    ]
    told = [f"{columns.share(one, ONE_CELL):.1f}" for one in _counters(columns)]
    crossing, neighbours = (rows.share(rows.first, names) for names in (ONE_CELL, EXCHANGED))
    goals = f"100 | {FIRST_GOAL} | {IN_THREE_GOAL} | at most {MOST_INNOCENT_FIRST} | {CROSSING_GOAL}"
    return [
        "With control totals, what is suggested (in %). *Exact*: the sheet is then what the paper says.",
        "",
        "| mistake | seen | first exact | one of three exact | a right cell accused first "
        "| with totals of rows too: first exact |",
        "|---|---|---|---|---|---|",
        *kinds,
        f"| mean over {len(ONE_CELL)} kinds of one cell | {' | '.join(told)} | {crossing:.1f} |",
        f"| goal | {goals} |",
        "",
        f"{min(columns.tried[name] for name in ONE_CELL)} mistakes of each kind or more. Goals: "
        f"{_word(_are_repairs_met(columns))} with totals of columns; with those of rows too, one cell "
        f"{_word(crossing >= CROSSING_GOAL)} and neighbours that were exchanged, which no total of a column "
        f"can see, {_word(neighbours >= NEIGHBOURS_GOAL)} ({NEIGHBOURS_GOAL} wanted).",
    ]


def main(words: Sequence[str]) -> int:
    """Print the tables; 1 where a goal is not met."""
    parser = argparse.ArgumentParser(prog="dev.py bench-checks", description=__doc__)
    parser.add_argument("--injections", type=int, default=INJECTIONS, help="of each kind, for each seed")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/rules.md")
    parser.add_argument("--calibrate", action="store_true", help="print the limits that follow from budgets")
    parser.add_argument("--calibrating-half", action="store_true", help="print the tables of that half")
    options = parser.parse_args(words)
    programme = read_programme(programme_text(BUILT_IN), BUILT_IN)
    if options.calibrate:
        print("\n".join(calibration_lines(programme, options.injections // 2)))
        return 0
    half, seeds = (CALIBRATED_ON, CALIBRATION_SEEDS[:3]) if options.calibrating_half else (MEASURED_ON, SEEDS)
    lines, is_met = measured(programme, half, seeds, options.injections)
    print("\n".join(lines))
    if options.write:
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(between(text, MARK, "\n".join(lines)), encoding="utf-8")
    return 0 if is_met else 1


def measured(
    programme: Programme, half: int, seeds: Sequence[int], injections: int
) -> tuple[list[str], bool]:
    """Both tables, and whether every goal is met."""
    score = score_of(programme, half, seeds, injections)
    columns, rows = (
        score_repairs(programme, half, seeds, injections, kinds, of_rows=of_rows)
        for kinds, of_rows in ((ONE_CELL, False), ((*ONE_CELL, *EXCHANGED), True))
    )
    found = all(kind.goal is None or score.recall(kind) >= kind.goal - NEAR_GOAL for kind in KINDS)
    is_met = (
        found
        and score.mean() >= MEAN_GOAL
        and score.false_in_five_weeks() <= MOST_FALSE
        and _are_repairs_met(columns)
        and rows.share(rows.first, ONE_CELL) >= CROSSING_GOAL
        and rows.share(rows.first, EXCHANGED) >= NEIGHBOURS_GOAL
    )
    return [MADE_UP, "", *lines_of(score), "", *repair_lines(columns, rows)], is_met


def _are_repairs_met(score: RepairScore) -> bool:
    seen, first, in_three, innocent = (score.share(one, ONE_CELL) for one in _counters(score))
    is_right = first >= FIRST_GOAL and in_three >= IN_THREE_GOAL
    return seen == 100 and is_right and innocent <= MOST_INNOCENT_FIRST


def _counters(score: RepairScore) -> tuple[Counter[str], ...]:
    return score.seen, score.first, score.in_three, score.innocent


def _share(counter: Counter[str], score: RepairScore, kind: str) -> str:
    return f"{score.share(counter, (kind,)):.0f}" if score.tried[kind] else "-"


def _held(score: Score, kind: Kind) -> str:
    return "" if kind.goal is None else _word(score.recall(kind) >= kind.goal - NEAR_GOAL)


def _word(met: bool) -> str:
    return "yes" if met else "NO"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
