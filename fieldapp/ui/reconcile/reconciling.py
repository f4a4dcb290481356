"""Setting a press text against the data of the open file."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.reconcile.dialog import ReconcileDialog


class Reconciling(QObject):
    """Opens the room; `dialog` is there while it is open. `list_wanted(QWidget)`: what is kept, over that."""

    list_wanted = Signal(object)

    def __init__(self, document: Document, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._kit, self._window = document, kit, window
        self.dialog: ReconcileDialog | None = None

    def choose(self) -> None:
        """Ask for a text."""
        self._document.settle()
        self.dialog = ReconcileDialog(self._document.store, self._kit, self._window)
        self.dialog.finished.connect(self._end)
        self.dialog.kept.clicked.connect(lambda: self.list_wanted.emit(self.dialog))
        open_dialog(self.dialog)

    def _end(self) -> None:
        self.dialog = None
