"""Where a data package may go, and that it is never half there."""

import zipfile
from pathlib import Path

import pytest

from fieldapp.core.errors import FieldAppError
from fieldapp.exchange import placing
from fieldapp.exchange.interchange import package_place
from fieldapp.exchange.interchange.data_package import DESCRIPTION
from fieldapp.exchange.interchange.package_place import place_package

OLD = {"tallies.csv": b"old\n", "offices.csv": b"old\n", DESCRIPTION: b"{}"}
NEW = {"tallies.csv": b"new\n", "offices.csv": b"new\n", DESCRIPTION: b'{"new": 1}'}


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refusal(path: Path, files=NEW) -> str:
    with pytest.raises(FieldAppError) as caught:
        place_package(path, files)
    return caught.value.code


def test_a_package_is_a_folder_of_its_own(tmp_path):
    assert place_package(tmp_path / "package", OLD) == tmp_path / "package"
    assert held(tmp_path / "package") == OLD
    place_package(tmp_path / "package", NEW)
    assert held(tmp_path / "package") == NEW


def test_a_package_is_one_file_where_the_name_says_so_and_always_the_same_one(tmp_path):
    place_package(tmp_path / "a.ZIP", NEW)
    place_package(tmp_path / "b.zip", NEW)

    with zipfile.ZipFile(tmp_path / "a.ZIP") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == NEW
    assert (tmp_path / "a.ZIP").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_nobodys_folder_becomes_a_package(tmp_path):
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")

    assert refusal(tmp_path) == "folder-not-package"
    assert held(tmp_path) == {"letter.txt": b"mine"}


def test_a_file_is_no_folder_and_a_folder_that_is_not_there_is_named(tmp_path):
    (tmp_path / "package").write_bytes(b"mine")

    assert refusal(tmp_path / "package") == "folder-not-package"
    assert refusal(tmp_path / "gone" / "package") == "not-found"


def test_what_a_program_that_was_ended_left_does_not_stand_in_the_way(tmp_path):
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / f".tallies.csv.{2**22 + 1}.part").write_bytes(b"half")

    place_package(folder, NEW)
    assert held(folder) == NEW


def test_a_package_that_is_open_elsewhere_stays_as_it_is(tmp_path):
    folder = tmp_path / "package"
    place_package(folder, OLD)
    (folder / "~$offices.csv").write_bytes(b"")

    assert refusal(folder) == "file-busy"
    assert {name: content for name, content in held(folder).items() if name in OLD} == OLD


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_disk_that_fails_leaves_the_old_package_whole_or_nothing(tmp_path, monkeypatch, number):
    place_package(tmp_path / "package", OLD)
    calls = []

    def failing(path, write):
        calls.append(path)
        if len(calls) == number + 1:
            raise FieldAppError("disk-full", path=path)
        return placing.lay_aside(path, write)

    monkeypatch.setattr(package_place, "lay_aside", failing)
    assert refusal(tmp_path / "package") == "disk-full"
    calls.clear()
    assert refusal(tmp_path / "fresh") == "disk-full"

    assert held(tmp_path / "package") == OLD
    assert not (tmp_path / "fresh").exists()


def test_the_description_comes_last(tmp_path, monkeypatch):
    moved = []
    move = placing.UnplacedFile.move

    def noted(file):
        moved.append(file.target.name)
        return move(file)

    monkeypatch.setattr(placing.UnplacedFile, "move", noted)
    place_package(tmp_path / "package", NEW)
    assert moved[-1] == DESCRIPTION
