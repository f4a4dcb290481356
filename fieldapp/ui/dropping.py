"""Data files dragged onto a window."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from fieldapp.ui.desktop import DATA_FILE


class FileDrop(QObject):
    """Lets a window take one data file. `dropped(Path)`: it was let go."""

    dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and data_file_in(event.mimeData()) is not None:
            event.acceptProposedAction()
            return True
        if event.type() is QEvent.Type.Drop and isinstance(event, QDropEvent):
            file = data_file_in(event.mimeData())
            if file is not None:
                event.acceptProposedAction()
                self.dropped.emit(file)
                return True
        return False


def data_file_in(carried: QMimeData) -> Path | None:
    """The one data file that is carried, if it is that."""
    files = [Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() == DATA_FILE else None
