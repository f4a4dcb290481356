"""Looking through all sheets while the window goes on: read in small slices, judged on the worker."""

from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.checks.review import Item, Judged, ToldSheet, WantedItems, items_of, sheets_to_judge
from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import SheetKey
from fieldapp.exchange.names import WORKBOOK
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.checks.dialog import ChecksDialog
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.replies import flag
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.jobs import Jobs
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import error_message

SLICE, BATCH = 8, 12
"""Sheets that are read in one go, and sheets that the worker judges in one go."""

_Found = dict[SheetKey, tuple[Judged, tuple[Item, ...]]]


class Reviewing(QObject):
    """`cell_wanted(Cell)`: of the sheet that is open by then. `told(Message)`: why nothing can be shown. What
    was found is kept, and found anew only where something has changed that it stands on."""

    told = Signal(object)
    cell_wanted = Signal(object)

    def __init__(self, document: Document, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._kit, self._window = document, kit, window
        self.jobs = Jobs(self)
        self.dialog: ChecksDialog | None = None
        self._read: Iterator[ToldSheet] = iter(())
        self._sheets: list[ToldSheet] = []
        self._queue: deque[Judged] = deque()
        self._known: _Found = {}
        self._known_on = document.today
        self._wanted = WantedItems()
        self._items: Sequence[Item] = ()
        self._last: Item | None = None
        self._goal: Item | None = None
        self._reading = QTimer(self, interval=0)
        self._reading.timeout.connect(self._read_on)

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
        self._sheets, self._read = [], document.store.told()
        self._reading.start()

    def stop(self) -> None:
        """Leave what is being looked at; for closing."""
        self._reading.stop()
        self.jobs.wait()

    def _read_on(self) -> None:
        """A few sheets more; those that are as they were before are the very same objects."""
        try:
            some = list(islice(self._read, SLICE))
        except FieldAppError as error:
            self._reading.stop()
            self._fail(error)
            return
        known = (self._known.get(told.key) for told in some)
        self._sheets += [
            before[0].told if before and before[0].told == told else told
            for before, told in zip(known, some, strict=True)
        ]
        if len(some) < SLICE:
            self._reading.stop()
            self._queue = deque(sheets_to_judge(self._sheets))
            self._judge_on()

    def _judge_on(self) -> None:
        """The next sheets to the worker, with those between them of which is known what is found."""
        today, programme = self._document.today, self._document.programme
        if today != self._known_on:
            self._known, self._known_on = {}, today
        some: list[Judged] = []
        anew: list[Judged] = []
        while self._queue and len(anew) < BATCH:
            one = self._queue.popleft()
            some.append(one)
            before = self._known.get(one.told.key)
            if before is None or before[0] != one:
                anew.append(one)

        def judge() -> _Found:
            return {one.told.key: (one, items_of(one, programme, today)) for one in anew}

        if anew:
            self.jobs.run(judge, partial(self._take, self.dialog, some), self._fail)
        else:
            self._take(self.dialog, some, {})

    def _take(self, asked: ChecksDialog | None, some: Sequence[Judged], found: _Found) -> None:
        self._known |= found
        dialog = self.dialog
        if dialog is None or dialog is not asked:
            return
        items = [item for one in some for item in self._known[one.told.key][1]]
        unshown = sum(told.sheet is None for told in self._sheets)
        dialog.add(items, len(self._sheets) - len(self._queue), len(self._sheets), unshown)
        if self._queue:
            self._judge_on()
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
        self._reading.stop()
        self._queue.clear()
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

    def _take_flag_off(self, item: Item) -> None:
        if self.dialog is None or item.flag is None:
            return
        if flag(self._document, item.key, item.flag.cell, ""):
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
            return write_findings(items, office, programme, target, texts, today, is_demonstration=practice)

        self.jobs.run(write, self._tell_written, lambda error: self._tell(kit.texts.error(error)))

    def _tell_written(self, written: Path) -> None:
        self._tell(self._kit.texts("checks.written", name=written.name))

    def _tell(self, words: str) -> None:
        if self.dialog is not None:
            self.dialog.tell(words)
