"""A file that can only be read here tells what is in it now, whoever has written it since."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import year_of
from fieldapp.core.spans.range_report import By
from fieldapp.resources import programme_text
from fieldapp.store.backup import is_writable_file
from fieldapp.store.engine.only_read import OnlyRead
from fieldapp.store.store import Store, create_store
from tests.core.making import WEEK
from tests.store.conftest import OpenStore
from tests.store.seen.test_seen import EARLIER, UXO, sheets_read
from tests.store.test_store import enter

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")

LINK = "seen.fieldapp"


@pytest.fixture
def reader(data_file: Path, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Somebody without the right to write, by another name of the file."""
    monkeypatch.setattr(
        "fieldapp.store.opening.is_writable_file", lambda path: path.name != LINK and is_writable_file(path)
    )
    with closing(open_store()) as writer:
        enter(writer, {UXO: 1}, EARLIER[0])
    link = data_file.with_name(LINK)
    link.symlink_to(data_file)
    with closing(Store(link, "Rauf")) as store:
        yield store


def told(store: Store) -> list[object]:
    """What is read by each of the ways."""
    of = EARLIER[0]
    return [
        store.sheet(of).values.get(UXO),
        [sheet.values.get(UXO) for sheet in store.past(WEEK)][:1],
        store.report(of).total("uxo"),
        store.range_report(year_of(WEEK.start), By.WEEK).total("uxo"),
        [row.after for row in store.history(of, UXO)][-1],
        store.standing(of).status,
        len(store.periods()),
    ]


def as_opened_now(path: Path) -> list[object]:
    with closing(Store(path, "Rauf", is_open=True)) as fresh:
        return told(fresh)


def test_what_was_written_and_folded_in_is_told(
    reader: Store, open_store: OpenStore, data_file: Path
) -> None:
    before = told(reader)
    for value in (7, 8):
        with closing(open_store()) as writer:
            enter(writer, {UXO: value}, EARLIER[0])
        assert told(reader) == as_opened_now(data_file) != before
    assert before[0] == 1


def test_what_lies_in_a_log_that_has_come_beside_it_is_told(
    reader: Store, open_store: OpenStore, data_file: Path
) -> None:
    assert told(reader)[0] == 1
    writer = open_store()
    for value in (7, 8):
        enter(writer, {UXO: value}, EARLIER[0])
        assert told(reader) == as_opened_now(data_file)
        assert reader.sheet(EARLIER[0]).values[UXO] == value
    writer.close()
    enter(open_store(), {UXO: 9}, EARLIER[0])
    assert told(reader)[0] == 9


def test_that_somebody_else_has_written_is_told_apart(reader: Store, open_store: OpenStore) -> None:
    before = reader.written_outside()
    with closing(open_store()) as writer:
        enter(writer, {UXO: 7}, EARLIER[0])
    assert reader.written_outside() != before


def test_a_file_that_grows_is_read_whole(reader: Store, open_store: OpenStore, data_file: Path) -> None:
    size = data_file.stat().st_size
    assert told(reader)[0] == 1
    with closing(open_store()) as writer:
        for number in range(60):
            edits = make_edits(writer.sheet(EARLIER[0]), {UXO: number + 2})
            writer.write(EARLIER[0], edits, why="a slip of the hand " * 200)
    assert data_file.stat().st_size > size
    assert told(reader) == as_opened_now(data_file)


def test_one_that_was_put_in_its_place_is_told(
    reader: Store, open_store: OpenStore, data_file: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.fieldapp"
    shutil.copyfile(data_file, copy)
    with closing(open_store(copy)) as writer:
        enter(writer, {UXO: 70}, EARLIER[0])
    assert told(reader)[0] == 1
    copy.replace(data_file)
    assert told(reader)[0] == 70


def test_the_file_of_another_office_in_its_place_is_not_told(
    reader: Store, data_file: Path, tmp_path: Path
) -> None:
    assert told(reader)[0] == 1
    kept = data_file.rename(tmp_path / "kept.fieldapp")
    with pytest.raises(FieldAppError, match="file-gone"):
        told(reader)
    create_store(data_file, programme_text("azerbaijan"), "karabakh")
    for _ in range(2):
        with pytest.raises(FieldAppError, match="file-gone"):
            told(reader)
    kept.replace(data_file)
    assert told(reader)[0] == 1


def test_what_stands_still_is_not_opened_anew(reader: Store, data_file: Path) -> None:
    hour = 3600 * 10**9
    status = data_file.stat()
    os.utime(data_file, ns=(status.st_atime_ns - hour, status.st_mtime_ns - hour))
    before = told(reader)
    with pytest.MonkeyPatch.context() as later:
        later.setattr("fieldapp.store.engine.only_read.now", lambda: status.st_mtime + 3600)
        told(reader)
        connection = reader._db.conn
        with sheets_read(reader) as asked:
            assert [sheet.values[UXO] for sheet in reader.past(WEEK)] == [1]
        assert reader._db.conn is connection
    assert asked == []
    assert before[0] == 1


def test_a_log_beside_the_file_that_a_link_leads_to_is_read(
    data_file: Path, open_store: OpenStore, reader: Store
) -> None:
    enter(open_store(), {UXO: 5}, EARLIER[0])
    with closing(Store(data_file.with_name(LINK), "Rauf", is_open=True)) as late:
        assert late.sheet(EARLIER[0]).values[UXO] == 5


def test_damage_in_it_is_told_as_everywhere(reader: Store, data_file: Path) -> None:
    assert told(reader)[0] == 1
    with closing(sqlite3.connect(data_file)) as behind, behind:
        behind.execute("UPDATE tally SET value = 900")
    with pytest.raises(FieldAppError, match="sheet-damaged"):
        reader.sheet(EARLIER[0])


@pytest.mark.parametrize("value", range(2, 8))
def test_what_is_written_while_it_is_read_is_no_damage(
    reader: Store, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch, value: int
) -> None:
    """SQLite has some of its pages in memory already, and takes the others as they are by now."""
    assert told(reader)[0] == 1
    may_be_changed, turns = OnlyRead.may_be_changed, iter([True])

    def write_then(still: OnlyRead) -> bool:
        is_changed = may_be_changed(still)
        if next(turns, False):
            is_changed = False
            with closing(open_store()) as writer:
                for number in range(value):
                    enter(writer, {UXO: 10 + number}, EARLIER[number % 3])
                enter(writer, {UXO: value}, EARLIER[0])
        return is_changed

    monkeypatch.setattr(OnlyRead, "may_be_changed", write_then)
    assert reader.sheet(EARLIER[0]).values[UXO] in (1, value)
    assert reader.sheet(EARLIER[0]).values[UXO] == value
