"""Why a sheet that was sent is changed: asked once, before its next revision begins."""

from datetime import date

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from fieldapp.core.period import Period
from fieldapp.core.sheet import SheetKey
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.dialogs import fit_to_words, is_accepted
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, even, looking
from fieldapp.ui.kit.notice import Message
from fieldapp.ui.kit.theme import SPACE

LONGEST_REASON = 200
CHOICES = ("typing", "late", "hq", "misread")

_Button = QDialogButtonBox.StandardButton


class ReasonDialog(QDialog):
    """Asks why the sheet of a period is changed after its `revision` was sent on `day`; `reason` is the
    answer."""

    def __init__(
        self, period: Period, revision: int, day: date, kit: Kit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._period, self._revision, self._day = period, revision, day
        self._kit = kit
        self._words: list[str] = []

        self._question = QLabel()
        self._what_for = looking(QLabel(), "quiet")
        self._label = QLabel()
        self.field = QLineEdit(maxLength=LONGEST_REASON)
        self._often = looking(QLabel(), "quiet")
        self.choices = [QPushButton(autoDefault=False) for _ in CHOICES]
        self.buttons = QDialogButtonBox(_Button.Ok | _Button.Cancel)

        self._question.setWordWrap(True)
        self._what_for.setWordWrap(True)
        self._label.setBuddy(self.field)
        self.buttons.button(_Button.Ok).setDefault(True)
        self._lay_out()

        self.field.textChanged.connect(self._show_whether_enough)
        for place, button in enumerate(self.choices):
            button.clicked.connect(lambda _=False, place=place: self._choose(place))
            key = QShortcut(QKeySequence(f"Alt+{place + 1}"), self, autoRepeat=False)
            key.activated.connect(button.click)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        kit.texts_changed.connect(self._say)
        self._say()
        fit_to_words(self)
        self.field.setFocus()

    @property
    def reason(self) -> str:
        """The answer, without needless spaces."""
        return " ".join(self.field.text().split())

    def _say(self) -> None:
        """What was typed stays, a ready-made answer is said anew."""
        texts = self._kit.texts
        before, self._words = self._words, [texts(f"reason.choice-{key}") for key in CHOICES]
        self.setWindowTitle(texts("reason.title"))
        self._question.setText(
            texts("reason.question", period=self._period, revision=self._revision, date=self._day)
        )
        self._what_for.setText(texts("reason.what-for", next=self._revision + 1))
        self._label.setText(texts("reason.field"))
        self.field.setAccessibleName(texts("reason.field"))
        self.field.setAccessibleDescription(self._question.text())
        self._often.setText(texts("reason.choices"))
        for number, (button, words) in enumerate(zip(self.choices, self._words, strict=True), start=1):
            button.setText(f"{words}   Alt+{number}")
            button.setAccessibleName(words)
        if self.reason in before:
            self.field.setText(self._words[before.index(self.reason)])
        self.buttons.button(_Button.Ok).setText(texts("reason.take"))
        self._show_whether_enough()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        fit_to_words(self)

    def _lay_out(self) -> None:
        whole = column(self, spacing=2 * SPACE, margins=even(5 * SPACE))
        for widget in (self._question, self._what_for, self._label, self.field, self._often):
            whole.addWidget(widget)
        for button in self.choices:
            whole.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addStretch()
        whole.addWidget(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)

    def _choose(self, place: int) -> None:
        self.field.setText(self._words[place])
        self.field.setFocus()

    def _show_whether_enough(self) -> None:
        self.buttons.button(_Button.Ok).setEnabled(bool(self.reason))


class Reasons(QObject):
    """Asks for the reason of a correction. `told(Message)`: none was given, so nothing was changed."""

    told = Signal(object)

    def __init__(self, document: Document, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._kit, self._window = document, kit, window
        self.dialog: ReasonDialog | None = None

    def ask(self, key: SheetKey) -> str | None:
        """The reason, or None. Waits for the answer."""
        standing, now = self._document.store.standing(key), self._document.now()
        day = standing.sealed_at.astimezone(now.tzinfo).date() if standing.sealed_at else now.date()
        period = key.period
        dialog = ReasonDialog(period, standing.revision, day, self._kit, self._window)
        self.dialog = dialog
        is_given = is_accepted(dialog)
        self.dialog = None
        if is_given:
            return dialog.reason
        message = Message("warning", lambda texts: texts("reason.refused", period=period))
        QTimer.singleShot(0, self, lambda: self.told.emit(message))  # after what the change would have led to
        return None
