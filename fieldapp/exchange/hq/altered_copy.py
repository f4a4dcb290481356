"""A workbook in which somebody has typed another number: for the demonstration, and for whoever tries what
becomes of one."""

from pathlib import Path
from typing import Any

from fieldapp.core.sheet import Cell
from fieldapp.exchange.xlsx.contract import COLUMNS, DATA_SHEET

_PLACE = ("district_code", "indicator", "value")


def write_altered_copy(workbook: Path, out: Path, cell: Cell, more: int) -> Path:
    """Copy a workbook, with the number of one cell of its data raised by so much."""
    import openpyxl

    book: Any = openpyxl.load_workbook(workbook)
    data = book[DATA_SHEET]
    top = next(row for row in range(1, data.max_row) if data.cell(row, 1).value == COLUMNS[0].header)
    heads = {head.value: head.column for head in data[top]}
    district, indicator, value = (heads[name] for name in _PLACE)
    for row in range(top + 1, data.max_row + 1):
        said = data.cell(row, district).value, data.cell(row, indicator).value
        if said == (cell.district, cell.indicator):
            data.cell(row, value).value += more
    book.save(out)
    return out
