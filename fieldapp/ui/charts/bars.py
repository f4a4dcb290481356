"""The past of a cell as a row of bars, painted by hand: the open period last, the median as a line."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from fieldapp.ui.charts.past import Bar, Past, spoken
from fieldapp.ui.kit.aliases import Align
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.theme import SPACE, figures_font, small_font

SLOTS = 13
"""Twelve periods and the open one; a young file leaves the first ones empty."""

LINES_HIGH = 4
LEAST_BAR = 2
_GAP = 3


class CellChart(QWidget):
    """Shows a `Past`; each bar tells its figure in a tool tip, the whole of it in its description."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._texts = kit, kit.texts
        self._past = Past("")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        kit.theme_changed.connect(self._dress)

    @property
    def past(self) -> Past:
        """What is shown."""
        return self._past

    def show_past(self, past: Past) -> None:
        """Show these bars."""
        texts = self._kit.texts
        if past != self._past or texts is not self._texts:
            self._past, self._texts = past, texts
            self.setAccessibleName(past.title)
            self.setAccessibleDescription(spoken(past, texts))
            self.update()

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def tip_at(self, x: int) -> str:
        """What the bar at a place of the width says; empty between them."""
        for bar, rect in self._slots():
            if rect.left() - _GAP < x <= rect.right():
                return self._texts("cell.bar", period=bar.when, figure=bar.figure)
        return ""

    @override
    def sizeHint(self) -> QSize:
        line = self._line_height()
        return QSize(200, (LINES_HIGH + 1) * line + 3 * SPACE)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos().x()), self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, slots = QPainter(self), self._slots()
        painter.setFont(figures_font(small_font(self.font())))
        field, top = self._field(), self._top()
        for bar, rect in slots[:-1]:
            self._draw_bar(painter, bar, rect, top, self._kit.theme.heavy_rule)
        self._draw_bar(painter, *slots[-1], top, self._kit.theme.accent)
        painter.fillRect(
            field.left(), field.bottom() + 1, field.width(), 1, QColor(self._kit.theme.heavy_rule)
        )
        here = slots[-1][1]
        painter.fillRect(here.left(), field.bottom() + 1, here.width(), 3, QColor(self._kit.theme.accent))
        if self._past.median is not None:
            self._draw_median(painter, top)
        self._draw_dates(painter)

    def _slots(self) -> list[tuple[Bar, QRect]]:
        """Each bar with its column of the field, the last one at the right end."""
        field, bars = self._field(), self._past.bars
        width = max(_GAP + 1, field.width() // SLOTS)
        first = SLOTS - len(bars)
        return [
            (
                bar,
                QRect(
                    field.left() + (first + place) * width + _GAP, field.top(), width - _GAP, field.height()
                ),
            )
            for place, bar in enumerate(bars)
        ] or [(Bar("", "", None), QRect())]

    def _field(self) -> QRect:
        """Where the bars stand: the median's words are beside it, the dates under it."""
        metrics, past = self.fontMetrics(), self._past
        beside = max(map(metrics.horizontalAdvance, (past.median_words, past.median_figure)))
        room = beside + 2 * SPACE if past.median is not None else 0
        width = (self.width() - room) // SLOTS * SLOTS
        return QRect(0, SPACE, width, self.height() - self._line_height() - 3 * SPACE)

    def _top(self) -> float:
        """The number that reaches the top of the field."""
        heights = [bar.height for bar in self._past.bars if bar.height is not None]
        return max(*heights, self._past.median or 0, 1)

    def _draw_bar(self, painter: QPainter, bar: Bar, rect: QRect, top: float, colour: str) -> None:
        if bar.height is None or bar.height <= 0:
            painter.setPen(QColor(self._kit.theme.quiet_text))
            painter.drawText(
                rect.adjusted(-_GAP, 0, _GAP, -1), Align.AlignHCenter | Align.AlignBottom, bar.sign
            )
            return
        high = max(LEAST_BAR, round(rect.height() * bar.height / top))
        painter.fillRect(rect.left(), rect.bottom() + 1 - high, rect.width(), high, QColor(colour))

    def _draw_median(self, painter: QPainter, top: float) -> None:
        field, past, line = self._field(), self._past, self._line_height()
        level = field.bottom() + 1 - round(field.height() * max(0.0, past.median or 0) / top)
        painter.setPen(QPen(QColor(self._kit.theme.text), 1, Qt.PenStyle.DashLine))
        painter.drawLine(0, level, field.right() + SPACE, level)
        words = QRect(field.right() + 2 * SPACE, 0, self.width() - field.right() - 2 * SPACE, 2 * line)
        words.moveTop(min(max(0, level - line), self.height() - 2 * line))
        painter.setPen(QColor(self._kit.theme.quiet_text))
        painter.drawText(words, Align.AlignLeft | Align.AlignTop, past.median_words)
        painter.setPen(QColor(self._kit.theme.text))
        painter.drawText(words, Align.AlignLeft | Align.AlignBottom, past.median_figure)

    def _draw_dates(self, painter: QPainter) -> None:
        """The first and the last period, or the last alone where both have no room."""
        field, bars = self._field(), self._past.bars
        if not bars:
            return
        under = QRect(0, field.bottom() + 1 + SPACE, field.width(), self._line_height())
        painter.setPen(QColor(self._kit.theme.quiet_text))
        last, first = bars[-1].when, bars[0].when
        metrics = painter.fontMetrics()
        painter.drawText(under, Align.AlignRight | Align.AlignVCenter, last)
        start = self._slots()[0][1].left() - _GAP
        if len(bars) > 1 and start + metrics.horizontalAdvance(first + last) + 4 * SPACE < field.width():
            under.setLeft(start)
            painter.drawText(under, Align.AlignLeft | Align.AlignVCenter, first)

    def _line_height(self) -> int:
        return self.fontMetrics().lineSpacing()
