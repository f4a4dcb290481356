"""What is said of a file on a stick or a network drive, and the way to a copy of it on this computer."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.store.drives import DriveKind, drive_of
from fieldapp.store.home import copy_home
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.jobs import Jobs
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import NOTHING, Link, Message, Strip, error_message
from fieldapp.ui.work.progress import Progress

if TYPE_CHECKING:
    from fieldapp.ui.backups.local_dialog import LocalCopyDialog


class LocalCopy(QObject):
    """`strip` says once for each drive that the file is not on a disk of this computer. `told(Message)`: why
    no copy can be made. `moved(Path, Message)`: a copy was made and is to be opened, and what is to be said
    then; the file that is open is to be left."""

    told = Signal(object)
    moved = Signal(object, object)

    def __init__(self, document: Document, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._kit, self._window = document, kit, window
        self._path = document.store.path
        self._drive = drive_of(self._path)
        self._folder = Path.home()
        self._progress = Progress()
        self.jobs = Jobs(self)
        self.strip = Strip(kit)
        self.dialog: LocalCopyDialog | None = None

        if self.is_possible and self._drive.mark not in kit.settings.told_drives:
            kit.settings.remember_drive(self._drive.mark)
            kind, name = self._drive.kind.value, self._drive.name
            offer = Link("drive.offer", self.choose)
            self.strip.tell(Message("info", lambda texts: texts(f"drive.{kind}", drive=name), (offer,)))

    @property
    def is_possible(self) -> bool:
        """Whether the file is on another drive than this computer's own."""
        return self._drive.kind is not DriveKind.FIXED

    def begin_in(self, folder: Path) -> None:
        """Suggest this folder for copies."""
        self._folder = folder

    def choose(self) -> None:
        """Show where the copy would go. Not while something typed is not on the disk: it would not be in the
        copy."""
        document = self._document
        document.settle()
        if not document.has_file():
            return
        if waiting := document.disk.waiting:
            self.told.emit(error_message(FieldAppError("not-written", n=waiting)))
            return
        target = _free(self._folder / self._path.name)
        from fieldapp.ui.backups.local_dialog import LocalCopyDialog

        self.dialog = dialog = LocalCopyDialog(
            self._path.name, self._drive.name, target, self._kit, self._window
        )
        dialog.change_wanted.connect(self._change)
        dialog.make_wanted.connect(self._make)
        dialog.finished.connect(self._forget)
        open_dialog(dialog)

    def stop(self) -> None:
        """Leave what is being done; for closing."""
        self._progress.stop()
        self.jobs.wait()

    def _change(self) -> None:
        if self.dialog is not None:
            title = self._kit.texts("drive.title-folder")
            chosen = self._kit.desktop.ask_for_folder(self.dialog, title, self._folder)
            if chosen is not None:
                self.dialog.show_target(_free(chosen / self._path.name))

    def _make(self) -> None:
        dialog = self.dialog
        if dialog is None or dialog.work.is_working:
            return
        target, path = dialog.target, self._path
        try:
            if drive_of(target).kind is not DriveKind.FIXED:
                raise FieldAppError("not-local", path=target.parent)
            is_unsettled = self._document.store.place().asks
        except FieldAppError as error:
            self._fail(dialog, error)
            return
        from fieldapp.ui.backups.stages import backup_stages

        dialog.tell(NOTHING)
        dialog.show_working(True)
        self._progress = progress = Progress()
        self.jobs.run(
            lambda: copy_home(path, target, progress.through(backup_stages(path)), keeps_home=is_unsettled),
            lambda made: self._go_on_there(dialog, target, leaves=not is_unsettled),
            lambda error: self._fail(dialog, error),
        )
        dialog.work.begin("drive.copying", progress)

    def _go_on_there(self, dialog: "LocalCopyDialog", target: Path, *, leaves: bool) -> None:
        """What stays on the drive knows that it was left, where it can be told so."""
        if leaves:
            with contextlib.suppress(FieldAppError):
                self._document.store.leave_home(target)
        dialog.work.end()
        dialog.done(0)
        before = self._path
        self.moved.emit(
            target, Message("done", lambda texts: texts("drive.done", path=target, before=before))
        )

    def _fail(self, dialog: "LocalCopyDialog", error: FieldAppError) -> None:
        dialog.work.end()
        dialog.show_working(False)
        is_stopped = error.code == "stopped"
        dialog.tell(
            error_message(error)
            if is_stopped
            else Message("error", lambda texts: texts("drive.not-made", cause=texts.error(error)))
        )

    def _forget(self) -> None:
        self.dialog = None


def _free(place: Path) -> Path:
    """The same place, or the next one at which nothing is."""
    number, free = 1, place
    while free.exists():
        number += 1
        free = place.with_name(f"{place.stem} ({number}){place.suffix}")
    return free
