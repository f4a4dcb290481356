"""One press, one step: a key that stays down does in the grid what one press does, but for moves."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest

from fieldapp.core.sheet import Cell, RowState

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
TERTER = Cell("terter", "ap_mines")


@pytest.fixture
def hold(qapp):
    """A key that is held for a second: one press, and what the keyboard then repeats."""

    def hold(key, text="", modifier=Qt.KeyboardModifier.NoModifier):
        QTest.keyPress(qapp.focusWidget(), key, modifier)
        for _ in range(30):
            for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
                qapp.sendEvent(qapp.focusWidget(), QKeyEvent(kind, key, modifier, text, True))
        QTest.keyRelease(qapp.focusWidget(), key, modifier)

    return hold


@pytest.mark.parametrize(("key", "text"), [(Key.Key_N, "n"), (Key.Key_N, "N")])
def test_n_held_is_one_step_and_one_change_in_the_history(hold, grid, document, key, text):
    hold(key, text)

    assert document.sheet.state("terter") is RowState.NO_OPERATIONS
    assert len(document.store.history(document.period)) == 1
    assert document.undo_stack.count() == 1


def test_cut_held_leaves_what_was_cut_on_the_clipboard(hold, grid, document):
    document.enter(TERTER, "5")

    hold(Key.Key_X, "\x18", CTRL)

    assert document.sheet.value("terter", "ap_mines") is None
    assert QGuiApplication.clipboard().text() == "5\n"


def test_cutting_blanks_leaves_the_clipboard_as_it_is(grid, document):
    QGuiApplication.clipboard().setText("38\t11")

    grid.cut()

    assert QGuiApplication.clipboard().text() == "38\t11"
    assert document.undo_stack.count() == 0


def test_copied_blanks_are_pasted_as_blanks_and_not_what_was_copied_before(grid, document):
    QGuiApplication.clipboard().setText("38\t11")

    grid.copy()

    assert QGuiApplication.clipboard().text() == "\n"


def test_an_arrow_that_is_held_goes_on(hold, grid):
    hold(Key.Key_Down)

    assert grid.current_cell().district != "terter"
    assert grid.current_cell().district != "agdere"
