"""Pasting with sight: at once where nothing can be lost by it, else after a look at what it would do."""

from functools import cached_property

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from fieldapp.core.block import Block, Headings, Target
from fieldapp.core.paste import Answers, PastePlan, plan_paste
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import Message
from fieldapp.ui.paste.dialog import PasteDialog
from fieldapp.ui.paste.words import PasteWords
from fieldapp.ui.sheet.clipboard import block_of

_ASIDES = ("grid.items", "grid.difference", "workbook.state")
"""What our own tables say beside the tallies, as keys of the texts."""


class Pasting(QObject):
    """`told(Message)`: what came of it."""

    told = Signal(object)

    def __init__(self, document: Document, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._kit, self._window = document, kit, window

    def paste(self, target: Target) -> None:
        """Lay the clipboard's block over the sheet, or show what that would do."""
        block = block_of(QGuiApplication.clipboard().text())
        if not block:
            self.told.emit(_message("info", "nothing"))
            return
        plan = self._plan(block, target, {})
        if plan.is_clean:
            self._take(plan)
        else:
            self._show(block, target)

    def _plan(self, block: Block, target: Target, answers: Answers) -> PastePlan:
        document = self._document
        return plan_paste(
            document.sheet,
            document.programme,
            block,
            target,
            self._names,
            answers=answers,
            typed=document.unread_texts,
        )

    @cached_property
    def _names(self) -> Headings:
        """In every language: a paper may be in another one than the window."""
        spoken = [read_texts(language) for language in LANGUAGES]
        control, totals, kinds = (
            [name for texts in spoken for name in texts(f"paste.{key}").split(";")]
            for key in ("control-names", "total-names", "kind-words")
        )
        return Headings.of(control, [*totals, *(texts(key) for texts in spoken for key in _ASIDES)], kinds)

    def _show(self, block: Block, target: Target) -> None:
        document, kit = self._document, self._kit
        words = PasteWords(document.sheet, document.programme, kit.texts)
        dialog = PasteDialog(lambda answers: self._plan(block, target, answers), words, kit, self._window)
        dialog.accepted.connect(lambda: self._take(dialog.plan))
        open_dialog(dialog)

    def _take(self, plan: PastePlan) -> None:
        out = len(plan.refused) + sum(left.n for left in plan.left_out)
        if not plan.taken:
            self.told.emit(_message("info", "same" if plan.n else "nothing"))
        elif self._document.replace(plan.edits, plan.cells):
            n = plan.n or len(plan.taken)
            self.told.emit(
                _message("warning", "done-some", n=n, out=out) if out else _message("done", "done", n=n)
            )


def _message(kind: str, key: str, **values: int) -> Message:
    return Message(kind, lambda texts: texts(f"paste.{key}", **values))
