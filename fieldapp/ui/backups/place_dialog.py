"""A dialog about a place where something is put: sentences, work that is done there, and what came of it."""

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from fieldapp.ui.kit.dialogs import fit_to_words
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import Message, Strip
from fieldapp.ui.work.bar import WorkBar, WorkDialog


class PlaceDialog(WorkDialog):
    """`pressed`: what can be pressed unless something is being done, first what the keys go back to."""

    pressed: Sequence[QPushButton]

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Strip(kit)
        self.work = WorkBar(kit)

    @property
    def said(self) -> str:
        """What came of what was pressed."""
        return self.notice.text

    def tell(self, message: Message) -> None:
        """Say what came of it."""
        self.notice.tell(message)
        fit_to_words(self)

    def show_working(self, is_working: bool) -> None:
        """While something is being done, nothing else can be pressed."""
        for button in self.pressed:
            button.setEnabled(not is_working)
        if not is_working:
            self.pressed[0].setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_to_words(self)
