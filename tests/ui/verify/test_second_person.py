"""The second person: keys from the paper without sight of the entries, and every difference is decided by
the paper."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.history import HistoryKind
from fieldapp.core.numbers import decimal_text
from fieldapp.core.period import read_period
from fieldapp.core.programme import ITEMS
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.core.verify import entered_at, places_to_key
from fieldapp.store.store import Store
from fieldapp.ui.verify.words import unit_of
from tests.ui.driving import HECTARE, NOW, WEEK, data_file, opened, running

MURAD = "Murad Əliyev"
AGDAM = Cell("agdam", ITEMS)
UXO = Cell(CONTROL, "uxo")
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK, environment={"USER": "coordinator"}) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path))
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def document(window):
    return window._document


@pytest.fixture
def second(window):
    return window.errands.second


@pytest.fixture
def opened_dialog(window, second, qtbot):
    """Press the key."""

    def opened_dialog():
        window.actions_by_key["verify"].trigger()
        qtbot.waitUntil(second.dialog.isActiveWindow)
        return second.dialog

    return opened_dialog


@pytest.fixture
def begin(opened_dialog):
    """Press the key, write the name, Enter."""

    def begin(who=MURAD):
        dialog = opened_dialog()
        write(dialog, who)
        return dialog

    return begin


def write(dialog, name):
    """A name (QTest knows no key for Ə), and Enter."""
    dialog.focusWidget().insert(name)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def key(dialog, text):
    """Type into whatever has the caret, and Enter."""
    QTest.keyClicks(dialog.focusWidget(), text)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def key_all(dialog, document, instead=None):
    """Key every total as it is entered, but for those that the paper has otherwise."""
    for cell in places_to_key(document.sheet):
        value = (instead or {}).get(cell, entered_at(document.sheet, document.programme, cell))
        key(dialog, decimal_text(value, unit_of(cell, document.programme)))


def keyed_history(document):
    return [
        (row.who, row.cell, row.before, row.after, row.why)
        for row in document.store.history(WEEK)
        if row.kind is HistoryKind.KEYED
    ]


def test_with_the_keyboard_alone_a_week_that_agrees_is_verified(begin, window, document):
    dialog = begin()
    key_all(dialog, document)

    assert document.standing.verified_by == MURAD
    assert dialog.page._said.text() == "All 17 totals keyed from the paper agree with what was entered."
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert window.errands.second.dialog is None
    assert window.header.standing_line.verified_text == f"Verified by {MURAD}"
    assert keyed_history(document) == []


def test_a_verification_goes_with_the_first_figure_that_changes(begin, window, document):
    dialog = begin()
    key_all(dialog, document)
    dialog.accept()

    document.enter(Cell("terter", "uxo"), "11")
    assert window.header.standing_line.verified_text == ""
    window.actions_by_key["undo"].trigger()
    assert window.header.standing_line.verified_text == f"Verified by {MURAD}"


def test_nothing_of_the_sheet_is_seen_while_it_is_keyed(begin, window):
    dialog = begin()

    assert not window.grid.isVisible()
    assert not window.side.findings.isVisible()
    assert all(field.text() == "" for field in dialog.page.fields.values())
    dialog.reject()
    assert window.grid.isVisible()
    assert window.grid.isAncestorOf(window.focusWidget())


@pytest.mark.parametrize("name", ["coordinator", " COORDINATOR  ", "coordınator", "COORDİNATOR"])
def test_who_entered_the_figures_is_not_the_second_person(begin, window, name):
    dialog = begin(name)

    assert "Someone else has to key the totals" in dialog.page.said
    assert not dialog.round
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write(dialog, MURAD)
    assert dialog.round.who == MURAD


def test_whoever_entered_a_figure_that_was_replaced_may_be_the_second_person(
    begin, window, document, tmp_path
):
    store = Store(tmp_path / "hq.fieldapp", "Sevda", lambda: NOW)
    every = dict.fromkeys(store.sheet(WEEK).values)
    store.write(WEEK, make_edits(store.sheet(WEEK), every))
    store.write(WEEK, make_edits(store.sheet(WEEK), {Cell("agdam", "uxo"): 3}))
    store.close()
    document.reload()

    dialog = begin("coordinator")

    assert dialog.round.who == "coordinator"


def test_a_name_is_needed(begin, window):
    dialog = begin("  ")

    assert dialog.page.said == "Write your name first."


def test_a_sheet_without_numbers_cannot_be_verified(window, document, second):
    document.open_period(read_period("2025-W20"))

    window.actions_by_key["verify"].trigger()

    assert second.dialog is None
    assert window.status.text.startswith("No row has numbers yet")


def test_a_disk_that_cannot_be_read_leaves_the_sheet_in_sight(window, document, second, monkeypatch):
    def fail(*_args):
        raise FieldAppError("disk-failed", path=window.file)

    monkeypatch.setattr("fieldapp.store.reading.read_held", fail)
    window.actions_by_key["verify"].trigger()

    assert second.dialog is None
    assert window.grid.isVisible()
    assert "failed" in window.status.text


def test_only_rows_with_numbers_are_asked_for(begin, window, document):
    document.clear([Cell("agdam", key) for key in document.sheet.indicators])
    document.mark_no_operations(["lacin"])

    page = begin().page

    assert {cell.district for cell in page.fields} == {*document.sheet.districts, CONTROL} - {
        "agdam",
        "lacin",
    }
    assert page.progress_text == "Keyed: 0 of 15"


def test_what_can_be_read_in_two_ways_is_asked_and_what_cannot_be_read_is_said(begin, window, document):
    dialog = begin()
    page, first = dialog.page, places_to_key(document.sheet)[0]

    key(dialog, "1,198")
    assert page.ask_line.text == "Tartar: items: “1,198” can be read in two ways. Which is meant?"
    assert page.fields[first].hasFocus()
    page.ask_line.buttons[0].click()
    assert dialog.round.keyed == {first: 1198}
    assert page.fields[first].text() == "1,198"
    assert page.ask_line.text == ""

    key(dialog, "x")
    assert page.ask_line.text == "“x” is not a number."
    assert page.progress_text == "Keyed: 1 of 17"
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Backspace)
    key(dialog, "13")
    assert page.progress_text == "Keyed: 2 of 17"


def test_one_can_go_back_and_key_a_place_anew(begin, window, document):
    dialog = begin()
    first, other, *_ = places_to_key(document.sheet)
    key(dialog, "1")
    key(dialog, "2")

    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Up)
    key(dialog, "12")

    assert dialog.round.keyed == {first: 12, other: 2}
    assert dialog.page.fields[other].hasFocus()


def test_nothing_is_compared_before_everything_is_keyed(begin, window, document):
    dialog = begin()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)  # the first place is left out
    for _ in places_to_key(document.sheet)[1:]:
        key(dialog, "0")

    assert dialog.page.fields[places_to_key(document.sheet)[0]].hasFocus()
    assert not dialog.page.compare.isEnabled()


def test_a_slip_of_the_second_person_is_recorded_and_counts_as_agreeing(begin, window, document):
    dialog = begin()
    key_all(dialog, document, {AGDAM: 41})
    table = dialog.page.table
    assert [table.item(0, column).text() for column in range(4)] == ["Aghdam: items", "14", "41", ""]
    assert document.standing.verified_by == ""
    assert not dialog.page.record.isEnabled()

    QTest.keyClick(dialog, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert dialog.page.record.text() == "Record as verified"
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)

    assert keyed_history(document) == [(MURAD, AGDAM, 14, 41, "entered")]
    assert document.standing.verified_by == MURAD
    assert dialog.page._said.text().splitlines() == [
        "16 totals agreed at once.",
        "Aghdam: keyed 41; the paper says 14, as entered.",
    ]


def test_where_the_paper_says_what_was_keyed_the_sheet_is_corrected_and_keying_goes_on(
    begin, window, document, second
):
    dialog = begin()
    key_all(dialog, document, {AGDAM: 24, UXO: 140})
    for _ in range(2):
        QTest.keyClick(dialog, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)

    assert second.dialog is None
    assert document.standing.verified_by == ""
    assert window.grid.current_cell() == Cell("agdam", "uxo")
    assert window.status.text.startswith("By the paper, “Aghdam: items” is 24; entered is 14.")
    assert [row[-1] for row in keyed_history(document)] == ["keyed", "keyed"]

    document.enter(Cell("agdam", "uxo"), "19")
    assert window.status.text.startswith("By the paper, “Aghdam: items” is 24; entered is 23.")
    document.enter(Cell("agdam", "uxo"), "20")
    assert window.status.text.startswith("Everything entered now agrees")
    window.status.links[0].click()
    assert document.standing.verified_by == MURAD
    assert len(keyed_history(document)) == 2
    ended = second.dialog
    assert ended is not None
    assert ended.page._said.text().splitlines() == [
        "15 totals agreed at once.",
        "Aghdam: entered was 14; the paper says 24, and the sheet is corrected.",
        "UXO: entered was 130; the paper says 140, and the sheet is corrected.",
    ]


def test_where_neither_is_right_the_place_is_keyed_again(begin, window, document):
    dialog = begin()
    key_all(dialog, document, {AGDAM: 41})

    QTest.keyClick(dialog, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert dialog.page.fields[AGDAM].hasFocus()
    QTest.keyClicks(dialog.focusWidget(), "14")
    dialog.page.fields[UXO].setFocus()
    dialog.page.compare.click()

    assert document.standing.verified_by == MURAD
    assert keyed_history(document) == []
    assert dialog.page._said.text().splitlines()[1] == "Aghdam: first keyed 41, then 14, as entered."


def test_many_differences_are_counted_on_the_last_page(begin, window, document):
    dialog = begin()
    places = places_to_key(document.sheet)[:13]
    key_all(dialog, document, dict.fromkeys(places, 99))
    for _ in places:
        QTest.keyClick(dialog, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    dialog.page.record.click()

    first, *lines, last = dialog.page._said.text().splitlines()
    assert first == "4 totals agreed at once."
    assert len(lines) == 6
    assert last.startswith("7 more differed at first")


def test_enter_presses_the_button_that_has_the_frame(begin, window, document):
    dialog = begin()
    key_all(dialog, document, {AGDAM: 41, UXO: 9})
    page = dialog.page
    for button, row, says in ((page.keyed, 0, "What was keyed"), (page.entered, 1, "What was entered")):
        button.setFocus()
        QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Return)
        assert page.table.item(row, 3).text() == says

    page.again.setFocus()
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Enter)
    assert dialog.page is not page


def test_enter_on_the_offer_takes_the_control_totals(begin, window, document):
    dialog = begin()
    key_all(dialog, document)

    dialog.page.take.setFocus()
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Return)

    assert document.sheet.control("uxo") == 130


def test_a_last_enter_that_is_held_does_not_close_the_last_page(begin, window, document, second):
    dialog = begin()
    for cell in places_to_key(document.sheet)[:-1]:
        value = entered_at(document.sheet, document.programme, cell)
        key(dialog, decimal_text(value, unit_of(cell, document.programme)))
    QTest.keyClicks(dialog.focusWidget(), "65")
    QTest.keyPress(dialog.windowHandle(), Qt.Key.Key_Return)
    for _ in range(5):
        repeated = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, NONE, "\r", True)
        QApplication.sendEvent(dialog.windowHandle(), repeated)

    assert document.standing.verified_by == MURAD
    assert second.dialog is dialog
    assert dialog.page._said.text().startswith("All 17 totals")


def test_the_first_page_can_be_cancelled_and_is_no_larger_than_what_it_says(opened_dialog, window, second):
    dialog = opened_dialog()
    assert dialog.height() < window.height() // 2
    assert dialog.width() < window.width()
    cancel = dialog.page.buttons.button(QDialogButtonBox.StandardButton.Cancel)

    cancel.setFocus()
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Return)

    assert second.dialog is None
    assert window.grid.isVisible()


def test_what_was_keyed_is_kept_when_the_dialog_is_left(begin, opened_dialog, window, document, second):
    dialog = begin()
    key(dialog, "12")
    key(dialog, "13")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    assert window.status.text.startswith("2 of 17 totals are keyed")

    document.open_period(read_period("2025-W10"))
    document.open_period(WEEK)
    opened_dialog()

    assert second.dialog.page.progress_text == "Keyed: 2 of 17"
    assert second.dialog.page.fields[AGDAM].hasFocus()


def test_what_another_process_enters_while_one_keys_is_not_verified_unseen(begin, window, document):
    dialog = begin()
    elsewhere = Store(document.store.path, "Leyla", lambda: NOW)
    elsewhere.write(WEEK, make_edits(elsewhere.sheet(WEEK), {Cell("agdam", "uxo"): 999}))
    elsewhere.close()
    key_all(dialog, document)

    assert document.standing.verified_by == ""
    assert document.sheet.value("agdam", "uxo") == 999
    assert "changed elsewhere" in dialog.notice.text
    dialog.page.compare.click()
    assert dialog.page.table.item(0, 1).text() == "1,003"
    assert document.standing.verified_by == ""


def test_another_language_keeps_what_is_keyed(begin, window, session):
    dialog = begin()
    key(dialog, "12")
    key(dialog, "1,198")

    session.speak("ru")

    assert dialog.windowTitle() == "Проверка вторым человеком"
    assert dialog.page.progress_text == "Введено: 1 из 17"
    assert [field.text() for field in dialog.page.fields.values()][:2] == ["12", "1,198"]


def test_the_keyed_totals_become_the_control_totals_in_one_step(begin, window, document):
    dialog = begin()
    key_all(dialog, document)

    dialog.page.take.click()

    assert [document.sheet.control(key) for key in document.sheet.indicators] == [91, 13, 130, 65 * HECTARE]
    assert document.standing.verified_by == MURAD
    document.undo()
    assert document.sheet.control("uxo") is None


def test_control_totals_that_are_there_are_left_alone(begin, window, document):
    for indicator in document.sheet.indicators:
        document.enter(Cell(CONTROL, indicator), "1")

    dialog = begin()
    key_all(dialog, document)

    assert not dialog.page.take.isVisible()


def test_a_ready_sheet_stays_ready(begin, window, document):
    window.commands.advance()
    dialog = begin()
    key_all(dialog, document)
    dialog.accept()

    assert window.header.status_text == "Ready · revision 1"
    assert not dialog.page.take.isVisible()
    assert document.standing.verified_by == MURAD
