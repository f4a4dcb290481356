"""What is written is read: any lines come back, whatever their numbers."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.core.numbers import stored
from fieldapp.core.sheet import STATE, Cell, RowState, Sheet
from fieldapp.exchange.workbook import read_workbook
from tests.exchange.making import INDICATORS, PROGRAMME, W11, partial_sheet, report_of, write

DISTRICTS = tuple(district.key for district in PROGRAMME.expected("hq", W11))

whole = st.integers(min_value=1 - 10**12, max_value=10**12 - 1)
broken = st.decimals(min_value=-(10**9), max_value=10**9, places=6).map(lambda amount: stored(amount, 1))
endless = st.decimals(min_value=0, max_value=10**6, places=12).map(lambda amount: stored(amount, 1))
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


@settings(max_examples=25)
@given(drawn=st.lists(rows, min_size=len(DISTRICTS), max_size=len(DISTRICTS)))
def test_any_lines_come_back_with_their_totals_and_their_seal(tmp_path_factory, drawn):
    report = report_of(sheet_of(drawn))

    back = read_workbook(write(report, tmp_path_factory.mktemp("trip") / "week.xlsx"), PROGRAMME)

    assert back.lines == report.lines
    assert back.totals == {key: report.total(key) for key in INDICATORS}
    assert back.check_code == report.seal.check_code
    assert back.is_intact()


@pytest.mark.parametrize("area", ["0.0001", "0.0955", "1651.1", "99999999999.9999", "0.123456789012"])
def test_an_area_comes_back_to_the_digit(tmp_path, area):
    sheet = partial_sheet()
    square_metres = stored(Decimal(area), 10_000)
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
