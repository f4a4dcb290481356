"""Counts of casualties: those that are kept, and keeping another one."""

import contextlib

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.published.kept import CasualtyCount
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.kept_command import CasualtiesCommand
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import error_message
from fieldapp.ui.reports.casualties_dialog import CasualtiesDialog


class Casualties(QObject):
    """`told(Message)`: why they cannot be shown."""

    told = Signal(object)

    def __init__(self, document: Document, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._kit, self._window = document, kit, window
        self.dialog: CasualtiesDialog | None = None

    def choose(self) -> None:
        """Show what is kept."""
        document = self._document
        document.settle()
        try:
            known = document.store.casualties()
        except FieldAppError as error:
            self.told.emit(error_message(error))
            return
        dialog = CasualtiesDialog(known, document.today, self._kit, self._window)
        dialog.keep_wanted.connect(self._keep)
        dialog.remove_wanted.connect(self._remove)
        dialog.finished.connect(self._end)
        self.dialog = dialog
        open_dialog(dialog)

    def _end(self) -> None:
        self.dialog = None

    def _keep(self, count: CasualtyCount) -> None:
        if self.dialog is not None:
            days = count.as_of, count.since
            seen = tuple(one for one in self.dialog.known if (one.as_of, one.since) == days)
            self._take(seen, count)

    def _remove(self, count: CasualtyCount) -> None:
        self._take((count,), None)

    def _known(self) -> tuple[CasualtyCount, ...]:
        return self._document.store.casualties()

    def _take(self, before: tuple[CasualtyCount, ...], after: CasualtyCount | None) -> None:
        document, dialog = self._document, self.dialog
        if dialog is None or not document.has_file():
            return
        try:
            document.step(lambda: CasualtiesCommand(document.store, before, after))
            dialog.show_known(self._known(), after)
        except FieldAppError as error:
            self._refuse(error, dialog)
            return
        key = "casualties-kept" if after is not None else "casualties-removed"
        dialog.tell("done", self._kit.texts(f"reconcile.{key}"))

    def _refuse(self, error: FieldAppError, dialog: CasualtiesDialog) -> None:
        """Say why nothing was kept; where somebody else has kept another count meanwhile, show that."""
        if error.code == "stale-casualties":
            with contextlib.suppress(FieldAppError):
                dialog.show_known(self._known())
        dialog.tell("error", error_message(error).say(self._kit.texts))
