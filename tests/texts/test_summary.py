from collections.abc import Mapping

import pytest

from fieldapp.core.programme import Programme
from fieldapp.core.report import Report, Standing, make_report
from fieldapp.texts.summary import origin_lines, summary_lines
from fieldapp.texts.texts import Texts
from tests.core.making import NO_OPERATIONS, WEEK, Row, days, sheet_of

ROWS: Mapping[str, Row] = {
    "agdam": (100, 40, 600, 16_000_000),
    "lacin": (55, 9, 6, 511_000),
    "susa": NO_OPERATIONS,
}


def report_of(programme: Programme, *, source: str = "", is_demonstration: bool = False) -> Report:
    sheets = [(sheet_of(programme, ROWS), Standing(source=source))]
    return make_report(programme, "hq", WEEK, sheets, is_demonstration=is_demonstration)


def test_a_summary_says_whose_when_how_much_and_on_what_it_stands(programme: Programme, texts: Texts) -> None:
    report = report_of(programme)

    assert summary_lines(report, texts) == [
        "Headquarters, 10–16 Mar 2025 (2025-W11)",
        "  Anti-personnel mines           155",
        "  Anti-tank mines                 49",
        "  Unexploded ordnance            606",
        "  Area cleared               1,651.1",
        "  Mines (AP + AT)                204",
        "  All items (AP + AT + UXO)      810",
        "3 of 13 districts",
        f"Revision 1, check code {report.seal.check_code}",
    ]


def test_a_summary_names_what_is_not_in_it(programme: Programme, texts: Texts) -> None:
    sheets = [
        (sheet_of(programme, ROWS, days(text)), Standing()) for text in ("2025-W10", "2025-W11", "2025-W14")
    ]
    report = make_report(programme, "hq", days("2025-03-03..2025-03-31"), sheets)

    assert summary_lines(report, texts)[-2:] == [
        "Not in these figures, because it overlaps the period without being a part of it: 31 Mar–6 Apr 2025.",
        "Nothing is entered for 17–31 Mar 2025.",
    ]


def test_figures_stand_under_one_another_in_every_language(programme: Programme, any_texts: Texts) -> None:
    figures = summary_lines(report_of(programme), any_texts)[1:7]

    assert len({len(line) for line in figures}) == 1


def test_a_made_up_split_and_a_published_source_are_told(programme: Programme, any_texts: Texts) -> None:
    report = report_of(programme, source="R084", is_demonstration=True)
    made_up, published = origin_lines(report, any_texts)

    assert "R248" in made_up
    assert "R084" in published
    assert summary_lines(report, any_texts)[-2:] == [made_up, published]


@pytest.mark.parametrize(("source", "lines"), [("R084", 1), ("", 0)])
def test_real_figures_are_not_called_made_up(
    programme: Programme, any_texts: Texts, source: str, lines: int
) -> None:
    assert len(origin_lines(report_of(programme, source=source), any_texts)) == lines
