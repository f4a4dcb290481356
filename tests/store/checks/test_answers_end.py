"""An answer to a warning ends with any change of its cells or of their control totals, whatever changes them,
and with no other change."""

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.core.checks.answers import answer_warning_with
from fieldapp.core.checks.finding import Severity
from fieldapp.core.edits import make_edits, type_in
from fieldapp.core.period import week_of
from fieldapp.core.sheet import CONTROL, ROW_CONTROLS, STATE, Cell, RowState, SheetKey
from fieldapp.passage import judge
from fieldapp.store.store import Store
from tests.data_files import empty_file

TODAY = date(2025, 6, 1)
WEEK = week_of(date(2025, 3, 10))
KEY = SheetKey("karabakh", WEEK)
ROWS = ("agdam", "fuzuli", "terter", "susa", "xocali")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Nine weeks that say what is usual; in the tenth something is odd in many places."""
    path = empty_file(tmp_path_factory.mktemp("answers") / "k.fieldapp", "karabakh")
    with contextlib.closing(Store(path, "Leyla")) as store:
        for ago in range(9, 0, -1):
            week = week_of(WEEK.start - timedelta(weeks=ago))
            fill(store, week, dict.fromkeys(ROWS, (2 + ago % 3, 1, 7 + ago % 4, 20_000 + 500 * ago)))
        odd = {"agdam": (3, 1, 900, 21_000), "fuzuli": (2, 2, 8, 0), "terter": (0, 0, 0, 0)}
        fill(store, WEEK, odd | {"susa": (4, 1, 6, 2_400_000)})
        sheet = store.sheet(WEEK)
        totals = {Cell(CONTROL, "uxo"): 914, Cell("agdam", "control-items"): 904}
        store.write(WEEK, make_edits(sheet, totals))
        yield store


def fill(store, week, rows):
    sheet = store.blank(week)
    values = {
        Cell(place, key): value
        for place, row in rows.items()
        for key, value in zip(("ap_mines", "at_mines", "uxo", "area_cleared_ha"), row, strict=True)
    }
    store.write(week, make_edits(sheet, values))


def warnings(store):
    return [one for one in judge(store, [KEY], TODAY) if one.severity is Severity.WARNING]


def around(finding):
    """Whatever a change of which ends an answer to a finding."""
    places, columns = ({getattr(c, n) for c in finding.cells} for n in ("district", "indicator"))
    return {
        *finding.cells,
        *(Cell(CONTROL, key) for key in columns),
        *(Cell(place, key) for place in places for key in (*ROW_CONTROLS, STATE)),
    }


texts = st.one_of(st.integers(0, 10**6).map(str), st.sampled_from(["", "0", "1", "8", "904", "-3", "abc"]))
marks = st.sampled_from([None, RowState.NO_OPERATIONS])


def test_there_is_enough_to_be_answered(store):
    found = warnings(store)
    assert len({one.code for one in found}) >= 4
    assert any(len(one.cells) > 4 for one in found)


@given(data=st.data())
def test_any_change_of_its_cells_and_their_totals_ends_an_answer_and_no_other_change(store, data):
    found = data.draw(st.sampled_from([one for one in warnings(store) if one.cells]))
    sheet = store.sheet(WEEK)
    columns = (*sheet.indicators, *ROW_CONTROLS)
    near = st.sampled_from(sorted(around(found), key=str))
    anywhere = st.builds(Cell, st.sampled_from(sheet.districts), st.sampled_from([*columns, STATE]))
    below = st.builds(Cell, st.just(CONTROL), st.sampled_from(sheet.indicators))  # nothing where totals cross
    cell = data.draw(st.one_of(near, anywhere, below))
    store.put_answer(KEY, answer_warning_with(found, sheet, "so it is"))
    if cell.indicator == STATE:
        store.write(WEEK, make_edits(sheet, {cell: data.draw(marks)}))
    else:
        unit = store.programme.indicator(cell.indicator).unit
        store.write(WEEK, type_in(sheet, cell, data.draw(texts), unit))
    after, still = store.sheet(WEEK), same(store, found)
    changed = {
        one
        for one in {*sheet.values, *sheet.unread, *after.values, *after.unread}
        if (sheet.values.get(one), sheet.unread.get(one)) != (after.values.get(one), after.unread.get(one))
    }
    for one in still:
        assert one.is_answered is not bool(changed & around(found))

    back = {one: sheet.values.get(one) for one in {*after.values, *after.unread, *sheet.values}}
    store.write(WEEK, make_edits(after, back))
    assert [one.is_answered for one in same(store, found)] == [True]


def same(store, found):
    return [one for one in warnings(store) if (one.code, one.cells) == (found.code, found.cells)]
