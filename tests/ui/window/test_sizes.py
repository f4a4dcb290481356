"""The window on every screen: all districts and columns where they fit, the width used, the side folded away
where it would cost a column, and never outside."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from fieldapp.core.period import read_period
from fieldapp.core.sheet import Cell
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.app.appearance import PLAIN_ZOOM, ZOOMS
from fieldapp.ui.app.placing import AROUND, brought_inside
from tests.long import each_once
from tests.ui.driving import WEEK, Answers, cut_off, data_file, opened, running
from tests.ui.window.test_windows_fit import lay_out

LONGEST = "2025-W23"
"""A week with all fourteen districts."""


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


def first_window(session, tmp_path, screen):
    session.kit.desktop.screen = QRect(0, 0, *screen)
    window = session.show(data_file(tmp_path))
    lay_out(window)
    return window


def is_whole(grid):
    body, footer = grid.body, grid.footer
    bars = (body.verticalScrollBar(), body.horizontalScrollBar(), footer.horizontalScrollBar())
    return all(bar.maximum() == 0 for bar in bars)


SCREENS = [(1366, 768), (1366, 728), (1280, 680), (1920, 1040), (2560, 1400)]


@pytest.mark.parametrize("place", each_once(SCREENS, LANGUAGES), ids=str)
def test_the_first_window_shows_every_district_and_column(qapp, tmp_path, place):
    screen, language = place
    with running(qapp, tmp_path, language=language, period=read_period(LONGEST)) as session:
        window = first_window(session, tmp_path, screen)

        assert len(window._document.sheet.districts) == 14
        assert is_whole(window.grid)
        assert window.side.isVisible()
        assert cut_off(window) == []
        frame = window.geometry().marginsAdded(AROUND)
        assert QRect(0, 0, *screen).contains(frame)
        assert frame.width() == min(1366, screen[0])
        assert frame.height() == min(768, screen[1])


@pytest.mark.parametrize("width", [700, 1024, 1366, 1920, 2560])
def test_the_columns_use_the_width(session, tmp_path, width):
    window = first_window(session, tmp_path, (1366, 768))
    window.resize(width, 600 if width < 1366 else 900)
    lay_out(window)
    heads = window.grid.body.column_heads

    across = window.grid.body.row_heads.width() + heads.length()
    bar = window.grid.body.verticalScrollBar()
    room = window.grid.width() - (bar.width() if bar.maximum() else 0)
    assert across == room
    assert window.grid.footer.horizontalScrollBar().maximum() == 0
    assert window.side.isVisible() == (width > 1000)
    if window.side.isVisible():
        assert 260 <= window.side.width() <= 520


@pytest.mark.parametrize("height", [300, 420, 520, 600, 700])
def test_a_vertical_bar_brings_no_horizontal_one(session, tmp_path, height):
    window = first_window(session, tmp_path, (1366, 768))
    window.resize(1100, height)
    lay_out(window)

    assert window.grid.footer.horizontalScrollBar().maximum() == 0


def test_where_it_is_narrow_the_side_folds_away_and_comes_back(session, tmp_path, qtbot):
    window = first_window(session, tmp_path, (1366, 768))
    window.activateWindow()
    window.resize(700, 600)
    lay_out(window)
    assert window.side.isHidden()
    assert window.width() == 700
    assert not window.actions_by_key["cell-panel"].isChecked()

    window.resize(1366, 728)
    lay_out(window)
    assert window.side.isVisible()
    assert window.side.shows_cell
    assert window.actions_by_key["cell-panel"].isChecked()


@pytest.fixture
def narrow(session, tmp_path, qtbot):
    window = first_window(session, tmp_path, (1366, 768))
    window.activateWindow()
    window.resize(700, 600)
    lay_out(window)
    window.grid.setFocus()
    qtbot.waitUntil(window.grid.body.hasFocus)
    return window


def test_f6_still_leads_there_and_back(narrow, qapp):
    narrow._document.clear([Cell("agdam", "uxo")])
    QTest.keyClick(narrow.grid.body, Qt.Key.Key_F6)
    assert narrow.side.isVisible()
    assert narrow.side.width() < 300
    lay_out(narrow)
    assert qapp.focusWidget() is narrow.side.findings.list_view

    QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_F6)
    assert narrow.side.cell.isAncestorOf(qapp.focusWidget())
    QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_F6)
    assert qapp.focusWidget() is narrow.grid.body
    assert narrow.side.isHidden()


def test_f6_passes_over_findings_that_are_none(narrow, qapp):
    QTest.keyClick(narrow.grid.body, Qt.Key.Key_F6)

    assert narrow.side.cell.isAncestorOf(qapp.focusWidget())


def test_ctrl_i_opens_it_for_a_while_and_the_choice_stays(narrow):
    QTest.keyClick(narrow.grid.body, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert narrow.side.cell.isVisible()
    QTest.keyClick(narrow.grid.body, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert narrow.side.isHidden()

    narrow.resize(1366, 728)
    lay_out(narrow)
    assert narrow.side.cell.isVisible()


def test_an_error_that_holds_the_sheet_back_is_shown_there_too(narrow, qapp):
    narrow._document.clear([Cell("agdam", "uxo")])
    QTest.keyClick(narrow.grid.body, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert qapp.focusWidget() is narrow.side.findings.list_view

    QTest.keyClick(narrow.side.findings.list_view, Qt.Key.Key_Return)
    assert narrow.grid.current_cell() == Cell("agdam", "uxo")
    assert narrow.side.isHidden()


def test_a_border_that_was_chosen_is_kept(session, tmp_path):
    window = first_window(session, tmp_path, (1920, 1080))
    window.desk.setSizes([900, 450])
    window.desk.splitterMoved.emit(900, 1)
    window.resize(1366, 700)
    window.resize(1300, 700)
    lay_out(window)

    assert window.side.width() == 450


@pytest.mark.parametrize("screen", [(800, 600), (1366, 728), (1024, 560)], ids=str)
def test_what_was_left_on_a_large_screen_opens_inside_a_small_one(qapp, tmp_path, screen):
    file = data_file(tmp_path)
    with running(qapp, tmp_path, period=WEEK) as session:
        window = session.show(file)
        window.setGeometry(2400, 900, 1900, 1000)
        session.close()
    with running(qapp, tmp_path, period=WEEK) as session:
        assert isinstance(session.kit.desktop, Answers)
        session.kit.desktop.screen = QRect(0, 0, *screen)
        window = session.show(file)
        lay_out(window)

        assert QRect(0, 0, *screen).contains(window.geometry().marginsAdded(AROUND))


def test_after_the_welcome_page_the_window_is_as_large_as_if_it_were_the_first(session, tmp_path):
    session.show(None)
    session.open(data_file(tmp_path))

    assert session.window.geometry().marginsAdded(AROUND).size().toTuple() == (1366, 768)


def test_what_is_inside_stays_where_it_is():
    room = QRect(0, 0, 1000, 700)
    assert brought_inside(QRect(10, 20, 300, 200), room) == QRect(10, 20, 300, 200)
    assert brought_inside(QRect(-50, -9, 300, 200), room) == QRect(0, 0, 300, 200)
    assert brought_inside(QRect(5000, 5000, 3000, 200), room) == QRect(0, 500, 1000, 200)


SIZES = [((700, 600), 100), ((700, 600), 200), ((1024, 600), 200), ((1366, 728), 200), ((1920, 1080), 200)]


@pytest.mark.parametrize("place", each_once(SIZES, LANGUAGES), ids=str)
def test_no_text_is_cut(qapp, tmp_path, place):
    (size, zoom), language = place
    with running(qapp, tmp_path, language=language, period=WEEK) as session:
        window = opened(session, data_file(tmp_path, rows=11))
        window._document.enter(Cell("agdam", "uxo"), "1,198")
        if zoom != PLAIN_ZOOM:
            session._zoom(ZOOMS.index(zoom) - ZOOMS.index(PLAIN_ZOOM))
        window.resize(*size)
        lay_out(window)

        assert [text for text in cut_off(window) if not text.startswith("ElidedLabel")] == []
        assert zoom > 100 or window.size().toTuple() == size


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_a_sheet_is_held_back_never_takes_the_room_of_what_is_on_the_disk(qapp, tmp_path, language):
    with running(qapp, tmp_path, language=language, period=WEEK) as session:
        window = first_window(session, tmp_path, (1366, 768))
        window._document.enter(Cell("lacin", "uxo"), "abc")
        window.resize(700, 600)
        lay_out(window)
        saved = window.header._saved

        assert window.header.reason_text
        assert window.width() == 700
        assert saved.width() >= saved.fontMetrics().horizontalAdvance(saved.text())


def test_on_a_tall_screen_the_findings_get_their_part_of_the_height(session, tmp_path):
    window = first_window(session, tmp_path, (1366, 768))
    low, cell = window.side.findings.height(), window.side.cell.height()

    window.resize(1366, 1040)
    lay_out(window)

    assert window.side.findings.height() - low >= 100
    assert window.side.cell.height() - cell >= 100
