"""A disk that fails in the midst of a reading is told of, and never makes something else of what is there."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.store.store import Store
from tests.core.hq.histories import OFFICE
from tests.core.making import WEEK
from tests.data_files import empty_file
from tests.store.door.test_door import READINGS
from tests.store.seen.test_two_writers import BALANCES, COUNTS, NOW, PRINTS, Flaky, Table
from tests.store.seen.test_warm_reports import refused_or

UXO, KEY = Cell("agdam", "uxo"), SheetKey(OFFICE, WEEK)
ALL = {**READINGS, "report of a sheet": lambda store: store.report(KEY)}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, programme: Programme) -> Path:
    """Headquarters' file with a sheet of their own beside one of an office, both corrected and published."""
    path = empty_file(tmp_path_factory.mktemp("failing") / "hq.fieldapp")
    table = Table(path, random.Random(1), programme)
    store = table.stores[0]
    for of in (KEY, SheetKey("hq", WEEK)):
        for number in (3, 5):
            store.write(of, make_edits(store.sheet(of), {UXO: number}), why="a slip")
            store.send(store.report(of), from_draft=True)
    store.write(WEEK, make_edits(store.sheet(WEEK), {Cell("susa", "uxo"): 4}), why="typed")
    store.put_openings(BALANCES[:1])
    store.put_casualties(COUNTS[0])
    store.keep_printed(PRINTS[0])
    store.publish(WEEK, "en", "wire", "a text", store.basis(store.report(WEEK)))
    store.write(WEEK, make_edits(store.sheet(WEEK), {Cell("susa", "uxo"): 6}), why="typed")
    table.close()
    return path


@pytest.fixture
def fresh(path: Path) -> Iterator[Store]:
    with closing(Store(path, "Rauf", lambda: NOW)) as store:
        yield store


@pytest.mark.parametrize("name", ALL)
def test_a_reading_is_what_is_there_or_is_refused(fresh: Store, name: str) -> None:
    ask = partial(refused_or, partial(ALL[name], fresh))
    there, statements, is_over = ask(), 0, False
    while not is_over:
        fresh._seen.forget()
        fresh._tales.forget()
        flaky = Flaky(fresh, statements, sqlite3.SQLITE_IOERR, late=False)
        read = ask()
        is_over, statements = flaky.has_passed, statements + 1
        flaky.heal()

        assert is_over or str(read).startswith("disk-failed("), (statements, read)
        assert ask() == there


def test_the_sheet_that_is_told_of_was_corrected(fresh: Store) -> None:
    correction = fresh.report(KEY).correction

    assert correction is not None
    assert correction.effects
