"""Receiving in the window of headquarters: files are read on the worker, seen, chosen, and taken at once."""

import gc
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.backups import BackupReason
from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.arrival import Arrival
from fieldapp.core.hq.correction import Maker
from fieldapp.core.hq.plan import Plan
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.store.backup import back_up, backup_folder
from fieldapp.store.store import Store
from fieldapp.store.writer_lock import WriterLock
from fieldapp.texts.receiving import named_files
from fieldapp.texts.texts import Texts
from fieldapp.ui.backups.stages import backup_stages
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.received_command import ReceivedCommand
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.jobs import Jobs, uncollected
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import NOTHING, Message, error_message
from fieldapp.ui.receive.considered import Batch, Choices, Considered, consider
from fieldapp.ui.receive.plan_dialog import PlanDialog
from fieldapp.ui.receive.plan_words import PlanWords, counted_words
from fieldapp.ui.work.progress import Progress


@dataclass(frozen=True)
class _Desk:
    """What the worker needs to open the file by itself."""

    path: Path
    who: str
    now: Callable[[], datetime]
    lock: WriterLock | None
    backups: Path

    def opened(self) -> Store:
        return Store(self.path, self.who, self.now, lock=self.lock, is_open=True)


_BACKUP = 0.2
"""How much of receiving is the backup before it."""


class Receiver(QObject):
    """`told(Message)`: what came of it."""

    told = Signal(object)

    def __init__(self, document: Document, jobs: Jobs, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._jobs, self._kit, self._window = document, jobs, kit, window
        self._progress = Progress()
        self._batch = Batch()
        self._note = NOTHING
        self._goal: tuple[SheetKey, Cell] | None = None
        self.dialog: PlanDialog | None = None

    def begin(self, paths: Sequence[Path] = (), goal: tuple[SheetKey, Cell] | None = None) -> None:
        """Show what is here in dispute, and read what was given; of a `goal` first."""
        self._goal = goal
        self._document.settle()
        if self.dialog is None:
            self._batch = Batch()
            self.dialog = dialog = self._made()
            dialog.finished.connect(self._forget)
            open_dialog(dialog)
        self.read(paths)

    def read(self, paths: Sequence[Path]) -> None:
        """Read files, and the workbooks in folders, beside those that were read before."""
        batch, desk = self._batch, self._desk()
        progress = self._progress = Progress()
        self._run(
            "plan.reading",
            lambda: _planned(desk, batch.arrivals, paths, progress),
            partial(self._take_in, batch, bool(paths)),
        )

    def stop(self) -> None:
        """Leave what is being read; for closing."""
        self._progress.stop()

    def _made(self) -> PlanDialog:
        document, kit = self._document, self._kit
        words = PlanWords(document.programme, kit, document.now)
        dialog = PlanDialog(document.programme, words, kit, self._window)
        dialog.files_wanted.connect(self._choose_files)
        dialog.folder_wanted.connect(self._choose_folder)
        dialog.dropped.connect(self.read)
        dialog.chosen.connect(self._choose)
        dialog.receive_wanted.connect(self._receive)
        return dialog

    def _desk(self) -> _Desk:
        store, document = self._document.store, self._document
        folder = backup_folder(store.path, self._kit.settings.backup_folder)
        return _Desk(store.path, store.who, document.now, store.lock, folder)

    def _maker(self) -> Maker:
        store, why = self._document.store, self.dialog.reason.text().strip() if self.dialog else ""
        at, entered = self._document.now().astimezone(UTC), self._kit.texts("receive.entered-for-office")
        return Maker(store.file, store.who, at, why, entered)

    def _choose_files(self) -> None:
        files = self._kit.desktop.ask_which_workbooks(self._dialog(), self._kit.texts, self._folder())
        if files:
            self.read(files)

    def _choose_folder(self) -> None:
        title = self._kit.texts("plan.title-folder")
        folder = self._kit.desktop.ask_for_folder(self._dialog(), title, self._folder())
        if folder is not None:
            self.read([folder])

    def _folder(self) -> Path:
        return self._kit.settings.export_folder or self._document.store.path.parent

    def _dialog(self) -> QWidget:
        return self.dialog or self._window

    def _run(
        self,
        what: str,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        late: Callable[[], None] | None = None,
    ) -> None:
        """Do something on the worker while the dialog shows it; what is refused is told there. `late`: what
        to do instead where something else is held by now."""
        dialog = self.dialog
        if dialog is None:
            return
        dialog.begin(what, self._progress)

        def home(result: Any) -> None:
            if dialog is self.dialog:
                dialog.end()
                done(result)

        def failed(error: FieldAppError) -> None:
            if dialog is self.dialog:
                dialog.end()
                self._document.keep_on()
                if error.code == "stale-edit" and late is not None:
                    late()
                elif error.code != "stopped":
                    dialog.tell(error_message(error))

        self._jobs.run(work, home, failed)

    def _take_in(self, batch: Batch, is_chosen: bool, read: tuple[list[Arrival], Plan]) -> None:
        batch.arrivals, batch.plan = read
        if is_chosen and not batch.arrivals:
            self._note = Message("info", lambda texts: texts("plan.no-workbook"))
        known = {*batch.plan.after.records, *(file.sha256 for file in batch.arrivals)}
        self._choose(batch.choices.of(known))

    def _choose(self, choices: Choices) -> None:
        batch, plan = self._batch, self._batch.plan
        batch.choices = choices
        if plan is None:
            return
        programme, maker = self._document.programme, self._maker()
        self._jobs.run(
            lambda: consider(plan, choices, programme, maker),
            partial(self._show, plan, choices),
            self._refuse,
        )

    def _show(self, plan: Plan, choices: Choices, considered: Considered) -> None:
        """Unless something else was chosen meanwhile."""
        if self.dialog is not None and plan is self._batch.plan and choices == self._batch.choices:
            self.dialog.show_considered(considered, choices)
            self.dialog.tell(self._note)
            self._note = NOTHING
            if self._goal is not None:
                self.dialog.point_at(*self._goal)
                self._goal = None

    def _refuse(self, error: FieldAppError) -> None:
        if self.dialog is not None:
            self.dialog.tell(error_message(error))

    def _receive(self) -> None:
        plan, choices, desk = self._batch.plan, self._batch.choices, self._desk()
        if plan is None:
            return
        if not self._document.has_file():
            if (in_use := self._document.in_use) is not None:
                self._refuse(in_use)
            else:
                self._look_again()
            return
        programme, maker, texts = self._document.programme, self._maker(), self._kit.texts
        why = texts("plan.why-back"), maker.why or texts("plan.why-again")
        progress = self._progress = Progress()
        self._document.rest()
        self._run(
            "plan.receiving",
            lambda: _received(desk, lambda: consider(plan, choices, programme, maker), why, progress),
            self._finish,
            self._look_again,
        )

    def _look_again(self) -> None:
        """Show what the files mean beside what another program has received since."""
        self._document.reload()
        self._note = Message("warning", lambda texts: texts("plan.meanwhile"))
        self.read([])

    def _finish(self, done: tuple[Considered, ReceivedCommand | None, Sequence[str]]) -> None:
        considered, command, other = done
        self._document.keep_on()
        settled = considered.settled
        if command is None:
            self._dialog_done()
            self.told.emit(Message("info", lambda texts: texts("plan.nothing-new")))
            return
        again = Message("done", lambda t: t("plan.received", counted=counted_words(settled, t)))
        first = Message("warning", lambda t: _with_changed(again.say(t), other, t)) if other else again
        command.say(again, Message("done", lambda texts: texts("plan.received-back")))
        self._dialog_done()
        if command.changes_anything:
            self._document.step(lambda: command)
        else:
            self._document.reload()
        self.told.emit(first)

    def _dialog_done(self) -> None:
        if self.dialog is not None:
            self.dialog.accept()

    def _forget(self) -> None:
        self._progress.stop()
        self.dialog, self._batch = None, Batch()
        gc.unfreeze()


def _planned(
    desk: _Desk, before: Sequence[Arrival], paths: Sequence[Path], progress: Progress
) -> tuple[list[Arrival], Plan]:
    from fieldapp.exchange.hq.arrivals import read_arrivals

    with uncollected(), closing(desk.opened()) as store:
        practice = store.is_demonstration
        fresh = read_arrivals(paths, store.programme, progress.tell, is_demonstration=practice)
        again = {file.path for file in fresh}
        arrivals = [*(file for file in before if file.path not in again), *fresh]
        return arrivals, store.plan(arrivals)


def _received(
    desk: _Desk, settled: Callable[[], Considered], why: tuple[str, str], progress: Progress
) -> tuple[Considered, ReceivedCommand | None, Sequence[str]]:
    """A backup first; then everything in one transaction. None where all of it is known already. What was
    read is taken, whatever has become of the files; those that hold something else by now are named."""
    from fieldapp.exchange.hq.arrivals import digest_of_file

    with uncollected():
        considered = settled()
    if considered.settled.after.digest == considered.plan.before.digest:
        return considered, None, ()
    made = desk.now().replace(tzinfo=None, microsecond=0)
    tell = progress.through(backup_stages(desk.path), 0, _BACKUP)
    back_up(desk.path, desk.backups, made, BackupReason.RECEIVING, tell, is_open=True)
    progress.say("plan.receiving", _BACKUP)
    with uncollected(), closing(desk.opened()) as store:
        done = store.receive(considered.settled, considered.decisions, progress.part(_BACKUP, 1))
    files = [file.arrival for file in considered.plan.files if file.arrival.sha256]
    other = [file.path.name for file in files if digest_of_file(file.path) not in ("", file.sha256)]
    return considered, ReceivedCommand(considered.plan, considered.decisions, done, why), other


def _with_changed(received: str, files: Sequence[str], texts: Texts) -> str:
    return f"{received} {texts('plan.changed-since', files=named_files(files, texts))}"
