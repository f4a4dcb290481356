"""Keeps the two tables of the grid in step: the same columns, the same heads, scrolled sideways together."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from fieldapp.ui.sheet.table import SheetTable

HEADS_SHARE = 0.2
"""Of the width, for the names of the rows, where the figures have enough."""

NEVER, ALWAYS = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAlwaysOn


class SheetLayout(QObject):
    """Lays out body, footer and the line below, and fits them again when the grid or its font changes."""

    def __init__(self, body: SheetTable, footer: SheetTable, line: QWidget, grid: QWidget) -> None:
        super().__init__(grid)
        self._body, self._footer, self._line, self._grid = body, footer, line, grid
        self._tables = (body, footer)
        self._upright = 0
        self._seen: list[tuple[str, int, float]] = []
        self._heads: dict[tuple[int, int], int] = {}
        self._names: dict[int, int] = {}
        self._cells: dict[tuple[int, int, int], int] = {}
        self._size = QSize()
        self._fitted: tuple[object, ...] = ()
        self._fitted_rows: tuple[object, ...] = ()
        self._is_wide = False

        self._column = column = QVBoxLayout(grid)
        column.setSpacing(0)
        column.setContentsMargins(0, 0, 0, 0)
        self._foot = QHBoxLayout()
        self._foot.addWidget(footer)
        column.addWidget(body, 1)
        column.addLayout(self._foot)
        column.addWidget(line)
        column.addStretch()

        body.setHorizontalScrollBarPolicy(NEVER)
        footer.setVerticalScrollBarPolicy(NEVER)
        footer.column_heads.hide()

        body.horizontalScrollBar().valueChanged.connect(footer.horizontalScrollBar().setValue)
        footer.horizontalScrollBar().valueChanged.connect(body.horizontalScrollBar().setValue)
        for number, table in enumerate(self._tables):
            table.sheet_model.dataChanged.connect(partial(self._forget_cells, number))
            table.sheet_model.headerDataChanged.connect(self._forget_heads)
            table.sheet_model.head_changed.connect(partial(self._forget_head, number))
            table.sheet_model.modelReset.connect(self._forget)
        grid.installEventFilter(self)
        line.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.FontChange):
            if watched is self._grid:
                self._size = self._grid.size()
            if self._size == self._grid.size():  # else Qt is at laying out, and its places would come last
                self.fit()
        return False

    def fit(self) -> None:
        """Rows share the height as far as they can be read, columns the width; none is narrower than its
        figures, and what a scroll bar takes is left to it."""
        heads, fits = self._measure()
        needed, across = heads + sum(fits), self._grid.width()
        bar = self._body.verticalScrollBar().sizeHint().width()
        rest = (self._seen, self._grid.size(), self._line.minimumHeight(), self._shapes())
        rows = (needed > across, needed > across - bar, *rest)
        if rows != self._fitted_rows:
            self._fitted_rows, self._is_wide = rows, self._fit_rows(needed)
        room = across - self._upright
        heads += min(max(0, room - needed), max(0, round(room * HEADS_SHARE) - heads))
        widths = shared(fits, room - heads)
        if (rows, heads, widths) == self._fitted:
            return
        self._fitted = (rows, heads, widths)
        for table in self._tables:
            table.row_heads.set_width(heads)
            for section, width in enumerate(widths):
                table.column_heads.resizeSection(section, width)
            table.updateGeometries()
        self._foot.setContentsMargins(0, 0, self._upright, 0)
        level = self._footer.horizontalScrollBar().sizeHint().height() if self._is_wide else 0
        self._footer.setFixedHeight(self._footer.whole_height() + level)
        self._column.activate()

    def _fit_rows(self, columns: int) -> bool:
        """Which scroll bars there are is reckoned, not asked of the tables: one brings the other, and neither
        would go. Whether the columns need theirs."""
        body, footer, grid = self._body, self._footer, self._grid
        upright = body.verticalScrollBar().sizeHint().width()
        level = footer.horizontalScrollBar().sizeHint().height()
        self._upright, is_wide = 0, columns > grid.width()
        for _ in range(2):
            height = grid.height() - self._line.minimumHeight() - (level if is_wide else 0)
            for table in self._tables:
                table.set_row_height(self._row_height(height))
            is_high = body.whole_height() + footer.whole_height() > height
            self._upright = upright if is_high else 0
            is_wide = columns > grid.width() - self._upright
        body.setMaximumHeight(body.whole_height())
        body.setVerticalScrollBarPolicy(ALWAYS if is_high else NEVER)
        footer.setHorizontalScrollBarPolicy(ALWAYS if is_wide else NEVER)
        return is_wide

    def fit_width(self) -> int:
        """The width that shows every column with figures of the usual length."""
        return self._measure()[0] + sum(map(self._body.usual_fit, range(self._body.column_heads.count())))

    def _measure(self) -> tuple[int, list[int]]:
        """The widths that the names of the rows and each column need. A window is resized more often than
        what is in it changes: they are kept until a text, a font or the screen is another."""
        seen = [
            (part.font().key(), part.logicalDpiX(), part.devicePixelRatioF())
            for table in self._tables
            for part in (table, table.row_heads, table.column_heads)
        ]
        if seen != self._seen:
            self._forget()
            self._seen = seen
        fits = [self._name_fit(section) for section in range(self._body.column_heads.count())]
        for number, table in enumerate(self._tables):
            for row in range(table.row_heads.count()):
                if (number, row) not in self._heads:
                    self._heads[number, row] = table.row_heads.row_fit(row)
                for column, fit in enumerate(fits):
                    if (place := (number, row, column)) not in self._cells:
                        self._cells[place] = table.cell_fit(row, column)
                    fits[column] = max(fit, self._cells[place])
        return max(self._heads.values(), default=0), fits

    def _name_fit(self, section: int) -> int:
        if section not in self._names:
            self._names[section] = max(table.column_heads.fit(section) for table in self._tables)
        return self._names[section]

    def _shapes(self) -> list[object]:
        """What the tables are like beside what is in them."""
        bars = self._body.verticalScrollBar(), self._footer.horizontalScrollBar()
        parts = [(table.sheet_model.rowCount(), table.usual_row, table.head_extra) for table in self._tables]
        return [*parts, *(bar.sizeHint() for bar in bars)]

    def _forget_head(self, number: int, row: int) -> None:
        self._heads.pop((number, row), None)

    def _forget_heads(self, orientation: Qt.Orientation) -> None:
        self._heads.clear()
        if orientation is Qt.Orientation.Horizontal:
            self._names.clear()

    def _forget_cells(self, number: int, first: QModelIndex, last: QModelIndex, *_: object) -> None:
        for row in range(first.row(), last.row() + 1):
            for column in range(first.column(), last.column() + 1):
                self._cells.pop((number, row, column), None)

    def _forget(self) -> None:
        for kept in (self._heads, self._names, self._cells):
            kept.clear()
        self._fitted = self._fitted_rows = ()

    def _row_height(self, room: int) -> int:
        """As high as is easy to read; lower where that shows all rows at once, higher where there is room."""
        least, usual = self._body.least_row, self._body.usual_row
        rows = sum(table.sheet_model.rowCount() for table in self._tables) + 1
        shared_out = (room - self._body.head_extra) // rows
        return min(shared_out, usual * 3 // 2) if shared_out >= least else usual


def shared(fits: Sequence[int], room: int) -> list[int]:
    """The widths of columns that share some room evenly, each at least what it needs; all of it is used."""
    if sum(fits) >= room:
        return list(fits)
    wide: set[int] = set()
    while True:
        share = (room - sum(fits[place] for place in wide)) // (len(fits) - len(wide))
        more = {place for place, fit in enumerate(fits) if fit > share} - wide
        if not more:
            break
        wide |= more
    widths = [fit if place in wide else share for place, fit in enumerate(fits)]
    widths[-1] += room - sum(widths)
    return widths
