"""Sheets of several offices, and the comparison of a whole file, by command."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fieldapp import cli
from fieldapp.console import DONE, ERRORS_STAND, FAILED
from tests.test_cli import Run, enter, file, rows, run

__all__ = ["file", "run"]

WEEK = "2025-W11"


def test_a_sheet_of_another_office_is_entered_checked_sent_and_added_up(run: Run, file: Path, tmp_path: Path):
    path = rows(tmp_path, "agdam,,1,2,3,0.5")
    status, out, _ = run("enter", file, path, "--period", WEEK, "--office", "karabakh")
    assert status == DONE, out

    assert json.loads(run("summary", file, "--period", WEEK, "--json")[1])["totals"]["uxo"] == 3
    own = run("summary", file, "--period", WEEK, "--office", "hq", "--json")
    assert json.loads(own[1])["totals"]["uxo"] == 0
    found = json.loads(run("check", file, "--office", "karabakh", "--json")[1])["findings"]
    assert {finding["office"] for finding in found} == {"karabakh"}
    out_file = tmp_path / "karabakh.xlsx"
    status, out, _ = run("send", file, "--period", WEEK, "--office", "karabakh", "--out", out_file)
    assert (status, out_file.exists()) == (DONE, True)
    again = tmp_path / "again.xlsx"
    assert run("export", file, "--period", WEEK, "--office", "karabakh", "--out", again)[0] == DONE


@pytest.mark.parametrize("command", ["check", "summary"])
def test_an_unknown_office_is_one_sentence(run: Run, file: Path, command: str):
    status, _, said = run(command, file, "--period", WEEK, "--office", "mars")

    assert status == FAILED
    assert "mars" in said


def test_a_whole_file_is_said_to_be_as_it_was_written(run: Run, file: Path, tmp_path: Path):
    enter(run, file, "agdam,,1,2,3,0.5")

    status, out, _ = run("integrity", file)
    assert (status, out.splitlines()[-1]) == (DONE, "All of it is as it was written.")
    assert json.loads(run("integrity", file, "--json")[1]) == {
        "ok": True,
        "sheets": 1,
        "history": 4,
        "problems": [],
    }


def test_what_does_not_fit_is_named_and_no_command_shows_it(run: Run, file: Path, tmp_path: Path):
    enter(run, file, "agdam,,1,2,3,0.5")
    with closing(sqlite3.connect(file)) as other:
        other.execute("UPDATE tally SET value = 33 WHERE indicator = 'uxo'")
        other.commit()

    status, out, _ = run("integrity", file, "--json")
    (problem,) = json.loads(out)["problems"]
    assert (status, problem["what"], problem["office"]) == (ERRORS_STAND, "sheet", "hq")
    assert problem["period"] == {"start": "2025-03-10", "end": "2025-03-16"}
    assert "is not as it was written" in run("integrity", file)[1]
    target = tmp_path / "week.xlsx"
    for words in (["summary"], ["text"], ["check"], ["export", "--out", target], ["send", "--out", target]):
        status, out, said = run(words[0], file, "--period", WEEK, *words[1:])
        assert (status, "33" in out, "damaged" in said) == (FAILED, False, True), words
    assert not target.exists()
    assert "integrity" in cli.commands.commands
