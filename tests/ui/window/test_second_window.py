"""A second window on a file says who has it, lets nothing be typed that would be lost, and takes over."""

import contextlib
import errno
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.core.checks.answers import answer_warning_with
from fieldapp.core.checks.finding import Finding, Severity
from fieldapp.core.checks.rules import check
from fieldapp.core.edits import annotate, make_edits
from fieldapp.core.period import read_period
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell
from fieldapp.store import writer_lock
from fieldapp.store.store import Store
from fieldapp.store.writer_lock import WriterLock
from fieldapp.ui.document.document import Document
from tests.ui.driving import NOW, WEEK, cut_off, data_file, disk_of, opened, press, running

CELL = Cell("terter", "ap_mines")
BESIDE = Cell("terter", "uxo")
EARLIER = read_period("2025-W10")
IN_USE = "Sevda has had this file open on PC "
HELD_BACK = "Nothing was changed. The file is open elsewhere, as the line above says."
FREE = "The file is free again and was read anew. You can change it now."


class Elsewhere:
    """Another window on the file."""

    def __init__(self, file):
        self._lock = WriterLock(file, "Sevda", lambda: NOW - timedelta(minutes=30))
        assert self._lock.take()
        self.store = Store(file, "Sevda", lambda: NOW, self._lock)

    def put(self, cell, value):
        self.store.write(WEEK, make_edits(self.store.sheet(WEEK), {cell: value}))

    def close(self):
        self.store.close()
        self._lock.release()


@pytest.fixture
def file(tmp_path):
    return data_file(tmp_path)


@pytest.fixture
def elsewhere(file):
    with contextlib.closing(Elsewhere(file)) as elsewhere:
        yield elsewhere


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(elsewhere, session, file, qtbot):
    window = opened(session, file)
    window.activateWindow()
    window.grid.go_to(CELL)
    qtbot.waitUntil(lambda: window.grid.body.hasFocus())
    return window


def come_back_to(window):
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))


def shown(window, cell=CELL):
    return window.grid.body.sheet_model.index_of(cell).data()


def test_it_says_quietly_who_has_the_file_where_and_since_when(window):
    strip = window.second.strip

    assert strip.isVisible()
    assert strip.text.startswith(IN_USE)
    assert strip.text.endswith(" since 17 Mar 2025, 09:00. You can look at it but not change it.")
    assert strip.message.kind == "info"
    assert [link.text() for link in strip.links] == ["Try again"]
    assert cut_off(window) == []


def test_what_would_change_the_sheet_does_not_look_as_if_it_could_be_pressed(window, elsewhere):
    header = window.header

    assert header.step_button.property("held") is True
    assert header.reason_text == "The file is open elsewhere"
    assert header.step_button.accessibleDescription() == header.reason_text
    elsewhere.close()
    come_back_to(window)
    assert header.reason_text != "The file is open elsewhere"


def test_it_is_said_in_every_language(window, qtbot):
    said = {window.second.strip.text}
    for language in ("az", "ru"):
        window.actions_by_key[f"language-{language}"].trigger()
        said.add(window.second.strip.text)
        qtbot.waitUntil(lambda: cut_off(window) == [])

    assert len(said) == 3
    assert all("Sevda" in text and "09:00" in text for text in said)


def test_a_window_that_has_the_file_to_itself_says_nothing(session, file):
    window = opened(session, file)

    assert not window.second.strip.isVisible()
    with contextlib.closing(Store(file, "Sevda", lock=WriterLock(file, "Sevda", lambda: NOW))) as store:
        assert store.lock is not None
        assert not store.lock.take()
        assert "coordinator" in str(store.lock.refusal)


def test_a_key_that_would_change_something_opens_no_field_and_is_answered(window, elsewhere):
    for key in ("7", "n", Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        window.status.clear()
        press(key)

        assert window.grid.body.field() is None, key
        assert window.status.text == HELD_BACK, key
        assert window.status.message.kind == "warning"
        assert shown(window) == "1"
    assert elsewhere.store.history(WEEK)[-1].who == "coordinator"


def test_keys_that_only_move_say_nothing(window):
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab)

    assert window.status.text == ""


def test_a_double_click_is_answered_too(window):
    body = window.grid.body
    place = body.visualRect(body.currentIndex()).center()

    QTest.mouseClick(body.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(body.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert body.field() is None
    assert window.status.text == HELD_BACK


def test_an_action_that_would_change_something_asks_nothing_and_is_answered(window, elsewhere):
    QApplication.clipboard().setText("5")
    before = elsewhere.store.sheet(WEEK)
    keys = ("cut", "paste", "clear", "no-operations", "note", "advance", "verify", "organisations")
    for key in keys:
        window.status.clear()

        window.actions_by_key[key].trigger()

        assert window.status.text == HELD_BACK, key
        assert QApplication.activeModalWidget() is None, key
    assert QApplication.clipboard().text() == "5"
    assert elsewhere.store.sheet(WEEK) == before
    assert elsewhere.store.standing(WEEK).status is Status.DRAFT


def test_fill_down_changes_nothing(window, elsewhere):
    window.grid.go_to(Cell("terter", "ap_mines"))
    press(Qt.Key.Key_Down)
    window.actions_by_key["fill-down"].trigger()

    assert window.status.text == HELD_BACK


def test_a_sheet_that_is_ready_is_neither_sent_nor_taken_back(window, elsewhere, session, tmp_path):
    elsewhere.store.set_status(WEEK, Status.READY)
    come_back_to(window)
    session.kit.desktop.chosen = tmp_path / "report.xlsx"

    for action in ("advance", "take-back"):
        window.status.clear()
        window.actions_by_key[action].trigger()
        assert window.status.text == HELD_BACK

    assert session.kit.desktop.suggested == []
    assert elsewhere.store.standing(WEEK).status is Status.READY


def test_a_draft_can_be_exported(window, session, tmp_path):
    session.kit.desktop.chosen = tmp_path / "draft.xlsx"

    window.actions_by_key["export"].trigger()
    window.jobs.wait()

    assert (tmp_path / "draft.xlsx").exists()
    assert "is a draft" in window.status.text


def test_a_note_can_be_read_and_not_written(window, elsewhere, qtbot):
    elsewhere.store.write(WEEK, annotate(elsewhere.store.sheet(WEEK), CELL, "by Sevda"))
    come_back_to(window)
    note = window.side.cell.note
    note.setFocus()
    qtbot.waitUntil(lambda: note.hasFocus() and note.toPlainText() == "by Sevda")

    press("x")

    assert note.toPlainText() == "by Sevda"
    assert window.status.text == HELD_BACK


def beside(window):
    """What the window shows beside the figures of its week."""
    document = window.findChild(Document)
    return document.past(CELL), document.flag_at(CELL), [one.is_answered for one in document.findings]


ELSEWHERE = {
    "an earlier week": lambda store: store.write(
        EARLIER, make_edits(store.sheet(EARLIER), {CELL: 99, BESIDE: 100_000})
    ),
    "a flag": lambda store: store.flag(WEEK, CELL, "look again"),
    "an answer": lambda store: answer(store),
}


def answer(store):
    found = check(store.sheet(WEEK), store.programme, store.surroundings(WEEK, NOW.date()))
    warning = next(one for one in found if one.severity is Severity.WARNING)
    store.put_answer(WEEK, answer_warning_with(warning, store.sheet(WEEK), "it is so"))


@pytest.mark.parametrize("what", ELSEWHERE)
def test_what_the_other_did_beside_the_figures_is_shown_when_the_window_is_come_back_to(
    window, elsewhere, what
):
    sheet = elsewhere.store.sheet(WEEK)
    row = {Cell(CELL.district, key): None for key in sheet.indicators}
    elsewhere.store.write(WEEK, make_edits(sheet, row))  # so that there is a warning
    come_back_to(window)
    before = beside(window)
    ELSEWHERE[what](elsewhere.store)
    come_back_to(window)
    now = beside(window)
    loads = []
    window.findChild(Document).period_changed.connect(lambda: loads.append("read anew"))
    come_back_to(window)

    assert now != before
    assert beside(window) == now
    assert loads == [], "nothing is otherwise"


def test_note_flag_and_answer_look_shut_and_say_why_until_the_file_is_free(window, elsewhere):
    cell, reply = window.side.cell, window.side.findings.reply
    fields, button = (cell.note, cell.flag.line, reply.why), cell.flag.button
    asked = [field.placeholderText() for field in fields]

    assert asked == ["The file is open elsewhere"] * 3
    assert all(field.isReadOnly() and field.property("shut") for field in fields)
    assert {field.accessibleDescription() for field in fields} == {"The file is open elsewhere"}
    assert not button.isEnabled()
    assert button.toolTip() == button.accessibleDescription() == "The file is open elsewhere"
    assert not any(line.put_button.isEnabled() for line in reply.lines)
    elsewhere.close()
    come_back_to(window)
    cell.write_note()
    assert not any(field.isReadOnly() or field.property("shut") for field in fields)
    assert cell.note.placeholderText() == "Travels with the Excel file"
    assert button.isEnabled()
    assert all(line.put_button.isEnabled() for line in reply.lines)


def test_a_key_in_an_answer_that_cannot_be_written_is_answered(window):
    reply = window.side.findings.reply
    reply.show_finding(Finding("district-silent", Severity.WARNING, (CELL,), {}, WEEK))
    reply.why.setFocus()
    press("x")

    assert reply.why.toPlainText() == ""
    assert window.status.text == HELD_BACK


def test_what_the_other_has_written_is_shown_when_the_window_is_come_back_to(window, elsewhere):
    elsewhere.put(CELL, 99)

    come_back_to(window)

    assert shown(window) == "99"
    assert window.second.strip.isVisible()


def test_when_the_other_closes_the_window_takes_over_as_soon_as_it_is_come_back_to(window, elsewhere, file):
    elsewhere.put(CELL, 99)
    elsewhere.close()

    come_back_to(window)

    assert not window.second.strip.isVisible()
    assert (window.status.text, window.status.message.kind) == (FREE, "done")
    assert shown(window) == "99"
    press("7")
    press(Qt.Key.Key_Return)
    assert shown(window) == "7"
    with WriterLock(file, "Orxan", lambda: NOW) as third:
        assert not third.take()


def test_it_looks_by_itself_now_and_then_and_not_once_it_has_the_file(window, elsewhere):
    timer = window.second._now_and_then
    assert timer.isActive()
    assert timer.interval() >= 2000
    elsewhere.close()

    timer.timeout.emit()

    assert not window.second.strip.isVisible()
    assert not timer.isActive()


def test_try_again_says_that_it_is_still_open_there(window, elsewhere):
    elsewhere.put(CELL, 99)

    window.second.strip.links[0].click()

    assert window.status.text == "The file is still open there."
    assert shown(window) == "99"


def test_try_again_takes_over_once_the_other_is_closed(window, elsewhere):
    elsewhere.close()

    window.second.strip.links[0].click()

    assert not window.second.strip.isVisible()
    assert window.status.text == FREE


def test_another_who_was_faster_is_named(window, elsewhere, file):
    elsewhere.close()
    with WriterLock(file, "Orxan", lambda: NOW) as lock:
        assert lock.take()

        come_back_to(window)

        assert window.second.strip.text.startswith("Orxan has had this file open")


def test_a_key_after_the_other_has_closed_goes_through_where_nothing_changed(window, elsewhere):
    elsewhere.close()

    press("7")
    press(Qt.Key.Key_Return)

    assert shown(window) == "7"
    assert window._document.sheet.values[CELL] == 7


def test_nobody_types_over_a_figure_that_they_have_not_seen(window, elsewhere):
    elsewhere.put(CELL, 99)
    elsewhere.close()

    press("7")

    assert window.grid.body.field() is None
    assert shown(window) == "99"
    assert window.status.text == FREE


def test_a_disk_that_cannot_be_read_when_the_other_closes_is_told_and_nothing_is_written_over(
    window, elsewhere
):
    elsewhere.put(CELL, 99)
    elsewhere.close()
    disk = disk_of(window)
    disk.fail(0, times=1000)

    come_back_to(window)
    assert "disk" in window.alarm.text
    assert window._document.disk.unknown_since is not None
    disk.heal()
    press("7")
    press(Qt.Key.Key_Return)

    assert window._document.store.sheet(WEEK).values[CELL] == 99


def test_what_one_person_began_another_one_goes_on_with_under_their_own_name(session, file):
    window = opened(session, file)

    window._document.be_another("Leyla")

    with WriterLock(file, "Sevda", lambda: NOW) as lock:
        lock.take()
        assert "Leyla" in str(lock.refusal)
    assert window._document.store.who == "Leyla"


def test_a_closed_window_leaves_the_file_to_others(session, file):
    opened(session, file).close()

    with WriterLock(file, "Sevda", lambda: NOW) as lock:
        assert lock.take()
    assert not [path for path in file.parent.iterdir() if path.name.endswith("-lock")]


def test_a_file_that_cannot_be_opened_is_left_to_others(session, tmp_path):
    file = tmp_path / "broken.fieldapp"
    file.write_bytes(b"nothing")

    session.open(file)

    assert not [path for path in tmp_path.iterdir() if path.name.endswith("-lock")]


def test_the_same_file_by_another_path_is_opened_to_write(session, file, tmp_path):
    opened(session, file)
    link = tmp_path / "link.fieldapp"
    link.symlink_to(file)

    session.open(link)

    assert session.window.file == link
    assert session.window._document.in_use is None


def test_where_no_lock_can_be_had_two_may_write_and_the_later_is_told(session, file, monkeypatch):
    def no_locks(descriptor):
        raise OSError(errno.ENOLCK, "no locks here")

    monkeypatch.setattr(writer_lock, "_locked", no_locks)
    with contextlib.closing(Elsewhere(file)) as elsewhere:
        window = opened(session, file)
        assert not window.second.strip.isVisible()
        elsewhere.put(CELL, 99)

        window._document.enter(CELL, "7")
        window._document.enter(BESIDE, "8")

        assert "was changed elsewhere" in window.alarm.text
        assert elsewhere.store.sheet(WEEK).values[CELL] == 99
        assert elsewhere.store.sheet(WEEK).values[BESIDE] == 8


def test_a_file_that_can_only_be_read_is_shown_as_it_is_when_the_window_is_come_back_to(
    session, file, monkeypatch, qtbot
):
    link = file.with_name("seen.fieldapp")
    link.symlink_to(file)
    monkeypatch.setattr("fieldapp.store.opening.is_writable_file", lambda path: path.name != link.name)
    window = opened(session, link)
    assert window._document.store.is_only_read
    assert shown(window) == "1"
    with contextlib.closing(Store(file, "Sevda", lambda: NOW)) as store:
        store.write(WEEK, make_edits(store.sheet(WEEK), {CELL: 77}))
    assert shown(window) == "1"
    come_back_to(window)
    assert shown(window) == "77"
