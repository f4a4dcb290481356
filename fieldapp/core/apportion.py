"""Sharing a whole number out in proportion, without losing or inventing a unit."""

from collections.abc import Mapping


def apportion(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Shares of `total` by weight that add up to it exactly (largest remainders; ties go to the first key).

    Weights are whole numbers ≥ 0 with a sum above 0; `total` ≥ 0.
    """
    whole = sum(weights.values())
    shares = {key: total * weight // whole for key, weight in weights.items()}
    left = total - sum(shares.values())
    by_remainder = sorted(weights, key=lambda key: (-(total * weights[key] % whole), key))
    for key in by_remainder[:left]:
        shares[key] += 1
    return shares
