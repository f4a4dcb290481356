"""Random walks through a window into whose file somebody else writes too: what is on the screen is what would
be drawn now, and what a new grid over the same file draws and reads aloud."""

import random
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp.core.edits import make_edits
from fieldapp.core.period import read_period
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.store.store import Store
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.app.session import Session
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.replies import flag
from fieldapp.ui.kit.theme import THEMES
from fieldapp.ui.paste.dialog import PasteDialog
from fieldapp.ui.sheet.grid import SheetGrid
from fieldapp.ui.sheet.table import SheetTable
from fieldapp.ui.window.main_window import MainWindow
from tests.long import one_in
from tests.ui.driving import NOW, WEEK, bury, data_file, document_of, opened, press, running

WALKS, STEPS = 20, 40
WEEKS = (WEEK, *map(read_period, ("2025-W10", "2025-03-29..2025-03-31", "2025-W23", "2025-W40")))
TEXTS = (
    "0",
    "7",
    "12",
    "1 651",
    "12,5",
    "1,198",
    "abc",
    "-3",
    "2.5",
    "",
    "99999999",
    "0.00001",
    "too long for one cell",
)
COLUMNS = ("ap_mines", "at_mines", "uxo", "area_cleared_ha")
SIZES = (QSize(700, 420), QSize(1000, 600), QSize(1366, 768), QSize(1920, 1000))
LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Down)
MOVING = (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_End, *LEAVING[1:])
SAID = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


def settle() -> None:
    for _ in range(8):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None)


@dataclass
class Walk:
    """One person at a window, and somebody else with the file."""

    session: Session
    window: MainWindow
    other: Store
    chance: random.Random
    steps: list[str] = field(default_factory=list)

    @property
    def grid(self) -> SheetGrid:
        return self.window.grid

    @property
    def document(self) -> Document:
        return document_of(self.window)

    def cell(self) -> Cell:
        rows = [*self.document.sheet.districts, CONTROL]
        return Cell(self.chance.choice(rows), self.chance.choice(COLUMNS))

    def act(self, *names: str) -> None:
        self.window.actions_by_key[self.chance.choice(names)].trigger()

    def go(self) -> Cell:
        cell = self.cell()
        self.window.activateWindow()
        self.grid.go_to(cell)
        QApplication.processEvents()
        return cell

    def type_it(self) -> None:
        self.go()
        press(self.chance.choice(TEXTS))
        press(self.chance.choice(LEAVING))

    def begin(self) -> None:
        self.go()
        press("4")

    def move(self) -> None:
        self.go()
        for _ in range(3):
            press(self.chance.choice(MOVING))

    def choose(self) -> None:
        self.go()
        for _ in range(3):
            key = self.chance.choice((Qt.Key.Key_Down, Qt.Key.Key_Right))
            QTest.keyClick(
                QApplication.focusWidget() or self.grid.body, key, Qt.KeyboardModifier.ShiftModifier
            )

    def change(self) -> None:
        self.act("undo", "redo", "undo", "copy", "cut", "fill-down", "no-operations", "entry-by-rows")

    def paste(self) -> None:
        self.go()
        lines = ["\t".join(self.chance.choices(TEXTS[:4], k=2)) for _ in range(self.chance.randint(1, 4))]
        QApplication.clipboard().setText("\n".join(lines))
        self.act("paste")
        for dialog in self.window.findChildren(PasteDialog):
            if dialog.isVisible():
                (dialog.accept if dialog.plan.taken else dialog.reject)()

    def turn(self) -> None:
        self.document.open_period(self.chance.choice(WEEKS))

    def dress(self) -> None:
        self.window.resize(self.chance.choice(SIZES))
        self.act(*(f"language-{language}" for language in LANGUAGES), *(f"theme-{name}" for name in THEMES))

    def zoom(self) -> None:
        self.act("zoom-in", "zoom-out", "zoom-reset")

    def scroll(self) -> None:
        bar = self.grid.body.verticalScrollBar()
        bar.setValue(self.chance.randint(0, max(0, bar.maximum())))

    def annotate(self) -> None:
        self.document.annotate(self.cell(), self.chance.choice(("", "late")))
        flag(self.document, self.document.key, self.cell(), self.chance.choice(("", "look again")))

    def be_written_to(self) -> None:
        sheet = self.other.sheet(self.chance.choice(WEEKS))
        cell = Cell(self.chance.choice([*sheet.districts, CONTROL]), self.chance.choice(COLUMNS))
        self.other.write(
            sheet.period, make_edits(sheet, {cell: self.chance.choice((0, 7, 99, None, 123_456))})
        )

    def follow(self) -> None:
        self.document.follow()

    def step(self) -> None:
        """Something that a person does, or somebody else."""
        often = {self.type_it: 6, self.change: 8, self.turn: 3, self.dress: 3, self.choose: 2, self.paste: 2}
        seldom = (
            self.begin,
            self.move,
            self.scroll,
            self.zoom,
            self.annotate,
            self.be_written_to,
            self.follow,
        )
        does = self.chance.choices([*often, *seldom], [*often.values(), *[1] * len(seldom)])[0]
        does()
        self.steps.append(does.__name__)
        settle()


def screen(window: QWidget) -> QImage:
    return window.screen().grabWindow(window.winId()).toImage()


def drawn_anew(window: QWidget) -> QImage:
    for part in (window, *window.findChildren(QWidget)):
        part.update()
    settle()
    return screen(window)


def said(table: SheetTable) -> list[object]:
    """What every cell and head says, as the model has it and as a screen reader is told."""
    model, reader = table.sheet_model, QAccessible.queryAccessibleInterface(table)
    places = [model.index(row, at) for row in range(model.rowCount()) for at in range(model.columnCount())]
    parts = [reader.child(number) for number in range(reader.childCount())]
    heads = [
        model.headerData(row, Qt.Orientation.Vertical, role)
        for row in range(model.rowCount())
        for role in SAID
    ]
    return [
        *([place.data(role) for role in SAID] for place in places),
        *heads,
        *(part.text(QAccessible.Text.Name) for part in parts if part.role() is QAccessible.Role.Cell),
    ]


def looks(grid: SheetGrid, cell: Cell) -> list[QImage]:
    """Both tables, with the keys and the frame in a cell."""
    grid.window().activateWindow()
    grid.go_to(cell)
    settle()
    return [table.grab().toImage() for table in (grid.body, grid.footer)]


def read_again(walk: Walk, file: Path) -> tuple[list[object], list[object]]:
    """What the window's grid says and looks like, and what a new one over the same file does."""
    grid, document, cell = walk.grid, walk.document, walk.grid.current_cell()
    assert cell is not None
    grid.finish_editing()
    document.follow()
    document.keying.end()
    here: list[object] = [*looks(grid, cell), *said(grid.body), *said(grid.footer)]
    at = [bar.value() for bar in (grid.body.verticalScrollBar(), grid.body.horizontalScrollBar())]
    with closing(Store(file, "reader", lambda: NOW)) as store:
        anew = Document(store, document.period, lambda: NOW)
        other = SheetGrid(anew, walk.session.kit)
        other.resize(grid.size())
        other.show()
        other.go_to(cell)
        anew.keying.end()
        settle()
        for bar, value in zip(
            (other.body.verticalScrollBar(), other.body.horizontalScrollBar()), at, strict=True
        ):
            bar.setValue(value)
        there: list[object] = [*looks(other, cell), *said(other.body), *said(other.footer)]
        assert (document.findings, document.standing) == (anew.findings, anew.standing)
        other.close()
        other.deleteLater()
        anew.close()
        anew.deleteLater()
        bury()
    walk.window.activateWindow()
    return here, there


@pytest.fixture
def watched():
    """Somebody listens to a screen reader, and no caret blinks."""
    flash = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)
    QApplication.setCursorFlashTime(flash)


@pytest.mark.slow
@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize("number", one_in(10, range(WALKS)))
def test_what_is_on_the_screen_is_what_the_file_holds(qapp, tmp_path, number):
    chance = random.Random(number)
    file = data_file(tmp_path, office=chance.choice(["hq", "karabakh"]), rows=chance.choice([0, 5, 13]))
    later = iter(range(1_000_000))
    with (
        closing(Store(file, "Sevda", lambda: NOW + timedelta(minutes=next(later)))) as other,
        running(qapp, tmp_path, period=WEEK) as session,
    ):
        walk = Walk(session, opened(session, file), other, chance)
        walk.document.ask_reason = lambda *_: "a reason"
        for step in range(STEPS):
            walk.step()
            assert screen(walk.window) == drawn_anew(walk.window), walk.steps
            if step % 4 == 3:
                here, there = read_again(walk, file)
                assert here == there, walk.steps
