"""A year in a phrase of its own is that of the days it stands at, and no other year is made theirs."""

from datetime import date

import pytest

from fieldapp.core.published.read import read_press
from tests.core.published.test_read import PROGRAMME, WORDS, told

FOUND = "{} ANAMA found 61 anti-personnel mines and 25 anti-tank mines."


def year_of(text, published=None):
    reading = read_press(text, WORDS, PROGRAMME, published)
    return reading.year.value, reading.period and reading.period.end.year


@pytest.mark.parametrize(
    "text",
    [
        FOUND.format("In 2024, from 7 to 13 July,"),
        FOUND.format("In 2024, over the week of 7-13 July,"),
        FOUND.format("From 7 to 13 July, in 2024,"),
        FOUND.format("Demining in 2024: a week of July\nFrom 7 to 13 July"),
        "2024-cü ildə, iyulun 7-dən 13-dək ANAMA 61 piyada əleyhinə, 25 tank əleyhinə mina tapıb.",
        "В 2024 году за неделю с 7 по 13 июля ANAMA нашло 61 противопехотную и 25 противотанковых мин.",
        "С 7 по 13 июля в 2024 году ANAMA нашло 61 противопехотную и 25 противотанковых мин.",
    ],
)
def test_the_year_beside_the_days_or_alone_in_the_headline_is_theirs(text):
    assert year_of(text) == ("printed", 2024)
    assert year_of(text, date(2026, 5, 1)) == ("printed", 2024)


@pytest.mark.parametrize(
    "when",
    [
        "Since the war ended in 2020, from 7 to 13 July",
        "In 2020, the war ended, and from 7 to 13 July",
        "62,023.9 hectares were cleared in 2020\nFrom 7 to 13 July",
        "In 2020, 300 hectares were cleared; from 7 to 13 July",
    ],
)
def test_the_year_of_something_else_is_not_theirs(when):
    assert year_of(FOUND.format(when)) == ("unknown", None)
    assert year_of(FOUND.format(when), date(2025, 7, 15)) == ("inferred", 2025)


def test_a_text_that_is_just_out_is_of_the_days_that_are_just_over():
    text = FOUND.format("What changed in 2024\nFrom 6 to 12 January")

    assert year_of(text, date(2025, 1, 14)) == ("inferred", 2025)


@pytest.mark.parametrize(
    "sentence",
    [
        "In 2024, 62,023.9 hectares were cleared.",
        "From 7 to 13 July 5 hectares were cleared, while in 2024 it was 62,023.9 hectares.",
        "In 2024 they had cleared 62,023.9 hectares. From 7 to 13 July 5 hectares were cleared.",
    ],
)
def test_a_figure_of_a_year_is_not_that_of_the_days(sentence):
    reading = read_press(f"{FOUND.format('From 7 to 13 July')} {sentence}", WORDS, PROGRAMME)

    area = {"area_cleared_ha": "5"} if "5 hectares" in sentence else {}
    assert told(reading.read) == {"ap_mines": "61", "at_mines": "25", **area}
    assert [(one.figure.value, one.scope) for one in reading.mentions] == [(620_239_000, "other")]


def test_the_year_in_which_the_agency_was_founded_takes_no_figure_away():
    text = "From 7 to 13 July 5 ha were cleared. ANAMA, founded in 2021, found 61 AP mines and 25 AT mines."

    assert told(read_press(text, WORDS, PROGRAMME).read) == {
        "ap_mines": "61",
        "at_mines": "25",
        "area_cleared_ha": "5",
    }
