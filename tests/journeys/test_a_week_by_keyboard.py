"""A whole week of fourteen districts, keyed from the paper with the keyboard alone, and recorded.

The record of every key is left in `build/pictures`, with one picture of the window where pictures are wanted.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDialog

from fieldapp.core.checks.finding import count_errors
from fieldapp.core.numbers import parse
from fieldapp.core.period import read_period
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.store.store import Store
from fieldapp.ui.window.main_window import MainWindow
from tests.data_files import empty_file
from tests.ui.driving import document_of, opened, press, running
from tests.ui.pictures import keep, kept

WEEK = read_period("2025-W23")
NOW = datetime(2025, 6, 10, 9, 30, tzinfo=UTC)
COLUMNS = ("ap_mines", "at_mines", "uxo", "area_cleared_ha")

# Made up; in the order of the paper, which is that of the form and of the screen.
PAPER = {
    "terter": ("4", "2", "19", "61,2"),
    "agdere": ("9", "3", "41", "108,4"),
    "agdam": ("38", "11", "143", "402,75"),
    "xocali": ("6", "1", "28", "73,1"),
    "xankendi": ("0", "0", "0", "12"),
    "xocavend": ("21", "9", "86", "231,35"),
    "susa": ("3", "0", "17", "44,6"),
    "fuzuli": ("33", "12", "121", "346,9"),
    "kelbecer": ("5", "2", "24", "58,8"),
    "lacin": ("7", "1", "33", "80,2"),
    "qubadli": ("6", "3", "29", "71,5"),
    "cebrayil": ("17", "4", "48", "122,3"),
    "zengilan": ("6", "1", "17", "38"),
    "qazax": ("1", "0", "5", "7,4"),
    CONTROL: ("156", "49", "611", "1658,5"),
}

BY_COLUMNS = [(row, column) for column in COLUMNS for row in PAPER]
BY_ROWS = [(row, column) for row in PAPER for column in COLUMNS]


class Watcher(QObject):
    """Sees every touch of the mouse and every dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched, event):  # noqa: N802 # Qt calls it so
        mouse = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.Wheel)
        if event.type() in mouse or (event.type() == QEvent.Type.Show and isinstance(watched, QDialog)):
            self.seen.append(f"{event.type().name} {type(watched).__name__}")
        return False


@dataclass
class Fingers:
    """Press keys as a person does, and write down each, with the cell it went to."""

    window: MainWindow
    record: list[tuple[Cell, str]] = field(default_factory=list)

    def press(self, key: str | Qt.Key) -> None:
        name = key if isinstance(key, str) else key.name.removeprefix("Key_")
        cell = self.window.grid.current_cell()
        assert cell is not None
        self.record.append((cell, name))
        press(key)

    def keys_of(self, cell: Cell) -> int:
        return sum(where == cell for where, _ in self.record)


@pytest.fixture
def file(tmp_path):
    return empty_file(tmp_path / "june.fieldapp")


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK, now=lambda: NOW) as session:
        yield session


@pytest.fixture
def watcher(qapp):
    watcher = Watcher()
    qapp.installEventFilter(watcher)
    yield watcher
    qapp.removeEventFilter(watcher)


@pytest.mark.parametrize(
    ("entry", "order"), [("columns", BY_COLUMNS), ("rows", BY_ROWS)], ids=["columns", "rows"]
)
def test_a_week_is_keyed_in_the_order_of_the_paper(session, file, qapp, qtbot, watcher, entry, order):
    window = opened(session, file)
    window.actions_by_key[f"entry-by-{entry}"].trigger()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.grid.body.hasFocus())
    fingers = Fingers(window)

    for district, column in order:
        assert window.grid.current_cell() == Cell(district, column)
        for letter in PAPER[district][COLUMNS.index(column)]:
            fingers.press(letter)
        fingers.press(Qt.Key.Key_Return)

    keep(window, f"week-by-{entry}")
    record = "\n".join(f"{cell.district:10} {cell.indicator:16} {key}" for cell, key in fingers.record)
    kept(f"week-by-{entry}.txt").write_text(f"{record}\n", encoding="utf-8")
    written = {Cell(row, column): PAPER[row][COLUMNS.index(column)] for row, column in order}
    for cell, text in written.items():  # its digits and its decimal mark, and one to go on
        assert fingers.keys_of(cell) <= len(text) + 1
    assert watcher.seen == []
    assert count_errors(document_of(window).findings) == 0
    assert on_disk(file, window) == on_paper(window)


def on_paper(window):
    unit = {item.key: item.unit for item in document_of(window).programme.active}
    return {
        Cell(district, column): parse(text, unit[column])
        for district, texts in PAPER.items()
        for column, text in zip(COLUMNS, texts, strict=True)
    }


def on_disk(file, window):
    """What another program would find in the file while the window is still open."""
    store = Store(file, "reader")
    try:
        return dict(store.sheet(document_of(window).period).values)
    finally:
        store.close()


def test_the_paper_has_fourteen_rows_that_add_up():
    rows = [row for district, row in PAPER.items() if district != CONTROL]
    assert len(rows) == 14
    for number, control in enumerate(PAPER[CONTROL]):
        assert sum(float(row[number].replace(",", ".")) for row in rows) == pytest.approx(
            float(control.replace(",", "."))
        )
