"""Qt's own words are in the chosen language too."""

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit

from fieldapp.core.errors import FieldAppError
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.kit.language import Language, locale_of, qt_words

BUTTON = QDialogButtonBox.StandardButton


@pytest.fixture
def language(qapp):
    language = Language(qapp, "en")
    yield language
    language.choose("en")


def words_of_qt(qtbot):
    buttons, field = QDialogButtonBox(BUTTON.Ok | BUTTON.Cancel), QLineEdit("x")
    qtbot.addWidget(buttons)
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    entries = [
        action.text().partition("\t")[0].replace("&", "") for action in menu.actions() if action.text()
    ]
    menu.deleteLater()
    return buttons.button(BUTTON.Cancel).text().replace("&", ""), entries


@pytest.mark.parametrize(
    ("code", "cancel", "undo"),
    [("en", "Cancel", "Undo"), ("az", "Ləğv et", "Geri al"), ("ru", "Отмена", "Отменить")],
)
def test_buttons_and_context_menus_speak_the_language(language, qtbot, code, cancel, undo):
    language.choose(code)

    button, entries = words_of_qt(qtbot)

    assert (button, entries[0]) == (cancel, undo)


def test_no_english_is_left_in_an_azerbaijani_context_menu(language, qtbot):
    _, english = words_of_qt(qtbot)
    language.choose("az")
    _, azerbaijani = words_of_qt(qtbot)

    assert set(english).isdisjoint(azerbaijani)


def test_changing_back_leaves_nothing_of_the_other_language(language, qtbot):
    before = words_of_qt(qtbot)
    language.choose("az")
    language.choose("en")

    assert words_of_qt(qtbot) == before


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_words_keep_their_placeholders(code):
    words = qt_words(read_texts("en"), read_texts(code))

    assert len(words) > 60
    assert [source for source, word in words.items() if source.count("%1") != word.count("%1")] == []


def test_weeks_begin_on_monday_everywhere():
    assert {locale_of(code).firstDayOfWeek().value for code in LANGUAGES} == {1}


def test_an_unknown_language_is_refused(language):
    with pytest.raises(FieldAppError, match="unknown-language"):
        language.choose("de")


def test_shortcuts_stay_readable(language):
    language.choose("az")

    assert QKeySequence("Ctrl+Z").toString(QKeySequence.SequenceFormat.NativeText) == "Ctrl+Z"
