"""What comes to headquarters by command and is no sheet that counts."""

import json
import os
import shutil
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fieldapp.core.numbers import Value
from fieldapp.core.report import Standing, Status
from fieldapp.core.sheet import Cell
from fieldapp.exchange.xlsx.contract import DEMONSTRATION_PROPERTY
from fieldapp.resources import programme_text
from fieldapp.store.store import create_store
from fieldapp.texts.texts import LANGUAGES
from tests.exchange.form.filling import fill
from tests.exchange.making import R084, make_sheet, report_of, write
from tests.long import each_once
from tests.test_cli import Run, enter, file, run

__all__ = ["file", "run"]

WEEK = "2025-W11"
MADE_UP = ("DEMONSTRATION", "NÜMAYİŞ", "ДЕМОНСТРАЦИЯ")


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


@pytest.mark.parametrize("case", each_once(LANGUAGES, ["notice", "property"]), ids="-".join)
def test_a_demonstration_is_known_by_its_property_alone_and_by_its_notice_alone(
    run: Run, file: Path, practice: Path, tmp_path: Path, case: tuple[str, str]
) -> None:
    language, kept = case
    out = tmp_path / "again.xlsx"
    data = practice.with_name("demo.fieldapp")
    assert run("send", data, "--period", WEEK, "--out", out, "--lang", language)[0] == 0
    book: Any = openpyxl.load_workbook(out)
    if kept == "notice":
        del book.custom_doc_props[DEMONSTRATION_PROPERTY]
    else:
        for sheet in book.worksheets:
            for row in sheet.iter_rows(max_row=8):
                for cell in row:
                    if str(cell.value).startswith(MADE_UP):
                        cell.value = None
    book.save(out)

    told = json.loads(run("receive", file, out, "--json")[1])

    assert (told["counted"], told["files"][0]["verdict"]) == (0, "foreign")
    assert told["files"][0]["findings"][0]["code"] == "workbook-made-up"


def test_the_answer_of_a_demonstration_is_taken_by_no_office_that_is_none(
    run: Run, practice: Path, tmp_path: Path
) -> None:
    desk, answer, real = tmp_path / "desk.fieldapp", tmp_path / "answer.xlsx", tmp_path / "k.fieldapp"
    create_store(desk, programme_text("azerbaijan"), "hq", is_demonstration=True)
    run("receive", desk, practice)
    assert run("answer", desk, "--office", "karabakh", "--out", answer)[0] == 0
    run("new", real, "--office", "karabakh")

    status, _, said = run("receive", real, answer)

    assert (status, "demonstration" in said) == (3, True)
    assert run("receive", practice.with_name("demo.fieldapp"), answer)[0] == 0


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


def test_a_month_that_an_office_exports_changes_no_figure_at_headquarters(
    run: Run, file: Path, tmp_path: Path
) -> None:
    office, month = tmp_path / "k.fieldapp", tmp_path / "march.xlsx"
    run("new", office, "--office", "karabakh")
    (tmp_path / "in").mkdir()
    for number, week in enumerate(("2025-W10", "2025-W11", "2025-W12")):
        enter(run, office, f"agdam,,{number},2,3,0.5", period=week)
        assert run("send", office, "--period", week, "--out", tmp_path / "in" / f"{week}.xlsx")[0] == 0
    assert run("receive", file, tmp_path / "in")[0] == 0
    figures = [
        run("report", file, "--month", "2025-03", "--by", by, "--json")[1] for by in ("week", "office")
    ]
    assert run("export", office, "--period", "2025-03-01..2025-03-31", "--out", month)[0] == 0

    status, out, _ = run("receive", file, month, "--json")

    told = json.loads(out)
    assert (status, told["counted"], told["counts"]) == (1, 0, {"summary": 1})
    assert told["files"][0]["cells"] == []
    assert figures == [
        run("report", file, "--month", "2025-03", "--by", by, "--json")[1] for by in ("week", "office")
    ]
    assert json.loads(figures[0])["totals"]["ap_mines"] == 3


def test_a_month_that_says_something_else_than_its_weeks_here_is_named_cell_by_cell(
    run: Run, file: Path, tmp_path: Path
) -> None:
    """One week of it never came."""
    office, month = tmp_path / "k.fieldapp", tmp_path / "march.xlsx"
    run("new", office, "--office", "karabakh")
    for week, uxo in (("2025-W10", 3), ("2025-W11", 4)):
        enter(run, office, f"agdam,,1,2,{uxo},0.5", period=week)
        assert run("send", office, "--period", week, "--out", tmp_path / f"{week}.xlsx")[0] == 0
    assert run("export", office, "--period", "2025-03-01..2025-03-31", "--out", month)[0] == 0
    assert run("receive", file, tmp_path / "2025-W10.xlsx")[0] == 0

    (told,) = json.loads(run("receive", file, month, "--json")[1])["files"]

    assert (told["verdict"], told["counted"]) == ("summary", False)
    assert [(one["indicator"], one["ours"], one["theirs"]) for one in told["cells"]] == [
        ("ap_mines", "1", "2"),
        ("area_cleared_ha", "0.5", "1"),
        ("at_mines", "2", "4"),
        ("uxo", "3", "7"),
    ]
    assert "In 4 cells it says something else" in told["why"]


def impossible(path: Path, cell: Cell, value: Value) -> Path:
    """A sheet that says of itself that it was sent, with a number that the app sends no sheet with."""
    sheet = make_sheet(R084, office="karabakh")
    bad = replace(sheet, values={**sheet.values, cell: value})
    return write(report_of(bad, office="karabakh", standing=Standing(Status.SENT)), path)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("uxo", -5, "negative"),
        ("uxo", Decimal("2.5"), "fraction-of-a-mine"),
        ("area_cleared_ha", Decimal("0.25"), "area-too-fine"),
    ],
)
def test_a_sheet_that_was_sent_with_an_impossible_number_does_not_count_until_somebody_takes_it(
    run: Run, file: Path, tmp_path: Path, key: str, value: Value, code: str
) -> None:
    odd = impossible(tmp_path / "odd.xlsx", Cell("agdam", key), value)

    status, out, _ = run("receive", file, odd, "--json")
    (told,) = json.loads(out)["files"]
    found = [one for one in told["findings"] if one["severity"] == "error"]
    assert (status, told["verdict"], told["counted"]) == (1, "unsealed", False)
    assert [(one["code"], one["district"], one["indicator"]) for one in found] == [(code, "agdam", key)]
    assert json.loads(run("summary", file, "--period", WEEK, "--json")[1])["totals"]["ap_mines"] == 0
    assert "no sheet is sent with" in told["why"]

    status, out, _ = run("receive", file, odd, "--take", told["sha256"], "--json")
    (told,) = json.loads(out)["files"]
    assert (status, told["counted"]) == (1, True)
    assert code in [one["code"] for one in told["findings"]]
    assert json.loads(run("summary", file, "--period", WEEK, "--json")[1])["totals"]["ap_mines"] == 155
    assert run("integrity", file)[0] == 0


def test_what_must_hold_is_among_the_findings_of_a_sheet_that_counts(
    run: Run, file: Path, tmp_path: Path
) -> None:
    sheet = make_sheet(R084, office="karabakh")
    half = replace(sheet, values={cell: n for cell, n in sheet.values.items() if cell != Cell("susa", "uxo")})
    out = write(report_of(half, office="karabakh", standing=Standing(Status.SENT)), tmp_path / "half.xlsx")

    status, printed, _ = run("receive", file, out, "--json")

    (told,) = json.loads(printed)["files"]
    assert (status, told["verdict"], told["counted"]) == (1, "new", True)
    assert ("row-half-filled", "susa", "uxo") in [
        (one["code"], one["district"], one["indicator"]) for one in told["findings"]
    ]


def test_an_edited_workbook_names_what_must_hold_of_the_cells_that_could_be_taken(
    run: Run, file: Path, tmp_path: Path
) -> None:
    sheet = make_sheet(R084, office="karabakh")
    out = write(report_of(sheet, office="karabakh", standing=Standing(Status.SENT)), tmp_path / "edited.xlsx")
    book = openpyxl.load_workbook(out)
    data: Any = book["Data"]
    heads = {cell.value: cell.column for cell in data[1]}
    row = next(n for n in range(2, data.max_row + 1) if data.cell(n, heads["indicator"]).value == "uxo")
    data.cell(row, heads["value"]).value = -1
    book.save(out)

    status, printed, _ = run("receive", file, out, "--json")

    (told,) = json.loads(printed)["files"]
    assert (status, told["verdict"], told["counted"]) == (1, "edited", False)
    assert "negative" in [one["code"] for one in told["findings"]]


@pytest.mark.parametrize("case", each_once(LANGUAGES, ["notice", "property"]), ids="-".join)
def test_the_filled_form_of_a_demonstration_counts_only_in_a_demonstration(
    run: Run, file: Path, practice: Path, tmp_path: Path, case: tuple[str, str]
) -> None:
    language, kept = case
    form, desk = tmp_path / "form.xlsx", tmp_path / "desk.fieldapp"
    data = practice.with_name("demo.fieldapp")
    assert run("template", data, "--period", WEEK, "--out", form, "--lang", language)[0] == 0
    book: Any = openpyxl.load_workbook(form)
    assert any(str(cell.value).startswith(MADE_UP) for cell in book.worksheets[0][4])
    if kept == "notice":
        del book.custom_doc_props[DEMONSTRATION_PROPERTY]
        book.save(form)
    fill(form, {Cell("agdam", "uxo"): 3})
    create_store(desk, programme_text("azerbaijan"), "hq", is_demonstration=True)

    real, own = (json.loads(run("receive", one, form, "--json")[1]) for one in (file, desk))

    assert (real["counted"], real["files"][0]["verdict"]) == (0, "foreign")
    assert real["files"][0]["findings"][0]["code"] == "workbook-made-up"
    assert own["files"][0]["verdict"] == "unsealed"
