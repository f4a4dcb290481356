"""The data files that faults are tried on, made by the app itself; what a data file holds, as one value."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fieldapp import cli
from fieldapp.console import Surface
from fieldapp.core.edits import Edits, NoteEdit, make_edits, type_in
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit
from fieldapp.core.period import Period, read_period
from fieldapp.core.report import Status
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState, Sheet
from fieldapp.core.verify import Mismatch, Right
from fieldapp.exchange.workbook import read_workbook
from fieldapp.passage import missing_workbooks
from fieldapp.resources import programme_text
from fieldapp.store.store import Store, create_store
from fieldapp.texts.texts import read_texts

OFFICE = "hq"
NAME = "week.fieldapp"
NOW = datetime(2025, 4, 7, 9, 30, tzinfo=UTC)
WEEKS = tuple(read_period(f"2025-W{number:02}") for number in (9, 10, 11, 12))
WEEK = WEEKS[2]
SPAN = read_period("2025-02-24..2025-03-23")
OLD_FILES = Path(__file__).resolve().parents[2] / "tests" / "store" / "files"

State = Mapping[str, Any]


@cache
def surface() -> Surface:
    """What the commands are given; the clock stands still."""
    return Surface(_no_window, lambda: NOW, "Leyla", read_texts("en"), lambda file, picture: {})


def _no_window(file: Path | None, options: dict[str, Any]) -> int:
    raise AssertionError("no command here opens a window")


def run_command(*words: str | Path) -> int:
    """A command of the command line, in this process; an exception of its own is one."""
    return cli.run_command([str(word) for word in words], surface())


def knows(command: str) -> bool:
    """Whether this tree's command line has a command."""
    return cli.commands.knows(command)


def opened(path: Path, who: str = "Leyla", **how: Any) -> Store:
    """A data file open, with the clock that stands still."""
    return Store(path, who, lambda: NOW, **how)


def make_empty(path: Path) -> Path:
    """A new data file."""
    create_store(path, programme_text("azerbaijan"), OFFICE)
    return path


def row_of(number: int, sheet: Sheet) -> dict[Cell, Content | None]:
    """The figures of the nth row that is entered, each other than those of any row before."""
    district = sheet.districts[number % len(sheet.districts)]
    return {Cell(district, key): 7 + 10 * number + place for place, key in enumerate(sheet.indicators)}


def make_rich(path: Path) -> Path:
    """A data file with everything in it: four weeks, one sent, corrected and sent again, one sent, one ready
    and verified, one in work; notes, marks, control totals, texts that are no number, organisations."""
    make_empty(path)
    with closing(opened(path)) as store:
        for number, week in enumerate(WEEKS):
            sheet = store.sheet(week)
            wanted: dict[Cell, Content | None] = {}
            for row in range(len(sheet.districts) - 2):
                wanted |= row_of(row + 3 * number, sheet)
            wanted = {cell: value for cell, value in wanted.items() if cell.district != sheet.districts[-1]}
            wanted |= {Cell(sheet.districts[-1], key): None for key in sheet.indicators}
            wanted[Cell(sheet.districts[-1], STATE)] = RowState.NO_OPERATIONS
            store.write(week, make_edits(sheet, wanted))
            sheet = store.sheet(week)
            totals = {Cell(CONTROL, key): sheet.total(key) for key in sheet.indicators}
            store.write(week, make_edits(sheet, totals))
        _add_words(store)
        _send(store, WEEKS[0])
        _send(store, WEEKS[1])
        _correct(store, WEEKS[0])
        _send(store, WEEKS[0])
        store.verify(store.sheet(WEEKS[2]), "Rauf")
        store.set_status(WEEKS[2], Status.READY)
    return path


def _add_words(store: Store) -> None:
    week = WEEKS[3]
    sheet = store.sheet(week)
    first, second = Cell(sheet.districts[0], "uxo"), Cell(sheet.districts[1], "uxo")
    store.write(week, Edits((NoteEdit(first, "", "counted twice"),)))
    store.write(week, type_in(store.sheet(week), second, "twelve", Unit.COUNT))
    total = Cell(CONTROL, "uxo")
    store.settle_mismatch(week, Mismatch(total, sheet.total("uxo"), 3), Right.ENTERED, "Rauf")
    store.choose_organisations(week, [item.key for item in store.programme.organisations[:1]])


def _correct(store: Store, week: Period) -> None:
    sheet = store.sheet(week)
    cell, total = Cell(sheet.districts[0], "uxo"), Cell(CONTROL, "uxo")
    value, sum_ = sheet.value(*_place(cell)) or 0, sheet.total("uxo")
    store.write(week, make_edits(sheet, {cell: value + 1, total: sum_ + 1}), why="a digit was doubled")


def _place(cell: Cell) -> tuple[str, str]:
    return cell.district, cell.indicator


def _send(store: Store, week: Period) -> None:
    store.set_status(week, Status.READY)
    store.send(store.report(week))


def make_old(path: Path, version: str) -> Path:
    """A data file as an older app made it."""
    script = (OLD_FILES / f"{version}.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)
        connection.commit()
    return path


def held_in(path: Path) -> State | None:
    """All that a data file holds, as the app reads it; None where there is no file.

    Raises FieldAppError where the app refuses it.
    """
    if not path.exists():
        return None
    with closing(opened(path)) as store:
        return {str(period): _held(store, period) for period in store.periods()}


def _held(store: Store, period: Period) -> Any:
    standing = store.standing(period)
    happened = [(row.kind, row.cell, row.before, row.after, row.why) for row in store.history(period)]
    how = standing.status, standing.revision, standing.reason, standing.verified_by
    return store.sheet(period), how, store.organisations(period), happened


def workbook_in(path: Path) -> Any:
    """What a workbook says, for comparing; None where there is none, a word where it is no whole one."""
    if not path.exists():
        return None
    try:
        reading = read_workbook(path, _programme())
    except FieldAppError as error:
        return error.code
    return reading.period, reading.revision, reading.lines, reading.totals, reading.is_intact()


@cache
def _programme() -> Any:
    from fieldapp.core.programme_toml import read_programme

    return read_programme(programme_text("azerbaijan"), "azerbaijan.toml")


def awaits_workbook(path: Path) -> bool:
    """Whether a data file tells of a workbook that was to be written when the app ended."""
    with closing(opened(path)) as store:
        return bool(missing_workbooks(store))


def is_sound(path: Path) -> bool:
    """Whether SQLite itself finds nothing wrong with a data file."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
