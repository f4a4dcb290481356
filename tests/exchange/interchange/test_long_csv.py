"""The long CSV table: all figures of all sheets, read back to the same sheets."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from fieldapp.core.interchange.extract import Holding
from fieldapp.core.numbers import Unit, Value, in_stored_units
from fieldapp.core.period import read_period
from fieldapp.core.report import Standing, Status
from fieldapp.core.sheet import STATE, Cell, Content, RowState
from fieldapp.exchange.interchange.data_package import data_package
from fieldapp.exchange.interchange.long_csv import long_csv
from tests.exchange.interchange.making import HAD_NOTE, NOTE, extract_of, march, office_sheet, sent
from tests.exchange.making import PROGRAMME, partial_sheet


def rows(extract, texts) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(long_csv(extract, texts), newline="")))


def stored(text: str, unit: str) -> Value:
    return in_stored_units(Decimal(text), Unit(unit).scale)


def sheets_in(told: list[dict[str, str]], days: str = "week", place: str = "code") -> dict[str, dict]:
    """The cells by sheet, from the words of the table alone."""
    start, end = ("week_start", "week_end") if days == "week" else ("period_start", "period_end")
    office, district = ("office_code", "district_code") if place == "code" else ("office", "district")
    found: dict[str, dict[Cell, Content]] = {}
    for row in told:
        cells = found.setdefault(f"{row[office]} {row[start]}..{row[end]}", {})
        if row["value"]:
            cells[Cell(row[district], row["indicator"])] = stored(row["value"], row["unit"])
        if row["state"] == RowState.NO_OPERATIONS:
            cells[Cell(row[district], STATE)] = RowState.NO_OPERATIONS
    return found


def test_the_table_reads_back_to_the_same_sheets(texts):
    extract = march()

    assert sheets_in(rows(extract, texts)) == {
        f"{one.sheet.office} {one.sheet.period}": dict(one.sheet.values) for one in extract.asked
    }


def test_every_cell_has_a_row_and_one_without_a_number_an_empty_value(texts):
    told = rows(march(), texts)
    gone = [row for row in told if not row["value"] and row["state"] != RowState.NO_OPERATIONS]

    assert len(told) == sum(len(one.sheet.districts) for one in march().asked) * len(PROGRAMME.active)
    assert [(row["district_code"], row["indicator"], row["state"]) for row in gone] == [
        ("fuzuli", "uxo", "not_reported")
    ]


def test_wrong_numbers_are_told_as_they_are(texts):
    """A table hides nothing: the check names them, and the exit status says so."""
    sheet = partial_sheet()
    held = Holding(sheet, Standing())
    told = rows(extract_of(held, period=sheet.period), texts)

    (half,) = [row for row in told if (row["district_code"], row["indicator"]) == ("agdam", "ap_mines")]
    assert half["value"] == "2.5"


def test_only_what_was_sent_has_a_check_code_and_a_time(texts):
    sheet = office_sheet("2025-03-10..2025-03-16")
    for status, filled in ((Status.SENT, True), (Status.READY, False), (Status.DRAFT, False)):
        (row, *_) = rows(extract_of(sent(sheet, status=status), period=sheet.period), texts)
        assert (bool(row["check_code"]), bool(row["sealed_at"])) == (filled, filled)


def test_a_note_stands_beside_its_figure(texts):
    told = rows(march(), texts)

    assert [
        (f"{row['week_start']}..{row['week_end']}", row["comment"]) for row in told if row["comment"]
    ] == [(HAD_NOTE, NOTE)]


@pytest.mark.parametrize("note", ["=HYPERLINK(1)", "+1 of UXO", "-a", "@SUM(A1)", " =1+1", "\t=1"])
def test_a_note_is_no_formula_to_a_spreadsheet_that_opens_the_file(note, texts):
    sheet = replace(office_sheet(HAD_NOTE), notes={Cell("agdam", "uxo"): note})
    extract = extract_of(sent(sheet), period=sheet.period)
    package = data_package(extract, texts)["tallies.csv"].decode()

    for text in (long_csv(extract, texts), package):
        (told,) = (row for row in csv.DictReader(io.StringIO(text, newline="")) if row["comment"])
        assert told["comment"] == f"'{note}"


def test_names_are_in_the_language_that_is_asked_for_and_nothing_else_is(any_texts):
    told = rows(march(), any_texts)
    agdam = next(row for row in told if row["district_code"] == "agdam")

    assert agdam["district_name"] == {"en": "Aghdam", "az": "Ağdam", "ru": "Агдам"}[any_texts.language]
    assert {row["state"] for row in told} <= {one.value for one in RowState}


def test_a_demonstration_says_so_in_every_row(texts):
    assert all("Demonstration" in row["comment"] for row in rows(march(is_demonstration=True), texts))


def test_a_row_that_gives_way_is_not_told_twice(texts):
    week = "2025-03-10..2025-03-16"
    own = Holding(office_sheet(week, "hq", seed=50), Standing())
    told = rows(extract_of(own, sent(office_sheet(week)), period=read_period(week)), texts)
    keys = [(row["district_code"], row["indicator"]) for row in told]

    assert len(keys) == len({*keys})
