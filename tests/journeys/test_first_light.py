"""A coordinator's week: from the first start and the first key to the Excel file that HQ can publish from."""

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from fieldapp.core.report import Status
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.exchange.workbook import read_workbook
from fieldapp.ui.window.main_window import MainWindow
from tests.ui.driving import called, document_of, running
from tests.ui.sheet.test_keys import CONTROLS, WEEK

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path) as session:
        yield session


@pytest.fixture
def press(qapp):
    """Press keys as a person does: each goes to whatever has the focus by then."""

    def press(*keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            if isinstance(key, Qt.Key):
                QTest.keyClick(qapp.focusWidget(), key, modifier)
                continue
            for letter in key:
                QTest.keyClicks(qapp.focusWidget(), letter, modifier)

    return press


def begin(session, qtbot) -> MainWindow:
    """The welcome page, a data file for HQ, the window with the keys in the grid."""
    session.start(None)
    welcome = session.window
    office = called(welcome, QComboBox, "Office")
    office.setCurrentIndex(office.findData("hq"))
    called(welcome, QLineEdit, "Your name").setText("Sevda Əliyeva")
    called(welcome, QPushButton, "Make the file and begin").click()
    window = session.window
    window.resize(1366, 768)
    window.activateWindow()
    qtbot.waitUntil(lambda: window.grid.body.hasFocus())
    return window


def type_week(press):
    for row in (*WEEK.values(), CONTROLS):
        for text in row:
            press(text, Key.Key_Tab)


def named_values(path):
    book = openpyxl.load_workbook(path)
    values = {}
    for name, defined in book.defined_names.items():
        ((sheet, place),) = defined.destinations
        values[name] = book[sheet][place.replace("$", "")].value
    return values


def test_first_light(session, qtbot, press, qapp, tmp_path):
    window = begin(session, qtbot)
    document = document_of(window)
    assert window.header.period_text == "10–16 Mar 2025 (2025-W11)"
    assert window.header.reason_text == "Nothing is entered yet"

    type_week(press)
    assert window.header.answered_text == "13 of 13 districts"
    assert window.header.saved_text == "On disk at 09:30:00"
    assert window.side.findings.count_texts == []

    # A slip of the key: two digits swapped. It is seen, found by its control total, and taken back.
    window.grid.go_to(Cell("agdam", "ap_mines"))
    press("83", Key.Key_Return)
    assert window.header.reason_text == "1 error to fix first"
    press(Key.Key_Return, modifier=CTRL)
    assert window.status.message.kind == "error"
    assert document.standing.status is Status.DRAFT
    assert qapp.focusWidget() is window.side.findings.list_view
    press(Key.Key_Return)
    assert window.grid.current_cell() == Cell(CONTROL, "ap_mines")
    press(Key.Key_Z, modifier=CTRL)
    assert window.side.findings.count_texts == []

    press(Key.Key_Return, modifier=CTRL)
    assert window.header.status_text == "Ready · revision 1"
    target = session.kit.desktop.chosen = tmp_path / "week.xlsx"
    press(Key.Key_Return, modifier=CTRL)
    qtbot.waitUntil(lambda: window.header.status_text == "Sent · revision 1")

    names = named_values(target)
    assert [names[key] for key in ("ap_mines", "at_mines", "uxo", "area_cleared_ha")] == [
        155,
        49,
        606,
        1651.1,
    ]
    assert (names["districts_reported"], names["office"], names["revision"]) == (13, "hq", 1)
    assert names["check_code"] in window.status.text
    reading = read_workbook(target, document.programme)
    assert reading.is_intact()
    assert [(line.district, line.values) for line in document.report().lines] == [
        (line.district, line.values) for line in reading.lines
    ]


def test_the_power_goes_and_the_week_is_still_there(session, qtbot, press, tmp_path):
    window = begin(session, qtbot)
    type_week(press)
    file, cell = window.file, window.grid.current_cell()
    copy = tmp_path / "after the cut.fieldapp"
    copy.write_bytes(file.read_bytes())
    log = file.with_name(file.name + "-wal")
    if log.exists():
        copy.with_name(copy.name + "-wal").write_bytes(log.read_bytes())

    session.open(copy)

    assert cell is not None
    assert document_of(session.window).sheet.answered() == 13
    assert document_of(session.window).sheet.control("uxo") == 606
