"""An answer says all that headquarters have, and its record tells it whole."""

import random
from datetime import UTC, datetime

import pytest

from fieldapp.core.hq.answer import answer_in, make_answer, record_of_answer
from fieldapp.core.hq.counting import count
from fieldapp.core.hq.ledger_code import ledger_code
from fieldapp.core.hq.state import Holdings
from fieldapp.core.programme import Programme
from fieldapp.core.records.record import read_record
from fieldapp.core.sheet import Cell, SheetKey
from tests.core.hq.histories import HQ_FILE, OFFICE, WEEK, Life

KEY, UXO = SheetKey(OFFICE, WEEK), Cell("agdam", "uxo")
AT = datetime(2025, 11, 5, 9, 0, tzinfo=UTC)


def corrected(programme: Programme) -> Holdings:
    """An office's week, and what headquarters say otherwise."""
    life = Life(random.Random(1), programme, "file-1")
    life.values[KEY] = {UXO: 12}
    first = life.send()
    desk = life.copied(HQ_FILE)
    desk.values[KEY][UXO] = 21
    return Holdings({first.id: first}).with_records([desk.send()])


def test_what_headquarters_say_otherwise_is_told_cell_by_cell(programme: Programme) -> None:
    held = corrected(programme)
    counted = count(held, programme)
    answer = make_answer(held, counted, {}, OFFICE, programme, file=HQ_FILE, at=AT, by="Leyla")

    assert [(item.cell, item.before, item.after) for item in answer.corrections()] == [(UXO, 12, 21)]
    assert answer.codes == {2025: ledger_code(held.records.values(), OFFICE, 2025)}
    assert answer.disputed() == {}


def test_an_answer_is_the_same_after_its_record_was_written_and_read(programme: Programme) -> None:
    held = corrected(programme)
    received = dict.fromkeys(held.records, AT)
    answer = make_answer(
        held, count(held, programme), received, OFFICE, programme, file=HQ_FILE, at=AT, by="Leyla"
    )
    record = read_record(record_of_answer(answer).text)

    assert answer_in(record, answer.records).records == answer.records
    assert answer_in(record, answer.records).received == answer.received
    with pytest.raises(ValueError, match=record.id):
        answer_in(record, answer.records[:1])


def test_a_code_is_equal_in_any_order_and_another_when_one_is_withheld(programme: Programme) -> None:
    records = [*corrected(programme).records.values()]

    assert ledger_code(records, OFFICE, 2025) == ledger_code(reversed(records), OFFICE, 2025)
    assert ledger_code(records, OFFICE, 2025) != ledger_code(records[:1], OFFICE, 2025)
    assert ledger_code(records, OFFICE, 2024) == ledger_code([], OFFICE, 2024)
