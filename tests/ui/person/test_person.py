"""The name in the history: set and changed at any time, asked for once, taken over by whoever comes next."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell
from fieldapp.ui.kit.settings import MOST_NAMES, Settings
from fieldapp.ui.person.dialog import NameDialog
from fieldapp.ui.person.person import NameButton
from tests.ui.driving import WEEK, data_file, opened, press, running

CELL = Cell("agdam", "uxo")
ACCOUNT = {"USER": "office-pc"}


@pytest.fixture
def name():
    """What is known at the start."""
    return "Leyla"


@pytest.fixture
def session(qapp, tmp_path, name):
    with running(qapp, tmp_path, name=name, period=WEEK, environment=ACCOUNT) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def document(window):
    return window._document


@pytest.fixture
def answering(window):
    """Answers the question for the name once it comes; holds what was asked."""
    asked = []

    def answering(do):
        timer = QTimer(window, interval=1)

        def look():
            dialog = QApplication.activeWindow()
            if isinstance(dialog, NameDialog):
                timer.stop()
                asked.append(dialog._what_for.text())
                try:
                    do(dialog)
                finally:
                    if dialog.isVisible():  # or the test would wait for ever
                        dialog.reject()

        timer.timeout.connect(look)
        timer.start()
        return asked

    return answering


def writing(name):
    def write(dialog):
        dialog.field.selectAll()
        dialog.field.insert(name)
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Return)

    return write


def giving_up(dialog):
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Escape)


def last_who(document):
    return document.history(CELL)[-1].who


def test_the_window_says_who_is_at_the_keys_and_a_key_changes_it(window, document, answering, tmp_path):
    button = window.findChild(NameButton)
    document.enter(CELL, "7")
    assert (button.text(), last_who(document)) == ("Leyla", "Leyla")

    answering(writing("  Murad   Əliyev "))
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    document.enter(CELL, "8")

    assert (button.text(), last_who(document)) == ("Murad Əliyev", "Murad Əliyev")
    assert document.history(CELL)[-2].who == "Leyla"
    assert Settings(tmp_path / "settings.ini").name == "Murad Əliyev"


def test_a_click_on_the_name_changes_it_too_and_another_language_keeps_it(window, session, answering):
    button = window.findChild(NameButton)
    answering(writing("Murad"))

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    session.speak("ru")

    assert button.text() == "Murad"
    assert button.accessibleName() == "Ваше имя: Murad"


def test_two_people_take_turns_with_one_key(window, document, answering):
    answering(writing("Murad"))
    window.actions_by_key["name"].trigger()

    for expected in ("Leyla", "Murad", "Leyla"):
        answering(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier))
        window.actions_by_key["name"].trigger()
        assert document.store.who == expected


def test_what_is_being_typed_is_still_of_the_one_who_typed_it(window, document, answering):
    window.grid.go_to(CELL)
    press("9")
    answering(writing("Murad"))

    window.actions_by_key["name"].trigger()

    assert document.sheet.value("agdam", "uxo") == 9
    assert last_who(document) == "Leyla"


def test_giving_up_leaves_the_name_as_it_is(window, document, answering):
    answering(giving_up)

    window.actions_by_key["name"].trigger()

    assert document.store.who == "Leyla"


def test_a_name_that_is_known_is_not_asked_for(window, document, session, answering, tmp_path):
    asked = answering(giving_up)
    session.kit.desktop.chosen = tmp_path / "out.xlsx"

    window.commands.advance()
    window.commands.advance()
    window.jobs.wait()

    assert document.standing.status is Status.SENT
    assert asked == []


@pytest.mark.parametrize("name", [""])
def test_without_a_name_the_account_stands_for_it_until_the_first_sending_asks(
    window, document, session, answering, tmp_path
):
    document.enter(CELL, "7")
    assert last_who(document) == "office-pc"
    session.kit.desktop.chosen = tmp_path / "out.xlsx"
    window.commands.advance()

    asked = answering(giving_up)
    window.commands.advance()
    assert window.header.status_text == "Ready · revision 1"
    assert session.kit.desktop.suggested == []

    asked = answering(writing("Leyla"))
    window.commands.advance()
    window.jobs.wait()
    assert document.standing.status is Status.SENT
    assert document.store.history(WEEK)[-1].who == "Leyla"
    assert asked[0].startswith("Who sends this sheet?")


@pytest.mark.parametrize("name", [""])
def test_the_first_verifying_asks_and_whoever_entered_under_the_account_is_not_the_second_person(
    window, document, answering, qtbot
):
    document.enter(CELL, "7")
    asked = answering(writing("Leyla"))
    window.actions_by_key["verify"].trigger()
    second = window.errands.second
    qtbot.waitUntil(second.dialog.isActiveWindow)

    second.dialog.page.field.setText("leyla")
    QTest.keyClick(second.dialog.windowHandle(), Qt.Key.Key_Return)
    assert "Someone else has to key the totals" in second.dialog.page.said

    second.dialog.page.field.setText("Murad")
    QTest.keyClick(second.dialog.windowHandle(), Qt.Key.Key_Return)
    assert second.dialog.round.who == "Murad"
    assert len(asked) == 1


def test_the_second_persons_rule_goes_by_the_name_from_its_change_on(window, document, answering, qtbot):
    answering(writing("Murad"))
    window.actions_by_key["name"].trigger()
    document.enter(CELL, "8")

    window.actions_by_key["verify"].trigger()
    second = window.errands.second
    qtbot.waitUntil(second.dialog.isActiveWindow)
    second.dialog.page.field.setText("Murad")
    QTest.keyClick(second.dialog.windowHandle(), Qt.Key.Key_Return)

    assert "Someone else has to key the totals" in second.dialog.page.said


@pytest.mark.parametrize("name", [""])
def test_an_empty_name_is_not_taken(window, document, answering):
    enabled = []

    def look(dialog):
        dialog.field.clear()
        enabled.append(dialog.buttons.buttons()[0].isEnabled())

    answering(look)
    window.actions_by_key["name"].trigger()

    assert enabled == [False]


def test_a_name_on_the_welcome_page_holds_for_a_recent_file_too(session, tmp_path):
    path = data_file(tmp_path)
    session.kit.settings.remember_file(path)
    session.start(None)
    welcome = session.window
    welcome._name.setText(" Sevda ")

    welcome._go_on.click()

    assert session.window._document.store.who == "Sevda"
    assert session.kit.settings.name == "Sevda"


def test_the_names_used_last_are_remembered_once_each(tmp_path):
    settings = Settings(tmp_path / "names.ini")
    for name in ("A", "B", "A", *(f"Name {number}" for number in range(MOST_NAMES - 1)), ""):
        settings.name = name

    assert settings.recent_names[-1] == "A"
    assert len(settings.recent_names) == MOST_NAMES
    assert settings.name == ""
