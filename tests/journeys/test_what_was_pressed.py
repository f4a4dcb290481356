"""What use of an older version has seen to go wrong with keys and typed dates.

Runs, and fails, on that version too (2b5ec87, with tests/ui/reaching.py put beside its tests)."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp.core.sheet import CONTROL, Cell, RowState
from fieldapp.texts.texts import read_texts
from fieldapp.ui.document.standing import verify
from tests.ui.driving import WEEK, data_file, opened, running
from tests.ui.reaching import open_document, seen, traced

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
TEXTS = read_texts("en")
TERTER, UXO = Cell("terter", "ap_mines"), Cell("agdam", "uxo")


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK, environment={"USER": "office-pc"}) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path))
    window.activateWindow()
    window.grid.go_to(TERTER)
    qtbot.waitUntil(window.grid.body.hasFocus)
    return window


@pytest.fixture
def document(window):
    return open_document(window)


@pytest.fixture
def press(qapp, window):
    """Each key goes to whatever has the focus by then."""

    def press(*keys, modifier=NONE):
        for key in keys:
            for one in key if isinstance(key, str) else [key]:
                send: Any = QTest.keyClicks if isinstance(one, str) else QTest.keyClick
                send(qapp.focusWidget(), one, modifier)

    return press


@pytest.fixture
def hold(qapp, window):
    """A key that is held for a second: one press, and what the keyboard then repeats."""

    def hold(key, text="", modifier=NONE):
        QTest.keyPress(qapp.focusWidget(), key, modifier)
        for _ in range(30):
            for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
                qapp.sendEvent(qapp.focusWidget(), QKeyEvent(kind, key, modifier, text, True))
        QTest.keyRelease(qapp.focusWidget(), key, modifier)

    return hold


# Keys that are held


def test_no_action_that_changes_toggles_or_asks_repeats_itself(window):
    acting = ("advance", "take-back", "export", "verify", "no-operations", "cut", "choose-period", "look")

    assert [key for key in acting if window.actions_by_key[key].autoRepeat()] == []


def test_n_that_is_held_is_one_change(window, document, hold):
    before = document.undo_stack.count()

    hold(Key.Key_N, "n")

    assert document.undo_stack.count() == before + 1


def test_cutting_held_or_of_blanks_keeps_what_was_cut(window, document, hold, press):
    hold(Key.Key_X, "\x18", CTRL)

    assert document.sheet.value("terter", "ap_mines") is None
    assert QGuiApplication.clipboard().text() == "1\n"
    press(Key.Key_X, modifier=CTRL)
    assert QGuiApplication.clipboard().text() == "1\n"


def test_in_the_last_cell_it_is_said_that_a_number_takes_the_place_of_the_last(window, press):
    window.grid.go_to(Cell(CONTROL, "area_cleared_ha"))

    press("65", Key.Key_Return)

    assert window.grid.current_cell() == Cell(CONTROL, "area_cleared_ha")
    assert "takes the place of 65" in window.grid.ask_line.text


def test_n_is_known_by_its_key_on_a_russian_layout(window, document, monkeypatch):
    monkeypatch.setattr("fieldapp.ui.kit.keys.platform_name", lambda: "xcb", raising=False)
    window.grid.go_to(TERTER)

    QApplication.sendEvent(
        window.focusWidget(), QKeyEvent(QEvent.Type.KeyPress, 0x422, NONE, 57, 0x6D4, 0, "т")
    )
    QTest.keyClick(QApplication.focusWidget() or window, Key.Key_Escape)

    assert (document.sheet.state("terter"), document.unread_texts) == (RowState.NO_OPERATIONS, {})


# Dates

TYPED = {
    "01.03.2025": "Ctrl+A",
    "1.3.2025": "Ctrl+A",
    "01/03/2025": "Ctrl+A",
    "01032025": "a click",
    "01.03.25": "a click",
    "2025-03-01": "Tab",
    "01.03.2025 ": "Ctrl+V",
    " 2025-03-01": "Ctrl+V",
}


@pytest.fixture
def typed(window, qtbot):
    """Put a text into the first date of *Choose a period* with real keys; the dialog, still open."""
    dialogs: list[Any] = []

    def typed(text, by="Ctrl+A"):
        window.actions_by_key["choose-period"].trigger()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is not window)
        dialog: Any = QApplication.activeWindow()
        dialogs.append(dialog)
        field, last = (
            next(field for field in dialog.findChildren(QWidget) if field.accessibleName() == name)
            for name in (TEXTS("window.from"), TEXTS("window.to"))
        )
        last.setFocus()
        if by == "a click":
            QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        else:
            field.setFocus(Qt.FocusReason.TabFocusReason)
        if by in ("Ctrl+A", "Ctrl+V"):
            QTest.keyClick(field, Key.Key_A, CTRL)
        if by == "Ctrl+V":
            QGuiApplication.clipboard().setText(text)
            QTest.keyClick(field, Key.Key_V, CTRL)
        else:
            QTest.keyClicks(dialog.focusWidget(), text)
        return dialog

    yield typed
    for dialog in dialogs:
        dialog.reject()


@pytest.mark.parametrize(("text", "by"), TYPED.items())
def test_a_typed_date_is_the_one_that_is_taken(typed, text, by):
    dialog = typed(text, by)

    assert (dialog.can_open, dialog.period.start) == (True, date(2025, 3, 1))


def test_a_typed_date_is_said_in_words(typed):
    assert "1 March 2025" in seen(typed("01.03.2025"))


def test_what_is_no_date_is_called_so(typed):
    dialog = typed("31.02.2025")

    assert (dialog.can_open, "not in the calendar" in seen(dialog)) == (False, True)


# The disk


def test_a_key_in_a_sheet_that_was_verified_costs_at_most_twelve_statements(window, document, press):
    verify(document, "Murad")
    press("3", Key.Key_Return)
    verify(document, "Murad")
    window.grid.go_to(UXO)
    press("7")

    statements = traced(document, lambda: press(Key.Key_Return))

    assert 3 < len(statements) <= 12
