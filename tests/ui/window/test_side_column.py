"""What stands beside the grid comes after the grid, and nothing is asked to wait for it."""

import pytest
from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from fieldapp.core.sheet import Cell
from fieldapp.ui.app.appearance import ZOOMS
from fieldapp.ui.kit.theme import NARROWEST
from fieldapp.ui.sheet.drawing import CellDrawing
from fieldapp.ui.window.side_column import SideColumn
from tests.ui.driving import WEEK, cut_off, data_file, document_of, running
from tests.ui.pictures import lay_out

CELL = Cell("terter", "uxo")


class Shown(QObject):
    """Which widgets come up as windows of their own."""

    def __init__(self):
        super().__init__()
        self.windows = []

    @override
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


def test_the_grid_is_painted_before_anything_beside_it_is_made(session, tmp_path, monkeypatch):
    done = []
    draw, furnished = CellDrawing.draw, SideColumn._furnished

    def draw_first(*words):
        done.append("cell")
        draw(*words)

    def furnish(side):
        done.append("side")
        return furnished(side)

    monkeypatch.setattr(CellDrawing, "draw", draw_first)
    monkeypatch.setattr(SideColumn, "_furnished", furnish)
    window = session.show(data_file(tmp_path))
    lay_out()

    assert done[0] == "cell"
    assert window.side.is_furnished
    assert window.side.findings.isVisible()
    assert window.side.findings.findings == tuple(document_of(window).findings)
    assert cut_off(window) == []


def test_its_place_has_the_ground_of_what_will_be_there(session, tmp_path):
    window = session.show(data_file(tmp_path))
    ground = QColor(session.kit.theme.ground)

    window.resize(1366, 768)
    first = window.grab().toImage()
    place = window.desk.mapTo(window, QPoint(window.desk.width() - NARROWEST // 2, window.desk.height() // 2))

    assert not window.side.is_furnished
    assert first.pixelColor(place) == ground


def test_it_shows_the_cell_that_somebody_went_to_meanwhile(session, tmp_path):
    window = session.show(data_file(tmp_path))
    window.grid.go_to(CELL)
    document_of(window).enter(CELL, "4")

    assert not window.side.is_furnished
    lay_out()
    assert window.side.cell._held.text() == "4"
    assert window.side.findings.findings == tuple(document_of(window).findings)


def test_no_part_of_it_is_ever_a_window_and_the_keys_stay_in_the_grid(qapp, session, tmp_path):
    shown = Shown()
    qapp.installEventFilter(shown)
    try:
        window = session.show(data_file(tmp_path))
        lay_out()
    finally:
        qapp.removeEventFilter(shown)

    assert window.side.is_furnished
    assert shown.windows == ["MainWindow"]
    assert qapp.focusWidget() is window.grid.body


def test_where_there_is_no_room_for_it_it_is_made_when_it_is_wanted(session, tmp_path):
    session.kit.desktop.screen = QRect(0, 0, 700, 600)
    window = session.show(data_file(tmp_path))
    lay_out()

    assert window.desk.is_folded
    assert not window.side.is_furnished
    window.desk.go_round()
    lay_out()
    assert window.side.cell.isVisible()
    assert window.side.width() >= NARROWEST


def test_the_largest_text_of_the_last_time_fits_it(session, tmp_path):
    session._zoom(len(ZOOMS))
    window = session.show(data_file(tmp_path))
    document_of(window).enter(CELL, "four")
    lay_out()

    assert cut_off(window) == []


def test_the_shares_of_the_last_time_are_kept_by_who_never_saw_it(session, tmp_path):
    session.kit.settings.remember_layout("side", before := QByteArray(b"the last time"))
    session.kit.desktop.screen = QRect(0, 0, 700, 600)
    window = session.show(data_file(tmp_path))
    lay_out()
    window.desk.remember()

    assert session.kit.settings.layout("side") == before
