"""A real PostgreSQL on a local socket, a database in it for each test, and headquarters' file to feed it."""

import itertools
import random
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from fieldapp import cli
from fieldapp.clock import local_now
from fieldapp.console import Surface
from fieldapp.exchange.mirror.postgres import connect_postgres
from fieldapp.resources import programme_text
from fieldapp.store.store import Store, create_store
from fieldapp.texts.texts import Texts
from tests.exchange.mirror.years import NOW, fill_year
from tools.postgres import running_server

Ask = Callable[..., list[tuple[Any, ...]]]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with running_server() as address:
        yield address


@pytest.fixture(scope="session")
def numbers() -> Iterator[int]:
    return itertools.count()


@pytest.fixture
def database(server: str, numbers: Iterator[int]) -> str:
    """The address of an empty database."""
    import psycopg

    name = f"mirror{next(numbers)}"
    with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type, unused-ignore]
    return server.format(name)


@pytest.fixture
def ask(database: str) -> Iterator[Ask]:
    """Asks the database as an analyst's program would."""
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:

        def asked(sql: str, *values: Any) -> list[tuple[Any, ...]]:
            cursor = connection.execute(sql, values or None)  # type: ignore[arg-type, unused-ignore]
            return list(cursor.fetchall()) if cursor.description else []

        yield asked


def running(capsys: pytest.CaptureFixture[str], texts: Texts, now: Callable[[], datetime]) -> Run:
    def no_window(*_: object) -> Any:
        raise AssertionError("nothing is shown")

    surface = Surface(no_window, now, "Leyla", texts, no_window, connect_postgres)

    def call(*words: object) -> tuple[int, str, str]:
        status = cli.run_command([str(word) for word in words], surface)
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], texts: Texts) -> Run:
    return running(capsys, texts, lambda: NOW)


@pytest.fixture
def run_today(capsys: pytest.CaptureFixture[str], texts: Texts) -> Run:
    """The same, by the clock that programs of their own have."""
    return running(capsys, texts, local_now)


@pytest.fixture(scope="session")
def year_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Headquarters' file with some months of three offices, closed."""
    path = tmp_path_factory.mktemp("year") / "hq.fieldapp"
    create_store(path, programme_text("azerbaijan"), "hq")
    store = Store(path, "Leyla", lambda: NOW)
    fill_year(store, random.Random(4))
    store.close()
    return path


@pytest.fixture
def desk(year_file: Path, tmp_path: Path) -> Iterator[Store]:
    """That file, open to write."""
    store = Store(Path(shutil.copy(year_file, tmp_path)), "Leyla", lambda: NOW)
    yield store
    store.close()
