"""Reports of headquarters say how many cells are in dispute, and what is kept as opening balance is whole."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from fieldapp.commands.export import take_extract
from fieldapp.console import DONE, ERRORS_STAND
from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import DAY, Period, month_of
from fieldapp.core.programme import Programme
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.core.spans.balance import Opening
from fieldapp.core.spans.range_report import By
from fieldapp.resources import programme_text
from fieldapp.store.store import Store, create_store
from tests.core.hq.histories import OFFICE, WEEK, Life, arrival_of
from tests.core.making import days, refusal
from tests.store.hq.test_receiving import KEY, a_life, desk, fill, headquarters
from tests.test_cli import Run, run

__all__ = ["desk", "headquarters", "run"]

BALANCE = Opening(days("2020-11-10..2024-12-31"), "R251", {"ap_mines": 35_338}, {"agdam": {"ap_mines": 9}})


def dispute(store: Store, programme: Programme, **third: int) -> None:
    """Two data files of one office differ in two cells; `third` is told by one of them alone."""
    lives: list[Life] = [a_life(programme), a_life(programme, file="file-2")]
    fill(lives[0], uxo=1, ap_mines=2, **third)
    fill(lives[1], uxo=5, ap_mines=6)
    store.receive(store.plan([arrival_of(life.send(), programme) for life in lives]))


def test_a_report_knows_how_many_cells_are_in_dispute_within_it(desk: Store, programme: Programme) -> None:
    dispute(desk, programme, at_mines=7)

    assert [desk.report(of).disputed for of in (WEEK, KEY, month_of(WEEK.start))] == [2, 2, 0]
    year = Period(WEEK.start.replace(month=1, day=1), WEEK.end.replace(month=12, day=31))
    assert desk.range_report(year, By.WEEK).report.disputed == 2
    assert desk.report(SheetKey("east-zangezur", WEEK)).disputed == 0
    assert (desk.report(WEEK).total("at_mines"), desk.report(WEEK).total("uxo")) == (7, 0)


def test_a_sheet_of_which_every_cell_is_in_dispute_is_told_too(desk: Store, programme: Programme) -> None:
    dispute(desk, programme)

    assert desk.report(WEEK).disputed == 2
    assert desk.range_report(WEEK, By.OFFICE).report.disputed == 2


OWN_DAYS = [WEEK, Period(WEEK.start, WEEK.end - DAY), Period(WEEK.end, WEEK.end + 7 * DAY)]


@pytest.mark.parametrize("days_of_own", OWN_DAYS, ids=str)
def test_a_row_of_headquarters_does_not_count_beside_one_that_is_in_dispute(
    desk: Store, programme: Programme, days_of_own: Period
) -> None:
    """The cells in dispute are blank; what headquarters entered themselves is no way out of that."""
    dispute(desk, programme)
    own = SheetKey("hq", days_of_own)
    figures = {Cell("agdam", item.key): 9 for item in programme.active} | {Cell("lacin", "uxo"): 4}
    desk.write(own, make_edits(desk.blank(own), figures))

    span = Period(WEEK.start - 30 * DAY, WEEK.end + 30 * DAY)
    for by in By:
        report = desk.range_report(span, by)
        assert [report.total(key) for key in ("uxo", "ap_mines", "at_mines")] == [4, 0, 0]
        assert sum(row.values["uxo"] or 0 for row in report.rows) == 4
        assert [(one.sheet, one.district, one.to) for one in report.given] == [(own, "agdam", KEY)]
        assert report.report.disputed == 2
        lacking = [gap.period for gap in report.gaps if "agdam" in gap.districts]
        assert all(any(day in period.dates for period in lacking) for day in WEEK.dates)
    assert (desk.report(span).total("uxo"), desk.report(own).total("uxo")) == (4, 13)
    extract = take_extract(desk, span, datetime(2025, 12, 1, tzinfo=UTC))
    told = {one.sheet.key: "agdam" in places for one, places in extract.counted()}
    assert told == {KEY: True, own: False}


@pytest.mark.parametrize("language", ["en", "az", "ru"])
def test_summary_export_and_report_say_that_cells_are_in_dispute(
    desk: Store, programme: Programme, run: Run, tmp_path: Path, language: str
) -> None:
    dispute(desk, programme, at_mines=7)
    path, out = desk.path, tmp_path / "week.xlsx"
    desk.close()
    said = "2 cells are in dispute"

    assert said in run("summary", path, "--period", str(WEEK))[1]
    assert json.loads(run("summary", path, "--period", str(WEEK), "--json")[1])["disputed"] == 2
    assert said in run("export", path, "--period", str(WEEK), "--out", out, "--lang", language)[2]
    front = openpyxl.load_workbook(out).worksheets[0]
    words = {"en": said, "az": "2 xana mübahisəlidir", "ru": "2 ячейки спорные"}[language]
    assert any(words in str(cell.value) for row in front.iter_rows() for cell in row)
    assert said in run("text", path, "--period", str(WEEK))[2]
    status, table, _ = run("report", path, "--period", str(WEEK))
    assert (status, said in table) == (ERRORS_STAND, True)
    told = json.loads(run("report", path, "--period", str(WEEK), "--json")[1])
    assert told["stands_on"]["disputed"] == 2


def test_a_file_of_an_office_reports_its_own_and_has_no_disputes(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "office.fieldapp"
    create_store(path, programme_text("azerbaijan"), OFFICE)

    status, out, _ = run("report", path, "--month", "2025-03", "--json")
    told = json.loads(out)
    assert (status, told["stands_on"]["offices"], told["stands_on"]["disputed"]) == (DONE, [0, 1], 0)
    assert told["stands_on"]["uncovered_days"] == 31


def test_balances_come_back_as_they_were_put_and_the_file_is_whole(desk: Store) -> None:
    other = Opening(days("2025-01-01..2025-01-31"), "R247", {}, {"lacin": {"area_cleared_ha": 35_838_000}})
    desk.put_openings([other, BALANCE])
    desk.put_openings([BALANCE])

    assert desk.openings() == (BALANCE, other)
    assert [problem for problem in desk.problems() if problem is not None] == []


def test_a_balance_of_other_days_takes_the_place_of_one_in_a_single_step(desk: Store) -> None:
    desk.put_openings([BALANCE])
    longer = Opening(days("2020-11-10..2025-01-31"), "R300", BALANCE.national, BALANCE.districts)
    desk.put_openings([longer], gone=[BALANCE.period])
    assert desk.openings() == (longer,)

    wrong = Opening(BALANCE.period, "R1", {}, {"mars": {"uxo": 1}})
    with pytest.raises(FieldAppError):
        desk.put_openings([wrong], gone=[longer.period])
    assert desk.openings() == (longer,)
    desk.put_openings([], gone=[longer.period])
    assert desk.openings() == ()
    assert not any(desk.problems())


def test_a_balance_of_a_place_or_column_that_is_not_there_changes_nothing(desk: Store) -> None:
    desk.put_openings([BALANCE])
    for wrong in ({"mars": {"uxo": 1}}, {"agdam": {"moon": 1}}):
        with pytest.raises(FieldAppError) as error:
            desk.put_openings([Opening(BALANCE.period, "R1", {}, wrong)])
        assert refusal(error)[0] in ("unknown-district", "unknown-indicator")

    assert desk.openings() == (BALANCE,)


def test_a_balance_that_was_changed_behind_the_back_of_the_app_is_not_reported(desk: Store) -> None:
    desk.put_openings([BALANCE])
    path = desk.path
    desk.close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE opening SET value = 1 WHERE district = 'agdam'")
        other.commit()
    again = Store(path, "Leyla")

    with pytest.raises(FieldAppError) as error:
        again.range_report(days("2020-11-10..2025-01-31"), By.DISTRICT)
    assert refusal(error)[0] == "records-damaged"
    again.close()
