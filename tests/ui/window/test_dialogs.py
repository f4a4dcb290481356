"""Every dialog of the app: afterwards the keys are where they were, and none is answered by a key that was
down already when it came."""

import importlib
import pkgutil
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit

import fieldapp.ui
from fieldapp.core.period import read_period
from fieldapp.core.report import Status
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.exchange.workbook import write_workbook
from fieldapp.store.home import kept_home, put_about
from fieldapp.ui.app.crash import CrashReporter
from fieldapp.ui.app.crash_dialog import CrashDialog
from fieldapp.ui.backups.backup_dialog import BackupDialog
from fieldapp.ui.backups.local_dialog import LocalCopyDialog
from fieldapp.ui.backups.restore_dialog import RestoreDialog
from fieldapp.ui.board.dialog import BoardDialog
from fieldapp.ui.checks.dialog import ChecksDialog
from fieldapp.ui.document.standing import mark_ready
from fieldapp.ui.kit.desktop import Desktop
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.notice import Link, Message
from fieldapp.ui.paper.office_dialog import OfficeDialog
from fieldapp.ui.paste.dialog import PasteDialog
from fieldapp.ui.period.dialog import PeriodDialog
from fieldapp.ui.person.dialog import NameDialog
from fieldapp.ui.press.dialog import PressDialog
from fieldapp.ui.press.published_dialog import PublishedDialog
from fieldapp.ui.receive.answer_dialog import AnswerDialog
from fieldapp.ui.receive.look_dialog import LookDialog
from fieldapp.ui.receive.plan_dialog import PlanDialog
from fieldapp.ui.receive.step_aside import StepDialog
from fieldapp.ui.reconcile.dialog import ReconcileDialog
from fieldapp.ui.recut.dialog import CutDialog
from fieldapp.ui.reports.balances_dialog import BalancesDialog
from fieldapp.ui.reports.casualties_dialog import CasualtiesDialog
from fieldapp.ui.reports.dialog import ReportDialog
from fieldapp.ui.send.copy_dialog import CopyDialog
from fieldapp.ui.send.organisations import OrganisationsDialog
from fieldapp.ui.send.reason_dialog import ReasonDialog
from fieldapp.ui.verify.dialog import VerifyDialog
from fieldapp.ui.window.actions import SPECS
from fieldapp.ui.window.help_dialogs import AboutDialog, KeysDialog
from fieldapp.ui.work.wait import WaitDialog
from tests.ui.driving import NOW, WEEK, data_file, opened, press, running
from tests.ui.receive.planned import answer_dialog, step_dialog, wait_dialog

CELL = Cell("agdam", "ap_mines")
UI = Path(fieldapp.ui.__file__).parent
Key = Qt.Key
HELD = ((Key.Key_Return, "\r"), (Key.Key_Space, " "), (Key.Key_Escape, ""), (Key.Key_N, "n"))


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        session.kit.desktop = Desktop(qapp.clipboard())
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.grid.go_to(CELL)
    return window


def send(document):
    mark_ready(document)
    report = document.report()
    document.store.send(replace(report, standing=replace(report.standing, status=Status.SENT, sealed_at=NOW)))
    document.read_standing()


def correct(window):
    send(window._document)
    if window.grid.body.hasFocus():
        press("7")
        press(Key.Key_Return)
    else:
        window._document.enter(CELL, "7")


def paste(window):
    QGuiApplication.clipboard().setText("four\t1")
    window.actions_by_key["paste"].trigger()


def look(window):
    document = window._document
    path = window.file.parent / "report.xlsx"
    write_workbook(document.report(), (), path, window._kit.texts, order=None, issued=NOW.date())
    window.errands.looker.look_at(path)
    window.jobs.wait()


def answer(window):
    open_dialog(answer_dialog(window._document, window._kit, window))


def fail(window):
    reporter = CrashReporter(window.file.parent / "log", lambda: window._kit.texts, print, lambda: NOW)
    window.reporter = reporter
    reporter.report(ValueError, ValueError(), None)


def cut(window):
    document = window._document
    document.open_period(read_period("2025-W44"))
    document.enter(CELL, "7")
    window.actions_by_key["cut-in-two"].trigger()


def send_copy(window):
    store = window._document.store
    other = window.file.with_name("other.fieldapp")
    store.settle_place()
    store.checkpoint()
    other.write_bytes(window.file.read_bytes())
    store._home = replace(store._home, path=str(other), number=0)
    with store._transaction():
        put_about(store._db, kept_home(store._home))
    mark_ready(window._document)
    window.actions_by_key["advance"].trigger()


def acting(key):
    return lambda window: window.actions_by_key[key].trigger()


OPENING = {
    "period": (PeriodDialog, acting("choose-period")),
    "verify": (VerifyDialog, acting("verify")),
    "keys": (KeysDialog, acting("keys")),
    "about": (AboutDialog, acting("about")),
    "reason": (ReasonDialog, correct),
    "paste": (PasteDialog, paste),
    "look": (LookDialog, look),
    "receive": (PlanDialog, acting("receive")),
    "answer": (AnswerDialog, answer),
    "undoing": (StepDialog, lambda window: open_dialog(step_dialog(window._kit, window))),
    "waiting": (WaitDialog, lambda window: open_dialog(wait_dialog(window._kit, window))),
    "crash": (CrashDialog, fail),
    "name": (NameDialog, acting("name")),
    "organisations": (OrganisationsDialog, acting("organisations")),
    "copy": (CopyDialog, send_copy),
    "cut": (CutDialog, cut),
    "backup": (BackupDialog, acting("back-up")),
    "restore": (RestoreDialog, acting("restore")),
    "local copy": (LocalCopyDialog, lambda window: window.errands.local.choose()),
    "board": (BoardDialog, lambda window: window.errands.overview.choose()),
    "press": (PressDialog, acting("press")),
    "office of a form": (OfficeDialog, acting("save-template")),
    "report": (ReportDialog, acting("report")),
    "casualties": (CasualtiesDialog, acting("casualties")),
    "balances": (BalancesDialog, acting("balances")),
    "reconcile": (ReconcileDialog, acting("reconcile")),
    "checks": (ChecksDialog, acting("checks")),
    "where to export": (QFileDialog, acting("export")),
    "which workbook": (QFileDialog, acting("look")),
    "which data file": (QFileDialog, acting("open")),
    "where to save a form": (QFileDialog, acting("save-form")),
}


@pytest.fixture
def meet(window, qtbot):
    """Open a dialog and do something to it once it is there; returns when it is closed and deleted."""

    def meet(name, do):
        kind, opening = OPENING[name]
        met, timer = [], QTimer(window, interval=5)

        def reply():
            dialog = QApplication.activeWindow()
            if isinstance(dialog, kind) and not met:
                met.append(dialog)
                try:
                    do(dialog)
                finally:
                    for left in QApplication.topLevelWidgets():
                        if isinstance(left, kind):
                            left.close()

        timer.timeout.connect(reply)
        timer.start()
        opening(window)
        qtbot.waitUntil(lambda: bool(met))
        timer.stop()
        window.activateWindow()  # as a window manager does when a dialog is gone
        qtbot.waitUntil(window.isActiveWindow)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    return meet


def held(key, text=""):
    """What a key that is held down goes on sending to the window that is active."""
    there = QGuiApplication.focusWindow()
    assert there is not None
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
        QApplication.sendEvent(there, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text, True))


def kinds_of(kind):
    """What is made of a kind of dialog, and nothing that others are made of."""
    below = kind.__subclasses__()
    return {leaf for one in below for leaf in kinds_of(one)} if below else {kind}


def test_every_dialog_of_the_app_is_met_here():
    for module in pkgutil.walk_packages(fieldapp.ui.__path__, "fieldapp.ui."):
        importlib.import_module(module.name)
    kinds = {kind for kind in kinds_of(QDialog) if kind.__module__.startswith("fieldapp.")}
    kinds |= {WaitDialog}  # others are made of it, and it is shown by itself

    over_others = {PublishedDialog}  # over the dialog that asks for it: tests/ui/press
    assert kinds - over_others == {kind for kind, _ in OPENING.values()} - {QFileDialog}


def test_every_dialog_is_opened_by_the_one_function():
    calls = re.compile(r"\.exec\(\)|\bdialog\.(open|show)\(\)|QMessageBox|QInputDialog|\.get\w+FileName")
    found = {
        f"{file.relative_to(UI).as_posix()}: {call[0]}"
        for file in UI.rglob("*.py")
        for call in calls.finditer(file.read_text(encoding="utf-8"))
    }

    assert found == {
        "app/application.py: .exec()",
        "kit/dialogs.py: .exec()",
        "kit/dialogs.py: dialog.open()",
    }


@pytest.mark.parametrize("name", OPENING)
def test_a_held_key_answers_no_dialog_and_afterwards_the_keys_are_where_they_were(window, meet, name):
    still_open, repeating = [], []
    before = QApplication.focusWidget()
    assert before is window.grid.body

    def hold(dialog):
        keys = [] if isinstance(dialog, QFileDialog) else dialog.findChildren(QShortcut)
        repeating.extend(key.key().toString() for key in keys if key.autoRepeat())
        for key, text in (
            (Key.Key_Return, "\r"),
            (Key.Key_Space, " "),
            (Key.Key_Escape, ""),
            (Key.Key_N, "n"),
        ):
            held(key, text)
            still_open.append(dialog.isVisible())
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit):
            still_open.append(not field.isModified())
        QTest.keyClick(dialog, Key.Key_Escape)

    meet(name, hold)

    assert len(still_open) >= 4
    assert all(still_open)
    assert repeating == []
    assert QApplication.focusWidget() is before


@pytest.mark.parametrize(("name", "place"), [("period", "findings"), ("reason", "note"), ("verify", "note")])
def test_after_a_dialog_the_keys_are_beside_the_grid_if_they_were_there(window, meet, name, place):
    if place == "findings":
        window._document.enter(Cell("agdam", "uxo"), "abc")
    before = {"findings": window.side.findings.list_view, "note": window.side.cell.note}[place]
    before.setFocus()
    assert QApplication.focusWidget() is before

    meet(name, lambda dialog: QTest.keyClick(dialog, Key.Key_Escape))

    assert QApplication.focusWidget() is before


def test_a_key_that_closed_a_dialog_and_is_still_down_does_nothing_to_the_sheet(window, meet):
    meet("about", lambda dialog: QTest.keyPress(dialog.windowHandle(), Key.Key_Return))
    for _ in range(5):
        held(Key.Key_Return, "\r")
    assert window.grid.current_cell() == CELL

    QTest.keyRelease(window.windowHandle(), Key.Key_Return)
    QTest.keyClick(window.windowHandle(), Key.Key_Return)
    assert window.grid.current_cell() != CELL


def test_after_the_reason_the_next_number_goes_into_the_next_cell(window, meet):
    def answer(dialog):
        QTest.keyClicks(dialog.field, "late")
        QTest.keyClick(dialog.field, Key.Key_Return)

    meet("reason", answer)
    there = window.grid.current_cell()
    press("8")
    press(Key.Key_Space)
    press(Key.Key_Backspace)
    press(Key.Key_Return)

    assert there != CELL
    assert [window._document.sheet.value(cell.district, "ap_mines") for cell in (CELL, there)] == [7, 8]
    assert window._document.period == WEEK


def test_after_the_reason_for_the_last_district_the_keys_are_in_the_control_totals(window, meet):
    last = Cell(window._document.sheet.districts[-1], "ap_mines")
    window.grid.go_to(last)

    meet("reason", lambda dialog: (dialog.field.setText("late"), dialog.accept()))

    assert window.grid.current_cell().district == CONTROL
    assert QApplication.focusWidget() is window.grid.footer


def test_what_is_being_typed_is_still_there_after_a_dialog(window, meet):
    press("1")
    press("2")

    meet("keys", lambda dialog: QTest.keyClick(dialog, Key.Key_Escape))

    field = QApplication.focusWidget()
    is_open = isinstance(field, QLineEdit) and field.text() == "12"
    assert is_open or window._document.sheet.value(CELL.district, CELL.indicator) == 12


def test_no_action_of_the_window_goes_on_but_those_in_the_table(window):
    in_table = {spec.key for spec in SPECS if spec.repeats}
    going_on = {
        action.objectName() or action.text()
        for action in window.findChildren(QAction)
        if action.autoRepeat() and action.shortcuts()
    }

    assert going_on == in_table
    assert not [key.key().toString() for key in window.findChildren(QShortcut) if key.autoRepeat()]


@pytest.fixture
def under_x11(monkeypatch):
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")


@pytest.mark.parametrize("by", ["click", "key"])
def test_after_a_message_the_keys_are_in_the_grid(window, by):
    followed = []
    message = Message(
        "done", lambda texts: "Written.", (Link("window.open-file", lambda: followed.append(1)),)
    )
    window.tell(message)
    (button,) = window.status.links
    if by == "key":
        button.setFocus()
        QTest.keyClick(button, Key.Key_Space)
    else:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert window.grid.body.hasFocus()
    window.status.clear()

    assert followed == [1]
    assert QApplication.focusWidget() is window.grid.body


def repeated_unawares(window, key, text, modifier, kind):
    """What Qt makes of a held key under X11 now and then: a press that is not called a repetition."""
    moment = 1_234_567
    for sort in (QEvent.Type.KeyRelease, kind):
        event = QKeyEvent(sort, key, modifier, text)
        event.setTimestamp(moment)
        event.ignore()
        QApplication.sendEvent(window.windowHandle(), event)
    return event


def test_a_press_in_the_moment_of_a_release_is_a_key_that_is_held(window, under_x11):
    plain, ctrl = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    changes = window._document.undo_stack.count()
    QTest.keyPress(window.windowHandle(), Key.Key_N)
    for _ in range(5):
        repeated_unawares(window, Key.Key_N, "n", plain, QEvent.Type.KeyPress)
    QTest.keyRelease(window.windowHandle(), Key.Key_N)
    assert window._document.undo_stack.count() == changes + 1

    override = QEvent.Type.ShortcutOverride
    assert repeated_unawares(window, Key.Key_Return, "\r", ctrl, override).isAccepted()
    window.grid.go_to(CELL)
    repeated_unawares(window, Key.Key_Down, "", plain, QEvent.Type.KeyPress)
    assert window.grid.current_cell() != CELL  # a move goes on


def test_ctrl_and_enter_that_are_held_make_a_complete_draft_ready_and_nothing_else(window, under_x11):
    ctrl = Qt.KeyboardModifier.ControlModifier
    advance = window.actions_by_key["advance"]
    QTest.keyPress(window.windowHandle(), Key.Key_Return, ctrl)
    for _ in range(30):
        repeated_unawares(window, Key.Key_Return, "\r", ctrl, QEvent.Type.ShortcutOverride)
        repeated_unawares(window, Key.Key_Return, "\r", ctrl, QEvent.Type.KeyPress)
    QTest.keyRelease(window.windowHandle(), Key.Key_Return, ctrl)

    assert window._document.standing.status is Status.READY
    assert not advance.autoRepeat()
    assert not [path for path in window.file.parent.iterdir() if path.suffix == ".xlsx"]
    assert QApplication.activeWindow() is window
