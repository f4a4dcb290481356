"""A server that is told of each change, in pieces, ends up with what one that is told everything once has."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.core.interchange.extract import Holding
from fieldapp.core.interchange.fixed import fixed_figures
from fieldapp.core.period import Period, read_period
from fieldapp.core.report import Standing
from fieldapp.core.sheet import STATE, Cell, Content, RowState, Sheet
from fieldapp.exchange.interchange.dhis2 import dhis2_values
from fieldapp.texts.texts import read_texts
from tests.exchange.interchange.making import MARCH, OFFICE, PERIODS, extract_of
from tests.exchange.making import INDICATORS
from tests.long import examples

TEXTS = read_texts("en")
EVERYTHING = read_period("2025-03-01..2025-04-06")
WHOLE_WEEK = "2025-03-31..2025-04-06"
DISTRICTS = ("agdam", "susa")
Server = dict[tuple[str, str, str], str]


class House:
    """Sheets of two districts, with what was ever in them."""

    def __init__(self) -> None:
        self.held: dict[str, Holding] = {}

    def put(self, days: str, district: str, content: int | RowState | None) -> None:
        """A whole row: numbers, the mark, or nothing."""
        period = read_period(days)
        old = self.held.get(days) or Holding(Sheet(period, DISTRICTS, INDICATORS, office=OFFICE), Standing())
        values: dict[Cell, Content] = {
            cell: value for cell, value in old.sheet.values.items() if cell.district != district
        }
        if isinstance(content, RowState):
            values[Cell(district, STATE)] = content
        elif content is not None:
            values |= {Cell(district, key): content for key in INDICATORS}
        once = old.once_held | frozenset(values)
        self.held[days] = replace(old, sheet=replace(old.sheet, values=values), once_held=once)

    def blank(self, days: str, cell: Cell) -> None:
        """One cell alone."""
        old = self.held[days]
        values = {one: value for one, value in old.sheet.values.items() if one != cell}
        self.held[days] = replace(old, sheet=replace(old.sheet, values=values))

    def message(self, period: Period) -> list[dict]:
        extract = extract_of(*self.held.values(), period=period)
        figures = fixed_figures(extract)
        if not any(row.values or row.is_idle or row.gone for row in figures.rows):
            return []
        return json.loads(dhis2_values(figures, extract, TEXTS))["dataValues"]


def take(server: Server, message: list[dict]) -> None:
    """As DHIS2 does with CREATE_AND_UPDATE: what comes later replaces, what is deleted goes."""
    keys = [(one["period"], one["orgUnit"], one["dataElement"]) for one in message]
    assert len(keys) == len({*keys})
    for key, one in zip(keys, message, strict=True):
        if one.get("deleted"):
            assert one["value"] == ""
            server.pop(key, None)
        else:
            assert one["value"] != ""
            server[key] = one["value"]


def told_once(house: House) -> Server:
    server: Server = {}
    take(server, house.message(EVERYTHING))
    return server


rows = st.one_of(st.none(), st.just(RowState.NO_OPERATIONS), st.integers(0, 9))
changes = st.tuples(
    st.sampled_from(PERIODS),
    st.sampled_from(DISTRICTS),
    rows,
    st.sampled_from([None, *INDICATORS]),
    st.booleans(),
)


@settings(max_examples=examples(20))
@given(st.lists(changes, min_size=1, max_size=14), st.booleans())
def test_each_change_told_alone_makes_what_all_of_it_told_at_once_makes(history, is_march_full):
    house, server = House(), Server()
    for days in PERIODS if is_march_full else ():
        for district in DISTRICTS:
            house.put(days, district, 5)
    take(server, house.message(EVERYTHING))
    for days, district, row, blank, is_by_month in history:
        house.put(days, district, row)
        if blank is not None:
            house.blank(days, Cell(district, blank))
        take(server, house.message(MARCH if is_by_month else read_period(days)))
    take(server, house.message(EVERYTHING))

    assert server == told_once(house)


@settings(max_examples=examples(15))
@given(st.lists(changes, min_size=1, max_size=14))
def test_a_week_is_right_as_soon_as_any_of_its_sheets_was_told(history):
    house, server = House(), Server()
    for days, district, row, blank, _ in history:
        house.put(days, district, row)
        if blank is not None:
            house.blank(days, Cell(district, blank))
        take(server, house.message(read_period(days)))

    expected = {key: value for key, value in told_once(house).items() if "W" in key[0]}
    assert server == expected


def test_a_week_that_was_cut_and_made_whole_again_leaves_nothing_behind():
    house, server = House(), Server()
    for days in PERIODS:
        house.put(days, "agdam", 5)
    take(server, house.message(EVERYTHING))
    for days in PERIODS[-2:]:
        house.put(days, "agdam", None)
    house.put(WHOLE_WEEK, "agdam", 10)
    take(server, house.message(EVERYTHING))

    assert server == told_once(house)
    assert not any(period == "202503" for period, _, _ in server)


@pytest.mark.parametrize("period", [MARCH, EVERYTHING], ids=str)
def test_the_same_told_twice_changes_nothing(period):
    house, server = House(), Server()
    for number, days in enumerate(PERIODS):
        house.put(days, "agdam", number)
        house.put(days, "susa", RowState.NO_OPERATIONS)
    take(server, house.message(period))
    before = dict(server)
    take(server, house.message(period))

    assert server == before
