"""Rows of one week from a CSV file: `district,state,ap_mines,at_mines,uxo,area_cleared_ha`.

UTF-8; comma, semicolon or tab between the columns, as their first line shows; columns in any order, `state`
may be left out. A file is taken whole or not at all.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import decimal_mark_of, parse
from fieldapp.core.programme import Indicator, Programme
from fieldapp.core.sheet import STATE, Cell, Content, RowState, Sheet

DISTRICT = "district"
LARGEST_FILE = 1_000_000
DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class _Row:
    line: int
    fields: Mapping[str, str]


def read_rows(path: Path, programme: Programme, sheet: Sheet) -> dict[Cell, Content | None]:
    """What the cells of the named rows should hold; every row replaces the whole row of its district.

    Raises FieldAppError: `not-found`, `is-a-folder`, `no-permission`, `csv-not-utf-8`, `csv-too-large`,
    `csv-columns`, `csv-broken`, `csv-cells`, `csv-empty`, or `in-line` with the line (1 is the header)
    and the cause: `unknown-district`, `outside-office`, `not-valid-then`, `district-twice`, `unknown-state`,
    `mark-and-numbers`, `row-empty`, or `in-column` with a cause of `numbers.parse`.
    """
    rows = _rows(_text(path), path, programme)
    marks = {
        indicator.key: decimal_mark_of([row.fields[indicator.key] for row in rows])
        for indicator in programme.active
    }
    wanted: dict[Cell, Content | None] = {}
    seen: dict[str, int] = {}
    for row in rows:
        try:
            district = _district(row, programme, sheet)
            if district in seen:
                raise FieldAppError("district-twice", text=row.fields[DISTRICT], first=seen[district])
            seen[district] = row.line
            wanted.update(_contents(district, row, programme.active, marks))
        except FieldAppError as error:
            raise FieldAppError("in-line", path=path, line=row.line, cause=error) from error
    return wanted


def _text(path: Path) -> str:
    try:
        if path.is_dir():
            raise FieldAppError("is-a-folder", path=path)
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise FieldAppError("not-found", path=path) from error
    except PermissionError as error:
        raise FieldAppError("no-permission", path=path) from error
    except OSError as error:
        raise FieldAppError("disk-failed", path=path) from error
    if len(content) > LARGEST_FILE:
        raise FieldAppError("csv-too-large", path=path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FieldAppError("csv-not-utf-8", path=path) from error
    if "\0" in text:
        raise FieldAppError("csv-broken", path=path, line=1 + text[: text.index("\0")].count("\n"))
    return text


def _rows(text: str, path: Path, programme: Programme) -> list[_Row]:
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip().casefold() for name in next(reader, [])]
        _check_columns(header, path, programme)
        rows = []
        for fields in reader:
            if not any(field.strip() for field in fields):
                continue
            if len(fields) != len(header):
                where = {"path": path, "line": reader.line_num}
                raise FieldAppError("csv-cells", **where, found=len(fields), expected=len(header))
            cells = [field.strip() for field in fields]
            rows.append(_Row(reader.line_num, dict(zip(header, cells, strict=True))))
    except csv.Error as error:
        raise FieldAppError("csv-broken", path=path, line=reader.line_num) from error
    if not rows:
        raise FieldAppError("csv-empty", path=path)
    return rows


def _check_columns(header: Sequence[str], path: Path, programme: Programme) -> None:
    needed = [DISTRICT, *(indicator.key for indicator in programme.active)]
    is_known = set(header) <= {*needed, STATE} and len(set(header)) == len(header)
    if not is_known or not set(needed) <= set(header):
        known = ", ".join([DISTRICT, STATE, *needed[1:]])
        raise FieldAppError("csv-columns", path=path, found=", ".join(header), known=known)


def _district(row: _Row, programme: Programme, sheet: Sheet) -> str:
    district = programme.find_district(row.fields[DISTRICT])
    if not district.is_valid_in(sheet.period):
        raise FieldAppError("not-valid-then", text=row.fields[DISTRICT], period=sheet.period)
    if district.key not in sheet.districts:
        raise FieldAppError("outside-office", text=row.fields[DISTRICT], period=sheet.period)
    return district.key


def _contents(
    district: str, row: _Row, indicators: Sequence[Indicator], marks: Mapping[str, str | None]
) -> dict[Cell, Content | None]:
    state = row.fields.get(STATE, "") or RowState.REPORTED.value
    texts = {indicator.key: row.fields[indicator.key] for indicator in indicators}
    if state not in (RowState.REPORTED, RowState.NO_OPERATIONS):
        raise FieldAppError("unknown-state", text=state)
    if state == RowState.NO_OPERATIONS:
        if any(texts.values()):
            raise FieldAppError("mark-and-numbers", district=row.fields[DISTRICT])
        return {**{Cell(district, key): None for key in texts}, Cell(district, STATE): RowState.NO_OPERATIONS}
    if not any(texts.values()):
        raise FieldAppError("row-empty", text=row.fields[DISTRICT])
    wanted: dict[Cell, Content | None] = {Cell(district, STATE): None}
    for indicator in indicators:
        text = texts[indicator.key]
        try:
            value = parse(text, indicator.unit, decimal_mark=marks[indicator.key]) if text else None
        except FieldAppError as error:
            raise FieldAppError("in-column", column=indicator.key, cause=error) from error
        wanted[Cell(district, indicator.key)] = value
    return wanted
