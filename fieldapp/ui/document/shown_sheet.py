"""What is shown of the open sheet, for whoever asks: all of it worked out when it is asked for."""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from fieldapp.core.checks.answers import WarningAnswer
from fieldapp.core.checks.finding import Finding
from fieldapp.core.checks.review import DISPUTES
from fieldapp.core.checks.totals import columns_of_row_total
from fieldapp.core.edits import type_in
from fieldapp.core.errors import NOT_SHOWN, FieldAppError
from fieldapp.core.history import HistoryRow
from fieldapp.core.hq.sides import Sides, sides_of
from fieldapp.core.numbers import Unread
from fieldapp.core.period import Period
from fieldapp.core.programme import HQ, Programme
from fieldapp.core.report import Report, Standing, Status
from fieldapp.core.sheet import Cell, Content, Sheet, SheetKey, held_in
from fieldapp.store.store import Store
from fieldapp.ui.document.on_disk import OnDisk
from fieldapp.ui.document.open_sheet import OpenSheet
from fieldapp.ui.document.unwritten import Unwritten


class ShownSheet(QObject):
    """One data file and one of its periods.

    `leaving`: another sheet is about to be opened, or something made of this one; what is being typed
    should be entered now.
    `period_changed`: another sheet is open. `cells_changed(frozenset[Cell])`: values, unread texts or
    findings of these cells differ. `findings_changed`, `standing_changed`: so do they. `disk_changed`: a
    change came onto the disk, or did not; `disk` says how it stands now. `refused(FieldAppError)`: a change
    was not taken, or was by a disk that failed, or the disk cannot be read; nothing was lost. `held_back`: a
    change was wanted while another program has the file, or the sheet is damaged. `writer_changed`: it has
    let go, and the file can be changed here.
    """

    leaving = Signal()
    period_changed = Signal()
    cells_changed = Signal(object)
    findings_changed = Signal()
    standing_changed = Signal()
    disk_changed = Signal()
    refused = Signal(object)
    held_back = Signal()
    writer_changed = Signal()

    def __init__(
        self, store: Store, of: SheetKey | Period, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.store, self.now = store, now
        self._unwritten = Unwritten()
        self._written_at: datetime | None = None
        self._unknown_since: datetime | None = None
        self._owed: SheetKey | None = None  # a step led to it while it could not be read
        self._open = OpenSheet(store, store.key(of))
        self._judge()

    @property
    def sheet(self) -> Sheet:
        """What is entered, as the disk holds it."""
        return self._open.sheet

    @property
    def standing(self) -> Standing:
        """How far the sheet is."""
        return self._open.standing

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong or odd in the sheet, errors first."""
        return self._open.findings

    @property
    def programme(self) -> Programme:
        """The definition that the data file carries."""
        return self.store.programme

    @property
    def key(self) -> SheetKey:
        """Which sheet is open."""
        return self.sheet.key

    @property
    def office(self) -> str:
        """The key of the office whose sheet is open; in an office's file always its own."""
        return self.sheet.office

    @property
    def period(self) -> Period:
        """The period of the open sheet."""
        return self.sheet.period

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods in which that office has a sheet here."""
        return self.store.periods(self.office)

    @property
    def today(self) -> date:
        """The day by the clock that was handed in."""
        return self.now().date()

    @property
    def damage(self) -> FieldAppError | None:
        """That the open sheet is not as it was written: nothing of it is shown or can be changed."""
        return self._open.damage

    def damage_key(self, name: str) -> str:
        """The key of a text about that: of a newer file's sheet nobody says that it is damaged."""
        damage = self.damage
        return f"{'unverified' if damage and damage.code == 'sheet-unverified' else 'damaged'}.{name}"

    @property
    def in_use(self) -> FieldAppError | None:
        """Why nothing can be changed here: which other program has the file; None where it can."""
        return self.store.lock.refusal if self.store.lock is not None else None

    @property
    def shut(self) -> str:
        """The key of a few words about that; empty where the sheet can be changed."""
        if self.in_use is None:
            return ""
        return "window.reason-newer" if self.store.is_newer else "window.reason-elsewhere"

    @property
    def is_told_elsewhere(self) -> bool:
        """Whether the sheet is headquarters' own of days for which offices have sheets."""
        return self._open.is_told_elsewhere

    @property
    def is_unheard(self) -> bool:
        """Whether the sheet was sent, and headquarters do not have that, as far as an answer has told."""
        if self.store.office == HQ or self.standing.status is not Status.SENT:
            return False
        with contextlib.suppress(FieldAppError):  # why it cannot be told is told of elsewhere
            return bool(self.store.unheard(self.period))
        return False

    def unread(self, cell: Cell) -> Unread | None:
        """What was typed into a cell and could not be read, if anything, and why."""
        waiting = None if self._unwritten.is_empty else self._unwritten.at(self.key, cell)
        return waiting or self._open.sheet.unread.get(cell)

    @property
    def unread_texts(self) -> Mapping[Cell, Unread]:
        """What could not be read or written in the open sheet, by cell."""
        unread = self._open.sheet.unread
        return unread if self._unwritten.is_empty else {**unread, **self._unwritten.of(self.key)}

    @property
    def disk(self) -> OnDisk:
        """How what was typed stands to the disk at this moment."""
        waiting, uncertain = self._unwritten.count(), self._unwritten.uncertain
        return OnDisk(self._written_at, waiting, self._unknown_since, uncertain)

    def findings_at(self, cell: Cell) -> tuple[Finding, ...]:
        """What is wrong or odd in a cell, errors first."""
        return self._open.findings_at(cell)

    def flag_at(self, cell: Cell) -> str:
        """Why a cell is flagged for follow-up, if it is."""
        return self._open.flags.get(cell, "")

    def answer_to(self, finding: Finding) -> WarningAnswer | None:
        """What was said here to a finding, be it of figures that are others by now."""
        return self._open.answers.get((finding.code, finding.cells))

    def sides(self, cell: Cell) -> Sides:
        """At headquarters, what the office and headquarters say of a cell."""
        return sides_of(cell, self._open.weighed, self.store.files)

    def is_disputed(self, cell: Cell) -> bool:
        """Whether a blank cell is one in dispute, not one that nobody reported."""
        return any(finding.code in DISPUTES for finding in self.findings_at(cell))

    def settle(self) -> None:
        """Have what is being typed entered now, before something is made of the sheet."""
        self.leaving.emit()

    def open_period(self, period: Period) -> None:
        """Show the sheet of the same office in another period."""
        self.open_sheet(SheetKey(self.office, period))

    def open_sheet(self, key: SheetKey) -> None:
        """Show another sheet of the file."""
        if key != self.key:
            self.settle()
            self._show(key)

    def reload(self) -> None:
        """Read the sheet from the disk again, for when something else has written it."""
        self._load(self.key)
        self.disk_changed.emit()
        self.period_changed.emit()

    def follow(self) -> None:
        """Show what another program has written since, or the sheet that a step led to when it could not be
        read, as far as that can be read."""
        with contextlib.suppress(FieldAppError):
            if self._owed is not None:
                self._show(self._owed)
            self.read_standing()
            if self._is_other_on_disk() or self._open.is_other_around():
                self.reload()

    def confirm(self) -> None:
        """See that what is shown is what the disk holds, before something is made of it.

        Raises FieldAppError `stale-edit` after showing what the disk holds, `not-written` where something
        typed is not on it.
        """
        if self.damage is not None:
            raise self.damage
        if waiting := self._unwritten.count(self.key):
            raise FieldAppError("not-written", n=waiting)
        if self._is_other_on_disk():
            self.reload()
            raise self._open.damage or FieldAppError("stale-edit")
        self.read_standing()
        self._settle_on(())

    def read_standing(self) -> None:
        """See how the sheet stands on the disk by now. Where that cannot be read, `disk` says so, and all of
        it is read the next time: what had failed may be there."""
        before, was_known = self.standing, self._unknown_since is None
        try:
            if was_known:
                self._open.read_around()
            else:
                self.reload()
        except FieldAppError as error:
            if error.code in NOT_SHOWN:
                self.reload()
            else:
                self._know(is_readable=False)
            raise
        if self.standing != before:
            self.standing_changed.emit()

    def history(self, *cells: Cell) -> list[HistoryRow]:
        """What happened to some cells of the open sheet, oldest first."""
        return self.store.history(self.key, *cells)

    def past(self, cell: Cell) -> list[tuple[Period, Content | None]]:
        """What a cell held in the last twelve periods before this one, oldest first; for a control total,
        what its column or row added up to."""
        summed = [item.key for item in columns_of_row_total(self.programme, cell.indicator)]
        return [(sheet.period, held_in(sheet, cell, summed)) for sheet in self._open.past]

    @property
    def lacks_past(self) -> bool:
        """Whether one of those periods is left out, because its sheet cannot be shown."""
        return self._open.lacks_past

    def figures(self) -> str:
        """All that the open sheet holds, a line for each cell, for a report of what went wrong."""
        held = {**self.sheet.values, **{cell: unread.text for cell, unread in self.sheet.unread.items()}}
        rows = (f"{cell.district} {cell.indicator}: {held[cell]}" for cell in sorted(held))
        return "\n".join((str(self.period), *rows))

    def report(self) -> Report:
        """The report of the open period: a frozen snapshot. Raises FieldAppError as `confirm` does."""
        self.confirm()
        return self.store.report(self.sheet.key)

    def _show(self, key: SheetKey) -> None:
        if key != self.key:
            self._load(key)
            self.disk_changed.emit()
            self.period_changed.emit()

    def _load(self, key: SheetKey) -> None:
        self._open.load(key)
        self._owed = self._unknown_since = None
        self._unwritten.forget(key, self._there(self._unwritten.of(key)))
        self._judge()

    def _is_other_on_disk(self) -> bool:
        """Whether the disk holds something else than is shown; also where that is damage, or was."""
        try:
            return self.store.sheet(self.key) != self.sheet or self.damage is not None
        except FieldAppError as error:
            if error.code not in NOT_SHOWN:
                raise
            return self.damage is None

    def _there(self, texts: Mapping[Cell, Unread]) -> list[Cell]:
        """The cells that hold on the disk what was typed into them, though it was said to be refused."""
        units = {cell: self.programme.indicator(cell.indicator).unit for cell in texts}
        return [cell for cell, text in texts.items() if not type_in(self.sheet, cell, text.text, units[cell])]

    def _know(self, *, is_readable: bool) -> None:
        """Whether what is shown is known to be on the disk; where that has become otherwise it is told."""
        since = None if is_readable else self._unknown_since or self.now()
        if since != self._unknown_since:
            self._unknown_since = since
            self.disk_changed.emit()

    def _judge(self) -> frozenset[Cell]:
        return self._open.judge(self._unwritten.beside(self.sheet), self.today)

    def _settle_on(self, cells: Iterable[Cell]) -> None:
        """Check the sheet anew, and tell of these cells and of those that are judged otherwise."""
        self.cells_changed.emit(self._judge().union(cells))
        self.findings_changed.emit()
