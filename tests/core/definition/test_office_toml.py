from datetime import date, time

import pytest

from fieldapp.core.definition.office import Charge, Due
from fieldapp.core.errors import FieldAppError
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.programme_toml import read_programme
from tests.core.making import SMALL_PROGRAMME, refusal

REGIONS = 'regions = ["north"]'


def test_an_office_is_read_with_its_dates_its_organisation_and_when_it_is_due() -> None:
    text = SMALL_PROGRAMME.replace(
        REGIONS,
        """organisation = "agency"
due = { weekday = "tuesday", time = "12:00" }

[[office.region]]
key = "north"
from = 2024-01-01
to = 2025-12-31

[[office.region]]
key = "north"
from = 2027-01-01

[[office.district]]
key = "lake"
to = 2026-06-30

[office.names]
en = "North office"
az = "Şimal ofisi"
""",
        1,
    ).replace('names = { en = "North office", az = "Şimal ofisi" }\n', "")

    office, headquarters = read_programme(text, "land.toml").offices

    assert office.charges == (
        Charge("north", date(2024, 1, 1), date(2025, 12, 31)),
        Charge("north", date(2027, 1, 1)),
    )
    assert office.regions == ("north",)
    assert office.single_districts == (Charge("lake", None, date(2026, 6, 30)),)
    assert (office.organisation, office.due) == ("agency", Due(1, time(12)))
    assert (headquarters.organisation, headquarters.due) == (None, None)


def test_a_definition_of_the_first_versions_has_regions_for_ever_and_splits_no_week() -> None:
    land = read_programme(SMALL_PROGRAMME, "land.toml")

    assert land.offices[0].charges == (Charge("north"),)
    assert land.split_at_month_end is False


def test_the_programme_says_whether_weeks_are_split(programme: Programme) -> None:
    wanted = 'version = "1"\nsplit_at_month_end = '

    assert programme.split_at_month_end
    for word in ("true", "false"):
        land = read_programme(SMALL_PROGRAMME.replace('version = "1"', wanted + word), "land.toml")
        assert land.split_at_month_end is (word == "true")


def test_the_offices_of_azerbaijan_are_of_the_agency_and_their_weeks_are_due(programme: Programme) -> None:
    assert {office.organisation for office in programme.offices} == {"anama"}
    assert {office.due for office in programme.offices if office.key != HQ} == {Due(0, time(12))}
    assert programme.office(HQ).due is None


@pytest.mark.parametrize(
    ("new", "where", "why"),
    [
        ('regions = ["north"]\nregion = [{ key = "north" }]', "office[1].region", "regions-twice"),
        ("region = []", "office[1].region", "empty"),
        ('region = ["north"]', "office[1].region[1]", "not-dict"),
        ('region = [{ key = "east" }]', "office[1].region[1].key", "unknown-name"),
        ("region = [{ from = 2026-01-01 }]", "office[1].region[1].key", "missing"),
        ('region = [{ key = "north", since = 2026-01-01 }]', "office[1].region[1].since", "unknown-key"),
        ('region = [{ key = "north", from = "2026" }]', "office[1].region[1].from", "not-date"),
        (
            'region = [{ key = "north", from = 2026-01-02, to = 2026-01-01 }]',
            "office[1].region[1].to",
            "before-from",
        ),
        (
            'region = [{ key = "north", to = 2026-01-01 }, { key = "north", from = 2026-01-01 }]',
            "office[1].region[2].key",
            "days-twice",
        ),
        ('regions = ["north"]\ndistrict = [{ key = "hills" }]', "office[1].district[1].key", "unknown-name"),
        ("regions = []\ndue = 7", "office[1].regions", "empty"),
        ('regions = ["north"]\ndue = 7', "office[1].due", "not-dict"),
        ('regions = ["north"]\ndue = { time = "12:00" }', "office[1].due.weekday", "missing"),
        (
            'regions = ["north"]\ndue = { weekday = "today", time = "12:00" }',
            "office[1].due.weekday",
            "unknown-name",
        ),
        ('regions = ["north"]\ndue = { weekday = "monday" }', "office[1].due.time", "missing"),
        (
            'regions = ["north"]\ndue = { weekday = "monday", time = "24:00" }',
            "office[1].due.time",
            "not-a-time",
        ),
        (
            'regions = ["north"]\ndue = { weekday = "monday", time = "9:00" }',
            "office[1].due.time",
            "not-a-time",
        ),
        (
            'regions = ["north"]\ndue = { weekday = "monday", time = "12:00", zone = "x" }',
            "office[1].due.zone",
            "unknown-key",
        ),
        ('regions = ["north"]\norganisation = "firm"', "office[1].organisation", "unknown-name"),
        ('regions = ["north"]\norganisation = 7', "office[1].organisation", "not-str"),
    ],
)
def test_what_is_wrong_with_an_office_is_told_with_its_key_and_its_reason(
    new: str, where: str, why: str
) -> None:
    with pytest.raises(FieldAppError) as error:
        read_programme(SMALL_PROGRAMME.replace(REGIONS, new, 1), "land.toml")

    assert refusal(error) == ("programme-wrong", {"source": "land.toml", "where": where, "why": why})


def test_whether_weeks_are_split_is_true_or_false() -> None:
    with pytest.raises(FieldAppError) as error:
        read_programme(
            SMALL_PROGRAMME.replace('version = "1"', 'version = "1"\nsplit_at_month_end = "yes"'), "land.toml"
        )

    assert refusal(error)[1]["where"] == "programme.split_at_month_end"
    assert refusal(error)[1]["why"] == "not-bool"
