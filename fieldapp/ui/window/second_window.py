"""What a window does while another program has its file: it says who, holds changes back, and takes over."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.key_words import Slot
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import Link, Message, Strip, error_message

LOOK_AGAIN_MS = 5000
CHANGING = frozenset(
    {"cut", "paste", "note", "flag", "verify", "organisations", "restore", "cut-in-two", "take-back"}
)
"""Actions that ask for something, or do half of it, before a change is held back by itself."""


class SecondWindow(QObject):
    """`strip` says who has the file. Whether it is free is looked at when the window is come back to, when
    somebody asks, and now and then. `told(Message)`: a change was held back, or it is free."""

    told = Signal(object)

    def __init__(self, document: Document, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._window = document, window
        self._shown = ""
        self.strip = Strip(kit)
        self._now_and_then = QTimer(self, interval=LOOK_AGAIN_MS)

        self.strip.keep_open()
        self._now_and_then.timeout.connect(self._look)
        document.held_back.connect(self._hold_back)
        document.writer_changed.connect(self._take_over)
        self._show()
        if document.in_use is not None or document.store.is_only_read:
            window.installEventFilter(self)
        if document.in_use is not None:
            self._now_and_then.start()

    def guarded(self, slots: Mapping[str, Slot]) -> dict[str, Slot]:
        """The same, but those that lead to a change only where one is possible."""
        document = self._document
        may = {key: document.has_file if key == "restore" else document.may_change for key in CHANGING}
        return {
            key: partial(self._if_possible, slot, may[key]) if key in may else slot
            for key, slot in slots.items()
        }

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self._look()
            if self._document.in_use is not None or self._document.store.is_only_read:
                self._document.follow()
        return False

    def _if_possible(self, slot: Slot, may: Callable[[], bool]) -> None:
        if may():
            slot()

    def _look(self) -> None:
        if not self._document.take_over():
            self._show()

    def _try_again(self) -> None:
        self._look()
        if self._document.in_use is not None:
            self._document.follow()
            self.told.emit(Message("info", lambda texts: texts("writer.still-in-use")))

    def _show(self) -> None:
        """Who has it: by now that may be somebody else."""
        in_use = self._document.in_use
        if str(in_use or "") == self._shown:
            return
        self._shown = str(in_use or "")
        if in_use is None:
            self.strip.clear()
        else:
            sentence = error_message(in_use).say
            again = () if self._document.store.is_newer else (Link("writer.try-again", self._try_again),)
            self.strip.tell(Message("info", sentence, again))

    def _hold_back(self) -> None:
        if self._document.in_use is not None:
            self._show()
            key = "writer.held-back-newer" if self._document.store.is_newer else "writer.held-back"
            self.told.emit(Message("warning", lambda texts: texts(key)))

    def _take_over(self) -> None:
        self._now_and_then.stop()
        if not self._document.store.is_only_read:
            self._window.removeEventFilter(self)
        self._show()
        self.told.emit(Message("done", lambda texts: texts("writer.free")))
