"""The column beside the grid: the findings of the sheet, and below them the current cell."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from fieldapp.texts.texts import Texts
from fieldapp.ui.cell.panel import CellPanel
from fieldapp.ui.document.document import Document
from fieldapp.ui.findings.panel import FindingsPanel
from fieldapp.ui.kit.icons import Icons
from fieldapp.ui.kit.settings import Settings
from fieldapp.ui.kit.theme import Theme

FINDINGS_SHARE, CELL_SHARE = 200, 380
LEAST_CELL = 120
LAYOUT = "side"


class SideColumn(QSplitter):
    """`findings` and `cell`; how they share the height, and whether the cell is shown, is remembered."""

    def __init__(
        self,
        document: Document,
        texts: Texts,
        theme: Theme,
        icons: Icons,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._settings = settings

        self.findings = FindingsPanel(document.programme, texts, theme, icons)
        self.cell = CellPanel(document, texts, theme, icons)

        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.addWidget(self.findings)
        self.addWidget(self.cell)
        self.findings.setFocusProxy(self.findings.list_view)
        self.cell.setMinimumHeight(LEAST_CELL)
        self.setStretchFactor(1, 1)
        self.setSizes([FINDINGS_SHARE, CELL_SHARE])
        state = settings.layout(LAYOUT)
        if state is not None:
            self.restoreState(state)
        self.cell.setVisible(settings.shows_cell)

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
        """The next of `first`, findings and cell after the one that has the focus; around the end."""
        stops = [first, *(part for part in (self.findings, self.cell) if part.isVisible())]
        here = (place for place, stop in enumerate(stops) if focus and stop.isAncestorOf(focus))
        return stops[(next(here, 0) + 1) % len(stops)]

    def set_texts(self, texts: Texts) -> None:
        """Say it in another language."""
        self.findings.set_texts(texts)
        self.cell.set_texts(texts)

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours, or with another size of text."""
        self.findings.set_theme(theme)
        self.cell.set_theme(theme)

    def remember(self) -> None:
        """Keep how the two share the height."""
        self._settings.remember_layout(LAYOUT, self.saveState())
