"""While something is being changed, nothing is told as it was before."""

from contextlib import suppress

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import year_of
from fieldapp.core.sheet import SheetKey
from fieldapp.core.spans.range_report import By
from fieldapp.store.hq.holdings import settle_across
from fieldapp.store.store import Store
from tests.core.making import WEEK
from tests.store.conftest import OpenStore
from tests.store.seen.test_seen import EARLIER, UXO, sheets_read
from tests.store.seen.test_warm_reports import BALANCE
from tests.store.test_store import enter

AFTER = SheetKey("hq", WEEK)


@pytest.fixture
def store(open_store: OpenStore) -> Store:
    store = open_store()
    for number, period in enumerate(EARLIER):
        enter(store, {UXO: number}, period)
    store.put_openings([BALANCE])
    assert store.openings() == (BALANCE,)
    assert len(store.past(AFTER)) == 3
    return store


def test_balances_whose_rows_are_changed_already_are_not_told_as_they_were(store: Store) -> None:
    with suppress(ZeroDivisionError), store._transaction():
        assert store.openings() == (BALANCE,)
        store._remove_opening(BALANCE.period)
        with pytest.raises(FieldAppError, match="records-damaged"):  # as any reading of these rows
            store.openings()
        settle_across(store._db)
        assert store.openings() == ()
        raise ZeroDivisionError
    assert store.openings() == (BALANCE,)


def test_a_sheet_whose_rows_are_changed_already_is_not_told_as_it_was(store: Store) -> None:
    key = SheetKey("hq", EARLIER[0])
    with suppress(ZeroDivisionError), store._transaction():
        with store._turning(key) as change:
            change.put("tally", district=UXO.district, indicator=UXO.indicator, value=70)
            with pytest.raises(FieldAppError, match="sheet-damaged"):
                store._seen_at([key])
            assert [sheet.values[UXO] for sheet in store.past(AFTER)] == [1, 2]
        assert [sheet.values[UXO] for sheet in store.past(AFTER)] == [70, 1, 2]
        raise ZeroDivisionError
    assert [sheet.values[UXO] for sheet in store.past(AFTER)] == [0, 1, 2]


def test_what_was_given_up_leaves_nothing_behind(store: Store) -> None:
    year = year_of(WEEK.start)
    before = store.range_report(year, By.WEEK)
    with suppress(ZeroDivisionError), store._transaction():
        store._remove_opening(BALANCE.period)
        settle_across(store._db)
        store.range_report(year, By.WEEK)
        raise ZeroDivisionError
    assert store.range_report(year, By.WEEK) == before
    store.put_openings([], [BALANCE.period])
    assert store.range_report(year, By.WEEK) != before


def test_before_anything_is_changed_a_transaction_reads_nothing_again(store: Store) -> None:
    with store._transaction(), sheets_read(store) as asked:
        assert len(store.past(AFTER)) == 3

    assert asked == []
