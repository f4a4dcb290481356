"""Weeks and months as other systems know them: a week is told whole, a month where all of it is known."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.interchange.extract import Holding
from fieldapp.core.interchange.fixed import FixedRow, Frequency, WhyUntold, fixed_figures
from fieldapp.core.period import read_period
from fieldapp.core.report import Standing, Status
from fieldapp.core.sheet import STATE, Cell, RowState, Sheet
from tests.exchange.interchange.making import (
    EIGHT_DAYS,
    GONE,
    IDLE,
    MARCH,
    TAKEN_BACK,
    expected_march,
    expected_weeks,
    extract_of,
    holdings,
    march,
    office_sheet,
    sent,
)
from tests.exchange.making import INDICATORS

WEEK = "2025-03-10..2025-03-16"


def rows_of(extract, frequency: Frequency = Frequency.WEEKLY) -> dict[tuple[str, str], FixedRow]:
    rows = fixed_figures(extract).rows
    return {
        (
            row.period.iso_weeks[0] if frequency is Frequency.WEEKLY else f"{row.period.start:%Y-%m}",
            row.district,
        ): row
        for row in rows
        if row.frequency is frequency
    }


def week(*held: Holding, period: str = WEEK, district: str = "agdam") -> FixedRow:
    rows = rows_of(extract_of(*held, period=read_period(period)))
    return next(row for (_, key), row in rows.items() if key == district)


def emptied(sheet: Sheet) -> Sheet:
    return replace(sheet, values={})


def test_weeks_and_months_are_the_plain_sums_of_their_sheets():
    held = holdings()
    told = {
        (row.frequency, row.period, row.district, key): value
        for row in fixed_figures(march()).rows
        for key, value in row.values.items()
    }
    weeks = {
        (f"{year}W{number}", district, key): value
        for (frequency, period, district, key), value in told.items()
        for year, number, _ in [period.start.isocalendar()]
        if frequency is Frequency.WEEKLY
    }
    months = {
        ("202503", district, key): value
        for (frequency, _, district, key), value in told.items()
        if frequency is Frequency.MONTHLY
    }

    assert weeks == expected_weeks(held)
    assert months == expected_march(held)


def test_a_sheet_of_eight_days_is_left_out_by_name_and_the_rest_is_told():
    left = fixed_figures(march()).left_out

    (eight,) = [one for one in left if one.why is WhyUntold.CROSSES_WEEK]
    assert (eight.office, eight.period) == ("east-zangezur", read_period(EIGHT_DAYS))
    assert not any(district == "lacin" for _, district in rows_of(march()))


def test_a_sheet_that_crosses_weeks_counts_in_a_whole_month():
    whole = sent(office_sheet("2025-03-01..2025-03-31", seed=3))

    figures = fixed_figures(extract_of(whole))
    assert [one.why for one in figures.left_out] == [WhyUntold.CROSSES_WEEK]
    assert {row.frequency for row in figures.rows} == {Frequency.MONTHLY}
    assert rows_of(extract_of(whole), Frequency.MONTHLY)["2025-03", "agdam"].values == {
        key: whole.sheet.value("agdam", key) for key in INDICATORS
    }


def test_half_a_week_is_told_with_its_other_half_that_was_not_asked_for():
    """Otherwise April's part would take the place of the whole week on the server."""
    april = extract_of(*holdings(), period=read_period("2025-04-01..2025-04-30"))
    in_march, in_april = rows_of(march())["2025-W14", "agdam"], rows_of(april)["2025-W14", "agdam"]

    assert in_april.values == in_march.values
    assert {key for key, _ in rows_of(april)} == {"2025-W14"}


def test_a_district_without_operations_has_its_mark_and_no_numbers():
    row = rows_of(march())["2025-W10", IDLE.district]

    assert (row.is_idle, dict(row.values), row.gone, row.is_complete) == (True, {}, (), True)


def test_no_operations_in_one_part_and_work_in_the_other_are_work():
    first, second = "2025-03-31..2025-03-31", "2025-04-01..2025-04-06"
    worked = office_sheet(second, seed=2)
    numbers = {Cell("terter", key): 7 for key in INDICATORS}
    worked = replace(worked, values={**{c: v for c, v in worked.values.items() if c != IDLE}, **numbers})

    row = week(sent(office_sheet(first, seed=1)), sent(worked), period=first, district="terter")
    assert (row.state, row.values["uxo"], row.gone) == (RowState.REPORTED, 7, (STATE,))


def test_a_figure_that_was_sent_and_taken_back_is_gone():
    row = rows_of(march())["2025-W11", GONE.district]

    assert row.gone == (GONE.indicator,)
    assert GONE.indicator not in row.values
    assert (row.is_complete, row.was_complete) == (False, True)


def test_a_figure_that_was_never_sent_is_gone_too_for_a_draft_may_have_been_told():
    draft = office_sheet(WEEK, without=GONE)
    row = week(Holding(draft, Standing(), (), frozenset({GONE})), district=GONE.district)

    assert (row.gone, row.was_complete) == ((GONE.indicator,), False)


def test_numbers_that_gave_way_to_no_operations_are_gone_and_the_other_way_round():
    numbers = {Cell("terter", key): 7 for key in INDICATORS}
    worked = office_sheet(WEEK)
    worked = replace(worked, values={**{c: v for c, v in worked.values.items() if c != IDLE}, **numbers})

    assert week(sent(office_sheet(WEEK), worked), district="terter").gone == INDICATORS
    assert week(sent(worked, office_sheet(WEEK)), district="terter").gone == (STATE,)


def test_a_sheet_that_was_emptied_is_gone_as_a_whole():
    sheet = office_sheet(WEEK)
    row = week(sent(emptied(sheet), sheet, status=Status.DRAFT))

    assert (row.gone, dict(row.values), row.was_complete) == (INDICATORS, {}, True)


def test_the_parts_of_a_whole_that_was_cut_tell_the_same_week():
    whole = office_sheet("2025-03-31..2025-04-06", seed=5)
    parts = [
        sent(office_sheet(days, seed=5)) for days in ("2025-03-31..2025-03-31", "2025-04-01..2025-04-06")
    ]
    row = week(sent(emptied(whole), whole, status=Status.DRAFT), *parts, period="2025-W14")

    assert (row.gone, row.is_complete, row.was_complete) == ((), True, False)
    assert row.values["ap_mines"] == sum(part.sheet.total("ap_mines", ["agdam"]) for part in parts)


@pytest.mark.parametrize(
    ("period", "is_complete"),
    [
        ("2025-03-10..2025-03-15", True),
        ("2025-03-11..2025-03-16", True),
        ("2025-03-31..2025-03-31", False),
        ("2025-04-01..2025-04-06", False),
    ],
    ids=["Monday to Saturday", "Tuesday to Sunday", "March's part", "April's part"],
)
def test_a_week_is_complete_when_each_of_its_months_has_a_sheet(period, is_complete):
    assert week(sent(office_sheet(period)), period=period).is_complete == is_complete


def test_a_week_into_which_another_sheet_reaches_is_not_complete():
    held = [sent(office_sheet("2025-03-10..2025-03-13")), sent(office_sheet("2025-03-14..2025-03-18"))]

    assert week(held[0], period="2025-03-10..2025-03-13").is_complete
    assert not week(*held, period="2025-03-10..2025-03-13").is_complete


def test_a_half_filled_row_tells_its_numbers_and_is_not_complete():
    row = week(Holding(office_sheet(WEEK, without=GONE), Standing()), district=GONE.district)

    assert (row.state, row.is_complete, row.was_complete) == (RowState.NOT_REPORTED, False, False)
    assert {*row.values} == {*INDICATORS} - {GONE.indicator}


@pytest.mark.parametrize("value", [Decimal("2.5"), -3])
def test_what_is_not_whole_or_negative_is_left_out_and_does_not_pass_for_gone(value):
    sheet = office_sheet(WEEK)
    wrong = replace(sheet, values={**sheet.values, Cell("agdam", "ap_mines"): value})
    figures = fixed_figures(extract_of(sent(wrong, sheet), period=read_period(WEEK)))

    (left,) = figures.left_out
    assert (left.why, left.districts, left.indicator) == (WhyUntold.NOT_TOLD, ("agdam",), "ap_mines")
    (row,) = [row for row in figures.rows if row.district == "agdam"]
    assert (row.gone, "ap_mines" in row.values) == ((), False)


def without(period: str) -> tuple[Holding, ...]:
    return tuple(one for one in holdings() if str(one.sheet.period) != period)


def test_a_month_with_a_gap_is_named_and_nothing_of_it_is_told_or_taken_back():
    held = [one for one in without("2025-03-03..2025-03-09") if one.sheet.office == "karabakh"]
    extract = extract_of(*held)
    figures = fixed_figures(extract)

    (left,) = figures.left_out
    assert (left.why, left.period, left.districts) == (WhyUntold.MONTH_NOT_WHOLE, MARCH, ())
    months = rows_of(extract, Frequency.MONTHLY).values()
    assert len(months) == 8
    assert all(not row.values and not row.gone and not row.is_idle for row in months)
    assert all(not row.is_complete and not row.was_complete for row in months)


def test_a_month_that_was_whole_before_a_week_was_emptied_is_gone():
    (old,) = [one.sheet for one in holdings() if str(one.sheet.period) == "2025-03-03..2025-03-09"]
    held = (*without("2025-03-03..2025-03-09"), sent(emptied(old), old, status=Status.DRAFT))

    row = rows_of(extract_of(*held), Frequency.MONTHLY)["2025-03", "agdam"]
    assert (row.gone, dict(row.values), row.was_complete) == (INDICATORS, {}, True)


def test_a_month_that_was_whole_before_two_parts_became_one_week_is_gone():
    """The part of March is empty now, and the whole week crosses the end of the month."""
    held = holdings()
    part = replace(held[5], sheet=emptied(held[5].sheet), once_held=frozenset(held[5].sheet.values))
    row = rows_of(
        extract_of(*held[:5], part, sent(office_sheet("2025-03-31..2025-04-06"))), Frequency.MONTHLY
    )["2025-03", "agdam"]

    assert (row.gone, dict(row.values)) == (INDICATORS, {})


def test_two_days_without_a_sheet_make_a_gap_and_a_single_sunday_none():
    held = [one for one in holdings() if one.sheet.office == "karabakh"]
    weekend = [
        sent(office_sheet("2025-03-10..2025-03-14")) if str(one.sheet.period) == TAKEN_BACK else one
        for one in held
    ]

    assert [one.why for one in fixed_figures(extract_of(*held)).left_out] == []
    assert [one.why for one in fixed_figures(extract_of(*weekend)).left_out] == [WhyUntold.MONTH_NOT_WHOLE]


def test_a_single_day_that_is_no_sunday_makes_a_gap_too():
    held = [one for one in holdings() if str(one.sheet.period) != "2025-03-03..2025-03-09"]
    but_wednesday = [
        sent(office_sheet(days)) for days in ("2025-03-03..2025-03-04", "2025-03-06..2025-03-09")
    ]

    extract = extract_of(*held, *but_wednesday)
    assert WhyUntold.MONTH_NOT_WHOLE in [one.why for one in fixed_figures(extract).left_out]


def test_a_sheet_that_begins_on_the_last_sunday_of_a_month_keeps_it_from_being_whole():
    august = read_period("2025-08-01..2025-08-31")
    held = [sent(office_sheet("2025-08-01..2025-08-30"))]

    assert rows_of(extract_of(*held, period=august), Frequency.MONTHLY)["2025-08", "agdam"].values
    held.append(sent(office_sheet("2025-08-31..2025-09-06")))
    assert not rows_of(extract_of(*held, period=august), Frequency.MONTHLY)["2025-08", "agdam"].values


def test_a_sheet_that_crosses_weeks_asks_for_none_of_them():
    crossing = sent(office_sheet("2025-03-14..2025-03-18"))
    extract = extract_of(sent(office_sheet("2025-03-10..2025-03-13")), crossing, period=crossing.sheet.period)

    assert rows_of(extract) == {}


def test_a_sheet_across_the_end_of_the_month_keeps_it_from_being_whole():
    held = [*holdings()[:5], sent(office_sheet("2025-03-31..2025-04-06"))]

    assert WhyUntold.MONTH_NOT_WHOLE in [one.why for one in fixed_figures(extract_of(*held)).left_out]


def test_a_district_that_begins_within_a_month_is_whole_from_its_first_day():
    """Gazakh is in the published lists from 1 May 2025."""
    days = [
        "2025-05-01..2025-05-04",
        *(f"2025-W{number}" for number in (19, 20, 21)),
        "2025-05-26..2025-05-31",
    ]
    held = [sent(office_sheet(str(read_period(one)), "gazakh-tovuz", seed=1)) for one in days]

    extract = extract_of(*held, period=read_period("2025-04-01..2025-05-31"))
    assert rows_of(extract, Frequency.MONTHLY)["2025-05", "qazax"].is_complete


def test_what_headquarters_entered_gives_way_to_what_the_office_says():
    own = Holding(office_sheet(WEEK, "hq", seed=50), Standing())
    row = week(own, sent(office_sheet(WEEK, seed=2)))

    assert row.values == week(sent(office_sheet(WEEK, seed=2))).values
    assert row.offices == ("karabakh",)


def test_sheets_of_an_office_that_overlap_are_never_added_up():
    held = [sent(office_sheet(WEEK)), sent(office_sheet("2025-03-12..2025-03-16"))]

    with pytest.raises(FieldAppError) as caught:
        fixed_figures(extract_of(*held, period=read_period(WEEK)))
    assert caught.value.code == "parts-overlap"


def test_a_row_is_finished_on_the_day_of_its_last_sending_here_and_a_draft_today():
    assert week(sent(office_sheet(WEEK))).finished == date(2025, 4, 2)
    assert week(Holding(office_sheet(WEEK), Standing())).finished == date(2025, 4, 7)


def test_a_draft_that_was_sent_before_is_finished_today():
    held = sent(office_sheet(WEEK))
    draft = Holding(held.sheet, replace(held.standing, status=Status.DRAFT, revision=2), held.records)

    assert week(draft).finished == date(2025, 4, 7)


def test_a_note_that_a_cut_has_put_into_both_parts_is_told_once():
    notes = {Cell("agdam", "uxo"): "a photograph"}
    parts = [
        sent(replace(office_sheet(days), notes=notes))
        for days in ("2025-03-31..2025-03-31", "2025-04-01..2025-04-06")
    ]

    assert week(*parts, period="2025-W14").notes == {"uxo": "a photograph"}


def test_a_mark_of_which_only_a_record_tells_is_gone():
    blank = replace(office_sheet(WEEK), values={Cell("agdam", "uxo"): 1})
    held = sent(blank, office_sheet(WEEK), status=Status.DRAFT)

    assert week(Holding(held.sheet, held.standing, held.records), district="terter").gone == (STATE,)


def test_only_what_was_sent_was_complete():
    """A draft may be on its way to headquarters too."""
    held = sent(office_sheet(WEEK, without=GONE), office_sheet(WEEK), status=Status.DRAFT)
    drafts = tuple(replace(record, is_sent=False) for record in held.records)

    assert week(held, district=GONE.district).was_complete
    assert not week(
        Holding(held.sheet, held.standing, drafts, held.once_held), district=GONE.district
    ).was_complete


@pytest.mark.parametrize(
    "period", ["1950-01-01..2199-12-31", "2199-12-01..2199-12-31", "1950-01-01..1950-01-31"]
)
def test_any_range_that_can_be_written_can_be_asked_for(period):
    assert fixed_figures(extract_of(period=read_period(period))).rows == ()


def test_a_month_is_told_only_where_all_of_it_was_asked_for():
    extract = extract_of(*holdings(), period=read_period("2025-03-01..2025-03-30"))

    assert rows_of(extract, Frequency.MONTHLY) == {}
    assert WhyUntold.MONTH_NOT_WHOLE not in [one.why for one in fixed_figures(extract).left_out]
