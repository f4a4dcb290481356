"""`fieldapp backup` and `fieldapp restore`: what they print and leave on the disk, and their exit status."""

from pathlib import Path

import pytest

from fieldapp.store.backup import is_whole
from fieldapp.store.store import Store
from tests.core.making import WEEK
from tests.test_cli import Run, file, rows, run

__all__ = ["file", "run"]


def enter(run: Run, file: Path, tmp_path: Path, uxo: int) -> None:
    assert run("enter", file, "--period", WEEK, rows(tmp_path, f"agdam,,1,1,{uxo},1"))[0] in (0, 1)


def uxo(file: Path) -> object:
    store = Store(file, "")
    try:
        return store.sheet(WEEK).value("agdam", "uxo")
    finally:
        store.close()


def made(out: str) -> Path:
    """The path that the first line ends with."""
    return Path(out.splitlines()[0].partition(": ")[2])


def test_a_backup_is_put_beside_the_file(run: Run, file: Path, tmp_path: Path) -> None:
    enter(run, file, tmp_path, 7)
    status, out, err = run("backup", file)

    assert (status, err) == (0, "")
    assert made(out) == tmp_path / "week backups" / "week 2026-03-31 090000 asked.fieldapp"
    assert is_whole(made(out))


def test_a_backup_on_a_stick_was_compared_and_the_stick_can_be_removed(
    run: Run, file: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    status, out, err = run("backup", file, "--to", stick)

    assert (status, err) == (0, "")
    assert made(out).parent == stick
    assert out.splitlines()[1] == f"It was read there again and is the same: {stick} can be removed."


def test_going_back_tells_what_the_backup_holds_and_what_is_lost(
    run: Run, file: Path, tmp_path: Path
) -> None:
    enter(run, file, tmp_path, 7)
    backup = made(run("backup", file)[1])
    enter(run, file, tmp_path, 9)

    status, out, err = run("restore", file, backup)

    assert (status, err, uxo(file)) == (0, "", 7)
    kept = tmp_path / "week backups" / "week 2026-03-31 090000 before restore.fieldapp"
    *told, restored, there = out.splitlines()
    assert told[0].startswith("The backup holds 1 sheet. Newest entry: ")
    assert told[0].endswith(", Test.")
    assert told[1:] == ["1 change was lost.", "10–16 Mar 2025: 1 change, by Test"]
    assert restored == f"{file} is again as it was in the backup."
    assert there == f"What was there before is kept: {kept}"

    assert run("restore", file, kept)[0] == 0
    assert uxo(file) == 9


def test_going_back_to_what_is_there_loses_nothing(run: Run, file: Path, tmp_path: Path) -> None:
    backup = made(run("backup", file)[1])

    assert "Nothing was lost: the backup has every change." in run("restore", file, backup)[1].splitlines()


def test_headquarters_are_told_what_is_lost_of_each_office(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "hq.fieldapp"
    run("new", file, "--office", "hq")
    backup = made(run("backup", file)[1])
    run("enter", file, "--period", WEEK, "--office", "karabakh", rows(tmp_path, "agdam,,1,1,7,1"))

    told = run("restore", file, backup)[1].splitlines()

    assert told[1:3] == ["4 changes were lost.", "Karabakh office, 10–16 Mar 2025: 4 changes, by Test"]


@pytest.mark.parametrize(
    ("args", "status", "sentence"),
    [
        (["backup", "none.fieldapp"], 3, "is not there"),
        (["backup", "week.fieldapp", "--to", "none"], 3, "is not there"),
        (["backup", "week.fieldapp", "--to", "week.fieldapp"], 3, "is not a folder"),
        (["backup", "letter.txt"], 3, "is not a Fieldapp data file"),
        (["restore", "week.fieldapp", "none.fieldapp"], 3, "is not there"),
        (["restore", "week.fieldapp", "letter.txt"], 3, "is not a Fieldapp data file"),
        (["restore", "week.fieldapp", "week.fieldapp"], 3, "is the file itself"),
        (["restore", "none/week.fieldapp", "week.fieldapp"], 3, "is not there"),
        (["restore", "week.fieldapp"], 2, "Missing argument"),
        (["backup"], 2, "Missing argument"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], status: int, sentence: str
) -> None:
    monkeypatch.chdir(file.parent)
    Path("letter.txt").write_text("Dear colleague", encoding="utf-8")
    before = sorted(path.name for path in file.parent.iterdir())

    found, out, err = run(*args)

    assert (found, out) == (status, "")
    assert sentence in err
    assert sorted(path.name for path in file.parent.iterdir()) == before


def test_at_headquarters_going_back_tells_of_what_is_in_no_sheet(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "hq.fieldapp"
    assert run("new", data, "--office", "hq")[0] == 0
    backup = made(run("backup", data)[1])
    odd = tmp_path / "odd.xlsx"
    odd.write_bytes(b"no workbook")
    assert run("receive", data, odd)[0] in (0, 1)

    told = run("restore", data, backup)[1].splitlines()

    assert "Beside the sheets, this was lost: 1 file that is kept." in told
    assert "Nothing was lost: the backup has every change." not in told
