"""Two different workbooks can never both be *revision 1*: what is not sent says so, and a summary too."""

from datetime import UTC, date, datetime

import pytest

from fieldapp.core.period import Period
from fieldapp.core.report import Report, Standing, Status, make_report
from fieldapp.exchange.names import workbook_name
from fieldapp.exchange.workbook import make_workbook
from fieldapp.texts.texts import LANGUAGES, read_texts
from tests.exchange.making import ISSUED, ORDER, PROGRAMME, R084, make_sheet, report_of

SENT = Standing(Status.SENT, 1, datetime(2025, 3, 17, 8, 0, tzinfo=UTC))
MARKS = {
    "en": ("DRAFT", "Summary"),
    "az": ("QARALAMA", "İcmal"),
    "ru": ("ЧЕРНОВИК", "Сводный отчёт"),
}


def of_week(standing: Standing) -> Report:
    return report_of(make_sheet(R084), standing=standing)


def of_month() -> Report:
    march = Period(date(2025, 3, 1), date(2025, 3, 31))
    return make_report(PROGRAMME, "hq", march, [(make_sheet(R084), SENT)])


def first_lines(report: Report, language: str) -> tuple[list[str], set[str]]:
    """The first line of each sheet for people, and what stands on the right of their feet."""
    book = make_workbook(report, (), read_texts(language), order=ORDER, issued=ISSUED)
    *sheets, data, _ = book.worksheets
    return [str(ws["A1"].value) for ws in sheets], {str(ws.oddFooter.right.text) for ws in (*sheets, data)}


@pytest.mark.parametrize("status", [Status.DRAFT, Status.READY])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_sent_says_draft_in_its_first_line_and_on_every_page(status, language):
    lines, feet = first_lines(of_week(Standing(status)), language)

    assert all(line.startswith(f"{MARKS[language][0]} · ") for line in lines)
    assert all(foot.startswith(f"{MARKS[language][0]} · W11-") for foot in feet)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_summary_says_that_it_is_one_even_of_sent_sheets(language):
    lines, feet = first_lines(of_month(), language)

    assert all(line.startswith(f"{MARKS[language][1]} · ") for line in lines)
    assert all(foot.startswith(f"{MARKS[language][1]} · ") for foot in feet)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_sent_bears_no_mark(language):
    lines, feet = first_lines(of_week(SENT), language)

    assert not any(mark in line for line in lines for mark in MARKS[language])
    assert all(foot.startswith("W11-") for foot in feet)


def test_names_tell_drafts_revisions_and_summaries_apart():
    stem = "azerbaijan-hq-2025-03-10_2025-03-16"

    assert workbook_name(of_week(Standing(Status.DRAFT))) == f"{stem}-draft.xlsx"
    assert workbook_name(of_week(Standing(Status.READY, 2))) == f"{stem}-draft.xlsx"
    assert workbook_name(of_week(SENT)) == f"{stem}-r1.xlsx"
    assert workbook_name(of_month()) == "azerbaijan-hq-2025-03-01_2025-03-31.xlsx"


def test_the_status_of_a_summary_is_that_it_is_one():
    book = make_workbook(of_month(), (), read_texts("en"), order=ORDER, issued=ISSUED)
    said = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows(max_col=2)}

    assert said["Status"] == "Summary"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_stand_on_the_report_in_every_language(language):
    report, own = of_week(SENT), read_texts(language)
    book = make_workbook(report, (), own, order=ORDER, issued=ISSUED)
    labels = [str(row[0].value) for row in book.worksheets[0].iter_rows(max_col=1)]

    for spoken in LANGUAGES:
        name = own(f"window.language-{spoken}")
        assert sum(label.endswith(f", {name}") for label in labels) == 2


def test_a_false_check_is_marked_where_it_stands_and_on_the_report():
    book = make_workbook(of_week(SENT), (), read_texts("en"), order=ORDER, issued=ISSUED)
    report, checks = book["Report"], book["Checks"]

    assert str(report["B5"].value).startswith("=IF('Checks'!$F$2,")
    marked = {str(ws.title): set() for ws in (report, checks)}
    for ws in (report, checks):
        for cells in ws.conditional_formatting:
            marked[ws.title].add(str(cells.sqref))
            assert [rule.dxf.font.color.rgb[-6:] for rule in cells.rules] == ["B3261E"]
            assert all(rule.dxf.font.b for rule in cells.rules)
    truths = [cell.row for cell in checks["F"] if str(cell.value).startswith("=AND(") and cell.row > 2]
    assert marked == {"Report": {"B5:C5"}, "Checks": {"F2", f"F{truths[0]}:F{truths[-1]}"}}
