"""The second person's first page and last one: who keys, and what came of it."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QPushButton, QWidget

from fieldapp.core.programme import Programme, fold
from fieldapp.core.sheet import Sheet
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import column, looking, row
from fieldapp.ui.kit.settings import LONGEST_NAME
from fieldapp.ui.kit.theme import SPACE, title_font
from fieldapp.ui.verify.round import Round
from fieldapp.ui.verify.words import outcome


class NamePage(QWidget):
    """Asks who the second person is. `named(str)`: someone who has entered none of the figures."""

    named = Signal(str)
    left = Signal()

    def __init__(self, entered_by: Iterable[str], kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken = {fold(name) for name in entered_by}
        self._kit = kit

        self._heading = QLabel()
        self._intro = QLabel()
        self._label = QLabel()
        self.field = QLineEdit(maxLength=LONGEST_NAME)
        self._said = looking(QLabel(), "alarm")
        self.begin_button = QPushButton(default=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)

        self.buttons.addButton(self.begin_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self._heading.setFont(title_font(self.font()))
        self._heading.setWordWrap(True)
        self._intro.setWordWrap(True)
        self._said.setWordWrap(True)
        self._label.setBuddy(self.field)
        self._said.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        page = column(self, spacing=3 * SPACE)
        for widget in (self._heading, self._intro, self._label, self.field, self._said):
            page.addWidget(widget)
        page.addStretch()
        page.addWidget(self.buttons)

        self.field.textEdited.connect(lambda: self._said.clear())
        self.begin_button.clicked.connect(self._take)
        self.buttons.rejected.connect(self.left)
        kit.texts_changed.connect(self._say)
        self._say()

    @property
    def said(self) -> str:
        """Why the name is not taken."""
        return self._said.text()

    def _say(self) -> None:
        texts = self._kit.texts
        self._heading.setText(texts("verify.title"))
        self._intro.setText(texts("verify.intro"))
        self._label.setText(texts("verify.name"))
        self.field.setAccessibleName(texts("verify.name"))
        self.field.setAccessibleDescription(texts("verify.intro"))
        self.begin_button.setText(texts("verify.begin"))
        if self.said:
            self._refuse(self._name())

    def begin(self) -> None:
        """Put the caret into the field."""
        self.field.setFocus()

    def _name(self) -> str:
        return " ".join(self.field.text().split())

    def _take(self) -> None:
        name = self._name()
        if not name or fold(name) in self._taken:
            self._refuse(name)
            self.field.setFocus()
        else:
            self.named.emit(name)

    def _refuse(self, name: str) -> None:
        self._said.setText(self._kit.texts("verify.same-name" if name else "verify.no-name", name=name))


class DonePage(QWidget):
    """What was found, in words. `controls_wanted`: the keyed column totals should become the control
    totals."""

    controls_wanted = Signal()
    left = Signal()

    def __init__(
        self,
        ended: Round,
        sheet: Sheet,
        programme: Programme,
        kit: Kit,
        parent: QWidget | None = None,
        *,
        offers_controls: bool,
    ) -> None:
        super().__init__(parent)
        self._round, self._sheet, self._programme, self._kit = ended, sheet, programme, kit

        self._icon = QLabel()
        self._heading = QLabel()
        self._said = QLabel()
        self.take = QPushButton()
        self.close_button = QPushButton(default=True)

        self._heading.setFont(title_font(self.font()))
        self._heading.setWordWrap(True)
        self._said.setWordWrap(True)
        self.take.setVisible(offers_controls)
        self._icon.setPixmap(kit.icons.pixmap("done", kit.theme.accent, 6 * SPACE, self.devicePixelRatioF()))
        top = row(spacing=2 * SPACE)
        top.addWidget(self._icon)
        top.addWidget(self._heading, 1)
        foot = row(spacing=2 * SPACE)
        foot.addStretch()
        foot.addWidget(self.take)
        foot.addWidget(self.close_button)
        page = column(self, spacing=3 * SPACE)
        page.addLayout(top)
        page.addWidget(self._said)
        page.addStretch()
        page.addLayout(foot)

        self.take.clicked.connect(self.controls_wanted)
        self.close_button.clicked.connect(self.left)
        kit.texts_changed.connect(self._say)
        self._say()

    def _say(self) -> None:
        texts = self._kit.texts
        self._heading.setText(texts("verify.verified", name=self._round.who))
        self._said.setText("\n".join(outcome(self._round, self._sheet, self._programme, texts)))
        self.take.setText(texts("verify.take-controls"))
        self.close_button.setText(texts("verify.close"))

    def begin(self) -> None:
        """Put the keys on the way out."""
        self.close_button.setFocus()
