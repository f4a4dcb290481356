"""What headquarters look at costs twice as much of twice as many years, and of twice as many offices, and not
four times: counted in calls, which no machine makes slower."""

import sys
from collections import Counter
from datetime import UTC, date, datetime
from functools import partial
from random import Random

import pytest

from fieldapp.core.hq import board
from fieldapp.core.hq.counting import as_sheet, count
from fieldapp.core.hq.state import Holdings
from fieldapp.core.interchange.extract import Extract, Holding
from fieldapp.core.interchange.fixed import fixed_figures
from fieldapp.core.period import Period
from fieldapp.core.programme import HQ
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.report import Standing, Status
from fieldapp.core.spans.range_report import By, make_range_report
from tools.bench.scale import country, filling

NOW = datetime(2030, 1, 1, tzinfo=UTC)
SPAN = Period(filling.FIRST, date(2008, 12, 31))
TWICE = 2.3
"""How many times as many calls twice as much may cost."""


@pytest.fixture
def held(monkeypatch):
    """What is held of so many regions after so many weeks, each sheet also once from another organisation."""

    def hold(regions, weeks):
        for module in (country, filling):
            monkeypatch.setattr(module, "REGIONS", regions)
            monkeypatch.setattr(module, "ORGANISATIONS", 2)
        programme = read_programme(country.vast_programme(), "vast")
        records = [
            record
            for number, week in enumerate(filling.weeks_of(weeks))
            for turn in range(2)
            for record in filling.records_of_week(programme, week, number + turn, Random(number))
        ]
        return programme, Holdings({record.id: record for record in records})

    return hold


def counted(programme, holdings):
    count(holdings, programme)


def seen_on_the_board(programme, holdings):
    published = {record.period: NOW for record in holdings.records.values()}
    sheets = count(holdings, programme)
    board.make_board(holdings, sheets, {}, published, programme, SPAN, NOW)


def pairs_of(programme, holdings):
    standing = Standing(Status.SENT)
    return [(as_sheet(one, programme), standing) for one in count(holdings, programme).values()]


def reported(by, programme, holdings):
    make_range_report(programme, HQ, SPAN, by, pairs_of(programme, holdings))


def exported(programme, holdings):
    sheets = tuple(Holding(sheet, standing) for sheet, standing in pairs_of(programme, holdings))
    extract = Extract(programme, HQ, SPAN, sheets, NOW)
    extract.counted()
    fixed_figures(extract)


def calls_of(look):
    seen = Counter()

    def note(frame, event, argument):
        seen[event] += 1

    sys.setprofile(note)
    try:
        look()
    finally:
        sys.setprofile(None)
    return seen["call"] + seen["c_call"]


LOOKS = [counted, seen_on_the_board, exported, partial(reported, By.DISTRICT), partial(reported, By.OFFICE)]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: getattr(look, "__name__", "") or str(look.args[0]))
@pytest.mark.parametrize(("few", "many"), [((1, 40), (1, 80)), ((9, 2), (18, 2))], ids=["weeks", "offices"])
def test_twice_as_much_costs_twice_as_many_calls_at_most(held, look, few, many):
    little, much = (held(*size) for size in (few, many))
    look(*held(*few))

    assert calls_of(lambda: look(*much)) < TWICE * calls_of(lambda: look(*little))
