from datetime import date, datetime, time

import pytest

from fieldapp.core.definition.office import Charge, Due
from fieldapp.core.programme import Programme
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.report import Standing, make_report
from fieldapp.core.sheet import Cell, Content, Sheet
from tests.core.making import SMALL_PROGRAMME, days

OWN = 'regions = ["north"]\nnames = { en = "North office", az = "Şimal ofisi" }'


def land(north: str, south: str, *, hill: str = "") -> Programme:
    """The small programme, in which the north office and a south office have these charges."""
    text = SMALL_PROGRAMME.replace("valid_from = 2024-01-01\nvalid_to = 2024-12-31\n", hill)
    offices = f"""names = {{ en = "North office", az = "Şimal ofisi" }}
{north}

[[office]]
key = "south-office"
names = {{ en = "South office", az = "Cənub ofisi" }}
{south}"""
    assert OWN in text
    return read_programme(text.replace(OWN, offices), "land.toml")


def who(programme: Programme, district: str, period: str) -> list[str]:
    """The offices that are asked for a district."""
    asked = [office.key for office in programme.offices]
    return [
        key for key in asked if district in {place.key for place in programme.expected(key, days(period))}
    ]


MOVED = land(
    '[[office.region]]\nkey = "north"\nto = 2026-03-31',
    '[[office.region]]\nkey = "south"\n\n[[office.region]]\nkey = "north"\nfrom = 2026-04-01',
)


@pytest.mark.parametrize(
    ("period", "office"),
    [
        ("2025-W11", "north-office"),
        ("2026-03-23..2026-03-31", "north-office"),
        ("2026-W14", "south-office"),  # 30 March - 5 April: once, at whose it is at the end
        ("2026-04-01..2026-04-05", "south-office"),
        ("2027-W01", "south-office"),
    ],
)
def test_a_region_that_moves_is_asked_for_once_and_old_weeks_keep_their_office(
    period: str, office: str
) -> None:
    assert who(MOVED, "hill", period) == [office, "hq"]
    assert who(MOVED, "lake", period) == ["south-office", "hq"]


def test_a_district_that_moves_alone_leaves_the_office_of_its_region() -> None:
    programme = land(
        'regions = ["north"]', 'regions = ["south"]\n\n[[office.district]]\nkey = "hill"\nfrom = 2026-04-01'
    )

    assert who(programme, "hill", "2026-W13") == ["north-office", "hq"]
    assert who(programme, "hill", "2026-W14") == ["south-office", "hq"]


def test_a_district_that_was_lent_comes_back() -> None:
    lent = '[[office.district]]\nkey = "hill"\nfrom = 2026-04-01\nto = 2026-06-30'
    programme = land('regions = ["north"]', f'regions = ["south"]\n\n{lent}')

    assert who(programme, "hill", "2026-06-29..2026-06-30") == ["south-office", "hq"]
    assert who(programme, "hill", "2026-W27") == ["north-office", "hq"]


def test_an_office_that_closes_answers_for_its_last_days() -> None:
    programme = land('[[office.region]]\nkey = "north"\nto = 2026-03-31', 'regions = ["south"]')

    assert who(programme, "hill", "2026-W14") == ["north-office", "hq"]
    assert who(programme, "hill", "2026-W15") == ["hq"]


def test_a_district_that_ended_before_its_region_moved_is_the_old_offices() -> None:
    programme = land(
        '[[office.region]]\nkey = "north"\nto = 2026-04-02',
        '[[office.region]]\nkey = "north"\nfrom = 2026-04-03',
        hill="valid_to = 2026-03-31\n",
    )

    assert who(programme, "hill", "2026-W14") == ["north-office", "hq"]


def test_offices_of_two_organisations_work_in_one_region() -> None:
    programme = land(
        '[[office.region]]\nkey = "north"\nto = 2026-04-02', 'regions = ["north"]\norganisation = "agency"'
    )

    assert who(programme, "hill", "2026-W14") == ["north-office", "south-office", "hq"]


def test_an_office_may_have_nothing_but_single_districts() -> None:
    programme = land('regions = ["north"]', '[[office.district]]\nkey = "lake"')

    assert who(programme, "lake", "2025-W11") == ["south-office", "hq"]
    assert programme.office("south-office").regions == ()


def test_the_month_of_a_move_keeps_the_figures_of_before_in_the_old_offices_report() -> None:
    values: dict[Cell, Content] = {Cell("hill", "mines"): 7, Cell("hill", "area"): 10_000}
    week = Sheet(days("2026-03-23..2026-03-31"), ("hill",), ("mines", "area"), values)

    report = make_report(MOVED, "north-office", days("2026-03-23..2026-04-22"), [(week, Standing())])

    assert [(line.district, line.values["mines"]) for line in report.lines] == [("hill", 7)]
    assert (report.expected, report.reported, report.total("mines")) == (1, 1, 7)


def test_what_a_dated_charge_covers() -> None:
    charge = Charge("north", date(2026, 3, 2), date(2026, 3, 31))

    assert [charge.covers(date(2026, 3, day)) for day in (1, 2, 31)] == [False, True, True]
    assert not charge.covers(date(2026, 4, 1))
    assert charge.last_day_in(days("2026-W14")) == date(2026, 3, 31)
    assert charge.last_day_in(days("2026-04-01..2026-04-05")) is None
    assert charge.last_day_in(days("2026-02-23..2026-03-01")) is None
    assert charge.meets(Charge("north"))
    assert charge.meets(Charge("north", date(2026, 3, 31)))
    assert not charge.meets(Charge("north", date(2026, 4, 1)))
    assert not charge.meets(Charge("north", None, date(2026, 3, 1)))
    assert not charge.meets(Charge("south"))


@pytest.mark.parametrize(
    ("period", "when"),
    [
        ("2025-W11", "2025-03-18 12:30"),
        ("2025-10-27..2025-10-31", "2025-11-04 12:30"),  # the first part of a week that a month's end cuts
        ("2025-06-10..2025-06-16", "2025-06-17 12:30"),  # it ends on a Monday
        ("2025-06-11..2025-06-17", "2025-06-24 12:30"),  # on a Tuesday: never on its own last day
    ],
)
def test_a_week_is_due_on_the_first_such_day_after_it(period: str, when: str) -> None:
    assert Due(1, time(12, 30)).after(days(period)) == datetime.fromisoformat(when)
