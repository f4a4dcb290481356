"""What is in dispute at headquarters: how many cells, and in which sheets."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from fieldapp.core.hq.counting import CountedSheet, count
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.report import Standing
from fieldapp.core.sheet import Sheet, SheetKey
from fieldapp.store.engine.database import Database
from fieldapp.store.hq.holdings import holdings_of


def disputed_in(db: Database, programme: Programme, near: SheetKey, *, is_of_all: bool) -> int:
    """In the sheets within the period of a key, of its office or of all; a cell that two offices tell
    differently is one. Raises FieldAppError `records-damaged`."""
    counted, cells = counted_around(db, programme, near), set()
    while counted:  # let go of one by one: all at once would hold up the window for a tenth of a second
        key, sheet = counted.popitem()
        if near.period.contains(key.period) and (is_of_all or key.office == near.office):
            cells |= {(key.period, cell) for cell in sheet.disputed}
    return len(cells)


def counted_around(db: Database, programme: Programme, near: SheetKey) -> dict[SheetKey, CountedSheet]:
    """What counts of the sheets whose days hang together with those of a key. Raises FieldAppError
    `records-damaged`."""
    return count(holdings_of(db, [near]), programme)


def knowing_disputed(
    near: Iterable[tuple[Sheet, Standing]],
    counted: Mapping[SheetKey, CountedSheet],
    offices: Collection[str],
    days: Period,
    stood: Callable[[SheetKey], tuple[Sheet, Standing]],
) -> list[tuple[Sheet, Standing]]:
    """Sheets of some offices and days, each with its cells in dispute, and beside them those in which there
    is nothing but such cells, in the order of offices and days."""
    found = {sheet.key: (sheet, standing) for sheet, standing in near}
    for key, sheet in counted.items():
        if sheet.disputed and key.office in offices and key.period.overlaps(days):
            held, standing = found.get(key) or stood(key)
            found[key] = (replace(held, disputed=frozenset(sheet.disputed)), standing)
    return [found[key] for key in sorted(found)]
