"""What one entry asks of the disk: statements of SQL and syncs, counted, not timed.

A child enters them in the real window, with the library between it and its disk that the power cuts are tried
with (`tools/faults`).
"""

import json
import os
import shutil
import subprocess
import sys
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import Qt

from tools.bench.pairs import FEWEST, Figure
from tools.bench.sitting import UNCOUNTED, demonstration, type_in
from tools.bench.window import window_on
from tools.faults.shim import SYNC, Shim, is_loaded, made_library, preloading

STATEMENTS, SYNCS = 12, 1
"""The most that an entry may take, with the log that SQLite keeps on a disk of this computer."""


def stating(folder: Path, pairs: int) -> Figure:
    """The statements of SQL until an entry is checked and durable."""
    told = _told(folder)["statements"]
    return Figure("statements of SQL with Enter", "one", STATEMENTS, STATEMENTS, told, [1], unit="statements")


def syncing(folder: Path, pairs: int) -> Figure:
    """How often an entry waits for the disk itself. Where there is no C compiler nothing can be counted, and
    the figure is one of no syncs at all."""
    told = _told(folder)["syncs"]
    return Figure("syncs with Enter", "one", SYNCS, SYNCS, told, [1], unit="syncs")


def counted(file: Path) -> dict[str, list[int]]:
    """Statements and syncs of each of some entries, in this program."""
    found: dict[str, list[int]] = {"statements": [], "syncs": []}
    shim = Shim(file.parent) if is_loaded() else None
    digits = cycle("123456789")
    with window_on(file) as window:
        window.grid.setFocus()
        connection = window._document.store._db.conn
        for _ in range(UNCOUNTED + FEWEST):
            type_in(next(digits))
            statements: list[str] = []
            connection.set_trace_callback(statements.append)
            if shim is not None:
                shim.count(SYNC)
            type_in(Qt.Key.Key_Return)
            found["syncs"].append(shim.disarm() if shim is not None else 0)
            connection.set_trace_callback(None)
            found["statements"].append(len(statements))
    return {what: numbers[UNCOUNTED:] for what, numbers in found.items()}


def _told(folder: Path) -> dict[str, list[int]]:
    file, library = demonstration(folder), made_library()
    environment = {**os.environ, **(preloading(library) if library else {}), "QT_QPA_PLATFORM": "offscreen"}
    words = (sys.executable, "-m", "tools.bench.entering", str(file))
    done = subprocess.run(words, env=environment, capture_output=True, check=True, text=True)
    shutil.rmtree(file.parent, ignore_errors=True)
    told: dict[str, list[int]] = json.loads(done.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    print(json.dumps(counted(Path(sys.argv[1]))))
