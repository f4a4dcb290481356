"""Which of the figures that a text prints are its own: those of its period, each once."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from fieldapp.core.numbers import Value
from fieldapp.core.published.dates import Days
from fieldapp.core.published.reading import AREA_FIGURE, PRESS_FIGURES, Figure, Mention

CURRENT = "current"


@dataclass(frozen=True, slots=True)
class ScopedFigure:
    """A figure with what it is of."""

    name: str
    figure: Figure
    scope: str
    days: Days | None
    line: int
    twin: Figure | None
    is_total: bool = False
    is_headline: bool = False


def form_of(current: list[ScopedFigure]) -> str:
    """Which of the two came first."""
    order = [one.name for one in current if one.name in ("ap_mines", "at_mines")]
    if "ap_mines" not in order or "at_mines" not in order:
        return ""
    exact = [one.name for one in current if one.name in ("ap_mines", "at_mines") and not one.figure.rounding]
    order = exact if {*exact} == {*order} else order
    return "wire" if order[0] == "ap_mines" else "post"


def chosen_figures(current: list[ScopedFigure]) -> tuple[dict[str, Figure], list[Mention]]:
    """What the body prints of each figure: exact before rounded, the more exact area before one that is cut
    off, what stands beside other figures before a headline; and what differs from that."""
    read: dict[str, Figure] = {}
    second: list[Mention] = []
    beside: dict[int, int] = {}
    for one in current:
        beside[one.line] = beside.get(one.line, 0) + 1
    for name in PRESS_FIGURES:
        same = [one for one in current if one.name == name]
        exact = [one for one in same if not one.figure.rounding and one.figure.value is not None]
        if name in ("mines", "items") and not exact:
            continue
        if not same:
            continue
        whole = [one for one in exact if one.is_total]
        prints = _by_step(exact)
        best = max(
            whole or exact or same,
            key=lambda one: (_is_finest(one, prints), not one.is_headline, beside[one.line], -one.line),
        )
        read[name] = best.figure
        again = whole or same
        second += [Mention(name, one.figure, CURRENT) for one in again if one.figure is not best.figure]
    return read, second


def _by_step(found: list[ScopedFigure]) -> dict[int, list[Value]]:
    """What is printed of the area in order, by how finely."""
    prints: dict[int, list[Value]] = {}
    for one in found:
        if one.name == AREA_FIGURE and one.figure.value is not None:
            prints.setdefault(one.figure.step, []).append(one.figure.value)
    return {step: sorted(values) for step, values in prints.items()}


def _is_finest(one: ScopedFigure, prints: Mapping[int, list[Value]]) -> bool:
    """Whether another print of the area is this one cut off or rounded."""
    value = one.figure.value
    if one.name != AREA_FIGURE or value is None:
        return False
    for step, values in prints.items():
        at = bisect_left(values, value)
        nearest = values[max(at - 1, 0) : at + 1]
        if step > one.figure.step and any(abs(Decimal(near) - Decimal(value)) < step for near in nearest):
            return True
    return False
