"""A year: its workbook against the same cells written with openpyxl naively, and what it adds up to."""

import io
from collections.abc import Callable
from contextlib import closing
from copy import copy
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from fieldapp.core.edits import make_edits
from fieldapp.core.period import Period, year_of
from fieldapp.core.spans.range_report import By, RangeReport
from fieldapp.exchange.hq.range_workbook import make_range_workbook
from fieldapp.exchange.xlsx.saving import saved
from fieldapp.store.store import Store
from fieldapp.texts.texts import read_texts
from tools.bench.opening import made
from tools.bench.pairs import Figure, take_turns
from tools.bench.scene import DISTRICTS, FIRST, INDICATORS, WEEKS
from tools.bench.sitting import UNCOUNTED, in_milliseconds, spent

_WEEKS_OF_A_YEAR = 52
_VALUES = WEEKS * DISTRICTS * INDICATORS


def exporting_year(folder: Path, pairs: int) -> Figure:
    """The workbook of a year by districts. Its figures are in hand: reading them is `adding_up`."""
    with closing(Store(made(folder, _WEEKS_OF_A_YEAR), "Leyla")) as store:
        report = store.range_report(year_of(FIRST), By.DISTRICT)
    cells = cells_of(_book(report))
    ours, theirs = take_turns(
        lambda: spent(lambda: saved(_book(report))), lambda: spent(lambda: naively(cells)), pairs
    )
    return Figure("export a year", "the same cells, naively by openpyxl", 0.6, 0.45, ours, theirs)


def adding_up(folder: Path, pairs: int) -> Figure:
    """The figures of the last year until its end, in a file of ten years, asked for again."""
    with closing(_ten_years(folder)) as store:
        span = _last_year(store)
        taken = [spent(lambda: store.range_report(span, By.DISTRICT)) for _ in range(UNCOUNTED + pairs)]
    return in_milliseconds(f"year to date, in a file of {_VALUES:,} values", 16.7, 10, taken)


def adding_up_first(folder: Path, pairs: int) -> Figure:
    """The same, the first time since the file was opened: each sheet is read and compared with its digest."""
    taken = []
    for _ in range(UNCOUNTED + pairs):
        with closing(_ten_years(folder)) as store:
            span = _last_year(store)
            taken.append(spent(partial(store.range_report, span, By.DISTRICT)))
    return in_milliseconds("year to date, first", 150, 80, taken)


def adding_up_changed(folder: Path, pairs: int) -> Figure:
    """The same, after a figure of one sheet was changed."""
    with closing(_ten_years(folder)) as store:
        span, sheet = _last_year(store), store.sheet(_last_week(store))
        cell, taken = next(iter(sheet.values)), []
        for number in range(UNCOUNTED + pairs):
            store.write(sheet.key, make_edits(store.sheet(sheet.key), {cell: 1000 + number}))
            taken.append(spent(lambda: store.range_report(span, By.DISTRICT)))
    return in_milliseconds("year to date, after a change", 16.7, 10, taken)


def naively(cells: list[tuple[str, list[Callable[[Any], None]]]]) -> bytes:
    """A workbook with these cells, each given its own font, ground, borders and place."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, puts in cells:
        ws = book.create_sheet(title)
        for put in puts:
            put(ws)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def cells_of(book: Workbook) -> list[tuple[str, list[Callable[[Any], None]]]]:
    """How each cell of a workbook is written by whoever does not share styles."""
    return [(ws.title, [_putting(cell) for row in ws.iter_rows() for cell in row]) for ws in book.worksheets]


@cache
def _made_once(folder: Path) -> Path:
    return made(folder, WEEKS)


def _ten_years(folder: Path) -> Store:
    return Store(_made_once(folder), "Leyla")


def _last_week(store: Store) -> Period:
    last = store.last_written()
    assert last is not None
    return last


def _last_year(store: Store) -> Period:
    return year_of(_last_week(store).start)


def _putting(cell: Any) -> Callable[[Any], None]:
    row, column, value, number_format = cell.row, cell.column, cell.value, cell.number_format
    font, ground, sides, place = cell.font, cell.fill.fgColor.rgb, cell.border, copy(cell.alignment)
    name, size, bold, ink = font.name, font.sz, font.b, _rgb(font.color)
    rules = [
        (side.style, _rgb(side.color)) if side and side.style else None for side in (sides.top, sides.bottom)
    ]
    is_plain = not cell.has_style
    is_covered, is_filled = isinstance(cell, MergedCell), cell.fill.fill_type == "solid"

    def put(ws: Any) -> None:
        new = ws.cell(row, column)
        if not is_covered:
            new.value = value
        if is_plain:
            return
        new.font = Font(name=name, size=size, bold=bold, color=ink)
        new.alignment = Alignment(place.horizontal, place.vertical, wrap_text=place.wrap_text)
        over, under = (Side(*rule) if rule else None for rule in rules)
        new.border = Border(top=over, bottom=under)
        if is_filled:
            new.fill = PatternFill("solid", start_color=ground)
        new.number_format = number_format

    return put


def _rgb(colour: Any) -> str | None:
    return colour.rgb if colour is not None and isinstance(colour.rgb, str) else None


def _book(report: RangeReport) -> Workbook:
    return make_range_workbook(report, (), read_texts("en"), issued=date(2026, 1, 5))
