"""Limits, chosen on the calibrating half alone, by one rule: each is the score that right weeks reach only as
often as its budget allows."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

from fieldapp.core.checks.prediction import predict
from fieldapp.core.checks.repair import LEAST_SHARE, repairs
from fieldapp.core.checks.scene import scene_of
from fieldapp.core.checks.suspicion import suspicions
from fieldapp.core.definition.checking import LIMITS
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Sheet
from tests.benchmarks.mistakes import KINDS
from tests.benchmarks.repairs import ONE_CELL, RepairScore, count_suggestions, with_control_totals
from tests.benchmarks.scores import FIVE
from tests.benchmarks.weeks import OfficeWeek, office_weeks

CALIBRATED_ON, MEASURED_ON = 0, 1
CALIBRATION_SEEDS = tuple(range(101, 113))

BUDGETS: Mapping[str, float] = {
    "number-unlikely-count": 0.17,
    "number-unlikely-area": 0.03,
    "ap-at-swapped": 0.1,
    "columns-swapped": 0.01,
    "columns-swapped-pair": 0.02,
    "rows-shifted": 0.01,
    "rows-shifted-column": 0.04,
    "neighbours-swapped": 0.03,
    "same-as-earlier": 0.08,
    "items-without-area": 0.01,
    "area-without-items": 0.04,
    "district-silent": 0.26,
}
"""False findings in five right weeks that each limit may cost: 0.8 together."""

LEAST_LIMITS: Mapping[str, float] = {
    "items-without-area": 3.0,
    "area-without-items": 3.0,
    "columns-swapped": 2.5,
    "columns-swapped-pair": 2.5,
}
"""That something is missing is worth a word below one chance in twenty; that columns are exchanged, above
twelve to one, because the mix of a real country turns more than that of made-up weeks; anything else if it
is e times likelier."""

MOST_INNOCENT = 7.2
"""In a hundred: how often the first suggestion may accuse a right cell."""

SHARES = tuple(hundredth / 100 for hundredth in range(19, 41, 2))


def limits_that_follow(programme: Programme, seeds: Sequence[int] = CALIBRATION_SEEDS) -> dict[str, float]:
    """By limit, the score that right weeks reach as often as its budget allows, rounded up to a tenth."""
    reached: dict[str, list[float]] = {name: [] for name in LIMITS}
    weeks = [week for seed in seeds for week in office_weeks(programme, CALIBRATED_ON, seed)]
    for week in weeks:
        prediction = predict(week.memory, week.sheet.period, week.sheet.districts, programme.active)
        for one in suspicions(scene_of(week.sheet, programme, week.memory, prediction)):
            reached[one.limit].append(one.score)
    found = {}
    for name, scores in reached.items():
        allowed = int(BUDGETS[name] * len(weeks) / FIVE)
        beyond = sorted(scores, reverse=True)[allowed : allowed + 1]
        found[name] = max([LEAST_LIMITS.get(name, 1.0), *(math.floor(10 * one + 1) / 10 for one in beyond)])
    return found


def share_that_follows(programme: Programme, injections: int, seeds: Sequence[int]) -> float:
    """The smallest share of all that fit from which on the first suggestion accuses seldom enough."""
    scores = {share: RepairScore() for share in SHARES}
    for kind, right, seen, week in _mistakes(programme, injections, seeds):
        law = predict(week.memory, seen.period, seen.districts, programme.active)
        latest = [one.rows for one in week.memory.weeks]
        for share, score in scores.items():
            found = repairs(seen, programme, law, latest, least_share=share)
            first = next((suggestions for suggestions in found.values() if suggestions), ())
            count_suggestions(score, kind, right, seen, first)
    return next(
        (share for share, score in scores.items() if score.share(score.innocent, ONE_CELL) <= MOST_INNOCENT),
        SHARES[-1],
    )


def _mistakes(
    programme: Programme, injections: int, seeds: Sequence[int]
) -> Iterator[tuple[str, Sheet, Sheet, OfficeWeek]]:
    """Mistakes in one cell, the control totals typed: the kind, the right sheet, the seen one, the week."""
    for seed in seeds:
        weeks = office_weeks(programme, CALIBRATED_ON, seed)
        for kind in KINDS:
            random = Random(f"{kind.name} {seed}, to choose a share")
            for _ in range(injections if kind.name in ONE_CELL else 0):
                week = random.choice(weeks)
                right = with_control_totals(week.sheet, programme, of_rows=False)
                spoilt = kind.spoil(replace(week, sheet=right), random)
                if spoilt is not None:
                    yield kind.name, right, spoilt.sheet, week


def calibration_lines(programme: Programme, injections: int) -> list[str]:
    """What follows, beside what is in use."""
    lines = [f"{'limit':26}{'budget':>8}{'follows':>9}{'in use':>8}"]
    for name, limit in limits_that_follow(programme).items():
        lines.append(f"{name:26}{BUDGETS[name]:8.2f}{limit:9.1f}{LIMITS[name]:8.1f}")
    share = share_that_follows(programme, injections, CALIBRATION_SEEDS[:3])
    return [*lines, f"{'least share of a repair':34}{share:9.2f}{LEAST_SHARE:8.2f}"]
