"""The text for the press: as it was written down, and with its figures locked."""

from datetime import date
from pathlib import Path

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.publication import Cumulative
from fieldapp.core.programme import Programme
from fieldapp.core.report import Report, Standing, make_report
from fieldapp.texts.press import press_wording
from fieldapp.texts.sentences import ready_sentence
from fieldapp.texts.texts import LANGUAGES, read_texts
from tests.core.making import NO_OPERATIONS, WEEK, Row, refusal, sheet_of

NUMBERS = (0, 1, 2, 5, 11, 21, 101, 1_000)
WRITTEN_DOWN = Path(__file__).parent / "press"
SINCE = date(2020, 11, 10)
EN = read_texts("en")


def report_of(programme: Programme, row: Row) -> Report:
    """A week in which one district was worked in, and all others were without operations."""
    rows: dict[str, Row] = {
        district.key: NO_OPERATIONS for district in programme.expected("hq", WEEK) if district.key != "agdam"
    }
    return make_report(programme, "hq", WEEK, [(sheet_of(programme, {**rows, "agdam": row}), Standing())])


def cumulative(programme: Programme, number: int) -> Cumulative:
    totals = {"ap_mines": number, "at_mines": number, "uxo": number, "area_cleared_ha": number * 10_000}
    return Cumulative(programme, SINCE, totals, 14 - min(number, 1), 14, number)


def written(programme: Programme, language: str) -> str:
    """All texts of a language, one for each number of items and way to say it."""
    texts, told = read_texts(language), []
    for number in NUMBERS:
        whole = report_of(programme, (number, number, number, number * 10_000))
        mines_only = report_of(programme, (number, 0, 0, 0))
        told += [
            f"{number}, wire",
            press_wording(whole, texts, "wire").text,
            f"{number}, post",
            press_wording(whole, texts, "post").text,
            f"{number}, wire, AP mines only, and since {SINCE}",
            press_wording(mines_only, texts, "wire", since=cumulative(programme, number)).text,
            "",
        ]
    return "\n".join(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_press_reads_what_was_written_down(programme: Programme, language: str) -> None:
    kept = (WRITTEN_DOWN / f"{language}.txt").read_text(encoding="utf-8")

    assert written(programme, language) == kept


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["wire", "post"])
def test_it_is_the_ready_sentence_of_the_report(programme: Programme, language: str, form: str) -> None:
    report, texts = report_of(programme, (155, 49, 606, 16_511_000)), read_texts(language)

    assert press_wording(report, texts, form, order="apa").text == ready_sentence(report, texts, form, "apa")


def test_figures_are_locked_with_what_they_count(programme: Programme) -> None:
    report = report_of(programme, (155, 49, 606, 16_511_000))

    assert press_wording(report, EN, "wire").figures == (
        "10 to 16 March 2025",
        "155 anti-personnel mines",
        "49 anti-tank mines",
        "606 unexploded ordnance",
        "1,651.1 hectares",
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_digit_is_left_in_free_words(programme: Programme, language: str) -> None:
    sheet = sheet_of(programme, {"agdam": (1, 2, 3, 4)})
    part = make_report(programme, "hq", WEEK, [(sheet, Standing())])

    wording = press_wording(part, read_texts(language), "post", since=cumulative(programme, 21))

    free = [piece.text for piece in wording.pieces if not piece.is_locked]
    assert not any(mark.isdigit() for text in free for mark in text)
    assert "\ue000" not in wording.text
    assert "\ue001" not in wording.text


def test_only_chosen_organisations_are_named_in_the_order_of_the_programme(programme: Programme) -> None:
    report = report_of(programme, (1, 0, 0, 0))

    text = press_wording(report, EN, "post", organisations=("state-border-service", "anama")).text

    assert "Organisations taking part: ANAMA and State Border Service." in text
    with pytest.raises(FieldAppError) as error:
        press_wording(report, EN, "post", organisations=("nobody",))
    assert refusal(error)[0] == "unknown-organisation"
