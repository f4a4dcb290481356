import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.core.apportion import apportion

weights_of = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 10**6), min_size=1).filter(
    lambda weights: sum(weights.values()) > 0
)


@given(st.integers(0, 10**9), weights_of)
def test_no_unit_is_lost_or_invented(total: int, weights: dict[str, int]) -> None:
    shares = apportion(total, weights)

    assert sum(shares.values()) == total
    assert list(shares) == list(weights)


@given(st.integers(0, 10**9), weights_of)
def test_no_share_is_off_by_a_whole_unit(total: int, weights: dict[str, int]) -> None:
    whole = sum(weights.values())

    for key, share in apportion(total, weights).items():
        assert abs(share * whole - total * weights[key]) < whole


@given(st.integers(0, 10**9), weights_of)
def test_who_has_no_weight_gets_nothing(total: int, weights: dict[str, int]) -> None:
    assert [key for key, share in apportion(total, weights).items() if share and not weights[key]] == []


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (155, {"a": 1, "b": 1, "c": 1}, {"a": 52, "b": 52, "c": 51}),
        (1, {"c": 1, "b": 1, "a": 1}, {"c": 0, "b": 0, "a": 1}),  # ties go to the first key
        (10, {"a": 7, "b": 3}, {"a": 7, "b": 3}),
        (3, {"a": 90, "b": 10}, {"a": 3, "b": 0}),
        (0, {"a": 5, "b": 0}, {"a": 0, "b": 0}),
    ],
)
def test_the_largest_remainders_get_what_is_left(
    total: int, weights: dict[str, int], shares: dict[str, int]
) -> None:
    assert apportion(total, weights) == shares
