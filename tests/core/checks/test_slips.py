"""What one slip of the hand may have made of a right figure is looked for without leaving any out."""

from random import Random

import pytest

from fieldapp.core.checks.slips import rights_within, slip_between
from fieldapp.core.numbers import Unit

TENTH = 1000


@pytest.mark.parametrize("last", [1, 10, 100, 1000])
def test_every_figure_from_which_a_slip_leads_to_what_is_seen_is_among_them(last: int) -> None:
    luck = Random(last)
    for _ in range(40):
        right = luck.randrange(last, 3_000_000, last)
        figures = list(str(right // last))
        at = luck.randrange(len(figures))
        match luck.randrange(4):
            case 0:
                figures[at] = luck.choice("0123456789")
            case 1:
                del figures[at]
            case 2:
                figures.insert(at, luck.choice("0123456789"))
            case _:
                figures[at : at + 2] = reversed(figures[at : at + 2])
        seen = int("".join(figures) or "0") * last
        if not seen:
            continue
        low = max(1, right - luck.randrange(TENTH))
        high = low + TENTH

        found = set(rights_within(seen, low, high))

        wanted = {one for one in range(low, high) if one != seen and slip_between(one, seen, Unit.HECTARE)}
        assert wanted <= found
        assert all(low <= one < high for one in found)


@pytest.mark.parametrize("most", [100, 1000, 10_000, 30_000])
def test_none_is_left_out_below_one_hectare(most: int) -> None:
    """Where noughts after the mark are digits that somebody typed."""
    luck = Random(most)
    for _ in range(30):
        last = luck.choice([one for one in (1, 10, 100, 1000) if one < most])
        seen = luck.randrange(last, most, last)
        low = luck.randrange(max(1, seen - 2 * TENTH), seen + 12 * TENTH)
        wanted = {
            one
            for one in range(low, low + TENTH)
            if one != seen and slip_between(one, seen, Unit.HECTARE) is not None
        }
        assert wanted <= set(rights_within(seen, low, low + TENTH)), seen


@pytest.mark.parametrize(
    ("seen", "right"),
    [
        (12_793_400, 1_279_340),
        (127_934_000, 1_279_340),
        (12_793_400_000, 1_279_340),
        (127_934, 1_279_340),
        (-1_279_340, 1_279_340),
        (279_340, 1_279_340),
        (7_800, 607_800),
        (1, 301),  # 0.0001 and 0.0301
        (10, 51),  # 0.001 and 0.0051
        (5, 10_005),  # 0.0005 and 1.0005
    ],
)
def test_a_lost_mark_a_sign_and_a_lost_first_digit_are_among_them(seen: int, right: int) -> None:
    assert right in rights_within(seen, right - TENTH, right + TENTH)
