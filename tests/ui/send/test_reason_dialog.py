"""A sheet that was sent is changed with a reason or not at all, whatever the change."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox

from fieldapp.core.period import read_period
from fieldapp.core.report import Status
from fieldapp.core.sending import as_sent
from fieldapp.core.sheet import CONTROL, Cell, RowState
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.document.standing import mark_ready
from fieldapp.ui.send.reason_dialog import LONGEST_REASON
from tests.long import each_once
from tests.ui.driving import NOW, WEEK, data_file, opened, running

TERTER = Cell("terter", "ap_mines")
OK = QDialogButtonBox.StandardButton.Ok


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
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
def send(document):
    def send():
        mark_ready(document)
        document.store.send(as_sent(document.report(), NOW))
        document.read_standing()

    return send


@pytest.fixture
def asked(window, qtbot):
    """Answers each question as it comes; holds how often there was one."""
    questions = []

    def answers(*answers):
        timer = QTimer(window, interval=1)

        def look():
            dialog = window.errands.reasons.dialog
            if dialog is not None and dialog.isActiveWindow() and len(questions) < len(answers):
                questions.append(dialog._question.text())
                try:
                    answers[len(questions) - 1](dialog)
                except BaseException:
                    dialog.reject()  # or the test would wait for ever
                    raise

        timer.timeout.connect(look)
        timer.start()
        return questions

    return answers


def saying(text):
    def answer(dialog):
        QTest.keyClicks(dialog.field, text)
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)

    return answer


def giving_up(dialog):
    QTest.keyClick(dialog.field, Qt.Key.Key_Escape)


def typing(window, qapp, qtbot, *keys):
    window.grid.go_to(TERTER)
    for one in keys:
        QTest.keyClick(qapp.focusWidget(), one)


def test_a_draft_is_changed_without_a_question(document, asked):
    questions = asked(giving_up)

    document.enter(TERTER, "7")

    assert questions == []
    assert document.sheet.value("terter", "ap_mines") == 7


def test_the_reason_is_asked_once_and_kept_with_the_revision(window, document, send, asked):
    send()
    questions = asked(saying("  paper   misread "))

    document.enter(TERTER, "7")
    document.enter(TERTER, "8")

    assert questions == [
        "The sheet of 10–16 Mar 2025 was sent as revision 1 on 17 Mar 2025. Why is it corrected?"
    ]
    assert (document.standing.revision, document.standing.reason) == (2, "paper misread")
    assert window.header.status_text == "Draft · revision 2"
    assert window.header.standing_line.reason_text == "Why it was corrected: paper misread"
    assert [row.why for row in document.history(TERTER)][-2:] == ["paper misread", ""]


def test_the_next_sending_asks_again(document, send, asked):
    send()
    questions = asked(saying("one"), saying("two"))
    document.enter(TERTER, "7")
    send()
    document.enter(TERTER, "8")

    assert len(questions) == 2
    assert (document.standing.revision, document.standing.reason) == (3, "two")


def test_typing_into_a_sent_sheet_and_giving_up_shows_the_old_number(
    window, document, send, asked, qapp, qtbot
):
    send()
    questions = asked(giving_up)

    typing(window, qapp, qtbot, Qt.Key.Key_7, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: window.status.text.startswith("Nothing was changed in 10–16 Mar 2025"))
    assert len(questions) == 1
    assert document.sheet.value("terter", "ap_mines") == 1
    assert window.grid.body.field() is None
    assert document.standing.status is Status.SENT
    assert document.undo_stack.count() == 0


def test_typing_into_a_sent_sheet_with_a_reason_goes_on_to_the_next_cell(
    window, document, send, asked, qapp, qtbot
):
    send()
    questions = asked(saying("typing error"))

    typing(window, qapp, qtbot, Qt.Key.Key_7, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: window.grid.current_cell() == Cell("agdere", "ap_mines"))
    assert len(questions) == 1
    assert document.sheet.value("terter", "ap_mines") == 7


def paste(window):
    """Where nothing is overwritten, so that nothing else is asked."""
    QGuiApplication.clipboard().setText("7\t8")
    window.grid.go_to(Cell(CONTROL, "ap_mines"))
    window.grid.paste()


WAYS = {
    "paste": paste,
    "delete": lambda window: window.grid.clear_selected(),
    "mark": lambda window: window.grid.mark_no_operations(),
    "note": lambda window: window._document.annotate(TERTER, "seen"),
}


@pytest.mark.parametrize("case", each_once(WAYS, ["given", "refused"]), ids="-".join)
def test_every_way_to_change_it_asks(window, document, send, asked, case):
    way, is_given = WAYS[case[0]], case[1] == "given"
    send()
    before = document.sheet
    questions = asked(saying("late report") if is_given else giving_up)
    window.grid.go_to(TERTER)

    way(window)

    assert len(questions) == 1
    assert (document.sheet != before) is is_given
    assert document.standing.status is (Status.DRAFT if is_given else Status.SENT)


def test_undo_and_redo_across_a_sending_ask(document, send, asked):
    document.enter(TERTER, "7")
    send()
    questions = asked(giving_up, saying("back"), saying("again"))

    document.undo()
    assert document.sheet.value("terter", "ap_mines") == 7
    document.undo()
    assert document.sheet.value("terter", "ap_mines") == 1
    send()
    document.redo()
    assert document.sheet.value("terter", "ap_mines") == 7
    assert len(questions) == 3
    assert document.standing.reason == "again"


def test_undo_of_another_week_asks_about_that_week(window, document, send, asked, qtbot):
    document.enter(TERTER, "7")
    send()
    document.open_period(read_period("2025-W10"))
    questions = asked(giving_up)

    window.actions_by_key["undo"].trigger()

    assert "10–16 Mar 2025" in questions[0]
    assert document.period == read_period("2025-W10")
    qtbot.waitUntil(lambda: window.status.text.startswith("Nothing was changed in 10–16 Mar 2025"))


def test_a_text_that_cannot_be_read_is_a_change_too_and_can_be_given_up(document, send, asked):
    send()
    asked(giving_up)

    document.enter(TERTER, "x")

    assert document.unread(TERTER) is None
    assert document.standing.revision == 1


def test_a_blank_reason_is_none(window, document, send, asked):
    send()
    tried = []

    def blank(dialog):
        dialog.field.setText("   ")
        tried.append(dialog.buttons.button(OK).isEnabled())
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
        dialog.field.setText("x" * 300)
        tried.append(len(dialog.reason))
        dialog.reject()

    asked(blank)
    document.enter(TERTER, "7")

    assert tried == [False, LONGEST_REASON]
    assert document.standing.revision == 1


def test_a_ready_made_reason_is_one_key_away_and_follows_the_language(session, window, document, send, asked):
    send()

    def choose(dialog):
        QTest.keyClick(dialog, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        assert dialog.reason == "Late report from the district"
        session.speak("ru")
        assert dialog.windowTitle() == "Почему исправляется?"
        dialog.accept()

    asked(choose)
    document.mark_no_operations(["terter"])

    assert document.standing.reason == "Поздние данные из района"
    assert document.sheet.state("terter") is RowState.NO_OPERATIONS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dialog_is_as_high_as_what_it_says(session, window, document, send, asked, language):
    """In Azerbaijani a line's height stood empty above its buttons."""
    session.speak(language)
    send()
    heights = []

    def look(dialog):
        heights.append((dialog.height(), dialog.heightForWidth(dialog.width())))
        dialog.reject()

    asked(look)
    document.mark_no_operations(["terter"])

    assert [height for height, _ in heights] == [wanted for _, wanted in heights] != []
