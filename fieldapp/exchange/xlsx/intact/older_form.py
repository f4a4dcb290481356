"""What follows from figures: the named cells and the table of districts are worked out again, from the record
of a workbook or, where it has none, from its tallies."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fieldapp.core.numbers import Unit, Value, entered
from fieldapp.core.programme import Names, Programme, fold
from fieldapp.core.receive import Alteration, Reading, Said
from fieldapp.core.report import Report, Standing
from fieldapp.core.sheet import RowState
from fieldapp.exchange.xlsx.addresses import column_letters
from fieldapp.exchange.xlsx.cells import Found, Table, named_cell
from fieldapp.exchange.xlsx.contract import (
    CHECK_CODE,
    DISTRICTS_EXPECTED,
    DISTRICTS_REPORTED,
    OFFICE_NAME,
    PERIOD_END,
    PERIOD_START,
    REVISION,
    sum_name,
    total_name,
)
from fieldapp.exchange.xlsx.grids import Book, CellGrid, CellRow, Held, is_same_number
from fieldapp.exchange.xlsx.intact.comparison import said
from fieldapp.texts.texts import LANGUAGES, read_texts

_DASH = "–"
_WHOLE = re.compile(r"\d+")


@dataclass(frozen=True)
class _Expected:
    """A row of the table: its names in any language (None for the total, which may have any), its figures."""

    names: tuple[str, ...] | None
    figures: tuple[Decimal | None, ...]
    state: RowState | None = None


def altered_names(
    book: Book, reading: Reading, programme: Programme, known: Sequence[Alteration], *, is_whole: bool
) -> Iterator[Alteration]:
    """The named cells that are not what the tallies add up to. `known`: the alterations found so far;
    `is_whole`: in every cell, so that a name that says something else leads to another cell. The check code
    is said only where no altered cell is known: it is a consequence of each."""
    cells = {(item.sheet, item.cell) for item in known}

    def altered(name: str, found: Found, should: Said) -> Alteration:
        is_moved = is_whole and (found.sheet, found.cell) not in cells
        place = ("", name) if is_moved else (found.sheet, found.cell)
        return Alteration(*place, said(book, found.content), should)

    report = _report(reading, programme)
    for name, number in _numbers(report).items():
        found = named_cell(book, name)
        if found is None:
            yield Alteration("", name, None, number)
        elif not is_same_number(found.content, number):
            yield altered(name, found, number)
    head: dict[str, Said] = {
        PERIOD_START: reading.period.start,
        PERIOD_END: reading.period.end,
        OFFICE_NAME: reading.office,
        REVISION: Decimal(reading.revision),
    }
    for name, should in head.items():
        found = named_cell(book, name)
        if found is not None and said(book, found.content) != should:
            yield altered(name, found, should)
    code = named_cell(book, CHECK_CODE)
    if code is not None and code.content != reading.check_code:
        yield altered(CHECK_CODE, code, reading.check_code)
    elif code is not None and reading.check_code != reading.sealed_code and not known:
        yield Alteration(code.sheet, code.cell, reading.check_code, reading.sealed_code)


def altered_figures(book: Book, table: Table, reading: Reading, programme: Programme) -> Iterator[Alteration]:
    """Each figure, subtotal, total, name and state of the table of districts that is not what the tallies
    say. What is said of the table is said of the sheet on which the first of its rows stand."""
    report = _report(reading, programme)
    expected = [*_rows(report, programme)]
    title = _title(book, table, expected)
    if title is None:
        if reading.lines:
            yield Alteration("Districts", "", None, "Districts")
        return
    grid = book.grid(title)
    first, last = _first(grid, expected), len(programme.active) + 2
    rows = [number for number in grid if number >= first]
    words = _words([(item.state, grid[row].get(last)) for row, item in zip(rows, expected, strict=False)])
    for place, item in enumerate(expected):
        number = rows[place] if place < len(rows) else (rows or [0])[-1] + 1
        row = grid.get(number, {})
        for column, should in _wrong(row, item, words, (report.reported, report.expected)):
            yield Alteration(title, f"{column_letters(column)}{number}", said(book, row.get(column)), should)


def _report(reading: Reading, programme: Programme) -> Report:
    """The tallies as a report, in the programme's order."""
    order = [district.key for district in programme.districts]
    lines = tuple(sorted(reading.lines, key=lambda line: order.index(line.district)))
    return Report(programme, reading.office, reading.period, lines, (reading.period,), (), Standing(), False)


def _numbers(report: Report) -> dict[str, Decimal]:
    """What each named cell with a number should say."""
    programme = report.programme
    numbers = {total_name(i.key): entered(report.total(i.key), i.unit) for i in programme.active}
    for named in programme.sums:
        parts = [key for key in named.of if key in report.indicators]
        unit = programme.indicator(parts[0]).unit if parts else Unit.COUNT
        numbers[sum_name(named.key)] = entered(report.sum(named.key), unit)
    return numbers | {
        DISTRICTS_REPORTED: Decimal(report.reported),
        DISTRICTS_EXPECTED: Decimal(report.expected),
    }


def _rows(report: Report, programme: Programme) -> Iterator[_Expected]:
    units = {indicator.key: indicator.unit for indicator in programme.active}
    for region in report.regions():
        sums = tuple(entered(report.total(key, region), unit) for key, unit in units.items())
        yield _Expected(_all(programme.region(region).names), sums)
        for line in report.lines_of(region):
            figures = tuple(_figure(line.values.get(key), unit) for key, unit in units.items())
            yield _Expected(_all(programme.district(line.district).names), figures, line.state)
    yield _Expected(None, tuple(entered(report.total(key), unit) for key, unit in units.items()))


def _all(names: Names) -> tuple[str, ...]:
    return tuple(names.values())


def _figure(value: Value | None, unit: Unit) -> Decimal | None:
    return None if value is None else entered(value, unit)


def _title(book: Book, table: Table, expected: Sequence[_Expected]) -> str | None:
    """The sheet, not that of the tallies, in which most of the districts' names stand first in a row."""
    names = {fold(name) for item in expected for name in item.names or ()}
    counted = {
        title: len({fold(str(row.get(1))) for row in book.grid(title).values()} & names)
        for title in book.titles
        if title != table.title
    }
    best = max(counted, key=lambda title: counted[title], default=None)
    return best if best is not None and counted[best] else None


def _first(grid: CellGrid, expected: Sequence[_Expected]) -> int:
    """The table's first row, counted back from the first one that has one of its names."""
    known: dict[str, int] = {}
    for place, item in enumerate(expected):
        for name in item.names or ():
            known.setdefault(fold(name), place)
    numbers = [*grid]
    for place, number in enumerate(numbers):
        if (name := fold(str(grid[number].get(1)))) in known:
            return numbers[max(0, place - known[name])]
    return 0


def _words(told: Sequence[tuple[RowState | None, Held | None]]) -> dict[RowState, str]:
    """The word for each state: that of the language whose words fit best; where none fits, as in a workbook
    of an older version, the one that most rows of that state have."""
    rows = [(state, content) for state, content in told if state is not None]
    languages = []
    for language in LANGUAGES:
        texts = read_texts(language)
        words = {state: texts(f"workbook.state-{state.value.replace('_', '-')}") for state in RowState}
        languages.append((sum(content == words[state] for state, content in rows), words))
    fitting, words = max(languages, key=lambda pair: pair[0])
    if 2 * fitting >= len(rows):
        return words
    for state in RowState:
        said_of = Counter(str(content or "") for one, content in rows if one is state)
        words[state] = said_of.most_common(1)[0][0] if said_of else ""
    return words


def _wrong(
    row: CellRow, item: _Expected, words: Mapping[RowState, str], answered: Sequence[int]
) -> Iterator[tuple[int, Said]]:
    """The columns of a row that are wrong, and what they should say."""
    last = len(item.figures) + 2
    if item.names is not None and fold(str(row.get(1, ""))) not in {fold(name) for name in item.names}:
        yield 1, item.names[0]
    for column, figure in enumerate(item.figures, start=2):
        dash = _DASH if figure is None and item.state is RowState.NO_OPERATIONS else None
        content = row.get(column)
        if not (content == dash if figure is None else is_same_number(content, figure)):
            yield column, dash if figure is None else figure
    content = row.get(last)
    if item.state is not None:
        if content != words[item.state]:
            yield last, words[item.state]
    elif item.names is not None:
        if content is not None:
            yield last, None
    elif {int(number) for number in _WHOLE.findall(str(content))} != {*answered}:
        yield last, " / ".join(map(str, answered))
