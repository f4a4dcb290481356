"""Opening balances row by row: what can be kept, in whose place, and why something cannot."""

from datetime import date
from decimal import Decimal

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit
from fieldapp.core.programme import Programme
from fieldapp.core.spans.balance import Opening
from fieldapp.core.spans.balance_rows import (
    BalanceRow,
    balance_rows,
    places_of,
    read_balance,
    with_row,
    without_row,
)
from tests.core.making import days, refusal

LONG, SHORT = days("2020-11-10..2024-12-31"), days("2025-01-01..2025-02-28")
WHOLE = Opening(LONG, "R251", {"uxo": 100, "ap_mines": 7}, {"susa": {"uxo": 30}, "agdam": {"uxo": 5}})
LATER = Opening(SHORT, "a letter", {}, {"lacin": {"uxo": 1}})
TODAY = date(2026, 3, 31)


def row(district: str = "fuzuli", period=LONG, source: str = "R251", **values: int) -> BalanceRow:
    return BalanceRow(period, source, district, values or {"uxo": 1})


def test_rows_come_newest_first_and_of_each_balance_all_districts_before_single_ones(
    programme: Programme,
) -> None:
    rows = balance_rows([WHOLE, LATER], programme)

    assert [(one.period, one.district) for one in rows[:2]] == [(SHORT, "lacin"), (LONG, "")]
    assert {one.district for one in rows[2:]} == {"agdam", "susa"}
    assert [one.district for one in rows[2:]] == [
        one.key for one in programme.districts if one.key in ("agdam", "susa")
    ]


def test_a_row_of_the_same_days_joins_their_balance_and_one_of_other_days_begins_one() -> None:
    joined, later = with_row([WHOLE, LATER], row())
    assert (joined.districts["fuzuli"], joined.national) == ({"uxo": 1}, WHOLE.national)
    assert later == LATER

    assert with_row([WHOLE], row(period=SHORT, source="new"))[1] == Opening(
        SHORT, "new", {}, {"fuzuli": {"uxo": 1}}
    )


def test_a_row_in_the_place_of_another_takes_the_days_and_the_source_of_its_balance_along() -> None:
    before = row("agdam", uxo=5)
    (moved,) = with_row(
        [WHOLE], BalanceRow(days("2020-11-10..2025-01-31"), "R300", "fuzuli", {"uxo": 6}), before
    )

    assert (moved.period, moved.source) == (days("2020-11-10..2025-01-31"), "R300")
    assert moved.districts == {"susa": {"uxo": 30}, "fuzuli": {"uxo": 6}}
    assert moved.national == WHOLE.national
    (same,) = with_row([WHOLE], row("agdam", uxo=9), before)
    assert same.districts["agdam"] == {"uxo": 9}


@pytest.mark.parametrize(
    ("typed", "before", "code"),
    [
        (row(source=""), None, "opening-no-source"),
        (BalanceRow(LONG, "R251", "fuzuli", {}), None, "balance-empty"),
        (row("agdam"), None, "opening-there"),
        (row(""), None, "opening-there"),
        (row("susa"), row("agdam"), "opening-there"),
        (row(source="another"), None, "opening-sources"),
        (row(period=days("2024-12-31..2024-12-31")), None, "openings-overlap"),
        (row("agdam", period=SHORT, source="a letter"), row("agdam"), "openings-overlap"),
        (row(uxo=66), None, "opening-parts"),
    ],
)
def test_what_would_be_counted_twice_or_stands_on_nothing_is_refused(
    typed: BalanceRow, before: BalanceRow | None, code: str
) -> None:
    with pytest.raises(FieldAppError) as error:
        with_row([WHOLE, LATER], typed, before)

    assert refusal(error)[0] == code


def test_a_balance_goes_with_its_last_row() -> None:
    assert without_row([WHOLE, LATER], row("lacin", period=SHORT)) == (WHOLE,)
    (left,) = without_row([WHOLE], row(""))
    assert (left.national, left.districts) == ({}, WHOLE.districts)


def test_a_single_row_can_join_another_balance() -> None:
    (joined,) = with_row([WHOLE, LATER], row("lacin"), row("lacin", period=SHORT))
    assert joined.districts["lacin"] == {"uxo": 1}


def test_headquarters_tell_of_all_districts_an_office_of_its_own_and_of_those_that_are_there(
    programme: Programme,
) -> None:
    every = ("", *(one.key for one in programme.districts))
    assert places_of(programme, "hq", TODAY, ()) == every

    own = places_of(programme, "karabakh", TODAY, ())
    assert own[0] == ""
    assert "agdam" in own
    assert "lacin" not in own
    assert "lacin" in places_of(programme, "karabakh", TODAY, [LATER])


def test_figures_are_read_as_everywhere_and_are_whole_and_not_below_zero() -> None:
    assert read_balance("179 791,9", Unit.HECTARE) == 1_797_919_000
    for text, code in {
        "-1": "opening-negative",
        "1.5": "opening-fraction",
        "1,198": "ambiguous-number",
    }.items():
        with pytest.raises(FieldAppError) as error:
            read_balance(text, Unit.COUNT)
        assert refusal(error)[0] == code
    with pytest.raises(FieldAppError):
        read_balance(str(Decimal("0.00001")), Unit.HECTARE)
