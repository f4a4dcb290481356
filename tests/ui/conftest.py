"""A real data file in a temporary folder, open on the week of 10-16 March 2025; the clock stands still."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.core.period import Period
from fieldapp.store.store import Store
from fieldapp.texts.texts import read_texts
from fieldapp.ui.document.document import Document
from fieldapp.ui.kit.desktop import Desktop
from fieldapp.ui.kit.kit import Kit
from fieldapp.ui.kit.settings import Settings
from fieldapp.ui.kit.theme import LIGHT
from fieldapp.ui.sheet.grid import SheetGrid
from tests.data_files import empty_file
from tests.ui.driving import all_icons, bury

WEEK = Period(date(2025, 3, 10), date(2025, 3, 16))


@pytest.fixture(autouse=True)
def nothing_is_left(qapp):
    """What a test has closed goes with it: what is left would be dressed anew with every change of theme."""
    yield
    bury()


@pytest.fixture
def now():
    return lambda: datetime(2025, 3, 17, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def texts():
    return read_texts("en")


@pytest.fixture
def office():
    """Whose file it is; a test that needs another one parametrizes it."""
    return "hq"


@pytest.fixture
def store(tmp_path, now, office):
    store = Store(empty_file(tmp_path / "week.fieldapp", office), "coordinator", now)
    yield store
    store.close()


@pytest.fixture
def document(qapp, store, now):
    document = Document(store, WEEK, now)
    yield document
    document.close()


@pytest.fixture
def other_week():
    """A week in which the villages of Gazakh are in the lists: one region and one district more."""
    return Period(date(2025, 6, 2), date(2025, 6, 8))


@pytest.fixture(scope="session")
def icons(qapp):
    return all_icons()


@pytest.fixture
def kit(qapp, texts, icons, tmp_path):
    """English, light, with settings of its own."""
    return Kit(texts, LIGHT, icons, Desktop(qapp.clipboard()), Settings(tmp_path / "settings.ini"))


@pytest.fixture
def grid(qtbot, document, kit):
    """The grid on the screen, the frame on the first cell."""
    grid = SheetGrid(document, kit)
    qtbot.addWidget(grid)
    grid.resize(1040, 620)
    with qtbot.waitExposed(grid):
        grid.show()
    grid.setFocus()
    qtbot.waitUntil(grid.body.hasFocus)
    return grid


@pytest.fixture
def press(qapp, grid):
    """Press keys as a person does: each goes to whatever has the focus by then."""

    def press(*keys: str | Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            if isinstance(key, Qt.Key):
                QTest.keyClick(qapp.focusWidget(), key, modifier)
                continue
            for letter in key:
                QTest.keyClicks(qapp.focusWidget(), letter, modifier)

    return press
