"""What can be chosen in the window, and what follows."""

from fieldapp.core.hq.plan import Verdict, make_plan
from fieldapp.core.hq.state import Holdings
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record
from fieldapp.ui.receive.considered import Choices, Subject, consider, points_of
from tests.core.hq.histories import arrival_of
from tests.core.hq.test_choice import MAKER, MINES, UXO, both, told

__all__ = ["both"]


def test_the_window_offers_both_offices_figures_and_says_that_the_district_came_twice(
    programme: Programme, both: tuple[Record, Record]
) -> None:
    plan = make_plan(Holdings(), [arrival_of(one, programme) for one in both], programme, ())

    assert {file.verdict for file in plan.files} == {Verdict.TWICE}
    file = plan.files[0]
    points = points_of(Subject(file, file.place), plan)
    points = tuple(point for point in points if point.claim is not None)
    assert [(point.cell, point.content) for point in points] == [(UXO, 12), (UXO, 14)]
    for point in points:
        assert point.take is not None
        settled = consider(plan, Choices(frozenset({point.take})), programme, MAKER).settled
        assert told(settled.counted) == {MINES: [3], UXO: [point.content]}
