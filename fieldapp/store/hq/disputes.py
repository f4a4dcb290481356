"""How many cells are in dispute at headquarters."""

from fieldapp.core.hq.counting import count
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import SheetKey
from fieldapp.store.engine.database import Database
from fieldapp.store.hq.holdings import holdings_of


def disputed_in(db: Database, programme: Programme, near: SheetKey, *, is_of_all: bool) -> int:
    """In the sheets within the period of a key, of its office or of all; a cell that two offices tell
    differently is one. Raises FieldAppError `records-damaged`."""
    counted = count(holdings_of(db, [near]), programme)
    cells = {
        (key.period, cell)
        for key, sheet in counted.items()
        if near.period.contains(key.period) and (is_of_all or key.office == near.office)
        for cell in sheet.disputed
    }
    return len(cells)
