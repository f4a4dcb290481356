"""Whether what is typed is on the disk: one owner, asked by all, and true whatever fails."""

from collections import Counter
from datetime import datetime

import pytest
from typing_extensions import override

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unread
from fieldapp.core.period import preceding
from fieldapp.core.report import Status
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.store.store import Store
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.on_disk import OnDisk, Saved
from fieldapp.ui.document.outcome import Declined, Nothing, Refused, Written
from fieldapp.ui.document.standing import mark_ready, verify
from fieldapp.ui.document.step_command import StepCommand
from fieldapp.ui.window.header import disk_words
from tests.ui.conftest import WEEK

AGDAM, LACIN = Cell("agdam", "uxo"), Cell("lacin", "uxo")
MOST_STATEMENTS = 12


def fail(*_args, **_named):
    raise FieldAppError("disk-failed", path="a stick")


def send(document):
    document.store.send(document.report())
    document.read_standing()


@pytest.fixture
def told(document):
    """What was told of the disk, in order."""
    told = []
    document.refused.connect(lambda error: told.append(error.code))
    document.disk_changed.connect(lambda: told.append(document.disk.saved))
    return told


def test_before_the_first_change_everything_is_on_the_disk(document):
    assert document.disk == OnDisk(None, 0, None)
    assert document.disk.is_whole


def test_a_text_that_is_no_number_and_that_the_disk_refuses_is_called_unwritten(
    document, store, texts, monkeypatch
):
    """Not *cannot be read*: and it waits, also after the next good entry."""
    with monkeypatch.context() as full:
        full.setattr(store, "write", fail)
        document.enter(AGDAM, "12x")

    assert document.unread(AGDAM) == Unread("12x", "not-written")
    assert document.findings_at(AGDAM)[0].code == "not-written"
    document.enter(LACIN, "7")
    assert disk_words(document.disk, texts) == "1 entry not on disk"
    document.enter(AGDAM, "12")
    assert document.disk.saved is Saved.WRITTEN


def test_what_was_written_is_shown_and_judged_though_nothing_can_be_read_afterwards(
    document, store, texts, monkeypatch, told
):
    """The grid showed the old total, and the header said that it was not on the disk."""
    document.enter(AGDAM, "125")
    document.enter(Cell(CONTROL, "uxo"), "125")
    told.clear()
    with monkeypatch.context() as silent:
        silent.setattr(store, "periods", fail)
        document.enter(LACIN, "990")

        assert store.sheet(WEEK).value("lacin", "uxo") == 990
        assert document.sheet.total("uxo") == 1115
        assert "control-total-differs" in [finding.code for finding in document.findings]
        assert disk_words(document.disk, texts) == "Disk unreadable since 09:30:00"
        assert told == [Saved.UNKNOWN, "disk-failed"]
    assert document.undo()
    assert document.disk.saved is Saved.WRITTEN


def test_a_sent_sheet_that_was_changed_is_no_longer_called_sent_though_nothing_can_be_read(
    document, store, monkeypatch
):
    document.ask_reason = lambda period: "a slip"
    for key in document.sheet.districts:
        document.mark_no_operations([key])
    mark_ready(document)
    send(document)
    with monkeypatch.context() as silent:
        silent.setattr(store, "periods", fail)
        document.enter(AGDAM, "3")

        standing = document.standing
        assert (standing.status, standing.revision, standing.reason) == (Status.DRAFT, 2, "a slip")
    document.confirm()
    assert document.standing == store.standing(WEEK)


def test_a_disk_that_failed_after_it_had_taken_everything_is_asked_and_believed(
    document, store, monkeypatch, told
):
    write = store.write

    def write_and_fail(*args, **named):
        write(*args, **named)
        fail()

    with monkeypatch.context() as late:
        late.setattr(store, "write", write_and_fail)
        document.enter(AGDAM, "5")

    assert document.unread(AGDAM) is None
    assert document.sheet.value("agdam", "uxo") == 5
    assert document.disk.saved is Saved.WRITTEN
    assert told[-2:] == [Saved.WRITTEN, "written-late"]
    assert "disk-failed" not in told
    assert document.undo()
    assert store.sheet(WEEK).value("agdam", "uxo") is None


def test_an_undo_that_the_disk_refuses_leaves_nothing_waiting(document, store, monkeypatch, told):
    document.enter(AGDAM, "5")
    with monkeypatch.context() as full:
        full.setattr(store, "write", fail)
        assert not document.undo()

    assert told[-1] == "disk-failed"
    assert document.disk.saved is Saved.WRITTEN
    assert document.undo()


def test_every_outcome_of_a_write_has_its_name(document, store, monkeypatch):
    def five():
        return make_edits(document.sheet, {AGDAM: 5})

    assert document.push(five()) == Written()
    assert document.push(five()) == Nothing()
    document.clear([AGDAM])
    with monkeypatch.context() as full:
        full.setattr(store, "write", fail)
        outcome = document.push(five(), [AGDAM])
    assert isinstance(outcome, Refused)
    assert outcome.error.code == "disk-failed"
    document.ask_reason = lambda period: None
    for key in document.sheet.districts:
        document.mark_no_operations([key])
    mark_ready(document)
    send(document)
    assert document.push(make_edits(document.sheet, {LACIN: 5})) == Declined()


def test_a_sheet_that_another_window_has_sent_meanwhile_is_not_changed_without_a_reason(
    document, tmp_path, now
):
    for key in document.sheet.districts:
        document.mark_no_operations([key])
    other_store = Store(document.store.path, "another", now)
    other = Document(other_store, WEEK, now)
    mark_ready(other)
    send(other)

    document.enter(AGDAM, "5")

    assert document.standing.status is Status.SENT
    assert document.store.sheet(WEEK).value("agdam", "uxo") is None
    other.close()
    other_store.close()


def statements(document, do) -> list[str]:
    """What SQLite is asked for, BEGIN and COMMIT included."""
    found: list[str] = []
    connection = document.store._db.conn
    connection.set_trace_callback(found.append)
    do()
    connection.set_trace_callback(None)
    return found


@pytest.mark.parametrize(
    "kind", ["empty", "filled", "replaced", "verified", "unread", "corrected", "as sent"]
)
def test_one_key_costs_the_disk_few_statements(document, kind):
    if kind != "empty":
        document.enter(LACIN, "4")
        document.enter(AGDAM, "4" if kind == "replaced" else "")
    if kind == "verified":
        verify(document, "Orxan")
        document.enter(AGDAM, "4")
    if kind in ("corrected", "as sent"):
        document.enter(AGDAM, "9")
        for key in document.sheet.districts:
            for column in document.sheet.indicators:
                if document.sheet.value(key, column) is None:
                    document.enter(Cell(key, column), "0")
        mark_ready(document)
        send(document)
        document.enter(AGDAM if kind == "as sent" else LACIN, "5")

    asked = statements(
        document, lambda: document.enter(AGDAM, {"unread": "1x", "corrected": "8"}.get(kind, "9"))
    )

    counts = Counter(statement.split()[0] for statement in asked)
    assert counts["BEGIN"] == counts["COMMIT"] == 1
    assert len(asked) <= MOST_STATEMENTS, asked


def test_the_worst_is_said_first():
    moment = datetime(2025, 3, 17, 9, 30)

    assert OnDisk(moment, 2, moment).saved is Saved.WAITING
    assert OnDisk(moment, 0, moment).saved is Saved.UNKNOWN
    assert OnDisk(moment).saved is Saved.WRITTEN


def test_a_change_that_was_taken_though_nothing_could_be_read_is_seen_with_the_next_one(
    document, store, texts, monkeypatch
):
    """The grid went on showing the number that was emptied, and the header said *on disk*."""
    document.enter(AGDAM, "125")
    write = store.write

    def write_and_fail(*args, **named):
        write(*args, **named)
        fail()

    with monkeypatch.context() as late:
        late.setattr(store, "write", write_and_fail)
        late.setattr(store, "opened", fail)
        document.clear([AGDAM])
        document.enter(Cell("susa", "uxo"), "3")

        assert document.disk.saved is Saved.WAITING
    document.enter(LACIN, "7")

    assert document.sheet == store.sheet(WEEK)
    assert document.unread_texts == {}
    assert disk_words(document.disk, texts) == "On disk at 09:30:00"


def test_an_undo_after_which_the_disk_cannot_be_read_makes_the_header_say_so(
    document, store, monkeypatch, told
):
    """It said *on disk at …*: nobody was told that this is not known any more."""
    document.enter(AGDAM, "5")
    with monkeypatch.context() as silent:
        silent.setattr(store, "write", fail)
        silent.setattr(store, "opened", fail)
        assert not document.undo()

    assert told[-2:] == [Saved.UNKNOWN, "disk-failed"]
    mark = len(told)
    document.confirm()
    assert Saved.WRITTEN in told[mark:]


class Steps(StepCommand):
    """Does nothing to the file, and leads from one week to another."""

    def __init__(self, back_to, forth_to):
        super().__init__()
        self.back_to, self.forth_to = back_to, forth_to

    @override
    def take_back(self, store):
        pass

    @override
    def make_again(self, store):
        pass


@pytest.fixture
def left_behind(document, store, monkeypatch):
    """A week is shown while a step led back to another, which could not be read."""
    before = document.key
    document.open_period(preceding(WEEK, ()))
    shown = document.key
    document.step(lambda: Steps(before, shown))
    opened = store.opened
    with monkeypatch.context() as silent:
        silent.setattr(store, "opened", lambda key: fail() if key == before else opened(key))
        assert document.undo()
    assert document.key == shown
    assert document.disk.saved is Saved.UNKNOWN
    return before, shown


def test_what_is_typed_meanwhile_is_of_the_sheet_that_is_shown(document, store, left_behind):
    before, shown = left_behind
    whole = store.sheet(before)
    document.enter(AGDAM, "10")

    assert store.sheet(shown).values[AGDAM] == 10
    assert document.key == shown
    assert document.report().period == shown.period
    document.undo()
    assert AGDAM not in store.sheet(shown).values
    assert store.sheet(before) == whole


def test_who_comes_back_to_the_window_sees_the_sheet_that_the_step_led_to(document, left_behind):
    before, _ = left_behind
    document.follow()

    assert document.key == before
    assert document.disk.saved is not Saved.UNKNOWN


def test_a_mark_that_was_made_though_the_disk_failed_is_shown(document, store, monkeypatch):
    for key in document.sheet.districts:
        document.mark_no_operations([key])
    mark = store.set_status

    def mark_and_fail(*args, **named):
        mark(*args, **named)
        fail()

    with monkeypatch.context() as late:
        late.setattr(store, "set_status", mark_and_fail)
        with pytest.raises(FieldAppError, match="disk-failed"):
            mark_ready(document)

    assert document.standing.status is Status.READY
