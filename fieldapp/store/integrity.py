"""Everything in a data file beside what it stands under, in small steps, for a command or for idle moments.

SQLite's own check comes first: only it compares every index with its table, and the order of keys. Then what
each sheet, the lists of sheets, the file's own words and what goes across sheets stand under; then the
history from its first row to its newest.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator

from fieldapp.core.errors import FieldAppError
from fieldapp.core.integrity import Compared, Problem
from fieldapp.core.period import read_period
from fieldapp.core.sheet import SheetKey
from fieldapp.store.digests import (
    ABOUT,
    ABOUT_TABLES,
    ACROSS,
    ACROSS_TABLES,
    LIST,
    digest_of_list,
    digest_of_tables,
    list_scope,
)
from fieldapp.store.engine.database import Database
from fieldapp.store.held import is_damage, look_at_held
from fieldapp.store.tale import ROWS_IN_A_STEP, broken_links

Tell = Callable[[float], None]
"""Hears how much of the work is done, 0 to 1; may raise FieldAppError `stopped` to have it left."""

OPCODES_BETWEEN_LOOKS = 200_000
"""Of SQLite's, in one statement; then whoever waits may stop it."""

_Search = Callable[[Database], Iterator[Problem | None]]

_SHEETS = (
    """SELECT CAST(ifnull(office, '') AS TEXT), CAST(start AS TEXT), CAST("end" AS TEXT), id FROM sheet"""
)
_SCOPES = "SELECT CAST(ifnull(scope, '') AS TEXT), length, digest FROM digest"
"""As text, whatever a damage has made of it: the digests are of what stands there."""


def say_nothing(share: float) -> None:
    """For work that nobody waits for."""


def problems(db: Database) -> Iterator[Problem | None]:
    """Compare everything: each problem as it is found, and None after each small step without one."""
    yield from _steps(db, _sqlite_problems, Compared.SQLITE)
    yield from _steps(db, _foreign_keys, Compared.SQLITE)
    yield from _steps(db, _sheets, Compared.SHEET)
    yield from _steps(db, _lists, Compared.LIST)
    yield from _steps(db, _small_tables, Compared.ABOUT)
    yield from _steps(db, _history, Compared.HISTORY)


def found_in(db: sqlite3.Connection, tell: Tell) -> Iterator[Problem]:
    """What does not fit in a copy, telling after each step how much was looked at, as far as can be told: the
    sheets are half of it, the history is the other."""
    sheets, steps = _steps_in(db)
    for done, problem in enumerate(problems(Database(db, execute_plugins=False)), start=1):
        tell(0.5 * done / sheets if done < sheets else min(1.0, 0.5 + 0.5 * (done - sheets) / steps))
        if problem is not None:
            yield problem


def _steps_in(db: sqlite3.Connection) -> tuple[int, int]:
    """How many the sheets take, and how many the rest, about."""
    with contextlib.suppress(sqlite3.DatabaseError):
        counted = "SELECT count(*), count(DISTINCT office), (SELECT count(*) FROM history) FROM sheet"
        ((sheets, offices, rows),) = db.execute(counted).fetchall()
        return sheets + 1, offices + rows // ROWS_IN_A_STEP + 1
    return 1, 1


@contextlib.contextmanager
def stoppable(db: sqlite3.Connection, tell: Tell) -> Iterator[Tell]:
    """Ask in the midst of a long statement too: what is given tells, and what it told last is told again.
    Raises FieldAppError `stopped` where `tell` does."""
    last = 0.0

    def keep(share: float) -> None:
        nonlocal last
        last = share
        tell(share)

    def is_stopped() -> bool:
        try:
            tell(last)
        except FieldAppError:
            return True
        return False

    db.set_progress_handler(is_stopped, OPCODES_BETWEEN_LOOKS)
    try:
        yield keep
    except sqlite3.OperationalError:
        tell(last)
        raise


def _steps(db: Database, search: _Search, what: Compared) -> Iterator[Problem | None]:
    """What holds something else than words, days and numbers of ours is not as it was written either."""
    try:
        yield from search(db)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        yield Problem(Compared.SQLITE, told=str(error))
    except (ValueError, TypeError, AttributeError) as error:
        yield Problem(what, told=str(error))
    yield None


def _sqlite_problems(db: Database) -> Iterator[Problem | None]:
    for (told,) in db.execute("PRAGMA integrity_check").fetchall():
        if told != "ok":
            yield Problem(Compared.SQLITE, told=told)


def _foreign_keys(db: Database) -> Iterator[Problem | None]:
    for table, *_ in db.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem(Compared.SQLITE, told=f"foreign key of {table}")


def _sheets(db: Database) -> Iterator[Problem | None]:
    """By both ways: every sheet that the table has, and every one that a digest tells of."""
    keys = {f"sheet {office} {start}..{end}" for office, start, end, _ in db.execute(_SHEETS).fetchall()}
    keys |= {scope for scope, *_ in db.execute(_SCOPES).fetchall() if scope.startswith("sheet ")}
    for scope in sorted(keys):
        key = _key_in(scope)
        held = key and look_at_held(db, key)
        yield None if held and held.is_whole() else Problem(Compared.SHEET, key, "" if key else scope)


def _lists(db: Database) -> Iterator[Problem | None]:
    told = {scope: tuple(held) for scope, *held in db.execute(_SCOPES).fetchall()}
    offices = {row[0] for row in db.execute(_SHEETS).fetchall()}
    offices |= {scope.removeprefix("sheets ") for scope in told if scope.startswith("sheets ")}
    for office in sorted(offices):
        found = digest_of_list(db.execute(LIST, [office]).fetchall())
        yield None if told.get(list_scope(office)) == found else Problem(Compared.LIST, told=office)


def _small_tables(db: Database) -> Iterator[Problem | None]:
    for scope, tables in ((ABOUT, ABOUT_TABLES), (ACROSS, ACROSS_TABLES)):
        told = db.execute("SELECT length, digest FROM digest WHERE scope = ?", [scope]).fetchall()
        yield None if told == [digest_of_tables(db, tables)] else Problem(Compared(scope))


def _history(db: Database) -> Iterator[Problem | None]:
    for number in broken_links(db):
        yield None if number is None else Problem(Compared.HISTORY, told=str(number))
    lengths = dict(db.execute("SELECT sheet, count(*) FROM history NOT INDEXED GROUP BY sheet").fetchall())
    for office, start, end, number in db.execute(_SHEETS).fetchall():
        key = _key_in(scope := f"sheet {office} {start}..{end}")
        told = db.execute("SELECT length FROM digest WHERE scope = ?", [scope]).fetchall()
        if key is not None and told != [(lengths.get(number, 0),)]:
            yield Problem(Compared.HISTORY, key)


def _key_in(scope: str) -> SheetKey | None:
    try:
        _, office, days = scope.split(" ")
        return SheetKey(office, read_period(days))
    except (ValueError, FieldAppError):
        return None
