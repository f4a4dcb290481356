"""How a workbook looks: one table of colours, one of styles, and the one hand that writes into cells."""

import re
import textwrap
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.named_styles import NamedStyleList
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.numbers import Unit

COLOURS: Mapping[str, str] = {
    "text": "1C2126",
    "quiet": "5A636D",
    "accent": "17618A",
    "rule": "D5DADF",
    "heavy": "7F8892",
    "heading": "EEF1F4",
    "error": "B3261E",
    "error-ground": "FBE9E7",
    "warning": "8A4F00",
    "warning-ground": "FDF3DD",
}
"""The window's light palette in tones that also print on a black and white machine."""

FONT = "Calibri"
LINE_HEIGHT = 15.0
"""Points for one line of 11 point text."""

WHOLE = "#,##0"
ONE_DECIMAL = "#,##0.0"
TRUTH = '"TRUE";"TRUE";"FALSE"'
"""LibreOffice shows a formula's truth as 1 otherwise; Excel pays no heed to it."""
DATES: Mapping[str, str] = {"en": "[$-409]d mmm yyyy", "az": "[$-42C]d mmm yyyy", "ru": "[$-419]d mmm yyyy"}
"""Unambiguous in every country: the month is a word, in the language of the workbook."""

CellContent = str | int | Decimal | date | None
Side3 = Literal["left", "right", "center"]

_COLLECTIONS = ("_fonts", "_fills", "_borders", "_alignments", "_protections", "_number_formats")
"""Where a workbook keeps what its styles are made of."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Style:
    """What a kind of cell looks like: colours are keys of COLOURS, `under` and `over` weights of rules."""

    size: int = 11
    bold: bool = False
    colour: str = "text"
    ground: str = ""
    align: Side3 = "left"
    wrap: bool = False
    indent: int = 0
    under: Literal["", "thin", "medium"] = ""
    over: Literal["", "thin", "medium"] = ""


STYLES: Mapping[str, Style] = {
    "title": Style(size=18, bold=True, colour="accent"),
    "subtitle": Style(size=12, bold=True),
    "quiet": Style(colour="quiet"),
    "notice": Style(bold=True, colour="warning", ground="warning-ground", wrap=True),
    "section": Style(bold=True, colour="accent", under="medium"),
    "label": Style(under="thin"),
    "figure": Style(size=14, bold=True, align="right", under="thin"),
    "value": Style(align="right", under="thin"),
    "identity": Style(under="thin"),
    "value-wrapped": Style(size=10, align="right", wrap=True, under="thin"),
    "aside": Style(size=9, colour="quiet", wrap=True),
    "note": Style(size=9, colour="quiet", under="thin", wrap=True, indent=1),
    "prose": Style(wrap=True, under="thin"),
    "heading": Style(bold=True, ground="heading", under="medium", wrap=True),
    "heading-indented": Style(bold=True, ground="heading", under="medium", wrap=True, indent=1),
    "heading-centred": Style(bold=True, ground="heading", align="center", under="medium", wrap=True),
    "heading-right": Style(bold=True, ground="heading", align="right", under="medium", wrap=True),
    "region": Style(bold=True, colour="quiet", over="thin", under="thin"),
    "region-value": Style(bold=True, colour="quiet", align="right", over="thin", under="thin"),
    "district": Style(indent=1, under="thin"),
    "state": Style(colour="quiet", indent=1, under="thin"),
    "total": Style(bold=True, over="medium", under="medium"),
    "total-value": Style(bold=True, align="right", over="medium", under="medium"),
    "total-state": Style(bold=True, indent=1, over="medium", under="medium"),
    "error": Style(bold=True, colour="error", under="thin"),
    "warning": Style(bold=True, colour="warning", under="thin"),
    "truth": Style(align="center", under="thin"),
    "truth-right": Style(align="right", under="thin"),
    "verdict": Style(bold=True, align="right"),
    "verdict-truth": Style(bold=True, align="center"),
    "data": Style(size=10),
    "data-indented": Style(size=10, indent=1),
    "data-wrapped": Style(size=10, wrap=True),
    "data-value": Style(size=10, align="right"),
    "data-heading-indented": Style(size=10, bold=True, ground="heading", under="medium", indent=1),
    "data-tag-indented": Style(size=9, colour="quiet", under="thin", wrap=True, indent=1),
    "data-heading": Style(size=10, bold=True, ground="heading", under="medium"),
    "data-heading-right": Style(size=10, bold=True, ground="heading", align="right", under="medium"),
    "data-tag-right": Style(size=9, colour="quiet", align="right", under="thin", wrap=True),
    "data-tag": Style(size=9, colour="quiet", under="thin", wrap=True),
}


class _Styles(NamedStyleList):
    """The named styles of a workbook. `by_key`: what a cell of one of STYLES gets; openpyxl would look
    through all names for each cell. `merged`: what cells of some looks get that are made one."""

    by_key: Mapping[str, StyleArray]

    def __init__(self, styles: Iterable[NamedStyle]) -> None:
        super().__init__(styles)
        self.merged: dict[tuple[StyleArray | None, ...], list[StyleArray]] = {}


def add_styles(book: Workbook) -> None:
    """Give a new workbook its named styles, one for each of STYLES; `put` uses them by name."""
    ours, theirs = cast(Any, book), cast(Any, _dressed())
    for name in _COLLECTIONS:
        kept: Any = getattr(theirs, name)
        made: Any = IndexedList()
        made.extend(kept)
        made._dict = {**kept._dict}  # by hash, which openpyxl reckons from every field
        setattr(ours, name, made)
    styles = _Styles(theirs._named_styles)
    styles.by_key = {key: named.as_tuple() for key, named in zip(STYLES, [*styles][1:], strict=True)}
    ours._named_styles = styles


@cache
def _dressed() -> Workbook:
    """A workbook that is only there for its styles: making them takes longer than a sheet does."""
    book = Workbook()
    for key, style in STYLES.items():
        named = NamedStyle(_style_name(key))
        named.font = Font(name=FONT, size=style.size, bold=style.bold, color=COLOURS[style.colour])
        named.alignment = Alignment(
            horizontal=style.align, vertical="center", wrap_text=style.wrap, indent=style.indent
        )
        if style.ground:
            named.fill = PatternFill("solid", start_color=COLOURS[style.ground])
        named.border = Border(top=_rule(style.over), bottom=_rule(style.under))
        book.add_named_style(named)
    return book


def put(
    ws: Worksheet, row: int, column: int, content: CellContent, style: str, number_format: str = ""
) -> Cell:
    """Write a value. A text is always a text: one that begins like a formula stays what was typed."""
    book, cell = cast(Any, ws.parent), ws.cell(row, column)
    assert isinstance(cell, Cell), "a cell that was merged away"
    cast(Any, cell)._style = copy(book._named_styles.by_key[style])
    if isinstance(content, str):
        text = _FORBIDDEN.sub("", content)
        cell.value = text
        cell.data_type = "s"
        if text.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True
    else:
        cell.value = content
    if number_format:
        cell.number_format = number_format
    return cell


def merge(ws: Worksheet, row: int, first: int, last: int) -> None:
    """Make one cell of some that stand side by side. What openpyxl makes of their borders is asked once for
    cells of the same looks."""
    book, cells = cast(Any, ws.parent), cast(Any, ws)._cells
    columns = range(first, last + 1)
    known = book._named_styles.merged
    there = [cells.get((row, column)) for column in columns]
    kind = tuple(None if cell is None else copy(cell._style) for cell in there)
    if kind in known:
        ws.merged_cells.add(CellRange(min_row=row, max_row=row, min_col=first, max_col=last))
        for column in columns[1:]:
            cells[row, column] = MergedCell(ws, row, column)
        for column, style in zip(columns, known[kind], strict=True):
            cells[row, column]._style = copy(style)
        return
    ws.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
    known[kind] = [copy(cells[row, column]._style) for column in columns]


def put_formula(
    ws: Worksheet, row: int, column: int, formula: str, style: str, number_format: str = ""
) -> Cell:
    """Write a live formula, given without its equals sign."""
    cell = put(ws, row, column, None, style, number_format)
    cell.value = f"={formula}"
    return cell


def put_alarm(ws: Worksheet, cells: str, formula: str) -> None:
    """Have cells turn bold and red, on a red ground, as long as a formula is true of them."""
    font, fill = Font(bold=True, color=COLOURS["error"]), PatternFill(bgColor=COLOURS["error-ground"])
    look = DifferentialStyle(font=font, fill=fill)
    ws.conditional_formatting.add(cells, Rule(type="expression", dxf=look, formula=[formula]))


def number_format(number: Decimal, unit: Unit) -> str:
    """A format that hides no digit of a number: whole for counts, hectares with one to four decimals."""
    decimals = _decimals(number)
    if unit is Unit.COUNT and not decimals:
        return WHOLE
    return f"#,##0.0{'#' * (max(decimals, 4) - 1)}"


def shown_width(number: Decimal) -> int:
    """How many characters a number takes in that format."""
    return len(f"{number:,.{max(1, _decimals(number))}f}") + 2


def lines(text: str, width: float) -> int:
    """How many lines a wrapped text needs at most in a column of a width in characters (digits' widths, and
    letters are narrower on the whole)."""
    return max(1, len(textwrap.wrap(text, max(1, int(width)))))


def fit(ws: Worksheet, column: int, texts: Iterable[str], least: float, most: float = 200) -> float:
    """Make a column as wide as its longest text, within limits; bold text in a fallback font still fits."""
    width = min(most, max([least, *(len(text) * 1.15 + 2 for text in texts)]))
    ws.column_dimensions[get_column_letter(column)].width = width
    return width


def set_height(ws: Worksheet, row: int, count: int, line: float = LINE_HEIGHT, least: float = 18.0) -> None:
    """Make a row high enough for some lines."""
    ws.row_dimensions[row].height = max(least, count * line + 3)


def _decimals(number: Decimal) -> int:
    """The decimals that count, no more than a spreadsheet keeps."""
    return min(15, max(0, -int(number.normalize().as_tuple().exponent)))


def _style_name(key: str) -> str:
    return f"Fieldapp {key}"


def _rule(weight: Literal["", "thin", "medium"]) -> Side | None:
    if not weight:
        return None
    return Side(style=weight, color=COLOURS["rule" if weight == "thin" else "heavy"])
