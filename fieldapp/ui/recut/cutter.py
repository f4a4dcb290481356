"""The command that cuts the open sheet in two where a month ends."""

from collections.abc import Collection
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.edits import Edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.records.recut import entering, two_parts
from fieldapp.core.sheet import Sheet
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import Message, error_message
from fieldapp.ui.recut.dialog import CutDialog


class Cuts(Protocol):
    """Who writes three sheets in one go: the parts entered, the whole emptied."""

    def cut_in_two(self, whole: Sheet, parts: Collection[tuple[Period, Edits]], why: str) -> None:
        """Raises FieldAppError where nothing was changed."""


class Cutter(QObject):
    """`told(Message)`: what came of the command."""

    told = Signal(object)

    def __init__(self, document: Document, cuts: Cuts, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._cuts, self._kit, self._window = document, cuts, kit, window

    def cut(self) -> None:
        """Ask for the first part's figures, or say why the sheet cannot be cut."""
        self._document.settle()
        try:
            self._ask()
        except FieldAppError as error:
            self.told.emit(error_message(error))

    def _ask(self) -> None:
        document = self._document
        whole = document.sheet
        parts = two_parts(whole.period)
        taken = [
            other
            for other in document.store.periods()
            if other != whole.period and any(other.overlaps(part) for part in parts)
        ]
        if taken:
            self.told.emit(Message("error", lambda texts: texts("cut.part-there", part=taken[0])))
        elif whole.unread:
            self.told.emit(Message("error", lambda texts: texts("cut.unread-first")))
        elif not whole.values:
            self.told.emit(Message("error", lambda texts: texts("cut.nothing", period=whole.period)))
        else:
            dialog = CutDialog(
                whole, document.programme, document.store.office, self._write, self._kit, self._window
            )
            dialog.accepted.connect(lambda: self._show(whole.period, parts))
            open_dialog(dialog)

    def _write(self, first: Sheet, second: Sheet) -> None:
        why = self._kit.texts("cut.why")
        parts = [(part.period, entering(part)) for part in (first, second)]
        self._cuts.cut_in_two(self._document.sheet, parts, why)

    def _show(self, whole: Period, parts: tuple[Period, Period]) -> None:
        try:
            self._document.open_period(parts[0])
        except FieldAppError as error:
            self.told.emit(error_message(error))
            return
        first, second = parts
        self.told.emit(
            Message("done", lambda texts: texts("cut.done", whole=whole, first=first, second=second))
        )
