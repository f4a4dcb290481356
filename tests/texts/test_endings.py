"""Azerbaijani endings of numbers, against the numerals as they are spoken, written down here once more."""

import pytest

from fieldapp.texts.endings import Numeral, ending, last_word

SPOKEN = {
    0: "sıfır",
    1: "bir",
    2: "iki",
    3: "üç",
    4: "dörd",
    5: "beş",
    6: "altı",
    7: "yeddi",
    8: "səkkiz",
    9: "doqquz",
    10: "on",
    20: "iyirmi",
    30: "otuz",
    40: "qırx",
    50: "əlli",
    60: "altmış",
    70: "yetmiş",
    80: "səksən",
    90: "doxsan",
    100: "yüz",
    1000: "min",
    1_000_000: "milyon",
    1_000_000_000: "milyard",
}

ENDINGS = {
    # word: one of them, the ordinal, from, on
    "sıfır": ("ı", "cı", "dan", "da"),
    "bir": ("i", "ci", "dən", "də"),
    "iki": ("si", "ci", "dən", "də"),
    "üç": ("ü", "cü", "dən", "də"),
    "dörd": ("ü", "cü", "dən", "də"),
    "beş": ("i", "ci", "dən", "də"),
    "altı": ("sı", "cı", "dan", "da"),
    "yeddi": ("si", "ci", "dən", "də"),
    "səkkiz": ("i", "ci", "dən", "də"),
    "doqquz": ("u", "cu", "dan", "da"),
    "on": ("u", "cu", "dan", "da"),
    "iyirmi": ("si", "ci", "dən", "də"),
    "otuz": ("u", "cu", "dan", "da"),
    "qırx": ("ı", "cı", "dan", "da"),
    "əlli": ("si", "ci", "dən", "də"),
    "altmış": ("ı", "cı", "dan", "da"),
    "yetmiş": ("i", "ci", "dən", "də"),
    "səksən": ("i", "ci", "dən", "də"),
    "doxsan": ("ı", "cı", "dan", "da"),
    "yüz": ("ü", "cü", "dən", "də"),
    "min": ("i", "ci", "dən", "də"),
    "milyon": ("u", "cu", "dan", "da"),
    "milyard": ("ı", "cı", "dan", "da"),
}


def spoken(number: int) -> list[str]:
    """The words of a number, from the largest power down; `yüz` and `min` stand without `bir`."""
    if number in SPOKEN and number < 1_000_000:
        return [SPOKEN[number]]
    for power in (1_000_000_000, 1_000_000, 1000, 100, 10):
        if number >= power:
            count, rest = divmod(number, power)
            head = [SPOKEN[count * 10]] if power == 10 else [*spoken(count), SPOKEN[power]]
            return head + (spoken(rest) if rest else [])
    raise AssertionError(number)


NUMBERS = [*range(1001), 2025, 2026, 10_000, 100_000, 110_000, 1_000_000, 7_000_006, 1_000_000_000]


def test_a_number_has_the_endings_of_its_last_spoken_word() -> None:
    for number in NUMBERS:
        word = spoken(number)[-1]
        endings = tuple(ending(number, example) for example in ("-i", "-ci", "-dən", "-də"))

        assert (number, last_word(number), endings) == (number, word, ENDINGS[word])
        assert ending(number, "-ini") == f"{endings[0]}n{endings[1][-1]}"
        assert ending(number, "-dək") == "dək"


def test_a_numeral_is_shown_with_its_ending_after_a_hyphen() -> None:
    eight, many = Numeral("8", 8), Numeral("10\u00a0000", 10_000)

    assert f"{eight:-i} {eight:-dən} {eight}" == "8-i 8-dən 8"
    assert f"{many:-i}" == "10\u00a0000-i"


def test_an_ending_that_is_not_known_is_a_bug() -> None:
    with pytest.raises(KeyError, match="-dir"):
        ending(8, "-dir")
