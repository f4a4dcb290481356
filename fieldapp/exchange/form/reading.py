"""A filled form read back: every cell becomes a number, a mark or a blank, or is named with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.filled_form import FilledForm, FormFlaw
from fieldapp.core.numbers import Unit, Unread, Value, entered, in_stored_units, parse, unread_of
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme, fold
from fieldapp.core.receive import Reading, Said
from fieldapp.core.records.record import Record
from fieldapp.core.report import Line
from fieldapp.core.sheet import CONTROL, ROW_CONTROLS, STATE, Cell, RowState
from fieldapp.exchange.form.finding import FormTable, find_table, form_head
from fieldapp.exchange.form.keys import DISTRICT_KEYS, DISTRICT_NAMES, OTHER_ROWS, TOTAL_ROW
from fieldapp.exchange.xlsx.addresses import column_letters
from fieldapp.exchange.xlsx.grids import Book, CellRow, Formula, Held, is_same_number
from fieldapp.exchange.xlsx.reading import TOO_LARGE
from fieldapp.texts.headings import all_headings
from fieldapp.texts.texts import LANGUAGES, read_texts

_NEAR = timedelta(days=400)
"""What a spreadsheet makes of `12.5` where it takes it for the twelfth of May lies within."""


def read_form(book: Book, record: Record | None, programme: Programme) -> tuple[Reading, FilledForm]:
    """What somebody has filled in. `record`: the form's own; its named cells tell whose it is where that is
    lost. Figures that are not certain are not among the lines; `FilledForm` names them.

    Raises FieldAppError `workbook-incomplete` or `workbook-wrong`; `form-of-another` where a named cell says
    another office or period than the record (`where`, `text`); `form-doubled` where there are two forms.
    """
    office, period = form_head(book, record, programme)
    table = find_table(book, programme)
    if record is not None:
        expected = tuple(district for district, _, _ in record.rows)
    else:
        expected = tuple(district.key for district in programme.expected(office, period))
    reader = _Reader(book, table, programme, period, expected)
    reader.read()
    reading = Reading(programme.key, office, period, 1, "", reader.lines(), {}, record=record)
    form = FilledForm(reader.places, reader.controls, reader.unread, tuple(reader.flaws))
    return reading, form


@dataclass
class _Reader:
    """Goes through the rows of a form, and keeps what it finds."""

    book: Book
    table: FormTable
    programme: Programme
    period: Period
    expected: tuple[str, ...]
    values: dict[str, dict[str, Value]] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    places: dict[Cell, tuple[str, str]] = field(default_factory=dict)
    controls: dict[Cell, Value] = field(default_factory=dict)
    unread: dict[Cell, Unread] = field(default_factory=dict)
    flaws: list[FormFlaw] = field(default_factory=list)

    def read(self) -> None:
        """Everything below the keys."""
        below = {n: row for n, row in self.book.grid(self.table.title).items() if n > self.table.keys}
        names = self.table.columns[DISTRICT_NAMES]
        head = next((n for n, row in below.items() if names in row), None)
        trusted = self._columns_with_their_heading(head, below.get(head or 0, {}))
        totals: dict[int, CellRow] = {}
        seen: dict[str, int] = {}
        for number, row in below.items():
            if number == head:
                continue
            key = str(row.get(self.table.columns[DISTRICT_KEYS], ""))
            if key == TOTAL_ROW:
                totals[number] = row
            elif key == CONTROL:
                self._read_row(number, row, CONTROL, trusted)
            elif key not in OTHER_ROWS and (district := self._district(number, row, key, trusted)):
                if district in seen:
                    self._flaw(
                        "form-row-twice", number, self.table.columns[DISTRICT_NAMES], says=str(seen[district])
                    )
                    self._forget(district)
                    continue
                seen[district] = number
                self._read_row(number, row, district, trusted)
        self._read_totals(totals, trusted)
        for district in self.expected:
            if district not in seen:
                said = self.programme.district(district).names
                self.flaws.append(
                    FormFlaw(
                        "form-row-gone",
                        self.table.title,
                        "",
                        Cell(district, STATE),
                        says=next(iter(said.values())),
                    )
                )

    def lines(self) -> tuple[Line, ...]:
        """The rows of the form that say anything certain, and those that are blank."""
        keys = [item.key for item in self.programme.active]
        lines = []
        for district in self.programme.districts:
            if district.key not in self.values:
                continue
            numbers = self.values[district.key]
            state = RowState.REPORTED if len(numbers) == len(keys) else RowState.NOT_REPORTED
            if district.key in self.marks:
                state, numbers = RowState.NO_OPERATIONS, {}
            lines.append(Line(district.key, state, {key: numbers.get(key) for key in keys}))
        return tuple(lines)

    def _columns_with_their_heading(self, head: int | None, row: CellRow) -> dict[str, int]:
        """The columns whose heading is the one that belongs to their key: a key is hidden, and whoever fills
        in a column goes by its heading."""
        trusted = {}
        heads = {item.key: [*item.short_names.values()] for item in self.programme.active}
        heads |= {key: _heads_of(key) for key in ROW_CONTROLS if key in self.table.columns}
        for key, names in heads.items():
            column = self.table.columns[key]
            said = row.get(column)
            if isinstance(said, str) and fold(said) in {*map(fold, names)}:
                trusted[key] = column
            else:
                should = names[0]
                self._flaw(
                    "form-heading", head or self.table.keys, column, says=_said(said), should_say=should
                )
        return trusted

    def _district(self, number: int, row: CellRow, key: str, trusted: Mapping[str, int]) -> str | None:
        """Whose row it is, by its name, which the hidden key must not contradict."""
        name, column = row.get(self.table.columns[DISTRICT_NAMES]), self.table.columns[DISTRICT_NAMES]
        filled = [
            place for place in (*trusted.values(), self.table.columns[STATE]) if self._is_filled(row, place)
        ]
        try:
            found = self.programme.find_district(str(name or ""), all_headings().kinds).key
        except FieldAppError:
            found = ""
        if found and found in self.expected and key in ("", found):
            return found
        if key in self.expected or (found and filled):
            self._flaw("form-row-name", number, column, says=_said(name), should_say=key or None)
        else:
            for place in filled:
                self._flaw("form-row-unknown", number, place, says=_said(row[place]))
        return None

    def _is_filled(self, row: CellRow, column: int) -> bool:
        return column in row and not isinstance(row[column], Formula)

    def _read_row(self, number: int, row: CellRow, district: str, trusted: Mapping[str, int]) -> None:
        numbers: dict[str, Value] = {}
        for key, column in trusted.items():
            cell = Cell(district, key)
            if cell.is_row_control and district == CONTROL:
                continue
            self.places[cell] = (self.table.title, f"{column_letters(column)}{number}")
            value = self._value(number, column, row.get(column), cell, self.programme.indicator(key).unit)
            if value is not None and cell.is_row_control:
                self.controls[cell] = value
            elif value is not None:
                numbers[key] = value
        if district == CONTROL:
            self.controls |= {Cell(CONTROL, key): value for key, value in numbers.items()}
            return
        column = self.table.columns[STATE]
        self.places[Cell(district, STATE)] = (self.table.title, f"{column_letters(column)}{number}")
        self.values[district] = numbers
        said = row.get(column)
        if said is None:
            return
        if not isinstance(said, str) or fold(said) not in _marks():
            self._flaw("form-mark", number, column, Cell(district, STATE), says=_said(said))
        elif any(place in row for key, place in trusted.items() if key not in ROW_CONTROLS):
            self._flaw("form-both", number, column, Cell(district, STATE), says=said)
            self._forget(district)
        else:
            self.marks.add(district)

    def _value(self, number: int, column: int, said: Held | None, cell: Cell, unit: Unit) -> Value | None:
        """The number of a cell; None where it is blank, or not certain."""
        if said is None:
            return None
        if isinstance(said, Formula):
            self._flaw("form-formula", number, column, cell, says=str(said))
            return None
        if isinstance(said, bool | date):
            self.unread[cell] = Unread(str(said), "not-a-number")
            return None
        if isinstance(said, str):
            try:
                return parse(said, unit)
            except FieldAppError as error:
                self.unread[cell] = unread_of(said, error)
                return None
        day = self.book.day(said)
        if isinstance(day, date) and abs(day - self.period.start) <= _NEAR:
            self._flaw("form-date", number, column, cell, says=Decimal(repr(said)), should_say=day)
            return None
        return self._stored(said, cell, unit)

    def _stored(self, said: float, cell: Cell, unit: Unit) -> Value | None:
        """A number as a spreadsheet shows it: fifteen digits."""
        if abs(said) < TOO_LARGE:
            try:
                return in_stored_units(Decimal(said if isinstance(said, int) else f"{said:.15g}"), unit.scale)
            except FieldAppError as error:
                self.unread[cell] = unread_of(str(said), error)
                return None
        self.unread[cell] = Unread(str(said), "too-large")
        return None

    def _read_totals(self, rows: Mapping[int, CellRow], trusted: Mapping[str, int]) -> None:
        """A sum that somebody has typed over is told where it is another one."""
        for number, row in rows.items():
            for key, column in trusted.items():
                if key in ROW_CONTROLS:
                    continue
                said, unit = row.get(column), self.programme.indicator(key).unit
                added = sum((numbers.get(key, 0) for numbers in self.values.values()), start=0)
                right = entered(added, unit)
                if said is not None and not isinstance(said, Formula) and not is_same_number(said, right):
                    self._flaw("form-total", number, column, says=_said(said), should_say=right)

    def _forget(self, district: str) -> None:
        """A row of which nothing is certain."""
        self.values[district] = {}
        self.marks.discard(district)
        self.unread = {cell: said for cell, said in self.unread.items() if cell.district != district}
        self.controls = {cell: said for cell, said in self.controls.items() if cell.district != district}

    def _flaw(
        self,
        code: str,
        row: int,
        column: int,
        cell: Cell | None = None,
        says: Said = None,
        should_say: Said = None,
    ) -> None:
        address = f"{column_letters(column)}{row}"
        self.flaws.append(FormFlaw(code, self.table.title, address, cell, says, should_say))


@cache
def _heads_of(key: str) -> list[str]:
    """What heads the control totals of rows, in every language."""
    return [read_texts(language)(f"grid.{key}") for language in LANGUAGES]


@cache
def _marks() -> frozenset[str]:
    """What stands in a row without operations, in every language."""
    words = (read_texts(language)("template.mark") for language in LANGUAGES)
    return frozenset({*map(fold, words), RowState.NO_OPERATIONS.value})


def _said(content: Held | None) -> Said:
    """What a cell says, as it is told."""
    if isinstance(content, Formula):
        return str(content)
    if isinstance(content, int | float) and not isinstance(content, bool):
        return Decimal(repr(content))
    return content
