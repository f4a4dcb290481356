"""One answer to what a sheet may do next, whoever asks."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp.core import sending
from fieldapp.core.checks.finding import Finding, Severity
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unread
from fieldapp.core.period import cut_at_month_end, month_of
from fieldapp.core.programme import ITEMS
from fieldapp.core.programme_toml import read_programme
from fieldapp.core.records.record import Lineage, RecordKind, WorkbookForm
from fieldapp.core.report import Standing, Status, make_report
from fieldapp.core.sending import (
    Delivery,
    NextStep,
    Obstacle,
    Step,
    as_sent,
    next_step,
    obstacle_to_adding_up,
    obstacle_to_sending,
    obstacle_to_writing,
    record_of,
    require_same_record,
)
from fieldapp.core.sheet import CONTROL, CONTROL_ITEMS, Cell, Sheet, SheetKey
from fieldapp.resources import programme_text
from tests.core.making import NO_OPERATIONS, WEEK, days, refusal, sheet_of

PROGRAMME = read_programme(programme_text("azerbaijan"), "azerbaijan.toml")
ERROR = Finding("negative", Severity.ERROR, (), {}, WEEK)
WARNING = Finding("few", Severity.WARNING, (), {}, WEEK)

FILLED = sheet_of(PROGRAMME, {"agdam": (1, 0, 2, 30_000)})
EMPTY = sheet_of(PROGRAMME)
MARKED = sheet_of(PROGRAMME, {"agdam": NO_OPERATIONS})
CONTROLS = sheet_of(PROGRAMME, control=(0, 0, 0, 0))
UNREADABLE = replace(EMPTY, unread={Cell("agdam", "uxo"): Unread("1O", "not-a-number")})
NOTED = replace(EMPTY, notes={Cell("agdam", "uxo"): "late"})


def report_of(*sheets: Sheet, period=WEEK):
    return make_report(PROGRAMME, "hq", period, [(sheet, Standing()) for sheet in sheets])


@pytest.mark.parametrize(
    ("status", "step"),
    [(Status.DRAFT, Step.MARK_READY), (Status.READY, Step.SEND), (Status.SENT, Step.SEND_AGAIN)],
)
def test_a_sound_sheet_goes_on_whatever_is_only_odd(status, step):
    assert next_step(FILLED, status, [WARNING]) == NextStep(step)
    next_step(FILLED, status, [WARNING]).require(WEEK)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.READY])
def test_errors_hold_back_what_is_not_sent_yet(status):
    held = next_step(FILLED, status, [ERROR, WARNING, ERROR])

    assert (held.obstacle, held.errors) == (Obstacle.ERRORS_STAND, 2)


def test_a_blank_sheet_has_nothing_to_mend():
    assert next_step(EMPTY, Status.DRAFT, [ERROR]).obstacle is Obstacle.NOTHING_ENTERED
    assert next_step(CONTROLS, Status.DRAFT, [ERROR]).obstacle is Obstacle.ERRORS_STAND


def test_what_was_sent_may_be_written_again_whatever_is_found_in_it_by_now():
    assert next_step(FILLED, Status.SENT, [ERROR]).obstacle is None


@pytest.mark.parametrize("status", Status)
def test_nothing_begins_while_a_workbook_is_on_its_way(status):
    assert next_step(FILLED, status, [ERROR], is_on_its_way=True).obstacle is Obstacle.ON_ITS_WAY


@pytest.mark.parametrize(
    ("sheet", "obstacle"),
    [
        (FILLED, None),
        (MARKED, None),
        (EMPTY, Obstacle.NOTHING_ENTERED),
        (NOTED, Obstacle.NOTHING_ENTERED),
        (CONTROLS, Obstacle.NOTHING_ENTERED),
        (UNREADABLE, Obstacle.NOTHING_READABLE),
    ],
    ids=["figures", "mark", "empty", "note", "control totals", "unreadable"],
)
def test_a_sheet_of_blanks_gives_no_workbook(sheet, obstacle):
    assert obstacle_to_writing(sheet) is obstacle
    assert next_step(sheet, Status.DRAFT, []).obstacle is obstacle


def test_a_text_that_cannot_be_read_is_an_error_to_mend_first():
    assert next_step(UNREADABLE, Status.DRAFT, [ERROR]).obstacle is Obstacle.ERRORS_STAND


def test_what_adds_up_to_blanks_gives_no_workbook_either():
    month = days("2025-03-01..2025-03-31")

    assert obstacle_to_adding_up(report_of(FILLED, period=month)) is None
    assert obstacle_to_adding_up(report_of(MARKED, period=month)) is None
    assert obstacle_to_adding_up(report_of(UNREADABLE, period=month)) is Obstacle.NOTHING_ENTERED
    assert obstacle_to_adding_up(report_of(period=month)) is Obstacle.NOTHING_ENTERED


def test_only_a_sheet_of_its_own_is_sent():
    month = days("2025-03-01..2025-03-31")

    assert obstacle_to_sending(report_of(FILLED), FILLED, []) is None
    assert obstacle_to_sending(report_of(FILLED), FILLED, [ERROR]) is Obstacle.ERRORS_STAND
    assert obstacle_to_sending(report_of(), EMPTY, []) is Obstacle.NOTHING_ENTERED
    summary = report_of(FILLED, period=month)
    assert obstacle_to_sending(summary, sheet_of(PROGRAMME, period=month), []) is Obstacle.NOT_A_SHEET


@pytest.mark.parametrize("obstacle", Obstacle)
def test_each_obstacle_is_told_by_the_error_of_its_code(obstacle):
    with pytest.raises(FieldAppError) as held:
        NextStep(Step.SEND, obstacle, 3).require(WEEK)

    code, details = refusal(held)
    assert code == obstacle.value
    assert details in ({}, {"period": WEEK}, {"n": 3})


def test_a_week_that_is_there_in_its_parts_is_sent_in_these():
    week = days("2025-W44")
    parts = cut_at_month_end(week)

    told = sending.refusal(Obstacle.NOT_A_SHEET, week, parts=parts)
    assert (told.code, told.details) == ("sent-in-parts", {"period": week, "parts": parts})
    assert sending.refusal(Obstacle.NOT_A_SHEET, week, parts=parts[:1]).code == "not-a-sheet"


def test_a_report_as_it_will_be_differs_in_its_standing_alone():
    at = datetime(2025, 3, 17, 9, 30, tzinfo=UTC)
    report = report_of(FILLED)

    assert as_sent(report, at).standing == Standing(Status.SENT, 1, at)
    assert replace(as_sent(report, at), standing=report.standing) == report


AT = datetime(2025, 3, 17, 5, 12, 44, 999, tzinfo=UTC)


def test_the_record_of_a_draft_and_of_what_is_sent_differ_in_nothing_but_that():
    draft, sent = record_of(report_of(FILLED)), record_of(as_sent(report_of(FILLED), AT))

    assert (draft.is_sent, draft.sealed_at) == (False, None)
    assert (sent.is_sent, sent.sealed_at) == (True, AT.replace(microsecond=0))
    assert replace(sent, is_sent=False, sealed_at=None) == draft
    assert draft.figures == report_of(FILLED).seal.digest
    assert draft.definition == PROGRAMME.digest[:16]


def test_a_record_says_who_made_it_how_it_was_written_and_all_control_totals():
    controls = {Cell(CONTROL, "uxo"): 2, Cell("agdam", ITEMS): 3}
    typed = {Cell(CONTROL, "uxo"): 2, Cell("agdam", CONTROL_ITEMS): 3}
    sheet = replace(FILLED, values={**FILLED.values, **typed})
    form = WorkbookForm("ru", None)

    record = record_of(report_of(FILLED), sheet, form, by="Günel")

    assert (record.by, record.form, record.controls) == ("Günel", form, controls)


def test_a_summary_is_never_sent_and_lists_what_it_adds_up():
    report = as_sent(report_of(FILLED, period=month_of(WEEK.start)), AT)
    known = replace(report, lineage=Lineage("file", parts=("a" * 64,)))

    record = record_of(report)

    assert (record.kind, record.is_sent, record.sealed_at) == (RecordKind.SUMMARY, False, None)
    assert record.lineage.parts == (f"hq {WEEK}",)
    assert record_of(known).lineage.parts == ("a" * 64,)


def test_a_revision_that_was_sent_keeps_its_record():
    kept = record_of(as_sent(report_of(FILLED), AT), form=WorkbookForm("en", "post"))

    assert record_of(replace(report_of(FILLED), record=kept), form=WorkbookForm("az", None)) is kept


def test_two_records_of_one_id_with_other_content_are_refused():
    record = record_of(report_of(FILLED))
    require_same_record(None, record)
    require_same_record(record.text, record)

    with pytest.raises(FieldAppError) as error:
        require_same_record(record.text.replace("uxo=2", "uxo=3"), record)

    assert (error.value.code, error.value.details["id"]) == ("record-differs", record.id)


def test_a_delivery_says_which_sheet_was_sent():
    delivery = Delivery(WEEK, 1, Path("a.xlsx"), ".part", "", "en", None, "karabakh")

    assert delivery.sheet == SheetKey("karabakh", WEEK)
