"""The public records, told again in a sentence of ours with the days and numbers as they were printed."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest

from fieldapp.core.published.against_data import places_left_out
from fieldapp.core.published.against_itself import self_contradictions
from fieldapp.core.published.places import misspelt_in
from fieldapp.core.published.plain import even_letters
from fieldapp.core.published.read import read_press
from fieldapp.resources import resources_folder
from tests.core.published.test_read import PROGRAMME, TEXTS, WORDS

RECORDS = {
    one["id"]: one
    for one in json.loads((resources_folder() / "published" / "reports.json").read_text(encoding="utf-8"))
}
FOUND = {
    "en": (
        "anti-personnel mines",
        "anti-tank mines",
        "unexploded ordnance",
        "ANAMA: {days}: {items}. Cleared: {area}.",
    ),
    "az": (
        "piyada əleyhinə mina",
        "tank əleyhinə mina",
        "PHS",
        "ANAMA: {days}: {items}. Təmizlənib: {area}.",
    ),
    "ru": ("противопехотных мин", "противотанковых мин", "НРБ", "ANAMA: {days}: {items}. Очищено {area}."),
}
WEEKLY = [
    key
    for key, one in RECORDS.items()
    if one["language"] in FOUND
    and one["kind"] in ("weekly", "monthly")
    and one["hectares_as_printed"]
    and re.search(r"\d", one["period_as_printed"] or "")
]


@pytest.mark.parametrize("key", WEEKLY)
def test_the_days_and_numbers_of_every_record_are_read_as_they_were_printed(key):
    one = RECORDS[key]
    *kinds, sentence = FOUND[one["language"]]
    counts = {name: one[name] for name in ("ap_mines", "at_mines", "uxo")}
    named = [f"{n} {kind}" for n, kind in zip(counts.values(), kinds, strict=True) if n]
    text = sentence.format(
        days=one["period_as_printed"], items=", ".join(named), area=one["hectares_as_printed"]
    )
    reading = read_press(text, WORDS, PROGRAMME, date.fromisoformat(one["period_end"]))

    assert {name: figure.value for name, figure in reading.read.items() if name in counts} == {
        name: n for name, n in counts.items() if n
    }
    if one["hectares_read_as"] is not None:
        area = reading.read["area_cleared_ha"].value
        assert area == Decimal(str(one["hectares_read_as"])) * 10_000
    assert str(reading.period) == f"{one['period_start']}..{one['period_end']}"


OWN = {
    "R084": {"sum-leaves-out-category", "printed-twice"},
    "R101": {"rounded-falsely"},
    "R061": {"rounded-falsely"},
    "R110": {"period-missing"},
    "R021": {"period-missing"},
    "R091": {"period-missing"},
    "R162": {"ambiguous-number"},
    "R052": {"ambiguous-number"},
    "R138": {"wrong-scope"},
    "R070": {"wrong-scope"},
    "R209": {"casualties-do-not-add"},
    "R111": {"place-misspelt"},
}
"""What is known to be wrong in print (docs/domain.md, 7); where two outlets differ: test_against_data.py."""


def named_by(record):
    """The places as a record spells them, villages behind the name of their district."""
    told = [name.partition(": ")[::2] for name in record["districts_as_spelled"]]
    villages = [(name, village) for name, village in told if village]
    plain = ", ".join(name for name, village in told if not village)
    return (
        f"{plain}; {villages[0][0]}: {', '.join(village for _, village in villages)}" if villages else plain
    )


@pytest.mark.parametrize("key", [key for key, one in RECORDS.items() if one["districts_as_spelled"]])
def test_only_the_village_that_is_misspelt_in_print_is_called_so(key):
    """Everything else is another spelling of what is meant."""
    one = RECORDS[key]
    language = one["language"] if one["language"] in FOUND else "en"
    text = named_by(one)
    found = misspelt_in(text, even_letters(text), language, PROGRAMME)

    assert [(name.printed, name.likelier) for name in found] == (
        [("Kerimli", "Kheyrimli")] if key == "R111" else []
    )


def test_the_list_of_r034_lacks_a_district_that_the_data_and_r035_have():
    """Seven districts in Russian, eight in Azerbaijani."""
    short, whole = (
        read_press(
            "ANAMA: 5-10 sentyabr 2022. 49 piyada əleyhinə mina, 20 tank əleyhinə mina; "
            f"{named_by(RECORDS[key])}.",
            WORDS,
            PROGRAMME,
        )
        for key in ("R034", "R035")
    )
    (one,) = places_left_out(short, whole.places)

    assert (one.kind, one.computed, one.counts) == ("places-left-out", "xocavend", False)
    assert places_left_out(whole, whole.places) == ()


@pytest.mark.parametrize("key", OWN)
def test_every_record_s_own_contradiction_is_found_from_a_text_after_it(key):
    texts = [one for _, one in TEXTS if one.get("record") == key]
    readings = [read_press(text["text"], WORDS, PROGRAMME) for text in texts]
    kinds = [{fault.kind for fault in self_contradictions(reading)} for reading in readings]

    assert OWN[key] in kinds
