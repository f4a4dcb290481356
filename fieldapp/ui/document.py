"""The open sheet: the only owner of what is shown, and of the way a change takes to the disk.

Views ask it and listen to it; every change is an `Edits` on its undo stack, written before it is shown.
"""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from fieldapp.core import edits as edits_of
from fieldapp.core.edits import Edits, Unread
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Value, parse
from fieldapp.core.period import Period
from fieldapp.core.programme import Programme
from fieldapp.core.report import Report, Standing, Status
from fieldapp.core.rules import Finding, Surroundings, check, count_errors
from fieldapp.core.sheet import Cell, Content, Sheet, held_in, numbers_by_cell
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
        ask_reason: Callable[[Period], str | None] = lambda period: "",
    ) -> None:
        super().__init__(parent)
        self.ask_reason = ask_reason
        self._why = ""
        self.store = store
        self.undo_stack = QUndoStack(self)
        self.now = now
        self._unread: dict[Period, dict[Cell, Unread]] = {}
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
        """What was typed into a cell and could not be read, if anything."""
        return self._unread.get(self.period, {}).get(cell)

    @property
    def unread_texts(self) -> Mapping[Cell, Unread]:
        """What could not be read in the open sheet, by cell."""
        return self._unread.get(self.period, {})

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
        unit = self.programme.indicator(cell.indicator).unit
        try:
            value: Value | None = parse(text, unit) if text.strip() else None
        except FieldAppError as error:
            self._keep_unread({cell: edits_of.unread(text, error)})
            return
        self.push(edits_of.make_edits(self.sheet, {cell: value}), [cell])

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
        """Push edits that are meant for these cells: what could not be read there goes too. Whether it was
        done, or there was nothing to do."""
        before = self.undo_stack.index()
        self.push(edits, cells)
        return not edits or self.undo_stack.index() > before

    def annotate(self, cell: Cell, text: str) -> None:
        """Give a cell a note, or with an empty text take it away."""
        self.push(edits_of.annotate(self.sheet, cell, text))

    def push(self, edits: Edits, cells: Iterable[Cell] = ()) -> None:
        """Write the edits and show them, undoable; what could not be read in `cells` goes with it. What the
        disk refuses is told by `refused`.

        The first change of a sheet that was sent asks why; without an answer nothing is changed.
        """
        if edits and not self._has_reason(self.period):
            self.cells_changed.emit(frozenset(edit.cell for edit in edits.items))
            return
        self._forget_unread(cells)
        if edits:
            self.undo_stack.push(EditsCommand(self.write, self.period, edits))

    def undo(self) -> None:
        """Take the last change back, after what is being typed is entered."""
        self.settle()
        if self._may_step(self.undo_stack.index() - 1):
            self.undo_stack.undo()

    def redo(self) -> None:
        """Bring back what was taken back, after what is being typed is entered."""
        self.settle()
        if self._may_step(self.undo_stack.index()):
            self.undo_stack.redo()

    def write(self, period: Period, edits: Edits) -> bool:
        """Take edits to the disk and then to the screen; only undo commands call this."""
        try:
            self._show(period)
            self.store.write(period, edits, why=self._why)
        except FieldAppError as error:
            with contextlib.suppress(FieldAppError):  # a disk that cannot even be read: keep what is shown
                self.reload()
            self.refused.emit(error)
            return False
        self.sheet = edits_of.apply(self.sheet, edits)
        self._idle.start()
        self.saved.emit(self.now())
        try:
            self._after_change({edit.cell for edit in edits.items})
        except FieldAppError as error:  # written, but the disk cannot be read any more
            self.refused.emit(error)
        return True

    def mark_ready(self) -> None:
        """Mark the sheet ready, or a draft again. Raises FieldAppError `errors-stand`."""
        errors = count_errors(self.findings)
        if self.standing.status is Status.READY:
            self.store.set_status(self.period, Status.DRAFT)
        elif errors:
            raise FieldAppError("errors-stand", n=errors)
        else:
            self.store.set_status(self.period, Status.READY)
        self._read_standing()

    def mark_sent(self, report: Report) -> None:
        """Mark the sheet that `report` was made of as sent, even if another is open by now. Raises
        FieldAppError `not-ready` for a draft, and for a sheet that was changed in the meantime."""
        is_draft = self.store.standing(report.period).status is Status.DRAFT
        if is_draft or self.store.report(report.period).sealed_bytes != report.sealed_bytes:
            raise FieldAppError("not-ready")
        self.store.send(report)
        self._read_standing()

    def verify(self, who: str) -> None:
        """Remember that a second person keyed the totals from the paper and found them right."""
        self.store.verify(self.period, who)
        self._read_standing()

    def settle_mismatch(self, mismatch: Mismatch, right: Right, who: str) -> None:
        """Remember what a second person keyed instead, and who was right by the paper."""
        self.store.settle_mismatch(self.period, mismatch, right, who)

    def history(self, *cells: Cell) -> list[HistoryRow]:
        """What happened to some cells of the open sheet, oldest first."""
        return self.store.history(self.period, *cells)

    def past(self, cell: Cell) -> list[tuple[Period, Content | None]]:
        """What a cell held in the last twelve periods before this one, oldest first; for a control total,
        what its column added up to."""
        return [(sheet.period, held_in(sheet, cell)) for sheet in self._past]

    def report(self) -> Report:
        """The report of the open period: a frozen snapshot."""
        return self.store.report(self.period)

    def _may_step(self, place: int) -> bool:
        command = self.undo_stack.command(place)
        return not isinstance(command, EditsCommand) or self._has_reason(command.period)

    def _has_reason(self, period: Period) -> bool:
        """Whether a change may be made; of a sheet that was sent, only with a reason."""
        why: str | None = ""
        if self.store.standing(period).status is Status.SENT:
            why = self.ask_reason(period)
        self._why = why or ""
        return why is not None

    def _show(self, period: Period) -> None:
        if period != self.period:
            self._load(period)
            self.period_changed.emit()

    def _load(self, period: Period) -> None:
        self.sheet = self.store.sheet(period)
        self.standing = self.store.standing(period)
        self._past = self.store.past(period)
        self._earlier = numbers_by_cell(self._past)
        self._check()

    def _check(self) -> None:
        unread = self._unread.get(self.period, {})
        around = Surroundings(self.today, self.store.periods(), self._earlier, unread)
        self.findings = check(self.sheet, self.programme, around)
        found: dict[Cell, tuple[Finding, ...]] = {}
        for finding in self.findings:
            for cell in finding.cells:
                found[cell] = (*found.get(cell, ()), finding)
        self._findings_at = found

    def _after_change(self, cells: Iterable[Cell]) -> None:
        before = self._findings_at
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

    def _keep_unread(self, unread: dict[Cell, Unread]) -> None:
        if unread:
            self._unread.setdefault(self.period, {}).update(unread)
            self._after_change(unread)

    def _forget_unread(self, cells: Iterable[Cell]) -> None:
        kept = self._unread.get(self.period, {})
        gone = [cell for cell in cells if kept.pop(cell, None)]
        if gone:
            self._after_change(gone)

    def _fold_log(self) -> None:
        try:
            self.store.checkpoint()
        except FieldAppError:
            self._idle.start()
