"""A press text in the window: marked, beside the data, and kept with one press."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from fieldapp.core.edits import make_edits
from fieldapp.core.sheet import Cell
from fieldapp.texts.texts import LANGUAGES, read_texts
from fieldapp.ui.reconcile.dialog import ReconcileDialog
from tests.ui.driving import WEEK, data_file, opened, running

TEXT = (
    "ANAMA: from March 10 to 16, 2025, 155 anti-personnel mines, 94 anti-tank mines and 606 UXO were found; "
    "1,651.1 hectares were cleared."
)
FIGURES = {"ap_mines": 155, "at_mines": 49, "uxo": 606, "area_cleared_ha": 16_511_000}


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def dialog(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path))
    qtbot.waitExposed(window)
    store = window._document.store
    sheet = store.sheet(WEEK)
    cells = {Cell(place, key): 0 for place in sheet.districts for key in FIGURES}
    cells |= {Cell("agdam", key): value for key, value in FIGURES.items()}
    store.write(store.key(WEEK), make_edits(store.sheet(WEEK), cells))
    dialog = ReconcileDialog(store, session.kit, window)
    qtbot.addWidget(dialog)
    return dialog


def rows(dialog):
    table = dialog.table
    return [[table.item(row, place).text() for place in range(4)] for row in range(table.rowCount())]


def test_what_differs_stands_beside_the_data_and_is_marked(dialog):
    dialog.text.setPlainText("💥 " + TEXT)

    figures = {name: said for name, *said in rows(dialog)}
    marked = {mark.cursor.selectedText() for mark in dialog.text.extraSelections()}

    assert figures["Anti-personnel mines"] == ["155", "155", "equal"]
    assert figures["Anti-tank mines"][:2] == ["94", "49"]
    assert "94 anti-tank mines" in marked
    assert "1,651.1 hectares" in marked


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_of_several_faults_of_a_figure_is_a_sentence(dialog, session, language):
    session.kit.speak(read_texts(language))
    dialog.text.setPlainText(TEXT.replace("155", "a total of 204 mines and UXO: 155"))

    (said,) = (told for _, printed, _, told in rows(dialog) if printed == "204")
    sentences = said.split(". ")
    assert len(sentences) == 2
    assert [one for one in sentences if one[0].islower()] == []


def test_keys_do_not_wait_for_the_text_to_be_read(dialog, qtbot):
    dialog.text.setPlainText(TEXT)
    dialog.source.setText("Trend")
    assert dialog.keep.isEnabled()
    before = rows(dialog)

    dialog.text.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(dialog.text, "So. ")
    assert (dialog.pause.isActive(), dialog.keep.isEnabled()) == (True, False)

    dialog.pause.timeout.emit()
    assert rows(dialog) == before
    assert dialog.keep.isEnabled()
    marked = {mark.cursor.selectedText() for mark in dialog.text.extraSelections()}
    assert "94 anti-tank mines" in marked


def test_what_differs_is_read_whole_below_a_head_on_the_side_of_its_words(dialog):
    dialog.text.setPlainText(TEXT)
    dialog.resize(640, 520)
    dialog.show()
    table = dialog.table
    difference = table.columnCount() - 1

    for row in range(table.rowCount()):
        assert table.rowHeight(row) >= table.sizeHintForRow(row)
        for place in range(difference):
            assert table.columnWidth(place) >= table.sizeHintForColumn(place)
        for place in range(table.columnCount()):
            head = table.horizontalHeaderItem(place).textAlignment()
            assert table.item(row, place).textAlignment() == head
    assert table.horizontalScrollBar().maximum() == 0
    assert {table.rowHeight(row) for row in range(table.rowCount())} != {table.rowHeight(0)}


def test_many_places_leave_the_figures_of_the_data_in_sight(dialog):
    store = dialog._store
    every = {Cell(place, "uxo"): 1 for place in store.sheet(WEEK).districts}
    store.write(store.key(WEEK), make_edits(store.sheet(WEEK), every))
    dialog.resize(700, 520)
    dialog.show()
    dialog.text.setPlainText(
        TEXT.replace("155 anti", "in demining operations in Aghdam, Fuzuli and Tartar, 155 anti")
    )

    assert any("Shusha" in said for _, _, said, _ in rows(dialog)), rows(dialog)
    QTest.qWait(0)
    assert dialog.table.horizontalHeader().length() <= dialog.table.viewport().width()


def test_the_figures_are_kept_with_one_press(dialog, qtbot):
    dialog.text.setPlainText(TEXT)
    assert not dialog.keep.isEnabled()
    dialog.source.setText("Trend")

    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)

    (printed,) = dialog._store.printed()
    assert (printed.source, printed.figures["at_mines"]) == ("Trend", 94)
    assert dialog.told.text().startswith("Kept 4 figures")
    dialog.text.setPlainText(TEXT.replace("94", "95"))
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    assert "Instead of: " in dialog.told.text()
    assert "94" in dialog.told.text()


def test_a_file_is_opened_and_something_else_is_no_report(dialog, tmp_path):
    path = tmp_path / "press.html"
    path.write_text("<p>It rained.</p>", encoding="utf-8")
    dialog.open_file(path)

    assert dialog._heading.text() == read_texts("en")("reconcile.not-found")
    dialog.open_file(tmp_path / "none.txt")
    assert "none.txt" in dialog.told.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_differs_has_the_room_that_figures_leave_and_nothing_is_scrolled(dialog, session, language):
    session.kit.speak(read_texts(language))
    dialog.show()
    dialog.text.setPlainText(TEXT.replace("94 anti-tank", "94 anti-tank mines, 204 mines and UXO, 49"))
    header, table = dialog.table.horizontalHeader(), dialog.table
    widths = [header.sectionSize(place) for place in range(header.count())]

    assert widths[3] > sum(widths[1:3])
    for place in range(3):
        wanted = max(table.sizeHintForColumn(place), header.sectionSizeHint(place))
        assert widths[place] == wanted
    assert table.verticalScrollBar().maximum() == table.horizontalScrollBar().maximum() == 0


def test_enter_after_the_source_keeps_and_never_leaves(dialog):
    dialog.show()
    dialog.text.setPlainText(TEXT)
    QTest.keyClick(dialog.source, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog._store.printed() == ()

    QTest.keyClicks(dialog.source, "Trend")
    QTest.keyClick(dialog.source, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert [one.source for one in dialog._store.printed()] == ["Trend"]
