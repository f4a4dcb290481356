"""The Excel report: one workbook that people read and that HQ takes back in.

*Report*, *Districts*, *Checks* and, for a correction, *Changes* are for people, in the chosen language;
*Data*, the tallies in long form, and the hidden *Seal*, the record, are for machines. What those may rely
on is in `xlsx/contract.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.packaging.custom import IntProperty, StringProperty
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from fieldapp.core.checks.finding import Finding, Severity
from fieldapp.core.records.record import Record, WorkbookForm
from fieldapp.core.report import Report
from fieldapp.core.sending import record_of
from fieldapp.exchange.placing import UnplacedFile, lay_aside
from fieldapp.exchange.xlsx.changes_sheet import fill_changes
from fieldapp.exchange.xlsx.checks_sheet import Addresses, fill_checks
from fieldapp.exchange.xlsx.contract import DATA_SHEET, DEMONSTRATION_PROPERTY, PROGRAMME_PROPERTY, SEAL_SHEET
from fieldapp.exchange.xlsx.data_sheet import fill_data
from fieldapp.exchange.xlsx.districts_sheet import fill_districts
from fieldapp.exchange.xlsx.reading import read_workbook
from fieldapp.exchange.xlsx.report_sheet import fill_report
from fieldapp.exchange.xlsx.saving import saved
from fieldapp.exchange.xlsx.seal_sheet import add_cells, fill_seal
from fieldapp.exchange.xlsx.style import add_styles
from fieldapp.exchange.xlsx.written_cells import as_properties, written_cells
from fieldapp.texts.texts import Texts
from fieldapp.version import VERSION

__all__ = ["lay_workbook_aside", "make_workbook", "read_workbook", "write_workbook"]


def write_workbook(
    report: Report, findings: Sequence[Finding], path: Path, texts: Texts, *, order: str | None, issued: date
) -> Path:
    """Write a report's workbook, whole or not at all; returns the path that was written.

    `order`: the chosen list order, or None for the usual ones. Where the target is open in Excel or
    LibreOffice, the path is `name (2).xlsx` beside it. Raises FieldAppError `unknown-order`, `is-a-folder`,
    `not-found` (the folder), `is-a-data-file`, `no-permission`, `disk-full` or `disk-failed`.
    """
    file = lay_workbook_aside(report, findings, path, texts, order=order, issued=issued)
    try:
        return file.move()
    finally:
        file.drop()


def lay_workbook_aside(
    report: Report,
    findings: Sequence[Finding],
    path: Path,
    texts: Texts,
    *,
    order: str | None,
    issued: date,
    record: Record | None = None,
) -> UnplacedFile:
    """Write a report's workbook whole beside the place where it is to go. Raises as `write_workbook` does."""
    content = saved(make_workbook(report, findings, texts, order=order, issued=issued, record=record))

    def write(file: IO[bytes]) -> None:
        file.write(content)

    return lay_aside(path, write)


def make_workbook(
    report: Report,
    findings: Sequence[Finding],
    texts: Texts,
    *,
    order: str | None,
    issued: date,
    record: Record | None = None,
    add_sheets: Callable[[Workbook], None] | None = None,
) -> Workbook:
    """The workbook in memory. `record`: what it carries, the report's own unless told; `add_sheets`: puts in
    sheets of its own. Raises FieldAppError `unknown-order`."""
    record = record or record_of(report, form=WorkbookForm(texts.language, order))
    book = Workbook()
    add_styles(book)
    front = book.worksheets[0]
    front.title = texts("workbook.sheet-report")
    districts_sheet = book.create_sheet(texts("workbook.sheet-districts"))
    checks_sheet = book.create_sheet(texts("workbook.sheet-checks"))
    if report.correction is not None:
        changes_sheet = book.create_sheet(texts("workbook.sheet-changes"))
        fill_changes(changes_sheet, report, report.correction, texts)
    data_sheet = book.create_sheet(DATA_SHEET)
    data = fill_data(data_sheet, report, texts)
    districts = fill_districts(districts_sheet, report, texts, data)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    names = fill_report(front, report, record, texts, order, issued, errors)
    places = Addresses(front.title, districts, data)
    fill_checks(checks_sheet, report, findings, texts, places, record.controls)
    for name, address in names.items():
        book.defined_names[name] = DefinedName(name, attr_text=f"{quote_sheetname(front.title)}!{address}")
    if add_sheets is not None:
        add_sheets(book)
    book.calculation.fullCalcOnLoad = True
    seal_sheet = book.create_sheet(SEAL_SHEET)
    fill_seal(seal_sheet, record)
    pieces = written_cells(book)
    add_cells(seal_sheet, pieces)
    _describe(book, report, texts, issued, as_properties(pieces))
    return book


def _describe(book: Workbook, report: Report, texts: Texts, issued: date, cells: Mapping[str, str]) -> None:
    """The document's properties; the custom ones are for machines."""
    office = texts.names(report.programme.office(report.office).names)
    book.properties.title = f"{texts('workbook.title')}, {texts.period_label(report.period)}"
    book.properties.creator = book.properties.lastModifiedBy = office
    book.properties.language = texts.language
    book.properties.created = datetime.combine(issued, time())
    described = {
        PROGRAMME_PROPERTY: report.programme.key,
        "programme_version": report.programme.version,
        "app_version": VERSION,
        "office": report.office,
        "check_code": report.seal.check_code,
    }
    custom = book.custom_doc_props  # type: ignore[attr-defined] # unknown to the stubs
    for name, value in described.items():
        custom.append(StringProperty(name=name, value=value))
    if report.is_demonstration:
        custom.append(IntProperty(name=DEMONSTRATION_PROPERTY, value=1))
    for name, value in cells.items():
        custom.append(StringProperty(name=name, value=value))
