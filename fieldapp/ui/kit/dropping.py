"""Files dragged onto a window: a data file, or workbooks and folders of them."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from fieldapp.exchange.names import WORKBOOK


class _Drop(QObject):
    """Lets a window take some of what is dragged onto it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and self.wants(_paths_in(event.mimeData())):
            event.acceptProposedAction()
            return True
        if event.type() is QEvent.Type.Drop and isinstance(event, QDropEvent):
            paths = _paths_in(event.mimeData())
            if self.wants(paths):
                event.acceptProposedAction()
                self.take(paths)
                return True
        return False

    def wants(self, paths: list[Path]) -> bool:
        """Whether this is what is taken here."""
        raise NotImplementedError

    def take(self, paths: list[Path]) -> None:
        """It was let go."""
        raise NotImplementedError


class FileDrop(_Drop):
    """Takes one file of a kind, such as DATA_FILE. `dropped(Path)`: it was let go."""

    dropped = Signal(object)

    def __init__(self, window: QWidget, kind: str) -> None:
        super().__init__(window)
        self._kind = kind

    @override
    def wants(self, paths: list[Path]) -> bool:
        return len(paths) == 1 and paths[0].suffix.lower() == self._kind

    @override
    def take(self, paths: list[Path]) -> None:
        self.dropped.emit(paths[0])


class PathsDrop(_Drop):
    """Takes workbooks and folders, as many as there are. `dropped(list[Path])`: they were let go."""

    dropped = Signal(object)

    @override
    def wants(self, paths: list[Path]) -> bool:
        return bool(paths) and all(path.suffix.lower() == WORKBOOK or path.is_dir() for path in paths)

    @override
    def take(self, paths: list[Path]) -> None:
        self.dropped.emit(paths)


class PressTextDrop(_Drop):
    """Takes one text or page. `dropped(Path)`: it was let go."""

    dropped = Signal(object)

    @override
    def wants(self, paths: list[Path]) -> bool:
        return len(paths) == 1 and paths[0].suffix.lower() in (".txt", ".html", ".htm")

    @override
    def take(self, paths: list[Path]) -> None:
        self.dropped.emit(paths[0])


def _paths_in(carried: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile()]
