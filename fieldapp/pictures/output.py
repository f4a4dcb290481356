"""A picture as a file or an image: the same painter on each device."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape

from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator

from fieldapp.core.pictures.picture import Picture
from fieldapp.pictures.canvas import FINE, Count, count_nothing
from fieldapp.pictures.painter import LaidOut
from fieldapp.pictures.palette import Palette
from fieldapp.texts.pictures import picture_sentence, picture_title
from fieldapp.texts.texts import Texts

WIDTH = 500.0
"""Points: between the margins of A4."""

_MARGIN = 14.0
_FAMILY = re.compile(rb'font-family="([^"]*)"')
_DOTS = 3.0
"""In a point of an image: sharp on a slide and in print."""

_STRIP = 512
"""Rows of dots."""


def svg_of(
    picture: Picture, texts: Texts, palette: Palette, notes: Sequence[str] = (), count: Count = count_nothing
) -> bytes:
    """As SVG, with notes below: text stays text, and the picture says itself as a sentence."""
    laid = LaidOut(picture, texts, palette, WIDTH, notes)
    wide, high = WIDTH + 2 * _MARGIN, laid.height + 2 * _MARGIN
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(round(wide), round(high)))
    generator.setViewBox(QRect(0, 0, round(wide * FINE), round(high * FINE)))
    generator.setTitle(escape(picture_title(picture, texts)))
    generator.setDescription(escape(" ".join((picture_sentence(picture, texts), *notes))))
    with _painting_on(generator) as painter:
        painter.fillRect(QRect(0, 0, round(wide * FINE), round(high * FINE)), QColor(palette.ground))
        painter.translate(_MARGIN * FINE, _MARGIN * FINE)
        laid.draw(painter, count)
    return _said(bytes(buffer.data().data()), texts.language)


class Dots:
    """A picture as dots, `wide` by `high`, of which a strip is drawn at a time. `said`: what it says of
    itself; `dots`: in a point."""

    def __init__(
        self,
        picture: Picture,
        texts: Texts,
        palette: Palette,
        notes: Sequence[str] = (),
        dots: float = _DOTS,
    ) -> None:
        self._laid = LaidOut(picture, texts, palette, WIDTH, notes)
        self._ground, self._dots = QColor(palette.ground), dots
        self.wide = round((WIDTH + 2 * _MARGIN) * dots)
        self.high = round((self._laid.height + 2 * _MARGIN) * dots)
        sentence = " ".join((picture_sentence(picture, texts), *notes))
        self.said = {"Title": picture_title(picture, texts), "Description": sentence}

    def strips(self, count: Count = count_nothing) -> Iterator[tuple[int, QImage]]:
        """All of it, from the top, each with the row that it begins at."""
        tops = range(0, self.high, _STRIP)
        for number, top in enumerate(tops):
            count(number, len(tops))
            yield top, self._strip(top, min(_STRIP, self.high - top))
        count(len(tops), len(tops))

    def _strip(self, top: int, rows: int) -> QImage:
        image = QImage(self.wide, rows, QImage.Format.Format_RGB32)
        image.fill(self._ground)
        with _painting_on(image) as painter:
            painter.translate(0, -top)
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            painter.scale(self._dots / FINE, self._dots / FINE)
            painter.translate(_MARGIN * FINE, _MARGIN * FINE)
            first = top / self._dots - _MARGIN
            self._laid.draw_strip(painter, first, first + rows / self._dots)
        return image

    def image(self, count: Count = count_nothing) -> QImage:
        """All of it, counted by strips."""
        image = QImage(self.wide, self.high, QImage.Format.Format_RGB32)
        for name, words in self.said.items():
            image.setText(name, words)
        with _painting_on(image) as painter:
            for top, strip in self.strips(count):
                painter.drawImage(0, top, strip)
        return image


@contextmanager
def _painting_on(device: QPaintDevice) -> Iterator[QPainter]:
    """A painter that lets go of its device, whatever comes in between."""
    painter = QPainter(device)
    try:
        yield painter
    finally:
        painter.end()


def _said(content: bytes, language: str) -> bytes:
    """The root says what it is and in which language; and other machines have other fonts."""
    said = content.replace(b"<svg ", b'<svg role="img" lang="' + language.encode() + b'" ', 1)
    return _FAMILY.sub(rb'font-family="\1, Segoe UI, Arial, sans-serif"', said)
