"""How long the window answers nothing during each of its long jobs, by a timer of 5 ms, on a data file of
headquarters with 312,000 values.

`python -m tools.bench.gaps [PART_OF_A_NAME]` prints each job with its seconds, the longest gap, the most that
the app, its workers included, computed in one, and the most that the window's own thread did; then the
longest step between two looks at whether it was stopped. Those of receiving: `tools.bench.receiving`.
"""

import compileall
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from time import perf_counter
from typing import Any

from PySide6.QtWidgets import QDialog

import fieldapp
from fieldapp.core.period import Period
from fieldapp.ui.backups.backup_dialog import BackupDialog
from fieldapp.ui.window.main_window import MainWindow
from fieldapp.ui.work.progress import Doing, Progress
from tools.bench.scale.filling import make_vast, weeks_of
from tools.bench.scene import SCENES
from tools.bench.window import Pulse, wait_until, window_on

WEEKS = 104
"""312,000 values, as many as a hundred districts have in ten years."""
LONGEST = 0.050


@dataclass(frozen=True, slots=True)
class Job:
    """Something that takes a while in the window. `begin` starts it, after `prepare`, which is not measured;
    it is over when `is_done`, and nothing that the window gave to its workers is left."""

    name: str
    begin: Callable[[MainWindow, Path], object]
    prepare: Callable[[MainWindow, Path], object] = lambda window, folder: None
    is_done: Callable[[MainWindow], bool] = lambda window: True


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds: of all of it, of the longest gap by the clock, of the most that the app and the window's own
    thread computed in one, and of the longest step."""

    name: str
    seconds: float
    gap: float
    computed: float
    by_window: float
    step: float

    @property
    def line(self) -> str:
        """As a row of a table."""
        verdict = "yes" if self.computed <= LONGEST else "NO"
        told = " | ".join(f"{one * 1000:.0f} ms" for one in (self.gap, self.computed, self.by_window))
        step = f"{self.step * 1000:.0f} ms" if self.step else ""
        return f"| {self.name} | {self.seconds:.1f} s | {told} | {verdict} | {step} |"


class Steps:
    """Looks at the clock whenever work tells how far it is, which is where it can be stopped."""

    def __init__(self) -> None:
        self.longest = self._last = 0.0

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Hear all of them."""
        kind: Any = Progress
        put = kind._put

        def noted(progress: Progress, now: Doing) -> None:
            self._note()
            put(progress, now)

        kind._put = noted
        try:
            yield
        finally:
            kind._put = put
            if self._last:
                self._note()

    def _note(self) -> None:
        now = perf_counter()
        self.longest = max(self.longest, now - self._last if self._last else 0.0)
        self._last = now


def _last() -> Period:
    return list(weeks_of(WEEKS))[-1]


def _year() -> Period:
    return Period(list(weeks_of(WEEKS))[-52].start, _last().end)


def _choosing(window: MainWindow, target: Path) -> None:
    """Whoever is asked for a path has one."""
    desktop: Any = window._kit.desktop
    desktop.ask_for_workbook = lambda *asked: (target.with_suffix(".xlsx"), "en")
    desktop.ask_for_pdf = lambda *asked: target.with_suffix(".pdf")
    desktop.ask_for_picture = lambda *asked: target.with_suffix(".png")


def _report(window: MainWindow, folder: Path) -> None:
    window.commands.reports.show(_year())


def _with_report(window: MainWindow, folder: Path) -> None:
    _report(window, folder)
    _choosing(window, folder / "report")


def _with_pictures(window: MainWindow, folder: Path) -> None:
    _with_report(window, folder)
    _look_at_pictures(window, folder)
    wait_until(lambda: not _is_busy(window))


def _look_at_pictures(window: MainWindow, folder: Path) -> None:
    _report_dialog(window).as_pictures.setChecked(True)


def _report_dialog(window: MainWindow) -> Any:
    return window.commands.reports.dialog


def _with_board(window: MainWindow, folder: Path) -> None:
    window.errands.overview.choose()
    _choosing(window, folder / "board")


def _board_dialog(window: MainWindow) -> Any:
    return window.errands.overview.dialog


def _compare(window: MainWindow, folder: Path) -> None:
    window.comparison.compare()


def _back_up(window: MainWindow, folder: Path) -> None:
    window.errands.backups.choose()
    dialog = window.errands.backups.dialog
    assert isinstance(dialog, BackupDialog), "the backups are shown"
    dialog.now.click()


def _check(window: MainWindow, folder: Path) -> None:
    window.errands.reviewing.choose()


def _is_checked(window: MainWindow) -> bool:
    return window.errands.looking_through.is_done and not window.errands.reviewing.jobs.is_busy


JOBS = (
    Job("comparison of the whole file", _compare),
    Job("backup", _back_up),
    Job("report of 52 weeks", _report),
    Job(
        "report of 52 weeks → workbook",
        lambda window, folder: _report_dialog(window).export.click(),
        _with_report,
    ),
    Job("report of 52 weeks → pictures", _look_at_pictures, _with_report),
    Job(
        "report of 52 weeks → PDF",
        lambda window, folder: _report_dialog(window).pdf.click(),
        _with_pictures,
    ),
    Job(
        "picture of 500 districts → PNG",
        lambda window, folder: _report_dialog(window).pictures.save.click(),
        _with_pictures,
    ),
    Job(
        "picture of 500 districts → clipboard",
        lambda window, folder: _report_dialog(window).pictures.copy(),
        _with_pictures,
    ),
    Job("board of a year", lambda window, folder: window.errands.overview.choose()),
    Job(
        "board of a year → picture",
        lambda window, folder: _board_dialog(window).picture.click(),
        _with_board,
    ),
    Job("answer to an office", lambda window, folder: _board_dialog(window).answer.click(), _with_board),
    Job("text to publish", lambda window, folder: window.errands.press.choose()),
    Job("checks view of the whole file", _check, is_done=_is_checked),
)


def measured(job: Job, made: Path) -> Measured:
    """One job, in a window of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / made.name
        copyfile(made, file)
        with window_on(file) as window:
            window.commands.open_period(_last())
            with _shut_afterwards(window):
                job.prepare(window, Path(folder))
                pulse, steps, start = Pulse(window), Steps(), perf_counter()
                with steps.heard():
                    pulse.start()
                    job.begin(window, Path(folder))
                    wait_until(lambda: job.is_done(window) and not _is_busy(window))
                    pulse.stop()
                seconds = perf_counter() - start
                told = (pulse.longest, pulse.computed, pulse.by_window, steps.longest)
                return Measured(job.name, seconds, *told)


def _is_busy(window: MainWindow) -> bool:
    return any(jobs.is_busy for jobs in (window.jobs, window.comparison.jobs, window.errands.backups.jobs))


@contextmanager
def _shut_afterwards(window: MainWindow) -> Iterator[None]:
    try:
        yield
    finally:
        for dialog in window.findChildren(QDialog):
            dialog.done(0)


def main(words: Sequence[str]) -> int:
    """Print a line for each; 1 where the app computed longer than may be in one gap."""
    compileall.compile_dir(str(Path(fieldapp.__file__).parent), quiet=1)  # as an installed app has it
    made = make_vast(SCENES / "vast" / f"{WEEKS}.fieldapp", WEEKS)
    wanted = [job for job in JOBS if not words or re.search(words[0], job.name)]
    found = []
    print("| job | seconds | longest gap | computed in one | by the window | ≤ 50 ms | longest step |")
    print("|---|---|---|---|---|---|---|")
    for job in wanted:
        found.append(measured(job, made))
        print(found[-1].line, flush=True)
    return int(any(one.computed > LONGEST for one in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
