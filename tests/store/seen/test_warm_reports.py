"""Whatever is done to a file, what one that was open all along tells is what one opened just now tells."""

import contextlib
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path

import pytest

from fieldapp.core.backups import BackupReason
from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import DAY, Period, year_of
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.core.spans.balance import Opening
from fieldapp.core.spans.range_report import By, RangeReport
from fieldapp.store.backup import back_up, backup_folder
from fieldapp.store.restore import restore
from fieldapp.store.store import Store
from tests.core.hq.histories import OFFICE, WEEK, Life, arrival_of
from tests.data_files import empty_file
from tests.store.seen.test_seen import sheets_read

NOW = datetime(2025, 11, 20, 9, 0, tzinfo=UTC)
YEAR = year_of(WEEK.start)
WEEKS = [Period(WEEK.start + 7 * number * DAY, WEEK.end + 7 * number * DAY) for number in (-2, -1, 0)]
BALANCE = Opening(Period(YEAR.start, YEAR.start + 30 * DAY), "R251", {"uxo": 9}, {"agdam": {"uxo": 4}})
AFTER = Period(YEAR.end, YEAR.end)
OF: tuple[SheetKey | Period, ...] = (*WEEKS, SheetKey(OFFICE, YEAR))


class Desk:
    """A data file of headquarters, open in two programs, and an office that sends to it."""

    def __init__(self, path: Path, chance: random.Random, programme: Programme) -> None:
        self.path, self.chance, self.programme = path, chance, programme
        self.life = Life(chance, programme, "file-1")
        self.backup: Path | None = None
        self.is_damaged, self.clock = False, NOW
        self.open()

    def open(self) -> None:
        self.warm, self.other = (Store(self.path, who, lambda: NOW) for who in ("Leyla", "Orxan"))

    def close(self) -> None:
        self.warm.close()
        self.other.close()

    def key(self) -> SheetKey:
        return SheetKey(self.chance.choice(("hq", OFFICE)), self.chance.choice(WEEKS))

    def edit(self, store: Store | None = None) -> None:
        """A cell is typed or emptied; what was sent becomes its next revision."""
        store, key = store or self.warm, self.key()
        cell = Cell(self.chance.choice(("agdam", "fuzuli")), self.chance.choice(("uxo", "ap_mines")))
        value = self.chance.choice((None, 0, 3, 10**6))
        store.write(key, make_edits(store.sheet(key), {cell: value}), why="a slip")

    def edit_elsewhere(self) -> None:
        self.edit(self.other)

    def send(self) -> None:
        self.warm.send(self.warm.report(self.key()), from_draft=True)

    def choose(self) -> None:
        keys = [one.key for one in self.programme.organisations]
        self.warm.choose_organisations(self.key(), self.chance.sample(keys, 2))

    def receive(self) -> None:
        store, period = self.chance.choice((self.warm, self.other)), self.chance.choice(WEEKS)
        self.life.type(period)
        store.receive(store.plan([arrival_of(self.life.send(period), self.programme)]))

    def balance(self) -> None:
        if not self.warm.remove_opening(BALANCE.period):
            self.warm.put_openings([BALANCE])

    def fail(self) -> None:
        """A change is given up in the midst of its transaction, after it was read back."""
        with contextlib.suppress(ZeroDivisionError), self.warm._transaction():
            self.edit_within()
            self.warm.range_report(YEAR, By.WEEK)
            self.warm.history(SheetKey("hq", WEEK))
            raise ZeroDivisionError

    def edit_within(self) -> None:
        key = self.key()
        with self.warm._turning(key) as change:
            self.warm._write_in(
                change, make_edits(self.warm._sheet(change.held), {Cell("susa", "uxo"): 8}), ""
            )

    def damage(self) -> None:
        """A row is changed behind the app's back; the next time it is put right."""
        sign = "-" if self.is_damaged else "+"
        with closing(sqlite3.connect(self.path)) as behind, behind:
            changed = behind.execute(
                f"UPDATE tally SET value = value {sign} 1 WHERE sheet = (SELECT min(sheet) FROM tally)"
            )
        self.is_damaged = bool(changed.rowcount) and not self.is_damaged

    def go_back(self) -> None:
        """A backup is made, and the next time it takes the place of the file."""
        self.clock += timedelta(hours=1)
        if self.backup is None:
            self.backup = back_up(
                self.path, backup_folder(self.path), self.clock, BackupReason.DAILY, is_open=True
            )
            return
        self.close()
        restore(self.path, self.backup, backup_folder(self.path), self.clock)
        self.backup, self.is_damaged = None, False
        self.open()


def told(store: Store) -> list[object]:
    """All that is read by way of what was seen before, or why it is not shown."""
    ranges = [refused_or(partial(store.range_report, YEAR, by)) for by in (By.DISTRICT, By.OFFICE, By.WEEK)]
    reports = [refused_or(partial(store.report, of)) for of in OF]
    past = [store.past(SheetKey(office, AFTER)) for office in ("hq", OFFICE)]
    tales = [refused_or(partial(store.history, SheetKey(*of))) for of in product(("hq", OFFICE), WEEKS)]
    open_one = [refused_or(partial(store.history, SheetKey("hq", WEEK))) for _ in range(2)]
    return [*ranges, *reports, *past, *tales, *open_one]


def refused_or(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except FieldAppError as error:
        return str(error)


@pytest.fixture(params=[*range(8), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(8, 60))])
def desk(request: pytest.FixtureRequest, tmp_path: Path, programme: Programme) -> Iterator[Desk]:
    made = Desk(empty_file(tmp_path / "hq.fieldapp"), random.Random(request.param), programme)
    yield made
    made.close()


def test_a_report_of_a_file_that_was_open_all_along_is_that_of_one_opened_now(desk: Desk) -> None:
    steps = [desk.edit, desk.edit, desk.edit_elsewhere, desk.send, desk.choose, desk.receive, desk.receive]
    steps += [desk.balance, desk.fail, desk.damage, desk.damage, desk.go_back, desk.go_back]
    for number in range(8):
        step = desk.chance.choice(steps)
        happened = refused_or(step)
        with closing(Store(desk.path, "Rauf", lambda: NOW, is_open=True)) as fresh:
            assert told(desk.warm) == told(fresh), (number, step.__name__, happened)
        with sheets_read(desk.warm) as asked:
            again = refused_or(partial(desk.warm.range_report, YEAR, By.DISTRICT))
        is_of_sheets = isinstance(again, RangeReport) and again.report.sheets
        assert asked == [] or not is_of_sheets, "what is whole was not read again"
