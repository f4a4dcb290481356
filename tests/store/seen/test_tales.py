"""The history that was read is not read again, and is never other than what is in the file."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.store.store import Store
from tests.core.making import WEEK
from tests.store.conftest import OpenStore
from tests.store.seen.test_seen import UXO, sheets_read
from tests.store.test_store import enter


def told(store: Store) -> list[object]:
    return [row.after for row in store.history(WEEK, UXO)]


@pytest.fixture
def written(open_store: OpenStore) -> Store:
    store = open_store()
    for value in (1, 2):
        enter(store, {UXO: value})
    assert told(store) == [1, 2]
    return store


def test_what_was_entered_since_is_told_and_the_sheet_is_not_read_for_it(written: Store) -> None:
    enter(written, {UXO: 3})
    with sheets_read(written) as asked:
        assert told(written) == [1, 2, 3]

    assert asked == []


def test_what_somebody_else_entered_is_told(written: Store, open_store: OpenStore) -> None:
    enter(open_store(who="Orxan"), {UXO: 4})

    assert told(written) == [1, 2, 4]


def test_what_was_given_up_is_not_told_after_it(written: Store) -> None:
    edits = make_edits(written.sheet(WEEK), {UXO: 5})
    with suppress(ZeroDivisionError), written._transaction():
        with written._turning(written.key(WEEK)) as change:
            written._write_in(change, edits, "")
        assert told(written) == [1, 2, 5]
        raise ZeroDivisionError
    assert told(written) == [1, 2]
    enter(written, {UXO: 6})

    assert told(written) == [1, 2, 6]


@pytest.mark.parametrize("harm", ["UPDATE history SET who = 'nobody' WHERE id = 1", "DELETE FROM history"])
def test_a_history_that_was_changed_behind_the_app_s_back_is_not_told(
    written: Store, data_file: Path, harm: str
) -> None:
    with closing(sqlite3.connect(data_file)) as behind, behind:
        behind.execute(harm)

    with pytest.raises(FieldAppError, match="sheet-damaged"):
        told(written)
