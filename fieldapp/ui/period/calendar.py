"""A month with ISO weeks that shows a period, and the days for which the data file holds something."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QPainter, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QTableView, QToolButton, QWidget
from typing_extensions import override

from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import FIRST_YEAR, LAST_YEAR, Period, week_of
from fieldapp.ui.kit.icons import Icons
from fieldapp.ui.kit.language import capital
from fieldapp.ui.kit.marks import FRAME, draw_frame
from fieldapp.ui.kit.theme import SPACE, Theme

DOT = 2


class PeriodCalendar(QCalendarWidget):
    """A click, or the arrows and Enter, take a day's week; with Shift, the days from the start to that day.
    `picked(Period, date)`: and the day that was taken. `typed(str)`: a digit, which begins a date; Qt's own
    field for that reads it by rules that nobody sees, and is off."""

    picked = Signal(object, object)
    typed = Signal(str)

    def __init__(
        self,
        period: Period,
        stored: Sequence[Period],
        today: date,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._period, self._stored, self._today, self._theme = period, stored, today, theme
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(theme.quiet_text))
        quiet.setBackground(QColor(theme.ground))
        self._quiet = quiet
        self.setHeaderTextFormat(quiet)
        self.setDateEditEnabled(False)
        self._days = self.findChild(QTableView)
        if self._days is not None:
            self._days.installEventFilter(self)
        self.clicked.connect(self._pick)
        self.activated.connect(self._pick_outside)
        self.currentPageChanged.connect(self._write_names)
        self.show_period(period)

    def show_period(self, period: Period) -> None:
        """Tint these days."""
        self._period = period
        start = qdate(period.start)
        if self.selectedDate() != start:
            self.setSelectedDate(start)
        self._write_names()
        self.updateCells()

    def whole_height(self) -> int:
        """What six weeks below their heads take, so that none has to be scrolled to."""
        bar = self.findChild(QWidget, "qt_calendar_navigationbar")
        weeks = 7 * (self.fontMetrics().lineSpacing() + 3 * SPACE) + SPACE
        return weeks + (bar.sizeHint().height() if bar is not None else 0)

    def set_icons(self, icons: Icons) -> None:
        """Arrows of our own in Qt's navigation bar."""
        for name, icon in (("qt_calendar_prevmonth", "back"), ("qt_calendar_nextmonth", "forward")):
            button = self.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icons.icon(icon, self._theme.text))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LocaleChange:
            self._write_names()

    @override
    def paintCell(self, painter: QPainter, rect: QRect, date: QDate) -> None:
        theme, day = self._theme, pydate(date)
        is_in, is_now = self._period.start <= day <= self._period.end, date.month() == self.monthShown()
        is_edge = day in (self._period.start, self._period.end)
        painter.save()
        ground = theme.accent if is_edge else theme.selection if is_in else theme.ground
        painter.fillRect(rect.adjusted(0, 1, 0, -1), QColor(ground))
        ink = theme.on_accent if is_edge else theme.text if is_now or is_in else theme.quiet_text
        painter.setPen(QColor(ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if day == self._today:
            painter.drawRect(rect.adjusted(SPACE, SPACE // 2, -SPACE - 1, -SPACE // 2 - 1))
        if any(other.start <= day <= other.end for other in self._stored):
            painter.setBrush(QColor(ink))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawEllipse(QPoint(rect.center().x() + 1, rect.bottom() - SPACE), DOT, DOT)
        if date == self.selectedDate() and self._has_keys():
            draw_frame(painter, rect.adjusted(1, 2, -1, -2), FRAME, QColor(ink))
        painter.restore()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = event.type() is QEvent.Type.KeyPress and watched is self._days
        if is_press and isinstance(event, QKeyEvent) and event.text().isdecimal():
            self.typed.emit(event.text())
            return True
        return super().eventFilter(watched, event)

    def _write_names(self) -> None:
        """Months and days begin with a capital, as every label does; most languages write them small."""
        locale = self.locale()
        button = self.findChild(QToolButton, "qt_calendar_monthbutton")
        if button is not None:
            button.setText(capital(locale.standaloneMonthName(self.monthShown()), locale))
            for action in button.menu().actions():
                action.setText(capital(action.text(), locale))
        for day in Qt.DayOfWeek:
            words = QTextCharFormat(self._quiet)
            if locale.dayName(day.value, QLocale.FormatType.ShortFormat)[:1].islower():
                words.setFontCapitalization(QFont.Capitalization.Capitalize)
            self.setWeekdayTextFormat(day, words)

    def _has_keys(self) -> bool:
        return self._days is not None and self._days.hasFocus()

    def _pick_outside(self, day: QDate) -> None:
        """Enter on a day that the arrows have led to; the second half of a double click is one within."""
        if not self._period.start <= pydate(day) <= self._period.end:
            self._pick(day)

    def _pick(self, clicked: QDate) -> None:
        day = pydate(clicked)
        shift = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        try:
            period = (
                Period(min(self._period.start, day), max(day, self._period.start)) if shift else week_of(day)
            )
        except FieldAppError:
            return
        self.picked.emit(period, period.start if shift else day)


def qdate(day: date) -> QDate:
    """A day for Qt."""
    return QDate(day.year, day.month, day.day)


def pydate(day: QDate) -> date:
    """A day from Qt."""
    return date(day.year(), day.month(), day.day())
