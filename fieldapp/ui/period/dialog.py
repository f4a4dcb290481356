"""Choosing a period: from the calendar, by its dates, or one that the data file holds already."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDateEdit,
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
from fieldapp.core.period import DAY, FIRST_YEAR, LAST_YEAR, Period, require_sheet_length, week_of
from fieldapp.ui.kit.chrome import set_look
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.language import locale_of
from fieldapp.ui.kit.laying import column, even, grid, looking, named, row
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.period.calendar import PeriodCalendar, pydate, qdate

DATE_FORMAT = "dd.MM.yyyy"


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
        self._start, self._end = self._date_field("window.from"), self._date_field("window.to")
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
        self._calendar.activated.connect(self._accept_if_possible)
        self._start.dateChanged.connect(self._take_dates)
        self._end.dateChanged.connect(self._take_dates)
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
        for field, day in ((self._start, period.start), (self._end, period.end)):
            field.blockSignals(True)
            field.setDate(qdate(day))
            field.blockSignals(False)
        self._take_dates()

    def show_dates(self, start: date, end: date) -> None:
        """Put dates into the fields, whether or not they are a period."""
        self._start.setDate(qdate(start))
        self._end.setDate(qdate(end))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.resize(self.sizeHint())  # Qt itself gives a window no more than two thirds of the screen

    def _date_field(self, name: str) -> QDateEdit:
        field = QDateEdit()
        field.setDisplayFormat(DATE_FORMAT)
        field.setDateRange(qdate(date(FIRST_YEAR, 1, 1)), qdate(date(LAST_YEAR, 12, 31)))
        field.lineEdit().setTextMargins(2 * SPACE, 0, 0, 0)
        field.setAccessibleName(self._texts(name))
        return field

    def _lay_out(self) -> None:
        dates = row(spacing=2 * SPACE)
        for name, field in (("window.from", self._start), ("window.to", self._end)):
            label = QLabel(self._texts(name))
            label.setBuddy(field)
            dates.addWidget(label)
            dates.addWidget(field)
        dates.addStretch()
        parts = row(spacing=2 * SPACE)
        for part in self._parts:
            parts.addWidget(part)
        parts.addStretch()
        held = column(spacing=2 * SPACE)
        held.addWidget(self._list_title)
        held.addWidget(self._list, 1)
        whole = grid(self, across=4 * SPACE, down=2 * SPACE, margins=even(4 * SPACE))
        whole.addWidget(self._calendar, 0, 0)
        whole.addWidget(self._hint, 1, 0)
        whole.addLayout(dates, 2, 0)
        whole.addWidget(self._said, 3, 0)
        whole.addLayout(parts, 4, 0)
        whole.addLayout(held, 0, 1, 5, 1)
        whole.addWidget(self._buttons, 5, 0, 1, 2)
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
            period = require_sheet_length(Period(pydate(self._start.date()), pydate(self._end.date())))
        except FieldAppError as error:
            self._say(self._texts.error(error), is_wrong=True)
            return
        self.period = period
        self._calendar.show_period(period)
        shared = [other for other in self._stored if other != period and other.overlaps(period)]
        words = f"{self._texts.period_label(period)} · {self._texts('window.days', n=period.days)}"
        if shared:
            words += "\n" + self._texts("window.overlaps", other=shared[0])
        self._say(words, is_wrong=False)

    def _say(self, words: str, *, is_wrong: bool) -> None:
        self._said.setText(words)
        set_look(self._said, "alarm", is_wrong)
        self._buttons.button(QDialogButtonBox.StandardButton.Open).setEnabled(not is_wrong)
        halves = () if is_wrong else cut_at_month_end(self.period)
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
