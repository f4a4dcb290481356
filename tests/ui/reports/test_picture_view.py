"""A picture of five hundred districts is painted as far as it is in sight, and is the same wherever it is."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QImage

from fieldapp.core.period import Period
from fieldapp.core.pictures.picture import PlacesPicture
from fieldapp.pictures.canvas import Canvas
from fieldapp.ui.pictures.view import PictureView
from tests.pictures.making import album

MARCH = Period(date(2025, 3, 3), date(2025, 3, 30))
TIMES = 40


@pytest.fixture
def written(monkeypatch):
    """The words that were painted."""
    words, text = [], Canvas.text

    def noted(canvas, box, said, *rest, **more):
        words.append(said)
        text(canvas, box, said, *rest, **more)

    monkeypatch.setattr(Canvas, "text", noted)
    return words


@pytest.fixture
def view(programme, kit, qtbot):
    report = album(programme, MARCH).report
    view = PictureView(kit)
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show_picture(PlacesPicture(replace(report, rows=report.rows * TIMES), None), "")
    return view


def test_what_is_out_of_sight_is_not_painted(view, written):
    whole = QImage(view.widget().size(), QImage.Format.Format_RGB32)
    view.widget().render(whole)
    all_of_it = len(written)
    written.clear()
    view.grab()

    assert 0 < len(written) < all_of_it / 4


def test_what_is_scrolled_to_is_what_the_whole_picture_has_there(view):
    drawn = view.widget()
    whole = QImage(drawn.size(), QImage.Format.Format_RGB32)
    drawn.render(whole)
    for place in (0, 137, 1003, view.verticalScrollBar().maximum()):
        view.verticalScrollBar().setValue(place)
        seen = QImage(view.viewport().size(), QImage.Format.Format_RGB32)
        view.viewport().render(seen)
        wide, high = whole.width(), seen.height()
        assert seen.copy(0, 0, wide, high) == whole.copy(0, place, wide, high), place
