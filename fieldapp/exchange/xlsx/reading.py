"""Reading a workbook back: what its named cells and its tallies say becomes a `Reading`."""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit, Value, entered, in_stored_units
from fieldapp.core.period import Period
from fieldapp.core.programme import Indicator, Programme
from fieldapp.core.receive import SEALED_RECORD, WRITTEN_CELLS, Alteration, Reading
from fieldapp.core.records.record import Record, RecordKind, read_record
from fieldapp.core.report import Line
from fieldapp.core.sheet import STATE, Cell, RowState
from fieldapp.exchange.xlsx.cells import Found, Table, Tally, named_cell, named_cells, tally_table
from fieldapp.exchange.xlsx.comments import exact_and_note
from fieldapp.exchange.xlsx.contract import (
    CHECK_CODE,
    DATES_SAID,
    OFFICE_NAME,
    PERIOD_END,
    PERIOD_START,
    PROGRAMME_PROPERTY,
    RECORD_ID,
    REVISION,
    SEAL_SHEET,
    WORKBOOK_KIND,
    total_name,
)
from fieldapp.exchange.xlsx.grids import Book, opened_book
from fieldapp.exchange.xlsx.intact.comparison import alterations
from fieldapp.exchange.xlsx.intact.older_form import altered_figures, altered_names
from fieldapp.exchange.xlsx.intact.recorded import altered_identity, altered_tallies, as_recorded
from fieldapp.exchange.xlsx.seal_sheet import SealSheet, read_seal, record_text
from fieldapp.exchange.xlsx.written_cells import cell_pieces, read_written_cells

_NAMED_HEAD = (OFFICE_NAME, PERIOD_START, PERIOD_END, REVISION, CHECK_CODE)
REPEATED = {**DATES_SAID, "office_code": OFFICE_NAME, "revision": REVISION, "check_code": CHECK_CODE}
"""Columns of the tallies that say again, in every row, what a named cell says."""

TOO_LARGE = 1e20
"""Far over what is ever read, and as near as Python's numbers need no care; not even this is less: NaN."""


def read_workbook(path: Path, programme: Programme) -> Reading:
    """What a workbook says, from its named cells and its tallies, and every cell in which it is no longer as
    it was written. Styles, properties and what else a program may add or break are not looked at.

    Raises FieldAppError `not-found`, `is-a-folder`, `no-permission`, `disk-failed`, `not-a-workbook`,
    `workbook-format`, `workbook-encrypted`, `workbook-too-large`, `workbook-incomplete` (`where`: the name,
    sheet or column that is missing), `workbook-wrong` (`where`: a name or cell; `text`: what it holds),
    `workbook-kind` (a form to fill) or `record-newer`.
    """
    with opened_book(path) as book:
        return read_book(book, programme)


def read_book(book: Book, programme: Programme) -> Reading:
    """The same of a workbook that is open."""
    _require_programme(book, programme)
    kind = named_cell(book, WORKBOOK_KIND)
    if kind is not None and kind.content == RecordKind.TEMPLATE.value:
        raise FieldAppError("workbook-kind", path=book.path, kind=kind.content)
    names = [total_name(indicator.key) for indicator in programme.active]
    named = named_cells(book, [*_NAMED_HEAD, *names])
    table = tally_table(book)
    reading = _reading(book.path, table, named, programme)
    return _compared(reading, book, table, programme)


def record_in(book: Book) -> Record | None:
    """The record that a workbook carries, of whatever programme; None where it has none, or one that is
    damaged. Raises FieldAppError `record-newer`."""
    seal = read_seal(book)
    written = read_written_cells(cell_pieces(book.properties) or [*(seal.pieces if seal else ())])
    kept = record_text((written or {}).get(SEAL_SHEET, {}))
    return _whole_record(seal.text if seal else "") or _whole_record(kept)


def _reading(path: Path, table: Table, named: Mapping[str, Found], programme: Programme) -> Reading:
    rows = table.tallies
    _head(named, programme)
    told = {**named, **_repeated(rows, named)}
    office, period, revision, check_code = _head(told, programme)
    lines = _lines(rows, programme, path)
    return Reading(
        programme=programme.key,
        office=office,
        period=period,
        revision=revision,
        check_code=check_code,
        lines=lines,
        totals={i.key: _total(named[total_name(i.key)], i, lines) for i in programme.active},
        notes=_notes(rows),
        places=_places(rows),
    )


def _places(rows: Iterable[Tally]) -> dict[Cell, tuple[str, str]]:
    """Where each tally stands, and the mark of each district where it stands first."""
    found: dict[Cell, tuple[str, str]] = {}
    for row in rows:
        district, mark = _text(row["district_code"]), row["state"]
        found[Cell(district, _text(row["indicator"]))] = (row["value"].sheet, row["value"].cell)
        found.setdefault(Cell(district, STATE), (mark.sheet, mark.cell))
    return found


def place_of_key(book: Book, key: str) -> str:
    """Where a workbook names a district, a column or an office; empty where it does nowhere."""
    with contextlib.suppress(FieldAppError):
        for row in tally_table(book).tallies:
            for header in ("district_code", "indicator", "office_code"):
                if row[header].content == key:
                    return row[header].where
    return ""


def _compared(reading: Reading, book: Book, table: Table, programme: Programme) -> Reading:
    """The reading with its record, and every alteration, each cell once."""
    seal = read_seal(book)
    sources = _sources(book, seal)
    read = [read_written_cells(pieces) for pieces in dict.fromkeys(sources)]
    written = next((cells for cells in read if cells is not None), None)
    in_place = _record(seal.text if seal else "", book, programme)
    record = in_place or _record(record_text((written or {}).get(SEAL_SHEET, {})), book, programme)
    reading = replace(reading, record=record)
    found = list(alterations(book, table, written)) if written else []
    if any(cells is None or cells != written for cells in read):
        found.append(Alteration(WRITTEN_CELLS, "", None, WRITTEN_CELLS))
    if seal is None and named_cell(book, RECORD_ID):
        found.append(Alteration(SEAL_SHEET, "", None, SEAL_SHEET))
    elif seal and in_place is None and seal.title not in {item.sheet for item in found}:
        found.append(Alteration(SEALED_RECORD, "", None, SEALED_RECORD))
    should = as_recorded(reading, programme)
    if should is not reading:
        found += altered_tallies(book, table, reading, should, programme)
    if record is not None:
        found += altered_identity(book, record)
    found += [*altered_names(book, should, programme, found, is_whole=bool(written))]
    if written is None:
        found += altered_figures(book, table, should, programme)
    each = {
        (item.sheet, item.cell, item.should_say if not item.cell else ""): item for item in reversed(found)
    }
    return replace(reading, alterations=tuple(reversed(each.values())), is_older_form=not sources)


def _sources(book: Book, seal: SealSheet | None) -> list[tuple[str, ...]]:
    """Where the workbook tells what stood in every cell; the sheet of the record must."""
    in_properties = cell_pieces(book.properties)
    return [
        *([tuple(in_properties)] if in_properties is not None else []),
        *([seal.pieces] if seal is not None else []),
    ]


def _record(text: str, book: Book, programme: Programme) -> Record | None:
    """None where there is no record, or one that is damaged. Raises FieldAppError `record-newer`."""
    record = _whole_record(text)
    if record is not None and record.programme != programme.key:
        Found(book.path, PROGRAMME_PROPERTY, record.programme).wrong()
    return record


@lru_cache(2)  # a workbook has it in two places, and is asked for it more than once
def _whole_record(text: str) -> Record | None:
    try:
        return read_record(text)
    except FieldAppError as error:
        if error.code == "record-newer":
            raise
        return None


def _require_programme(book: Book, programme: Programme) -> None:
    """A workbook that names another programme is refused; one that lost its properties is not."""
    owner = book.properties.get(PROGRAMME_PROPERTY, programme.key)
    if owner != programme.key:
        Found(book.path, PROGRAMME_PROPERTY, owner).wrong()


def _head(named: Mapping[str, Found], programme: Programme) -> tuple[str, Period, int, str]:
    """Office, period, revision, check code."""
    office = _key(named[OFFICE_NAME], [office.key for office in programme.offices])
    return office, _period(named), _revision(named[REVISION]), _text(named[CHECK_CODE])


def _repeated(rows: Sequence[Tally], named: Mapping[str, Found]) -> dict[str, Found]:
    """What all the tallies say again of the head; where a named cell says something else than all of them, it
    was altered. Where they do not agree with each other, the first that differs from it is refused."""
    told: dict[str, Found] = {}
    for header, name in REPEATED.items():
        are_alike = len({row[header].content for row in rows}) == 1
        for row in rows[:1] if are_alike else rows:
            if not are_alike and row[header].content != named[name].content:
                row[header].wrong()
            told[name] = row[header]
    return told


def _period(named: Mapping[str, Found]) -> Period:
    try:
        return Period(_day(named[PERIOD_START]), _day(named[PERIOD_END]))
    except FieldAppError as error:
        if error.code == "workbook-wrong":
            raise
        named[PERIOD_END].wrong()


def _lines(rows: Iterable[Tally], programme: Programme, path: Path) -> tuple[Line, ...]:
    """The districts' rows, in the order in which they first appear; each must have all its columns once."""
    states: dict[str, RowState] = {}
    values: dict[str, dict[str, Value | None]] = {}
    for row in rows:
        district = _key(row["district_code"], [item.key for item in programme.districts])
        indicator = programme.indicator(_key(row["indicator"], [item.key for item in programme.active]))
        state = RowState(_key(row["state"], [state.value for state in RowState]))
        if states.setdefault(district, state) is not state:
            row["state"].wrong()
        numbers = values.setdefault(district, {})
        if indicator.key in numbers:
            row["indicator"].wrong()
        numbers[indicator.key] = _tally(row, indicator.unit)
    for district, numbers in values.items():
        if missing := [item.key for item in programme.active if item.key not in numbers]:
            raise FieldAppError("workbook-incomplete", path=path, where=f"{district}: {missing[0]}")
    return tuple(Line(district, states[district], numbers) for district, numbers in values.items())


def _tally(row: Tally, unit: Unit) -> Value | None:
    """A row's value in stored units; where a spreadsheet's number is too short for it, the comment has it."""
    if row["unit"].content != unit.value:
        row["unit"].wrong()
    if row["value"].content is None:
        return None
    number = _number(row["value"])
    text, _ = exact_and_note(row["comment"].content, has_number=True)
    if text:
        try:
            exact = Decimal(text)
        except InvalidOperation:
            row["comment"].wrong()
        number = exact if exact.is_finite() and _as_float(exact) == _as_float(number) else number
    return _stored(number, unit, row["value"])


def _notes(rows: Iterable[Tally]) -> dict[Cell, str]:
    notes = {}
    for row in rows:
        has_number = row["value"].content is not None
        _, note = exact_and_note(row["comment"].content, has_number=has_number)
        if note:
            notes[Cell(_text(row["district_code"]), _text(row["indicator"]))] = note
    return notes


def _total(found: Found, indicator: Indicator, lines: Iterable[Line]) -> Value:
    """A named total: the sum of the lines, where it is as near to that as a spreadsheet's number can be."""
    number = _number(found)
    added = sum((line.values[indicator.key] or 0 for line in lines), start=0)
    if _as_float(entered(added, indicator.unit)) == _as_float(number):
        return added
    return _stored(number, indicator.unit, found)


def _as_float(number: Decimal) -> float:
    """The number as a workbook holds it: sixteen digits are written."""
    return float(f"{float(number):.16g}")


def _stored(number: Decimal, unit: Unit, found: Found) -> Value:
    try:
        return in_stored_units(number, unit.scale)
    except FieldAppError:
        found.wrong()


def _number(found: Found) -> Decimal:
    content = found.content
    if isinstance(content, bool) or not isinstance(content, int | float) or not abs(content) < TOO_LARGE:
        found.wrong()
    return Decimal(repr(content))


def _day(found: Found) -> date:
    if not isinstance(found.content, date):
        found.wrong()
    return found.content


def _revision(found: Found) -> int:
    if isinstance(found.content, bool) or not isinstance(found.content, int) or found.content < 1:
        found.wrong()
    return found.content


def _text(found: Found) -> str:
    if not isinstance(found.content, str):
        found.wrong()
    return found.content


def _key(found: Found, known: Iterable[str]) -> str:
    text = _text(found)
    return text if text in known else found.wrong()
