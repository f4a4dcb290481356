"""What a report covers, in words: a district that is in the figures is not called silent."""

from collections.abc import Mapping

import pytest

from fieldapp.core.programme import Programme
from fieldapp.core.report import Standing, make_report
from fieldapp.core.spans.range_report import By, RangeReport, make_range_report
from fieldapp.exchange.hq.range_json import range_answer
from fieldapp.texts.ranges import covered_lines, footing_lines
from fieldapp.texts.sentences import ready_sentence
from fieldapp.texts.summary import summary_lines
from fieldapp.texts.texts import LANGUAGES, Texts, read_texts
from tests.core.making import NO_OPERATIONS, Row, days, sheet_of

MARCH = days("2025-03-01..2025-03-31")
ALL = ("fuzuli", "xocavend", "terter", "agdam", "xocali", "xankendi", "susa", "agdere")
"""The districts of the office of Karabakh in that month."""
ONE: Row = (1, 2, 3, 10_000)
WHOLE: Mapping[str, Row] = {**dict.fromkeys(ALL, ONE), "susa": NO_OPERATIONS}


def march(programme: Programme, *weeks: tuple[str, Mapping[str, Row]]) -> RangeReport:
    sheets = [(sheet_of(programme, rows, days(week), "karabakh"), Standing()) for week, rows in weeks]
    return make_range_report(programme, "karabakh", MARCH, By.DISTRICT, sheets)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "8 of 8 districts (in full in every sheet: 0)"),
        ("az", "8 rayondan 8-i (hər cədvəldə tam: 0)"),
        ("ru", "8 из 8 районов (полностью во всех сводках: 0)"),
    ],
)
def test_a_whole_week_and_half_a_row_of_another_are_not_no_districts(
    programme: Programme, language: str, said: str
) -> None:
    report = march(programme, ("2025-W10", WHOLE), ("2025-W11", {"agdam": (1, 2, None, None)}))

    texts = read_texts(language)
    assert said in covered_lines(report, texts)[0]
    assert said in footing_lines(report, texts)[0]
    assert range_answer(report)["stands_on"]["districts"] == [0, 8]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_added_where_every_district_that_is_there_is_there_in_full(
    programme: Programme, language: str
) -> None:
    weeks = {"2025-W10": WHOLE, "2025-W11": {"agdam": ONE}}
    for week, rows in weeks.items():
        line = covered_lines(march(programme, (week, rows)), read_texts(language))[0]
        assert "(" not in line


def test_a_summary_of_a_month_says_the_same(programme: Programme, texts: Texts) -> None:
    sheets = [
        (sheet_of(programme, rows, days(week), "karabakh"), Standing())
        for week, rows in (("2025-W10", WHOLE), ("2025-W11", {"agdam": ONE}))
    ]
    report = make_report(programme, "karabakh", MARCH, sheets)

    assert (report.told, report.reported, report.expected) == (8, 1, 8)
    assert "8 of 8 districts (in full in every sheet: 1)" in summary_lines(report, texts)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Figures cover 8 of 8 districts, 1 of them without a gap."),
        ("az", "8 rayondan 8-ini"),
        ("ru", "8 из 8 районов"),
    ],
)
@pytest.mark.parametrize("form", ["wire", "post"])
def test_the_sentence_of_a_month_covers_the_districts_that_it_names(
    programme: Programme, language: str, said: str, form: str
) -> None:
    rows = {"2025-W10": dict.fromkeys(ALL, ONE), "2025-W11": {"agdam": ONE}}
    sheets = [(sheet_of(programme, row, days(week), "karabakh"), Standing()) for week, row in rows.items()]
    texts = read_texts(language)
    report = make_report(programme, "karabakh", MARCH, sheets)
    sentence = ready_sentence(report, texts, form)

    assert all(texts.district(key, programme) in sentence for key in ALL)
    assert said in sentence
    assert texts("sentences.standing-in-part", told=8, expected=8, whole=1, n=8) in sentence


def test_of_one_sheet_it_is_said_in_fewer_words(programme: Programme, any_texts: Texts) -> None:
    line = covered_lines(march(programme, ("2025-W10", {"agdam": (1, None, 3, 4)})), any_texts)[0]

    assert {"en": "1 of 8 districts (in full: 0)", "az": "8 rayondan 1-i (tam: 0)"}.get(
        any_texts.language, "1 из 8 районов (полностью: 0)"
    ) in line
