"""Which districts an office answers for on some days, beside all others that may; found by place, so that it
takes as long among a thousand offices as among three."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Generic, Protocol, TypeVar

from fieldapp.core.definition.office import Charge, Office
from fieldapp.core.period import DAY, Period


class Answerable(Protocol):
    """A district, as far as it matters here."""

    @property
    def key(self) -> str:
        """By which a charge names it."""

    @property
    def region(self) -> str:
        """The key of its region."""

    @property
    def valid_from(self) -> date | None:
        """Its first day; None is *always*."""

    @property
    def valid_to(self) -> date | None:
        """Its last day; None is *always*."""

    def is_valid_in(self, period: Period) -> bool:
        """Whether it is there on any day."""

    def days_in(self, period: Period) -> Period:
        """The days on which it is there."""


_Place = TypeVar("_Place", bound=Answerable)


class Responsibility(Generic[_Place]):
    """The places of some offices. `above` covers what all others do, and takes no place from them; nor do
    offices of two organisations from one another."""

    def __init__(self, offices: Iterable[Office], places: Sequence[_Place], above: str) -> None:
        self._places, self._above = places, above
        self._possible: dict[str, tuple[_Place, ...]] = {}
        self._known: dict[tuple[str, int, int], tuple[_Place, ...]] = {}
        groups: dict[tuple[bool, str | None], list[Office]] = {}
        charges: list[Charge] = []
        for office in offices:
            groups.setdefault(self._group(office), []).append(office)
            charges += (*office.charges, *office.single_districts)
        self._claims = {group: _Claims(some) for group, some in groups.items()}
        self._turns = _turns((*places, *charges))

    def expected(self, asked: Office, period: Period) -> tuple[_Place, ...]:
        """What an office answers for in a period, in the order of the places. It is the same for all periods
        that begin and end between the same days on which anything begins or ends."""
        turns = self._turns
        key = asked.key, bisect_right(turns, period.start), bisect_right(turns, period.end)
        if key not in self._known:
            self._known[key] = self._expected(asked, period)
        return self._known[key]

    def _expected(self, asked: Office, period: Period) -> tuple[_Place, ...]:
        claims = self._claims[self._group(asked)]
        return tuple(
            place
            for place in self._at_any_time(asked)
            if place.is_valid_in(period)
            and asked.key in claims.answering(place.key, place.region, place.days_in(period))
        )

    def _group(self, office: Office) -> tuple[bool, str | None]:
        is_above = office.key == self._above
        return is_above, None if is_above else office.organisation

    def _at_any_time(self, asked: Office) -> tuple[_Place, ...]:
        if asked.key not in self._possible:
            regions = {charge.key for charge in asked.charges}
            singly = {charge.key for charge in asked.single_districts}
            self._possible[asked.key] = tuple(
                place for place in self._places if place.region in regions or place.key in singly
            )
        return self._possible[asked.key]


def _turns(dated: Iterable[Charge | Answerable]) -> list[date]:
    """The days on which something begins or does not hold any more, in order."""
    limits = {(one.valid_from, one.valid_to) for one in dated}
    firsts = {first for first, _ in limits if first is not None}
    return sorted(firsts | {last + DAY for _, last in limits if last is not None and last < date.max})


class _Claims:
    """The charges of some offices by the place that they are of."""

    def __init__(self, offices: Iterable[Office]) -> None:
        self._singly: dict[str, list[tuple[str, Charge]]] = {}
        self._wholly: dict[str, list[tuple[str, Charge]]] = {}
        for office in offices:
            for charge in office.single_districts:
                self._singly.setdefault(charge.key, []).append((office.key, charge))
            for charge in office.charges:
                self._wholly.setdefault(charge.key, []).append((office.key, charge))

    def answering(self, district: str, region: str, period: Period) -> frozenset[str]:
        """The keys of those offices that answer for a district in a period: who has it on the last of its
        days on which anybody has it, so that a week in which it changes hands is never entered twice. Who has
        the district by itself goes before who has its region."""
        singly, wholly = self._singly.get(district, []), self._wholly.get(region, [])
        ends = [day for _, charge in singly + wholly if (day := charge.last_day_in(period)) is not None]
        if not ends:
            return frozenset()
        last = max(ends)
        return frozenset(key for key, charge in singly if charge.covers(last)) or frozenset(
            key for key, charge in wholly if charge.covers(last)
        )
