"""The second person's turn: opens the dialog, keeps what was keyed while the sheet is corrected, and says
how far it is."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import CONTROL, SheetKey
from fieldapp.core.verify import Mismatch, places_to_key, suspect
from fieldapp.texts.texts import Texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import Link, Message, error_message
from fieldapp.ui.person.person import Person
from fieldapp.ui.verify.dialog import VerifyDialog
from fieldapp.ui.verify.round import Round
from fieldapp.ui.verify.words import keyed_figure, place_name


class SecondPerson(QObject):
    """`began`, `ended`: in between nothing of the sheet may be seen. `told(Message)`: what came of it.
    `go_wanted(Cell)`: where the sheet is to be corrected.
    """

    began = Signal()
    ended = Signal()
    told = Signal(object)
    go_wanted = Signal(object)

    def __init__(self, document: Document, person: Person, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._person, self._kit, self._window = document, person, kit, window
        self._rounds: dict[SheetKey, Round] = {}
        self.dialog: VerifyDialog | None = None
        document.findings_changed.connect(self._follow)

    def verify(self) -> None:
        """Have a second person key the totals, or go on where they were."""
        document = self._document
        document.settle()
        if all(cell.district == CONTROL for cell in places_to_key(document.sheet)):
            self.told.emit(Message("error", lambda texts: texts("verify.nothing")))
            return
        if not self._person.ask("window.name-to-verify"):
            return
        begun, alike = self._rounds.get(document.key), self._person.entered_nameless
        try:
            dialog = VerifyDialog(document, begun, self._kit, self._window, alike=alike)
        except FieldAppError as error:
            self.told.emit(error_message(error))
            return
        self.dialog = dialog
        dialog.finished.connect(self.ended)
        open_dialog(dialog)
        dialog.finished.connect(lambda: self._end(dialog))  # afterwards: it may lead on to what is wrong
        self.began.emit()

    def _end(self, dialog: VerifyDialog) -> None:
        self.dialog = None
        round_, document = dialog.round, self._document
        if dialog.is_verified:
            self._rounds.pop(document.key, None)
            if dialog.has_taken:
                self.told.emit(Message("done", lambda texts: texts("verify.controls-taken")))
        elif round_ is not None and round_.keyed:
            self._rounds[document.key] = round_
            if dialog.wrong:
                self.go_wanted.emit(suspect(document.sheet, dialog.wrong))
                self._say_wrong(dialog.wrong[0])
            else:
                done, totals = round_.progress(document.sheet)
                link = Link("verify.go-on", self.verify)
                self.told.emit(
                    Message("info", lambda texts: texts("verify.kept", done=done, n=totals), (link,))
                )

    def _follow(self) -> None:
        """While the sheet is corrected, say what still differs."""
        round_, document = self._rounds.get(self._document.key), self._document
        if self.dialog is not None or round_ is None or not round_.is_correcting:
            return
        wrong = round_.differing(document.sheet, document.programme)
        if wrong:
            self._say_wrong(wrong[0])
        else:
            link = Link("verify.go-on", self.verify)
            self.told.emit(Message("info", lambda texts: texts("verify.agree-now"), (link,)))

    def _say_wrong(self, wrong: Mismatch) -> None:
        programme = self._document.programme

        def say(texts: Texts) -> str:
            return texts(
                "verify.correct",
                place=place_name(wrong.cell, programme, texts),
                keyed=keyed_figure(wrong.cell, wrong.keyed, programme, texts),
                entered=keyed_figure(wrong.cell, wrong.entered, programme, texts),
            )

        self.told.emit(Message("warning", say, (Link("verify.go-on", self.verify),)))
