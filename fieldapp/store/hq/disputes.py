"""What is in dispute at headquarters: how many cells, and in which sheets."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from fieldapp.core.hq.counting import count
from fieldapp.core.hq.state import let_go
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.report import Standing
from fieldapp.core.sheet import Cell, Sheet, SheetKey
from fieldapp.store.engine.database import Database
from fieldapp.store.hq.holdings import holdings_of
from fieldapp.store.seen.seen import Seen

Disputes = Mapping[SheetKey, Collection[Cell]]
"""The cells in dispute, by the sheets that have any."""


def disputed_in(disputes: Disputes, near: SheetKey, *, is_of_all: bool) -> int:
    """How many are in the sheets within the period of a key, of its office or of all; a cell that two offices
    tell differently is one."""
    cells = {
        (key.period, cell)
        for key, disputed in disputes.items()
        if near.period.contains(key.period) and (is_of_all or key.office == near.office)
        for cell in disputed
    }
    return len(cells)


def disputes_around(db: Database, seen: Seen, programme: Programme, period: Period) -> Disputes:
    """Those of the sheets whose days hang together with those of a period. Raises FieldAppError
    `records-damaged`."""

    def made() -> Disputes:
        counted = count(holdings_of(db, [SheetKey("", period)]), programme)
        disputed = {key: frozenset(sheet.disputed) for key, sheet in counted.items() if sheet.disputed}
        let_go(counted)
        return disputed

    return seen.made_across(db, ("disputes", period), made)


def knowing_disputed(
    near: Iterable[tuple[Sheet, Standing]],
    disputes: Disputes,
    offices: Collection[str],
    days: Period,
    stood: Callable[[SheetKey], tuple[Sheet, Standing]],
) -> list[tuple[Sheet, Standing]]:
    """Sheets of some offices and days, each with its cells in dispute, and beside them those in which there
    is nothing but such cells, in the order of offices and days."""
    found = {sheet.key: (sheet, standing) for sheet, standing in near}
    for key, disputed in disputes.items():
        if key.office in offices and key.period.overlaps(days):
            held, standing = found.get(key) or stood(key)
            found[key] = (replace(held, disputed=frozenset(disputed)), standing)
    return [found[key] for key in sorted(found)]
