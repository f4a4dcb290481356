"""Which days a data file opens on when nobody has left it on any."""

import contextlib
from datetime import date

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import DAY, Period, week_of, week_to_enter
from fieldapp.store.store import Store


def first_period(store: Store, today: date) -> Period:
    """The period of the newest change; at headquarters else that of the newest sheet; else the week that has
    just ended."""
    last = week_of(week_of(today).start - DAY)
    split = store.programme.split_at_month_end
    return store.last_written() or _received(store) or week_to_enter(last.start, store.periods(), split=split)


def _received(store: Store) -> Period | None:
    """The newest sheet of any office, in the file of headquarters."""
    with contextlib.suppress(FieldAppError):
        return max(store.entered(), default=None, key=lambda period: (period.end, period.start))
    return None
