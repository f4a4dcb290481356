"""Plurals, months and separators, compared with CLDR as Babel carries it."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from babel import Locale
from babel.dates import get_month_names
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from fieldapp.texts.endings import BACK, ROUNDED
from fieldapp.texts.texts import LANGUAGES, read_texts

CATEGORIES = {category: category for category in ("zero", "one", "two", "few", "many", "other")}

NUMBERS = [*range(201), 1001, 1011, 1021, 10_002, 100_000, 1_000_000, 1_000_001, 2_000_000, 5_000_011]

OTHER_GROUPS: Mapping[str, str] = {
    # CLDR groups with a point. The press and the offices of Azerbaijan write a space (`1 651,1`), and beside
    # English files a point would be read as the decimal mark: a thousandth of the number.
    "az": "\u00a0",
}

OTHER_SHORT_MONTHS: Mapping[tuple[str, int], str] = {
    # British CLDR writes four letters; three keep the columns and are what the offices' papers have.
    ("en", 9): "Sept",
    # CLDR shortens every month of more than four letters with a point and never cuts to three letters.
    **{("ru", month): short for month, short in ((2, "февр."), (9, "сент."), (11, "нояб."))},
}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def locale(language: str) -> Locale:
    return Locale.parse("en_GB" if language == "en" else language)


def test_plural_categories_are_those_of_cldr(language: str) -> None:
    texts, rule = read_texts(language), locale(language).plural_form

    assert [texts.plural(CATEGORIES, number) for number in NUMBERS] == [rule(number) for number in NUMBERS]


def test_a_fraction_has_the_category_of_cldr(language: str) -> None:
    assert read_texts(language).plural(CATEGORIES, Decimal("1651.1")) == locale(language).plural_form(
        Decimal("1651.1")
    )


def test_months_are_those_of_cldr_in_the_case_of_a_date(language: str) -> None:
    months = read_texts(language)("formats.months").split()
    expected = list(get_month_names("wide", "format", locale(language)).values())
    if language == "az":  # "of March", as in `martın 10-dan`: CLDR has the nominative only
        expected = [month + of(month) for month in expected]

    assert months == expected


def of(month: str) -> str:
    vowel = [letter for letter in month if letter in "aıoueəiöü"][-1]
    back, rounded = vowel in BACK, vowel in ROUNDED
    return {(True, True): "un", (True, False): "ın", (False, True): "ün", (False, False): "in"}[back, rounded]


def test_short_months_are_those_of_cldr_without_their_point(language: str) -> None:
    months = read_texts(language)("formats.months-short").split()
    theirs = get_month_names("abbreviated", "format", locale(language))

    for number, short in theirs.items():
        expected = OTHER_SHORT_MONTHS.get((language, number))
        if expected is None:
            assert months[number - 1] == short.removesuffix(".")
        else:
            assert short == expected  # the exception still is one
            assert months[number - 1] == expected[:3]


def test_decimal_and_grouping_marks_are_those_of_cldr(language: str) -> None:
    texts = read_texts(language)

    assert texts("formats.decimal") == get_decimal_symbol(locale(language))
    theirs = get_group_symbol(locale(language))
    assert texts("formats.group") == OTHER_GROUPS.get(language, theirs)
    assert OTHER_GROUPS.get(language) != theirs  # the exception still is one


@pytest.mark.parametrize("number", ["0", "999", "1000", "1651.1", "12298", "1234567.0001", "1000000"])
def test_numbers_are_written_as_babel_writes_them(language: str, number: str) -> None:
    theirs = format_decimal(Decimal(number), "#,##0.####", locale(language))
    group = get_group_symbol(locale(language))
    expected = theirs.replace(group, OTHER_GROUPS.get(language, group))

    assert read_texts(language).number(Decimal(number)) == expected
