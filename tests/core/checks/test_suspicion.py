"""What is suspected, and what is left in peace though it is far from usual."""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from fieldapp.core.checks.case import Surroundings
from fieldapp.core.checks.finding import Finding
from fieldapp.core.checks.memory import memory_of
from fieldapp.core.checks.rules import check
from fieldapp.core.definition.checking import Checking
from fieldapp.core.numbers import Value
from fieldapp.core.programme import Programme
from tests.core.checks.test_prediction import weeks_of
from tests.core.checks.test_rules import TODAY
from tests.core.making import NO_OPERATIONS, WEEK, Row, sheet_of

DISTRICTS = ("terter", "agdam", "xocali", "xocavend", "susa", "fuzuli")


def usual_weeks(number: int = 20) -> list[dict[str, Row]]:
    """Six districts that work every week, each in its own measure; always the same."""
    random = Random("six districts")
    return [
        {
            key: (
                random.randint(4, 9),
                random.randint(2, 6),
                random.randint(15 + place, 40 + place),
                random.randrange(200, 500) * 1000,
            )
            for place, key in enumerate(DISTRICTS)
        }
        for _ in range(number)
    ]


def found(
    programme: Programme,
    rows: dict[str, Row],
    before: list[dict[str, Row]],
    control: tuple[Value, ...] = (),
) -> list[Finding]:
    quiet = {district.key: NO_OPERATIONS for district in programme.expected("hq", WEEK)}
    memory = memory_of(weeks_of(programme, before), programme.units)
    sheet = sheet_of(programme, {**quiet, **rows}, control=control)
    return [*check(sheet, programme, Surroundings(TODAY, memory=memory))]


def codes(programme: Programme, rows: dict[str, Row], before: list[dict[str, Row]]) -> list[str]:
    return [finding.code for finding in found(programme, rows, before)]


def without_mines(rows: dict[str, Row]) -> dict[str, Row]:
    return {key: (0, *row[1:]) for key, row in rows.items() if not isinstance(row, str)}


def test_a_column_of_noughts_is_not_taken_for_that_of_an_earlier_week(programme: Programme) -> None:
    """In a week in which the country finds one mine (R071), the column is noughts nearly everywhere."""
    before, this = usual_weeks(), usual_weeks(22)[-1]
    before[-3] = without_mines(before[-3])

    assert "same-as-earlier" not in codes(programme, without_mines(this), before)


def test_a_new_file_is_not_suspected_of_anything(programme: Programme) -> None:
    assert codes(programme, {"agdam": (1000, 0, 1, 10_000), "susa": (0, 0, 0, 0)}, []) == []


@pytest.mark.parametrize("factor", [3, 5, 7])
def test_a_number_far_from_usual_is_no_finding_where_no_known_mistake_explains_it(
    programme: Programme, factor: int
) -> None:
    this = usual_weeks(22)[-1]
    mines, *rest = this["agdam"]
    assert isinstance(mines, int)

    assert codes(programme, {**this, "agdam": (factor * mines + 1, *rest)}, usual_weeks()) == []


def test_clearing_land_and_finding_nothing_is_ordinary_where_little_is_found(programme: Programme) -> None:
    before = [
        {**week, "susa": (0, 0, number % 2, 40_000 + 1000 * number)}
        for number, week in enumerate(usual_weeks())
    ]

    assert codes(programme, {**usual_weeks(22)[-1], "susa": (0, 0, 0, 90_000)}, before) == []


def test_a_district_that_has_just_come_is_not_asked_where_its_items_are(programme: Programme) -> None:
    this = {**usual_weeks(22)[-1], "lacin": (0, 0, 0, 300_000)}

    assert codes(programme, this, usual_weeks()) == []


def test_no_operations_after_many_weeks_of_work_is_no_warning(programme: Programme) -> None:
    this = {**usual_weeks(22)[-1], "agdam": NO_OPERATIONS}

    assert codes(programme, this, usual_weeks()) == []


def test_noughts_after_many_weeks_of_work_are(programme: Programme) -> None:
    (finding,) = found(programme, {**usual_weeks(22)[-1], "agdam": (0, 0, 0, 0)}, usual_weeks())

    assert finding.code == "district-silent"
    assert {cell.district for cell in finding.cells} == {"agdam"}
    assert finding.details == {"district": "agdam", "n": 20, "weeks": 20}


def test_a_programme_switches_rules_off_and_sets_limits(programme: Programme) -> None:
    this = {**usual_weeks(22)[-1], "agdam": (0, 0, 0, 0)}
    off = replace(programme, checking=Checking(off=frozenset({"district-silent"})))
    strict = replace(programme, checking=Checking(limits={"district-silent": 9.0}))

    assert codes(programme, this, usual_weeks()) == ["district-silent"]
    assert codes(off, this, usual_weeks()) == codes(strict, this, usual_weeks()) == []


def test_a_sheet_that_is_wholly_that_of_an_earlier_week_is_one_finding(programme: Programme) -> None:
    before = usual_weeks()
    (finding,) = found(programme, before[-4], before)

    assert (finding.code, len(finding.cells)) == ("same-as-earlier", 24)
    assert finding.details["earlier"] == weeks_of(programme, before)[-4].period


def test_what_is_suspected_suggests_nothing_that_a_control_total_which_agrees_speaks_against(
    programme: Programme,
) -> None:
    """Each column of the paper adds up as typed: to exchange two would break both totals."""

    def far_apart(rows: dict[str, Row], *order: int) -> dict[str, Row]:
        far = {key: figures(row, 9) for key, row in rows.items()}
        return {key: tuple(row[place] for place in order) for key, row in far.items()}

    def figures(row: Row, times: int = 1) -> list[Value]:
        assert not isinstance(row, str)
        return [(value or 0) * (times if place == 2 else 1) for place, value in enumerate(row)]

    def totals(rows: dict[str, Row]) -> tuple[Value, ...]:
        return tuple(sum(figures(row)[place] for row in rows.values()) for place in range(4))

    weeks = usual_weeks(22)
    before, right = [far_apart(week, 0, 1, 2, 3) for week in weeks[:20]], far_apart(weeks[-1], 0, 1, 2, 3)
    typed = far_apart(weeks[-1], 0, 2, 1, 3)

    def explained(control: tuple[Value, ...]) -> list[tuple[str, ...]]:
        (finding,) = (
            one for one in found(programme, typed, before, control) if one.code == "columns-swapped"
        )
        return [one.explains for one in finding.suggestions]

    assert explained(()) == [()]
    assert explained(totals(right)) == [("at_mines", "uxo")]
    assert explained(totals(typed)) == []


def test_a_row_with_a_number_that_cannot_be_is_not_suspected(programme: Programme) -> None:
    """Nothing is to be exchanged with half a mine: the number is told, and the row waits for a right one."""
    far = [{**week, "agdam": (300, 2, 3, 45_000)} for week in usual_weeks()]
    half = Decimal("250.5")

    (finding,) = found(programme, {**usual_weeks(22)[-1], "agdam": (2, half, 3, 45_000)}, far)

    assert finding.code == "fraction-of-a-mine"


def test_what_is_suspected_tells_which_control_totals_would_then_agree(programme: Programme) -> None:
    """Also where others differ for a reason of their own."""
    this = {**usual_weeks(22)[-1], "agdam": (5, 4, 30, 350_000)}
    right = [sum(row[place] for row in this.values()) for place in range(4)]  # type: ignore[misc]
    typed: dict[str, Row] = {**this, "agdam": (5, 4, 30, 35_000_000)}

    told = found(programme, typed, usual_weeks(), (right[0] + 1, *right[1:]))
    (finding,) = (one for one in told if one.code == "number-unlikely")

    assert [one.explains for one in finding.suggestions] == [("area_cleared_ha",)]


def with_area(row: Row, area: int) -> Row:
    assert not isinstance(row, str)
    return (*row[:3], area)


def in_whole_hectares(rows: dict[str, Row]) -> dict[str, Row]:
    return {
        key: with_area(row, int(row[3] or 0) // 10_000 * 10_000)
        for key, row in rows.items()
        if not isinstance(row, str)
    }


@pytest.mark.parametrize(("hectares", "is_suspected"), [("141", True), ("141.3", False)])
def test_an_area_that_lost_its_decimal_mark_is_whole_where_others_have_decimals(
    programme: Programme, hectares: str, is_suspected: bool
) -> None:
    """Four times as much as usual is ordinary; that it is whole is not."""
    area = int(Decimal(hectares) * 10_000)
    this = usual_weeks(22)[-1]
    found_ = codes(programme, {**this, "agdam": with_area(this["agdam"], area)}, usual_weeks())

    assert found_ == (["number-unlikely"] if is_suspected else [])


def test_where_areas_are_typed_in_whole_hectares_a_whole_one_tells_nothing(programme: Programme) -> None:
    before, this = map(in_whole_hectares, usual_weeks()), in_whole_hectares(usual_weeks(22)[-1])

    assert codes(programme, {**this, "agdam": with_area(this["agdam"], 1_410_000)}, [*before]) == []


def test_square_metres_are_found_whatever_their_last_digits(programme: Programme) -> None:
    """On paper 351,234 m²; nobody types hectares as exactly."""
    this = usual_weeks(22)[-1]
    (finding,) = found(
        programme, {**this, "agdam": with_area(this["agdam"], 351_234 * 10_000)}, usual_weeks()
    )

    assert (finding.code, finding.suggestions[0].kind) == ("number-unlikely", "square-metres")
