"""Forms as people fill them in, and as they spoil them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.hq.arrival import Arrival
from fieldapp.core.hq.filled_form import record_of_form
from fieldapp.core.numbers import entered
from fieldapp.core.period import read_period
from fieldapp.core.programme import Programme
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.sheet import CONTROL, ROW_CONTROLS, STATE, Cell, SheetKey
from fieldapp.exchange.form.writing import write_form
from fieldapp.exchange.hq.arrivals import read_arrival
from fieldapp.resources import programme_text
from fieldapp.texts.texts import read_texts

NOW = datetime(2025, 3, 20, 9, 0, tzinfo=UTC)
WEEK = read_period("2025-W11")
PROGRAMME: Programme = read_programme(programme_text("azerbaijan"), "azerbaijan.toml")
MARK = {"en": "no operations", "az": "əməliyyat aparılmayıb", "ru": "работы не велись"}


WITH_ROW_TOTALS: Programme = read_programme(
    f'{programme_text("azerbaijan")}\n[checks]\nrow_totals = ["items", "area"]\n', "azerbaijan.toml"
)


def empty(
    folder: Path,
    language: str = "en",
    office: str = "karabakh",
    period: str = "2025-W11",
    programme: Programme = PROGRAMME,
) -> Path:
    """An empty form on the disk."""
    key = SheetKey(office, read_period(period))
    record = record_of_form(key, programme, language, NOW, "Leyla")
    return write_form(record, programme, folder / f"{office}-{language}.xlsx", read_texts(language))


def places(ws: Worksheet) -> dict[Cell, str]:
    """Where each cell of the office's sheet stands in a form, by its hidden keys."""
    head = next(row for row in ws.iter_rows() if row[0].value == "district_code")
    columns = {str(cell.value): str(cell.column_letter) for cell in head}
    keys = (*(item.key for item in PROGRAMME.active), *ROW_CONTROLS, STATE)
    columns = {key: columns[key] for key in keys if key in columns}
    known = {district.key for district in PROGRAMME.districts} | {CONTROL}
    rows = {str(row[0].value): row[0].row for row in ws.iter_rows() if row[0].value in known}
    return {Cell(d, key): f"{letter}{row}" for d, row in rows.items() for key, letter in columns.items()}


def fill(path: Path, contents: Mapping[Cell, Any], at: Mapping[str, Any] | None = None) -> Path:
    """Type into the cells of a form, and over any others by their address."""
    book = load_workbook(path)
    ws = book.worksheets[0]
    where = places(ws)
    for cell, content in contents.items():
        ws[where[cell]] = content
    for address, content in (at or {}).items():
        ws[address] = content
    book.save(path)
    return path


def as_typed_in(contents: Mapping[Cell, Any], language: str = "en") -> dict[Cell, Any]:
    """What a sheet holds, as it would be typed into its form."""
    return {
        cell: MARK[language]
        if cell.indicator == STATE
        else entered(value, PROGRAMME.indicator(cell.indicator).unit)
        for cell, value in contents.items()
    }


def read(path: Path, programme: Programme = PROGRAMME) -> Arrival:
    """The form as headquarters read it."""
    return read_arrival(path, programme)


def flaws(arrival: Arrival) -> list[tuple[str, str, str]]:
    """What was not read: code, sheet, address."""
    assert arrival.form is not None
    return [(flaw.code, flaw.sheet, flaw.address) for flaw in arrival.form.flaws]
