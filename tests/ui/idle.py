"""How long the comparison of a whole file takes in the window, and the longest time in which the window
answers nothing meanwhile.

`python -m tests.ui.idle FILE` prints both; `tests.store.ten_years` makes a file to try it with.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from fieldapp.ui.window.main_window import MainWindow
from tests.ui.driving import running

TICK_MS = 5


def measure(file: Path) -> tuple[float, float, float]:
    """Seconds from opening until all was compared, by the clock and of work; and the longest gap of a timer
    once the window was painted, in milliseconds."""
    application = QApplication([])
    gaps = [0.0]
    last = 0.0

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(now - last if last else 0.0)
        last = now

    with (
        tempfile.TemporaryDirectory() as folder,
        running(application, Path(folder), compares=True) as session,
    ):
        began, worked = time.perf_counter(), time.process_time()
        session.start(file)
        window = session.window
        assert isinstance(window, MainWindow)
        application.processEvents()
        timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(tick)
        window.comparison.ended.connect(application.quit)
        timer.start()
        application.exec()
        took = time.perf_counter() - began
        timer.stop()
        return took, time.process_time() - worked, max(gaps) * 1000


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    seconds, of_work, gap = measure(Path(sys.argv[1]))
    print(f"{seconds:.1f} s ({of_work:.1f} s of work), longest gap {gap:.0f} ms")
