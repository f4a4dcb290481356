"""Intact is said of what was compared: an altered cell is found and named, a way of writing it is not."""

import base64
import json
import random
import zlib
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Font, PatternFill

from fieldapp.core.errors import FieldAppError
from fieldapp.core.receive import WRITTEN_CELLS, Alteration
from fieldapp.exchange.workbook import read_workbook
from fieldapp.exchange.xlsx.grids import is_same_number
from fieldapp.exchange.xlsx.seal_sheet import CELLS
from fieldapp.exchange.xlsx.written_cells import read_written_cells
from fieldapp.texts.texts import LANGUAGES
from tests.exchange.intact import (
    ALTERATIONS,
    CASES,
    KINDS,
    alteration_rows,
    findings,
    found,
    named,
    section,
    written,
)
from tests.exchange.making import PROGRAMME, forged, of_older_form, write
from tests.exchange.resaving import resaved
from tests.long import each_once, one_in

OTHERS = {"Districts": {}, "Checks": {}, "Data": {}}
EDITS, SEEDS = 300, 12


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """The workbook that is altered."""
    return written(tmp_path_factory.mktemp("intact"))


@pytest.fixture(scope="module")
def find(source, tmp_path_factory):
    """What is found in the workbook with an alteration; the test of each and that of the document ask."""
    book, folder = resaved(source), tmp_path_factory.mktemp("altered")
    return cache(lambda case: found(case, book, folder / "altered.xlsx"))


def cells(book):
    """Every cell that says something; what tells of the others is no cell of the workbook itself."""
    return [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and not isinstance(cell, MergedCell)
        if not str(cell.value).startswith(CELLS)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_each_alteration_is_found_and_named(find, case):
    place, reading = find(case)

    assert not reading.is_intact()
    assert named(place, reading)


def test_the_documents_table_is_what_is_found(find):
    assert section(ALTERATIONS) == [*alteration_rows(find)]


@pytest.mark.parametrize("case", each_once(LANGUAGES, KINDS), ids="-".join)
def test_what_was_written_is_intact(tmp_path, case):
    language, kind = case
    path = write(KINDS[kind](), tmp_path / "week.xlsx", language, findings())

    reading = read_workbook(path, PROGRAMME)

    assert reading.alterations == ()
    assert reading.is_intact()
    assert not reading.is_older_form


@pytest.mark.parametrize("seed", one_in(6, range(SEEDS)))
def test_any_cell_that_is_edited_is_found(source, tmp_path, seed):
    chance, again = random.Random(seed), resaved(source)
    held = cells(again.book)
    for _ in range(EDITS // SEEDS):
        cell = chance.choice(held)
        before = cell.value
        edits = [None, "odd", 7, f"{before}0", before + 1 if isinstance(before, int | float) else -1]
        edit = chance.choice([edit for edit in edits if edit != before])
        with again.altered(cell, edit, tmp_path / "edited.xlsx") as path:
            assert (cell.parent.title, cell.coordinate) in places_named(path)


def places_named(path):
    """The cells that a reading names as altered, or the one for which it is refused."""
    try:
        return {(item.sheet, item.cell) for item in read_workbook(path, PROGRAMME).alterations}
    except FieldAppError as error:
        where = error.text("where")
        return {tuple(where.split("!"))} if "!" in where else Anywhere()  # a name, or a district


class Anywhere:
    """A refusal that names a defined name or a district, not a cell."""

    def __contains__(self, place):
        return True


@pytest.mark.parametrize("seed", one_in(4, range(8)))
def test_how_a_cell_looks_and_where_its_spaces_are_does_not_count(source, tmp_path, seed):
    chance = random.Random(seed)
    book = load_workbook(source)
    for cell in chance.sample(cells(book), 60):
        cell.number_format = chance.choice(["General", "0.00", "yyyy-mm-dd", "@", "0%"])
        cell.font, cell.fill = Font(size=20, color="FF0000"), PatternFill("solid", "00FF00")
        is_exact = cell.parent.title in ("Data", "Seal")
        if cell.data_type == "s" and " " in cell.value and not is_exact:
            cell.value = f" {cell.value.replace(' ', chance.choice(['  ', ' ', chr(10)]))} "
    for sheet in book.worksheets:
        sheet.cell(60, 20).value = "  "
        sheet.column_dimensions["B"].width = 7
        sheet.row_dimensions[3].hidden = True
    book.save(tmp_path / "week.xlsx")

    assert read_workbook(tmp_path / "week.xlsx", PROGRAMME).alterations == ()


def test_blank_rows_that_were_put_in_do_no_harm(source, tmp_path):
    book = load_workbook(source)
    book["Data"].insert_rows(20, 2)
    book["Checks"].insert_rows(3)
    book["Changes"].insert_rows(9)
    book.save(tmp_path / "week.xlsx")

    assert read_workbook(tmp_path / "week.xlsx", PROGRAMME).is_intact()


def test_a_row_that_was_put_in_or_taken_out_is_named_alone(source, tmp_path):
    book = load_workbook(source)
    book["Checks"].insert_rows(8)
    book["Checks"]["A8"] = "All is well"
    gone = book["Changes"]["A9"].value
    book["Changes"].delete_rows(9)
    book.save(tmp_path / "week.xlsx")

    alterations = read_workbook(tmp_path / "week.xlsx", PROGRAMME).alterations

    assert ("Checks", "A8", "All is well", None) in {
        (item.sheet, item.cell, item.says, item.should_say) for item in alterations
    }
    assert ("Changes", None, gone) in {(item.sheet, item.says, item.should_say) for item in alterations}
    assert len(alterations) == 1 + 4


def test_a_name_that_leads_to_another_figure_is_found_and_the_cell_it_leads_to_is_not_accused(
    source, tmp_path
):
    book = load_workbook(source)
    book.defined_names["mines_total"].attr_text = "Report!$B$11"
    book.save(tmp_path / "week.xlsx")

    (alteration,) = read_workbook(tmp_path / "week.xlsx", PROGRAMME).alterations

    assert (alteration.sheet, alteration.cell) == ("", "mines_total")
    assert alteration.says == book["Report"]["B11"].value
    assert alteration.says != alteration.should_say


def test_a_workbook_that_tells_altered_cells_as_written_still_has_its_record(source, tmp_path):
    """Whoever writes anew what stood in every cell has not written the record and the check code anew."""
    book: Any = load_workbook(source)
    book["Data"]["I3"] = 1300
    forged(book).save(tmp_path / "week.xlsx")

    reading = read_workbook(tmp_path / "week.xlsx", PROGRAMME)

    assert not reading.is_intact()
    assert reading.alterations == (Alteration("Data", "I3", Decimal(1300), Decimal(12)),)


@pytest.mark.parametrize("piece", ["", "AAAA", "%%%", "eNoDAAAAAAE=", None])
def test_written_cells_that_are_damaged_or_lack_a_piece_are_told_and_nothing_is_called_intact(
    source, tmp_path, piece
):
    """It was taken for a workbook of an older form, and a changed sentence was called intact."""
    book: Any = load_workbook(source)
    if piece is None:
        del book.custom_doc_props["cells_02"]
    else:
        next(item for item in book.custom_doc_props.props if item.name == "cells_02").value = piece
    book.save(tmp_path / "week.xlsx")

    reading = read_workbook(tmp_path / "week.xlsx", PROGRAMME)

    assert (reading.is_intact(), reading.is_older_form) == (False, False)
    assert reading.alterations == (Alteration(WRITTEN_CELLS, "", None, WRITTEN_CELLS),)


@pytest.mark.parametrize("said", ["cells AAAA", "cells", None, "cells eNoDAAAAAAE="])
def test_the_same_holds_for_what_the_seal_sheet_tells_of_them(source, tmp_path, said):
    book: Any = load_workbook(source)
    row = next(cell.row for cell in book["Seal"]["A"] if cell.value.startswith(CELLS))
    book["Seal"][f"A{row}"] = said
    book.save(tmp_path / "week.xlsx")

    reading = read_workbook(tmp_path / "week.xlsx", PROGRAMME)

    assert not reading.is_intact()
    assert Alteration(WRITTEN_CELLS, "", None, WRITTEN_CELLS) in reading.alterations


def test_a_workbook_that_does_not_tell_its_cells_is_of_an_older_form(source, tmp_path):
    of_older_form(source).save(tmp_path / "week.xlsx")

    reading = read_workbook(tmp_path / "week.xlsx", PROGRAMME)

    assert (reading.is_intact(), reading.is_older_form) == (True, True)


@pytest.mark.parametrize(
    ("held", "number", "is_same"),
    [
        (1965640261631.585, 1965640261631.5852, True),  # a tie of the sixteenth digit
        (1651.0999999999999, 1651.1, True),
        (155.0, 155, True),
        (999_999_999_998, 999_999_999_999, False),
        (0, 1e-9, False),
        (True, 1, False),
        ("155", 155, False),
    ],
)
def test_a_number_is_the_same_to_the_digits_that_every_spreadsheet_keeps(held, number, is_same):
    assert is_same_number(held, number) is is_same


@pytest.mark.parametrize(
    "cells_told",
    [
        {f"Sheet {number}": {"1": ["a"]} for number in range(60)} | OTHERS,
        {**OTHERS, "Report": {"1": [1] * 200}},
        {**OTHERS, "Report": {"one": [1]}},
        {**OTHERS, "Report": {"1": [{"x": 1}]}},
        {**OTHERS, "Report": {"1": [10**400]}},
        {**OTHERS, "Report": {"1": [float("nan")]}},
        {**OTHERS, "Report": [1]},
        {**OTHERS, "Report": {}, "Data": 7},
        OTHERS,
        {},
        ["Report"],
        7,
    ],
    ids=[
        *("sheets", "columns", "row", "cell", "endless", "no number", "rows", "tallies", "few", "none"),
        *("list", "number"),
    ],
)
def test_cells_that_the_app_cannot_have_written_are_none(cells_told):
    packed = base64.b64encode(zlib.compress(json.dumps(cells_told).encode())).decode()

    assert read_written_cells([packed]) is None


def test_the_least_cells_are_some():
    packed = base64.b64encode(zlib.compress(json.dumps({**OTHERS, "Report": {"1": [7]}}).encode())).decode()

    assert read_written_cells([packed]) == {**OTHERS, "Report": {1: {1: 7}}}
