"""A number behind what it counts, and totals that name nothing."""

import pytest

from tests.core.published.test_amounts import beside


@pytest.mark.parametrize(
    ("language", "sentence", "uxo"),
    [
        ("en", "UXO numbered 40", "40"),
        ("en", "Unexploded shells came to 1,040.", "1040"),
        ("az", "PHS sayı 40-dır", "40"),
        ("az", "PHS-lərin sayı 40-a çatıb", "40"),
        ("az", "Sursatların miqdarı 40 ədəddir", "40"),
        ("ru", "Число НРБ достигло 40", "40"),
        ("ru", "Число снарядов составило 40 единиц", "40"),
    ],
)
def test_a_number_is_read_behind_the_word_that_says_how_many(language, sentence, uxo):
    assert beside(language, sentence) == {"uxo": uxo}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "UXO reached 3 villages"),
        ("az", "Sursatların sayı 3 kənddə artıb"),
        ("ru", "Число НРБ составило 3 тонны"),
    ],
)
def test_a_number_of_something_else_is_not_read_behind_it(language, sentence):
    assert beside(language, sentence) == {}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Total: 86"),
        ("en", "In all, 86"),
        ("en", "86 in all"),
        ("az", "Cəmi: 86"),
        ("az", "Ümumilikdə 86 ədəd"),
        ("ru", "Итого 86"),
        ("ru", "Всего: 86 единиц"),
    ],
)
def test_a_total_of_its_own_is_of_what_stands_right_above_it(language, sentence):
    assert beside(language, sentence) == {"mines": "86"}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Total: 46 schools"),
        ("en", "Sappers took part. Total: 86"),
        ("az", "Cəmi: 46 məktəb"),
        ("ru", "Всего 46 школ"),
    ],
)
def test_a_total_of_something_else_is_no_figure(language, sentence):
    assert beside(language, sentence) == {}
