"""A half-filled row is quiet while it is being keyed, and an error when it counts; nothing found is not
everything checked."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from fieldapp.core.period import following
from fieldapp.core.report import Status
from fieldapp.core.sheet import CONTROL, Cell
from fieldapp.ui.kit.marks import Mark
from fieldapp.ui.sheet.model import SheetRole
from tests.ui.driving import WEEK, data_file, opened, press, running
from tests.ui.pictures import lay_out

Key = Qt.Key


@pytest.fixture
def session(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        yield session


@pytest.fixture
def window(session, tmp_path, qtbot):
    window = opened(session, data_file(tmp_path, rows=2))
    window.activateWindow()
    window.grid.go_to(Cell("agdam", "ap_mines"))
    qtbot.waitUntil(lambda: window.grid.body.hasFocus())
    return window


def half_filled(window):
    return [finding.cells[0].district for finding in window.side.findings.findings if "half" in finding.code]


def keyed(*keys):
    for key in keys:
        for one in key if isinstance(key, str) else [key]:  # each goes to whatever has the focus by then
            press(one)


def test_a_row_keyed_from_left_to_right_is_quiet_until_the_keys_go_to_another(window):
    window.actions_by_key["entry-by-rows"].trigger()
    keyed("3", Key.Key_Return, "1", Key.Key_Return)

    assert half_filled(window) == []
    assert window.header.reason_text == ""
    assert window.grid.body.sheet_model.index_of(Cell("agdam", "uxo")).data(SheetRole.MARK) is Mark.WAITING

    press(Key.Key_Down)
    assert half_filled(window) == ["agdam"]
    assert window.header.reason_text == "1 error to fix first"
    assert window.grid.body.sheet_model.index_of(Cell("agdam", "uxo")).data(SheetRole.MARK) is Mark.ERROR


def test_columns_keyed_downwards_are_quiet_until_one_is_passed(window):
    keyed("3", Key.Key_Return, "4", Key.Key_Return)
    assert half_filled(window) == []

    window.grid.go_to(Cell("agdam", "at_mines"))
    keyed(Key.Key_Return, "1", Key.Key_Return)

    assert half_filled(window) == ["agdam"]


def test_the_panel_of_the_cell_is_as_quiet_as_the_list_until_the_keys_have_passed(window, qtbot):
    window.desk.show_cell(True)
    keyed("3", Key.Key_Return)
    window.grid.go_to(Cell("agdam", "at_mines"))
    cell = window.side.cell
    qtbot.waitUntil(lambda: cell.found_texts == ())

    window.side.findings.list_view.setFocus()

    qtbot.waitUntil(lambda: any("half filled" in text for text in cell.found_texts))


def test_whoever_leaves_the_grid_has_ended_the_row(window, qtbot):
    press("3")
    press(Key.Key_Return)
    assert half_filled(window) == []

    window.side.findings.list_view.setFocus()

    qtbot.waitUntil(lambda: half_filled(window) == ["agdam"])


def test_opened_again_a_half_filled_row_is_an_error_at_once(window, session):
    keyed("3", Key.Key_Return)
    window._document.open_period(following(WEEK, ()))
    window._document.open_period(WEEK)

    assert half_filled(window) == ["agdam"]


def test_the_sheet_is_not_marked_ready_and_the_row_is_said(window):
    keyed("3", Key.Key_Return)
    assert window.header.reason_text == ""

    QTest.keyClick(window.grid.body, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert window._document.standing.status is Status.DRAFT
    assert half_filled(window) == ["agdam"]
    assert window.header.reason_text == "1 error to fix first"
    assert (
        "agdam"
        in window.side.findings.list_view.currentIndex().data(Qt.ItemDataRole.UserRole).details["district"]
    )


def test_nothing_found_asks_for_the_control_totals_until_all_are_typed(window):
    document = window._document
    document.mark_no_operations(document.sheet.districts[2:])
    assert window.side.findings.nothing_texts[0] == "No control total is typed"

    for key, total in {"ap_mines": "3", "at_mines": "2", "uxo": "20"}.items():
        window.grid.go_to(Cell(CONTROL, key))
        keyed(total, Key.Key_Return)
    assert window.side.findings.nothing_texts[1].endswith("for: Area, ha.")

    window.grid.go_to(Cell(CONTROL, "area_cleared_ha"))
    keyed("10", Key.Key_Return)
    assert window.side.findings.shows_nothing
    assert window.side.findings.nothing_texts == ("Nothing to fix", "Every check has passed.")


def test_where_the_findings_are_folded_away_the_way_to_them_ends_the_row_too(session, tmp_path, qtbot):
    session.kit.desktop.screen = QRect(0, 0, 700, 600)
    narrow = session.show(data_file(tmp_path, rows=2))
    narrow.activateWindow()
    lay_out()
    qtbot.waitUntil(narrow.grid.body.hasFocus)
    narrow.grid.go_to(Cell("agdam", "ap_mines"))
    keyed("3", Key.Key_Return)
    assert not narrow.side.is_furnished
    QTest.keyClick(narrow.grid.body, Key.Key_F6)

    assert narrow.side.isVisible()
    assert half_filled(narrow) == ["agdam"]
