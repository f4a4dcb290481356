"""A picture as a file or an image: the same painter on each device."""

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from fieldapp.core.pictures.picture import Picture
from fieldapp.pictures.canvas import FINE, Canvas
from fieldapp.pictures.painter import height_of, paint_picture
from fieldapp.pictures.palette import Palette
from fieldapp.texts.pictures import picture_sentence, picture_title
from fieldapp.texts.texts import Texts

WIDTH = 500.0
"""Points: between the margins of A4."""

_MARGIN = 14.0
_FAMILY = re.compile(rb'font-family="([^"]*)"')
_PNG_DOTS = 3.0
"""Dots in a point of a PNG picture: sharp on a slide and in print."""


def svg_of(picture: Picture, texts: Texts, palette: Palette, notes: Sequence[str] = ()) -> bytes:
    """As SVG, with notes below: text stays text, and the picture says itself as a sentence."""
    wide, high = _size(picture, texts, palette, notes)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(round(wide), round(high)))
    generator.setViewBox(QRect(0, 0, round(wide * FINE), round(high * FINE)))
    generator.setTitle(escape(picture_title(picture, texts)))
    generator.setDescription(escape(" ".join((picture_sentence(picture, texts), *notes))))
    painter = QPainter(generator)
    _paint(painter, picture, texts, palette, wide, high, notes)
    painter.end()
    return _said(bytes(buffer.data().data()), texts.language)


def image_of(
    picture: Picture,
    texts: Texts,
    palette: Palette,
    notes: Sequence[str] = (),
    dots: float = _PNG_DOTS,
) -> QImage:
    """As an image; `dots`: in a point."""
    wide, high = _size(picture, texts, palette, notes)
    image = QImage(round(wide * dots), round(high * dots), QImage.Format.Format_RGB32)
    image.fill(QColor(palette.ground))
    image.setText("Title", picture_title(picture, texts))
    image.setText("Description", " ".join((picture_sentence(picture, texts), *notes)))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(dots / FINE, dots / FINE)
    _paint(painter, picture, texts, palette, wide, high, notes)
    painter.end()
    return image


def png_of(picture: Picture, texts: Texts, palette: Palette, notes: Sequence[str] = ()) -> bytes:
    """As PNG, with its sentence as its description."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image_of(picture, texts, palette, notes))
    return bytes(content.data())


def _size(picture: Picture, texts: Texts, palette: Palette, notes: Sequence[str]) -> tuple[float, float]:
    high = height_of(picture, texts, palette, WIDTH, notes=notes)
    return WIDTH + 2 * _MARGIN, high + 2 * _MARGIN


def _paint(
    painter: QPainter,
    picture: Picture,
    texts: Texts,
    palette: Palette,
    wide: float,
    high: float,
    notes: Sequence[str],
) -> None:
    painter.fillRect(QRect(0, 0, round(wide * FINE), round(high * FINE)), QColor(palette.ground))
    painter.translate(_MARGIN * FINE, _MARGIN * FINE)
    paint_picture(Canvas(painter, palette, WIDTH), picture, texts, notes)


def _said(content: bytes, language: str) -> bytes:
    """The root says what it is and in which language; and other machines have other fonts."""
    said = content.replace(b"<svg ", b'<svg role="img" lang="' + language.encode() + b'" ', 1)
    return _FAMILY.sub(rb'font-family="\1, Segoe UI, Arial, sans-serif"', said)
