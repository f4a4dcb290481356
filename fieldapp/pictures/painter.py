"""One painter for every picture and every device."""

from collections.abc import Sequence
from typing import assert_never

from PySide6.QtGui import QPainter

from fieldapp.core.pictures.picture import (
    BoardPicture,
    CumulativePicture,
    ItemsPicture,
    Picture,
    PlacesPicture,
    TilesPicture,
    WeeklyPicture,
)
from fieldapp.pictures.canvas import Canvas, Count, Stretch, count_nothing
from fieldapp.pictures.legend import BODY, MINOR, TITLE
from fieldapp.pictures.overview import board_blocks
from fieldapp.pictures.palette import Palette
from fieldapp.pictures.places import places_blocks, tiles_blocks
from fieldapp.pictures.shares import items_blocks
from fieldapp.pictures.weeks import cumulative_blocks, weekly_blocks
from fieldapp.texts.pictures import empty_words, picture_title
from fieldapp.texts.texts import Texts

_REACH = 12.0
"""Points that a part may draw beyond its edges."""


def picture_blocks(
    canvas: Canvas, picture: Picture, texts: Texts, notes: Sequence[str] = ()
) -> list[Stretch]:
    """A picture from its title down to its notes, in parts that stay whole."""
    title = [canvas.prose(picture_title(picture, texts), TITLE, bold=True), canvas.gap(3)]
    if picture.is_empty:
        content = [canvas.prose(empty_words(picture, texts), BODY, canvas.palette.quiet)]
    else:
        content = _content(canvas, picture, texts)
    foot = [canvas.gap(4), *(canvas.prose(note, MINOR, canvas.palette.quiet) for note in notes)]
    return [*title, *content, *(foot if notes else ())]


class LaidOut:
    """A picture laid out once, to be drawn at once or strip by strip. `height`: in points."""

    def __init__(
        self, picture: Picture, texts: Texts, palette: Palette, width: float, notes: Sequence[str] = ()
    ) -> None:
        self._canvas = Canvas(QPainter(), palette, width)
        self._blocks = picture_blocks(self._canvas, picture, texts, notes)
        self.height = sum(block.height for block in self._blocks)

    def draw(self, painter: QPainter, count: Count = count_nothing) -> None:
        """Draw all of it, counted by its parts."""
        self._draw(painter, 0.0, self.height, count)

    def draw_strip(self, painter: QPainter, first: float, last: float) -> None:
        """Draw what is between two heights, or may reach there."""
        self._draw(painter, first - _REACH, last + _REACH, count_nothing)

    def _draw(self, painter: QPainter, first: float, last: float, count: Count) -> None:
        top = 0.0
        self._canvas.use(painter)
        try:
            for number, block in enumerate(self._blocks):
                count(number, len(self._blocks))
                if top + block.height >= first and top <= last:
                    block.draw(top)
                top += block.height
            count(len(self._blocks), len(self._blocks))
        finally:
            self._canvas.use(QPainter())


def _content(canvas: Canvas, picture: Picture, texts: Texts) -> list[Stretch]:
    match picture:
        case WeeklyPicture():
            return weekly_blocks(canvas, picture, texts)
        case CumulativePicture():
            return cumulative_blocks(canvas, picture, texts)
        case PlacesPicture():
            return places_blocks(canvas, picture, texts)
        case TilesPicture():
            return tiles_blocks(canvas, picture, texts)
        case ItemsPicture():
            return items_blocks(canvas, picture, texts)
        case BoardPicture():
            return board_blocks(canvas, picture, texts)
        case _:
            assert_never(picture)
