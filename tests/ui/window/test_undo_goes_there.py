"""Undo and redo lead to what they change."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.core.period import read_period
from fieldapp.core.sheet import CONTROL, Cell
from tests.ui.driving import WEEK, data_file, opened, running

AP, UXO = "ap_mines", "uxo"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qapp, tmp_path, qtbot):
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        window.activateWindow()
        window.grid.setFocus()
        qtbot.waitUntil(lambda: window.grid.body.hasFocus())
        yield window


@pytest.fixture
def press(qapp, window):
    def press(key):
        QTest.keyClick(qapp.focusWidget(), key, CTRL)

    return press


def test_within_a_week_the_frame_goes_to_what_was_changed(window, press):
    document, grid = window._document, window.grid
    document.enter(Cell("agdam", UXO), "7")
    grid.go_to(Cell("terter", AP))

    press(Qt.Key.Key_Z)
    assert document.sheet.value("agdam", UXO) == 10
    assert grid.current_cell() == Cell("agdam", UXO)
    assert grid.body.hasFocus()
    assert window.status.text == ""

    grid.go_to(Cell(CONTROL, AP))
    press(Qt.Key.Key_Y)
    assert grid.current_cell() == Cell("agdam", UXO)
    assert grid.body.hasFocus()


@pytest.mark.parametrize("change", ["clear", "mark"])
def test_of_many_cells_it_is_the_first(window, press, change):
    document, grid = window._document, window.grid
    if change == "clear":
        document.clear([Cell("lacin", AP), Cell("agdam", UXO), Cell(CONTROL, AP)])
    else:
        document.mark_no_operations(["agdam", "lacin"])
    grid.go_to(Cell("zengilan", UXO))

    press(Qt.Key.Key_Z)

    assert grid.current_cell() == Cell("agdam", UXO if change == "clear" else AP)


def test_over_weeks_too(window, press):
    document, grid = window._document, window.grid
    document.enter(Cell("agdam", UXO), "7")
    document.open_period(read_period("2025-W20"))
    grid.go_to(Cell("terter", AP))

    press(Qt.Key.Key_Z)

    assert document.period == WEEK
    assert grid.current_cell() == Cell("agdam", UXO)
    assert window.status.text == "Undone in 10–16 Mar 2025."


def test_the_keys_stay_where_they_were_if_that_was_not_the_grid(window, press, qapp):
    window._document.enter(Cell("agdam", UXO), "abc")
    window.grid.go_to(Cell("terter", AP))
    window.side.findings.list_view.setFocus()

    window.actions_by_key["undo"].trigger()

    assert window.grid.current_cell() == Cell("agdam", UXO)
    assert not window.grid.body.hasFocus()
