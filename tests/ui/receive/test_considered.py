"""What can be chosen in the window, and what follows."""

from fieldapp.core.hq.plan import Verdict, make_plan
from fieldapp.core.hq.state import Holdings
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record
from fieldapp.core.sheet import SheetKey
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.receive.considered import Choices, Subject, consider, points_of
from fieldapp.ui.receive.plan_words import PlanWords
from tests.core.hq.histories import arrival_of
from tests.core.hq.test_choice import MAKER, MINES, UXO, both, sent, told

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


def test_the_window_says_that_headquarters_own_sheet_gives_way_and_lets_its_figure_be_chosen(
    document: Document, kit: Kit
) -> None:
    programme = document.programme
    own, office = (sent(programme, name, {UXO: n, MINES: 3}) for name, n in (("hq", 12), ("karabakh", 14)))
    plan = make_plan(Holdings(), [arrival_of(one, programme) for one in (own, office)], programme, ())
    words = PlanWords(programme, kit, document.now)
    theirs, ours = sorted(plan.files, key=lambda file: file.counted, reverse=True)

    assert {theirs.verdict, ours.verdict} == {Verdict.TWICE}
    assert words.why(Subject(ours, ours.place)).splitlines()[0] == (
        "An office reports the same days of Aghdam (Karabakh office): its figures count, those of"
        " headquarters’ own sheet do not."
    )
    assert words.why(Subject(theirs, theirs.place)).splitlines()[0] == (
        "Headquarters’ own sheet says something else for the same days of Aghdam: the office’s figures"
        " count, those of headquarters do not."
    )
    assert ours.place is not None
    (point,) = points_of(Subject(ours, ours.place), plan)
    assert point.take is not None
    settled = consider(plan, Choices(frozenset({point.take})), programme, MAKER).settled
    assert settled.counted[SheetKey("karabakh", ours.place.key.period)].values == {UXO: 12, MINES: 3}
    assert {one.take for one in points_of(Subject(theirs, theirs.place), plan)} == {None}


def test_a_cell_that_two_offices_tell_otherwise_is_one_and_a_rule_is_told_once(
    document: Document, kit: Kit, both: tuple[Record, Record]
) -> None:
    programme = document.programme
    plan = make_plan(Holdings(), [arrival_of(one, programme) for one in both], programme, ())
    considered = consider(plan, Choices(), programme, MAKER)
    words = PlanWords(programme, kit, document.now)

    assert words.counted(considered, Choices()) == ("2 files count. 1 cell is in dispute and counts nowhere.")
    lines = words.why(Subject(plan.files[0], plan.files[0].place)).splitlines()
    assert len(lines) == len({*lines}) == 2
