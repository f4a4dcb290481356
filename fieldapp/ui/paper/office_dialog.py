"""For which office a form is; only headquarters are asked."""

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QWidget
from typing_extensions import override

from fieldapp.core.definition.office import Office
from fieldapp.core.period import Period
from fieldapp.ui.kit.choice import Choice
from fieldapp.ui.kit.dialogs import fit_to_words
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even
from fieldapp.ui.kit.theme import SPACE

_Button = QDialogButtonBox.StandardButton


class OfficeDialog(QDialog):
    """`office` is the key of the one that was chosen. `period`: for which days the form will be."""

    def __init__(
        self, offices: Sequence[Office], period: Period, kit: Kit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kit, self._offices, self._period = kit, offices, period

        self._what_for = QLabel()
        self._label = QLabel()
        self.field = Choice(kit)
        self.buttons = QDialogButtonBox(_Button.Ok | _Button.Cancel)

        self._what_for.setWordWrap(True)
        self._label.setBuddy(self.field)
        for office in offices:
            self.field.addItem("", office.key)
        self.buttons.button(_Button.Ok).setDefault(True)
        whole = column(self, spacing=2 * SPACE, margins=even(5 * SPACE))
        for widget in (self._what_for, self._label, self.field):
            whole.addWidget(widget)
        whole.addStretch()
        whole.addWidget(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)

        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        kit.texts_changed.connect(self._say)
        self._say()
        self.field.setFocus()

    @property
    def office(self) -> str:
        """The answer."""
        return str(self.field.currentData())

    def _say(self) -> None:
        texts = self._kit.texts
        self.setWindowTitle(texts("template.title-which"))
        self._what_for.setText(texts("template.which", period=self._period))
        self._label.setText(texts("template.office"))
        self.field.setAccessibleName(texts("template.office"))
        self.field.setAccessibleDescription(self._what_for.text())
        for place, office in enumerate(self._offices):
            self.field.setItemText(place, texts.names(office.names))
        self.buttons.button(_Button.Ok).setText(texts("template.save"))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_to_words(self)
