"""Whose name goes into the history from now on: written, or one that was used here lately."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from fieldapp.ui.kit.dialogs import fit_to_words
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even, looking
from fieldapp.ui.kit.settings import LONGEST_NAME
from fieldapp.ui.kit.theme import SPACE

_Button = QDialogButtonBox.StandardButton


class NameDialog(QDialog):
    """`name` is the answer. `why`: a key of the texts, what it is asked for; `others`: offered to be
    taken with one key."""

    def __init__(
        self, name: str, others: Sequence[str], why: str, kit: Kit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kit, self._why, self._others = kit, why, tuple(others)

        self._what_for = QLabel()
        self._label = QLabel()
        self.field = QLineEdit(name, maxLength=LONGEST_NAME)
        self._lately = looking(QLabel(), "quiet")
        self.choices = [QPushButton(autoDefault=False) for _ in self._others]
        self.buttons = QDialogButtonBox(_Button.Ok | _Button.Cancel)

        self._what_for.setWordWrap(True)
        self._label.setBuddy(self.field)
        self._lately.setVisible(bool(self.choices))
        self.buttons.button(_Button.Ok).setDefault(True)
        self._lay_out()

        self.field.textChanged.connect(self._show_whether_enough)
        for place, button in enumerate(self.choices):
            button.clicked.connect(lambda _=False, place=place: self._choose(place))
            key = QShortcut(QKeySequence(f"Alt+{place + 1}"), self, autoRepeat=False)
            key.activated.connect(button.click)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        kit.texts_changed.connect(self._say)
        self._say()
        self.field.selectAll()
        self.field.setFocus()

    @property
    def name(self) -> str:
        """The answer, without needless spaces."""
        return " ".join(self.field.text().split())

    def _say(self) -> None:
        texts = self._kit.texts
        self.setWindowTitle(texts("window.your-name"))
        self._what_for.setText(texts(self._why))
        self._label.setText(texts("window.your-name"))
        self.field.setAccessibleName(texts("window.your-name"))
        self.field.setAccessibleDescription(self._what_for.text())
        self._lately.setText(texts("window.names-lately"))
        for number, (button, name) in enumerate(zip(self.choices, self._others, strict=True), start=1):
            button.setText(f"{name.replace('&', '&&')}   Alt+{number}")
            button.setAccessibleName(name)
        self.buttons.button(_Button.Ok).setText(texts("window.take-name"))
        self._show_whether_enough()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_to_words(self)

    def _lay_out(self) -> None:
        whole = column(self, spacing=2 * SPACE, margins=even(5 * SPACE))
        for widget in (self._what_for, self._label, self.field, self._lately):
            whole.addWidget(widget)
        for button in self.choices:
            whole.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addStretch()
        whole.addWidget(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)

    def _choose(self, place: int) -> None:
        self.field.setText(self._others[place])
        self.accept()

    def _show_whether_enough(self) -> None:
        self.buttons.button(_Button.Ok).setEnabled(bool(self.name))
