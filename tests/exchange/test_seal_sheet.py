"""The record on the hidden sheet Seal: every line comes back, and nothing that contradicts it is intact."""

from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import month_of
from fieldapp.core.receive import SEALED_RECORD, WRITTEN_CELLS, Alteration
from fieldapp.core.records.record import Lineage, Record, RecordKind, WorkbookForm, read_record
from fieldapp.core.report import make_report
from fieldapp.core.sending import record_of
from fieldapp.core.sheet import Cell
from fieldapp.exchange.workbook import make_workbook, read_workbook
from fieldapp.exchange.xlsx.contract import RECORD_ID, SEAL_SHEET, WORKBOOK_KIND
from fieldapp.exchange.xlsx.seal_sheet import CELLS, LONGEST
from fieldapp.texts.texts import LANGUAGES, read_texts
from tests.exchange.intact import CASES, found, named, partial, sent, sent_again, written
from tests.exchange.making import (
    ISSUED,
    ORDER,
    PROGRAMME,
    R084,
    forged,
    make_sheet,
    without_written_cells,
    write,
)
from tests.exchange.resaving import resaved
from tests.long import each_once

A, B = "a" * 64, "b" * 64
LINEAGE = Lineage("0d3c7a52-2f9e-4b0e-9a0a-7d1f3c1f1e55", (A,), (B,))


def summary():
    sheet = make_sheet(R084)
    return make_report(PROGRAMME, "hq", month_of(sheet.period.start), [(sheet, sent().standing)])


def lines(book):
    return [cell.value for cell in book[SEAL_SHEET]["A"] if not cell.value.startswith(CELLS)]


def named_text(book, name):
    ((sheet, address),) = book.defined_names[name].destinations
    return book[sheet][address].value


def with_record(path, text):
    """The workbook with another record, which is told as the one that was written."""
    book: Any = load_workbook(path)
    seal = book[SEAL_SHEET]
    seal.delete_rows(1, seal.max_row)
    for number, line in enumerate([*text.splitlines(), f"{CELLS}AAAA"], start=1):
        seal.cell(number, 1, line)
    for name, said in ((RECORD_ID, text.split()[-1]), (WORKBOOK_KIND, text.splitlines()[1].split()[1])):
        ((sheet, address),) = book.defined_names[name].destinations
        book[sheet][address] = said
    forged(book).save(path)
    return path


def record_in(path) -> Record:
    record = read_workbook(path, PROGRAMME).record
    assert record is not None
    return record


@pytest.fixture(scope="module")
def as_written(tmp_path_factory):
    place = tmp_path_factory.mktemp("written") / "week.xlsx"
    return write(replace(sent_again(), lineage=LINEAGE), place).read_bytes()


@pytest.fixture
def path(as_written, tmp_path):
    """A copy of its own for each test."""
    (tmp_path / "week.xlsx").write_bytes(as_written)
    return tmp_path / "week.xlsx"


SAYS = {"sent": (sent, "sheet", "sent"), "partial": (partial, "sheet", "draft")}
SAYS["summary"] = (summary, "summary", "draft")


@pytest.mark.parametrize("case", each_once(LANGUAGES, SAYS), ids="-".join)
def test_a_workbook_says_what_it_is_and_carries_its_record(tmp_path, case):
    language, (make, kind, status) = case[0], SAYS[case[1]]
    report = make()
    path = write(report, tmp_path / "week.xlsx", language)

    book, reading = load_workbook(path), read_workbook(path, PROGRAMME)

    seal = book[SEAL_SHEET]
    assert (book.sheetnames[-1], seal.sheet_state) == (SEAL_SHEET, "hidden")
    assert {cell.data_type for cell in seal["A"]} == {"s"}
    assert reading.record == record_of(report, form=WorkbookForm(language, ORDER))
    assert lines(book) == reading.record.text.splitlines()
    assert f"status {status}" in lines(book)
    assert named_text(book, WORKBOOK_KIND) == kind
    assert named_text(book, RECORD_ID) == reading.record.id
    assert reading.record.figures == report.seal.digest
    assert reading.is_intact()


def test_a_summary_lists_the_sheets_that_it_adds_up(tmp_path):
    unsent, known = summary(), replace(summary(), lineage=Lineage(parts=(A,)))

    said = [
        read_workbook(write(report, tmp_path / "m.xlsx"), PROGRAMME).record.lineage.parts
        for report in (unsent, known)
    ]

    assert said == [("hq 2025-03-10..2025-03-16",), (A,)]


def test_the_record_that_was_kept_is_carried_by_every_later_copy(path, tmp_path):
    kept = read_workbook(path, PROGRAMME).record

    again = write(replace(sent_again(), record=kept), tmp_path / "again.xlsx", "ru")

    assert read_workbook(again, PROGRAMME).record == kept
    assert read_workbook(again, PROGRAMME).is_intact()


def test_a_record_that_is_handed_over_is_the_one_that_is_written():
    record = replace(record_of(sent()), by="Günel")

    book = make_workbook(sent(), (), read_texts("en"), order=None, issued=ISSUED, record=record)

    assert "by Günel" in lines(book)


def test_the_longest_note_comes_back_and_no_row_is_longer_than_excel_keeps(tmp_path):
    note = ("=Şuşa: two lines\n" + "  " * 40 + "\\n _x000D_ ")[:100] * 327 + "the end"
    report = replace(sent(), notes={Cell("agdam", "uxo"): note})

    path = write(report, tmp_path / "week.xlsx")

    rows = [cell.value for cell in load_workbook(path)[SEAL_SHEET]["A"]]
    assert max(map(len, rows)) <= LONGEST + 1
    assert not any(row.endswith(" ") for row in rows)
    assert read_workbook(path, PROGRAMME).record.notes == report.notes


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A workbook of every kind of cell, without custom properties."""
    source = written(tmp_path_factory.mktemp("bare"))
    without_written_cells(source).save(source)
    return source


DROPPED = {"a headline figure", "a sentence", "who verified", "a finding", "an old figure", "a tally"} | {
    "the status in the record",
    "a cell that was empty",
}


@pytest.mark.parametrize("case", [case for case in CASES if case.what in DROPPED], ids=lambda case: case.what)
def test_every_cell_is_compared_where_a_program_dropped_the_properties(bare, tmp_path, case):
    place, reading = found(case, resaved(bare), tmp_path / "altered.xlsx")

    assert read_workbook(bare, PROGRAMME).is_intact()
    assert not reading.is_older_form
    assert named(place, reading)


def test_a_workbook_without_its_seal_sheet_is_not_intact(path):
    book = without_written_cells(path)
    del book[SEAL_SHEET]
    book.save(path)

    assert read_workbook(path, PROGRAMME).alterations == (Alteration("Seal", "", None, "Seal"),)


def test_the_record_as_it_was_written_is_known_although_it_was_altered_or_taken_away(path, tmp_path):
    record = record_in(path)
    book: Any = load_workbook(path)
    book[SEAL_SHEET]["A7"] = "status draft"
    book.save(tmp_path / "altered.xlsx")
    del book[SEAL_SHEET]
    book.save(tmp_path / "bare.xlsx")

    for name in ("altered.xlsx", "bare.xlsx"):
        reading = read_workbook(tmp_path / name, PROGRAMME)
        assert (reading.record, reading.is_intact()) == (record, False)


def test_a_space_in_the_record_counts(path):
    book: Any = load_workbook(path)
    book[SEAL_SHEET]["A7"] = "status  sent"
    book.save(path)

    reading = read_workbook(path, PROGRAMME)

    assert reading.alterations == (Alteration(SEALED_RECORD, "", None, SEALED_RECORD),)


def test_a_seal_sheet_by_another_name_is_still_read(path):
    book = load_workbook(path)
    book[SEAL_SHEET].title = "Sheet7"
    book.save(path)

    reading = read_workbook(path, PROGRAMME)

    assert reading.is_intact()
    assert reading.record.lineage == LINEAGE


def test_a_seal_sheet_that_no_longer_tells_of_the_cells_is_told(path):
    book = load_workbook(path)
    seal = book[SEAL_SHEET]
    seal.delete_rows(len(lines(book)) + 1, seal.max_row)
    book.save(path)

    assert read_workbook(path, PROGRAMME).alterations == (Alteration(WRITTEN_CELLS, "", None, WRITTEN_CELLS),)


def test_a_changed_record_is_told_even_where_the_cells_are_told_as_written(path):
    book: Any = load_workbook(path)
    book[SEAL_SHEET]["A6"] = "revision 1"
    forged(book).save(path)

    reading = read_workbook(path, PROGRAMME)

    assert reading.record is None
    assert reading.alterations == (Alteration(SEALED_RECORD, "", None, SEALED_RECORD),)


@pytest.mark.parametrize(("name", "said"), [(WORKBOOK_KIND, "summary"), (RECORD_ID, A)])
def test_a_named_cell_that_contradicts_the_record_is_told(path, name, said):
    book: Any = load_workbook(path)
    ((sheet, address),) = book.defined_names[name].destinations
    before = book[sheet][address].value
    book[sheet][address] = said
    forged(book).save(path)

    (alteration,) = read_workbook(path, PROGRAMME).alterations

    assert (alteration.says, alteration.should_say) == (said, before)


def test_a_name_that_is_gone_is_told(path):
    book: Any = load_workbook(path)
    del book.defined_names[RECORD_ID]
    book.save(path)

    assert [item.cell for item in read_workbook(path, PROGRAMME).alterations] == [RECORD_ID]


ALTERED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a number": ({"I3": 13}, {"I3": 12}),
    "a number taken out": ({"I3": None}, {"I3": 12}),
    "a state": (
        {f"H{row}": "not_reported" for row in (3, 16, 29, 42)},
        {f"H{row}": "reported" for row in (3, 16, 29, 42)},
    ),
    "a note": ({"K3": "counted twice"}, {"K3": None}),
    "a revision": ({f"L{row}": 1 for row in range(3, 55)}, {}),
}


@pytest.mark.parametrize("what", ALTERED)
def test_what_differs_from_the_record_is_named_old_and_new(path, what):
    puts, wanted = ALTERED[what]
    book: Any = load_workbook(path)
    for cell, said in puts.items():
        book["Data"][cell] = said
    forged(book).save(path)

    reading = read_workbook(path, PROGRAMME)
    told = {item.cell: item.should_say for item in reading.alterations if item.sheet == "Data"}

    assert not reading.is_intact()
    assert told == wanted


def test_a_district_that_is_gone_or_put_in_is_named(path):
    book: Any = load_workbook(path)
    data = book["Data"]
    for row in (3, 16, 29, 42):
        data[f"E{row}"] = "qazax"
    forged(book).save(path)

    told = [(item.says, item.should_say) for item in read_workbook(path, PROGRAMME).alterations]

    assert ("qazax", None) in told
    assert (None, "terter") in told


def test_lines_of_a_newer_app_are_kept_and_the_workbook_is_intact(path):
    record = replace(record_in(path), unknown=("casualties 2 1",))

    reading = read_workbook(with_record(path, record.text), PROGRAMME)

    assert reading.is_intact()
    assert reading.record == record
    assert read_record(reading.record.text).unknown == ("casualties 2 1",)


def test_an_answer_is_known_by_its_kind(path):
    record = replace(record_in(path), kind=RecordKind.ANSWER)

    assert read_workbook(with_record(path, record.text), PROGRAMME).record.kind is RecordKind.ANSWER


def test_a_form_is_no_report_and_is_told_to_be_a_form(path):
    record = replace(record_in(path), kind=RecordKind.TEMPLATE)

    with pytest.raises(FieldAppError, match="workbook-kind"):
        read_workbook(with_record(path, record.text), PROGRAMME)


def test_a_record_of_a_definition_with_other_districts_is_not_held_against_the_figures(path):
    record = record_in(path)
    other = replace(record, rows=(*record.rows, ("atlantis", "reported", {"uxo": 1})))
    column = replace(record, rows=(("agdam", "reported", {"gold": 1}), *record.rows[1:]))

    for one in (other, column):
        reading = read_workbook(with_record(path, one.text), PROGRAMME)
        assert (reading.record, reading.alterations) == (one, ())


def test_the_record_of_another_programme_is_refused(path):
    record = replace(record_in(path), programme="ukraine")

    with pytest.raises(FieldAppError) as error:
        read_workbook(with_record(path, record.text), PROGRAMME)

    assert error.value.code == "workbook-wrong"
