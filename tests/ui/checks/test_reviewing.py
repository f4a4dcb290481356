"""The checks of all sheets: what is open is shown, wanted, gone to by key, taken off and exported."""

from datetime import timedelta

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fieldapp.core.checks.answers import FollowUp, answer_warning_with
from fieldapp.core.checks.finding import Finding, Severity
from fieldapp.core.checks.review import ANSWERED, FLAGGED, FOLLOW_UP, Item, ToldSheet
from fieldapp.core.edits import make_edits
from fieldapp.core.errors import FieldAppError
from fieldapp.core.period import week_of
from fieldapp.core.sheet import Cell, SheetKey
from fieldapp.ui.checks.dialog import ChecksDialog
from fieldapp.ui.checks.items_model import ITEM_COLUMNS
from fieldapp.ui.checks.looking_through import BATCH
from tests.ui.driving import NOW, WEEK, data_file, document_of, opened, running

AGDAM = Cell("agdam", "uxo")
EARLIER = week_of(WEEK.start - timedelta(weeks=1))


@pytest.fixture
def window(qapp, tmp_path):
    with running(qapp, tmp_path, period=WEEK) as session:
        window = opened(session, data_file(tmp_path))
        store = document_of(window).store
        store.write(EARLIER, make_edits(store.blank(EARLIER), {AGDAM: -3}))
        yield window


@pytest.fixture
def shown(window, qtbot):
    """Open the view and wait until every sheet is checked."""

    def shown():
        window.actions_by_key["checks"].trigger()
        dialog = window.errands.reviewing.dialog
        qtbot.waitUntil(lambda: dialog.is_whole)
        return dialog

    return shown


def choose(dialog, name, value):
    choice = dialog.filters.choices[name]
    choice.setCurrentIndex(choice.findData(value))


def rules(dialog):
    return [item.rule for item in dialog.model.rows]


def test_the_view_opens_as_large_as_its_findings_want(shown):
    dialog = shown()

    assert dialog.size() == dialog.sizeHint()
    assert dialog.table.height() >= 10 * dialog.table.rowHeight(0)


def test_until_it_is_known_how_many_sheets_there_are_no_number_is_told(window, qtbot):
    dialog = ChecksDialog(document_of(window).programme, window._kit, window)
    qtbot.addWidget(dialog)
    assert dialog.nothing.text() == dialog.told.text() == "Checking the sheets"

    dialog.add([], 12, 155, 0)
    assert dialog.nothing.text() == "Checking the sheets: 12 of 155"
    dialog.add([], 0, 0, 0)
    assert dialog.told.text() == "0 sheets checked."


def test_offices_and_districts_that_are_found_last_are_read_whole(window, qtbot):
    dialog = ChecksDialog(document_of(window).programme, window._kit, window)
    qtbot.addWidget(dialog)
    near, far = (
        Item(SheetKey(office, WEEK), flag=FollowUp(Cell(place, "uxo"), "?", "Sevda", NOW))
        for office, place in (("hq", "susa"), ("karabakh", "xocavend"))
    )
    dialog.add([near], 1, 2, 0)
    dialog.add([far], 2, 2, 0)
    table = dialog.table
    for place in range(len(ITEM_COLUMNS) - 1):
        assert table.columnWidth(place) >= table.sizeHintForColumn(place), ITEM_COLUMNS[place]

    many = tuple(Cell(place, "uxo") for place in window._document.sheet.districts)
    odd = Finding("not-reported", Severity.WARNING, many, {"n": 13, "expected": 13}, WEEK)
    dialog.add([Item(SheetKey("hq", WEEK), odd)], 3, 3, 0)
    assert table.columnWidth(len(ITEM_COLUMNS) - 2) < dialog.width() // 6


def test_all_open_findings_are_shown_newest_first_and_enter_goes_to_the_cell(window, shown):
    document = document_of(window)
    dialog = shown()
    assert dialog.count.text().startswith(f"Open: {len(dialog.items)}.")
    periods = [item.key.period for item in dialog.model.rows]
    assert periods == sorted(periods, reverse=True)
    assert EARLIER in periods

    choose(dialog, "rule", "negative")
    assert rules(dialog) == ["negative"]
    assert "Errors 1" in dialog.count.text()
    assert "Aghdam" in dialog.said.text()
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)

    assert document.period == EARLIER
    assert window.grid.current_cell() == AGDAM
    assert window.grid.hasFocus() or window.grid.isAncestorOf(window.focusWidget())

    document.enter(AGDAM, "3")
    dialog = shown()
    assert rules(dialog) != ["negative"]
    assert "negative" not in {item.rule for item in dialog.items}
    dialog.reject()


def test_what_is_answered_is_not_open_and_a_flag_is_until_it_is_taken_off(window, shown):
    document = document_of(window)
    store = document.store
    store.flag(WEEK, AGDAM, "=ask the team")
    dialog = shown()
    choose(dialog, "kind", FLAGGED)
    assert rules(dialog) == [FOLLOW_UP]
    assert "Flagged by coordinator" in dialog.said.text()
    dialog.flag_off.click()
    assert rules(dialog) == []
    assert "flag was removed" in dialog.told.text()
    assert store.follow_ups(WEEK) == ()
    warning = next(item for item in dialog.items if item.kind == "warning")
    dialog.reject()

    assert document.undo()
    assert [one.why for one in store.follow_ups(WEEK)] == ["=ask the team"]
    answer = answer_warning_with(warning.finding, store.sheet(warning.key), "so it is")
    store.put_answer(warning.key, answer)
    dialog = shown()
    assert dialog.filters.wanted.kind == FLAGGED
    choose(dialog, "kind", None)
    assert ANSWERED not in {item.kind for item in dialog.model.rows}
    choose(dialog, "kind", ANSWERED)
    assert len(dialog.model.rows) == 1
    assert "so it is" in dialog.said.text()
    dialog.reject()


def test_what_is_shown_is_exported_and_no_text_becomes_a_formula(window, shown, tmp_path):
    store = document_of(window).store
    store.flag(WEEK, AGDAM, "=1+1")
    dialog = shown()
    window._kit.desktop.chosen = tmp_path / "checks.xlsx"
    dialog.export.click()
    window.errands.looks.wait()

    assert dialog.told.text() == "Written: checks.xlsx"
    rows = list(load_workbook(tmp_path / "checks.xlsx").worksheets[0].iter_rows(min_row=5))
    assert len(rows) == len(dialog.model.rows)
    assert "f" not in {cell.data_type for row in rows for cell in row}
    assert any("=1+1" in str(row[6].value) for row in rows)
    columns = rows[0][0].parent.column_dimensions
    assert all(len(str(row[0].value)) <= columns["A"].width for row in rows)
    dialog.reject()


def test_a_file_in_which_nothing_is_open_says_so(window, shown, monkeypatch):
    monkeypatch.setattr(type(document_of(window).store), "marked", lambda store: ())
    dialog = shown()
    assert dialog.count.text().startswith("Open: 0.")
    assert dialog.pages.currentWidget() is dialog.nothing
    assert dialog.nothing.text() == "Nothing is open."
    assert not dialog.go.isEnabled()
    assert not dialog.export.isEnabled()
    dialog.reject()


def test_sheets_that_cannot_be_shown_are_counted_and_a_file_that_cannot_be_read_says_why(
    window, shown, monkeypatch
):
    store = document_of(window).store
    damaged, read = SheetKey("hq", EARLIER), store.told
    monkeypatch.setattr(store, "told", lambda key: ToldSheet(key, None) if key == damaged else read(key))
    dialog = shown()
    assert dialog.told.text().endswith("1 sheet is damaged and was not checked.")
    dialog.reject()

    def fail(key):
        raise FieldAppError("disk-failed", path=store.path)

    monkeypatch.setattr(store, "told", fail)
    window.actions_by_key["checks"].trigger()
    assert window.errands.reviewing.dialog is None
    assert window._kit.texts.error(FieldAppError("disk-failed", path=store.path)) in window.status.text


def test_many_sheets_are_checked_on_the_worker_and_the_second_time_only_what_has_changed(window, shown):
    document = document_of(window)
    store, weeks = document.store, BATCH + 3
    for number in range(2, weeks):
        week = week_of(WEEK.start - timedelta(weeks=number))
        store.write(week, make_edits(store.blank(week), {AGDAM: number}))
    dialog = shown()
    assert f"{weeks} sheets checked" in dialog.told.text()
    before = [item.finding for item in dialog.items]
    dialog.reject()

    jobs = window.errands.looks
    begun = []
    jobs.busy_changed.connect(lambda: begun.append(jobs.is_busy))
    dialog = shown()
    assert begun == []
    assert [item.finding for item in dialog.items] == before
    dialog.reject()
