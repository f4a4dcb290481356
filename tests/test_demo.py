"""The demonstration takes the place of nothing that a person may have changed."""

import shutil
from pathlib import Path

import openpyxl
import pytest

import fieldapp.demo
from fieldapp.core.sheet import Cell
from fieldapp.demo import FILE_NAME, demo_weeks
from fieldapp.exchange.hq.altered_copy import write_altered_copy
from tests.test_cli import Run, run

__all__ = ["run"]

BOOK, PART = "demo-2025-W11.xlsx", f".{FILE_NAME}.part"


@pytest.fixture
def left(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which only the workbook of a demonstration is left."""
    weeks = demo_weeks()[-2:]
    monkeypatch.setattr(fieldapp.demo, "demo_weeks", lambda: weeks)
    folder = tmp_path / "demo"
    assert run("demo", folder)[0] in (0, 1)
    (folder / FILE_NAME).unlink()
    shutil.rmtree(folder / "headquarters")
    return folder


def test_a_workbook_of_its_name_is_left_as_it_is_and_nothing_is_made(run: Run, left: Path) -> None:
    before = (left / BOOK).read_bytes()

    status, out, said = run("demo", left)

    assert (status, out) == (3, "")
    assert (
        said == f"fieldapp: {left / BOOK} is there already. Choose another name; nothing was overwritten.\n"
    )
    assert (left / BOOK).read_bytes() == before
    assert [path.name for path in left.iterdir()] == [BOOK]


def test_what_an_interrupted_making_left_is_made_anew(run: Run, left: Path) -> None:
    (left / PART).write_bytes(b"")

    assert run("demo", left)[0] in (0, 1)

    assert {path.name for path in left.iterdir()} == {BOOK, FILE_NAME, "headquarters"}


def test_what_it_left_and_a_person_changed_since_is_kept(run: Run, left: Path) -> None:
    (left / PART).write_bytes(b"")
    shutil.copy(left / BOOK, left / "whole.xlsx")
    write_altered_copy(left / "whole.xlsx", left / BOOK, Cell("agdam", "uxo"), 100)

    assert run("demo", left)[0] == 3
    book = openpyxl.load_workbook(left / BOOK)
    assert "Data" in book.sheetnames
