"""Receiving is a union: order, repetition and batching cannot matter; a plain second way says the same."""

import random
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from fieldapp.core.hq.arrival import Arrival
from fieldapp.core.hq.counting import SheetPlace, count
from fieldapp.core.hq.plan import make_plan
from fieldapp.core.hq.state import Holdings
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record
from fieldapp.core.sheet import STATE, Cell, RowState, SheetKey
from tests.core.hq.histories import HQ_FILE, OFFICE, PARTS, WEEK, lived

HISTORIES, ORDERS = 2_000, 20
QUICK, SHARES = 80, 4
"""So many of the histories are tried in each run of the tests; all of them with the years at headquarters."""
COLUMNS = ("ap_mines", "at_mines", "uxo", "area_cleared_ha", STATE)


def received(arrivals: Iterable[Arrival], programme: Programme, batches: random.Random) -> Holdings:
    """What is held after the files came in this order, some of them together."""
    held, waiting = Holdings(), list(arrivals)
    while waiting:
        size = batches.randint(1, len(waiting))
        held = make_plan(held, waiting[:size], programme, {HQ_FILE}).after
        waiting = waiting[size:]
    return held


def figures(held: Holdings, programme: Programme) -> dict[str, Any]:
    """What counts, and what is in dispute, as plain values."""
    return {
        str(key): (
            sheet.place,
            dict(sheet.values),
            {cell: {c.content for c in cs} for cell, cs in sheet.disputed.items()},
        )
        for key, sheet in count(held, programme).items()
    }


@pytest.mark.parametrize("share", range(SHARES))
def test_every_order_and_batching_of_a_history_gives_one_state(programme: Programme, share: int) -> None:
    for seed in range(share, QUICK, SHARES):
        require_one_state(seed, programme)


@pytest.mark.headquarters
@pytest.mark.parametrize("share", range(SHARES))
def test_every_order_and_batching_of_all_histories_gives_one_state(programme: Programme, share: int) -> None:
    for seed in range(share, HISTORIES, SHARES):
        require_one_state(seed, programme)


def require_one_state(seed: int, programme: Programme) -> None:
    """A history in so many orders and batchings: one state, and the figures of the plain second way."""
    arrivals, batches = lived(seed, programme), random.Random(seed)
    first = received(arrivals, programme, batches)
    expected = plainly(first.records, programme)
    assert figures(first, programme) == expected, seed
    for _ in range(ORDERS - 1):
        batches.shuffle(arrivals)
        again = received(arrivals, programme, batches)
        assert again.digest == first.digest, seed
    assert figures(again, programme) == expected, seed


def plainly(records: Mapping[str, Record], programme: Programme) -> dict[str, Any]:
    """The same figures by the words of the rule, cell by cell, with nothing shared with the code."""
    by_period: dict[Period, list[Record]] = {}
    for record in records.values():
        if record.kind == "sheet" and record.is_sent:
            by_period.setdefault(record.period, []).append(record)
    found = {}
    for period, known in sorted(by_period.items()):
        place = _plain_place(period, by_period)
        counted = _plain_cells(known) if place is SheetPlace.COUNTS else ({}, {})
        found[str(SheetKey(OFFICE, period))] = (place, *counted)
    return found


def _plain_place(period: Period, by_period: Mapping[Period, list[Record]]) -> SheetPlace:
    wholes = by_period.get(WEEK, [])
    parts = [record for part in PARTS for record in by_period.get(part, [])]
    if not wholes or not parts:
        return SheetPlace.COUNTS
    cut = {record.lineage.recut.of for record in parts if record.lineage.recut}
    seen = cut | {one for record in wholes if record.id in cut for one in record.ancestors}
    heads = [one for one in wholes if not any(one.id in other.ancestors for other in wholes)]
    is_done = all(part in by_period for part in PARTS) and all(one.id in seen for one in heads)
    if is_done:
        return SheetPlace.RETIRED if period == WEEK else SheetPlace.COUNTS
    return SheetPlace.COUNTS if period == WEEK else SheetPlace.WAITING


def _plain_cells(known: list[Record]) -> tuple[dict[Cell, Any], dict[Cell, set[Any]]]:
    cells = {Cell(district, key) for record in known for district, _, _ in record.rows for key in COLUMNS}
    said = {cell: _plain_claims(cell, known) for cell in sorted(cells)}
    disputed = {cell: claims for cell, claims in said.items() if len(claims) > 1}
    for district in {cell.district for cell in cells}:
        row = {cell: claims for cell, claims in said.items() if cell.district == district and claims - {None}}
        if Cell(district, STATE) in row and len(row) > 1:
            disputed |= row
    values = {
        cell: next(iter(claims))
        for cell, claims in said.items()
        if cell not in disputed and claims and claims != {None}
    }
    return values, dict(sorted(disputed.items()))


def _plain_claims(cell: Cell, known: list[Record]) -> set[Any]:
    writers = []
    for record in known:
        before = [other for other in known if other.id in record.ancestors]
        near = [one for one in before if not any(one.id in other.ancestors for other in before)]
        if near and any(_plain_content(one, cell) != _plain_content(record, cell) for one in near):
            writers.append(record)
        if not near and _plain_content(record, cell) is not None:
            writers.append(record)
    last = [one for one in writers if not any(one.id in other.ancestors for other in writers)]
    return {_plain_content(one, cell) for one in last}


def _plain_content(record: Record, cell: Cell) -> Any:
    for district, state, values in record.rows:
        if district == cell.district:
            if cell.indicator == STATE:
                return RowState.NO_OPERATIONS if state == "no_operations" else None
            return values.get(cell.indicator)
    return None
