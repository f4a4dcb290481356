"""Files for other systems, by command: what is written, what is told, and the exit status."""

import csv
import json
from pathlib import Path

import pytest

from fieldapp.commands.export import FORMATS
from fieldapp.console import DONE, ERRORS_STAND, FAILED
from fieldapp.core.edits import Edits, NoteEdit, make_edits
from fieldapp.core.period import read_period
from fieldapp.core.records.recut import first_values, make_parts
from fieldapp.core.sheet import Cell
from fieldapp.exchange.interchange.elements import uid
from fieldapp.store.store import Store
from fieldapp.texts.texts import LANGUAGES
from tests.test_cli import PROGRAMME, Run, enter, file, rows, run

__all__ = ["file", "run"]

WEEK, EIGHT_DAYS = "2025-W11", "2025-03-17..2025-03-24"
USAGE = 2
FOR_MACHINES = [kind for kind in FORMATS if kind != "xlsx"]


def take(run: Run, file: Path, kind: str, *words: str, period: str = WEEK) -> tuple[int, Path, str]:
    out = file.parent / f"out-{kind}"
    status, told, said = run("export", file, "--period", period, "--format", kind, "--out", out, *words)
    assert (str(out) in told) == out.exists()
    return status, out, said


def values(path: Path) -> dict[tuple[str, str], str]:
    """By district and element, under their codes."""
    districts = {uid("organisationUnit", PROGRAMME, one.key): one.key for one in PROGRAMME.districts}
    codes = [*(one.key for one in PROGRAMME.active), "no_operations"]
    elements = {uid("dataElement", PROGRAMME, code): code for code in codes}
    told = json.loads(path.read_text(encoding="utf-8"))["dataValues"]
    return {
        (districts[one["orgUnit"]], elements[one["dataElement"]]): one["value"] or f"deleted {one['deleted']}"
        for one in told
    }


def complete(path: Path) -> list[dict]:
    told = json.loads(path.read_text(encoding="utf-8"))["completeDataSetRegistrations"]
    assert all(one["completed"] is True for one in told)
    return told


@pytest.mark.parametrize("kind", FOR_MACHINES)
def test_every_format_is_written_and_nothing_lies_beside_it(run: Run, file: Path, kind: str):
    enter(run, file, "agdam,,1,2,3,0.5")
    before = {*file.parent.iterdir()}
    status, out, _ = take(run, file, kind)

    assert (status, {*file.parent.iterdir()} - before) == (DONE, {out})


@pytest.mark.parametrize("kind", FORMATS)
def test_only_the_metadata_need_no_period(run: Run, file: Path, kind: str):
    out = file.parent / "out.xlsx"
    status, _, said = run("export", file, "--format", kind, "--out", out)

    if kind == "dhis2-metadata":
        assert (status, out.exists()) == (DONE, True)
    else:
        assert (status, out.exists(), "--period" in said) == (USAGE, False, True)


def test_the_figures_are_those_of_the_summary(run: Run, file: Path):
    enter(run, file, "agdam,,1,2,3,0.5", "susa,no_operations,,,,", "fuzuli,,0,0,0,0")
    _, out, _ = take(run, file, "dhis2")

    assert values(out) == {
        ("agdam", "ap_mines"): "1",
        ("agdam", "at_mines"): "2",
        ("agdam", "uxo"): "3",
        ("agdam", "area_cleared_ha"): "0.5",
        ("susa", "no_operations"): "true",
        **{("fuzuli", key): "0" for key in ("ap_mines", "at_mines", "uxo", "area_cleared_ha")},
    }


def test_a_figure_that_was_sent_and_corrected_to_blank_is_deleted(run: Run, file: Path):
    enter(run, file, "agdam,,1,2,3,0.5")
    assert run("send", file, "--period", WEEK, "--out", file.parent / "w.xlsx")[0] == DONE
    enter(run, file, "agdam,,1,2,,0.5")

    _, out, _ = take(run, file, "dhis2")
    assert values(out)["agdam", "uxo"] == "deleted True"
    _, out, said = take(run, file, "adx")
    assert "1 figure was removed" in said
    assert 'dataElement="uxo"' not in out.read_text(encoding="utf-8")


def test_a_row_that_is_not_complete_any_more_is_named_and_no_other_row_is_in_the_file(run: Run, file: Path):
    enter(run, file, "agdam,,1,2,3,0.5", "fuzuli,,1,2,3,0.5", "susa,no_operations,,,,")
    assert run("send", file, "--period", WEEK, "--out", file.parent / "w.xlsx")[0] == DONE
    _, out, said = take(run, file, "dhis2-complete")
    assert (len(complete(out)), "complete" in said) == (3, False)

    enter(run, file, "agdam,,1,2,,0.5")
    _, out, said = take(run, file, "dhis2-complete")
    assert len(complete(out)) == 2
    assert "Not complete any more since it was sent: 10–16 Mar 2025, Aghdam." in said


@pytest.mark.parametrize("kind", ["dhis2", "dhis2-complete", "adx"])
def test_a_sheet_that_crosses_a_weeks_border_is_refused_by_name(run: Run, file: Path, kind: str):
    enter(run, file, "agdam,,1,2,3,0.5", period=EIGHT_DAYS)
    status, out, said = take(run, file, kind, period=EIGHT_DAYS)

    assert (status, out.exists()) == (FAILED, False)
    assert "Headquarters, 17–24 Mar 2025 (2025-W12/2025-W13)" in said

    enter(run, file, "agdam,,1,2,3,0.5")
    status, out, said = take(run, file, kind, period="2025-03-10..2025-03-24")
    assert (status, out.exists()) == (ERRORS_STAND, True)
    assert "17–24 Mar 2025" in said


@pytest.mark.parametrize("kind", ["csv", "datapackage"])
def test_a_table_holds_a_sheet_that_crosses_a_weeks_border(run: Run, file: Path, kind: str):
    enter(run, file, "agdam,,1,2,3,0.5", period=EIGHT_DAYS)
    status, out, _ = take(run, file, kind, period=EIGHT_DAYS)

    path = out if kind == "csv" else out / "tallies.csv"
    told = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert status == DONE
    assert [row["value"] for row in told if row["value"]] == ["1", "2", "3", "0.5"]


@pytest.mark.parametrize("kind", [kind for kind in FOR_MACHINES if kind != "dhis2-metadata"])
def test_where_nothing_is_entered_nothing_is_written(run: Run, file: Path, kind: str):
    status, out, said = take(run, file, kind)

    assert (status, out.exists()) == (FAILED, False)
    assert "Nothing is entered for 10–16 Mar 2025" in said


def test_a_range_is_all_sheets_within_it_and_what_crosses_its_edge_is_named(run: Run, file: Path):
    for period in ("2025-W10", "2025-W11", "2025-W12"):
        enter(run, file, "agdam,,1,2,3,0.5", period=period)
    status, out, said = take(run, file, "csv", period="2025-03-03..2025-03-18")

    told = csv.DictReader(out.read_text(encoding="utf-8").splitlines())
    assert {row["iso_week"] for row in told} == {"2025-W10", "2025-W11"}
    assert status == DONE
    assert "17–23 Mar 2025" in said


def test_a_sheet_that_was_cut_tells_the_same_week_by_its_parts(run: Run, file: Path):
    """The whole was sent and is empty now; its parts are the week, and nothing of it is deleted."""
    enter(run, file, "agdam,,4,0,0,0.5", period="2025-W14")
    assert run("send", file, "--period", "2025-W14", "--out", file.parent / "w.xlsx")[0] == DONE
    _, whole, _ = take(run, file, "dhis2", period="2025-W14")
    before = values(whole)
    store = Store(file, "Test")
    sheet = store.sheet(read_period("2025-W14"))
    typed = {Cell("agdam", "ap_mines"): 1, Cell("agdam", "area_cleared_ha"): 1000}
    first, *others = first_values(sheet, store.programme, "hq")
    store.cut(sheet, make_parts(sheet, [{**first, **typed}, *others], store.programme, "hq"), "month end")
    store.close()

    for period in ("2025-03-31..2025-03-31", "2025-04-01..2025-04-06", "2025-W14"):
        assert values(take(run, file, "dhis2", period=period)[1]) == before


def test_a_note_to_an_empty_cell_deletes_nothing(run: Run, file: Path):
    enter(run, file, "agdam,,1,2,,0.5")
    store = Store(file, "Test")
    store.write(read_period(WEEK), Edits((NoteEdit(Cell("agdam", "uxo"), "", "to follow"),)))
    store.close()

    assert ("agdam", "uxo") not in values(take(run, file, "dhis2")[1])


def test_a_sheet_that_was_emptied_is_deleted(run: Run, file: Path):
    enter(run, file, "agdam,,1,2,3,0.5")
    store = Store(file, "Test")
    sheet = store.sheet(read_period(WEEK))
    store.write(sheet.period, make_edits(sheet, dict.fromkeys(sheet.values)))
    store.close()

    status, out, _ = take(run, file, "dhis2")
    assert status == DONE
    assert {*values(out).values()} == {"deleted True"}
    assert take(run, file, "csv")[0] == FAILED


def test_errors_are_told_and_what_cannot_be_said_is_left_out(run: Run, file: Path):
    enter(run, file, "agdam,,-1,2,3,0.5")
    status, out, said = take(run, file, "dhis2")

    assert (status, ("agdam", "ap_mines") in values(out)) == (ERRORS_STAND, False)
    assert "AP mines, Aghdam, 10–16 Mar 2025" in said
    assert "errors" in said


def test_headquarters_tell_all_offices_or_one(run: Run, file: Path, tmp_path: Path):
    enter(run, file, "agdam,,1,2,3,0.5")
    path = rows(tmp_path, "lacin,,4,5,6,0.5")
    run("enter", file, path, "--period", WEEK, "--office", "east-zangezur")

    assert {district for district, _ in values(take(run, file, "dhis2")[1])} == {"agdam", "lacin"}
    _, out, _ = take(run, file, "dhis2", "--office", "east-zangezur")
    assert {district for district, _ in values(out)} == {"lacin"}


def test_everything_that_there_is_can_be_asked_for(run: Run, file: Path):
    enter(run, file, "agdam,,1,2,3,0.5")
    for kind in ("dhis2", "csv"):
        assert take(run, file, kind, period="1950-01-01..2199-12-31")[0] == DONE


def test_half_a_week_is_told_with_the_half_that_was_not_asked_for(run: Run, file: Path):
    enter(run, file, "agdam,,1,2,3,0.5", period="2025-03-31..2025-03-31")
    enter(run, file, "agdam,,10,20,30,5", period="2025-04-01..2025-04-06")

    for period in ("2025-03-01..2025-03-31", "2025-04-01..2025-04-30"):
        _, out, _ = take(run, file, "dhis2", period=period)
        assert values(out)["agdam", "uxo"] == "33"


def test_a_month_that_is_not_whole_is_named_and_no_failure(run: Run, file: Path):
    enter(run, file, "agdam,,1,2,3,0.5")
    status, _, said = take(run, file, "dhis2", period="2025-03-01..2025-03-31")

    assert status == DONE
    assert "Left out of the months: 1–31 Mar 2025." in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_in_the_language_that_is_asked_for(run: Run, file: Path, language: str):
    _, out, _ = take(run, file, "dhis2-metadata", "--lang", language)
    told = json.loads(out.read_text(encoding="utf-8"))

    assert {one["name"] for one in told["organisationUnits"]} >= {
        one.names[language] for one in PROGRAMME.districts
    }


@pytest.mark.parametrize("kind", FOR_MACHINES)
def test_a_data_file_is_never_written_over(run: Run, file: Path, kind: str):
    enter(run, file, "agdam,,1,2,3,0.5")
    before = file.read_bytes()
    status, _, _ = run("export", file, "--period", WEEK, "--format", kind, "--out", file)

    assert (status, file.read_bytes()) == (FAILED, before)


def test_the_excel_report_is_still_what_is_written_where_no_format_is_named(run: Run, file: Path):
    enter(run, file, "agdam,,1,2,3,0.5")
    out = file.parent / "week.xlsx"

    assert run("export", file, "--period", WEEK, "--out", out)[0] == DONE
    assert out.read_bytes()[:2] == b"PK"
    assert run("export", file, "--period", WEEK, "--out", file.parent / "week.csv")[0] == FAILED


def test_nothing_is_changed_in_the_data_file(run: Run, file: Path):
    enter(run, file, "agdam,,1,2,3,0.5")
    before = file.read_bytes()
    for kind in FOR_MACHINES:
        take(run, file, kind)

    assert file.read_bytes() == before
