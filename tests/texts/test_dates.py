"""A typed date is the one that was meant, or none."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fieldapp.core.errors import FieldAppError
from fieldapp.texts.dates import date_in_words, read_date
from fieldapp.texts.texts import LANGUAGES, read_texts

FIRST_OF_MARCH = date(2025, 3, 1)
days = st.dates(date(1950, 1, 1), date(2199, 12, 31))
WRITTEN = (
    "{d:02}.{m:02}.{y:04}",
    "{d}.{m}.{y}",
    "{d:02}/{m:02}/{y:04}",
    "{d}/{m}/{y}",
    "{d:02}-{m:02}-{y:04}",
    "{y:04}-{m:02}-{d:02}",
    "{y:04}.{m}.{d}",
    "{d:02}{m:02}{y:04}",
    " {d:02}. {m:02}. {y:04} ",
    "\u200e{d:02}.{m:02}.{y:04}\u200b",
    "\ufeff{d:02}.\u2060{m:02}.{y:04}\u00a0\r\n",
    "{d:02}.{m:02}.{y:04}.",
)


@pytest.mark.parametrize(
    "text",
    [
        "01.03.2025",
        "1.3.2025",
        "2025-03-01",
        "01/03/2025",
        "01032025",
        "01.03.25",
        "1/3/25",
        "1 марта 2025",
        "1 марта 2025 г.",
        "01 мар 2025",
        "1 mart 2025",
        "1 March 2025",
        "1 MAR 2025",
        "1. Mar. 2025",
    ],
)
def test_the_first_of_march_in_every_way(text):
    assert read_date(text) == FIRST_OF_MARCH


@given(days, st.sampled_from(WRITTEN))
def test_a_date_is_read_as_it_was_written(day, form):
    assert read_date(form.format(d=day.day, m=day.month, y=day.year)) == day


@given(days, st.sampled_from(LANGUAGES))
def test_a_date_is_read_back_from_its_words(day, language):
    texts = read_texts(language)

    assert read_date(date_in_words(day, texts)) == day
    assert read_date(texts.date(day)) == day


@given(st.text(st.sampled_from("0123456789./- "), max_size=12))
@example("20250301")
@example("03.13.2025")
def test_no_text_is_read_as_a_day_that_is_not_in_it(text):
    """Its numbers, in one of two orders, are the day's; the day never gives way to the month."""
    try:
        day = read_date(text)
    except FieldAppError:
        return
    digits = [int(part) for part in text.replace("/", " ").replace("-", " ").replace(".", " ").split()]
    if len(digits) == 1:
        assert f"{day:%d%m%Y}" == text.strip(" .")
    else:
        assert digits in (
            [day.day, day.month, day.year],
            [day.day, day.month, day.year % 100],
            [day.year, day.month, day.day],
        )


@given(days, days, st.integers(0, 10))
def test_a_date_typed_into_the_midst_of_another_is_that_date_or_none(shown, typed, place):
    before, text = f"{shown:%d.%m.%Y}", f"{typed:%d.%m.%Y}"
    try:
        read = read_date(before[:place] + text + before[place:])
    except FieldAppError:
        return
    assert read == typed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "date-missing"),
        (" \u200b ", "date-missing"),
        ("31.02.2025", "no-such-day"),
        ("29.02.2025", "no-such-day"),
        ("03/16/2025", "no-such-day"),
        ("00.03.2025", "no-such-day"),
        ("20250301", "no-such-day"),
        ("2025-03-32", "no-such-day"),
        ("01.03.1025", "period-out-of-range"),
        ("01.03", "date-unreadable"),
        ("01.03-2025", "date-unreadable"),
        ("010325", "date-unreadable"),
        ("01.03.202", "date-unreadable"),
        ("1 Marz 2025", "date-unreadable"),
        ("1,03,2025", "date-unreadable"),
        ("٠١.٠٣.٢٠٢٥", "date-unreadable"),
        ("10.03.2025 - 16.03.2025", "date-unreadable"),
    ],
)
def test_what_is_no_date_is_refused_with_what_was_typed(text, code):
    with pytest.raises(FieldAppError) as error:
        read_date(text)

    assert error.value.code == code


def test_a_date_in_words():
    assert [date_in_words(FIRST_OF_MARCH, read_texts(language)) for language in LANGUAGES] == [
        "1 March 2025",
        "1 mart 2025",
        "1 марта 2025",
    ]
