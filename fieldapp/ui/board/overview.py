"""Opening the board, and what is done from it."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.board import Board
from fieldapp.core.hq.ledger_code import ledger_code
from fieldapp.core.period import Period, year_of
from fieldapp.core.pictures.drawing import BoardDrawing
from fieldapp.core.pictures.picture import BoardPicture
from fieldapp.core.programme import HQ
from fieldapp.exchange.names import WORKBOOK, answer_name
from fieldapp.pictures.files import board_bytes
from fieldapp.pictures.palette import LIGHT_INK, PALETTES
from fieldapp.store.hq.overview import answer_to, board_of
from fieldapp.store.store import Store
from fieldapp.texts.board import reminder
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.board.dialog import BoardDialog
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.desktop import PDF, PICTURE_KINDS
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import error_message
from fieldapp.ui.pictures.keeping import put_file

BOARD_KINDS = (*PICTURE_KINDS, PDF, WORKBOOK)
"""What the board is saved as, the usual one first."""

WaitFor = Callable[[str, Callable[[Store, Callable[[float], None]], Any], QWidget], Any]
"""Has something made of the file on the worker: what it is called, how, and over which window."""


class Overview(QObject):
    """`told(Message)`: why the board cannot be shown."""

    told = Signal(object)

    def __init__(self, document: Document, wait_for: WaitFor, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._wait_for, self._kit, self._window = document, wait_for, kit, window
        self.dialog: BoardDialog | None = None
        self._year = 0

    @property
    def is_possible(self) -> bool:
        """Whether this is the file of headquarters."""
        return self._document.store.office == HQ

    def choose(self) -> None:
        """Show the board of the year that the open sheet is of."""
        self._document.settle()
        today = self._document.now().date()
        year = min(today, self._document.period.end).year
        dialog = BoardDialog(self._document.programme, today, self._kit, self._window)
        dialog.year.setValue(year)
        dialog.year_wanted.connect(self._show_year)
        dialog.answer_wanted.connect(self._answer)
        dialog.reminder_wanted.connect(self._remind)
        dialog.picture_wanted.connect(self._save)
        dialog.finished.connect(self._end)
        self.dialog = dialog
        if self._show_year(year):
            open_dialog(dialog)
        else:
            dialog.deleteLater()
            self.dialog = None

    def _end(self) -> None:
        self.dialog = None

    def _span(self, year: int) -> Period:
        return year_of(date(year, 1, 1))

    def _show_year(self, year: int) -> bool:
        assert self.dialog is not None, "the board is asked for by its own dialog"
        now = self._document.now()
        try:
            board = self._board(year, now)
        except FieldAppError as error:
            if self.dialog.isVisible():
                self.dialog.tell(self._kit.texts.error(error))
            else:
                self.told.emit(error_message(error))
            return False
        self.dialog.show_board(board, now)
        self._year = year
        return True

    def _board(self, year: int, now: datetime) -> Board:
        """Of a few sheets at once, of many on the worker, where it can be stopped."""
        store, span = self._document.store, self._span(year)
        if not store.is_long(span):
            return board_of(store, span, now)
        parent = self._window if self.dialog is None or not self.dialog.isVisible() else self.dialog
        made: Board = self._wait_for("wait.board", lambda own, tell: board_of(own, span, now, tell), parent)
        return made

    def _code(self, office: str, year: int) -> str:
        return ledger_code(self._document.store.holdings().records.values(), office, year)

    def _remind(self, office: str, language: str) -> None:
        assert self.dialog is not None, "a reminder is asked for by the board"
        store, year = self._document.store, self._year
        texts = self._kit.texts
        name = texts.names(store.programme.office(office).names)
        board = self.dialog.board
        letter = reminder(board, office, self._code(office, year), store.programme, read_texts(language))
        if letter:
            self._kit.desktop.copy(letter)
        self.dialog.tell(texts("board.reminded" if letter else "board.nothing-missing", office=name))

    def _answer(self, office: str) -> None:
        from fieldapp.exchange.hq.answer_workbook import write_answer

        assert self.dialog is not None, "an answer is asked for by the board"
        store, texts, now = self._document.store, self._kit.texts, self._document.now()
        name, year = texts.names(store.programme.office(office).names), self.dialog.year.value()
        suggestion, own = self._suggestion(office, now.date()), self.dialog.language.currentData()
        languages = [own, *(one for one in LANGUAGES if one != own)]
        target = self._kit.desktop.ask_for_workbook(self.dialog, texts, suggestion, languages)
        if target is None:
            return
        try:
            made = answer_to(store, office, now, store.who)
            written = write_answer(
                made,
                store.programme,
                target[0],
                read_texts(target[1]),
                now,
                is_demonstration=store.is_demonstration,
            )
        except FieldAppError as error:
            self.dialog.tell(texts.error(error))
            return
        said = {"office": name, "path": written.name, "year": str(year), "code": self._code(office, year)}
        self.dialog.tell(texts("board.answered", **said))

    def _save(self, board: Board) -> None:
        """As a picture, on paper or as a workbook, as the name that is chosen says."""
        assert self.dialog is not None, "the board is saved from its dialog"
        texts, store = self._kit.texts, self._document.store
        picture = BoardPicture(store.programme, board, store.is_demonstration)
        folder = self._kit.settings.export_folder or store.path.parent
        suggestion = folder / f"board-{self.dialog.year.value()}{BOARD_KINDS[0]}"
        target = self._kit.desktop.ask_for_picture(self.dialog, texts, suggestion, BOARD_KINDS)
        if target is None:
            return
        self._kit.settings.export_folder = target.parent
        try:
            saved = self._put(picture, target)
        except FieldAppError as error:
            self.dialog.tell(texts.error(error))
            return
        self.dialog.tell(texts("pictures.saved", name=saved.name))

    def _put(self, picture: BoardPicture, target: Path) -> Path:
        now, texts = self._document.now(), self._kit.texts
        kind = target.suffix.casefold()
        if kind == WORKBOOK:
            from fieldapp.exchange.hq.board_workbook import write_board

            return write_board(picture, target, texts, now)
        kind = kind if kind in BOARD_KINDS else BOARD_KINDS[0]
        palette = LIGHT_INK if kind == PDF else PALETTES[self._kit.theme.name]
        drawing = BoardDrawing(picture, kind, palette.name, now.date())
        return put_file(target, board_bytes(drawing, texts, palette))

    def _suggestion(self, office: str, today: date) -> Path:
        folder = self._kit.settings.export_folder or self._document.store.path.parent
        return folder / answer_name(office, today)
