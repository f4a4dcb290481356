"""What use of an older version has seen to go wrong with dialogs, names and organisations, by keys and menus.

Runs, and fails, on that version too (2b5ec87, with tests/ui/reaching.py put beside its tests)."""

import openpyxl
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListWidget

from fieldapp.core.period import read_period
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell
from fieldapp.texts.texts import read_texts
from tests.ui.driving import WEEK, data_file, opened, running
from tests.ui.reaching import (
    NAMELESS,
    desktop_of,
    hold,
    meet,
    open_document,
    seen,
    type_into_focus,
    way_to,
)

Key = Qt.Key
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
TEXTS = read_texts("en")
TERTER, AGDAM = Cell("terter", "ap_mines"), Cell("agdam", "uxo")
ACCOUNT = {"USER": "office-pc"}


@pytest.fixture
def office():
    """Whose file it is."""
    return "hq"


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK, environment=ACCOUNT, **NAMELESS) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot, office):
    window = opened(session, data_file(tmp_path, office=office, rows=8))
    window.activateWindow()
    window.grid.go_to(TERTER)
    qtbot.waitUntil(window.grid.body.hasFocus)
    return window


@pytest.fixture
def document(window):
    return open_document(window)


@pytest.fixture
def settled(window, qtbot):
    return lambda: qtbot.waitUntil(lambda: not window.jobs.is_busy)


@pytest.fixture
def sent(document):
    """The week, marked sent on the disk."""
    document.store.send(document.store.report(WEEK))
    document.reload()
    assert document.standing.status is Status.SENT


def write(text):
    """Put a text into the field that has the keys, and take it."""

    def answer(dialog):
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit):
            field.selectAll()
        type_into_focus(text, Key.Key_Return)

    return answer


# Where the keys are afterwards


def test_after_the_reason_the_next_number_goes_into_the_next_cell(window, document, sent):
    type_into_focus("7")
    assert meet(window, lambda: type_into_focus(Key.Key_Return), write("misread")) == 1
    there = window.grid.current_cell()

    type_into_focus("8", Key.Key_Return)

    assert document.sheet.value(there.district, there.indicator) == 8


def test_after_the_reason_space_does_not_turn_the_week(window, document, sent):
    type_into_focus("7")
    meet(window, lambda: type_into_focus(Key.Key_Return), write("misread"))

    type_into_focus(Key.Key_Space)

    assert document.period == WEEK


@pytest.mark.parametrize("by", ["a click", "a key"])
def test_after_a_message_the_keys_are_in_the_grid(window, session, qtbot, tmp_path, by):
    desktop_of(session).chosen = tmp_path / "draft.xlsx"
    window.actions_by_key["export"].trigger()

    def links():
        every = [one for one in window.findChildren(QAbstractButton) if one.isVisible()]
        return [one for one in every if one.text() == TEXTS("window.open-file")]

    qtbot.waitUntil(lambda: len(links()) == 1)
    (link,) = links()
    if by == "a click":
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    else:
        link.setFocus()
        type_into_focus(Key.Key_Space)
    window.status.clear()

    assert desktop_of(session).shown == [tmp_path / "draft.xlsx"]
    assert QApplication.focusWidget() is window.grid.body


# One press, one step


def test_ctrl_and_enter_that_are_held_go_one_step(window, document, session, settled, tmp_path):
    desktop_of(session).chosen = tmp_path / "report.xlsx"

    hold(Key.Key_Return, "\r", CTRL)
    settled()

    assert (document.standing.status, (tmp_path / "report.xlsx").exists()) == (Status.READY, False)


@pytest.mark.parametrize(
    ("name", "key"), [("about", Key.Key_Return), ("choose-period", Key.Key_Return), ("keys", Key.Key_Escape)]
)
def test_no_dialog_takes_a_key_that_was_down_when_it_came(window, name, key):
    stood = []

    def hold_on(dialog):
        there = QGuiApplication.focusWindow()
        for _ in range(5):
            for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
                QApplication.sendEvent(there, QKeyEvent(kind, key, NONE, "", True))
        stood.append(dialog.isVisible())

    assert meet(window, window.actions_by_key[name].trigger, hold_on) == 1
    assert stood == [True]


# Whose name it is


def test_the_name_is_changed_in_the_window_and_the_history_goes_by_it(window, document):
    document.enter(AGDAM, "7")
    assert meet(window, way_to(window, "Your name").trigger, write("Murad")) == 1

    document.enter(AGDAM, "8")

    assert [row.who for row in document.history(AGDAM)][-2:] == ["office-pc", "Murad"]


def test_two_people_take_turns_with_one_key_each(window, document):
    change = way_to(window, "Your name")
    for name in ("Leyla", "Murad"):
        meet(window, change.trigger, write(name))
    other = Qt.KeyboardModifier.AltModifier

    meet(window, change.trigger, lambda dialog: QTest.keyClick(dialog, Key.Key_1, other))
    document.enter(AGDAM, "8")

    assert document.history(AGDAM)[-1].who == "Leyla"


def test_the_first_sending_asks_once_for_the_name_that_is_not_known(
    window, document, session, settled, tmp_path
):
    advance = window.actions_by_key["advance"]
    desktop_of(session).chosen = tmp_path / "report.xlsx"
    advance.trigger()

    asked = meet(window, advance.trigger, write("Leyla"))
    settled()

    assert (asked, document.standing.status) == (1, Status.SENT)
    assert document.store.history(WEEK)[-1].who == "Leyla"


def test_the_first_verifying_asks_for_the_name_that_is_not_known(window, document):
    meet(window, window.actions_by_key["verify"].trigger, write("Leyla"))

    document.enter(AGDAM, "8")

    assert document.history(AGDAM)[-1].who == "Leyla"


def test_whoever_changed_the_name_and_entered_is_not_the_second_person(window, document):
    meet(window, way_to(window, "Your name").trigger, write("Murad"))
    document.enter(AGDAM, "8")
    said = []

    def try_it(dialog):
        write("Murad")(dialog)
        said.append(seen(dialog))

    meet(window, window.actions_by_key["verify"].trigger, try_it)

    assert "Someone else" in said[0]


def test_the_name_on_the_first_page_holds_for_a_recent_file_too(session, tmp_path, qtbot):
    file = data_file(tmp_path)
    opened(session, file)
    session.window.actions_by_key["new"].trigger()
    welcome = session.window
    welcome.activateWindow()
    qtbot.waitUntil(welcome.isActiveWindow)
    name = next(one for one in welcome.findChildren(QLineEdit) if one.accessibleName() == "Your name")
    name.setFocus()
    type_into_focus("Sevda")

    recent = welcome.findChild(QListWidget, "recent")
    go_on = welcome.findChild(QAbstractButton, "goOn")
    (go_on or recent).setFocus()
    type_into_focus(Key.Key_Space if go_on else Key.Key_Return)

    document = open_document(session.window)
    document.enter(AGDAM, "8")
    assert document.history(AGDAM)[-1].who == "Sevda"


def test_a_later_start_leads_with_the_recent_file(session, tmp_path, qtbot):
    opened(session, data_file(tmp_path))
    session.window.actions_by_key["new"].trigger()
    session.window.close()

    session.start(None)
    welcome = session.window
    welcome.resize(1366, 768)
    welcome.activateWindow()
    qtbot.waitUntil(welcome.isActiveWindow)

    there = QApplication.focusWidget()
    make = next(
        one for one in welcome.findChildren(QAbstractButton) if one.text() == TEXTS("window.make-file")
    )
    where = [one.mapTo(welcome, one.rect().topLeft()).toTuple() for one in (there, make)]
    assert where[0] < where[1]
    assert not make.isDefault()


# Who took part


def report_of(window, session, settled, path):
    desktop_of(session).chosen = path
    window.actions_by_key["export"].trigger()
    settled()
    return [str(cell.value) for row in openpyxl.load_workbook(path)["Report"] for cell in row]


@pytest.mark.parametrize("office", ["karabakh"])
def test_an_office_names_no_organisation_unless_it_was_chosen(window, session, settled, tmp_path):
    said = "\n".join(report_of(window, session, settled, tmp_path / "own.xlsx"))

    assert "ANAMA" not in said
    assert "Ministry of Defence" not in said


@pytest.mark.parametrize("office", ["karabakh"])
def test_the_sentence_says_which_organisations_were_chosen_for_the_period(window, session, settled, tmp_path):
    choose = way_to(window, "Organisations")

    def take_the_second(dialog):
        type_into_focus(Key.Key_Down, Key.Key_Space, Key.Key_Return)

    meet(window, choose.trigger, take_the_second)

    said = "\n".join(report_of(window, session, settled, tmp_path / "own.xlsx"))
    assert "Ministry of Defence" in said
    assert "ANAMA" not in said
    open_document(window).open_period(read_period("2025-W10"))
    open_document(window).enter(AGDAM, "1")
    assert "Ministry of Defence" not in "\n".join(
        report_of(window, session, settled, tmp_path / "other.xlsx")
    )
