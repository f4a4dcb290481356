"""Whether a workbook is of a demonstration: by its property, or by what it says of itself where a program has
dropped the property."""

import contextlib
from functools import cache

from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.xlsx.contract import DATA_SHEET, DEMONSTRATION_PROPERTY
from fieldapp.exchange.xlsx.grids import Book
from fieldapp.texts.texts import LANGUAGES, read_texts

_ROWS = 8
"""The notice stands above everything else of a sheet, but for its title."""


def is_made_up(book: Book) -> bool:
    """Whether its figures are made up."""
    return book.properties.get(DEMONSTRATION_PROPERTY, "0") != "0" or _says_so(book)


def _says_so(book: Book) -> bool:
    """A sheet that cannot be read is told of by whoever reads it next."""
    title = book.title_like(DATA_SHEET) or next(iter(book.titles), "")
    with contextlib.suppress(FieldAppError, KeyError):
        return any(
            isinstance(content, str) and content.startswith(_words())
            for row, cells in book.grid(title).items()
            if row <= _ROWS
            for content in cells.values()
        )
    return False


@cache
def _words() -> tuple[str, ...]:
    notices = (read_texts(language)("workbook.demonstration", split="") for language in LANGUAGES)
    return tuple(notice.split()[0] for notice in notices)
