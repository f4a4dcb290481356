"""Which of two this data file is, where it is a copy or may be one: asked once, before its first sending."""

import re

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QRadioButton, QWidget
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.core.home import Place
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.dialogs import fit_to_words, is_accepted
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even, looking
from fieldapp.ui.kit.notice import Message, error_message
from fieldapp.ui.kit.theme import SPACE

_Button = QDialogButtonBox.StandardButton


class CopyDialog(QDialog):
    """Asks what a file is that was last at home at another path; `is_own` is the answer. Nothing is chosen
    before: either answer is wrong for somebody."""

    def __init__(self, place: Place, before: str, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._before = kit, before
        self._asks = "copy.question" if place is Place.COPY else "copy.unseen"

        self._question, self._what_for = QLabel(), looking(QLabel(), "quiet")
        self.own, self.same = QRadioButton(), QRadioButton()
        self._own_for, self._same_for = looking(QLabel(), "quiet"), looking(QLabel(), "quiet")
        self.buttons = QDialogButtonBox(_Button.Ok | _Button.Cancel)

        for label in (self._question, self._what_for, self._own_for, self._same_for):
            label.setWordWrap(True)
        self.buttons.button(_Button.Ok).setDefault(True)
        self._lay_out()

        for choice in (self.own, self.same):
            choice.toggled.connect(self._show_whether_answered)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        kit.texts_changed.connect(self._say)
        self._say()
        self.own.setFocus()

    @property
    def is_own(self) -> bool:
        """Whether it goes on as a file of its own; else it takes the place of the other."""
        return self.own.isChecked()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_to_words(self)

    def _say(self) -> None:
        texts = self._kit.texts
        self.setWindowTitle(texts("copy.title"))
        self._question.setText(texts(self._asks, path=_breakable(self._before)))
        self._what_for.setText(texts("copy.what"))
        for choice, words, key in ((self.own, self._own_for, "own"), (self.same, self._same_for, "same")):
            choice.setText(texts(f"copy.{key}"))
            words.setText(texts(f"copy.{key}-for"))
            choice.setAccessibleDescription(words.text())
        self.buttons.button(_Button.Ok).setText(texts("copy.go"))
        self._show_whether_answered()

    def _lay_out(self) -> None:
        whole = column(self, spacing=2 * SPACE, margins=even(5 * SPACE))
        for widget in (self._question, self._what_for, self.own, self._own_for, self.same, self._same_for):
            whole.addWidget(widget)
        for words in (self._own_for, self._same_for):
            words.setContentsMargins(6 * SPACE, 0, 0, 0)
        whole.addStretch()
        whole.addWidget(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)

    def _show_whether_answered(self) -> None:
        self.buttons.button(_Button.Ok).setEnabled(self.own.isChecked() or self.same.isChecked())


class CopyQuestion(QObject):
    """Sees before a sending whether the file is a copy, and asks. `told(Message)`: why nothing is sent."""

    told = Signal(object)

    def __init__(self, document: Document, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._kit, self._window = document, kit, window

    def is_settled(self) -> bool:
        """Whether it is known which file this is. Waits for the answer."""
        store = self._document.store
        try:
            place, is_own = store.place(), False
            if place.asks:
                dialog = CopyDialog(place, store.home_before, self._kit, self._window)
                if not is_accepted(dialog):
                    self.told.emit(Message("warning", lambda texts: texts("copy.refused")))
                    return False
                is_own = dialog.is_own
            if place is not Place.HOME:
                store.settle_place(as_own=is_own)
        except FieldAppError as error:
            self.told.emit(error_message(error))
            return False
        return True


def _breakable(path: str) -> str:
    """A long path may break after each folder, or it would make the dialog wide."""
    return re.sub(r"([/\\])", "\\1\u200b", path)
