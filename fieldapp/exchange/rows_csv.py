"""Rows of one week from a CSV file: `district,state,ap_mines,at_mines,uxo,area_cleared_ha`.

Columns in any order and case, `state` may be left out; how the file is written, `csv_text` knows. A file is
taken whole or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import decimal_mark_of, parse
from fieldapp.core.programme import Indicator, Programme, fold
from fieldapp.core.sheet import STATE, Cell, Content, RowState, Sheet
from fieldapp.exchange.csv_text import decodings, read_content, rows_of

DISTRICT = "district"


@dataclass(frozen=True)
class _Row:
    line: int
    fields: Mapping[str, str]


def read_rows(
    path: Path, programme: Programme, sheet: Sheet, kinds: frozenset[str] = frozenset()
) -> dict[Cell, Content | None]:
    """What the cells of the named rows should hold; every row replaces the whole row of its district.
    `kinds`: folded words that may stand beside its name.

    Raises FieldAppError: those of `csv_text.read_content`, `csv-not-utf-8`, `csv-columns`, `csv-broken`,
    `csv-cells`, `csv-empty`, or `in-line` with the line (1 is the first of the file) and the cause:
    `unknown-district`, `outside-office`, `not-valid-then`, `district-twice`, `unknown-state`,
    `mark-and-numbers`, `row-empty`, or `in-column` with a cause of `numbers.parse`.
    """
    texts = decodings(read_content(path))
    if len(texts) == 1:
        return _wanted(texts[0], path, programme, sheet, kinds)
    read = [found for text in texts if (found := _if_all_is_known(text, path, programme, sheet, kinds))]
    if not read or any(found != read[0] for found in read):
        raise FieldAppError("csv-not-utf-8", path=path)
    return read[0]


def _if_all_is_known(
    text: str, path: Path, programme: Programme, sheet: Sheet, kinds: frozenset[str]
) -> dict[Cell, Content | None] | None:
    """What a text says that may be in another encoding: in a wrong one, its names are names of nothing."""
    try:
        return _wanted(text, path, programme, sheet, kinds)
    except FieldAppError:
        return None


def _wanted(
    text: str, path: Path, programme: Programme, sheet: Sheet, kinds: frozenset[str]
) -> dict[Cell, Content | None]:
    rows = _rows(text, path, programme)
    marks = {
        indicator.key: decimal_mark_of([row.fields[indicator.key] for row in rows])
        for indicator in programme.active
    }
    wanted: dict[Cell, Content | None] = {}
    seen: dict[str, int] = {}
    for row in rows:
        try:
            district = _district(row, programme, sheet, kinds)
            if district in seen:
                raise FieldAppError("district-twice", text=row.fields[DISTRICT], first=seen[district])
            seen[district] = row.line
            wanted.update(_contents(district, row, programme.active, marks))
        except FieldAppError as error:
            raise FieldAppError("in-line", path=path, line=row.line, cause=error) from error
    return wanted


def _rows(text: str, path: Path, programme: Programme) -> list[_Row]:
    read = rows_of(text, path)
    header = _without_empty_end([fold(name) for name in read[0].fields] if read else [])
    _check_columns(header, path, programme)
    rows = []
    for row in read[1:]:
        cells = [*row.fields[: len(header)], *_without_empty_end(row.fields[len(header) :])]
        if len(cells) != len(header):
            where = {"path": path, "line": row.line}
            raise FieldAppError("csv-cells", **where, found=len(cells), expected=len(header))
        rows.append(_Row(row.line, dict(zip(header, cells, strict=True))))
    if not rows:
        raise FieldAppError("csv-empty", path=path)
    return rows


def _without_empty_end(fields: Sequence[str]) -> list[str]:
    """The fields without the empty ones that separators at the end of a line make."""
    end = max((place for place, field in enumerate(fields, start=1) if field), default=0)
    return list(fields[:end])


def _check_columns(header: Sequence[str], path: Path, programme: Programme) -> None:
    needed = [DISTRICT, *(indicator.key for indicator in programme.active)]
    is_known = set(header) <= {*needed, STATE} and len(set(header)) == len(header)
    if not is_known or not set(needed) <= set(header):
        known = ", ".join([DISTRICT, STATE, *needed[1:]])
        raise FieldAppError("csv-columns", path=path, found=", ".join(header), known=known)


def _district(row: _Row, programme: Programme, sheet: Sheet, kinds: frozenset[str]) -> str:
    district = programme.find_district(row.fields[DISTRICT], kinds)
    if not district.is_valid_in(sheet.period):
        raise FieldAppError("not-valid-then", text=row.fields[DISTRICT], period=sheet.period)
    if district.key not in sheet.districts:
        raise FieldAppError("outside-office", text=row.fields[DISTRICT], period=sheet.period)
    return district.key


def _contents(
    district: str, row: _Row, indicators: Sequence[Indicator], marks: Mapping[str, str | None]
) -> dict[Cell, Content | None]:
    state = row.fields.get(STATE, "").casefold() or RowState.REPORTED.value
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
