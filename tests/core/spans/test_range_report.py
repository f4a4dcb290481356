"""The report of any range, worked out a second time in the plainest way."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.board import weeks_in
from fieldapp.core.period import Period, cut_at_month_end, month_of, year_of
from fieldapp.core.programme import Programme
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.report import Standing
from fieldapp.core.sheet import Cell, Content, Sheet
from fieldapp.core.spans.annual import annual_rows
from fieldapp.core.spans.balance import Opening
from fieldapp.core.spans.range_report import By, Covered, RangeReport, make_range_report
from fieldapp.core.spans.span import quarter_of, read_month, read_quarter, read_year
from fieldapp.exchange.hq.range_json import range_answer
from fieldapp.resources import programme_text
from fieldapp.texts.sentences import ready_sentence
from fieldapp.texts.texts import read_texts
from tests.core.making import COLUMNS, NO_OPERATIONS, Row, days, refusal, sheet_of
from tests.long import one_in

MARCH = days("2025-03-01..2025-03-31")
ONE: Row = (1, 2, 3, 10_000)


def week(programme: Programme, rows: Mapping[str, Row], period: str, office: str) -> tuple[Sheet, Standing]:
    return replace(sheet_of(programme, rows, days(period), office), office=office), Standing()


def report_of(
    programme: Programme,
    span: Period,
    by: By,
    *sheets: tuple[Sheet, Standing],
    openings: Sequence[Opening] = (),
    office: str = "hq",
) -> RangeReport:
    return make_range_report(programme, office, span, by, sheets, openings)


def figures(report: RangeReport, column: str = "uxo") -> dict[str, object]:
    return {row.key: row.values[column] for row in report.rows if row.values[column] is not None}


@pytest.mark.parametrize("by", By)
def test_rows_add_up_to_the_totals_whatever_they_are_and_openings_too(programme: Programme, by: By) -> None:
    """Two offices and headquarters, a week of eight days, one over a month's end, a balance by district."""
    opening = Opening(
        days("2025-01-01..2025-02-28"), "R251", {"uxo": 100}, {"agdam": {"uxo": 30, "ap_mines": 7}}
    )
    report = report_of(
        programme,
        year_of(date(2025, 1, 1)),
        by,
        week(programme, {"agdam": ONE, "susa": NO_OPERATIONS}, "2025-W11", "karabakh"),
        week(programme, {"lacin": ONE, "qubadli": ONE}, "2025-W11", "east-zangezur"),
        week(programme, {"lacin": ONE}, "2025-03-17..2025-03-24", "east-zangezur"),
        week(programme, {"agdam": ONE}, "2025-W14", "karabakh"),
        week(programme, {"agdam": (9, 9, 9, 9), "lacin": ONE}, "2025-W14", "hq"),
        openings=[opening],
    )

    for column in COLUMNS:
        assert sum(row.values[column] or 0 for row in report.rows) == report.total(column)
    assert [report.total(column) for column in COLUMNS] == [13, 12, 118, 60_000]
    assert (report.sum("mines"), report.sum("items")) == (25, 143)
    assert len({row.key for row in report.rows}) == len(report.rows)


def test_what_falls_into_no_single_week_or_month_has_a_row_of_its_own_days(programme: Programme) -> None:
    sheets = [
        week(programme, {"agdam": ONE}, text, "karabakh")
        for text in ("2025-W10", "2025-03-10..2025-03-17", "2025-03-31..2025-04-06")
    ]
    quarter = days("2025-03-03..2025-04-30")

    assert figures(report_of(programme, quarter, By.WEEK, *sheets)) == {
        "2025-W10": 3,
        "2025-03-10..2025-03-17": 3,
        "2025-W14": 3,
    }
    by_month = report_of(programme, quarter, By.MONTH, *sheets)
    assert figures(by_month) == {"2025-03": 6, "2025-03-31..2025-04-06": 3}
    assert [row.key for row in by_month.rows] == ["2025-03", "2025-03-31..2025-04-06", "2025-04"]


def test_a_week_that_a_month_end_cuts_counts_when_it_was_split_and_is_named_with_its_days_otherwise(
    programme: Programme,
) -> None:
    whole, april = days("2025-W14"), month_of(date(2025, 4, 1))
    unsplit = report_of(programme, april, By.MONTH, week(programme, {"agdam": ONE}, str(whole), "karabakh"))
    parts = [week(programme, {"agdam": ONE}, str(part), "karabakh") for part in cut_at_month_end(whole)]
    split = report_of(programme, april, By.MONTH, *parts)

    assert (unsplit.total("uxo"), split.total("uxo")) == (0, 3)
    (left,) = unsplit.straddling
    assert (left.sheet.office, left.sheet.period, left.days) == (
        "karabakh",
        whole,
        days("2025-04-01..2025-04-06"),
    )
    assert split.straddling == ()


def test_the_silence_of_one_office_is_not_hidden_by_what_another_says(programme: Programme) -> None:
    weeks = ("2025-03-03..2025-03-09", "2025-03-10..2025-03-16")
    everything = [week(programme, {"agdam": ONE}, text, "karabakh") for text in weeks]
    report = report_of(
        programme,
        days("2025-03-03..2025-03-17"),
        By.OFFICE,
        *everything,
        week(programme, {"lacin": ONE}, weeks[0], "east-zangezur"),
    )

    assert report.uncovered_days == 8
    one, both = report.gaps
    assert (one.period, one.is_whole) == (days(weeks[1]), False)
    assert {*one.districts} == {
        district.key for district in programme.districts if district.region == "east-zangezur"
    }
    assert (both.period, both.is_whole) == (days("2025-03-17..2025-03-17"), True)
    assert (report.offices, report.organisations) == (Covered(2, 2), Covered(1, 1))


def test_rates_never_pass_the_whole_and_an_empty_sheet_covers_nothing(programme: Programme) -> None:
    report = report_of(
        programme,
        year_of(date(2025, 1, 1)),
        By.OFFICE,
        week(programme, {}, "2025-W11", "karabakh"),
        week(programme, {"lacin": ONE}, "2025-W11", "hq"),
    )

    assert (report.offices, report.districts) == (Covered(0, 3), Covered(1, 14))
    assert figures(report) == {"hq": 3}


def test_an_office_of_which_one_number_is_in_the_totals_is_among_those_they_cover(
    programme: Programme,
) -> None:
    """The numbers of a half-filled row count, though it is not reported; a control total covers nothing."""
    half = week(programme, {"agdam": (1, None, None, None)}, "2025-W11", "karabakh")
    control = replace(sheet_of(programme, {}, office="east-zangezur", control=(9,)), office="east-zangezur")
    report = report_of(programme, MARCH, By.OFFICE, half, (control, Standing()))

    assert (report.offices, report.districts.known) == (Covered(1, 2), 0)
    assert report.total("ap_mines") == 1


def test_an_opening_balance_is_in_the_totals_and_its_days_are_not_counted_again(programme: Programme) -> None:
    """R251: 35,338 AP and 21,122 AT mines and 179,791.9 ha to the end of 2024; nothing is said of UXO."""
    balance = Opening(
        days("2020-11-10..2024-12-31"),
        "R251",
        {"ap_mines": 35_338, "at_mines": 21_122, "area_cleared_ha": 1_797_919_000},
    )
    since = days("2020-11-10..2025-01-05")
    report = report_of(
        programme,
        since,
        By.DISTRICT,
        week(programme, {"agdam": ONE}, "2024-W50", "karabakh"),
        week(programme, {"agdam": ONE}, "2024-12-30..2025-01-05", "karabakh"),
        week(programme, {"lacin": ONE}, "2025-01-01..2025-01-05", "east-zangezur"),
        openings=[balance],
    )

    assert report.sum("mines") == 56_460 + 3
    assert (report.total("uxo"), report.opening("uxo")) == (3, None)
    assert [key.period for key in report.within_opening] == [days("2024-W50")]
    (left,) = report.straddling
    assert (left.sheet.period, left.days.days, left.untold) == (days("2024-12-30..2025-01-05"), 7, 5)
    assert figures(report, "ap_mines") == {"lacin": 1, "opening": 35_338}
    assert report.uncovered_days == 5  # of the five days, those of the offices that are not there

    inside = report_of(programme, days("2024-01-01..2025-01-05"), By.DISTRICT, openings=[balance])
    assert (inside.total("ap_mines"), inside.cut_openings) == (0, (balance,))


def test_offices_of_two_organisations_in_one_district_are_both_counted() -> None:
    text = programme_text("azerbaijan") + (
        '\n[[office]]\nkey = "army"\nregions = ["*"]\norganisation = "ministry-of-defence"\n'
        'names = { en = "Army", az = "Ordu", ru = "Армия" }\n'
    )
    programme = read_programme(text, "two.toml")
    report = report_of(
        programme,
        MARCH,
        By.ORGANISATION,
        week(programme, {"agdam": ONE}, "2025-W11", "karabakh"),
        week(programme, {"agdam": (10, 20, 30, 40)}, "2025-W11", "army"),
    )

    assert figures(report) == {"anama": 3, "ministry-of-defence": 30}
    assert report.organisations == Covered(2, 2)


def test_month_quarter_and_year_are_presets_of_one_range() -> None:
    assert read_month("2024-02") == days("2024-02-01..2024-02-29")
    assert [read_quarter(f"2025-Q{n}") for n in (1, 2, 3, 4)] == [
        days("2025-01-01..2025-03-31"),
        days("2025-04-01..2025-06-30"),
        days("2025-07-01..2025-09-30"),
        days("2025-10-01..2025-12-31"),
    ]
    assert read_year("2023") == days("2023-01-01..2023-12-31")
    assert quarter_of(date(2025, 11, 30)) == read_quarter("2025-q4")


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        (read_month, "2025-13", "month-unreadable"),
        (read_month, "0000-01", "month-unreadable"),
        (read_month, "1800-01", "period-out-of-range"),
        (read_quarter, "2025-Q5", "quarter-unreadable"),
        (read_year, "25", "year-unreadable"),
        (read_year, "0000", "year-unreadable"),
    ],
)
def test_what_is_no_month_quarter_or_year_is_refused(read, text: str, code: str) -> None:
    with pytest.raises(FieldAppError) as error:
        read(text)

    assert refusal(error)[0] == code


def plainly(
    programme: Programme, span: Period, by: By, pairs: Sequence[tuple[Sheet, Standing]]
) -> tuple[dict[str, int], int]:
    """The UXO of each row and the uncovered days, cell by cell and day by day, where no two share a day."""
    rows: dict[str, int] = {}
    inside = [sheet for sheet, _ in pairs if span.contains(sheet.period)]
    names = {
        By.DISTRICT: lambda sheet, place: place,
        By.REGION: lambda sheet, place: programme.district(place).region,
        By.OFFICE: lambda sheet, place: sheet.office,
        By.ORGANISATION: lambda sheet, place: "anama",
        By.WEEK: lambda sheet, place: "-W".join(
            [f"{part:02}" for part in sheet.period.start.isocalendar()[:2]]
        ),
        By.MONTH: lambda sheet, place: sheet.period.start.isoformat()[:7],
    }
    for sheet in inside:
        for place in sheet.districts:
            value = sheet.value(place, "uxo")
            if value is not None:
                key = names[by](sheet, place)
                rows[key] = rows.get(key, 0) + int(value)
    uncovered = 0
    for number in range(span.days):
        day = span.start + timedelta(days=number)
        today = [sheet for sheet in inside if sheet.period.start <= day <= sheet.period.end]
        there = {place for sheet in today for place in sheet.districts}
        uncovered += not {one.key for one in programme.expected("hq", Period(day, day))} <= there
    return rows, uncovered


@pytest.mark.parametrize("seed", one_in(3, range(12)))
def test_random_years_are_what_a_plain_count_makes_of_them(programme: Programme, seed: int) -> None:
    chance = random.Random(seed)
    start = date(chance.choice((2023, 2025)), chance.randint(1, 12), chance.randint(1, 28))
    span = Period(start, start + timedelta(days=chance.randint(0, 250)))
    sheets = []
    for office in ("karabakh", "east-zangezur", "gazakh-tovuz"):
        for part in weeks_in(Period(start - timedelta(days=20), span.end), split=True):
            places = [one.key for one in programme.expected(office, part)]
            if places and chance.random() < 0.9:
                rows: dict[str, Row] = {
                    place: (1, 2, chance.randint(0, 50), 7) for place in places if chance.random() < 0.9
                }
                sheets.append(week(programme, rows, str(part), office))

    chance.shuffle(sheets)
    for by in By:
        report = report_of(programme, span, by, *sheets)
        rows_, uncovered = plainly(programme, span, by, sheets)
        assert {key: value for key, value in figures(report).items() if value or key in rows_} == rows_
        assert report.total("uxo") == sum(rows_.values())
        assert report.uncovered_days == uncovered


def test_land_that_was_reduced_or_cancelled_is_a_column_where_the_programme_has_it() -> None:
    more = "".join(
        f'\n[[indicator]]\nkey = "area_{kind}_ha"\nunit = "ha"\n'
        f'names = {{ en = "Area {kind}", az = "{kind}", ru = "{kind}" }}\n'
        f'short_names = {{ en = "{kind}", az = "{kind}", ru = "{kind}" }}\n'
        f'definitions = {{ en = "{kind}.", az = "{kind}.", ru = "{kind}." }}\n'
        for kind in ("reduced", "cancelled")
    )
    programme = read_programme(programme_text("azerbaijan") + more, "land.toml")
    columns = tuple(item.key for item in programme.active)
    values: dict[Cell, Content] = {Cell("agdam", key): number * 10_000 for number, key in enumerate(columns)}
    sheet = Sheet(days("2025-W11"), ("agdam",), columns, values, office="karabakh")
    report = make_range_report(programme, "hq", MARCH, By.DISTRICT, [(sheet, Standing())])

    answer = range_answer(report)
    assert [answer["totals"][f"area_{kind}_ha"] for kind in ("cleared", "reduced", "cancelled")] == [
        "3",
        "4",
        "5",
    ]
    assert annual_rows(report)["agdam"]["area_reduced_ha"] == 40_000
    assert ready_sentence(report.report, read_texts("en"), "wire").count("hectare") >= 1


@pytest.mark.parametrize("by", By)
def test_headquarters_row_does_not_count_beside_a_half_filled_one_of_an_office(
    programme: Programme, by: By
) -> None:
    own = week(programme, {"agdam": (9, 9, 9, 9), "lacin": ONE}, "2025-W11", "hq")
    sheet, standing = week(programme, {"agdam": ONE}, "2025-W11", "karabakh")
    left = {cell: value for cell, value in sheet.values.items() if cell.indicator != "at_mines"}
    report = report_of(programme, MARCH, by, own, (replace(sheet, values=left), standing))

    assert [report.total(column) for column in COLUMNS] == [2, 2, 6, 20_000]
    assert [(row.sheet.office, row.district, row.to.office) for row in report.given] == [
        ("hq", "agdam", "karabakh")
    ]
    (told,) = range_answer(report)["stands_on"]["twice"]
    assert (told["start"], told["district"], told["office"]) == ("2025-03-10", "agdam", "karabakh")
    assert told["indicators"] == ["ap_mines", "area_cleared_ha", "at_mines", "uxo"]


def test_in_any_mixture_of_sheets_no_day_of_a_district_is_told_by_headquarters_and_an_office(
    programme: Programme,
) -> None:
    """Day by day, by the words of the rule: headquarters' figure is there where no office says anything."""
    spans = ["2025-W10", "2025-W11", "2025-03-10..2025-03-12", "2025-03-12..2025-03-20", "2025-W13"]
    for seed in range(200):
        chance = random.Random(seed)
        sheets = []
        for office in ("hq", "karabakh"):
            taken: list[Period] = []
            for text in chance.sample(spans, 3):
                if any(days(text).overlaps(one) for one in taken):
                    continue
                taken.append(days(text))
                sheet, standing = week(programme, {"agdam": ONE, "susa": ONE}, text, office)
                left = {cell: 1 for cell in sorted(sheet.values) if chance.random() < 0.4}
                sheets.append((replace(sheet, values=left), standing))
        report = report_of(programme, MARCH, By.DISTRICT, *sheets)

        said = {
            (cell.district, day)
            for sheet, _ in sheets
            if sheet.office == "karabakh"
            for cell in sheet.values
            for day in each_day(sheet.period)
        }
        expected, given = 0, set()
        for sheet, _ in sheets:
            for cell in sheet.values:
                beside = {(cell.district, day) for day in each_day(sheet.period)} & said
                expected += sheet.office != "hq" or not beside
                if sheet.office == "hq" and beside:
                    given.add((sheet.key, cell.district))
        assert sum(report.total(column) for column in COLUMNS) == expected, seed
        assert {(row.sheet, row.district) for row in report.given} == given, seed


def each_day(period: Period) -> list[date]:
    return [date.fromordinal(period.start.toordinal() + place) for place in range(period.days)]
