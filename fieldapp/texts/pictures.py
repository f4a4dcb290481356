"""What pictures say: their titles, what their parts are called, and each of them as a sentence."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from typing import assert_never

from fieldapp.core.hq.board import Arrived
from fieldapp.core.numbers import Amount, Unit, Value
from fieldapp.core.pictures.picture import (
    Album,
    Band,
    BoardPicture,
    CumulativePanel,
    CumulativePicture,
    ItemsPicture,
    Picture,
    PlacesPicture,
    TilePanel,
    TilesPicture,
    WeeklyPicture,
)
from fieldapp.core.programme import Indicator
from fieldapp.texts.board import rates_sentence, state_word
from fieldapp.texts.ranges import footing_lines, picture_lines, row_name, span_label
from fieldapp.texts.texts import Texts

_PLACES_NAMED = 3


def picture_key(picture: Picture) -> str:
    """What a picture is called in files and texts."""
    match picture:
        case WeeklyPicture():
            return "weeks"
        case CumulativePicture():
            return "cumulative"
        case PlacesPicture():
            return "places"
        case TilesPicture():
            return "tiles"
        case ItemsPicture():
            return "items"
        case BoardPicture():
            return "board"
        case _:
            assert_never(picture)


def picture_title(picture: Picture, texts: Texts) -> str:
    """Its title, with the days that it tells of."""
    name = texts(f"pictures.title-{picture_key(picture)}")
    match picture:
        case CumulativePicture():
            return texts("pictures.titled", title=name, span=str(picture.year))
        case PlacesPicture():
            return texts("pictures.titled", title=name, span=span_label(picture.report.span, texts))
        case WeeklyPicture():
            return texts("pictures.titled", title=name, span=texts.period(picture.span))
        case TilesPicture() | ItemsPicture():
            return texts("pictures.titled", title=name, span=span_label(picture.span, texts))
        case BoardPicture():
            if picture.is_empty:
                return name
            first, last = picture.board.weeks[0], picture.board.weeks[-1]
            span = f"{texts.date(first.start)} – {texts.date(last.end)}"
            return texts("pictures.titled", title=name, span=span)
        case _:
            assert_never(picture)


def picture_sentence(picture: Picture, texts: Texts) -> str:
    """A picture read aloud."""
    title = picture_title(picture, texts)
    if picture.is_empty:
        return f"{title}. {empty_words(picture, texts)}"
    match picture:
        case WeeklyPicture():
            said = _weekly(picture, texts)
        case CumulativePicture():
            said = _cumulative(picture, texts)
        case PlacesPicture():
            said = _places(picture, texts)
        case TilesPicture():
            said = _tiles(picture, texts)
        case ItemsPicture():
            said = _items(picture, texts)
        case BoardPicture():
            said = _board(picture, texts)
        case _:
            assert_never(picture)
    return f"{title}. {' '.join(said)}"


def picture_notes(picture: Picture, album: Album, texts: Texts) -> list[str]:
    """What a picture says below, where it stands without its report: what its figures stand on."""
    if isinstance(picture, WeeklyPicture | CumulativePicture | BoardPicture):
        return picture_lines(album.report, texts)
    return footing_lines(album.report, texts)


def board_notes(picture: BoardPicture, texts: Texts) -> list[str]:
    """What the board says below, where it leaves its window."""
    return [texts("board.made-up")] if picture.is_demonstration else []


def empty_words(picture: Picture, texts: Texts) -> str:
    """What stands where there is nothing to draw."""
    key = "board-empty" if isinstance(picture, BoardPicture) else "empty"
    return texts(f"pictures.{key}")


def band_words(band: Band, unit: Unit, texts: Texts) -> str:
    """`Median of 30 weeks 12; half of them between 5 and 30.`"""
    low, middle, high = texts.figures([band.low, band.middle, band.high], unit)
    return texts("pictures.band", n=band.weeks, low=low, middle=middle, high=high)


def line_words(panel: CumulativePanel, texts: Texts) -> list[str]:
    """`2025: 1,234.5 (20 weeks)` of each of its lines."""
    sums = texts.figures([line.sums[-1] for line in panel.lines], panel.indicator.unit)
    return [
        texts("pictures.year-line", year=str(line.year), sum=sum_, n=line.entered)
        for line, sum_ in zip(panel.lines, sums, strict=True)
    ]


def panel_name(panel: TilePanel, texts: Texts) -> str:
    """The figure that a panel of tiles shows."""
    return indicator_name(panel.indicator, texts) if panel.indicator else texts("pictures.all-items")


def panel_unit(panel: TilePanel) -> Unit:
    """The unit of its figures."""
    return panel.indicator.unit if panel.indicator else Unit.COUNT


def indicator_name(indicator: Indicator, texts: Texts) -> str:
    """`Area cleared, ha`, `UXO`: as short as it can be said and still name its unit."""
    name = texts.names(indicator.names)
    return f"{name}, {texts('formats.ha')}" if indicator.unit is Unit.HECTARE else name


def percent(value: Value, total: Value, texts: Texts) -> str:
    """A part of a whole to one decimal."""
    share = (Decimal(100) * value / total).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return texts("pictures.percent", share=texts.number(share))


def _weekly(picture: WeeklyPicture, texts: Texts) -> list[str]:
    said = []
    for panel in picture.panels:
        last = next((bar for bar in reversed(panel.bars) if bar.value is not None), None)
        if last is None or last.value is None:
            continue
        figure = texts.amount(Amount(last.value, panel.indicator.unit))
        name = texts.names(panel.indicator.names)
        said.append(texts("pictures.week-said", column=name, period=last.period, figure=figure))
        if panel.band is not None:
            said.append(band_words(panel.band, panel.indicator.unit, texts))
    return said


def _cumulative(picture: CumulativePicture, texts: Texts) -> list[str]:
    said = []
    for panel in picture.panels:
        if lines := line_words(panel, texts):
            words = "; ".join(reversed(lines))
            said.append(
                texts("pictures.column-said", column=indicator_name(panel.indicator, texts), words=words)
            )
    return said


def _places(picture: PlacesPicture, texts: Texts) -> list[str]:
    said, report = [], picture.report
    for indicator in report.programme.active:
        ranked = [(value, row.key) for row in report.rows if (value := row.values.get(indicator.key))]
        ranked.sort(key=lambda pair: pair[0], reverse=True)
        named = ranked[:_PLACES_NAMED]
        figures = texts.figures([value for value, _ in named], indicator.unit)
        words = [
            f"{row_name(report, key, texts)} {figure}"
            for (_, key), figure in zip(named, figures, strict=True)
        ]
        if words:
            name, most = indicator_name(indicator, texts), texts.listed(words)
            said.append(texts("pictures.most-said", column=name, places=most))
        if picture.before is not None:
            totals = [one.total(indicator.key) for one in (report, picture.before)]
            now, then = texts.figures(totals, indicator.unit)
            said.append(texts("pictures.before-said", now=now, then=then))
    return said


def _tiles(picture: TilesPicture, texts: Texts) -> list[str]:
    said = []
    for panel in picture.panels:
        known = [(value, key) for _, row in panel.regions for key, value in row.items() if value is not None]
        known.sort(key=lambda pair: pair[0], reverse=True)
        named = known[:_PLACES_NAMED]
        figures = texts.figures([value for value, _ in named], panel_unit(panel))
        words = [
            f"{texts.district(key, picture.programme)} {figure}"
            for (_, key), figure in zip(named, figures, strict=True)
        ]
        if words:
            name = panel_name(panel, texts)
            said.append(texts("pictures.most-said", column=name, places=texts.listed(words)))
    return said


def _items(picture: ItemsPicture, texts: Texts) -> list[str]:
    parts = [
        f"{texts.names(indicator.names)} {texts.figure(value, indicator.unit)}"
        f" ({percent(value, picture.total, texts)})"
        for indicator, value in picture.parts
    ]
    return [texts("pictures.items-said", n=picture.total, parts="; ".join(parts))]


def _board(picture: BoardPicture, texts: Texts) -> list[str]:
    squares = [square for row in picture.board.squares.values() for square in row.values()]
    counts = Counter(square.state for square in squares)
    words = [f"{state_word(state, texts)}: {counts[state]}" for state in Arrived if counts[state]]
    return [rates_sentence(picture.board.rates, texts), f"{'; '.join(words)}."]
