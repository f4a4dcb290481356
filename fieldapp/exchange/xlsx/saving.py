"""A finished workbook as bytes, without a passing file: what the disk refuses is then only the disk's."""

import io
from datetime import UTC, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from typing_extensions import override


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook. openpyxl would write each sheet into a passing folder first, and on a full
    disk its open zip would complain long after."""
    held = io.BytesIO()
    book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        _InMemory(book, archive).save()
    return held.getvalue()


class _InMemory(ExcelWriter):
    _archive: ZipFile

    @override
    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        held = io.BytesIO()
        writer: Any = WorksheetWriter(ws, held)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], held.getvalue())
        self.manifest.append(ws)
