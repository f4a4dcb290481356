from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from fieldapp.core.checks.finding import Details, Finding, Severity
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Amount, Unit, Value, parse
from fieldapp.core.period import read_period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import CONTROL
from fieldapp.texts.texts import LANGUAGES, Texts, read_texts
from tests.core.checks.test_rules import EXAMPLES
from tests.core.making import WEEK, days, refusal

HA, COUNT = Unit.HECTARE, Unit.COUNT
EN, AZ, RU = map(read_texts, ("en", "az", "ru"))


def test_an_unknown_language_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(FieldAppError) as error:
        read_texts("de")

    assert refusal(error) == ("unknown-language", {"text": "de", "known": "en, az, ru"})


def test_a_missing_text_or_value_is_a_bug() -> None:
    with pytest.raises(KeyError):
        EN("errors.no-such-thing")
    with pytest.raises(KeyError):
        EN("errors.not-found")


# numbers


@pytest.mark.parametrize(
    ("value", "unit", "en", "az", "ru"),
    [
        (0, COUNT, "0", "0", "0"),
        (155, COUNT, "155", "155", "155"),
        (5_498, COUNT, "5,498", "5\u00a0498", "5\u00a0498"),
        (1_234_567, COUNT, "1,234,567", "1\u00a0234\u00a0567", "1\u00a0234\u00a0567"),
        (-3, COUNT, "\u22123", "\u22123", "\u22123"),
        (Decimal("1.5"), COUNT, "1.5", "1,5", "1,5"),
        (0, HA, "0.0\u00a0ha", "0,0\u00a0ha", "0,0\u00a0га"),
        (10_000, HA, "1.0\u00a0ha", "1,0\u00a0ha", "1,0\u00a0га"),
        (16_511_000, HA, "1,651.1\u00a0ha", "1\u00a0651,1\u00a0ha", "1\u00a0651,1\u00a0га"),
        (955, HA, "0.0955\u00a0ha", "0,0955\u00a0ha", "0,0955\u00a0га"),
        (-400, HA, "\u22120.04\u00a0ha", "\u22120,04\u00a0ha", "\u22120,04\u00a0га"),
        (Decimal("0.5"), HA, "0.00005\u00a0ha", "0,00005\u00a0ha", "0,00005\u00a0га"),
    ],
)
def test_an_amount_is_shown_exactly_as_each_language_writes_it(
    value: Value, unit: Unit, en: str, az: str, ru: str
) -> None:
    shown = [texts.amount(Amount(value, unit)) for texts in (EN, AZ, RU)]

    assert shown == [en, az, ru]


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (16_511_000, HA, "1,651.1"),
        (5_164_600, HA, "516.5"),  # R052: 516.46 ha
        (500, HA, "0.1"),
        (499, HA, "0.0"),
        (1_500, HA, "0.2"),
        (2_500, HA, "0.3"),
        (-500, HA, "\u22120.1"),
        (-400, HA, "0.0"),  # never minus nothing
        (419_157_700, HA, "41,915.8"),
        (12_345, COUNT, "12,345"),
    ],
)
def test_published_hectares_are_rounded_half_up_to_one_decimal(value: int, unit: Unit, printed: str) -> None:
    assert EN.published(value, unit) == printed


@pytest.mark.parametrize(("decimals", "shown"), [(0, "1.5"), (1, "1.5"), (4, "1.5000")])
def test_a_column_can_ask_for_more_decimals(decimals: int, shown: str) -> None:
    assert EN.figure(15_000, HA, decimals) == shown


def test_decimals_asked_for_never_cut_what_is_there() -> None:
    assert EN.figure(955, HA, 2) == "0.0955"


@pytest.mark.parametrize("value", [0, 1, 955, 16_511_000, 419_157_700, 10**14 + 1, -12_345])
def test_what_is_shown_can_be_typed_again(any_texts: Texts, value: int) -> None:
    shown = any_texts.amount(Amount(value, HA))

    assert parse(shown, HA, decimal_mark=any_texts("formats.decimal")) == value


# dates and periods


@pytest.mark.parametrize(
    ("period", "en", "az", "ru"),
    [
        ("2025-W11", "10–16 Mar 2025", "10–16 mar 2025", "10–16 мар 2025"),
        ("2025-10-27..2025-11-02", "27 Oct–2 Nov 2025", "27 okt–2 noy 2025", "27 окт–2 ноя 2025"),
        (
            "2026-W01",
            "29 Dec 2025–4 Jan 2026",
            "29 dek 2025–4 yan 2026",
            "29 дек 2025–4 янв 2026",
        ),
        ("2025-05-01..2025-05-01", "1 May 2025", "1 may 2025", "1 мая 2025"),
    ],
)
def test_a_period_names_each_month_and_year_once(period: str, en: str, az: str, ru: str) -> None:
    assert [texts.period(days(period)) for texts in (EN, AZ, RU)] == [en, az, ru]


def test_a_label_adds_the_iso_weeks() -> None:
    assert EN.period_label(WEEK) == "10–16 Mar 2025 (2025-W11)"
    assert EN.period_label(days("2025-06-10..2025-06-16")) == "10–16 Jun 2025 (2025-W24/2025-W25)"


def test_every_month_has_its_name(any_texts: Texts) -> None:
    shown = [any_texts.date(date(2025, month, 5)) for month in range(1, 13)]

    assert len(set(shown)) == 12
    assert all(text.startswith("5 ") and text.endswith(" 2025") for text in shown)


# plurals

PERIOD_LENGTH = {
    1: "В периоде 1 день вместо 7.",
    2: "В периоде 2 дня вместо 7.",
    4: "В периоде 4 дня вместо 7.",
    5: "В периоде 5 дней вместо 7.",
    11: "В периоде 11 дней вместо 7.",
    12: "В периоде 12 дней вместо 7.",
    14: "В периоде 14 дней вместо 7.",
    21: "В периоде 21 день вместо 7.",
    22: "В периоде 22 дня вместо 7.",
    25: "В периоде 25 дней вместо 7.",
    111: "В периоде 111 дней вместо 7.",
    121: "В периоде 121 день вместо 7.",
}


@pytest.mark.parametrize("number", PERIOD_LENGTH)
def test_russian_counts_by_the_last_digits(number: int) -> None:
    assert RU("findings.period-length", days=number, n=number) == PERIOD_LENGTH[number]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(1, "The period has 1 day instead of 7."), (11, "The period has 11 days instead of 7.")],
)
def test_english_counts_one_and_many(number: int, sentence: str) -> None:
    assert EN("findings.period-length", days=number, n=number) == sentence


@pytest.mark.parametrize("number", [0, 1, 2, 21])
def test_azerbaijani_nouns_stay_as_they_are_after_a_number(number: int) -> None:
    assert AZ("findings.period-length", days=number, n=number) == f"Dövr 7 gün əvəzinə {number} gündür."


def test_what_is_not_whole_takes_the_form_of_fractions() -> None:
    forms = {"one": "one", "few": "few", "many": "many", "other": "other"}

    assert [RU.plural(forms, number) for number in (0, 1, -1, 2, 5, Decimal("1.5"))] == [
        "many",
        "one",
        "one",
        "few",
        "many",
        "other",
    ]


def test_a_form_that_is_not_there_is_that_of_other_numbers() -> None:
    assert RU.plural({"one": "one", "other": "other"}, 3) == "other"


# lists, names, places


@pytest.mark.parametrize(
    ("words", "listed"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (("a", "b", "c"), "a, b and c")],
)
def test_words_are_listed_as_in_a_sentence(words: list[str], listed: str) -> None:
    assert EN.listed(words) == listed


def test_each_language_has_its_own_and() -> None:
    assert [texts.listed(["1", "2"]) for texts in (EN, AZ, RU)] == ["1 and 2", "1 və 2", "1 и 2"]


def test_a_name_that_a_programme_lacks_in_a_language_is_taken_from_its_first_one() -> None:
    assert RU.names({"en": "Land", "az": "Ölkə"}) == "Land"
    assert AZ.names({"en": "Land", "az": "Ölkə"}) == "Ölkə"


def test_the_row_of_control_totals_has_a_name_too(programme: Programme) -> None:
    assert EN.district(CONTROL, programme) == "Control total"
    assert [texts.district("agdam", programme) for texts in (EN, AZ, RU)] == ["Aghdam", "Ağdam", "Агдам"]


# failures and findings


def test_a_failure_is_one_sentence_with_its_values() -> None:
    error = FieldAppError("period-backwards", start=date(2025, 3, 16), end=date(2025, 3, 10))

    assert EN.error(error) == (
        "The period ends (10 Mar 2025) before it starts (16 Mar 2025). Put the earlier date first."
    )


def test_the_readings_of_an_ambiguous_number_are_told_as_a_choice_with_the_mark_of_the_language() -> None:
    with pytest.raises(FieldAppError) as error:
        parse("1,198", HA)

    assert "1198 or 1.1980" in EN.error(error.value)
    assert "1198 və ya 1,1980" in AZ.error(error.value)
    assert "1198 или 1,1980" in RU.error(error.value)


def test_years_are_not_grouped() -> None:
    with pytest.raises(FieldAppError) as error:
        days("1949-W20")

    assert "1950 and 2199" in EN.error(error.value)


def test_the_reason_for_a_wrong_programme_is_told_in_words() -> None:
    error = FieldAppError("programme-wrong", source="land.toml", where="region[1].key", why="missing")

    assert EN.error(error) == "land.toml is wrong at region[1].key: this key is missing."


def test_a_failure_tells_the_failure_behind_it() -> None:
    cause = FieldAppError("unknown-office", text="baku", known="hq")
    error = FieldAppError("in-line", path=Path("rows.csv"), line=3, cause=cause)

    for language in LANGUAGES:
        texts = read_texts(language)
        assert texts.error(cause) in texts.error(error)


def test_a_text_with_braces_is_shown_as_it_is() -> None:
    assert "“{path}”" in EN.error(FieldAppError("not-a-number", text="{path}"))


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("negative", "Aghdam, UXO: \u22123 is below zero."),
        ("area-too-fine", "Aghdam, Area, ha: 0.00005\u00a0ha is finer than a square metre (0.0001 ha)."),
        (
            "row-half-filled",
            "Aghdam is half filled: UXO and Area, ha missing. If nothing was found, type 0.",
        ),
        (
            "control-total-differs",
            "UXO: the districts add up to 3, the control total is 4; the difference is \u22121.",
        ),
        ("not-reported", "2 of 13 districts have not reported yet: Aghdam and Shusha."),
        ("period-gap", "Nothing is entered for 24 Feb–9 Mar 2025, the 14 days before this period."),
    ],
)
def test_a_finding_is_one_sentence_with_its_numbers(programme: Programme, code: str, sentence: str) -> None:
    (finding,) = EXAMPLES[code][0].findings(programme)

    assert EN.finding(finding, programme) == sentence


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (1, "1 район из 14 ещё не отчитался: Агдам."),
        (3, "3 района из 14 ещё не отчитались: Агдам."),
        (11, "11 районов из 14 ещё не отчитались: Агдам."),
    ],
)
def test_a_finding_that_counts_is_counted_in_russian(
    programme: Programme, number: int, sentence: str
) -> None:
    details: Details = {"districts": ("agdam",), "n": number, "expected": 14}
    finding = Finding("not-reported", Severity.WARNING, (), details, read_period("2025-W11"))

    assert RU.finding(finding, programme) == sentence


def test_values_of_no_special_kind_are_shown_as_text() -> None:
    assert EN.shown(Path("a") / "b") == str(Path("a") / "b")
    assert EN.shown(True) == "True"
    assert EN.shown(datetime(2025, 3, 16, 12, 0)) == "16 Mar 2025"
