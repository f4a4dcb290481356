"""Work that takes a while: how far it is, and a button that stops it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QWidget
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.ui.kit.dialogs import fit_to_words
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import row
from fieldapp.ui.kit.notice import Message, Strip
from fieldapp.ui.kit.theme import SPACE

LOOK_MS = 50


class Progress:
    """Between the worker, which tells, and the window, which looks: `share` is 0 to 1."""

    def __init__(self) -> None:
        self.share = 0.0
        self._is_stopped = False

    def stop(self) -> None:
        """Have the work left the next time it tells."""
        self._is_stopped = True

    def tell(self, share: float) -> None:
        """How much is done. Raises FieldAppError `stopped`."""
        if self._is_stopped:
            raise FieldAppError("stopped")
        self.share = share

    def part(self, first: float, last: float) -> Callable[[float], None]:
        """The same for a part of the work, which is so much of all of it."""
        return lambda share: self.tell(first + share * (last - first))


class WorkBar(QWidget):
    """What is being done, how far it is, and *Stop*; keeps its room while there is nothing. `stopped`: by the
    person."""

    stopped = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._what = kit, ""
        self._progress: Progress | None = None
        self._label = QLabel()
        self._bar = QProgressBar(maximum=100, textVisible=False)
        self._stop = QPushButton(autoDefault=False)
        self._looking = QTimer(self, interval=LOOK_MS)

        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._bar.setFixedHeight(2 * SPACE)
        line = row(self, spacing=3 * SPACE)
        line.addWidget(self._label)
        line.addWidget(self._bar, 1)
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
        """Show work: `what` is a key of the texts."""
        self._what, self._progress = what, progress
        self._say()
        self._look()
        self._looking.start()
        self.show()

    def stop(self) -> None:
        """Have the work left."""
        if self._progress is not None:
            self._progress.stop()
            self.stopped.emit()

    def end(self) -> None:
        """There is nothing to be shown any more."""
        self._looking.stop()
        self._progress = None
        self.hide()

    def _look(self) -> None:
        if self._progress is not None:
            self._bar.setValue(round(100 * self._progress.share))

    def _say(self) -> None:
        texts = self._kit.texts
        self._label.setText(texts(self._what) if self._what else "")
        self._bar.setAccessibleName(self._label.text())
        self._stop.setText(texts("backups.stop"))


class WorkDialog(QDialog):
    """A dialog in which something takes a while: Esc stops that first, and closes it the next time."""

    work: WorkBar

    @override
    def reject(self) -> None:
        if self.work.is_working:
            self.work.stop()
        else:
            super().reject()


class PlaceDialog(WorkDialog):
    """Sentences about a place, work that is done there, and what came of it. `pressed`: what can be pressed
    unless something is being done, first what the keys go back to."""

    pressed: Sequence[QPushButton]

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = Strip(kit)
        self.work = WorkBar(kit)

    @property
    def said(self) -> str:
        """What came of what was pressed."""
        return self.notice.text

    def tell(self, message: Message) -> None:
        """Say what came of it."""
        self.notice.tell(message)
        fit_to_words(self)

    def show_working(self, is_working: bool) -> None:
        """While something is being done, nothing else can be pressed."""
        for button in self.pressed:
            button.setEnabled(not is_working)
        if not is_working:
            self.pressed[0].setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_to_words(self)
