"""Bugs: what no code expected goes into the log, and people get a sentence instead of a traceback."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit

from fieldapp.texts.texts import Texts
from fieldapp.ui.kit.dialogs import fit_to_words, open_dialog
from fieldapp.ui.kit.laying import column, even
from fieldapp.ui.kit.theme import SPACE


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
        from fieldapp.log import described, entry_of, write_log  # `logging` is not needed at any other time

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


class CrashDialog(QDialog):
    """Says that something went wrong, where it is written, and what can be sent to whoever can mend it.
    `full`: gives the report with figures. `log`: None where none could be written."""

    def __init__(
        self,
        texts: Texts,
        log: Path | None,
        bare: str,
        full: Callable[[], str],
        copy: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._bare, self._full = bare, full

        sentence = QLabel(texts("window.crash"))
        place = QLabel(texts("window.crash-log", log=log) if log else texts("window.crash-no-log"))
        self.report = QPlainTextEdit(bare)
        self.with_figures = QCheckBox(texts("window.crash-figures"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy_button = buttons.addButton(
            texts("window.copy-details"), QDialogButtonBox.ButtonRole.ActionRole
        )

        self.setWindowTitle(texts("window.crash-title"))
        for label in (sentence, place):
            label.setWordWrap(True)
            label.setMinimumWidth(130 * SPACE)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.report.setAccessibleName(texts("window.crash-report"))
        self.report.setMinimumHeight(30 * SPACE)
        whole = column(self, spacing=4 * SPACE, margins=even(6 * SPACE))
        whole.addWidget(sentence)
        whole.addWidget(self.report, 1)
        whole.addWidget(self.with_figures)
        whole.addWidget(place)
        whole.addWidget(buttons)

        self.with_figures.toggled.connect(self._show)
        self.copy_button.clicked.connect(lambda: copy(self.report.toPlainText()))
        buttons.rejected.connect(self.reject)
        fit_to_words(self)

    def _show(self, has_figures: bool) -> None:
        self.report.setPlainText(self._full() if has_figures else self._bare)
