"""Bugs: what no code expected goes into the log, and people get a sentence instead of a traceback."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import qVersion

from fieldapp.texts.texts import Texts
from fieldapp.ui.kit.dialogs import open_dialog

if TYPE_CHECKING:
    from fieldapp.ui.app.crash_dialog import CrashDialog


class CrashReporter:
    """An excepthook. Work goes on after it; what is on the disk the header tells.

    `texts`: gives those of the moment. `copy`: puts a text on the clipboard. `figures`: the tallies of the
    open sheet, which go into a report only if somebody wants it.
    """

    def __init__(
        self,
        log: Path,
        texts: Callable[[], Texts],
        copy: Callable[[str], None],
        now: Callable[[], datetime],
        *,
        figures: Callable[[], str] = str,
    ) -> None:
        self._log, self._texts, self._copy, self._now = log, texts, copy, now
        self._figures = figures
        self._told = ""
        self.dialog: CrashDialog | None = None

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take an unexpected exception; the signature is that of `sys.excepthook`."""
        if issubclass(kind, KeyboardInterrupt):
            raise SystemExit(130)
        from fieldapp.log import described, entry_of, write_log  # not needed at any other time
        from fieldapp.ui.app.crash_dialog import CrashDialog

        error = error.with_traceback(trace)
        now, bare, full = self._now(), described(error), described(error, has_figures=True)
        log: Path | None = self._log
        if bare != self._told:  # one that comes with every repainting is told once
            self._told, log = bare, write_log(self._log, entry_of(bare, now))
        if self.dialog is None:
            about = f"Qt {qVersion()}"
            reports = entry_of(f"{about}\n{bare}", now), entry_of(f"{about}\n{full}", now)
            self.dialog = CrashDialog(
                self._texts(), log, reports[0], lambda: f"{reports[1]}\n{self._sheet()}", self._copy
            )
            self.dialog.finished.connect(self._forget)
            open_dialog(self.dialog)

    def _sheet(self) -> str:
        try:
            return self._figures()
        except Exception as error:  # it is the app that is broken: the report goes out without them
            return repr(error)

    def _forget(self) -> None:
        self.dialog = None
