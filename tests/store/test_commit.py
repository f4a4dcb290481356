"""The disk fails at the very end of an entry: it is read back what is in the file, and that is said."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.core.programme import Programme
from fieldapp.core.report import Status
from fieldapp.core.sheet import STATE, Cell, Content, RowState
from fieldapp.store.format.log_frames import lacks_entries
from fieldapp.store.store import Store
from fieldapp.texts.texts import LANGUAGES, Texts, read_texts
from tests.connections import give_connection
from tests.store.conftest import OpenStore

WEEK = read_period("2025-W11")
AGDAM, LACIN = Cell("agdam", "uxo"), Cell("lacin", "area_cleared_ha")
IN, OUT, UNKNOWN = "written-late", "disk-failed", "perhaps-written"


class Commit:
    """The connection of a store whose next COMMIT fails: before it is done, or (`late`) after; `dies`: and
    nothing can be read or folded from then on."""

    def __init__(self, store: Store, code: int, *, late: bool = False, dies: bool = False) -> None:
        self._store, self._connection = store, store._db.conn
        self._code, self._late, self._dies = code, late, dies
        self._is_dead = False
        give_connection(store, self)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def heal(self) -> None:
        give_connection(self._store, self._connection)

    def execute(self, sql: str, *args: Any) -> Any:
        if sql != "COMMIT" and not self._is_dead:
            return self._connection.execute(sql, *args)
        if sql == "COMMIT" and self._late:
            self._connection.execute(sql)
        if sql == "ROLLBACK":
            return self._connection.execute(sql)
        self._is_dead = self._dies
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = self._code
        raise error


@pytest.fixture
def failed(store: Store, request: pytest.FixtureRequest) -> FieldAppError:
    """What a store says of an entry at whose end the disk failed; healed afterwards."""
    enter(store, {AGDAM: 1})
    commit = Commit(store, *request.param[:1], **request.param[1])
    with pytest.raises(FieldAppError) as said:
        enter(store, {AGDAM: 7, LACIN: 50_000})
    commit.heal()
    return said.value


def enter(store: Store, wanted: dict[Cell, Content | None]) -> None:
    store.write(WEEK, make_edits(store.sheet(WEEK), wanted))


def held(store: Store) -> tuple[Any, Any]:
    sheet = store.sheet(WEEK)
    return sheet.values.get(AGDAM), sheet.values.get(LACIN)


FSYNC, FULL, WRITE = sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE
BEFORE, AFTER = (1, None), (7, 50_000)
WAYS = [
    ((FSYNC, {"late": True}), IN, AFTER),
    ((FULL, {"late": True}), IN, AFTER),
    ((FSYNC, {}), OUT, BEFORE),
    ((WRITE, {}), OUT, BEFORE),
    ((FULL, {}), "disk-full", BEFORE),
    ((FSYNC, {"dies": True}), UNKNOWN, BEFORE),
    ((FSYNC, {"dies": True, "late": True}), UNKNOWN, AFTER),
    ((FULL, {"dies": True, "late": True}), UNKNOWN, AFTER),
]


@pytest.mark.parametrize(("failed", "code", "there"), WAYS, indirect=["failed"])
def test_what_is_said_is_what_is_in_the_file(
    store: Store, failed: FieldAppError, code: str, there: tuple[Any, Any]
) -> None:
    assert failed.code == code
    assert held(store) == there


@pytest.mark.parametrize("failed", [way[0] for way in WAYS if way[1] in (IN, UNKNOWN)], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_names_the_entries_and_never_says_that_nothing_was_written(
    failed: FieldAppError, language: str
) -> None:
    texts, programme = read_texts(language), failed.details["programme"]
    said = texts.error(failed)
    assert isinstance(programme, Programme)

    for cell in (AGDAM, LACIN):
        assert texts.district(cell.district, programme) in said
        assert texts.names(programme.indicator(cell.indicator).short_names) in said
    assert texts("errors.disk-failed", path="").split(". ")[1].strip() not in said


@pytest.mark.parametrize(("failed", "code", "there"), WAYS, indirect=["failed"])
def test_the_next_try_works(
    store: Store, failed: FieldAppError, code: str, there: tuple[Any, Any], open_store: OpenStore
) -> None:
    enter(store, {AGDAM: 9, LACIN: 10_000})

    assert held(open_store()) == (9, 10_000)


@pytest.mark.parametrize("failed", [(FSYNC, {})], indirect=True)
def test_what_was_said_not_to_be_written_does_not_come_back_when_the_program_is_killed(
    store: Store, failed: FieldAppError, data_file: Path, tmp_path: Path, open_store: OpenStore
) -> None:
    """Its pages lay in the log, whole and with an end, and would be read in after a crash."""
    left = tmp_path / "left.fieldapp"
    for side in ("", "-wal"):
        shutil.copyfile(f"{data_file}{side}", f"{left}{side}")

    assert Path(f"{left}-wal").stat().st_size == 0
    assert not lacks_entries(left)
    assert held(open_store(left)) == BEFORE


def test_a_row_without_operations_is_named_so(store: Store, texts: Texts) -> None:
    Commit(store, FSYNC, late=True)
    with pytest.raises(FieldAppError) as said:
        enter(store, {Cell("agdam", STATE): RowState.NO_OPERATIONS})

    assert "Aghdam · no operations" in texts.error(said.value)


def test_many_entries_are_not_all_named(store: Store, texts: Texts) -> None:
    sheet = store.sheet(WEEK)
    Commit(store, FSYNC, late=True)
    with pytest.raises(FieldAppError) as said:
        enter(store, {Cell(key, "uxo"): 1 for key in sheet.districts[:11]})

    assert "and 3 more" in texts.error(said.value)


def test_a_change_that_is_no_entry_is_told_too(store: Store, texts: Texts) -> None:
    enter(store, {Cell(key, STATE): RowState.NO_OPERATIONS for key in store.sheet(WEEK).districts})
    Commit(store, FSYNC, late=True)
    with pytest.raises(FieldAppError, match=IN) as said:
        store.set_status(WEEK, Status.READY)

    assert "the last change" in texts.error(said.value)


def test_the_answer_which_file_it_is_is_read_back_too(store: Store) -> None:
    commit = Commit(store, FSYNC, late=True)
    with pytest.raises(FieldAppError, match=IN):
        store.settle_place(as_own=True)
    commit.heal()
    before = store.file
    store.place()

    assert store.file != before
