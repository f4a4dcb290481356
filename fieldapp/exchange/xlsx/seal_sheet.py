"""The Seal sheet: the record of what the workbook stands for, and below it what stood in every cell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldapp.core.records.record import Record
from fieldapp.exchange.xlsx.contract import SEAL_SHEET
from fieldapp.exchange.xlsx.grids import Book, CellGrid

if TYPE_CHECKING:  # to read a workbook nobody needs openpyxl
    from openpyxl.worksheet.worksheet import Worksheet

CELLS = "cells "
"""Begins a row below the record that holds a piece of what stood in every cell."""
LONGEST = 30_000
"""Characters in a row, fewer than Excel's most; a longer line goes on in the next row, after a space."""
_BEGINS = "fieldapp record "


@dataclass(frozen=True)
class SealSheet:
    """What stands on the sheet: the text of the record, and the pieces of the written cells."""

    title: str
    text: str
    pieces: tuple[str, ...]


def fill_seal(ws: "Worksheet", record: Record) -> None:
    """Write the record."""
    _put(ws, 1, [row for line in record.text.splitlines() for row in _rows_of(line)])
    ws.sheet_state = "hidden"


def add_cells(ws: "Worksheet", pieces: Iterable[str]) -> None:
    """Write the pieces of what stands in every cell below the record."""
    _put(ws, ws.max_row + 1, [f"{CELLS}{piece}" for piece in pieces])


def read_seal(book: Book) -> SealSheet | None:
    """What stands on the sheet, whatever it is called; None where a workbook has none."""
    own = book.title_like(SEAL_SHEET)
    others = (title for title in book.titles if _begins_a_record(book.grid(title)))
    title = own or next(others, None)
    if title is None:
        return None
    rows = _first_column(book.grid(title))
    pieces = tuple(row.removeprefix(CELLS).strip() for row in rows if row.startswith(CELLS))
    return SealSheet(title, record_text(book.grid(title)), pieces)


def record_text(grid: CellGrid) -> str:
    """The text of the record that stands on a sheet."""
    lines: list[str] = []
    for row in _first_column(without_pieces(grid)):
        if row.startswith(" ") and lines:
            lines[-1] += row[1:]
        else:
            lines.append(row)
    return "".join(f"{line}\n" for line in lines)


def without_pieces(grid: CellGrid) -> CellGrid:
    """The rows of the sheet without those that tell of the cells."""
    return {number: row for number, row in grid.items() if not str(row.get(1)).startswith(CELLS)}


def _put(ws: "Worksheet", first: int, rows: Sequence[str]) -> None:
    """Each row as a text, whatever it looks like."""
    for number, text in enumerate(rows, start=first):
        cell = ws.cell(number, 1, text)
        cell.data_type, cell.number_format = "s", "@"


def _rows_of(line: str) -> Iterator[str]:
    """A line, or as many rows as it needs; none ends with a space, which some programs would take away."""
    begins = ""
    while len(line) > LONGEST:
        at = next(
            (place for place in range(LONGEST, 0, -1) if " " not in line[place - 1 : place + 1]), LONGEST
        )
        yield begins + line[:at]
        begins, line = " ", line[at:]
    yield begins + line


def _first_column(grid: CellGrid) -> list[str]:
    return [str(row[1]) for row in grid.values() if 1 in row]


def _begins_a_record(grid: CellGrid) -> bool:
    return any(row.startswith(_BEGINS) for row in _first_column(grid)[:1])
