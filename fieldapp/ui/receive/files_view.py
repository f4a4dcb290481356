"""The table of what came, walked through and chosen by keys."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from fieldapp.ui.kit.aliases import Key
from fieldapp.ui.kit.chrome import ITEM_EDGE
from fieldapp.ui.kit.icons import ICON
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.rows.read_only import walked_by_rows

_BESIDE = 4 * SPACE + 2 * ITEM_EDGE + 1
"""What stands to both sides of the words of an item."""

MEASURED = 100
"""Rows after which all have the width of the others."""


class FilesView(QTableView):
    """`turned`: Space."""

    turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        walked_by_rows(self)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)

    def fit(self) -> None:
        """Make columns as wide as the first rows want them; to ask all of a thousand takes too long."""
        model, header, metrics = self.model(), self.horizontalHeader(), self.fontMetrics()
        header.setStretchLastSection(False)
        for place in range(header.count()):
            words = {str(model.index(line, place).data()) for line in range(min(model.rowCount(), MEASURED))}
            icon = 0 if place else ICON + 2 * ITEM_EDGE + SPACE
            widest = max(map(metrics.horizontalAdvance, words), default=0) + icon + _BESIDE
            header.resizeSection(place, max(widest, header.sectionSizeHint(place)))
        header.setStretchLastSection(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Key.Key_Space and not event.isAutoRepeat():
            self.turned.emit()
            return
        super().keyPressEvent(event)
