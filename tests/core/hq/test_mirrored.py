"""What a mirror holds of a sheet, a record and a week."""

import random
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from fieldapp.core.hq.counting import count
from fieldapp.core.hq.mirrored import MirrorTally, board_span, mirror_revisions, mirror_sheet, spans_of
from fieldapp.core.hq.state import Holdings
from fieldapp.core.period import Period, read_period
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import Record
from fieldapp.core.report import Standing
from fieldapp.core.sheet import CONTROL, STATE, Cell, Content, RowState, Sheet, SheetKey
from tests.core.hq.histories import OFFICE, PARTS, WEEK, Life

KEY = SheetKey(OFFICE, WEEK)
COLUMNS = ("ap_mines", "uxo")


def sheet_with(values: dict[Cell, Content]) -> Sheet:
    return Sheet(WEEK, ("agdam", "fuzuli"), COLUMNS, values, office=OFFICE)


def test_numbers_marks_and_what_is_not_whole_are_told_apart_and_blanks_and_totals_are_not_there() -> None:
    values: dict[Cell, Content] = {
        Cell("agdam", "ap_mines"): 0,
        Cell("agdam", "uxo"): Decimal("2.5"),
        Cell("fuzuli", STATE): RowState.NO_OPERATIONS,
        Cell(CONTROL, "uxo"): 99,
    }
    assert mirror_sheet(sheet_with(values), Standing(), None).tallies == (
        MirrorTally("agdam", "ap_mines", 0, None, "reported"),
        MirrorTally("agdam", "uxo", None, "2.5", "reported"),
        MirrorTally("fuzuli", "ap_mines", None, None, "no_operations"),
        MirrorTally("fuzuli", "uxo", None, None, "no_operations"),
    )
    assert mirror_sheet(sheet_with({}), Standing(), None).tallies == ()


def test_an_area_that_came_as_a_decimal_and_is_whole_is_a_whole_number() -> None:
    tallies = mirror_sheet(sheet_with({Cell("agdam", "uxo"): Decimal("120955.00")}), Standing(), None).tallies

    assert [(one.value, one.exact, one.state) for one in tallies] == [(120955, None, "not_reported")]


def sent(programme: Programme, file: str, **values: int) -> tuple[Life, Record]:
    life = Life(random.Random(1), programme, file)
    life.values[KEY] = {Cell("agdam", key): value for key, value in values.items()}
    return life, life.send()


def test_a_cell_in_dispute_has_its_own_word_and_no_number(programme: Programme) -> None:
    one, other = (sent(programme, file, uxo=n)[1] for file, n in (("file-1", 1), ("file-2", 2)))
    counted = count(Holdings().with_records([one, other]), programme)[KEY]

    told = mirror_sheet(sheet_with({}), Standing(), counted)

    assert told.tallies == (MirrorTally("agdam", "uxo", None, None, "disputed"),)
    assert told.revision_id in {one.id, other.id}


def verdicts(held: Holdings, programme: Programme) -> dict[str, str]:
    told = mirror_revisions(held, count(held, programme), {}, programme)
    return {one.record.id: one.verdict for one in told}


def test_what_became_of_each_record_is_told(programme: Programme) -> None:
    life, first = sent(programme, "file-1", uxo=3)
    second = life.send()
    held = Holdings().with_records([first, second])
    assert verdicts(held, programme) == {first.id: "older", second.id: "counts"}

    aside = held.ruled(second.id, is_admitted=False)
    assert verdicts(aside, programme) == {first.id: "counts", second.id: "set-aside"}


def test_a_part_waits_for_the_others_and_then_the_whole_retires(programme: Programme) -> None:
    life, whole = sent(programme, "file-1", uxo=3)
    one, other = life.cut()
    held = Holdings().with_records([whole, one])
    assert verdicts(held, programme) == {whole.id: "counts", one.id: "waiting"}

    told = verdicts(held.with_records([other]), programme)
    assert told == {whole.id: "retired", one.id: "counts", other.id: "counts"}


@pytest.mark.parametrize(
    ("period", "spans"),
    [
        ("2025-W11", ("2025-W11", date(2025, 3, 1), 2025)),
        ("2025-10-27..2025-11-02", ("2025-W44", None, 2025)),
        ("2024-12-30..2025-01-05", ("2025-W01", None, None)),
        ("2025-03-03..2025-03-10", (None, date(2025, 3, 1), 2025)),
        ("2025-03-31..2025-03-31", ("2025-W14", date(2025, 3, 1), 2025)),
    ],
)
def test_a_sheet_is_of_a_week_a_month_and_a_year_only_if_it_lies_in_them_whole(
    period: str, spans: tuple[str | None, date | None, int | None]
) -> None:
    assert spans_of(read_period(period)) == spans


def test_the_board_begins_with_the_first_sheet_and_looks_ahead_by_whole_weeks() -> None:
    today = datetime(2025, 11, 5, tzinfo=UTC).date()

    assert board_span([SheetKey(OFFICE, part) for part in PARTS], today) == Period(
        date(2025, 10, 27), date(2026, 1, 4)
    )
    assert board_span([], today).start == today
