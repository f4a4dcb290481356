"""Where somebody keys, and which half-filled rows are not to be called wrong until the keys have passed."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from fieldapp.core.checks.finding import Finding
from fieldapp.core.sheet import CONTROL, Cell, Sheet

HALF_FILLED = "row-half-filled"


def is_still_keyed(sheet: Sheet, district: str, at: Cell, *, by_rows: bool) -> bool:
    """Whether somebody who keys at a cell has still to come to all that a row lacks: the row is their own,
    or they go down the columns and none of its blanks lies behind them."""
    if district == at.district:
        return True
    if by_rows or at.indicator not in sheet.indicators:
        return False
    rows = (*sheet.districts, CONTROL)
    if not {district, at.district} <= {*rows}:
        return False
    here = sheet.indicators.index(at.indicator), rows.index(at.district)
    place = rows.index(district)
    return all((sheet.indicators.index(key), place) > here for key in sheet.missing(district))


class Keying(QObject):
    """Begins with an entry and ends when the keys leave the grid, with another sheet, or when the sheet is to
    be marked ready. `changed(frozenset[Cell])`: what these cells lack is said now, or no longer."""

    changed = Signal(object)

    def __init__(self, sheet_of: Callable[[], Sheet], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet_of = sheet_of
        self._at: Cell | None = None
        self._by_rows = False
        self._is_on = False

    def begin(self) -> None:
        """Something is being entered where the keys are."""
        self._become(self._at, self._by_rows, is_on=True)

    def go_to(self, at: Cell | None, *, by_rows: bool) -> None:
        """The keys are at another cell now."""
        self._become(at, by_rows, is_on=self._is_on)

    def end(self) -> None:
        """Nobody keys any more."""
        self._become(self._at, self._by_rows, is_on=False)

    def is_quiet(self, finding: Finding) -> bool:
        """Whether a finding is one that every entry passes through, and still waits for the keys to pass."""
        if finding.code != HALF_FILLED or not self._is_on or self._at is None:
            return False
        district = finding.cells[0].district
        return is_still_keyed(self._sheet_of(), district, self._at, by_rows=self._by_rows)

    def raised(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings that are to be seen now."""
        return tuple(finding for finding in findings if not self.is_quiet(finding))

    def _become(self, at: Cell | None, by_rows: bool, *, is_on: bool) -> None:
        before = self._quiet_rows()
        self._at, self._by_rows, self._is_on = at, by_rows, is_on
        if differ := before ^ self._quiet_rows():
            sheet = self._sheet_of()
            self.changed.emit(frozenset(Cell(row, key) for row in differ for key in sheet.indicators))

    def _quiet_rows(self) -> frozenset[str]:
        at, sheet = self._at, self._sheet_of()
        if not self._is_on or at is None:
            return frozenset()
        half = filter(sheet.is_half_filled, sheet.districts)
        return frozenset(row for row in half if is_still_keyed(sheet, row, at, by_rows=self._by_rows))
