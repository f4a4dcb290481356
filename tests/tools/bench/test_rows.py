"""What an entry asks of the disk, and what a year's workbook is measured against."""

import io
from contextlib import closing
from datetime import date

import openpyxl
import pytest

from fieldapp.core.period import year_of
from fieldapp.core.spans.range_report import By
from fieldapp.exchange.hq.range_workbook import make_range_workbook
from fieldapp.store.store import Store
from fieldapp.texts.texts import read_texts
from tools.bench import entering, writing
from tools.bench.page import table
from tools.bench.pairs import Figure
from tools.bench.scene import FIRST, make_file, programme_of
from tools.bench.sitting import demonstration
from tools.bench.years import cells_of, naively
from tools.faults.shim import made_library


@pytest.fixture
def year(tmp_path):
    """The report of a year in a country that counts no areas."""
    path = tmp_path / "large.fieldapp"
    make_file(path, 3, programme_of(3, 2))
    with closing(Store(path, "")) as store:
        return store.range_report(year_of(FIRST), By.DISTRICT)


def test_an_entry_takes_twelve_statements_at_most_and_waits_for_the_disk_once(tmp_path):
    told = entering._told(tmp_path)

    assert 0 < max(told["statements"]) <= entering.STATEMENTS
    assert {*told["syncs"]} == ({entering.SYNCS} if made_library() else {0})


def test_what_is_counted_is_told_without_milliseconds():
    figure = Figure("syncs", "one", 1, 1, [1, 1], [1], unit="syncs")

    told = table([figure]).splitlines()[-1]
    assert told == "| syncs | one | 1.00 | 1 | 1 | yes | 1, 1 syncs | 1, 1 syncs |"


def test_a_country_without_areas_has_a_years_workbook_without_their_table(year):
    texts = read_texts("en")

    book = make_range_workbook(year, (), texts, issued=date(2026, 1, 5))

    assert texts("range.sheet-table") not in book.sheetnames
    assert texts("range.by-district") in book.sheetnames


def test_the_yardstick_has_the_same_cells_with_the_same_looks(year):
    ours = make_range_workbook(year, (), read_texts("en"), issued=date(2026, 1, 5))

    theirs = openpyxl.load_workbook(io.BytesIO(naively(cells_of(ours))))

    assert theirs.sheetnames == ours.sheetnames
    sheets = zip(ours.worksheets, theirs.worksheets, strict=True)
    for one, other in sheets:
        for row in one.iter_rows():
            for cell in row:
                same = other[cell.coordinate]
                assert (same.font.sz, same.font.b) == (cell.font.sz, cell.font.b)
                assert same.number_format == cell.number_format
                assert same.value == (cell.value or None) or not isinstance(cell.value, str)


def test_the_first_workbook_of_a_program_is_timed(tmp_path):
    assert writing.first(demonstration(tmp_path)) > 0
