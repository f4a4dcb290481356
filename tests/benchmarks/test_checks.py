"""The short form of `python3 dev.py bench-checks`: of few weeks, so its bounds are wide."""

import time

from fieldapp.core.checks.case import Surroundings
from fieldapp.core.checks.rules import check
from fieldapp.core.programme import Programme
from tests.benchmarks.mistakes import KINDS
from tests.benchmarks.scores import TODAY, score_of
from tests.benchmarks.weeks import office_weeks, published_half

SEED, INJECTIONS = 7, 16
TOLD_APART = 30
"""Points by which so few mistakes may miss a goal by chance."""


def test_mistakes_are_found_at_their_cells_and_right_weeks_are_left_in_peace(programme: Programme) -> None:
    score = score_of(programme, 1, (SEED,), INJECTIONS)
    missed = {
        kind.name: score.recall(kind)
        for kind in KINDS
        if kind.goal is not None and score.recall(kind) < kind.goal - TOLD_APART
    }

    assert missed == {}
    assert score.mean() > 50
    assert score.false_in_five_weeks() <= 1.6


def test_the_limits_are_measured_on_weeks_that_they_were_not_calibrated_on() -> None:
    ours, theirs = ({week.record for week in published_half(half)} for half in (0, 1))

    assert ours.isdisjoint(theirs)
    assert min(len(ours), len(theirs)) >= 14


def test_there_are_27_kinds_of_mistakes() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) == 27
    assert sum(kind.goal is None for kind in KINDS) == 6


def test_no_kind_that_nobody_can_find_is_pretended_to_be_found(programme: Programme) -> None:
    kinds = [kind for kind in KINDS if kind.name == "no operations"]

    assert score_of(programme, 0, (SEED,), 20, kinds).found.total() == 0


def test_all_checks_after_a_keystroke_take_five_milliseconds(programme: Programme) -> None:
    """14 rows, and a past that is as long as it is ever looked back at."""
    week = office_weeks(programme, 0, SEED)[-1]
    around = Surroundings(TODAY, tuple(sheet.period for sheet in week.before), memory=week.memory)
    check(week.sheet, programme, around)
    turns = []
    for _ in range(20):
        start = time.process_time()
        check(week.sheet, programme, around)
        turns.append(time.process_time() - start)

    assert min(turns) <= 0.005
