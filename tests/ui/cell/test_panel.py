"""The panel of the current cell: it follows the grid, takes notes without losing one, and never the focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.core.edits import make_edits
from fieldapp.core.period import read_period
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.cell.panel import MOST_ENTRIES, CellPanel
from fieldapp.ui.findings.note_field import MOST_NOTE_LINES
from fieldapp.ui.kit.theme import DARK
from tests.ui.driving import WEEK, data_file, opened, running

AGDAM = Cell("agdam", "ap_mines")
LACIN = Cell("lacin", "uxo")
TOTAL = Cell(CONTROL, "ap_mines")
LONG = "found in one cache beside the road, the team leader confirmed it by telephone " * 4


@pytest.fixture
def panel(qtbot, document, kit):
    panel = CellPanel(document, kit)
    qtbot.addWidget(panel)
    panel.resize(330, 480)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.show_cell(AGDAM)
    panel.write_note()
    return panel


def write(panel, text):
    QTest.keyClicks(panel.note, text)


def press(panel, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(panel.note, key, modifier)


def words(panel):
    return [panel._place.text(), panel._held.text()]


def test_it_says_which_cell_and_what_it_holds(panel, document, qtbot):
    assert words(panel) == ["Aghdam · Anti-personnel mines", "not reported"]

    document.enter(AGDAM, "1234")

    qtbot.waitUntil(lambda: words(panel)[1] == "1,234")


def test_what_is_told_stays_together_where_there_is_more_room(panel, qtbot):
    panel.resize(330, 1200)

    qtbot.waitUntil(lambda: panel._scroll.widget().height() > 1000)
    last = panel._definitions[-1]
    end = last.mapTo(panel, last.rect().bottomLeft()).y()
    assert end < 600


def test_it_follows_when_the_keys_have_been_served(panel, qtbot):
    panel.show_cell(AGDAM)
    panel.show_cell(LACIN)

    qtbot.waitUntil(lambda: words(panel) == ["Lachin · Unexploded ordnance", "not reported"])


def test_a_row_without_operations_says_so(panel, document, qtbot):
    document.mark_no_operations(["agdam"])

    qtbot.waitUntil(lambda: words(panel)[1] == "no operations")
    assert [entry.what for entry in panel.history.entries] == ["Row marked: no operations"]


def test_a_control_total_stands_beside_the_sum_of_the_rows(panel, document, qtbot):
    document.enter(AGDAM, "7")
    document.enter(TOTAL, "9")
    panel.show_cell(TOTAL)

    qtbot.waitUntil(lambda: words(panel) == ["Control total · Anti-personnel mines", "9"])
    assert panel._aside.text() == "Sum of the rows: 7"
    assert panel._found.isVisible()


def test_the_definition_is_told_in_every_language_the_windows_first(panel, document):
    for language in LANGUAGES:
        panel._kit.speak(read_texts(language))
        written = document.programme.indicator("ap_mines").definitions
        shown = [label.text() for label in panel._definitions]
        assert shown[0] == written[language]
        assert sorted(shown) == sorted(written.values())


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_enter_keeps_the_note_and_gives_the_keys_back(panel, document, qtbot, key, modifier):
    write(panel, "counted twice")
    with qtbot.waitSignal(panel.left):
        press(panel, key, modifier)

    assert document.sheet.notes == {AGDAM: "counted twice"}
    qtbot.waitUntil(lambda: [entry.what for entry in panel.history.entries] == ["Note: counted twice"])


def test_esc_takes_back_what_was_written(panel, document, qtbot):
    document.annotate(AGDAM, "first")
    qtbot.waitUntil(lambda: panel.note.toPlainText() == "first")
    write(panel, "second")
    with qtbot.waitSignal(panel.left):
        press(panel, Qt.Key.Key_Escape)

    assert panel.note.toPlainText() == "first"
    assert document.sheet.notes == {AGDAM: "first"}


def test_a_note_belongs_to_the_cell_it_was_written_for(panel, document, qtbot):
    write(panel, "of Aghdam")

    panel.show_cell(LACIN)

    assert document.sheet.notes == {AGDAM: "of Aghdam"}
    qtbot.waitUntil(lambda: panel.note.toPlainText() == "")


def test_a_note_is_kept_before_another_sheet_is_opened(panel, document, store):
    write(panel, "not lost")

    document.open_period(read_period("2025-W12"))

    assert store.sheet(WEEK).notes == {AGDAM: "not lost"}


def test_what_is_being_written_outlives_language_theme_and_other_changes(panel, document, qtbot):
    write(panel, "half a")
    panel._kit.speak(read_texts("ru"))
    panel._kit.wear(DARK)
    document.enter(AGDAM, "3")
    qtbot.waitUntil(lambda: words(panel)[1] == "3")

    assert panel.note.toPlainText() == "half a"
    assert panel.note.accessibleName() == "Примечание"


def test_undo_takes_a_note_back(panel, document, qtbot):
    write(panel, "a note")
    document.undo()

    assert document.sheet.notes == {}
    qtbot.waitUntil(lambda: panel.note.toPlainText() == "")


def test_a_note_to_a_sent_sheet_has_a_reason_like_any_correction(panel, document, store, qtbot):
    document.enter(AGDAM, "3")
    store.send(store.report(WEEK))
    document.reload()
    document.ask_reason = lambda *_: None
    write(panel, "unexplained")
    press(panel, Qt.Key.Key_Return)
    assert document.sheet.notes == {}
    qtbot.waitUntil(lambda: panel.note.toPlainText() == "")

    document.ask_reason = lambda *_: "asked for by HQ"
    write(panel, "explained")
    press(panel, Qt.Key.Key_Return)
    assert document.sheet.notes == {AGDAM: "explained"}
    qtbot.waitUntil(lambda: panel.history.entries[0].why == "Reason: asked for by HQ")


def test_the_field_grows_with_the_note_up_to_a_few_lines(panel):
    low = panel.note.height()
    write(panel, LONG[:90])
    higher = panel.note.height()
    write(panel, LONG)

    assert low < higher < panel.note.height()
    assert panel.note.height() < (MOST_NOTE_LINES + 2) * panel.note.fontMetrics().lineSpacing()


def test_a_long_history_ends_with_how_much_is_left_out(panel, document, store, qtbot):
    for value in range(MOST_ENTRIES + 3):
        store.write(WEEK, make_edits(store.sheet(WEEK), {AGDAM: value}))
    document.reload()

    qtbot.waitUntil(lambda: len(panel.history.entries) == MOST_ENTRIES)
    assert panel.history.entries[0].what == f"{MOST_ENTRIES + 1} → {MOST_ENTRIES + 2}"
    assert panel._more.text() == "and 3 earlier changes"


def test_a_cell_without_a_past_or_history_says_what_is_missing(panel):
    assert not panel.chart.isVisible()
    assert panel._no_past.text() == "No earlier period holds a number here."
    assert panel._more.text() == "Nothing has been entered here yet."


# in the window


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path))
    window.grid.go_to(AGDAM)
    qtbot.waitUntil(window.grid.body.hasFocus)
    return window


def test_it_never_takes_the_focus_by_itself(window, qtbot):
    window.grid.go_to(LACIN)
    window._document.enter(LACIN, "-3")
    window._kit.speak(read_texts("az"))

    qtbot.waitUntil(lambda: "Laçın" in window.side.cell._place.text())
    assert window.grid.body.hasFocus()


def test_a_key_leads_into_the_note_and_enter_back_to_the_cell(window, qapp, qtbot):
    QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert window.side.cell.note.hasFocus()
    QTest.keyClicks(qapp.focusWidget(), "by radio")
    QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert window.grid.body.hasFocus()
    assert window.grid.current_cell() == AGDAM
    assert window._document.sheet.notes == {AGDAM: "by radio"}
    assert window.header.status_text == "Draft · revision 1"  # Ctrl+Enter was the note's own


def test_one_key_goes_round_grid_findings_and_note(window, qapp):
    window._document.enter(AGDAM, "-3")
    stops = []
    for _ in range(3):
        QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_F6)
        stops.append(qapp.focusWidget())

    assert stops == [window.side.findings.list_view, window.side.cell.note, window.grid.body]


def test_whether_it_is_shown_is_remembered(window, session, qapp):
    QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(qapp.focusWidget(), "kept")
    QTest.keyClick(qapp.focusWidget(), Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)

    assert not window.side.cell.isVisible()
    assert not window.actions_by_key["cell-panel"].isChecked()
    assert window.grid.body.hasFocus()
    assert window._document.sheet.notes == {AGDAM: "kept"}
    assert not session._settings.shows_cell

    window.actions_by_key["note"].trigger()
    assert window.side.cell.isVisible()
    assert session._settings.shows_cell


def test_the_shares_of_the_column_are_remembered(qapp, tmp_path):
    file = data_file(tmp_path)
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, file)
        qapp.processEvents()  # the header is laid out for the width of the window
        window.side.setSizes([420, 160])
        wanted = window.side.sizes()
        session.close()
        again = opened(session, file)
        qapp.processEvents()

        assert again.side.sizes() == wanted


def test_a_cell_with_a_note_has_a_folded_corner_and_a_tip(window, qtbot):
    index = window.grid.body.sheet_model.index_of(AGDAM)

    def corner():
        rect = window.grid.body.visualRect(index)
        return window.grid.body.viewport().grab(rect).toImage().pixelColor(rect.width() - 3, 2).name()

    window.grid.go_to(LACIN)
    before = corner()
    window._document.annotate(AGDAM, "<b>seen</b>")

    assert corner() != before
    assert "Note: &lt;b&gt;seen&lt;/b&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "Note: <b>seen</b>" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)


def test_the_median_of_the_past_stands_in_the_chart(panel, document, store, qtbot):
    for back, value in enumerate((5, 9, 30), start=1):
        week = read_period(f"2025-W{11 - back:02}")
        store.write(week, make_edits(store.sheet(week), {AGDAM: value}))
    document.reload()

    qtbot.waitUntil(panel.chart.isVisible)
    assert panel.chart.past.median == 9
    assert [bar.height for bar in panel.chart.past.bars] == [30, 9, 5, None]
