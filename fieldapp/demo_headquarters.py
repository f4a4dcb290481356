"""The demonstration of headquarters: a year of three offices' sheets, most of them received.

The totals of a week that was published are those of its record; those of the weeks between two records are
made up, and the split by district always is. Each record gives as its reason which of the two it is.
"""

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.arrival import Arrival, ArrivalKind
from fieldapp.core.hq.correction import record_rows
from fieldapp.core.period import DAY, Period, cut_at_month_end, week_of
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.records.record import Lineage, Record, RecordKind
from fieldapp.core.sheet import Cell, Content, SheetKey
from fieldapp.demo import demo_weeks, split
from fieldapp.exchange.hq.altered_copy import write_altered_copy
from fieldapp.exchange.published_json import PublishedWeek
from fieldapp.passage import deliver, pack, pack_to_send, send, write_aside
from fieldapp.resources import BUILT_IN, programme_text
from fieldapp.store.store import Store, create_store
from fieldapp.texts.texts import Texts

HQ_FOLDER, HQ_NAME, INBOX = "headquarters", "hq.fieldapp", "inbox"
FIRST, LAST = week_of(date(2025, 1, 6)), week_of(date(2025, 12, 22))
"""The weeks of the year; the last one is on its way to headquarters."""
DISPUTED_WEEK = week_of(date(2025, 12, 8))
LATE, LATE_SINCE = "gazakh-tovuz", date(2025, 12, 8)
"""The office of which nothing has come since a day."""
ODD = Cell("agdam", "uxo")
EDITED_OFFICE, EDITED = "east-zangezur", Cell("lacin", "uxo")
_OFFICES = ("karabakh", EDITED_OFFICE, LATE)
AN_HOUR = timedelta(hours=1)
_SECOND_LAPTOP = "00000000-0000-4000-8000-000000000002"
_SWINGS = (94, 107, 98, 112, 89, 103, 96)
"""Percent of what lies between two published weeks, one week after the other: none is like the one before."""

_MADE_UP = "totals made up, between {before} and {after}; split by district made up"
_PUBLISHED = "totals of {record}; split by district made up"


@dataclass(frozen=True)
class DemoSheet:
    """What the whole country did in some days, and where that is from."""

    period: Period
    totals: Mapping[str, int]
    origin: str


@dataclass(frozen=True)
class HeadquartersDemo:
    """Where the demonstration is: headquarters' file, and the folder with what is still to be received."""

    file: Path
    inbox: Path


def forget_headquarters(made: HeadquartersDemo) -> None:
    """Take it away again, for where the rest of a demonstration cannot be made."""
    shutil.rmtree(made.file.parent, ignore_errors=True)


def make_headquarters_demo(folder: Path, who: str, texts: Texts) -> HeadquartersDemo:
    """Make it in a folder of its own, whole or not at all.

    Raises FieldAppError `file-exists`, `disk-failed`, …
    """
    target, part = folder / HQ_FOLDER, folder / f".{HQ_FOLDER}.part"
    if target.exists():
        raise FieldAppError("file-exists", path=target)
    shutil.rmtree(part, ignore_errors=True)
    with contextlib.ExitStack() as passing:
        passing.callback(partial(shutil.rmtree, part, ignore_errors=True))
        try:
            (part / INBOX).mkdir(parents=True)
            _make(part, who, texts)
            part.rename(target)
        except OSError as error:
            raise FieldAppError("disk-failed", path=target) from error
    return HeadquartersDemo(target / HQ_NAME, target / INBOX)


def demo_year() -> list[DemoSheet]:
    """Each day of the year's weeks once, cut where months end."""
    published = {week.period: week for week in demo_weeks() if week.period == week_of(week.period.start)}
    records = sorted(published.values(), key=lambda week: week.period)
    found = []
    week = FIRST
    while week <= LAST:
        if week in published:
            one = published[week]
            found.append(DemoSheet(week, one.totals, _PUBLISHED.format(record=one.record)))
        else:
            found += _between(week, records)
        week = week_of(week.end + DAY)
    return found


def _between(week: Period, records: list[PublishedWeek]) -> Iterator[DemoSheet]:
    before, after = next((one, other) for one, other in pairwise(records) if one.period < week < other.period)
    origin = _MADE_UP.format(before=before.record, after=after.record)
    gone, all_of = (week.start - before.period.start).days, (after.period.start - before.period.start).days
    swing = _SWINGS[week.start.toordinal() // 7 % len(_SWINGS)]
    for part in cut_at_month_end(week) or (week,):
        totals = {
            key: (before.totals[key] * (all_of - gone) + after.totals[key] * gone)
            * part.days
            * swing
            // (all_of * week.days * 100)
            for key in before.totals
        }
        yield DemoSheet(part, totals, origin)


def _make(folder: Path, who: str, texts: Texts) -> None:
    year, clock = demo_year(), _Clock()
    sent: list[Record] = []
    for office in _OFFICES:
        with _new_file(folder / office, f"{office}.fieldapp", office, who, clock) as store:
            own = [sheet for sheet in year if store.programme.expected(office, sheet.period)]
            records = [_record(store, office, sheet) for sheet in own if not _is_ahead(office, sheet)]
            store.rebuild(records)
            sent += [*records, *(_other(record) for record in records if _is_disputed(record))]
            clock.now = records[-1].sealed_at or clock.now
            newest = SheetKey(office, records[-1].period)
            target = folder / office / f"{office}-{newest.period.iso_weeks[0]}.xlsx"
            parcel = pack(store, newest, target, texts, None, clock())
            deliver(store, parcel, write_aside(parcel))
            if office != LATE:
                _send_newest(store, office, year[-1], folder, texts, clock)
    with _new_file(folder, HQ_NAME, HQ, who, clock) as desk:
        clock.now = max(record.sealed_at or clock.now for record in sent) + AN_HOUR
        came = {record.id: (record.sealed_at or clock.now) + AN_HOUR for record in sent}
        desk.receive(desk.plan([_arrival(record) for record in sent]), came=came)


class _Clock:
    """What time it is while the year goes by."""

    def __init__(self) -> None:
        self.now = _sent_at(FIRST)

    def __call__(self) -> datetime:
        return self.now


@contextlib.contextmanager
def _new_file(folder: Path, name: str, office: str, who: str, clock: _Clock) -> Iterator[Store]:
    folder.mkdir(exist_ok=True)
    create_store(folder / name, programme_text(BUILT_IN), office, is_demonstration=True)
    with contextlib.closing(Store(folder / name, who, clock)) as store:
        yield store
        store.checkpoint()


def _is_ahead(office: str, sheet: DemoSheet) -> bool:
    """Whether headquarters have not received it."""
    return sheet.period == LAST or (office == LATE and sheet.period.start >= LATE_SINCE)


def _is_disputed(record: Record) -> bool:
    return record.period == DISPUTED_WEEK and record.office == "karabakh"


def _sent_at(period: Period) -> datetime:
    """In the morning after the week's end, in time; a part of a week goes with the rest of it."""
    return datetime.combine(week_of(period.start).end + DAY, time(5, 30), UTC)


def _values(programme: Programme, office: str, sheet: DemoSheet) -> dict[Cell, Content]:
    own = {district.key for district in programme.expected(office, sheet.period)}
    shares = split(sheet.totals, programme, sheet.period, swing=sheet.period.start.toordinal() // 7)
    return {cell: share for cell, share in shares.items() if cell.district in own and share is not None}


def _record(store: Store, office: str, sheet: DemoSheet) -> Record:
    programme, key = store.programme, SheetKey(office, sheet.period)
    return Record(
        kind=RecordKind.SHEET,
        programme=programme.key,
        version=programme.version,
        definition=programme.digest,
        office=office,
        period=sheet.period,
        revision=1,
        is_sent=True,
        lineage=Lineage(store.file),
        sealed_at=_sent_at(sheet.period),
        by=store.who,
        reason=sheet.origin,
        rows=record_rows(_values(programme, office, sheet), key, programme),
        organisations=programme.usual_organisations(office),
    )


def _other(record: Record) -> Record:
    """The same sheet from a second laptop, with ten more in one cell."""
    rows = tuple(
        (district, state, {**numbers, ODD.indicator: (numbers[ODD.indicator] or 0) + 10})
        if district == ODD.district
        else (district, state, numbers)
        for district, state, numbers in record.rows
    )
    return replace(record, lineage=Lineage(_SECOND_LAPTOP), rows=rows)


def _arrival(record: Record) -> Arrival:
    name = f"{record.office}-{record.period}.xlsx"
    return Arrival(Path(name), record.id, ArrivalKind.SHEET, record)


def _send_newest(
    store: Store, office: str, sheet: DemoSheet, folder: Path, texts: Texts, clock: _Clock
) -> None:
    """Its workbook goes through the passage that every sending takes, and into the inbox as it came there."""
    clock.now = _sent_at(sheet.period)
    wanted: dict[Cell, Content | None] = {**_values(store.programme, office, sheet)}
    store.write(sheet.period, make_edits(store.sheet(sheet.period), wanted), why=sheet.origin)
    name = f"{office}-{sheet.period.iso_weeks[0]}.xlsx"
    parcel = pack_to_send(store, sheet.period, folder / office / name, texts, None, clock())
    workbook = send(store, parcel, write_aside(parcel), from_draft=True)
    if office == EDITED_OFFICE:
        write_altered_copy(workbook, folder / INBOX / name, EDITED, 100)
    else:
        shutil.copyfile(workbook, folder / INBOX / name)
