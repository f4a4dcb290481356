"""Choosing a period: from the calendar, by its dates, or one that the data file holds already."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import DAY, Period, require_sheet_length, week_of
from fieldapp.ui.kit.chrome import set_look
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.language import locale_of
from fieldapp.ui.kit.laying import column, even, grid, looking, named, row
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.period.calendar import PeriodCalendar
from fieldapp.ui.period.date_field import DateField


class PeriodDialog(QDialog):
    """Asks for a period of 1 to 31 days; `period` is the answer after it was accepted."""

    def __init__(
        self, period: Period, stored: Sequence[Period], today: date, kit: Kit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.period = period
        self._stored = tuple(reversed(stored))
        self._texts = texts = kit.texts

        self._calendar = PeriodCalendar(period, stored, today, kit.theme)
        self._start, self._end = DateField(kit), DateField(kit)
        self._said = QLabel()
        self._parts = looking(QPushButton(), "link"), looking(QPushButton(), "link")
        self._hint = looking(QLabel(texts("window.calendar-hint")), "quiet")
        self._list = named(QListWidget(), "periods")
        self._list_title = QLabel(texts("window.periods-in-file"))
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel
        )

        self.setWindowTitle(texts("window.title-period"))
        self.setLocale(locale_of(texts.language))
        self._start.setAccessibleName(texts("window.from"))
        self._end.setAccessibleName(texts("window.to"))
        self._calendar.set_icons(kit.icons)
        self._calendar.setAccessibleName(texts("window.calendar"))
        self._calendar.setAccessibleDescription(texts("window.calendar-hint"))
        self._hint.setWordWrap(True)
        self._said.setWordWrap(True)
        self._list.setAccessibleName(texts("window.periods-in-file"))
        self._list.ensurePolished()  # rows are laid out with the style of that moment
        for other in self._stored:
            item = QListWidgetItem(texts.period_label(other), self._list)
            item.setData(Qt.ItemDataRole.UserRole, other)
        self._lay_out()

        self._calendar.picked.connect(self.show_period)
        self._calendar.typed.connect(self._start.begin_with)
        self._calendar.activated.connect(self._accept_if_possible)
        self._start.changed.connect(self._take_dates)
        self._end.changed.connect(self._take_dates)
        self._list.setCurrentRow(self._row_of(period), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._list.currentItemChanged.connect(self._take_from_list)
        self._list.itemClicked.connect(self._take_from_list)
        self._list.itemActivated.connect(self._take_from_list)
        self._list.itemActivated.connect(self._accept_if_possible)
        for place, part in enumerate(self._parts):
            part.clicked.connect(
                lambda _=False, place=place: self.show_period(cut_at_month_end(self.period)[place])
            )
        self._buttons.accepted.connect(self._accept_if_possible)
        self._buttons.rejected.connect(self.reject)
        self.show_period(period)

    @property
    def can_open(self) -> bool:
        """Whether the dates are a period that a sheet may have."""
        return self._buttons.button(QDialogButtonBox.StandardButton.Open).isEnabled()

    @property
    def said(self) -> str:
        """What is said of the dates."""
        return self._said.text()

    def show_period(self, period: Period) -> None:
        """Put a period into the fields."""
        self.show_dates(period.start, period.end)

    def show_dates(self, start: date, end: date) -> None:
        """Put dates into the fields, whether or not they are a period."""
        self._start.show_day(start)
        self._end.show_day(end)
        self._take_dates()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.resize(self.sizeHint())  # Qt itself gives a window no more than two thirds of the screen

    def _lay_out(self) -> None:
        dates = grid(across=2 * SPACE, down=SPACE)
        for line, (name, field) in enumerate((("window.from", self._start), ("window.to", self._end))):
            label = QLabel(self._texts(name))
            label.setBuddy(field)
            for place, widget in enumerate((label, field, field.words)):
                dates.addWidget(widget, line, place)
        dates.setColumnStretch(2, 1)
        parts = row(spacing=2 * SPACE)
        for part in self._parts:
            parts.addWidget(part)
        parts.addStretch()
        held = column(spacing=2 * SPACE)
        held.addWidget(self._list_title)
        held.addWidget(self._list, 1)
        whole = grid(self, across=4 * SPACE, down=SPACE, margins=even(4 * SPACE))
        whole.addWidget(self._calendar, 0, 0)
        whole.addWidget(self._hint, 1, 0)
        whole.addLayout(dates, 2, 0)
        whole.addWidget(self._said, 3, 0)
        whole.addLayout(parts, 4, 0)
        whole.addLayout(held, 0, 1, 5, 1)
        whole.setRowMinimumHeight(5, 2 * SPACE)
        whole.addWidget(self._buttons, 6, 0, 1, 2)
        whole.setRowStretch(0, 1)
        self._calendar.ensurePolished()
        least = QSize(90 * SPACE, max(64 * SPACE, self._calendar.whole_height()))
        self._calendar.setMinimumSize(least.expandedTo(self._calendar.minimumSizeHint()))
        self._said.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self._list.setMinimumWidth(self._widest_label())

    def _widest_label(self) -> int:
        bar = self._list.verticalScrollBar().sizeHint().width()
        return max(55 * SPACE, self._list.sizeHintForColumn(0)) + bar + 4 * SPACE

    def _row_of(self, period: Period) -> int:
        """Where a period stands in the list, or the top: a list that has no current row takes one when the
        focus comes to it, and that would change the dates."""
        return self._stored.index(period) if period in self._stored else 0

    def _take_from_list(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_period(item.data(Qt.ItemDataRole.UserRole))

    def _take_dates(self) -> None:
        try:
            period = require_sheet_length(Period(self._start.day(), self._end.day()))
        except FieldAppError as error:
            is_typing = self._start.is_being_typed or self._end.is_being_typed
            self._refuse(self._texts.error(error), is_alarm=not is_typing)
            return
        self.period = period
        self._calendar.show_period(period)
        shared = [other for other in self._stored if other != period and other.overlaps(period)]
        words = f"{self._texts.period_label(period)} · {self._texts('window.days', n=period.days)}"
        if shared:
            words += "\n" + self._texts("window.overlaps", other=shared[0])
        self._say(words, cut_at_month_end(period), can_open=True, is_alarm=False)

    def _refuse(self, words: str, *, is_alarm: bool) -> None:
        """While a date is being typed, that it is none yet is no cause for alarm."""
        self._say(words, (), can_open=False, is_alarm=is_alarm)

    def _say(self, words: str, halves: tuple[Period, ...], *, can_open: bool, is_alarm: bool) -> None:
        self._said.setText(words)
        set_look(self._said, "alarm", is_alarm)
        self._buttons.button(QDialogButtonBox.StandardButton.Open).setEnabled(can_open)
        for place, part in enumerate(self._parts):
            part.setVisible(bool(halves))
            part.setText(self._texts("window.only-part", part=halves[place]) if halves else "")

    def _accept_if_possible(self) -> None:
        if self.can_open:
            self.accept()


def cut_at_month_end(period: Period) -> tuple[Period, ...]:
    """The two parts of a week that a month's end cuts; nothing for other periods."""
    if period != week_of(period.start) or period.start.month == period.end.month:
        return ()
    first = period.end.replace(day=1)
    return Period(period.start, first - DAY), Period(first, period.end)
