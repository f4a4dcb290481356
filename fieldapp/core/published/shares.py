"""Figures of one place among several: a part of what a report tells, never the whole."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from fieldapp.core.published.pairs import Pair

Spot = tuple[int, str]
"""Where a place is named, and its key."""


def shares_in(pairs: Sequence[Pair], spots: Sequence[Spot], others: int, told: Iterable[str]) -> set[int]:
    """Which pairs of a sentence are of one place: *in Aghdam 10 mines, in Fuzuli 5 mines*; or a figure that
    was told before, in a sentence about one place. `spots`: of the sentence; `others`: how many places the
    text names besides; `told`: the figures before it."""
    keys = {key for _, key in spots}
    if not keys or (len(keys) == 1 and not others):
        return set()
    if len(keys) == 1:
        before = {*told}
        return {at for at, pair in enumerate(pairs) if pair.name in before and not pair.is_total}
    found: set[int] = set()
    for name in {pair.name for pair in pairs}:
        same = [at for at, pair in enumerate(pairs) if pair.name == name and not pair.is_total]
        if len(same) > 1 and all(
            _are_parted(pairs[one], pairs[other], spots) for one, other in pairwise(same)
        ):
            found |= {*same}
    return found


def _are_parted(one: Pair, other: Pair, spots: Sequence[Spot]) -> bool:
    """Whether one place is named between two figures; a list of them is said of both."""
    return sum(one.end <= at < other.start for at, _ in spots) == 1
