"""What an office said to a warning travels with its sheet: headquarters see the line and do not ask again."""

import contextlib
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fieldapp.core.edits import make_edits
from fieldapp.core.period import read_period
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.store.store import Store
from tests.commands.test_control_totals import ROWS, WEEK, Run, run

__all__ = ("run",)
PERIOD = read_period(WEEK)
WHY = "=the roads are closed; see “plan”"
OFFICE = SheetKey("karabakh", PERIOD)


@pytest.fixture
def office(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "karabakh.fieldapp"
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    assert run("new", path, "--office", "karabakh")[0] == 0
    controls = ["--control", "uxo=153", "--control", "agdam:items=225"]
    assert run("enter", path, tmp_path / "rows.csv", "--period", WEEK, *controls)[0] == 0
    assert run("answer-warning", path, "--period", WEEK, "--rule", "not-reported", "--why", WHY)[0] == 0
    return path


@pytest.fixture
def headquarters(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "hq.fieldapp"
    assert run("new", path, "--office", "hq")[0] == 0
    return path


def send(run: Run, office: Path, name: str = "sent.xlsx") -> Path:
    out = office.parent / name
    assert run("send", office, "--period", WEEK, "--out", out)[0] == 0
    return out


def found(run: Run, file: Path, *more: str) -> dict[str, Any]:
    told = json.loads(run("check", file, "--period", WEEK, "--json", *more)[1])
    (finding,) = (one for one in told["findings"] if one["code"] == "not-reported")
    return {key: finding[key] for key in ("answered", "answer") if key in finding}


def at_headquarters(run: Run, file: Path) -> dict[str, Any]:
    return found(run, file, "--office", "karabakh")


def test_headquarters_see_the_line_and_do_not_ask_again(run: Run, office: Path, headquarters: Path):
    assert run("receive", headquarters, send(run, office))[0] == 0

    assert at_headquarters(run, headquarters) == {"answered": True, "answer": WHY}
    with contextlib.closing(Store(headquarters, "Aysel")) as store:
        assert store.answers(OFFICE) == ()
        assert not any(store.problems())


def test_the_answer_ends_where_the_figures_are_others(run: Run, office: Path, headquarters: Path):
    assert run("receive", headquarters, send(run, office))[0] == 0
    with contextlib.closing(Store(office, "Test")) as store:
        store.write(PERIOD, make_edits(store.sheet(PERIOD), {Cell("agdam", "uxo"): 121}), why="counted again")
        controls = {Cell("control", "uxo"): 154, Cell("agdam", "control-items"): 226}
        store.write(PERIOD, make_edits(store.sheet(PERIOD), controls))
    assert run("receive", headquarters, send(run, office, "again.xlsx"))[0] == 0

    assert at_headquarters(run, headquarters) == {}


def test_headquarters_own_words_stand_before_those_of_the_office(run: Run, office: Path, headquarters: Path):
    assert run("receive", headquarters, send(run, office))[0] == 0
    words = ["answer-warning", headquarters, "--period", WEEK, "--office", "karabakh"]
    assert run(*words, "--rule", "not-reported", "--why", "seen by HQ")[0] == 0
    assert at_headquarters(run, headquarters) == {"answered": True, "answer": "seen by HQ"}

    assert run(*words, "--rule", "not-reported", "--why", "")[0] == 0

    assert at_headquarters(run, headquarters) == {"answered": True, "answer": WHY}


@pytest.mark.parametrize(("language", "word"), [("en", "Answered"), ("az", "Cavab"), ("ru", "Ответ")])
def test_the_workbook_says_which_warnings_are_answered_and_why(
    run: Run, office: Path, tmp_path: Path, language: str, word: str
):
    out = tmp_path / f"{language}.xlsx"
    assert run("export", office, "--period", WEEK, "--out", out, "--lang", language)[0] == 0

    sheet: Any = openpyxl.load_workbook(out).worksheets[2]
    rows = [[str(cell.value) for cell in row[:3]] for row in sheet.iter_rows(min_row=4)]
    (answered,) = (row for row in rows if WHY in row[1])
    assert answered[0].startswith(word[:4])
    assert word in answered[1]
    assert " 1" in str(sheet["A2"].value)
