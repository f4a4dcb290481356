"""Where pictures are drawn: whatever the device, in points from the upper left."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from fieldapp.pictures.palette import Hatch, Ink, Palette

FINE = 10
"""Units of the painter in a point: sizes of fonts are whole numbers."""

SMALLEST_TEXT = 5.0
_HATCH_STEP = 3.4
_LIGATURES = QFont.Tag("liga")
_WRAPPED = Qt.TextFlag.TextWordWrap.value

SOLID: tuple[float, ...] = ()
"""A line without dashes."""

Draw = Callable[[float], None]

Count = Callable[[int, int], None]
"""Hears how many parts of how many are drawn; may raise to have the rest left."""


def count_nothing(done: int, of: int) -> None:
    """For what nobody waits for."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a picture that stays whole. `draw` is given its upper edge."""

    height: float
    draw: Draw


class Canvas:
    """A painter whose device takes `FINE` units as a point. `scale`: how much larger texts are than on
    paper; with them grow the heights that hold them."""

    def __init__(self, painter: QPainter, palette: Palette, width: float, scale: float = 1.0) -> None:
        self._painter = painter
        self.palette, self.width, self.scale = palette, width, scale
        self._fonts: dict[tuple[float, bool], tuple[QFont, QFontMetricsF]] = {}

    def use(self, painter: QPainter) -> None:
        """Paint with another painter from now on: what was laid out on this canvas stays as it is."""
        self._painter = painter

    def length(self, text: str, size: float, *, bold: bool = False) -> float:
        """How long a text is in one line."""
        return self._metrics(size, bold).horizontalAdvance(text) / FINE

    def text(
        self,
        box: QRectF,
        text: str,
        size: float,
        side: Qt.AlignmentFlag,
        colour: str = "",
        *,
        bold: bool = False,
    ) -> None:
        """One line, made smaller where it would not fit into its box."""
        while size > SMALLEST_TEXT and self.length(text, size, bold=bold) > box.width():
            size -= 0.25
        self._put(box, text, size, side.value, colour, bold)

    def prose(self, text: str, size: float, colour: str = "", *, bold: bool = False) -> Stretch:
        """As many lines as it needs, across."""
        height = self.wrapped_height(text, size, self.width, bold=bold) + 2 * self.scale
        left = Qt.AlignmentFlag.AlignLeft

        def draw(y: float) -> None:
            self.wrapped(QRectF(0, y, self.width, height), text, size, left, colour, bold=bold)

        return Stretch(height, draw)

    def wrapped_height(self, text: str, size: float, width: float, *, bold: bool = False) -> float:
        """How high a text gets in lines of a width."""
        room = QRectF(0, 0, width * FINE, 1e7)
        return self._metrics(size, bold).boundingRect(room, _WRAPPED, text).height() / FINE

    def wrapped(
        self,
        box: QRectF,
        text: str,
        size: float,
        side: Qt.AlignmentFlag,
        colour: str = "",
        *,
        bold: bool = False,
    ) -> None:
        """As many lines as it needs in a box; a word that is longer than a line makes all of it smaller."""
        longest = max(text.split(), key=len, default="")
        while size > SMALLEST_TEXT and self.length(longest, size, bold=bold) > box.width():
            size -= 0.25
        self._put(box, text, size, _WRAPPED | side.value, colour, bold)

    def fill(self, box: QRectF, colour: str) -> None:
        """A plain surface."""
        self._painter.fillRect(_fine(box), QColor(colour))

    def surface(self, box: QRectF, ink: Ink) -> None:
        """A surface; one that is hatched has a rim too: it may be of the colour of the ground."""
        self.fill(box, ink.fill)
        if ink.hatch is not Hatch.PLAIN:
            for start, end in _hatched(box, ink.hatch, _HATCH_STEP * max(1.0, self.scale)):
                self.line(start, end, ink.on, 0.5)
            self.rim(box, ink.on, 0.5)

    def rim(self, box: QRectF, colour: str, weight: float) -> None:
        """A rule around."""
        self._painter.setPen(self._pen(colour, weight, SOLID))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(_fine(box))

    def line(
        self,
        start: QPointF,
        end: QPointF,
        colour: str,
        weight: float = 0.6,
        dashes: Sequence[float] = SOLID,
    ) -> None:
        """A straight line."""
        self._painter.setPen(self._pen(colour, weight, dashes))
        self._painter.drawLine(start * FINE, end * FINE)

    def path(
        self, points: Sequence[QPointF], colour: str, weight: float, dashes: Sequence[float] = SOLID
    ) -> None:
        """A line through points."""
        self._painter.setPen(self._pen(colour, weight, dashes))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPolyline(QPolygonF([point * FINE for point in points]))

    def dot(self, at: QPointF, radius: float, colour: str, *, hollow: bool = False) -> None:
        """A round mark."""
        self._painter.setPen(self._pen(colour, 0.8, SOLID))
        self._painter.setBrush(Qt.BrushStyle.NoBrush if hollow else QColor(colour))
        self._painter.drawEllipse(at * FINE, radius * FINE, radius * FINE)

    def gap(self, height: float) -> Stretch:
        """Nothing, as high as is said for paper."""
        return Stretch(height * self.scale, lambda y: None)

    def _put(self, box: QRectF, text: str, size: float, flags: int, colour: str, bold: bool) -> None:
        self._painter.setPen(QColor(colour or self.palette.text))
        self._painter.setFont(self._font(size, bold))
        self._painter.drawText(_fine(box), flags, text)

    def _font(self, size: float, bold: bool) -> QFont:
        return self._type(size, bold)[0]

    def _metrics(self, size: float, bold: bool) -> QFontMetricsF:
        return self._type(size, bold)[1]

    def _type(self, size: float, bold: bool) -> tuple[QFont, QFontMetricsF]:
        """A font, made once: thousands of words are measured in a handful of them."""
        if (size, bold) not in self._fonts:
            font = QFont()
            font.setPixelSize(max(1, round(size * self.scale * FINE)))
            font.setBold(bold)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
            font.setFeature(_LIGATURES, 0)  # a word is found by its letters
            self._fonts[size, bold] = font, QFontMetricsF(font)
        return self._fonts[size, bold]

    def _pen(self, colour: str, weight: float, dashes: Sequence[float]) -> QPen:
        pen = QPen(QColor(colour), weight * max(1.0, self.scale) * FINE)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dashes:
            pen.setDashPattern(list(dashes))
        return pen


def _fine(box: QRectF) -> QRectF:
    return QRectF(box.topLeft() * FINE, box.bottomRight() * FINE)


def _hatched(box: QRectF, hatch: Hatch, step: float) -> Iterator[tuple[QPointF, QPointF]]:
    """The strokes of a hatch, cut at the edges of their box: devices draw Qt's own patterns unlike."""
    left, top, wide, high = box.left(), box.top(), box.width(), box.height()
    if hatch is Hatch.LEVEL:
        place = step
        while place < high:
            yield QPointF(left, top + place), QPointF(left + wide, top + place)
            place += step
        return
    along = step
    while along < wide + high:
        near, far = max(0.0, along - high), min(wide, along)
        if hatch in (Hatch.RISING, Hatch.CROSSED):
            yield QPointF(left + near, top + along - near), QPointF(left + far, top + along - far)
        if hatch in (Hatch.FALLING, Hatch.CROSSED):
            yield (
                QPointF(left + near, top + high - along + near),
                QPointF(left + far, top + high - along + far),
            )
        along += step
