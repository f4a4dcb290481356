"""A workbook that does not tell what stood in every cell: what its tallies add up to is compared, no more."""

import pytest

from fieldapp.exchange.workbook import read_workbook
from fieldapp.texts.texts import LANGUAGES
from tests.exchange.intact import KINDS
from tests.exchange.making import PROGRAMME, R084, make_sheet, of_older_form, report_of, write
from tests.exchange.resaving import Resaved
from tests.long import each_once, one_in


def reread(book, path):
    book.save(path)
    return read_workbook(path, PROGRAMME)


@pytest.fixture(scope="module")
def as_written(tmp_path_factory):
    return write(KINDS["corrected"](), tmp_path_factory.mktemp("written") / "week.xlsx").read_bytes()


@pytest.fixture
def path(as_written, tmp_path):
    """A copy of its own for each test."""
    (tmp_path / "week.xlsx").write_bytes(as_written)
    return tmp_path / "week.xlsx"


@pytest.mark.parametrize("case", each_once(LANGUAGES, KINDS), ids="-".join)
def test_what_was_written_is_intact_in_its_older_form(tmp_path, case):
    language, kind = case
    path = write(KINDS[kind](), tmp_path / "week.xlsx", language)

    reading = reread(of_older_form(path), path)

    assert reading.alterations == ()
    assert reading.is_intact()
    assert reading.is_older_form


@pytest.mark.parametrize("share", one_in(5, range(5)))
def test_any_cell_of_the_table_of_districts_that_is_altered_is_named(path, share):
    again = Resaved(of_older_form(path))
    filled = [cell for row in again.book["Districts"]["A6:F21"] for cell in row if cell.value is not None]
    assert len(filled) > 80
    for cell in filled[share::5]:
        if cell.coordinate == "A21":
            continue  # the word for the total may be any
        content = cell.value + 360 if isinstance(cell.value, int | float) else "atlantis"
        with again.altered(cell, content, path):
            alterations = read_workbook(path, PROGRAMME).alterations

        assert [(item.sheet, item.cell) for item in alterations] == [("Districts", cell.coordinate)]


def test_a_state_beside_a_regions_subtotal_is_named(path):
    book = of_older_form(path)
    book["Districts"]["F6"] = "no operations"

    assert [item.cell for item in reread(book, path).alterations] == ["F6"]


def test_forty_hectares_made_four_hundred_in_the_row_and_in_the_total_are_both_named(path):
    book = of_older_form(path)
    sheet = book["Districts"]
    sheet["E9"], sheet["E21"] = sheet["E9"].value * 10, sheet["E21"].value + 360

    assert [item.cell for item in reread(book, path).alterations] == ["E9", "E21"]


NAMED = {
    "mines_total": 1,
    "items_total": 1,
    "districts_reported": 3,
    "districts_expected": 99,
    "uxo": 6060,
    "area_cleared_ha": 0.5,
    "office": "karabakh",
    "revision": 1,
    "check_code": "W11-7KQ4",
}


@pytest.mark.parametrize("name", NAMED)
def test_a_named_cell_that_is_altered_is_named(path, name):
    book = of_older_form(path)
    ((sheet, address),) = book.defined_names[name].destinations
    book[sheet][address] = NAMED[name]

    reading = reread(book, path)

    assert [(item.sheet, item.cell) for item in reading.alterations] == [
        (sheet, address.replace("$", "")),
    ]
    assert not reading.is_intact()


def test_a_tally_that_is_altered_shows_in_the_check_code_and_in_all_that_follows_from_it(path):
    book = of_older_form(path)
    book["Data"]["I3"] = 1300

    reading = reread(book, path)

    assert reading.check_code in {item.says for item in reading.alterations}
    assert {item.sheet for item in reading.alterations} == {"Report", "Districts"}


def test_a_table_of_districts_that_is_gone_is_said(path):
    book = of_older_form(path)
    del book["Districts"], book["Changes"]

    (alteration,) = reread(book, path).alterations

    assert (alteration.sheet, alteration.cell) == ("Districts", "")


def test_state_words_of_another_version_are_taken_as_they_are_where_they_fit(tmp_path):
    path = write(report_of(make_sheet(R084, idle=("susa",))), tmp_path / "week.xlsx")
    book = of_older_form(path)
    for row in book["Districts"].iter_rows(min_row=6):
        row[5].value = {"reported": "answered", "no operations": "idle"}.get(row[5].value, row[5].value)

    assert reread(book, path).is_intact()
