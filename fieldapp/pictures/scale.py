"""The scale of a chart: from nothing to a round number, in stored units."""

from decimal import Decimal

from fieldapp.core.numbers import Unit, Value, in_stored_units
from fieldapp.pictures.canvas import Canvas

_ROUND = (1, 2, 3, 4, 5, 6, 8, 10)


def top_of(most: Value, unit: Unit) -> Value:
    """A round number that is not less; at least one of the entered unit."""
    whole = max(Decimal(most) / unit.scale, Decimal(1))
    power = Decimal(1).scaleb(whole.adjusted())
    return in_stored_units(next(step * power for step in _ROUND if step * power >= whole), unit.scale)


def share(value: Value, top: Value) -> float:
    """How high a value stands on the scale, between 0 and 1."""
    return min(1.0, max(0.0, float(Decimal(value) / Decimal(top))))


def how_many_beside(canvas: Canvas, least: float, most: int) -> int:
    """How many things of a width stand side by side."""
    return max(1, min(most, int(canvas.width // (least * canvas.scale))))
