"""A cell is flagged for follow-up beside the grid, by key and by button, and the flag taken off, undoable."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.replies import flag
from tests.ui.driving import WEEK, data_file, document_of, opened, running

AGDAM, LACIN = Cell("agdam", "uxo"), Cell("lacin", "uxo")


@pytest.fixture
def window(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        window.grid.go_to(AGDAM)
        yield window


def flags(document: Document) -> dict[Cell, str]:
    return {one.cell: one.why for one in document.store.follow_ups(WEEK)}


def test_a_key_opens_the_line_enter_keeps_it_and_undo_takes_it_back(window, qtbot):
    document, field = document_of(window), window.side.cell.flag
    before = document.sheet, document.standing
    assert not field.is_shown

    window.actions_by_key["flag"].trigger()
    assert field.is_shown
    QTest.keyClicks(field.line, "ask the team")
    QTest.keyClick(field.line, Qt.Key.Key_Return)

    assert flags(document) == {AGDAM: "ask the team"}
    assert (document.sheet, document.standing) == before
    assert window.grid.isAncestorOf(window.focusWidget())
    qtbot.waitUntil(lambda: field.button.text() == "Remove the flag")
    assert document.undo()
    assert flags(document) == {}
    assert document.redo()
    assert flags(document) == {AGDAM: "ask the team"}


def test_a_flag_is_taken_off_by_its_button_or_an_empty_line_and_esc_changes_nothing(window, qtbot):
    document, field = document_of(window), window.side.cell.flag
    QTest.mouseClick(field.button, Qt.MouseButton.LeftButton)
    QTest.keyClicks(field.line, "half")
    QTest.keyClick(field.line, Qt.Key.Key_Escape)
    assert flags(document) == {}
    assert document.undo_stack.count() == 0

    window.desk.write_flag()
    QTest.keyClicks(field.line, "look again")
    window.grid.go_to(LACIN)  # what is written is of the cell it was written for
    assert flags(document) == {AGDAM: "look again"}
    qtbot.waitUntil(lambda: not field.is_shown)

    window.grid.go_to(AGDAM)
    qtbot.waitUntil(lambda: field.button.text() == "Remove the flag")
    assert field.line.toPlainText() == "look again"
    QTest.mouseClick(field.button, Qt.MouseButton.LeftButton)
    assert flags(document) == {}
    qtbot.waitUntil(lambda: field.button.text() == "Flag for follow-up")


def test_a_long_line_is_seen_whole(window, qtbot):
    document, field = document_of(window), window.side.cell.flag
    assert flag(document, document.key, AGDAM, "ask the team leader on which side of the road it was")
    qtbot.waitUntil(lambda: field.is_shown)
    line = field.line.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: field.line.height() > 2 * line)


def test_a_control_total_can_be_flagged_too(window):
    document, field = document_of(window), window.side.cell.flag
    total = Cell(CONTROL, "uxo")
    window.grid.go_to(total)
    window.desk.write_flag()
    QTest.keyClicks(field.line, "smudged")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert flags(document) == {total: "smudged"}
