"""The named cells and the rows of tallies of a workbook, as they stand in it; nothing is evaluated."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.xlsx.addresses import column_letters, column_number
from fieldapp.exchange.xlsx.contract import DATA_SHEET, DATES_SAID, HEADERS
from fieldapp.exchange.xlsx.grids import Book, Held

MOST_TALLIES = 20_000
HEADER_WITHIN = 30
"""How far down the header of the tallies is looked for."""
NAMED_WITHIN = (200, 26)
"""The last row and column in which a named cell is looked for."""

_ADDRESS = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Something read, and where: a defined name, or a cell such as `Data!I7`; `sheet` and `cell` say it in
    either case."""

    path: Path
    where: str
    content: Held | None
    sheet: str = ""
    cell: str = ""

    def wrong(self) -> NoReturn:
        """Refuse it. Raises FieldAppError `workbook-wrong` (`where`, `text`: what is there)."""
        raise FieldAppError("workbook-wrong", path=self.path, where=self.where, text=str(self.content)[:80])


Tally = Mapping[str, Found]


@dataclass(frozen=True)
class Table:
    """The long form on a sheet: its header's row, the column of each header, and the rows of tallies."""

    title: str
    header: int
    columns: Mapping[str, int]
    tallies: tuple[Tally, ...]


def named_cells(book: Book, names: Iterable[str]) -> dict[str, Found]:
    """The contents of the cells with these names. Raises FieldAppError `workbook-incomplete`."""
    found = {name: named_cell(book, name) for name in names}
    for name, cell in found.items():
        if cell is None:
            raise FieldAppError("workbook-incomplete", path=book.path, where=name)
    return {name: cell for name, cell in found.items() if cell is not None}


def named_cell(book: Book, name: str) -> Found | None:
    """The content of the cell with a name; None where the name is missing, leads nowhere, or to nothing."""
    address = _ADDRESS.fullmatch(book.names.get(name.casefold(), "").strip())
    title = book.title_like((address["quoted"] or address["plain"]).replace("''", "'")) if address else None
    if address is None or title is None:
        return None
    row, column = int(address["row"]), column_number(address["column"])
    if row > NAMED_WITHIN[0] or column > NAMED_WITHIN[1]:
        return None
    content = book.grid(title).get(row, {}).get(column)
    if name in DATES_SAID.values():
        content = book.day(content)
    if content is None:
        return None
    return Found(book.path, name, content, title, f"{address['column']}{row}")


def tally_table(book: Book) -> Table:
    """The rows under the header of the long form: on the sheet *Data*, or else on the first that has such a
    header. Blank rows, tags, and what somebody wrote below are left out.

    Raises FieldAppError `workbook-incomplete` or `workbook-too-large`.
    """
    own = book.title_like(DATA_SHEET)
    for title in [*([own] if own else []), *(title for title in book.titles if title != own)]:
        for number, row in book.grid(title).items():
            columns = {text: place for place, text in row.items() if text in HEADERS}
            if number <= HEADER_WITHIN and len(columns) > 1:
                if missing := [header for header in HEADERS if header not in columns]:
                    raise FieldAppError("workbook-incomplete", path=book.path, where=f"{title}: {missing[0]}")
                named = {str(header): place for header, place in columns.items()}
                return Table(title, number, named, tuple(_below(book, title, number, named)))
    raise FieldAppError("workbook-incomplete", path=book.path, where=DATA_SHEET)


def _below(book: Book, title: str, header: int, columns: Mapping[str, int]) -> Iterator[Tally]:
    count, before = 0, header
    for number, row in book.grid(title).items():
        if number <= header or not any(place in row for place in columns.values()):
            continue
        is_below_blank, before = number > before + 1, number
        if is_below_blank and not {columns["district_code"], columns["indicator"]} <= row.keys():
            return
        count += 1
        if count > MOST_TALLIES:
            raise FieldAppError("workbook-too-large", path=book.path)
        if not str(row.get(columns[HEADERS[0]])).startswith("#"):
            yield {name: _found(book, title, number, place, name) for name, place in columns.items()}


def _found(book: Book, title: str, row: int, column: int, header: str) -> Found:
    content = book.grid(title)[row].get(column)
    if header in DATES_SAID:
        content = book.day(content)
    cell = f"{column_letters(column)}{row}"
    return Found(book.path, f"{title}!{cell}", content, title, cell)
