"""Keeps the two tables of the grid in step: the same columns, the same heads, scrolled sideways together."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from fieldapp.ui.sheet.table import SheetTable

WIDEST_COLUMN = 168
WIDEST_HEADS = 280

NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class SheetLayout(QObject):
    """Lays out body, footer and the line below, and fits them again when the grid or its font changes."""

    def __init__(self, body: SheetTable, footer: SheetTable, line: QWidget, grid: QWidget) -> None:
        super().__init__(grid)
        self._body, self._footer, self._line, self._grid = body, footer, line, grid
        self._tables = (body, footer)

        column = QVBoxLayout(grid)
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
        body.verticalScrollBar().rangeChanged.connect(self._make_room)
        footer.horizontalScrollBar().rangeChanged.connect(self._make_room)
        grid.installEventFilter(self)

    @override
    def eventFilter(self, grid: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.FontChange):
            self.fit()
        return False

    def fit(self) -> None:
        """Columns share the width, none narrower than its figures or wider than the eye can follow."""
        height = self._body.row_height()
        heads = max(table.row_heads.fit() for table in self._tables)
        count = self._body.column_heads.count()
        fits = [max(table.column_fit(section) for table in self._tables) for section in range(count)]
        share = (self._grid.width() - heads) // count
        widths = [max(fit, min(share, WIDEST_COLUMN)) for fit in fits]
        spare = self._grid.width() - heads - sum(widths)
        heads = max(heads, min(heads + spare, WIDEST_HEADS))
        for table in self._tables:
            table.row_heads.set_width(heads)
            table.row_heads.setDefaultSectionSize(height)
            for section, width in enumerate(widths):
                table.column_heads.resizeSection(section, width)
            table.fit_heads(height)
        self._body.setMaximumHeight(self._body.whole_height())
        self._make_room()

    def _make_room(self) -> None:
        """For the scroll bars: the footer ends where the body's begins, and grows by its own."""
        upright, level = self._body.verticalScrollBar(), self._footer.horizontalScrollBar()
        self._foot.setContentsMargins(0, 0, upright.sizeHint().width() if upright.maximum() else 0, 0)
        bar = level.sizeHint().height() if level.maximum() else 0
        self._footer.setFixedHeight(self._footer.whole_height() + bar)
