"""Pictures of places: districts as bars with a tick for the year before, and as tiles by region."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF

from fieldapp.core.numbers import Value, finest_decimals
from fieldapp.core.pictures.picture import PlacesPicture, TilePanel, TilesPicture
from fieldapp.core.programme import Indicator
from fieldapp.core.spans.range_report import RangeRow
from fieldapp.pictures.canvas import Canvas, Stretch
from fieldapp.pictures.legend import (
    BODY,
    FROM_LEFT,
    FROM_RIGHT,
    HEADING,
    IN_MIDDLE,
    MINOR,
    Meaning,
    legend,
    tick_sample,
)
from fieldapp.pictures.palette import Ink
from fieldapp.pictures.scale import how_many_beside, share
from fieldapp.texts.pictures import panel_name, panel_unit
from fieldapp.texts.ranges import row_name
from fieldapp.texts.texts import Texts

_ROW, _BAR, _LEAST_BAR = 13.0, 7.0, 38.0
_ALL_ZEROS = str.maketrans("123456789", "0" * 9)
"""All digits are equally wide, so that of five hundred figures a few are measured."""

_TILE_WIDTH, _TILE_HEIGHT, _TILE_GAP = 58.0, 27.0, 3.0


def places_blocks(canvas: Canvas, picture: PlacesPicture, texts: Texts) -> list[Stretch]:
    """A line for each district; where the columns have no room beside each other, one lot below the other."""
    main = canvas.palette.main
    meanings = [Meaning(texts.period(picture.report.span), lambda box: canvas.surface(box, main))]
    if picture.before:
        meanings.append(Meaning(texts("pictures.before"), lambda box: tick_sample(canvas, box)))
    blocks = [legend(canvas, meanings)]
    if picture.before is None:
        blocks.append(canvas.prose(texts("pictures.no-before"), MINOR, canvas.palette.quiet))
        blocks.append(canvas.gap(4))
    columns = picture.report.programme.active
    rows = _Rows(canvas, picture, texts)
    side_by_side = rows.columns_in_a_row(columns)
    for start in range(0, len(columns), side_by_side):
        blocks += rows.blocks(columns[start : start + side_by_side])
    return blocks


def tiles_blocks(canvas: Canvas, picture: TilesPicture, texts: Texts) -> list[Stretch]:
    """For each figure the regions, one below the other, with a tile for each district."""
    blocks = []
    for panel in picture.panels:
        blocks.append(_tile_head(canvas, panel, texts))
        tiles_of = {(region, key): value for region, row in panel.regions for key, value in row.items()}
        written = texts.figures([*tiles_of.values()], panel_unit(panel))
        figures = dict(zip(tiles_of, written, strict=True))
        for region, tiles in panel.regions:
            name = texts.names(picture.programme.region(region).names)
            told = [
                _Tile(texts.district(key, picture.programme), value, figures[region, key])
                for key, value in tiles.items()
            ]
            blocks.append(_region(canvas, name, told, panel))
        blocks.append(canvas.gap(6))
    return blocks


class _Tile(NamedTuple):
    """A district, and its figure as it is written."""

    name: str
    value: Value | None
    figure: str


class _Rows:
    """The lines of the districts with some columns beside each other."""

    def __init__(self, canvas: Canvas, picture: PlacesPicture, texts: Texts) -> None:
        self._canvas, self._picture, self._texts = canvas, picture, texts
        rows = [row for row in picture.report.rows if any(v is not None for v in row.values.values())]
        keys = [row.key for row in rows]
        if picture.before is not None:
            before = [
                row.key for row in picture.before.rows if any(v is not None for v in row.values.values())
            ]
            keys += before
        known = frozenset(keys)
        self._rows = [row for row in picture.report.rows if row.key in known]
        self._measures: dict[str, tuple[float, Value, int]] = {}
        self._names = {row.key: row_name(picture.report, row.key, texts) for row in self._rows}
        unit = canvas.scale
        longest = max((canvas.length(name, BODY) for name in self._names.values()), default=0)
        self._name = min(longest + 6 * unit, canvas.width * 0.34)

    def columns_in_a_row(self, columns: Sequence[Indicator]) -> int:
        """How many have room for their figures and their bars."""
        unit = self._canvas.scale
        widest = max(self._measured(one)[0] for one in columns) + (_LEAST_BAR + 12) * unit
        return max(1, min(len(columns), int((self._canvas.width - self._name) // widest)))

    def blocks(self, columns: Sequence[Indicator]) -> list[Stretch]:
        """The heads and the lines."""
        unit, canvas = self._canvas.scale, self._canvas
        wide = (canvas.width - self._name) / len(columns)

        def head(y: float) -> None:
            for place, indicator in enumerate(columns):
                box = QRectF(self._name + place * wide + 6 * unit, y, wide - 8 * unit, 12 * unit)
                canvas.text(box, self._texts.names(indicator.short_names), BODY, FROM_LEFT, bold=True)
            canvas.line(QPointF(0, y + 13 * unit), QPointF(canvas.width, y + 13 * unit), canvas.palette.rule)

        lines = [self._line(row, columns, wide) for row in self._rows]
        return [Stretch(15 * unit, head), *lines, canvas.gap(8)]

    def _line(self, row: RangeRow, columns: Sequence[Indicator], wide: float) -> Stretch:
        unit, canvas, texts, key = self._canvas.scale, self._canvas, self._texts, row.key

        def draw(y: float) -> None:
            high = _ROW * unit
            canvas.text(QRectF(0, y, self._name - 4 * unit, high), self._names[key], BODY, FROM_LEFT)
            for place, indicator in enumerate(columns):
                value, left = row.values.get(indicator.key), self._name + place * wide + 6 * unit
                figure, most, finest = self._measured(indicator)
                words = "" if value is None else texts.figure(value, indicator.unit, finest)
                canvas.text(QRectF(left, y, figure, high), words, BODY, FROM_RIGHT)
                room = QRectF(left + figure + 4 * unit, y, wide - figure - 14 * unit, high)
                self._bar(room, value, self._picture.value_before(key, indicator.key), most)

        return Stretch(_ROW * unit, draw)

    def _bar(self, room: QRectF, value: Value | None, before: Value | None, most: Value) -> None:
        canvas, unit = self._canvas, self._canvas.scale
        top = room.top() + (_ROW - _BAR) / 2 * unit
        base = QPointF(room.left(), room.top() + unit), QPointF(room.left(), room.bottom() - unit)
        canvas.line(*base, canvas.palette.rule)
        if value and most:
            long = max(room.width() * share(value, most), 0.6)
            canvas.surface(QRectF(room.left(), top, long, _BAR * unit), canvas.palette.main)
        if before is not None and most:
            x = room.left() + room.width() * share(before, most)
            ends = QPointF(x, room.top() + 1.2 * unit), QPointF(x, room.bottom() - 1.2 * unit)
            canvas.line(*ends, canvas.palette.ground, 3.2)
            canvas.line(*ends, canvas.palette.mark, 1.6)

    def _measured(self, indicator: Indicator) -> tuple[float, Value, int]:
        """The width of the figures of a column, the greatest of them, and the decimals of the finest: for all
        its lines."""
        if indicator.key not in self._measures:
            values = [row.values.get(indicator.key) for row in self._rows]
            words = {word.translate(_ALL_ZEROS) for word in self._texts.figures(values, indicator.unit)}
            width = max((self._canvas.length(word, BODY) for word in words), default=0) + 1
            finest = finest_decimals(values, indicator.unit)
            self._measures[indicator.key] = width, self._most(indicator), finest
        return self._measures[indicator.key]

    def _most(self, indicator: Indicator) -> Value:
        before = [self._picture.value_before(row.key, indicator.key) or 0 for row in self._rows]
        return max((*(row.values.get(indicator.key) or 0 for row in self._rows), *before), default=0)


def _tile_head(canvas: Canvas, panel: TilePanel, texts: Texts) -> Stretch:
    """The name of the figure, and the shades from less to more."""
    unit, palette = canvas.scale, canvas.palette
    name = panel_name(panel, texts)
    less, more = texts("pictures.less"), texts("pictures.more")
    key = canvas.length(less, MINOR) + canvas.length(more, MINOR) + (len(palette.shades) * 12 + 10) * unit
    is_beside = canvas.length(name, HEADING, bold=True) + key + 8 * unit <= canvas.width
    low = 0.0 if is_beside else 13 * unit

    def draw(y: float) -> None:
        canvas.text(QRectF(0, y, canvas.width, 13 * unit), name, HEADING, FROM_LEFT, bold=True)
        x = canvas.width - key if is_beside else 0.0
        wide = canvas.length(less, MINOR) + 1
        canvas.text(QRectF(x, y + low, wide, 13 * unit), less, MINOR, FROM_LEFT, palette.quiet)
        x += wide + 4 * unit
        for ink in palette.shades:
            box = QRectF(x, y + low + 3 * unit, 12 * unit, 8 * unit)
            canvas.surface(box, ink)
            canvas.rim(box, palette.rule, 0.5)
            x += 12 * unit
        wide = canvas.length(more, MINOR) + 1
        canvas.text(QRectF(x + 4 * unit, y + low, wide, 13 * unit), more, MINOR, FROM_LEFT, palette.quiet)

    return Stretch(low + 16 * unit, draw)


def _region(canvas: Canvas, name: str, tiles: Sequence[_Tile], panel: TilePanel) -> Stretch:
    unit = canvas.scale
    in_a_row = how_many_beside(canvas, _TILE_WIDTH + _TILE_GAP, 8)
    wide = (canvas.width + _TILE_GAP * unit) / in_a_row
    high = (_TILE_HEIGHT + _TILE_GAP) * unit
    lines = -(-len(tiles) // in_a_row)

    def draw(y: float) -> None:
        canvas.text(QRectF(0, y, canvas.width, 11 * unit), name, MINOR, FROM_LEFT, canvas.palette.quiet)
        for place, tile in enumerate(tiles):
            x, down = place % in_a_row * wide, place // in_a_row * high
            size = wide - _TILE_GAP * unit
            box = QRectF(x, y + 12 * unit + down, size, _TILE_HEIGHT * unit)
            ink = _shade(canvas, tile.value, panel.most)
            canvas.surface(box, ink)
            canvas.rim(box, canvas.palette.rule, 0.6)
            upper = QRectF(x + 3 * unit, box.top() + 2 * unit, size - 6 * unit, 11 * unit)
            lower = QRectF(x + 3 * unit, box.top() + 13 * unit, size - 6 * unit, 12 * unit)
            canvas.text(upper, tile.name, MINOR, IN_MIDDLE, ink.on)
            canvas.text(lower, tile.figure, BODY, IN_MIDDLE, ink.on, bold=True)

    return Stretch(12 * unit + lines * high + 3 * unit, draw)


def _shade(canvas: Canvas, value: Value | None, most: Value) -> Ink:
    """The first for nothing, the others in equal steps up to the greatest figure."""
    shades = canvas.palette.shades
    if not value or not most:
        return shades[0]
    return shades[min(len(shades) - 1, 1 + int(share(value, most) * (len(shades) - 1) * 0.9999))]
