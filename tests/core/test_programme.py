import json
import unicodedata

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit
from fieldapp.core.programme import Programme, all_spellings, fold
from fieldapp.resources import resources_folder
from tests.core.making import days, refusal

# DOMAIN section 6: key, Azerbaijani, English and its variants, Russian and its variants, ISO 3166-2, region
PLACES = """
agdam | Ağdam | Aghdam, Agdam | Агдам | AZ-AGM | karabakh
agdere | Ağdərə | Aghdara, Agdara, Aghdere | Агдере | - | karabakh
cebrayil | Cəbrayıl | Jabrayil, Jabrail | Джебраил | AZ-CAB | east-zangezur
fuzuli | Füzuli | Fuzuli, Fizuli | Физули | AZ-FUZ | karabakh
kelbecer | Kəlbəcər | Kalbajar, Kelbajar | Кяльбаджар, Кельбаджар | AZ-KAL | east-zangezur
lacin | Laçın | Lachin, Lacin | Лачын, Лачин | AZ-LAC | east-zangezur
qubadli | Qubadlı | Gubadli, Gubadly, Qubadli | Губадлы | AZ-QBI | east-zangezur
susa | Şuşa | Shusha | Шуша | AZ-SUS | karabakh
terter | Tərtər | Tartar, Terter | Тертер | AZ-TAR | karabakh
xankendi | Xankəndi | Khankendi, Khankandi | Ханкенди | AZ-XA | karabakh
xocali | Xocalı | Khojaly, Khojali | Ходжалы | AZ-XCI | karabakh
xocavend | Xocavənd | Khojavend, Khojavand | Ходжавенд | AZ-XVD | karabakh
zengilan | Zəngilan | Zangilan | Зангилан | AZ-ZAN | east-zangezur
qazax | Qazax | Gazakh | Газах | AZ-QAZ | gazakh-tovuz
"""
TABLE = [[field.strip() for field in line.split("|")] for line in PLACES.strip().splitlines()]

ORDERS = {
    "north-south": "Tartar, Aghdara, Kalbajar, Aghdam, Khojaly, Khankendi, Khojavend, "
    "Lachin, Shusha, Fuzuli, Gubadli, Jabrayil, Zangilan",
    "post": "Tartar, Aghdara, Kalbajar, Aghdam, Khojaly, Khankendi, Shusha, "
    "Khojavend, Lachin, Fuzuli, Jabrayil, Gubadli, Zangilan",
    "apa": "Tartar, Aghdam, Aghdara, Lachin, Fuzuli, Shusha, Khojaly, "
    "Khankendi, Kalbajar, Khojavend, Jabrayil, Gubadli, Zangilan",
}

NO_DISTRICTS_OF_OURS = {
    *("Abşeron", "Ağcabədi", "Ağstafa", "Astara", "Gəncə", "Şəmkir", "Xızı", "Sumqayıt", "Bakı"),  # R123
    "Jabrayil/Dschäbrayil",  # R233 and R244 print both spellings at once
    "Zangilan/Sängilan",
}
VILLAGES_OF_GAZAKH = """
Baganis Ayrim, Baghanis Ayrum, Bağanıs Ayrım, Bağanis Ayrım, Баганис Айрым
Ashagi Askipara, Ashagi Eskipara, Aşağı Əskipara, Ашагы Аскипара, Ашагы Эскипара
Kheyrimli, Kheyrymly, Kheyrymli, Kerimli, Xeyrımlı, Xeyrimli, Хейрымлы
Gizilhajili, Gizilhajily, Qızılhacılı, Гызылгаджилы, Гызылгаджылы
"""


@pytest.mark.parametrize("place", TABLE, ids=[place[0] for place in TABLE])
def test_a_place_is_what_the_domain_says(programme: Programme, place: list[str]) -> None:
    key, az, en, ru, code, region = place
    district = programme.district(key)

    assert district.names == {"en": en.split(", ")[0], "az": az, "ru": ru.split(", ")[0]}
    assert (district.code or "-", district.region) == (code, region)
    for spelling in [key, az, *en.split(", "), *ru.split(", ")]:
        assert programme.find_district(spelling) is district


def test_the_programme_has_the_places_of_the_domain_and_no_other(programme: Programme) -> None:
    assert sorted(district.key for district in programme.districts) == sorted(place[0] for place in TABLE)


def test_only_khankendi_is_a_city_and_gazakh_stands_for_four_villages(programme: Programme) -> None:
    kinds = {district.key: district.kind for district in programme.districts if district.kind != "district"}

    assert kinds == {"xankendi": "city", "qazax": "villages"}
    assert programme.district("qazax").parts == {
        "en": ("Baghanis Ayrum", "Ashagi Eskipara", "Kheyrimli", "Gizilhajili"),
        "az": ("Bağanıs Ayrım", "Aşağı Əskipara", "Xeyrımlı", "Qızılhacılı"),
        "ru": ("Баганис Айрым", "Ашагы Аскипара", "Хейрымлы", "Гызылгаджылы"),
    }


def published_spellings() -> set[str]:
    records = json.loads((resources_folder() / "published" / "reports.json").read_text(encoding="utf-8"))
    return {spelling for record in records for spelling in record["districts_as_spelled"] or ()}


def test_every_published_spelling_of_a_district_is_known(programme: Programme) -> None:
    unknown = set()
    for spelling in published_spellings():
        try:
            programme.find_district(spelling)
        except FieldAppError:
            unknown.add(spelling)
    villages = {name for name in unknown if ": " in name}

    assert unknown - villages == NO_DISTRICTS_OF_OURS
    assert {name.partition(": ")[2] for name in villages} == set(
        VILLAGES_OF_GAZAKH.strip().replace("\n", ", ").split(", ")
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ZƏNGİLAN", "zengilan"),
        ("ZƏNGİLAN".lower(), "zengilan"),  # the i with a dot above, as two code points
        ("CƏBRAYIL", "cebrayil"),
        ("cəbrayil", "cebrayil"),
        ("XOCALI", "xocali"),
        ("Xocali", "xocali"),
        ("FİZULİ", "fuzuli"),
        ("LAÇIN", "lacin"),
        ("QUBADLI", "qubadli"),
        ("ŞUŞA", "susa"),
        ("AĞDƏRƏ", "agdere"),
        ("АГДАМ", "agdam"),
        ("  Gazakh   district ", "qazax"),
        ("Gazakh\u00a0district", "qazax"),
        (unicodedata.normalize("NFD", "Füzuli"), "fuzuli"),
        (unicodedata.normalize("NFD", "ZƏNGİLAN"), "zengilan"),
        (unicodedata.normalize("NFD", "Şuşa"), "susa"),
    ],
)
def test_case_dots_and_spaces_do_not_hide_a_district(programme: Programme, text: str, key: str) -> None:
    assert programme.find_district(text).key == key


def test_the_four_i_of_azerbaijani_and_turkish_are_one() -> None:
    assert {fold(letter) for letter in ("i", "İ", "ı", "I", "i\u0307", "I\u0307")} == {"i"}


def test_no_spelling_means_two_districts(programme: Programme) -> None:
    owners: dict[str, set[str]] = {}
    for district in programme.districts:
        for spelling in all_spellings(district):
            owners.setdefault(fold(spelling), set()).add(district.key)

    assert [spelling for spelling, keys in owners.items() if len(keys) > 1] == []


@pytest.mark.parametrize("text", ["", "Bakı", "Aghdam district", "agdam,fuzuli", "control"])
def test_an_unknown_district_is_refused_with_those_that_are_known(programme: Programme, text: str) -> None:
    with pytest.raises(FieldAppError) as error:
        programme.find_district(text)

    code, details = refusal(error)
    assert (code, details["text"]) == ("unknown-district", text)
    assert details["known"].split(", ") == [district.key for district in programme.districts]


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        ("district", "unknown-district"),
        ("region", "unknown-region"),
        ("indicator", "unknown-indicator"),
        ("office", "unknown-office"),
        ("order", "unknown-order"),
    ],
)
def test_an_unknown_key_is_refused_with_those_that_are_known(
    programme: Programme, ask: str, code: str
) -> None:
    with pytest.raises(FieldAppError) as error:
        getattr(programme, ask)("atlantis")

    assert refusal(error)[0] == code
    assert refusal(error)[1]["text"] == "atlantis"
    assert refusal(error)[1]["known"]


@pytest.mark.parametrize("order", ORDERS)
def test_a_list_order_is_the_published_one_with_gazakh_last(programme: Programme, order: str) -> None:
    keys = [programme.find_district(name).key for name in ORDERS[order].split(", ")]

    assert programme.order(order) == (*keys, "qazax")
    assert list(programme.orders) == list(ORDERS)


def test_the_four_published_indicators_are_the_columns(programme: Programme) -> None:
    columns = {indicator.key: indicator.unit for indicator in programme.active}

    assert columns == {
        "ap_mines": Unit.COUNT,
        "at_mines": Unit.COUNT,
        "uxo": Unit.COUNT,
        "area_cleared_ha": Unit.HECTARE,
    }
    assert programme.indicator("area_cleared_ha").usual == 984_000
    assert programme.indicator("area_cleared_ha").ceiling == 29_451_000


def test_mines_and_items_are_the_sums_the_domain_names(programme: Programme) -> None:
    assert {total.key: total.of for total in programme.sums} == {
        "mines": ("ap_mines", "at_mines"),
        "items": ("ap_mines", "at_mines", "uxo"),
    }


def test_there_is_one_office_for_each_region_and_headquarters_covers_all(programme: Programme) -> None:
    assert {office.key: office.regions for office in programme.offices} == {
        "karabakh": ("karabakh",),
        "east-zangezur": ("east-zangezur",),
        "gazakh-tovuz": ("gazakh-tovuz",),
        "hq": ("karabakh", "east-zangezur", "gazakh-tovuz"),
    }


@pytest.mark.parametrize(
    ("office", "period", "expected"),
    [
        ("hq", "2023-W48", 12),
        ("hq", "2023-W49", 13),  # 4-10 December 2023: Aghdara is a district since the 5th
        ("hq", "2025-W17", 13),
        ("hq", "2025-W18", 14),  # 28 April - 4 May 2025: Gazakh is in the lists since 1 May
        ("hq", "2025-04-24..2025-04-30", 13),
        ("hq", "2025-05-01..2025-05-07", 14),
        ("karabakh", "2025-W11", 8),
        ("east-zangezur", "2025-W11", 5),
        ("gazakh-tovuz", "2025-W11", 0),
        ("gazakh-tovuz", "2025-W19", 1),
    ],
)
def test_an_office_answers_for_the_districts_that_are_there_then(
    programme: Programme, office: str, period: str, expected: int
) -> None:
    assert len(programme.expected(office, days(period))) == expected


def test_the_offices_together_answer_for_what_headquarters_does_and_nothing_twice(
    programme: Programme,
) -> None:
    week = days("2025-W20")
    parts = [programme.expected(key, week) for key in ("karabakh", "east-zangezur", "gazakh-tovuz")]

    assert tuple(district for part in parts for district in part) == programme.expected("hq", week)


def test_every_name_is_there_in_every_language(programme: Programme) -> None:
    named = [
        programme.names,
        *(item.names for item in programme.regions + programme.districts),
        *(item.names for item in programme.indicators + programme.sums + programme.offices),
        *(item.short_names for item in programme.indicators),
        *(item.definitions for item in programme.indicators),
        *(item.names for item in programme.organisations),
    ]

    assert [names for names in named if set(names) != {"en", "az", "ru"} or not all(names.values())] == []
