"""A workbook that is saved many times with one cell altered: the sheets beside it are written once."""

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.writer.excel import ExcelWriter

from tests.exchange.bad_workbooks import zipped


class Resaved:
    """`book`: the workbook as it is open; what was saved once stays as it was."""

    def __init__(self, book: Any) -> None:
        self.book = book
        held = io.BytesIO()
        book.save(held)
        with ZipFile(held) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}

    def save(self, title: str, path: Path) -> Path:
        """As the workbook would be saved in which only this sheet was altered."""
        held, sheet = io.BytesIO(), self.book[title]
        with ZipFile(held, "w") as archive:
            ExcelWriter(self.book, archive).write_worksheet(sheet)
        with ZipFile(held) as archive:
            written = archive.read(sheet.path[1:])
        path.write_bytes(zipped({**self._parts, sheet.path[1:]: written}))
        return path

    @contextlib.contextmanager
    def altered(self, cell: Any, content: object, path: Path) -> Iterator[Path]:
        """The workbook saved with one cell altered; afterwards the cell is as it was."""
        before, kind = cell.value, cell.data_type
        cell.value = content
        yield self.save(cell.parent.title, path)
        cell.value, cell.data_type = before, kind


def resaved(path: Path) -> Resaved:
    """A workbook on the disk, to be altered."""
    return Resaved(load_workbook(path))
