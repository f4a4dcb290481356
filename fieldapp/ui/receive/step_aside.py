"""Receiving taken back or made again on the worker: a thousand sheets are seconds."""

import gc
from collections.abc import Callable
from contextlib import closing
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.store.store import Store
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.step_command import StepCommand
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.jobs import Jobs, uncollected
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import error_message
from fieldapp.ui.work.progress import Progress
from fieldapp.ui.work.wait import WaitDialog


class StepDialog(WaitDialog):
    """Of receiving, which is taken back or made again."""

    def __init__(self, what: str, progress: Progress, kit: Kit, parent: QWidget) -> None:
        super().__init__(what, "step.sheets", progress, kit, parent)


class StepAside(QObject):
    """`told(Message)`: what came of it. While it is done, nothing can be entered."""

    told = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._jobs, self._kit, self._window = document, jobs, kit, window
        self._progress = Progress()
        self.dialog: StepDialog | None = None
        document.step_aside = self.begin

    def begin(self, command: StepCommand, is_back: bool) -> None:
        """Have a step taken back, or made again."""
        document, store = self._document, self._document.store
        progress = self._progress = Progress()
        command.tell = progress.tell
        do = command.take_back if is_back else command.make_again
        opened = partial(Store, store.path, store.who, document.now, lock=store.lock, is_open=True)
        document.rest()
        self.dialog = StepDialog("step.back" if is_back else "step.again", progress, self._kit, self._window)
        open_dialog(self.dialog)
        self._jobs.run(
            lambda: _step(opened, do), lambda _: self._end(command, is_back), self._fail, self._close
        )

    def stop(self) -> None:
        """Leave it as it was; for closing."""
        self._progress.stop()

    def _end(self, command: StepCommand, is_back: bool) -> None:
        document = self._document
        document.stepped(command, is_back=is_back)
        self.told.emit(command.told_back(document.standing) if is_back else command.told_again())

    def _fail(self, error: FieldAppError) -> None:
        if error.code == "stopped":
            self._document.keep_on()
            self.told.emit(error_message(error))
        else:
            self._document.not_stepped(error)

    def _close(self) -> None:
        gc.unfreeze()
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.work.end()
            dialog.accept()


def _step(opened: Callable[[], Store], do: Callable[[Store], None]) -> None:
    with uncollected(), closing(opened()) as store:
        do(store)
