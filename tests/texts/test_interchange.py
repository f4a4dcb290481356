"""What is left out of a file for other systems is named in every language."""

import pytest

from fieldapp.core.interchange.fixed import Untold, WhyUntold, fixed_figures
from fieldapp.core.period import read_period
from fieldapp.texts.interchange import incomplete_lines, untold_line
from tests.exchange.interchange.making import GONE, extract_of, office_sheet, sent

MARCH = read_period("2025-03-01..2025-03-31")
CASES = {
    WhyUntold.CROSSES_WEEK: (Untold(WhyUntold.CROSSES_WEEK, MARCH, "karabakh"), "2025-W09/2025-W14"),
    WhyUntold.MONTH_NOT_WHOLE: (
        Untold(WhyUntold.MONTH_NOT_WHOLE, MARCH, districts=("agdam", "susa")),
        "1–31",
    ),
    WhyUntold.NOT_TOLD: (Untold(WhyUntold.NOT_TOLD, MARCH, districts=("agdam",), indicator="uxo"), "1–31"),
}


@pytest.mark.parametrize("why", WhyUntold)
def test_it_is_named(any_texts, programme, why):
    one, days = CASES[why]
    line = untold_line(one, programme, any_texts)

    assert days in line
    assert all(any_texts.names(programme.district(key).names) in line for key in one.districts)


def test_a_month_of_all_districts_names_none(any_texts, programme):
    line = untold_line(Untold(WhyUntold.MONTH_NOT_WHOLE, MARCH), programme, any_texts)

    assert any_texts.period(MARCH) in line
    assert any_texts.names(programme.district("agdam").names) not in line


def test_rows_that_are_not_complete_any_more_are_named_by_week(any_texts, programme):
    old, new = (office_sheet("2025-03-10..2025-03-16", without=gone) for gone in (None, GONE))
    rows = fixed_figures(extract_of(sent(new, old))).rows

    (line,) = incomplete_lines(rows, programme, any_texts)
    assert any_texts.names(programme.district(GONE.district).names) in line
    assert any_texts.period(read_period("2025-W11")) in line
