"""A workbook that says *sent* is there only if its sheet is marked; else nothing is left of it."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from fieldapp import passage
from fieldapp.core.edits import annotate, make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import month_of, read_period
from fieldapp.core.records.record import RecordKind, WorkbookForm
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell
from fieldapp.exchange.placing import UnplacedFile
from fieldapp.exchange.workbook import read_workbook
from fieldapp.store.store import Store
from fieldapp.texts.texts import read_texts
from tests.data_files import empty_file

WEEK = read_period("2025-W11")
NOW = datetime(2025, 3, 17, 9, 30, tzinfo=UTC)
EARLY = datetime(2025, 3, 14, 9, 30, tzinfo=UTC)
LATER = datetime(2025, 4, 2, 8, 0, tzinfo=UTC)
TEXTS = read_texts("en")
UXO = Cell("agdam", "uxo")


@pytest.fixture
def store(tmp_path):
    store = Store(empty_file(tmp_path / "week.fieldapp"), "coordinator", lambda: NOW)
    put(store, 606)
    store.set_status(WEEK, Status.READY)
    yield store
    store.close()


@pytest.fixture
def target(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "week.xlsx"


def put(store, number):
    cells = {Cell("agdam", key): 1 for key in ("ap_mines", "at_mines")}
    wanted = {**cells, Cell("agdam", "area_cleared_ha"): 50_000, UXO: number}
    store.write(WEEK, make_edits(store.sheet(WEEK), wanted), why="late")


def packed(store, target):
    return passage.pack_to_send(store, WEEK, target, TEXTS, None, NOW)


def left(target):
    return sorted(path.name for path in target.parent.iterdir())


def code_of(error):
    return error.value.code


def test_the_workbook_says_what_the_file_says(store, target):
    parcel = packed(store, target)

    assert passage.send(store, parcel, passage.write_aside(parcel)) == target

    report = store.report(WEEK)
    assert (replace(report, record=None), report.record) == (parcel.report, parcel.record)
    assert (store.standing(WEEK).status, store.standing(WEEK).sealed_at) == (Status.SENT, NOW)
    back = read_workbook(target, store.programme)
    assert (back.check_code, back.revision) == (parcel.report.seal.check_code, 1)
    assert left(target) == ["week.xlsx"]
    assert store.deliveries() == []


@pytest.mark.parametrize("what", ["figure", "note", "taken back"])
def test_a_change_in_between_leaves_nothing(store, target, what):
    parcel = packed(store, target)
    file = passage.write_aside(parcel)
    if what == "figure":
        put(store, 607)
    elif what == "note":
        store.write(WEEK, annotate(store.sheet(WEEK), UXO, "seen"))
    else:
        store.set_status(WEEK, Status.DRAFT)

    with pytest.raises(FieldAppError) as refused:
        passage.send(store, parcel, file)

    assert code_of(refused) == "changed-meanwhile"
    assert left(target) == []
    assert (store.standing(WEEK).status, store.standing(WEEK).revision) == (Status.DRAFT, 1)


def test_an_error_that_came_in_between_leaves_nothing(store, target):
    parcel = packed(store, target)
    file = passage.write_aside(parcel)
    inside = read_period("2025-03-12..2025-03-13")
    store.write(inside, make_edits(store.sheet(inside), {UXO: 1}))

    with pytest.raises(FieldAppError) as refused:
        passage.send(store, parcel, file)

    assert (code_of(refused), left(target)) == ("changed-meanwhile", [])
    assert store.standing(WEEK).status is Status.READY


def test_a_disk_that_refuses_the_mark_leaves_nothing(store, target, monkeypatch):
    parcel = packed(store, target)
    file = passage.write_aside(parcel)

    def busy(self, *_, **__):
        raise FieldAppError("file-busy", path=self.path)

    monkeypatch.setattr(Store, "send", busy)
    with pytest.raises(FieldAppError, match="file-busy"):
        passage.send(store, parcel, file)

    assert left(target) == []


def test_two_passages_at_once_make_one_sending(store, target):
    parcels = [packed(store, target.with_name(name)) for name in ("one.xlsx", "two.xlsx")]
    one, two = (passage.write_aside(parcel) for parcel in parcels)
    passage.send(store, parcels[0], one)

    with pytest.raises(FieldAppError) as refused:
        passage.send(store, parcels[1], two)

    assert (code_of(refused), left(target)) == ("changed-meanwhile", ["one.xlsx"])


@pytest.mark.parametrize("error", [FieldAppError("disk-full", path="x"), RuntimeError("a bug")])
def test_where_the_move_fails_the_mark_is_taken_back(store, target, monkeypatch, error):
    before = store.standing(WEEK)
    parcel = packed(store, target)
    file = passage.write_aside(parcel)

    def fail(self):
        raise error

    monkeypatch.setattr(UnplacedFile, "move", fail)
    with pytest.raises(type(error)):
        passage.send(store, parcel, file)

    assert store.standing(WEEK) == before
    assert left(target) == []
    put(store, 607)
    assert (store.standing(WEEK).revision, store.standing(WEEK).reason) == (1, "")


def test_a_mark_that_cannot_be_taken_back_is_told(store, target, monkeypatch):
    parcel = packed(store, target)
    file = passage.write_aside(parcel)
    target.parent.rename(target.parent.with_name("gone"))

    def fail(self, marked):
        raise FieldAppError("file-busy", path=self.path)

    monkeypatch.setattr(Store, "take_back", fail)
    with pytest.raises(FieldAppError) as refused:
        passage.send(store, parcel, file)

    sentence = TEXTS.error(refused.value)
    assert sentence.startswith(
        "week.xlsx could not be put in its place, and the mark “sent” could not be undone"
    )
    assert "out is not there" in sentence
    assert [found.target for found in passage.missing_workbooks(store)] == [target]


def test_what_was_sent_is_written_again_as_it_was(store, target):
    parcel = packed(store, target)
    passage.send(store, parcel, passage.write_aside(parcel))

    again = passage.pack(store, WEEK, target.with_name("again.xlsx"), TEXTS, None, LATER)
    passage.deliver(store, again, passage.write_aside(again))

    assert (replace(again.report, record=None), again.issued) == (parcel.report, parcel.issued)
    assert again.record == parcel.record
    assert figures(target) == figures(target.with_name("again.xlsx"))


def cells_of(path):
    """What stands in every cell of a workbook."""
    book = load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def enter_beside(store, *periods, area=10_000):
    cells = {Cell("agdam", key): 1 for key in ("ap_mines", "at_mines", "uxo")}
    for period in map(read_period, periods):
        wanted = {**cells, Cell("agdam", "area_cleared_ha"): area}
        store.write(period, make_edits(store.sheet(period), wanted))


BESIDE = {
    "nothing": lambda store: None,
    "the week before": lambda store: enter_beside(store, "2025-W10"),
    "a week with a gap after it": lambda store: enter_beside(store, "2025-W08"),
    "weeks that make this one unusual": lambda store: enter_beside(
        store, "2025-W10", "2025-W09", "2025-W08", area=1
    ),
    "days that overlap": lambda store: enter_beside(store, "2025-03-14..2025-03-20"),
    "the month": lambda store: enter_beside(store, "2025-03-01..2025-03-31"),
    "a second person": lambda store: store.verify(store.sheet(WEEK), "Rauf"),
}


def said(parcel):
    """All of which a workbook is made."""
    return replace(parcel.report, record=None), parcel.findings, parcel.issued, parcel.record


@pytest.mark.parametrize(
    ("before", "beside", "sent_at"),
    [
        ("nothing", "the week before", NOW),
        ("nothing", "nothing", EARLY),
        ("a week with a gap after it", "the week before", NOW),
        ("nothing", "weeks that make this one unusual", NOW),
        ("weeks that make this one unusual", "a week with a gap after it", EARLY),
        ("nothing", "days that overlap", NOW),
        ("nothing", "the month", NOW),
        ("nothing", "a second person", NOW),
        ("a second person", "nothing", NOW),
    ],
)
def test_a_sent_sheet_is_packed_as_it_was_whatever_is_beside_it_by_now(
    store, target, before, beside, sent_at
):
    BESIDE[before](store)
    parcel = passage.pack_to_send(store, WEEK, target, TEXTS, None, sent_at)
    store.send(parcel.report, parcel.sheet, record=parcel.record, findings=parcel.findings)
    BESIDE[beside](store)

    assert said(passage.pack(store, WEEK, target, TEXTS, None, LATER)) == said(parcel)


def test_a_sent_sheet_is_written_again_cell_for_cell(store, target):
    BESIDE["a week with a gap after it"](store)
    parcel = passage.pack_to_send(store, WEEK, target, TEXTS, None, EARLY)
    passage.send(store, parcel, passage.write_aside(parcel))
    for beside in ("the week before", "days that overlap", "a second person"):
        BESIDE[beside](store)

    again = passage.pack(store, WEEK, target.with_name("again.xlsx"), TEXTS, None, LATER)
    passage.deliver(store, again, passage.write_aside(again))

    assert cells_of(target.with_name("again.xlsx")) == cells_of(target)


def test_a_sheet_that_came_back_to_what_was_sent_is_packed_as_it_was(store, target):
    parcel = passage.pack_to_send(store, WEEK, target, TEXTS, None, EARLY)
    passage.send(store, parcel, passage.write_aside(parcel))
    put(store, 607)
    enter_beside(store, "2025-W08")
    put(store, 606)

    again = passage.pack(store, WEEK, target, TEXTS, None, LATER)

    assert said(again) == said(parcel)


def test_what_was_sent_before_findings_were_kept_is_judged_as_of_its_day(store, target):
    parcel = passage.pack_to_send(store, WEEK, target, TEXTS, None, EARLY)
    assert "period-future" in [finding.code for finding in parcel.findings]
    store.send(parcel.report, parcel.sheet, record=parcel.record)

    again = passage.pack(store, WEEK, target, TEXTS, None, LATER)

    assert again.findings == parcel.findings


def test_a_move_that_fails_leaves_a_sent_sheet_sent(store, target, monkeypatch):
    parcel = packed(store, target)
    passage.send(store, parcel, passage.write_aside(parcel))
    before = store.standing(WEEK)
    again = passage.pack(store, WEEK, target.parent / "no" / "week.xlsx", TEXTS, None, LATER)

    with pytest.raises(FieldAppError, match="not-found"):
        passage.deliver(store, again, passage.write_aside(again))

    assert store.standing(WEEK) == before


def figures(path):
    from openpyxl import load_workbook

    book = load_workbook(path)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


KILLED = """
import os, signal, sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from fieldapp import passage
from fieldapp.core.period import month_of, read_period
from fieldapp.exchange.placing import UnplacedFile
from fieldapp.store.store import Store
from fieldapp.texts.texts import read_texts

now = datetime(2025, 3, 17, 9, 30, tzinfo=UTC)
store = Store(Path(sys.argv[1]), "coordinator", lambda: now)
move = UnplacedFile.move

def killed(self):
    if sys.argv[3] == "after":
        move(self)
    os.kill(os.getpid(), signal.SIGKILL)

UnplacedFile.move = killed
parcel = passage.pack_to_send(
    store, read_period("2025-W11"), Path(sys.argv[2]), read_texts("az"), "post", now
)
passage.send(store, parcel, passage.write_aside(parcel))
"""


def kill(store, target, when):
    """Send in a process of its own, and have it killed before or after the workbook is moved."""
    if os.name != "posix":
        pytest.skip("no SIGKILL")
    store.close()
    words = [sys.executable, "-c", KILLED, store.path, target, when]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stderr) == (-signal.SIGKILL, "")
    return Store(store.path, "coordinator", lambda: LATER)


def test_after_a_kill_between_mark_and_move_the_same_workbook_is_written(store, target):
    expected = packed(store, target.with_name("expected.xlsx"))
    record = replace(expected.record, form=WorkbookForm("az", "post"))
    said = {"texts": read_texts("az"), "order": "post", "record": record}
    expected = passage.Parcel(**{**vars(expected), **said})
    store = kill(store, target, "before")
    try:
        assert store.standing(WEEK).status is Status.SENT
        assert left(target) != ["week.xlsx"]
        (delivery,) = passage.missing_workbooks(store)
        assert (delivery.period, delivery.revision, delivery.target) == (WEEK, 1, target)

        parcel = passage.pack_again(store, delivery, delivery.target, LATER)
        assert passage.deliver(store, parcel, passage.write_aside(parcel)) == target

        assert passage.missing_workbooks(store) == []
        assert left(target) == ["week.xlsx"]
        file = passage.write_aside(expected)
        assert figures(target) == figures(file.move())
    finally:
        store.close()


def test_after_a_kill_when_the_workbook_was_moved_nothing_is_missing(store, target):
    store = kill(store, target, "after")
    try:
        assert left(target) == ["week.xlsx"]
        assert passage.missing_workbooks(store) == []
        target.unlink()
        assert passage.missing_workbooks(store) == []  # it was seen to be there
    finally:
        store.close()


def test_another_file_of_that_name_is_not_the_missing_one(store, target):
    store = kill(store, target, "before")
    try:
        target.write_bytes(b"an older report")
        assert len(passage.missing_workbooks(store)) == 1
    finally:
        store.close()


def test_a_workbook_of_what_was_changed_since_is_not_written(store, target):
    store = kill(store, target, "before")
    try:
        (delivery,) = passage.missing_workbooks(store)
        put(store, 607)

        assert passage.missing_workbooks(store) == []
        with pytest.raises(FieldAppError, match="stale-edit"):
            passage.pack_again(store, delivery, target, LATER)
    finally:
        store.close()


def test_a_summary_and_a_draft_are_packed_and_what_is_blank_is_not(store, target):
    month = read_period("2025-03-01..2025-03-31")

    assert passage.pack(store, month, target, TEXTS, None, NOW).report.parts == (WEEK,)
    assert passage.pack(store, WEEK, target, TEXTS, None, NOW).report.standing.status is Status.READY
    with pytest.raises(FieldAppError, match="nothing-entered"):
        passage.pack(store, read_period("2025-W20"), target, TEXTS, None, NOW)
    with pytest.raises(FieldAppError, match="not-a-sheet"):
        passage.pack_to_send(store, month, target, TEXTS, None, NOW)


def test_a_mark_that_the_disk_has_taken_though_it_failed_is_followed_by_its_workbook(
    store, target, monkeypatch
):
    """The sheet was sent, and its workbook taken away."""
    parcel = packed(store, target)
    file = passage.write_aside(parcel)
    mark = Store.send

    def mark_and_fail(self, *args, **named):
        mark(self, *args, **named)
        raise FieldAppError("disk-failed", path=self.path)

    monkeypatch.setattr(Store, "send", mark_and_fail)

    assert passage.send(store, parcel, file) == target

    assert (left(target), store.standing(WEEK).status) == (["week.xlsx"], Status.SENT)
    assert store.deliveries() == []


def test_of_such_a_mark_it_is_said_that_it_stands_where_the_workbook_cannot_be_moved(
    store, target, monkeypatch
):
    parcel = packed(store, target)
    file = passage.write_aside(parcel)
    mark = Store.send

    def mark_and_fail(self, *args, **named):
        mark(self, *args, **named)
        raise FieldAppError("disk-failed", path=self.path)

    def fail(self):
        raise FieldAppError("disk-full", path="x")

    monkeypatch.setattr(Store, "send", mark_and_fail)
    monkeypatch.setattr(UnplacedFile, "move", fail)
    with pytest.raises(FieldAppError) as refused:
        passage.send(store, parcel, file)

    assert (code_of(refused), left(target)) == ("still-sent", [])
    assert store.deliveries()


@pytest.mark.parametrize("error", [OSError(5, "lost"), PermissionError(13, "lost")])
def test_a_move_that_was_made_though_it_failed_is_believed(store, target, monkeypatch, error):
    """The workbook said sent, and the sheet was taken back: its next figures would have been r1 too."""
    parcel = packed(store, target)
    file = passage.write_aside(parcel)
    replace = os.replace

    def move_and_fail(part, path):
        replace(part, path)
        raise error

    monkeypatch.setattr(os, "replace", move_and_fail)

    assert passage.send(store, parcel, file) == target

    assert (left(target), store.standing(WEEK).status) == (["week.xlsx"], Status.SENT)


def test_a_parcel_holds_the_record_of_what_is_sent_and_who_sends_it(store, target):
    parcel = packed(store, target)

    sent = read_workbook(passage.send(store, parcel, passage.write_aside(parcel)), store.programme)

    assert sent.record == parcel.record
    assert (sent.record.is_sent, sent.record.by, sent.record.form) == (
        True,
        "coordinator",
        WorkbookForm("en", None),
    )


def test_a_draft_and_a_month_are_never_records_of_a_sheet_that_was_sent(store, target):
    draft = passage.pack(store, WEEK, target, TEXTS, None, NOW).record
    month = passage.pack(store, month_of(WEEK.start), target, TEXTS, None, NOW).record

    assert (draft.kind, draft.is_sent) == (RecordKind.SHEET, False)
    assert (month.kind, month.is_sent) == (RecordKind.SUMMARY, False)
