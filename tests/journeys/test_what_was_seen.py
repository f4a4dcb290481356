"""What a week's use of an older version has seen to go wrong, with real keys in a real window.

Asks for nothing but keys, the texts shown and the file, so that it runs, and fails, on that version too
(commit 2b5ec87: with tests/ui/reaching.py put beside its tests)."""

from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import read_period
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.store.store import Store
from fieldapp.ui.app.welcome import Welcome
from tests.long import one_in
from tests.ui.driving import NOW, WEEK, data_file, opened, running
from tests.ui.reaching import desktop_of, open_document, seen, traced

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
AP, UXO = "ap_mines", "uxo"
TERTER, AGDAM, LACIN = Cell("terter", UXO), Cell("agdam", UXO), Cell("lacin", UXO)


def fail(*_args, **_named):
    raise FieldAppError("disk-failed", path="a stick")


@pytest.fixture
def rows():
    """How many districts are entered at the start."""
    return 0


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot, rows):
    window = opened(session, data_file(tmp_path, rows=rows))
    window.activateWindow()
    window.grid.go_to(Cell("terter", AP))
    qtbot.waitUntil(window.grid.body.hasFocus)
    return window


@pytest.fixture
def document(window):
    return open_document(window)


@pytest.fixture
def press(qapp, window):
    """Each key goes to whatever has the focus by then."""

    def press(*keys, modifier=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            for one in key if isinstance(key, str) else [key]:
                send: Any = QTest.keyClicks if isinstance(one, str) else QTest.keyClick
                send(qapp.focusWidget(), one, modifier)

    return press


def enter(window, press, cell, text):
    window.grid.go_to(cell)
    press(text, Key.Key_Return)


# Whether it is saved


def test_a_refused_text_is_called_unwritten_and_waits(window, document, press, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr(document.store, "write", fail)
        enter(window, press, AGDAM, "12x")

    codes = {finding.code for finding in document.findings_at(AGDAM)}
    assert codes & {"not-written", "unreadable", "cannot-be-read"} == {"not-written"}


def test_what_waits_is_not_called_on_disk_after_the_next_good_entry(window, document, press, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr(document.store, "write", fail)
        enter(window, press, AGDAM, "12x")

    enter(window, press, LACIN, "7")

    assert window.header.saved_text == "1 entry not on disk"


def test_what_was_written_is_shown_judged_and_not_called_unwritten_though_the_reading_fails(
    window, document, press, monkeypatch
):
    enter(window, press, AGDAM, "125")
    enter(window, press, Cell(CONTROL, UXO), "125")
    with monkeypatch.context() as silent:
        silent.setattr(document.store, "periods", fail)
        enter(window, press, LACIN, "990")

        assert document.store.sheet(WEEK).value("lacin", UXO) == 990
        shown = window.grid.footer.sheet_model.index(0, 2).data()
        found = [finding.code for finding in window.side.findings.findings]
        assert (shown, "control-total-differs" in found, "not on disk" in window.header.saved_text) == (
            "1,115",
            True,
            False,
        )


def test_the_total_is_painted_anew_though_the_reading_after_the_writing_fails(
    window, document, press, monkeypatch
):
    enter(window, press, AGDAM, "125")
    model, column = window.grid.footer.sheet_model, 2
    painted = []
    model.dataChanged.connect(
        lambda first, last, *_: painted.append(first.column() <= column <= last.column())
    )
    with monkeypatch.context() as silent:
        silent.setattr(document.store, "periods", fail)
        enter(window, press, LACIN, "990")

    assert (model.index(0, column).data(), any(painted)) == ("1,115", True)


def test_one_key_costs_at_most_twelve_statements(window, document, press):
    enter(window, press, AGDAM, "3")
    window.grid.go_to(LACIN)
    press("7")

    statements = traced(document, lambda: press(Key.Key_Return))

    assert 3 < len(statements) <= 12


# What is said of a workbook


def look_at(window, file):
    window.errands.looker.look_at(file)
    window.jobs.wait()
    return window.errands.looker.dialog


@pytest.fixture
def workbook(window, session, tmp_path):
    desktop_of(session).chosen = tmp_path / "report.xlsx"
    window.actions_by_key["export"].trigger()
    window.jobs.wait()
    return tmp_path / "report.xlsx"


def alter(path, sheet, begins, put, right=0):
    """Put something into the first cell whose content begins so, or that many columns right of it."""
    book: Any = openpyxl.load_workbook(path)
    cells = [cell for row in book[sheet] for cell in row if str(cell.value or "").startswith(begins)]
    assert cells, [cell.value for row in book[sheet] for cell in row if cell.value is not None]
    cell = cells[0].offset(0, right)
    cell.value = put(cell.value)
    book.save(path)
    return cell.coordinate


def lines_of(dialog):
    """All that the tables of the looking say, line by line."""
    tables = [table for table in dialog.findChildren(type(dialog.table)) if table.isVisible()]
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for table in tables
        for row in range(table.rowCount())
    ]


ALTERED = {
    "an area on Districts": ("Districts", "Tartar", lambda ha: ha * 10, 4),
    "the total on Districts": ("Districts", "Total", lambda ha: ha + 360, 4),
    "a state on Districts": ("Districts", "Tartar", lambda _: "no operations", 5),
    "the sentence": ("Report", "From 10 to 16 March", lambda text: text + " And more.", 0),
    "the office": ("Report", "Headquarters", lambda _: "Karabakh · Azerbaijan", 0),
    "the period": ("Report", "10", lambda text: text.replace("10", "3", 1), 0),
    "the headline": ("Report", "Anti-personnel mines", lambda number: number * 10, 1),
}


@pytest.mark.parametrize("rows", [13])
@pytest.mark.parametrize("what", one_in(3, ALTERED))
def test_an_altered_workbook_is_never_called_intact_and_the_cell_is_named(window, workbook, what):
    sheet, begins, put, right = ALTERED[what]
    cell = alter(workbook, sheet, begins, put, right)

    dialog = look_at(window, workbook)

    assert dialog.fact("state").casefold().startswith("altered")
    said = lines_of(dialog)
    assert any(sheet in " ".join(line) and cell in " ".join(line) for line in said), said


@pytest.mark.parametrize("rows", [13])
def test_a_name_that_stands_for_another_cell_is_found(window, workbook):
    book = openpyxl.load_workbook(workbook)
    book.defined_names["uxo"].attr_text = book.defined_names["at_mines"].attr_text
    book.save(workbook)

    dialog = look_at(window, workbook)

    assert dialog.fact("state").casefold().startswith("altered")
    assert lines_of(dialog) == [["A name", "uxo", "13", "130"]]


@pytest.mark.parametrize("rows", [13])
def test_without_figures_of_its_own_the_file_shows_the_workbooks_totals(
    window, workbook, session, tmp_path, qtbot
):
    other = opened(session, data_file(tmp_path, office="karabakh", rows=0))

    dialog = look_at(other, workbook)

    assert "91" in seen(dialog)  # 1 + 2 + … + 13


# In the window


def test_an_unread_text_shows_the_number_it_stands_over(window, press):
    enter(window, press, TERTER, "12")
    enter(window, press, TERTER, "1w")

    index = window.grid.body.sheet_model.index_of(TERTER)
    assert "12" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_the_total_says_that_it_counts_the_number_under_an_unread_text(window, press):
    enter(window, press, TERTER, "12")
    enter(window, press, TERTER, "1w")

    total = window.grid.footer.sheet_model.index(0, 2)
    assert "Counts 12 in Tartar" in str(total.data(Qt.ItemDataRole.AccessibleDescriptionRole))


@pytest.mark.parametrize("rows", [13])
def test_every_check_has_passed_is_not_said_without_control_totals(window):
    assert "Every check has passed" not in seen(window)
    assert "ontrol total" in seen(window.side.findings)


def test_a_half_filled_row_is_quiet_while_it_is_keyed(window, press):
    window.actions_by_key["entry-by-rows"].trigger()
    press("3", Key.Key_Return, "1", Key.Key_Return)

    half = [finding.code for finding in window.side.findings.findings if "half" in finding.code]
    assert (half, window.header.reason_text) == ([], "")


@pytest.mark.parametrize("rows", [13])
def test_undo_within_a_week_moves_to_what_it_changed(window, press):
    enter(window, press, AGDAM, "7")
    window.grid.go_to(Cell("terter", AP))

    press(Key.Key_Z, modifier=CTRL)

    assert window.grid.current_cell() == AGDAM


@pytest.mark.parametrize("rows", [13])
@pytest.mark.parametrize("start", [Cell("terter", AP), Cell(CONTROL, AP)], ids=["districts", "control"])
def test_ctrl_a_means_the_whole_grid_from_anywhere(window, document, press, start):
    enter(window, press, Cell(CONTROL, AP), "91")
    window.grid.go_to(start)

    press(Key.Key_A, modifier=CTRL)
    press(Key.Key_Delete)

    assert document.sheet.values == {}


def test_fill_down_from_an_unread_text_says_why_it_does_nothing(window, press):
    enter(window, press, TERTER, "1w")
    window.grid.go_to(Cell("agdere", UXO))

    press(Key.Key_D, modifier=CTRL)

    assert "is not read as a number" in window.status.text


@pytest.mark.parametrize("rows", [13])
def test_of_two_windows_the_second_is_told_the_true_cause(window, press):
    store = Store(window.file, "Sevda", lambda: NOW)
    store.write(WEEK, make_edits(store.sheet(WEEK), {TERTER: 99}))
    store.close()

    enter(window, press, TERTER, "7")

    assert "changed elsewhere" in seen(window)
    assert "Sevda" in seen(window)


def test_ctrl_n_leaves_a_way_back(window, session, press, qtbot):
    file = window.file
    press(Key.Key_N, modifier=CTRL)
    assert isinstance(session.window, Welcome)
    session.window.activateWindow()
    qtbot.waitUntil(session.window.isActiveWindow)

    QTest.keyClick(session.window.focusWidget(), Key.Key_Escape)

    assert getattr(session.window, "file", None) == file


def test_ctrl_q_works_on_the_first_page(session, tmp_path, qtbot):
    session.start(None)
    welcome = session.window
    welcome.activateWindow()
    qtbot.waitUntil(welcome.isActiveWindow)

    QTest.keyClick(welcome.focusWidget(), Key.Key_Q, CTRL)

    assert session.window is None or not welcome.isVisible()


def test_the_first_window_shows_all_districts_and_columns(qapp, tmp_path, qtbot):
    with running(qapp, tmp_path, period=read_period("2025-W23")) as session:
        window: Any = session.show(data_file(tmp_path))
        qtbot.waitExposed(window)
        qtbot.wait(20)
        body = window.grid.body
        bars = (body.verticalScrollBar().maximum(), body.horizontalScrollBar().maximum())

        assert len(open_document(window).sheet.districts) == 14
        assert bars == (0, 0)


def test_the_demonstration_fits_a_small_screen_with_its_frame(qapp, tmp_path, qtbot):
    with running(qapp, tmp_path, period=WEEK) as session:
        screen = desktop_of(session).screen = qapp.primaryScreen().availableGeometry()
        session.start(data_file(tmp_path, is_demonstration=True))
        qtbot.waitExposed(session.window)
        qtbot.wait(20)

        assert screen.contains(session.window.frameGeometry())


@pytest.mark.parametrize("width", [1920, 2560])
def test_the_grid_uses_the_width(window, width, qtbot):
    window.resize(width, 1000)
    qtbot.wait(20)
    body = window.grid.body

    used = (
        body.verticalHeader().width() * body.verticalHeader().isVisible() + body.horizontalHeader().length()
    )
    assert used > 0.9 * body.width()


def test_at_700_the_panel_folds_away(window, qtbot):
    window.resize(700, 600)
    qtbot.wait(20)

    assert not window.side.findings.isVisible()


@pytest.mark.parametrize("rows", [13])
def test_a_vertical_bar_brings_no_horizontal_one(window, qtbot):
    window.resize(1366, 420)
    qtbot.wait(20)
    body = window.grid.body

    assert body.verticalScrollBar().maximum() > 0
    assert body.horizontalScrollBar().maximum() == 0
