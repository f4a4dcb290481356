"""Which columns the grid has: the figures, and the control totals of rows that are wanted or typed."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject, Signal

from fieldapp.core.checks.totals import row_controls_on_paper
from fieldapp.core.sheet import Cell
from fieldapp.ui.document.document import Document
from fieldapp.ui.sheet.lines import columns_of, row_controls_in
from fieldapp.ui.sheet.model import SheetModel


class ShownColumns(QObject):
    """Gives both tables of the grid the same columns. A column that holds something stays, wanted or not: a
    total that nobody sees is not compared by anybody. `changed`: there are others."""

    changed = Signal()

    def __init__(self, document: Document, models: Sequence[SheetModel], parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._models = document, models
        self._wanted = frozenset(row_controls_on_paper(document.programme))

        document.period_changed.connect(self._fit)
        document.cells_changed.connect(self._follow)
        self._fit()

    @property
    def row_controls(self) -> frozenset[str]:
        """The columns of control totals of rows that are there."""
        return frozenset(column.key for column in self._models[0].columns if column.is_row_control)

    def want(self, controls: Collection[str]) -> None:
        """Have columns for these control totals of rows."""
        self._wanted = frozenset(controls)
        self._fit()

    def _follow(self, cells: Collection[Cell]) -> None:
        """Something may have come into a column that was not there; none goes while somebody types."""
        if any(cell.is_row_control for cell in cells) and not self._held() <= self.row_controls:
            self._fit()

    def _held(self) -> frozenset[str]:
        unread = {cell.indicator for cell in self._document.unread_texts if cell.is_row_control}
        return row_controls_in(self._document.sheet) | unread

    def _fit(self) -> None:
        columns = columns_of(self._document.programme, self._wanted | self._held())
        if columns == self._models[0].columns:
            return
        for model in self._models:
            model.beginResetModel()
        for model in self._models:
            model.columns = columns
        for model in self._models:
            model.endResetModel()
        self.changed.emit()
