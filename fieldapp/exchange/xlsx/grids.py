"""A workbook from elsewhere as grids: only sheets, texts, numbers, formulas and names are read."""

import contextlib
import io
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NoReturn
from zipfile import ZipFile

from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.xlsx.addresses import SharedFormulas, column_letters, column_number
from fieldapp.exchange.xlsx.gate import MOST_SHEETS, look_at, reading
from fieldapp.exchange.xlsx.parts import (
    Event,
    Package,
    Relation,
    local,
    properties_in,
    shared_texts,
    without_namespaces,
)

LAST_ROW = 20_031
"""Of a sheet; what stands below is not read."""
LAST_COLUMN = 100
LAST_DAY = 200_000
"""As a spreadsheet counts days: in the 25th century."""
SAME = 1e-14
PROGRAMS_OWN = "_xlnm."
"""Begins the names that are a program's own, as for what is printed."""

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", re.ASCII)
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
_ESCAPED = re.compile(r"_x000[dD]_")
_EXACT_WHOLE = 10**15
_WHOLE_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(T00:00(:00(\.0+)?)?Z?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, without its equals sign; empty where it is shared with a cell that has none."""

    text: str

    def __str__(self) -> str:
        return f"={self.text}"


Held = str | int | float | bool | date | Formula
"""What a cell holds. A number is a number whatever format it is shown in, so most dates are numbers too."""

CellRow = dict[int, Held]
CellGrid = dict[int, CellRow]
"""Contents by row and column, both from 1; blank ones are left out."""


@dataclass
class Book:
    """A workbook that is open for reading. `names`: defined names in lower case → what they stand for;
    `properties`: the custom ones."""

    path: Path
    package: Package
    main: str
    parts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    first_day: date = date(1899, 12, 30)
    name_begun: str = ""
    _strings: list[str] | None = None
    _grids: dict[str, CellGrid] = field(default_factory=dict)

    @property
    def titles(self) -> list[str]:
        """The sheets in their order."""
        return [*self.parts]

    def title_like(self, title: str) -> str | None:
        """The sheet of this title, in any case."""
        return next((own for own in self.parts if own.casefold() == title.casefold()), None)

    def grid(self, title: str) -> CellGrid:
        """What stands on a sheet; nothing for a sheet that is only a chart. Raises FieldAppError
        `workbook-too-large`, `not-a-workbook` or `workbook-broken` (`where`: the sheet, or the cell up to
        which it could be read)."""
        if title not in self._grids:
            self._grids[title] = self._read_grid(title)
        return self._grids[title]

    def day(self, content: Held | None) -> Held | None:
        """A whole number as the day it stands for; anything else as it is."""
        if isinstance(content, int) and not isinstance(content, bool) and 0 < content < LAST_DAY:
            return self.first_day + timedelta(days=content)
        return content

    def take(self, event: Event, leads_to: Mapping[str, Relation]) -> None:
        """Take in what an element of the main part says."""
        given = event.attributes
        if event.name == "definedName":
            self.name_begun = given.get("name", "")
        elif event.name == "workbookPr" and given.get("date1904") in ("1", "true"):
            self.first_day = date(1904, 1, 1)
        elif event.name == "sheet" and given.get("name") and len(self.parts) < MOST_SHEETS:
            if self.title_like(given["name"]):
                self._refuse_second(given["name"], given["name"])
            leading = leads_to.get(given.get("id", ""))
            if leading is not None and leading.kind == "worksheet":
                self.parts[given["name"]] = leading.target

    def name(self, name: str, address: str) -> None:
        """Take in a defined name. Raises FieldAppError `workbook-wrong` where it is there already: programs
        differ in which of the two they take."""
        if name.casefold() in self.names and not name.casefold().startswith(PROGRAMS_OWN):
            self._refuse_second(name, address)
        self.names[name.casefold()] = address

    def _refuse_second(self, where: str, text: str) -> NoReturn:
        raise FieldAppError("workbook-wrong", path=self.path, where=where, text=text[:80])

    def _read_grid(self, title: str) -> CellGrid:
        reader = _GridReader(self)
        try:
            with reading(self.path):
                return reader.read(self.parts[title])
        except Exception as error:  # whatever a broken part makes the reader trip over
            if isinstance(error, FieldAppError) and error.code != "not-a-workbook":
                raise
            where = f"{title}!{reader.address}" if reader.address else title
            raise FieldAppError("workbook-broken", path=self.path, where=where) from error

    def content(self, cell: "_Cell") -> Held | None:
        """What a cell says, by its kind."""
        if cell.has_formula:
            return Formula(cell.formula)
        text = cell.value
        match cell.kind:
            case "s":
                text = self._texts()[int(text)] if text else ""
            case "inlineStr":
                text = "".join(cell.texts)
            case "b":
                return text.strip() == "1" if text else None
            case "n":
                return _number(text.strip()) if text.strip() else None
            case "d" if day := _WHOLE_DAY.fullmatch(text.strip()):
                return date.fromisoformat(day[1])
        if "_x000" in text:
            text = _ESCAPED.sub("", text)
        return text if text.strip() else None

    def _texts(self) -> list[str]:
        if self._strings is None:
            part = self.package.related(self.main, "sharedStrings")
            with _tripping(self.path):
                self._strings = [*shared_texts(self.package.events(part))] if part else []
        return self._strings


@dataclass(slots=True)
class _Cell:
    kind: str = "n"
    value: str = ""
    formula: str = ""
    has_formula: bool = False
    told: Mapping[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)


class _BelowError(Exception):
    """What follows stands so far down that it is not read."""


class _GridReader:
    """Reads a sheet from its parser, and knows in which cell it is. It is called four thousand times for the
    workbook of an office: what stands between costs as much as all that follows."""

    def __init__(self, book: Book) -> None:
        self.begun = 0
        self._book = book
        self._grid: CellGrid = {}
        self._seen: set[tuple[int, int]] = set()
        self._shared = SharedFormulas()
        self._row = self._column = 0
        self._cell = _Cell()
        self._texts: list[str] = []
        self.data: Callable[[str], object] = self._texts.append

    @property
    def address(self) -> str:
        """Of the cell that was begun last; empty before the first of a row."""
        return f"{column_letters(self._column)}{self._row}" if self._column and self._row else ""

    def read(self, part: str) -> CellGrid:
        """The contents of the sheet. Raises whatever a broken part leads to."""
        with contextlib.suppress(_BelowError):
            self._book.package.feed(part, self)
        return {number: self._grid[number] for number in sorted(self._grid)}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self.begun += 1
        self._texts.clear()
        name = local(tag)
        if name == "c":
            given = without_namespaces(attributes)
            self._row, self._column = at = _place(given.get("r", ""), self._row, self._column + 1)
            if at in self._seen:
                raise ValueError("a cell is there twice")
            self._seen.add(at)
            self._cell = _Cell(given.get("t", "n"))
        elif name == "f":
            self._cell.has_formula, self._cell.told = True, without_namespaces(attributes)
        elif name == "row":
            given = without_namespaces(attributes)
            self._row, self._column = int(given.get("r", self._row + 1)), 0
            if self._row > LAST_ROW:
                raise _BelowError

    def end(self, tag: str) -> None:
        """An element ends."""
        match local(tag):
            case "c":
                self._keep(self._cell)
            case "v":
                self._cell.value = "".join(self._texts)
            case "f":
                self._cell.formula = "".join(self._texts)
            case "t":
                self._cell.texts.append("".join(self._texts))
            case _:
                pass
        self._texts.clear()

    def close(self) -> None:
        """All of it was there."""

    def _keep(self, cell: _Cell) -> None:
        if cell.has_formula:
            cell.formula = self._shared.text(cell.told, cell.formula, self._row, self._column)
        content = self._book.content(cell)
        if content is not None and (self._column < 1 or self._row < 1):
            raise ValueError("a cell stands nowhere")
        if content is not None and self._column <= LAST_COLUMN and self._row <= LAST_ROW:
            self._grid.setdefault(self._row, {})[self._column] = content


@contextlib.contextmanager
def opened_book(path: Path) -> Iterator[Book]:
    """A workbook that has been looked at: a far cell or a vast merged range costs nothing.

    Raises FieldAppError as `gate.look_at`, and `not-a-workbook` for what a broken part leads to.
    """
    with ZipFile(io.BytesIO(look_at(path))) as archive:
        with _tripping(path):
            book = _open(path, archive)
        yield book


def _open(path: Path, archive: ZipFile) -> Book:
    package = Package(path, archive)
    main = package.main_part()
    book = Book(path, package, main)
    leads_to = {relation.id: relation for relation in package.relations(main)}
    local = False
    for event in package.events(main):
        if event.text is None:
            local = event.name == "definedName" and "localSheetId" in event.attributes
            book.take(event, leads_to)
        elif event.name == "definedName" and not local:
            book.name(book.name_begun, event.text)
    if properties := package.related("", "custom-properties"):
        book.properties.update(properties_in(package.events(properties)))
    return book


def _number(text: str) -> Held:
    """A number as near as a spreadsheet holds it: an int where it is whole, whatever way it was written."""
    if not _NUMBER.fullmatch(text):
        return text
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < _EXACT_WHOLE else number


def is_same_number(held: Held | None, number: float | Decimal) -> bool:
    """Whether a cell holds a number, to the fourteen digits that every spreadsheet keeps."""
    if isinstance(held, bool) or not isinstance(held, int | float):
        return False
    return math.isclose(held, number, rel_tol=SAME)


def _place(address: str, row: int, column: int) -> tuple[int, int]:
    """Row and column of an address; the next ones in turn where a cell has none. Raises ValueError for what
    is none."""
    return _place_of(address) if address else (row, column)


@lru_cache(10_000)
def _place_of(address: str) -> tuple[int, int]:
    if not (place := _PLACE.fullmatch(address.upper().replace("$", ""))):
        raise ValueError(address)
    return int(place[2]), column_number(place[1])


@contextlib.contextmanager
def _tripping(path: Path) -> Iterator[None]:
    """Whatever a broken part makes the reader trip over, the file is no workbook."""
    try:
        with reading(path):
            yield
    except FieldAppError:
        raise
    except Exception as error:
        raise FieldAppError("not-a-workbook", path=path) from error
