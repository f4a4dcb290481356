"""Finding a form in a workbook: whose it is, and where it stands, wherever its rows and columns have gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record, RecordKind
from fieldapp.core.sheet import STATE
from fieldapp.exchange.form.keys import DISTRICT_KEYS, DISTRICT_NAMES
from fieldapp.exchange.xlsx.addresses import column_letters
from fieldapp.exchange.xlsx.cells import Found, named_cell
from fieldapp.exchange.xlsx.contract import OFFICE_NAME, PERIOD_END, PERIOD_START, WORKBOOK_KIND
from fieldapp.exchange.xlsx.grids import Book, Held


def is_form(book: Book, record: Record | None) -> bool:
    """Whether a workbook is a form to fill, also where its record is lost."""
    if record is not None:
        return record.kind is RecordKind.TEMPLATE
    kind = named_cell(book, WORKBOOK_KIND)
    return kind is not None and kind.content == RecordKind.TEMPLATE.value


def form_head(book: Book, record: Record | None, programme: Programme) -> tuple[str, Period]:
    """The office and the period of a form. Raises FieldAppError as `read_form` does."""
    said = {name: named_cell(book, name) for name in (OFFICE_NAME, PERIOD_START, PERIOD_END)}
    if record is not None:
        known = {
            OFFICE_NAME: record.office,
            PERIOD_START: record.period.start,
            PERIOD_END: record.period.end,
        }
        for name, found in said.items():
            if found is not None and found.content != known[name]:
                where = f"{found.sheet}!{found.cell}"
                raise FieldAppError(
                    "form-of-another",
                    path=book.path,
                    where=where,
                    text=str(found.content),
                    period=record.period,
                )
        return record.office, record.period
    for name, found in said.items():
        if found is None:
            raise FieldAppError("workbook-incomplete", path=book.path, where=name)
    return _told(book, {name: found for name, found in said.items() if found is not None}, programme)


def _told(book: Book, said: Mapping[str, Found], programme: Programme) -> tuple[str, Period]:
    office, start, end = (said[name].content for name in (OFFICE_NAME, PERIOD_START, PERIOD_END))
    if office not in {one.key for one in programme.offices}:
        said[OFFICE_NAME].wrong()
    if not isinstance(start, date):
        said[PERIOD_START].wrong()
    if not isinstance(end, date) or end < start:
        said[PERIOD_END].wrong()
    return str(office), Period(start, end)


@dataclass(frozen=True)
class FormTable:
    """Where the form stands: its sheet, the row of the keys, and the column of each key."""

    title: str
    keys: int
    columns: Mapping[str, int]


def find_table(book: Book, programme: Programme) -> FormTable:
    """Where the form stands. Raises FieldAppError `workbook-incomplete`, `workbook-wrong`, `form-doubled`."""
    needed = {DISTRICT_KEYS, DISTRICT_NAMES, STATE, *(item.key for item in programme.active)}
    found: list[FormTable] = []
    for title in book.titles:
        for number, row in book.grid(title).items():
            if {DISTRICT_KEYS, STATE} <= {*map(str, row.values())}:
                found.append(FormTable(title, number, _columns(book, title, number, needed)))
    if not found:
        raise FieldAppError("workbook-incomplete", path=book.path, where=DISTRICT_KEYS)
    if len(found) > 1:
        raise FieldAppError("form-doubled", path=book.path, where=f"{found[1].title}!A{found[1].keys}")
    return found[0]


def _columns(book: Book, title: str, number: int, needed: Iterable[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, said in book.grid(title)[number].items():
        if str(said) in columns:
            _refuse(book, title, number, column, said)
        columns[str(said)] = column
    for key in sorted(needed):
        if key not in columns:
            raise FieldAppError("workbook-incomplete", path=book.path, where=f"{title}: {key}")
    return columns


def _refuse(book: Book, title: str, row: int, column: int, said: Held) -> NoReturn:
    Found(book.path, f"{title}!{column_letters(column)}{row}", said, title).wrong()
