"""The first page leads on with the file that was used last, leads back to the one that was open, and ends the
app with the same key as every page."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QWidget

from fieldapp.core.sheet import Cell
from fieldapp.ui.app.welcome import Welcome
from fieldapp.ui.window.main_window import MainWindow
from tests.ui.driving import WEEK, data_file, running

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def session(qapp, tmp_path, qtbot):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def key(qapp, session, qtbot):
    """Press a key as a person does, in the window that is shown."""

    def key(which, modifier=Qt.KeyboardModifier.NoModifier):
        session.window.activateWindow()
        qtbot.waitUntil(lambda: qapp.focusWidget() is not None)
        QTest.keyClick(qapp.focusWidget(), which, modifier)

    return key


def test_ctrl_n_and_escape_lead_there_and_back(session, tmp_path, key):
    file = data_file(tmp_path)
    session.show(file)
    session.window.grid.go_to(Cell("agdam", "uxo"))

    key(Qt.Key.Key_N, CTRL)
    assert isinstance(session.window, Welcome)
    assert session.window._go_on.text() == "Back to hq"

    key(Qt.Key.Key_Escape)
    assert isinstance(session.window, MainWindow)
    assert session.window.file == file
    assert session.window.grid.current_cell() == Cell("agdam", "uxo")


@pytest.mark.parametrize("press", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("is_later_start", [True, False])
def test_the_first_button_has_the_keys(session, tmp_path, key, qapp, press, is_later_start):
    file = data_file(tmp_path)
    if is_later_start:
        session._settings.remember_file(tmp_path / "older.fieldapp")
        session._settings.remember_file(file)
        session.start(None)
        assert session.window._go_on.text() == "Continue with hq"
    else:
        session.show(file)
        key(Qt.Key.Key_N, CTRL)
    welcome = session.window
    welcome.activateWindow()
    assert welcome.focusWidget() is welcome._go_on
    assert welcome._go_on.isDefault()
    assert not welcome._make.isDefault()

    key(press)

    assert isinstance(session.window, MainWindow)
    assert session.window.file == file


def test_the_other_recent_files_are_listed_below(session, tmp_path):
    session._settings.remember_file(tmp_path / "older.fieldapp")
    session._settings.remember_file(data_file(tmp_path))
    welcome = session.show(None)

    assert [welcome._recent.item(row).text() for row in range(welcome._recent.count())] == ["older.fieldapp"]


def test_the_first_start_leads_with_making_a_file(session):
    welcome = session.show(None)

    assert welcome._make.isDefault()
    assert welcome._go_on.isHidden()


@pytest.mark.parametrize("page", ["welcome", "window", "after a window"])
def test_ctrl_q_ends_the_app_from_every_page(session, tmp_path, key, page):
    session.show(None if page == "welcome" else data_file(tmp_path))
    if page == "after a window":
        key(Qt.Key.Key_N, CTRL)

    key(Qt.Key.Key_Q, CTRL)

    assert session.window is None


@pytest.mark.parametrize("is_later_start", [False, True])
def test_on_a_wide_screen_the_page_stays_together_in_the_middle(session, tmp_path, qapp, is_later_start):
    """Buttons were 950 pixels wide on a screen of 1920, in cards that were empty below."""
    if is_later_start:
        session._settings.remember_file(data_file(tmp_path))
    welcome = session.show(None)
    welcome.resize(1920, 1080)
    qapp.processEvents()

    one, other = welcome.findChildren(QFrame, "card")
    left, right = sorted([one.geometry(), other.geometry()], key=QRect.left)

    assert right.right() - left.left() < 1100
    assert right.height() == left.height() <= max(one.sizeHint().height(), other.sizeHint().height())
    edges = welcome.findChild(QWidget, "page").geometry()
    assert abs(edges.left() - (welcome.width() - 1 - edges.right())) <= 1
