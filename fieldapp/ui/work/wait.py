"""Waiting for what is made of a thousand sheets: on the worker, with its progress, and left by *Stop*."""

import gc
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.store.store import Store
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.dialogs import is_accepted
from fieldapp.ui.kit.jobs import Jobs, uncollected
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even
from fieldapp.ui.kit.theme import SPACE, title_font
from fieldapp.ui.work.bar import WorkBar, WorkDialog
from fieldapp.ui.work.progress import Progress

_LETTERS = 65
_Made = TypeVar("_Made")
Making = Callable[[Store, Progress], _Made]
"""Makes something of a store, and tells how far it is, which may raise. What puts a file in its place settles
its progress before."""


class WaitDialog(WorkDialog):
    """How far it is, and *Stop*, which leaves everything as it was. `what` and `about`: keys of the texts."""

    def __init__(self, what: str, about: str, progress: Progress, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent)
        self._what, self._kit = what, kit
        self._title = QLabel()
        self.work = WorkBar(kit)
        self._title.setFont(title_font(self.font()))
        whole = column(self, spacing=2 * SPACE, margins=even(4 * SPACE))
        whole.addWidget(self._title)
        whole.addWidget(self.work)
        kit.texts_changed.connect(self._say)
        self._say()
        self.work.begin(about, progress)

    @override
    def sizeHint(self) -> QSize:
        """As wide as a line of text, so that its progress is seen."""
        letters = _LETTERS * self.fontMetrics().averageCharWidth()
        return super().sizeHint().expandedTo(QSize(letters, 1))

    def _say(self) -> None:
        self._title.setText(self._kit.texts(self._what))
        self.setWindowTitle(self._title.text())


class Waiting:
    """Has things made of the open file while the window answers."""

    def __init__(self, document: Document, jobs: Jobs, kit: Kit) -> None:
        self._document, self._jobs, self._kit = document, jobs, kit
        self.dialog: WaitDialog | None = None

    def made(self, what: str, span: Period, make: Making[_Made], parent: QWidget) -> _Made:
        """What is made of the file as it is on the disk: at once where few sheets touch a range, of many by a
        worker, over a window. `what`: a key of the texts, for the title. Who stops it need not wait until the
        worker hears of it; once it is settled, nobody can.

        Raises FieldAppError `stopped`, or as the making does.
        """
        document, store, progress = self._document, self._document.store, Progress()
        if not store.is_long(span):
            return make(store, progress)
        opened = partial(Store, store.path, store.who, document.now, lock=store.lock, is_open=True)
        made: list[_Made] = []
        failed: list[FieldAppError] = []
        self.dialog = dialog = WaitDialog(what, "wait.beginning", progress, self._kit, parent)
        dialog.work.stopped.connect(dialog.accept)

        def work() -> _Made:
            with uncollected(), closing(opened()) as own:
                return make(own, progress)

        def end() -> None:
            gc.unfreeze()
            if self.dialog is dialog:
                dialog.work.end()
                dialog.accept()

        self._jobs.run(work, made.append, failed.append, end)
        is_accepted(dialog)
        self.dialog = None
        if not made or not self._document.is_open:  # the app may have ended meanwhile
            raise failed[0] if failed else FieldAppError("stopped")
        return made[0]
