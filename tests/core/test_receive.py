from dataclasses import replace

import pytest

from fieldapp.core.changes import Change
from fieldapp.core.programme import Programme
from fieldapp.core.receive import Reading, differences
from fieldapp.core.report import Line, Standing, make_report
from fieldapp.core.sheet import RowState
from tests.core.making import COLUMNS, NO_OPERATIONS, WEEK, Row, days, sheet_of


@pytest.fixture
def reading(programme: Programme) -> Reading:
    """What a faithful workbook of a week says."""
    rows: dict[str, Row] = {
        "agdam": (100, 40, 600, 16_000_000),
        "lacin": (55, 9, 6, 511_000),
        "susa": NO_OPERATIONS,
    }
    report = make_report(programme, "hq", WEEK, [(sheet_of(programme, rows), Standing())])
    totals = {column: report.total(column) for column in COLUMNS}
    return Reading(
        programme.key, "hq", WEEK, report.standing.revision, report.seal.check_code, report.lines, totals
    )


def with_line(reading: Reading, district: str, state: RowState, **values: int | None) -> Reading:
    lines = [
        Line(district, state, {**line.values, **values}) if line.district == district else line
        for line in reading.lines
    ]
    return replace(reading, lines=tuple(lines))


def test_what_was_sealed_is_intact(reading: Reading) -> None:
    assert reading.is_intact()


def test_the_order_of_the_lines_does_not_matter(reading: Reading) -> None:
    assert replace(reading, lines=reading.lines[::-1]).is_intact()


def test_a_changed_tally_is_seen(reading: Reading) -> None:
    assert not with_line(reading, "agdam", RowState.REPORTED, uxo=601).is_intact()


def test_two_changes_that_leave_the_totals_alone_are_seen(reading: Reading) -> None:
    swapped = with_line(reading, "agdam", RowState.REPORTED, ap_mines=99)
    swapped = with_line(swapped, "lacin", RowState.REPORTED, ap_mines=56)

    assert not swapped.is_intact()


def test_a_changed_state_is_seen(reading: Reading) -> None:
    assert not with_line(reading, "susa", RowState.NOT_REPORTED).is_intact()


def test_a_line_that_is_gone_is_seen(reading: Reading) -> None:
    assert not replace(reading, lines=reading.lines[1:]).is_intact()


@pytest.mark.parametrize(
    "change",
    [
        {"office": "karabakh"},
        {"programme": "elsewhere"},
        {"revision": 2},
        {"period": days("2025-03-10..2025-03-15")},
        {"check_code": "W11-3333"},
        {"check_code": ""},
    ],
)
def test_a_changed_head_is_seen(reading: Reading, change: dict) -> None:
    assert not replace(reading, **change).is_intact()


@pytest.mark.parametrize("column", COLUMNS)
def test_a_total_that_is_not_the_sum_is_seen(reading: Reading, column: str) -> None:
    totals = {**reading.totals, column: reading.totals[column] + 1}

    assert not replace(reading, totals=totals).is_intact()


def test_a_workbook_differs_cell_by_cell_in_the_districts_that_both_have(
    programme: Programme, reading: Reading
) -> None:
    rows: dict[str, Row] = {"agdam": (100, 40, 606, 16_000_000), "susa": (1, 0, 0, 0)}
    ours = make_report(programme, "karabakh", WEEK, [(sheet_of(programme, rows), Standing())])

    assert differences(ours, reading) == (
        Change("agdam", "uxo", 606, 600),
        Change("susa", "ap_mines", 1, None),
        Change("susa", "area_cleared_ha", 0, None),
        Change("susa", "at_mines", 0, None),
        Change("susa", "state", None, RowState.NO_OPERATIONS),
        Change("susa", "uxo", 0, None),
    )


def test_a_faithful_workbook_does_not_differ(programme: Programme, reading: Reading) -> None:
    rows: dict[str, Row] = {
        "agdam": (100, 40, 600, 16_000_000),
        "lacin": (55, 9, 6, 511_000),
        "susa": NO_OPERATIONS,
    }
    ours = make_report(programme, "hq", WEEK, [(sheet_of(programme, rows), Standing())])

    assert differences(ours, reading) == ()
