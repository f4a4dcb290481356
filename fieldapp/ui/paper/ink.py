"""Ink on paper, in points from the upper left of the margins: texts, rules and boxes, all black."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from fieldapp.ui.kit.aliases import Align

POINTS_PER_INCH = 72.0
SMALLEST = 5.0
THIN, HEAVY = 0.5, 1.4


class Paper:
    """A painter's page, whatever the dots of its device."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._dot = painter.device().logicalDpiX() / POINTS_PER_INCH
        window = painter.viewport()
        self.width, self.height = window.width() / self._dot, window.height() / self._dot

    def text(self, box: QRectF, text: str, size: float, side: Align, *, bold: bool = False) -> None:
        """One line, made smaller where it would not fit into its box."""
        self._draw(box, text, self._fitting(text, size, box.width(), bold), side.value, bold=bold)

    def prose(self, box: QRectF, text: str, size: float, side: Align, *, bold: bool = False) -> None:
        """As many lines as it needs, smaller where the box is too low or a word too long for it."""
        while size > SMALLEST and self.lines_height(text, size, box.width(), bold=bold) > box.height() + 1:
            size -= 0.25
        fitting = self._fitting_words(text, size, box.width(), bold)
        self._draw(box, text, fitting, side.value | Qt.TextFlag.TextWordWrap.value, bold=bold)

    def length(self, text: str, size: float, *, bold: bool = False) -> float:
        """How long a text is in one line."""
        return self._metrics(size, bold).horizontalAdvance(text) / self._dot

    def lines_height(self, text: str, size: float, width: float, *, bold: bool = False) -> float:
        """How high a text gets when it is broken into lines of a width."""
        room = QRectF(0, 0, width * self._dot, 1e6)
        wrap, fitting = Qt.TextFlag.TextWordWrap.value, self._fitting_words(text, size, width, bold)
        return self._metrics(fitting, bold).boundingRect(room, wrap, text).height() / self._dot

    def level(self, y: float, weight: float, left: float, right: float) -> None:
        """A rule across."""
        self._rule(QPointF(left, y), QPointF(right, y), weight)

    def upright(self, x: float, weight: float, top: float, bottom: float) -> None:
        """A rule from top to bottom."""
        self._rule(QPointF(x, top), QPointF(x, bottom), weight)

    def frame(self, box: QRectF, weight: float) -> None:
        """A rule around."""
        self._painter.setPen(self._pen(weight))
        self._painter.drawRect(self._scaled(box))

    def _fitting(self, text: str, size: float, width: float, bold: bool) -> float:
        """The size, or a smaller one at which a text fits into one line."""
        while size > SMALLEST and self.length(text, size, bold=bold) > width:
            size -= 0.25
        return size

    def _fitting_words(self, text: str, size: float, width: float, bold: bool) -> float:
        """The size, or a smaller one at which no word has to be broken."""
        return min((self._fitting(word, size, width, bold) for word in text.split()), default=size)

    def _draw(self, box: QRectF, text: str, size: float, flags: int, *, bold: bool) -> None:
        self._painter.setPen(self._pen(THIN))
        self._painter.setFont(self._font(size, bold))
        self._painter.drawText(self._scaled(box), flags, text)

    def _rule(self, start: QPointF, end: QPointF, weight: float) -> None:
        self._painter.setPen(self._pen(weight))
        self._painter.drawLine(start * self._dot, end * self._dot)

    def _font(self, size: float, bold: bool) -> QFont:
        font = QFont()
        font.setPixelSize(max(1, round(size * self._dot)))
        font.setBold(bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def _metrics(self, size: float, bold: bool) -> QFontMetricsF:
        return QFontMetricsF(self._font(size, bold), self._painter.device())

    def _pen(self, weight: float) -> QPen:
        return QPen(Qt.GlobalColor.black, weight * self._dot)

    def _scaled(self, box: QRectF) -> QRectF:
        return QRectF(box.topLeft() * self._dot, box.bottomRight() * self._dot)
