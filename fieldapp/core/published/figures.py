"""A number and what it counts as a figure of the text, in stored units."""

from decimal import Decimal

from fieldapp.core.numbers import Value
from fieldapp.core.published.pairs import Pair
from fieldapp.core.published.reading import Figure

_MOST_DIGITS = 10


def printed_figures(pair: Pair, text: str) -> tuple[Figure | None, Figure | None]:
    """The figure of a pair, and the same area in another unit; none where it is too large or no count."""
    place = (pair.start, pair.end)
    words = text[slice(*place)]
    figures: list[Figure | None] = [None, None]
    for at, number in enumerate((pair.number, pair.twin)):
        if number is None:
            continue
        is_area = bool(number.unit)
        step = max(1, int(Decimal(number.scale).scaleb(-number.decimals))) if is_area else 1
        if number.between:
            low, high = (_stored(one, number.scale, is_area) for one in number.between)
            if low is not None and high is not None:
                between = (low, high)
                figures[at] = Figure(
                    None, words, place, number.rounding, step, number.has_two, between=between
                )
        elif number.amount is None:
            figures[at] = Figure(None, words, place, number.rounding, is_ambiguous=True) if is_area else None
        elif (value := _stored(number.amount, number.scale, is_area)) is not None:
            figures[at] = Figure(value, words, place, number.rounding, step, number.has_two)
    return figures[0], figures[1]


def _stored(amount: Decimal, scale: int, is_area: bool) -> Value | None:
    amount *= scale
    is_whole = amount == amount.to_integral_value()
    if amount.adjusted() > _MOST_DIGITS + 4 or not (is_area or is_whole):
        return None
    return int(amount) if is_whole else amount
