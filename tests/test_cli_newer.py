"""A file of a newer version, by command: what fits is told, nothing is made of it."""

import json
from pathlib import Path

import pytest

from fieldapp.console import DONE, FAILED
from fieldapp.core.period import read_period
from tests.store.format.newer_files import make_newer
from tests.test_cli import Run, enter, file, rows, run

__all__ = ["file", "run"]

WEEK = "2025-W11"
WHY = "fieldapp: This file was written by Fieldapp 9.1.0, which is newer than this version"


def test_what_fits_is_added_up_and_checked(run: Run, file: Path):
    enter(run, file, "agdam,,1,2,3,0.5")
    make_newer(file)

    assert json.loads(run("summary", file, "--period", WEEK, "--json")[1])["totals"]["uxo"] == 3
    assert json.loads(run("check", file, "--period", WEEK, "--json")[1])["findings"]
    assert run("summary", file, "--period", "2025-03-01..2025-03-31")[0] != FAILED


def test_what_may_hold_more_is_one_sentence(run: Run, file: Path, tmp_path: Path):
    enter(run, file, "agdam,,1,2,3,0.5")
    path = rows(tmp_path, "agdam,,1,2,4,0.5")
    assert run("enter", file, path, "--period", "2025-W12")[0] != FAILED
    make_newer(file, read_period("2025-W12"))

    for period in ("2025-W12", "2025-03-01..2025-03-31"):
        status, out, said = run("summary", file, "--period", period)
        assert (status, out) == (FAILED, "")
        assert "may hold something that this version of Fieldapp does not know" in said
    assert run("summary", file, "--period", WEEK)[0] == DONE


@pytest.mark.parametrize(
    "words",
    [
        ("export", "--period", WEEK, "--out", "out.xlsx"),
        ("send", "--period", WEEK, "--out", "out.xlsx"),
        ("integrity",),
        ("enter", "rows.csv", "--period", WEEK),
    ],
)
def test_nothing_is_made_of_it(
    run: Run, file: Path, tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
):
    enter(run, file, "agdam,,1,2,3,0.5")
    make_newer(file)
    rows(tmp_path, "agdam,,1,2,4,0.5")
    before = file.read_bytes()
    monkeypatch.chdir(tmp_path)
    status, out, said = run(words[0], file, *words[1:])

    assert (status, out) == (FAILED, "")
    assert said.startswith(WHY)
    assert file.read_bytes() == before
    assert not (tmp_path / "out.xlsx").exists()
