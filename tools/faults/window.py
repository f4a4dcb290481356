"""The real window in a child, without a screen: keys go in, and what it says is saved is acknowledged."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from fieldapp.core.sheet import Cell
from tests.ui.driving import document_of, opened, press, running
from tools.faults.child import Say
from tools.faults.scene import NAME, WEEK


def type_numbers(folder: Path, say: Say, count: int) -> int:
    """Type a number into one cell after the other, each acknowledged when the window says it is written."""
    application = QApplication(["faults", "-platform", "offscreen"])
    home = folder.with_name(f"{folder.name}.home")
    home.mkdir(exist_ok=True)
    with running(application, home, period=WEEK) as session:
        window = opened(session, folder / NAME)
        window.activateWindow()
        window.grid.setFocus()
        document = document_of(window)
        for number in range(1, count + 1):
            cell = cell_of(number, document.sheet.districts, document.sheet.indicators)
            window.grid.go_to(cell)
            application.processEvents()
            for key in (*str(10 + number), Qt.Key.Key_Return):
                press(key)
            application.processEvents()
            if document.disk.is_whole and document.sheet.values.get(cell) is not None:
                say(number)
    return 0


def cell_of(number: int, districts: tuple[str, ...], indicators: tuple[str, ...]) -> Cell:
    """Where the nth number goes."""
    return Cell(districts[number % len(districts)], indicators[number // len(districts) % len(indicators)])
