"""The second person: a name, the totals keyed from the paper without sight of the entries, and only then
the two beside each other."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget
from typing_extensions import override

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.numbers import Value
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell
from fieldapp.core.verify import Keyed, Mismatch, controls_to_take, places_to_key
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.standing import settle_mismatch, verify
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even
from fieldapp.ui.kit.notice import Strip, error_message
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.verify.differences import DifferencesPage
from fieldapp.ui.verify.keying import KeyingPage
from fieldapp.ui.verify.pages import DonePage, NamePage
from fieldapp.ui.verify.round import Round

Page = NamePage | KeyingPage | DifferencesPage | DonePage


class VerifyDialog(QDialog):
    """Leads a second person through the open sheet, or on from `begun`. Afterwards `round` is what they
    keyed, `wrong` where the sheet is to be corrected by the paper, `is_verified` whether all agrees,
    `has_taken` whether the control totals were taken over. `alike`: names that are one person's."""

    def __init__(
        self,
        document: Document,
        begun: Round | None,
        kit: Kit,
        parent: QWidget | None = None,
        *,
        alike: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(parent)
        self.round = begun
        self.wrong: tuple[Mismatch, ...] = ()
        self.is_verified = False
        self.has_taken = False
        self._document, self._kit, self._alike = document, kit, alike
        self.page: Page | None = None

        self.notice = Strip(kit)
        self._whole = column(self, spacing=2 * SPACE, margins=even(5 * SPACE))

        self._whole.addWidget(self.notice)
        self._show_first()
        kit.texts_changed.connect(self._say)
        self._say()
        self._fit()

    def _say(self) -> None:
        self.setWindowTitle(self._kit.texts("verify.title"))

    @override
    def sizeHint(self) -> QSize:
        """Room for the rows of a usual office, so that the pages with figures do not change it; the first and
        the last page are as high as what they say."""
        if not isinstance(self.page, KeyingPage | DifferencesPage):
            width = self.fontMetrics().averageCharWidth() * 90
            return QSize(width, self._whole.heightForWidth(width))
        line = self.fontMetrics().height() + 5 * SPACE
        wanted = QSize(
            self.fontMetrics().averageCharWidth() * 140, line * (len(places_to_key(self._document.sheet)) + 4)
        )
        parent = self.parentWidget()
        room = parent.size() if parent is not None else wanted
        return wanted.expandedTo(super().sizeHint()).boundedTo(room)

    def _show_first(self) -> None:
        document = self._document
        if self.round is None:
            entered_by = document.store.entered_by(document.key)
            page = NamePage(entered_by | (self._alike if self._alike & entered_by else set()), self._kit)
            page.named.connect(self._begin)
            page.left.connect(self.reject)
            self._turn_to(page)
        elif self.round.is_complete(document.sheet):
            self._compare()
        else:
            self._show_keying()

    def _begin(self, name: str) -> None:
        self.round = Round(name)
        self._show_keying()

    def _show_keying(self, at: Cell | None = None) -> None:
        assert self.round is not None
        places = places_to_key(self._document.sheet)
        page = KeyingPage(places, self.round, self._document.programme, self._kit)
        page.finished.connect(self._compare)
        self._turn_to(page)
        page.begin(at)

    def _compare(self) -> None:
        """Set what was keyed beside what is on the disk by now, or key on where that is something else."""
        assert self.round is not None
        try:
            self._document.confirm()
        except FieldAppError as error:
            self._show_keying()
            self.notice.tell(error_message(error))
            return
        found = self.round.differing(self._document.sheet, self._document.programme)
        if not found:
            self._verify()
            return
        page = DifferencesPage(found, self.round, self._document.programme, self._kit)
        page.recorded.connect(lambda: self._record(found))
        page.again_wanted.connect(self._key_again)
        self._turn_to(page)

    def _key_again(self, cell: Cell) -> None:
        assert self.round is not None
        self.round.key_again(cell)
        self._show_keying(cell)

    def _record(self, found: tuple[Mismatch, ...]) -> None:
        assert self.round is not None
        try:
            self.wrong = self.round.record(found, partial(settle_mismatch, self._document))
        except FieldAppError as error:
            self.notice.tell(error_message(error))
            return
        if self.wrong:
            self.accept()
        else:
            self._verify()

    def _verify(self) -> None:
        assert self.round is not None
        document = self._document
        try:
            verify(document, self.round.who)
        except FieldAppError as error:
            self._show_keying()
            self.notice.tell(error_message(error))
            return
        self.is_verified = True
        offers = document.standing.status is Status.DRAFT and bool(self._controls())
        page = DonePage(self.round, document.sheet, document.programme, self._kit, offers_controls=offers)
        page.controls_wanted.connect(self._take_controls)
        page.left.connect(self.accept)
        self._turn_to(page)

    def _controls(self) -> dict[Cell, Value]:
        assert self.round is not None
        return controls_to_take(self._document.sheet, Keyed(self.round.keyed))

    def _take_controls(self) -> None:
        self._document.push(make_edits(self._document.sheet, self._controls()))
        self.has_taken = True
        self.accept()

    def _turn_to(self, page: Page) -> None:
        if self.page is not None:
            self._whole.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
        self.notice.clear()
        self.page = page
        self._whole.addWidget(page, 1)
        page.show()
        page.begin()
        self._fit()

    def _fit(self) -> None:
        """The size of the page, in the midst of where the dialog was."""
        before = self.geometry()
        self._whole.activate()
        self.resize(self.sizeHint())
        if self.isVisible():
            self.move(self.pos() + before.center() - self.geometry().center())
