"""Opening the board, and what is done from it."""

from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.board import Board
from fieldapp.core.hq.ledger_code import ledger_code
from fieldapp.core.period import Period, year_of
from fieldapp.core.pictures.drawing import BoardDrawing
from fieldapp.core.pictures.picture import BoardPicture
from fieldapp.core.programme import HQ
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.exchange.names import WORKBOOK, answer_name
from fieldapp.pictures.files import board_bytes
from fieldapp.pictures.palette import LIGHT_INK, PALETTES
from fieldapp.store.hq.overview import answer_to, board_of
from fieldapp.store.store import Store
from fieldapp.texts.board import reminder
from fieldapp.texts.texts import LANGUAGES, Texts, read_texts
from fieldapp.ui.board.dialog import BoardDialog
from fieldapp.ui.board.rows import board_rows
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.desktop import PDF, PICTURE_KINDS
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import error_message
from fieldapp.ui.pictures.keeping import put_file
from fieldapp.ui.work.progress import Progress, Stage
from fieldapp.ui.work.wait import Making, Waiting

BOARD_KINDS = (*PICTURE_KINDS, PDF, WORKBOOK)
"""What the board is saved as, the usual one first."""

_BOARD = (Stage("wait.records", 0.5), Stage("wait.counting", 0.7), Stage("wait.states"))
_ANSWER = (Stage("wait.records", 0.6), Stage("wait.counting", 0.8), Stage("wait.answer"))
"""What is done when, by what `board_of` and `answer_to` tell."""

_Made = TypeVar("_Made")


class Overview(QObject):
    """`told(Message)`: why the board or a sheet of it cannot be shown. `cell_wanted(Cell)`: of the sheet that
    was gone to from it."""

    told = Signal(object)
    cell_wanted = Signal(object)

    def __init__(self, document: Document, waiting: Waiting, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._waiting, self._kit, self._window = document, waiting, kit, window
        self.dialog: BoardDialog | None = None
        self._goal: tuple[SheetKey, str] | None = None
        self._span = year_of(document.period.start)

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
        dialog.sheet_wanted.connect(self._go)
        dialog.answer_wanted.connect(self._answer)
        dialog.reminder_wanted.connect(self._remind)
        dialog.picture_wanted.connect(self._save)
        self.dialog, self._goal = dialog, None
        if self._show_year(year):
            open_dialog(dialog)
            dialog.finished.connect(self._end)
        else:
            dialog.deleteLater()
            self.dialog = None

    def _go(self, key: SheetKey, district: str) -> None:
        self._goal = key, district
        if self.dialog is not None:
            self.dialog.accept()

    def _end(self) -> None:
        """After the dialog, when the keys are back: to the sheet that was chosen."""
        self.dialog = None
        if self._goal is None:
            return
        key, district = self._goal
        try:
            self._document.open_sheet(key)
        except FieldAppError as error:
            self.told.emit(error_message(error))
            return
        sheet = self._document.sheet
        if district in sheet.districts:
            self.cell_wanted.emit(Cell(district, sheet.indicators[0]))

    def _show_year(self, year: int) -> bool:
        assert self.dialog is not None, "the board is asked for by its own dialog"
        span, now = year_of(date(year, 1, 1)), self._document.now()
        programme = self._document.programme
        try:
            shown = self._made(
                "wait.board",
                span,
                lambda own, progress: board_rows(
                    board_of(own, span, now, progress.through(_BOARD)), programme, now
                ),
            )
        except FieldAppError as error:
            if self.dialog.isVisible():
                self.dialog.go_back(self._span.start.year)
                self.dialog.tell(self._kit.texts.error(error))
            else:
                self.told.emit(error_message(error))
            return False
        self.dialog.show_board(shown)
        self._span = span
        return True

    def _made(self, what: str, span: Period, make: Making[_Made]) -> _Made:
        parent = self._window if self.dialog is None or not self.dialog.isVisible() else self.dialog
        return self._waiting.made(what, span, make, parent)

    def _remind(self, office: str, language: str) -> None:
        assert self.dialog is not None, "a reminder is asked for by the board"
        dialog, programme, year = self.dialog, self._document.programme, self._span.start.year
        texts = self._kit.texts
        name = texts.names(programme.office(office).names)
        try:
            code = self._made(
                "wait.reminder", self._span, lambda own, progress: _code(own, office, year, progress)
            )
        except FieldAppError as error:
            dialog.tell(texts.error(error))
            return
        letter = reminder(dialog.board, office, code, programme, read_texts(language))
        if letter:
            self._kit.desktop.copy(letter)
        dialog.tell(texts("board.reminded" if letter else "board.nothing-missing", office=name))

    def _answer(self, office: str) -> None:
        assert self.dialog is not None, "an answer is asked for by the board"
        dialog, texts, now = self.dialog, self._kit.texts, self._document.now()
        name, year = texts.names(self._document.programme.office(office).names), dialog.year.value()
        suggestion, own = self._suggestion(office, now.date()), dialog.language.currentData()
        languages = [own, *(one for one in LANGUAGES if one != own)]
        target = self._kit.desktop.ask_for_workbook(dialog, texts, suggestion, languages)
        if target is None:
            return
        path, language = target
        try:
            written, code = self._made(
                "wait.answer",
                self._span,
                lambda own, progress: _write_answer(
                    own, office, year, now, path, read_texts(language), progress
                ),
            )
        except FieldAppError as error:
            dialog.tell(texts.error(error))
            return
        dialog.tell(texts("board.answered", office=name, path=written.name, year=str(year), code=code))

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
            saved = self._made("wait.file", self._span, self._drawn(picture, target))
        except FieldAppError as error:
            self.dialog.tell(texts.error(error))
            return
        self.dialog.tell(texts("pictures.saved", name=saved.name))

    def _drawn(self, picture: BoardPicture, target: Path) -> Making[Path]:
        now, texts, theme = self._document.now(), self._kit.texts, self._kit.theme.name
        return lambda store, progress: _put_board(picture, target, texts, theme, now, progress)

    def _suggestion(self, office: str, today: date) -> Path:
        folder = self._kit.settings.export_folder or self._document.store.path.parent
        return folder / answer_name(office, today)


def _code(store: Store, office: str, year: int, progress: Progress) -> str:
    """Over all that is here of an office in a year."""
    progress.say("wait.records", 0.0)
    return ledger_code(store.holdings().records.values(), office, year)


def _write_answer(
    store: Store, office: str, year: int, now: datetime, path: Path, texts: Texts, progress: Progress
) -> tuple[Path, str]:
    """The answer to an office as a workbook: where it was put, and the code of the office's year."""
    from fieldapp.exchange.hq.answer_workbook import write_answer

    answer = answer_to(store, office, now, store.who, progress.through(_ANSWER, 0.0, 0.8))
    progress.say("wait.filling", 0.8)
    written = write_answer(
        answer,
        store.programme,
        path,
        texts,
        now,
        is_demonstration=store.is_demonstration,
        count=progress.counting("wait.rows", 0.9),
    )
    return written, ledger_code(answer.records, office, year)


def _put_board(
    picture: BoardPicture, target: Path, texts: Texts, theme: str, now: datetime, progress: Progress
) -> Path:
    kind = target.suffix.casefold()
    if kind == WORKBOOK:
        from fieldapp.exchange.hq.board_workbook import write_board

        progress.say("wait.filling", 0.0)
        return write_board(picture, target, texts, now, progress.counting("wait.rows", 0.6))
    kind = kind if kind in BOARD_KINDS else BOARD_KINDS[0]
    palette = LIGHT_INK if kind == PDF else PALETTES[theme]
    drawing = BoardDrawing(picture, kind, palette.name, now.date())
    progress.say("wait.laying", 0.0)
    count = progress.counting("wait.pages" if kind == PDF else "wait.parts")
    return put_file(target, board_bytes(drawing, texts, palette, count))
