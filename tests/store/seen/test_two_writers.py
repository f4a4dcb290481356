"""Two programs write one file, and the disk fails them now and then: what either tells is what is in it, and
what was refused has changed nothing."""

import contextlib
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from fieldapp.core.checks.answers import WarningAnswer
from fieldapp.core.edits import annotate, make_edits
from fieldapp.core.hq.choice import Decisions
from fieldapp.core.period import DAY, Period, year_of
from fieldapp.core.programme import Programme
from fieldapp.core.published.kept import CasualtyCount, PrintedFigures
from fieldapp.core.report import Status
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState, SheetKey
from fieldapp.core.spans.balance import Opening
from fieldapp.core.spans.range_report import By
from fieldapp.store.sendings import Marked
from fieldapp.store.store import Store
from tests.connections import give_connection
from tests.core.hq.histories import OFFICE, WEEK, Life, arrival_of
from tests.data_files import empty_file
from tests.store.seen.test_warm_reports import refused_or

NOW = datetime(2025, 11, 20, 9, 0, tzinfo=UTC)
YEAR = year_of(WEEK.start)
WEEKS = [Period(WEEK.start + 7 * number * DAY, WEEK.end + 7 * number * DAY) for number in (-1, 0)]
KEYS = [SheetKey(office, week) for office in ("hq", OFFICE) for week in WEEKS]
CELLS = [Cell("agdam", "uxo"), Cell("fuzuli", "ap_mines"), Cell(CONTROL, "uxo"), Cell("agdam", STATE)]
BALANCES = [
    Opening(Period(date(2020, 1, 1), date(2020, 12, 31)), source, {"uxo": number}, {"agdam": {"uxo": 4}})
    for number, source in ((9, "R251"), (12, "R252"))
]
COUNTS = [CasualtyCount(date(2025, 3, 1), date(2020, 11, 10), "Prosecutor", {"total": n}) for n in (5, 6)]
PRINTS = [PrintedFigures(WEEK, "Trend", {"uxo": number}) for number in (3, 4)]
LATE = {"written-late", "perhaps-written"}
"""What may be in the file though it was refused."""


class Flaky:
    """A connection to a disk that fails once, with the statement after so many; `late`: when it was done."""

    def __init__(self, store: Store, after: int, code: int, *, late: bool) -> None:
        self._store, self._connection = store, store._db.conn
        self._after, self._code, self._late = after, code, late
        give_connection(store, self)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    @property
    def has_passed(self) -> bool:
        """Whether it was not asked so much as to fail."""
        return self._after >= 0

    def heal(self) -> None:
        give_connection(self._store, self._connection)

    def execute(self, sql: str, *args: Any) -> Any:
        self._after -= sql != "ROLLBACK"
        if self._after != -1 or sql == "ROLLBACK":
            return self._connection.execute(sql, *args)
        if self._late:
            self._connection.execute(sql, *args)
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = self._code
        raise error


class Table:
    """Two programs at one file of headquarters, and what each may do."""

    def __init__(self, path: Path, chance: random.Random, programme: Programme) -> None:
        self.path, self.chance, self.programme = path, chance, programme
        self.stores = [Store(path, who, lambda: NOW) for who in ("Leyla", "Orxan")]
        self.life = Life(chance, programme, "file-1")
        self.sent: list[Marked] = []

    def close(self) -> None:
        for store in self.stores:
            store.close()

    def key(self) -> SheetKey:
        return self.chance.choice(KEYS)

    def edit(self, store: Store) -> None:
        key, cell = self.key(), self.chance.choice(CELLS)
        wanted: dict[Cell, Content | None] = {cell: self.chance.choice((None, 0, 3, 10**6))}
        if cell.indicator == STATE:
            wanted = {cell: self.chance.choice((None, RowState.NO_OPERATIONS))}
        store.write(key, make_edits(store.sheet(key), wanted), why="a slip")

    def note(self, store: Store) -> None:
        key = self.key()
        store.write(
            key, annotate(store.sheet(key), CELLS[0], self.chance.choice(("", "x", "y"))), why="a slip"
        )

    def mark(self, store: Store) -> None:
        sheet, standing = store.stood(self.key())
        status = self.chance.choice((Status.DRAFT, Status.READY))
        store.set_status(sheet.key, status, sheet=sheet, seen=standing)

    def send(self, store: Store) -> None:
        self.sent.append(store.send(store.report(self.key()), from_draft=True))

    def take_back(self, store: Store) -> None:
        if self.sent:
            store.take_back(self.sent.pop())

    def choose(self, store: Store) -> None:
        keys, key = [one.key for one in self.programme.organisations], self.key()
        store.choose_organisations(key, self.chance.sample(keys, 2), before=store.organisations(key))

    def receive(self, store: Store) -> None:
        week = self.chance.choice(WEEKS)
        self.life.type(week)
        store.receive(store.plan([arrival_of(self.life.send(week), self.programme)]))

    def rule(self, store: Store) -> None:
        known = sorted(store.holdings().records)
        if known:
            rulings = {self.chance.choice(known): self.chance.choice((True, False))}
            store.receive(decisions=Decisions(rulings=rulings, why="as it is"))

    def balance(self, store: Store) -> None:
        one, seen = self.chance.choice(BALANCES), store.openings()
        if self.chance.random() < 0.3:
            store.put_openings([], [one.period], seen=seen)
        else:
            store.put_openings([one], seen=seen)

    def casualties(self, store: Store) -> None:
        store.change_casualties(store.casualties(), self.chance.choice(([], COUNTS[:1], COUNTS[1:])))

    def prints(self, store: Store) -> None:
        for one in store.printed():
            store.remove_printed(one)
        store.keep_printed(self.chance.choice(PRINTS), is_new=True)

    def answer(self, store: Store) -> None:
        why = self.chance.choice(("", "so it is", "no roads"))
        store.put_answer(self.key(), WarningAnswer("unusual-value", (CELLS[0],), "as it was", why))

    def flag(self, store: Store) -> None:
        if self.chance.random() < 0.3:
            store.take_flag_off(self.key(), CELLS[0])
        else:
            store.flag(self.key(), CELLS[0], self.chance.choice(("look", "ask")))

    def publish(self, store: Store) -> None:
        report = store.report(self.chance.choice(WEEKS))
        basis = store.basis(report, store.cumulative(YEAR.start, report.period.end))
        store.publish(report.period, "en", "wire", self.chance.choice(("one", "two")), basis)

    def give_up(self, store: Store) -> None:
        """Several things are done in one transaction, read back, and given up."""
        with contextlib.suppress(ZeroDivisionError), store._transaction():
            key = self.key()
            with store._turning(key) as change:
                store._write_in(change, make_edits(store._sheet(change.held), {Cell("susa", "uxo"): 8}), "")
            told(store)
            raise ZeroDivisionError

    def fold(self, store: Store) -> None:
        store.checkpoint()

    def look(self, store: Store) -> None:
        with store.one_moment():
            told(store)

    @property
    def steps(self) -> list[Callable[[Store], None]]:
        often = [self.edit, self.edit, self.send, self.receive, self.balance]
        seldom = [self.note, self.mark, self.take_back, self.choose, self.rule, self.casualties, self.prints]
        return [*often, *seldom, self.answer, self.flag, self.publish, self.give_up, self.fold, self.look]


def told(store: Store) -> dict[str, object]:
    """All that can be asked, or why it is not told."""
    of: list[SheetKey | Period] = [*KEYS, *WEEKS]
    asked: dict[str, Callable[[], object]] = {
        **{f"opened {key}": partial(store.opened, key) for key in KEYS},
        **{f"report {key}": partial(store.report, key) for key in of},
        **{f"history {key}": partial(store.history, key, *CELLS) for key in KEYS},
        **{f"organisations {key}": partial(store.organisations, key) for key in KEYS},
        **{f"records {key}": partial(store.records, key) for key in KEYS},
        **{f"weighed {key}": partial(store.weighed, key) for key in KEYS},
        **{f"range {by}": partial(store.range_report, YEAR, by) for by in By},
        **{
            f"past {office}": partial(store.past, SheetKey(office, Period(YEAR.end, YEAR.end)))
            for office in ("hq", OFFICE)
        },
        **{f"periods {office}": partial(store.periods, office) for office in ("hq", OFFICE)},
        "cumulative": partial(store.cumulative, YEAR.start, YEAR.end),
        "after": partial(store.after_publications, YEAR.start),
    }
    plain = ("openings", "casualties", "printed", "after_prints", "publications", "holdings", "counted")
    asked |= {name: getattr(store, name) for name in (*plain, "receipts", "entered", "marked", "size")}
    return {name: refused_or(ask) for name, ask in asked.items()}


@pytest.fixture(params=[*range(2), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 80))])
def table(request: pytest.FixtureRequest, tmp_path: Path, programme: Programme) -> Iterator[Table]:
    made = Table(empty_file(tmp_path / "hq.fieldapp"), random.Random(request.param), programme)
    yield made
    made.close()


def test_what_either_tells_is_what_is_in_the_file(table: Table) -> None:
    chance = table.chance
    before = told(table.stores[0])
    for number in range(14):
        step, store = chance.choice(table.steps), chance.choice(table.stores)
        fails = chance.random() < 0.3
        code = chance.choice((sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY))
        flaky = Flaky(store, chance.randrange(40), code, late=chance.random() < 0.5) if fails else None
        try:
            happened = refused_or(partial(step, store))
        finally:
            if flaky is not None:
                flaky.heal()
        about = (number, step.__name__, happened, fails and code)
        assert not store._db.conn.in_transaction, about
        with closing(Store(table.path, "Rauf", lambda: NOW, is_open=True)) as fresh:
            there = told(fresh)
            assert [*fresh.problems()].count(None) == len([*fresh.problems()]), about
        for one in table.stores:
            mine = told(one)
            assert [name for name in mine if mine[name] != there[name]] == [], (about, one.who)
        is_refused = isinstance(happened, str) and happened.partition("(")[0] not in LATE
        if is_refused and step != table.prints:  # which is several
            assert [name for name in there if before[name] != there[name]] == [], about
        before = there
