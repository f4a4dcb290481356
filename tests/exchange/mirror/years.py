"""Some months at headquarters, with everything that a sum can stumble over; and what is true of them."""

import random
from datetime import UTC, datetime
from decimal import Decimal

from fieldapp.core.edits import make_edits
from fieldapp.core.period import Period, cut_at_month_end, read_period, week_of
from fieldapp.core.sheet import STATE, Cell, Content, RowState, SheetKey
from fieldapp.store.store import Store

NOW = datetime(2025, 6, 3, 9, tzinfo=UTC)
SPAN = read_period("2025-02-24..2025-05-25")
OFFICES = ("karabakh", "east-zangezur")

Truth = dict[tuple[str, str, str, str], tuple[int | None, str | None, str]]


def weeks() -> list[Period]:
    first = [week_of(SPAN.start)]
    while first[-1].end < SPAN.end:
        first.append(
            Period(*(day.fromordinal(day.toordinal() + 7) for day in (first[-1].start, first[-1].end)))
        )
    return first


def fill(store: Store, key: SheetKey, chance: random.Random, share: float = 0.8) -> None:
    """Numbers, rows without operations, half-filled rows and silent ones."""
    sheet, wanted = store.sheet(key), dict[Cell, Content | None]()
    for district in sheet.districts:
        what = chance.random()
        if what > share:
            continue
        if what < 0.1:
            wanted[Cell(district, STATE)] = RowState.NO_OPERATIONS
            continue
        held = sheet.indicators if what < 0.6 else sheet.indicators[:2]
        wanted |= {Cell(district, one): chance.randrange(50_000) for one in held}
        if what < 0.15:
            wanted[Cell(district, sheet.indicators[-1])] = Decimal("12345.25")
    store.write(key, make_edits(sheet, wanted))


def fill_year(store: Store, chance: random.Random) -> None:
    """Weeks of two offices, one of which cuts them where a month ends; a few of headquarters' own, which lie
    over theirs."""
    for week in weeks():
        for office in OFFICES:
            parts = cut_at_month_end(week) if office == OFFICES[0] else ()
            for part in parts or (week,):
                fill(store, SheetKey(office, part), chance)
    for week in weeks()[::4]:
        fill(store, SheetKey("hq", week), chance, 0.5)


def truth_of(store: Store) -> Truth:
    """What a mirror has to hold, as the sheets themselves say it."""
    found: Truth = {}
    for office in store.offices():
        for period in store.periods(office):
            sheet = store.sheet(SheetKey(office, period))
            for cell, content in sheet.values.items():
                place = (office, str(period), cell.district)
                state = sheet.state(cell.district).value
                if isinstance(content, RowState):
                    found |= {(*place, one): (None, None, state) for one in sheet.indicators}
                elif content == int(content):
                    found[*place, cell.indicator] = (int(content), None, state)
                else:
                    found[*place, cell.indicator] = (None, str(content), state)
    return found
