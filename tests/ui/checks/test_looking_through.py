"""What is found in all sheets is known before anybody asks, and is always what the file would say now."""

import random
import sqlite3
from contextlib import closing
from datetime import timedelta
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import QObject

from fieldapp.core.checks.review import judgings_of
from fieldapp.core.edits import make_edits
from fieldapp.core.period import Period, week_of
from fieldapp.core.sheet import Cell
from fieldapp.store.hq import reporting
from fieldapp.ui.checks import looking_through
from fieldapp.ui.checks.looking_through import LookingThrough
from fieldapp.ui.kit.jobs import Jobs
from tests.ui.driving import WEEK, data_file, document_of, opened, running

WEEKS = [week_of(WEEK.start - timedelta(weeks=number)) for number in range(40)]


@pytest.fixture
def window(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        store = document_of(window).store
        for number, week in enumerate(WEEKS[1:]):
            enter(store, week, number)
        yield window


def enter(store, week, number):
    blank = store.sheet(week)
    store.write(week, make_edits(blank, {Cell("agdam", key): number for key in blank.indicators}))


def look(looking, qtbot):
    """All that is told of now, and how many sheets could not be shown."""
    told = []

    def take(items, done, of, unshown):
        told.append((items, done, of, unshown))

    looking.found.connect(take)
    looking.look()
    qtbot.waitUntil(lambda: bool(told) and told[-1][1] == told[-1][2])
    looking.found.disconnect(take)
    return [item for items, *_ in told for item in items], told[-1][3], len(told)


def found_anew(document, qtbot):
    owner = QObject()
    jobs = Jobs(owner)
    items, unshown, _ = look(LookingThrough(document, jobs, owner), qtbot)
    jobs.wait()
    return items, unshown


def test_once_the_file_was_compared_the_view_is_whole_when_it_opens_and_nothing_is_judged_then(window, qtbot):
    errands = window.errands
    window.comparison.ended.emit()
    qtbot.waitUntil(lambda: errands.looking_through.is_done)
    begun = []
    errands.looks.busy_changed.connect(lambda: begun.append(True))

    window.actions_by_key["checks"].trigger()
    dialog = errands.reviewing.dialog
    assert dialog.is_whole
    assert begun == []
    assert f"{len(WEEKS)} sheets checked" in dialog.told.text()
    assert [*dialog.items] == found_anew(document_of(window), qtbot)[0]
    dialog.reject()


def test_whatever_was_changed_since_is_shown_as_if_all_were_judged_anew(window, qtbot):
    document, chance = document_of(window), random.Random(5)
    looking, store = window.errands.looking_through, document.store
    looking.prepare()
    qtbot.waitUntil(lambda: looking.is_done)
    for turn in range(12):
        week = chance.choice(WEEKS)
        match chance.randrange(4):
            case 0:
                enter(store, week, chance.choice([0, 7, -3, 40_000]))
            case 1:
                store.write(week, make_edits(store.sheet(week), dict.fromkeys(store.sheet(week).values)))
            case 2:
                store.flag(week, Cell("agdam", "uxo"), f"again {turn}")
            case _:
                days = Period(week.start + timedelta(days=2), week.start + timedelta(days=4))
                enter(store, days, 3)
        assert look(looking, qtbot)[:2] == found_anew(document, qtbot), turn


def test_a_sheet_that_is_changed_while_it_is_looked_at_is_not_known_as_what_it_was(
    window, qtbot, monkeypatch
):
    document = document_of(window)
    store, looking = document.store, window.errands.looking_through
    before = found_anew(document, qtbot)
    old = store.sheet(WEEKS[3]).values[Cell("agdam", "uxo")]
    read = store.told

    def changed_before_reading(key):
        if key.period == WEEKS[3]:
            monkeypatch.setattr(store, "told", read)
            store.write(key, make_edits(store.sheet(key), {Cell("agdam", "uxo"): -5}))
        return read(key)

    monkeypatch.setattr(store, "told", changed_before_reading)
    looking.prepare()
    qtbot.waitUntil(lambda: looking.is_done)
    store.write(WEEKS[3], make_edits(store.sheet(WEEKS[3]), {Cell("agdam", "uxo"): old}))
    assert look(looking, qtbot)[:2] == before


def test_what_another_program_wrote_past_the_app_is_not_shown_as_known(window, qtbot):
    document, looking = document_of(window), window.errands.looking_through
    look(looking, qtbot)
    with closing(sqlite3.connect(document.store.path)) as other, other:
        other.execute("UPDATE tally SET value = 999 WHERE sheet = 5")
    items, unshown, _ = look(looking, qtbot)
    assert unshown == 1
    assert (items, unshown) == found_anew(document, qtbot)


def test_a_new_week_leaves_the_others_as_they_are_known(window):
    store, today = document_of(window).store, document_of(window).today
    before = {one.sheet.key: one for one in judgings_of(store.marked(), today)}
    enter(store, week_of(WEEK.start + timedelta(weeks=1)), 4)
    after = {one.sheet.key: one for one in judgings_of(store.marked(), today)}
    assert [key for key in before if before[key] != after[key]] == []


def test_nothing_is_looked_at_once_the_window_is_being_closed(window, qtbot):
    looking = window.errands.looking_through
    failures = []
    looking.failed.connect(failures.append)
    window.errands.prepare()
    window.errands.stop()
    window.errands.prepare()
    assert looking.is_done
    qtbot.wait(60)
    assert failures == []


def test_of_many_sheets_the_lists_are_read_beside_the_window(window, qtbot, monkeypatch):
    monkeypatch.setattr(reporting, "MANY_SHEETS", -1)
    document, looking = document_of(window), window.errands.looking_through
    kind = type(document.store)
    threads, read = [], kind.marked

    def noted(store):
        threads.append(current_thread())
        return read(store)

    monkeypatch.setattr(kind, "marked", noted)
    items, unshown, _ = look(looking, qtbot)
    again = look(looking, qtbot)

    assert len(threads) == 2
    assert main_thread() not in threads
    assert (items, unshown) == again[:2] == found_anew(document, qtbot)


def test_what_is_known_of_many_sheets_is_told_in_turns(window, qtbot, monkeypatch):
    monkeypatch.setattr(looking_through, "KNOWN_AT_ONCE", 2)
    looking = window.errands.looking_through
    before = look(looking, qtbot)
    again = look(looking, qtbot)

    assert again[:2] == before[:2]
    assert again[2] == -(-len(WEEKS) // 2)
