"""Whether control totals of rows have columns in the grid: a switch for each, after the programme's word."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from fieldapp.core.checks.totals import columns_of_row_total, row_controls_on_paper
from fieldapp.core.sheet import CONTROL_AREA, CONTROL_ITEMS
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.key_words import Slot
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import Message
from fieldapp.ui.sheet.grid import SheetGrid
from fieldapp.ui.window.actions import Actions

SWITCHES = {"row-items": CONTROL_ITEMS, "row-area": CONTROL_AREA}
"""The actions, and the columns that they turn on and off."""


class RowTotals(QObject):
    """`told(Message)`: why a column stays."""

    told = Signal(object)

    def __init__(self, document: Document, grid: SheetGrid, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._grid, self._settings = document, grid, kit.settings
        grid.columns.want(self.wanted)

    @property
    def wanted(self) -> frozenset[str]:
        """What was chosen last, or else what the programme says."""
        chosen = self._settings.row_totals
        return frozenset(row_controls_on_paper(self._document.programme) if chosen is None else chosen)

    def slots(self) -> dict[str, Slot]:
        """What the switches do."""
        return {key: partial(self._turn, column) for key, column in SWITCHES.items()}

    def possible(self) -> dict[str, bool]:
        """Whether the programme has anything to add up there."""
        programme = self._document.programme
        return {key: bool(columns_of_row_total(programme, column)) for key, column in SWITCHES.items()}

    def show_in(self, actions: Actions) -> None:
        """Have the switches say which columns are there, from now on."""
        self._grid.columns.changed.connect(lambda: self._check(actions))
        for key in SWITCHES:
            actions[key].triggered.connect(lambda: self._check(actions))
        self._check(actions)

    def _check(self, actions: Actions) -> None:
        for key, column in SWITCHES.items():
            actions[key].setChecked(column in self._grid.columns.row_controls)

    def _turn(self, column: str) -> None:
        """By what is seen: a column that is there only for what it holds can be wanted no less."""
        self._grid.finish_editing()
        is_shown = column in self._grid.columns.row_controls
        self._settings.row_totals = wanted = self.wanted - {column} if is_shown else self.wanted | {column}
        self._grid.columns.want(wanted)
        if is_shown and column in self._grid.columns.row_controls:
            self.told.emit(Message("info", lambda texts: texts("grid.control-kept")))
