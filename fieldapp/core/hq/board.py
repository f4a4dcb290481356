"""Who has sent what, and when: offices by weeks, with rates that cannot pass 100 %."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum

from fieldapp.core.hq.beside import NOTHING_GIVEN, GivenRows
from fieldapp.core.hq.counting import CountedSheet, SheetPlace, as_sheet
from fieldapp.core.hq.state import Holdings
from fieldapp.core.period import DAY, Nearby, Period, cut_at_month_end, week_of
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.records.record import Record, RecordKind
from fieldapp.core.sheet import SheetKey


class Arrived(StrEnum):
    """What is known of an office's week. SENT_IN_TIME: it came late, but was sent before it was due."""

    RECEIVED = "received"
    LATE = "late"
    SENT_IN_TIME = "sent-in-time"
    MISSING = "missing"
    DRAFT = "draft"
    DISPUTED = "disputed"
    NOT_DUE = "not-due"


_IN_TIME = frozenset({Arrived.RECEIVED, Arrived.SENT_IN_TIME})


@dataclass(frozen=True)
class Square:
    """One office's week on the board. `answered` of `expected` districts have reported, or were without
    operations; `sheets`: those that count for its days; `is_after_publication`: something came after the week
    was published; `districts`: the state of each that the office answers for; `twice`: those that
    headquarters have entered too in a sheet of their own, otherwise."""

    office: str
    period: Period
    state: Arrived
    due: datetime | None
    received_at: datetime | None
    sealed_at: datetime | None
    revision: int | None
    answered: int
    expected: int
    sheets: tuple[SheetKey, ...] = ()
    is_after_publication: bool = False
    districts: Mapping[str, Arrived] = field(default_factory=dict)
    twice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rates:
    """Of how many sheets that were due, each of a week of an office or of a part of one, how many came, and
    how many of these in time."""

    expected: int
    received: int
    in_time: int


@dataclass(frozen=True)
class Board:
    """The squares of each office, week by week; an office has none for a week in which it answers for no
    district."""

    weeks: tuple[Period, ...]
    squares: Mapping[str, Mapping[Period, Square]]

    @property
    def rates(self) -> Rates:
        """Over all offices; a week counts once it was due, or once it came."""
        found = [square for row in self.squares.values() for square in row.values()]
        return rates_of(found)


def rates_of(squares: Iterable[Square]) -> Rates:
    """The rates of some squares."""
    due = [square for square in squares if square.state is not Arrived.NOT_DUE]
    came = [square for square in due if square.state not in (Arrived.MISSING, Arrived.DRAFT)]
    in_time = [square for square in came if _is_in_time(square)]
    return Rates(len(due), len(came), len(in_time))


def make_board(
    held: Holdings,
    counted: Mapping[SheetKey, CountedSheet],
    received: Mapping[str, datetime],
    published: Mapping[Period, datetime],
    programme: Programme,
    span: Period,
    now: datetime,
    given: GivenRows = NOTHING_GIVEN,
) -> Board:
    """The board of the weeks that begin in a span. `received`: when each record came, by id; `published`:
    when a period was published first; `now`: by headquarters' clocks, whose zone the due hours are in;
    `given`: by sheet, where headquarters' own give way."""
    weeks = weeks_in(span, split=programme.split_at_month_end)
    sheets: dict[str, list[CountedSheet]] = {}
    for key, sheet in counted.items():
        sheets.setdefault(key.office, []).append(sheet)
    drafts: dict[str, list[Record]] = {}
    for record in filter(_is_draft, held.records.values()):
        drafts.setdefault(record.office, []).append(record)
    first_published = _first_published(weeks, published)
    squares: dict[str, dict[Period, Square]] = {}
    for office in programme.offices:
        if office.key == HQ:
            continue
        own = Nearby(sheets.get(office.key, ()), lambda sheet: sheet.key.period)
        own_drafts = Nearby(drafts.get(office.key, ()), lambda record: record.period)
        row = {}
        for week in weeks:
            expected = {district.key for district in programme.expected(office.key, week)}
            if expected:
                published_at = first_published[week]
                look = _Look(programme, office.key, week, expected, received, published_at, now, given)
                row[week] = look.square(own.of(week), own_drafts.of(week))
        squares[office.key] = row
    return Board(weeks, squares)


def _first_published(
    weeks: Iterable[Period], published: Mapping[Period, datetime]
) -> dict[Period, datetime | None]:
    """When anything of each week was published first."""
    known = Nearby(published.items(), lambda one: one[0])
    return {week: min((at for _, at in known.of(week)), default=None) for week in weeks}


def weeks_in(span: Period, *, split: bool) -> tuple[Period, ...]:
    """The weeks that begin in a span, in parts where a month ends in them and weeks are split there."""
    weeks: list[Period] = []
    day = span.start
    while day <= span.end:
        week = week_of(day)
        parts = cut_at_month_end(week) if split else ()
        weeks += [part for part in parts or (week,) if span.start <= part.start <= span.end]
        day = week.end + DAY
    return tuple(weeks)


@dataclass(frozen=True)
class _Look:
    programme: Programme
    office: str
    week: Period
    expected: set[str]
    received: Mapping[str, datetime]
    published_at: datetime | None
    now: datetime
    given: GivenRows

    def square(self, sheets: Sequence[CountedSheet], drafts: Sequence[Record]) -> Square:
        """What is known of this week, from all that shares a day with it."""
        here = [sheet for sheet in sheets if sheet.place is SheetPlace.COUNTS]
        heads = [sheet.folded.records[one] for sheet in here for one in sheet.folded.heads]
        came = [self.received[record.id] for record in heads if record.id in self.received]
        sealed = [record.sealed_at for record in heads if record.sealed_at is not None]
        came_at, sealed_at = max(came, default=None), max(sealed, default=None)
        told = self._answered(here)
        answered = len(told)
        state = self._state(here, answered, came_at, sealed_at, drafts)
        return Square(
            office=self.office,
            period=self.week,
            state=state,
            due=self._due,
            received_at=came_at,
            sealed_at=sealed_at,
            revision=max((record.revision for record in heads), default=None),
            answered=answered,
            expected=len(self.expected),
            sheets=tuple(sheet.key for sheet in here),
            is_after_publication=self._is_after_publication(came),
            districts=self._by_district(here, told, state, came_at, sealed_at),
            twice=self._twice(here),
        )

    def _twice(self, here: Sequence[CountedSheet]) -> tuple[str, ...]:
        rows = [row for sheet in here for row in self.given.get(sheet.key, ()) if row.cells]
        return tuple(sorted({row.district for row in rows if row.sheet.period.overlaps(self.week)}))

    def _by_district(
        self,
        here: Sequence[CountedSheet],
        told: set[str],
        state: Arrived,
        came_at: datetime | None,
        sealed_at: datetime | None,
    ) -> dict[str, Arrived]:
        """A district of a week that is there has come with it, or is missing in it."""
        disputed = {cell.district for sheet in here for cell in sheet.disputed}
        came = _punctuality(self._due, came_at, sealed_at)
        silent = state if state in (Arrived.DRAFT, Arrived.NOT_DUE) else Arrived.MISSING
        return {
            district: Arrived.DISPUTED if district in disputed else came if district in told else silent
            for district in sorted(self.expected)
        }

    def _answered(self, sheets: Sequence[CountedSheet]) -> set[str]:
        """The districts that have answered for every day of the week that they could."""
        if not _covers(self.week, [sheet.key.period for sheet in sheets]):
            return set()
        answered = [
            {row for row in sheet.districts if sheet.state(row) != "not_reported"} | {*counted.elsewhere}
            for counted in sheets
            for sheet in [as_sheet(counted, self.programme)]
        ]
        return set.intersection(*answered) & self.expected if answered else set()

    def _state(
        self,
        here: Sequence[CountedSheet],
        answered: int,
        came_at: datetime | None,
        sealed_at: datetime | None,
        drafts: Sequence[Record],
    ) -> Arrived:
        if any(sheet.disputed for sheet in here):
            return Arrived.DISPUTED
        if answered:
            return _punctuality(self._due, came_at, sealed_at)
        if drafts:
            return Arrived.DRAFT
        limit = self._due or datetime.combine(self.week.end + DAY, datetime.min.time(), self._zone)
        return Arrived.MISSING if self.now > limit else Arrived.NOT_DUE

    @property
    def _zone(self) -> tzinfo:
        return self.now.tzinfo or UTC

    @property
    def _due(self) -> datetime | None:
        due = self.programme.office(self.office).due
        return due.after(self.week).replace(tzinfo=self._zone) if due else None

    def _is_after_publication(self, came: Sequence[datetime]) -> bool:
        return self.published_at is not None and any(when > self.published_at for when in came)


def _punctuality(due: datetime | None, came_at: datetime | None, sealed_at: datetime | None) -> Arrived:
    if due is None or came_at is None or came_at <= due:
        return Arrived.RECEIVED
    return Arrived.SENT_IN_TIME if sealed_at is not None and sealed_at <= due else Arrived.LATE


def _is_in_time(square: Square) -> bool:
    state = square.state
    if state is Arrived.DISPUTED:
        state = _punctuality(square.due, square.received_at, square.sealed_at)
    return state in _IN_TIME


def _is_draft(record: Record) -> bool:
    return record.kind is RecordKind.SHEET and not record.is_sent


def _covers(week: Period, periods: Iterable[Period]) -> bool:
    day: date = week.start
    for period in sorted(periods):
        if period.start <= day:
            day = max(day, period.end + DAY)
    return day > week.end
