"""Going back to a backup: the one file or the other is there, whole, and what was there is kept."""

import contextlib
import errno
import os
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from fieldapp.core.backups import Backup, BackupReason
from fieldapp.core.definition.office import Office
from fieldapp.core.edits import Edits, make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.core.report import Status
from fieldapp.core.sheet import SheetKey
from fieldapp.resources import programme_text
from fieldapp.store import part_file
from fieldapp.store import restore as restoring
from fieldapp.store.backup import back_up, backup_folder, is_whole, list_backups
from fieldapp.store.home import at_home
from fieldapp.store.restore import find_whole, foresee, read_backup, restore
from fieldapp.store.store import Store, create_store
from tests.store.conftest import OpenStore
from tests.store.test_backup import (
    CELL,
    FILES,
    MADE,
    WEEK,
    Killed,
    Power,
    become_folder,
    held,
    names,
    put,
)

OTHER_WEEK = read_period("2025-W12")
LATER = MADE + timedelta(hours=1)
DAILY = BackupReason.DAILY


@pytest.fixture
def folder(data_file: Path) -> Path:
    return backup_folder(data_file)


@pytest.fixture
def backup(open_store: OpenStore, data_file: Path, folder: Path) -> Path:
    """A backup with 1 in the cell; the file has 2 by now, and is closed."""
    store = open_store()
    put(store, 1)
    made = back_up(data_file, folder, MADE, DAILY)
    put(store, 2)
    store.close()
    return made


def leave_log(path: Path, *values: int) -> None:
    """Enter something and end without closing: the file and its log stay as they are in the midst of work."""
    store = Store(path, "Rauf")
    for value in values:
        put(store, value)
    copies = [(side, side.read_bytes()) for side in (path, path.with_name(f"{path.name}-wal"))]
    store.close()
    for side, data in copies:
        side.write_bytes(data)


def test_the_file_is_as_it_was_and_what_was_there_is_kept(
    data_file: Path, backup: Path, folder: Path
) -> None:
    before = backup.read_bytes()
    kept = restore(data_file, backup, folder, LATER)

    assert held(data_file) == 1
    assert kept is not None
    assert kept.name == "həftə 2025-03-17 130000 before restore.fieldapp"
    assert held(kept) == 2
    assert backup.read_bytes() == before
    assert names(data_file.parent) == [folder.name, data_file.name]


def test_and_back_again(data_file: Path, backup: Path, folder: Path) -> None:
    kept = restore(data_file, backup, folder, LATER)
    assert kept is not None
    restore(data_file, kept, folder, LATER)

    assert held(data_file) == 2


def test_a_log_that_was_left_is_not_replayed_onto_the_backup(
    data_file: Path, backup: Path, folder: Path
) -> None:
    leave_log(data_file, 3, 4)

    kept = restore(data_file, backup, folder, LATER)

    assert kept is not None
    assert (held(data_file), held(kept)) == (1, 4)
    assert names(data_file.parent) == [folder.name, data_file.name]
    Store(data_file, "").close()


def test_a_file_that_is_open_is_not_replaced(
    data_file: Path, backup: Path, folder: Path, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "_BUSY_SECONDS", 0.0)
    store = open_store()
    put(store, 3)

    with pytest.raises(FieldAppError) as error:
        restore(data_file, backup, folder, LATER)

    assert error.value.code == "file-busy"
    put(store, 4)
    assert store.sheet(WEEK).value(CELL.district, CELL.indicator) == 4


@pytest.mark.parametrize("with_log", [False, True])
def test_a_damaged_file_is_kept_as_it_is_with_its_log(
    data_file: Path, backup: Path, folder: Path, with_log: bool
) -> None:
    if with_log:
        leave_log(data_file, 3)
    data = bytearray(data_file.read_bytes())
    data[100:9000] = bytes(8900)
    data_file.write_bytes(data)
    log = data_file.with_name(f"{data_file.name}-wal")
    told = log.read_bytes() if with_log else None

    kept = restore(data_file, backup, folder, LATER)

    assert kept is not None
    assert kept.read_bytes() == data
    kept_log = kept.with_name(f"{kept.name}-wal")
    assert (kept_log.read_bytes() if kept_log.exists() else None) == told
    assert held(data_file) == 1
    assert not log.exists()


def test_a_foreign_log_and_its_file_are_both_kept(tmp_path: Path) -> None:
    bugs, path = Path(__file__).parent / "bugs", tmp_path / "replaced-beside-old-log.fieldapp"
    log = path.with_name(f"{path.name}-wal")
    for file in (path, log):
        file.write_bytes((bugs / file.name).read_bytes())
    before = path.read_bytes(), log.read_bytes()
    backup = tmp_path / "whole.fieldapp"
    create_store(backup, programme_text("azerbaijan"), "hq")

    kept = restore(path, backup, backup_folder(path), LATER)

    assert kept is not None
    assert (kept.read_bytes(), kept.with_name(f"{kept.name}-wal").read_bytes()) == before
    assert not log.exists()
    assert path.read_bytes() == at_home(backup.read_bytes(), path)


def test_a_file_that_was_deleted_comes_back(data_file: Path, backup: Path, folder: Path) -> None:
    data_file.unlink()

    assert restore(data_file, backup, folder, LATER) is None
    assert held(data_file) == 1


def test_a_file_of_an_older_version_comes_back_as_it_is(
    data_file: Path, tmp_path: Path, folder: Path
) -> None:
    old = tmp_path / "old.fieldapp"
    with contextlib.closing(sqlite3.connect(old)) as db:
        db.executescript((FILES / "version_1.sql").read_text(encoding="utf-8"))
    office = foresee(data_file, old).office
    data_file.unlink()
    create_store(data_file, programme_text("azerbaijan"), office)

    restore(data_file, old, folder, LATER)

    assert data_file.read_bytes() == old.read_bytes()


def become_link(backup: Path, path: Path) -> None:
    backup.unlink()
    os.link(path, backup)


REFUSED: list[tuple[str, Callable[[Path, Path], object]]] = [
    ("not-found", lambda path, backup: backup.unlink()),
    ("not-a-data-file", lambda path, backup: backup.write_bytes(b"PK" * 500)),
    ("file-damaged", lambda path, backup: backup.write_bytes(backup.read_bytes()[:-4096])),
    ("is-a-folder", lambda path, backup: become_folder(backup)),
    ("backup-is-file", lambda path, backup: become_link(backup, path)),
    ("backup-of-other-office", lambda path, backup: of_other_office(backup)),
    ("file-read-only", lambda path, backup: None),
    ("disk-full", lambda path, backup: None),
]


def of_other_office(backup: Path) -> None:
    backup.unlink()
    create_store(backup, programme_text("azerbaijan"), "karabakh")


@pytest.mark.parametrize(("code", "spoil"), REFUSED, ids=[code for code, _ in REFUSED])
def test_what_cannot_be_restored_changes_nothing(
    data_file: Path,
    backup: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    spoil: Callable[[Path, Path], object],
) -> None:
    spoil(data_file, backup)
    if code == "file-read-only":
        monkeypatch.setattr(os, "access", lambda *_: False)
    if code == "disk-full":
        monkeypatch.setattr(os, "write", full)

    with pytest.raises(FieldAppError) as error:
        restore(data_file, backup, folder, LATER)

    monkeypatch.undo()
    assert error.value.code == code
    assert held(data_file) == 2
    assert names(data_file.parent) == [folder.name, data_file.name]


def full(*_: object) -> int:
    raise OSError(errno.ENOSPC, "full")


def test_another_file_than_a_data_file_is_not_replaced(backup: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"PK" * 500)

    with pytest.raises(FieldAppError) as error:
        restore(letter, backup, backup_folder(letter), LATER)

    assert error.value.code == "not-a-data-file"
    assert letter.read_bytes() == b"PK" * 500


def test_who_stops_it_finds_the_file_as_it_was(data_file: Path, backup: Path, folder: Path) -> None:
    for most in (0.2, 0.7):

        def stop(share: float, most: float = most) -> None:
            if share > most:
                raise FieldAppError("stopped")

        with pytest.raises(FieldAppError):
            restore(data_file, backup, folder, LATER, stop)
        assert held(data_file) == 2
        assert names(data_file.parent) == [folder.name, data_file.name]


@pytest.mark.slow
def test_killed_at_any_moment_the_one_file_or_the_other_is_there_whole(
    data_file: Path,
    backup: Path,
    folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At every call to the disk in turn, without and with a log that was left beside the file."""
    monkeypatch.setattr(part_file, "READ_AT_ONCE", 65_536)
    kept = restore(data_file, backup, folder, LATER)
    assert kept is not None
    files = {number: tmp_path_factory.mktemp("kept") / f"{number}.fieldapp" for number in (1, 2)}
    for number, file in ((1, backup), (2, kept)):  # the ring does not keep them for ever
        file.rename(files[number])
    seen, now = set(), 1
    for number, with_log in product(range(60), (False, True)):
        before = now
        if with_log:
            leave_log(data_file, before)
        with pytest.MonkeyPatch.context() as patch, contextlib.suppress(Killed):
            power = Power(patch, number)
            restore(data_file, files[3 - before], folder, LATER)
        assert is_whole(data_file), number
        assert all(is_whole(one.path) for one in list_backups(data_file, folder)[:1])
        now = held(data_file) or 0
        assert now in (1, 2)
        seen.add((now == before, power.is_out))
        if with_log and not power.is_out:
            break

    assert not power.is_out
    assert seen == {(True, True), (False, True), (False, False)}
    restore(data_file, files[1], folder, LATER)
    assert held(data_file) == 1
    assert names(data_file.parent) == [folder.name, data_file.name]  # no litter after the next run
    assert [name for name in names(folder) if name.startswith(".")] == []


# what a backup holds


def test_a_backup_is_looked_at_and_not_changed(data_file: Path, backup: Path, folder: Path) -> None:
    os.utime(backup, ns=(1, 1))
    before = backup.read_bytes(), backup.stat().st_mtime_ns, names(folder)

    foresee(data_file, backup)

    assert (backup.read_bytes(), backup.stat().st_mtime_ns, names(folder)) == before


def test_a_backup_that_somebody_has_opened_tells_what_they_entered(backup: Path, folder: Path) -> None:
    leave_log(backup, 9)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    data = read_backup(backup)
    (folder / "read.fieldapp").write_bytes(data)

    assert held(folder / "read.fieldapp") == 9
    (folder / "read.fieldapp").unlink()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_what_it_holds_and_what_would_be_lost_is_told(
    data_file: Path, backup: Path, open_store: OpenStore
) -> None:
    with contextlib.closing(
        Store(data_file, "Rauf", lambda: datetime.fromisoformat("2025-03-20T09:00Z"))
    ) as store:
        put(store, 5)
        store.write(OTHER_WEEK, edits_of(store))

    told = foresee(data_file, backup)

    assert (told.office, told.is_present_known, told.is_of_other_office) == ("hq", True, False)
    assert told.newest is not None
    assert (told.newest.who, told.newest.after) == ("Leyla", 1)
    assert [(sheet.period, sheet.held, sheet.present) for sheet in told.sheets] == [
        (OTHER_WEEK, None, Status.DRAFT),
        (WEEK, Status.DRAFT, Status.DRAFT),
    ]
    assert [sheet.period for sheet in told.held] == [WEEK]
    assert [(change.who, change.after) for change in told.lost] == [("Leyla", 2), ("Rauf", 1), ("Rauf", 5)]


def test_what_other_offices_would_lose_is_told_too(
    data_file: Path, backup: Path, open_store: OpenStore
) -> None:
    """In the file of headquarters; also of a sheet that was emptied since."""
    key = SheetKey("karabakh", WEEK)
    store = open_store()
    for value in (7, None):
        store.write(key, make_edits(store.sheet(key), {CELL: value}))
    karabakh = store.programme.office("karabakh")
    store.close()

    told = foresee(data_file, backup)

    assert [[change.after for change in sheet.lost] for sheet in told.sheets] == [[2], [7, None]]
    assert [sheet.period for sheet in told.held] == [WEEK]
    assert [sheet.office for sheet in told.sheets] == [None, karabakh]


def edits_of(store: Store) -> Edits:
    return make_edits(store.sheet(OTHER_WEEK), {CELL: 1})


def test_a_file_that_cannot_be_read_is_not_known(data_file: Path, backup: Path) -> None:
    data_file.write_bytes(b"")

    told = foresee(data_file, backup)

    assert (told.is_present_known, told.lost) == (False, ())
    assert [sheet.period for sheet in told.held] == [WEEK]


TRIGGER = "CREATE TRIGGER t AFTER INSERT ON tally BEGIN DELETE FROM tally; END"


def test_what_the_app_did_not_make_so_is_no_backup(data_file: Path, backup: Path) -> None:
    """It could not be opened once it was gone back to."""
    for path in (backup, data_file):
        with contextlib.closing(sqlite3.connect(path)) as db, db:
            db.execute(TRIGGER)
    before = backup.read_bytes(), data_file.read_bytes()

    for made_wrong in (
        lambda: foresee(data_file, backup),
        lambda: restore(data_file, backup, backup_folder(data_file), LATER),
        lambda: back_up(backup, backup_folder(data_file), LATER, DAILY),
    ):
        with pytest.raises(FieldAppError, match="not-as-made") as raised:
            made_wrong()
        assert raised.value.details["path"] == backup
    assert (backup.read_bytes(), data_file.read_bytes()) == before


def test_a_file_that_the_app_did_not_make_so_is_kept_as_it_is(data_file: Path, backup: Path) -> None:
    with contextlib.closing(sqlite3.connect(data_file)) as db, db:
        db.execute(TRIGGER)
    before = data_file.read_bytes()

    assert not foresee(data_file, backup).is_present_known
    kept = restore(data_file, backup, backup_folder(data_file), LATER)

    assert kept is not None
    assert kept.read_bytes() == before
    assert held(data_file) == 1


def test_a_backup_of_another_office_is_told(data_file: Path, backup: Path) -> None:
    of_other_office(backup)

    assert foresee(data_file, backup).is_of_other_office


def test_an_office_of_which_no_programme_tells_the_name_is_told_by_its_key(
    data_file: Path, backup: Path, folder: Path
) -> None:
    """As only a file without digests can have it."""
    backup.unlink()
    with contextlib.closing(sqlite3.connect(backup)) as db:
        db.executescript((FILES / "version_2.sql").read_text(encoding="utf-8"))
        db.execute("UPDATE about SET value = 'karabakh' WHERE key = 'office'")
        db.execute("UPDATE about SET value = 'no programme' WHERE key = 'programme'")
        db.commit()

    with pytest.raises(FieldAppError, match="backup-of-other-office") as error:
        restore(data_file, backup, folder, LATER)

    assert error.value.details["other"] == "karabakh"
    office = error.value.details["office"]
    assert isinstance(office, Office)
    assert office.names["en"] == "Headquarters"


# which backup has a sheet whole


KEY = SheetKey("hq", WEEK)


@pytest.fixture
def newest_first(data_file: Path, folder: Path, open_store: OpenStore) -> list[Backup]:
    """Backups with 1, 2 and 3 in the cell."""
    store = open_store()
    for days, value in enumerate((1, 2, 3)):
        put(store, value)
        back_up(data_file, folder, MADE + timedelta(days=days), BackupReason.ASKED)
    store.close()
    return sorted(list_backups(data_file, folder), key=lambda backup: backup.made, reverse=True)


def spoilt(backup: Backup) -> None:
    with contextlib.closing(sqlite3.connect(backup.path)) as db:
        db.execute("UPDATE tally SET value = 77")
        db.commit()


def test_the_newest_backup_that_has_a_sheet_whole_is_found_and_none_is_touched(
    newest_first: list[Backup],
) -> None:
    newest, middle, oldest = newest_first
    assert find_whole(newest_first, [KEY]) == newest

    spoilt(newest)
    before = [backup.path.read_bytes() for backup in newest_first]
    assert find_whole(newest_first, [KEY]) == middle
    assert [backup.path.read_bytes() for backup in newest_first] == before

    spoilt(middle)
    assert find_whole(newest_first, [KEY]) == oldest
    spoilt(oldest)
    assert find_whole(newest_first, [KEY]) is None


def test_a_backup_that_cannot_be_read_or_was_deleted_is_passed_over(newest_first: list[Backup]) -> None:
    newest, middle, oldest = newest_first
    newest.path.write_bytes(b"PK" * 500)
    middle.path.unlink()

    assert find_whole(newest_first, [KEY]) == oldest


def test_a_backup_without_the_sheet_or_of_a_format_without_digests_does_not_have_it_whole(
    newest_first: list[Backup], tmp_path: Path
) -> None:
    old = tmp_path / "old.fieldapp"
    with contextlib.closing(sqlite3.connect(old)) as db:
        db.executescript((FILES / "version_2.sql").read_text(encoding="utf-8"))

    assert find_whole(newest_first, [SheetKey("hq", OTHER_WEEK)]) is None
    assert find_whole([Backup(old, MADE, BackupReason.MIGRATION)], [KEY]) is None


def test_who_stops_the_search_is_obeyed_before_the_next_backup(newest_first: list[Backup]) -> None:
    def stop(share: float) -> None:
        raise FieldAppError("stopped")

    with pytest.raises(FieldAppError, match="stopped"):
        find_whole(newest_first, [KEY], stop)
