"""The short form of the bench of repairs, on the calibrating half: of few weeks, so its bounds are wide."""

from fieldapp.core.programme import Programme
from tests.benchmarks.calibration import CALIBRATED_ON
from tests.benchmarks.repairs import EXCHANGED, OF_AREAS, ONE_CELL, score_repairs, score_rounded

SEED, INJECTIONS = 7, 24


def test_every_mistake_in_one_cell_is_seen_and_most_are_named_rightly(programme: Programme) -> None:
    score = score_repairs(programme, CALIBRATED_ON, (SEED,), INJECTIONS)
    shares = [score.share(one, ONE_CELL) for one in (score.seen, score.first, score.in_three, score.innocent)]

    assert shares[0] == 100
    assert shares[1] >= 76
    assert shares[2] >= 84
    assert shares[3] <= 12


def test_with_totals_of_rows_the_cell_is_named_without_ranking(programme: Programme) -> None:
    kinds = (*ONE_CELL, *EXCHANGED)
    score = score_repairs(programme, CALIBRATED_ON, (SEED,), 8, kinds, of_rows=True)

    assert score.share(score.seen, kinds) == 100
    assert score.share(score.first, kinds) >= 97


def test_a_rounded_total_names_the_repair_within_its_rounding_and_seldom_a_right_cell(
    programme: Programme,
) -> None:
    score = score_rounded(programme, CALIBRATED_ON, (SEED,), INJECTIONS, 100)

    assert score.share(score.first, OF_AREAS) >= 60
    assert score.share(score.in_three, OF_AREAS) >= 66
    assert score.share(score.innocent, OF_AREAS) <= 12
