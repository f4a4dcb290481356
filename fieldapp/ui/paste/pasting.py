"""Pasting with sight: at once where nothing can be lost by it, else after a look at what it would do."""

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from fieldapp.core.paste import Answers, PastePlan, plan_paste
from fieldapp.core.table.block import Target
from fieldapp.core.table.held import Clip, clip_of
from fieldapp.exchange.table_html import read_table
from fieldapp.texts.headings import all_headings
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import Message
from fieldapp.ui.paste.dialog import PasteDialog
from fieldapp.ui.paste.words import PasteWords
from fieldapp.ui.sheet.clipboard import block_of


class Pasting(QObject):
    """`told(Message)`: what came of it."""

    told = Signal(object)

    def __init__(self, document: Document, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._kit, self._window = document, kit, window

    def paste(self, target: Target) -> None:
        """Lay the clipboard's block over the sheet, or show what that would do."""
        clipboard: QMimeData | None = QGuiApplication.clipboard().mimeData()  # none where nothing was copied
        data = clipboard if clipboard is not None else QMimeData()
        clip = read_clip(data.text() if data.hasText() else "", data.html() if data.hasHtml() else "")
        if not clip.block:
            self.told.emit(_message("info", "nothing"))
            return
        plan = self._plan(clip, target, {})
        if plan.is_clean:
            self._take(plan)
        else:
            self._show(clip, target)

    def _plan(self, clip: Clip, target: Target, answers: Answers) -> PastePlan:
        document = self._document
        return plan_paste(
            document.sheet,
            document.programme,
            clip.block,
            target,
            all_headings(),
            answers=answers,
            typed=document.unread_texts,
            behind=clip.behind,
        )

    def _show(self, clip: Clip, target: Target) -> None:
        document, kit = self._document, self._kit
        words = PasteWords(document.sheet, document.programme, kit.texts)
        dialog = PasteDialog(lambda answers: self._plan(clip, target, answers), words, kit, self._window)
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


def read_clip(text: str, html: str) -> Clip:
    """What the clipboard holds: its text, with the numbers of its HTML behind it; or the HTML alone."""
    held = read_table(html) if html else []
    block = block_of(text) or [[cell.shown for cell in row] for row in held]
    return clip_of(block, held) if held else Clip(block)


def _message(kind: str, key: str, **values: int) -> Message:
    return Message(kind, lambda texts: texts(f"paste.{key}", **values))
