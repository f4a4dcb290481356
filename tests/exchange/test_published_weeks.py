"""Every published week goes through the workbook and comes back as it was printed."""

from decimal import Decimal

import pytest
from openpyxl import load_workbook

from fieldapp.exchange.workbook import read_workbook
from fieldapp.texts.texts import LANGUAGES
from tests.exchange.making import (
    PROGRAMME,
    make_sheet,
    published_period,
    published_totals,
    published_weeks,
    report_of,
    write,
)
from tests.long import one_in

WEEKS = published_weeks()


def named_value(book, name):
    ((title, address),) = book.defined_names[name].destinations
    return book[title][address].value


def test_there_are_published_weeks():
    assert len(WEEKS) == 69


@pytest.mark.parametrize("number", one_in(4, range(len(WEEKS))), ids=[week["id"] for week in WEEKS])
def test_a_published_week_comes_back_as_it_was_printed(tmp_path, number):
    week, language = WEEKS[number], LANGUAGES[number % len(LANGUAGES)]
    totals = published_totals(week)
    report = report_of(make_sheet(totals, period=published_period(week)))
    path = write(report, tmp_path / f"{week['id']}.xlsx", language)

    book = load_workbook(path)
    ap, at, uxo = week["ap_mines"], week["at_mines"], week["uxo"]
    printed = {
        "ap_mines": ap,
        "at_mines": at,
        "uxo": uxo,
        "mines_total": ap + at,
        "items_total": ap + at + uxo,
        "districts_reported": report.expected,
        "districts_expected": report.expected,
    }
    assert {name: named_value(book, name) for name in printed} == printed
    area = Decimal(str(named_value(book, "area_cleared_ha")))
    assert area == Decimal(str(week["hectares_read_as"]))
    assert named_value(book, "period_start").date() == report.period.start
    assert named_value(book, "period_end").date() == report.period.end

    back = read_workbook(path, PROGRAMME)
    assert back.is_intact()
    assert (back.period, back.office, back.revision) == (report.period, "hq", 1)
    assert back.check_code == report.seal.check_code
    assert back.lines == report.lines
    assert tuple(back.totals.values()) == totals
