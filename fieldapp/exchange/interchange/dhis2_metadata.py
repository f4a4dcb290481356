"""What a bare DHIS2 server has to know before it takes the figures: places, data elements, data sets."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from fieldapp.core.interchange.fixed import Frequency
from fieldapp.core.period import FIRST_YEAR, month_of, week_of
from fieldapp.core.programme import Programme
from fieldapp.exchange.interchange.dhis2 import dhis2_json
from fieldapp.exchange.interchange.elements import (
    data_elements,
    data_set_code,
    data_set_uid,
    element_uid,
    place_uid,
)
from fieldapp.texts.texts import Texts

DEFAULT_COMBINATION = "bjDvmb4BfuF"
"""The category combination that every server has."""

LONGEST_SHORT_NAME = 50
USUAL_TIMELY_DAYS = 15
"""What a server takes where nothing is said."""


def dhis2_metadata(programme: Programme, texts: Texts) -> str:
    """All objects, each with its references, under ids that never change."""
    sets = [(frequency, data_elements(programme, frequency, texts)) for frequency in Frequency]
    return dhis2_json(
        {
            "organisationUnits": list(_places(programme, texts)),
            "dataElements": [
                {
                    **_thing(element_uid(programme, element.column, frequency), element.code, element.name),
                    "domainType": "AGGREGATE",
                    "valueType": element.value_type,
                    "aggregationType": "SUM",
                    "zeroIsSignificant": True,
                    "categoryCombo": {"id": DEFAULT_COMBINATION},
                }
                for frequency, elements in sets
                for element in elements
            ],
            "dataSets": [
                {
                    **_thing(
                        data_set_uid(programme, frequency),
                        data_set_code(programme, frequency),
                        texts(f"interchange.{frequency.value.lower()}", name=_of(programme, texts)),
                    ),
                    "periodType": frequency.value,
                    "categoryCombo": {"id": DEFAULT_COMBINATION},
                    "dataSetElements": [
                        {"dataElement": {"id": element_uid(programme, element.column, frequency)}}
                        for element in elements
                    ],
                    "organisationUnits": [
                        {"id": place_uid(programme, district.key)} for district in programme.districts
                    ],
                    "openFuturePeriods": 0,
                    "timelyDays": _timely_days(programme, frequency),
                }
                for frequency, elements in sets
            ],
        }
    )


def _places(programme: Programme, texts: Texts) -> Iterator[dict[str, Any]]:
    """Country, regions, districts. No key holds a dot, so none is taken for another kind's."""
    country, first = f"{programme.key}.country", date(FIRST_YEAR, 1, 1).isoformat()
    yield {**_place(programme, country, _of(programme, texts)), "openingDate": first}
    for region in programme.regions:
        place = _place(programme, f"{region.key}.region", texts.names(region.names))
        yield {**place, "openingDate": first, "parent": {"id": place_uid(programme, country)}}
    for district in programme.districts:
        opened, closed = district.valid_from, district.valid_to
        yield {
            **_place(programme, district.key, texts.names(district.names)),
            "openingDate": opened.isoformat() if opened else first,
            **({"closedDate": closed.isoformat()} if closed else {}),
            "parent": {"id": place_uid(programme, f"{district.region}.region")},
        }


def _place(programme: Programme, code: str, name: str) -> dict[str, Any]:
    return dict(_thing(place_uid(programme, code), code, name))


def _thing(uid_: str, code: str, name: str) -> Mapping[str, str]:
    """What every object has. A name that is cut to be short ends in some of its id: no two may be equal."""
    is_long = len(name) > LONGEST_SHORT_NAME
    short = f"{name[: LONGEST_SHORT_NAME - 5].rstrip()} {uid_[-4:]}" if is_long else name
    return {"id": uid_, "code": code, "name": name, "shortName": short}


def _of(programme: Programme, texts: Texts) -> str:
    return texts.names(programme.names)


def _timely_days(programme: Programme, frequency: Frequency) -> int:
    """In how many days after its end a report is in time, for the office that has the longest."""
    dues = [office.due for office in programme.offices if office.due is not None]
    if not dues:
        return USUAL_TIMELY_DAYS
    if frequency is Frequency.WEEKLY:
        periods = [week_of(date(2025, 3, 10))]
    else:
        periods = [month_of(date(2025, month, 1)) for month in range(1, 13)]
    return max((due.after(one).date() - one.end).days for due in dues for one in periods)
