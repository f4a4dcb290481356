"""An operation against its yardstick, in turn: what the machine does beside it slows both."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

FEWEST = 11
"""Pairs, below which a median says little."""


@dataclass(frozen=True, slots=True)
class Figure:
    """How an operation stood to its yardstick. `operation` and `yardstick` say in words what was timed;
    `ours` and `theirs` are the seconds of each run; the ratio may be `limit` at most, and should be `target`.
    `is_of_each`: what is felt each time; the limit is for 99 of 100 runs then and the target for 95, not for
    the median. `is_counted`: what is counted is no time.
    """

    operation: str
    yardstick: str
    limit: float
    target: float
    ours: Sequence[float] = field(repr=False)
    theirs: Sequence[float] = field(repr=False)
    is_of_each: bool = False
    is_counted: bool = False

    @property
    def ratio(self) -> float:
        """How many times the yardstick's median the operation's is."""
        return statistics.median(self.ours) / statistics.median(self.theirs)

    @property
    def is_within_limit(self) -> bool:
        """Whether the limit holds, which a build must not break."""
        return self._held_against(99) <= self.limit

    @property
    def verdict(self) -> str:
        """In a word."""
        if not self.is_within_limit:
            return "LIMIT BROKEN"
        return "yes" if self._held_against(95) <= self.target else "limit holds, target not met"

    def _held_against(self, share: int) -> float:
        if not self.is_of_each:
            return self.ratio
        return percentile(self.ours, share) / statistics.median(self.theirs)


def percentile(seconds: Sequence[float], share: int) -> float:
    """What so many of 100 runs take at most."""
    return sorted(seconds)[min(len(seconds) - 1, len(seconds) * share // 100)]


def take_turns(
    ours: Callable[[], float], theirs: Callable[[], float], pairs: int
) -> tuple[list[float], list[float]]:
    """The seconds that both report of themselves, B A B A …; the first run of each is not counted."""
    theirs(), ours()
    counted = [(theirs(), ours()) for _ in range(max(pairs, FEWEST))]
    return [our for _, our in counted], [their for their, _ in counted]
