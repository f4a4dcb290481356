"""A correction's workbook says what was changed, why, and what that does to week, month and year."""

from dataclasses import replace
from decimal import Decimal

import pytest

from fieldapp.core.period import month_of, year_of
from fieldapp.core.sheet import CONTROL, CONTROL_ITEMS, STATE, Cell
from fieldapp.exchange.workbook import make_workbook
from fieldapp.texts.texts import LANGUAGES, read_texts
from tests.exchange.making import (
    ISSUED,
    ORDER,
    PROGRAMME,
    R084,
    REASON,
    corrected,
    make_sheet,
    report_of,
)


@pytest.fixture(params=LANGUAGES)
def texts(request):
    return read_texts(request.param)


def the(thing):
    assert thing is not None
    return thing


def book_of(report, texts):
    return make_workbook(report, (), texts, order=ORDER, issued=ISSUED)


def changes_sheet(report, texts):
    return book_of(report, texts)[texts("workbook.sheet-changes")]


def rows(sheet):
    return [[cell.value for cell in row[:5]] for row in sheet.iter_rows(min_row=8)]


def said(sheet):
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def test_only_a_correction_has_the_sheet(texts):
    titles = book_of(report_of(make_sheet(R084)), texts).sheetnames
    assert texts("workbook.sheet-changes") not in titles
    assert titles[3:] == ["Data", "Seal"]
    assert book_of(corrected(), texts).sheetnames[3:] == [texts("workbook.sheet-changes"), "Data", "Seal"]


def test_every_change_has_its_row_old_and_new_as_numbers(texts):
    report = corrected()
    changes = [change for change in report.correction.changes if change.indicator != STATE]
    table = rows(changes_sheet(report, texts))[: len(report.correction.changes)]

    figures = [row[2:] for row in table if row[4] is not None]
    assert len(figures) == len(changes)
    for old, new, difference in figures:
        assert isinstance(new, Decimal)
        assert difference == new - (old or 0)
    agdam = [texts.district("agdam", PROGRAMME), texts.names(PROGRAMME.indicator("ap_mines").short_names)]
    assert [*agdam, 24, 9, -15] in table


def test_a_row_that_had_no_operations_says_what_it_was_and_what_it_is(texts):
    (state,) = [row for row in rows(changes_sheet(corrected(), texts)) if row[1] == texts("workbook.state")]
    assert state[2:4] == [texts("workbook.state-no-operations"), texts("workbook.state-reported")]
    assert state[0] == texts.district("susa", PROGRAMME)


def test_the_effects_are_those_of_the_core(texts):
    report = corrected()
    table = rows(changes_sheet(report, texts))
    shown = [row[2:] for row in table if row[0] == texts("workbook.total")]
    units = {item.key: item.unit.scale for item in PROGRAMME.active}
    effects = report.correction.effects
    assert [[old, new] for old, new, _ in shown] == [
        [Decimal(effect.old) / units[effect.indicator], Decimal(effect.new) / units[effect.indicator]]
        for effect in effects
    ]
    for span in {effect.span for effect in effects}:
        assert any(texts.period(span) in text for text in said(changes_sheet(report, texts)))


def test_the_reason_and_the_corrected_revision_are_on_the_sheet_and_on_the_front(texts):
    report = corrected()
    book = book_of(report, texts)
    for sheet in (book.worksheets[0], book[texts("workbook.sheet-changes")]):
        assert REASON in said(sheet)
        assert any(report.correction.check_code in text for text in said(sheet))


def test_a_missing_reason_is_said(texts):
    report = corrected()
    report = replace(report, correction=replace(the(report.correction), reason=""))
    assert texts("workbook.no-reason") in said(changes_sheet(report, texts))


def test_a_correction_of_notes_alone_says_that_no_figure_has_changed(texts):
    report = corrected()
    report = replace(report, correction=replace(the(report.correction), changes=(), effects=()))
    sheet = changes_sheet(report, texts)
    assert texts("workbook.no-changes") in said(sheet)
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_spans_that_are_missing_are_explained(texts):
    report = corrected()
    effects = tuple(effect for effect in report.correction.effects if effect.span == report.period)
    report = replace(report, correction=replace(the(report.correction), effects=effects))
    assert texts("workbook.spans-missing") in said(changes_sheet(report, texts))
    assert texts("workbook.spans-missing") not in said(changes_sheet(corrected(), texts))


def test_of_a_sheet_of_a_whole_month_nothing_is_missing(texts):
    report = corrected()
    month, year = month_of(report.period.start), year_of(report.period.start)
    of_period = [effect for effect in report.correction.effects if effect.span == report.period]
    effects = tuple(replace(effect, span=span) for span in (month, year) for effect in of_period)
    report = replace(report, period=month, correction=replace(the(report.correction), effects=effects))

    assert texts("workbook.spans-missing") not in said(changes_sheet(report, texts))


def test_every_difference_is_worked_out_again(texts):
    report = corrected()
    sheet = changes_sheet(report, texts)
    figures = [row for row in sheet.iter_rows(min_row=8) if isinstance(row[4].value, Decimal)]
    assert len(figures) == len(report.correction.changes) - 1 + len(report.correction.effects)
    assert all(row[5].data_type == "f" and "ROUND(D" in row[5].value for row in figures)


def test_who_verified_is_on_the_front(texts):
    front = book_of(corrected(), texts).worksheets[0]
    found = {row[0].value: row[1].value for row in front.iter_rows()}
    assert found[texts("workbook.verified-by")] == "Rauf Məmmədov"
    plain = book_of(report_of(make_sheet(R084)), texts).worksheets[0]
    assert texts("workbook.verified-by") not in said(plain)


def test_notes_are_listed_below_the_table_in_its_order(texts):
    report = corrected()
    listed = [row for row in rows(book_of(report, texts).worksheets[1]) if row[2] in report.notes.values()]
    assert [row[:3] for row in listed] == [
        [
            texts.district(cell.district, PROGRAMME),
            texts.names(PROGRAMME.indicator(cell.indicator).short_names),
            note,
        ]
        for cell, note in sorted(
            report.notes.items(),
            key=lambda item: [*(line.district for line in report.lines), CONTROL].index(item[0].district),
        )
    ]


def test_a_note_to_the_control_total_of_a_row_is_listed_too(texts):
    cell = Cell("agdam", CONTROL_ITEMS)
    sheet = replace(make_sheet(R084), notes={cell: "the paper was wet"})
    listed = [
        row for row in rows(book_of(report_of(sheet), texts).worksheets[1]) if "the paper was wet" in row
    ]

    assert [row[1] for row in listed] == [texts("suggestions.row-control-items")]
