"""What stood in every cell of a workbook when it was written: the workbook carries it along.

It lies in custom properties, which Excel and LibreOffice keep, and on the hidden sheet *Seal*, which every
spreadsheet keeps: packed into texts no longer than Excel's 255 characters.
A workbook is compared with what was written, and not with what another version of the app would write.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fieldapp.exchange.xlsx.contract import CELLS_PROPERTIES, CELLS_PROPERTY, DATA_SHEET
from fieldapp.exchange.xlsx.gate import MOST_SHEETS
from fieldapp.exchange.xlsx.grids import LAST_COLUMN, CellGrid, CellRow, Formula, Held

if TYPE_CHECKING:  # to read a workbook nobody needs openpyxl
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

EACH = 240
FEWEST_SHEETS = 4
"""Of any workbook that carries its cells."""
TOO_LARGE_TO_WRITE = 1e20
"""No number that is written comes near it."""
MOST_UNPACKED = 2 * 1024 * 1024
"""Unpacked; a report of 100 districts and six columns has one tenth of it."""


def written_cells(book: "Workbook") -> list[str]:
    """The cells of a workbook that is about to be written, packed into pieces."""
    sheets = {sheet.title: _rows(sheet) for sheet in book.worksheets}
    plain = json.dumps(sheets, ensure_ascii=False, separators=(",", ":"))
    packed = base64.b64encode(zlib.compress(plain.encode("utf-8"), 9)).decode("ascii")
    return [packed[start : start + EACH] for start in range(0, len(packed), EACH)]


def as_properties(pieces: Sequence[str]) -> dict[str, str]:
    """The pieces by the names of the properties that hold them."""
    return {f"{CELLS_PROPERTY}{number:02d}": piece for number, piece in enumerate(pieces, start=1)}


def cell_pieces(properties: Mapping[str, str]) -> list[str] | None:
    """The pieces in a workbook's properties; None where there are none, be they damaged."""
    named = {name.casefold(): piece for name, piece in properties.items()}
    prefix = next((one for one in CELLS_PROPERTIES if any(name.startswith(one) for name in named)), None)
    if prefix is None:
        return None
    numbers = {name: name.removeprefix(prefix) for name in named if name.startswith(prefix)}
    pieces = {int(number): named[name] for name, number in numbers.items() if number.isdecimal()}
    return [pieces[number] for number in sorted(pieces)]


def read_written_cells(pieces: Iterable[str]) -> dict[str, CellGrid] | None:
    """What was written, by sheet, not to be changed; None where the pieces cannot be read."""
    return _read_cells("".join(pieces))


@lru_cache(2)  # a workbook has them in two places, and is asked for them more than once
def _read_cells(packed_text: str) -> dict[str, CellGrid] | None:
    try:
        packed = base64.b64decode(packed_text, validate=True)
        unpacking = zlib.decompressobj()
        plain = unpacking.decompress(packed, MOST_UNPACKED)
        if not unpacking.eof:
            return None
        sheets: dict[str, dict[str, list[Any]]] = json.loads(plain)
        if not FEWEST_SHEETS <= len(sheets) <= MOST_SHEETS or DATA_SHEET not in sheets:
            return None
        return {
            title: {int(number): _row(cells) for number, cells in rows.items()}
            for title, rows in sheets.items()
        }
    except (binascii.Error, zlib.error, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None


def _rows(sheet: "Worksheet") -> dict[int, list[Any]]:
    """The contents of each row that has any, from its first column on."""
    rows = {}
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [_plain(cell.value, is_formula=cell.data_type == "f") for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            rows[number] = cells
    return rows


def _plain(content: object, *, is_formula: bool) -> object:
    """A cell as JSON has it: formulas and dates are tables of one key."""
    match content:
        case str() if is_formula:
            return {"f": content.removeprefix("=")}
        case str():
            return content if content.strip() else None
        case datetime():
            return {"d": content.date().isoformat()}
        case date():
            return {"d": content.isoformat()}
        case Decimal():
            return int(content) if content == content.to_integral_value() else float(content)
        case _:
            return content


def _row(cells: list[Any]) -> CellRow:
    if len(cells) > LAST_COLUMN:
        raise ValueError(len(cells))
    contents = {column: _content(cell) for column, cell in enumerate(cells, start=1)}
    return {column: content for column, content in contents.items() if content is not None}


def _content(cell: Any) -> Held | None:
    match cell:
        case {"f": str() as text}:
            return Formula(text)
        case {"d": str() as text}:
            return date.fromisoformat(text)
        case None | bool() | str():
            return cell
        case int() | float() if abs(cell) < TOO_LARGE_TO_WRITE:
            return cell
        case _:
            raise ValueError(cell)
