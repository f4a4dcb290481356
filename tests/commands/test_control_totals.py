"""Control totals of rows and columns, typed and checked by command, with what would make them agree."""

import contextlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fieldapp import cli
from fieldapp.console import Surface
from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.core.sheet import CONTROL, CONTROL_ITEMS, Cell, SheetKey
from fieldapp.store.store import Store
from fieldapp.texts.texts import read_texts

Run = Callable[..., tuple[int, str, str]]
WEEK = "2025-W11"
ROWS = "district,ap_mines,at_mines,uxo,area_cleared_ha\nagdam,93,12,120,127.9\nsusa,11,2,33,9.6\n"
RIGHT = {"ap_mines": "50", "at_mines": "14", "uxo": "153", "area_cleared_ha": "137.5"}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    now = datetime(2025, 3, 17, tzinfo=UTC)
    surface = Surface(lambda file, options: 0, lambda: now, "Test", read_texts("en"), lambda *_: {})

    def call(*args: object) -> tuple[int, str, str]:
        status = cli.run_command([str(arg) for arg in args], surface)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture
def file(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "week.fieldapp"
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    assert run("new", path, "--office", "hq")[0] == 0
    return path


def enter(run: Run, file: Path, *controls: str) -> tuple[int, str, str]:
    told = [part for one in controls for part in ("--control", one)]
    return run("enter", file, file.parent / "rows.csv", "--period", WEEK, *told)


def checked(run: Run, file: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run("check", file, "--json")[1])
    return answer


def check_code(run: Run, file: Path) -> str:
    return str(json.loads(run("summary", file, "--period", WEEK, "--json")[1])["check_code"])


def differing(run: Run, file: Path) -> list[dict[str, Any]]:
    return [one for one in checked(run, file)["findings"] if one["code"] == "control-total-differs"]


def test_a_total_that_differs_comes_with_what_would_make_it_agree(run: Run, file: Path):
    assert enter(run, file, *(f"{key}={total}" for key, total in RIGHT.items()))[0] == 1

    (finding,) = differing(run, file)

    assert finding["suggestions"][0] == {
        "kind": "digits-transposed",
        "explains": ["ap_mines"],
        "cells": [{"district": "agdam", "indicator": "ap_mines", "before": "93", "after": "39"}],
        "message": "Aghdam, AP mines: 93 may be 39 with two digits exchanged; then the totals agree.",
    }


def test_rows_have_control_totals_that_cross_those_of_columns(run: Run, file: Path):
    enter(run, file)
    before = check_code(run, file)
    assert enter(run, file, "agdam:items=171", "agdam:area_cleared_ha=127.9", "ap_mines=50")[0] == 1

    row, column = sorted(differing(run, file), key=lambda one: str(one["cells"]))

    assert row["cells"] == [{"district": "agdam", "indicator": "control-items"}]
    assert column["cells"] == [{"district": "control", "indicator": "ap_mines"}]
    assert "the row adds up to 225, the control total of the row’s items says 171;" in row["message"]
    assert [one["cells"][0]["after"] for one in row["suggestions"]] == ["39"]
    assert row["suggestions"] == column["suggestions"]
    assert row["suggestions"][0]["explains_rows"] == ["agdam"]
    assert check_code(run, file) == before


def test_a_control_total_of_a_row_is_kept_with_its_history_and_taken_away(run: Run, file: Path):
    enter(run, file, "agdam:items=171")
    cell, period = Cell("agdam", CONTROL_ITEMS), read_period(WEEK)
    with contextlib.closing(Store(file, "Test")) as store:
        assert store.sheet(period).values[cell] == 171
        assert [row.after for row in store.history(period, cell)] == [171]
        assert [problem for problem in store.problems() if problem] == []

    enter(run, file, "agdam:items=")

    with contextlib.closing(Store(file, "Test")) as store:
        assert cell not in store.sheet(period).values
        assert [row.after for row in store.history(period, cell)] == [171, None]


@pytest.mark.parametrize(
    "wrong",
    [
        "nowhere:items=1",
        "agdam:uxo=1",
        "agdam:nothing=1",
        "agdam:items=x",
        "control-items=5",
        "control:items=5",
    ],
)
def test_a_control_total_of_no_row_is_refused(run: Run, file: Path, wrong: str):
    assert enter(run, file, wrong)[0] == 3


def test_a_sent_sheet_carries_them_to_headquarters(run: Run, file: Path, tmp_path: Path):
    (tmp_path / "rows.csv").write_text(ROWS.replace("93", "39"), encoding="utf-8")
    office, out = tmp_path / "k.fieldapp", tmp_path / "k.xlsx"
    run("new", office, "--office", "karabakh")
    enter(run, office, "agdam:items=171", "agdam:area_cleared_ha=127.9")
    assert run("send", office, "--period", WEEK, "--out", out)[0] == 0
    assert run("receive", file, out)[0] in (0, 1)

    checks = openpyxl.load_workbook(out)["Checks"]
    said = {row[1].value: (row[3].value, row[4].value) for row in checks.iter_rows(min_row=6)}
    typed, formula = said["Aghdam: control total of the row’s items"]
    assert typed == 171
    assert formula.count("SUMIFS") == 3

    with contextlib.closing(Store(file, "Test")) as store:
        (record,) = store.records(SheetKey("karabakh", read_period(WEEK)))

    assert record.controls == {Cell("agdam", "items"): 171, Cell("agdam", "area_cleared_ha"): 1_279_000}


def test_a_row_has_no_control_total_of_one_kind_of_items_and_those_it_can_have_are_named(
    run: Run, file: Path
) -> None:
    status, _, said = enter(run, file, "agdam:uxo=120")

    assert (status, said.endswith("Known are: items, area_cleared_ha.\n")) == (3, True)


def test_a_rounded_area_agrees_and_the_workbook_says_the_same(run: Run, file: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(
        ROWS.replace("127.9", "127.94").replace("9.6", "9.63"), encoding="utf-8"
    )
    status, _, _ = enter(run, file, "agdam:area_cleared_ha=127.9", "area_cleared_ha=137.6")
    out = tmp_path / "out.xlsx"

    assert status == 0
    assert run("export", file, "--period", WEEK, "--out", out)[0] == 0
    formulas = [row[4].value for row in openpyxl.load_workbook(out)["Checks"].iter_rows(min_row=6)]
    assert [formula for formula in formulas if str(formula).startswith("=ROUND(SUMIFS")] == [
        formula for formula in formulas if str(formula).endswith(",1)")
    ]
    assert sum(str(formula).endswith(",1)") for formula in formulas) == 1

    enter(run, file, "area_cleared_ha=137.5")
    (found,) = [one for one in checked(run, file)["findings"] if one["code"] == "control-total-differs"]
    assert found["cells"] == [{"district": "control", "indicator": "area_cleared_ha"}]


@pytest.mark.parametrize("cell", ["control:control-items", "control:control-area", "nowhere:control-items"])
def test_nothing_is_flagged_where_there_is_no_cell(run: Run, file: Path, cell: str) -> None:
    enter(run, file)

    assert run("follow-up", file, "--period", WEEK, "--cell", cell, "--why", "x")[0] == 3
    assert run("follow-up", file)[1].count(":") == 0


def test_the_control_total_of_a_row_is_flagged(run: Run, file: Path) -> None:
    enter(run, file, "agdam:items=225")

    assert run("follow-up", file, "--period", WEEK, "--cell", "agdam:control-items", "--why", "torn")[0] == 0
    assert "control total of the row’s items" in run("follow-up", file)[1]


def test_nothing_is_written_where_control_totals_cross(run: Run, file: Path) -> None:
    with contextlib.closing(Store(file, "Test")) as store:
        edits = make_edits(store.sheet(read_period(WEEK)), {Cell(CONTROL, CONTROL_ITEMS): 5})
        with pytest.raises(FieldAppError) as error:
            store.write(read_period(WEEK), edits)

    assert error.value.code == "unknown-indicator"


def test_a_sheet_without_any_control_total_has_no_finding_for_that(run: Run, file: Path) -> None:
    enter(run, file)
    without = checked(run, file)
    enter(run, file, *(f"{key}={total}" for key, total in (("ap_mines", 104), ("uxo", 153))))
    answer = checked(run, file)

    assert not [one for one in without["findings"] if "control" in one["code"]]
    assert (without["errors"], without["warnings"]) == (answer["errors"], answer["warnings"])
