"""A workbook is moved into place whole, or the old file stays and nothing else is left."""

import errno
from pathlib import Path

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.placing import digest_of, lay_aside, place


def write_new(file):
    file.write(b"new")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_it_is_written_and_nothing_is_left_beside_it(tmp_path):
    assert place(tmp_path / "week.xlsx", write_new) == tmp_path / "week.xlsx"
    assert names(tmp_path) == ["week.xlsx"]


def test_an_old_file_is_replaced(tmp_path):
    target = tmp_path / "week.xlsx"
    target.write_bytes(b"old")
    assert place(target, write_new) == target
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("owner", ["~$week.xlsx", ".~lock.week.xlsx#"])
def test_a_target_that_is_open_elsewhere_gets_a_new_name(tmp_path, owner):
    target = tmp_path / "week.xlsx"
    target.write_bytes(b"old")
    (tmp_path / "week (2).xlsx").write_bytes(b"second")
    (tmp_path / owner).touch()

    assert place(target, write_new) == tmp_path / "week (3).xlsx"
    assert (target.read_bytes(), (tmp_path / "week (3).xlsx").read_bytes()) == (b"old", b"new")


def test_an_owner_file_without_its_file_is_nothing(tmp_path):
    (tmp_path / "~$week.xlsx").touch()
    assert place(tmp_path / "week.xlsx", write_new) == tmp_path / "week.xlsx"


def test_a_target_that_cannot_be_replaced_gets_a_new_name(tmp_path, monkeypatch):
    target = tmp_path / "week.xlsx"
    target.write_bytes(b"old")
    replace = Path.replace

    def locked(self, other):
        if other == target:
            raise PermissionError(errno.EACCES, "open elsewhere")
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", locked)
    assert place(target, write_new) == tmp_path / "week (2).xlsx"
    assert names(tmp_path) == ["week (2).xlsx", "week.xlsx"]
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (OSError(errno.ENOSPC, "full"), "disk-full"),
        (OSError(errno.EIO, "broken"), "disk-failed"),
        (PermissionError(errno.EACCES, "no"), "no-permission"),
    ],
)
def test_a_failing_disk_leaves_the_old_file_and_nothing_else(tmp_path, failure, code):
    target = tmp_path / "week.xlsx"
    target.write_bytes(b"old")

    def fail(file):
        file.write(b"half")
        raise failure

    with pytest.raises(FieldAppError) as error:
        place(target, fail)
    assert (error.value.code, error.value.details) == (code, {"path": target})
    assert (names(tmp_path), target.read_bytes()) == (["week.xlsx"], b"old")


def test_a_bug_while_writing_leaves_nothing_behind_either(tmp_path):
    def fail(_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        place(tmp_path / "week.xlsx", fail)
    assert names(tmp_path) == []


def test_a_folder_and_a_missing_folder_are_named(tmp_path):
    with pytest.raises(FieldAppError) as folder:
        place(tmp_path, write_new)
    with pytest.raises(FieldAppError) as missing:
        place(tmp_path / "none" / "week.xlsx", write_new)
    assert (folder.value.code, missing.value.code) == ("is-a-folder", "not-found")
    assert missing.value.details == {"path": tmp_path / "none"}


def test_a_file_that_is_laid_aside_is_whole_and_can_be_dropped(tmp_path):
    target = tmp_path / "week.xlsx"
    target.write_bytes(b"old")
    file = lay_aside(target, write_new)
    assert (file.digest, target.read_bytes()) == (digest_of(file.part), b"old")

    file.drop()
    file.drop()

    assert names(tmp_path) == ["week.xlsx"]


@pytest.mark.parametrize(
    ("become", "code"),
    [("folder", "is-a-folder"), ("data file", "is-a-data-file"), ("gone", "not-found")],
)
def test_what_the_target_has_become_by_then_is_refused(tmp_path, become, code):
    target = tmp_path / "out" / "week.xlsx"
    target.parent.mkdir()
    file = lay_aside(target, write_new)
    if become == "folder":
        target.mkdir()
    elif become == "data file":
        target.write_bytes(b"SQLite format 3\x00")
    else:
        target.parent.rename(tmp_path / "elsewhere")

    with pytest.raises(FieldAppError, match=code):
        file.move()
