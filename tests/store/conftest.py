"""Data files in a folder of their own, and a clock that stands still."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp.store import opening
from fieldapp.store.store import Store
from tests.data_files import empty_file

NOON = datetime(2025, 3, 17, 12, 0, tzinfo=UTC)

OpenStore = Callable[..., Store]


@pytest.fixture
def data_file(tmp_path: Path) -> Path:
    """An empty data file of headquarters."""
    return empty_file(tmp_path / "həftə.fieldapp")


@pytest.fixture
def open_store(data_file: Path) -> Iterator[OpenStore]:
    """Opens the data file, as often as asked; closes all at the end."""
    opened: list[Store] = []

    def opening_it(path: Path = data_file, who: str = "Leyla", now: datetime = NOON) -> Store:
        store = Store(path, who, lambda: now)
        opened.append(store)
        return store

    yield opening_it
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: OpenStore) -> Store:
    """The open data file."""
    return open_store()


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy file is told at once."""
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.0)
