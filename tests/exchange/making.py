"""Sheets and reports to write: published weeks with their totals split over the districts, always alike."""

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.packaging.custom import StringProperty

from fieldapp.core.changes import Correction, changes_between, effects_of
from fieldapp.core.checks.case import Surroundings
from fieldapp.core.checks.finding import Finding
from fieldapp.core.checks.rules import check
from fieldapp.core.numbers import Value, explain, in_stored_units
from fieldapp.core.period import Period, month_of, read_period, year_of
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.records.seal import read_canonical
from fieldapp.core.report import Report, Standing, Status, make_report
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState, Sheet
from fieldapp.exchange.workbook import write_workbook
from fieldapp.exchange.xlsx.contract import CELLS_PROPERTY, RECORD_ID, SEAL_SHEET, WORKBOOK_KIND
from fieldapp.exchange.xlsx.seal_sheet import CELLS, add_cells
from fieldapp.exchange.xlsx.written_cells import as_properties, written_cells
from fieldapp.resources import programme_text, resources_folder
from fieldapp.texts.texts import read_texts

PROGRAMME = read_programme(programme_text("azerbaijan"), "azerbaijan.toml")
INDICATORS = tuple(indicator.key for indicator in PROGRAMME.active)
W11 = read_period("2025-W11")
ISSUED = date(2025, 3, 17)
ORDER = "north-south"
R084 = (155, 49, 606, 16_511_000)
"""AP, AT, UXO and square metres of 10-16 March 2025."""

REASON = "Shusha sent its tallies late; a digit was doubled in Aghdam."

WEIGHTS = (13, 2, 80, 3, 1, 44, 6, 60, 64, 15, 70, 140, 36, 1)
"""How totals are split, one weight a district; nothing real."""


def published_weeks() -> list[dict[str, Any]]:
    """The weekly records that have all four figures."""
    records = json.loads((resources_folder() / "published" / "reports.json").read_text(encoding="utf-8"))
    figures = ("ap_mines", "at_mines", "uxo", "hectares_read_as")
    return [r for r in records if r["kind"] == "weekly" and all(r[name] is not None for name in figures)]


def published_totals(record: dict[str, Any]) -> tuple[Value, ...]:
    """The printed figures in stored units."""
    area = in_stored_units(Decimal(str(record["hectares_read_as"])), 10_000)
    return record["ap_mines"], record["at_mines"], record["uxo"], area


def published_period(record: dict[str, Any]) -> Period:
    return Period(date.fromisoformat(record["period_start"]), date.fromisoformat(record["period_end"]))


def split(total: int, parts: int) -> list[int]:
    weights = WEIGHTS[:parts]
    shares = [total * weight // sum(weights) for weight in weights]
    shares[0] += total - sum(shares)
    return shares


def make_sheet(
    totals: Sequence[Value],
    *,
    period: Period = W11,
    office: str = "hq",
    silent: Sequence[str] = (),
    idle: Sequence[str] = (),
) -> Sheet:
    """A week with these totals; `silent` districts have not reported, `idle` ones had no operations."""
    districts = tuple(district.key for district in PROGRAMME.expected(office, period))
    values: dict[Cell, Content] = {Cell(key, STATE): RowState.NO_OPERATIONS for key in idle}
    working = [key for key in districts if key not in (*silent, *idle)]
    for indicator, total in zip(INDICATORS, totals, strict=True) if working else ():
        shares = split(int(total), len(working))
        values.update({Cell(key, indicator): share for key, share in zip(working, shares, strict=True)})
    return Sheet(period, districts, INDICATORS, values)


def partial_sheet() -> Sheet:
    """A week in which much is wrong: silent, idle and half-filled rows, half a mine, a control total."""
    sheet = make_sheet(R084, silent=("lacin", "qubadli"), idle=("susa", "xankendi"))
    values = dict(sheet.values)
    del values[Cell("zengilan", "uxo")]
    values[Cell("agdam", "ap_mines")] = Decimal("2.5")
    values[Cell("terter", "area_cleared_ha")] = 0
    values[Cell("fuzuli", "area_cleared_ha")] = 955
    values[Cell(CONTROL, "uxo")] = 600
    return Sheet(sheet.period, sheet.districts, sheet.indicators, values)


NOTES = {
    Cell("agdam", "uxo"): "Two cluster munitions; the team leader has the photographs.",
    Cell("lacin", "ap_mines"): "=not yet in: the road is closed",
    Cell("susa", "area_cleared_ha"): "exact area to follow",
    Cell(CONTROL, "uxo"): "As on the signed paper",
}


def corrected() -> Report:
    """The second revision of R084's week, in March 2025 with another week before it: two figures and a row
    changed, verified, with notes."""
    old = make_sheet(R084, idle=("susa",))
    values = dict(old.values)
    values[Cell("agdam", "ap_mines")] = 9
    values[Cell("zengilan", "area_cleared_ha")] = 12_345
    del values[Cell("susa", STATE)]
    values |= {Cell("susa", key): number for key, number in zip(INDICATORS, (0, 0, 2, 955), strict=True)}
    new = Sheet(old.period, old.districts, old.indicators, values, NOTES)
    before = report_of(make_sheet((7, 3, 20, 9_500_000), period=read_period("2025-W10")))
    sent = report_of(old, standing=Standing(Status.SENT, 1))
    standing = Standing(Status.READY, 2, reason=REASON, verified_by="Rauf Məmmədov")
    report = report_of(new, standing=standing)
    changes = changes_between(read_canonical(sent.sealed_bytes), report.sealed_rows)
    week = {key: report.total(key) for key in INDICATORS}
    both = {key: week[key] + before.total(key) for key in INDICATORS}
    spans = {W11: week, month_of(W11.start): both, year_of(W11.start): both}
    effects = effects_of(changes, spans, INDICATORS)
    return replace(report, correction=Correction(1, sent.seal.check_code, REASON, changes, effects))


def report_of(
    sheet: Sheet, *, office: str = "hq", standing: Standing | None = None, demonstration: bool = False
) -> Report:
    return make_report(
        PROGRAMME,
        office,
        sheet.period,
        [(sheet, standing or Standing())],
        is_demonstration=demonstration,
    )


def findings_of(sheet: Sheet, unread: dict[Cell, str] | None = None) -> tuple[Finding, ...]:
    units = {cell: PROGRAMME.indicator(cell.indicator).unit for cell in unread or {}}
    kept = {cell: explain(text, units[cell]) for cell, text in (unread or {}).items()}
    typed = dataclasses.replace(sheet, unread=kept)
    return check(typed, PROGRAMME, Surroundings(ISSUED, (sheet.period,)))


def write(
    report: Report, path: Path, language: str = "en", findings: Sequence[Finding] = (), order: str = ORDER
) -> Path:
    return write_workbook(report, findings, path, read_texts(language), order=order, issued=ISSUED)


def without_written_cells(path: Path) -> Any:
    """A workbook as a program leaves it that drops custom properties."""
    book: Any = load_workbook(path)
    for name in [item.name for item in book.custom_doc_props.props if item.name.startswith(CELLS_PROPERTY)]:
        del book.custom_doc_props[name]
    return book


def of_older_form(path: Path) -> Any:
    """A workbook as versions wrote it that did not know of records and written cells."""
    book = without_written_cells(path)
    del book[SEAL_SHEET]
    for name in (WORKBOOK_KIND, RECORD_ID):
        del book.defined_names[name]
    return book


def forged(book: Any) -> Any:
    """The workbook with its cells as they are now told as those that were written."""
    seal = book[SEAL_SHEET]
    first = next(cell.row for cell in seal["A"] if cell.value.startswith(CELLS))
    seal.delete_rows(first, seal.max_row)
    pieces = written_cells(book)
    add_cells(seal, pieces)
    for name in [item.name for item in book.custom_doc_props.props if item.name.startswith(CELLS_PROPERTY)]:
        del book.custom_doc_props[name]
    for name, piece in as_properties(pieces).items():
        book.custom_doc_props.append(StringProperty(name=name, value=piece))
    return book
