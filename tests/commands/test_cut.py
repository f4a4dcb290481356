"""`fieldapp cut`: what it prints and leaves on the disk, and its exit status."""

import json
from pathlib import Path

import pytest

from tests.test_cli import HEADER, Run, file, run

__all__ = ["file", "run"]

FIRST, SECOND = "2025-10-27..2025-10-31", "2025-11-01..2025-11-02"
LONG = "2025-01-30..2025-03-01"


def rows(folder: Path, *lines: str, name: str = "first.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


def put(run: Run, file: Path, period: str = "2025-W44", status: int = 0) -> None:
    entered = rows(
        file.parent, "agdam,,12,0,7,5", "susa,no_operations,,,,", "terter,,0,0,0,0", name="all.csv"
    )
    assert run("enter", file, entered, "--period", period)[0] == status


def totals(run: Run, file: Path, period: str) -> list[object]:
    said = json.loads(run("summary", file, "--period", period, "--json")[1])["totals"]
    return [said[key] for key in ("ap_mines", "at_mines", "uxo", "area_cleared_ha")]


def test_a_sheet_is_cut_by_the_rows_of_its_first_part(run: Run, file: Path) -> None:
    put(run, file)

    status, out, err = run("cut", file, rows(file.parent, "Ağdam,,10,0,0,2.5"), "--period", "2025-W44")

    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "27 Oct–2 Nov 2025 is cut into 27–31 Oct 2025 and 1–2 Nov 2025."
    assert totals(run, file, FIRST) == [10, 0, 0, "2.5"]
    assert totals(run, file, SECOND) == [2, 0, 7, "2.5"]
    assert totals(run, file, "2025-W44") == [12, 0, 7, "5"]
    assert run("integrity", file)[0] == 0


def test_of_three_parts_two_are_given(run: Run, file: Path) -> None:
    put(run, file, LONG)
    first = rows(file.parent, "agdam,,2,0,0,1")
    second = rows(file.parent, "agdam,no_operations,,,,", name="second.csv")

    status, _, err = run("cut", file, first, second, "--period", LONG)

    assert (status, err) == (0, "")
    assert totals(run, file, "2025-02-01..2025-02-28") == [0, 0, 0, "0"]
    assert totals(run, file, "2025-03-01..2025-03-01") == [10, 0, 7, "4"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("agdam,,13,0,7,5", "Aghdam, AP mines: no part can be less than 0, and no part more than the whole."),
        ("susa,,1,2,3,4", "Shusha: the whole has no figure here."),
        ("fuzuli,,1,2,3,4", "Fuzuli, AP mines: the whole has no figure here."),
        ("terter,,0,0,0,0", "Aghdam, AP mines: what belongs to a part is missing."),
    ],
)
def test_what_does_not_make_up_the_whole_is_told_by_cell_and_nothing_is_cut(
    run: Run, file: Path, line: str, told: str
) -> None:
    put(run, file)

    status, out, err = run("cut", file, rows(file.parent, line), "--period", "2025-W44")

    assert (status, out) == (3, "")
    assert told in err
    assert err.splitlines()[-1].startswith("fieldapp: The parts do not make up 27 Oct–2 Nov 2025")
    assert totals(run, file, "2025-W44") == [12, 0, 7, "5"]
    assert totals(run, file, FIRST) == [0, 0, 0, "0"]


@pytest.mark.parametrize(
    ("period", "status", "told"),
    [
        ("2025-W11", 3, "No month ends in"),
        (LONG, 2, "ROWS.csv is to be given 2 times"),
        ("2025-W40", 3, "Nothing is entered for"),
    ],
)
def test_what_cannot_be_cut_is_said(run: Run, file: Path, period: str, status: int, told: str) -> None:
    done, _, err = run("cut", file, rows(file.parent, "agdam,,1,1,1,1"), "--period", period)

    assert done == status
    assert told in err


def test_a_week_whose_parts_are_there_is_not_cut_again(run: Run, file: Path) -> None:
    put(run, file)
    put(run, file, SECOND, status=1)

    status, _, err = run("cut", file, rows(file.parent, "agdam,,10,0,0,2.5"), "--period", "2025-W44")

    assert (status, err) == (3, "fieldapp: A part is in this file already: 1–2 Nov 2025.\n")


def test_headquarters_cut_the_sheet_of_an_office(run: Run, file: Path) -> None:
    entered = rows(file.parent, "agdam,,12,0,7,5", name="all.csv")
    whose = ("--office", "karabakh", "--period", "2025-W44")
    assert run("enter", file, entered, *whose)[0] == 0

    status, _, err = run("cut", file, rows(file.parent, "agdam,,10,0,0,2.5"), *whose)

    assert (status, err) == (0, "")
    assert totals(run, file, FIRST) == [10, 0, 0, "2.5"]
    assert totals(run, file, SECOND) == [2, 0, 7, "2.5"]
