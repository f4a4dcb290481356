"""Opening the text for the press, and what is done with it."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.core.hq.publication import AfterPublication, Publication
from fieldapp.core.programme import HQ
from fieldapp.core.published.kept import AfterPrint, PrintedFigures
from fieldapp.exchange.hq.press_html import press_html
from fieldapp.publishing import FIGURES_JUDGED, FIGURES_READ, PressDraft, PressOrder, draft_texts, publish
from fieldapp.store.store import Store
from fieldapp.texts.press import published_at_words
from fieldapp.texts.texts import LANGUAGES, Texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.kept_command import ForgetPrintCommand
from fieldapp.ui.kit.dialogs import open_dialog
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.notice import Message, error_message
from fieldapp.ui.person.person import AskName
from fieldapp.ui.press.dialog import PressDialog
from fieldapp.ui.press.options import PressOptions
from fieldapp.ui.press.published_dialog import PublishedDialog
from fieldapp.ui.work.progress import Progress, Stage
from fieldapp.ui.work.wait import Waiting

_Made = TypeVar("_Made")
_DRAFT = (
    Stage("wait.figures", FIGURES_READ),
    Stage("wait.checking-all", FIGURES_JUDGED),
    Stage("wait.languages", of=len(LANGUAGES)),
)
_ORDER = ("az", "en", "ru")
"""As they are read from left to right."""


class Press(QObject):
    """`told(Message)`: why no text can be made."""

    told = Signal(object)

    def __init__(
        self, document: Document, ask_name: AskName, waiting: Waiting, kit: Kit, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document, self._ask_name, self._kit, self._window = document, ask_name, kit, window
        self._waiting = waiting
        self._drafts: dict[str, PressDraft] = {}
        self.dialog: PressDialog | None = None
        self.published: PublishedDialog | None = None
        window.installEventFilter(self)

    @property
    def is_possible(self) -> bool:
        """Whether this is the file of headquarters."""
        return self._document.store.office == HQ

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What stands over the text goes before its window does."""
        if event.type() == QEvent.Type.Close and self.dialog is not None:
            for above in self.dialog.findChildren(QDialog):
                above.reject()
        return False

    def choose(self) -> None:
        """Show the text of the open period."""
        document = self._document
        document.settle()
        try:
            report, known = self._looked(
                lambda store: (store.report(document.period), store.publications()), self._window
            )
            options = PressOptions(document.period, document.programme, report.organisations, self._kit)
            self._drafts = self._made(options.asked())
        except FieldAppError as error:
            self.told.emit(error_message(error))
            return
        dialog = PressDialog(options, self._drafts, self._kit, self._window)
        options.changed.connect(self._make_anew)
        dialog.anew.clicked.connect(self._make_anew)
        dialog.copy_wanted.connect(self._copy)
        dialog.publish_wanted.connect(self._publish)
        dialog.list_wanted.connect(self._show_list)
        dialog.finished.connect(self._end)
        for one in dialog.columns.values():
            one.field.edited.connect(self._show_states)
        self._kit.texts_changed.connect(self._show_states)
        self.dialog, self._known = dialog, known
        self._show_states()
        open_dialog(dialog)

    def _made(self, asked: PressOrder) -> dict[str, PressDraft]:
        languages = [*(one for one in _ORDER if one in LANGUAGES)]
        today = self._document.today
        parent = self.dialog or self._window

        def draft(store: Store, progress: Progress) -> dict[str, PressDraft]:
            return draft_texts(store, asked, languages, today, progress.through(_DRAFT))

        return self._waiting.made("wait.press", self._document.period, draft, parent)

    def _looked(self, make: Callable[[Store], _Made], parent: QWidget) -> _Made:
        def work(own: Store, progress: Progress) -> _Made:
            progress.say("wait.figures", 0.0)
            return make(own)

        return self._waiting.made("wait.press", self._document.period, work, parent)

    def _end(self) -> None:
        self._kit.texts_changed.disconnect(self._show_states)
        self.dialog = None

    def _make_anew(self) -> None:
        dialog = self._open()
        try:
            asked = dialog.options.asked()
        except FieldAppError as error:  # a day that is not typed yet
            dialog.tell(error_message(error))
            return
        try:
            self._drafts = self._made(asked)
        except FieldAppError as error:
            dialog.options.go_back(next(iter(self._drafts.values())).asked)
            dialog.tell(error_message(error))
            return
        dialog.show_drafts(self._drafts)
        self._show_states()

    def _copy(self, language: str) -> None:
        dialog = self._open()
        text = dialog.columns[language].field.wording.text
        self._kit.desktop.copy_rich(text, press_html(text, language))
        dialog.tell(Message("done", lambda texts: texts("press.copied", language=_called(language, texts))))

    def _publish(self, languages: tuple[str, ...]) -> None:
        dialog = self._open()
        if not self._ask_name("press.name"):
            return
        done: list[str] = []
        try:
            for language in languages:
                draft = self._drafts[language].edited(dialog.columns[language].field.wording.text)
                publish(self._document.store, draft, dialog.why)
                done.append(language)
        except FieldAppError as error:
            dialog.tell(error_message(error))
        else:
            dialog.tell(
                Message(
                    "done",
                    lambda texts: texts(
                        "press.done", languages=texts.listed([_called(one, texts) for one in done])
                    ),
                )
            )
        self._known = self._document.store.publications()
        self._show_states()

    def _show_states(self) -> None:
        """Whether each text is published as it stands."""
        dialog, texts = self._open(), self._kit.texts
        newest: Mapping[object, Publication] = {one.place: one for one in self._known}
        is_any_unpublished_edit = False
        for language, one in dialog.columns.items():
            draft, text = self._drafts[language], one.field.wording.text
            published = newest.get((draft.asked.period, language, draft.asked.form))
            if published is None:
                one.show_state("", texts("press.not-yet"))
                is_any_unpublished_edit |= one.field.is_edited
                continue
            at = published_at_words(published, self._document.now(), texts)
            is_same = (published.text, published.basis.digest) == (text, draft.basis.digest)
            words = texts("press.is-published" if is_same else "press.is-other", at=at, who=published.who)
            one.show_state("done" if is_same else "warning", words)
            is_any_unpublished_edit |= one.field.is_edited and not is_same
        dialog.may_close = not is_any_unpublished_edit

    def _show_list(self) -> None:
        dialog = self._open()
        self.show_list(dialog, dialog.tell)

    def show_list(self, over: QWidget, tell: Callable[[Message], None] | None = None) -> None:
        """Show what was published, here and by others, over another window, or tell there why not."""
        document, tell = self._document, tell or self.told.emit
        try:
            found, prints = self._looked(_after, over)
        except FieldAppError as error:
            tell(error_message(error))
            return
        dialog = PublishedDialog(found, prints, document.programme, document.now(), self._kit, over)
        dialog.forget_wanted.connect(self._forget)
        self.published = dialog
        open_dialog(dialog)

    def _forget(self, printed: PrintedFigures) -> None:
        """Keep no more what others printed, undoable."""
        document, store, dialog = self._document, self._document.store, self.published
        if dialog is None or not document.has_file():
            return
        try:
            command = ForgetPrintCommand(store, printed)
            document.step(lambda: command)
            said = command.told_again()
        except FieldAppError as error:
            said = error_message(error)
        try:
            dialog.show_found(*self._looked(_after, dialog))  # and what somebody else has kept meanwhile
        except FieldAppError as error:
            said = error_message(error)
        dialog.tell(said)

    def _open(self) -> PressDialog:
        assert self.dialog is not None, "only its own dialog asks for it"
        return self.dialog


def _called(language: str, texts: Texts) -> str:
    return texts(f"press.language-{language}")


def _after(store: Store) -> tuple[tuple[AfterPublication, ...], tuple[AfterPrint, ...]]:
    """What was published and what others printed, each with what is something else since."""
    return store.after_publications(), store.after_prints()
