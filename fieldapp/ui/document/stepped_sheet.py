"""What is done across sheets in one go, undoable, and whose the file is while it is done."""

import contextlib
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QUndoStack

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.sheet import SheetKey
from fieldapp.store.store import Store
from fieldapp.ui.document.shown_sheet import ShownSheet
from fieldapp.ui.document.step_command import StepCommand

IDLE_MS = 1000


class SteppedSheet(ShownSheet):
    """One data file and one of its sheets. `step_aside(command, is_back)`: has a step that takes a while made
    elsewhere, and says with `stepped` what came of it. `is_open`: the file was not let go of."""

    def __init__(
        self,
        store: Store,
        of: SheetKey | Period,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(store, of, now, parent)
        self.step_aside: Callable[[StepCommand, bool], None] = self._step_here
        self.undo_stack = QUndoStack(self)
        self.is_open = True
        self._idle = QTimer(self, interval=IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self._fold_log)

    def close(self) -> None:
        """Let go of the file: nothing can be undone any more. The store is still to be closed."""
        self._idle.stop()
        self.undo_stack.clear()
        self.is_open = False

    def be_another(self, who: str) -> None:
        """Somebody else is at the keys: the history goes by that name, and so do those who are told who has
        the file."""
        self.store.who = who
        if self.store.lock is not None:
            self.store.lock.rename(who)

    def may_change(self) -> bool:
        """Whether the open sheet can be changed here: the file is ours, and the sheet is not damaged."""
        if not self.has_file():
            return False
        if self.damage is not None:
            self.held_back.emit()
        return self.damage is None

    def has_file(self) -> bool:
        """Whether the file can be changed here, which is looked at anew where another program had it. Where
        that has changed what is shown, not yet: nobody changes what they have not seen."""
        if self.in_use is None:
            return True
        before = self.sheet, self.standing
        if self.take_over() and (self.sheet, self.standing) == before:
            return True
        self.held_back.emit()
        return False

    def take_over(self) -> bool:
        """Have the file to change, and show it as it was left, if the other program has let go of it."""
        if self.in_use is None:
            return True
        if self.store.lock is None or not self.store.lock.take():
            return False
        try:
            self.reload()
        except FieldAppError as error:
            self._know(is_readable=False)
            self.refused.emit(error)
        self.writer_changed.emit()
        return True

    def step(self, make: Callable[[], StepCommand]) -> None:
        """Do something that goes across sheets, undoable, and show what came of it. Raises FieldAppError
        where nothing was changed, or that is not known."""
        try:
            command = make()
        except FieldAppError:
            with contextlib.suppress(FieldAppError):  # a disk that failed late may have taken it
                self.reload()
            raise
        self.undo_stack.push(command)
        self._show_step(command.forth_to)

    def stepped(self, command: StepCommand, *, is_back: bool) -> None:
        """Show what came of a step that was taken back or made again."""
        (self.undo_stack.undo if is_back else self.undo_stack.redo)()
        self._show_step(command.back_to if is_back else command.forth_to)

    def not_stepped(self, error: FieldAppError) -> None:
        """Show what is there after a step that could not be made, and tell why."""
        self.keep_on()
        with contextlib.suppress(FieldAppError):
            self.reload()
        self.refused.emit(error)

    def rest(self) -> None:
        """Leave the file alone: a worker is about to write into it, and nobody waits for it here."""
        self._idle.stop()

    def keep_on(self) -> None:
        """Look after the file again."""
        self._idle.start()

    def _step(self, command: StepCommand, *, is_back: bool) -> bool:
        """Take something across sheets back, or make it again, and show what came of it; whether that is done
        by now."""
        if not self.has_file():
            return False
        if command.takes_a_while:
            self.step_aside(command, is_back)
            return False
        return self._made_step(command, is_back=is_back)

    def _step_here(self, command: StepCommand, is_back: bool) -> None:
        self._made_step(command, is_back=is_back)

    def _made_step(self, command: StepCommand, *, is_back: bool) -> bool:
        try:
            (command.take_back if is_back else command.make_again)(self.store)
        except FieldAppError as error:
            self.not_stepped(error)
            return False
        self.stepped(command, is_back=is_back)
        return True

    def _show_step(self, key: SheetKey | None) -> None:
        """After several sheets were written in one go: show one of them, as far as it can be read."""
        self._written_at = self.now()
        self._idle.start()
        try:
            self._load(key or self.key)
        except FieldAppError as error:
            self._owed = key
            self._know(is_readable=False)
            self.refused.emit(error)
        self.disk_changed.emit()
        self.period_changed.emit()

    def _fold_log(self) -> None:
        try:
            self.store.checkpoint()
        except FieldAppError:
            self._idle.start()
