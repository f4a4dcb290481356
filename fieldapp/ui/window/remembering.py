"""Where the person is, kept while they work, so that after a power cut they find themselves there again."""

from PySide6.QtCore import QObject, QTimer

from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.settings import Position, Settings
from fieldapp.ui.sheet.grid import SheetGrid

BEHIND_MS = 300
"""How old what is kept may be, however fast somebody types."""


class Remembering(QObject):
    """Follows the grid's current cell and the open period into the settings."""

    def __init__(self, document: Document, grid: SheetGrid, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._grid, self._settings = document, grid, settings
        self._waiting = QTimer(self, interval=BEHIND_MS, singleShot=True)

        self._waiting.timeout.connect(self.now)
        grid.current_changed.connect(self._soon)
        document.period_changed.connect(self._soon)
        self._soon()

    def now(self) -> None:
        """Keep it at once."""
        self._waiting.stop()
        position = Position(self._document.period, self._grid.current_cell())
        self._settings.remember_position(self._document.store.path, position)

    def _soon(self) -> None:
        """Not put off by the next key: who never pauses would never be remembered."""
        if not self._waiting.isActive():
            self._waiting.start()
