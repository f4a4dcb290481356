"""Looking at a workbook: it is read on the worker, and shown beside the sheet of its period."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.programme import Programme
from fieldapp.core.receive import Reading, differences
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.jobs import Jobs
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import NOTHING, Message, error_message
from fieldapp.ui.receive.look_dialog import Look, LookDialog


class Looker(QObject):
    """`told(Message)`: that a workbook is being read, or why it cannot be. `go_wanted(Period)`: the person
    wants to see its period."""

    told = Signal(object)
    go_wanted = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._jobs, self._kit, self._window = document, jobs, kit, window
        self.dialog: LookDialog | None = None

    def choose(self) -> None:
        """Ask which workbook, and look at it."""
        kit, settings = self._kit, self._kit.settings
        folder = settings.export_folder or self._document.store.path.parent
        file = kit.desktop.ask_which_workbook(self._window, kit.texts, folder)
        if file is not None:
            self.look_at(file)

    def look_at(self, file: Path) -> None:
        """Read a workbook, and show what it says."""
        self._document.settle()
        programme = self._document.programme
        self.told.emit(Message("info", lambda texts: texts("look.reading", name=file.name)))
        self._jobs.run(
            lambda: _read(file, programme),
            lambda reading: self._show(file, reading),
            lambda error: self.told.emit(error_message(error)),
        )

    def _show(self, file: Path, reading: Reading) -> None:
        try:
            look = self._compared(file, reading)
        except FieldAppError as error:
            self.told.emit(error_message(error))
            return
        self.told.emit(NOTHING)
        if self.dialog is not None:
            self.dialog.reject()
        dialog = LookDialog(look, self._document.programme, self._kit, self._window)
        dialog.accepted.connect(lambda: self.go_wanted.emit(reading.period))
        dialog.finished.connect(self._end)
        self.dialog = dialog
        open_dialog(dialog)

    def _end(self) -> None:
        self.dialog = None

    def _compared(self, file: Path, reading: Reading) -> Look:
        """The workbook beside the sheet of its period, as it is on the disk."""
        store = self._document.store
        ours = {district.key for district in store.programme.expected(store.office, reading.period)}
        is_here = reading.period in store.periods()
        return Look(
            file.name,
            reading,
            differences(store.report(reading.period), reading) if is_here else None,
            is_of_other_office=reading.office != store.office,
            shared=len(ours.intersection(line.district for line in reading.lines)),
        )


def _read(file: Path, programme: Programme) -> Reading:
    from fieldapp.exchange.hq.arrivals import is_answer
    from fieldapp.exchange.xlsx.reading import read_workbook

    if is_answer(file):
        raise FieldAppError("answer-only-looked-at", path=file)
    return read_workbook(file, programme)
