"""Pasting through the real window: at once where nothing can be lost, else after a look, by keys alone."""

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from fieldapp.core.errors import FieldAppError
from fieldapp.core.sheet import CONTROL, CONTROL_ITEMS, Cell, RowState
from fieldapp.texts.texts import LANGUAGES
from fieldapp.ui.paste.dialog import PasteDialog
from tests.ui.driving import WEEK, data_file, opened, running

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
AP, UXO, AREA = "ap_mines", "uxo", "area_cleared_ha"


@pytest.fixture
def language():
    return "en"


@pytest.fixture
def session(qapp, tmp_path, language):
    with running(qapp, tmp_path, period=WEEK, language=language) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    """A window on an empty week, the frame on the first cell."""
    window = opened(session, data_file(tmp_path, rows=0))
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.grid.body.hasFocus)
    return window


@pytest.fixture
def document(window):
    return window._document


@pytest.fixture
def clipboard(qapp):
    clipboard = QGuiApplication.clipboard()
    yield clipboard
    clipboard.clear()


@pytest.fixture
def press(qapp, window):
    def press(*keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            send = QTest.keyClick if isinstance(key, Qt.Key) else QTest.keyClicks
            send(qapp.focusWidget(), key, modifier)

    return press


@pytest.fixture
def paste(press, clipboard, window, qtbot):
    """Paste a text with the keys; the dialog, if one comes."""

    def paste(text: str) -> PasteDialog | None:
        clipboard.setText(text)
        press("v", modifier=CTRL)
        dialogs = [dialog for dialog in window.findChildren(PasteDialog) if dialog.isVisible()]
        if dialogs:
            qtbot.waitUntil(dialogs[-1].table.hasFocus)
        return dialogs[-1] if dialogs else None

    return paste


def row_of(document, district):
    return [document.sheet.value(district, key) for key in document.sheet.indicators]


def test_a_block_for_empty_cells_is_pasted_at_once_in_one_step(paste, window, document):
    assert paste("4\t2\t19\t61,2\r\n9\t3\t41\t108,4\r\n") is None

    assert row_of(document, "agdere") == [9, 3, 41, 1_084_000]
    assert window.status.text == "8 cells pasted."
    assert document.undo_stack.count() == 1
    document.undo()
    assert not document.sheet.values


def test_a_block_steps_over_the_headings(paste, window, document):
    window.grid.go_to(Cell("fuzuli", UXO))

    assert paste("121\n24\n") is None

    assert (document.sheet.value("fuzuli", UXO), document.sheet.value("kelbecer", UXO)) == (121, 24)


def test_named_rows_find_their_districts_wherever_the_frame_is(paste, window, document):
    window.grid.go_to(Cell("susa", UXO))

    assert paste("Лачин\t7\t1\t33\t80,2\nTartar\t4\t2\t19\t61,2\nAĞDAM\t38\t11\t143\t402,75\n") is None

    assert row_of(document, "lacin") == [7, 1, 33, 802_000]
    assert row_of(document, "terter") == [4, 2, 19, 612_000]
    assert row_of(document, "agdam") == [38, 11, 143, 4_027_500]
    assert row_of(document, "susa") == [None] * 4
    assert window.grid.current_cell() == Cell("susa", UXO)


def test_a_table_with_a_header_totals_and_control_totals_is_taken_whole(paste, document):
    block = [
        "Rayon\tPHS\tPƏ mina\tTƏ mina\tƏrazi, ha\tVəziyyət",
        "Qarabağ\t60\t13\t5\t169,6\t",
        "Ağdərə\t41\t9\t3\t108,4\tməlumat verilib",
        "Tərtər\t19\t4\t2\t61,2\tməlumat verilib",
        "Şuşa\t–\t–\t–\t–\t",
        "Yekun\t60\t13\t5\t169,6\t",
        "Nəzarət cəmi\t60\t13\t5\t169,6\t",
    ]

    assert paste("\n".join(block)) is None

    assert row_of(document, "agdere") == [9, 3, 41, 1_084_000]
    assert document.sheet.state("susa") is RowState.NO_OPERATIONS
    assert row_of(document, CONTROL) == [13, 5, 60, 1_696_000]


@pytest.mark.parametrize("total", ["Grand total", "Cəmi", "Yekun", "Всего", "Итого"])
def test_the_total_of_somebodys_own_table_is_no_row_that_is_missed(paste, press, document, total):
    dialog = paste(f"Rayon\tUXO\nTərtər\t4\nŞuşa\t6\n{total}\t10")

    assert dialog.total.isVisible()
    assert not [line for line in dialog.lines() if total in line[0]]
    press(Key.Key_Return)
    assert document.sheet.values == {Cell("terter", UXO): 4, Cell("susa", UXO): 6, Cell(CONTROL, UXO): 10}


def test_a_total_row_becomes_control_totals_only_with_sight(paste, press, document):
    document.enter(Cell(CONTROL, UXO), "9")

    dialog = paste("Rayon\tUXO\nTərtər\t4\nŞuşa\t6\nCəmi\t10")

    assert not dialog.total.isChecked()
    press(Key.Key_1, modifier=ALT)
    assert dialog.total.isChecked()
    assert [line[1:3] for line in dialog.lines() if "Control" in line[0]] == [("9", "10")]
    press(Key.Key_1, modifier=ALT)
    press(Key.Key_Return)
    assert document.sheet.values == {Cell("terter", UXO): 4, Cell("susa", UXO): 6, Cell(CONTROL, UXO): 9}


def test_a_total_row_that_says_what_the_control_totals_say_asks_nothing(paste, document):
    document.enter(Cell(CONTROL, UXO), "10")

    assert paste("Rayon\tUXO\nTərtər\t4\nŞuşa\t6\nCəmi\t10") is None


def test_what_is_overwritten_is_seen_first_and_taken_with_enter(paste, press, document, window):
    document.enter(Cell("terter", AP), "4")
    document.enter(Cell("terter", UXO), "19")

    dialog = paste("5\t2\t\t61,2\n")

    assert dialog.lines() == [
        ("Tartar · AP mines", "4", "5", "Overwritten"),
        ("Tartar · UXO", "19", "blank", "Emptied"),
        ("Tartar · AT mines", "blank", "2", "New"),
        ("Tartar · Area, ha", "blank", "61.2", "New"),
    ]
    assert dialog.summary == "4 cells change · 2 are overwritten or emptied"
    assert row_of(document, "terter") == [4, None, 19, None]

    press(Key.Key_Return)

    assert row_of(document, "terter") == [5, 2, None, 612_000]
    assert document.undo_stack.count() == 3
    assert window.focusWidget() is window.grid.body
    document.undo()
    assert row_of(document, "terter") == [4, None, 19, None]


def test_escape_leaves_everything_as_it_was(paste, press, document, window):
    document.enter(Cell("terter", AP), "4")

    paste("5\n")
    press(Key.Key_Escape)

    assert row_of(document, "terter")[0] == 4
    assert document.undo_stack.count() == 1
    assert window.focusWidget() is window.grid.body


def test_what_cannot_be_read_is_named_and_stays_out(paste, press, document, window):
    dialog = paste("four\t2\t12 mines\t61.2\n")

    assert dialog.lines()[:2] == [
        ("Tartar · AP mines", "blank", "blank", "Not taken: “four” is not a number"),
        ("Tartar · UXO", "blank", "blank", "Not taken: “12 mines” is not a number"),
    ]
    press(Key.Key_Return)

    assert row_of(document, "terter") == [None, 2, None, 612_000]
    assert window.status.text == "2 cells pasted. Not taken: 2."
    assert window.status.message.kind == "warning"


def test_names_that_fit_nowhere_are_named(paste, press, document):
    dialog = paste("Kerimli\t1\t2\t3\t4\nQazax\t1\t2\t3\t4\nLachin\t7\t1\t33\t80,2\n")

    assert [line[0] for line in dialog.lines()[:2]] == ["“Qazax”", "“Kerimli”"]
    assert "this district is not in this sheet" in dialog.lines()[0][3]
    assert "no row of this sheet has this name" in dialog.lines()[1][3]
    press(Key.Key_Return)
    assert row_of(document, "lacin") == [7, 1, 33, 802_000]


def test_what_is_ambiguous_is_asked_once_and_answered_by_a_key(paste, press, document):
    dialog = paste("1,198\t2\t2,500\t12.298\n3,000\t\t\t\n")

    assert dialog.questions == [
        "3 numbers such as “1,198”: does the comma separate thousands, or is it the decimal mark?",
        "1 number, “12.298”: does the point separate thousands, or is it the decimal mark?",
    ]
    assert [button.isChecked() for button in dialog.answers] == [False] * 4
    assert dialog.lines()[0][3] == "Not taken: “1,198” can be read in two ways; answer above"

    press("1", "4", modifier=ALT)
    assert [button.isChecked() for button in dialog.answers] == [True, False, False, True]
    assert {line[3] for line in dialog.lines()} == {"New"}
    press(Key.Key_Return)

    assert row_of(document, "terter") == [1198, 2, 2500, 122_980]
    assert document.sheet.value("agdere", AP) == 3000
    assert document.undo_stack.count() == 1


def test_an_answer_can_be_changed(paste, press, document):
    paste("1,198\n")

    press("1", "2", modifier=ALT)
    press(Key.Key_Return)

    assert str(document.sheet.value("terter", AP)) == "1.198"


def test_without_an_answer_nothing_is_guessed(paste, press, document):
    paste("1,198\t4\n")

    press(Key.Key_Return)

    assert row_of(document, "terter")[:2] == [None, 4]


def test_where_nothing_can_be_taken_enter_leaves(paste, press, document):
    dialog = paste("four\n")

    assert not dialog.can_accept
    press(Key.Key_Return)

    assert not dialog.isVisible()
    assert not document.undo_stack.count()


def test_arrows_walk_through_the_lines(paste, press):
    dialog = paste("a\tb\tc\td\n")

    press(Key.Key_Down, Key.Key_Down)
    assert dialog.table.currentRow() == 2
    press(Key.Key_End, modifier=CTRL)
    assert dialog.table.currentRow() == 3


def test_a_long_paste_can_be_read_to_its_end(paste, document):
    for district in document.sheet.districts:
        document.enter(Cell(district, AP), "1")

    dialog = paste("2\t3\t4\t5\n" * 13)

    assert len(dialog.lines()) == 52
    assert dialog.table.verticalScrollBar().maximum() > 0
    assert dialog.height() <= 700


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reason_why_something_stays_out_is_read_to_its_end(paste, language):
    dialog = paste("12\t–\t5\t1,198")

    last = dialog.table.columnCount() - 1
    assert dialog.table.columnWidth(last) >= dialog.table.sizeHintForColumn(last)


def test_an_unread_text_is_overwritten_with_sight(paste, press, document):
    document.enter(Cell("terter", AP), "1,198")

    dialog = paste("5\n")

    assert dialog.lines() == [("Tartar · AP mines", "“1,198”", "5", "Overwritten")]
    press(Key.Key_Return)
    assert document.sheet.value("terter", AP) == 5
    assert document.unread(Cell("terter", AP)) is None


def test_what_juts_out_is_told_and_never_becomes_a_control_total(paste, press, window, document):
    window.grid.go_to(Cell("zengilan", UXO))

    dialog = paste("1\t2\t3\t4\n5\t6\t7\t8\n")
    assert dialog.lines()[0] == ("“3”", "", "", "Not taken: it lies outside the sheet (6 figures)")
    press(Key.Key_Return)

    assert set(document.sheet.values) == {Cell("zengilan", UXO), Cell("zengilan", AREA)}


def test_control_totals_are_pasted_into_their_row(paste, window, document):
    window.grid.go_to(Cell(CONTROL, AP))

    assert paste("155\t49\n") is None

    assert document.sheet.values == {Cell(CONTROL, AP): 155, Cell(CONTROL, "at_mines"): 49}


def test_a_selection_is_pasted_at_its_first_cell(paste, press, document):
    press(Key.Key_Down, Key.Key_Right, modifier=SHIFT)

    paste("4")

    assert set(document.sheet.values) == {Cell("terter", AP)}


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_an_empty_clipboard_changes_nothing_and_says_so(paste, window, document, text):
    assert paste(text) is None

    assert not document.undo_stack.count()
    assert window.status.text == "There is nothing on the clipboard that could be pasted."


def test_a_week_is_copied_into_another_without_a_word(paste, press, window, document):
    for place, district in enumerate(document.sheet.districts):
        for key, text in zip(document.sheet.indicators, (place, 2, 19, f"{place + 1}.298"), strict=True):
            document.enter(Cell(district, key), f"{text}0" if "." in str(text) else str(text))
    document.mark_no_operations(["lacin", "susa"])
    document.clear([Cell("agdam", key) for key in document.sheet.indicators])
    before, changes = document.sheet.values, document.undo_stack.count()

    press("a", "c", modifier=CTRL)
    copied = QGuiApplication.clipboard().text()
    assert paste(copied) is None
    assert document.undo_stack.count() == changes
    assert window.status.text.startswith("Nothing was changed")

    window.commands.forward()
    window.grid.go_to(Cell("terter", AP))
    assert paste(copied) is None

    assert document.sheet.values == before
    assert {finding.code for finding in document.findings} <= {"not-reported", "period-future"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dialog_speaks_every_language(paste, session, document):
    document.enter(Cell("terter", AP), "4")

    dialog = paste("District\tAP mines\tUXO\nTartar\t5\t1,198\nLachin\tx\t–\nKerimli\t1\t2\n")

    texts = session.texts
    assert dialog.windowTitle() == texts("paste.title")
    assert texts("paste.is-overwritten") in [line[3] for line in dialog.lines()]
    assert dialog.questions == [texts("paste.which-comma", n=1, text="1,198")]
    assert all(line[3] for line in dialog.lines())


def test_a_refused_disk_pastes_nothing_and_does_not_say_it_did(paste, window, document, monkeypatch):
    def refuse(*_args, **_named):
        raise FieldAppError("disk-full", path=window.file)

    monkeypatch.setattr(document.store, "write", refuse)
    assert paste("4\n") is None

    assert not document.sheet.values
    assert window.status.text == ""
    assert window.alarm.text


def test_an_empty_column_beside_the_names_is_answered_by_a_key(paste, press, document):
    dialog = paste("Ağdam\t\t1\t2\t3\nFüzuli\t\t5\t6\t7")

    assert len(dialog.questions) == 1
    assert not dialog.can_accept
    press(Key.Key_1, modifier=ALT)
    press(Key.Key_Return)
    assert row_of(document, "agdam") == [1, 2, 3, None]
    assert row_of(document, "fuzuli") == [5, 6, 7, None]


def test_the_number_behind_a_rounded_display_comes_with_the_clipboards_html(clipboard, press, document):
    data = QMimeData()
    data.setText("155\t49\t606\t1\u00a0651\r\n")
    data.setHtml('<table><tr><td>155<td>49<td>606<td x:num="1651.1">1 651</table>')
    clipboard.setMimeData(data)

    press("v", modifier=CTRL)

    assert row_of(document, "terter") == [155, 49, 606, 16_511_000]


def test_what_the_clipboard_holds_behind_its_text_is_said(clipboard, press, document, window):
    data = QMimeData()
    data.setText("1 651\t3")
    data.setHtml('<table><tr><td sdval="1651.1">1 651</td></tr></table>')
    clipboard.setMimeData(data)

    press("v", modifier=CTRL)

    (dialog,) = (dialog for dialog in window.findChildren(PasteDialog) if dialog.isVisible())
    assert ("“1 651”", "", "", "As shown; the clipboard holds 1651.1 behind it") in dialog.lines()
    assert not document.sheet.values


def test_a_table_that_fits_the_screen_shows_all_its_lines(paste):
    """Its height was reckoned without what the style adds to a line: the last ones were out of sight."""
    dialog = paste("5\t2\t3\t61,2\n4\tfour\t3\t61,2\n")
    QCoreApplication.processEvents()

    assert len(dialog.lines()) == 8
    assert dialog.table.verticalScrollBar().maximum() == 0


def test_control_totals_of_rows_are_pasted_beside_their_figures(paste, window, document):
    window.actions_by_key["row-items"].trigger()

    assert paste("4\t2\t19\t61,2\t25\r\n9\t3\t41\t108,4\t53\r\n") is None

    assert row_of(document, "agdere") == [9, 3, 41, 1_084_000]
    assert document.sheet.values[Cell("agdere", CONTROL_ITEMS)] == 53
    assert document.undo_stack.count() == 1
    document.undo()
    assert not document.sheet.values


def test_a_control_total_of_a_row_that_would_go_is_shown_by_its_name(paste, window, document, texts):
    window.actions_by_key["row-items"].trigger()
    document.enter(Cell("terter", CONTROL_ITEMS), "25")
    window.grid.go_to(Cell("terter", CONTROL_ITEMS))

    dialog = paste("31\n12x\n")
    model = dialog.table.model()
    said = [
        str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    assert any(texts("suggestions.row-control-items") in text for text in said), said


def test_a_row_copied_with_its_control_total_is_pasted_back(paste, window, document, clipboard, press):
    window.actions_by_key["row-items"].trigger()
    document.mark_no_operations(["terter"])
    document.enter(Cell("terter", CONTROL_ITEMS), "0")
    press(Key.Key_End, modifier=SHIFT)
    press("c", modifier=CTRL)
    window.grid.go_to(Cell("susa", AP))

    assert paste(clipboard.text()) is None
    assert document.sheet.state("susa") is RowState.NO_OPERATIONS
    assert document.sheet.values[Cell("susa", CONTROL_ITEMS)] == 0
