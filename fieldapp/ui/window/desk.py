"""The grid, and beside it findings and current cell, where there is room for both or when they are wanted."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from fieldapp.core.checks.finding import Finding, Suggestion
from fieldapp.core.sheet import Cell
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.replies import answer, put_in
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.theme import NARROWEST
from fieldapp.ui.sheet.grid import SheetGrid
from fieldapp.ui.window.side_column import SideColumn

SIDE_SHARE = 0.245
"""Of the width, until somebody moves the border."""

WIDEST_SIDE = 520
BORDER = "splitter"


class Desk(QSplitter):
    """`side` folds away where the grid needs the width for its columns, and comes back with the room; what a
    person opens there stays until the keys are in the grid again. `cell_shown(bool)`: whether the panel of
    the current cell is in sight."""

    cell_shown = Signal(bool)

    def __init__(
        self, document: Document, grid: SheetGrid, side: SideColumn, kit: Kit, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent, childrenCollapsible=False, handleWidth=1)
        self._document, self._grid, self._side, self._kit = document, grid, side, kit
        self._settings = kit.settings
        self._is_narrow = self._is_opened = self._is_watching = False

        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # until what has the same ground is there
        grid.setAutoFillBackground(True)
        self.addWidget(grid)
        self.addWidget(side)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        state = kit.settings.layout(BORDER)
        self._is_border_chosen = state is not None and self.restoreState(state)

        self.splitterMoved.connect(self._border_moved)
        document.findings_changed.connect(self.show_findings)
        document.period_changed.connect(self.show_findings)
        document.keying.changed.connect(self.show_findings)
        grid.columns.changed.connect(self.fit)
        side.furnished.connect(self._connect_side)
        kit.texts_changed.connect(self.fit)

    @property
    def is_folded(self) -> bool:
        """Whether what stands beside the grid is out of sight."""
        return self._side.isHidden()

    def fit(self) -> None:
        """Fold the side away or bring it back, and give it its share of the width."""
        was_narrow, self._is_narrow = self._is_narrow, self.width() < self._grid.fit_width() + NARROWEST
        if self._is_narrow != was_narrow:
            self._is_opened = False
        self._fold()

    def show_findings(self) -> None:
        """Show what is wrong with the sheet by now."""
        if not self._side.is_furnished:
            return
        from fieldapp.ui.findings.nothing import none_shown, nothing_found

        document = self._document
        raised = document.keying.raised(document.findings)
        if document.damage is None:
            nothing = nothing_found(document.sheet, document.programme)
        else:
            nothing = none_shown(document.damage_key)
        self._side.findings.show_findings(raised, nothing)

    def go_back(self) -> None:
        """The keys are in the grid again, which has the room for itself."""
        self._grid.setFocus()
        self._open(False)

    def go_round(self) -> None:
        """Grid, findings, cell panel in turn."""
        focus = self.focusWidget()
        self._open(True)
        stop = self._side.stop_after(focus, self._grid)
        if stop is self._grid:
            self.go_back()
        else:
            stop.setFocus()

    def next_finding(self) -> None:
        """Go to the next finding's cell."""
        finding = self._side.findings.following()
        if finding is not None:
            self._open(self._is_opened or not finding.cells)
            self._go_to(finding)

    def point_at_first_error(self) -> None:
        """The sheet is to be marked ready: nobody keys any more, and the first error has the keys."""
        self._document.keying.end()
        self._open(True)
        self._side.findings.point_at(self._document.findings[0])
        self._side.findings.list_view.setFocus()

    def write_note(self) -> None:
        """Put the keys into the note of the current cell."""
        self._grid.finish_editing()
        self.show_cell(True)
        self._side.cell.write_note()

    def write_flag(self) -> None:
        """Put the keys into the line that flags the current cell for follow-up."""
        self._grid.finish_editing()
        self.show_cell(True)
        self._side.cell.write_flag()

    def turn_cell(self) -> None:
        """Show the panel of the current cell, or hide it."""
        is_seen = self._side.shows_cell and not self.is_folded
        if is_seen and self._is_narrow:
            self.go_back()  # folded away, not given up: with more room it is there again
        else:
            self.show_cell(not is_seen)

    def show_cell(self, is_shown: bool) -> None:
        """Show the panel of the current cell from now on, or leave the side to the findings."""
        self._side.show_cell(is_shown)
        self._open(self._is_opened or is_shown)

    def remember(self) -> None:
        """Keep where the border is, if somebody chose it."""
        if self._is_border_chosen:
            self._settings.remember_layout(BORDER, self.saveState())
        self._side.remember()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_watching:
            self._is_watching = True
            QTimer.singleShot(0, self, self._fold)  # the grid is there first, and what stands beside it then

    def _connect_side(self) -> None:
        document, grid, findings, cell = self._document, self._grid, self._side.findings, self._side.cell
        findings.chosen.connect(self._go_to)
        findings.reply.cell_wanted.connect(self.show_place)
        findings.reply.put_in.connect(self._put_in)
        findings.reply.answered.connect(lambda finding, why: answer(document, finding, why))
        findings.reply.left.connect(self.go_back)
        document.leaving.connect(findings.reply.why.settle)
        grid.current_changed.connect(cell.show_cell)
        cell.left.connect(self.go_back)
        cell.show_cell(grid.current_cell())
        self.show_findings()
        self._watch(findings, cell)  # at once: the keys may go there next

    def _watch(self, *panels: QWidget) -> None:
        for part in (part for panel in panels for part in panel.findChildren(QWidget)):
            if part.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                part.installEventFilter(self)  # the others would call for each of a thousand events in vain

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever goes on beside the grid keys no more."""
        if event.type() == QEvent.Type.FocusIn:
            self._document.keying.end()
        return False

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def _open(self, is_opened: bool) -> None:
        self._is_opened = is_opened and self._is_narrow
        self._fold()

    def _fold(self) -> None:
        self._side.setVisible(not self._is_narrow or self._is_opened)
        if self._is_watching and not self.is_folded:
            self._side.furnish()
        if not self.is_folded and (self._is_narrow or not self._is_border_chosen):
            share = NARROWEST if self._is_narrow else round(self.width() * SIDE_SHARE)
            side = min(max(share, NARROWEST), WIDEST_SIDE)
            self.setSizes([self.width() - side, side])
        self.cell_shown.emit(self._side.shows_cell and not self.is_folded)

    def _border_moved(self) -> None:
        self._is_border_chosen = True

    def _go_to(self, finding: Finding) -> None:
        if finding.cells:
            self.show_place(finding.cells[0])

    def show_place(self, cell: Cell) -> None:
        """Go to a cell; the keys are in the grid then."""
        self._grid.go_to(cell)
        self.go_back()

    def _put_in(self, suggestion: Suggestion, said: str) -> None:
        put_in(self._document, suggestion, self._kit.texts("suggestions.put-in-why", said=said))
        self.show_place(suggestion.cells[0].cell)
