"""A finished workbook as bytes, without a passing file: what the disk refuses is then only the disk's."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell._writer import write_cell
from openpyxl.compat import safe_string
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from typing_extensions import override

CountRows = Callable[[int, int], None]
"""Hears how many rows of how many are written; may raise to have the rest left."""


def count_no_rows(done: int, of: int) -> None:
    """For a workbook that nobody waits for."""


def saved(book: Workbook, count: CountRows = count_no_rows) -> bytes:
    """The bytes of a workbook. openpyxl would write each sheet into a passing folder first, and on a full
    disk its open zip would complain long after."""
    held = io.BytesIO()
    book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    rows = sum(ws.max_row for ws in book.worksheets)
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        _InMemory(book, archive, _Counted(count, rows)).save()
    count(rows, rows)
    return held.getvalue()


class _Counted:
    """Rows, over all sheets of a workbook."""

    def __init__(self, count: CountRows, of: int) -> None:
        self._count, self._done, self._of = count, 0, of

    def begin_row(self) -> None:
        """Another one is written."""
        self._count(self._done, self._of)
        self._done += 1


class _InMemory(ExcelWriter):
    _archive: ZipFile

    def __init__(self, book: Workbook, archive: ZipFile, counted: _Counted) -> None:
        super().__init__(book, archive)
        self._counted = counted

    @override
    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        held = io.BytesIO()
        writer: Any = _Writer(ws, held)
        writer.counted = self._counted
        try:
            writer.write()
        except BaseException:
            writer.xf.close()  # left open, it would complain when it is thrown away
            raise
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], held.getvalue())
        self.manifest.append(ws)


class _Writer(WorksheetWriter):
    """Writes a cell as the text that openpyxl makes of an element for it; what is no plain text, number, date
    or formula is left to openpyxl."""

    counted: _Counted

    @override
    def write_row(self, xf: Any, row: Any, row_idx: int) -> None:
        self.counted.begin_row()
        put = getattr(xf, "_file", None)  # lxml, where that is installed, has none
        if put is None or any(cell._comment is not None for cell in row):
            super().write_row(xf, row, row_idx)
            return
        ws: Any = self.ws
        with xf.element("row", {"r": f"{row_idx}", **dict(ws.row_dimensions.get(row_idx, {}))}):
            for cell in row:
                if cell._value is None and not cell.has_style:
                    continue
                text = None if cell.hyperlink else _text(cell)
                if text is None:
                    write_cell(xf, ws, cell, cell.has_style)
                else:
                    put(text)


def _escaped(text: str) -> str:
    """As XML has a text; the standard library's own brings all of HTTP along."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _text(cell: Any) -> str | None:
    """A cell as it stands in its sheet; None where openpyxl is to say that."""
    value, kind = cell._value, cell.data_type
    as_number: Callable[..., Any] = to_excel
    style = f' s="{cell.style_id}"' if cell.has_style else ""
    start = f'<c r="{cell.coordinate}"{style}'
    if kind == "s" and type(value) is str:
        space = ' xml:space="preserve"' if value.strip() not in ("", value) else ""
        words = f"<is><t{space}>{_escaped(value)}</t></is></c>"
        return f'{start} t="inlineStr">{words}' if value else f'{start} t="inlineStr" />'
    if kind == "f" and type(value) is str:
        return f"{start}><f>{_escaped(value[1:])}</f><v /></c>"
    if value is None and kind in ("n", "s"):
        return f'{start} t="{"n" if kind == "n" else "inlineStr"}" />'
    if kind == "n":
        return f'{start} t="n"><v>{safe_string(value)}</v></c>'
    if kind == "d" and type(value) is date:
        return f'{start} t="n"><v>{safe_string(as_number(value, cell.parent.parent.epoch))}</v></c>'
    return None
