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
    for folder in (HERE, HERE / "second", HERE / "third", HERE / "mended")
    for language in ("en", "az", "ru")
    for one in tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))["text"]
]
NAMES = [one["name"] for _, one in TEXTS]


def reading_of(expected):
    published = expected.get("published")
    day = date.fromisoformat(published) if published else None
    return read_press(expected["text"], WORDS, PROGRAMME, day)


def shown(name, value):
    """Areas in hectares, of a range both ends, spaces as `_`."""
    if isinstance(value, tuple):
        return "-".join(shown(name, end) for end in value)
    if value is None or isinstance(value, str):
        return (value or "").replace(" ", "_")
    return decimal_text(value, Unit.HECTARE if name == AREA_FIGURE else Unit.COUNT)


def told(figures):
    lines = {}
    for name, figure in figures.items():
        value = shown(name, figure.printed)
        lines[name] = f"{value}~{figure.rounding}" if figure.rounding else value
    return lines


def wanted(line):
    return dict(part.split("=") for part in line.split())


def contradictions_of(reading):
    """`figure:kind=printed/computed`."""
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


WEEK = {
    "en": "From 7 to 13 July 2025 ANAMA found 61 anti-personnel and 25 anti-tank mines. {}.",
    "az": "ANAMA: 2025-ci il iyulun 7-dən 13-dək 61 piyada əleyhinə, 25 tank əleyhinə mina tapılıb. {}.",
    "ru": "С 7 по 13 июля 2025 года ANAMA нашло 61 противопехотную и 25 противотанковых мин. {}.",
}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "An area of 96.5 hectares was swept"),
        ("en", "Teams rid 96.5 ha of mines"),
        ("en", "96.5 hectares are now free of explosive hazards"),
        ("en", "96.5 hectares have been handed over as mine-free"),
        ("en", "96.5 hectares were made safe"),
        ("az", "96,5 hektar ərazi mina təhlükəsindən azad edilib"),
        ("az", "96,5 hektar sahə minalardan və sursatlardan azad olunub"),
        ("az", "96,5 ha ərazi təhlükəsiz hala gətirilib"),
        ("ru", "96,5 га освобождены от мин"),
        ("ru", "Обезопашено 96,5 гектара"),
        ("ru", "96,5 га стали безопасными для жителей"),
    ],
)
def test_land_that_is_told_to_be_free_of_mines_is_cleared(language, sentence):
    reading = read_press(WEEK[language].format(sentence), WORDS, PROGRAMME)

    assert told(reading.read) == {"ap_mines": "61", "at_mines": "25", "area_cleared_ha": "96.5"}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "A press release adds that 96.5 hectares were surveyed"),
        ("en", "96.5 hectares were released by cancellation"),
        ("en", "96.5 hectares were freed from occupation"),
        ("az", "İşğaldan azad edilmiş 96,5 hektar ərazidə kənd salınır"),
        ("ru", "На освобожденных 96,5 га строится село"),
    ],
)
def test_land_that_is_surveyed_released_or_freed_from_occupation_is_not_cleared(language, sentence):
    reading = read_press(WEEK[language].format(sentence), WORDS, PROGRAMME)

    assert told(reading.read) == {"ap_mines": "61", "at_mines": "25"}


def test_what_the_body_prints_comes_before_the_headline():
    body = WEEK["en"].format("1,258.7 hectares were cleared")

    reading = read_press(f"ANAMA clears 1,358.7 hectares\n{body}", WORDS, PROGRAMME)

    assert told(reading.read)["area_cleared_ha"] == "1258.7"
    assert [(one.figure, one.kind) for one in self_contradictions(reading)] == [
        (AREA_FIGURE, "printed-twice")
    ]


@pytest.mark.parametrize(
    ("written", "area"),
    [
        ("6 min 204,5", "6204.5"),
        ("6 min 204.75", "6204.75"),
        ("6 min 204", "6204"),
        ("6,2 min", "6200"),
    ],
)
def test_thousands_in_words_go_on_in_digits(written, area):
    reading = read_press(WEEK["az"].format(f"{written} hektar təmizlənib"), WORDS, PROGRAMME)

    assert told(reading.read)["area_cleared_ha"] == area


@pytest.mark.parametrize("words", ["61 piyada, 25 tank əleyhinə", "25 tank, 61 piyada əleyhinə"])
def test_the_word_that_two_kinds_share_stands_after_the_second(words):
    text = f"ANAMA: 2025-ci il iyulun 7-dən 13-dək {words} mina tapılıb."

    assert told(read_press(text, WORDS, PROGRAMME).read) == {"ap_mines": "61", "at_mines": "25"}


@pytest.mark.parametrize(
    "when",
    ["За минувшую неделю", "На истекшей неделе", "За прошедшую неделю"],
)
def test_a_month_that_is_called_a_week_is_named_in_each_case(when):
    text = f"{when}, с 1 по 31 августа 2025 года, ANAMA нашло 61 противопехотную и 25 противотанковых мин."

    kinds = [one.kind for one in self_contradictions(read_press(text, WORDS, PROGRAMME))]

    assert kinds == ["wrong-scope"]


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


@pytest.mark.parametrize(
    ("when", "year"),
    [
        ("from the 7th to the 13th of April 2024", "printed"),
        ("on 07.04-13.04.2024", "printed"),
        ("aprelin 7-si ilə 13-ü arasında", "inferred"),
        ("7 apreldən 13 aprelədək", "inferred"),
        ("7 apreldən 13 aprelə qədər", "inferred"),
        ("2024-cü ilin 7-13 aprel tarixlərində", "printed"),
        ("2024-cü il 7 aprel - 13 aprel tarixlərində", "printed"),
        ("с 7-го по 13-е апреля", "inferred"),
        ("от 7 до 13 апреля 2024 года", "printed"),
    ],
)
def test_days_are_read_however_they_are_told(when, year):
    """A year that stands before them is theirs: the text may be of years ago."""
    report = {
        "r": "ANAMA {}: 93 противопехотные, 33 противотанковые мины, 277 НРБ, очищено 5 га.",
        "z": "ANAMA {}: 93 piyada əleyhinə, 33 tank əleyhinə mina, 277 PHS tapılıb, 5 hektar təmizlənib.",
        "n": "ANAMA {}: 93 anti-personnel mines, 33 anti-tank mines, 277 UXO were found, 5 ha were cleared.",
    }["r" if "апрел" in when else "z" if "aprel" in when else "n"]

    reading = read_press(
        report.format(when), WORDS, PROGRAMME, date(2024 if year == "inferred" else 2026, 5, 1)
    )

    assert (str(reading.period), reading.year.value) == ("2024-04-07..2024-04-13", year)
    assert told(reading.read) == {"ap_mines": "93", "at_mines": "33", "uxo": "277", "area_cleared_ha": "5"}
