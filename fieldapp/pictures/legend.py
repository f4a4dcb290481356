"""What the marks of a picture mean, in words beside a sample of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt

from fieldapp.pictures.canvas import Canvas, Stretch

MINOR, BODY, HEADING, TITLE = 7.0, 8.0, 9.0, 11.0
"""Sizes of text in points."""

FROM_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
FROM_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
IN_MIDDLE = Qt.AlignmentFlag.AlignCenter

_SAMPLE, _APART = 14.0, 12.0


@dataclass(frozen=True, slots=True)
class Meaning:
    """`draw` is given the box of the sample."""

    words: str
    draw: Callable[[QRectF], None]


def legend(canvas: Canvas, meanings: Sequence[Meaning]) -> Stretch:
    """As many lines as they need, side by side."""
    unit = canvas.scale
    high, sample = 11 * unit, _SAMPLE * unit
    places: list[tuple[float, float, float, Meaning]] = []
    x, line = 0.0, 0
    for meaning in meanings:
        wide = min(canvas.length(meaning.words, MINOR) + 1, canvas.width - sample - 4 * unit)
        if x and x + sample + 4 * unit + wide > canvas.width:
            x, line = 0.0, line + 1
        places.append((x, line * high, wide, meaning))
        x += sample + 4 * unit + wide + _APART * unit

    def draw(y: float) -> None:
        for left, top, wide, meaning in places:
            meaning.draw(QRectF(left, y + top + 2 * unit, sample, high - 4 * unit))
            box = QRectF(left + sample + 4 * unit, y + top, wide, high)
            canvas.text(box, meaning.words, MINOR, FROM_LEFT, canvas.palette.quiet)

    return Stretch((line + 1) * high + 3 * unit, draw)


def band_sample(canvas: Canvas, box: QRectF) -> None:
    """Half of the weeks."""
    canvas.fill(box, canvas.palette.band)


def middle_sample(canvas: Canvas, box: QRectF) -> None:
    """The median."""
    y = box.center().y()
    canvas.line(QPointF(box.left(), y), QPointF(box.right(), y), canvas.palette.mark, 1.0, (4, 2))


def tick_sample(canvas: Canvas, box: QRectF) -> None:
    """The same range a year before."""
    x = box.center().x()
    canvas.line(QPointF(x, box.top() - 1), QPointF(x, box.bottom() + 1), canvas.palette.mark, 1.6)
