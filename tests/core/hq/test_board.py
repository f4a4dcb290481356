"""Who is late, and rates that cannot lie."""

import random
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.core.definition.office import Due
from fieldapp.core.hq.board import Arrived, Board, Square, make_board, rates_of, weeks_in
from fieldapp.core.hq.correction import record_rows
from fieldapp.core.hq.counting import count
from fieldapp.core.hq.state import Holdings
from fieldapp.core.period import DAY, Period, read_period
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record
from fieldapp.core.sheet import STATE, Cell, Content, RowState, SheetKey
from tests.core.hq.histories import OFFICE, Life

WEEK = read_period("2025-W11")
AFTER = datetime(2025, 4, 1, tzinfo=UTC)


def sent(programme: Programme, period: Period = WEEK, *, marked: int = 8) -> Record:
    """A sheet in which so many districts had no operations."""
    life = Life(random.Random(1), programme, "file-1")
    districts = [district.key for district in programme.expected(OFFICE, period)][:marked]
    life.values[SheetKey(OFFICE, period)] = {Cell(key, STATE): RowState.NO_OPERATIONS for key in districts}
    return life.send(period)


def square(
    programme: Programme, *records: Record, came: datetime = AFTER, now: datetime = AFTER, week: Period = WEEK
) -> Square:
    held = Holdings({record.id: record for record in records})
    received = {record.id: came for record in records}
    board = make_board(held, count(held, programme), received, {}, programme, week, now)
    return board.squares[OFFICE][week]


def test_a_week_is_late_from_the_minute_after_it_was_due(programme: Programme) -> None:
    strict, due = _strict(programme), datetime(2025, 3, 17, 12, tzinfo=UTC)

    assert square(strict, sent(strict)).due == due
    assert square(strict, sent(strict), came=due).state is Arrived.RECEIVED
    assert square(strict, sent(strict), came=due + timedelta(minutes=1)).state is Arrived.LATE


def test_one_that_was_sent_in_time_and_arrived_late_is_told_apart_from_late(programme: Programme) -> None:
    strict, due = _strict(programme), datetime(2025, 3, 17, 12, tzinfo=UTC)
    record = replace(sent(strict), sealed_at=due - timedelta(hours=1))

    assert square(strict, record, came=due + DAY).state is Arrived.SENT_IN_TIME
    assert square(strict, replace(record, sealed_at=due + DAY), came=due + DAY).state is Arrived.LATE


def _strict(programme: Programme) -> Programme:
    """A week is due at noon of the Monday after it."""
    offices = tuple(replace(office, due=Due(0, time(12))) for office in programme.offices)
    return replace(programme, offices=offices)


def test_an_empty_sheet_is_no_report(programme: Programme) -> None:
    assert square(programme, sent(programme, marked=0)).state is Arrived.MISSING


def test_what_is_not_over_is_not_due(programme: Programme) -> None:
    before = datetime(2025, 3, 12, tzinfo=UTC)

    assert square(programme, now=before).state is Arrived.NOT_DUE
    assert square(programme).state is Arrived.MISSING


def test_a_week_that_came_in_two_parts_is_there_when_both_are(programme: Programme) -> None:
    parts = [
        sent(programme, read_period(text)) for text in ("2025-03-10..2025-03-12", "2025-03-13..2025-03-16")
    ]

    assert square(programme, *parts).answered == 8
    assert square(programme, parts[0]).state is Arrived.MISSING


def test_weeks_are_cut_where_the_programme_splits_them() -> None:
    span = read_period("2025-10-27..2025-11-09")

    assert [str(week) for week in weeks_in(span, split=True)] == [
        "2025-10-27..2025-10-31",
        "2025-11-01..2025-11-02",
        "2025-11-03..2025-11-09",
    ]
    assert len(weeks_in(span, split=False)) == 2


@given(states=st.lists(st.sampled_from(Arrived), max_size=30), answered=st.integers(0, 20))
def test_no_rate_is_ever_above_one_hundred_percent(states: list[Arrived], answered: int) -> None:
    squares = [Square(OFFICE, WEEK, state, None, None, None, None, answered, 8) for state in states]
    rates = rates_of(squares)

    assert 0 <= rates.in_time <= rates.received <= rates.expected <= len(states)


SPRING = read_period("2025-03-10..2025-06-08")


def board_of_all(programme: Programme) -> Board:
    """Every week of the spring came from every office, of all districts that it answers for then."""
    records = []
    for office in programme.offices:
        for week in weeks_in(SPRING, split=programme.split_at_month_end):
            key = SheetKey(office.key, week)
            rows = [district.key for district in programme.expected(office.key, week)]
            marks: dict[Cell, Content] = {Cell(row, STATE): RowState.NO_OPERATIONS for row in rows}
            one = sent(programme, week)
            records.append(replace(one, office=office.key, rows=record_rows(marks, key, programme)))
    held = Holdings({record.id: record for record in records})
    came = {record.id: datetime.combine(record.period.end, time(23), UTC) for record in records}
    after = datetime(2025, 12, 1, tzinfo=UTC)
    return make_board(held, count(held, programme), came, {}, programme, SPRING, after)


def test_a_district_that_opens_in_the_middle_of_the_year_is_due_from_then_on(programme: Programme) -> None:
    opens = programme.district("qazax").valid_from
    assert opens is not None
    assert SPRING.contains(Period(opens, opens))

    board = board_of_all(programme)

    assert min(week.start for week in board.squares["gazakh-tovuz"]) == opens
    assert board.rates.received == board.rates.expected


def test_an_office_that_closes_is_due_no_more_and_no_rate_is_above_one_hundred_percent(
    programme: Programme,
) -> None:
    last = read_period("2025-W15").end
    offices = tuple(
        replace(one, charges=tuple(replace(charge, valid_to=last) for charge in one.charges))
        if one.key == OFFICE
        else one
        for one in programme.offices
    )
    board, whole = board_of_all(replace(programme, offices=offices)), board_of_all(programme)

    assert max(week.end for week in board.squares[OFFICE]) == last
    assert board.rates.received == board.rates.expected < whole.rates.expected
    assert all(
        square.answered <= square.expected for row in board.squares.values() for square in row.values()
    )
