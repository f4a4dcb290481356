from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period, month_of
from fieldapp.core.programme import Programme
from fieldapp.core.records.seal import canonical_bytes, seal_of
from fieldapp.core.report import Report, Standing, Status, district_line, make_report
from fieldapp.core.sheet import RowState
from tests.core.making import COLUMNS, NO_OPERATIONS, WEEK, Row, days, refusal, sheet_of

OCTOBER, NOVEMBER = days("2025-10-27..2025-10-31"), days("2025-11-01..2025-11-02")
CUT_WEEK = days("2025-10-27..2025-11-02")
SENT = Standing(Status.SENT, 3, datetime(2025, 3, 18, 9, 0, tzinfo=UTC), "R084")

Entered = Mapping[str, Mapping[str, Row]]
"""The rows of each period."""


def report_of(
    programme: Programme,
    entered: Entered,
    period: Period,
    office: str = "hq",
    standing: Standing | None = None,
) -> Report:
    sheets = [
        (sheet_of(programme, rows, days(text), office), standing or Standing())
        for text, rows in entered.items()
    ]
    return make_report(programme, office, period, sheets)


def all_districts(programme: Programme, period: Period, row: Row) -> dict[str, Row]:
    return {district.key: row for district in programme.expected("hq", period)}


def test_the_totals_are_the_sums_of_the_districts(programme: Programme) -> None:
    rows: dict[str, Row] = {"agdam": (100, 40, 600, 16_000_000), "lacin": (55, 9, 6, 511_000)}
    report = report_of(programme, {"2025-W11": rows}, WEEK)

    assert [report.total(column) for column in COLUMNS] == [155, 49, 606, 16_511_000]
    assert (report.sum("mines"), report.sum("items")) == (204, 810)  # as R084 should have said


def test_the_regions_add_up_to_the_whole(programme: Programme) -> None:
    rows: dict[str, Row] = {"agdam": (100, 40, 600, 16_000_000), "lacin": (55, 9, 6, 511_000)}
    report = report_of(programme, {"2025-W11": rows}, WEEK)

    assert report.regions() == ("karabakh", "east-zangezur")
    assert [report.total("ap_mines", region) for region in report.regions()] == [100, 55]
    assert [report.sum("items", region) for region in report.regions()] == [740, 70]
    assert [line.district for region in report.regions() for line in report.lines_of(region)] == [
        line.district for line in report.lines
    ]


rows_of_any_week = st.dictionaries(
    st.sampled_from(["agdam", "susa", "lacin", "qazax"]),
    st.just(NO_OPERATIONS)
    | st.tuples(*[st.none() | st.integers(0, 10**6)] * 3, st.none() | st.integers(0, 10**9)),
)


@given(st.lists(rows_of_any_week, min_size=3, max_size=3))
def test_a_period_is_the_sum_of_its_parts(programme: Programme, weeks: list[dict[str, Row]]) -> None:
    entered = dict(zip(["2025-W20", "2025-W21", "2025-W22"], weeks, strict=True))
    whole = report_of(programme, entered, days("2025-05-12..2025-06-01"))
    parts = [report_of(programme, {text: rows}, days(text)) for text, rows in entered.items()]

    for column in COLUMNS:
        assert whole.total(column) == sum(part.total(column) for part in parts)
        assert whole.total(column) == sum(whole.total(column, region) for region in whole.regions())


@given(st.lists(rows_of_any_week, min_size=3, max_size=3))
def test_a_line_is_what_the_sheets_say_of_its_district_alone(
    programme: Programme, weeks: list[dict[str, Row]]
) -> None:
    sheets = [
        sheet_of(programme, rows, days(f"2025-W{week}"))
        for week, rows in zip((20, 21, 22), weeks, strict=True)
    ]
    report = make_report(
        programme, "hq", days("2025-05-12..2025-06-01"), [(sheet, Standing()) for sheet in sheets]
    )

    assert [district_line(programme, line.district, sheets) for line in report.lines] == [*report.lines]


@pytest.mark.parametrize(("week", "expected"), [("2025-W17", 13), ("2025-W19", 14)])
def test_every_district_counts_once_as_13_of_13_and_since_may_2025_as_14_of_14(
    programme: Programme, week: str, expected: int
) -> None:
    period = days(week)
    report = report_of(programme, {week: all_districts(programme, period, (1, 0, 0, 100))}, period)

    assert (report.reported, report.expected) == (expected, expected)
    assert report.total("ap_mines") == expected


def test_no_operations_is_an_answer_and_silence_is_none(programme: Programme) -> None:
    rows: dict[str, Row] = {"agdam": NO_OPERATIONS, "susa": (0, 0, 0, 0), "terter": (1, None, None, None)}
    report = report_of(programme, {"2025-W11": rows}, WEEK)
    states = {line.district: line.state for line in report.lines}

    assert (report.reported, report.expected) == (2, 13)
    assert states["agdam"] is RowState.NO_OPERATIONS
    assert states["susa"] is RowState.REPORTED
    assert states["terter"] is states["lacin"] is RowState.NOT_REPORTED
    assert report.total("ap_mines") == 1  # half of a row counts, and the row is not called reported


def test_an_office_reports_only_its_own_districts(programme: Programme) -> None:
    report = report_of(programme, {"2025-W11": {"agdam": (1, 2, 3, 4)}}, WEEK, office="karabakh")

    assert report.expected == 8
    assert report.regions() == ("karabakh",)


def test_the_two_parts_of_a_week_add_up_to_the_week(programme: Programme) -> None:
    entered: Entered = {str(OCTOBER): {"agdam": (5, 1, 0, 30_000)}, str(NOVEMBER): {"agdam": (2, 0, 4, 1)}}
    report = report_of(programme, entered, CUT_WEEK)

    assert [report.total(column) for column in COLUMNS] == [7, 1, 4, 30_001]
    assert report.parts == (OCTOBER, NOVEMBER)
    assert (report.straddling, report.uncovered) == ((), ())


@pytest.mark.parametrize(
    ("october", "november", "state"),
    [
        ((1, 1, 1, 1), (1, 1, 1, 1), RowState.REPORTED),
        ((1, 1, 1, 1), NO_OPERATIONS, RowState.REPORTED),
        (NO_OPERATIONS, NO_OPERATIONS, RowState.NO_OPERATIONS),
        ((1, 1, 1, 1), (), RowState.NOT_REPORTED),
        (NO_OPERATIONS, (), RowState.NOT_REPORTED),
        ((1, 1, 1, 1), (1, None, 1, 1), RowState.NOT_REPORTED),
    ],
)
def test_a_district_answered_if_it_did_in_every_part(
    programme: Programme, october: Row, november: Row, state: RowState
) -> None:
    entered: Entered = {str(OCTOBER): {"agdam": october}, str(NOVEMBER): {"agdam": november}}
    report = report_of(programme, entered, CUT_WEEK)

    assert {line.district: line.state for line in report.lines}["agdam"] is state


def test_a_district_that_came_later_need_not_answer_for_the_time_before(programme: Programme) -> None:
    row = (1, 0, 0, 100)
    weeks = {text: all_districts(programme, days(text), row) for text in ("2023-W48", "2023-W49")}
    report = report_of(programme, weeks, days("2023-11-27..2023-12-10"))

    assert (report.reported, report.expected) == (13, 13)
    assert report.total("ap_mines") == 12 + 13


def test_a_month_names_the_weeks_that_cross_its_edges_and_the_days_it_lacks(programme: Programme) -> None:
    weeks: Entered = {f"2025-W{week}": {"agdam": (1, 0, 0, 100)} for week in ("09", "10", "11", "13", "14")}
    report = report_of(programme, weeks, days("2025-03-01..2025-03-31"))

    assert report.parts == (days("2025-W10"), days("2025-W11"), days("2025-W13"))
    assert report.straddling == (days("2025-W09"), days("2025-W14"))
    assert report.uncovered == (
        days("2025-03-01..2025-03-02"),
        days("2025-03-17..2025-03-23"),
        days("2025-03-31..2025-03-31"),
    )
    assert report.total("ap_mines") == 3


def test_what_lies_outside_is_not_mentioned(programme: Programme) -> None:
    report = report_of(programme, {"2025-W10": {"agdam": (1, 2, 3, 4)}, "2025-W11": {}}, WEEK)

    assert (report.parts, report.straddling, report.uncovered) == ((WEEK,), (), ())
    assert report.total("ap_mines") == 0


def test_a_period_with_nothing_entered_is_wholly_uncovered(programme: Programme) -> None:
    report = report_of(programme, {}, WEEK)

    assert (report.parts, report.uncovered) == ((), (WEEK,))
    assert (report.reported, report.expected) == (0, 13)
    assert report.total("uxo") == 0
    assert {line.values["uxo"] for line in report.lines} == {None}


def test_parts_that_share_days_are_refused_and_never_counted_twice(programme: Programme) -> None:
    entered: Entered = {"2025-03-03..2025-03-10": {}, "2025-W11": {}}

    with pytest.raises(FieldAppError) as error:
        report_of(programme, entered, days("2025-03-01..2025-03-31"))

    assert refusal(error) == ("parts-overlap", {"one": days("2025-03-03..2025-03-10"), "other": WEEK})


def test_a_sheet_of_just_this_period_is_the_report(programme: Programme) -> None:
    entered: Entered = {
        str(CUT_WEEK): {"agdam": (7, 1, 4, 30_001)},
        str(OCTOBER): {"agdam": (5, 1, 0, 30_000)},
        str(NOVEMBER): {"agdam": (99, 0, 0, 0)},
    }
    report = report_of(programme, entered, CUT_WEEK)

    assert [report.total(column) for column in COLUMNS] == [7, 1, 4, 30_001]
    assert report.parts == (CUT_WEEK,)
    assert report.straddling == (OCTOBER, NOVEMBER)


def test_the_report_of_one_sheet_has_its_standing(programme: Programme) -> None:
    rows: dict[str, Row] = {"agdam": (1, 2, 3, 4)}

    assert report_of(programme, {"2025-W11": rows}, WEEK, standing=SENT).standing == SENT


def test_the_report_of_several_sheets_is_a_draft_whose_revision_rises_with_theirs(
    programme: Programme,
) -> None:
    weeks: Entered = {"2025-W10": {}, "2025-W11": {}}
    risen = SENT.revision - 1

    for period, sheets in (
        ("2025-03-03..2025-03-16", 2),
        ("2025-03-01..2025-03-31", 2),
        ("2025-03-10..2025-03-31", 1),
    ):
        standing = report_of(programme, weeks, days(period), standing=SENT).standing
        assert standing == Standing(revision=1 + sheets * risen)


@pytest.mark.parametrize("order", ["north-south", "post", "apa"])
def test_places_come_in_the_chosen_order(programme: Programme, order: str) -> None:
    rows: dict[str, Row] = {"zengilan": (1, 0, 0, 0), "agdam": NO_OPERATIONS, "susa": (1, 0, 0, 1)}
    report = report_of(programme, {"2025-W11": rows}, WEEK)

    assert report.in_order(order) == programme.order(order)[:13]
    assert report.in_order(order, RowState.REPORTED) == ("susa", "zengilan")
    assert report.in_order(order, RowState.NO_OPERATIONS) == ("agdam",)
    assert set(report.in_order(order, RowState.REPORTED, RowState.NO_OPERATIONS)) == set(rows)


def test_the_seal_covers_every_line_the_revision_and_the_office(programme: Programme) -> None:
    report = report_of(programme, {"2025-W11": {"agdam": (1, 2, 3, 4)}}, WEEK, standing=SENT)
    rows = [(line.district, line.state.value, line.values) for line in report.lines]
    content = canonical_bytes("azerbaijan", "hq", WEEK, 3, rows)

    assert report.sealed_bytes == content
    assert report.seal == seal_of(content, WEEK)
    assert report.seal.check_code.startswith("W11-")


def test_the_same_figures_have_the_same_seal_whatever_their_source(programme: Programme) -> None:
    row: Row = (7, 1, 4, 30_001)
    whole = report_of(programme, {str(CUT_WEEK): {"agdam": row}}, CUT_WEEK)
    parts: Entered = {str(OCTOBER): {"agdam": (5, 1, 0, 30_000)}, str(NOVEMBER): {"agdam": (2, 0, 4, 1)}}

    assert report_of(programme, parts, CUT_WEEK).seal == whole.seal


def test_a_demonstration_is_called_one(programme: Programme) -> None:
    assert make_report(programme, "hq", WEEK, [], is_demonstration=True).is_demonstration
    assert not make_report(programme, "hq", WEEK, []).is_demonstration


def test_districts_with_figures_are_those_whose_numbers_are_in_the_totals(programme: Programme) -> None:
    rows: dict[str, Row] = {
        "zengilan": (1, 0, 0, 0),
        "agdam": NO_OPERATIONS,
        "susa": (None, 2, None, None),
        "terter": (0, 0, 0, 0),
    }
    report = report_of(programme, {"2025-W11": rows}, WEEK)

    assert report.with_figures("north-south") == ("terter", "susa", "zengilan")


def test_a_sent_sheet_that_is_changed_is_a_draft_of_the_next_revision_and_verified_by_nobody() -> None:
    sent = Standing(Status.SENT, 2, source="R084", reason="late", verified_by="Orxan")

    changed = sent.after_change("a slip")

    assert changed == Standing(Status.DRAFT, 3, reason="a slip")


def test_a_sheet_that_was_not_sent_keeps_its_revision_and_reason_when_it_is_changed() -> None:
    assert Standing(Status.READY, 2, reason="late").after_change("") == Standing(
        Status.DRAFT, 2, reason="late"
    )


def test_a_report_over_other_sheets_than_its_own_is_a_summary(programme: Programme) -> None:
    week = sheet_of(programme, {"agdam": (1, 2, 3, 4)})

    assert not make_report(programme, "hq", WEEK, [(week, Standing())]).is_summary
    assert not make_report(programme, "hq", WEEK, []).is_summary
    assert make_report(programme, "hq", month_of(WEEK.start), [(week, Standing())]).is_summary


def test_a_week_that_one_office_has_whole_and_another_in_two_parts_counts_for_both(
    programme: Programme,
) -> None:
    """HQ's file: the sheet of exactly the period is that of its own office, and of no other."""
    row: Row = (1, 2, 3, 10_000)
    whole = replace(sheet_of(programme, {"agdam": row}, CUT_WEEK), office="karabakh")
    parts = [
        replace(sheet_of(programme, {"lacin": row}, part), office="east-zangezur")
        for part in (OCTOBER, NOVEMBER)
    ]
    report = make_report(programme, "hq", CUT_WEEK, [(sheet, Standing()) for sheet in (whole, *parts)])

    assert [report.total(column) for column in COLUMNS] == [3, 6, 9, 30_000]
    assert (report.straddling, len(report.sheets)) == ((), 3)
