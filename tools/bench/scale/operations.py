"""What headquarters look at and hand out, one after the other, on the data file as it stands after its last
week. Each takes a store and that week; none leaves anything behind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from random import Random

from fieldapp.commands.export import take_extract
from fieldapp.core.checks.review import items_of, judgings_of
from fieldapp.core.hq.arrival import Arrival, ArrivalKind
from fieldapp.core.interchange.fixed import fixed_figures
from fieldapp.core.period import DAY, Period, week_of
from fieldapp.core.pictures.album import make_album
from fieldapp.core.sheet import SheetKey
from fieldapp.core.spans.range_report import By
from fieldapp.exchange.interchange.dhis2 import dhis2_values
from fieldapp.exchange.interchange.long_csv import long_csv
from fieldapp.publishing import PressOrder, draft_texts
from fieldapp.store.hq.overview import answer_to, board_of
from fieldapp.store.store import Store
from fieldapp.texts.texts import read_texts
from tools.bench.scale.country import office_of
from tools.bench.scale.filling import FIRST, records_of_week

Operation = Callable[[Store, Period], object]


@dataclass(frozen=True, slots=True)
class Look:
    """An operation by the name it has in the tables. `way`: how the window or the command lives with it where
    it takes longer than a second."""

    name: str
    of: Operation
    way: str = ""


def now_after(week: Period) -> datetime:
    """The morning after a week."""
    return datetime.combine(week.end + DAY, time(7), UTC)


def _year(week: Period) -> Period:
    """So many weeks at each size, where a calendar year may have hardly begun."""
    return Period(week.end - (52 * 7 - 1) * DAY, week.end)


def _month(week: Period) -> Period:
    return Period(week.end - (4 * 7 - 1) * DAY, week.end)


def _shown(store: Store, week: Period) -> SheetKey:
    """The sheet of that week of which the office comes first."""
    return next(SheetKey(key, week) for key in store.offices() if week in store.known_periods(key))


def _switched(store: Store, week: Period) -> None:
    key = _shown(store, week)
    store.stood(key)
    store.surroundings(key, now_after(week).date())


def _checked(store: Store, week: Period) -> None:
    """All sheets of the quarter, as the checks view reads and judges them, a few at a time."""
    today = now_after(week).date()
    told = cache(store.told)
    for one in judgings_of(store.marked(), today):
        past = [told(sheet.key) for sheet in one.past]
        items_of(told(one.sheet.key), past, one, store.programme, today)


def _planned(store: Store, week: Period) -> None:
    """The next week's sheets, as they were read from their workbooks."""
    after = week_of(week.end + DAY)
    number = (after.start - FIRST).days // 7
    records = records_of_week(store.programme, after, number, Random(number))
    store.plan([Arrival(Path(f"{one.office}.xlsx"), one.id, ArrivalKind.SHEET, one) for one in records])


def _drafted(store: Store, week: Period) -> None:
    draft_texts(store, PressOrder(week), ["en"], now_after(week).date())


def _fixed(store: Store, week: Period) -> None:
    extract = take_extract(store, _month(week), now_after(week))
    dhis2_values(fixed_figures(extract), extract, read_texts("en"))


def _long(store: Store, week: Period) -> None:
    long_csv(take_extract(store, _month(week), now_after(week)), read_texts("en"))


def _pictured(store: Store, week: Period) -> None:
    make_album(store.range_report(_month(week), By.DISTRICT), store.range_report)


def _reported(by: By) -> Operation:
    return lambda store, week: store.range_report(_year(week), by)


def _since(store: Store, week: Period) -> object:
    return store.range_report(Period(FIRST, week.end), By.DISTRICT)


OPERATIONS = (
    Look("the sheet of an office, and what it is checked against", _switched),
    Look("fieldapp summary of a week", lambda store, week: store.report(week)),
    Look(
        "report of four weeks, by district",
        lambda store, week: store.range_report(_month(week), By.DISTRICT),
    ),
    *(Look(f"report of 52 weeks, by {by.value}", _reported(by)) for by in By),
    Look("report of all years, by district", _since),
    Look("board of 52 weeks", lambda store, week: board_of(store, _year(week), now_after(week))),
    Look("checks view, whole file", _checked),
    Look("receive: plan of 100 sheets", _planned),
    Look(
        "answer to an office", lambda store, week: answer_to(store, office_of(0, 0), now_after(week), "Leyla")
    ),
    Look("publish: text of a week", _drafted),
    Look("export of four weeks, CSV", _long),
    Look("export of four weeks, DHIS2", _fixed),
    Look("pictures of four weeks", _pictured),
    Look("integrity, whole file", lambda store, week: list(store.problems())),
)
