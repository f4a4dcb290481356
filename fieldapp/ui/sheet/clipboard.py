"""Blocks of cells to and from Excel's clipboard: tab-separated text, and HTML that carries real numbers."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData

from fieldapp.core.characters import as_no_formula

MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Copied:
    """A cell on its way out. `shown`: as the language writes it, without grouping; `number`: with a decimal
    point, None where it is no number."""

    shown: str
    number: str | None = None


def mime_of(block: Sequence[Sequence[Copied]]) -> QMimeData:
    """What goes on the clipboard: a spreadsheet takes the HTML, everything else the text."""
    data = QMimeData()
    data.setText(text_of(block))
    data.setHtml(html_of(block))
    return data


def text_of(block: Sequence[Sequence[Copied]]) -> str:
    """Tab-separated, a line per row, quoted where it must be."""
    return "".join("\t".join(_quoted(as_no_formula(cell.shown)) for cell in row) + "\n" for row in block)


def html_of(block: Sequence[Sequence[Copied]]) -> str:
    """A table in which Excel (`x:num`) and LibreOffice (`sdval`) find numbers whatever their language."""
    rows = "".join(f"<tr>{''.join(map(_td, row))}</tr>" for row in block)
    excel = "urn:schemas-microsoft-com:office:excel"
    return f'<html xmlns:x="{excel}"><body><table>{rows}</table></body></html>'


def block_of(text: str) -> list[list[str]]:
    """The rows of a pasted text, all of one width. An empty line is a row whose cells are empty."""
    plain = text.replace("\0", "")
    try:
        rows = list(csv.reader(io.StringIO(plain, newline=""), delimiter="\t"))
    except csv.Error:  # a cell longer than anything that was meant
        rows = [line.split("\t") for line in plain.splitlines()]
    rows = [row or [""] for row in rows[:MOST_ROWS]]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _td(cell: Copied) -> str:
    import html  # with a table of two thousand names

    shown = html.escape(as_no_formula(cell.shown))
    if cell.number is None:
        return f"<td>{shown}</td>"
    return f'<td x:num="{cell.number}" sdval="{cell.number}" sdnum="1033;">{shown}</td>'


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), 2 * chr(34))}"' if any(mark in text for mark in '\t\r\n"') else text
