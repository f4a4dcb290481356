"""Work that takes a while: how far it is, and a button that stops it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QPushButton, QWidget
from typing_extensions import override

from fieldapp.ui.kit.elided import ElidedLabel
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, row
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.work.progress import Progress

LOOK_MS = 50


class WorkBar(QWidget):
    """What is being done, how far it is, and *Stop*; keeps its room while there is nothing, and its parts
    theirs, whatever the words. `stopped`: by the person."""

    stopped = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._what = kit, ""
        self._progress: Progress | None = None
        self._label = ElidedLabel()
        self._bar = QProgressBar(maximum=100, textVisible=False)
        self._stop = QPushButton(autoDefault=False)
        self._looking = QTimer(self, interval=LOOK_MS)

        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._bar.setFixedHeight(2 * SPACE)
        told = column(spacing=SPACE)
        told.addStretch()
        told.addWidget(self._label)
        told.addWidget(self._bar)
        told.addStretch()
        line = row(self, spacing=3 * SPACE)
        line.addLayout(told, 1)
        line.addWidget(self._stop)
        self.hide()

        self._stop.clicked.connect(self.stop)
        self._looking.timeout.connect(self._look)
        kit.texts_changed.connect(self._say)
        self._say()

    @property
    def is_working(self) -> bool:
        """Whether something is being done."""
        return self._progress is not None

    def begin(self, what: str, progress: Progress) -> None:
        """Show work. `what`: a key of the texts, for as long as the work itself says nothing."""
        self._what, self._progress = what, progress
        self._say()
        self._looking.start()
        self.show()

    def stop(self) -> None:
        """Have the work left, unless it is too late: it is, as soon as what it has begun is done."""
        if self._progress is not None and not self._progress.is_stopped and self._progress.stop():
            self._look()
            self.stopped.emit()

    def end(self) -> None:
        """There is nothing to be shown any more."""
        self._looking.stop()
        self._progress = None
        self.hide()

    def _look(self) -> None:
        progress, texts = self._progress, self._kit.texts
        if progress is None:
            return
        now = progress.now
        what = now.what or self._what
        if progress.is_stopped or progress.is_settled:
            what = "wait.stopping" if progress.is_stopped else "wait.placing"
        self._bar.setValue(round(100 * now.share))
        self._label.setText(texts(what, n=now.done, of=now.of))
        self._stop.setEnabled(not progress.is_stopped and not progress.is_settled)

    def _say(self) -> None:
        texts = self._kit.texts
        self._bar.setAccessibleName(texts(self._what) if self._what else "")
        self._stop.setText(texts("backups.stop"))
        self._look()


class WorkDialog(QDialog):
    """A dialog in which something takes a while: Esc stops that first, and closes it when it has ended."""

    work: WorkBar

    @override
    def reject(self) -> None:
        if self.work.is_working:
            self.work.stop()
        else:
            super().reject()
