"""The Data sheet: every tally in long form, for machines; nothing on it depends on the language but names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.numbers import Unit, entered
from fieldapp.core.programme import Indicator
from fieldapp.core.report import Line, Report, Status
from fieldapp.core.sheet import Cell
from fieldapp.exchange.xlsx.comments import comment_of
from fieldapp.exchange.xlsx.contract import COLUMNS, DATA_TABLE, HEADERS
from fieldapp.exchange.xlsx.page import demonstration_line, put_notice, set_page
from fieldapp.exchange.xlsx.style import (
    DATES,
    CellContent,
    fit,
    lines,
    number_format,
    put,
    set_height,
    shown_width,
)
from fieldapp.texts.texts import Texts

_STYLES = {
    "value": "data-value",
    "revision": "data-value",
    "unit": "data-indented",
    "sealed_at": "data-indented",
    "comment": "data-wrapped",
}

_SIDES = {"data-value": "-right", "data-indented": "-indented"}
"""How a heading and its tag stand over their figures."""

COMMENT_WIDTH = 30
"""Longer comments are broken into lines."""


@dataclass(frozen=True, slots=True)
class DataPlaces:
    """Where the tallies stand: the first and last row below the tags, and the rows of each indicator."""

    title: str
    first: int
    last: int
    rows: dict[str, tuple[int, int]]

    def column(self, header: str, indicator: str | None = None) -> str:
        """An absolute range of a column, of all tallies or of one indicator's."""
        first, last = (self.first, self.last) if indicator is None else self.rows[indicator]
        letter = get_column_letter(HEADERS.index(header) + 1)
        return f"{quote_sheetname(self.title)}!${letter}${first}:${letter}${last}"


def fill_data(ws: Worksheet, report: Report, texts: Texts) -> DataPlaces:
    """Write the tallies, indicator by indicator (a chart needs a column's areas side by side).

    A district without a number has its rows too: their value is blank and their state says why.
    """
    tallies = [
        _tally(report, line, indicator, texts)
        for indicator in report.programme.active
        for line in report.lines
    ]
    width = _set_widths(ws, tallies)
    top, notice = 1, demonstration_line(report, texts)
    if notice:
        put_notice(ws, 1, notice, len(COLUMNS), width)
        top = 3
    for place, column in enumerate(COLUMNS, start=1):
        side = _SIDES.get(_STYLES.get(column.header, ""), "")
        put(ws, top, place, column.header, f"data-heading{side}")
        put(ws, top + 1, place, column.tag, f"data-tag{side}")
    set_height(ws, top + 1, 2, line=12.5)
    first = top + 2
    for row, tally in enumerate(tallies, start=first):
        _put_tally(ws, row, tally, texts)
    last = top + 1 + len(tallies)
    table = Table(displayName=DATA_TABLE, ref=f"A{top}:{get_column_letter(len(COLUMNS))}{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    ws.add_table(table)
    set_page(ws, report, texts, (last, len(COLUMNS)), landscape=True, header=top)
    ws.freeze_panes = f"A{first}"
    each = len(report.lines)
    starts = {key: first + number * each for number, key in enumerate(report.indicators)}
    rows = {key: (start, max(start, start + each - 1)) for key, start in starts.items()}
    return DataPlaces(ws.title, first, max(first, last), rows)


def _tally(report: Report, line: Line, indicator: Indicator, texts: Texts) -> dict[str, CellContent]:
    value = line.values[indicator.key]
    number = None if value is None else entered(value, indicator.unit)
    standing = report.standing
    sealed_at = standing.sealed_at if standing.status is Status.SENT else None
    return {
        "week_start": report.period.start,
        "week_end": report.period.end,
        "iso_week": "/".join(report.period.iso_weeks),
        "office_code": report.office,
        "district_code": line.district,
        "district_name": texts.district(line.district, report.programme),
        "indicator": indicator.key,
        "state": line.state.value,
        "value": number,
        "unit": indicator.unit.value,
        "comment": comment_of(number, report.notes.get(Cell(line.district, indicator.key), "")),
        "revision": report.standing.revision,
        "sealed_at": sealed_at.isoformat(timespec="seconds") if sealed_at else None,
        "check_code": report.seal.check_code,
    }


def _put_tally(ws: Worksheet, row: int, tally: Mapping[str, CellContent], texts: Texts) -> None:
    for place, header in enumerate(HEADERS, start=1):
        content = tally[header]
        cell = put(ws, row, place, content, _STYLES.get(header, "data"))
        if isinstance(content, date):
            cell.number_format = DATES[texts.language]
        elif isinstance(content, Decimal):
            cell.number_format = number_format(content, Unit(str(tally["unit"])))
    said = str(tally["comment"] or "").splitlines()
    if sum(lines(line, COMMENT_WIDTH) for line in said) > 1:
        set_height(ws, row, sum(lines(line, COMMENT_WIDTH) for line in said), line=13.5)


def _set_widths(ws: Worksheet, tallies: Sequence[Mapping[str, CellContent]]) -> float:
    """Every column as wide as its header, its tag and its longest content; returns the sum."""
    width = 0.0
    for place, column in enumerate(COLUMNS, start=1):
        contents = {tally[column.header] for tally in tallies}
        longest = max((_width(content) for content in contents), default=0)
        most = COMMENT_WIDTH + 2 if column.header == "comment" else 200
        tag = (len(column.tag) + 1) // 2 + 1  # it goes over two lines, so that the page across can be read
        width += fit(ws, place, (), max(len(column.header) + 3, tag, longest + 1), most)
    return width


def _width(content: CellContent) -> int:
    if isinstance(content, Decimal):
        return shown_width(content)
    return 11 if isinstance(content, date) else len(str(content or ""))
