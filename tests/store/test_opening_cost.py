"""Opening a data file costs the same however much is in it: rows looked at are counted, not seconds."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.period import Period, week_of
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.resources import programme_text
from fieldapp.store import opening
from fieldapp.store.store import Store, create_store

FEW, MANY = 4, 64
SOME_STEPS = 20
"""Of SQLite's own machine; one row more that is looked at costs at least three."""


@pytest.fixture
def cost(monkeypatch):
    """Opens a file to the values of the sheet in which somebody will go on: how many statements SQLite was
    given, and how many steps of its machine they took."""
    connect = opening._connect
    counted: Counter[str] = Counter()

    def step() -> int:
        counted["steps"] += 1
        return 0

    def watched(path: Path, is_writable: bool) -> sqlite3.Connection:
        connection = connect(path, is_writable)
        connection.set_progress_handler(step, 1)
        connection.set_trace_callback(lambda told: counted.update(["statements"]))
        return connection

    def opened(path: Path) -> Counter[str]:
        counted.clear()
        with closing(Store(path, "")) as store:
            week = store.last_written()
            assert week is not None
            assert store.sheet(week).values
            return counted.copy()

    monkeypatch.setattr(opening, "_connect", watched)
    return opened


def weeks(count: int) -> Iterator[Period]:
    return (week_of(date(2020, 1, 6) + timedelta(weeks=number)) for number in range(count))


def enter(store: Store, office: str, week: Period) -> None:
    key = SheetKey(office, week)
    sheet = store.blank(key)
    store.write(key, make_edits(sheet, {Cell(place, "uxo"): 1 for place in sheet.districts}))


@pytest.mark.parametrize("office", ["hq", "karabakh"])
def test_opening_costs_the_same_for_few_sheets_and_for_many(tmp_path, cost, office):
    """Of headquarters' own, or all but the first of another office."""
    costs = []
    for count in (FEW, MANY):
        path = tmp_path / f"{count}.fieldapp"
        create_store(path, programme_text("azerbaijan"), "hq")
        with closing(Store(path, "")) as store:
            first, *others = weeks(count)
            enter(store, "hq", first)
            for week in others:
                enter(store, office, week)
        costs.append(cost(path))

    few, many = costs
    assert many["statements"] == few["statements"]
    assert many["steps"] <= few["steps"] + SOME_STEPS
