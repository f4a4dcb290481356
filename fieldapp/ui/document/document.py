"""The open sheet: the only owner of what is shown, and of the way a change takes to the disk.

Views ask it and listen to it; every change is an `Edits` on its undo stack, written before it is shown.
"""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from fieldapp.core import edits as edits_of
from fieldapp.core.checks.finding import Finding, by_cell
from fieldapp.core.checks.rules import Surroundings, check
from fieldapp.core.edits import Edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import HistoryRow
from fieldapp.core.numbers import Unit, Unread, explain
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.report import Report, Standing, Status
from fieldapp.core.sheet import Cell, Content, Sheet, held_in, numbers_by_cell
from fieldapp.store.store import Store
from fieldapp.ui.document.edits_command import EditsCommand
from fieldapp.ui.document.keying import Keying
from fieldapp.ui.document.unwritten import Unwritten

IDLE_MS = 1000


class Document(QObject):
    """One data file and one of its periods.

    `leaving`: another sheet is about to be opened, or something made of this one; what is being typed
    should be entered now.
    `period_changed`: another sheet is open. `cells_changed(frozenset[Cell])`: values, unread texts or
    findings of these cells differ. `findings_changed`, `standing_changed`: so do they. `saved(datetime)`:
    a change is on the disk. `refused(FieldAppError)`: a change was not taken; nothing was lost.
    """

    leaving = Signal()
    period_changed = Signal()
    cells_changed = Signal(object)
    findings_changed = Signal()
    standing_changed = Signal()
    saved = Signal(object)
    refused = Signal(object)

    def __init__(
        self,
        store: Store,
        period: Period,
        now: Callable[[], datetime],
        parent: QObject | None = None,
        *,
        ask_reason: Callable[[Period], str | None] = lambda period: "",
    ) -> None:
        super().__init__(parent)
        self.ask_reason = ask_reason
        self._why = ""
        self.store = store
        self.undo_stack = QUndoStack(self)
        self.now = now
        self._unwritten = Unwritten()
        self._idle = QTimer(self, interval=IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self._fold_log)
        self.sheet: Sheet
        self.standing: Standing
        self.findings: tuple[Finding, ...]
        self._findings_at: Mapping[Cell, tuple[Finding, ...]]
        self._load(period)
        self.keying = Keying(lambda: self.sheet, self)

    @property
    def programme(self) -> Programme:
        """The definition that the data file carries."""
        return self.store.programme

    @property
    def office(self) -> str:
        """The key of the office whose file this is."""
        return self.store.office

    @property
    def period(self) -> Period:
        """The period of the open sheet."""
        return self.sheet.period

    @property
    def today(self) -> date:
        """The day by the clock that was handed in."""
        return self.now().date()

    def unread(self, cell: Cell) -> Unread | None:
        """What was typed into a cell and could not be read, if anything, and why."""
        return self.unread_texts.get(cell)

    @property
    def unread_texts(self) -> Mapping[Cell, Unread]:
        """What could not be read in the open sheet, by cell."""
        texts = self._unwritten.beside(self.sheet).unread
        return {cell: explain(text, self._unit(cell)) for cell, text in texts.items()}

    def findings_at(self, cell: Cell) -> tuple[Finding, ...]:
        """What is wrong or odd in a cell, errors first."""
        return self._findings_at.get(cell, ())

    def close(self) -> None:
        """Let go of the file: nothing can be undone any more. The store is still to be closed."""
        self._idle.stop()
        self.undo_stack.clear()

    def settle(self) -> None:
        """Have what is being typed entered now, before something is made of the sheet."""
        self.leaving.emit()

    def open_period(self, period: Period) -> None:
        """Show another sheet of the file."""
        if period != self.period:
            self.settle()
            self._show(period)

    def reload(self) -> None:
        """Read the sheet from the disk again, for when something else has written it."""
        self._load(self.period)
        self.period_changed.emit()

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
        before = self.undo_stack.index()
        self.push(edits, cells)
        return not edits or self.undo_stack.index() > before

    def annotate(self, cell: Cell, text: str) -> None:
        """Give a cell a note, or with an empty text take it away."""
        self.push(edits_of.annotate(self.sheet, cell, text))

    def push(self, edits: Edits, cells: Iterable[Cell] = ()) -> None:
        """Write the edits and show them, undoable. What the disk refuses is told by `refused`, and what was
        typed stays in sight, marked as not written, until something else is meant for its cell.

        The first change of a sheet that was sent asks why; without an answer nothing is changed.
        """
        may_change = self._may_change(self.period) if edits else True
        if may_change is False:
            self.cells_changed.emit(frozenset(edit.cell for edit in edits.items))
            return
        differ = self._unwritten.forget(self.period, cells)
        if edits and may_change and self._write(self.period, edits):
            self.undo_stack.push(EditsCommand(self.period, edits))
        elif edits:
            self._unwritten.keep(self.period, edits_of.typed_texts(edits, self.programme))
            differ |= {edit.cell for edit in edits.items}
        if differ:
            self._judge(differ)

    def undo(self) -> bool:
        """Take the last change back, after what is being typed is entered; whether that was done."""
        self.settle()
        command = self.undo_stack.command(self.undo_stack.index() - 1)
        return self._make(command, lambda edits: edits.inverse(), self.undo_stack.undo)

    def redo(self) -> bool:
        """Bring back what was taken back, after what is being typed is entered; whether that was done."""
        self.settle()
        command = self.undo_stack.command(self.undo_stack.index())
        return self._make(command, lambda edits: edits, self.undo_stack.redo)

    def _make(self, command: QUndoCommand, of: Callable[[Edits], Edits], step: Callable[[], None]) -> bool:
        if not isinstance(command, EditsCommand) or not self._may_change(command.period):
            return False
        if done := self._write(command.period, of(command.edits)):
            step()
        return done

    def confirm(self) -> None:
        """See that what is shown is what the disk holds, before something is made of it.

        Raises FieldAppError `stale-edit` after showing what the disk holds, `not-written` where something
        typed is not on it.
        """
        if waiting := self._unwritten.count(self.period):
            raise FieldAppError("not-written", n=waiting)
        if self.store.sheet(self.period) != self.sheet:
            self.reload()
            raise FieldAppError("stale-edit")
        self._after_change(())

    @property
    def has_unwritten(self) -> bool:
        """Whether something typed is not on the disk, in any of the file's sheets."""
        return bool(self._unwritten)

    def read_standing(self) -> None:
        """See how the sheet stands on the disk by now."""
        before, self.standing = self.standing, self.store.standing(self.period)
        if self.standing != before:
            self.standing_changed.emit()

    def history(self, *cells: Cell) -> list[HistoryRow]:
        """What happened to some cells of the open sheet, oldest first."""
        return self.store.history(self.period, *cells)

    def past(self, cell: Cell) -> list[tuple[Period, Content | None]]:
        """What a cell held in the last twelve periods before this one, oldest first; for a control total,
        what its column added up to."""
        return [(sheet.period, held_in(sheet, cell)) for sheet in self._past]

    def report(self) -> Report:
        """The report of the open period: a frozen snapshot. Raises FieldAppError as `confirm` does."""
        self.confirm()
        return self.store.report(self.period)

    def _write(self, period: Period, edits: Edits) -> bool:
        """Take edits to the disk and then to the screen; False where they are refused, which is told."""
        try:
            self._show(period)
            self.store.write(period, edits, why=self._why)
        except FieldAppError as error:
            with contextlib.suppress(FieldAppError):  # a disk that cannot even be read: keep what is shown
                self.reload()
            self.refused.emit(error)
            return False
        self.sheet = edits_of.apply(self.sheet, edits)
        self._unwritten.forget(period, [edit.cell for edit in edits.items])
        self._idle.start()
        self.saved.emit(self.now())
        try:
            self._after_change({edit.cell for edit in edits.items})
        except FieldAppError as error:  # written, but the disk cannot be read any more
            self.refused.emit(error)
        return True

    def _may_change(self, period: Period) -> bool | None:
        """Whether a change may be made; of a sheet that was sent, only with a reason. None where the disk
        does not tell, which is told."""
        try:
            was_sent = self.store.standing(period).status is Status.SENT
            why = self.ask_reason(period) if was_sent else ""
        except FieldAppError as error:
            self.refused.emit(error)
            return None
        self._why = why or ""
        return why is not None

    def _unit(self, cell: Cell) -> Unit:
        return self.programme.indicator(cell.indicator).unit

    def _show(self, period: Period) -> None:
        if period != self.period:
            self._load(period)
            self.period_changed.emit()

    def _load(self, period: Period) -> None:
        """Read everything first: a disk that fails half-way leaves what is shown as it was."""
        store = self.store
        read = store.sheet(period), store.standing(period), store.past(period), store.periods()
        self.sheet, self.standing, self._past, self._periods = read
        self._earlier = numbers_by_cell(self._past)
        self._check()

    def _check(self) -> None:
        sheet = self._unwritten.beside(self.sheet)
        around = Surroundings(self.today, self._periods, self._earlier)
        self.findings = check(sheet, self.programme, around)
        self._findings_at = by_cell(self.findings)

    def _after_change(self, cells: Iterable[Cell]) -> None:
        self._periods = self.store.periods()
        self._judge(cells)
        self.read_standing()

    def _judge(self, cells: Iterable[Cell]) -> None:
        """Check the sheet anew, and tell of these cells and of those that are judged otherwise."""
        before = self._findings_at
        self._check()
        judged = {
            cell
            for cell in before.keys() | self._findings_at.keys()
            if before.get(cell) != self._findings_at.get(cell)
        }
        self.cells_changed.emit(frozenset(judged.union(cells)))
        self.findings_changed.emit()

    def _fold_log(self) -> None:
        try:
            self.store.checkpoint()
        except FieldAppError:
            self._idle.start()
