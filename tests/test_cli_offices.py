"""Sheets of several offices, and the comparison of a whole file, by command."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from fieldapp import cli
from fieldapp.console import DONE, ERRORS_STAND, FAILED, Surface
from fieldapp.resources import programme_text
from fieldapp.store.store import create_store
from fieldapp.texts.texts import read_texts
from tests.test_cli import NOW, Run, enter, file, no_window, rows, run

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
    assert cli.commands.knows("integrity")


NAMED = {
    "en": ("Headquarters", "Karabakh office"),
    "az": ("Baş ofis", "Qarabağ ofisi"),
    "ru": ("Головной офис", "Карабахский офис"),
}


@pytest.fixture(params=NAMED)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def said(language: str, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What a command says that ends with a status, by default that of one that cannot be done."""
    surface = Surface(lambda file, options: 0, lambda: NOW, "Test", read_texts(language), no_window)

    def call(*args: object, status: int = FAILED) -> str:
        assert cli.run_command([str(arg) for arg in args], surface) == status, args
        return "".join(capsys.readouterr())

    return call


def damaged(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as other:
        assert other.execute(statement).rowcount > 0
        other.commit()


def test_the_office_of_a_damaged_sheet_is_called_by_its_name(
    run: Run, file: Path, tmp_path: Path, said, language: str
):
    path = rows(tmp_path, "agdam,,1,2,3,0.5")
    assert run("enter", file, path, "--period", WEEK, "--office", "karabakh")[0] == DONE
    damaged(file, "UPDATE tally SET value = 33 WHERE indicator = 'uxo'")
    _, name = NAMED[language]
    at = ("--period", WEEK, "--office", "karabakh")

    for words in (
        ("summary", file, *at),
        ("summary", file, "--period", WEEK),
        ("check", file, *at),
        ("text", file, "--period", WEEK),
        ("export", file, *at, "--out", tmp_path / "week.xlsx"),
        ("send", file, *at, "--out", tmp_path / "week.xlsx"),
        ("enter", file, path, *at),
    ):
        told = said(*words)
        assert (name in told, "karabakh" in told) == (True, False), (words, told)


def test_the_office_of_a_damaged_history_is_called_by_its_name(
    run: Run, file: Path, tmp_path: Path, said, language: str
):
    path = rows(tmp_path, "agdam,,1,2,3,0.5")
    run("enter", file, path, "--period", WEEK, "--office", "karabakh")
    out = tmp_path / "week.xlsx"
    assert run("send", file, "--period", WEEK, "--office", "karabakh", "--out", out)[0] == DONE
    damaged(file, "UPDATE history SET who = 'Nobody' WHERE id = 2")

    other = rows(tmp_path, "agdam,,7,2,3,0.5")
    told = said("enter", file, other, "--period", WEEK, "--office", "karabakh", "--why", "a slip")

    assert (NAMED[language][1] in told, "karabakh" in told) == (True, False), told


def test_the_office_of_a_damaged_list_is_called_by_its_name(
    run: Run, file: Path, tmp_path: Path, said, language: str
):
    path = rows(tmp_path, "agdam,,1,2,3,0.5")
    run("enter", file, path, "--period", WEEK, "--office", "karabakh")
    damaged(file, "UPDATE digest SET digest = '' WHERE scope = 'sheets karabakh'")

    told = said("summary", file, "--period", "2025-03-01..2025-03-31")
    compared = said("integrity", file, status=ERRORS_STAND)

    for sentence in (told, compared):
        assert (NAMED[language][1] in sentence, "karabakh" in sentence) == (True, False), sentence


def test_both_offices_are_called_by_name_where_a_backup_is_anothers(
    file: Path, tmp_path: Path, said, language: str
):
    other = tmp_path / "other.fieldapp"
    create_store(other, programme_text("azerbaijan"), "karabakh")

    told = said("restore", file, other)

    assert [name in told for name in NAMED[language]] == [True, True], told
    assert "karabakh" not in told


def test_an_office_that_the_programme_does_not_know_is_called_by_its_key(run: Run, file: Path, said):
    """Damage can name anything; the sentence is said all the same."""
    enter(run, file, "agdam,,1,2,3,0.5")
    damaged(
        file, "INSERT INTO sheet (office, start, \"end\", id) VALUES ('mars', '2025-03-10', '2025-03-16', 9)"
    )

    told = said("summary", file, "--period", WEEK)

    assert "mars" in told
