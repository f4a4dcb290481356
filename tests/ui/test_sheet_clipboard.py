"""Blocks to and from Excel, and through the grid."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from fieldapp.core.sheet import CONTROL, Cell, RowState
from fieldapp.texts.texts import read_texts
from fieldapp.ui.clipboard import Copied, block_of, html_of, text_of

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("4\t2\r\n9\t3\r\n", [["4", "2"], ["9", "3"]]),  # Excel on Windows
        ("4\t2\n9\t3", [["4", "2"], ["9", "3"]]),  # LibreOffice, no line end at the end
        ("4\n\n9\n", [["4"], [""], ["9"]]),  # an empty cell in a single column
        ("4\t\n\t3\n", [["4", ""], ["", "3"]]),
        ('"two\nlines"\t"say ""so"""\n', [["two\nlines", 'say "so"']]),
        ("4\n9\t3\n", [["4", ""], ["9", "3"]]),
        ("1\u00a0651,1", [["1\u00a0651,1"]]),
        ("4\0", [["4"]]),
        ("", []),
    ],
)
def test_a_block_is_read_as_excel_writes_it(text, block):
    assert block_of(text) == block


def test_a_text_that_is_no_table_at_all_is_read_too():
    assert len(block_of('"' + "x" * 200_000)) == 1


def test_what_is_written_is_read_again():
    block = [["1651,1", "", "two\nlines"], ["a\tb", '"', "–"]]

    assert block_of(text_of([[Copied(text) for text in row] for row in block])) == block


def test_the_html_carries_numbers_that_no_language_can_misread():
    html = html_of([[Copied("1651,1", "1651.1"), Copied("<8b6>"), Copied("")]])

    assert '<td x:num="1651.1" sdval="1651.1" sdnum="1033;">1651,1</td>' in html
    assert "<td>&lt;8b6&gt;</td><td></td>" in html


@pytest.fixture
def clipboard(qapp):
    clipboard = QGuiApplication.clipboard()
    yield clipboard
    clipboard.clear()


def test_a_block_from_excel_is_pasted_in_one_step(press, document, clipboard):
    clipboard.setText("4\t2\t19\t61,2\r\n9\t3\t41\t108,4\r\n")

    press("v", modifier=CTRL)

    assert [document.sheet.value("agdere", key) for key in document.sheet.indicators] == [9, 3, 41, 1084000]
    assert document.undo_stack.count() == 1
    document.undo()
    assert not document.sheet.values


def test_a_block_steps_over_the_headings(press, grid, document, clipboard):
    grid.go_to(Cell("fuzuli", "uxo"))
    clipboard.setText("121\n24\n")

    press("v", modifier=CTRL)

    assert document.sheet.value("fuzuli", "uxo") == 121
    assert document.sheet.value("kelbecer", "uxo") == 24


def test_what_juts_out_is_cut_and_never_becomes_a_control_total(press, grid, document, clipboard):
    grid.go_to(Cell("zengilan", "uxo"))
    clipboard.setText("1\t2\t3\t4\n5\t6\t7\t8\n")

    press("v", modifier=CTRL)

    assert set(document.sheet.values) == {Cell("zengilan", "uxo"), Cell("zengilan", "area_cleared_ha")}


def test_control_totals_are_pasted_into_their_row(press, grid, document, clipboard):
    grid.go_to(Cell(CONTROL, "ap_mines"))
    clipboard.setText("155\t49\n1\t2")

    press("v", modifier=CTRL)

    assert document.sheet.values == {Cell(CONTROL, "ap_mines"): 155, Cell(CONTROL, "at_mines"): 49}


def test_what_cannot_be_read_becomes_a_finding_and_the_rest_is_taken(press, document, clipboard):
    clipboard.setText("four\t2\t1,198\t61.2")

    press("v", modifier=CTRL)

    assert document.sheet.value("terter", "at_mines") == 2
    assert document.unread(Cell("terter", "ap_mines")).text == "four"
    assert document.unread(Cell("terter", "uxo")).readings == ("1198", "1.1980")
    assert {"not-a-number", "ambiguous-number"} <= {finding.code for finding in document.findings}


def test_a_selection_is_pasted_at_its_first_cell(press, grid, document, clipboard):
    clipboard.setText("4")

    press(Key.Key_Down, Key.Key_Right, modifier=SHIFT)
    press("v", modifier=CTRL)

    assert set(document.sheet.values) == {Cell("terter", "ap_mines")}


def test_an_empty_clipboard_changes_nothing(press, document, clipboard):
    clipboard.clear()

    press("v", modifier=CTRL)

    assert not document.undo_stack.count()


def test_copies_are_plain_numbers_in_the_language_of_the_grid(press, grid, document, clipboard):
    grid.set_texts(read_texts("ru"))
    document.enter(Cell("terter", "uxo"), "1234")
    document.enter(Cell("terter", "area_cleared_ha"), "1651.1")
    grid.go_to(Cell("terter", "uxo"))

    press(Key.Key_Right, Key.Key_Down, modifier=SHIFT)
    press("c", modifier=CTRL)

    assert clipboard.text() == "1234\t1651,1\n\t\n"
    assert 'x:num="1651.1"' in clipboard.mimeData().html()


def test_what_is_copied_can_be_pasted_elsewhere(press, grid, document, clipboard):
    for key, text in zip(document.sheet.indicators, ("4", "2", "19", "61.2"), strict=True):
        document.enter(Cell("terter", key), text)

    press(Key.Key_End, modifier=SHIFT)
    press("c", modifier=CTRL)
    grid.go_to(Cell("lacin", "ap_mines"))
    press("v", modifier=CTRL)

    assert [document.sheet.value("lacin", key) for key in document.sheet.indicators] == [4, 2, 19, 612000]


def test_cut_takes_the_block_away(press, document, clipboard):
    document.enter(Cell("terter", "ap_mines"), "4")

    press("x", modifier=CTRL)

    assert clipboard.text() == "4\n"
    assert not document.sheet.values


def test_a_row_without_operations_is_copied_empty(press, document, clipboard):
    press("n")
    press("c", modifier=CTRL)

    assert document.sheet.state("terter") is RowState.NO_OPERATIONS
    assert clipboard.text() == "\n"
