"""The underlined letters: in no language does one press mean two things."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu

from fieldapp.texts.texts import LANGUAGES
from tests.ui.driving import WEEK, data_file, opened, running
from tests.ui.window.test_windows_fit import dialogs


@pytest.fixture(params=LANGUAGES)
def session(request, qapp, tmp_path):
    with running(qapp, tmp_path, language=request.param, period=WEEK) as session:
        yield session


def clashes(texts: list[str]) -> dict[str, list[str]]:
    """The keys that several of some texts stand for."""
    keys = {text: QKeySequence.mnemonic(text).toString() for text in texts}
    counts = Counter(key for key in keys.values() if key)
    return {key: [text for text in texts if keys[text] == key] for key, n in counts.items() if n > 1}


def test_no_letter_stands_for_two_things_in_a_dialog(session, tmp_path):
    opened(session, data_file(tmp_path))
    found = {}
    for number, dialog in enumerate(dialogs(session)):
        dialog.show()
        shown = [one.text() for one in dialog.findChildren(QAbstractButton) if one.isVisible()]
        shown += [one.text() for one in dialog.findChildren(QLabel) if one.isVisible()]
        if clash := clashes(shown):
            found[f"{number} {type(dialog).__name__}"] = clash
        dialog.close()
        dialog.deleteLater()

    assert found == {}


def test_no_letter_stands_for_two_things_in_a_menu(session, tmp_path):
    window = opened(session, data_file(tmp_path))
    bar = window.menuBar()
    menus = {menu.title(): [action.text() for action in menu.actions()] for menu in bar.findChildren(QMenu)}
    menus["bar"] = [action.text() for action in bar.actions()]

    assert {name: found for name, texts in menus.items() if (found := clashes(texts))} == {}
