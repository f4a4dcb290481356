"""Two write at the same moment: who has begun writes, and the other is told or waits."""

from pathlib import Path
from threading import Barrier, Thread

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.store.engine.database import Database
from fieldapp.store.held import HeldRows, read_held
from fieldapp.store.store import Store
from tests.core.making import WEEK, days
from tests.store.conftest import OpenStore
from tests.store.test_store import enter

UXO = Cell("agdam", "uxo")


@pytest.mark.usefixtures("no_waiting")
def test_who_has_begun_is_not_overtaken(open_store: OpenStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else everything that was read would be of no use any more, and the entry refused."""
    first, second = open_store(), open_store(who="Orxan")
    refused, place = list[str](), "fieldapp.store.ledger.read_held"

    def then_somebody_else_writes(db: Database, key: SheetKey) -> HeldRows:
        held = read_held(db, key)
        monkeypatch.setattr(place, read_held)
        try:
            enter(second, {UXO: 2}, days("2025-W10"))
        except FieldAppError as error:
            refused.append(error.code)
        return held

    monkeypatch.setattr(place, then_somebody_else_writes)
    enter(first, {UXO: 1})
    assert first.sheet(WEEK).values == {UXO: 1}
    assert refused == ["file-busy"]
    enter(second, {UXO: 2}, days("2025-W10"))


def test_many_that_write_at_once_all_write(data_file: Path, open_store: OpenStore) -> None:
    start, failed = Barrier(4), list[BaseException]()

    def work(number: int) -> None:
        try:
            store = Store(data_file, f"{number}", is_open=True)
            try:
                start.wait()
                for value in range(5):
                    enter(store, {UXO: value}, days(f"2025-W{10 + number}"))
            finally:
                store.close()
        except BaseException as error:
            failed.append(error)

    enter(open_store(), {UXO: 1})
    threads = [Thread(target=work, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    store = open_store()
    assert [store.sheet(days(f"2025-W{10 + number}")).values[UXO] for number in range(4)] == [4] * 4
    assert not any(store.problems())
