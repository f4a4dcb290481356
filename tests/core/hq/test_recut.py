"""A week that was cut counts as a whole or in its parts, after every single file that comes."""

import random

import pytest

from fieldapp.core.hq.counting import Counted, SheetPlace, count
from fieldapp.core.hq.plan import make_plan
from fieldapp.core.hq.state import Holdings
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import SheetKey
from tests.core.hq.histories import OFFICE, PARTS, WEEK, Life, arrival_of

HISTORIES = 60


def counting(counted: Counted) -> set[Period]:
    """The periods of which anything counts."""
    return {key.period for key, sheet in counted.items() if sheet.place is SheetPlace.COUNTS}


def total(counted: Counted) -> int:
    """Everything that counts, added up."""
    values = [value for sheet in counted.values() for value in sheet.values.values()]
    return sum(int(value) for value in values if isinstance(value, int))


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_after_every_arrival_the_total_is_the_wholes_or_the_parts_never_both_and_never_neither(
    programme: Programme, seed: int
) -> None:
    life = Life(random.Random(seed), programme, "file-1")
    life.values[SheetKey(OFFICE, WEEK)] = {}
    life.type(cells=4)
    wholes = [life.send()]
    if seed % 2:
        life.type()
        wholes.append(life.send())
    parts = life.cut()
    if seed % 3 == 0:
        life.type(PARTS[0])
        parts.append(life.send(PARTS[0]))
    files = [arrival_of(record, programme) for record in (*wholes, *parts)]
    random.Random(seed).shuffle(files)

    held, came = Holdings(), []
    for file in files:
        held = make_plan(held, [file], programme, ()).after
        came.append(file.record)
        counted = count(held, programme)
        alone = [
            total(count(Holdings().with_records([one for one in came if one in some]), programme))
            for some in (wholes, parts)
        ]
        there = {one.period for one in came if one}
        if WEEK in there:
            assert counting(counted) in ({WEEK}, {*PARTS})
        else:
            assert counting(counted) == there
        of_whole, of_parts = alone
        is_whole = WEEK in counting(counted)
        assert total(counted) == (of_whole if is_whole else of_parts)
    assert counting(counted) == {*PARTS}
