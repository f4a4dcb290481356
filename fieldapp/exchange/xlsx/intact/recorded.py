"""A workbook beside its own record: what its tallies and named cells should say by it."""

from collections.abc import Iterator
from dataclasses import replace

from fieldapp.core.numbers import entered
from fieldapp.core.programme import Programme
from fieldapp.core.receive import Alteration, Reading, Said
from fieldapp.core.records.record import Record
from fieldapp.core.records.seal import check_code
from fieldapp.core.report import Line
from fieldapp.core.sheet import Cell, RowState
from fieldapp.exchange.xlsx.addresses import column_letters
from fieldapp.exchange.xlsx.cells import Found, Table, named_cell
from fieldapp.exchange.xlsx.comments import held_note
from fieldapp.exchange.xlsx.contract import RECORD_ID, WORKBOOK_KIND
from fieldapp.exchange.xlsx.grids import Book
from fieldapp.exchange.xlsx.intact.comparison import said


def as_recorded(reading: Reading, programme: Programme) -> Reading:
    """What a workbook should say by its record; the same where it has none, or one of a definition with other
    districts or columns."""
    record, active = reading.record, [indicator.key for indicator in programme.active]
    known = {district.key for district in programme.districts}
    if record is None or not {district for district, _, _ in record.rows} <= known:
        return reading
    if not {key for _, _, values in record.rows for key in values} <= {*active}:
        return reading
    return replace(
        reading,
        office=record.office,
        period=record.period,
        revision=record.revision,
        lines=tuple(
            Line(district, RowState(state), {key: values.get(key) for key in active})
            for district, state, values in record.rows
        ),
        check_code=check_code(record.figures, record.period),
        notes=record.notes,
    )


def altered_identity(book: Book, record: Record) -> Iterator[Alteration]:
    """The named cells that do not say what the workbook is and the id of its record."""
    for name, text in ((WORKBOOK_KIND, record.kind.value), (RECORD_ID, record.id)):
        found = named_cell(book, name)
        if found is None:
            yield Alteration("", name, None, text)
        elif found.content != text:
            yield _altered(book, found, text)


def altered_tallies(
    book: Book, table: Table, reading: Reading, should: Reading, programme: Programme
) -> Iterator[Alteration]:
    """The tallies, states and notes of a reading that are not those of its record; a district that is missing
    is said of the row below."""
    wanted = {line.district: line for line in should.lines}
    read = {line.district: line for line in reading.lines}
    for tally in table.tallies:
        cell = Cell(str(tally["district_code"].content), str(tally["indicator"].content))
        line, own = wanted.get(cell.district), read[cell.district]
        if line is None:
            yield _altered(book, tally["district_code"], None)
            continue
        value = line.values[cell.indicator]
        number = None if value is None else entered(value, programme.indicator(cell.indicator).unit)
        if value != own.values[cell.indicator]:
            yield _altered(book, tally["value"], number)
        if line.state is not own.state:
            yield _altered(book, tally["state"], line.state.value)
        note = held_note(number, should.notes.get(cell, ""))
        if note.split() != reading.notes.get(cell, "").split():
            yield _altered(book, tally["comment"], note or None)
    below = f"{column_letters(table.columns['district_code'])}{max(book.grid(table.title)) + 1}"
    for district in sorted(wanted.keys() - read.keys()):
        yield Alteration(table.title, below, None, district)


def _altered(book: Book, found: Found, should: Said) -> Alteration:
    return Alteration(found.sheet, found.cell, said(book, found.content), should)
