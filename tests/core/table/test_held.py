"""The number behind a rounded display is taken, never another one, and never without a word."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.core.numbers import Unit, parse
from fieldapp.core.table.held import Behind, HeldCell, clip_of, exact, typed_number


@pytest.mark.parametrize(
    ("shown", "number", "typed"),
    [
        ("1 651", "1651.1", "1651.1"),
        ("1\u00a0651", "1651.1", "1651.1"),
        ("1,651", "1651.1", "1651.1"),  # which could be 1.651
        ("1,651", "1.6512", "1.6512"),
        ("1,198", "1198", "1198"),
        ("1.198", "1.198", "1.1980"),
        ("1 651 ha", "1651.1", "1651.1 ha"),
        ("16 511 000 m²", "16511000.2", "16511000.2 m²"),
        ("5,00", "5.001", "5.0010"),
        ("2", "1.5", "1.5"),
        ("-3", "-3.2", "-3.2"),
        ("0", "0.004", "0.0040"),
        (" -   ", "0", "0"),
        ("\u200e155", "155", "155"),
        ("12,5", "12.5", "12.5"),
    ],
)
def test_a_held_number_is_typed_in_full(shown: str, number: str, typed: str) -> None:
    assert typed_number(shown, Decimal(number)) == typed


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        ("10.03.2025", "45726"),
        ("12%", "0.12"),
        ("1,7", "1651.1"),
        ("1 651", "1652"),
        ("5,0", "5.5"),
        ("", "7"),
        ("-", "0"),
        ("Ağdam", "3"),
        ("1.65E+03", "1651.1"),
    ],
)
def test_what_is_not_the_shown_number_is_never_put_in_its_place(shown: str, number: str) -> None:
    assert typed_number(shown, Decimal(number)) is None


@pytest.mark.parametrize(
    ("shown", "number", "is_said"),
    [("1,7", "1651.1", True), ("", "7", True), ("", "0", False), ("10.03.2025", "45726", False)],
)
def test_another_number_than_shown_is_told(shown: str, number: str, is_said: bool) -> None:
    clip = clip_of([[shown, "4"]], [[HeldCell(shown, Decimal(number)), HeldCell("4", Decimal(4))]])

    assert clip.block == [[shown, "4"]]
    assert clip.behind == ((Behind(shown, Decimal(number)),) if is_said else ())


def test_where_the_shapes_differ_the_text_is_taken_and_hidden_numbers_are_told() -> None:
    held = [[HeldCell("1 651", Decimal("1651.1")), HeldCell("5", Decimal(5)), HeldCell("x")]]
    clip = clip_of([["1 651", "5"]], held)

    assert clip.block == [["1 651", "5"]]
    assert clip.behind == (Behind("1 651", Decimal("1651.1")),)


@pytest.mark.parametrize(
    ("number", "meant"),
    [
        ("1651.0999999999999", "1651.1"),
        ("0.30000000000000004", "0.3"),
        ("1E-200", "0"),
        ("1.6511E3", "1651.1"),
    ],
)
def test_the_noise_of_binary_numbers_is_no_part_of_a_number(number: str, meant: str) -> None:
    assert exact(Decimal(number)) == Decimal(meant)


@pytest.mark.parametrize("number", ["1E999999999", "NaN", "Infinity", "-1E80"])
def test_what_no_cell_could_hold_is_no_number(number: str) -> None:
    assert exact(Decimal(number)) is None


@given(st.decimals(0, 99999, places=4), st.integers(0, 3), st.sampled_from(".,"))
def test_any_rounded_display_gives_its_number_back(number: Decimal, places: int, mark: str) -> None:
    shown = format(round(number, places), "f").replace(".", mark)
    typed = typed_number(shown, number)

    assert typed is not None
    assert parse(typed, Unit.HECTARE) == number * 10_000
