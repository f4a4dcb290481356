"""Figures of one place among several: a part of what a report tells, never the whole."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from fieldapp.core.published.pairs import Pair

Spot = tuple[int, str]
"""Where a place is named, and its key."""


def spots_between(spots: Sequence[Spot], start: int, end: int) -> Sequence[Spot]:
    """Those of a sentence; they are in order."""
    return spots[bisect_left(spots, (start, "")) : bisect_left(spots, (end, ""))]


def parted_names(lines: Iterable[tuple[int, int, Sequence[Pair]]], spots: Sequence[Spot]) -> frozenset[str]:
    """What is told of one place in one sentence, and of another in another."""
    found: dict[str, set[str]] = {}
    for start, end, pairs in lines:
        keys = {key for _, key in spots_between(spots, start, end)}
        for pair in pairs if len(keys) == 1 else ():
            if not pair.is_total:
                found.setdefault(pair.name, set()).update(keys)
    return frozenset(name for name, keys in found.items() if len(keys) > 1)


def shares_in(pairs: Sequence[Pair], spots: Sequence[Spot], others: int, told: Collection[str]) -> set[int]:
    """Which pairs of a sentence are of one place: *in Aghdam 10 mines, in Fuzuli 5 mines*; or what is told
    beside, in a sentence about one place. `spots`: of the sentence; `others`: how many places the text names
    besides; `told`: figures that stand elsewhere too."""
    keys = {key for _, key in spots}
    if not keys or (len(keys) == 1 and not others):
        return set()
    if len(keys) == 1:
        return {at for at, pair in enumerate(pairs) if pair.name in told and not pair.is_total}
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
