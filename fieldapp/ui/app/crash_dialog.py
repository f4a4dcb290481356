"""The window that a bug opens."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit

from fieldapp.texts.texts import Texts
from fieldapp.ui.kit.dialogs import fit_to_words
from fieldapp.ui.kit.laying import column, even
from fieldapp.ui.kit.theme import SPACE


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
