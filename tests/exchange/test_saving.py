"""A workbook is saved by a shorter way than openpyxl's, and is the same file."""

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.formula import ArrayFormula

from fieldapp.exchange.xlsx.saving import saved
from fieldapp.exchange.xlsx.style import COLOURS, STYLES, add_styles, merge, put, put_formula
from tests.exchange.golden import workbooks

GOLDEN = ("whole_en", "partial_ru", "office_az", "demonstration_en", "correction_en")
MODIFIED = "docProps/core.xml"

ODD: tuple[Any, ...] = (
    *("", " ", "a", " a", "a ", "a\nb", "a\tb", "<&>\"'", "=1+1", "-5", "'quoted", "a" * 2000, "№ ə 🙂"),
    *(0, -1, 7, 10**15, 1.5, -0.1, 1e300, Decimal("1651.1"), Decimal("0.0001"), Decimal("12345678.9012")),
    *(True, False, None, date(2025, 3, 10), date(1899, 12, 31), datetime(2025, 3, 10, 8, 30)),
)


def parts(content):
    """What is in the file. openpyxl writes by way of a passing text file, in which Windows ends lines in its
    own way; XML reads both alike."""
    with ZipFile(io.BytesIO(content)) as archive:
        read = {name: archive.read(name) for name in archive.namelist() if name != MODIFIED}
    return {name: part.replace(b"\r\n", b"\n") for name, part in read.items()}


def by_openpyxl(book):
    held = io.BytesIO()
    book.save(held)
    return parts(held.getvalue())


def dressed():
    book = Workbook()
    add_styles(book)
    return book, book.worksheets[0]


@pytest.mark.parametrize("name", GOLDEN)
def test_a_report_is_saved_as_openpyxl_would_save_it(name):
    assert parts(saved(workbooks()[name])) == by_openpyxl(workbooks()[name])


def odd_cells():
    book, ws = dressed()
    for row, content in enumerate(ODD, start=1):
        put(ws, row, 1, content, "data")
        put(ws, row, 2, content, "value", "#,##0.00")
        ws.cell(row, 3).value = content
    put_formula(ws, 1, 5, 'IF(A1<"&",1,2)', "truth")
    ws["F1"] = ArrayFormula("F1:F2", "=A1:A2")
    ws["G1"] = CellRichText("plain ", TextBlock(InlineFont(b=True), "bold"))
    ws["H1"].hyperlink = "https://example.org/?a=1&b=2"
    ws["I2"] = "#N/A"
    ws["I3"].comment = Comment("said", "somebody")
    ws.row_dimensions[40].height = 30
    return book


def test_odd_contents_are_saved_as_openpyxl_would_save_them():
    assert parts(saved(odd_cells())) == by_openpyxl(odd_cells())


@pytest.mark.parametrize("key", STYLES)
def test_a_cell_has_the_look_of_its_style(key):
    _, ws = dressed()
    cell, style = put(ws, 1, 1, "text", key), STYLES[key]

    assert cell.style == f"Fieldapp {key}"
    assert (cell.font.sz, cell.font.b, cell.font.color.rgb) == (
        style.size,
        style.bold,
        f"00{COLOURS[style.colour]}",
    )
    alignment = cell.alignment
    assert (alignment.horizontal, bool(alignment.wrap_text), alignment.indent) == (
        style.align,
        style.wrap,
        style.indent,
    )
    sides = (cell.border.top, cell.border.bottom)
    assert [side.style if side else "" for side in sides] == [style.over, style.under]
    assert (
        (cell.fill.fgColor.rgb == f"00{COLOURS[style.ground]}") if style.ground else not cell.fill.fill_type
    )


def test_what_is_changed_in_one_workbook_is_not_in_another():
    (first, ws), (_, other) = dressed(), dressed()
    cell, same = put(ws, 1, 1, 1, "data"), put(ws, 2, 1, 1, "data")
    cell.font, cell.fill = Font(size=33), PatternFill("solid", start_color="123456")
    cell.border, cell.number_format = Border(left=Side("double")), '0.000"x"'

    for untouched in (same, put(other, 1, 1, 1, "data"), put(dressed()[1], 1, 1, 1, "data")):
        assert (untouched.font.sz, untouched.fill.fill_type, untouched.number_format) == (10, None, "General")
        assert untouched.border.left is None or untouched.border.left.style is None
    assert len(first._fonts) == len(other.parent._fonts) + 1


@pytest.mark.parametrize("style", ["prose", "notice", "aside", "total", "section"])
@pytest.mark.parametrize("written", [1, 4])
@pytest.mark.parametrize("count", [1, 2, 4])
def test_cells_are_made_one_as_openpyxl_would(style, written, count):
    def made(unite):
        book, ws = dressed()
        for row in (1, 2, 3):
            for column in range(1, written + 1):
                put(ws, row, column, "text" if column == 1 else None, style)
            unite(ws, row)
        return parts(saved(book))

    ours = made(lambda ws, row: merge(ws, row, 1, count))
    theirs = made(
        lambda ws, row: ws.merge_cells(start_row=row, start_column=1, end_row=row, end_column=count)
    )
    for name in {*ours, *theirs} - {"xl/worksheets/sheet1.xml"}:
        assert ours[name] == theirs[name]
    assert without_order(ours) == without_order(theirs)


def without_order(made):
    """The sheet; openpyxl names the united cells in the order of a set."""
    before, united = made["xl/worksheets/sheet1.xml"].split(b"<mergeCells")
    return before, sorted(united)
