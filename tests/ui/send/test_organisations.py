"""Who took part is chosen by keyboard or mouse, kept with the sheet, and told."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.report import Status
from fieldapp.core.sheet import Cell
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.document.standing import mark_ready
from fieldapp.ui.send.organisations import OrganisationsDialog
from tests.ui.driving import WEEK, data_file, opened, press, running

Key = Qt.Key
ALL = [
    *("anama", "ministry-of-defence", "ministry-of-emergency-situations"),
    *("state-border-service", "four-private-companies"),
]


@pytest.fixture
def language():
    return "en"


@pytest.fixture
def office():
    return "hq"


@pytest.fixture
def session(qapp, tmp_path, language):
    with running(qapp, tmp_path, period=WEEK, language=language) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot, office):
    window = opened(session, data_file(tmp_path, office=office, rows=13 if office == "hq" else 8))
    qtbot.waitExposed(window)
    qtbot.waitUntil(window.grid.body.hasFocus)
    return window


@pytest.fixture
def store(window):
    return window._document.store


@pytest.fixture
def ask(window, qtbot):
    """Press the key of the action; the dialog that comes."""

    def ask():
        QTest.keyClick(
            window.grid.body,
            Key.Key_G,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        (dialog,) = window.findChildren(OrganisationsDialog)
        qtbot.waitUntil(dialog.list.hasFocus)
        return dialog

    return ask


@pytest.fixture
def asked_why(window):
    """Sends the sheet; the reasons that are given from then on, one by one, and None for none."""

    def asked_why(*answers):
        store, left = window._document.store, list(answers)
        window._document.ask_reason = lambda period: left.pop(0)
        store.send(store.report(WEEK))
        window._document.reload()
        return left

    return asked_why


def closed(window, qtbot):
    """The dialog is gone, and the keys are in the grid as soon as the window is the active one again."""
    qtbot.waitUntil(lambda: not window.findChildren(OrganisationsDialog))
    window.activateWindow()
    qtbot.waitUntil(window.grid.body.hasFocus)


def test_those_of_the_sheet_are_ticked_and_the_keys_are_in_the_list(ask, store):
    store.choose_organisations(WEEK, ["anama", "state-border-service"])

    dialog = ask()

    assert dialog.chosen == ("anama", "state-border-service")
    assert dialog.list.currentRow() == 0
    assert dialog.list.count() == len(ALL)


def test_arrows_space_and_enter_are_enough(window, ask, store, qtbot):
    ask()
    for key in (Key.Key_Down, Key.Key_Space, Key.Key_Down, Key.Key_Down, Key.Key_Space, Key.Key_Return):
        press(key)

    closed(window, qtbot)
    assert store.organisations(WEEK) == (ALL[0], ALL[2], ALL[4])
    assert window.status.text.endswith(
        "2025: the report names ANAMA, Ministry of Emergency Situations and four private companies."
    )


def test_escape_changes_nothing(window, ask, store, qtbot):
    ask()
    press(Key.Key_Space)
    press(Key.Key_Escape)

    closed(window, qtbot)
    assert list(store.organisations(WEEK)) == ALL
    assert window.status.text == ""


def test_enter_on_cancel_changes_nothing(window, ask, store, qtbot):
    dialog = ask()
    press(Key.Key_Space)
    dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).setFocus()
    press(Key.Key_Return)

    closed(window, qtbot)
    assert list(store.organisations(WEEK)) == ALL


def test_the_next_number_goes_into_the_cell_where_the_frame_was(window, ask, qtbot):
    window.grid.go_to(Cell("lacin", "uxo"))
    ask()
    press(Key.Key_Return)
    closed(window, qtbot)
    press("7")
    press(Key.Key_Return)

    assert window._document.sheet.value("lacin", "uxo") == 7


def test_a_press_on_a_line_ticks_it_once_wherever_it_is(ask):
    dialog = ask()
    place = dialog.list.visualItemRect(dialog.list.item(1))
    box, name = place.left() + 12, place.center().x()
    for x in (box, box, name, name, box):
        before = "ministry-of-defence" in dialog.chosen
        point = QPoint(x, place.center().y())
        QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=point)
        assert ("ministry-of-defence" in dialog.chosen) is not before


@pytest.mark.parametrize("office", ["karabakh"])
def test_an_office_finds_none_ticked_and_can_name_nobody_again(window, ask, store, qtbot):
    assert ask().chosen == ()
    press(Key.Key_Space)
    press(Key.Key_Return)
    closed(window, qtbot)
    assert store.organisations(WEEK) == ("anama",)

    ask()
    press(Key.Key_Space)
    press(Key.Key_Return)
    closed(window, qtbot)

    assert store.organisations(WEEK) == ()
    assert window.status.text.endswith("2025: the report names no organisation.")


def test_what_is_being_typed_is_entered_first(window, ask, store):
    window.grid.go_to(Cell("lacin", "uxo"))
    press("8")
    ask()

    assert store.sheet(WEEK).value("lacin", "uxo") == 8


def test_a_ready_sheet_is_shown_as_the_draft_that_it_is_again(window, ask, qtbot):
    document = window._document
    mark_ready(document)
    ask()
    press(Key.Key_Space)
    press(Key.Key_Return)
    closed(window, qtbot)

    assert document.standing.status is Status.DRAFT
    assert window.header.status_text == "Draft · revision 1"
    assert document.disk.is_whole


def test_a_sent_sheet_is_asked_why(window, ask, store, asked_why, qtbot):
    left = asked_why("the border service was not there")
    ask()
    press(Key.Key_Space)
    press(Key.Key_Return)
    closed(window, qtbot)

    assert left == []
    assert (store.standing(WEEK).revision, store.standing(WEEK).reason) == (
        2,
        "the border service was not there",
    )


def test_without_a_reason_a_sent_sheet_stays_as_it_was_sent(window, ask, store, asked_why, qtbot):
    asked_why(None)
    ask()
    press(Key.Key_Space)
    press(Key.Key_Return)
    closed(window, qtbot)

    assert store.standing(WEEK).status is Status.SENT
    assert list(store.organisations(WEEK)) == ALL


def test_who_changes_nothing_in_a_sent_sheet_is_asked_nothing(window, ask, store, asked_why, qtbot):
    left = asked_why("never given")
    ask()
    press(Key.Key_Return)
    closed(window, qtbot)

    assert left == ["never given"]
    assert store.standing(WEEK).status is Status.SENT


def test_what_the_disk_refuses_is_told_and_not_chosen(window, ask, store, monkeypatch, qtbot):
    def refuse(*args, **options):
        raise FieldAppError("disk-full", path=store.path)

    ask()
    monkeypatch.setattr(store, "choose_organisations", refuse)
    press(Key.Key_Space)
    press(Key.Key_Return)
    closed(window, qtbot)

    assert window.status.text.startswith("There is no room left")
    assert list(store.organisations(WEEK)) == ALL


def test_a_sheet_that_another_window_has_changed_is_shown_anew(window, ask, store, qtbot):
    document = window._document
    ask()
    edits = make_edits(store.sheet(WEEK), {Cell("lacin", "uxo"): 77})
    store.write(WEEK, edits)
    store.send(store.report(WEEK))
    press(Key.Key_Space)
    press(Key.Key_Return)
    closed(window, qtbot)

    assert document.sheet.value("lacin", "uxo") == 77
    assert (document.standing.status, document.standing.revision) == (Status.SENT, 1)
    assert list(store.organisations(WEEK)) == ALL


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_copied_sentence_names_those_that_were_chosen(window, session, store):
    for keys in (["ministry-of-defence"], []):
        store.choose_organisations(WEEK, keys)
        window.commands.copy_post()
        name = session.texts.names(store.programme.organisation("ministry-of-defence").names)
        assert (name in session.kit.desktop.copied[-1]) is bool(keys)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_begins_with_a_capital(ask):
    dialog = ask()
    lines = [dialog.list.item(row).text() for row in range(dialog.list.count())]

    assert [line for line in lines if not line[:1].isupper()] == []
