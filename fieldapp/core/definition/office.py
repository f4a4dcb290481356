"""An office of the programme: what it answers for and since when, whose it is, and when its weeks are due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from fieldapp.core.period import DAY, Period

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Charge:
    """That an office answers for a region, or for a district by itself, from one day to another, both
    included; None is *always*."""

    key: str
    valid_from: date | None = None
    valid_to: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)

    def last_day_in(self, period: Period) -> date | None:
        """The last day of a period on which it holds."""
        last = min(self.valid_to or period.end, period.end)
        return last if last >= max(self.valid_from or period.start, period.start) else None

    def meets(self, other: "Charge") -> bool:
        """Whether the two are of one place and share a day."""
        return (
            self.key == other.key
            and (self.valid_from or date.min) <= (other.valid_to or date.max)
            and (other.valid_from or date.min) <= (self.valid_to or date.max)
        )


@dataclass(frozen=True, slots=True)
class Due:
    """The weekday (Monday is 0) and the hour, as headquarters' clocks show it, by which a report is there."""

    weekday: int
    time: time

    def after(self, period: Period) -> datetime:
        """When the report of a period is due: the first such day that comes after it."""
        day = period.end + DAY
        return datetime.combine(day + (self.weekday - day.weekday()) % 7 * DAY, self.time)


@dataclass(frozen=True)
class Office:
    """Who enters, and for which places: whole regions, and single districts that are taken out of theirs.

    `organisation`: the key of the one it belongs to; None where the definition does not say.
    """

    key: str
    charges: tuple[Charge, ...]
    names: Mapping[str, str]
    single_districts: tuple[Charge, ...] = ()
    organisation: str | None = None
    due: Due | None = None

    @property
    def regions(self) -> tuple[str, ...]:
        """The keys of the regions that it answers for at any time, each once."""
        return tuple(dict.fromkeys(charge.key for charge in self.charges))


def answering(offices: Sequence[Office], district: str, region: str, period: Period) -> frozenset[str]:
    """The keys of those offices that answer for a district in a period: who has it on the last of its days on
    which anybody has it, so that a week in which it changes hands is never entered twice. Who has the
    district by itself goes before who has its region."""
    singly = [
        (one.key, charge) for one in offices for charge in one.single_districts if charge.key == district
    ]
    wholly = [(one.key, charge) for one in offices for charge in one.charges if charge.key == region]
    ends = [day for _, charge in singly + wholly if (day := charge.last_day_in(period)) is not None]
    if not ends:
        return frozenset()
    last = max(ends)
    return frozenset(key for key, charge in singly if charge.covers(last)) or frozenset(
        key for key, charge in wholly if charge.covers(last)
    )
