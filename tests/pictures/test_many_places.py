"""Five hundred districts are measured once each, however many columns and lines ask for it."""

from dataclasses import replace
from datetime import date

import pytest

from fieldapp.core.period import Period
from fieldapp.core.pictures.picture import PlacesPicture
from fieldapp.pictures.canvas import Canvas
from fieldapp.pictures.output import svg_of
from fieldapp.pictures.palette import LIGHT_INK
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
