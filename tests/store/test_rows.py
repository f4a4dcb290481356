from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.core.history import HistoryKind
from fieldapp.core.numbers import Value
from fieldapp.core.report import Status
from fieldapp.core.sheet import Content, RowState
from fieldapp.store.rows import as_kept, number_of, remembered

values = st.integers(-(10**16), 10**16) | st.decimals(min_value=-(10**17), max_value=10**17, places=9).filter(
    lambda number: number != number.to_integral_value()
)


@given(values)
def test_a_number_comes_back_as_it_went(value: Value) -> None:
    kept = as_kept(value)

    assert isinstance(kept, int | str)
    assert number_of(kept) == remembered(kept, HistoryKind.VALUE) == value
    assert isinstance(number_of(kept), int) == isinstance(value, int)


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (0, 0),
        (16_511_000, 16_511_000),
        (Decimal("0.5"), "0.5"),
        (Decimal("1E-9"), "0.000000001"),
        (RowState.NO_OPERATIONS, "no_operations"),
        (None, None),
    ],
)
def test_whole_numbers_are_integers_and_all_else_is_text(
    content: Content | None, kept: int | str | None
) -> None:
    assert as_kept(content) == kept
    assert type(as_kept(content)) is type(kept)
    assert remembered(kept, HistoryKind.VALUE) == content


def test_a_mark_is_remembered_as_a_mark() -> None:
    assert isinstance(remembered("no_operations", HistoryKind.VALUE), RowState)


@pytest.mark.parametrize("status", Status)
def test_a_status_is_remembered_by_its_word(status: Status) -> None:
    assert remembered(as_kept(status.value), HistoryKind.STATUS) == status.value
