"""The figures of pictures are those of the reports, and what is not known is not shown as nothing."""

from datetime import date, timedelta

import pytest

from fieldapp.core.period import Period, read_period, week_of
from fieldapp.core.pictures.album import (
    band_of,
    cumulative_picture,
    iso_year,
    items_picture,
    make_album,
    tiles_picture,
    weekly_picture,
    year_before,
)
from fieldapp.core.pictures.drawing import PICTURES
from fieldapp.core.pictures.picture import PlacesPicture
from fieldapp.core.programme import Programme
from fieldapp.core.spans.balance import Opening
from fieldapp.core.spans.range_report import By, make_range_report
from fieldapp.core.spans.span import read_month, read_year
from fieldapp.texts.pictures import picture_key
from tests.core.making import days
from tests.pictures.making import album, reports, sheet, weeks_of_years

YEAR = read_year("2024")


def test_the_pictures_stand_in_the_order_that_they_are_named_in(programme: Programme) -> None:
    assert tuple(map(picture_key, album(programme, YEAR).pictures)) == PICTURES


def test_each_bar_is_the_row_of_the_report_by_week(programme: Programme) -> None:
    report_of = reports(programme, weeks_of_years(programme, 130))
    picture = weekly_picture(read_month("2024-10"), report_of)

    for panel in picture.panels:
        for bar in panel.bars:
            assert bar.value == report_of(bar.period, By.WEEK).total(panel.indicator.key)
    assert len(picture.panels[0].bars) == 52
    asked = [bar.period for bar in picture.panels[0].bars if bar.is_asked]
    assert (asked[0].start, asked[-1].end) == (date(2024, 10, 7), date(2024, 10, 27))


def test_the_year_of_weeks_ends_with_what_is_entered(programme: Programme) -> None:
    report_of = reports(programme, weeks_of_years(programme, 60))

    assert weekly_picture(YEAR, report_of).span == Period(date(2023, 2, 27), date(2024, 2, 25))


def test_a_week_with_nothing_has_no_bar_and_a_nought_has_one(programme: Programme) -> None:
    week = week_of(date(2025, 3, 10))
    rows = {"agdam": (0, 1, 2, 0)}
    picture = weekly_picture(read_year("2025"), reports(programme, [sheet(programme, week, rows)]))

    mines = picture.panels[0]
    assert [bar.value for bar in mines.bars if bar.value is not None] == [0]
    assert mines.band is None


@pytest.mark.parametrize(
    ("numbers", "band"),
    [
        (range(7), None),
        (range(8), (1, 3, 5, 8)),
        (range(9), (2, 4, 6, 9)),
        (range(52), (12, 25, 38, 52)),
        ([5] * 8 + [None] * 4, (5, 5, 5, 8)),
    ],
)
def test_half_of_the_weeks_lie_in_the_band_whose_edges_are_numbers_of_weeks(numbers, band) -> None:
    found = band_of([*numbers])

    assert (found and (found.low, found.middle, found.high, found.weeks)) == band


def test_the_line_of_a_year_ends_with_the_total_of_its_weeks(programme: Programme) -> None:
    report_of = reports(programme, weeks_of_years(programme, 130))
    picture = cumulative_picture(YEAR, report_of)

    assert picture.year == 2024
    for panel in picture.panels:
        assert [line.year for line in panel.lines] == [2023, 2024]
        for line in panel.lines:
            assert line.sums[-1] == report_of(iso_year(line.year), By.WEEK).total(panel.indicator.key)
            assert (len(line.sums), line.entered) == (52, 52)


def test_the_line_goes_as_far_as_the_range_and_no_further(programme: Programme) -> None:
    """The end of March cuts a week: it is in no figure of the quarter. A sheet to Saturday is whole."""
    report_of = reports(programme, weeks_of_years(programme, 130))
    quarter = cumulative_picture(days("2025-01-01..2025-03-31"), report_of)
    saturday = days("2025-03-10..2025-03-15")
    six_days = cumulative_picture(
        saturday, reports(programme, [sheet(programme, saturday, {"agdam": (1, 2, 3, 4)})])
    )

    assert len(quarter.panels[0].lines[-1].sums) == 13
    assert six_days.panels[0].lines[-1].sums == (0,) * 10 + (1,)


def test_an_opening_balance_of_the_year_is_in_its_line(programme: Programme) -> None:
    opening = Opening(days("2024-01-01..2024-06-30"), "R251", {"uxo": 100})
    sheets = [sheet(programme, read_period("2024-W30"), {"agdam": (1, 2, 3, 4)})]

    picture = cumulative_picture(
        YEAR, lambda span, by: make_range_report(programme, "hq", span, by, sheets, [opening])
    )

    uxo = next(panel for panel in picture.panels if panel.indicator.key == "uxo")
    assert (uxo.lines[0].sums[25], uxo.lines[0].sums[-1]) == (100, 103)


@pytest.mark.parametrize(
    ("span", "before"),
    [
        ("2025-W11", "2024-W11"),
        ("2021-W01", "2020-W01"),
        ("2020-W53", "2019-W52"),
        ("2024-02-01..2024-02-29", "2023-02-01..2023-02-28"),
        ("2025-02-01..2025-02-28", "2024-02-01..2024-02-29"),
        ("2024-02-29..2024-03-10", "2023-02-28..2023-03-10"),
        ("2025-01-01..2025-12-31", "2024-01-01..2024-12-31"),
    ],
)
def test_the_year_before_is_the_same_week_or_the_same_dates(span: str, before: str) -> None:
    assert year_before(read_period(span)) == read_period(before)


def test_districts_have_a_tick_where_the_year_before_is_known(programme: Programme) -> None:
    report_of = reports(programme, weeks_of_years(programme, 130))
    places, *_ = album(programme, YEAR).pictures

    assert isinstance(places, PlacesPicture)
    assert places.report == report_of(YEAR, By.DISTRICT)
    before = report_of(read_year("2023"), By.DISTRICT)
    assert places.value_before("agdam", "uxo") == next(
        row.values["uxo"] for row in before.rows if row.key == "agdam"
    )
    first, *_ = album(programme, read_year("2023")).pictures
    assert first.before is None
    long, *_ = album(programme, days("2023-01-01..2025-12-31")).pictures
    assert long.before is None


def test_tiles_and_items_add_up_to_the_totals(programme: Programme) -> None:
    report = reports(programme, weeks_of_years(programme, 130))(YEAR, By.DISTRICT)
    area, items = tiles_picture(report).panels
    parts = items_picture(report)

    def total(panel):
        return sum(value or 0 for _, row in panel.regions for value in row.values())

    assert total(area) == report.total("area_cleared_ha")
    assert total(items) == report.sum("items") == parts.total
    assert {region for region, _ in area.regions} <= {region.key for region in programme.regions}


def test_what_is_asked_for_by_weeks_is_drawn_by_district_all_the_same(programme: Programme) -> None:
    report_of = reports(programme, weeks_of_years(programme, 60))
    made = make_album(report_of(read_year("2023"), By.WEEK), report_of)

    assert made.report.by is By.WEEK
    assert made.pictures[0].report.by is By.DISTRICT


def test_nothing_entered_is_empty_and_no_nought(programme: Programme) -> None:
    made = make_album(reports(programme, [])(YEAR, By.DISTRICT), reports(programme, []))

    assert all(picture.is_empty for picture in made.pictures)


def test_an_iso_year_has_52_weeks_or_53() -> None:
    assert [iso_year(year).days // 7 for year in (2020, 2021, 2026)] == [53, 52, 53]
    assert iso_year(2026).start == date(2026, 1, 5) - timedelta(days=7)
