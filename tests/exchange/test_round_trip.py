"""What is written is read: any lines come back, whatever their numbers."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from fieldapp.core.numbers import in_stored_units
from fieldapp.core.sheet import CONTROL, STATE, Cell, RowState, Sheet
from fieldapp.exchange.workbook import read_workbook
from fieldapp.exchange.xlsx.contract import HEADERS
from tests.exchange.making import INDICATORS, PROGRAMME, W11, partial_sheet, report_of, write
from tests.long import examples

DISTRICTS = tuple(district.key for district in PROGRAMME.expected("hq", W11))

whole = st.integers(min_value=1 - 10**12, max_value=10**12 - 1)
broken = st.decimals(min_value=-(10**9), max_value=10**9, places=6).map(
    lambda amount: in_stored_units(amount, 1)
)
endless = st.decimals(min_value=0, max_value=10**6, places=12).map(lambda amount: in_stored_units(amount, 1))
values = st.one_of(whole, broken, endless)
rows = st.one_of(
    st.just(RowState.NO_OPERATIONS),
    st.just({}),
    st.fixed_dictionaries(dict.fromkeys(INDICATORS, values)),
    st.dictionaries(st.sampled_from(INDICATORS), values, max_size=3),
)


def sheet_of(drawn):
    contents = {}
    for district, row in zip(DISTRICTS, drawn, strict=True):
        if isinstance(row, RowState):
            contents[Cell(district, STATE)] = row
        else:
            contents |= {Cell(district, indicator): value for indicator, value in row.items()}
    return Sheet(W11, DISTRICTS, INDICATORS, contents)


words = st.sampled_from(["exact", "exact 5", "=1+1", "of 12,5 ha", "Şuşa", "в пути", "-", "0", "🙂"])
notes = st.dictionaries(
    st.builds(Cell, st.sampled_from(DISTRICTS), st.sampled_from(INDICATORS)),
    st.lists(words, min_size=1, max_size=4).map(" ".join),
    max_size=6,
)


@settings(max_examples=examples(8))
@given(drawn=st.lists(rows, min_size=len(DISTRICTS), max_size=len(DISTRICTS)), noted=notes)
def test_any_lines_come_back_with_their_totals_their_seal_and_their_notes(tmp_path_factory, drawn, noted):
    report = replace(report_of(sheet_of(drawn)), notes=noted)

    back = read_workbook(write(report, tmp_path_factory.mktemp("trip") / "week.xlsx"), PROGRAMME)

    assert back.lines == report.lines
    assert back.totals == {key: report.total(key) for key in INDICATORS}
    assert back.check_code == report.seal.check_code
    assert back.is_intact()
    assert back.notes == noted


@pytest.mark.parametrize("area", ["0.0001", "0.0955", "1651.1", "99999999999.9999", "0.123456789012"])
def test_an_area_comes_back_to_the_digit(tmp_path, area):
    sheet = partial_sheet()
    square_metres = in_stored_units(Decimal(area), 10_000)
    contents = {**sheet.values, Cell("agdam", "area_cleared_ha"): square_metres}
    report = report_of(Sheet(sheet.period, sheet.districts, sheet.indicators, contents))

    back = read_workbook(write(report, tmp_path / "week.xlsx"), PROGRAMME)

    (agdam,) = [line for line in back.lines if line.district == "agdam"]
    assert agdam.values["area_cleared_ha"] == square_metres
    assert back.is_intact()


def test_an_office_with_no_district_in_the_period_has_an_empty_workbook(tmp_path):
    sheet = Sheet(W11, (), INDICATORS)
    report = report_of(sheet, office="gazakh-tovuz")

    back = read_workbook(write(report, tmp_path / "week.xlsx"), PROGRAMME)

    assert (report.expected, back.lines) == (0, ())
    assert back.is_intact()


def test_a_note_beside_an_exact_decimal_comes_back_and_so_does_the_decimal(tmp_path):
    sheet, cell = partial_sheet(), Cell("agdam", "area_cleared_ha")
    square_metres = in_stored_units(Decimal("0.123456789012"), 10_000)
    notes = {cell: "exact 3 of 4 lanes"}
    report = report_of(
        Sheet(sheet.period, sheet.districts, INDICATORS, {**sheet.values, cell: square_metres}, notes)
    )

    back = read_workbook(write(report, tmp_path / "week.xlsx"), PROGRAMME)

    assert back.notes == notes
    assert back.is_intact()


def test_what_a_person_typed_into_a_comment_is_read_as_a_note(tmp_path):
    path = write(report_of(partial_sheet()), tmp_path / "week.xlsx")
    book = load_workbook(path)
    column = HEADERS.index("comment") + 1
    book["Data"].cell(3, column).value = "  two\nlines "
    book["Data"].cell(4, column).value = 7
    book.save(path)

    back = read_workbook(path, PROGRAMME)

    assert sorted(back.notes.values()) == ["7", "two lines"]
    assert [(item.cell, item.says) for item in back.alterations] == [("K3", "  two\nlines "), ("K4", 7)]


def test_notes_on_control_totals_stay_with_the_office_as_the_totals_do(tmp_path):
    sheet = partial_sheet()
    noted = Sheet(sheet.period, sheet.districts, INDICATORS, sheet.values, {Cell(CONTROL, "uxo"): "signed"})

    back = read_workbook(write(report_of(noted), tmp_path / "week.xlsx"), PROGRAMME)

    assert back.notes == {}
