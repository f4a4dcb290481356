"""Files dragged onto a window: data files, and where it can look at them, workbooks."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class FileDrop(QObject):
    """Lets a window take one file of a kind, such as DATA_FILE. `dropped(Path)`: it was let go."""

    dropped = Signal(object)

    def __init__(self, window: QWidget, kind: str) -> None:
        super().__init__(window)
        self._kind = kind
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and self._file_in(event.mimeData()) is not None:
            event.acceptProposedAction()
            return True
        if event.type() is QEvent.Type.Drop and isinstance(event, QDropEvent):
            file = self._file_in(event.mimeData())
            if file is not None:
                event.acceptProposedAction()
                self.dropped.emit(file)
                return True
        return False

    def _file_in(self, carried: QMimeData) -> Path | None:
        """The one file that is carried, if it is of the kind that is taken."""
        files = [Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile()]
        return files[0] if len(files) == 1 and files[0].suffix.lower() == self._kind else None
