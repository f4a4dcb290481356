"""What use of an older version has seen to go wrong where a second person keys the totals.

Runs, and fails, on that version too (2b5ec87, with tests/ui/reaching.py put beside its tests)."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from fieldapp.core.numbers import decimal_text
from fieldapp.core.programme import ITEMS
from fieldapp.core.sheet import Cell
from fieldapp.core.verify import entered_at, places_to_key
from fieldapp.ui.verify.words import unit_of
from tests.ui.driving import WEEK, data_file, opened, running
from tests.ui.reaching import open_document, seen, type_into_focus

Key = Qt.Key
AGDAM = Cell("agdam", ITEMS)


@pytest.fixture
def window(qapp, tmp_path, qtbot):
    with running(qapp, tmp_path, period=WEEK, environment={"USER": "office-pc"}) as session:
        window = opened(session, data_file(tmp_path))
        window.activateWindow()
        qtbot.waitUntil(window.grid.body.hasFocus)
        yield window


@pytest.fixture
def dialog(window, qtbot):
    """What F9 opens, on its first page."""
    window.actions_by_key["verify"].trigger()
    qtbot.waitUntil(lambda: QApplication.activeWindow() not in (None, window))
    dialog: Any = QApplication.activeWindow()
    yield dialog
    if (left := window.errands.second.dialog) is not None:
        left.reject()


@pytest.fixture
def keyed(window, dialog):
    """The first page answered, and every total keyed as it was entered but for one."""
    document = open_document(window)
    type_into_focus("Murad", Key.Key_Return)
    for place in places_to_key(document.sheet):
        value = 41 if place == AGDAM else entered_at(document.sheet, document.programme, place)
        type_into_focus(decimal_text(value, unit_of(place, document.programme)), Key.Key_Return)
    return dialog


def test_the_first_page_has_cancel_and_no_empty_expanse(window, dialog):
    called = [one.text().replace("&", "") for one in dialog.findChildren(QAbstractButton) if one.isVisible()]

    assert "Cancel" in called
    assert dialog.height() < window.height() // 2


def test_enter_presses_the_button_that_has_the_frame(keyed):
    button = next(
        one for one in keyed.findChildren(QPushButton) if one.isVisible() and one.text().endswith("Alt+2")
    )
    button.setFocus()

    QTest.keyClick(keyed.windowHandle(), Key.Key_Return)

    table = keyed.page.table
    assert table.item(0, 3).text().casefold() == "what was keyed"


def test_the_last_page_says_what_was_keyed_otherwise(window, keyed):
    QTest.keyClick(keyed, Key.Key_1, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(keyed.focusWidget(), Key.Key_Space)

    assert open_document(window).standing.verified_by == "Murad"
    said = seen(keyed)
    assert "All 17 totals" not in said
    assert "keyed 41" in said
