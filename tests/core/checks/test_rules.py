from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fieldapp.core.checks.case import Surroundings
from fieldapp.core.checks.finding import Finding, Severity, count_errors
from fieldapp.core.checks.rules import RULES, Layer, check, errors_in
from fieldapp.core.numbers import Amount, Unit, Unread, explain
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL, Cell, Sheet
from tests.core.making import COLUMNS, NO_OPERATIONS, WEEK, Row, days, sheet_of
from tests.core.test_sheet import EMPTY

TODAY = date(2025, 3, 17)
UXO, AREA = Cell("agdam", "uxo"), Cell("agdam", "area_cleared_ha")
AMBIGUOUS = Unread("1,198", "ambiguous-number", ("1198", "1.1980"))


@dataclass(frozen=True)
class Example:
    """A sheet in its surroundings; rows that are not named are without operations."""

    rows: Mapping[str, Row] = field(default_factory=dict)
    control: tuple[int | None, ...] = ()
    period: Period = WEEK
    today: date = TODAY
    periods: tuple[Period, ...] = ()
    earlier: Mapping[Cell, tuple[int, ...]] = field(default_factory=dict)
    unread: Mapping[Cell, Unread] = field(default_factory=dict)

    def sheet(self, programme: Programme) -> Sheet:
        quiet = {district.key: NO_OPERATIONS for district in programme.expected("hq", self.period)}
        sheet = sheet_of(programme, {**quiet, **self.rows}, self.period, control=self.control)
        return replace(sheet, unread=dict(self.unread))

    def findings(self, programme: Programme) -> tuple[Finding, ...]:
        return check(
            self.sheet(programme), programme, Surroundings(self.today, self.periods, dict(self.earlier))
        )


WORKED = (1, 2, 3, 45_000)
NEIGHBOUR = days("2025-W10")


def hectares(square_metres: int | Decimal) -> Amount:
    return Amount(square_metres, Unit.HECTARE)


def count(number: int | Decimal) -> Amount:
    return Amount(number, Unit.COUNT)


PLACE = {"district": "agdam", "indicator": "uxo"}
AREA_PLACE = {"district": "agdam", "indicator": "area_cleared_ha"}

# code: an example that fires, the cells and the details of its finding, an example that is just silent
EXAMPLES: dict[str, tuple[Example, tuple[Cell, ...], dict[str, Any], Example]] = {
    "not-a-number": (
        Example(unread={UXO: Unread("n/a", "not-a-number")}),
        (UXO,),
        {**PLACE, "text": "n/a", "readings": ()},
        Example(unread={}),
    ),
    "not-written": (
        Example(unread={UXO: Unread("777", "not-written")}),
        (UXO,),
        {**PLACE, "text": "777", "readings": ()},
        Example(unread={}),
    ),
    "read-by-now": (
        Example(unread={UXO: Unread("12 ", "read-by-now", ("12",))}),
        (UXO,),
        {**PLACE, "text": "12 ", "readings": ("12",)},
        Example(unread={}),
    ),
    "ambiguous-number": (
        Example(unread={AREA: AMBIGUOUS}),
        (AREA,),
        {**AREA_PLACE, "text": "1,198", "readings": ("1198", "1.1980")},
        Example(rows={"agdam": (1, 2, 3, 11_980)}),
    ),
    "negative": (
        Example(rows={"agdam": (5, 2, -3, 45_000)}),
        (UXO,),
        {**PLACE, "value": count(-3)},
        Example(rows={"agdam": (5, 2, 0, 45_000)}),
    ),
    "fraction-of-a-mine": (
        Example(rows={"agdam": (1, 2, Decimal("1.5"), 45_000)}),
        (UXO,),
        {**PLACE, "value": count(Decimal("1.5"))},
        Example(rows={"agdam": (1, 2, 3, 1)}),
    ),
    "area-too-fine": (
        Example(rows={"agdam": (1, 2, 3, Decimal("0.5"))}),
        (AREA,),
        {**AREA_PLACE, "value": hectares(Decimal("0.5"))},
        Example(rows={"agdam": (1, 2, 3, 955)}),  # 0.0955 ha was published
    ),
    "row-half-filled": (
        Example(rows={"agdam": (1, 2, None, None)}),
        (UXO, AREA),
        {"district": "agdam", "indicators": ("uxo", "area_cleared_ha")},
        Example(rows={"agdam": (1, 2, 0, 10_000)}),
    ),
    "control-total-differs": (
        Example(rows={"agdam": WORKED}, control=(None, None, 4, None)),
        (Cell(CONTROL, "uxo"),),
        {"indicator": "uxo", "control": count(4), "total": count(3), "difference": count(-1)},
        Example(rows={"agdam": WORKED}, control=(1, 2, 3, 45_000)),
    ),
    "period-overlap": (
        Example(periods=(NEIGHBOUR, days("2025-03-16..2025-03-18"))),
        (),
        {"period": WEEK, "other": days("2025-03-16..2025-03-18")},
        Example(periods=(NEIGHBOUR, WEEK, days("2025-W12"))),
    ),
    "area-unusual": (
        Example(rows={"agdam": (1, 2, 3, 29_451_001)}),
        (AREA,),
        {**AREA_PLACE, "value": hectares(29_451_001), "usual": hectares(984_000)},
        Example(rows={"agdam": (1, 2, 3, 29_451_000)}),
    ),
    "items-without-area": (
        Example(rows={"agdam": (1, 2, 3, 0)}),
        (AREA,),
        {"district": "agdam", "items": count(6)},
        Example(rows={"agdam": (1, 2, 3, 1)}),
    ),
    "not-reported": (
        Example(rows={"susa": EMPTY, "agdam": EMPTY}),
        tuple(Cell(district, column) for district in ("agdam", "susa") for column in COLUMNS),
        {"districts": ("agdam", "susa"), "n": 2, "expected": 13},
        Example(rows={"agdam": (1, None, None, None)}),  # half filled says it already
    ),
    "period-gap": (
        Example(periods=(days("2025-W08"), days("2025-W12"))),
        (),
        {"gap": days("2025-02-24..2025-03-09"), "days": 14},
        Example(periods=(days("2025-W08"), NEIGHBOUR, WEEK)),
    ),
    "period-length": (
        Example(period=days("2025-03-10..2025-03-14")),
        (),
        {"period": days("2025-03-10..2025-03-14"), "days": 5},
        Example(),
    ),
    "period-future": (
        Example(today=date(2025, 3, 15)),
        (),
        {"end": date(2025, 3, 16), "today": date(2025, 3, 15)},
        Example(today=date(2025, 3, 16)),
    ),
}

ERRORS = {
    "read-by-now",
    "not-written",
    "not-a-number",
    "ambiguous-number",
    "negative",
    "fraction-of-a-mine",
    "area-too-fine",
    "row-half-filled",
    "control-total-differs",
    "period-overlap",
}


DIRECTED = {rule.code for rule in RULES if rule.layer is Layer.UNLIKELY} | {
    *("same-as-earlier", "rows-shifted", "columns-swapped"),
}
"""What only a past can show: tests/core/checks/test_examples.py."""


def test_every_rule_has_its_examples_and_a_code_of_its_own() -> None:
    codes = [rule.code for rule in RULES]

    assert len(codes) == len(set(codes))
    assert set(codes) - DIRECTED == set(EXAMPLES)


def test_only_what_makes_figures_wrong_is_an_error() -> None:
    assert {rule.code for rule in RULES if rule.severity is Severity.ERROR} == ERRORS


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_rule_fires_with_its_cells_and_numbers(programme: Programme, code: str) -> None:
    firing, cells, details, _ = EXAMPLES[code]
    severity = Severity.ERROR if code in ERRORS else Severity.WARNING

    (finding,) = firing.findings(programme)
    assert replace(finding, suggestions=()) == Finding(code, severity, cells, details, firing.period)


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_rule_is_silent_just_beside(programme: Programme, code: str) -> None:
    _, _, _, silent = EXAMPLES[code]

    assert code not in {finding.code for finding in silent.findings(programme)}


def test_a_good_week_has_no_findings(programme: Programme) -> None:
    good = Example(rows={"agdam": WORKED}, control=(1, 2, 3, 45_000), periods=(NEIGHBOUR, WEEK))

    assert good.findings(programme) == ()


def test_errors_come_first_and_then_the_order_of_the_rules(programme: Programme) -> None:
    everything = Example(
        rows={"agdam": (-1, Decimal("1.5"), None, 0), "susa": EMPTY, "terter": (1, 0, 0, 0)},
        control=(7, None, None, None),
        period=days("2025-03-10..2025-03-14"),
        today=date(2025, 3, 1),
        periods=(days("2025-W08"), days("2025-03-14..2025-03-20")),
        unread={UXO: Unread("x", "not-a-number"), AREA: AMBIGUOUS},
    )
    found = [finding.code for finding in everything.findings(programme)]
    severities = [finding.severity for finding in everything.findings(programme)]
    order = [rule.code for rule in RULES]

    assert severities == sorted(severities, key=[Severity.ERROR, Severity.WARNING].index)
    for severity in Severity:
        codes = [code for code, its in zip(found, severities, strict=True) if its is severity]
        assert codes == sorted(codes, key=order.index)
    assert count_errors(everything.findings(programme)) == severities.count(Severity.ERROR) == 7


def test_a_number_with_too_many_digits_is_a_finding_too(programme: Programme) -> None:
    (finding,) = Example(unread={UXO: explain("9" * 13, Unit.COUNT)}).findings(programme)

    assert (finding.code, finding.severity) == ("not-a-number", Severity.ERROR)


def test_control_totals_are_checked_for_what_no_number_may_be(programme: Programme) -> None:
    codes = [finding.code for finding in Example(control=(-1, None, None, None)).findings(programme)]

    assert codes == ["negative", "control-total-differs"]


def test_square_metres_typed_as_hectares_are_seen_in_the_first_week(programme: Programme) -> None:
    typed = 984_000 * 10_000

    (finding,) = Example(rows={"agdam": (1, 2, 3, typed)}).findings(programme)

    assert finding.code == "area-unusual"


@pytest.mark.parametrize(
    ("earlier", "area", "fires"),
    [
        ((100, 200, 300), 2_000_001, True),  # over 10,000 times the median of the district's own weeks
        ((100, 200, 300), 2_000_000, False),
        ((100, 0, 200, 0, 300), 2_000_001, True),  # weeks without area do not make a week unusual
        ((100, 200), 2_000_001, False),  # two weeks are too few: what the programme says holds
        ((100, 200, 0), 2_000_001, False),
    ],
)
def test_a_districts_own_past_says_what_is_usual(
    programme: Programme, earlier: tuple[int, ...], area: int, fires: bool
) -> None:
    example = Example(rows={"agdam": (1, 2, 3, area)}, earlier={AREA: earlier})

    assert [finding.code for finding in example.findings(programme)] == ["area-unusual"] * fires


def test_many_mines_are_not_taken_for_square_metres(programme: Programme) -> None:
    example = Example(rows={"agdam": (20_000, 2, 3, 45_000)}, earlier={Cell("agdam", "ap_mines"): (1, 1, 1)})

    assert example.findings(programme) == ()


@pytest.mark.parametrize(
    "period",
    [
        "2025-03-10..2025-03-15",  # Monday to Saturday
        "2025-03-10..2025-03-17",
        "2025-03-10..2025-03-19",
        "2025-03-03..2025-03-15",
        "2025-03-01..2025-03-16",
        "2025-03-10..2025-03-10",
    ],
)
def test_an_unusual_length_is_only_a_warning(programme: Programme, period: str) -> None:
    (finding,) = Example(period=days(period), today=date(2025, 4, 1)).findings(programme)

    assert (finding.code, finding.severity) == ("period-length", Severity.WARNING)


def test_a_week_from_tuesday_to_monday_has_its_seven_days(programme: Programme) -> None:
    assert Example(period=days("2025-06-10..2025-06-16"), today=date(2025, 7, 1)).findings(programme) == ()


def test_the_two_parts_of_a_week_leave_no_gap(programme: Programme) -> None:
    parts = (days("2024-10-28..2024-10-31"), days("2024-11-01..2024-11-03"))
    codes = {finding.code for finding in Example(period=parts[1], periods=parts).findings(programme)}

    assert codes == set()


@pytest.mark.parametrize(
    "period", ["2024-10-28..2024-10-31", "2024-11-01..2024-11-03", "2026-11-01..2026-11-01"]
)
def test_a_part_has_the_days_that_the_programme_gives_it(programme: Programme, period: str) -> None:
    part = Example(period=days(period), today=date(2027, 1, 1))

    assert part.findings(programme) == ()
    undivided = replace(programme, split_at_month_end=False)
    assert [finding.code for finding in part.findings(undivided)] == ["period-length"]


def test_a_gap_of_one_day_is_named(programme: Programme) -> None:
    (finding,) = Example(periods=(days("2025-03-03..2025-03-08"),)).findings(programme)

    assert finding.details == {"gap": days("2025-03-09..2025-03-09"), "days": 1}


SATURDAYS = [
    "2025-02-10..2025-02-15",
    "2025-02-17..2025-02-22",
    "2025-02-24..2025-03-01",
    "2025-03-03..2025-03-08",
]


def codes_of(programme: Programme, period: str, *before: str) -> list[str]:
    periods, today = tuple(map(days, before)), date(2025, 4, 1)
    example = Example({"agdam": WORKED}, period=days(period), periods=periods, today=today)
    return [finding.code for finding in example.findings(programme)]


def test_weeks_from_monday_to_saturday_are_asked_about_until_they_are_usual(programme: Programme) -> None:
    """As in the published reports of 2021 and 2022 (R011 to R034)."""
    this = "2025-03-10..2025-03-15"

    assert codes_of(programme, this, *SATURDAYS) == []
    assert codes_of(programme, this, *SATURDAYS[1:]) == ["period-gap"]
    assert codes_of(programme, this, *SATURDAYS[2:]) == ["period-gap", "period-length"]


def test_a_week_that_is_left_out_is_named_however_weeks_are_told(programme: Programme) -> None:
    weeks = ["2025-01-27..2025-02-01", "2025-02-10..2025-02-15", "2025-02-24..2025-03-01"]

    assert codes_of(programme, "2025-03-10..2025-03-15", *SATURDAYS[:-1]) == ["period-gap"]
    assert codes_of(programme, "2025-03-10..2025-03-15", "2025-01-13..2025-01-18", *weeks) == ["period-gap"]


def test_a_week_that_ends_another_day_than_usual_is_named(programme: Programme) -> None:
    assert codes_of(programme, "2025-03-10..2025-03-14", *SATURDAYS) == ["period-length"]
    assert codes_of(programme, "2025-03-10..2025-03-19", *SATURDAYS) == ["period-length"]


def test_the_first_period_of_a_file_has_no_gap(programme: Programme) -> None:
    assert Example(periods=(WEEK, days("2025-W20"))).findings(programme) == ()


def test_an_empty_sheet_says_in_one_finding_who_is_missing(programme: Programme) -> None:
    findings = check(sheet_of(programme), programme, Surroundings(TODAY))

    assert [finding.code for finding in findings] == ["not-reported"]
    assert findings[0].details["n"] == findings[0].details["expected"] == 13
    assert count_errors(findings) == 0


def test_texts_that_are_no_numbers_are_told_in_the_order_of_the_sheet(programme):
    """Not in that of typing, which is another one when the file is opened again."""
    typed = [Cell(CONTROL, "uxo"), AREA, UXO, Cell("lacin", "uxo")]

    found = [
        Example(unread=dict.fromkeys(cells, AMBIGUOUS)).findings(programme) for cells in (typed, typed[::-1])
    ]

    assert found[0] == found[1]
    places = [cell for finding in found[0] if finding.code == "ambiguous-number" for cell in finding.cells]
    assert places[-1] == Cell(CONTROL, "uxo")
    assert places.index(UXO) < places.index(AREA)


@pytest.mark.parametrize("code", EXAMPLES)
def test_errors_alone_are_those_among_all_findings(programme: Programme, code: str) -> None:
    for example in (EXAMPLES[code][0], EXAMPLES[code][3]):
        among = [one for one in example.findings(programme) if one.severity is Severity.ERROR]
        alone = errors_in(example.sheet(programme), programme, example.periods, example.today)

        assert [(one.code, one.cells, one.details) for one in alone] == [
            (one.code, one.cells, one.details) for one in among
        ]
