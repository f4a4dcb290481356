"""A range is no exact figure, in digits or in words, and its last number is never taken for one."""

import pytest

from fieldapp.core.published.read import read_press
from tests.core.published.test_read import PROGRAMME, WEEK, WORDS, told

MINES = {"ap_mines": "61", "at_mines": "25"}


def beside(language, sentence):
    """What a sentence adds to the two kinds of mines."""
    read = told(read_press(WEEK[language].format(sentence), WORDS, PROGRAMME).read)
    return {name: value for name, value in read.items() if name not in MINES}


@pytest.mark.parametrize(
    ("language", "sentence", "uxo"),
    [
        ("en", "90-95 UXO were found", "90-95"),
        ("en", "90 – 95 UXO were found", "90-95"),
        ("en", "90 to 95 pieces of unexploded ordnance", "90-95"),
        ("en", "Between 90 and 95 UXO", "90-95"),
        ("en", "90 or 95 UXO", "90-95"),
        ("en", "About 90-95 UXO", "90-95"),
        ("en", "UXO: 90-95", "90-95"),
        ("en", "UXO: 90 - 95", "90-95"),
        ("en", "Two-three UXO", "2-3"),
        ("en", "1.2-1.3 thousand UXO", "1200-1300"),
        ("az", "90-95 PHS tapılıb", "90-95"),
        ("az", "90-dan 95-dək PHS tapılıb", "90-95"),
        ("az", "90-dan 95-ə qədər PHS tapılıb", "90-95"),
        ("az", "90 ilə 95 arasında PHS tapılıb", "90-95"),
        ("az", "iki-üç PHS tapılıb", "2-3"),
        ("az", "yüz-yüz əlli PHS tapılıb", "100-150"),
        ("ru", "90–95 НРБ", "90-95"),
        ("ru", "от 90 до 95 НРБ", "90-95"),
        ("ru", "между 90 и 95 НРБ", "90-95"),
        ("ru", "90 или 95 НРБ", "90-95"),
        ("ru", "два-три снаряда", "2-3"),
        ("ru", "пять-шесть тысяч снарядов", "5000-6000"),
    ],
)
def test_a_range_has_two_ends_and_no_value(language, sentence, uxo):
    assert beside(language, sentence) == {"uxo": f"{uxo}~range"}


@pytest.mark.parametrize(
    ("language", "sentence", "area"),
    [
        ("en", "5 ha to 6 ha were cleared", "5-6"),
        ("en", "Cleared: 5 - 6 ha", "5-6"),
        ("az", "5-6 min hektar təmizlənib", "5000-6000"),
        ("ru", "очищено 1,2–1,3 тыс. га", "1200-1300"),
    ],
)
def test_a_range_of_an_area_may_have_its_unit_once_or_twice(language, sentence, area):
    assert beside(language, sentence) == {"area_cleared_ha": f"{area}~range"}


@pytest.mark.parametrize(
    ("language", "sentence", "read"),
    [
        ("en", "95-90 UXO were found", {}),
        ("en", "twenty-five UXO were found", {"uxo": "25"}),
        ("en", "96.5 hectares were cleared - 12 UXO", {"area_cleared_ha": "96.5", "uxo": "12"}),
        ("en", "UXO: 12 - 98 ha cleared", {"area_cleared_ha": "98", "uxo": "12"}),
        ("az", "90-dan çox PHS tapılıb", {"uxo": "90~over"}),
        ("ru", "до 95 НРБ", {"uxo": "95~up-to"}),
        ("ru", "двадцать пять снарядов", {"uxo": "25"}),
    ],
)
def test_what_is_no_range_is_not_read_as_one(language, sentence, read):
    assert beside(language, sentence) == read


def test_people_of_a_range_are_added_to_nobody():
    reading = read_press(WEEK["en"].format("5-7 civilians and 3 servicemen were killed"), WORDS, PROGRAMME)

    assert told(reading.casualties) == {}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Hectares cleared: 96.5"),
        ("en", "Area (ha): 96.5"),
        ("az", "Təmizlənmiş sahə (ha): 96,5"),
        ("ru", "Площадь, га: 96,5"),
    ],
)
def test_a_unit_may_stand_before_its_number(language, sentence):
    assert beside(language, sentence) == {"area_cleared_ha": "96.5"}


def test_a_unit_before_a_number_that_counts_something_is_not_its_own():
    assert beside("ru", "очищено 1,2 тыс. га: 5 НРБ") == {"area_cleared_ha": "1200", "uxo": "5"}
    assert beside("en", "Hectares cleared: 5 UXO") == {"uxo": "5"}
