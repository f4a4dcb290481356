"""What comes to headquarters by command and is no sheet that counts."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from fieldapp.resources import programme_text
from fieldapp.store.store import create_store
from tests.test_cli import Run, enter, file, run

__all__ = ["file", "run"]

WEEK = "2025-W11"


@pytest.fixture
def practice(run: Run, tmp_path: Path) -> Path:
    """A sheet that was sent from a demonstration, and its data file beside it."""
    path, out = tmp_path / "practice" / "demo.fieldapp", tmp_path / "practice" / "sent.xlsx"
    path.parent.mkdir()
    create_store(path, programme_text("azerbaijan"), "karabakh", is_demonstration=True)
    enter(run, path, "agdam,,1,2,3,0.5")
    assert run("send", path, "--period", WEEK, "--out", out)[0] == 0
    return out


def test_figures_of_a_demonstration_do_not_count_in_a_file_that_is_none(run: Run, file: Path, practice: Path):
    status, out, _ = run("receive", file, practice, "--json")
    told = json.loads(out)

    assert (status, told["counted"], told["files"][0]["verdict"]) == (1, 0, "foreign")
    assert told["files"][0]["findings"][0]["code"] == "workbook-made-up"
    assert json.loads(run("summary", file, "--period", WEEK, "--json")[1])["totals"]["uxo"] == 0
    assert (
        run("new", file.parent / "again.fieldapp", "--office", "karabakh", "--from", practice.parent)[0] == 3
    )


def test_in_a_demonstration_they_count_and_nothing_is_odd(run: Run, practice: Path, tmp_path: Path):
    desk = tmp_path / "desk.fieldapp"
    create_store(desk, programme_text("azerbaijan"), "hq", is_demonstration=True)

    status, out, _ = run("receive", desk, practice, "--json")
    told = json.loads(out)

    assert (status, told["counted"], told["files"][0]["verdict"]) == (0, 1, "new")
    assert told["files"][0]["findings"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
def test_a_file_whose_name_is_no_text_is_received_and_the_others_too(
    run: Run, file: Path, tmp_path: Path, practice: Path
):
    desk, folder = tmp_path / "desk.fieldapp", tmp_path / "post"
    create_store(desk, programme_text("azerbaijan"), "hq", is_demonstration=True)
    folder.mkdir()
    shutil.copy(practice, folder / os.fsdecode(b"a\xff.xlsx"))
    (folder / os.fsdecode(b"b\xff.xlsx")).write_text("no workbook")

    status, out, err = run("receive", desk, folder)

    assert (status, err) == (1, "")
    assert [line.split(":")[0] for line in out.splitlines() if ".xlsx:" in line] == ["a�.xlsx", "b�.xlsx"]
    assert "1 file counts" in out


@pytest.mark.parametrize("cell", ["mars/uxo", "agdam/mars", "agdam/state", "control/uxo", "fuzuli/uxo"])
def test_a_cell_that_nobody_speaks_of_cannot_be_taken(run: Run, practice: Path, tmp_path: Path, cell: str):
    desk = tmp_path / "desk.fieldapp"
    create_store(desk, programme_text("azerbaijan"), "hq", is_demonstration=True)
    told = json.loads(run("receive", desk, practice, "--json")[1])

    status, out, err = run("receive", desk, "--take", f"{told['files'][0]['id']}:{cell}")

    assert (status, out) == (3, "")
    assert told["files"][0]["id"][:8] in err
