"""What was read of a data file before, and need not be read again."""

import sqlite3
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import islice
from typing import Any, TypeVar

from fieldapp.core.sheet import SheetKey
from fieldapp.store.digests import ACROSS, scope_of
from fieldapp.store.engine.database import Database
from fieldapp.store.held import is_damage
from fieldapp.store.seen.entries import Entered

MOST_VALUES_SEEN = 100_000
"""About 6 MB: nearly three years of 100 districts with 6 columns."""

_AT_ONCE = 500
"""Fewer than the parameters that any SQLite takes in a statement."""

MOST_MADE = 50
"""Each is as small as a number or a key for each sheet."""

_VERSION = "version"
_TOLD = f"""SELECT scope, length, digest FROM digest WHERE scope IN ({{}})
    UNION ALL SELECT '{_VERSION}', data_version, '' FROM pragma_data_version"""
"""Of several statements the first tells the version: what is written between them is told the next time."""

_Told = tuple[int, str]
"""Length and digest of a scope."""

_Made = TypeVar("_Made")


class Seen:
    """Sheets as they were read before, and what was made of that which goes across sheets: good while nobody
    else has written the file, and while what it stands under is the same. In a transaction that has changed
    rows already nothing of it is asked or kept: what they stand under is written last."""

    def __init__(self) -> None:
        self._changes = 0
        self._version = -1
        self._sheets: dict[SheetKey, tuple[_Told, Entered]] = {}
        self._count = 0
        self._across: _Told | None = None
        self._made: dict[Hashable, Any] = {}

    def sheets(
        self, db: Database, keys: Sequence[SheetKey], read: Callable[[SheetKey], Entered | None]
    ) -> list[Entered]:
        """The sheets of these keys, without those of which `read`, who is asked for what is new, has none."""
        if self._is_unsettled(db):
            return [entered for key in keys if (entered := read(key)) is not None]
        told = self._told(db, map(scope_of, keys))
        found = []
        for key in keys:
            stands_under, seen = told.get(scope_of(key)), self._let_go(key)
            if seen is None or seen[0] != stands_under:
                entered = read(key)
                if entered is None:
                    continue
                seen = stands_under or (0, ""), entered
            if stands_under is not None:
                self._sheets[key] = seen
                self._count += _values_in(seen[1])
            found.append(seen[1])
        while self._count > MOST_VALUES_SEEN:  # what was asked for longest ago
            self._let_go(next(iter(self._sheets)))
        return found

    def forget(self) -> None:
        """The file is read by another connection from now on, which counts anew what others write."""
        self._sheets, self._count, self._across, self._version = {}, 0, None, -1

    def made_across(self, db: Database, name: Hashable, make: Callable[[], _Made]) -> _Made:
        """What `make` makes of the records and of all else that goes across sheets, by a name that says which
        it is; it must be small. Where something is damaged, `make` refuses."""
        if self._is_unsettled(db):
            return make()
        told = self._told(db, [ACROSS]).get(ACROSS)
        if told is None or told != self._across:
            self._across, self._made = told, {}
        if name not in self._made:
            if len(self._made) == MOST_MADE:
                self._made.clear()
            self._made[name] = make()
        made: _Made = self._made[name]
        return made

    def _is_unsettled(self, db: Database) -> bool:
        """Whether a transaction is open in which rows were changed, as far as was looked outside of one."""
        changes = db.conn.total_changes
        if not db.conn.in_transaction:
            self._changes = changes
        return changes != self._changes

    def _let_go(self, key: SheetKey) -> tuple[_Told, Entered] | None:
        seen = self._sheets.pop(key, None)
        self._count -= _values_in(seen[1]) if seen is not None else 0
        return seen

    def _told(self, db: Database, scopes: Iterable[str]) -> dict[str, _Told]:
        """What is under these scopes now; nothing where that cannot be read."""
        asked, found, version = iter(scopes), dict[str, _Told](), self._version
        try:
            for number, some in enumerate(iter(lambda: [*islice(asked, _AT_ONCE)], [])):
                rows = db.execute(_TOLD.format(", ".join("?" * len(some))), some).fetchall()
                found |= {scope: (length, digest) for scope, length, digest in rows}
                version = found[_VERSION][0] if number == 0 else version
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            version, found = -1, {}
        if version != self._version:
            self.forget()
            self._version = version
        return found


def _values_in(entered: Entered) -> int:
    """How much it is of what may be kept; an empty sheet is something too."""
    return len(entered.sheet.values) + len(entered.sheet.districts) + 1
