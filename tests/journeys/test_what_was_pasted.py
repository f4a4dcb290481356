"""What use of an older version has seen to go wrong with pasting, by keys alone: what landed where.

Runs, and fails, on that version too (2b5ec87, with tests/ui/reaching.py put beside its tests)."""

from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from fieldapp.core.sheet import CONTROL, Cell, RowState
from tests.ui.driving import WEEK, data_file, opened, running
from tests.ui.reaching import open_document

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
KEYS = ("ap_mines", "at_mines", "uxo", "area_cleared_ha")
RIGHT = (1, 2, 3, 40_000)
AGDAM = Cell("agdam", "ap_mines")


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path, rows=0))
    window.activateWindow()
    window.grid.go_to(Cell("terter", "ap_mines"))
    qtbot.waitUntil(window.grid.body.hasFocus)
    return window


@pytest.fixture
def document(window):
    return open_document(window)


@pytest.fixture
def paste(window):
    """Paste on a cell with the keys, and accept what is asked; what the preview said, line by line."""

    def paste(text, html="", at=AGDAM):
        carried = QMimeData()
        carried.setText(text)
        if html:
            carried.setHtml(html)
        QGuiApplication.clipboard().setMimeData(carried)
        window.grid.go_to(at)
        QTest.keyClick(window.focusWidget(), Key.Key_V, CTRL)
        dialogs: list[Any] = [one for one in window.findChildren(QDialog) if one.isVisible()]
        if not dialogs:
            return []
        dialog = dialogs[-1]
        said = [*dialog.lines(), *((question,) for question in dialog.questions)]
        dialog.accept()
        return said

    yield paste
    QGuiApplication.clipboard().clear()


def figures(document, district="agdam"):
    return tuple(document.sheet.values.get(Cell(district, key)) for key in KEYS)


def test_an_empty_column_beside_the_names_never_shifts_the_figures(paste, document):
    paste("Ağdam\t\t1\t2\t3\nFüzuli\t\t5\t6\t7")

    assert figures(document) in ((1, 2, 3, None), (None, None, None, None))


TAKEN = {
    "merged names over two columns": "Ağdam\t\t1\t2\t3\t4",
    "an invisible character": "Ağdam\t\u200e1\t2\u200b\t3\t4",
    "a heading of two rows": "District\tMines\t\tUXO\tArea\n\tAP\tAT\tfound\tha\nAğdam\t1\t2\t3\t4",
    "a header ha": "\tAP\tAT\tUXO\tha\nAğdam\t1\t2\t3\t4",
    "r-nu": "Ağdam r-nu\t1\t2\t3\t4",
    "a header Sahə (ha)": "\tAP\tAT\tUXO\tSahə (ha)\nAğdam\t1\t2\t3\t4",
}


@pytest.mark.parametrize("what", TAKEN)
def test_what_others_write_lands_whole_and_where_it_belongs(paste, document, what):
    said = paste(TAKEN[what], at=Cell("susa", "uxo"))

    assert (figures(document), said) == (RIGHT, [])


def test_the_number_behind_a_rounded_display_is_taken(paste, document):
    html = '<table><tr><td>Ağdam<td sdval="1">1<td>2<td>3<td sdval="61.25">61</table>'
    paste("Ağdam\t1\t2\t3\t61", html)

    assert figures(document) == (1, 2, 3, 612_500)


def test_a_sum_as_the_last_of_four_columns_is_not_taken_for_the_area(paste, document):
    paste("Ağdam\t1\t2\t3\t6\nFüzuli\t4\t5\t6\t15")

    assert figures(document)[3] is None


def test_a_row_of_hyphens_is_no_operations(paste, document):
    said = paste("Ağdam\t-\t-\t-\t-\nFüzuli\t1\t2\t3\t4")

    assert (document.sheet.values.get(Cell("agdam", "state")), said) == (RowState.NO_OPERATIONS, [])


def test_a_total_row_is_offered_as_control_totals(paste, document):
    paste("Rayon\tUXO\nTərtər\t4\nŞuşa\t6\nYekun\t10")

    assert document.sheet.values.get(Cell(CONTROL, "uxo")) == 10


def test_our_own_districts_sheet_pasted_whole_brings_its_figures_and_its_control_totals(
    paste, window, document, session, tmp_path
):
    """As a spreadsheet gives it: areas with two decimals."""
    paste("Ağdam\t1\t2\t3\t4,25")
    document.annotate(Cell("agdam", "uxo"), "12 recounted on paper")
    getattr(session, "kit", session).desktop.chosen = tmp_path / "own.xlsx"
    window.actions_by_key["export"].trigger()
    window.jobs.wait()
    rows = openpyxl.load_workbook(tmp_path / "own.xlsx")["Districts"].iter_rows(values_only=True)
    shown = [
        ["" if cell is None else f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in row]
        for row in rows
    ]
    for key in KEYS:
        document.enter(Cell("agdam", key), "")
    assert document.sheet.values == {}

    paste("\n".join("\t".join(row) for row in shown))

    assert (figures(document), document.sheet.values.get(Cell(CONTROL, "uxo"))) == ((1, 2, 3, 42_500), 3)
