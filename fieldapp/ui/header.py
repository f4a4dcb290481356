"""What stands above the grid: which office, which period, how far the sheet is, what is on the disk, and the
one next step."""

from datetime import date, datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from fieldapp.core.period import Period
from fieldapp.core.report import Status
from fieldapp.core.rules import count_errors
from fieldapp.texts.texts import Texts
from fieldapp.ui.actions import Actions, with_key, without_mnemonic
from fieldapp.ui.chrome import set_look
from fieldapp.ui.document import Document
from fieldapp.ui.icons import Icons
from fieldapp.ui.laying import grid, named, row
from fieldapp.ui.standing_line import StandingLine
from fieldapp.ui.steps import Step, next_step
from fieldapp.ui.theme import SPACE, Theme, small_font, title_font

ICON = 16
WIDEST = Period(date(2025, 12, 29), date(2026, 1, 4))
"""A label as wide as they usually get, so that the buttons beside it stay where they are."""


class Chip(QFrame):
    """The state of the sheet in a rounded frame: icon, words."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self._icons = icons
        self._icon = QLabel()
        self._label = QLabel()

        self._icon.setFixedSize(ICON, ICON)
        line = row(self, spacing=SPACE, margins=(2 * SPACE, SPACE // 2, 3 * SPACE, SPACE // 2))
        line.addWidget(self._icon)
        line.addWidget(self._label)

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def show_state(self, status: Status, words: str, theme: Theme) -> None:
        """Show a status."""
        colours = {Status.DRAFT: theme.text, Status.READY: theme.accent, Status.SENT: theme.on_accent}
        self._icon.setPixmap(
            self._icons.pixmap(status.value, colours[status], ICON, self.devicePixelRatioF())
        )
        self._label.setText(words)
        self.setAccessibleName(words)
        for widget in (self, self._label):
            set_look(widget, "status", status.value)


class Header(QFrame):
    """The header of a sheet. `step_wanted`: the main button was pressed."""

    step_wanted = Signal()

    def __init__(
        self,
        document: Document,
        actions: Actions,
        texts: Texts,
        theme: Theme,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._document, self._actions, self._icons = document, actions, icons
        self._texts, self._theme = texts, theme
        self._saved_at: datetime | None = None
        self._is_refused = False

        self._office = QLabel()
        self._programme = QLabel()
        self._back = self._tool(actions["back"])
        self._period = self._tool(actions["choose-period"], shows_text=True)
        self._forward = self._tool(actions["forward"])
        self._this_week = self._tool(actions["this-week"], shows_text=True)
        self._answered = QLabel()
        self._chip = Chip(icons)
        self.standing_line = StandingLine(icons)
        self._saved_icon = QLabel()
        self._saved = QLabel()
        self._step = named(QPushButton(), "step")
        self._reason = QLabel()
        for label in (self._programme, self._answered, self._saved, self._reason):
            label.setProperty("quiet", True)

        self._step.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self._lay_out()

        self._step.clicked.connect(self.step_wanted)
        document.period_changed.connect(self._show_sheet)
        document.cells_changed.connect(self._show_sheet)
        document.findings_changed.connect(self._show_step)
        document.standing_changed.connect(self._show_sheet)
        document.saved.connect(self._note_saved)
        document.refused.connect(self._note_refused)
        self._apply_fonts()
        self._show_words()

    @property
    def period_text(self) -> str:
        """The label of the period."""
        return self._period.text().strip()

    @property
    def status_text(self) -> str:
        """What the chip says."""
        return self._chip.text

    @property
    def saved_text(self) -> str:
        """What is said of the disk."""
        return self._saved.text()

    @property
    def answered_text(self) -> str:
        """How many districts the totals stand on."""
        return self._answered.text()

    @property
    def step_button(self) -> QPushButton:
        """The main button."""
        return self._step

    @property
    def reason_text(self) -> str:
        """Why the main button holds back; empty if it does not."""
        return self._reason.text()

    def step(self) -> Step:
        """The next step of the sheet as it is."""
        document = self._document
        return next_step(
            document.standing.status, count_errors(document.findings), is_empty=not document.sheet.values
        )

    def set_texts(self, texts: Texts) -> None:
        """Say it in another language."""
        self._texts = texts
        self._show_words()

    def set_theme(self, theme: Theme) -> None:
        """Show it in other colours, or with another size of text."""
        self._theme = theme
        self._apply_fonts()
        self._show_words()

    def _tool(self, action: QAction, *, shows_text: bool = False) -> QToolButton:
        button = QToolButton()
        button.setIconSize(QSize(ICON, ICON))
        button.clicked.connect(action.trigger)
        if shows_text:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    def _lay_out(self) -> None:
        periods = row(spacing=SPACE)
        for button in (self._back, self._period, self._forward):
            periods.addWidget(button)
        periods.addSpacing(SPACE)
        periods.addWidget(self._this_week)
        saved = row(spacing=SPACE)
        saved.addStretch()
        saved.addWidget(self._saved_icon)
        saved.addWidget(self._saved)
        margins = (4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        places = grid(self, across=4 * SPACE, down=SPACE, margins=margins)
        places.addWidget(self._office, 0, 0)
        places.addWidget(self._programme, 1, 0)
        places.addLayout(periods, 0, 1)
        says = row(spacing=4 * SPACE)
        says.addWidget(self._answered)
        says.addWidget(self.standing_line, 1)
        places.addLayout(says, 1, 1, 1, 2)
        places.setColumnStretch(2, 1)
        places.addWidget(self._chip, 0, 3, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        places.addLayout(saved, 1, 3)
        places.addWidget(self._step, 0, 4)
        places.addWidget(self._reason, 1, 4, Qt.AlignmentFlag.AlignRight)

    def _apply_fonts(self) -> None:
        self._office.setFont(title_font(self.font()))
        for label in (self._programme, self._answered, self._saved, self._reason):
            label.setFont(small_font(self.font()))

    def _show_words(self) -> None:
        texts, document = self._texts, self._document
        self._office.setText(texts.names(document.programme.office(document.office).names))
        self._programme.setText(texts.names(document.programme.names))
        buttons = {"back": self._back, "forward": self._forward, "choose-period": self._period}
        for key, button in {**buttons, "this-week": self._this_week}.items():
            words = without_mnemonic(texts(f"window.action-{key}"))
            button.setToolTip(with_key(words, self._actions[key]))
            button.setAccessibleName(words)
        for name, button in (("back", self._back), ("forward", self._forward), ("calendar", self._period)):
            button.setIcon(self._icons.icon(name, self._theme.text, self._theme.quiet_text))
        self._this_week.setText(without_mnemonic(texts("window.action-this-week")))
        frame = ICON + 8 * SPACE
        widest = self._period.fontMetrics().horizontalAdvance(texts.period_label(WIDEST))
        self._period.setMinimumWidth(widest + frame)
        self._show_sheet()
        self._show_saved()

    def _show_sheet(self) -> None:
        texts, document = self._texts, self._document
        standing, sheet = document.standing, document.sheet
        label = texts.period_label(document.period)
        self._period.setText(f" {label}")  # room beside the icon
        self._period.setAccessibleDescription(label)
        state = texts(f"window.status-{standing.status}", revision=standing.revision)
        self._chip.show_state(standing.status, state, self._theme)
        self.standing_line.show_standing(standing, texts, self._theme)
        self._answered.setText(texts("window.answered", done=sheet.answered(), n=len(sheet.districts)))
        self._show_step()

    def _show_step(self) -> None:
        step, texts = self.step(), self._texts
        self._step.setText(texts(step.text))
        self._step.setAccessibleName(texts(step.text))
        reason = texts(step.reason, n=count_errors(self._document.findings)) if step.reason else ""
        self._reason.setText(reason)
        self._step.setAccessibleDescription(reason)
        self._step.setToolTip(reason or with_key(texts(step.text), self._actions["advance"]))
        set_look(self._step, "held", step.reason is not None)

    def _note_saved(self, at: datetime) -> None:
        self._saved_at, self._is_refused = at, False
        self._show_saved()

    def _note_refused(self) -> None:
        self._is_refused = True
        self._show_saved()

    def _show_saved(self) -> None:
        if self._is_refused:
            words = self._texts("window.not-on-disk")
        elif self._saved_at is None:
            words = self._texts("window.all-on-disk")
        else:
            words = self._texts("window.on-disk", time=f"{self._saved_at:%H:%M:%S}")
        icon, colour = ("error", self._theme.error) if self._is_refused else ("disk", self._theme.quiet_text)
        self._saved.setText(words)
        self._saved_icon.setPixmap(self._icons.pixmap(icon, colour, 12, self.devicePixelRatioF()))
        set_look(self._saved, "alarm", self._is_refused)
        set_look(self._saved, "quiet", not self._is_refused)
