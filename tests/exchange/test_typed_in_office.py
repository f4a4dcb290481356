"""What somebody types into a workbook in LibreOffice is named old and new, or read, when it comes back."""

import shutil
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from fieldapp.core.hq.findings import findings_of
from fieldapp.core.hq.plan import Planned, Verdict, make_plan
from fieldapp.core.hq.state import Holdings
from fieldapp.core.period import month_of
from fieldapp.core.report import Standing, Status, make_report
from fieldapp.core.sheet import STATE, Cell, RowState
from fieldapp.exchange.hq.arrivals import read_arrival
from tests.exchange.form.filling import MARK, empty, places
from tests.exchange.making import PROGRAMME, R084, make_sheet, report_of, write
from tests.exchange.typing_office import TypingOffice

pytestmark = [pytest.mark.office, pytest.mark.slow]
NOW = datetime(2026, 3, 31, 9, tzinfo=UTC)
UXO = Cell("agdam", "uxo")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> TypingOffice:
    if shutil.which("soffice") is None:
        pytest.fail("LibreOffice is missing: python3 dev.py test-office installs it")
    return TypingOffice(tmp_path_factory.mktemp("office"))


def sent(path: Path) -> Path:
    sheet = make_sheet(R084, office="karabakh")
    return write(report_of(sheet, office="karabakh", standing=Standing(Status.SENT)), path)


def received(path: Path) -> Planned:
    (file,) = make_plan(Holdings(), [read_arrival(path, PROGRAMME)], PROGRAMME, ()).files
    return file


def altered(file: Planned) -> set[tuple[str, str, str, str]]:
    """Sheet, cell, what it says, what was written."""
    found = findings_of(file, PROGRAMME, NOW)
    return {
        (one.sheet, one.address, str(one.says), str(one.should_say)) for one in found if one.code == "altered"
    }


def cell_of_week(path: Path, title: str) -> Any:
    """The cell of a sheet that has the ammunition of Aghdam in it."""
    value = make_sheet(R084, office="karabakh").value("agdam", "uxo")
    rows = load_workbook(path)[title].iter_rows(min_row=2)
    return next(cell for row in rows for cell in row if cell.value == value and not cell.is_date)


@pytest.mark.parametrize("title", ["Data", "Districts"])
def test_a_number_typed_into_a_week_is_named_old_and_new(
    office: TypingOffice, tmp_path: Path, title: str
) -> None:
    path = sent(tmp_path / f"{title}.xlsx")
    cell = cell_of_week(path, title)

    file = received(office.enter(path, [(title, cell.coordinate, "77")]))

    assert (file.verdict, file.counted) == (Verdict.EDITED, False)
    assert (title, cell.coordinate, "77", str(cell.value)) in altered(file)
    beside = [(one.cell, one.sealed, one.theirs) for one in file.cells]
    assert beside == ([(UXO, cell.value, 77)] if title == "Data" else [])


def test_a_week_in_which_the_same_number_is_typed_again_is_what_it_was(
    office: TypingOffice, tmp_path: Path
) -> None:
    path = sent(tmp_path / "same.xlsx")
    cell = cell_of_week(path, "Data")

    file = received(office.enter(path, [("Data", cell.coordinate, str(cell.value))]))

    assert (file.verdict, file.counted, file.arrival.alterations) == (Verdict.NEW, True, ())


@pytest.mark.parametrize("language", MARK)
def test_what_is_typed_into_a_form_is_read(office: TypingOffice, tmp_path: Path, language: str) -> None:
    path = empty(tmp_path, language)
    sheet = load_workbook(path).worksheets[0]
    where = places(sheet)
    typed = {
        Cell("agdam", "ap_mines"): "12",
        Cell("agdam", "at_mines"): "0",
        UXO: "3",
        Cell("agdam", "area_cleared_ha"): "12.0955",
        Cell("susa", STATE): MARK[language],
    }

    file = received(office.enter(path, [(sheet.title, where[cell], text) for cell, text in typed.items()]))

    assert (file.verdict, file.counted) == (Verdict.UNSEALED, False)
    assert file.arrival.form is not None
    assert (file.arrival.form.flaws, file.arrival.form.unread) == ((), {})
    assert file.arrival.contents == {
        Cell("agdam", "ap_mines"): 12,
        Cell("agdam", "at_mines"): 0,
        UXO: 3,
        Cell("agdam", "area_cleared_ha"): Decimal(120_955),
        Cell("susa", STATE): RowState.NO_OPERATIONS,
    }


def test_what_is_typed_into_a_cell_of_a_form_that_is_locked_changes_nothing(
    office: TypingOffice, tmp_path: Path
) -> None:
    path = empty(tmp_path)
    sheet = load_workbook(path).worksheets[0]
    total = next(row[2].coordinate for row in sheet.iter_rows() if row[0].value == "#total")

    file = received(office.enter(path, [(sheet.title, total, "99"), (sheet.title, places(sheet)[UXO], "3")]))

    assert file.arrival.form is not None
    assert (file.arrival.form.flaws, file.arrival.contents) == ((), {UXO: 3})


def test_a_number_typed_into_a_summary_is_named_and_never_counts(
    office: TypingOffice, tmp_path: Path
) -> None:
    week = make_sheet(R084, office="karabakh")
    month = month_of(date(2025, 3, 1))
    report = make_report(PROGRAMME, "karabakh", month, [(week, Standing(Status.SENT))])
    path = write(report, tmp_path / "month.xlsx")
    cell = cell_of_week(path, "Districts")

    file = received(office.enter(path, [("Districts", cell.coordinate, "77")]))

    assert (file.verdict, file.counted) == (Verdict.SUMMARY, False)
    assert altered(file) >= {("Districts", cell.coordinate, "77", str(cell.value))}
