"""Pictures over time: a year's weeks as bars, and its sums as a line over those of earlier years."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF

from fieldapp.core.numbers import Value
from fieldapp.core.pictures.album import iso_year
from fieldapp.core.pictures.picture import (
    CumulativePanel,
    CumulativePicture,
    WeekBar,
    WeeklyPicture,
    WeekPanel,
    YearLine,
)
from fieldapp.pictures.canvas import SOLID, Canvas, Stretch
from fieldapp.pictures.chart import Plot, scale_width
from fieldapp.pictures.legend import (
    FROM_LEFT,
    HEADING,
    MINOR,
    Meaning,
    band_sample,
    legend,
    middle_sample,
)
from fieldapp.pictures.scale import top_of
from fieldapp.texts.pictures import band_words, indicator_name, line_words
from fieldapp.texts.texts import Texts

_PLOT_HEIGHT = 62.0
_DASHES: tuple[tuple[float, ...], ...] = ((1, 1.5), (4, 1.5, 1, 1.5), (5, 2))
"""Of the years before, the one longest ago first; the year itself is a solid line."""


def weekly_blocks(canvas: Canvas, picture: WeeklyPicture, texts: Texts) -> list[Stretch]:
    """A chart for each column, and what its marks mean."""
    palette = canvas.palette
    meanings = []
    drawn = [bar for panel in picture.panels for bar in panel.bars if bar.value is not None]
    if any(bar.is_asked for bar in drawn):
        meanings.append(Meaning(texts("pictures.asked"), lambda box: canvas.surface(box, palette.main)))
    if any(not bar.is_asked for bar in drawn):
        meanings.append(Meaning(texts("pictures.others"), lambda box: canvas.surface(box, palette.soft)))
    if any(panel.band for panel in picture.panels):
        meanings.append(Meaning(texts("pictures.middle"), lambda box: middle_sample(canvas, box)))
        meanings.append(Meaning(texts("pictures.half"), lambda box: band_sample(canvas, box)))
    tops = [(_week_top(panel), panel.indicator.unit) for panel in picture.panels]
    left = scale_width(canvas, tops, texts)
    charts = [_week_chart(canvas, panel, picture, texts, left) for panel in picture.panels]
    return [legend(canvas, meanings), *charts]


def cumulative_blocks(canvas: Canvas, picture: CumulativePicture, texts: Texts) -> list[Stretch]:
    """A chart for each column; each names its own lines, for their sums."""
    tops = [(_year_top(panel), panel.indicator.unit) for panel in picture.panels]
    left = scale_width(canvas, tops, texts)
    return [_year_chart(canvas, panel, picture, texts, left) for panel in picture.panels]


def _week_top(panel: WeekPanel) -> Value:
    values = [bar.value for bar in panel.bars if bar.value is not None]
    return top_of(max(values, default=0), panel.indicator.unit)


def _year_top(panel: CumulativePanel) -> Value:
    return top_of(max((max(line.sums) for line in panel.lines), default=0), panel.indicator.unit)


def _week_chart(
    canvas: Canvas, panel: WeekPanel, picture: WeeklyPicture, texts: Texts, left: float
) -> Stretch:
    unit, indicator = canvas.scale, panel.indicator
    heads = [indicator_name(indicator, texts)]
    words = band_words(panel.band, indicator.unit, texts) if panel.band else ""
    top = _week_top(panel)
    head = 24 * unit if words else 14 * unit
    high = _PLOT_HEIGHT * (0.6 + 0.4 * unit)

    def draw(y: float) -> None:
        canvas.text(QRectF(0, y, canvas.width, 13 * unit), heads[0], HEADING, FROM_LEFT, bold=True)
        canvas.text(
            QRectF(0, y + 12 * unit, canvas.width, 11 * unit), words, MINOR, FROM_LEFT, canvas.palette.quiet
        )
        box = QRectF(left, y + head + 4 * unit, canvas.width - left, high)
        plot = Plot(canvas, box, picture.span, top, indicator.unit, texts)
        if panel.band:
            low, middle = plot.y(panel.band.low), plot.y(panel.band.middle)
            upper = plot.y(panel.band.high)
            canvas.fill(QRectF(box.left(), upper, box.width(), max(low - upper, 0.4)), canvas.palette.band)
        plot.draw_scale()
        plot.draw_months()
        for bar in panel.bars:
            _draw_bar(plot, bar)
        if panel.band:
            ends = QPointF(box.left(), middle), QPointF(box.right(), middle)
            canvas.line(*ends, canvas.palette.ground, 2.4)
            canvas.line(*ends, canvas.palette.mark, 1.0, (4, 2))

    return Stretch(head + high + 22 * unit, draw)


def _draw_bar(plot: Plot, bar: WeekBar) -> None:
    """A nought is a stroke on the ground; where nothing is known there is none."""
    if bar.value is None:
        return
    left, right = (
        plot.x(bar.period.start),
        plot.box.left() + plot.box.width() * (((bar.period.end - plot.span.start).days + 1) / plot.span.days),
    )
    left, right = max(left, plot.box.left()), min(right, plot.box.right())
    aside = (right - left) * 0.12
    bottom = plot.box.bottom()
    high = max(bottom - plot.y(bar.value), 0.9)
    ink = plot.canvas.palette.main if bar.is_asked else plot.canvas.palette.soft
    plot.canvas.surface(QRectF(left + aside, bottom - high, right - left - 2 * aside, high), ink)


def _year_chart(
    canvas: Canvas, panel: CumulativePanel, picture: CumulativePicture, texts: Texts, left: float
) -> Stretch:
    unit, indicator = canvas.scale, panel.indicator
    top = _year_top(panel)
    lines = [(line, *_stroke(line, picture.year)) for line in panel.lines]
    meanings = [
        Meaning(words, _sample(canvas, weight, dashes, is_own=line.year == picture.year))
        for (line, weight, dashes), words in zip(lines, line_words(panel, texts), strict=True)
    ][::-1]
    if not meanings:
        meanings = [Meaning(texts("pictures.column-empty"), lambda box: None)]
    names = legend(canvas, meanings)
    head, high = 13 * unit, _PLOT_HEIGHT * (0.6 + 0.4 * unit)
    span = iso_year(picture.year)

    def draw(y: float) -> None:
        canvas.text(
            QRectF(0, y, canvas.width, head), indicator_name(indicator, texts), HEADING, FROM_LEFT, bold=True
        )
        names.draw(y + head)
        box = QRectF(left, y + head + names.height + 4 * unit, canvas.width - left, high)
        plot = Plot(canvas, box, span, top, indicator.unit, texts)
        plot.draw_scale()
        plot.draw_months()
        for line, weight, dashes in lines:
            is_own = line.year == picture.year
            _draw_line(plot, line, weight, dashes, _colour(canvas, is_own=is_own), is_own=is_own)

    return Stretch(head + names.height + high + 22 * unit, draw)


def _sample(
    canvas: Canvas, weight: float, dashes: tuple[float, ...], *, is_own: bool
) -> Callable[[QRectF], None]:
    def draw(box: QRectF) -> None:
        y = box.center().y()
        ends = QPointF(box.left(), y), QPointF(box.right(), y)
        canvas.line(*ends, _colour(canvas, is_own=is_own), weight, dashes)

    return draw


def _draw_line(
    plot: Plot, line: YearLine, weight: float, dashes: tuple[float, ...], colour: str, *, is_own: bool
) -> None:
    """From nothing at the beginning of the year to the sum at the end of each week."""
    start, weeks = plot.box.left(), plot.span.days / 7
    step = plot.box.width() / weeks
    points = [QPointF(start, plot.y(0))]
    for number, value in enumerate(line.sums, start=1):
        points.append(QPointF(min(start + number * step, plot.box.right()), plot.y(value)))
    plot.canvas.path(points, colour, weight, dashes)
    if is_own:
        plot.canvas.dot(points[-1], 1.8, colour)


def _stroke(line: YearLine, year: int) -> tuple[float, tuple[float, ...]]:
    if line.year == year:
        return 1.8, SOLID
    return 1.0, _DASHES[(line.year - year) % len(_DASHES)]


def _colour(canvas: Canvas, *, is_own: bool) -> str:
    return canvas.palette.main.fill if is_own else canvas.palette.quiet
