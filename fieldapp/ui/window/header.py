"""What stands above the grid: which office, which period, how far the sheet is, what is on the disk, and the
one next step."""

from collections.abc import Iterable
from datetime import date
from typing import assert_never

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from fieldapp.core.period import Period, week_cut_into
from fieldapp.core.report import Status
from fieldapp.core.sending import Step
from fieldapp.texts.texts import Texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.document.on_disk import OnDisk, Saved
from fieldapp.ui.kit.chip import Chip
from fieldapp.ui.kit.chrome import set_look
from fieldapp.ui.kit.elided import ElidedLabel, shrinking
from fieldapp.ui.kit.icons import ICON, put_drawing
from fieldapp.ui.kit.key_words import with_key, without_mnemonic
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.laying import grid, named, row
from fieldapp.ui.kit.theme import SPACE, small_font, title_font
from fieldapp.ui.send.exporting import Exporter
from fieldapp.ui.send.steps import REASONS, STEP_TEXTS, StepWords, looking_words, step_words
from fieldapp.ui.window.actions import Actions
from fieldapp.ui.window.standing_line import StandingLine

_GAP = 4 * SPACE
_OF_DISK = ("not-on-disk", "perhaps-not-on-disk", "disk-unknown")
_WIDEST = Period(date(2025, 12, 29), date(2026, 1, 4))
"""A label as wide as they usually get, so that the buttons beside it stay where they are."""


class Header(QFrame):
    """The header of a sheet. `step_wanted`: the main button was pressed."""

    step_wanted = Signal()

    def __init__(
        self,
        document: Document,
        exporter: Exporter,
        actions: Actions,
        kit: Kit,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._document, self._exporter, self._actions, self._kit = document, exporter, actions, kit

        self._office, self._programme = QLabel(), QLabel()
        self._back = self._tool(actions["back"])
        self._period = self._tool(actions["choose-period"], shows_text=True)
        self._forward = self._tool(actions["forward"])
        self._this_week = self._tool(actions["this-week"], shows_text=True)
        self._answered = QLabel()
        self._chip = Chip(kit)
        self.standing_line = StandingLine(kit)
        self._saved_icon, self._saved = QLabel(), QLabel()
        self._step = named(QPushButton(), "step")
        self._reason = shrinking(ElidedLabel())
        self._disk, self._below = QWidget(), row(spacing=_GAP)
        margins = (4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        self._places = grid(self, across=_GAP, down=SPACE, margins=margins)
        for label in (self._programme, self._answered, self._saved, self._reason):
            label.setProperty("quiet", True)

        self._step.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self._lay_out()

        self._step.clicked.connect(self.step_wanted)
        document.period_changed.connect(self._show_sheet)
        document.cells_changed.connect(self._show_sheet)
        document.findings_changed.connect(self._show_step)
        document.keying.changed.connect(self._show_step)
        document.standing_changed.connect(self._show_sheet)
        exporter.on_its_way_changed.connect(self._show_step)
        document.disk_changed.connect(self._show_saved)
        document.writer_changed.connect(self._show_step)
        kit.texts_changed.connect(self._show_words)
        kit.theme_changed.connect(self._dress)
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

    def step(self) -> StepWords:
        """The next step of the sheet as it is."""
        if self._document.damage is not None:
            return StepWords(STEP_TEXTS[Step.MARK_READY], self._document.damage_key("reason"))
        following = self._exporter.next_step()
        if self._document.in_use is not None:
            return looking_words(following, is_newer=self._document.store.is_newer)
        return step_words(following)

    def _dress(self) -> None:
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
        periods.addStretch()
        saved = row(self._disk, spacing=SPACE)
        saved.addWidget(self._saved_icon)
        saved.addWidget(self._saved)
        says = row(spacing=_GAP)
        says.addWidget(self._answered)
        says.addWidget(self.standing_line, 1)
        self._places.addWidget(self._office, 0, 0)
        self._places.addWidget(self._programme, 1, 0)
        self._places.addLayout(periods, 0, 1)
        self._places.addLayout(says, 1, 1)
        self._places.setColumnStretch(1, 1)
        self._places.addLayout(self._below, 2, 0, 1, 2)
        self._periods = periods
        self._set_out(is_wide=True)

    def _fit(self) -> None:
        """What is said of the sheet stands on the right, or where the text is too large for that, below."""
        is_wide = self.width() >= self._width_side_by_side()
        if is_wide != self._is_wide:
            self._set_out(is_wide)
            self.updateGeometry()

    def _set_out(self, is_wide: bool) -> None:
        self._is_wide = is_wide
        places, below = self._places, self._below
        for widget in (self._chip, self._disk, self._step, self._reason):
            (below if is_wide else places).removeWidget(widget)
        while below.count():
            below.takeAt(0)
        if is_wide:
            right = Qt.AlignmentFlag.AlignRight
            places.addWidget(self._chip, 0, 2, right | Qt.AlignmentFlag.AlignVCenter)
            places.addWidget(self._disk, 1, 2, right)
            places.addWidget(self._step, 0, 3)
            places.addWidget(self._reason, 1, 3, right)
            return
        for widget in (self._chip, self._disk):
            below.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        below.addStretch()
        for widget in (self._reason, self._step):
            below.addWidget(widget)

    def _width_side_by_side(self) -> int:
        """What one line needs, whatever it comes to say: it is not to change while somebody types."""
        texts, revision = self._kit.texts, self._document.standing.revision
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        plain, small = self.fontMetrics(), QFontMetrics(small_font(self.font()))
        chips = [texts(f"window.status-{status}", revision=revision) for status in Status]
        disk = [texts(f"window.{key}", n=88, time="00:00:00") for key in _OF_DISK]
        reasons = [texts(reason, n=88) for reason in REASONS]
        left = max(_hint(self._office), _hint(self._programme)) + _GAP + self._width_of_periods()
        chip = max(_widest(plain, chips) + ICON + 8 * SPACE, _widest(small, disk) + 2 * ICON)
        steps = [texts(text) for text in STEP_TEXTS.values()]
        step = max(_widest(QFontMetrics(bold), steps) + 8 * SPACE + 2, _widest(small, reasons))
        return left + 2 * _GAP + chip + step + self._margins_across()

    def _width_of_periods(self) -> int:
        return max(self._periods.minimumSize().width(), _hint(self._answered) + _GAP)

    def _margins_across(self) -> int:
        margins = self._places.contentsMargins()
        return margins.left() + margins.right()

    @override
    def minimumSizeHint(self) -> QSize:
        """That of two lines, so that the window can be made as narrow."""
        first = _hint(self._office) + _GAP + self._width_of_periods()
        disk = self._disk.minimumSizeHint().width() + _GAP
        second = [disk, _GAP, *(_hint(widget) + _GAP for widget in (self._chip, self._step))]
        return QSize(max(first, sum(second)) + self._margins_across(), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _apply_fonts(self) -> None:
        self._office.setFont(title_font(self.font()))
        for label in (self._programme, self._answered, self._saved, self._reason):
            label.setFont(small_font(self.font()))

    def _show_words(self) -> None:
        texts, document = self._kit.texts, self._document
        self._programme.setText(texts.names(document.programme.names))
        buttons = {"back": self._back, "forward": self._forward, "choose-period": self._period}
        for key, button in {**buttons, "this-week": self._this_week}.items():
            words = without_mnemonic(texts(f"window.action-{key}"))
            button.setToolTip(with_key(words, self._actions[key]))
            button.setAccessibleName(words)
        for name, button in (("back", self._back), ("forward", self._forward), ("calendar", self._period)):
            button.setIcon(self._kit.icons.icon(name, self._kit.theme.text, self._kit.theme.quiet_text))
        self._this_week.setText(without_mnemonic(texts("window.action-this-week")))
        frame = ICON + 8 * SPACE
        widest = self._period.fontMetrics().horizontalAdvance(texts.period_label(_WIDEST))
        self._period.setMinimumWidth(widest + frame)
        self._show_sheet()
        self._show_saved()
        if self.isVisible():
            self._fit()

    def _show_sheet(self) -> None:
        texts, document = self._kit.texts, self._document
        standing, sheet = document.standing, document.sheet
        name = texts.names(document.programme.office(document.office).names)
        is_other = self._office.text() != name
        self._office.setText(name)
        label = texts.period_label(document.period)
        self._period.setText(f" {label}")  # room beside the icon
        self._period.setAccessibleDescription(label)
        answered = texts("window.answered", done=sheet.answered(), n=len(sheet.districts))
        if document.damage is None:
            state = texts(f"window.status-{standing.status}", revision=standing.revision)
            self._chip.show_state(standing.status, state)
        else:
            self._chip.show_damage(texts(document.damage_key("state")))
        whole = week_cut_into(document.period, split=document.programme.split_at_month_end)
        self.standing_line.show_part(whole if whole != document.period else None)
        self.standing_line.show_standing(standing, is_unheard=document.is_unheard)
        self._answered.setText(
            answered if document.damage is None else texts(document.damage_key("not-shown"))
        )
        self._show_step()
        if is_other and self.isVisible():
            self._fit()

    def _show_step(self) -> None:
        step, texts = self.step(), self._kit.texts
        self._step.setText(texts(step.text))
        self._step.setAccessibleName(texts(step.text))
        reason = texts(step.reason, n=step.errors) if step.reason else ""
        self._reason.setText(reason)
        self._reason.setToolTip(reason)
        self._step.setAccessibleDescription(reason)
        self._step.setToolTip(reason or with_key(texts(step.text), self._actions["advance"]))
        set_look(self._step, "held", step.reason is not None)

    def _show_saved(self) -> None:
        disk, texts, theme = self._document.disk, self._kit.texts, self._kit.theme
        is_quiet, is_damaged = disk.is_whole, self._document.damage is not None
        words = "" if is_quiet and is_damaged else disk_words(disk, texts)  # the chip says it
        icon, colour = ("disk", theme.quiet_text) if is_quiet else ("error", theme.error)
        self._saved_icon.setVisible(bool(words))
        self._saved.setText(words)
        self._saved.setToolTip(words)
        put_drawing(self._saved_icon, self._kit.icons.pixmap(icon, colour, 12, self.devicePixelRatioF()))
        set_look(self._saved, "alarm", not is_quiet)
        set_look(self._saved, "quiet", is_quiet)


def disk_words(disk: OnDisk, texts: Texts) -> str:
    """What is said of the disk."""
    saved = disk.saved
    match saved:
        case Saved.WAITING:
            return texts("window.not-on-disk", n=disk.waiting - disk.uncertain)
        case Saved.PERHAPS:
            return texts("window.perhaps-not-on-disk", n=disk.uncertain)
        case Saved.UNKNOWN:
            return texts("window.disk-unknown", time=f"{disk.unknown_since:%H:%M:%S}")
        case Saved.WRITTEN:
            return texts("window.on-disk", time=f"{disk.written_at:%H:%M:%S}")
        case Saved.UNCHANGED:
            return texts("window.all-on-disk")
        case _:
            assert_never(saved)


def _hint(widget: QWidget) -> int:
    return widget.sizeHint().width()


def _widest(metrics: QFontMetrics, texts: Iterable[str]) -> int:
    return max(map(metrics.horizontalAdvance, texts))
