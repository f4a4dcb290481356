"""A ratio says how an operation stands to its yardstick, whatever else the machine does."""

import pytest

from tools.bench.pairs import FEWEST, Figure, percentile, take_turns


def figure(ours: list[float], theirs: list[float], limit: float = 2, target: float = 1.2) -> Figure:
    return Figure("open", "open nothing", limit, target, ours, theirs)


def test_they_take_turns_and_the_first_of_each_is_not_counted():
    order: list[str] = []

    def told(name: str) -> float:
        order.append(name)
        return float(len(order))

    ours, theirs = take_turns(lambda: told("ours"), lambda: told("theirs"), 12)

    assert order == ["theirs", "ours"] * 13
    assert theirs == [3.0 + 2 * turn for turn in range(12)]
    assert ours == [4.0 + 2 * turn for turn in range(12)]


def test_there_are_never_so_few_that_a_median_says_little():
    ours, theirs = take_turns(lambda: 1.0, lambda: 1.0, 1)

    assert len(ours) == len(theirs) == FEWEST


def test_one_slow_run_changes_no_ratio():
    assert figure([2.0, 3.0, 2.0], [1.0, 1.0, 9.0]).ratio == 2.0


def test_of_hundred_runs_five_may_be_slower():
    assert percentile([float(second) for second in range(100)], 95) == 95.0
    assert percentile([1.0], 95) == 1.0


def test_what_is_felt_each_time_is_held_against_its_slowest_runs():
    runs = [1.0] * 96 + [1.5, 1.5, 1.5, 9.0]

    assert figure(runs, [1.0]).verdict == "yes"
    each = Figure("key", "a second", 2, 1.2, runs, [1.0], is_of_each=True)
    assert (each.is_within_limit, each.verdict) == (False, "LIMIT BROKEN")
    assert Figure("key", "a second", 9, 1.2, runs, [1.0], True).verdict == "yes"


@pytest.mark.parametrize(
    ("ours", "holds", "verdict"),
    [
        (1.2, True, "yes"),
        (1.3, True, "limit holds, target not met"),
        (2.0, True, "limit holds, target not met"),
        (2.1, False, "LIMIT BROKEN"),
    ],
)
def test_a_limit_is_broken_above_it_and_a_target_is_only_told(ours, holds, verdict):
    measured = figure([ours], [1.0])

    assert (measured.is_within_limit, measured.verdict) == (holds, verdict)
