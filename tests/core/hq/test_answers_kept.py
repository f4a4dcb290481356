"""What an office said to a warning stays in the records of its sheet, whoever makes the next one."""

from dataclasses import replace
from datetime import UTC, datetime

from fieldapp.core.checks.answers import WarningAnswer
from fieldapp.core.hq.correction import Maker, correct, record_rows
from fieldapp.core.hq.fold import fold_records
from fieldapp.core.period import read_period
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.records.record import Lineage, Record, RecordKind
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.resources import programme_text

PROGRAMME = read_programme(programme_text("azerbaijan"), "azerbaijan.toml")
KEY = SheetKey("karabakh", read_period("2025-W11"))
UXO = Cell("agdam", "uxo")


def answer(why: str, *cells: Cell) -> WarningAnswer:
    return WarningAnswer("number-unlikely", cells or (UXO,), "c" * 64, why)


def record(file: str, *answers: WarningAnswer) -> Record:
    return Record(
        kind=RecordKind.SHEET,
        programme=PROGRAMME.key,
        version=PROGRAMME.version,
        definition=PROGRAMME.digest,
        office=KEY.office,
        period=KEY.period,
        revision=1,
        is_sent=True,
        lineage=Lineage(file),
        rows=record_rows({UXO: 900}, KEY, PROGRAMME),
        answers=answers,
    )


def test_a_correction_keeps_the_answers_of_all_that_it_comes_from():
    one = record("a", answer("counted twice"))
    other = record("b", answer("seen", Cell("agdam", "ap_mines")))
    folded = fold_records({one.id: one, other.id: other})
    maker = Maker("hq", "Aysel", datetime(2025, 3, 18, tzinfo=UTC))

    made = correct(KEY, folded, {Cell("agdam", "at_mines"): 3}, PROGRAMME, maker)

    assert {*made.answers} == {*one.answers, *other.answers}


def test_a_later_revision_says_alone_what_is_answered():
    one = record("a", answer("counted twice"))
    later = replace(one, revision=2, lineage=Lineage("a", (one.id,)), answers=())

    assert fold_records({one.id: one, later.id: later}).answers() == ()
    assert fold_records({one.id: one}).answers() == one.answers
