"""The named cells and the rows of tallies of a workbook, as they stand in it; nothing is evaluated."""

import contextlib
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter

from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.xlsx.contract import DATA_SHEET, HEADERS
from fieldapp.exchange.xlsx.gate import look_at, reading

MOST_TALLIES = 20_000
MOST_SHEETS = 50
HEADER_WITHIN = 30
"""How far down the header of the tallies is looked for."""
NAMED_WITHIN = (200, 26)
"""The last row and column in which a named cell is looked for."""

_ADDRESS = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})"
)

RawRow = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Something read, and where: a defined name, or a cell such as `Data!I7`."""

    path: Path
    where: str
    content: Any

    def wrong(self) -> NoReturn:
        """Refuse it. Raises FieldAppError `workbook-wrong` (`where`, `text`: what is there)."""
        raise FieldAppError("workbook-wrong", path=self.path, where=self.where, text=str(self.content)[:80])


@contextlib.contextmanager
def opened_workbook(path: Path) -> Iterator[Workbook]:
    """A workbook that has been looked at, streamed: a far cell or a vast merged range costs nothing.

    Raises FieldAppError as `look_at`, and `not-a-workbook` for what a broken part makes openpyxl trip over.
    """
    look_at(path)
    with warnings.catch_warnings(), reading(path), path.open("rb") as file:
        warnings.simplefilter("ignore")  # about parts of other programs' workbooks
        try:
            yield load_workbook(file, read_only=True, data_only=False, keep_links=False)
        except (OSError, FieldAppError):
            raise
        except Exception as error:
            raise FieldAppError("not-a-workbook", path=path) from error


def named_cells(book: Workbook, path: Path, names: Iterable[str]) -> dict[str, Found]:
    """The contents of the cells with these names. Raises FieldAppError `workbook-incomplete`."""
    grids: dict[str, Sequence[RawRow]] = {}
    return {name: Found(path, name, _named_cell(book, path, name, grids)) for name in names}


def tallies(book: Workbook, path: Path) -> Iterator[Mapping[str, Found]]:
    """The rows under the header of the long form, by header, on whichever sheet it stands; tags left out.

    Raises FieldAppError `workbook-incomplete` or `workbook-too-large`.
    """
    for title in book.sheetnames[:MOST_SHEETS]:
        rows = _rows(book, title, HEADER_WITHIN + MOST_TALLIES + 1)
        for number, row in zip(range(1, HEADER_WITHIN + 1), rows, strict=False):
            columns = {text: place for place, text in enumerate(row) if text in HEADERS}
            if len(columns) > 1:
                if missing := [header for header in HEADERS if header not in columns]:
                    raise FieldAppError("workbook-incomplete", path=path, where=f"{title}: {missing[0]}")
                yield from _below(path, title, number, columns, rows)
                return
    raise FieldAppError("workbook-incomplete", path=path, where=DATA_SHEET)


def _below(
    path: Path, title: str, header: int, columns: Mapping[str, int], rows: Iterator[RawRow]
) -> Iterator[Mapping[str, Found]]:
    for number, row in enumerate(rows, start=header + 1):
        if all(content is None for content in row):
            return
        if number - header > MOST_TALLIES:
            raise FieldAppError("workbook-too-large", path=path)
        if not str(row[columns[HEADERS[0]]]).startswith("#"):
            yield {
                name: Found(path, f"{title}!{get_column_letter(place + 1)}{number}", row[place])
                for name, place in columns.items()
            }


def _named_cell(book: Workbook, path: Path, name: str, grids: dict[str, Sequence[RawRow]]) -> Any:
    defined = book.defined_names.get(name)
    address = _ADDRESS.fullmatch(defined.attr_text or "") if defined is not None else None
    title = (address["quoted"] or address["plain"]).replace("''", "'") if address else ""
    if address is None or title not in book.sheetnames:
        raise FieldAppError("workbook-incomplete", path=path, where=name)
    if title not in grids:
        grids[title] = [*_rows(book, title, NAMED_WITHIN[0])]
    row, column = int(address["row"]), column_index_from_string(address["column"])
    grid = grids[title]
    content = grid[row - 1][column - 1] if 1 <= row <= len(grid) and column <= NAMED_WITHIN[1] else None
    if content is None:
        raise FieldAppError("workbook-incomplete", path=path, where=name)
    return content


def _rows(book: Workbook, title: str, most: int) -> Iterator[RawRow]:
    """The contents of a sheet's first rows; none for a sheet that is only a chart."""
    sheet = book[title]
    if not hasattr(sheet, "iter_rows"):
        return iter(())
    found: Iterator[RawRow] = sheet.iter_rows(
        min_row=1, max_row=most, min_col=1, max_col=NAMED_WITHIN[1], values_only=True
    )
    return found
