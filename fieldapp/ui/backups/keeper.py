"""Backups of the open file: one every day, one when it is asked for, and the way back to one of them."""

import contextlib
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.backups import Backup, BackupReason, Prospect, is_due, is_overdue, newest_made
from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import SheetKey
from fieldapp.store.backup import back_up, backup_folder, carry, list_backups
from fieldapp.store.drives import volume_of
from fieldapp.store.restore import find_whole, foresee, restore
from fieldapp.texts.backups import moment_words
from fieldapp.texts.texts import Texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.jobs import Jobs
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import NOTHING, Link, Message, error_message
from fieldapp.ui.work.progress import Progress, Stage

if TYPE_CHECKING:
    from fieldapp.ui.backups.backup_dialog import BackupDialog
    from fieldapp.ui.backups.restore_dialog import RestoreDialog

AFTER_FIRST_PAINT_MS = 1500
NEXT_DAY_MS = 30 * 60 * 1000
"""How often it is looked whether another day has begun."""


class Keeper(QObject):
    """`told(Message)`: that the newest backup is older than it should be. `letting_go`: nobody may have the
    file open from now on. `reopen_wanted(Message)`: it was let go of and is to be opened anew, and what is to
    be said then. `others`: work on the same file."""

    told = Signal(object)
    letting_go = Signal()
    reopen_wanted = Signal(object)

    def __init__(self, document: Document, others: Jobs, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._kit, self._window = document, kit, window
        self._others = others
        self._path = document.store.path
        self.jobs = Jobs(self)
        self._progress = Progress()
        self._first = QTimer(self, interval=AFTER_FIRST_PAINT_MS, singleShot=True)
        self._days = QTimer(self, interval=NEXT_DAY_MS)
        for timer in (self._first, self._days):
            timer.timeout.connect(self.make_daily)
        self.dialog: BackupDialog | RestoreDialog | None = None

    @property
    def folder(self) -> Path:
        """Where the backups of the open file are kept."""
        return backup_folder(self._path, self._kit.settings.backup_folder)

    def begin(self) -> None:
        """Make one today, once the window is there, and one each day from now on."""
        self._first.start()
        self._days.start()

    def stop(self) -> None:
        """Leave what is being done; for closing."""
        self._rest()
        self._progress.stop()
        self.jobs.wait()

    def make_daily(self) -> None:
        """The backup of the day, if it is not there and there is anything to be lost. Only one that cannot be
        made is told of, and only where the newest is older than it should be."""
        store, now, folder = self._document.store, self._now(), self.folder
        with contextlib.suppress(FieldAppError):
            if self.jobs.is_busy or store.is_demonstration or store.last_written() is None:
                return
            if is_due(list_backups(self._path, folder), now.date()):
                self._run(
                    lambda tell: back_up(self._path, folder, now, BackupReason.DAILY, tell, is_open=True),
                    lambda made: None,
                    lambda error: self._tell_age(error, now),
                )

    def choose(self) -> None:
        """Show where backups are kept, and have one made."""
        self._document.settle()
        from fieldapp.ui.backups.backup_dialog import BackupDialog

        self.dialog = dialog = BackupDialog(self._kit, self._window)
        dialog.now_wanted.connect(self._back_up)
        dialog.stick_wanted.connect(self._carry)
        dialog.other_folder_wanted.connect(self._choose_folder)
        dialog.beside_wanted.connect(lambda: self._keep_in(None))
        dialog.folder_wanted.connect(self._show_folder)
        dialog.finished.connect(self._forget)
        self._show_state()
        open_dialog(dialog)

    def choose_backup(self, first: Path | None = None) -> None:
        """Show the backups, and what going back to one of them means, of `first` to begin with; not while
        something typed is not on the disk, which would be lost with nobody told."""
        self._document.settle()
        waiting = self._document.disk.waiting
        if waiting:
            self.told.emit(error_message(FieldAppError("not-written", n=waiting)))
            return
        zone = self._document.now().tzinfo
        from fieldapp.ui.backups.restore_dialog import RestoreDialog

        self.dialog = dialog = RestoreDialog(self._path.name, self._known(), zone, self._kit, self._window)
        dialog.look_wanted.connect(partial(self._look, dialog))
        dialog.other_wanted.connect(partial(self._choose_other, dialog))
        dialog.restore_wanted.connect(partial(self._go_back, dialog))
        dialog.finished.connect(self._forget)
        dialog.begin(first)
        open_dialog(dialog)

    def find_whole(self, keys: Collection[SheetKey], found: Callable[[Backup | None], None]) -> None:
        """Look for the newest backup that is whole and has these sheets, and tell which it is."""
        known = self._known()
        self._run(lambda tell: find_whole(known, keys, tell), found, lambda error: None)

    def _rest(self) -> None:
        for timer in (self._first, self._days):
            timer.stop()

    def _back_up(self) -> None:
        folder, now = self.folder, self._now()
        self._do(
            lambda tell: back_up(self._path, folder, now, BackupReason.ASKED, tell, is_open=True),
            lambda made: self._made(made, "backups.done"),
        )

    def _carry(self) -> None:
        dialog, settings, now = self.dialog, self._kit.settings, self._now()
        if dialog is None:
            return
        last = settings.stick_folder
        start = last if last is not None and last.is_dir() else self._path.parent
        title = self._kit.texts("backups.title-stick")
        stick = self._kit.desktop.ask_for_folder(dialog, title, start)
        if stick is not None:
            settings.stick_folder = stick
            self._do(
                lambda tell: carry(self._path, stick, now, tell, is_open=True),
                self._carried,
            )

    def _do(self, work: Callable[[Callable[[float], None]], Path], say: Callable[[Path], Message]) -> None:
        """Work for the dialog, which says what came of it."""
        dialog = self._backup_dialog()
        if dialog is None or dialog.work.is_working:
            return

        def tell(message: Message) -> None:
            dialog.work.end()
            dialog.show_working(False)
            self._show_state()
            dialog.tell(message)

        from fieldapp.ui.backups.stages import backup_stages

        dialog.tell(NOTHING)
        dialog.show_working(True)
        progress = self._run(
            work,
            lambda made: tell(say(made)),
            lambda error: tell(_not_made(error)),
            stages=backup_stages(self._path),
        )
        dialog.work.begin("backups.writing", progress)

    def _carried(self, made: Path) -> Message:
        try:
            is_elsewhere = volume_of(made.parent) != volume_of(self._path.parent)
        except OSError:  # a stick that has been removed by now was one
            is_elsewhere = True
        if is_elsewhere:
            return self._made(made, "backups.done-stick")
        return self._made(made, "backups.done-same-drive", "warning")

    def _made(self, made: Path, key: str, kind: str = "done") -> Message:
        show = Link("window.open-folder", lambda: self._kit.desktop.show(made.parent))
        return Message(kind, lambda texts: texts(key, name=made.name, folder=made.parent), (show,))

    def _choose_folder(self) -> None:
        if self.dialog is not None:
            title = self._kit.texts("backups.title-folder")
            start = self._kit.settings.backup_folder or self._path.parent
            chosen = self._kit.desktop.ask_for_folder(self.dialog, title, start)
            if chosen is not None:
                self._keep_in(chosen)

    def _keep_in(self, folder: Path | None) -> None:
        self._kit.settings.backup_folder = folder
        self._show_state()

    def _show_folder(self) -> None:
        there = self.folder if self.folder.is_dir() else self.folder.parent
        self._kit.desktop.show(there)

    def _backup_dialog(self) -> "BackupDialog | None":
        """The dialog, where it is open and the one that makes backups."""
        if self.dialog is None:
            return None
        from fieldapp.ui.backups.backup_dialog import BackupDialog

        return self.dialog if isinstance(self.dialog, BackupDialog) else None

    def _show_state(self) -> None:
        dialog = self._backup_dialog()
        if dialog is not None:
            is_beside = self._kit.settings.backup_folder is None
            dialog.show_folder(self.folder, self._known(), is_beside=is_beside)

    def _known(self) -> list[Backup]:
        """Those that can be gone back to, newest first: what is made before a change is always beside the
        file."""
        folders = {self.folder, backup_folder(self._path)}
        found = [backup for folder in folders for backup in list_backups(self._path, folder)]
        whole = [backup for backup in found if backup.reason is not BackupReason.DAMAGED]
        return sorted(whole, key=lambda backup: (backup.made, backup.path), reverse=True)

    def _look(self, dialog: "RestoreDialog", backup: Path) -> None:
        def show(prospect: Prospect | FieldAppError) -> None:
            if self.dialog is dialog:
                dialog.show_prospect(backup, prospect)

        self._run(lambda tell: foresee(self._path, backup, tell, is_open=True), show, show)

    def _choose_other(self, dialog: "RestoreDialog") -> None:
        start = self._kit.settings.stick_folder or self.folder
        chosen = self._kit.desktop.ask_which_backup(dialog, self._kit.texts, start)
        if chosen is not None:
            dialog.add(chosen)

    def _go_back(self, dialog: "RestoreDialog", backup: Path) -> None:
        """The file is let go of first: nobody may have it open when another takes its place."""
        self._others.wait()
        self.letting_go.emit()
        now, before = self._now(), backup_folder(self._path)
        made = next((one.made for one in self._known() if one.path == backup), None)
        message = NOTHING
        self._rest()
        self._document.close()
        self._document.store.close()
        dialog.show_working(True)

        def remember(said: Message) -> None:
            nonlocal message
            message = said

        def reopen() -> None:
            dialog.work.end()
            dialog.done(0)
            self.reopen_wanted.emit(message)

        from fieldapp.ui.backups.stages import restore_stages

        progress = self._run(
            lambda tell: restore(self._path, backup, before, now, tell),
            lambda kept: remember(_gone_back(backup, made)),
            lambda error: remember(error_message(error)),
            reopen,
            restore_stages(backup),
        )
        dialog.work.begin("backups.restoring", progress)

    def _run(
        self,
        work: Callable[[Callable[[float], None]], object],
        done: Callable[[Any], None],
        failed: Callable[[FieldAppError], None],
        ended: Callable[[], None] = lambda: None,
        stages: Sequence[Stage] = (),
    ) -> Progress:
        self._progress = progress = Progress()
        tell = progress.through(stages) if stages else progress.tell
        self.jobs.run(lambda: work(tell), done, failed, ended)
        return progress

    def _tell_age(self, error: FieldAppError, now: datetime) -> None:
        newest = newest_made(self._known())
        if error.code != "stopped" and is_overdue(newest, now.date()):
            again = Link("backups.now", self.choose)
            self.told.emit(Message("warning", lambda texts: _age(newest, error, texts), (again,)))

    def _now(self) -> datetime:
        """By the clock on the wall, as the names of backups have it."""
        return self._document.now().replace(tzinfo=None)

    def _forget(self) -> None:
        self.dialog = None


def _not_made(error: FieldAppError) -> Message:
    if error.code == "stopped":
        return error_message(error)
    return Message("error", lambda texts: texts("backups.not-made", cause=texts.error(error)))


def _gone_back(backup: Path, made: datetime | None) -> Message:
    def say(texts: Texts) -> str:
        if made is None:
            return texts("backups.done-restore-other", name=backup.name)
        return texts("backups.done-restore", when=moment_words(made, texts))

    return Message("done", say)


def _age(newest: datetime | None, error: FieldAppError, texts: Texts) -> str:
    if newest is None:
        return texts("backups.late-none", cause=texts.error(error))
    return texts("backups.late", when=moment_words(newest, texts), cause=texts.error(error))
