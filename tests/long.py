"""What of a promise is kept in each run, and what only in a long one (`python3 dev.py test-long`)."""

from collections.abc import Iterable

import pytest
from hypothesis import settings

FEW, MANY = 40, 200
"""The examples of a property in a run of `test`, and in a long one."""


def one_in(step: int, cases: Iterable) -> list:
    """The cases of a parametrized test: of each so many the first stays, the others are for a long run."""
    return [
        case if number % step == 0 else pytest.param(case, marks=pytest.mark.long)
        for number, case in enumerate(cases)
    ]


def each_once(some: Iterable, others: Iterable) -> list:
    """All pairs, of which so many stay that each of both lists is there; the others are for a long run."""
    firsts, seconds = [*some], [*others]
    fewer = min(len(firsts), len(seconds))
    return [
        pytest.param((one, other), marks=() if left % fewer == right % fewer else pytest.mark.long)
        for left, one in enumerate(firsts)
        for right, other in enumerate(seconds)
    ]


def examples(few: int) -> int:
    """The examples of a dear property: so few in a run of `test`, and in a long one more in proportion."""
    return few * settings.default.max_examples // FEW
