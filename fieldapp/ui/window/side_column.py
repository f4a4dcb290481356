"""The column beside the grid: the findings of the sheet, and below them the current cell."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.theme import NARROWEST

if TYPE_CHECKING:
    from fieldapp.ui.cell.panel import CellPanel
    from fieldapp.ui.findings.panel import FindingsPanel

FINDINGS_SHARE, CELL_SHARE = 200, 380
LEAST_CELL = 120
LAYOUT = "side"


class SideColumn(QSplitter):
    """`findings` and `cell`; how they share the height, and whether the cell is shown, is remembered.

    The two are made when somebody asks for one of them, or by `furnish`; until then there is only their
    ground. `furnished`: they are there.
    """

    furnished = Signal()

    def __init__(
        self,
        document: Document,
        kit: Kit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._document, self._kit, self._settings = document, kit, kit.settings
        self._made: tuple[FindingsPanel, CellPanel] | None = None
        self._shows_cell = kit.settings.shows_cell

        self.setObjectName("side")
        self.setMinimumWidth(NARROWEST)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)

    @property
    def findings(self) -> "FindingsPanel":
        """What is wrong with the sheet."""
        return self._furnished()[0]

    @property
    def cell(self) -> "CellPanel":
        """What there is to know of the current cell."""
        return self._furnished()[1]

    def furnish(self) -> None:
        """Make the two, where they are not there yet."""
        self._furnished()

    @property
    def is_furnished(self) -> bool:
        """Whether the two are there."""
        return self._made is not None

    def _furnished(self) -> "tuple[FindingsPanel, CellPanel]":
        if self._made is not None:
            return self._made
        from fieldapp.ui.cell.panel import CellPanel
        from fieldapp.ui.findings.panel import FindingsPanel

        findings = FindingsPanel(self._document.programme, self._kit)
        cell = CellPanel(self._document, self._kit)
        self._made = findings, cell
        findings.reply.held_back.connect(self._document.may_change)
        self._document.writer_changed.connect(self._shut)
        self._shut()
        self.furnished.emit()  # what they show they have before they are seen
        if not self._shows_cell:
            cell.hide()
        self.addWidget(findings)
        self.addWidget(cell)
        findings.setFocusProxy(findings.list_view)
        cell.setMinimumHeight(LEAST_CELL)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)
        self.setMinimumWidth(0)  # what is in it knows better
        self.setSizes([FINDINGS_SHARE, CELL_SHARE])
        state = self._settings.layout(LAYOUT)
        if state is not None:
            self.restoreState(state)
        return self._made

    @property
    def shows_cell(self) -> bool:
        """Whether the cell's panel is there."""
        return self._shows_cell

    def show_cell(self, is_shown: bool) -> None:
        """Show the cell's panel from now on, or leave the whole column to the findings."""
        if not is_shown:
            self.cell.leave()
        self.cell.setVisible(is_shown)
        self._shows_cell = self._settings.shows_cell = is_shown

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
        if self.is_furnished:
            self._settings.remember_layout(LAYOUT, self.saveState())
