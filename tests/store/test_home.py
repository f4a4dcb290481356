"""A copied data file is noticed, and nothing else is; what a person says of it stays said."""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.home import Home, Left, Place
from fieldapp.core.period import read_period
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell
from fieldapp.resources import programme_text
from fieldapp.store.backup import backup_folder
from fieldapp.store.digests import ABOUT, ABOUT_TABLES, digest_of_tables, put_digests
from fieldapp.store.home import copy_home, home_at, kept_home, left_at, put_about
from fieldapp.store.restore import restore
from fieldapp.store.store import Store, create_store

WEEK = read_period("2025-W11")
NOW = datetime(2025, 3, 17, 12, 0, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "week.fieldapp"
    create_store(path, programme_text("azerbaijan"), "hq")
    return path


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Store]:
    with contextlib.closing(Store(path, "Leyla", lambda: NOW)) as store:
        yield store


def enter(path: Path, number: int = 7) -> None:
    with opened(path) as store:
        sheet = store.sheet(WEEK)
        store.write(WEEK, make_edits(sheet, {Cell("agdam", "ap_mines"): number}))


def send(store: Store) -> None:
    store.set_status(WEEK, Status.READY)
    report = store.report(WEEK)
    store.send(replace(report, standing=replace(report.standing, status=Status.SENT, sealed_at=NOW)))


def place(path: Path) -> Place:
    with opened(path) as store:
        return store.place()


def about(path: Path, key: str) -> str | None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT value FROM about WHERE key = ?", [key]).fetchall()
    return rows[0][0] if rows else None


def say(path: Path, key: str, value: str | None) -> None:
    with opened(path) as store:
        db = store._db
        with db.atomic():
            db.execute("DELETE FROM about WHERE key = ?", [key])
            if value is not None:
                db.execute("INSERT INTO about VALUES (?, ?)", [key, value])
            put_digests(db, {ABOUT: digest_of_tables(db, ABOUT_TABLES)})


def copied(path: Path, to: Path) -> Path:
    to.parent.mkdir(exist_ok=True)
    shutil.copyfile(path, to)
    return to


def test_a_new_file_is_at_home_and_a_copy_of_it_is_noticed(file: Path, tmp_path: Path):
    copy = copied(file, tmp_path / "sent to Agdam" / "week.fieldapp")

    assert place(file) is Place.HOME
    assert place(copy) is Place.COPY
    with opened(copy) as store:
        assert store.home_before == os.path.normcase(file.resolve())


def test_a_renamed_and_a_moved_file_are_no_copies(file: Path, tmp_path: Path):
    renamed = file.rename(tmp_path / "2025.fieldapp")
    assert place(renamed) is Place.MOVED

    (tmp_path / "archive").mkdir()
    moved = copied(renamed, tmp_path / "archive" / "week.fieldapp")
    renamed.unlink()
    assert place(moved) is Place.MOVED


def test_a_renamed_file_is_at_home_after_the_first_write_and_a_copy_of_it_is_noticed(
    file: Path, tmp_path: Path
):
    renamed = file.rename(tmp_path / "2025.fieldapp")
    enter(renamed)

    assert place(renamed) is Place.HOME
    assert place(copied(renamed, tmp_path / "copy.fieldapp")) is Place.COPY


def test_a_copy_that_is_written_is_still_asked_about(file: Path, tmp_path: Path):
    copy = copied(file, tmp_path / "copy.fieldapp")

    enter(copy)

    assert place(copy) is Place.COPY


def test_looking_at_a_copy_changes_nothing_in_either(file: Path, tmp_path: Path):
    copy = copied(file, tmp_path / "copy.fieldapp")
    place(copy)  # opened to be written, it gets a log
    before = file.read_bytes(), copy.read_bytes()

    place(copy)

    assert (file.read_bytes(), copy.read_bytes()) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.fieldapp", "week.fieldapp"]


@pytest.mark.parametrize("as_own", [True, False])
def test_a_copy_is_asked_about_once(file: Path, tmp_path: Path, as_own: bool):
    copy = copied(file, tmp_path / "copy.fieldapp")
    with opened(copy) as store:
        before = store.file
        store.settle_place(as_own=as_own)
        assert (store.file != before) is as_own
        assert store.place() is Place.HOME

    with opened(copy) as store:
        assert store.place() is Place.HOME
        assert (store.file == before) is not as_own
        assert before in store.files
        assert not [problem for problem in store.problems() if problem]
    with opened(file) as store:
        assert (store.place(), store.file) == (Place.HOME, before)


def test_a_copy_of_its_own_gives_again_what_was_sent_before_and_goes_on_from_there(
    file: Path, tmp_path: Path
):
    enter(file)
    with opened(file) as store:
        send(store)
        first = store.report(WEEK).record
    assert first is not None
    copy = copied(file, tmp_path / "copy.fieldapp")
    with opened(copy) as store:
        store.settle_place(as_own=True)
        assert store.report(WEEK).record == first
    enter(copy, 8)

    with opened(copy) as store:
        send(store)
        second = store.report(WEEK).record
        assert second is not None
        assert second.lineage.parents == (first.id,)
        assert second.lineage.file == store.file != first.lineage.file


def test_a_second_window_asks_by_what_the_first_one_has_settled(file: Path, tmp_path: Path):
    copy = copied(file, tmp_path / "copy.fieldapp")
    with opened(copy) as first, opened(copy) as second:
        first.settle_place(as_own=True)

        assert second.place() is Place.HOME
        assert second.file == first.file


def test_an_answer_that_could_not_be_written_is_asked_for_again(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    copy = copied(file, tmp_path / "copy.fieldapp")
    with opened(copy) as store:
        before = store.file
        with monkeypatch.context() as patch:
            patch.setattr(Store, "_is_there", lambda self: False)
            with pytest.raises(FieldAppError):
                store.settle_place(as_own=True)

        assert (store.place(), store.file) == (Place.COPY, before)


def test_a_file_that_never_knew_where_it_lives_learns_it_with_the_first_write(file: Path):
    say(file, "home", None)
    assert place(file) is Place.MOVED

    enter(file)

    assert place(file) is Place.HOME


@pytest.mark.parametrize("nonsense", ["", "[]", '["/x", "y", 3]', "7", "{}"])
def test_a_home_that_is_none_means_damage(file: Path, nonsense: str):
    say(file, "home", nonsense)

    with pytest.raises(FieldAppError) as caught, opened(file):
        pass
    assert caught.value.code == "file-damaged"


@pytest.mark.parametrize("is_renamed", [True, False])
def test_after_a_restore_nothing_is_asked(file: Path, tmp_path: Path, is_renamed: bool):
    enter(file)
    backup = copied(file, tmp_path / "backup.fieldapp")
    path = file.rename(tmp_path / "renamed.fieldapp") if is_renamed else file
    enter(path, 8)

    restore(path, backup, backup_folder(path), NOW)

    assert place(path) is Place.HOME
    enter(path, 9)
    assert place(path.rename(tmp_path / "again.fieldapp")) is Place.MOVED


def test_a_restored_file_that_was_copied_away_from_its_home_is_at_home(file: Path, tmp_path: Path):
    other = tmp_path / "other.fieldapp"

    restore(other, file, backup_folder(other), NOW)

    assert other.read_bytes()[18:20] == file.read_bytes()[18:20]
    assert place(other) is Place.HOME
    with opened(other) as store:
        assert not [problem for problem in store.problems() if problem]


def test_what_is_left_is_told_without_trust_in_what_lies_there(file: Path, tmp_path: Path):
    home = home_at(file)
    with opened(file) as store:
        uuid = store.file
    assert left_at(home, uuid) is Left.TWIN
    assert left_at(home, "another") is Left.NOTHING

    file.write_bytes(b"no data file")
    assert left_at(home, uuid) is Left.OUT_OF_REACH
    file.unlink()
    assert left_at(home, uuid) is Left.NOTHING
    assert left_at(replace(home, volume=home.volume + 1), uuid) is Left.OUT_OF_REACH
    assert left_at(Home("\0", 1, 1), uuid) is Left.OUT_OF_REACH


def test_the_volume_is_told_the_same_for_a_file_and_its_folder(file: Path):
    assert home_at(file).volume == home_at(file.parent).volume
    assert home_at(file).number == file.stat().st_ino
    assert about(file, "home") is not None


# a copy that the app makes of a file on a drive


def test_a_copy_that_goes_on_is_asked_nothing_and_what_stays_behind_is(file: Path, tmp_path: Path):
    enter(file)
    here = tmp_path / "documents" / "week.fieldapp"
    with opened(file) as store:
        copy_home(file, here)
        store.leave_home(here)

    assert place(here) is Place.HOME
    assert place(file) is Place.COPY
    enter(here, 8)
    enter(file, 9)
    assert (place(here), place(file)) == (Place.HOME, Place.COPY)
    with opened(here) as copy, opened(file) as left:
        assert copy.file == left.file
        assert copy.sheet(WEEK).value("agdam", "ap_mines") == 8
        assert left.home_before == os.path.normcase(here.resolve())
        assert not [*filter(None, copy.problems()), *filter(None, left.problems())]


def test_what_stayed_behind_is_asked_about_also_where_the_copy_cannot_be_seen(file: Path, tmp_path: Path):
    here = tmp_path / "documents" / "week.fieldapp"
    with opened(file) as store:
        copy_home(file, here)
        store.leave_home(here)
        store._db.execute("BEGIN")
        known = Home("/another/machine/week.fieldapp", 42, 7)
        put_about(store._db, kept_home(known))
        store._db.execute("COMMIT")

    assert place(file) is Place.UNSEEN


def test_a_copy_of_what_is_not_settled_is_still_asked_about(file: Path, tmp_path: Path):
    """Its own question would be answered by nobody."""
    stick = copied(file, tmp_path / "stick" / "week.fieldapp")
    here = tmp_path / "documents" / "week.fieldapp"
    copy_home(stick, here, keeps_home=True)

    assert place(here) is Place.COPY


def test_a_renamed_file_that_is_left_says_where_it_went(file: Path, tmp_path: Path):
    renamed = file.rename(tmp_path / "2025.fieldapp")
    here = tmp_path / "documents" / "week.fieldapp"
    with opened(renamed) as store:
        copy_home(renamed, here)
        store.leave_home(here)
        store.write(WEEK, make_edits(store.sheet(WEEK), {Cell("agdam", "ap_mines"): 1}))

    assert place(renamed) is Place.COPY


def test_a_copy_takes_the_place_of_nothing(file: Path, tmp_path: Path):
    here = tmp_path / "week 2.fieldapp"
    here.write_bytes(b"mine")
    with pytest.raises(FieldAppError, match="file-exists"):
        copy_home(file, here)

    assert here.read_bytes() == b"mine"
    assert sorted(other.name for other in tmp_path.iterdir()) == ["week 2.fieldapp", "week.fieldapp"]


def test_a_copy_has_what_only_the_log_holds(file: Path, tmp_path: Path):
    here = tmp_path / "documents" / "week.fieldapp"
    with opened(file) as store:
        store.write(WEEK, make_edits(store.sheet(WEEK), {Cell("agdam", "ap_mines"): 5}))
        copy_home(file, here)

    with opened(here) as copy:
        assert copy.sheet(WEEK).value("agdam", "ap_mines") == 5


def test_a_copy_that_the_disk_gives_back_otherwise_is_taken_away(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    here = tmp_path / "documents" / "week.fieldapp"
    monkeypatch.setattr("fieldapp.store.part_file._read", lambda *_: b"other")
    with pytest.raises(FieldAppError, match="backup-differs"):
        copy_home(file, here)

    assert list(here.parent.iterdir()) == []
