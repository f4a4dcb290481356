"""The table in a clipboard's HTML, with the numbers that Excel, LibreOffice and Google Sheets leave in it."""

import json
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser

from typing_extensions import override

from fieldapp.core.table.held import HeldCell, exact

LARGEST = 8_000_000
_MOST_ROWS, MOST_COLUMNS = 10_000, 256
_MOST_SPANNED = 200_000
"""Cells in all: a few marks can ask for as many as memory holds."""

_SKIPPED = ("style", "script", "title", "head")

Grid = list[list[HeldCell]]


def read_table(html: str) -> Grid:
    """The cells of the only table, merged ones as one cell and empty ones; none where there is none, or
    several, or too much of it."""
    if len(html) > LARGEST:
        return []
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.grid() if reader.n_tables == 1 else []


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.n_tables = 0
        self._rows: list[list[HeldCell | None]] = []
        self._below: dict[tuple[int, int], HeldCell] = {}
        self._n = 0
        self._cell: dict[str, str | None] | None = None
        self._text: list[str] = []
        self._skipping = 0

    def grid(self) -> Grid:
        """All rows of one width."""
        width = max(map(len, self._rows), default=0)
        return [
            [cell or HeldCell("") for cell in row] + [HeldCell("")] * (width - len(row)) for row in self._rows
        ]

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag == "table":
            self.n_tables += 1
        elif tag == "tr":
            self._end_cell()
            if len(self._rows) < _MOST_ROWS:
                self._rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell, self._text = dict(attrs), []
        elif tag in ("br", "p", "div") and self._text:
            self._text.append(" ")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag in ("td", "th", "tr", "table"):
            self._end_cell()

    @override
    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._skipping:
            self._text.append(data)

    def _end_cell(self) -> None:
        attrs, self._cell = self._cell, None
        if attrs is None or not self._rows:
            return
        row, number = self._rows[-1], len(self._rows) - 1
        while (number, len(row)) in self._below:
            row.append(self._below[number, len(row)])
        cell = HeldCell("".join(self._text).strip("\r\n\t "), _number(attrs, "".join(self._text)))
        across, down = _span(attrs, "colspan"), _span(attrs, "rowspan")
        self._n += across * down
        if self._n > _MOST_SPANNED or len(row) >= MOST_COLUMNS:
            return
        start = len(row)
        is_of_words = bool(cell.shown) and not any(map(str.isdigit, cell.shown))
        row += [cell, *[HeldCell("", None, is_of_words)] * (across - 1)]
        for below in range(1, down):
            for column in range(start, start + across):
                self._below[number + below, column] = HeldCell("")


def _span(attrs: dict[str, str | None], name: str) -> int:
    text = attrs.get(name) or "1"
    return max(1, min(int(text), MOST_COLUMNS)) if text.isdecimal() and len(text) < 6 else 1


def _number(attrs: dict[str, str | None], shown: str) -> Decimal | None:
    """The number behind a cell. Excel leaves `x:num` without a value where it shows the number itself."""
    text = attrs.get("x:num") or attrs.get("sdval") or _from_google(attrs.get("data-sheets-value"))
    if text is None or "x:str" in attrs:
        return None
    try:
        return exact(Decimal(text.strip()))
    except InvalidOperation:
        return None


def _from_google(value: str | None) -> str | None:
    """`{"1":3,"3":1651.1}`: kind 3 is a number."""
    if value is None or len(value) > 1000:
        return None
    try:
        held = json.loads(value, parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError, InvalidOperation):
        return None
    number = held.get("3") if isinstance(held, dict) and held.get("1") == 3 else None
    return str(number) if isinstance(number, Decimal) else None
