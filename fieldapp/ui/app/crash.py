"""Bugs: what no code expected goes into a log file, and people get a sentence instead of a traceback."""

import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel

from fieldapp.texts.texts import Texts
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.laying import column, even
from fieldapp.ui.kit.theme import SPACE
from fieldapp.version import VERSION


class CrashReporter:
    """An excepthook. Work goes on after it; what is on the disk the header tells.

    `texts`: gives those of the moment. `copy`: puts a text on the clipboard.
    """

    def __init__(
        self,
        log: Path,
        texts: Callable[[], Texts],
        copy: Callable[[str], None],
        now: Callable[[], datetime],
    ) -> None:
        self._log, self._texts, self._copy, self._now = log, texts, copy, now
        self.dialog: CrashDialog | None = None

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Take an unexpected exception; the signature is that of `sys.excepthook`."""
        if issubclass(kind, KeyboardInterrupt):
            raise SystemExit(130)
        details = "".join(traceback.format_exception(kind, error, trace))
        self._write(details)
        if self.dialog is None:
            self.dialog = CrashDialog(self._texts(), self._log, lambda: self._copy(details))
            self.dialog.finished.connect(self._forget)
            open_dialog(self.dialog)

    def _write(self, details: str) -> None:
        try:
            self._log.parent.mkdir(parents=True, exist_ok=True)
            with self._log.open("a", encoding="utf-8") as file:
                file.write(f"{self._now().isoformat(timespec='seconds')} fieldapp {VERSION}\n{details}\n")
        except OSError:
            return  # a log that cannot be written must not hide the sentence

    def _forget(self) -> None:
        self.dialog = None


class CrashDialog(QDialog):
    """Says that something went wrong, and where the details are."""

    def __init__(self, texts: Texts, log: Path, copy: Callable[[], None]) -> None:
        super().__init__()

        sentence = QLabel(texts("window.crash", log=log))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy_button = buttons.addButton(
            texts("window.copy-details"), QDialogButtonBox.ButtonRole.ActionRole
        )

        self.setWindowTitle(texts("window.crash-title"))
        sentence.setWordWrap(True)
        sentence.setMinimumWidth(110 * SPACE)
        whole = column(self, spacing=4 * SPACE, margins=even(6 * SPACE))
        whole.addWidget(sentence, 1)
        whole.addWidget(buttons)

        self.copy_button.clicked.connect(copy)
        buttons.rejected.connect(self.reject)
