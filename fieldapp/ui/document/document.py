"""The open sheet: the only owner of what is shown, and of the way a change takes to the disk.

Views ask it and listen to it; every change is an `Edits` on its undo stack, written before it is shown.
"""

import contextlib
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import assert_never

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand

from fieldapp.core import edits as edits_of
from fieldapp.core.edits import Edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit
from fieldapp.core.period import Period
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.store.store import Store
from fieldapp.ui.document.edits_command import EditsCommand
from fieldapp.ui.document.keying import Keying
from fieldapp.ui.document.outcome import Declined, Nothing, Outcome, Refused, Written, written_late
from fieldapp.ui.document.step_command import StepCommand
from fieldapp.ui.document.stepped_sheet import SteppedSheet


class Document(SteppedSheet):
    """One data file and one of its periods, to be changed. What can be asked of it, and what it tells, is
    said in `ShownSheet`."""

    def __init__(
        self,
        store: Store,
        of: SheetKey | Period,
        now: Callable[[], datetime],
        parent: QObject | None = None,
        *,
        ask_reason: Callable[[SheetKey], str | None] = lambda key: "",
    ) -> None:
        super().__init__(store, of, now, parent)
        self.ask_reason = ask_reason
        self.keying = Keying(lambda: self.sheet, self)

    def enter(self, cell: Cell, text: str) -> None:
        """What a person typed into a cell. Empty clears it; what cannot be read stays beside the sheet as a
        finding, and the cell keeps its number."""
        self.push(edits_of.type_in(self.sheet, cell, text, self._unit(cell)), [cell])

    def clear(self, cells: Iterable[Cell]) -> None:
        """Empty the cells."""
        chosen = list(cells)
        self.push(edits_of.clear(self.sheet, chosen), chosen)

    def mark_no_operations(self, districts: Iterable[str]) -> None:
        """Mark the rows as no operations, or take the marks off."""
        chosen = list(districts)
        cells = [Cell(district, key) for district in chosen for key in self.sheet.indicators]
        self.push(edits_of.mark_no_operations(self.sheet, chosen), cells)

    def replace(self, edits: Edits, cells: Iterable[Cell]) -> bool:
        """Push edits that are meant for some cells; whether they were made, or there was nothing to do."""
        return isinstance(self.push(edits, cells), Nothing | Written)

    def annotate(self, cell: Cell, text: str) -> None:
        """Give a cell a note, or with an empty text take it away."""
        self.push(edits_of.annotate(self.sheet, cell, text))

    def choose_organisations(self, keys: Collection[str], seen: Collection[str]) -> Outcome:
        """Say which organisations of the programme took part in the open period, in the place of those that
        were seen; what became of it. Asks why as any change does, and is no step of the undo stack: it is
        chosen otherwise in the same way."""
        if not self.may_change():
            return Declined()
        self.settle()
        before = self.standing
        try:
            if set(self.store.organisations(self.key)) == set(keys):
                return Nothing()
            why = self._reason(self.key)
            if why is None:
                return Declined()
            self.store.choose_organisations(self.key, keys, why=why, seen=before, before=seen)
        except FieldAppError as error:
            with contextlib.suppress(FieldAppError):
                self.reload()
            return Refused(error)
        self._take(Edits())
        return Written()

    def push(self, edits: Edits, cells: Iterable[Cell] = (), why: str = "") -> Outcome:
        """Write the edits and show them, undoable; what became of it. What the disk refuses is told by
        `refused`, and what was typed stays in sight, marked as not written, until something else is meant for
        its cell. `why`: what the history is to tell of it.

        The first change of a sheet that was sent asks why; without an answer nothing is changed.
        """
        if self.damage is not None:
            self.held_back.emit()
            return Refused(self.damage)
        outcome = self._write(self.key, edits, why)
        touched = frozenset(edit.cell for edit in edits.items)
        match outcome:
            case Declined():
                self.cells_changed.emit(touched)
            case Nothing():
                self._let_go(cells)
            case Refused(error):
                let_go = self._unwritten.forget(self.key, cells)
                texts = edits_of.unwritten_texts(edits, self.programme)
                self._unwritten.keep(self.key, texts, is_certain=error.code != "perhaps-written")
                self._unwritten.forget(self.key, self._there(texts))
                self._settle_on(let_go | touched)
                if self.disk.waiting:
                    self.disk_changed.emit()
            case Written():
                self.undo_stack.push(EditsCommand(self.key, edits))
                self._let_go(cells)
            case _:
                assert_never(outcome)
        return outcome

    def undo(self) -> bool:
        """Take the last change back, after what is being typed is entered; whether that was done."""
        self.settle()
        command = self.undo_stack.command(self.undo_stack.index() - 1)
        if isinstance(command, StepCommand):
            return self._step(command, is_back=True)
        return self._make(command, lambda edits: edits.inverse(), self.undo_stack.undo)

    def redo(self) -> bool:
        """Bring back what was taken back, after what is being typed is entered; whether that was done."""
        self.settle()
        command = self.undo_stack.command(self.undo_stack.index())
        if isinstance(command, StepCommand):
            return self._step(command, is_back=False)
        return self._make(command, lambda edits: edits, self.undo_stack.redo)

    def _make(self, command: QUndoCommand, of: Callable[[Edits], Edits], step: Callable[[], None]) -> bool:
        if not isinstance(command, EditsCommand):
            return False
        outcome = self._write(command.key, of(command.edits))
        match outcome:
            case Written():
                step()
                return True
            case Nothing() | Declined() | Refused():
                return False
            case _:
                assert_never(outcome)

    def _write(self, key: SheetKey, edits: Edits, said: str = "") -> Outcome:
        """Take edits to the disk and then to the screen, or say why not. Whatever happens after the disk has
        taken them ends in judging and repainting."""
        if not edits:
            return Nothing()
        if not self.has_file():
            return Declined()
        late: FieldAppError | None = None
        try:
            why = self._reason(key)
            if why is None:
                return Declined()
            self._show(key)
            self._owed = None
            if self.damage is not None:
                raise self.damage
            self.store.write(key, edits, why=why or said, seen=self.standing)
        except FieldAppError as error:
            if not self._is_there_all_the_same(edits, error):
                self.refused.emit(error)
                return Refused(error)
            late = written_late(self.store, edits, error)
        else:
            stood = self.standing
            self._open.take(edits_of.apply(self.sheet, edits), why)
            if self.standing != stood:
                self.standing_changed.emit()
        self._take(edits)
        if late is not None:
            self.refused.emit(late)
        return Written()

    def _take(self, edits: Edits) -> None:
        """Show what has just come onto the disk, and what follows from it as far as that can be read."""
        touched = {edit.cell for edit in edits.items}
        self._unwritten.forget(self.key, touched)
        self._written_at = self.now()
        self._idle.start()
        failure, was_known = None, self._unknown_since is None
        try:
            self.read_standing()
        except FieldAppError as error:
            failure = error
        if failure is None or not was_known:
            self.disk_changed.emit()
        self._settle_on(touched)
        if failure is not None:
            self.refused.emit(failure)

    def _let_go(self, cells: Iterable[Cell]) -> None:
        """Something else was meant for these cells than what waits there."""
        if waited := self._unwritten.forget(self.key, cells):
            self.disk_changed.emit()
            self._settle_on(waited)

    def _is_there_all_the_same(self, edits: Edits, error: FieldAppError) -> bool:
        """After a failed write: show what the disk holds, if it can be read. A disk that failed late may have
        taken everything."""
        before, expected = self.sheet, None
        with contextlib.suppress(FieldAppError):
            expected = edits_of.apply(before, edits)
        try:
            self.reload()
        except FieldAppError:  # it cannot even be read: keep what is shown
            self._know(is_readable=False)
            return False
        return error.code != "stale-edit" and self.sheet == expected

    def _reason(self, key: SheetKey) -> str | None:
        """Why a sheet that was sent is changed; empty for any other, None without an answer."""
        standing = self.standing if key == self.key else self.store.standing(key)
        return self.ask_reason(key) if standing.status is Status.SENT else ""

    def _unit(self, cell: Cell) -> Unit:
        return self.programme.indicator(cell.indicator).unit
