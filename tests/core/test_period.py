from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import (
    LONGEST_SHEET,
    Nearby,
    Period,
    cut_at_month_end,
    following,
    preceding,
    read_period,
    require_sheet_length,
    week_of,
    week_to_enter,
)
from tests.core.making import days, refusal

inner_days = st.dates(date(1951, 1, 1), date(2198, 12, 31))
periods = st.builds(
    lambda start, length: Period(start, start + timedelta(days=length)), inner_days, st.integers(0, 60)
)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025-W11", date(2025, 3, 10), date(2025, 3, 16)),
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        ("2026-W01", date(2025, 12, 29), date(2026, 1, 4)),
        ("2025-03-10..2025-03-16", date(2025, 3, 10), date(2025, 3, 16)),
        ("2024-02-29..2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("  2025-W11\n", date(2025, 3, 10), date(2025, 3, 16)),
    ],
)
def test_a_period_is_read_as_iso_8601_writes_it(text: str, start: date, end: date) -> None:
    assert read_period(text) == Period(start, end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025",
        "2025-03-10",
        "2025-W53",
        "2025-W00",
        "2025-W1",
        "2025W11",
        "2025-W10..2025-W11",
        "2025-3-10..2025-3-16",
        "2025-02-30..2025-03-01",
        "2025-03-10...2025-03-16",
        "2025-03-10 - 2025-03-16",
        "10.03.2025 - 16.03.2025",
        "0000-W10",
        "9999-W52",
        "٢٠٢٥-W11",
    ],
)
def test_what_is_no_period_is_refused_with_the_text(text: str) -> None:
    with pytest.raises(FieldAppError) as error:
        read_period(text)

    assert refusal(error) == ("period-unreadable", {"text": text})


def test_a_period_that_ends_before_it_starts_is_refused_with_both_dates() -> None:
    with pytest.raises(FieldAppError) as error:
        read_period("2025-03-16..2025-03-10")

    assert refusal(error) == ("period-backwards", {"start": date(2025, 3, 16), "end": date(2025, 3, 10)})


@pytest.mark.parametrize(
    "text", ["1949-W50", "1949-12-31..1950-01-06", "2199-12-30..2200-01-05", "0024-03-10..0024-03-16"]
)
def test_a_year_that_is_surely_mistyped_is_refused(text: str) -> None:
    with pytest.raises(FieldAppError) as error:
        read_period(text)

    assert refusal(error) == ("period-out-of-range", {"first": "1950", "last": "2199"})


@given(periods)
def test_a_period_is_read_back_from_its_text(period: Period) -> None:
    assert read_period(str(period)) == period


@given(inner_days)
def test_a_week_is_monday_to_sunday_and_holds_its_day(day: date) -> None:
    week = week_of(day)

    assert (week.start.isoweekday(), week.end.isoweekday(), week.days) == (1, 7, 7)
    assert week.start <= day <= week.end


@given(inner_days)
def test_a_week_is_read_back_from_its_iso_label(day: date) -> None:
    (label,) = week_of(day).iso_weeks

    assert read_period(label) == week_of(day)


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("2025-03-10..2025-03-16", ("2025-W11",)),
        ("2025-06-10..2025-06-16", ("2025-W24", "2025-W25")),  # R094, Tuesday to Monday
        ("2025-11-01..2025-11-16", ("2025-W44", "2025-W46")),  # R241, 16 days
        ("2025-10-27..2025-10-31", ("2025-W44",)),
        ("2025-12-29..2026-01-04", ("2026-W01",)),
        ("2021-01-01..2021-01-01", ("2020-W53",)),
    ],
)
def test_a_period_is_named_by_the_weeks_of_its_ends(text: str, weeks: tuple[str, ...]) -> None:
    assert days(text).iso_weeks == weeks


@pytest.mark.parametrize("length", [1, 5, 6, 7, 8, 10, 13, 16, 28, LONGEST_SHEET])
def test_a_sheet_may_have_any_length_up_to_a_month(length: int) -> None:
    period = Period(date(2025, 3, 1), date(2025, 3, 1) + timedelta(days=length - 1))

    assert period.days == length
    assert require_sheet_length(period) is period


def test_a_sheet_longer_than_a_month_is_refused() -> None:
    period = days("2025-03-01..2025-04-01")

    with pytest.raises(FieldAppError) as error:
        require_sheet_length(period)

    assert refusal(error) == ("period-too-long", {"period": period, "days": 32, "most": 31})


def all_days(period: Period) -> set[date]:
    return {period.start + timedelta(days=number) for number in range(period.days)}


@given(periods, st.integers(-70, 70), st.integers(0, 40))
def test_inside_and_overlapping_mean_shared_days(period: Period, shift: int, length: int) -> None:
    start = period.start + timedelta(days=shift)
    other = Period(start, start + timedelta(days=length))

    assert period.overlaps(other) == other.overlaps(period) == bool(all_days(period) & all_days(other))
    assert period.contains(other) == (all_days(other) <= all_days(period))


def test_periods_sort_by_their_start() -> None:
    split = [days("2025-11-01..2025-11-02"), days("2025-10-27..2025-10-31"), days("2025-10-20..2025-10-26")]

    assert sorted(split) == split[::-1]


@given(inner_days)
def test_back_from_the_following_week_is_the_week(day: date) -> None:
    week = week_of(day)

    assert following(week) == week_of(week.end + timedelta(days=1))
    assert preceding(following(week)) == week


@pytest.mark.parametrize(
    ("period", "after"),
    [
        ("2025-10-20..2025-10-26", "2025-10-27..2025-11-02"),
        ("2025-10-27..2025-10-31", "2025-11-01..2025-11-02"),  # cut at the end of the month: the rest
        ("2025-11-01..2025-11-02", "2025-11-03..2025-11-09"),
        ("2023-07-03..2023-07-08", "2023-07-10..2023-07-16"),  # Monday to Saturday, as until July 2023
        ("2025-03-17..2025-03-21", "2025-03-24..2025-03-30"),  # a holiday week of five days
        ("2025-03-10..2025-03-19", "2025-03-20..2025-03-23"),  # ten days: more than a weekend is left
        ("2025-06-10..2025-06-16", "2025-06-17..2025-06-22"),  # Tuesday to Monday (R094)
    ],
)
def test_forward_goes_to_the_rest_of_a_cut_week_or_to_the_next_week(period: str, after: str) -> None:
    assert following(days(period)) == days(after)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2025-11-03..2025-11-09", "2025-10-27..2025-11-02"),
        ("2025-11-01..2025-11-02", "2025-10-27..2025-10-31"),
        ("2025-10-27..2025-10-31", "2025-10-20..2025-10-26"),
        ("2023-07-10..2023-07-15", "2023-07-03..2023-07-09"),
    ],
)
def test_back_goes_to_the_first_part_of_a_cut_week_or_to_the_week_before(period: str, before: str) -> None:
    assert preceding(days(period)) == days(before)


STORED = (
    "2023-07-03..2023-07-08",
    "2025-10-27..2025-10-31",
    "2025-11-01..2025-11-02",
    "2025-11-03..2025-11-18",
)


@pytest.mark.parametrize(
    ("period", "after"),
    [
        ("2025-10-20..2025-10-26", "2025-10-27..2025-10-31"),
        ("2025-10-27..2025-10-31", "2025-11-01..2025-11-02"),
        ("2025-11-01..2025-11-02", "2025-11-03..2025-11-18"),
        ("2025-11-03..2025-11-18", "2025-11-19..2025-11-23"),
    ],
)
def test_forward_stops_at_what_is_stored(period: str, after: str) -> None:
    assert following(days(period), [*map(days, STORED)]) == days(after)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2025-11-19..2025-11-23", "2025-11-03..2025-11-18"),
        ("2025-11-03..2025-11-18", "2025-11-01..2025-11-02"),
        ("2025-11-01..2025-11-02", "2025-10-27..2025-10-31"),
        ("2025-10-27..2025-10-31", "2025-10-20..2025-10-26"),
        ("2023-07-10..2023-07-16", "2023-07-03..2023-07-08"),
    ],
)
def test_back_stops_at_what_is_stored(period: str, before: str) -> None:
    assert preceding(days(period), [*map(days, STORED)]) == days(before)


def test_beyond_the_last_year_there_is_no_following_week() -> None:
    with pytest.raises(FieldAppError, match="period-out-of-range"):
        following(days("2199-W52"))


@pytest.mark.parametrize(
    ("period", "parts"),
    [
        ("2025-W44", ["2025-10-27..2025-10-31", "2025-11-01..2025-11-02"]),
        ("2026-W01", ["2025-12-29..2025-12-31", "2026-01-01..2026-01-04"]),
        ("2025-09-29..2025-10-04", ["2025-09-29..2025-09-30", "2025-10-01..2025-10-04"]),
        (
            "2025-01-31..2025-03-02",
            ["2025-01-31..2025-01-31", "2025-02-01..2025-02-28", "2025-03-01..2025-03-02"],
        ),
        ("2025-W11", []),
        ("2025-11-24..2025-11-30", []),  # the month ends where the week does
        ("2025-12-01..2025-12-07", []),
        ("2025-10-01..2025-10-31", []),
    ],
)
def test_the_ends_of_months_cut_a_period(period: str, parts: list[str]) -> None:
    assert [str(part) for part in cut_at_month_end(days(period))] == parts


@given(inner_days, st.integers(min_value=0, max_value=70))
def test_the_parts_are_the_period_and_each_lies_in_one_month(day: date, more: int) -> None:
    period = Period(day, day + timedelta(days=more))
    parts = cut_at_month_end(period)

    assert len(parts) != 1
    for part in parts or [period]:
        assert (part.start.year, part.start.month) == (part.end.year, part.end.month)
    if parts:
        assert (parts[0].start, parts[-1].end) == (period.start, period.end)
        assert sum(part.days for part in parts) == period.days


@given(inner_days)
def test_where_weeks_are_split_forward_and_back_go_through_all_days_and_cross_no_month(day: date) -> None:
    here = week_to_enter(day, split=True)
    after = following(here, split=True)

    assert here.contains(Period(day, day))
    assert (after.start - here.end).days == 1
    assert cut_at_month_end(after) == ()
    assert preceding(after, split=True) == here


def test_a_whole_week_that_is_stored_is_not_split() -> None:
    week = days("2025-W44")

    assert week_to_enter(date(2025, 11, 1), [week], split=True) == week
    assert week_to_enter(date(2025, 11, 1), split=True) == days("2025-11-01..2025-11-02")
    assert week_to_enter(date(2025, 11, 1), split=False) == week
    assert following(days("2025-W43"), [week], split=True) == week
    assert following(days("2025-10-20..2025-10-25"), [week], split=True) == week
    assert preceding(days("2025-W45"), [week], split=True) == week
    assert following(days("2025-W43")) == week


SPREAD = [(9, 2), (1, 6), (8, 0), (1, 20), (15, 3), (2, 1), (15, 3), (28, 2)]
DAYS_END = date(2030, 1, 1)


def test_what_shares_a_day_is_found_in_the_order_given_whatever_its_length():
    spans = [Period(date(2025, 1, day), date(2025, 1, day + length)) for day, length in SPREAD]
    known = Nearby(enumerate(spans), lambda one: one[1])

    for asked in [*spans, Period(date(2024, 1, 1), date(2024, 12, 31)), Period(date(2020, 1, 1), DAYS_END)]:
        assert known.of(asked) == [one for one in enumerate(spans) if one[1].overlaps(asked)]
