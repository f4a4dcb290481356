"""Blocks of cells to and from Excel's clipboard: tab-separated text, and HTML that carries real numbers."""

import csv
import html
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData

MOST_ROWS = 10_000
_PLAIN_NUMBER = re.compile(r"[+-]?[\d\s.,]+")


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
    return "".join("\t".join(_quoted(_harmless(cell.shown)) for cell in row) + "\n" for row in block)


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
    shown = html.escape(_harmless(cell.shown))
    if cell.number is None:
        return f"<td>{shown}</td>"
    return f'<td x:num="{cell.number}" sdval="{cell.number}" sdnum="1033;">{shown}</td>'


def _harmless(text: str) -> str:
    """A typed text that a spreadsheet would take for a formula has an apostrophe before it: there it means
    that a text follows."""
    is_formula = text.lstrip()[:1] in ("=", "+", "-", "@") and not _PLAIN_NUMBER.fullmatch(text.strip())
    return f"'{text}" if is_formula else text


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), 2 * chr(34))}"' if any(mark in text for mark in '\t\r\n"') else text
