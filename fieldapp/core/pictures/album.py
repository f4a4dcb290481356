"""The pictures of a range, made from reports alone: nothing is added up here that a report does not tell."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache

from fieldapp.core.numbers import Value
from fieldapp.core.period import DAY, Period, month_of, week_of
from fieldapp.core.pictures.picture import (
    Album,
    Band,
    CumulativePanel,
    CumulativePicture,
    ItemsPicture,
    PlacesPicture,
    TilePanel,
    TilesPicture,
    WeekBar,
    WeeklyPicture,
    WeekPanel,
    YearLine,
)
from fieldapp.core.programme import Indicator
from fieldapp.core.spans.range_report import OPENING_ROW, By, RangeReport

ReportOf = Callable[[Period, By], RangeReport]
"""The report of a range, with rows by something."""

YEAR_OF_WEEKS = 52
FEWEST_FOR_A_BAND = 8
"""Weeks with a number."""

EARLIER_YEARS = 3
_TO_THURSDAY = 3
"""Days before a Sunday: the last days of December may be of the next ISO year, which nobody means then."""

LONGEST_COMPARED = 366
"""Days: a longer range holds its own year before."""


def make_album(report: RangeReport, report_of: ReportOf) -> Album:
    """The pictures of a report's range. `report` is what was asked for, whatever its rows are.

    Raises FieldAppError as `report_of` does.
    """
    span, report_of = report.span, cache(report_of)
    places = report if report.by is By.DISTRICT else report_of(span, By.DISTRICT)
    pictures = (
        _places_picture(places, report_of),
        items_picture(report),
        weekly_picture(span, report_of),
        tiles_picture(places),
        cumulative_picture(span, report_of),
    )
    return Album(report, pictures)


def weekly_picture(span: Period, report_of: ReportOf) -> WeeklyPicture:
    """The bars of the 52 weeks that end with the last of the range that holds something."""
    asked = report_of(span, By.WEEK)
    counted = {week for week, values in _weeks(asked) if any(v is not None for v in values.values())}
    last = week_of(max((week.end for week in counted), default=span.start))
    year = Period(last.start - (YEAR_OF_WEEKS - 1) * 7 * DAY, last.end)
    report = report_of(year, By.WEEK)
    rows = [*_weeks(report)]
    panels = []
    for indicator in report.programme.active:
        bars = tuple(
            WeekBar(week, values.get(indicator.key), week in counted)
            for week, values in rows
            if week.overlaps(year)
        )
        panels.append(WeekPanel(indicator, bars, band_of([bar.value for bar in bars])))
    return WeeklyPicture(year, tuple(panels))


def band_of(values: Sequence[Value | None]) -> Band | None:
    """The middle of some numbers and where half of them lie, by their ranks; None where they are few."""
    known = sorted(value for value in values if value is not None)
    if len(known) < FEWEST_FOR_A_BAND:
        return None
    low, middle, high = (known[-(-len(known) * quarter // 4) - 1] for quarter in (1, 2, 3))
    return Band(low, middle, high, len(known))


def cumulative_picture(span: Period, report_of: ReportOf) -> CumulativePicture:
    """The ISO year in which the range ends, over those before it of which something is entered."""
    year = (span.end - _TO_THURSDAY * DAY).isocalendar().year
    reports = [(one, report_of(iso_year(one), By.WEEK)) for one in range(year - EARLIER_YEARS, year + 1)]
    last = _last_day(span, report_of(span, By.WEEK), reports[-1][1])
    panels = [
        CumulativePanel(
            indicator,
            tuple(
                line for one, report in reports if (line := _line(one, report, indicator, last)) is not None
            ),
        )
        for indicator in reports[-1][1].programme.active
    ]
    return CumulativePicture(year, tuple(panels))


def iso_year(year: int) -> Period:
    """From the Monday of week 1 to the Sunday of the last week."""
    return Period(date.fromisocalendar(year, 1, 1), date.fromisocalendar(year + 1, 1, 1) - DAY)


def year_before(span: Period) -> Period:
    """The same range a year earlier: a week by its number, others by their dates, a last day of a month by
    that."""
    if span == week_of(span.start):
        year, week, _ = span.start.isocalendar()
        return week_of(min(date.fromisocalendar(year - 1, 1, 1) + 7 * (week - 1) * DAY, _last_week(year - 1)))
    start, end = (_earlier(day) for day in (span.start, span.end))
    return Period(start, month_of(end).end if span.end == month_of(span.end).end else end)


def tiles_picture(report: RangeReport) -> TilesPicture:
    """The districts of a report by region: the first area, and all items together."""
    programme = report.programme
    areas = [one for one in programme.active if one not in programme.items][:1]
    rows = {row.key: row.values for row in report.rows if row.key != OPENING_ROW}
    panels = []
    for indicator in (*areas, None):
        of = [indicator.key] if indicator is not None else [one.key for one in programme.items]
        regions = []
        for region in programme.regions:
            keys = [key for key in rows if programme.district(key).region == region.key]
            tiles = {key: _sum([rows[key].get(one) for one in of]) for key in keys}
            if tiles:
                regions.append((region.key, tiles))
        if of:
            panels.append(TilePanel(indicator, tuple(regions)))
    return TilesPicture(programme, report.span, tuple(panels))


def items_picture(report: RangeReport) -> ItemsPicture:
    """The totals of a report's items."""
    return ItemsPicture(report.span, tuple((one, report.total(one.key)) for one in report.programme.items))


def _places_picture(report: RangeReport, report_of: ReportOf) -> PlacesPicture:
    if report.span.days > LONGEST_COMPARED:
        return PlacesPicture(report, None)
    before = report_of(year_before(report.span), By.DISTRICT)
    is_known = any(value is not None for row in before.rows for value in row.values.values())
    return PlacesPicture(report, before if is_known else None)


def _weeks(report: RangeReport) -> Iterator[tuple[Period, dict[str, Value | None]]]:
    """The rows of a report by week, with their days; without opening balances."""
    for row in report.rows:
        if row.key != OPENING_ROW:
            yield _days(row.key), dict(row.values)


def _days(key: str) -> Period:
    first, _, last = key.partition("..")
    if last:
        return Period(date.fromisoformat(first), date.fromisoformat(last))
    year, _, week = key.partition("-W")
    return week_of(date.fromisocalendar(int(year), int(week), 1))


def _last_day(span: Period, asked: RangeReport, year: RangeReport) -> date:
    """Where the line of the range ends: with the last day, or the end of a week that is wholly in the figures
    though its own days end before Sunday."""
    whole = dict(_weeks(year))
    ends = [week.end for week, values in _weeks(asked) if values == whole.get(week)]
    return max([span.end, *(end for end in ends if end <= week_of(span.end).end)])


def _line(year: int, report: RangeReport, indicator: Indicator, last: date) -> YearLine | None:
    """The line of one year, up to a day."""
    whole = iso_year(year)
    steps: dict[int, Value] = {}
    told = [(one.period.end, one.total(indicator.key)) for one in report.openings]
    entered = [(week.end, values.get(indicator.key)) for week, values in _weeks(report)]
    for end, value in (*told, *entered):
        if value is not None and end <= last:
            number = (min(end, whole.end) - whole.start).days // 7
            steps[number] = steps.get(number, 0) + value
    if not steps:
        return None
    sums: list[Value] = []
    for number in range(max(steps) + 1):
        sums.append((sums[-1] if sums else 0) + steps.get(number, 0))
    return YearLine(year, tuple(sums), len(steps))


def _earlier(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _last_week(year: int) -> date:
    return iso_year(year).end - 6 * DAY


def _sum(values: Sequence[Value | None]) -> Value | None:
    known = [value for value in values if value is not None]
    return sum(known, start=0) if known else None
