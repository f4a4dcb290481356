"""Opening balances: what is known of days before anybody entered weeks, as one figure for all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Value
from fieldapp.core.period import Period


@dataclass(frozen=True)
class Opening:
    """The balance of some days, with where it is from. `national`: by indicator, in stored units; what is not
    known is not there. `districts`: the same of single districts; where both are known, the national one is
    the balance and the districts are parts of it."""

    period: Period
    source: str
    national: Mapping[str, Value] = field(default_factory=dict)
    districts: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def total(self, indicator: str) -> Value | None:
        """The balance of a column, or None where nothing is known of it."""
        if indicator in self.national:
            return self.national[indicator]
        known = [row[indicator] for row in self.districts.values() if indicator in row]
        return sum(known, start=0) if known else None

    def remainder(self, indicator: str) -> Value | None:
        """What of the balance is in no district."""
        total = self.total(indicator)
        if total is None:
            return None
        return total - sum((row.get(indicator, 0) for row in self.districts.values()), start=0)


def in_order(openings: Iterable[Opening]) -> tuple[Opening, ...]:
    """The same in order, if each day is in one of them at most and no district's part is more than the whole.

    Raises FieldAppError `openings-overlap` or `opening-parts`.
    """
    sorted_ = tuple(sorted(openings, key=lambda opening: opening.period))
    for one, other in pairwise(sorted_):
        if one.period.overlaps(other.period):
            raise FieldAppError("openings-overlap", one=one.period, other=other.period)
    for opening in sorted_:
        for indicator in opening.national:
            rest = opening.remainder(indicator)
            if rest is not None and rest < 0:
                raise FieldAppError("opening-parts", period=opening.period, column=indicator)
    return sorted_
