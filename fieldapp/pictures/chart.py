"""The ground of a chart over weeks: its plot, the scale at its left, and the months below."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, Qt

from fieldapp.core.numbers import Unit, Value, entered
from fieldapp.core.period import DAY, Period
from fieldapp.pictures.canvas import Canvas
from fieldapp.pictures.legend import FROM_RIGHT, MINOR
from fieldapp.pictures.scale import share
from fieldapp.texts.texts import Texts


@dataclass(frozen=True)
class Plot:
    """Where the marks of a chart go. `top`: the figure at its upper edge."""

    canvas: Canvas
    box: QRectF
    span: Period
    top: Value
    unit: Unit
    texts: Texts

    def x(self, day: date) -> float:
        """Where a day begins."""
        return self.box.left() + self.box.width() * (day - self.span.start).days / self.span.days

    def y(self, value: Value) -> float:
        """How high a figure stands."""
        return self.box.bottom() - self.box.height() * share(value, self.top)

    def draw_scale(self) -> None:
        """Nothing, and the round number at the top, with rules across."""
        for value in (self.top, 0):
            y, unit = self.y(value), self.canvas.scale
            self.canvas.line(
                QPointF(self.box.left(), y), QPointF(self.box.right(), y), self.canvas.palette.rule
            )
            words = round_figure(value, self.unit, self.texts)
            box = QRectF(0, y - 5 * unit, self.box.left() - 4 * unit, 10 * unit)
            self.canvas.text(box, words, MINOR, FROM_RIGHT, self.canvas.palette.quiet)

    def draw_months(self) -> None:
        """The names of the months that begin here, as many as have room."""
        canvas, unit, end = self.canvas, self.canvas.scale, -1.0
        names = self.texts("formats.months-alone").split()
        day, bottom = self.span.start, self.box.bottom()
        while day <= self.span.end:
            if day.day == 1:
                x, name = self.x(day), names[day.month - 1]
                words = f"{name} {day.year}" if day.month == 1 else name
                canvas.line(QPointF(x, bottom), QPointF(x, bottom + 2.5 * unit), canvas.palette.quiet)
                wide = canvas.length(words, MINOR) + 1
                if x >= end and x + wide <= self.box.right() + 4 * unit:
                    side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                    box = QRectF(x + 1, bottom + 2 * unit, wide, 9 * unit)
                    canvas.text(box, words, MINOR, side, canvas.palette.quiet)
                    end = x + wide + 4 * unit
            day += DAY


def scale_width(canvas: Canvas, tops: Iterable[tuple[Value, Unit]], texts: Texts) -> float:
    """Room for the figures of scales below each other, so that a week stands below the same week."""
    lengths = [canvas.length(round_figure(top, unit, texts), MINOR) for top, unit in tops]
    return max(lengths, default=0) + 6 * canvas.scale


def round_figure(value: Value, unit: Unit, texts: Texts) -> str:
    """A figure of a scale: without the decimals that a published one has."""
    number = entered(value, unit)
    return texts.number(number.quantize(Decimal(1)) if number == number.to_integral_value() else number)
