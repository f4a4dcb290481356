"""The table of actions is total: each has a key of its own, words in every language, and does
something."""

from collections import Counter
from functools import partial

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget

from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.kit.key_words import keys_of, with_key
from fieldapp.ui.window.actions import GRID_KEYS, MENUS, SPECS, Actions, Menus
from fieldapp.ui.window.help_dialogs import key_rows


@pytest.fixture
def pressed():
    return []


@pytest.fixture
def window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(QWidget())
    return window


@pytest.fixture
def actions(window, kit, pressed):
    slots = {spec.key: partial(pressed.append, spec.key) for spec in SPECS}
    return Actions(slots, kit, window, window.centralWidget())


def test_every_action_has_a_key():
    assert [spec.key for spec in SPECS if not spec.shortcuts] == []


def test_no_key_means_two_things(actions):
    used = Counter(shortcut.toString() for action in actions for shortcut in action.shortcuts())

    assert [key for key, times in used.items() if times > 1] == []


def test_every_key_is_one_that_qt_knows(actions):
    assert [spec.key for spec in SPECS if len(actions[spec.key].shortcuts()) != len(spec.shortcuts)] == []
    assert all(not shortcut.isEmpty() for action in actions for shortcut in action.shortcuts())


def test_every_action_does_what_was_handed_in(actions, pressed):
    for spec in SPECS:
        actions[spec.key].trigger()

    assert pressed == [spec.key for spec in SPECS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_and_menu_speaks_every_language(window, actions, kit, language):
    Menus(actions, kit, window.menuBar())
    kit.speak(read_texts(language))

    assert all(action.text() for action in actions)
    assert all(action.text() for action in window.menuBar().actions())
    assert {spec.menu for spec in SPECS} == set(MENUS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("menu", MENUS)
def test_no_two_items_of_a_menu_have_the_same_letter(language, menu):
    texts = read_texts(language)
    items = [texts(f"window.action-{spec.key}") for spec in SPECS if spec.menu == menu]
    letters = [item[item.index("&") + 1].casefold() for item in items if "&" in item]

    assert [letter for letter, times in Counter(letters).items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_menus_have_the_same_letter(language):
    texts = read_texts(language)
    titles = [texts(f"window.menu-{menu}") for menu in MENUS]

    assert len({title[title.index("&") + 1].casefold() for title in titles}) == len(MENUS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_key_map_shows_every_action_and_the_grids_own_keys(actions, kit, language):
    texts = read_texts(language)
    kit.speak(texts)

    order = QAction("&APA order")
    order.setShortcut("Ctrl+F3")

    rows = key_rows(actions, [order], texts)

    assert len(rows) == len(SPECS) + len(GRID_KEYS) + 1
    assert rows[-1][1:] == ("APA order", "Ctrl+F3")
    assert all(where and what and keys and "&" not in what for where, what, keys in rows)


def test_a_tip_names_the_first_key(actions):
    assert with_key("&Undo", actions["undo"]) == "Undo (Ctrl+Z)"
    assert keys_of(actions["redo"]) == "Ctrl+Y · Ctrl+Shift+Z"
    assert QKeySequence("Ctrl+Z") in actions["undo"].shortcuts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_is_called_what_stands_on_the_keyboard(actions, kit, language):
    texts = read_texts(language)
    kit.speak(texts)
    keys = {what: keys for _, what, keys in key_rows(actions, [], texts)}

    assert keys[texts("window.key-down")] == "Enter · Shift+Enter"
    assert keys[texts("window.key-move")] == "↑ ↓ ← →"
    assert keys[texts("window.key-select-edges")] == "Ctrl+Shift+↑ ↓ ← →"
    assert keys[actions["advance"].text()] == "Ctrl+Enter"
    assert actions["back"].toolTip().endswith("(Ctrl+PgUp)")
    assert actions["take-back"].shortcuts()[0].toString() == "Ctrl+Shift+Enter"  # the menu shows the first


def test_only_moves_and_steps_that_can_be_gone_back_go_on_while_their_key_is_held(actions):
    going_on = {spec.key for spec in SPECS if actions[spec.key].autoRepeat()}

    assert going_on == {"undo", "redo", "next-finding", "back", "forward", "zoom-in", "zoom-out"}
