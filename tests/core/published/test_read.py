"""Every text of our own wording is read as it was expected to be before there was a reader."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fieldapp.core.numbers import Unit, decimal_text
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.published.against_itself import self_contradictions
from fieldapp.core.published.read import read_press
from fieldapp.core.published.reading import AREA_FIGURE
from fieldapp.resources import BUILT_IN, programme_text
from fieldapp.texts.press_words import read_press_words

HERE = Path(__file__).parent
PROGRAMME = read_programme(programme_text(BUILT_IN), BUILT_IN)
WORDS = read_press_words()
TEXTS = [
    (language, one)
    for language in ("en", "az", "ru")
    for one in tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))["text"]
]
NAMES = [one["name"] for _, one in TEXTS]


def reading_of(expected):
    published = expected.get("published")
    day = date.fromisoformat(published) if published else None
    return read_press(expected["text"], WORDS, PROGRAMME, day)


def told(figures):
    lines = {}
    for name, figure in figures.items():
        value = decimal_text(figure.value, Unit.HECTARE if name == AREA_FIGURE else Unit.COUNT)
        lines[name] = f"{value}~{figure.rounding}" if figure.rounding else value
    return lines


def wanted(line):
    return dict(part.split("=") for part in line.split())


def contradictions_of(reading):
    """`figure:kind=printed/computed`, spaces as `_`, areas in hectares."""

    def shown(name, value):
        if value is None or isinstance(value, str):
            return (value or "").replace(" ", "_")
        return decimal_text(value, Unit.HECTARE if name == AREA_FIGURE else Unit.COUNT)

    return {
        f"{one.figure}:{one.kind}={shown(one.figure, one.printed)}/{shown(one.figure, one.computed)}"
        for one in self_contradictions(reading)
    }


def days_of(reading):
    if reading.days is None:
        return ""
    return str(reading.period) if reading.period else "..".join(reading.days.printed)


@pytest.mark.parametrize(("language", "expected"), TEXTS, ids=NAMES)
def test_every_figure_period_and_place_is_read_and_every_contradiction_named(language, expected):
    reading = reading_of(expected)

    assert reading.found is expected.get("found", True)
    assert told(reading.read) == wanted(expected.get("read", ""))
    assert contradictions_of(reading) == set(expected.get("wrong", "").split())
    if reading.found:
        assert reading.language == language
        assert days_of(reading) == expected.get("period", "")
        assert reading.year.value == expected.get("year", "unknown")
        assert reading.form == expected.get("form", "")
        assert told(reading.cumulative.figures if reading.cumulative else {}) == wanted(
            expected.get("cumulative", "")
        )
        assert told(reading.casualties) == wanted(expected.get("casualties", ""))
        assert set(reading.places) == set(expected.get("places", "").split())
        assert {"anama", *reading.organisations} == {"anama", *expected.get("organisations", "").split()}


@pytest.mark.parametrize(("language", "expected"), TEXTS, ids=NAMES)
def test_the_words_of_a_figure_stand_where_it_says(language, expected):
    reading = reading_of(expected)

    for figure in reading.read.values():
        assert reading.text[slice(*figure.span)] == figure.text
        assert figure.value is None or Decimal(figure.value) >= 0


@pytest.mark.parametrize(
    "text",
    [
        "From 23 to 17 November 2025, ANAMA found 199 anti-personnel and 35 anti-tank mines and 2,464 UXO.",
        "From November 23 to 17, ANAMA found 199 anti-personnel and 35 anti-tank mines and 2,464 UXO.",
        "ANAMA: 2025-ci il noyabrın 23-dən 17-dək 199 piyada, 35 tank əleyhinə mina, 2464 PHS aşkarlanıb.",
        "АНАМА: с 23 по 17 ноября 2025 года обезврежено 199 противопехотных, 35 противотанковых мин, 64 НРБ.",
    ],
)
def test_days_that_are_printed_backwards_are_no_period_and_no_year_is_made_up_for_them(text):
    reading = read_press(text, WORDS, PROGRAMME, date(2025, 11, 25))

    assert (reading.found, reading.days, reading.period) == (True, None, None)
    assert [one.kind for one in self_contradictions(reading)] == ["period-missing"]
