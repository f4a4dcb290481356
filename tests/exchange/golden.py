"""Workbooks as text, to be compared with the committed files in `golden/`.

After a wanted change, write them anew and read the difference before committing it:

    python -m tests.exchange.golden
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.report import Standing, Status
from fieldapp.exchange.workbook import make_workbook
from fieldapp.exchange.xlsx.contract import CELLS_PROPERTY
from fieldapp.exchange.xlsx.seal_sheet import CELLS
from fieldapp.texts.texts import read_texts
from fieldapp.version import VERSION
from tests.exchange.making import (
    ISSUED,
    ORDER,
    PROGRAMME,
    R084,
    corrected,
    findings_of,
    make_sheet,
    partial_sheet,
    report_of,
)

FOLDER = Path(__file__).resolve().parent / "golden"
DIGESTS = re.compile(rf"\b[0-9a-f]{{64}}\b|(?<= {re.escape(PROGRAMME.version)} )[0-9a-f]{{16}}\b")
"""They change with the definition of the programme, which has tests of its own."""
SENT = Standing(Status.SENT, 2, datetime(2025, 3, 17, 8, 0, tzinfo=UTC))


def workbooks() -> dict[str, Workbook]:
    """The golden workbooks by name: whole, partial, one office's, a demonstration, a correction."""
    partial = partial_sheet()
    cases = {
        "whole_en": (report_of(make_sheet(R084), standing=SENT), (), "en"),
        "partial_ru": (report_of(partial), findings_of(partial), "ru"),
        "office_az": (report_of(make_sheet(R084, office="karabakh"), office="karabakh"), (), "az"),
        "demonstration_en": (
            report_of(make_sheet(R084), standing=Standing(source="R084"), demonstration=True),
            (),
            "en",
        ),
        "correction_en": (corrected(), (), "en"),
    }
    return {
        name: make_workbook(report, findings, read_texts(language), order=ORDER, issued=ISSUED)
        for name, (report, findings, language) in cases.items()
    }


def as_text(book: Workbook) -> str:
    """Everything a reader or a machine sees, one fact a line."""
    lines = [*_about(book)]
    for sheet in book.worksheets:
        is_shown = sheet.sheet_state == "visible"
        lines += ["", f"== {sheet.title}", *(_page(sheet) if is_shown else ["hidden"]), *_cells(sheet)]
    return DIGESTS.sub("(digest)", "\n".join(lines)) + "\n"


def _about(book: Workbook) -> Iterator[str]:
    yield f"title: {book.properties.title}"
    yield f"creator: {book.properties.creator}"
    custom = book.custom_doc_props  # type: ignore[attr-defined] # unknown to the stubs
    for item in custom.props:
        if item.name.startswith(CELLS_PROPERTY):
            continue  # it says once more what follows here
        yield f"property {item.name}: {'(version)' if item.value == VERSION else item.value}"
    for name, defined in sorted(book.defined_names.items()):
        yield f"name {name}: {defined.attr_text}"


def _page(sheet):
    setup = sheet.page_setup
    yield f"page: paper {setup.paperSize} {setup.orientation} {setup.fitToWidth} wide, {sheet.print_area}"
    yield f"frozen: {sheet.freeze_panes}, repeated: {sheet.print_title_rows}"
    footer = (sheet.oddFooter.left.text, sheet.oddFooter.center.text, sheet.oddFooter.right.text)
    yield f"footer: {' | '.join(footer)}"
    yield f"merged: {' '.join(sorted(str(merged) for merged in sheet.merged_cells.ranges))}"
    yield f"tables: {' '.join(f'{table.displayName} {table.ref}' for table in sheet.tables.values())}"
    for chart in sheet._charts:
        series = chart.series[0]
        yield f"chart: {series.val.numRef.f} by {series.cat.strRef.f}"
    widths = {letter: round(column.width, 1) for letter, column in sheet.column_dimensions.items()}
    yield f"widths: {' '.join(f'{letter}={width}' for letter, width in widths.items())}"


def _cells(sheet: Worksheet) -> Iterator[str]:
    for row in sheet.iter_rows():
        cells = [_cell(cell) for cell in row if cell.value is not None]
        if cells and not str(row[0].value).startswith(CELLS):
            yield f"{row[0].row}: {' | '.join(cells)}"


def _cell(cell: Cell) -> str:
    content = cell.value.isoformat() if isinstance(cell.value, date) else cell.value
    shape = "" if cell.number_format == "General" else f" {{{cell.number_format}}}"
    return f"{cell.column_letter} {cell.style.removeprefix('Fieldapp ')} {cell.data_type} {content}{shape}"


def main() -> None:
    """Write the golden files anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, book in workbooks().items():
        (FOLDER / f"{name}.txt").write_text(as_text(book), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
