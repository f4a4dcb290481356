"""Columns that stand one row too low or too high from some row on, and how they stood before."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from fieldapp.core.numbers import Value

Columns = Mapping[str, Sequence[Value]]
FigureRight = Callable[[Value], Value]
"""What a figure has to say, in the place of what is seen, for its column to agree with the control total."""


def shifted_columns(columns: Columns, right: Mapping[str, FigureRight]) -> Iterator[dict[str, list[Value]]]:
    """How the columns may have been, all moved at the same row. Too low: a figure was typed twice, and the
    last one fell off the end. Too high: one was passed over, and the end stayed at nought. The figure that is
    lost is what the control total says."""
    length = min(map(len, columns.values()), default=0)
    for first in range(length - 1):
        for move in (_moved_up, _moved_down):
            moved = {key: move(values, first, right[key]) for key, values in columns.items()}
            whole = {key: values for key, values in moved.items() if values is not None}
            if len(whole) == len(moved) and any(whole[key] != [*columns[key]] for key in whole):
                yield whole


def _moved_up(values: Sequence[Value], first: int, right: FigureRight) -> list[Value] | None:
    """Before it slipped down: the row after `first` says the same as `first`."""
    if values[first] != values[first + 1]:
        return None
    lost = right(values[first + 1])
    return [*values[: first + 1], *values[first + 2 :], lost] if lost >= 0 else None


def _moved_down(values: Sequence[Value], first: int, right: FigureRight) -> list[Value] | None:
    """Before it slipped up: the last row says nothing."""
    lost = right(values[-1])
    return [*values[:first], lost, *values[first:-1]] if not values[-1] and lost >= 0 else None
