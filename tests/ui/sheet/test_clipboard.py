"""Blocks to and from Excel, and out of the grid; what is pasted into it is in `test_pasting`."""

import html

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from fieldapp.core.sheet import Cell, RowState
from fieldapp.texts.texts import read_texts
from fieldapp.ui.sheet.clipboard import Copied, block_of, html_of, text_of

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


@pytest.mark.parametrize("typed", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", " =HYPERLINK(1)"])
def test_a_typed_text_is_no_formula_where_it_is_pasted(typed):
    ((cell,),) = block_of(text_of([[Copied(typed)]]))

    assert cell == f"'{typed}"
    assert f"<td>{html.escape(cell)}</td>" in html_of([[Copied(typed)]])


@pytest.mark.parametrize("typed", ["-5", "+5", "- 1,5", "–", "12x", ""])
def test_a_number_or_a_word_goes_out_as_it_is(typed):
    assert text_of([[Copied(typed)]]) == f"{typed}\n"


@pytest.fixture
def clipboard(qapp):
    clipboard = QGuiApplication.clipboard()
    yield clipboard
    clipboard.clear()


def test_copies_are_plain_numbers_in_the_language_of_the_grid(press, grid, document, clipboard):
    grid._kit.speak(read_texts("ru"))
    document.enter(Cell("terter", "uxo"), "1234")
    document.enter(Cell("terter", "area_cleared_ha"), "1651.1")
    grid.go_to(Cell("terter", "uxo"))

    press(Key.Key_Right, Key.Key_Down, modifier=SHIFT)
    press("c", modifier=CTRL)

    assert clipboard.text() == "1234\t1651,1\n\t\n"
    assert 'x:num="1651.1"' in clipboard.mimeData().html()


def test_cut_takes_the_block_away(press, document, clipboard):
    document.enter(Cell("terter", "ap_mines"), "4")

    press("x", modifier=CTRL)

    assert clipboard.text() == "4\n"
    assert not document.sheet.values


def test_a_row_without_operations_is_copied_as_dashes(press, document, clipboard):
    press("n")
    press(Key.Key_End, modifier=SHIFT)
    press("c", modifier=CTRL)

    assert document.sheet.state("terter") is RowState.NO_OPERATIONS
    assert clipboard.text() == "–\t–\t–\t–\n"
    assert "x:num" not in clipboard.mimeData().html().replace("xmlns:x", "")


def test_editing_in_a_row_without_operations_begins_with_nothing(press, qapp):
    press("n", Key.Key_F2)

    assert qapp.focusWidget().text() == ""


def test_an_area_is_copied_so_that_nobody_asks_what_it_is(press, grid, document, clipboard):
    document.enter(Cell("terter", "area_cleared_ha"), "12.2980")
    grid.go_to(Cell("terter", "area_cleared_ha"))

    press("c", modifier=CTRL)

    assert clipboard.text() == "12.2980\n"
