"""Choosing a period: from the calendar, by its dates, or one that the data file holds already."""

from collections.abc import Collection, Sequence
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
from fieldapp.core.period import Period, cut_at_month_end, require_sheet_length, week_cut_into
from fieldapp.core.spans.span import is_for_a_report
from fieldapp.ui.kit.chrome import set_look
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.language import locale_of
from fieldapp.ui.kit.laying import column, even, grid, looking, named, row
from fieldapp.ui.kit.theme import SPACE
from fieldapp.ui.period.calendar import PeriodCalendar
from fieldapp.ui.period.date_field import DateField

_MOST_LINKS = 3
_MOST_HEIGHT = 740
"""So that with its frame it fits a screen of 1366 × 768 with the largest text."""
_LINES_SAID = 3
"""The longest that is said of dates takes as many; room is kept, so that nothing moves."""


class PeriodDialog(QDialog):
    """Asks for a period of 1 to 31 days, or for any that is a report; `period` is the answer after it was
    accepted.

    `split`: days in which a month ends are taken in parts, unless the file holds them as one sheet or the
    person says so. `together`: what other offices have entered in the file. Dates that are being typed stay
    as they are until Enter.
    """

    def __init__(
        self,
        period: Period,
        stored: Sequence[Period],
        today: date,
        kit: Kit,
        parent: QWidget | None = None,
        *,
        split: bool = False,
        together: Collection[Period] = (),
    ) -> None:
        super().__init__(parent)
        self.period = self._whole = period
        self._split, self._is_report = split, False
        self._wholes = {period, *stored}
        """Periods that are taken as they are, whatever month ends in them."""
        self._stored = tuple(reversed(stored))
        self._entered = {*stored, *together}
        self._texts = texts = kit.texts

        self._calendar = PeriodCalendar(period, stored, today, kit.theme)
        self._start, self._end = DateField(kit), DateField(kit)
        self._said = QLabel()
        self._parts = tuple(looking(QPushButton(), "link") for _ in range(_MOST_LINKS))
        self._hint = looking(QLabel(texts("window.calendar-hint")), "quiet")
        self._list = named(QListWidget(), "periods")
        self._list_title = QLabel(texts("window.periods-in-file"))
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel
        )

        self._open_words = self._buttons.button(QDialogButtonBox.StandardButton.Open).text()
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

        self._calendar.picked.connect(self._offer)
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
            part.clicked.connect(lambda _=False, place=place: self._take_linked(place))
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
        self._hint.setVisible(
            self.sizeHint().height() <= _MOST_HEIGHT
        )  # the calendar's description says it too
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
        room = self._parts[0].sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._parts[0].setSizePolicy(room)
        self._said.setMinimumHeight(_LINES_SAID * self.fontMetrics().lineSpacing())
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
            period = Period(self._start.day(), self._end.day())
            self._is_report = is_for_a_report(period, self._entered)
            if not self._is_report:
                require_sheet_length(period)
        except FieldAppError as error:
            is_typing = self._start.is_being_typed or self._end.is_being_typed
            self._refuse(self._texts.error(error), is_alarm=not is_typing)
            return
        self.period = period
        self._calendar.show_period(period)
        if period not in cut_at_month_end(self._whole):
            self._whole = week_cut_into(period, split=self._split)
        shared = [other for other in self._stored if other != period and other.overlaps(period)]
        words = f"{self._texts.period_label(period)} · {self._texts('window.days', n=period.days)}"
        if self._is_report:
            words += "\n" + self._texts("window.is-report")
        elif shared:
            words += "\n" + self._texts("window.overlaps", other=shared[0])
        elif self._is_to_be_cut(self._whole):
            words += "\n" + self._texts("window.month-ends", whole=self._whole)
        self._say(words, self._linked(), can_open=True, is_alarm=False)

    def _is_to_be_cut(self, period: Period) -> bool:
        is_open = self._split and period not in self._wholes and not self._is_report
        return is_open and bool(cut_at_month_end(period))

    def _linked(self) -> tuple[Period, ...]:
        """What one press takes instead of these dates: the other parts, and the whole."""
        whole, parts = self._whole, cut_at_month_end(self._whole)
        if self._is_report:
            return ()
        if self.period == whole or not parts:
            return parts
        is_held = any(other.overlaps(whole) for other in self._stored if other != whole)
        others = tuple(part for part in parts if part != self.period) if self._split else ()
        return (*others, whole) if self._split and not is_held else others

    def _take_linked(self, place: int) -> None:
        period = self._linked()[place]
        if period == self._whole:
            self._wholes.add(period)
        self.show_period(period)
        self._buttons.button(
            QDialogButtonBox.StandardButton.Open
        ).setFocus()  # the link says something else now

    def _offer(self, period: Period, day: date) -> None:
        """Show a period that was pointed at, or that part of it which holds the day."""
        self._whole = period
        parts = cut_at_month_end(period) if self._is_to_be_cut(period) else ()
        self.show_period(next((part for part in parts if part.start <= day <= part.end), period))

    def _refuse(self, words: str, *, is_alarm: bool) -> None:
        """While a date is being typed, that it is none yet is no cause for alarm."""
        self._say(words, (), can_open=False, is_alarm=is_alarm)

    def _say(self, words: str, links: tuple[Period, ...], *, can_open: bool, is_alarm: bool) -> None:
        self._said.setText(words)
        set_look(self._said, "alarm", is_alarm)
        button = self._buttons.button(QDialogButtonBox.StandardButton.Open)
        button.setEnabled(can_open)
        button.setText(
            self._texts("window.show-report") if can_open and self._is_report else self._open_words
        )
        for place, part in enumerate(self._parts):
            is_there = place < len(links)
            part.setVisible(is_there)
            part.setText(self._words_for(links[place]) if is_there else "")

    def _words_for(self, period: Period) -> str:
        if period == self._whole:
            return self._texts("window.take-whole", whole=period)
        return self._texts("window.only-part", part=period)

    def _accept_if_possible(self) -> None:
        if not self.can_open:
            return
        if self._is_to_be_cut(self.period):
            self._offer(self.period, self.period.start)
        else:
            self.accept()
