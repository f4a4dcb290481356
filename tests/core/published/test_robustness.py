"""Whatever is pasted: no exception, no figure from a text without one, and time in step with the length."""

import random
import re
import time

import pytest

from fieldapp.core.published.against_data import press_differences
from fieldapp.core.published.against_itself import self_contradictions
from fieldapp.core.published.read import read_press
from tests.core.published.test_read import PROGRAMME, TEXTS, WORDS

FEW, MANY = 750, 100_000
ALPHABETS = (
    "0123456789 ,.()-–\n",
    "abcdefghijklmnopqrstuvwxyz ANAMA,.",
    "аеиомнптвб мин га 5",
    "əışğüö İ mina 7",
    "\u0307\x00\ud800\u202e💥m²",
)
WORD = re.compile(r"\w+")
DIGITLESS = str.maketrans("0123456789", "          ")


def read(text):
    reading = read_press(text, WORDS, PROGRAMME)
    self_contradictions(reading)
    press_differences(reading, {"ap_mines": 86, "at_mines": 27, "uxo": 412, "area_cleared_ha": 12_455_000})
    return reading


def mutated(text, luck):
    for _ in range(luck.randint(1, 12)):
        at, to = luck.randrange(len(text)), luck.randrange(len(text))
        match luck.randrange(5):
            case 0:
                text = text[:at] + text[at + luck.randint(1, 9) :] or "x"
            case 1:
                text = text[:at] + luck.choice(luck.choice(ALPHABETS)) + text[at:]
            case 2:
                text = text[:at] + text[min(at, to) : max(at, to)][:80] + text[at:]
            case 3:
                text = text[:at] + luck.choice(TEXTS)[1]["text"][:60] + text[at:]
            case _:
                text = text[:at] + str(luck.randrange(10 ** luck.randint(1, 20))) + text[at:]
    return text


def try_texts(seed, many):
    luck = random.Random(seed)
    for _ in range(many):
        if luck.random() < 0.3:
            text = "".join(luck.choices(luck.choice(ALPHABETS), k=luck.randint(0, 300)))
        else:
            text = mutated(luck.choice(TEXTS)[1]["text"], luck)
        reading = read(text)

        for figure in reading.read.values():
            assert reading.text[slice(*figure.span)] == figure.text


def try_texts_without_figures(seed, many):
    luck = random.Random(seed)
    wordy = {word for one in WORDS.values() for word in one.numbers}
    for _ in range(many):
        text = mutated(luck.choice(TEXTS)[1]["text"], luck).translate(DIGITLESS)
        plain = WORD.sub(lambda word: "" if word[0].casefold() in wordy else word[0], text)
        reading = read(plain.replace("ı", "i"))

        assert {name: one.text for name, one in reading.read.items()} == {}


@pytest.mark.parametrize("seed", [1, 2])
def test_no_text_of_any_kind_ends_in_an_exception(seed):
    try_texts(seed, FEW)


def test_no_figure_is_read_from_a_text_without_one():
    try_texts_without_figures(3, FEW)


@pytest.mark.long
def test_a_hundred_thousand_texts_end_in_no_exception():
    try_texts(4, MANY)


@pytest.mark.long
def test_no_figure_is_read_from_a_hundred_thousand_texts_without_one():
    try_texts_without_figures(5, MANY)


def test_what_is_about_something_else_has_no_figure_at_all():
    for _, one in TEXTS:
        if not one.get("found", True):
            reading = read(one["text"])
            assert (reading.read, reading.mentions, reading.casualties) == ({}, (), {})


@pytest.mark.parametrize(
    "piece",
    [
        "5 mines ",
        "(5 ",
        "mines (",
        "12,",
        "1 ",
        "7 to ",
        "anama 5 may ",
        " ",
        "2020 ",
        "5-6 ",
        "in 2024 5 mines ",
        "uxo total 5 ",
    ],
)
def test_a_long_text_takes_time_in_step_with_its_length(piece):
    def taken(length):
        begun = time.process_time()
        read(piece * (length // len(piece)))
        return time.process_time() - begun

    assert taken(160_000) < 16 * taken(40_000) + 0.5


def test_a_report_that_is_printed_over_and_over_takes_time_in_step_with_its_length():
    """Each area is set against the others: at twenty times the length a square would be 400 times."""

    def taken(times):
        report = "ANAMA 7-13 April 2025: 5 AP mines, 3 AT mines, 9 UXO; 5 ha, 6 ha, 7 ha, 8 ha cleared. "
        begun = time.process_time()
        read(report * times)
        return time.process_time() - begun

    assert taken(4_000) < 60 * taken(200)
