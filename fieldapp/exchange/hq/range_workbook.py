"""The workbook of a report over a range: that of a summary, and before its tallies the rows that were asked
for, with live sums and a chart."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from fieldapp.core.checks.finding import Finding
from fieldapp.core.numbers import Unit
from fieldapp.core.published.kept import CasualtyCount
from fieldapp.core.spans.range_report import OPENING_ROW, By, RangeReport
from fieldapp.exchange.placing import place_bytes
from fieldapp.exchange.workbook import make_workbook
from fieldapp.exchange.xlsx.saving import CountRows, count_no_rows, saved
from fieldapp.exchange.xlsx.spans.annual_sheet import fill_annual
from fieldapp.exchange.xlsx.spans.range_sheet import fill_range
from fieldapp.texts.texts import Texts


def write_range(
    report: RangeReport,
    findings: Sequence[Finding],
    path: Path,
    texts: Texts,
    *,
    issued: date,
    casualties: CasualtyCount | None = None,
    count: CountRows = count_no_rows,
) -> Path:
    """Write the workbook, whole or not at all; the path that it has. Its record is of the kind `summary`, and
    nobody ever counts it. `casualties`: the newest count by its last day. Raises FieldAppError as `place`
    does, and as `count`."""
    book = make_range_workbook(report, findings, texts, issued=issued, casualties=casualties)
    return place_bytes(path, saved(book, count))


def make_range_workbook(
    report: RangeReport,
    findings: Sequence[Finding],
    texts: Texts,
    *,
    issued: date,
    casualties: CasualtyCount | None = None,
) -> Workbook:
    """The workbook in memory."""

    def add_sheets(book: Workbook) -> None:
        first = book.create_sheet(texts(f"range.by-{report.by.value}"), 1)
        fill_range(first, report, texts, casualties)
        has_areas = any(item.unit is Unit.HECTARE for item in report.programme.active)
        is_by_district = report.by is By.DISTRICT and report.rows[-1:]
        if has_areas and is_by_district and report.rows[-1].key != OPENING_ROW:
            fill_annual(book.create_sheet(texts("range.sheet-table"), 2), report, texts)

    return make_workbook(report.report, findings, texts, order=None, issued=issued, add_sheets=add_sheets)
