"""Text that goes to Excel never becomes a formula, wherever it stands, and comes back whole."""

import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from fieldapp.core.edits import LONGEST_NOTE
from fieldapp.core.report import Standing, Status
from fieldapp.core.sheet import Cell, Sheet
from fieldapp.exchange.workbook import read_workbook
from fieldapp.exchange.xlsx.comments import comment_of, exact_and_note
from tests.exchange.making import PROGRAMME, R084, corrected, findings_of, make_sheet, report_of, write
from tests.long import one_in

EVIL = "EVIL"
HOSTILE = [
    f"{start}{EVIL}(1)" for start in ("=", "+", "-", "@", "\t=", "\r=", " =", "'=", "\n=", "#N/A ", "=\u200b")
]


@pytest.mark.parametrize("text", one_in(4, HOSTILE))
def test_no_text_of_anybody_becomes_a_formula(tmp_path, text):
    """Notes, reasons, who verified, and what could not be read."""
    sheet = make_sheet(R084)
    unread = {Cell("agdam", "uxo"): text}
    noted = Sheet(sheet.period, sheet.districts, sheet.indicators, sheet.values, {Cell("agdam", "uxo"): text})
    standing = Standing(Status.READY, 1, reason=text, verified_by=text)
    first = write(
        report_of(noted, standing=standing), tmp_path / "a.xlsx", findings=findings_of(sheet, unread)
    )
    report = corrected()
    assert report.correction is not None
    report = replace(report, correction=replace(report.correction, reason=text))
    second = write(report, tmp_path / "b.xlsx")

    for path in (first, second):
        said = [
            cell
            for sheet in load_workbook(path).worksheets
            for row in sheet.iter_rows()
            for cell in row
            if EVIL in str(cell.value)
        ]
        assert said
        assert all(cell.data_type == "s" for cell in said)
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                for formula in archive.read(name).decode("utf-8", "replace").split("<f>")[1:]:
                    assert EVIL not in formula.split("</f>")[0]
        assert read_workbook(path, PROGRAMME).is_intact()


@pytest.mark.parametrize("number", [None, Decimal(5), Decimal("0.12345678901234567891")])
def test_the_longest_note_fits_into_its_cell_with_the_exact_number(tmp_path, number):
    text = comment_of(number, "x" * LONGEST_NOTE)

    assert text is not None
    assert len(text.encode("utf-16-le")) <= 2 * LONGEST_NOTE
    assert len(exact_and_note(text, number is not None)[1]) >= LONGEST_NOTE - 50


def test_the_longest_note_comes_back_whole(tmp_path):
    note, cell = "ə" * LONGEST_NOTE, Cell("agdam", "uxo")
    sheet = make_sheet(R084)
    noted = Sheet(sheet.period, sheet.districts, sheet.indicators, sheet.values, {cell: note})

    reading = read_workbook(write(report_of(noted), tmp_path / "a.xlsx"), PROGRAMME)

    assert reading.notes[cell] == note
    assert reading.is_intact()


def test_the_longest_note_beside_a_number_that_no_spreadsheet_holds_is_no_alteration(tmp_path):
    """The exact number is written before the note, of which less has room then."""
    note, cell = "x" * LONGEST_NOTE, Cell("agdam", "area_cleared_ha")
    sheet = make_sheet(R084)
    values = {**sheet.values, cell: Decimal("1234567891234.56789")}
    noted = Sheet(sheet.period, sheet.districts, sheet.indicators, values, {cell: note})

    reading = read_workbook(write(report_of(noted), tmp_path / "a.xlsx"), PROGRAMME)

    assert reading.record is not None
    assert reading.record.notes[cell] == note
    assert reading.alterations == ()
