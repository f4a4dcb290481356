"""The demonstration of headquarters: what there is to see, and that nobody takes it for real figures."""

import json
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from fieldapp.demo import demo_weeks
from fieldapp.demo_headquarters import (
    DISPUTED_WEEK,
    EDITED,
    FIRST,
    LAST,
    LATE,
    LATE_SINCE,
    HeadquartersDemo,
    demo_year,
    make_headquarters_demo,
)
from fieldapp.exchange.hq.arrivals import files_in
from fieldapp.store.store import Store
from fieldapp.texts.texts import read_texts
from tests.test_cli import Run, file, run
from tools.steps import headquarters_week

__all__ = ["file", "run"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> HeadquartersDemo:
    """Made once; no test here changes it."""
    return make_headquarters_demo(tmp_path_factory.mktemp("demo"), "Leyla", read_texts("en"))


@pytest.fixture
def desk(made: HeadquartersDemo) -> Iterator[Store]:
    store = Store(made.file, "Leyla")
    yield store
    store.close()


def test_each_day_of_the_year_is_there_once_and_a_published_week_as_it_was_published() -> None:
    year = demo_year()
    published = {week.period: week for week in demo_weeks()}
    told = [sheet for sheet in year if sheet.period in published]

    assert (year[0].period.start, year[-1].period.end) == (FIRST.start, LAST.end)
    assert all((other.period.start - one.period.end).days == 1 for one, other in pairwise(year))
    assert len(told) == 14
    for sheet in told:
        assert sheet.totals == published[sheet.period].totals
        assert sheet.origin.startswith(f"totals of {published[sheet.period].record};")
    assert all("made up, between R" in sheet.origin for sheet in year if sheet not in told)


def test_headquarters_have_the_published_totals_and_every_record_says_where_its_figures_are_from(
    desk: Store,
) -> None:
    published = {week.period: week for week in demo_weeks()}
    origins = {sheet.period: sheet.origin for sheet in demo_year()}

    for period in [one for one in origins if one in published and one.end < LATE_SINCE]:
        report = desk.report(period)
        assert {key: report.total(key) for key in report.indicators} == published[period].totals
    assert all(one.reason == origins[one.period] for one in desk.holdings().records.values())
    assert [problem for problem in desk.problems() if problem is not None] == []


def test_an_office_is_late_a_week_is_in_dispute_and_the_rest_came_in_time(
    run: Run, made: HeadquartersDemo
) -> None:
    status, out, _ = run("board", made.file, "--from", FIRST.start, "--to", LAST.end, "--json")
    rows = {row["office"]: row["weeks"] for row in json.loads(out)["offices"]}

    assert status == 1
    assert {office: {week["state"] for week in weeks[:-1]} for office, weeks in rows.items()} == {
        "karabakh": {"received", "disputed"},
        "east-zangezur": {"received"},
        LATE: {"received", "missing"},
    }
    (disputed,) = [week for week in rows["karabakh"] if week["state"] == "disputed"]
    assert disputed["period"] == str(DISPUTED_WEEK)


def test_of_what_is_on_its_way_one_counts_and_one_was_edited(run: Run, made: HeadquartersDemo) -> None:
    status, out, _ = run("receive", made.file, made.inbox, "--dry-run", "--json")
    told = {file["office"]: file for file in json.loads(out)["files"]}

    assert status == 1
    assert {office: file["verdict"] for office, file in told.items()} == {
        "karabakh": "new",
        "east-zangezur": "edited",
    }
    assert [(cell["district"], cell["indicator"]) for cell in told["east-zangezur"]["cells"]] == [
        (EDITED.district, EDITED.indicator)
    ]


def test_each_office_has_its_file_with_the_records_that_headquarters_have(
    desk: Store, made: HeadquartersDemo
) -> None:
    theirs = desk.holdings().records
    for office in ("karabakh", "east-zangezur", LATE):
        path = made.file.parent / office / f"{office}.fieldapp"
        store = Store(path, "Leyla")
        own = store.holdings().records
        newest = max(store.periods(office))
        store.close()
        assert {one for one in own if own[one].period != LAST} <= theirs.keys()
        assert newest == LAST if office != LATE else newest.end < LATE_SINCE
        assert [*path.parent.glob("*.xlsx")]


def test_no_workbook_of_it_counts_in_a_file_that_is_no_demonstration(
    run: Run, file: Path, made: HeadquartersDemo
) -> None:
    assert len([*files_in([made.file.parent])]) == 7

    status, out, _ = run("receive", file, made.file.parent, "--json")

    told = json.loads(out)
    assert (status, told["counted"], told["counts"]) == (1, 0, {"foreign": 7})


def test_headquarters_week_ends_by_command_as_dev_py_expects(
    run: Run, made: HeadquartersDemo, tmp_path: Path
) -> None:
    shutil.copytree(made.file.parent, tmp_path / "headquarters")
    desk = tmp_path / "headquarters" / made.file.name

    for expected, words in headquarters_week(desk):
        assert run(*words)[0] == expected, words
    assert (desk.parent / "november.xlsx").exists()
