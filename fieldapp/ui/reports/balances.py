"""Opening balances in the window: those that are kept, and keeping others, undoable."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import DAY
from fieldapp.core.spans.balance import Opening
from fieldapp.core.spans.balance_rows import BalanceRow
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.kept_command import OpeningsCommand
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.reports.balances_dialog import BalancesDialog


class BalancesButton(QPushButton):
    """Opens them from a report."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setAutoDefault(False)
        kit.texts_changed.connect(self._say)
        self._say()

    def _say(self) -> None:
        self.setText(self._kit.texts("balance.button"))


class Balances(QObject):
    """`changed`: other balances hold. `refused(FieldAppError)`: why they cannot be shown."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self, document: Document, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._kit = document, kit
        self.dialog: BalancesDialog | None = None

    def choose(self, over: QWidget) -> None:
        """Show what is kept, over a window."""
        document, store = self._document, self._document.store
        try:
            openings, first = store.openings(), store.first_day()
        except FieldAppError as error:
            self.refused.emit(error)
            return
        until = min(document.today, first - DAY) if first is not None and not openings else document.today
        known = document.programme, store.office, openings, until, document.today
        dialog = BalancesDialog(*known, self._kit, over)
        dialog.wanted.connect(self._take)
        dialog.finished.connect(self._end)
        self.dialog = dialog
        open_dialog(dialog)

    def _end(self) -> None:
        self.dialog = None

    def _take(self, openings: tuple[Opening, ...], row: BalanceRow, is_kept: bool) -> None:
        document, dialog, texts = self._document, self.dialog, self._kit.texts
        if dialog is None:
            return
        if not document.has_file():
            dialog.tell("warning", texts("balance.held-back"))
            return
        is_new = dialog.is_new
        try:
            before = document.store.openings()
            if before != tuple(dialog.openings):
                self._show_others(dialog)
                return
            document.step(lambda: OpeningsCommand(document.store, before, openings))
            known = document.store.openings()
        except FieldAppError as error:
            if error.code == "stale-opening":
                self._show_others(dialog)
            else:
                dialog.tell("error", texts.error(error))
            return
        dialog.show_openings(known, row if is_kept and not is_new else None)
        if is_kept and is_new:
            dialog.go_on(row)
        key = "balance.kept" if is_kept else "balance.removed"
        dialog.tell("done", texts(key, **dialog.name_of(row)))
        self.changed.emit()

    def _show_others(self, dialog: BalancesDialog) -> None:
        """Somebody else has changed them: show what is there now, in the place of what was seen."""
        try:
            dialog.show_openings(self._document.store.openings())
        except FieldAppError as error:
            dialog.tell("error", self._kit.texts.error(error))
            return
        dialog.tell("warning", self._kit.texts("balance.meanwhile"))
        self.changed.emit()
