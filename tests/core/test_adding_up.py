"""Which sheets count of a district: none of its days twice, and what an office says before what
headquarters entered by themselves."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import pytest

from fieldapp.core.adding_up import (
    add_up,
    counting_by_district,
    counting_rows,
    may_give_way,
    require_apart,
    sheets_by_district,
)
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Sheet
from tests.core.making import NO_OPERATIONS, WEEK, Row, days, refusal, sheet_of

OTHER = days("2025-W12")


def of(programme: Programme, office: str, rows: Mapping[str, Row], period: Period = WEEK) -> Sheet:
    return replace(sheet_of(programme, rows, period, office), office=office)


def test_sheets_of_one_office_share_no_day_and_those_of_two_may(programme: Programme) -> None:
    whole, part = of(programme, "hq", {}), of(programme, "hq", {}, days("2025-03-15..2025-03-20"))
    beside = of(programme, "karabakh", {})

    require_apart([whole, beside])
    with pytest.raises(FieldAppError) as error:
        require_apart([part, beside, whole])
    assert refusal(error) == ("parts-overlap", {"one": whole.period, "other": part.period})


def test_of_a_district_count_the_sheets_that_have_a_row_for_it(programme: Programme) -> None:
    whole, later = of(programme, "hq", {"agdam": (1, 2, 3, 4)}), of(programme, "hq", {}, OTHER)
    regional = of(programme, "karabakh", {}, OTHER)
    found = sheets_by_district([whole, later, regional])

    assert found["agdam"] == [whole, later, regional]
    assert found["lacin"] == [whole, later]
    assert not may_give_way([whole, later])
    assert counting_by_district([whole, later]) == sheets_by_district([whole, later])


@pytest.mark.parametrize("said", [(1, 2, 3, 4), (1, None, None, None), NO_OPERATIONS])
def test_headquarters_own_row_gives_way_on_the_days_of_which_an_office_says_something(
    programme: Programme, said: Row
) -> None:
    own, later = of(programme, "hq", {"agdam": (9, 9, 9, 9)}), of(programme, "hq", {}, OTHER)
    told, silent = of(programme, "karabakh", {"agdam": said}), of(programme, "karabakh", {})

    assert may_give_way([own, told])
    assert counting_rows("agdam", [own, later, told]) == [later, told]
    assert counting_by_district([own, later, told])["agdam"] == [later, told]
    assert counting_rows("agdam", [own, later, silent]) == [own, later, silent]
    assert counting_rows("agdam", [told]) == [told]


def test_columns_are_added_up_and_one_without_a_number_stays_without() -> None:
    rows = [(1, None, None), (2, 3, None), (4, None, None)]

    assert add_up(rows) == [7, 3, None]
    assert all(add_up([one, other]) == add_up([other, one]) for one, other in pairwise(rows))
