"""A form is read back as it was filled in, or says in which cell it cannot be."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.arrival import ArrivalKind
from fieldapp.core.numbers import Unit
from fieldapp.core.records.record import RecordKind
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState
from fieldapp.exchange.workbook import read_workbook
from fieldapp.texts.texts import LANGUAGES
from tests.exchange.form.filling import (
    MARK,
    PROGRAMME,
    WEEK,
    as_typed_in,
    empty,
    fill,
    flaws,
    places,
    read,
)
from tests.long import examples

DISTRICTS = [district.key for district in PROGRAMME.expected("karabakh", WEEK)]
AP, AT, UXO, AREA = (Cell("agdam", item.key) for item in PROGRAMME.active)
ROW = {AP: 12, AT: 0, UXO: 3, AREA: 120_955}


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return empty(tmp_path)


@st.composite
def sheets(draw: st.DrawFn) -> dict[Cell, Content]:
    """Any contents that an office may have: rows that are blank, marked, half filled, or whole."""
    contents: dict[Cell, Content] = {}
    for district in DISTRICTS:
        if draw(st.integers(0, 4)) == 0:
            contents[Cell(district, STATE)] = RowState.NO_OPERATIONS
            continue
        for item in PROGRAMME.active:
            most = 30_000 if item.unit is Unit.COUNT else 300_000_000
            value = draw(st.none() | st.integers(0, most))
            if value is not None:
                contents[Cell(district, item.key)] = value
    return contents


@pytest.mark.hypothesis
@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_filled_in_is_what_is_read(
    language: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    blank = empty(tmp_path_factory.mktemp("blank"), language)
    filled = blank.with_name("filled.xlsx")

    @settings(max_examples=examples(4))
    @given(sheets())
    def holds(contents: dict[Cell, Content]) -> None:
        filled.write_bytes(blank.read_bytes())
        fill(filled, as_typed_in(contents, language))

        arrival = read(filled)

        assert arrival.contents == contents
        assert arrival.form is not None
        assert (arrival.form.flaws, arrival.form.unread) == ((), {})

    holds()


def test_a_form_is_of_its_office_and_its_days_and_everything_in_it_is_blank(form: Path) -> None:
    arrival = read(form)

    assert arrival.kind is ArrivalKind.UNSEALED
    assert arrival.record is not None
    assert arrival.record.kind is RecordKind.TEMPLATE
    assert arrival.reading is not None
    assert (arrival.reading.office, arrival.reading.period) == ("karabakh", WEEK)
    assert [line.district for line in arrival.reading.lines] == DISTRICTS
    assert arrival.contents == {}
    assert flaws(arrival) == []


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12,0955", 120_955),
        ("12.0955", 120_955),
        ("  12,5 ha", 125_000),
        ("1 234,5", 12_345_000),
        (12.5, 125_000),
        (0.1 + 0.2, 3_000),
        (7, 70_000),
        ("0", 0),
        (Decimal("0.0001"), 1),
    ],
)
def test_a_number_that_was_typed_as_a_text_is_the_number_that_it_says(
    form: Path, typed: Any, value: int
) -> None:
    assert read(fill(form, {AREA: typed})).contents == {AREA: value}


@pytest.mark.parametrize(
    ("typed", "code"), [("1,198", "ambiguous-number"), ("twelve", "not-a-number"), (True, "not-a-number")]
)
def test_a_text_that_is_no_number_is_kept_with_its_place(form: Path, typed: Any, code: str) -> None:
    arrival = read(fill(form, {**ROW, AREA: typed}))

    assert arrival.form is not None
    assert {cell: unread.code for cell, unread in arrival.form.unread.items()} == {AREA: code}
    assert arrival.form.places[AREA] == ("Form", "F11")
    assert arrival.contents == {cell: value for cell, value in ROW.items() if cell != AREA}


@pytest.mark.parametrize(
    ("cell", "typed", "code", "address"),
    [
        (AP, "=3+4", "form-formula", "C11"),
        (AREA, date(2025, 12, 5), None, "F11"),
        (AREA, 45_726, "form-date", "F11"),
        (Cell("agdam", STATE), "closed", "form-mark", "G11"),
        (Cell("agdam", STATE), "no operations", "form-both", "G11"),
    ],
)
def test_what_is_not_certain_is_not_read_and_named(
    form: Path, cell: Cell, typed: Any, code: str | None, address: str
) -> None:
    arrival = read(fill(form, {UXO: 3, cell: typed}))

    assert flaws(arrival) == [(code or "form-date", "Form", address)]
    assert arrival.contents == ({} if code == "form-both" else {UXO: 3})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mark_is_known_in_every_language(form: Path, language: str) -> None:
    cell = Cell("susa", STATE)

    assert read(
        fill(form, {cell: MARK[language].upper() if language == "en" else MARK[language]})
    ).contents == {cell: RowState.NO_OPERATIONS}


def test_a_sum_that_was_typed_over_is_told_with_the_right_one(form: Path) -> None:
    total = "C17"
    assert load_workbook(form).worksheets[0]["A17"].value == "#total"

    arrival = read(fill(form, ROW, {total: 13}))

    assert arrival.form is not None
    (flaw,) = arrival.form.flaws
    assert (flaw.code, flaw.address, flaw.says, flaw.should_say) == ("form-total", total, 13, 12)
    assert flaws(read(fill(form, {}, {total: 12}))) == []


def test_control_totals_are_read_apart(form: Path) -> None:
    arrival = read(fill(form, {**as_typed_in(ROW), Cell(CONTROL, "uxo"): 4}))

    assert arrival.form is not None
    assert arrival.form.controls == {Cell(CONTROL, "uxo"): 4}
    assert arrival.contents == ROW


def test_rows_and_columns_may_be_put_in_and_the_sheet_renamed(form: Path) -> None:
    fill(form, as_typed_in(ROW))
    book = load_workbook(form)
    ws = book.worksheets[0]
    ws.title, ws.protection.sheet = "March", False
    ws.insert_rows(10, 2)
    ws.insert_cols(4)
    for name in list(book.defined_names):
        del book.defined_names[name]
    book.save(form)

    arrival = read(form)

    assert arrival.contents == ROW
    assert arrival.form is not None
    assert arrival.form.places[AP] == ("March", "C13")


def spoil(form: Path, how: Any) -> Path:
    book = load_workbook(form)
    how(book, book.worksheets[0])
    book.save(form)
    return form


def sort_names(book: Any, ws: Any) -> None:
    """Two names change places, and their hidden keys do not."""
    ws["B11"], ws["B12"] = ws["B12"].value, ws["B11"].value


def row_of_nobody(book: Any, ws: Any) -> None:
    ws.insert_rows(12)
    ws["C12"] = 5


def second_row(book: Any, ws: Any) -> None:
    ws.insert_rows(12)
    ws["A12"], ws["B12"], ws["C12"] = ws["A11"].value, ws["B11"].value, 5


def heading_changed(book: Any, ws: Any) -> None:
    ws["E8"] = "AP mines"


def row_deleted(book: Any, ws: Any) -> None:
    ws.delete_rows(11)


@pytest.mark.parametrize(
    ("how", "found", "left"),
    [
        (
            sort_names,
            [
                ("form-row-name", "Form", "B11"),
                ("form-row-name", "Form", "B12"),
                *[("form-row-gone", "Form", "")] * 2,
            ],
            {},
        ),
        (row_of_nobody, [("form-row-unknown", "Form", "C12")], ROW),
        (second_row, [("form-row-twice", "Form", "B12")], {}),
        (heading_changed, [("form-heading", "Form", "E8")], {c: v for c, v in ROW.items() if c != UXO}),
        (row_deleted, [("form-row-gone", "Form", "")], {}),
    ],
)
def test_a_row_or_a_column_that_is_not_certain_any_more_is_not_read(
    form: Path, how: Any, found: list[tuple[str, str, str]], left: dict[Cell, int]
) -> None:
    arrival = read(spoil(fill(form, as_typed_in(ROW)), how))

    assert flaws(arrival) == found
    assert arrival.contents == left


def other_days(book: Any, ws: Any) -> None:
    ws["C5"] = date(2025, 3, 23)


def other_office(book: Any, ws: Any) -> None:
    ws["A3"] = "east-zangezur"


def copied(book: Any, ws: Any) -> None:
    book.copy_worksheet(ws)


def no_keys(book: Any, ws: Any) -> None:
    ws.delete_rows(7)


@pytest.mark.parametrize(
    ("how", "code", "where"),
    [
        (other_days, "form-of-another", "Form!C5"),
        (other_office, "form-of-another", "Form!A3"),
        (copied, "form-doubled", "Form Copy!A7"),
        (no_keys, "workbook-incomplete", "district_code"),
    ],
)
def test_a_form_that_was_made_into_another_is_refused_with_its_place(
    form: Path, how: Any, code: str, where: str
) -> None:
    arrival = read(spoil(fill(form, as_typed_in(ROW)), how))

    assert arrival.kind is ArrivalKind.UNREADABLE
    assert arrival.error is not None
    assert (arrival.error.code, arrival.error.details["where"]) == (code, where)


def test_a_form_that_lost_its_record_is_known_by_its_named_cells(form: Path) -> None:
    def lose(book: Any, ws: Any) -> None:
        del book["Seal"]

    arrival = read(spoil(fill(form, as_typed_in(ROW)), lose))

    assert (arrival.kind, arrival.record, arrival.contents) == (ArrivalKind.UNSEALED, None, ROW)
    assert arrival.reading is not None
    assert (arrival.reading.office, arrival.reading.period) == ("karabakh", WEEK)


def test_only_what_is_to_be_filled_in_can_be_changed(form: Path) -> None:
    book = load_workbook(form)
    ws = book.worksheets[0]
    free = {cell.coordinate for row in ws.iter_rows() for cell in row if not cell.protection.locked}

    assert free == {at for cell, at in places(ws).items() if cell != Cell(CONTROL, STATE)}
    assert (ws.protection.sheet, ws.protection.password) == (True, None)
    assert (book["Seal"].sheet_state, book.security.lockStructure) == ("hidden", True)
    assert ws.page_setup.paperSize == 9


def test_a_form_is_no_report_and_says_what_it_is(form: Path) -> None:
    with pytest.raises(FieldAppError, match="workbook-kind"):
        read_workbook(form, PROGRAMME)
