"""Which organisations the report of a period names: chosen from the programme's list, kept with the sheet."""

from collections.abc import Collection, Sequence
from typing import assert_never

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import Period
from fieldapp.core.programme import Organisation
from fieldapp.texts.texts import Texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.outcome import Declined, Nothing, Refused, Written
from fieldapp.ui.kit.aliases import Index
from fieldapp.ui.kit.dialogs import fit_to_words, open_dialog
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even, looking, named
from fieldapp.ui.kit.notice import Message, error_message
from fieldapp.ui.kit.theme import SPACE

MOST_LINES = 12

_Button = QDialogButtonBox.StandardButton
_Check = Qt.CheckState


class _BoxDelegate(QStyledItemDelegate):
    """Draws the boxes so that they are seen: the style takes their edge from the window's ground, and makes
    it darker, which on a dark one leaves nothing."""

    def __init__(self, edge: str, view: QListWidget) -> None:
        super().__init__(view)
        self._edge = QColor(edge)

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        palette = QPalette(option.palette)
        palette.setColor(QPalette.ColorRole.Window, self._edge)
        option.palette = palette


class OrganisationsDialog(QDialog):
    """Asks who took part in a period; `chosen` is the answer, keys in the programme's order. What is pressed
    on a line ticks it, not only what is pressed on its box."""

    def __init__(
        self,
        period: Period,
        organisations: Sequence[Organisation],
        chosen: Collection[str],
        kit: Kit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        texts = kit.texts
        self._is_ticked = False  # by the press that is going on

        self._question = QLabel(texts("organisations.question", period=period))
        self._what_for = looking(QLabel(texts("organisations.what-for")), "quiet")
        self.list = named(QListWidget(), "organisations")
        self._hint = looking(QLabel(texts("organisations.hint")), "quiet")
        self.buttons = QDialogButtonBox(_Button.Ok | _Button.Cancel)

        self.setWindowTitle(texts("organisations.title"))
        for label in (self._question, self._what_for, self._hint):
            label.setWordWrap(True)
        self.list.setItemDelegate(_BoxDelegate(kit.theme.quiet_text, self.list))
        self.list.setAccessibleName(texts("organisations.list"))
        self.list.setAccessibleDescription(self._hint.text())
        self.list.ensurePolished()  # rows are laid out with the style of that moment
        for organisation in organisations:
            name = texts.names(organisation.names)
            item = QListWidgetItem(name[:1].upper() + name[1:], self.list)
            item.setData(Qt.ItemDataRole.UserRole, organisation.key)
            item.setCheckState(_Check.Checked if organisation.key in chosen else _Check.Unchecked)
        self.list.setCurrentRow(0)
        self.buttons.button(_Button.Ok).setDefault(True)
        self._lay_out()

        self.list.itemPressed.connect(lambda: self._mark(False))
        self.list.itemChanged.connect(lambda: self._mark(True))
        self.list.itemClicked.connect(self._tick)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.list.setFocus()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys of those that are ticked."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is _Check.Checked
        )

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_to_words(self)

    def _lay_out(self) -> None:
        whole = column(self, spacing=2 * SPACE, margins=even(5 * SPACE))
        for widget in (self._question, self._what_for, self.list, self._hint):
            whole.addWidget(widget)
        whole.addStretch()
        whole.addWidget(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)
        around = 2 * self.list.frameWidth()
        lines = min(self.list.count(), MOST_LINES)
        self.list.setFixedHeight(sum(map(self.list.sizeHintForRow, range(lines))) + around)
        self.list.setMinimumWidth(self.list.sizeHintForColumn(0) + around)

    def _mark(self, is_ticked: bool) -> None:
        self._is_ticked = is_ticked

    def _tick(self, item: QListWidgetItem) -> None:
        if not self._is_ticked:
            is_on = item.checkState() is _Check.Checked
            item.setCheckState(_Check.Unchecked if is_on else _Check.Checked)
        self._is_ticked = False


class Organisations(QObject):
    """Asks who took part and keeps it. `told(Message)`: what came of it."""

    told = Signal(object)

    def __init__(self, document: Document, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._kit, self._window = document, kit, window

    def choose(self) -> None:
        """Show those of the open period, to be chosen otherwise."""
        document = self._document
        document.settle()
        try:
            chosen = document.store.organisations(document.key)
        except FieldAppError as error:
            self.told.emit(error_message(error))
            return
        known = document.programme.organisations
        dialog = OrganisationsDialog(document.period, known, chosen, self._kit, self._window)
        dialog.accepted.connect(lambda: self._keep(dialog.chosen, chosen))
        open_dialog(dialog)

    def _keep(self, keys: tuple[str, ...], seen: tuple[str, ...]) -> None:
        period = self._document.period
        outcome = self._document.choose_organisations(keys, seen)
        match outcome:
            case Refused():
                self.told.emit(error_message(outcome.error))
            case Written():
                self.told.emit(Message("done", lambda texts: self._said(texts, period, keys)))
            case Nothing() | Declined():
                pass
            case _:
                assert_never(outcome)

    def _said(self, texts: Texts, period: Period, keys: tuple[str, ...]) -> str:
        names = [texts.names(self._document.programme.organisation(key).names) for key in keys]
        if not names:
            return texts("organisations.chosen-none", period=period)
        return texts("organisations.chosen", period=period, names=texts.listed(names))
