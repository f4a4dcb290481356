"""The view of what is found in all sheets, and what is done from it."""

import gc
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.checks.review import IN_DISPUTE, Item, WantedItems
from fieldapp.core.errors import FieldAppError
from fieldapp.exchange.names import WORKBOOK
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.checks.dialog import ChecksDialog
from fieldapp.ui.checks.looking_through import LookingThrough
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.replies import flag
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.jobs import Jobs, uncollected
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import error_message


class Reviewing(QObject):
    """`cell_wanted(Cell)`: of the sheet that is open by then; `settling_wanted(SheetKey, Cell)`: it is in
    dispute. `told(Message)`: why nothing can be shown."""

    told = Signal(object)
    cell_wanted = Signal(object)
    settling_wanted = Signal(object, object)

    def __init__(
        self, document: Document, looking: LookingThrough, jobs: Jobs, kit: Kit, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document, self._looking, self._kit, self._window = document, looking, kit, window
        self.jobs = jobs
        self.dialog: ChecksDialog | None = None
        self._wanted = WantedItems()
        self._items: Sequence[Item] = ()
        self._last: Item | None = None
        self._goal: Item | None = None
        looking.found.connect(self._take)
        looking.failed.connect(self._fail)

    def choose(self) -> None:
        """Show what is found in all sheets."""
        document = self._document
        document.settle()
        dialog = ChecksDialog(document.programme, self._kit, self._window)
        dialog.go_wanted.connect(self._go)
        dialog.flag_off_wanted.connect(self._take_flag_off)
        dialog.export_wanted.connect(self._export)
        dialog.filters.offer(self._items)
        dialog.filters.want(self._wanted)
        self.dialog, self._goal = dialog, None
        open_dialog(dialog)
        dialog.finished.connect(self._end)
        self._looking.look()

    def _take(self, items: Sequence[Item], done: int, of: int, unshown: int) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        dialog.add(items, done, of, unshown)
        if done < of:
            return
        dialog.filters.want(self._wanted)
        if self._last is not None:
            dialog.point_at(self._last)

    def _fail(self, error: FieldAppError) -> None:
        if self.dialog is not None:
            self.dialog.reject()
            self.told.emit(error_message(error))

    def _go(self, item: Item) -> None:
        self._goal = item
        if self.dialog is not None:
            self.dialog.accept()

    def _end(self) -> None:
        """After the dialog, when the keys are back: to the cell that was chosen."""
        dialog, goal = self.dialog, self._goal
        self._looking.stop()
        self.dialog = None
        if dialog is not None:
            self._items, self._wanted = tuple(dialog.items), dialog.filters.wanted
            self._last = dialog.current
        if goal is None:
            return
        try:
            self._document.open_sheet(goal.key)
        except FieldAppError as error:
            self.told.emit(error_message(error))
            return
        if goal.cells:
            self.cell_wanted.emit(goal.cells[0])
        if goal.kind == IN_DISPUTE:
            self.settling_wanted.emit(goal.key, goal.cells[0])

    def _take_flag_off(self, item: Item) -> None:
        if self.dialog is None or item.flag is None:
            return
        if flag(self._document, item.key, item.flag.cell, "", item.flag.why):
            self.dialog.take_out(item)
            self.dialog.tell(self._kit.texts("checks.flag-taken-off"))

    def _export(self, items: tuple[Item, ...]) -> None:
        """Ask where, and write the workbook of what is shown there, away from the window."""
        document, kit, dialog = self._document, self._kit, self.dialog
        if dialog is None:
            return
        store, today = document.store, document.today
        folder = kit.settings.export_folder or store.path.parent
        first = kit.settings.workbook_language or kit.texts.language
        offered = sorted(LANGUAGES, key=lambda language: language != first)
        name = f"{store.office}-checks-{today.isoformat()}{WORKBOOK}"
        chosen = kit.desktop.ask_for_workbook(dialog, kit.texts, folder / name, offered)
        if chosen is None:
            return
        target, language = chosen
        kit.settings.export_folder = target.parent
        office, programme, practice = store.office, store.programme, store.is_demonstration

        def write() -> Path:
            from fieldapp.exchange.findings_workbook import write_findings

            texts = read_texts(language)
            with uncollected():
                return write_findings(
                    items, office, programme, target, texts, today, is_demonstration=practice
                )

        self.jobs.run(
            write, self._tell_written, lambda error: self._tell(kit.texts.error(error)), gc.unfreeze
        )

    def _tell_written(self, written: Path) -> None:
        self._tell(self._kit.texts("checks.written", name=written.name))

    def _tell(self, words: str) -> None:
        if self.dialog is not None:
            self.dialog.tell(words)
