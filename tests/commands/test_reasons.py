"""The reason of a verdict is true before and after something of the file was taken."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fieldapp.core.report import Standing, Status
from tests.commands.test_places import AGDAM, data_cell, sent
from tests.exchange.making import R084, make_sheet, of_older_form, report_of, write
from tests.test_cli import Run, file, run

__all__ = ["file", "run"]


def told(run: Run, file: Path, *words: object) -> dict[str, Any]:
    (one,) = json.loads(run("receive", file, *words, "--json")[1])["files"]
    return dict(one)


@pytest.mark.parametrize("number", [None, 77])
def test_of_a_workbook_of_the_older_form_figures_and_check_code_are_compared_and_said(
    run: Run, file: Path, tmp_path: Path, number: int | None
) -> None:
    out = sent(tmp_path / "old.xlsx")
    book = of_older_form(out)
    if number is not None:
        data_cell(book, AGDAM).value = number
    book.save(out)

    one = told(run, file, out, "--dry-run")

    assert (one["verdict"], one["counted"]) == ("unsealed", False)
    assert one["check_code"] in one["why"]
    assert ("do not agree" in one["why"]) is (number is not None)
    assert "not counted until" in one["why"]


def test_what_came_without_a_record_is_said_to_count_once_it_was_taken(
    run: Run, file: Path, tmp_path: Path
) -> None:
    out = sent(tmp_path / "old.xlsx")
    of_older_form(out).save(out)
    one = told(run, file, out)

    taken = told(run, file, out, "--take", one["sha256"])
    assert (taken["counted"], taken["why"]) == (True, "Its figures count.")


def test_an_edited_file_is_said_to_count_as_far_as_it_was_taken(run: Run, file: Path, tmp_path: Path) -> None:
    out = sent(tmp_path / "week.xlsx")
    book: Any = openpyxl.load_workbook(out)
    data_cell(book, AGDAM).value = 77
    book.save(out)
    one = told(run, file, out)
    assert "not counted until" in one["why"]

    taken = told(run, file, out, "--take", one["sha256"])
    assert taken["counted"]
    assert taken["why"] == "Its cells do not say what its record says. What was taken of it counts."


def test_a_draft_is_said_to_count_once_it_is_admitted(run: Run, file: Path, tmp_path: Path) -> None:
    sheet = make_sheet(R084, office="karabakh")
    draft = report_of(sheet, office="karabakh", standing=Standing(Status.DRAFT))
    out = write(draft, tmp_path / "draft.xlsx")
    one = told(run, file, out)
    assert (one["verdict"], "not counted until" in one["why"]) == ("draft", True)

    taken = told(run, file, out, "--take", one["id"])
    assert taken["counted"]
    assert taken["why"] == "The sheet was not sent. It was admitted, and counts until the sheet is sent."
