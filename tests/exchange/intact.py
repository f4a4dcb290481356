"""The tables of `docs/intact.md`: what is found when a cell is altered, and what LibreOffice leaves intact.

After a wanted change, write them anew (LibreOffice must be there) and read the difference:

    python -m tests.exchange.intact
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from fieldapp.core.checks.finding import Finding
from fieldapp.core.receive import Alteration, Reading, Said
from fieldapp.core.report import Report, Standing, Status
from fieldapp.exchange.workbook import read_workbook
from fieldapp.exchange.xlsx.contract import SEAL_SHEET
from fieldapp.exchange.xlsx.grids import opened_book
from fieldapp.texts.texts import Texts, read_texts
from tests.exchange.making import (
    PROGRAMME,
    R084,
    corrected,
    findings_of,
    make_sheet,
    partial_sheet,
    report_of,
    write,
)
from tests.exchange.resaving import Resaved, resaved

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "intact.md"
ALTERATIONS, SAVINGS = "## Alterations", "## Savings by LibreOffice"
SENT_AT = datetime(2025, 3, 17, 8, 0, tzinfo=UTC)
SECONDS = 240
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
"""It changes with the definition of the programme."""


def sent() -> Report:
    """A week as it is sent the first time."""
    return report_of(make_sheet(R084), standing=Standing(Status.SENT, 1, SENT_AT))


def sent_again() -> Report:
    """A correction, sent."""
    report = corrected()
    return replace(report, standing=replace(report.standing, status=Status.SENT, sealed_at=SENT_AT))


def partial() -> Report:
    return report_of(partial_sheet())


KINDS: dict[str, Callable[[], Report]] = {"sent": sent, "corrected": sent_again, "partial": partial}
SAVED = (
    ("sent", "en"),
    ("corrected", "az"),
    ("partial", "ru"),
    ("partial", "en"),
    ("sent", "az"),
    ("corrected", "ru"),
)


def findings() -> tuple[Finding, ...]:
    """Those of the partial week, so that there is a cell of each kind on Checks."""
    return findings_of(partial_sheet())


@dataclass(frozen=True)
class Case:
    """An alteration: in words, the sheet's text key or name, which cell (the first whose content begins so,
    and how many columns right of it), and what is put there."""

    what: str
    sheet: str
    beside: str
    right: int
    put: object
    down: int = 0


CASES = (
    Case("a headline figure", "report", "indicators.uxo", 1, 6060),
    Case("a sum", "report", "workbook.sums", 1, 1, down=1),
    Case("a sentence", "report", "workbook.sentence-wire", 1, "In this period nothing was found."),
    Case("the line under the title", "report", "workbook.title", 0, "Karabakh · Azerbaijan", down=1),
    Case("the period in words", "report", "workbook.title", 0, "17–23 Mar 2025", down=2),
    Case("the day of issue", "report", "workbook.issued", 1, date(2025, 3, 24)),
    Case("the notice of a correction", "report", "Revision 2 corrects", 0, "Revision 2 corrects nothing."),
    Case("how many districts reported", "report", "workbook.reported", 1, 8),
    Case("the list of districts that reported", "report", "workbook.places-reported", 1, "Aghdam"),
    Case("who verified", "report", "workbook.verified-by", 1, "Somebody Else"),
    Case("the status", "report", "workbook.status", 1, "Draft"),
    Case("the first day", "report", "workbook.period-start", 1, date(2025, 3, 3)),
    Case("the office", "report", "workbook.office-code", 1, "karabakh"),
    Case("the revision", "report", "workbook.revision", 1, 1),
    Case("the check code", "report", "workbook.check-code", 1, "W11-7KQ4"),
    Case("the reason for a correction", "report", "workbook.reason", 1, "A mistake."),
    Case("a district's figure", "districts", "districts.fuzuli", 4, 4000),
    Case("a region's subtotal", "districts", "regions.karabakh", 1, 1),
    Case("a column's total", "districts", "workbook.total", 4, 9999),
    Case("a district's state", "districts", "districts.agdam", 5, "no operations"),
    Case("a finding", "checks", "workbook.error", 1, "All is well."),
    Case("a total as written", "checks", "workbook.check", 3, 1),
    Case("a formula that checks, made a value", "checks", "workbook.check", 5, True),
    Case("an old figure", "changes", "districts.agdam", 2, 90),
    Case("a correction's effect", "changes", "workbook.total", 3, 1),
    Case("a tally", "Data", "week_start", 8, 1300, down=2),
    Case("a district's name beside its tally", "Data", "week_start", 5, "Barda", down=2),
    Case("a remark", "Data", "week_start", 10, "counted twice", down=2),
    Case("the kind of workbook", "report", "workbook.record-kind", 1, "summary"),
    Case("the id of the record", "report", "workbook.record-id", 1, "0" * 64),
    Case("a figure in the record", "Seal", "row fuzuli", 0, "row fuzuli reported ap_mines=400"),
    Case("the status in the record", "Seal", "status", 0, "status draft"),
    Case("the id under the record", "Seal", "id ", 0, f"id {'0' * 64}"),
    Case("something beside the record", "Seal", "kind", 1, "checked"),
    Case("a cell that was empty", "report", "workbook.title", 4, "checked and approved", down=5),
)


def written(folder: Path) -> Path:
    """The workbook that is altered: a correction in English that was sent, with every kind of cell."""
    return write(sent_again(), folder / "week.xlsx", "en", findings())


Found = tuple[tuple[str, str], Reading]
"""Sheet and cell that were altered, and the reading of the workbook."""


def found(case: Case, source: Resaved, target: Path) -> Found:
    """Save the workbook with one cell altered, and read it."""
    texts = read_texts("en")
    sheet = _sheet(source.book, case, texts)
    label = _label(case.beside, texts)
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    exact = [cell for cell in cells if cell.value == label]
    near = (exact or [cell for cell in cells if str(cell.value).startswith(label)])[0]
    cell = sheet.cell((near.row or 0) + case.down, (near.column or 0) + case.right)
    assert cell.value != case.put
    with source.altered(cell, case.put, target) as path:
        return (sheet.title, cell.coordinate), read_workbook(path, PROGRAMME)


def _sheet(book: Workbook, case: Case, texts: Texts) -> Worksheet:
    title = case.sheet if case.sheet in book.sheetnames else texts(f"workbook.sheet-{case.sheet}")
    sheet = book[title]
    assert isinstance(sheet, Worksheet)
    return sheet


def _label(beside: str, texts: Texts) -> str:
    kind, _, key = beside.partition(".")
    match kind:
        case "workbook":
            return texts(beside)
        case "districts":
            return texts.names(PROGRAMME.district(key).names)
        case "regions":
            return texts.names(next(r for r in PROGRAMME.regions if key in r.key).names)
        case "indicators":
            return texts.names(PROGRAMME.indicator(key).names)
        case _:
            return beside


def named(place: tuple[str, str], reading: Reading) -> Alteration | None:
    """What the reading says of a cell."""
    return next((item for item in reading.alterations if (item.sheet, item.cell) == place), None)


def alteration_rows(find: Callable[[Case], Found]) -> Iterator[str]:
    """The lines of the first table."""
    yield "| altered | sheet | cell | it says | it should say | found and named |"
    yield "|---|---|---|---|---|---|"
    for case in CASES:
        place, reading = find(case)
        item = named(place, reading)
        says, should = (_word(item.says), _word(item.should_say)) if item else ("", "")
        is_found = item is not None and not reading.is_intact()
        yield f"| {case.what} | {place[0]} | {place[1]} | {says} | {should} | {'yes' if is_found else 'NO'} |"


def saving_rows(folder: Path) -> Iterator[str]:
    """The lines of the second table. LibreOffice must be there."""
    yield "| workbook | language | cells that differ after saving | rows of Seal that differ | still intact |"
    yield "|---|---|---|---|---|"
    for (kind, language), path in zip(SAVED, saved(folder), strict=True):
        reading = read_workbook(path, PROGRAMME)
        pairs = zip_longest(seal_lines(path), seal_lines(folder / path.name))
        differing = sum(one != other for one, other in pairs)
        said = "yes" if reading.is_intact() and not reading.is_older_form else "NO"
        yield f"| {kind} | {language} | {len(reading.alterations)} | {differing} | {said} |"


def seal_lines(path: Path) -> list[str]:
    """Every row of the sheet *Seal*, the record's and those of the cells."""
    with opened_book(path) as book:
        return [str(row.get(1)) for row in book.grid(SEAL_SHEET).values()]


def saved(folder: Path) -> list[Path]:
    """The six workbooks as LibreOffice has saved them."""
    paths = [
        write(
            KINDS[kind](),
            folder / f"{kind}-{language}.xlsx",
            language,
            findings() if kind == "partial" else (),
        )
        for kind, language in SAVED
    ]
    out, profile = folder / "saved", (folder / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", out, *paths], check=True, capture_output=True, timeout=SECONDS)
    return [out / path.name for path in paths]


def section(heading: str) -> list[str]:
    """The table under a heading of the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    below = text[text.index(heading) :].splitlines()[1:]
    body = below[: next((n for n, line in enumerate(below) if line.startswith("## ")), len(below))]
    return [line for line in body if line.startswith("|")]


def _word(said: Said) -> str:
    if said is None:
        return "(empty)"
    text = f"{said:f}" if isinstance(said, Decimal) else str(said)
    text = DIGEST.sub("(digest)", " ".join(text.split()).replace("|", "/"))
    return text if len(text) <= 60 else f"{text[:59]}…"


def main() -> None:
    """Write the tables anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = resaved(written(folder))
        tables = {ALTERATIONS: [*alteration_rows(lambda case: found(case, source, folder / "altered.xlsx"))]}
        if shutil.which("soffice"):
            tables[SAVINGS] = [*saving_rows(folder)]
    text = DOCUMENT.read_text(encoding="utf-8")
    for heading, rows in tables.items():
        old = "\n".join(section(heading))
        text = (
            text.replace(old, "\n".join(rows))
            if old
            else text.replace(heading, f"{heading}\n\n" + "\n".join(rows))
        )
    DOCUMENT.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
