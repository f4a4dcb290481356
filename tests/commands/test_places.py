"""What is odd about a file is named by district, column, sheet and cell, whichever program wrote it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fieldapp.core.report import Standing, Status
from fieldapp.core.sheet import Cell
from tests.exchange.making import R084, make_sheet, report_of, write
from tests.test_cli import Run, file, run

__all__ = ["file", "run"]

AGDAM = Cell("agdam", "uxo")


def sent(path: Path) -> Path:
    sheet = make_sheet(R084, office="karabakh")
    return write(report_of(sheet, office="karabakh", standing=Standing(Status.SENT)), path)


def data_cell(book: Any, cell: Cell, head: str = "value") -> Any:
    data = book["Data"]
    heads = {one.value: one.column for one in data[1]}
    for row in range(2, data.max_row + 1):
        if (data.cell(row, heads["district_code"]).value, data.cell(row, heads["indicator"]).value) == (
            cell.district,
            cell.indicator,
        ):
            return data.cell(row, heads[head])
    raise LookupError(cell)


def without_record(book: Any) -> None:
    """As another program writes it that knows the tallies alone."""
    del book["Seal"]
    for name in ("record_id", "kind"):
        del book.defined_names[name]
    for name in [one.name for one in book.custom_doc_props.props]:
        del book.custom_doc_props[name]


def as_it_was(book: Any) -> None:
    """As the app wrote it."""


def found(run: Run, file: Path, out: Path, code: str) -> list[dict[str, Any]]:
    (told,) = json.loads(run("receive", file, out, "--dry-run", "--json")[1])["files"]
    return [one for one in told["findings"] if one["code"] == code]


@pytest.mark.parametrize("change", [without_record, as_it_was])
def test_an_impossible_number_is_named_with_its_cell_in_a_workbook_of_whatever_program(
    run: Run, file: Path, tmp_path: Path, change: Callable[[Any], None]
) -> None:
    out = sent(tmp_path / "week.xlsx")
    book: Any = openpyxl.load_workbook(out)
    cell = data_cell(book, AGDAM)
    cell.value = -4
    change(book)
    book.save(out)

    (one,) = found(run, file, out, "negative")
    assert (one["district"], one["indicator"], one["sheet"], one["cell"]) == (
        *("agdam", "uxo", "Data"),
        cell.coordinate,
    )
    assert f"Data!{cell.coordinate}: " in run("receive", file, out, "--dry-run")[1]


def test_a_half_filled_row_of_a_sheet_that_counts_is_named_with_its_empty_cell(
    run: Run, file: Path, tmp_path: Path
) -> None:
    sheet = make_sheet(R084, office="karabakh")
    half = replace(sheet, values={cell: n for cell, n in sheet.values.items() if cell != Cell("susa", "uxo")})
    standing = Standing(Status.SENT)
    out = write(report_of(half, office="karabakh", standing=standing), tmp_path / "half.xlsx")
    cell = data_cell(openpyxl.load_workbook(out), Cell("susa", "uxo"))

    told = found(run, file, out, "row-half-filled")
    assert [(one["sheet"], one["cell"]) for one in told] == [("Data", cell.coordinate)]


@pytest.mark.parametrize("head", ["value", "comment"])
def test_a_cell_that_was_altered_is_named_with_its_district_and_column(
    run: Run, file: Path, tmp_path: Path, head: str
) -> None:
    out = sent(tmp_path / "week.xlsx")
    book: Any = openpyxl.load_workbook(out)
    cell = data_cell(book, AGDAM, head)
    cell.value = 4 if head == "value" else "by hand"
    book.save(out)

    told = [one for one in found(run, file, out, "altered") if one["sheet"] == "Data"]
    assert [(one["district"], one["indicator"], one["cell"]) for one in told] == [
        ("agdam", "uxo", cell.coordinate)
    ]


def test_a_key_that_the_programme_does_not_have_is_named_with_its_cell(
    run: Run, file: Path, tmp_path: Path
) -> None:
    """A workbook of a programme that has one district more."""
    text = (Path(__file__).parents[2] / "resources/programmes/azerbaijan.toml").read_text("utf-8")
    newer = tmp_path / "newer.toml"
    newer.write_text(
        text.replace('key = "agdam"', 'key = "agdam-new"').replace('"agdam"', '"agdam-new"'), "utf-8"
    )
    office, rows, out = tmp_path / "k.fieldapp", tmp_path / "rows.csv", tmp_path / "week.xlsx"
    assert run("new", office, "--office", "karabakh", "--programme", newer)[0] == 0
    rows.write_text("district,state,ap_mines,at_mines,uxo,area_cleared_ha\nagdam-new,,1,2,3,0.5\n", "utf-8")
    assert run("enter", office, rows, "--period", "2025-W11")[0] in (0, 1)
    assert run("send", office, "--period", "2025-W11", "--out", out)[0] == 0
    cell = data_cell(openpyxl.load_workbook(out), Cell("agdam-new", "ap_mines"), "district_code")

    (one,) = found(run, file, out, "workbook-version")
    assert (one["sheet"], one["cell"]) == ("Data", cell.coordinate)
