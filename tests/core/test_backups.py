"""Which backups stay, what they are called, and what going back to one would lose."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.core.backups import (
    BEFORE_CHANGE,
    DAYS,
    MONTHS,
    WEEKS,
    Backup,
    BackupReason,
    backup_name,
    changes_since,
    is_due,
    is_overdue,
    newest_made,
    read_backup_name,
    staying,
)
from fieldapp.core.history import HistoryKind, HistoryRow
from fieldapp.core.sheet import Cell, SheetKey
from tests.core.making import WEEK

FIRST = datetime(2024, 1, 1, 9, 0)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31)).map(lambda at: at.replace(microsecond=0))
STEMS = st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=20)
BEFORE = (BackupReason.MIGRATION, BackupReason.RESTORE, BackupReason.RECEIVING)


def backup(made: datetime, reason: BackupReason = BackupReason.DAILY) -> Backup:
    return Backup(Path(backup_name("hq", made, reason)), made, reason)


SETS = st.sets(st.builds(backup, MOMENTS, st.sampled_from(BackupReason)), max_size=60)


def ring(backups: "set[Backup] | frozenset[Backup]") -> list[Backup]:
    return [one for one in backups if one.reason in (BackupReason.DAILY, BackupReason.ASKED)]


@given(SETS)
def test_what_stays_is_some_of_what_is_there_and_stays_again(backups: set[Backup]) -> None:
    stay = staying(backups)

    assert stay <= backups
    assert staying(stay) == stay


@given(SETS)
def test_the_newest_of_each_reason_always_stays(backups: set[Backup]) -> None:
    stay = staying(backups)

    for reason in BEFORE:
        made = [one.made for one in backups if one.reason is reason]
        assert not made or max(made) in {one.made for one in stay if one.reason is reason}
    assert not ring(backups) or max(one.made for one in ring(backups)) in {one.made for one in ring(stay)}


@given(SETS)
def test_never_more_stay_than_the_ring_holds(backups: set[Backup]) -> None:
    stay = staying(backups)

    assert len(ring(stay)) <= DAYS + WEEKS + MONTHS
    for reason in BEFORE:
        assert len([one for one in stay if one.reason is reason]) <= BEFORE_CHANGE


@given(SETS)
def test_a_file_that_was_damaged_is_never_thrown_away(backups: set[Backup]) -> None:
    kept = {one for one in backups if one.reason is BackupReason.DAMAGED}

    assert kept <= staying(backups)


@given(SETS, MOMENTS)
def test_another_backup_brings_none_back_that_had_to_go(backups: set[Backup], made: datetime) -> None:
    newer = backup(max([made, *(one.made for one in backups)]) + timedelta(seconds=1))

    assert staying({*backups, newer}) <= {*staying(backups), newer}


@pytest.mark.parametrize("days", [1, 6, 7, 34, 90, 366, 500])
def test_after_daily_backups_there_is_one_of_each_last_day_week_and_month(days: int) -> None:
    kept: frozenset[Backup] = frozenset()
    for number in range(days):
        kept = staying({*kept, backup(FIRST + timedelta(days=number))})
    last = FIRST.date() + timedelta(days=days - 1)
    held = {one.made.date() for one in kept}

    def wanted(most: int, step: int) -> set[date]:
        return {
            day for number in range(most) if (day := last - timedelta(days=number * step)) >= FIRST.date()
        }

    assert wanted(DAYS, 1) <= held
    assert {day.isocalendar()[:2] for day in wanted(WEEKS, 7)} <= {day.isocalendar()[:2] for day in held}
    assert len({(day.year, day.month) for day in held}) == min(MONTHS, len(months(days)))


def months(days: int) -> set[tuple[int, int]]:
    all_days = (FIRST + timedelta(days=number) for number in range(days))
    return {(day.year, day.month) for day in all_days}


@given(STEMS.filter(lambda stem: "\\" not in stem), MOMENTS, st.sampled_from(BackupReason))
def test_a_name_tells_what_it_was_made_of(stem: str, made: datetime, reason: BackupReason) -> None:
    path = Path("folder") / backup_name(stem, made, reason)

    assert read_backup_name(path, stem) == Backup(path, made, reason)
    assert read_backup_name(path, f"{stem} 2") is None


@pytest.mark.parametrize(
    "name",
    [
        "hq.fieldapp",
        "hq 2026-11-26 093105 daily.xlsx",
        "hq 2026-02-31 093105 daily.fieldapp",
        "hq 2026-11-26 daily.fieldapp",
        "hq 2026-11-26 093105 weekly.fieldapp",
        "other 2026-11-26 093105 daily.fieldapp",
        ".hq 2026-11-26 093105 daily.fieldapp.77.part",
    ],
)
def test_what_somebody_else_put_there_is_no_backup(name: str) -> None:
    assert read_backup_name(Path(name), "hq") is None


def test_a_backup_is_due_once_a_day() -> None:
    made = backup(FIRST)

    assert is_due([], FIRST.date())
    assert not is_due([made], FIRST.date())
    assert is_due([made], FIRST.date() + timedelta(days=1))
    assert is_due([backup(FIRST, BackupReason.RESTORE)], FIRST.date())


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, False), (2, True), (400, True), (-3, False)])
def test_a_backup_is_older_than_it_should_be_from_the_day_before_yesterday_on(days: int, late: bool) -> None:
    today = FIRST.date()

    assert is_overdue(FIRST - timedelta(days=days), today) is late
    assert is_overdue(None, today)


def test_a_damaged_file_that_was_kept_is_no_newest_backup() -> None:
    later = FIRST + timedelta(days=3)

    assert newest_made([backup(FIRST), backup(later, BackupReason.DAMAGED)]) == FIRST
    assert newest_made([]) is None


def row(number: int) -> HistoryRow:
    at = FIRST.replace(tzinfo=UTC) + timedelta(minutes=number)
    return HistoryRow(
        at, "Leyla", SheetKey("hq", WEEK), Cell("agdam", "uxo"), None, number, "", HistoryKind.VALUE
    )


@given(st.integers(0, 12), st.integers(0, 12))
def test_what_would_be_lost_is_what_came_after_the_backup(held: int, more: int) -> None:
    rows = [row(number) for number in range(held + more)]

    assert changes_since(rows, rows[:held]) == tuple(rows[held:])


def test_where_file_and_backup_went_different_ways_all_from_there_on_would_be_lost() -> None:
    rows = [row(number) for number in range(4)]
    other = [*rows[:2], replace(rows[2], who="Rauf"), rows[3]]

    assert changes_since(rows, other) == tuple(rows[2:])
