"""All sheets of a file, told one by one, are judged as `check` judges each."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fieldapp.core.checks.answers import answer_warning_with
from fieldapp.core.checks.review import ANSWERED, FLAGGED, FOLLOW_UP, WantedItems, items_of, judgings_of
from fieldapp.core.edits import make_edits
from fieldapp.core.period import Period, week_of
from fieldapp.core.sheet import CONTROL, Cell, SheetKey
from fieldapp.passage import judge
from fieldapp.resources import programme_text
from fieldapp.store.store import Store, create_store

FIRST, TODAY = date(2024, 1, 1), date(2025, 6, 1)
WEEKS = [week_of(FIRST + timedelta(weeks=number)) for number in (*range(30), 31, 32)]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("told") / "k.fieldapp"
    create_store(path, programme_text("azerbaijan"), "karabakh")
    store = Store(path, "Leyla")
    for number, week in enumerate(WEEKS):
        sheet = store.blank(week)
        wanted = {
            Cell(place, key): (number * 7 + row * 3 + column) % 11
            for row, place in enumerate(sheet.districts[: 4 + number % 2])
            for column, key in enumerate(sheet.indicators)
        }
        wanted[Cell(CONTROL, "uxo")] = 7
        store.write(week, make_edits(sheet, wanted))
    yield store
    store.close()


def items(store):
    return [
        item
        for one in judgings_of(store.marked(), TODAY)
        for past in [[store.told(sheet.key) for sheet in one.past]]
        for item in items_of(store.told(one.sheet.key), past, one, store.programme, TODAY)
    ]


def test_the_findings_of_all_sheets_are_those_of_check(store):
    found = [item.finding for item in items(store) if item.finding]
    assert found == list(judge(store, [SheetKey("karabakh", week) for week in reversed(WEEKS)], TODAY))
    assert len({finding.code for finding in found}) > 3


def test_what_is_answered_or_flagged_is_told_apart_and_leaves_the_count(store):
    before = [item for item in items(store) if WantedItems().admits(item)]
    one = next(item for item in before if item.rule == "not-reported")
    answer = answer_warning_with(one.finding, store.sheet(one.key), "no roads")
    store.put_answer(one.key, answer)
    cell = Cell("agdam", "uxo")
    store.flag(one.key, cell, "ask the team")
    try:
        after = items(store)
        assert sum(map(WantedItems().admits, after)) == len(before)
        assert [item.finding.answer for item in after if item.kind == ANSWERED] == ["no roads"]
        (flagged,) = (item for item in after if item.kind == FLAGGED)
        assert (flagged.key, flagged.rule, flagged.cells) == (one.key, FOLLOW_UP, (cell,))
        assert list(filter(WantedItems(rule=FOLLOW_UP, district="agdam").admits, after)) == [flagged]
        assert not any(map(WantedItems(office="hq").admits, after))
        assert not any(map(WantedItems(span=Period(TODAY, TODAY)).admits, after))
    finally:
        store.put_answer(one.key, replace(answer, why=""))
        store.take_flag_off(one.key, cell)


def test_a_sheet_in_which_nothing_is_entered_is_not_judged_but_its_flags_stand(store):
    week = week_of(date(2025, 3, 3))
    store.flag(week, Cell("agdam", "uxo"), "was it sent?")
    found = [item for item in items(store) if item.key.period == week]
    assert [item.kind for item in found] == [FLAGGED]
