"""What was read of a data file before, and need not be read again."""

import sqlite3
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import islice
from typing import Any, TypeVar

from fieldapp.core.sheet import SheetKey
from fieldapp.store.digests import ACROSS, list_scope, scope_of
from fieldapp.store.engine.database import Database
from fieldapp.store.held import is_damage
from fieldapp.store.listing import Listed
from fieldapp.store.seen.entries import Entered

MOST_VALUES_SEEN = 100_000
"""About 6 MB: three years of 100 districts with 6 columns."""

_AT_ONCE = 500
"""Fewer than the parameters that any SQLite takes in a statement."""

MOST_MADE = 50
"""Each is as small as a number or a key for each sheet."""

_Told = tuple[int, str]
"""Length and digest of a scope."""

_Made = TypeVar("_Made")


class Seen:
    """Sheets and lists as they were read before, and what was made of that which goes across sheets: good
    while nobody else has written the file, and while what it stands under is the same."""

    def __init__(self) -> None:
        self._version = -1
        self._sheets: dict[SheetKey, tuple[_Told, Entered]] = {}
        self._lists: dict[str, tuple[_Told, list[Listed]]] = {}
        self._across: _Told | None = None
        self._made: dict[Hashable, Any] = {}

    def sheets(
        self, db: Database, keys: Sequence[SheetKey], read: Callable[[SheetKey], Entered | None]
    ) -> list[Entered]:
        """The sheets of these keys, without those of which `read`, who is asked for what is new, has none."""
        told = self._told(db, map(scope_of, keys))
        found = []
        for key in keys:
            stands_under, seen = told.get(scope_of(key)), self._sheets.pop(key, None)
            if seen is None or seen[0] != stands_under:
                entered = read(key)
                if entered is None:
                    continue
                seen = stands_under or (0, ""), entered
            if stands_under is not None:
                self._sheets[key] = seen
            found.append(seen[1])
        self._forget()
        return found

    def listed(self, db: Database, office: str, read: Callable[[], list[Listed]]) -> list[Listed]:
        """The list of an office, which `read` is asked for where it is new."""
        told, seen = self._told(db, [list_scope(office)]).get(list_scope(office)), self._lists.get(office)
        if seen is None or seen[0] != told:
            listed = read()
            if told is None:
                return listed
            seen = self._lists[office] = told, listed
        return seen[1]

    def made_across(self, db: Database, name: Hashable, make: Callable[[], _Made]) -> _Made:
        """What `make` makes of the records and of all else that goes across sheets, by a name that says which
        it is; it must be small. Where something is damaged, `make` refuses."""
        told = self._told(db, [ACROSS]).get(ACROSS)
        if told is None or told != self._across:
            self._across, self._made = told, {}
        if name not in self._made:
            if len(self._made) == MOST_MADE:
                self._made.clear()
            self._made[name] = make()
        made: _Made = self._made[name]
        return made

    def _forget(self) -> None:
        """Let go what was asked for longest ago, until the rest is no more than may be kept."""
        count = sum(len(entered.sheet.values) for _, entered in self._sheets.values())
        while count > MOST_VALUES_SEEN:
            oldest = next(iter(self._sheets))
            count -= len(self._sheets.pop(oldest)[1].sheet.values)

    def _told(self, db: Database, scopes: Iterable[str]) -> dict[str, _Told]:
        """What is under these scopes now; nothing where that cannot be read."""
        rows = []
        scopes = iter(scopes)
        try:
            ((version,),) = db.execute("PRAGMA data_version").fetchall()
            while some := [*islice(scopes, _AT_ONCE)]:
                marks = ", ".join("?" * len(some))
                sql = f"SELECT scope, length, digest FROM digest WHERE scope IN ({marks})"
                rows += db.execute(sql, some).fetchall()
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            version, rows = -1, []
        if version != self._version:
            self._sheets, self._lists, self._across, self._version = {}, {}, None, version
        return {scope: (length, digest) for scope, length, digest in rows}
