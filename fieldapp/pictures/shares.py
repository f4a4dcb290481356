"""The items of a range as one bar of 100 %, each type with its own hatch, named with its figure below."""

from PySide6.QtCore import QRectF

from fieldapp.core.pictures.picture import ItemsPicture
from fieldapp.pictures.canvas import Canvas, Stretch
from fieldapp.pictures.legend import BODY, FROM_LEFT, FROM_RIGHT, IN_MIDDLE, MINOR
from fieldapp.pictures.palette import Ink
from fieldapp.pictures.scale import share
from fieldapp.texts.pictures import percent
from fieldapp.texts.texts import Texts

_BAR = 24.0


def items_blocks(canvas: Canvas, picture: ItemsPicture, texts: Texts) -> list[Stretch]:
    """The bar, a line for each type, and their sum."""
    inks = canvas.palette.parts
    parts = [(one, value, inks[place % len(inks)]) for place, (one, value) in enumerate(picture.parts)]
    lines = [
        _line(
            canvas,
            texts.names(indicator.names),
            texts.figure(value, indicator.unit),
            percent(value, picture.total, texts),
            ink,
        )
        for indicator, value, ink in parts
    ]
    unit = picture.parts[0][0].unit
    total = _line(canvas, texts("workbook.total"), texts.figure(picture.total, unit), "", None)
    return [_bar(canvas, picture, texts), *lines, total]


def _bar(canvas: Canvas, picture: ItemsPicture, texts: Texts) -> Stretch:
    unit, inks = canvas.scale, canvas.palette.parts

    def draw(y: float) -> None:
        left = 0.0
        for place, (_, value) in enumerate(picture.parts):
            ink, wide = inks[place % len(inks)], canvas.width * share(value, picture.total)
            if wide <= 0:
                continue
            box = QRectF(left, y, wide, _BAR * unit)
            canvas.surface(box, ink)
            canvas.rim(box, canvas.palette.ground, 1.0)
            words = percent(value, picture.total, texts)
            long = canvas.length(words, MINOR, bold=True) + 6 * unit
            if long <= wide:
                middle = QRectF(left + (wide - long) / 2, y + 6 * unit, long, (_BAR - 12) * unit)
                canvas.fill(middle, ink.fill)
                canvas.text(middle, words, MINOR, IN_MIDDLE, ink.on, bold=True)
            left += wide

    return Stretch((_BAR + 7) * unit, draw)


def _line(canvas: Canvas, name: str, figure: str, of_all: str, ink: Ink | None) -> Stretch:
    unit = canvas.scale
    percents = canvas.length("100.0 %", BODY) + 8 * unit
    figures = max(canvas.length(figure, BODY, bold=True), canvas.length("0,000,000", BODY, bold=True))

    def draw(y: float) -> None:
        sample = QRectF(0, y + 2.5 * unit, 16 * unit, 9 * unit)
        if ink is not None:
            canvas.surface(sample, ink)
            canvas.rim(sample, canvas.palette.quiet, 0.5)
        names = canvas.width - 22 * unit - figures - percents
        wide = min(names, max(130 * unit, canvas.width * 0.4))
        x = 22 * unit
        canvas.text(QRectF(x, y, wide, 14 * unit), name, BODY, FROM_LEFT, bold=ink is None)
        x += wide
        canvas.text(QRectF(x, y, figures, 14 * unit), figure, BODY, FROM_RIGHT, bold=ink is None)
        canvas.text(QRectF(x + figures, y, percents, 14 * unit), of_all, BODY, FROM_RIGHT)

    return Stretch(14 * unit, draw)
