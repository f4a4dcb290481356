"""What a workbook from elsewhere may not be: broken, tampered with, a bomb, or another thing altogether."""

import os
import re
import sys
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.workbook import read_workbook
from fieldapp.exchange.xlsx import cells, gate, parts
from fieldapp.texts.texts import LANGUAGES, read_texts
from tests.exchange.making import PROGRAMME, R084, make_sheet, report_of, write


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    """What our workbook of R084 holds, byte for byte."""
    folder = tmp_path_factory.mktemp("content")
    return write(report_of(make_sheet(R084)), folder / "week.xlsx").read_bytes()


@pytest.fixture
def week(tmp_path, content):
    """A copy to do bad things to."""
    path = tmp_path / "week.xlsx"
    path.write_bytes(content)
    return path


def refusal(path):
    with pytest.raises(FieldAppError) as error:
        read_workbook(path, PROGRAMME)
    for language in LANGUAGES:
        assert str(path.name) in read_texts(language).error(error.value) or error.value.code == "is-a-folder"
    return error.value.code, error.value.details.get("where")


def change(path, sheet, address, content):
    book = load_workbook(path)
    book[sheet][address] = content
    book.save(path)


def test_one_changed_tally_is_noticed(week):
    change(week, "Data", "I3", 11)
    assert not read_workbook(week, PROGRAMME).is_intact()


def test_a_changed_total_is_noticed(week):
    change(week, "Report", "B8", 156)
    assert not read_workbook(week, PROGRAMME).is_intact()


def test_saving_it_again_changes_nothing(week):
    load_workbook(week).save(week)
    assert read_workbook(week, PROGRAMME).is_intact()


def test_sorting_and_moving_columns_and_renaming_sheets_does_no_harm(week):
    book = load_workbook(week)
    data = book["Data"]
    rows = [[cell.value for cell in row] for row in data.iter_rows()]
    for number, row in enumerate([rows[0], *reversed(rows[1:])], start=1):
        for column, content in enumerate(reversed(row), start=1):
            data.cell(number, column).value = content
    data.title = "Tallies of the week"
    book.save(week)

    assert read_workbook(week, PROGRAMME).is_intact()


@pytest.mark.parametrize(
    ("address", "held"),
    [
        ("I3", "=1+1"),
        ("I3", "12"),
        ("I3", True),
        ("I3", "#N/A"),
        ("I3", 10**13),
        ("E3", "atlantis"),
        ("E3", None),
        ("G3", "butterflies"),
        ("G4", "at_mines"),
        ("H3", "asleep"),
        ("H3", "no_operations"),
        ("J3", "ha"),
        ("K3", "exact nonsense"),
        ("A3", "2025-03-10"),
        ("D3", "karabakh"),
        ("L3", 2),
        ("N3", "W11-AAAA"),
    ],
)
def test_a_tally_that_makes_no_sense_is_refused_with_its_cell(week, address, held):
    change(week, "Data", address, held)
    code, where = refusal(week)
    assert code == "workbook-wrong"
    assert where.startswith("Data!")


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("revision", 0),
        ("revision", "two"),
        ("period_end", "16 March"),
        ("period_end", 45000.5),
        ("office", "atlantis"),
        ("ap_mines", "many"),
        ("check_code", 5),
    ],
)
def test_a_named_cell_that_makes_no_sense_is_refused(week, name, held):
    book = load_workbook(week)
    ((sheet, address),) = book.defined_names[name].destinations
    book[sheet][address] = held
    book.save(week)
    code, where = refusal(week)
    assert code == "workbook-wrong"
    assert where == name or where.startswith("Data!")


@pytest.mark.parametrize(
    "attribute", ["Report!$B$199", "Nowhere!$B$2", "#REF!", "Report!$XFD$1048576", "Report!$A$0", "1+1", ""]
)
def test_a_name_that_leads_nowhere_is_missing(week, attribute):
    book = load_workbook(week)
    book.defined_names["uxo"].attr_text = attribute
    book.save(week)
    assert refusal(week) == ("workbook-incomplete", "uxo")


def test_a_missing_name_sheet_column_or_row_is_named(week):
    book = load_workbook(week)
    del book.defined_names["uxo"]
    book.save(week)
    assert refusal(week) == ("workbook-incomplete", "uxo")


def test_a_missing_column_is_named(week):
    change(week, "Data", "H1", "status")
    assert refusal(week) == ("workbook-incomplete", "Data: state")


def test_a_missing_data_sheet_is_named(week):
    book = load_workbook(week)
    del book["Data"]
    book.save(week)
    assert refusal(week) == ("workbook-incomplete", "Data")


def test_a_missing_tally_is_named(week):
    book = load_workbook(week)
    book["Data"].delete_rows(book["Data"].max_row)
    book.save(week)
    assert refusal(week) == ("workbook-incomplete", "zengilan: area_cleared_ha")


def test_another_workbook_is_no_report(tmp_path):
    Workbook().save(tmp_path / "other.xlsx")
    assert refusal(tmp_path / "other.xlsx") == ("workbook-incomplete", "office")


def test_another_programme_is_refused(week):
    book: Any = load_workbook(week)
    next(item for item in book.custom_doc_props.props if item.name == "programme").value = "atlantis"
    book.save(week)
    assert refusal(week) == ("workbook-wrong", "programme")


@pytest.mark.parametrize("junk", [b"not a zip", b"PK\x03\x04 nor this", b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_zip_is_no_workbook(tmp_path, junk):
    (tmp_path / "bad.xlsx").write_bytes(junk)
    assert refusal(tmp_path / "bad.xlsx")[0] == "not-a-workbook"


def test_a_file_of_no_bytes_is_said_to_be_empty(tmp_path):
    (tmp_path / "bad.xlsx").touch()
    assert refusal(tmp_path / "bad.xlsx")[0] == "workbook-empty"


def test_a_torn_file_is_no_workbook(week):
    week.write_bytes(week.read_bytes()[:-400])
    assert refusal(week)[0] == "not-a-workbook"


@pytest.mark.parametrize("written", ["9" * 400, "1e400", "9" * 30])
def test_a_number_beyond_all_numbers_is_refused_with_its_cell(week, written):
    with zipfile.ZipFile(week) as archive:
        data = archive.read("xl/worksheets/sheet4.xml").decode()
    replace(
        week,
        "xl/worksheets/sheet4.xml",
        re.sub(r'(<c r="I3"[^>]*>)<v>[^<]*', rf"\1<v>{written}", data).encode(),
    )

    assert refusal(week) == ("workbook-wrong", "Data!I3")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "[Content_Types].xml"])
def test_a_broken_part_makes_it_no_workbook(week, part):
    replace(week, part, b"<broken")
    assert refusal(week)[0] == "not-a-workbook"


def test_a_broken_sheet_is_named_and_the_cell_up_to_which_it_could_be_read(week):
    with zipfile.ZipFile(week) as archive:
        sheet = archive.read("xl/worksheets/sheet4.xml")
    replace(week, "xl/worksheets/sheet4.xml", b"<broken")
    assert refusal(week) == ("workbook-broken", "Data")
    replace(week, "xl/worksheets/sheet4.xml", sheet[: sheet.index(b'r="J3"')])
    assert refusal(week) == ("workbook-broken", "Data!I3")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'<c r="I3"', b'<c r="Z3"><row r="3"/><v>5</v></c><c r="I3"'),
        (b'<row r="3"', b'<row r="0"><c r="A0"><v>1</v></c></row><row r="3"'),
        (b'<row r="3"', b'<row r="-7"><c><v>1</v></c></row><row r="3"'),
    ],
)
def test_a_cell_that_stands_nowhere_breaks_the_sheet_and_not_the_app(week, before, after):
    """A row that begins within a cell was an error of the app's own, and with it a whole folder went."""
    with zipfile.ZipFile(week) as archive:
        sheet = archive.read("xl/worksheets/sheet4.xml")
    assert before in sheet
    replace(week, "xl/worksheets/sheet4.xml", sheet.replace(before, after, 1))
    assert refusal(week)[0] == "workbook-broken"


def test_an_entity_bomb_is_not_unpacked(week):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
    replace(week, "xl/worksheets/sheet4.xml", bomb)
    assert refusal(week) == ("workbook-broken", "Data")


def test_a_zip_bomb_is_refused_before_it_is_unpacked(week, monkeypatch):
    with zipfile.ZipFile(week, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\0" * (gate.SMALL * 4))
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_, **__: pytest.fail("a part was unpacked"))
    assert refusal(week)[0] == "workbook-too-large"


def test_a_sheet_of_endless_elements_is_refused(week):
    with zipfile.ZipFile(week) as archive:
        sheet = archive.read("xl/worksheets/sheet4.xml")
    endless = b"<row>" + b"<c/>" * (parts.MOST_ELEMENTS + 1) + b"</row></sheetData>"
    replace(week, "xl/worksheets/sheet4.xml", sheet.replace(b"</sheetData>", endless))
    assert refusal(week)[0] == "workbook-too-large"


def test_a_file_of_too_many_parts_is_refused(week):
    with zipfile.ZipFile(week, "a") as archive:
        for number in range(gate.MOST_PARTS):
            archive.writestr(f"part{number}", b"")
    assert refusal(week)[0] == "workbook-too-large"


def test_a_far_cell_and_a_vast_merged_range_cost_nothing(week):
    with zipfile.ZipFile(week) as archive:
        sheet = archive.read("xl/worksheets/sheet4.xml").decode()
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    merged = '<mergeCells count="1"><mergeCell ref="A100:XFD1048576"/></mergeCells>'
    replace(week, "xl/worksheets/sheet4.xml", sheet.replace("</sheetData>", far + merged).encode())
    assert read_workbook(week, PROGRAMME).is_intact()


def test_too_many_tallies_are_refused(week, monkeypatch):
    monkeypatch.setattr(cells, "MOST_TALLIES", 20)
    assert refusal(week)[0] == "workbook-too-large"


def test_a_folder_and_a_missing_file_are_named(tmp_path):
    assert refusal(tmp_path)[0] == "is-a-folder"
    assert refusal(tmp_path / "none.xlsx")[0] == "not-found"


def replace(path, part, content):
    """The same zip with one part changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, old in parts.items():
            archive.writestr(name, content if name == part else old)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices as Unix has them")
def test_a_pipe_or_a_device_is_refused_at_once(tmp_path):
    """A pipe was waited for until somebody wrote into it."""
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "device.xlsx").symlink_to("/dev/zero")

    assert refusal(tmp_path / "pipe.xlsx")[0] == "no-plain-file"
    assert refusal(tmp_path / "device.xlsx")[0] == "no-plain-file"
