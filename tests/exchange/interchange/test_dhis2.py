"""What a DHIS2 server is told, read as a server would read it: by the metadata, and nothing else of ours."""

import hashlib
import json
import re
from dataclasses import replace
from datetime import date

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.interchange.fixed import Frequency, fixed_figures
from fieldapp.core.numbers import Unit, entered
from fieldapp.core.period import read_period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell
from fieldapp.exchange.interchange.dhis2 import dhis2_completeness, dhis2_values
from fieldapp.exchange.interchange.dhis2_metadata import DEFAULT_COMBINATION, dhis2_metadata
from fieldapp.exchange.interchange.elements import uid
from fieldapp.texts.texts import Texts
from tests.exchange.interchange.making import (
    GONE,
    IDLE,
    MARCH,
    NOTE,
    expected_march,
    expected_weeks,
    extract_of,
    holdings,
    march,
    office_sheet,
    sent,
)
from tests.exchange.making import INDICATORS, PROGRAMME

UID = re.compile("[A-Za-z][A-Za-z0-9]{10}")
VALUE_TYPES = {
    "NUMBER": re.compile(r"\d+(\.\d{1,4})?"),
    "INTEGER_ZERO_OR_POSITIVE": re.compile(r"\d+"),
    "TRUE_ONLY": re.compile("true"),
}

FIELDS: dict[str, dict[str, type]] = {
    "organisationUnits": {
        "id": str,
        "code": str,
        "name": str,
        "shortName": str,
        "openingDate": str,
        "closedDate": str,
        "parent": dict,
    },
    "dataElements": {
        "id": str,
        "code": str,
        "name": str,
        "shortName": str,
        "domainType": str,
        "valueType": str,
        "aggregationType": str,
        "zeroIsSignificant": bool,
        "categoryCombo": dict,
    },
    "dataSets": {
        "id": str,
        "code": str,
        "name": str,
        "shortName": str,
        "periodType": str,
        "categoryCombo": dict,
        "dataSetElements": list,
        "organisationUnits": list,
        "openFuturePeriods": int,
        "timelyDays": int,
    },
}
OPTIONAL = {"closedDate", "parent"}
VALUE_FIELDS = {"dataElement", "period", "orgUnit", "value", "comment", "deleted"}


def metadata(texts: Texts, programme: Programme = PROGRAMME) -> dict:
    return json.loads(dhis2_metadata(programme, texts))


def values(extract, texts: Texts) -> list[dict]:
    return json.loads(dhis2_values(fixed_figures(extract), extract, texts))["dataValues"]


def registrations(extract, texts: Texts) -> list[dict]:
    told = json.loads(dhis2_completeness(fixed_figures(extract), extract, texts))
    return told["completeDataSetRegistrations"]


@pytest.fixture
def server(texts) -> dict[str, dict[str, dict]]:
    """Each kind of object by id, as a server keeps it."""
    return {kind: {item["id"]: item for item in items} for kind, items in metadata(texts).items()}


def read_back(told: list[dict], server) -> dict[tuple[str, str, str], str]:
    """By period, place and element, under their codes."""
    return {
        (
            one["period"],
            server["organisationUnits"][one["orgUnit"]]["code"],
            server["dataElements"][one["dataElement"]]["code"],
        ): one["value"]
        for one in told
        if not one.get("deleted")
    }


def in_words(sums: dict, suffix: str = "") -> dict[tuple[str, str, str], str]:
    units = {item.key: item.unit for item in PROGRAMME.active}
    return {
        (period, district, key + suffix): f"{entered(value, units[key]):f}"
        for (period, district, key), value in sums.items()
    }


def test_what_a_server_reads_back_are_the_sums_of_the_sheets(texts, server):
    held = holdings()
    expected = in_words(expected_weeks(held)) | in_words(expected_march(held), ".monthly")
    idle = {("202503", "terter", "no_operations.monthly"): "true"}
    idle |= {(f"2025W{number}", "terter", "no_operations"): "true" for number in (9, 10, 11, 12, 13, 14)}

    assert read_back(values(march(), texts), server) == expected | idle


def test_each_figure_is_told_once_and_each_value_fits_its_element(texts, server):
    told = values(march(), texts)
    keys = [(one["dataElement"], one["period"], one["orgUnit"]) for one in told]

    assert len(keys) == len({*keys})
    for one in told:
        element = server["dataElements"][one["dataElement"]]
        assert one.keys() <= VALUE_FIELDS
        assert one.get("deleted") or VALUE_TYPES[element["valueType"]].fullmatch(one["value"])


def test_a_value_stands_in_the_data_set_whose_periods_are_its_own(texts, server):
    by_element = {
        item["dataElement"]["id"]: one["periodType"]
        for one in server["dataSets"].values()
        for item in one["dataSetElements"]
    }
    forms = {"Weekly": r"\d{4}W[1-9]\d?", "Monthly": r"\d{6}"}

    assert len(by_element) == len(server["dataElements"])
    for one in values(march(), texts):
        assert re.fullmatch(forms[by_element[one["dataElement"]]], one["period"])


def test_a_zero_is_told_and_every_element_keeps_it(texts, server):
    assert read_back(values(march(), texts), server)["2025W10", "agdam", "uxo"] == "0"
    assert all(item["zeroIsSignificant"] is True for item in server["dataElements"].values())


def test_a_figure_taken_back_is_told_as_deleted_and_without_it_nothing_is_empty(texts, server):
    told = values(march(), texts)

    assert [one for one in told if one["value"] == ""] == [
        {
            "dataElement": next(
                key for key, item in server["dataElements"].items() if item["code"] == GONE.indicator
            ),
            "period": "2025W11",
            "orgUnit": uid("organisationUnit", PROGRAMME, GONE.district),
            "value": "",
            "deleted": True,
        }
    ]


def test_an_idle_district_has_its_mark_and_no_number(texts, server):
    found = {
        key[2] for key in read_back(values(march(), texts), server) if key[:2] == ("2025W10", IDLE.district)
    }

    assert found == {"no_operations"}


def test_a_note_goes_with_its_figure(texts, server):
    noted = [one for one in values(march(), texts) if "comment" in one]

    assert {(one["period"], one["comment"]) for one in noted} == {("2025W12", NOTE), ("202503", NOTE)}


def test_the_first_week_has_no_nought_before_it(texts):
    extract = extract_of(sent(office_sheet("2024-12-30..2025-01-05")), period=read_period("2025-W01"))

    assert {one["period"] for one in values(extract, texts)} == {"2025W1"}


def test_hectares_have_four_decimals_at_most_and_no_exponent(texts, server):
    sheet = office_sheet("2025-03-10..2025-03-16")
    figures = {Cell("agdam", INDICATORS[3]): 1, Cell("susa", INDICATORS[3]): 120_000_000_000}
    extract = extract_of(
        sent(type(sheet)(sheet.period, sheet.districts, sheet.indicators, figures, office=sheet.office)),
        period=sheet.period,
    )

    assert [one["value"] for one in values(extract, texts)] == ["0.0001", "12000000"]


def test_a_demonstration_says_so_in_every_comment(texts):
    told = values(march(is_demonstration=True), texts)

    assert all("Demonstration" in one["comment"] for one in told if not one.get("deleted"))
    assert any(one["comment"].endswith(NOTE) for one in told if not one.get("deleted"))


def test_only_answered_rows_are_complete(texts, server):
    told = registrations(march(), texts)
    found = {(one["period"], server["organisationUnits"][one["organisationUnit"]]["code"]) for one in told}
    weeks = [f"2025W{number}" for number in (10, 11, 12, 13, 14)]  # of week 9, February is missing
    districts = [one.key for one in PROGRAMME.expected("karabakh", MARCH)]

    assert found == {(period, district) for period in [*weeks, "202503"] for district in districts} - {
        ("2025W11", GONE.district),
        ("202503", GONE.district),
    }
    assert {one["storedBy"] for one in told} == {"karabakh"}
    assert {*server["dataSets"]} == {one["dataSet"] for one in told}
    assert all(one["completed"] is True and date.fromisoformat(one["date"]) for one in told)


def test_a_row_that_is_not_answered_has_no_registration(texts):
    half = office_sheet("2025-03-10..2025-03-16", without=GONE)
    extract = extract_of(sent(half), period=half.period)
    district = uid("organisationUnit", PROGRAMME, GONE.district)

    assert district not in {one["organisationUnit"] for one in registrations(extract, texts)}


@pytest.mark.parametrize("write", [dhis2_values, dhis2_completeness])
def test_where_there_is_nothing_to_tell_no_file_is_made(texts, write):
    extract = extract_of(*holdings()[-1:])

    with pytest.raises(FieldAppError) as caught:
        write(fixed_figures(extract), extract, texts)
    assert caught.value.code == "nothing-to-tell"


def test_the_metadata_has_the_documented_fields_and_no_other(any_texts):
    for kind, items in metadata(any_texts).items():
        for item in items:
            assert {*FIELDS[kind]} - OPTIONAL <= item.keys() <= {*FIELDS[kind]}, item
            assert all(type(item[name]) is FIELDS[kind][name] for name in item), item
            assert UID.fullmatch(item["id"])
            assert 0 < len(item["shortName"]) <= 50
            assert 0 < len(item["code"]) <= 50


def test_names_codes_and_ids_that_a_server_wants_once_are_there_once(any_texts):
    told = metadata(any_texts)
    ids = [item["id"] for items in told.values() for item in items]

    assert len(ids) == len({*ids})
    for kind, items in told.items():
        assert len({item["code"] for item in items}) == len(items)
        if kind != "organisationUnits":
            assert len({item["name"] for item in items}) == len(items)
            assert len({item["shortName"] for item in items}) == len(items)


def test_long_names_that_begin_alike_stay_apart_when_they_are_cut(texts):
    name = {"en": "Explosive ordnance of all kinds that was found by anybody at any time in the field"}
    named = [replace(item, names=name) for item in PROGRAMME.indicators]
    told = metadata(texts, replace(PROGRAMME, indicators=tuple(named)))["dataElements"]
    short = [item["shortName"] for item in told]

    assert len({*short}) == len(short) == 10
    assert max(map(len, short)) == 50


def test_every_reference_leads_to_an_object_that_is_there(server):
    units, elements = server["organisationUnits"], server["dataElements"]
    roots = [one["code"] for one in units.values() if "parent" not in one]

    assert roots == ["azerbaijan.country"]
    assert {one["parent"]["id"] for one in units.values() if "parent" in one} <= units.keys()
    for one in server["dataSets"].values():
        assert {item["dataElement"]["id"] for item in one["dataSetElements"]} <= elements.keys()
        assert {item["id"] for item in one["organisationUnits"]} <= units.keys()
    combinations = {
        one["categoryCombo"]["id"] for kind in ("dataElements", "dataSets") for one in server[kind].values()
    }
    assert combinations == {DEFAULT_COMBINATION}


def test_every_value_and_registration_refers_to_the_metadata(texts, server):
    sets = {
        key: ({item["id"] for item in one["organisationUnits"]}, one["periodType"])
        for key, one in server["dataSets"].items()
    }
    for one in registrations(march(), texts):
        places, period_type = sets[one["dataSet"]]
        assert one["organisationUnit"] in places
        assert ("W" in one["period"]) == (period_type == Frequency.WEEKLY)
    for one in values(march(), texts):
        assert one["dataElement"] in server["dataElements"]
        assert any(one["orgUnit"] in places for places, _ in sets.values())


def test_a_district_of_the_programme_has_its_days_and_its_region(texts, server):
    by_code = {one["code"]: one for one in server["organisationUnits"].values()}

    assert by_code["agdere"]["openingDate"] == "2023-12-05"
    region = server["organisationUnits"][by_code["agdam"]["parent"]["id"]]
    assert server["organisationUnits"][region["parent"]["id"]]["code"] == "azerbaijan.country"


def test_the_types_are_those_of_the_units(server):
    types = {one["code"]: one["valueType"] for one in server["dataElements"].values()}
    units = {item.key: item.unit for item in PROGRAMME.active}

    assert all(
        types[key] == ("NUMBER" if unit is Unit.HECTARE else "INTEGER_ZERO_OR_POSITIVE")
        for key, unit in units.items()
    )
    assert types["no_operations"] == types["no_operations.monthly"] == "TRUE_ONLY"


def test_a_report_is_in_time_until_the_day_it_is_due(server):
    days = {one["periodType"]: one["timelyDays"] for one in server["dataSets"].values()}

    assert days == {"Weekly": 1, "Monthly": 7}


def test_an_id_is_the_digest_in_base_52_and_then_62():
    """Worked out by another way: the symbols of the number, lowest first."""
    number = int(hashlib.sha256(b"fieldapp dhis2 1\ndataElement\nazerbaijan\nuxo").hexdigest(), 16)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    symbols = letters + "0123456789"
    expected = letters[number % 52] + "".join(symbols[number // 52 // 62**place % 62] for place in range(10))

    assert uid("dataElement", PROGRAMME, "uxo") == expected


def test_ids_of_many_keys_are_all_different():
    assert len({uid("dataElement", PROGRAMME, str(number)) for number in range(20_000)}) == 20_000
