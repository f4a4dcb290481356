"""LibreOffice opens every workbook, finds every check TRUE, and prints it one page wide."""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.findings import findings_of as findings_of_file
from fieldapp.core.hq.plan import Verdict, make_plan
from fieldapp.core.hq.state import Holdings
from fieldapp.core.report import Standing, Status
from fieldapp.core.sheet import Cell
from fieldapp.exchange.hq.arrivals import read_arrival
from fieldapp.exchange.workbook import read_workbook
from fieldapp.texts.texts import LANGUAGES
from tests.exchange.intact import SAVINGS, saving_rows, section
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

pytestmark = [pytest.mark.office, pytest.mark.slow]
SECONDS = 240
NOW = datetime(2026, 3, 31, 9, tzinfo=UTC)


def cases():
    """Every kind of workbook by name: (report, findings)."""
    partial = partial_sheet()
    unread = {Cell("fuzuli", "uxo"): "=1+1"}
    demonstration = report_of(make_sheet(R084), standing=Standing(source="R084"), demonstration=True)
    return {
        "whole": (report_of(make_sheet(R084)), ()),
        "partial": (report_of(partial), findings_of(partial, unread)),
        "office": (report_of(make_sheet(R084, office="karabakh"), office="karabakh"), ()),
        "demonstration": (demonstration, ()),
        "correction": (corrected(), ()),
    }


def tampered(folder):
    """A workbook in which one figure of one district was changed by hand."""
    path = write(report_of(make_sheet(R084)), folder / "tampered.xlsx")
    book = load_workbook(path)
    book["Districts"]["B9"] = 999
    book.save(path)
    return path


def altered(folder):
    """A correction in which one difference was changed by hand."""
    path = write(corrected(), folder / "altered.xlsx")
    book = load_workbook(path)
    book["Changes"]["E8"] = 999
    book.save(path)
    return path


def verdicts(converted, name, sheet=2):
    """What the check formulas say after LibreOffice has worked them out; the one over all of them first."""
    checks = load_workbook(converted / "xlsx" / f"{name}.xlsx", data_only=True).worksheets[sheet]
    formulas = load_workbook(converted / f"{name}.xlsx").worksheets[sheet]
    return [bool(checks[cell.coordinate].value) for cell in formulas["F"] if cell.data_type == "f"]


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """A folder with every workbook as we wrote it, as LibreOffice saved it, and as it printed it."""
    if shutil.which("soffice") is None:
        pytest.fail("LibreOffice is missing: python3 dev.py test-office installs it")
    folder = tmp_path_factory.mktemp("office")
    sources = [
        write(report, folder / f"{name}_{language}.xlsx", language, findings)
        for name, (report, findings) in cases().items()
        for language in LANGUAGES
    ]
    sources += [tampered(folder), altered(folder)]
    profile = (folder / "profile").as_uri()
    for kind in ("xlsx", "pdf"):
        command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind]
        subprocess.run(
            [*command, "--outdir", folder / kind, *sources], check=True, capture_output=True, timeout=SECONDS
        )
    return folder


@pytest.fixture(params=[f"{name}_{language}" for name in cases() for language in LANGUAGES])
def name(request):
    return request.param


def test_every_check_is_true_when_recalculated(converted, name):
    said = verdicts(converted, name)
    assert len(said) > 15
    assert set(said) == {True}


def test_a_figure_changed_by_hand_makes_its_checks_false(converted):
    overall, *each = verdicts(converted, "tampered")
    assert not overall
    assert each.count(False) == 2  # the sum of its column and of its region


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_difference_of_a_correction_is_true_when_recalculated(converted, language):
    said = verdicts(converted, f"correction_{language}", sheet=3)
    assert len(said) == 1 + 6 + 9
    assert set(said) == {True}


def test_a_difference_changed_by_hand_makes_its_checks_false(converted):
    overall, *each = verdicts(converted, "altered", sheet=3)
    assert not overall
    assert each.count(False) == 4  # its own, and the column's in week, month and year


def test_no_cell_shows_an_error(converted, name):
    book = load_workbook(converted / "xlsx" / f"{name}.xlsx", data_only=True)
    assert [
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e"
    ] == []


def test_what_libreoffice_saved_is_still_the_same_report(converted, name):
    ours = read_workbook(converted / f"{name}.xlsx", PROGRAMME)
    assert read_workbook(converted / "xlsx" / f"{name}.xlsx", PROGRAMME) == ours
    assert ours.is_intact()


def test_one_number_changed_in_libreoffice_is_named_old_and_new_though_headquarters_never_saw_the_file(
    tmp_path,
):
    sheet, out = make_sheet(R084, office="karabakh"), tmp_path / "out"
    sent = report_of(sheet, office="karabakh", standing=Standing(Status.SENT))
    marked: dict[str, tuple[str, Any]] = {
        "data": ("Data", 77),
        "districts": ("Districts", 66),
        "sentence": ("Report", "999 mines."),
    }
    wanted = {}
    for name, (title, says) in marked.items():
        path = write(sent, tmp_path / f"{name}.xlsx")
        book: Any = load_workbook(path)
        cell = next(
            cell
            for row in book[title].iter_rows(min_row=2)
            for cell in row
            if (isinstance(cell.value, str) and "606" in cell.value and len(cell.value) > 60)
            or (name != "sentence" and cell.value == sheet.value("agdam", "uxo"))
        )
        wanted[name] = (title, cell.coordinate, str(says), str(cell.value))
        cell.value = says
        book.save(path)
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "xlsx"]
    sources = [tmp_path / f"{name}.xlsx" for name in marked]
    subprocess.run([*command, "--outdir", out, *sources], check=True, capture_output=True, timeout=SECONDS)

    plan = make_plan(
        Holdings(), [read_arrival(out / path.name, PROGRAMME) for path in sources], PROGRAMME, ()
    )

    for file in plan.files:
        assert (file.verdict, file.counted) == (Verdict.EDITED, False)
        found = findings_of_file(file, PROGRAMME, NOW)
        told = {(one.sheet, one.address, str(one.says), str(one.should_say)) for one in found}
        assert wanted[file.arrival.path.stem] in told


def test_six_savings_leave_it_intact_as_the_document_says(tmp_path):
    assert section(SAVINGS) == [*saving_rows(tmp_path)]
    assert all(row.endswith("| yes |") for row in section(SAVINGS)[2:])


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_another_format_of_libreoffice_is_named(tmp_path, kind):
    path = convert(write(report_of(make_sheet(R084)), tmp_path / "week.xlsx"), kind)

    with pytest.raises(FieldAppError) as error:
        read_workbook(path, PROGRAMME)

    assert (error.value.code, error.value.details["format"]) == ("workbook-format", f".{kind}")


def convert(path, kind):
    """As LibreOffice saves it in another format."""
    folder, profile = path.parent / "other", (path.parent / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind]
    subprocess.run([*command, "--outdir", folder, path], check=True, capture_output=True, timeout=SECONDS)
    return folder / f"{path.stem}.{kind}"


def test_the_chart_is_kept(converted, name):
    districts: Any = load_workbook(converted / "xlsx" / f"{name}.xlsx").worksheets[1]
    assert len(districts._charts) == 1


def test_every_sheet_prints_on_one_a4_page_and_the_other_languages_on_their_own(converted, name):
    """The tallies of a demonstration, below its notice, go over to a second page."""
    pdf = (converted / "pdf" / f"{name}.pdf").read_bytes()
    pages = re.findall(rb"/Type\s*/Page\b[^>]*?/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    sizes = [tuple(sorted(round(float(side)) for side in page)) for page in pages]
    assert sizes == [(595, 842)] * (6 if name.startswith(("correction", "demonstration")) else 5)
