"""The command that cuts the open sheet where months end."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.records.recut import month_parts
from fieldapp.core.sending import obstacle_to_writing
from fieldapp.core.sheet import Sheet
from fieldapp.ui.document.cut_command import CutCommand
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import Message, error_message
from fieldapp.ui.recut.dialog import CutDialog


class Cutter(QObject):
    """`told(Message)`: what came of the command."""

    told = Signal(object)

    def __init__(self, document: Document, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._kit, self._window = document, kit, window

    def cut(self) -> None:
        """Ask for the figures of the parts, or say why the sheet cannot be cut."""
        self._document.settle()
        try:
            self._ask()
        except FieldAppError as error:
            self.told.emit(error_message(error))

    def _ask(self) -> None:
        document = self._document
        whole = document.sheet
        parts = month_parts(whole.period)
        taken = [
            other
            for other in document.periods
            if other != whole.period and any(other.overlaps(part) for part in parts)
        ]
        if taken:
            raise FieldAppError("part-there", period=taken[0])
        if whole.unread:
            self.told.emit(Message("error", lambda texts: texts("cut.unread-first")))
        elif obstacle_to_writing(whole):
            self.told.emit(Message("error", lambda texts: texts("cut.nothing", period=whole.period)))
        else:
            dialog = CutDialog(
                whole, document.programme, document.office, self._write, self._kit, self._window
            )
            dialog.accepted.connect(self._tell)
            open_dialog(dialog)

    def _tell(self) -> None:
        stack = self._document.undo_stack
        command = stack.command(stack.index() - 1)
        if isinstance(command, CutCommand):
            self.told.emit(command.told_again())

    def _write(self, parts: tuple[Sheet, ...]) -> None:
        texts, document = self._kit.texts, self._document
        why = texts("cut.why"), texts("cut.why-back")
        document.step(lambda: CutCommand(document.store.cut(document.sheet, parts, why[0]), why))
