"""A programme may count items without an area: no rule stumbles over what is not there."""

from datetime import date, timedelta

import pytest

from fieldapp.core.checks.review import judge_sheet, surroundings_of
from fieldapp.core.period import week_of
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.sheet import Cell, Sheet
from fieldapp.resources import programme_text
from tools.bench.scene import programme_of

TODAY = date(2025, 6, 1)
WEEKS = [week_of(date(2025, 1, 6) + timedelta(weeks=number)) for number in range(10)]
ONLY_COUNTS = programme_of(3, 2)


@pytest.mark.parametrize("text", [ONLY_COUNTS, programme_text("azerbaijan")])
@pytest.mark.parametrize("last", [0, 7, 70_000])
@pytest.mark.parametrize("first", [0, 7])
def test_every_rule_is_asked_of_a_sheet_without_an_area(text, first, last):
    programme = read_programme(text, "odd.toml")
    columns = tuple(item.key for item in programme.active)
    districts = tuple(one.key for one in programme.districts)
    told = [
        Sheet(
            week,
            districts,
            columns,
            {Cell(place, key): (first if number < 9 else last) for place in districts for key in columns},
        )
        for number, week in enumerate(WEEKS)
    ]
    for known in range(10):
        around = surroundings_of(told[:known], tuple(WEEKS), programme, TODAY)
        found = judge_sheet(told[known], programme, around, ())
        if len({item.unit for item in programme.active}) == 1:
            assert not {one.code for one in found} & {"items-without-area", "area-without-items"}
