"""The open sheet: the only owner of what is shown, and of the way a change takes to the disk.

Views ask it and listen to it; every change is an `Edits` on its undo stack, written before it is shown.
"""

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from fieldapp.core import edits as edits_of
from fieldapp.core.edits import Edits, Pasted
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Unit, Unread, explain
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.report import Report, Standing, Status
from fieldapp.core.rules import Finding, Surroundings, by_cell, check, count_errors
from fieldapp.core.sheet import Cell, Sheet
from fieldapp.core.verify import Mismatch, Right
from fieldapp.store.rows import HistoryRow
from fieldapp.store.store import Store
from fieldapp.ui.edits_command import EditsCommand

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
        ask_reason: Callable[[], str | None] = lambda: "",
    ) -> None:
        super().__init__(parent)
        self.ask_reason = ask_reason
        self._why = ""
        self.store = store
        self.undo_stack = QUndoStack(self)
        self.now = now
        self._unwritten: dict[Period, dict[Cell, str]] = {}
        self._idle = QTimer(self, interval=IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self._fold_log)
        self.sheet: Sheet
        self.standing: Standing
        self.findings: tuple[Finding, ...]
        self._findings_at: Mapping[Cell, tuple[Finding, ...]]
        self._load(period)

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
        text = self._unwritten.get(self.period, {}).get(cell) or self.sheet.unread.get(cell)
        return None if text is None else explain(text, self.programme.indicator(cell.indicator).unit)

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
        self.push(edits_of.type_in(self.sheet, cell, text, self.programme.indicator(cell.indicator).unit))

    def clear(self, cells: Iterable[Cell]) -> None:
        """Empty the cells."""
        self.push(edits_of.clear(self.sheet, cells))

    def mark_no_operations(self, districts: Iterable[str]) -> None:
        """Mark the rows as no operations, or take the marks off."""
        self.push(edits_of.mark_no_operations(self.sheet, list(districts)))

    def paste(
        self, block: Sequence[Sequence[str]], rows: Sequence[str], columns: Sequence[tuple[str, Unit]]
    ) -> Pasted:
        """Lay a block of texts over `rows` × `columns`; what cannot be read becomes findings."""
        pasted = edits_of.paste(self.sheet, block, rows, columns)
        self.push(pasted.edits)
        return pasted

    def annotate(self, cell: Cell, text: str) -> None:
        """Give a cell a note, or with an empty text take it away."""
        self.push(edits_of.annotate(self.sheet, cell, text))

    def push(self, edits: Edits) -> None:
        """Write the edits and show them, undoable. What the disk refuses is told by `refused`, and what was
        typed stays in sight, marked as not written.

        The first change of a sheet that was sent asks why; without an answer nothing is changed.
        """
        if edits and not self._has_reason(self.period):
            self.cells_changed.emit(frozenset(edit.cell for edit in edits.items))
        elif edits and self._write(self.period, edits):
            self.undo_stack.push(EditsCommand(self.period, edits))
        elif edits:
            self._keep_unwritten(edits)

    def undo(self) -> None:
        """Take the last change back, after what is being typed is entered."""
        self.settle()
        command = self.undo_stack.command(self.undo_stack.index() - 1)
        if self._make(command, lambda edits: edits.inverse()):
            self.undo_stack.undo()

    def redo(self) -> None:
        """Bring back what was taken back, after what is being typed is entered."""
        self.settle()
        command = self.undo_stack.command(self.undo_stack.index())
        if self._make(command, lambda edits: edits):
            self.undo_stack.redo()

    def _make(self, command: QUndoCommand, of: Callable[[Edits], Edits]) -> bool:
        if not isinstance(command, EditsCommand) or not self._has_reason(command.period):
            return False
        return self._write(command.period, of(command.edits))

    def confirm(self) -> None:
        """See that what is shown is what the disk holds, before something is made of it.

        Raises FieldAppError `stale-edit` after showing what the disk holds, `not-written` where something
        typed is not on it.
        """
        if self._unwritten.get(self.period):
            raise FieldAppError("not-written", n=len(self._unwritten[self.period]))
        if self.store.sheet(self.period) != self.sheet:
            self.reload()
            raise FieldAppError("stale-edit")
        self._after_change(())

    @property
    def has_unwritten(self) -> bool:
        """Whether something typed is not on the disk, in any of the file's sheets."""
        return any(self._unwritten.values())

    def mark_ready(self) -> None:
        """Mark the sheet ready, or a draft again. Raises FieldAppError `errors-stand`."""
        if self.standing.status is Status.READY:
            self.store.set_status(self.period, Status.DRAFT)
        else:
            self._refuse_errors()
            self.store.set_status(self.period, Status.READY)
        self._read_standing()

    def mark_sent(self, report: Report) -> None:
        """Mark the open sheet sent, as `report` says it. Raises FieldAppError `not-ready`, `errors-stand`, or
        `stale-edit` if it was changed in the meantime."""
        if self.standing.status is Status.DRAFT:
            raise FieldAppError("not-ready")
        self._refuse_errors()
        self.store.send(report)
        self._read_standing()

    def take_back_sending(self, report: Report) -> None:
        """Its workbook could not be written: a sheet marked sent is ready again, one changed since stays."""
        if self.store.standing(report.period) == report.standing:
            self.store.set_status(report.period, Status.READY)
            self._read_standing()

    def verify(self, who: str) -> None:
        """Remember that a second person keyed the totals from the paper and found them right."""
        self.store.verify(self.period, who)
        self._read_standing()

    def settle_mismatch(self, mismatch: Mismatch, right: Right, who: str) -> None:
        """Remember what a second person keyed instead, and who was right by the paper."""
        self.store.settle_mismatch(self.period, mismatch, right, who)

    def history(self, cell: Cell) -> list[HistoryRow]:
        """What happened to a cell of the open sheet, oldest first."""
        return self.store.history(self.period, cell)

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
        kept = self._unwritten.get(period, {})
        for edit in edits.items:
            kept.pop(edit.cell, None)
        self._idle.start()
        self.saved.emit(self.now())
        try:
            self._after_change({edit.cell for edit in edits.items})
        except FieldAppError as error:  # written, but the disk cannot be read any more
            self.refused.emit(error)
        return True

    def _keep_unwritten(self, edits: Edits) -> None:
        kept = self._unwritten.setdefault(self.period, {})
        kept.update(edits_of.typed_texts(edits, self.programme))
        with contextlib.suppress(FieldAppError):
            self._after_change(kept)

    def _refuse_errors(self) -> None:
        self.confirm()
        if errors := count_errors(self.findings):
            raise FieldAppError("errors-stand", n=errors)

    def _has_reason(self, period: Period) -> bool:
        """Whether a change may be made; of a sheet that was sent, only with a reason."""
        was_sent = self.store.standing(period).status is Status.SENT
        why = self.ask_reason() if was_sent else ""
        self._why = why or ""
        return why is not None

    def _show(self, period: Period) -> None:
        if period != self.period:
            self._load(period)
            self.period_changed.emit()

    def _load(self, period: Period) -> None:
        """Read everything first: a disk that fails half-way leaves what is shown as it was."""
        store = self.store
        read = store.sheet(period), store.standing(period), store.earlier(period), store.periods()
        self.sheet, self.standing, self._earlier, self._periods = read
        self._check()

    def _check(self) -> None:
        sheet = replace(self.sheet, unread={**self.sheet.unread, **self._unwritten.get(self.period, {})})
        around = Surroundings(self.today, self._periods, self._earlier)
        self.findings = check(sheet, self.programme, around)
        self._findings_at = by_cell(self.findings)

    def _after_change(self, cells: Iterable[Cell]) -> None:
        before, self._periods = self._findings_at, self.store.periods()
        self._check()
        judged = {
            cell
            for cell in before.keys() | self._findings_at.keys()
            if before.get(cell) != self._findings_at.get(cell)
        }
        self.cells_changed.emit(frozenset(judged.union(cells)))
        self.findings_changed.emit()
        self._read_standing()

    def _read_standing(self) -> None:
        before, self.standing = self.standing, self.store.standing(self.period)
        if self.standing != before:
            self.standing_changed.emit()

    def _fold_log(self) -> None:
        try:
            self.store.checkpoint()
        except FieldAppError:
            self._idle.start()
