"""Every figure of every sheet in one long CSV table, with the columns of a workbook's *Data* sheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from fieldapp.core.characters import as_no_formula
from fieldapp.core.interchange.extract import Extract, Holding
from fieldapp.core.numbers import decimal_text
from fieldapp.core.report import Report, Status, make_report
from fieldapp.core.sheet import Cell
from fieldapp.exchange.interchange.elements import aside_of
from fieldapp.exchange.xlsx.contract import HEADERS
from fieldapp.texts.texts import Texts


def long_csv(extract: Extract, texts: Texts) -> str:
    """UTF-8 text with commas and points, whatever the language; a row for each cell, also where no number is.

    Raises FieldAppError `parts-overlap`.
    """
    aside = aside_of(extract, texts)
    rows = (
        {"district_name": texts.district(row["district_code"], extract.programme), **row}
        for holding, districts in extract.counted()
        for row in _rows(extract, holding, districts, aside)
    )
    return csv_text_of(HEADERS, rows)


def csv_text_of(headers: Iterable[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Rows as CSV, with quotes only where they are needed; no text of them is a formula to a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(headers), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: as_no_formula(text) for name, text in row.items()} for row in rows)
    return out.getvalue()


def sheet_report(extract: Extract, holding: Holding) -> Report:
    """The report of a sheet by itself."""
    sheet = holding.sheet
    return make_report(extract.programme, sheet.office, sheet.period, [(sheet, holding.standing)])


def _rows(
    extract: Extract, holding: Holding, districts: Iterable[str], aside: list[str]
) -> Iterator[dict[str, str]]:
    sheet, standing = holding.sheet, holding.standing
    is_sent = standing.status is Status.SENT
    sealed_at = standing.sealed_at if is_sent else None
    about = {
        "week_start": sheet.period.start.isoformat(),
        "week_end": sheet.period.end.isoformat(),
        "iso_week": "/".join(sheet.period.iso_weeks),
        "office_code": sheet.office,
        "revision": str(standing.revision),
        "sealed_at": sealed_at.isoformat(timespec="seconds") if sealed_at else "",
        "check_code": sheet_report(extract, holding).seal.check_code if is_sent else "",
    }
    for district in districts:
        for indicator in extract.programme.active:
            value = sheet.value(district, indicator.key)
            note = sheet.notes.get(Cell(district, indicator.key), "")
            yield {
                **about,
                "district_code": district,
                "indicator": indicator.key,
                "state": sheet.state(district).value,
                "value": "" if value is None else decimal_text(value, indicator.unit),
                "unit": indicator.unit.value,
                "comment": "\n".join(filter(None, [*aside, note])),
            }
