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
from fieldapp.pictures.canvas import Canvas, Stretch
from fieldapp.pictures.legend import BODY, MINOR, TITLE
from fieldapp.pictures.overview import board_blocks
from fieldapp.pictures.palette import Palette
from fieldapp.pictures.places import places_blocks, tiles_blocks
from fieldapp.pictures.shares import items_blocks
from fieldapp.pictures.weeks import cumulative_blocks, weekly_blocks
from fieldapp.texts.pictures import empty_words, picture_title
from fieldapp.texts.texts import Texts


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


def height_of(
    picture: Picture,
    texts: Texts,
    palette: Palette,
    width: float,
    scale: float = 1.0,
    notes: Sequence[str] = (),
) -> float:
    """How high a picture of a width gets, in points."""
    canvas = Canvas(QPainter(), palette, width, scale)
    return sum(block.height for block in picture_blocks(canvas, picture, texts, notes))


def paint_picture(canvas: Canvas, picture: Picture, texts: Texts, notes: Sequence[str] = ()) -> None:
    """Draw a picture from the upper edge of its canvas on."""
    top = 0.0
    for block in picture_blocks(canvas, picture, texts, notes):
        block.draw(top)
        top += block.height


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
