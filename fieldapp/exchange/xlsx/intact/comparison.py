"""A workbook's cells beside those that were written: blank rows, formats and moved columns do not count."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import chain, count, islice, zip_longest

from fieldapp.core.receive import Alteration, Said
from fieldapp.exchange.xlsx.addresses import column_letters
from fieldapp.exchange.xlsx.cells import Table
from fieldapp.exchange.xlsx.contract import SEAL_SHEET
from fieldapp.exchange.xlsx.grids import (
    LAST_COLUMN,
    Book,
    CellGrid,
    CellRow,
    Formula,
    Held,
    is_same_number,
)
from fieldapp.exchange.xlsx.seal_sheet import without_pieces

MOST_ALTERATIONS = 500
"""Nobody reads more of them."""
MOST_ALIGNED = 400
"""Rows that were moved against each other by inserted ones are found up to this many."""
_SAID = re.compile(r'("(?:[^"]|"")*")')
_QUALIFIER = re.compile(r"'((?:[^']|'')+)'!|([\w.]+)!")


@dataclass(frozen=True)
class _Line:
    """A row that has contents: where it stands, and by column what it says and in which column it is."""

    number: int
    contents: CellRow
    places: Mapping[int, int]

    def address(self, column: int) -> str:
        return f"{column_letters(self.places.get(column, column))}{self.number}"


def alterations(book: Book, table: Table, written: Mapping[str, CellGrid]) -> tuple[Alteration, ...]:
    """Every cell that says something else than was written, sheet by sheet; sheets that were added by
    somebody are not looked at."""
    own = _own_titles(book, table, written)
    renamed = {own_title: title for title, own_title in own.items() if own_title}
    found: list[Alteration] = []
    for title, grid in written.items():
        there = own[title]
        if there is None:
            found.append(Alteration(title, "", None, title))
            continue
        own_grid = book.grid(there) if title != SEAL_SHEET else without_pieces(book.grid(there))
        lines = _tally_lines(own_grid, table, grid) if there == table.title else _lines(own_grid)
        found += islice(_between(there, lines, _lines(grid), _Same(book, renamed)), MOST_ALTERATIONS)
        if len(found) >= MOST_ALTERATIONS:
            break
    return tuple(found[:MOST_ALTERATIONS])


@dataclass(frozen=True)
class _Same:
    """Whether two contents say the same."""

    book: Book
    renamed: Mapping[str, str]

    def __call__(self, says: Held | None, should: Held | None) -> bool:
        if type(says) is type(should) and says == should:
            return True
        if isinstance(should, int | float) and not isinstance(should, bool):
            return is_same_number(says, should)
        return self.key(says, should) == self.key(should, should)

    def key(self, content: Held | None, like: Held | None = None) -> object:
        if isinstance(like, date):
            content = self.book.day(content)
        match content:
            case Formula():
                return ("f", self._plain_formula(content.text))
            case bool():
                return ("b", content)
            case int() | float():
                return ("n", f"{content:.14g}")
            case str():
                return ("s", " ".join(content.split()))
            case _:
                return content

    def _plain_formula(self, text: str) -> str:
        """Without spaces, dollars and quotes, and with the sheets as they were called; texts as they are."""

        def named(match: re.Match[str]) -> str:
            title = (match[1] or match[2]).replace("''", "'")
            return f"{self.renamed.get(title, title)}!"

        parts = _SAID.split(text)
        plain = [re.sub(r"\s|\$|_xlfn\.", "", _QUALIFIER.sub(named, part)).upper() for part in parts[::2]]
        said = [" ".join(part.split()) for part in parts[1::2]]
        return "".join(chain.from_iterable(zip_longest(plain, said, fillvalue="")))


def said(book: Book, content: Held | None, like: Held | None = None) -> Said:
    """A content as a value of the core: numbers exact, dates as dates."""
    if isinstance(like, date):
        content = book.day(content)
    if isinstance(content, int | float) and not isinstance(content, bool):
        return Decimal(repr(content))
    return str(content) if isinstance(content, Formula) else content


def _own_titles(book: Book, table: Table, written: Mapping[str, CellGrid]) -> dict[str, str | None]:
    """What each written sheet is called now; the one that holds the tallies is known by them."""
    own = {title: book.title_like(title) for title in written}
    free = [title for title in book.titles if title not in own.values()]
    for title, grid in written.items():
        if own[title] is None:
            texts = _texts(grid)
            like = max(free, key=lambda title: len(texts & _texts(book.grid(title))), default=None)
            if like and 2 * len(texts & _texts(book.grid(like))) >= len(texts):
                own[title] = like
                free.remove(like)
    return own


def _texts(grid: CellGrid) -> set[str]:
    return {content for row in grid.values() for content in row.values() if isinstance(content, str)}


def _lines(grid: CellGrid) -> list[_Line]:
    return [_Line(number, row, {}) for number, row in grid.items()]


def _tally_lines(grid: CellGrid, table: Table, written: CellGrid) -> list[_Line]:
    """The rows of the tallies' sheet with the columns and tallies in the order in which they were written."""
    heads = next((row for row in written.values() if len(table.columns.keys() & {*row.values()}) > 1), {})
    columns = {table.columns[str(head)]: place for place, head in heads.items() if head in table.columns}
    extra = sorted({*range(1, LAST_COLUMN + 1)} - columns.keys())
    columns |= dict(zip(extra, count(LAST_COLUMN + 1), strict=False))
    places = {place: column for column, place in columns.items()}
    by_head = {head: place for place, head in heads.items()}
    keyed = [by_head.get("district_code", 0), by_head.get("indicator", 0)]

    def key(row: CellRow) -> tuple[object, ...]:
        return tuple(row.get(column) for column in keyed)

    order = {key(row): place for place, row in enumerate(written.values())}
    above = [_Line(number, row, {}) for number, row in grid.items() if number < table.header]
    rows = [
        _Line(number, {columns[column]: content for column, content in row.items()}, places)
        for number, row in grid.items()
        if number >= table.header
    ]
    return above + sorted(rows, key=lambda line: order.get(key(line.contents), len(order)))


def _between(
    title: str, lines: Sequence[_Line], written: Sequence[_Line], same: _Same
) -> Iterator[Alteration]:
    for line, wanted in _paired(lines, written, same):
        says, should = (line.contents if line else {}), (wanted.contents if wanted else {})
        place = line or wanted
        assert place is not None, "one of a pair is there"
        for column in sorted(says.keys() | should.keys()):
            one, other = says.get(column), should.get(column)
            if not same(one, other):
                yield Alteration(
                    title, place.address(column), said(same.book, one, other), said(same.book, other)
                )


def _paired(
    lines: Sequence[_Line], written: Sequence[_Line], same: _Same
) -> Iterator[tuple[_Line | None, _Line | None]]:
    """Row beside row; where some were put in or taken out, the others are found again by what they say."""
    start, most = 0, min(len(lines), len(written))
    while start < most and _is_like(lines[start], written[start], same):
        start += 1
    end = 0
    while end < most - start and _is_like(lines[-1 - end], written[-1 - end], same):
        end += 1
    left, right = lines[start : len(lines) - end], written[start : len(written) - end]
    if len(left) == len(right) or max(len(left), len(right)) > MOST_ALIGNED:
        yield from _beside(left, right)
        return
    matcher = SequenceMatcher(None, _keys(left, same), _keys(right, same), autojunk=False)
    for _, first, last, begin, stop in matcher.get_opcodes():
        yield from _beside(left[first:last], right[begin:stop])


def _beside(left: Sequence[_Line], right: Sequence[_Line]) -> Iterator[tuple[_Line | None, _Line | None]]:
    for place in range(max(len(left), len(right))):
        yield (
            left[place] if place < len(left) else None,
            right[place] if place < len(right) else None,
        )


def _is_like(line: _Line, wanted: _Line, same: _Same) -> bool:
    columns = line.contents.keys() | wanted.contents.keys()
    return all(same(line.contents.get(column), wanted.contents.get(column)) for column in columns)


def _keys(lines: Iterable[_Line], same: _Same) -> list[tuple[object, ...]]:
    return [
        tuple((column, _serial(same, content)) for column, content in sorted(line.contents.items()))
        for line in lines
    ]


def _serial(same: _Same, content: Held) -> object:
    """A date as the number it is written with."""
    if isinstance(content, date):
        return ("n", f"{(content - same.book.first_day).days:.14g}")
    return same.key(content, content)
