"""The table of a clipboard's HTML as Excel, LibreOffice and Google Sheets write it, within bounds."""

from decimal import Decimal

import pytest

from fieldapp.core.table.held import HeldCell
from fieldapp.exchange.table_html import MOST_COLUMNS, read_table

EMPTY = HeldCell("")


@pytest.mark.parametrize(
    "cell",
    [
        '<td class=xl65 align=right x:num="1651.1">1 651</td>',
        '<td x:num="1651.0999999999999" x:fmla="=SUM(A1:A9)"> 1 651 </td>',
        '<td align="right" sdval="1651.1" sdnum="1033;0;#,##0"><font face="Arial">1 651</font></td>',
        """<td data-sheets-value='{"1":3,"3":1651.1}' data-sheets-numberformat='{"1":2}'>1 651</td>""",
        '<td data-sheets-value="{&quot;1&quot;:3,&quot;3&quot;:1651.1}">1 651</td>',
        '<TH X:NUM="1651.1">1 651',
    ],
)
def test_the_number_behind_a_cell_is_found(cell: str) -> None:
    html = f"<html><head><style>td {{}}</style></head><body><table><col><tr>{cell}</tr></table></body></html>"

    assert read_table(html) == [[HeldCell("1 651", Decimal("1651.1"))]]


@pytest.mark.parametrize(
    "attribute",
    [
        "",
        "x:num",
        'x:str="1651.1"',
        'x:num="soon"',
        'sdval=""',
        'data-sheets-value=\'{"1":2,"2":"7"}\'',
        "data-sheets-value='[3]'",
        "data-sheets-value='{'",
        'data-sheets-value=\'{"1":4,"4":1}\'',
        'sdval="1E999999"',
    ],
)
def test_a_cell_without_one_is_what_it_shows(attribute: str) -> None:
    assert read_table(f"<table><tr><td {attribute}>1 651</td></tr></table>") == [[HeldCell("1 651")]]


def test_merged_cells_are_one_cell_and_empty_ones() -> None:
    html = """<table>
      <tr><td colspan=2 rowspan=2>a</td><td>b</td></tr>
      <tr><td>c</td></tr>
      <tr><td>d<td>e<br>f<td>g</tr></table>"""

    assert read_table(html) == [
        [HeldCell("a"), HeldCell("", None, True), HeldCell("b")],
        [EMPTY, EMPTY, HeldCell("c")],
        [HeldCell("d"), HeldCell("e f"), HeldCell("g")],
    ]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "no table",
        "<table>",
        "<td>7</td>",
        "<table><td>7</table>",
        "<table></table><table></table>",
        "<table><tr><td><table><tr><td>7</td></tr></table></td></tr></table>",
        "<" * 5000,
        "x" * 8_000_001,
    ],
    ids=range(9),
)
def test_where_there_is_no_single_table_there_are_no_cells(html: str) -> None:
    assert read_table(html) == []


def test_a_few_marks_never_ask_for_more_cells_than_memory_holds() -> None:
    html = f"<table>{'<tr><td colspan=99999 rowspan=99999>7</td></tr>' * 2000}</table>"

    assert sum(map(len, read_table(html))) <= 2001 * (MOST_COLUMNS + 1)
