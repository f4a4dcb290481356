import hashlib
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.records.seal import ALPHABET, Sealed, SealedRow, canonical_bytes, read_canonical, seal_of
from tests.core.making import COLUMNS, WEEK, days

ROWS: list[SealedRow] = [
    ("agdam", "reported", {"ap_mines": 155, "at_mines": 49, "uxo": 606, "area_cleared_ha": 16_511_000}),
    ("susa", "no_operations", {}),
    ("terter", "not_reported", {"ap_mines": 3, "uxo": None}),
]


def sealed(
    rows: list[SealedRow] = ROWS,
    period: Period = WEEK,
    revision: int = 1,
    office: str = "hq",
    programme: str = "azerbaijan",
) -> bytes:
    return canonical_bytes(programme, office, period, revision, rows)


def test_the_canonical_bytes_are_these_for_ever() -> None:
    assert sealed().decode() == (
        "fieldapp seal 1\n"
        "azerbaijan\n"
        "hq\n"
        "2025-03-10..2025-03-16\n"
        "1\n"
        "agdam reported ap_mines=155 area_cleared_ha=16511000 at_mines=49 uxo=606\n"
        "susa no_operations\n"
        "terter not_reported ap_mines=3\n"
    )


def test_the_digest_is_their_sha_256() -> None:
    assert seal_of(sealed(), WEEK).digest == hashlib.sha256(sealed()).hexdigest()


rows_in_any_order = st.permutations(ROWS).flatmap(
    lambda rows: st.permutations(COLUMNS).map(
        lambda columns: [
            (key, state, {name: values[name] for name in columns if name in values})
            for key, state, values in rows
        ]
    )
)


@given(rows_in_any_order)
def test_the_order_of_entry_does_not_matter(rows: list[SealedRow]) -> None:
    assert sealed(rows) == sealed()


def test_an_empty_cell_is_sealed_like_one_that_never_was() -> None:
    assert sealed([("agdam", "not_reported", {"uxo": None})]) == sealed([("agdam", "not_reported", {})])


def test_zero_is_not_sealed_like_an_empty_cell() -> None:
    assert sealed([("agdam", "not_reported", {"uxo": 0})]) != sealed([("agdam", "not_reported", {})])


@pytest.mark.parametrize("written", [Decimal("1.5"), Decimal("1.50"), Decimal("15e-1")])
def test_equal_numbers_are_sealed_alike(written: Decimal) -> None:
    assert sealed([("agdam", "reported", {"uxo": written})]).endswith(b"agdam reported uxo=1.5\n")


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_another_number_is_another_seal(one: int, other: int) -> None:
    seals = [seal_of(sealed([("agdam", "reported", {"uxo": number})]), WEEK) for number in (one, other)]

    assert (seals[0] == seals[1]) == (one == other)


@pytest.mark.parametrize(
    "changed",
    [
        sealed([("agdam", "reported", {"ap_mines": 156}), *ROWS[1:]]),
        sealed([("agdam", "reported", {"at_mines": 155}), *ROWS[1:]]),
        sealed([ROWS[0], ("susa", "not_reported", {}), ROWS[2]]),
        sealed(ROWS[:2]),
        sealed(revision=2),
        sealed(office="karabakh"),
        sealed(programme="elsewhere"),
        sealed(period=days("2025-03-10..2025-03-15")),
    ],
)
def test_one_change_changes_the_seal(changed: bytes) -> None:
    assert seal_of(changed, WEEK) != seal_of(sealed(), WEEK)


@given(st.binary(max_size=20))
def test_a_check_code_is_the_week_and_four_clear_symbols(content: bytes) -> None:
    assert re.fullmatch(f"W11-[{ALPHABET}]{{4}}", seal_of(content, WEEK).check_code)


@pytest.mark.parametrize(
    ("period", "week"), [("2026-W53", "W53"), ("2026-W01", "W01"), ("2025-06-10..2025-06-16", "W24")]
)
def test_a_check_code_begins_with_the_week_of_the_first_day(period: str, week: str) -> None:
    assert seal_of(b"", days(period)).check_code.startswith(f"{week}-")


def test_no_two_symbols_of_a_check_code_look_alike() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 24
    for group in ("0O", "1IL", "2Z", "5S", "8B", "UV"):
        assert len(set(group) & set(ALPHABET)) < 2


def test_the_check_code_of_a_sheet_stays_what_it_was_printed_as() -> None:
    assert seal_of(sealed(), WEEK).check_code == "W11-M7XV"


def test_what_was_sealed_is_read_again() -> None:
    rows = tuple((key, state, {k: v for k, v in row.items() if v is not None}) for key, state, row in ROWS)

    assert read_canonical(sealed()) == Sealed("azerbaijan", "hq", WEEK, 1, rows)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        sealed()[:30],
        sealed().replace(b"fieldapp seal 1", b"fieldapp seal 2"),
        sealed().replace(b"2025-03-10..", b"2025-03-40.."),
        sealed().replace(b"uxo=606", b"uxo=many"),
        sealed().replace(b"hq", b"\xff"),
    ],
)
def test_what_cannot_have_been_sealed_is_refused(content: bytes) -> None:
    with pytest.raises(FieldAppError, match="seal-unreadable"):
        read_canonical(content)
