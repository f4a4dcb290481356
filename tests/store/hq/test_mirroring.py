"""What is read for a mirror: how far a file is, and all of it of one moment."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.resources import programme_text
from fieldapp.store.store import Store, create_store
from tests.data_files import empty_file

NOW = datetime(2025, 11, 5, 9, 0, tzinfo=UTC)
KEY = SheetKey("karabakh", read_period("2025-W11"))
UXO = Cell("agdam", "uxo")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    store = Store(empty_file(tmp_path / "hq.fieldapp"), "Leyla", lambda: NOW)
    yield store
    store.close()


def type_in(store: Store, value: int) -> None:
    store.write(KEY, make_edits(store.sheet(KEY), {UXO: value}))


def test_the_mark_rises_with_every_change_and_knows_where_it_comes_from(desk: Store) -> None:
    empty = desk.mark()
    type_in(desk, 1)
    first = desk.mark()
    type_in(desk, 2)
    second = desk.mark()

    assert empty.seq < first.seq < second.seq
    assert len({empty.state, first.state, second.state}) == 3
    assert all(desk.comes_from(mark.history, mark.link) for mark in (empty, first, second))
    assert not desk.comes_from(first.history, second.link)
    assert not desk.comes_from(second.history + 1, second.link)


def test_only_a_sheet_that_changed_has_another_print(desk: Store) -> None:
    type_in(desk, 1)
    other = SheetKey("karabakh", read_period("2025-W12"))
    desk.write(other, make_edits(desk.sheet(other), {UXO: 1}))
    before = desk.sheet_prints({})
    type_in(desk, 2)
    after = desk.sheet_prints({})

    assert before.keys() == {KEY, other}
    assert before[other] == after[other]
    assert before[KEY] != after[KEY]


def test_what_is_read_is_of_one_moment_though_another_program_writes(desk: Store) -> None:
    type_in(desk, 1)
    window = Store(desk.path, "Rauf", lambda: NOW)
    with desk.one_moment():
        before = desk.mark()
        type_in(window, 2)

        assert (desk.mark(), desk.sheet(KEY).values[UXO]) == (before, 1)
    assert desk.sheet(KEY).values[UXO] == 2
    window.close()


def test_an_offices_file_has_no_mark(tmp_path: Path) -> None:
    create_store(tmp_path / "k.fieldapp", programme_text("azerbaijan"), "karabakh")
    store = Store(tmp_path / "k.fieldapp", "Leyla", lambda: NOW)

    with pytest.raises(FieldAppError) as refusal:
        store.mark()

    assert refusal.value.code == "not-headquarters"
    store.close()
