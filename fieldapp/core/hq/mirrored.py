"""What a mirror of headquarters' file holds: the sheets as they count, the records, the board, what was
published. All of it is worked out from the file; nothing is ever read back from a mirror."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from fieldapp.core.history import HistoryKind, HistoryRow
from fieldapp.core.hq.board import Square
from fieldapp.core.hq.counting import CountedSheet, SheetPlace
from fieldapp.core.hq.state import Holdings, is_known_to, sheet_of
from fieldapp.core.numbers import Value
from fieldapp.core.period import DAY, Period, month_of, week_of, year_of
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record, RecordKind
from fieldapp.core.report import Standing
from fieldapp.core.sheet import Cell, RowState, Sheet, SheetKey

_COUNTS, _OLDER, _DISPUTED = "counts", "older", "disputed"
_AHEAD = timedelta(weeks=8)
"""How far the board of a mirror looks ahead, so that it names what is missing although nobody feeds it."""


@dataclass(frozen=True, slots=True)
class FileMark:
    """How far a data file is: `seq` rises with every change of a figure, every record and every ruling, and
    never falls; `history`: how many rows its history has, and `link`, that of the newest; `state`: a digest
    over all sheets and all that goes across them."""

    seq: int
    history: int
    link: str
    state: str


@dataclass(frozen=True, slots=True)
class MirrorTally:
    """A cell that holds a number, is in dispute, or is of a row without operations. `exact`: the decimal text
    of a number that is not whole in its stored unit, which has no `value`."""

    district: str
    indicator: str
    value: int | None
    exact: str | None
    state: str


@dataclass(frozen=True)
class MirrorSheet:
    """A sheet and its cells. `changed_at`: when a figure of it was changed here last."""

    key: SheetKey
    standing: Standing
    revision_id: str
    changed_at: datetime | None
    tallies: tuple[MirrorTally, ...]


@dataclass(frozen=True)
class MirrorRevision:
    """A record, what became of it, and when it came; one that was made at headquarters never came."""

    record: Record
    verdict: str
    received_at: datetime | None


@dataclass(frozen=True)
class MirrorPublication:
    """A text that was published."""

    id: str
    period: Period
    kind: str
    language: str
    text: str
    set_digest: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MirrorOpening:
    """What an opening balance says of a district, or, of an empty one, what of it is in no district; all of
    them add up to the balance."""

    period: Period
    district: str
    indicator: str
    value: int | None
    exact: str | None
    source: str


@dataclass(frozen=True, slots=True)
class MirrorPoint:
    """What a mirror says that it is as. `owner`: the UUID of the file; `definition`: the digest of the
    programme's; `until`: the last day of the board."""

    owner: str
    mark: FileMark
    definition: str
    until: date | None


@dataclass(frozen=True)
class Mirrored:
    """All that a mirror holds, but for the cells of sheets. `definition`: the text of the programme;
    `sheets`: by key, what changes when a sheet does."""

    programme: Programme
    definition: str
    sheets: Mapping[SheetKey, str]
    revisions: tuple[MirrorRevision, ...]
    weeks: tuple[Square, ...]
    publications: tuple[MirrorPublication, ...]
    openings: tuple[MirrorOpening, ...] = ()


def mirror_sheet(
    sheet: Sheet, standing: Standing, counted: CountedSheet | None, history: Iterable[HistoryRow] = ()
) -> MirrorSheet:
    """A sheet as a mirror holds it."""
    changes = [row.at for row in history if row.kind is HistoryKind.VALUE and not row.cell.is_control]
    heads = counted.folded.heads if counted else ()
    newest = counted.folded.newest.id if counted and heads else ""
    disputed = {*counted.disputed} if counted else set()
    return MirrorSheet(
        sheet.key, standing, newest, max(changes, default=None), tuple(_tallies(sheet, disputed))
    )


def _tallies(sheet: Sheet, disputed: set[Cell]) -> Iterator[MirrorTally]:
    for district in sheet.districts:
        state = sheet.state(district)
        for indicator in sheet.indicators:
            value = sheet.value(district, indicator)
            if value is not None:
                yield MirrorTally(district, indicator, *as_mirrored(value), state.value)
            elif Cell(district, indicator) in disputed:
                yield MirrorTally(district, indicator, None, None, _DISPUTED)
            elif state is RowState.NO_OPERATIONS:
                yield MirrorTally(district, indicator, None, None, state.value)


def as_mirrored(value: Value) -> tuple[int | None, str | None]:
    """A number as it lies in a mirror: whole, or else as its decimal text."""
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return None, format(value, "f")
    return int(value), None


def mirror_revisions(
    held: Holdings,
    counted: Mapping[SheetKey, CountedSheet],
    received: Mapping[str, datetime],
    programme: Programme,
) -> tuple[MirrorRevision, ...]:
    """All records, each with what became of it, as far as that is known from what is held."""
    taking_part = {one for records in held.admitted(programme).values() for one in records}
    return tuple(
        MirrorRevision(record, _verdict(record, held, counted, taking_part, programme), received.get(one))
        for one, record in sorted(held.records.items())
    )


def _verdict(
    record: Record,
    held: Holdings,
    counted: Mapping[SheetKey, CountedSheet],
    taking_part: set[str],
    programme: Programme,
) -> str:
    if record.kind is not RecordKind.SHEET:
        return record.kind.value
    if record.id not in taking_part:
        if not is_known_to(record, programme):
            return "version"
        return "set-aside" if record.id in held.rulings or record.is_sent else "draft"
    sheet = counted[sheet_of(record)]
    if sheet.place is not SheetPlace.COUNTS:
        return sheet.place.value
    return _COUNTS if record.id in sheet.folded.heads else _OLDER


def board_end(today: date) -> date:
    """The last day of which a mirror has the board."""
    return week_of(today).end + _AHEAD


def board_span(keys: Iterable[SheetKey], today: date) -> Period:
    """The days of which a mirror has the board: from the first sheet to some weeks ahead."""
    first = min((key.period.start for key in keys), default=today)
    return Period(min(first, today), board_end(today))


def limit_of(square: Square, now: datetime) -> datetime:
    """When a week that has not come is missing: after it was due, or where nothing is said after its end."""
    midnight = datetime.combine(square.period.end + DAY, datetime.min.time(), now.tzinfo)
    return square.due or midnight


def spans_of(period: Period) -> tuple[str | None, date | None, int | None]:
    """The ISO week, the first day of the month and the year in which a period lies, each if it is one."""
    weeks = period.iso_weeks
    month, year = month_of(period.start), year_of(period.start)
    return (
        weeks[0] if len(weeks) == 1 else None,
        month.start if month.contains(period) else None,
        period.start.year if year.contains(period) else None,
    )
