"""The text for the press in headquarters' window: worded, copied and published, by keys."""

from contextlib import closing
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import month_of
from fieldapp.core.published.kept import PrintedFigures
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.store.hq import reporting
from fieldapp.store.store import Store
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.app.appearance import ZOOMS
from fieldapp.ui.kit.theme import THEMES
from fieldapp.ui.press.published_dialog import PublishedDialog
from tests.long import each_once
from tests.ui.driving import NOW, WEEK, bury, cut_off, data_file, opened, running
from tests.ui.pictures import keep
from tests.ui.window.test_windows_fit import lay_out

Key, Modifier = Qt.Key, Qt.KeyboardModifier
SHIFT, CONTROL_KEY = Modifier.ShiftModifier, Modifier.ControlModifier


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path):
    """Headquarters' window on a whole week."""
    return opened(session, data_file(tmp_path))


@pytest.fixture
def store(window):
    return window._document.store


@pytest.fixture
def dialog(window):
    return press_over(window)


def press_over(window):
    """The text for the press, as its menu opens it."""
    window.actions_by_key["press"].trigger()
    assert window.errands.press.dialog is not None
    return window.errands.press.dialog


def test_of_many_sheets_the_text_and_the_list_are_the_same_and_read_beside_the_window(window, monkeypatch):
    few = press_over(window)
    texts = {language: one.field.wording.text for language, one in few.columns.items()}
    few.reject()
    threads, kind = [], type(window._document.store)
    for name in ("publications", "after_publications", "after_prints"):
        monkeypatch.setattr(kind, name, noted(threads, getattr(kind, name)))
    monkeypatch.setattr(reporting, "MANY_SHEETS", -1)
    many = press_over(window)
    many.list.click()

    assert {language: one.field.wording.text for language, one in many.columns.items()} == texts
    assert window.errands.press.published is not None
    assert threads
    assert main_thread() not in threads


def test_the_app_can_end_while_the_texts_are_made(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(reporting, "MANY_SHEETS", -1)
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        QTimer.singleShot(0, session, session.close)
        window.actions_by_key["press"].trigger()

        assert session.window is None
        assert window.errands.press.dialog is None


def noted(threads, read):
    def reading(store):
        threads.append(current_thread())
        return read(store)

    return reading


def test_every_figure_is_marked_by_the_next_turn_of_the_window(dialog, qtbot):
    field = dialog.columns["en"].field
    qtbot.waitUntil(lambda: len(field.extraSelections()) == len(field.wording.spans))
    marked = [mark.cursor.selectedText() for mark in field.extraSelections()]

    assert marked == [field.wording.text[start:end] for start, end in field.wording.spans]
    assert marked


def test_what_the_text_is_made_of_is_shut_while_words_are_changed_and_it_is_said_why(dialog):
    field = dialog.columns["en"].field
    put_cursor(field, len(field.toPlainText()))
    QTest.keyClicks(field, " More.")

    assert not dialog.options.isEnabled()
    assert dialog.options.toolTip().startswith("Words were changed.")
    dialog.anew.click()
    assert dialog.options.isEnabled()
    assert dialog.options.toolTip() == ""


def test_enter_after_a_day_makes_the_text_anew_and_publishes_nothing(dialog, store):
    dialog.options.has_total.setChecked(True)
    since = dialog.options.since
    since.selectAll()
    QTest.keyClicks(since, "01.01.2025")
    QTest.keyClick(since, Key.Key_Return)

    assert store.publications() == ()
    assert "In total from 1 January to 16 March 2025" in dialog.columns["en"].field.toPlainText()


def texts_of(store):
    return {one.language: one.text for one in store.publications()}


def put_cursor(field, at, *, to=None):
    cursor = QTextCursor(field.document())
    cursor.setPosition(at)
    if to is not None:
        cursor.setPosition(to, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)


def change(store, value=99):
    store.write(WEEK, make_edits(store.sheet(WEEK), {Cell("agdam", "uxo"): value}))


def test_the_text_has_a_key(window, qtbot):
    qtbot.waitExposed(window)
    window.activateWindow()
    QTest.keyClick(window, Key.Key_T, CONTROL_KEY | SHIFT)

    assert window.errands.press.dialog is not None


def test_only_headquarters_have_it(session, tmp_path):
    window = opened(session, data_file(tmp_path, office="karabakh", rows=2))

    assert not window.actions_by_key["press"].isVisible()


def test_three_languages_stand_side_by_side_and_enter_publishes_them(dialog, store):
    assert [*dialog.columns] == ["az", "en", "ru"]
    QTest.keyClick(dialog.all, Key.Key_Return)

    assert texts_of(store) == {key: one.field.wording.text for key, one in dialog.columns.items()}
    assert all(one.state.startswith("Published as it stands") for one in dialog.columns.values())
    assert dialog.status.text == "Published: Azerbaijani, English and Russian."


def test_where_nothing_is_said_there_are_no_edges_around_it(dialog):
    """The place below the texts keeps its height, and looks like the ground around it."""
    ground = dialog._kit.theme.raised
    before, high = dialog.status.grab().toImage(), dialog.status.height()

    assert {before.pixelColor(20, y).name() for y in range(before.height())} == {ground}
    dialog.copy_wanted.emit("az")
    lay_out(dialog)
    assert {dialog.status.grab().toImage().pixelColor(20, y).name() for y in (0, high - 1)} != {ground}


def test_a_week_is_published_with_three_keys(window, store, qtbot):
    qtbot.waitExposed(window)
    window.activateWindow()
    QTest.keyClick(window, Key.Key_T, CONTROL_KEY | SHIFT)
    dialog = window.errands.press.dialog
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.focusWidget(), Key.Key_Return, CONTROL_KEY)
    QTest.keyClick(dialog, Key.Key_Escape)

    assert {*texts_of(store)} == {*LANGUAGES}
    assert window.errands.press.dialog is None


def test_words_are_typed_over_and_undone(dialog):
    field = dialog.columns["en"].field
    before = field.wording.text
    put_cursor(field, 0)
    QTest.keyClicks(field, "Good news: ")

    assert field.wording.text == f"Good news: {before}"
    assert field.is_edited
    QTest.keyClick(field, Key.Key_Z, CONTROL_KEY)
    assert field.wording.text == f"Good {before}"
    QTest.keyClick(field, Key.Key_Z, CONTROL_KEY)
    assert field.wording.text == before
    QTest.keyClick(field, Key.Key_Y, CONTROL_KEY)
    assert field.wording.text == f"Good {before}"


@pytest.mark.parametrize("key", ["7", Key.Key_Backspace, Key.Key_Delete])
def test_a_key_within_a_figure_does_nothing_and_says_why(dialog, key):
    field = dialog.columns["en"].field
    before, (start, _) = field.wording.text, field.wording.spans[1]
    put_cursor(field, start + 1)

    QTest.keyClicks(field, key) if isinstance(key, str) else QTest.keyClick(field, key)

    assert field.wording.text == before
    assert field.document().toRawText() == before
    assert dialog.status.text.startswith(f"“{field.wording.figures[1]}” does not stand in the text")
    assert dialog.status.message.kind == "error"


def test_undo_goes_on_before_a_key_that_was_held_back(dialog):
    field = dialog.columns["en"].field
    before = field.wording.text
    put_cursor(field, 0)
    QTest.keyClicks(field, "abc")
    QTest.keyClicks(field, "1")
    QTest.keyClicks(field, "d")
    assert field.wording.text == f"abcd{before}"

    for _ in range(6):
        QTest.keyClick(field, Key.Key_Z, CONTROL_KEY)

    assert field.wording.text == before


def test_a_paste_over_a_figure_is_held_back(dialog):
    field = dialog.columns["az"].field
    before, (start, end) = field.wording.text, field.wording.spans[1]
    put_cursor(field, start - 3, to=end)
    pasted = QMimeData()
    pasted.setText("heç nə")

    field.insertFromMimeData(pasted)

    assert field.document().toRawText() == before


def test_an_edited_text_is_published_and_its_choices_wait(dialog, store):
    field = dialog.columns["en"].field
    put_cursor(field, 0)
    QTest.keyClicks(field, "Good news. ")
    assert not dialog.options.isEnabled()
    assert not dialog.anew.isHidden()

    dialog.columns["en"].publish.click()

    assert texts_of(store) == {"en": field.wording.text}
    assert dialog.columns["az"].state == "Not published yet."
    dialog.anew.click()
    assert dialog.options.isEnabled()
    assert not field.wording.text.startswith("Good news")
    assert dialog.columns["en"].state.startswith("Another text was published")


def test_where_nothing_is_published_the_words_for_it_begin_below_the_text(dialog):
    lay_out(dialog)
    column = dialog.columns["az"]

    assert column._state.x() == column.copy.x() == column.field.x()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_nothing_has_no_bar(session, window, qtbot, language):
    session.kit.speak(read_texts(language))
    programme, kit = window._document.programme, session.kit
    dialog = PublishedDialog([], [], programme, NOW, kit, window)
    qtbot.addWidget(dialog)
    dialog.show()
    lay_out(dialog)

    assert dialog.table.horizontalScrollBar().maximum() == 0


def test_changed_words_are_not_lost_by_one_press_of_esc(dialog, window):
    QTest.keyClicks(dialog.columns["ru"].field, "Itak, ")
    QTest.keyClick(dialog, Key.Key_Escape)
    assert window.errands.press.dialog is dialog
    assert (
        dialog.status.text == "Words were changed and are not published. Close once more, and they are lost."
    )

    QTest.keyClick(dialog, Key.Key_Escape)

    assert window.errands.press.dialog is None


def test_form_order_organisations_and_a_total_are_chosen(dialog):
    field = dialog.columns["en"].field
    dialog.options.forms["post"].setChecked(True)
    assert "Organisations taking part: ANAMA, Ministry of Defence" in field.wording.text

    dialog.options._name(("anama",))
    assert "Organisation taking part: ANAMA." in field.wording.text
    assert dialog.options.who.text() == "Organisations: 1 of 5…"

    dialog.options.has_total.setChecked(True)
    assert "In total from 10 November 2020 to 16 March 2025" in field.wording.text
    dialog.options.since.begin_with("1.1.2030")
    dialog.options.since.editingFinished.emit()
    assert dialog.status.message.kind == "error"


def test_enter_after_a_choice_publishes_nothing(dialog, store):
    """A day that is typed, and then Enter, is a text with another total, and not one that is published."""
    options = dialog.options
    options.has_total.setChecked(True)
    for part in (options.since, options.days, options.order, options.has_total, options.forms["wire"]):
        part.setFocus()
        if part is options.since:
            part.selectAll()
            QTest.keyClicks(part, "10.11.2021")
        QTest.keyClick(part, Key.Key_Return)

    assert store.publications() == ()
    assert "In total from 10 November 2021" in dialog.columns["en"].field.wording.text
    assert dialog.isVisible()


CHOICES = {
    "the month": lambda options: options.days.setCurrentIndex(1),
    "the other form": lambda options: options.forms["post"].setChecked(True),
    "another order": lambda options: options.order.setCurrentIndex(1),
    "an organisation": lambda options: options._name(("anama",)),
    "a total": lambda options: options.has_total.setChecked(True),
}


@pytest.mark.parametrize("choice", CHOICES)
def test_what_is_chosen_is_what_the_texts_are_of_though_others_are_stopped(dialog, window, choice):
    before = dialog.options.asked()
    press, made = window.errands.press, window.errands.press._made

    def stop(asked):
        raise FieldAppError("stopped")

    press._made = stop
    CHOICES[choice](dialog.options)

    assert dialog.options.asked() == before == press._drafts["en"].asked
    assert dialog.status.message.kind == "error"
    press._made = made
    CHOICES[choice](dialog.options)
    assert dialog.options.asked() == press._drafts["en"].asked != before


def test_the_month_of_the_open_sheet_can_be_published(dialog, store):
    dialog.options.days.setCurrentIndex(1)
    assert "1 to 31 March 2025" in dialog.columns["en"].field.wording.text
    dialog.all.click()

    assert {one.period for one in store.publications()} == {month_of(WEEK.start)}


def test_a_text_is_copied_plain_and_as_html(dialog, session):
    dialog.columns["az"].copy.click()

    plain, html = session.kit.desktop.copied
    assert plain == dialog.columns["az"].field.wording.text
    assert f'<p lang="az">{plain}</p>' in html
    assert dialog.status.text == "Copied: Azerbaijani."


def test_errors_ask_for_a_reason(window, store):
    store.write(WEEK, make_edits(store.sheet(WEEK), {Cell(CONTROL, "uxo"): 1}))
    dialog = press_over(window)
    dialog.all.click()
    assert texts_of(store) == {}
    assert "have errors: 1" in dialog.status.text

    QTest.keyClicks(dialog._why, "The paper is wrong.")
    dialog.all.click()

    assert {one.why for one in store.publications()} == {"The paper is wrong."}


def test_figures_that_changed_meanwhile_are_not_published(dialog, store):
    change(store)
    dialog.all.click()

    assert texts_of(store) == {}
    assert dialog.status.text.startswith("The figures are not those any more")


def test_what_changed_after_publication_is_listed(dialog, window, store):
    dialog.all.click()
    change(store)
    dialog.list.click()
    listed = window.errands.press.published

    assert listed.table.rowCount() == 3
    assert listed.table.item(0, 3).text() == "1 cell is another one."
    assert listed.told.splitlines()[1:3] == [
        "Aghdam · UXO: 10 → 99",
        "Total, 10–16 Mar 2025 · UXO: 130 → 219",
    ]
    QTest.keyClick(listed.table, Key.Key_Down)
    assert listed.table.currentRow() == 1


def test_what_others_printed_is_listed_with_its_source_removed_and_kept_again(dialog, window, store):
    dialog.all.click()
    store.keep_printed(PrintedFigures(WEEK, "Trend", {"uxo": 130}))
    store.keep_printed(PrintedFigures(WEEK, "APA", {"uxo": 131}))
    dialog.list.click()
    listed = window.errands.press.published
    assert [listed.table.item(row, 1).text() for row in range(3, 5)] == ["Trend", "APA"]
    assert listed.table.item(4, 3).text() == "1 figure is something else."
    assert not listed.forget.isEnabled()

    listed.table.setCurrentCell(4, 0)
    assert "printed by APA" in listed.told
    listed.forget.click()
    assert listed.table.rowCount() == 4
    assert "What APA printed of 10–16 Mar 2025 was removed." in listed.said.text
    assert [one.source for one in store.printed()] == ["Trend"]
    listed.reject()
    dialog.may_close = True
    dialog.reject()

    assert window._document.undo()
    assert [one.source for one in store.printed()] == ["APA", "Trend"]
    assert window._document.redo()
    assert [one.source for one in store.printed()] == ["Trend"]
    assert not any(store.problems())
    assert len(store.publications()) == 3


def test_why_there_is_no_list_is_said_where_it_was_asked_for(dialog, window, monkeypatch):
    def fail(store):
        raise FieldAppError("records-damaged")

    monkeypatch.setattr(type(window._document.store), "after_publications", fail)
    dialog.list.click()

    assert dialog.status.text == dialog._kit.texts.error(FieldAppError("records-damaged"))
    assert window.status.text == ""


def test_what_is_kept_is_listed_from_the_reconciler_too(window, store):
    store.keep_printed(PrintedFigures(WEEK, "Trend", {"uxo": 131}))
    window.actions_by_key["reconcile"].trigger()
    window.errands.reconciling.dialog.kept.click()
    listed = window.errands.press.published
    assert listed.parent() is window.errands.reconciling.dialog
    assert listed.table.item(0, 1).text() == "Trend"
    assert listed.forget.isEnabled()
    listed.reject()


def test_where_nothing_is_published_yet_it_is_said_what_to_do(window, dialog):
    dialog.list.click()
    published = window.errands.press.published

    assert published.told.startswith("Nothing has been published yet. A text is published in “Text for the")
    assert published.empty.isVisible()
    assert not published.table.isVisible()
    assert published.focusWidget() is published.buttons.buttons()[0]


def test_an_empty_week_has_no_text(session, tmp_path):
    window = opened(session, data_file(tmp_path, rows=0))
    window.actions_by_key["press"].trigger()

    assert window.errands.press.dialog is None
    assert "Nothing is entered" in window.status.text


@pytest.mark.parametrize("zoom", [100, ZOOMS[-1]])
@pytest.mark.parametrize("dress", each_once(LANGUAGES, THEMES), ids="-".join)
def test_nothing_is_cut_off(qapp, tmp_path, dress, zoom):
    language, theme = dress
    with running(qapp, tmp_path, period=WEEK, language=language, theme=theme) as session:
        path = data_file(tmp_path)
        with closing(Store(path, "Leyla", lambda: NOW)) as store:
            store.write(WEEK, make_edits(store.sheet(WEEK), {Cell(CONTROL, "uxo"): 1}))
        window = opened(session, path)
        window.resize(1366, 768)
        for _ in range(ZOOMS.index(zoom) - ZOOMS.index(100)):
            session._zoom(1)
        dialog = press_over(window)
        dialog.options.forms["post"].setChecked(True)
        QTest.keyClicks(dialog._why, "?")
        dialog.all.click()
        keep(dialog, f"press/{language}-{theme}-{zoom}")
        assert cut_off(dialog) == []
        dialog.list.click()
        listed = window.errands.press.published
        assert listed is not None
        keep(listed, f"press/{language}-{theme}-{zoom}-list")
        assert cut_off(listed) == []
        listed.reject()
        dialog.reject()
        bury()
