"""Warnings are answered where they stand, and no longer than what they are about stays as it was."""

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest

from fieldapp.core.checks.answers import cells_text, read_cells
from fieldapp.core.edits import make_edits
from fieldapp.core.history import HistoryKind
from fieldapp.core.period import read_period
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.store.store import Store
from tests.commands.test_control_totals import WEEK, Run, check_code, checked, enter, file, run

__all__ = ("file", "run")
CODE = "not-reported"
PERIOD = read_period(WEEK)


def answered(run: Run, file: Path) -> dict[str, Any]:
    (finding,) = (one for one in checked(run, file)["findings"] if one["code"] == CODE)
    return {key: finding[key] for key in ("answered", "answer") if key in finding}


def answer(run: Run, file: Path, why: str = "the roads are closed", *more: str) -> tuple[int, str, str]:
    return run("answer-warning", file, "--period", WEEK, "--rule", CODE, "--why", why, *more)


def write(file: Path, cell: Cell, value: int) -> None:
    with contextlib.closing(Store(file, "Test")) as store:
        store.write(PERIOD, make_edits(store.sheet(PERIOD), {cell: value}))


def test_an_answered_warning_is_told_with_its_answer_and_counts_no_more(run: Run, file: Path):
    enter(run, file)
    before, code = checked(run, file)["warnings"], check_code(run, file)

    assert "Answered: the roads are closed" in answer(run, file)[1]

    assert answered(run, file) == {"answered": True, "answer": "the roads are closed"}
    assert checked(run, file)["warnings"] == before - 1
    assert check_code(run, file) == code
    with contextlib.closing(Store(file, "Test")) as store:
        assert [one.after for one in store.history(PERIOD) if one.kind is HistoryKind.ANSWER] == [
            "the roads are closed"
        ]
        assert not any(store.problems())


def test_the_answer_ends_with_any_of_its_cells_and_with_their_control_total(run: Run, file: Path):
    for cell in (Cell("lacin", "uxo"), Cell(CONTROL, "uxo")):
        enter(run, file)
        answer(run, file)
        write(file, Cell("agdam", "uxo"), 121)
        assert answered(run, file)

        write(file, cell, 5)

        assert not answered(run, file)


def test_a_note_answers_nothing_and_no_reason_takes_an_answer_away(run: Run, file: Path):
    enter(run, file)
    answer(run, file)
    assert answered(run, file)

    answer(run, file, "")

    assert not answered(run, file)


def test_an_error_cannot_be_answered_and_what_is_not_found_neither(run: Run, file: Path):
    enter(run, file, "uxo=1")
    words = ["answer-warning", file, "--period", WEEK, "--why", "no"]

    assert run(*words, "--rule", "control-total-differs")[0] == 3
    assert run(*words, "--rule", "period-gap")[0] == 3


def test_an_answer_stays_with_a_sheet_that_is_sent(run: Run, file: Path, tmp_path: Path):
    enter(run, file)
    answer(run, file)

    assert run("send", file, "--period", WEEK, "--out", tmp_path / "a.xlsx")[0] == 0

    assert answered(run, file)
    status = json.loads(run("summary", file, "--period", WEEK, "--json")[1])
    assert status["revision"] == 1


def test_a_flagged_cell_is_listed_until_the_flag_is_taken_off(run: Run, file: Path):
    enter(run, file)
    flag = ["follow-up", file, "--period", WEEK, "--cell", "agdam:uxo"]

    assert "Aghdam, UXO: ask the team (Test)" in run(*flag, "--why", "ask the team")[1]
    assert "ask the team" in run("follow-up", file)[1]
    assert "No cell" in run(*flag, "--done")[1]

    with contextlib.closing(Store(file, "Test")) as store:
        kinds = [one.kind for one in store.history(PERIOD, Cell("agdam", "uxo"))]
        assert kinds[-2:] == [HistoryKind.FOLLOW_UP] * 2
        assert store.follow_ups(PERIOD) == ()


def test_cells_come_back_from_their_text():
    cells = (Cell("agdam", "uxo"), Cell("agdam", "ap_mines"), Cell(CONTROL, "uxo"))
    assert read_cells(cells_text(cells)) == cells
    assert read_cells(cells_text(())) == ()


@pytest.mark.parametrize("given", [["--done"], ["--why", "ask the team"]])
def test_what_is_to_be_flagged_is_named_or_nothing_is_said_to_be_done(run: Run, file: Path, given: list[str]):
    assert run("follow-up", file, "--period", WEEK, *given)[0] == 2


def test_flags_are_listed_of_the_office_that_is_asked_for(run: Run, file: Path):
    flag = ["--period", WEEK, "--cell", "agdam:uxo", "--why", "ask Karabakh", "--office", "karabakh"]
    assert run("enter", file, file.parent / "rows.csv", "--period", WEEK, "--office", "karabakh")[0] == 0
    assert run("follow-up", file, *flag)[0] == 0

    assert "ask Karabakh" in run("follow-up", file, "--office", "karabakh")[1]
    assert "ask Karabakh" not in run("follow-up", file)[1]
    status, _, said = run("follow-up", file, "--office", "nobody")
    assert (status, "nobody" in said) == (3, True)


def test_where_nothing_is_entered_no_warning_is_answered_and_nothing_is_flagged(run: Run, file: Path):
    status, _, said = answer(run, file)
    assert (status, "Nothing is entered for 10–16 Mar 2025" in said) == (3, True)
    flag = ["follow-up", file, "--period", WEEK, "--cell", "agdam:uxo"]
    status, _, said = run(*flag, "--why", "ask")
    assert (status, "There is no sheet of 10–16 Mar 2025" in said) == (3, True)

    with contextlib.closing(Store(file, "Test")) as store:
        assert store.known_periods() == ()


def test_a_rule_that_is_none_a_place_without_the_finding_and_a_flag_that_is_none_are_named(
    run: Run, file: Path
):
    enter(run, file)
    words = ["answer-warning", file, "--period", WEEK, "--why", "no"]
    status, _, said = run(*words, "--rule", "nonsense")
    assert (status, "“nonsense” is no rule. Known are: not-a-number" in said) == (3, True)
    status, _, said = run(*words, "--rule", CODE, "--district", "agdam")
    assert (status, "at agdam" in said) == (3, True)
    status, _, said = run("follow-up", file, "--period", WEEK, "--cell", "agdam:uxo", "--done")
    assert (status, "Aghdam" in said, "not flagged" in said) == (3, True, True)
