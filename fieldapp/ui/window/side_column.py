"""The column beside the grid: the findings of the sheet, and below them the current cell."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from fieldapp.ui.cell.panel import CellPanel
from fieldapp.ui.document.document import Document
from fieldapp.ui.findings.panel import FindingsPanel
from fieldapp.ui.kit.kit import Kit

FINDINGS_SHARE, CELL_SHARE = 200, 380
LEAST_CELL = 120
LAYOUT = "side"


class SideColumn(QSplitter):
    """`findings` and `cell`; how they share the height, and whether the cell is shown, is remembered."""

    def __init__(
        self,
        document: Document,
        kit: Kit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._document = document
        self._settings = settings = kit.settings

        self.findings = FindingsPanel(document.programme, kit)
        self.cell = CellPanel(document, kit)

        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.addWidget(self.findings)
        self.addWidget(self.cell)
        self.findings.setFocusProxy(self.findings.list_view)
        self.cell.setMinimumHeight(LEAST_CELL)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)
        self.setSizes([FINDINGS_SHARE, CELL_SHARE])
        state = settings.layout(LAYOUT)
        if state is not None:
            self.restoreState(state)
        self.cell.setVisible(settings.shows_cell)

        self.findings.reply.held_back.connect(document.may_change)
        document.writer_changed.connect(self._shut)
        self._shut()

    @property
    def shows_cell(self) -> bool:
        """Whether the cell's panel is there."""
        return not self.cell.isHidden()

    def show_cell(self, is_shown: bool) -> None:
        """Show the cell's panel from now on, or leave the whole column to the findings."""
        if not is_shown:
            self.cell.leave()
        self.cell.setVisible(is_shown)
        self._settings.shows_cell = is_shown

    def stop_after(self, focus: QWidget | None, first: QWidget) -> QWidget:
        """The next of `first`, findings and cell after the one that has the focus; around the end. Where
        nothing was found there is nothing to stop at."""
        seen = {self.findings: self.findings.list_view.isVisible(), self.cell: self.cell.isVisible()}
        stops = [first, *(part for part, is_seen in seen.items() if is_seen)]
        here = (place for place, stop in enumerate(stops) if focus and stop.isAncestorOf(focus))
        return stops[(next(here, 0) + 1) % len(stops)]

    def _shut(self) -> None:
        """Have answers only read while another program has the file."""
        self.findings.reply.shut(self._document.shut)

    def remember(self) -> None:
        """Keep how the two share the height."""
        self._settings.remember_layout(LAYOUT, self.saveState())
