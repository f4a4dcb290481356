"""Five hundred districts are measured once each, however many columns and lines ask for it."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from fieldapp.core.period import Period
from fieldapp.core.pictures.picture import PlacesPicture
from fieldapp.pictures.canvas import FINE, Canvas
from fieldapp.pictures.output import WIDTH, Dots, svg_of
from fieldapp.pictures.painter import LaidOut
from fieldapp.pictures.palette import LIGHT_INK
from fieldapp.pictures.png import png_of
from tests.pictures.making import album

MARCH = Period(date(2025, 3, 3), date(2025, 3, 30))


@pytest.fixture
def measured(monkeypatch):
    """The words that were measured."""
    words, length = [], Canvas.length

    def noted(canvas, text, size, *, bold=False):
        words.append(text)
        return length(canvas, text, size, bold=bold)

    monkeypatch.setattr(Canvas, "length", noted)
    return words


def picture_of(programme, times):
    """Each district so many times, with the same range a year earlier."""
    report = album(programme, MARCH).report
    many = replace(report, rows=report.rows * times)
    return PlacesPicture(many, many)


def test_twice_as_many_places_take_twice_as_many_measures(qapp, programme, texts, measured):
    asked = []
    for times in (10, 20):
        picture = picture_of(programme, times)
        measured.clear()
        svg_of(picture, texts, LIGHT_INK)
        asked.append(len(measured))

    assert asked[1] < 2.2 * asked[0]


def test_every_place_has_its_line_and_the_figures_have_room_for_the_greatest(qapp, programme, texts):
    drawn = svg_of(picture_of(programme, 1), texts, LIGHT_INK).decode()
    report = album(programme, MARCH).report

    for row in report.rows:
        if any(value is not None for value in row.values.values()):
            assert texts.district(row.key, programme) in drawn


def test_a_png_picture_made_strip_by_strip_is_the_picture_in_one(programme, texts, qapp):
    picture = picture_of(programme, 60)
    counted = []
    whole = Dots(picture, texts, LIGHT_INK, ["a note"])
    made = QImage.fromData(
        png_of(picture, texts, LIGHT_INK, ["a note"], lambda done, of: counted.append((done, of)))
    )

    assert whole.high > 1024
    assert made == whole.image().convertToFormat(made.format())
    assert made.text("Title") == whole.said["Title"]
    assert made.text("Description") == whole.said["Description"]
    assert counted == [(done, counted[0][1]) for done in range(counted[0][1] + 1)]


def test_strips_join_where_a_picture_in_one_draw_has_no_edge(programme, texts, qapp):
    picture = picture_of(programme, 60)
    dots, laid = Dots(picture, texts, LIGHT_INK), LaidOut(picture, texts, LIGHT_INK, WIDTH)
    image = QImage(dots.wide, dots.high, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT_INK.ground))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(3 / FINE, 3 / FINE)
    painter.translate(14 * FINE, 14 * FINE)
    laid.draw(painter)
    painter.end()

    assert dots.image().convertToFormat(image.format()) == image
