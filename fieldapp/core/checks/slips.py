"""Slips of the hand: how a right figure becomes the one that stands in a cell, and how often that happens."""

from collections.abc import Iterator

from fieldapp.core.numbers import Unit, Value, decimal_text

_ALIKE = {frozenset(pair) for pair in ("17", "38", "56", "49")}
_SQUARE_METRES = 10_000
_FACTORS = ((10, "tenfold", -1.0), (100, "hundredfold", -2.0))

Slip = tuple[str, float]
"""What happened, and the logarithm of how often it does."""


def slip_between(right: Value, seen: Value | None, unit: Unit) -> Slip | None:
    """The likeliest slip that turns `right` into what is seen; None where none does."""
    if not seen:
        return ("left-out", -2.5) if right else None
    if seen == -right:
        return "sign", 0.0
    if seen < 0 or right <= 0:
        return _of_digits(right, seen, unit) if seen > 0 and right == 0 else None
    found = [(kind, prior) for factor, kind, prior in _FACTORS if seen == right * factor]
    if right == seen * 10:
        found.append(("tenth", -1.0))
    if unit is Unit.HECTARE and seen == right * _SQUARE_METRES:
        found.append(("square-metres", -1.0))
    digits = _of_digits(right, seen, unit)
    return max([*found, *([digits] if digits else [])], key=lambda slip: slip[1], default=None)


def rights_within(seen: int, low: int, high: int) -> Iterator[int]:
    """The areas in square metres, from `low` to below `high`, that one slip of the hand may turn into what is
    seen; one may come twice, or not be the work of a slip after all."""
    factors = [
        -seen,
        seen * 10,
        *(seen // factor for factor in (10, 100, _SQUARE_METRES) if not seen % factor),
    ]
    yield from (right for right in factors if low <= right < high)
    for worth in (1000, 100, 10, 1) if seen > 0 else ():
        if not seen % worth:
            yield from (right for right in _rights(seen, worth, low, high) if low <= right < high)


def _rights(seen: int, worth: int, low: int, high: int) -> Iterator[int]:
    """Those of a figure whose last typed digit is worth so much, which may be a nought."""
    number, power = seen // worth, 1
    while power <= number or power * worth <= _SQUARE_METRES:  # in 0.0301 noughts are typed
        above, below = divmod(number, power)
        left, digit = divmod(above, 10)
        place = power * worth
        yield (left * power + below) * worth
        yield (left * power + below) * 10 * worth
        yield (left // 10 * 100 + digit * 10 + left % 10) * place + below * worth
        yield from _with_any_digit(left * 10 * place + below * worth, place, low, high)
        yield from _with_any_digit(above * 10 * place + below * worth, place, low, high)
        if not place % 10 and not below * worth % 10:
            yield from _with_any_digit(above * place + below * worth // 10, place // 10, low, high)
        power *= 10
    yield from _with_any_digit(seen, power * worth, low, high)
    if seen < _SQUARE_METRES:  # of 60.78 a lost 6 leaves 0.78, with a digit before the mark
        yield from _with_any_digit(seen, 10 * _SQUARE_METRES, low, high)


def _with_any_digit(rest: int, place: int, low: int, high: int) -> range:
    """A number with each digit at a place that is free, as far as it lies between two."""
    first, last = max(0, -((rest - low) // place)), min(9, (high - 1 - rest) // place)
    return range(rest + first * place, rest + last * place + 1, place)


def _of_digits(right: Value, seen: Value, unit: Unit) -> Slip | None:
    """One step of the restricted Damerau-Levenshtein distance, in the digits as they are typed."""
    texts = decimal_text(right, unit), decimal_text(seen, unit)
    places = max([len(text.partition(".")[2]) for text in texts] + [int(unit is Unit.HECTARE)])
    return _one_step(*(_digits(text, places) for text in texts)) or _one_step(*texts)


def _digits(text: str, places: int) -> str:
    whole, _, fraction = text.partition(".")
    return (whole + fraction.ljust(places, "0")).lstrip("0") or "0"


def _one_step(right: str, seen: str) -> Slip | None:
    if len(right) == len(seen):
        return _in_place(right, seen)
    longer, shorter = (right, seen) if len(right) > len(seen) else (seen, right)
    at = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    if len(longer) != len(shorter) + 1 or longer[at + 1 :] != shorter[at:] or longer[at] == ".":
        return None
    if longer == right:
        return "digit-lost", -1.2
    # of equal digits in a row the last is told from the others by nothing
    return ("digit-doubled", -1.2) if at and longer[at] == longer[at - 1] else ("digit-extra", -3.0)


def _in_place(right: str, seen: str) -> Slip | None:
    wrong = [i for i, (a, b) in enumerate(zip(right, seen, strict=True)) if a != b]
    if len(wrong) == 1 and "." not in (right[wrong[0]], seen[wrong[0]]):
        pair = right[wrong[0]] + seen[wrong[0]]
        return "digit-wrong", -1.0 if frozenset(pair) in _ALIKE or pair == "06" else -2.5
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        i, j = wrong
        if (right[i], right[j]) == (seen[j], seen[i]):
            return "digits-transposed", -1.0
    return None
